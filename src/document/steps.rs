//! Steps in a file: there may be more of them than memory should hold.

use std::io;

use crate::store::{RecordFile, RecordReader, RecordWriter};

use super::step::Step;
use super::step_kind::{StepCounts, StepKind};

/// Where the steps of a kind are; steps of other kinds may be between them.
#[derive(Debug, Clone, Copy, Default)]
struct KindSpan {
    /// Where in the file the first one begins.
    position: u64,
    /// The number of the first, and of the one after the last.
    first: u64,
    end: u64,
}

/// Collects steps in a temporary file.
pub struct StepCollector {
    file: RecordWriter<Step>,
    counts: StepCounts,
    spans: [KindSpan; StepKind::ALL.len()],
}

impl StepCollector {
    pub fn new() -> StepCollector {
        StepCollector {
            file: RecordWriter::new(),
            counts: StepCounts::default(),
            spans: [KindSpan::default(); StepKind::ALL.len()],
        }
    }

    pub fn push(&mut self, step: &Step) -> io::Result<()> {
        let number = self.counts.sum();
        let span = &mut self.spans[step.kind() as usize];
        if span.end == 0 {
            (span.position, span.first) = (self.file.position(), number);
        }
        span.end = number + 1;
        self.counts.add(step.kind(), step.initial_members().len());
        self.file.push(step)
    }

    pub fn finish(self) -> io::Result<Steps> {
        Ok(Steps {
            file: self.file.finish()?,
            counts: self.counts,
            spans: self.spans,
        })
    }
}

/// Steps in the order in which they were found.
#[derive(Clone)]
pub struct Steps {
    file: RecordFile<Step>,
    counts: StepCounts,
    spans: [KindSpan; StepKind::ALL.len()],
}

impl Steps {
    pub fn counts(&self) -> StepCounts {
        self.counts
    }

    pub fn read(&self) -> RecordReader<Step> {
        self.file.read()
    }

    /// The steps of one kind. If there are none, nothing is read.
    pub fn read_kind(
        &self,
        kind: StepKind,
    ) -> impl Iterator<Item = io::Result<Step>> + Send + use<> {
        let span = self.spans[kind as usize];
        let steps = self.file.read_from(span.position);
        steps
            .take((span.end - span.first) as usize)
            .filter(move |step| step.as_ref().map_or(true, |step| step.kind() == kind))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::compare::Difference;
    use crate::document::step::{ChannelId, MemberId, UserId};
    use crate::record::{Location, Mode};

    #[test]
    fn steps_come_back_as_they_were() {
        let location = Location::in_text(3, u64::MAX, 1 << 40);
        let member = |at: usize| MemberId {
            channel: ChannelId("c".repeat(at)),
            user: UserId("u".repeat(200 * at)),
        };
        let changes = |from: Option<&str>| {
            vec![Difference {
                field: "f".to_owned(),
                from: from.map(str::to_owned),
                to: "null".to_owned(),
            }]
        };
        let all = [
            Step::CreateUser {
                id: UserId("a".to_owned()),
                json: "{\"é\":1}".to_owned(),
                location,
            },
            Step::RecreateUser {
                id: UserId("b".to_owned()),
                json: String::new(),
                mode: None,
                changes: changes(None),
                location,
            },
            Step::CreateChannel {
                id: ChannelId("c".to_owned()),
                json: "{}".to_owned(),
                members: vec![UserId("m".repeat(200)); 3],
                location: Location::default(),
            },
            Step::LeaveUser {
                id: UserId("a".to_owned()),
                changes: changes(Some("")),
                location,
            },
            Step::AddMember {
                member: member(0),
                location,
            },
            Step::ModerateMember {
                member: member(1),
                from: Some(Mode(u64::MAX)),
                to: Mode(127),
                location,
            },
            Step::AddMember {
                member: member(2),
                location,
            },
            Step::ModerateMember {
                member: member(3),
                from: None,
                to: Mode(128),
                location,
            },
            Step::RemoveMember { member: member(4) },
        ];
        let mut collector = StepCollector::new();
        for step in &all {
            collector.push(step).unwrap();
        }
        let steps = collector.finish().unwrap();
        let read: Vec<Step> = steps.read().map(Result::unwrap).collect();
        assert_eq!(read, all);
        assert_eq!(steps.counts().initial_members(), 3);
        for kind in StepKind::ALL {
            let read: Vec<Step> = steps.read_kind(kind).map(Result::unwrap).collect();
            let wanted = all.iter().filter(|step| step.kind() == kind);
            assert!(read.iter().eq(wanted), "{}", kind.name());
            assert_eq!(read.len() as u64, steps.counts().of(kind));
        }
    }
}
