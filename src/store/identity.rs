//! Which file a path or a stream means: the same file has the same identity under all its
//! names, through links, and by way of a redirection.

use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};

use crate::system::dir_of;

/// What distinguishes a file from all others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity(Inner);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Inner {
    #[cfg(unix)]
    Inode { device: u64, inode: u64 },
    /// Of a file that does not exist yet; on a system without inodes, of any file.
    Path(PathBuf),
}

impl Identity {
    /// Of the file that a path leads to; none if nothing is there.
    pub fn of(path: &Path) -> Option<Identity> {
        #[cfg(unix)]
        {
            fs::metadata(path).ok().as_ref().map(Identity::of_metadata)
        }
        #[cfg(not(unix))]
        {
            path.canonicalize().ok().map(Identity::of_path)
        }
    }

    /// Of a file that need not be there, by the path of its [`Place`].
    pub(super) fn of_place(path: &Path) -> Identity {
        Identity::of(path).unwrap_or_else(|| Identity::of_path(path.to_owned()))
    }

    fn of_path(path: PathBuf) -> Identity {
        Identity(Inner::Path(path))
    }

    #[cfg(unix)]
    pub(super) fn of_metadata(metadata: &Metadata) -> Identity {
        use std::os::unix::fs::MetadataExt;
        Identity(Inner::Inode {
            device: metadata.dev(),
            inode: metadata.ino(),
        })
    }

    /// Of the file behind `cyxth … < FILE`; none if standard input is something else.
    pub fn of_stdin() -> Option<Identity> {
        of_stream(&io::stdin(), Metadata::is_file)
    }

    /// Of the file or pipe that standard output goes to.
    pub(super) fn of_stdout() -> Option<Identity> {
        of_stream(&io::stdout(), is_not_device)
    }

    /// The same for standard error.
    pub(super) fn of_stderr() -> Option<Identity> {
        of_stream(&io::stderr(), is_not_device)
    }
}

/// Several writers on one device do not harm each other.
fn is_not_device(metadata: &Metadata) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        let kind = metadata.file_type();
        !kind.is_char_device() && !kind.is_block_device()
    }
    #[cfg(not(unix))]
    metadata.is_file()
}

#[cfg(unix)]
fn of_stream(
    stream: &impl std::os::fd::AsFd,
    is_wanted: impl Fn(&Metadata) -> bool,
) -> Option<Identity> {
    let owned = stream.as_fd().try_clone_to_owned().ok()?;
    let metadata = fs::File::from(owned).metadata().ok()?;
    is_wanted(&metadata).then(|| Identity::of_metadata(&metadata))
}

#[cfg(not(unix))]
fn of_stream<S>(_: &S, _: impl Fn(&Metadata) -> bool) -> Option<Identity> {
    None
}

/// Where a path leads to, with links followed, whether there is a file or not.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub path: PathBuf,
    /// It leads to an open file of this process, like `/dev/stdout` and `/dev/fd/3` on Linux:
    /// opening it begins at the start of that file, whatever was written to it before.
    pub is_descriptor: bool,
}

/// As many links in a row as Linux follows.
const MOST_LINKS: u32 = 40;

impl Place {
    pub fn find(path: &Path) -> io::Result<Place> {
        let mut place = path.to_owned();
        for _ in 0..MOST_LINKS {
            let Some(name) = place.file_name() else {
                // `..` or `/`: a directory in any case.
                return Ok(Place {
                    path: fs::canonicalize(&place)?,
                    is_descriptor: false,
                });
            };
            let dir = fs::canonicalize(dir_of(&place))?;
            let whole = dir.join(name);
            match fs::symlink_metadata(&whole) {
                Ok(metadata) if metadata.is_symlink() => {
                    if dir.starts_with("/proc") && dir.ends_with("fd") {
                        return Ok(Place {
                            path: whole,
                            is_descriptor: true,
                        });
                    }
                    place = dir.join(fs::read_link(&whole)?);
                }
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {
                    return Ok(Place {
                        path: whole,
                        // On macOS they are not links.
                        is_descriptor: dir == Path::new("/dev/fd"),
                    });
                }
            }
        }
        Err(io::Error::other("too many links in a row"))
    }
}
