//! Steps in a file: there may be more of them than memory should hold.
//!
//! A step is its length, and then its fields: numbers in seven bits a byte, texts with their
//! lengths before them.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::sync::Arc;

use crate::record::Location;

use super::compare::Difference;
use super::step::{Counts, KINDS, Kind, Step};

/// Where the steps of a kind are, others between them.
#[derive(Debug, Clone, Copy, Default)]
struct Span {
    /// Bytes before the first.
    at: u64,
    /// The number of the first, and of the one after the last.
    first: u64,
    end: u64,
}

/// Takes steps into a file that has no name and only this process can read.
pub struct Writer {
    file: BufWriter<File>,
    counts: Counts,
    spans: [Span; KINDS.len()],
    at: u64,
    len: Vec<u8>,
    step: Vec<u8>,
}

impl Writer {
    pub fn new() -> io::Result<Writer> {
        Ok(Writer {
            file: BufWriter::with_capacity(64 << 10, tempfile::tempfile()?),
            counts: Counts::default(),
            spans: [Span::default(); KINDS.len()],
            at: 0,
            len: Vec::new(),
            step: Vec::new(),
        })
    }

    pub fn push(&mut self, step: &Step) -> io::Result<()> {
        let number = self.counts.sum();
        let span = &mut self.spans[step.kind as usize];
        if span.end == 0 {
            (span.at, span.first) = (self.at, number);
        }
        span.end = number + 1;
        self.counts.count(step);
        self.step.clear();
        encode(step, &mut self.step);
        self.len.clear();
        put(&mut self.len, self.step.len() as u64);
        self.file.write_all(&self.len)?;
        self.file.write_all(&self.step)?;
        self.at += (self.len.len() + self.step.len()) as u64;
        Ok(())
    }

    pub fn finish(self) -> io::Result<Steps> {
        let file = self
            .file
            .into_inner()
            .map_err(io::IntoInnerError::into_error)?;
        Ok(Steps {
            file: Arc::new(file),
            counts: self.counts,
            spans: self.spans,
        })
    }
}

/// Steps in the order in which they were found.
#[derive(Clone)]
pub struct Steps {
    file: Arc<File>,
    counts: Counts,
    spans: [Span; KINDS.len()],
}

impl Steps {
    pub fn counts(&self) -> Counts {
        self.counts
    }

    pub fn read(&self) -> Reader {
        self.reader(0, self.counts.sum(), None)
    }

    /// The steps of one kind; none are read where there are none.
    pub fn of(&self, kind: Kind) -> Reader {
        let span = self.spans[kind as usize];
        self.reader(span.at, span.end - span.first, Some(kind))
    }

    fn reader(&self, at: u64, left: u64, only: Option<Kind>) -> Reader {
        let file = self.file.clone();
        Reader {
            file: BufReader::with_capacity(64 << 10, At { file, at }),
            left,
            only,
            step: Vec::new(),
        }
    }
}

/// A reader with a position of its own.
struct At {
    file: Arc<File>,
    at: u64,
}

impl Read for At {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        #[cfg(unix)]
        let n = std::os::unix::fs::FileExt::read_at(&*self.file, buffer, self.at)?;
        #[cfg(windows)]
        let n = std::os::windows::fs::FileExt::seek_read(&*self.file, buffer, self.at)?;
        self.at += n as u64;
        Ok(n)
    }
}

pub struct Reader {
    file: BufReader<At>,
    left: u64,
    /// Others are read over.
    only: Option<Kind>,
    step: Vec<u8>,
}

impl Reader {
    fn step(&mut self) -> io::Result<Option<Step>> {
        let len = number(&mut self.file)?;
        self.step.resize(len as usize, 0);
        self.file.read_exact(&mut self.step)?;
        let mut fields = self.step.as_slice();
        let kind = number(&mut fields)? as usize;
        let kind = *KINDS.get(kind).ok_or(io::ErrorKind::InvalidData)?;
        match self.only {
            Some(only) if only != kind => Ok(None),
            _ => decode(kind, &mut fields).map(Some),
        }
    }
}

impl Iterator for Reader {
    type Item = io::Result<Step>;

    fn next(&mut self) -> Option<io::Result<Step>> {
        while self.left > 0 {
            self.left -= 1;
            match self.step() {
                Ok(None) => {}
                Ok(Some(step)) => return Some(Ok(step)),
                Err(error) => {
                    self.left = 0;
                    return Some(Err(error));
                }
            }
        }
        None
    }
}

fn encode(step: &Step, into: &mut Vec<u8>) {
    put(into, step.kind as u64);
    for text in [&step.channel, &step.id, &step.json] {
        put_text(into, text);
    }
    put(into, step.members.len() as u64);
    for id in &step.members {
        put_text(into, id);
    }
    for mode in [step.from, step.to] {
        put(into, u64::from(mode.is_some()));
        put(into, mode.unwrap_or_default());
    }
    for number in step.place.to_numbers() {
        put(into, number);
    }
    put(into, step.changes.len() as u64);
    for Difference { field, from, to } in &step.changes {
        put_text(into, field);
        put_text(into, from.as_deref().unwrap_or_default());
        put_text(into, to);
    }
}

fn decode(kind: Kind, from: &mut &[u8]) -> io::Result<Step> {
    Ok(Step {
        kind,
        channel: text(from)?,
        id: text(from)?,
        json: text(from)?,
        members: {
            let count = number(from)?;
            let ids = (0..count).map(|_| text(from));
            ids.collect::<io::Result<_>>()?
        },
        from: mode(from)?,
        to: mode(from)?,
        place: Location::from_numbers([number(from)?, number(from)?, number(from)?]),
        changes: {
            let count = number(from)?;
            let changes = (0..count).map(|_| {
                Ok(Difference {
                    field: text(from)?,
                    from: Some(text(from)?).filter(|text| !text.is_empty()),
                    to: text(from)?,
                })
            });
            changes.collect::<io::Result<_>>()?
        },
    })
}

fn put(into: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        into.push(number as u8 | 0x80);
        number >>= 7;
    }
    into.push(number as u8);
}

fn put_text(into: &mut Vec<u8>, text: &str) {
    put(into, text.len() as u64);
    into.extend_from_slice(text.as_bytes());
}

fn number(from: &mut impl Read) -> io::Result<u64> {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let mut byte = [0];
        from.read_exact(&mut byte)?;
        number |= u64::from(byte[0] & 0x7f) << shift;
        if byte[0] < 0x80 {
            return Ok(number);
        }
    }
    Err(io::ErrorKind::InvalidData.into())
}

fn mode(from: &mut &[u8]) -> io::Result<Option<u64>> {
    let is_there = number(from)? > 0;
    let mode = number(from)?;
    Ok(is_there.then_some(mode))
}

fn text(from: &mut &[u8]) -> io::Result<String> {
    let len = number(from)? as usize;
    let (text, rest) = from
        .split_at_checked(len)
        .ok_or(io::ErrorKind::UnexpectedEof)?;
    *from = rest;
    String::from_utf8(text.to_vec()).map_err(io::Error::other)
}

#[cfg(test)]
mod tests {
    use super::*;

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
