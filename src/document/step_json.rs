//! A step as JSON, as `diff` prints it.

use serde::Serialize;
use serde_json::value::RawValue;

use crate::record::{Mode, one_line};

use super::step::Step;

#[derive(Serialize)]
struct StepJson<'a> {
    step: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    channel: Option<&'a str>,
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    record: Option<Box<RawValue>>,
    /// Left out, or `null` where there is no mode yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<Option<Mode>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<Mode>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    changes: Vec<ChangeJson<'a>>,
    /// The option without which `apply` leaves it alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    only_with: Option<&'static str>,
}

#[derive(Serialize)]
struct ChangeJson<'a> {
    field: &'a str,
    from: Option<Box<RawValue>>,
    to: Option<Box<RawValue>>,
}

impl Step {
    /// One JSON object on one line.
    pub fn to_json(&self) -> serde_json::Result<String> {
        let (from, to) = match self {
            Step::ModerateUser { from, to, .. } | Step::ModerateMember { from, to, .. } => {
                (Some(*from), Some(*to))
            }
            _ => (None, None),
        };
        let record = match self {
            Step::CreateUser { .. } | Step::CreateChannel { .. } => self.record(),
            _ => None,
        };
        let raw = |json: &str| RawValue::from_string(json.to_owned());
        let changes = match self {
            Step::RecreateMember { mode, .. } | Step::CannotChangeMember { mode, .. } => {
                vec![ChangeJson {
                    field: "mode",
                    from: Some(raw(&mode.0.to_string())?),
                    to: None,
                }]
            }
            _ => {
                let changes = self.changes().iter().map(|change| {
                    Ok(ChangeJson {
                        field: &change.field,
                        from: change.from.as_deref().map(raw).transpose()?,
                        to: Some(raw(&change.to)?),
                    })
                });
                changes.collect::<serde_json::Result<_>>()?
            }
        };
        serde_json::to_string(&StepJson {
            step: self.kind().name(),
            channel: self.channel(),
            id: self.id(),
            record: record.map(|record| raw(&one_line(&record))).transpose()?,
            from,
            to,
            changes,
            only_with: self.kind().is_removal().then_some("--prune"),
        })
    }
}
