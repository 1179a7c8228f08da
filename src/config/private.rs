//! Files and directories for their owner alone.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use super::error::ConfigError;
use crate::system::{dir_of, sync_name};

/// The largest file of the configuration.
const LARGEST: u64 = 16 * 1024 * 1024;

/// What the name of a new file ends with before it replaces the old one.
pub(super) const NEW: &str = ".new";

/// Takes a lock, or returns `None` if another process holds it. Closing the file releases it,
/// and so does any end of the process. The file itself stays: if it were removed, a third process
/// could lock another file of the same name.
pub fn try_lock(path: &Path) -> Result<Option<File>, ConfigError> {
    let file = open_lock(path)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(cause)) => Err(ConfigError::io("lock", path, cause)),
    }
}

/// Takes a lock; waits for it if another process has it.
pub(super) fn lock(path: &Path) -> Result<File, ConfigError> {
    let file = open_lock(path)?;
    match file.lock() {
        Ok(()) => Ok(file),
        Err(cause) => Err(ConfigError::io("lock", path, cause)),
    }
}

/// Opens a lock file, and makes it and its directory if they are not there.
fn open_lock(path: &Path) -> Result<File, ConfigError> {
    let dir = dir_of(path);
    create_private_dir(dir).map_err(|cause| ConfigError::io("create the directory", dir, cause))?;
    let is_there = check_regular(path)?;
    let mut options = OpenOptions::new();
    options.write(true).truncate(false);
    private(options.create(!is_there))
        .open(path)
        .map_err(|cause| ConfigError::io("lock", path, cause))
}

#[cfg(unix)]
fn create_private_dir(dir: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(dir)
}

#[cfg(not(unix))]
fn create_private_dir(dir: &Path) -> io::Result<()> {
    fs::create_dir_all(dir)
}

/// Reads a file of the configuration; `None` if it is not there.
pub(super) fn read_regular(path: &Path) -> Result<Option<Vec<u8>>, ConfigError> {
    if !check_regular(path)? {
        return Ok(None);
    }
    let failed = |cause| ConfigError::io("read", path, cause);
    let mut bytes = Vec::new();
    private(OpenOptions::new().read(true))
        .open(path)
        .and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes))
        .map_err(failed)?;
    if bytes.len() as u64 > LARGEST {
        return Err(failed(io::Error::other("it is larger than 16 MiB")));
    }
    Ok(Some(bytes))
}

/// Replaces a file: the new one is written beside it and renamed. The caller holds the lock, so a
/// file of that name can only be left over from a process that was killed, and is removed.
pub(super) fn replace(path: &Path, content: &[u8]) -> Result<(), ConfigError> {
    check_regular(path)?;
    // A link, such as one into a collection of dot files, stays a link.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let new = with_tail(&target, NEW);
    let write = || -> io::Result<()> {
        match fs::remove_file(&new) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let written = write_new(&new, content)
            .and_then(|()| fs::rename(&new, &target))
            .and_then(|()| sync_name(&target));
        if written.is_err() {
            let _ = fs::remove_file(&new);
        }
        written
    };
    write().map_err(|cause| ConfigError::io("write", path, cause))
}

/// Writes a new file, on the disk. It gets its name when it is whole, where the system can do that:
/// whatever ends the process before leaves no key behind.
fn write_new(path: &Path, content: &[u8]) -> io::Result<()> {
    #[cfg(target_os = "linux")]
    if let Ok(()) = write_unnamed(path, content) {
        return Ok(());
    }
    let mut options = OpenOptions::new();
    let mut file = private(options.write(true).create_new(true)).open(path)?;
    file.write_all(content)?;
    file.sync_all()
}

#[cfg(target_os = "linux")]
fn write_unnamed(path: &Path, content: &[u8]) -> io::Result<()> {
    use std::os::fd::AsRawFd;
    use std::os::unix::fs::OpenOptionsExt;

    use rustix::fs::{AtFlags, CWD, linkat};
    let mut options = OpenOptions::new();
    options
        .write(true)
        .mode(0o600)
        .custom_flags(libc::O_TMPFILE);
    let mut file = options.open(dir_of(path))?;
    file.write_all(content)?;
    file.sync_all()?;
    let unnamed = format!("/proc/self/fd/{}", file.as_raw_fd());
    linkat(CWD, unnamed, CWD, path, AtFlags::SYMLINK_FOLLOW)?;
    Ok(())
}

