//! What makes a change of names last.

use std::io;
use std::path::Path;

/// The directory that a path names a file in.
pub fn dir_of(path: &Path) -> &Path {
    match path.parent() {
        Some(dir) if !dir.as_os_str().is_empty() => dir,
        _ => Path::new("."),
    }
}

/// Brings the name of a file to the disk, after it was made, renamed or removed: without that a power
/// cut may bring back what was there before. That a directory cannot be opened or synced at all, as
/// some file systems have it, is no error: the name is as it should be, and nothing more can be done.
pub fn sync_name(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    {
        match std::fs::File::open(dir_of(path)).and_then(|dir| dir.sync_all()) {
            Err(error) if !is_lack(&error) => return Err(error),
            _ => {}
        }
    }
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}

#[cfg(unix)]
fn is_lack(error: &io::Error) -> bool {
    use io::ErrorKind::{InvalidInput, PermissionDenied, Unsupported};
    matches!(error.kind(), InvalidInput | PermissionDenied | Unsupported)
}
