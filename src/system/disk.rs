//! What makes a change of names last.

use std::io;
use std::path::Path;

/// Brings the name of a file to the disk, after it was made or renamed: without that a power cut may
/// bring back what was there before. Where directories cannot be opened, the system does it by itself.
pub fn sync_name(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    {
        let dir = match path.parent() {
            Some(dir) if !dir.as_os_str().is_empty() => dir,
            _ => Path::new("."),
        };
        std::fs::File::open(dir)?.sync_all()?;
    }
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}
