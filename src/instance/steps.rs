//! Steps in a file: there may be more of them than memory should hold.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::sync::Arc;

use crate::input::Place;

use super::compare::Difference;
use super::step::{Counts, KINDS, Kind, Step};

/// Takes steps into a file that has no name and only this process can read.
pub struct Writer {
    file: BufWriter<File>,
    counts: Counts,
}

impl Writer {
    pub fn new() -> io::Result<Writer> {
        Ok(Writer {
            file: BufWriter::with_capacity(64 << 10, tempfile::tempfile()?),
            counts: Counts::default(),
        })
    }

    pub fn push(&mut self, step: &Step) -> io::Result<()> {
        self.counts.count(step);
        self.number(step.kind as u64)?;
        for text in [&step.channel, &step.id, &step.json] {
            self.text(text)?;
        }
        self.number(step.members.len() as u64)?;
        for id in &step.members {
            self.text(id)?;
        }
        for mode in [step.from, step.to] {
            self.number(u64::from(mode.is_some()))?;
            self.number(mode.unwrap_or_default())?;
        }
        for number in [
            u64::from(step.place.source),
            step.place.line,
            step.place.column,
        ] {
            self.number(number)?;
        }
        self.number(step.changes.len() as u64)?;
        for Difference { field, from, to } in &step.changes {
            self.text(field)?;
            self.text(from.as_deref().unwrap_or_default())?;
            self.text(to)?;
        }
        Ok(())
    }

    fn number(&mut self, number: u64) -> io::Result<()> {
        self.file.write_all(&number.to_le_bytes())
    }

    fn text(&mut self, text: &str) -> io::Result<()> {
        self.number(text.len() as u64)?;
        self.file.write_all(text.as_bytes())
    }

    pub fn finish(self) -> io::Result<Steps> {
        let file = self
            .file
            .into_inner()
            .map_err(io::IntoInnerError::into_error)?;
        Ok(Steps {
            file: Arc::new(file),
            counts: self.counts,
        })
    }
}

/// Steps in the order in which they were found.
#[derive(Clone)]
pub struct Steps {
    file: Arc<File>,
    counts: Counts,
}

impl Steps {
    pub fn counts(&self) -> Counts {
        self.counts
    }

    pub fn read(&self) -> Reader {
        Reader {
            file: BufReader::with_capacity(
                64 << 10,
                At {
                    file: self.file.clone(),
                    at: 0,
                },
            ),
            left: self.counts.sum(),
        }
    }

    /// The steps of one kind; none are read where there are none.
    pub fn of(&self, kind: Kind) -> impl Iterator<Item = io::Result<Step>> + use<> {
        let mut reader = self.read();
        reader.left *= u64::from(self.counts.of(kind) > 0);
        reader.filter(move |step| step.as_ref().map_or(true, |step| step.kind == kind))
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
}

impl Reader {
    fn number(&mut self) -> io::Result<u64> {
        let mut bytes = [0; 8];
        self.file.read_exact(&mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    }

    fn text(&mut self) -> io::Result<String> {
        let mut bytes = vec![0; self.number()? as usize];
        self.file.read_exact(&mut bytes)?;
        String::from_utf8(bytes).map_err(io::Error::other)
    }

    fn mode(&mut self) -> io::Result<Option<u64>> {
        let is_there = self.number()? > 0;
        let mode = self.number()?;
        Ok(is_there.then_some(mode))
    }

    fn step(&mut self) -> io::Result<Step> {
        let kind = self.number()? as usize;
        Ok(Step {
            kind: KINDS[kind.min(KINDS.len() - 1)],
            channel: self.text()?,
            id: self.text()?,
            json: self.text()?,
            members: {
                let count = self.number()?;
                (0..count).map(|_| self.text()).collect::<io::Result<_>>()?
            },
            from: self.mode()?,
            to: self.mode()?,
            place: Place {
                source: self.number()? as u32,
                line: self.number()?,
                column: self.number()?,
            },
            changes: {
                let count = self.number()?;
                let mut changes = Vec::new();
                for _ in 0..count {
                    changes.push(Difference {
                        field: self.text()?,
                        from: Some(self.text()?).filter(|text| !text.is_empty()),
                        to: self.text()?,
                    });
                }
                changes
            },
        })
    }
}

impl Iterator for Reader {
    type Item = io::Result<Step>;

    fn next(&mut self) -> Option<io::Result<Step>> {
        if self.left == 0 {
            return None;
        }
        self.left -= 1;
        let step = self.step();
        if step.is_err() {
            self.left = 0;
        }
        Some(step)
    }
}
