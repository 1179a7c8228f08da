//! Steps in a file: there may be more of them than memory should hold.

use std::io;

use crate::store::{RecordFile, RecordReader, RecordWriter};

use super::step::{Counts, KINDS, Kind, Step};

/// Where the steps of a kind are, others between them.
#[derive(Debug, Clone, Copy, Default)]
struct Span {
    /// Where in the file the first one begins.
    position: u64,
    /// The number of the first, and of the one after the last.
    first: u64,
    end: u64,
}

/// Takes steps into a temporary file.
pub struct Writer {
    file: RecordWriter<Step>,
    counts: Counts,
    spans: [Span; KINDS.len()],
}

impl Writer {
    pub fn new() -> io::Result<Writer> {
        Ok(Writer {
            file: RecordWriter::new()?,
            counts: Counts::default(),
            spans: [Span::default(); KINDS.len()],
        })
    }

    pub fn push(&mut self, step: &Step) -> io::Result<()> {
        let number = self.counts.sum();
        let span = &mut self.spans[step.kind as usize];
        if span.end == 0 {
            (span.position, span.first) = (self.file.position(), number);
        }
        span.end = number + 1;
        self.counts.count(step);
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
    counts: Counts,
    spans: [Span; KINDS.len()],
}

impl Steps {
    pub fn counts(&self) -> Counts {
        self.counts
    }

    pub fn read(&self) -> Reader {
        Reader {
            file: self.file.read(),
            left: self.counts.sum(),
            only: None,
        }
    }

    /// The steps of one kind; none are read where there are none.
    pub fn of(&self, kind: Kind) -> Reader {
        let span = self.spans[kind as usize];
        Reader {
            file: self.file.read_from(span.position),
            left: span.end - span.first,
            only: Some(kind),
        }
    }
}

pub struct Reader {
    file: RecordReader<Step>,
    left: u64,
    /// Others are read over.
    only: Option<Kind>,
}

impl Iterator for Reader {
    type Item = io::Result<Step>;

    fn next(&mut self) -> Option<io::Result<Step>> {
        while self.left > 0 {
            self.left -= 1;
            let next = self.file.next();
            match next {
                Some(Ok(step)) if self.only.is_some_and(|only| only != step.kind) => {}
                Some(Ok(step)) => return Some(Ok(step)),
                Some(Err(error)) => {
                    self.left = 0;
                    return Some(Err(error));
                }
                None => {
                    self.left = 0;
                    return Some(Err(io::ErrorKind::UnexpectedEof.into()));
                }
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::compare::Difference;
    use crate::record::Location;

    #[test]
    fn steps_come_back_as_they_were() {
        let mut writer = Writer::new().unwrap();
        let mut all = Vec::new();
        for (at, kind) in KINDS.iter().chain(&KINDS[..4]).enumerate() {
            let step = Step {
                channel: "c".repeat(at),
                json: "{\"é\":1}".to_owned(),
                members: vec!["m".repeat(200); at % 3],
                from: (at % 2 == 0).then_some(u64::MAX),
                to: Some(127 + at as u64),
                changes: vec![Difference {
                    field: "f".to_owned(),
                    from: (at % 3 == 0).then(|| "1".to_owned()),
                    to: "null".to_owned(),
                }],
                place: Location::in_text(3, u64::MAX, 1 << 40),
                ..Step::new(*kind, &format!("id {at}"))
            };
            writer.push(&step).unwrap();
            all.push(step);
        }
        let steps = writer.finish().unwrap();
        let read: Vec<Step> = steps.read().map(Result::unwrap).collect();
        assert_eq!(read, all);
        for kind in KINDS {
            let read: Vec<Step> = steps.of(kind).map(Result::unwrap).collect();
            all.retain(|step| step.kind != kind || read.contains(step));
            assert_eq!(read.len() as u64, steps.counts().of(kind));
            assert!(read.iter().all(|step| step.kind == kind));
        }
        assert_eq!(all.len(), KINDS.len() + 4);
    }
}
