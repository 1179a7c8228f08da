//! A new file in the place of another: written beside it for its owner alone, and renamed.

use std::fs::{File, Metadata};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::lock::Lock;
use crate::system::sync_name;

/// What happens to the new file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Replace,
    /// It takes the place only if nothing is there.
    New,
    /// The same, but if something is there, it takes the next free name, with a number at its end.
    Numbered,
    /// What is there stays.
    Keep,
}

/// A new file in its place. It can still be written.
#[derive(Debug)]
pub(super) struct Placed {
    pub file: File,
    pub path: PathBuf,
}

/// Replaces the file at a place by what `write` writes, one process after the other. `owner` is the
/// owner of a file that this process has made.
pub(super) fn replace(
    place: &Path,
    owner: &Metadata,
    write: impl FnOnce(&mut dyn Write) -> io::Result<Verdict>,
) -> io::Result<Option<Placed>> {
    // Dropped last: the new file is in its place, or gone, before another process goes on.
    let mut lock = Lock::take(place, owner)?;
    let mut writer = BufWriter::new(lock.make_part()?);
    let verdict = write(&mut writer)?;
    let part = writer
        .into_inner()
        .map_err(io::IntoInnerError::into_error)?;
    if verdict == Verdict::Keep {
        return Ok(None);
    }
    part.as_file().sync_all()?;
    let placed = match verdict {
        Verdict::New | Verdict::Numbered => take_free(part, place, verdict)?,
        _ => {
            let file = part.persist(place).map_err(|error| error.error)?;
            sync_name(place)?;
            let path = place.to_owned();
            Placed { file, path }
        }
    };
    Ok(Some(placed))
}

/// Gives a file a free name in one step: others may be looking for one at the same time.
fn take_free(mut part: NamedTempFile, place: &Path, verdict: Verdict) -> io::Result<Placed> {
    let mut number = 0;
    loop {
        let path = numbered(place, number);
        match part.persist_noclobber(&path) {
            Ok(file) => {
                sync_name(place)?;
                return Ok(Placed { file, path });
            }
            Err(error)
                if verdict == Verdict::Numbered
                    && error.error.kind() == io::ErrorKind::AlreadyExists =>
            {
                part = error.file;
                number += 1;
            }
            Err(error) => return Err(error.error),
        }
    }
}

/// `NAME.jsonl`, `NAME-1.jsonl`, …
fn numbered(place: &Path, number: u32) -> PathBuf {
    if number == 0 {
        return place.to_owned();
    }
    let stem = place.file_stem().unwrap_or_default().to_string_lossy();
    let end = place.extension().map_or(String::new(), |extension| {
        format!(".{}", extension.to_string_lossy())
    });
    place.with_file_name(format!("{stem}-{number}{end}"))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::super::lock::lock_of;
    use super::*;

    fn write_new(new: &mut dyn Write) -> io::Result<Verdict> {
        new.write_all(b"new")?;
        Ok(Verdict::Replace)
    }

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
    fn what_a_killed_process_left_is_cleared_away() {
        let dir = tempfile::tempdir().unwrap();
        let place = dir.path().join("é".repeat(120));
        let owner = owner(dir.path());
        // It is killed while it writes: what it made stays.
        let mut lock = Lock::take(&place, &owner).unwrap();
        let (file, part) = lock.make_part().unwrap().keep().unwrap();
        let left = fs::read(lock_of(&place)).unwrap();
        drop((file, lock));
        fs::write(lock_of(&place), left).unwrap();
        assert!(part.exists());
        replace(&place, &owner, write_new).unwrap();
        assert_eq!(fs::read_to_string(&place).unwrap(), "new");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
        // And before it has written anything.
        fs::write(lock_of(&place), "").unwrap();
        // What is not to be replaced stays, and nothing beside it.
        replace(&place, &owner, |_| Ok(Verdict::Keep)).unwrap();
        replace(&place, &owner, |_| Err(io::Error::other("no"))).unwrap_err();
        assert_eq!(fs::read_to_string(&place).unwrap(), "new");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[test]
    fn what_is_not_a_lock_stays() {
        let dir = tempfile::tempdir().unwrap();
        let place = dir.path().join("file");
        let owner = owner(dir.path());
        let mut lock = Lock::take(&place, &owner).unwrap();
        drop(lock.make_part().unwrap());
        let mark = fs::read_to_string(lock_of(&place)).unwrap();
        drop(lock);
        let longer = format!("{mark}notes");
        let other = format!("{}../../../../file\n", &mark[..mark.len() - 17]);
        for text in ["notes", &longer, &other, &mark[..mark.len() - 1], "\n"] {
            fs::write(lock_of(&place), text).unwrap();
            let error = replace(&place, &owner, write_new).unwrap_err();
            assert!(error.to_string().contains(".file.cyxth-lock"), "{error}");
            assert_eq!(fs::read_to_string(lock_of(&place)).unwrap(), text);
            assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_in_the_way_is_not_followed() {
        let dir = tempfile::tempdir().unwrap();
        let (place, other) = (dir.path().join("file"), dir.path().join("other"));
        for text in ["other", ""] {
            fs::write(&other, text).unwrap();
            std::os::unix::fs::symlink(&other, lock_of(&place)).unwrap();
            replace(&place, &owner(dir.path()), write_new).unwrap_err();
            assert_eq!(fs::read_to_string(&other).unwrap(), text);
            fs::remove_file(lock_of(&place)).unwrap();
        }
    }
}
