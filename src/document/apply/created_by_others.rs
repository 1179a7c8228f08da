//! Records that were there before they could be created, because somebody else was faster: they
//! may differ from the document.

use crate::api::{Client, Collection};
use crate::batch::look_up;
use crate::document::compare::differences;
use crate::document::draft::Plan;
use crate::document::error::PlanError;
use crate::document::step::Step;
use crate::document::step_kind::StepKind;

use super::applied::{ApplyTrouble, CreatedByOthers};
use super::execute::Executed;

/// How many records are looked up at a time.
const SOME: usize = 1000;

/// Compares what was there before it could be created, if anything was.
pub(super) async fn compare_existing(
    client: &Client,
    plan: &Plan,
    executed: &Executed,
) -> Option<ApplyTrouble> {
    for kind in [StepKind::CreateUser, StepKind::CreateChannel] {
        if executed.of(kind).skipped > 0
            && let Some(trouble) = find_others(client, plan, kind).await
        {
            return Some(trouble);
        }
    }
    None
}

/// Finds records of this kind that are not as the document has them.
pub(super) async fn find_others(
    client: &Client,
    plan: &Plan,
    kind: StepKind,
) -> Option<ApplyTrouble> {
    match created_by_others(client, plan, kind).await {
        Ok(others) => others.map(|others| ApplyTrouble::Others(Box::new(others))),
        Err(error) => Some(ApplyTrouble::OthersNotCompared(error)),
    }
}

/// Compares the records of these steps with what is there now. Which of them were there before is
/// not known, so all are compared; most plans never need this.
async fn created_by_others(
    client: &Client,
    plan: &Plan,
    kind: StepKind,
) -> Result<Option<CreatedByOthers>, PlanError> {
    let collection = match kind {
        StepKind::CreateChannel => Collection::Channels,
        _ => Collection::Users,
    };
    let mut others: Option<CreatedByOthers> = None;
    let mut steps = plan.steps.read_kind(kind);
    loop {
        let some: Vec<Step> = steps.by_ref().take(SOME).collect::<std::io::Result<_>>()?;
        if some.is_empty() {
            return Ok(others);
        }
        let ids: Vec<String> = some.iter().map(|step| step.id().to_owned()).collect();
        let there = look_up(client, &collection, &ids)
            .await
            .map_err(PlanError::Api)?;
        for step in some {
            let (Some(there), Some(json)) = (there.get(step.id()), step.record()) else {
                continue;
            };
            let may_be_masked = client.masked_records() > 0;
            let but = ["id", "members"];
            // What is masked may be what was sent; the next run names it.
            let changes = differences(&json, there, &but, &plan.ignored, may_be_masked).seen;
            if changes.is_empty() {
                continue;
            }
            match &mut others {
                Some(others) => others.count += 1,
                None => {
                    others = Some(CreatedByOthers {
                        count: 1,
                        fields: changes.into_iter().map(|change| change.field).collect(),
                        first: step,
                    });
                }
            }
        }
    }
}
