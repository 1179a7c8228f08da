//! A new file in the place of another: written beside it for its owner alone, and renamed.
//!
//! The file beside it always has the same name, and whoever writes it holds a lock on it. So two
//! processes replace one after the other, and one that is killed at this moment leaves nothing
//! that the next one does not clear away.

use std::fs::{self, File, Metadata, OpenOptions, TryLockError};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// What becomes of the new file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Replace,
    /// What is there stays.
    Keep,
}

/// Others hold the lock for as long as it takes to write a file.
const PATIENCE: Duration = Duration::from_secs(60);
const BETWEEN_TRIES: Duration = Duration::from_millis(20);
/// Bytes of a file's name that go into the name of the file beside it: most systems allow 255.
const MOST_NAME: usize = 200;

/// Replaces the file at a place by what `write` writes. `owner` is of a file that this process
/// has made.
pub(super) fn replace(
    place: &Path,
    owner: &Metadata,
    write: impl FnOnce(&mut dyn Write) -> io::Result<Verdict>,
) -> io::Result<()> {
    let part = part_of(place);
    let file = lock(&part, owner)?;
    let written = (|| {
        file.set_len(0)?;
        let mut writer = BufWriter::new(&file);
        let verdict = write(&mut writer)?;
        writer.flush()?;
        Ok(verdict)
    })();
    match written {
        Ok(Verdict::Replace) => {
            file.sync_all()?;
            fs::rename(&part, place)
        }
        Ok(Verdict::Keep) => fs::remove_file(&part),
        Err(error) => {
            // The first error is the one to tell of.
            let _ = fs::remove_file(&part);
            Err(error)
        }
    }
}

/// `.NAME.part`, beside it.
fn part_of(place: &Path) -> PathBuf {
    let name = place.file_name().unwrap_or_default().to_string_lossy();
    // Two files whose long names begin alike share it, one after the other.
    let mut end = name.len().min(MOST_NAME);
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    place.with_file_name(format!(".{}.part", &name[..end]))
}

/// Opens the file beside the place, and holds it against all others.
fn lock(part: &Path, owner: &Metadata) -> io::Result<File> {
    let begun = Instant::now();
    loop {
        if let Some(file) = open(part, owner)? {
            match file.try_lock() {
                // Who held it before may have renamed it, and then this is another file by now.
                Ok(()) if is_still(part, &file)? => return Ok(file),
                Ok(()) => continue,
                Err(TryLockError::WouldBlock) => {}
                Err(TryLockError::Error(error)) => return Err(error),
            }
        }
        if begun.elapsed() > PATIENCE {
            let why = format!("another process holds {}", part.display());
            return Err(io::Error::new(io::ErrorKind::WouldBlock, why));
        }
        std::thread::sleep(BETWEEN_TRIES);
    }
}

/// None where it went or changed between two looks.
fn open(part: &Path, owner: &Metadata) -> io::Result<Option<File>> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    match options.open(part) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
        other => return other.map(Some),
    }
    // A file of this name in a directory that others can write may be a trap: a link, or one that
    // somebody else can read.
    let found = match fs::symlink_metadata(part) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        found => found?,
    };
    if !found.is_file() || !is_same_owner(&found, owner) {
        let why = format!("{} is in the way", part.display());
        return Err(io::Error::new(io::ErrorKind::AlreadyExists, why));
    }
    match OpenOptions::new().write(true).open(part) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
        Ok(file) if is_one_file(&found, &file.metadata()?) => {
            make_private(&file)?;
            Ok(Some(file))
        }
        Ok(_) => Ok(None),
    }
}

fn is_still(part: &Path, file: &File) -> io::Result<bool> {
    match fs::symlink_metadata(part) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        found => Ok(is_one_file(&found?, &file.metadata()?)),
    }
}

#[cfg(unix)]
fn is_one_file(one: &Metadata, other: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

#[cfg(unix)]
fn is_same_owner(one: &Metadata, other: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    one.uid() == other.uid()
}

#[cfg(unix)]
fn make_private(file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(0o600))
}

// An open file cannot be renamed away or replaced there.
#[cfg(not(unix))]
fn is_one_file(_: &Metadata, _: &Metadata) -> bool {
    true
}

#[cfg(not(unix))]
fn is_same_owner(_: &Metadata, _: &Metadata) -> bool {
    true
}

#[cfg(not(unix))]
fn make_private(_: &File) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn owner(dir: &Path) -> Metadata {
        tempfile::tempfile_in(dir).unwrap().metadata().unwrap()
    }

    #[test]
    fn many_at_once_each_find_what_the_one_before_wrote() {
        let dir = tempfile::tempdir().unwrap();
        let place = dir.path().join("file");
        let owner = owner(dir.path());
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..10 {
                        replace(&place, &owner, |new| {
                            let old = fs::read_to_string(&place).unwrap_or_default();
                            new.write_all(format!("{old}x").as_bytes())?;
                            Ok(Verdict::Replace)
                        })
                        .unwrap();
                    }
                });
            }
        });
        assert_eq!(fs::read_to_string(&place).unwrap(), "x".repeat(80));
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[test]
    fn what_a_killed_process_left_is_written_over() {
        let dir = tempfile::tempdir().unwrap();
        let place = dir.path().join("é".repeat(120));
        let owner = owner(dir.path());
        fs::write(part_of(&place), "of a killed process").unwrap();
        let write = |new: &mut dyn Write| {
            new.write_all(b"new")?;
            Ok(Verdict::Replace)
        };
        replace(&place, &owner, write).unwrap();
        assert_eq!(fs::read_to_string(&place).unwrap(), "new");
        // What is not to be replaced stays, and nothing beside it.
        replace(&place, &owner, |_| Ok(Verdict::Keep)).unwrap();
        replace(&place, &owner, |_| Err(io::Error::other("no"))).unwrap_err();
        assert_eq!(fs::read_to_string(&place).unwrap(), "new");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_in_the_way_is_not_followed() {
        let dir = tempfile::tempdir().unwrap();
        let (place, other) = (dir.path().join("file"), dir.path().join("other"));
        fs::write(&other, "other").unwrap();
        std::os::unix::fs::symlink(&other, part_of(&place)).unwrap();
        let write = |new: &mut dyn Write| {
            new.write_all(b"new")?;
            Ok(Verdict::Replace)
        };
        replace(&place, &owner(dir.path()), write).unwrap_err();
        assert_eq!(fs::read_to_string(&other).unwrap(), "other");
    }
}