/// A path beside another one: its name with `tail` at the end.
pub(super) fn with_tail(path: &Path, tail: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(tail);
    path.with_file_name(name)
}

/// Whether there is a file at a path of the configuration. Anything else is refused without being
/// opened: opening a device can have effects, opening a FIFO blocks, and a rename would replace
/// either.
pub fn check_regular(path: &Path) -> Result<bool, ConfigError> {
    let refused = |what| {
        Err(ConfigError::NotRegular {
            path: path.to_owned(),
            what,
        })
    };
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_file() => Ok(true),
        Ok(metadata) => refused(kind_of(&metadata)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => match fs::symlink_metadata(path) {
            Ok(_) => refused("a link to something that is not there"),
            Err(_) => Ok(false),
        },
        Err(cause) => Err(ConfigError::io("read", path, cause)),
    }
}

fn kind_of(metadata: &fs::Metadata) -> &'static str {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        let kind = metadata.file_type();
        if kind.is_fifo() {
            return "a FIFO";
        }
        if kind.is_socket() {
            return "a socket";
        }
        if kind.is_block_device() || kind.is_char_device() {
            return "a device";
        }
    }
    if metadata.is_dir() {
        "a directory"
    } else {
        "something else"
    }
}

/// A new file is for its owner alone; and opening does not block, should a FIFO have taken the
/// file's place meanwhile.
fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options
            .mode(0o600)
            .custom_flags(libc::O_NONBLOCK | libc::O_NOCTTY);
    }
    options
}

pub(super) fn wider_than(path: &Path, wanted: u32) -> Option<(PathBuf, u32, u32)> {
    let mode = file_mode(path)?;
    (mode & !wanted != 0).then(|| (path.to_owned(), mode, wanted))
}

/// The permissions of a file or directory, if the system has them.
#[cfg(unix)]
pub fn file_mode(path: &Path) -> Option<u32> {
    use std::os::unix::fs::PermissionsExt;
    Some(fs::metadata(path).ok()?.permissions().mode() & 0o777)
}

/// Who else can change a file, in words: others can write it or its directory, or somebody else owns
/// one of them. The superuser can do so anywhere, and does not count.
#[cfg(unix)]
pub fn access_problem(path: &Path) -> Option<String> {
    // Not what a shell hands over as `/dev/fd/63`.
    if !fs::metadata(path).ok()?.is_file() {
        return None;
    }
    // Where a link leads is what is read, and who can change the link can change that.
    let file = fs::canonicalize(path).ok()?;
    let dirs = [file.parent(), path.parent()];
    let dirs = dirs.into_iter().flatten();
    let dirs = dirs.map(|dir| {
        if dir.as_os_str().is_empty() {
            Path::new(".")
        } else {
            dir
        }
    });
    std::iter::once(file.as_path())
        .chain(dirs)
        .find_map(access_of)
}

#[cfg(unix)]
fn access_of(path: &Path) -> Option<String> {
    use std::os::unix::fs::MetadataExt;
    let data = fs::metadata(path).ok()?;
    let shown = path.display();
    let (owner, mode) = (data.uid(), data.mode());
    let me = rustix::process::geteuid().as_raw();
    if owner != me && owner != 0 {
        return Some(format!(
            "{shown} belongs to another user (id {owner}), who can change it: chown it, or move it to a place of your own"
        ));
    }
    // In a directory like /tmp everybody can make files, but only their owners can replace them.
    let is_sticky = data.is_dir() && mode & 0o1000 != 0;
    (mode & 0o022 != 0 && !is_sticky).then(|| {
        format!(
            "others can change {shown} (mode {:04o}): chmod go-w it",
            mode & 0o777
        )
    })
}

#[cfg(not(unix))]
pub fn file_mode(_: &Path) -> Option<u32> {
    None
}

#[cfg(not(unix))]
pub fn access_problem(_: &Path) -> Option<String> {
    None
}
