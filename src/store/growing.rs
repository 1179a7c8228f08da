//! A file that is whole at any time: what is added goes before its last bytes, which are written
//! again each time. Whatever ends the process, what was added before is there, and can be read.

use std::fs::{File, OpenOptions};
use std::io::{self, Seek, SeekFrom, Write};

use super::error::FileError;
use super::output::{Output, Target};
use super::replace::{Verdict, replace};
use crate::system::dir_of;

#[derive(Debug)]
pub struct GrowingFile {
    output: Output,
    file: File,
    last: &'static [u8],
    /// Where the last bytes begin. None in a device or a pipe, which gets them at the end alone.
    end: Option<u64>,
}

impl GrowingFile {
    /// Takes the place at once, with what stands first and last.
    pub fn begin(
        output: Output,
        first: &[u8],
        last: &'static [u8],
    ) -> Result<GrowingFile, FileError> {
        let opened = match &output.target {
            Target::Replaced(place) => tempfile::tempfile_in(dir_of(place))
                .and_then(|file| file.metadata())
                .and_then(|owner| {
                    replace(place, &owner, |whole| {
                        whole.write_all(first)?;
                        whole.write_all(last)?;
                        Ok(Verdict::Replace)
                    })
                })
                .and_then(|placed| {
                    placed.ok_or_else(|| io::Error::other("the file was not replaced"))
                })
                .map(|placed| (placed.file, Some(first.len() as u64))),
            Target::InPlace => {
                let opened = OpenOptions::new().append(true).open(&output.path);
                opened.and_then(|mut file| file.write_all(first).map(|()| (file, None)))
            }
        };
        match opened {
            Ok((file, end)) => Ok(GrowingFile {
                output,
                file,
                last,
                end,
            }),
            Err(cause) => Err(FileError::failed(&output.path, cause)),
        }
    }

    /// Adds bytes before the last ones.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), FileError> {
        let pushed = match self.end {
            None => self.file.write_all(bytes),
            Some(end) => self.push_at(end, bytes),
        };
        pushed.map_err(|cause| FileError::failed(&self.output.path, cause))
    }

    fn push_at(&mut self, end: u64, bytes: &[u8]) -> io::Result<()> {
        // In one write: a reader finds it before that or after that.
        let pushed = self.write_at(end, &[bytes, self.last].concat());
        match pushed {
            Ok(()) => self.end = Some(end + bytes.len() as u64),
            // The disk is full. The last bytes fit where they were.
            Err(_) => {
                self.write_at(end, self.last)?;
                self.file.set_len(end + self.last.len() as u64)?;
            }
        }
        pushed
    }

    fn write_at(&mut self, at: u64, bytes: &[u8]) -> io::Result<()> {
        self.file.seek(SeekFrom::Start(at))?;
        self.file.write_all(bytes)
    }

    /// Ends the file.
    pub fn finish(&mut self) -> Result<(), FileError> {
        if self.end.is_some() {
            return Ok(());
        }
        let finished = self.file.write_all(self.last);
        finished.map_err(|cause| FileError::failed(&self.output.path, cause))
    }
}
