//! The one check of the files that a command writes: none of them is one that it reads, nor another
//! that it writes, whatever names they go by.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::error::FileError;
use super::identity::{Identity, Place};
use super::lock::lock_of;
use crate::system::dir_of;

/// Whether a file of the run may be the one that its input comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OverInput {
    Refused,
    /// Allowed: the writer makes sure that nothing of the input is lost.
    Allowed,
}

/// The files that a command reads and will write.
#[derive(Debug, Default)]
pub struct Outputs {
    read: Vec<Identity>,
    /// Files that are there for other things, with words for what they are.
    others: Vec<(&'static str, Identity)>,
    claimed: Vec<Claim>,
}

/// What an option names.
#[derive(Debug)]
struct Claim {
    option: &'static str,
    file: Identity,
    /// The file that is made beside it while it is replaced.
    lock: Option<Identity>,
}

/// A file that is to be written.
#[derive(Debug, Clone)]
pub struct Output {
    /// As it was named.
    pub(super) path: PathBuf,
    pub(super) target: Target,
    is_input: bool,
    /// Where something has this name, the next one is taken.
    pub(super) is_numbered: bool,
}

#[derive(Debug, Clone)]
pub(super) enum Target {
    /// A new file takes this place.
    Replaced(PathBuf),
    /// A device or a pipe: it is written to as it is.
    InPlace,
}

impl Output {
    /// Whether the input comes from it.
    pub fn is_input(&self) -> bool {
        self.is_input
    }

    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Outputs {
    /// `read` are the files that the input comes from.
    pub fn beside(read: Vec<Identity>) -> Outputs {
        Outputs {
            read,
            ..Outputs::default()
        }
    }

    /// Keeps a file that is there for something else, like that of a key, or that may be made
    /// during the run. `what` is what it is.
    pub fn keep(&mut self, what: &'static str, path: &Path) {
        // If even its directory does not exist, no other file can be the same.
        if let Ok(place) = Place::find(path) {
            self.others.push((what, Identity::of_place(&place.path)));
        }
    }

    /// The file that an option names, or why it cannot be what was meant. Writes nothing.
    pub fn claim(
        &mut self,
        option: &'static str,
        path: &Path,
        over_input: OverInput,
    ) -> Result<Output, FileError> {
        if path.as_os_str() == "-" {
            return Err(FileError::refused(format!(
                "{option} takes a file: standard output holds the result"
            )));
        }
        let failed = |cause| FileError::failed(path, cause);
        let place = Place::find(path).map_err(failed)?;
        let metadata = match fs::metadata(&place.path) {
            Ok(metadata) => Some(metadata),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(failed(error)),
        };
        if metadata.as_ref().is_some_and(fs::Metadata::is_dir) {
            return Err(failed(io::ErrorKind::IsADirectory.into()));
        }
        let is_file = metadata.as_ref().is_none_or(fs::Metadata::is_file);
        if is_file && place.is_descriptor {
            return Err(FileError::Refused {
                what: format!(
                    "{option} names a file that is open already ({}), and would replace what was \
                     written to it",
                    path.display()
                ),
                hint: Some("name a file of its own"),
            });
        }
        if !is_file && !metadata.as_ref().is_some_and(takes_writing) {
            return Err(FileError::refused(format!(
                "{option} names neither a file nor a pipe: {}",
                path.display()
            )));
        }
        let identity = Identity::of_place(&place.path);
        let is_input = self.read.contains(&identity);
        // A device can be named any number of times.
        if is_file || metadata.as_ref().is_some_and(is_pipe) {
            let is_refused = is_input && over_input == OverInput::Refused;
            self.check(option, &identity, is_refused)?;
            let lock = lock_of(&place.path);
            if is_file && self.is_used(&Identity::of_place(&lock)) {
                return Err(stands_beside(option, path, &lock));
            }
            self.claimed.push(Claim {
                option,
                file: identity,
                lock: is_file.then(|| Identity::of_place(&lock)),
            });
        }
        Ok(Output {
            path: path.to_owned(),
            target: match is_file {
                true => Target::Replaced(place.path),
                false => Target::InPlace,
            },
            is_input,
            is_numbered: false,
        })
    }

    /// The same for a file that must not exist yet.
    pub fn claim_new(&mut self, option: &'static str, path: &Path) -> Result<Output, FileError> {
        if fs::symlink_metadata(path).is_ok() {
            return Err(FileError::Refused {
                what: format!("{option} {} is there already", path.display()),
                hint: Some("it is never written over: name another file"),
            });
        }
        self.claim(option, path, OverInput::Refused)
    }

    /// A new file whose name only has to begin like this.
    pub fn claim_numbered(&mut self, what: &'static str, path: &Path) -> Result<Output, FileError> {
        let claimed = self.claim(what, path, OverInput::Refused)?;
        // A link of this name is in the way like any other file, and not followed.
        let dir = fs::canonicalize(dir_of(path)).map_err(|cause| FileError::failed(path, cause))?;
        let name = path.file_name().unwrap_or_default();
        Ok(Output {
            target: Target::Replaced(dir.join(name)),
            is_numbered: true,
            ..claimed
        })
    }

    fn check(
        &self,
        option: &str,
        identity: &Identity,
        is_refused_input: bool,
    ) -> Result<(), FileError> {
        if is_refused_input {
            return Err(FileError::refused(format!(
                "{option} names the input, and would replace it"
            )));
        }
        for (name, stream) in [
            ("standard output", Identity::of_stdout()),
            ("standard error", Identity::of_stderr()),
        ] {
            if stream.as_ref() == Some(identity) {
                return Err(FileError::Refused {
                    what: format!("{option} names what {name} is written to"),
                    hint: Some("name a file of its own"),
                });
            }
        }
        if let Some((what, _)) = self.others.iter().find(|(_, other)| other == identity) {
            return Err(FileError::Refused {
                what: format!("{option} names {what}, and would replace it"),
                hint: Some("name a file of its own"),
            });
        }
        let is_lock = |claim: &&Claim| claim.lock.as_ref() == Some(identity);
        if let Some(claim) = self.claimed.iter().find(is_lock) {
            return Err(FileError::Refused {
                what: format!(
                    "{option} names the file that is made beside that of {} while it is replaced",
                    claim.option
                ),
                hint: Some(OTHER_NAME),
            });
        }
        match self.claimed.iter().find(|claim| claim.file == *identity) {
            Some(claim) => Err(FileError::refused(format!(
                "{} and {option} name the same file",
                claim.option
            ))),
            None => Ok(()),
        }
    }

    /// Whether the command reads or writes it by any of its options and streams.
    fn is_used(&self, identity: &Identity) -> bool {
        self.read.contains(identity)
            || self.others.iter().any(|(_, other)| other == identity)
            || self.claimed.iter().any(|claim| claim.file == *identity)
            || [Identity::of_stdout(), Identity::of_stderr()].contains(&Some(identity.clone()))
    }
}

const OTHER_NAME: &str = "name another file, or one in another directory";

fn stands_beside(option: &str, path: &Path, lock: &Path) -> FileError {
    FileError::Refused {
        what: format!(
            "{option} {} needs a file {} beside it, which this command uses already",
            path.display(),
            lock.file_name().unwrap_or_default().to_string_lossy()
        ),
        hint: Some(OTHER_NAME),
    }
}

#[cfg(unix)]
fn takes_writing(metadata: &fs::Metadata) -> bool {
    use std::os::unix::fs::FileTypeExt;
    metadata.file_type().is_char_device() || is_pipe(metadata)
}

#[cfg(unix)]
fn is_pipe(metadata: &fs::Metadata) -> bool {
    use std::os::unix::fs::FileTypeExt;
    metadata.file_type().is_fifo()
}

#[cfg(not(unix))]
fn takes_writing(_: &fs::Metadata) -> bool {
    true
}

#[cfg(not(unix))]
fn is_pipe(_: &fs::Metadata) -> bool {
    false
}
