//! A file that is written aside during the run, and takes its place when it is whole.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufReader, BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::error::FileError;
use super::identity::Identity;
use super::lock::check_lock;
use super::output::{Output, Target};
use super::replace::{Verdict, replace};
use crate::system::dir_of;

/// What has been written takes its place in [`PendingFile::finish`]. Until then the file has no
/// name: whatever ends the process, nothing of it is left.
#[derive(Debug)]
pub struct PendingFile {
    output: Output,
    writer: BufWriter<File>,
    /// What was in its place at the beginning.
    before: Option<Version>,
}

/// What changes when somebody writes a file.
#[derive(Debug, PartialEq, Eq)]
struct Version {
    identity: Option<Identity>,
    len: u64,
    modified: Option<SystemTime>,
}

impl Version {
    fn of(path: &Path) -> Option<Version> {
        let metadata = fs::metadata(path).ok()?;
        Some(Version {
            identity: Identity::of(path),
            len: metadata.len(),
            modified: metadata.modified().ok(),
        })
    }
}

impl PendingFile {
    /// Opens what is written to, so that a place that cannot be written is known before anything
    /// is sent.
    pub fn begin(output: Output) -> Result<PendingFile, FileError> {
        let opened = match &output.target {
            Target::Replaced(place) => tempfile::tempfile_in(dir_of(place)),
            // Appending, so that what others have written stays.
            Target::InPlace => OpenOptions::new().append(true).open(&output.path),
        };
        let file = opened.map_err(|cause| FileError::failed(&output.path, cause))?;
        let before = match &output.target {
            Target::Replaced(place) => {
                let owner = file.metadata();
                owner
                    .and_then(|owner| check_lock(place, &owner))
                    .map_err(|cause| FileError::failed(&output.path, cause))?;
                Version::of(place)
            }
            Target::InPlace => None,
        };
        Ok(PendingFile {
            output,
            writer: BufWriter::new(file),
            before,
        })
    }

    pub fn output(&self) -> &Output {
        &self.output
    }

    pub fn write(&mut self, bytes: &[u8]) -> Result<(), FileError> {
        let written = self.writer.write_all(bytes);
        written.map_err(|cause| FileError::failed(&self.output.path, cause))
    }

    /// Puts it in its place.
    pub fn finish(self) -> Result<(), FileError> {
        self.finish_beside(|_, mut written, whole| {
            io::copy(&mut written, whole)?;
            Ok(Verdict::Replace)
        })?;
        Ok(())
    }

    /// Puts it in its place, which is empty, whole and on the disk. Returns where that is.
    pub fn finish_new(self) -> Result<PathBuf, FileError> {
        let output = self.output.clone();
        let placed = self.finish_beside(|_, mut written, whole| {
            io::copy(&mut written, whole)?;
            Ok(match output.is_numbered {
                true => Verdict::Numbered,
                false => Verdict::New,
            })
        })?;
        let name = placed.as_deref().and_then(Path::file_name);
        Ok(name.map_or_else(
            || output.path.clone(),
            |name| output.path.with_file_name(name),
        ))
    }

    /// The same, depending on what is there: `merge` gets what is in the place, what has been
    /// written, and the new file to write. Nobody else replaces the file meanwhile. Returns where a
    /// new file is.
    pub fn finish_beside(
        self,
        merge: impl FnOnce(Present, BufReader<File>, &mut dyn Write) -> io::Result<Verdict>,
    ) -> Result<Option<PathBuf>, FileError> {
        let PendingFile {
            output,
            writer,
            before,
        } = self;
        let failed = |cause| FileError::failed(&output.path, cause);
        let mut file = writer
            .into_inner()
            .map_err(|error| failed(error.into_error()))?;
        let Target::Replaced(place) = &output.target else {
            return Ok(None);
        };
        file.seek(SeekFrom::Start(0)).map_err(failed)?;
        let owner = file.metadata().map_err(failed)?;
        replace(place, &owner, |whole| {
            let there = match File::open(place) {
                Ok(file) => Some(file),
                Err(error) if error.kind() == io::ErrorKind::NotFound => None,
                Err(error) => return Err(error),
            };
            let present = Present {
                is_as_before: Version::of(place) == before,
                file: there.map(BufReader::new),
            };
            merge(present, BufReader::new(file), whole)
        })
        .map(|placed| placed.map(|placed| placed.path))
        .map_err(failed)
    }
}

/// What is in the place of a file when it is to be replaced.
pub struct Present {
    file: Option<BufReader<File>>,
    /// It has not been written since the run began.
    pub is_as_before: bool,
}

impl Present {
    /// What it holds; nothing if it does not exist.
    pub fn read(self) -> Box<dyn io::BufRead> {
        match self.file {
            Some(file) => Box::new(file),
            None => Box::new(io::empty()),
        }
    }
}
