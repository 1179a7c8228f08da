//! The right to replace a file is a file beside it, `.NAME.cyxth-lock`. Its holder keeps it locked,
//! and it names what the holder makes there.
//!
//! Whoever takes the lock clears away what a killed holder left. Nothing else is touched: the new
//! file has a random name of its own, which stands in the lock file before the file is made, and a
//! file in the place of the lock that does not read like one stays, and is reported.

use std::fs::{self, File, Metadata, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use tempfile::NamedTempFile;

use crate::system::dir_of;

/// Others hold the lock for as long as it takes to write a file.
const PATIENCE: Duration = Duration::from_secs(60);
const BETWEEN_TRIES: Duration = Duration::from_millis(20);
/// Bytes of a file's name that go into the names of the files beside it: most systems allow 255.
const MOST_NAME: usize = 200;
/// What a lock file begins with, for those who find one. The digits of a name follow.
const MARK: &str = "cyxth is replacing a file here. While no cyxth runs, this can be deleted.\n";
const DIGITS: usize = 16;

/// Held until it is dropped, which removes the file.
#[derive(Debug)]
pub(super) struct Lock<'a> {
    place: &'a Path,
    path: PathBuf,
    /// There until this is dropped.
    file: Option<File>,
}

impl<'a> Lock<'a> {
    /// Waits for those who hold it. `owner` is the owner of a file that this process has made.
    pub fn take(place: &'a Path, owner: &Metadata) -> io::Result<Lock<'a>> {
        let path = lock_of(place);
        let begun = Instant::now();
        loop {
            if let Some(file) = open(&path, owner)? {
                match file.try_lock() {
                    // The former holder has removed it, so this is another file by now.
                    Ok(()) if is_still(&path, &file)? => {
                        clear_remains(place, &path, &file)?;
                        let file = Some(file);
                        return Ok(Lock { place, path, file });
                    }
                    Ok(()) => continue,
                    Err(TryLockError::WouldBlock) => {}
                    // Nothing keeps two runs apart there, and what is left of one cannot be told from
                    // what another is making.
                    Err(TryLockError::Error(error)) if has_no_locks(&error) => {
                        let file = Some(file);
                        return Ok(Lock { place, path, file });
                    }
                    Err(TryLockError::Error(error)) => return Err(error),
                }
            }
            if begun.elapsed() > PATIENCE {
                let why = format!("another process holds {}", path.display());
                return Err(io::Error::new(io::ErrorKind::WouldBlock, why));
            }
            std::thread::sleep(BETWEEN_TRIES);
        }
    }

    /// A new file beside the place, for its owner alone.
    pub fn make_part(&mut self) -> io::Result<NamedTempFile> {
        let digits = format!("{:0DIGITS$x}", fastrand::u64(..));
        // The name is written first, so that the next process knows what to remove if this one is
        // killed.
        if let Some(file) = &mut self.file {
            file.set_len(0)?;
            file.rewind()?;
            file.write_all(format!("{MARK}{digits}\n").as_bytes())?;
        }
        let part = part_of(self.place, &digits);
        let dir = dir_of(&part);
        let mut named = tempfile::Builder::new();
        named.prefix(part.file_name().unwrap_or_default());
        // With no random part added, this fails if something has the name already.
        named.rand_bytes(0).tempfile_in(dir)
    }
}

impl Drop for Lock<'_> {
    fn drop(&mut self) {
        // On Windows nobody can remove it while it is open. Whoever opens it after this has it.
        if cfg!(windows) {
            self.file = None;
        }
        // One that stays is taken over by the next process.
        let _ = fs::remove_file(&self.path);
    }
}

/// The file that is made beside a place while it is replaced.
pub(super) fn lock_of(place: &Path) -> PathBuf {
    beside(place, "lock")
}

fn part_of(place: &Path, digits: &str) -> PathBuf {
    beside(place, digits)
}

