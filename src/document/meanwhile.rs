//! Records that were there before they could be created, because somebody else was faster: they
//! may be otherwise.

use crate::api::{Client, Collection};
use crate::batch::look_up;

use super::actual::PlanError;
use super::compare::differences;
use super::ignore::Ignored;
use super::step::{Kind, Step};
use super::steps::Steps;

/// Records that are looked for at a time.
const SOME: usize = 1000;

/// Those that are not as the plan wanted them.
#[derive(Debug, Default)]
pub struct Others {
    pub count: u64,
    /// The first of them, with the fields that differ.
    pub first: Option<Step>,
}

/// Compares the records of these steps with what is there now. Which of them were there before
/// is not known one by one, so all are looked at; for most plans that is never needed.
pub async fn created_by_others(
    client: &Client,
    steps: &Steps,
    kind: Kind,
    ignored: &Ignored,
) -> Result<Others, PlanError> {
    let collection = match kind {
        Kind::CreateChannel => Collection::Channels,
        _ => Collection::Users,
    };
    let mut others = Others::default();
    let mut steps = steps.of(kind);
    loop {
        let some: Vec<Step> = steps.by_ref().take(SOME).collect::<std::io::Result<_>>()?;
        if some.is_empty() {
            return Ok(others);
        }
        let ids: Vec<String> = some.iter().map(|step| step.id.clone()).collect();
        let there = look_up(client, &collection, &ids)
            .await
            .map_err(PlanError::Api)?;
        for step in some {
            let Some(there) = there.get(&step.id) else {
                continue;
            };
            let may_be_masked = client.masked_records() > 0;
            let but = ["id", "members"];
            // What the key hides may be what was sent; the next run names it.
            let changes = differences(&step.json, there, &but, ignored, may_be_masked).seen;
            if changes.is_empty() {
                continue;
            }
            others.count += 1;
            others.first.get_or_insert(Step { changes, ..step });
        }
    }
}
