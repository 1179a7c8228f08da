//! Files and directories for their owner alone.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use super::ConfigError;

/// Takes a lock, or gives back none where another process has it. It is held until the file is
/// closed, and goes with the process, however that ends. The file stays: to remove it would let a
/// third process lock another one of the same name.
pub fn try_lock(path: &Path) -> Result<Option<File>, ConfigError> {
    let failed = |cause| io_error("lock", path, cause);
    let dir = path.parent().unwrap_or(Path::new("."));
    create_private_dir(dir).map_err(|cause| io_error("create the directory", dir, cause))?;
    let file = open_private(path).map_err(failed)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(cause)) => Err(failed(cause)),
    }
}

pub(super) fn io_error(doing: &'static str, path: &Path, cause: io::Error) -> ConfigError {
    ConfigError::Io {
        doing,
        path: path.to_owned(),
        cause,
    }
}

#[cfg(unix)]
pub(super) fn create_private_dir(dir: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(dir)
}

#[cfg(not(unix))]
pub(super) fn create_private_dir(dir: &Path) -> io::Result<()> {
    fs::create_dir_all(dir)
}

pub(super) fn open_private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.create(true).write(true).truncate(false);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path)
}

#[cfg(unix)]
pub(super) fn wider_than(path: &Path, wanted: u32) -> Option<(PathBuf, u32, u32)> {
    use std::os::unix::fs::PermissionsExt;
    let mode = fs::metadata(path).ok()?.permissions().mode() & 0o777;
    (mode & !wanted != 0).then(|| (path.to_owned(), mode, wanted))
}

#[cfg(not(unix))]
pub(super) fn wider_than(_: &Path, _: u32) -> Option<(PathBuf, u32, u32)> {
    None
}