fn beside(place: &Path, end: &str) -> PathBuf {
    let name = place.file_name().unwrap_or_default().to_string_lossy();
    // Two files whose long names begin alike share a lock, one after the other.
    let mut most = name.len().min(MOST_NAME);
    while !name.is_char_boundary(most) {
        most -= 1;
    }
    place.with_file_name(format!(".{}.cyxth-{end}", &name[..most]))
}

/// Fails if something other than a lock stands where the lock of a place belongs.
pub(super) fn check_lock(place: &Path, owner: &Metadata) -> io::Result<()> {
    let path = lock_of(place);
    let Some(file) = open_present(&path, owner)? else {
        return Ok(());
    };
    match read(&file) {
        Ok(found) => recognise(&path, &found).map(drop),
        // Some systems do not allow reading what another process holds.
        Err(_) => Ok(()),
    }
}

/// None if it was removed or replaced in between.
fn open(path: &Path, owner: &Metadata) -> io::Result<Option<File>> {
    match options().create_new(true).open(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => open_present(path, owner),
        other => other.map(Some),
    }
}

fn options() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    // For reading and writing: others may not remove the file while it is open, or two could hold
    // what each takes for the lock.
    #[cfg(windows)]
    std::os::windows::fs::OpenOptionsExt::share_mode(&mut options, 1 | 2);
    options
}

fn open_present(path: &Path, owner: &Metadata) -> io::Result<Option<File>> {
    // In a directory that others can write it may be a trap, like a link to something else.
    let found = match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        found => found?,
    };
    if !found.is_file() || !is_same_owner(&found, owner) {
        return Err(in_the_way(path));
    }
    match options().open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
        Ok(file) => Ok(is_one_file(&found, &file.metadata()?).then_some(file)),
    }
}

fn is_still(path: &Path, file: &File) -> io::Result<bool> {
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        found => Ok(is_one_file(&found?, &file.metadata()?)),
    }
}

/// Removes what a killed holder was making, or says that the file is not a lock.
fn clear_remains(place: &Path, path: &Path, file: &File) -> io::Result<()> {
    let Some(digits) = recognise(path, &read(file)?)? else {
        return Ok(());
    };
    match fs::remove_file(part_of(place, &digits)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Enough to tell a lock file from other files.
fn read(mut file: &File) -> io::Result<Vec<u8>> {
    let mut found = Vec::new();
    let most = MARK.len() + DIGITS + 2;
    file.rewind()?;
    file.take(most as u64).read_to_end(&mut found)?;
    Ok(found)
}

/// The digits in a lock file; none if its holder has not written any yet.
fn recognise(path: &Path, found: &[u8]) -> io::Result<Option<String>> {
    if found.is_empty() {
        return Ok(None);
    }
    let digits = std::str::from_utf8(found)
        .ok()
        .and_then(|text| text.strip_prefix(MARK)?.strip_suffix('\n'))
        .filter(|digits| digits.len() == DIGITS)
        .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
    match digits {
        Some(digits) => Ok(Some(digits.to_owned())),
        None => Err(in_the_way(path)),
    }
}

fn in_the_way(path: &Path) -> io::Error {
    let why = format!(
        "{} is in the way, and not a file that cyxth made; move it, or write to another file",
        path.display()
    );
    io::Error::new(io::ErrorKind::AlreadyExists, why)
}

/// Whether the file system knows no locks, as some of a network do not.
fn has_no_locks(error: &io::Error) -> bool {
    #[cfg(unix)]
    let is_lack = matches!(error.raw_os_error(), Some(libc::ENOLCK | libc::EOPNOTSUPP));
    #[cfg(not(unix))]
    let is_lack = false;
    is_lack || error.kind() == io::ErrorKind::Unsupported
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

// Nobody can rename or replace it there while it is open.
#[cfg(not(unix))]
fn is_one_file(_: &Metadata, _: &Metadata) -> bool {
    true
}

#[cfg(not(unix))]
fn is_same_owner(_: &Metadata, _: &Metadata) -> bool {
    true
}
