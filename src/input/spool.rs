//! Sources: what was given, opened, and where possible kept so that it can be read again.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Given;
use super::error::{InputError, clean, io_message};

/// Up to here the input is read twice: once to find its mistakes, once to send it.
pub(super) const SPOOL: u64 = 64 << 20;
/// A stream that ends within this needs no temporary file.
const HEAD: usize = 256 << 10;
/// More files than this are opened again when their turn comes, so that a long list of them does
/// not run into the limit on open files.
const KEPT_OPEN: usize = 128;

/// One of the things given.
pub(super) struct Source {
    pub name: String,
    pub is_csv: bool,
    /// Arguments and flags: positions in them mean nothing to the user.
    pub in_memory: bool,
    /// None for a stream that is longer than what is kept of it.
    pub len: Option<u64>,
    parts: Vec<Part>,
}

/// A source is its parts in a row.
enum Part {
    Bytes(Arc<Vec<u8>>),
    File {
        file: Arc<File>,
        limit: u64,
    },
    Path(PathBuf),
    /// Gone once it has been handed out.
    Stream(Option<Stream>),
}

type Stream = Box<dyn Read + Send>;

impl Source {
    pub fn open(given: Given, index: usize, most: u64) -> Result<Source, InputError> {
        match given {
            Given::Stdin => Source::stdin(most),
            Given::File(path) if path == Path::new("-") => Source::stdin(most),
            Given::File(path) => Source::file(path, index, most),
            Given::Memory { name, bytes } => Ok(Source {
                name: clean(&name),
                is_csv: false,
                in_memory: true,
                len: Some(len_of(&bytes)),
                parts: vec![Part::Bytes(Arc::new(bytes))],
            }),
        }
    }

    fn stdin(most: u64) -> Result<Source, InputError> {
        #[cfg(unix)]
        if let Some((file, len)) = redirected_file() {
            return Ok(Source {
                name: "standard input".to_owned(),
                is_csv: false,
                in_memory: false,
                len: Some(len),
                parts: vec![Part::File {
                    file: Arc::new(file),
                    limit: u64::MAX,
                }],
            });
        }
        Source::stream(
            "standard input".to_owned(),
            false,
            Box::new(io::stdin()),
            most,
        )
    }

    fn file(path: PathBuf, index: usize, most: u64) -> Result<Source, InputError> {
        let name = clean(&path.to_string_lossy());
        let is_csv = path
            .extension()
            .is_some_and(|extension| extension.eq_ignore_ascii_case("csv"));
        let failed =
            |error: io::Error| InputError::whole(format!("{name}: {}", io_message(&error)));
        let file = File::open(&path).map_err(failed)?;
        let metadata = file.metadata().map_err(failed)?;
        if metadata.is_dir() {
            return Err(failed(io::ErrorKind::IsADirectory.into()));
        }
        if !metadata.is_file() {
            return Source::stream(name, is_csv, Box::new(file), most);
        }
        let part = if index < KEPT_OPEN {
            Part::File {
                file: Arc::new(file),
                limit: u64::MAX,
            }
        } else {
            Part::Path(path)
        };
        Ok(Source {
            name,
            is_csv,
            in_memory: false,
            len: Some(metadata.len()),
            parts: vec![part],
        })
    }

    fn stream(name: String, is_csv: bool, stream: Stream, most: u64) -> Result<Source, InputError> {
        let (parts, len) = spool(stream, HEAD, most)
            .map_err(|error| InputError::whole(format!("{name}: {}", io_message(&error))))?;
        Ok(Source {
            name,
            is_csv,
            in_memory: false,
            len,
            parts,
        })
    }

    /// A reader from the beginning. Of a source without a length there is only one.
    pub fn reader(&mut self) -> SourceReader {
        let parts: Vec<Part> = self.parts.iter_mut().map(Part::hand_out).collect();
        SourceReader {
            parts: parts.into_iter(),
            current: Current::Bytes(Arc::default(), 0),
        }
    }
}

/// The file behind standard input, for `cyxth … < FILE`: it can be read again as it is. Not if a
/// part of it has been read by somebody before.
#[cfg(unix)]
fn redirected_file() -> Option<(File, u64)> {
    use std::io::Seek;
    use std::os::fd::AsFd;
    let owned = io::stdin().as_fd().try_clone_to_owned().ok()?;
    let mut file = File::from(owned);
    let metadata = file.metadata().ok()?;
    (metadata.is_file() && file.stream_position().ok()? == 0).then_some((file, metadata.len()))
}

impl Part {
    fn hand_out(&mut self) -> Part {
        match self {
            Part::Bytes(bytes) => Part::Bytes(Arc::clone(bytes)),
            Part::File { file, limit } => Part::File {
                file: Arc::clone(file),
                limit: *limit,
            },
            Part::Path(path) => Part::Path(path.clone()),
            Part::Stream(stream) => Part::Stream(stream.take()),
        }
    }
}

/// Keeps the beginning of a stream: up to `head` bytes in memory, up to `most` in all. Where no
/// temporary file can be had or filled, less is kept and the rest streams from there on.
fn spool(mut stream: Stream, head: usize, most: u64) -> io::Result<(Vec<Part>, Option<u64>)> {
    let mut kept = Vec::new();
    stream
        .by_ref()
        .take(len_of_usize(head))
        .read_to_end(&mut kept)?;
    let mut total = len_of(&kept);
    let short = kept.len() < head;
    let mut parts = vec![Part::Bytes(Arc::new(kept))];
    if short {
        return Ok((parts, Some(total)));
    }
    let Ok(file) = tempfile::tempfile() else {
        parts.push(Part::Stream(Some(stream)));
        return Ok((parts, None));
    };
    let file = Arc::new(file);
    let mut limit = 0;
    let mut chunk = vec![0; HEAD];
    let mut unwritten = None;
    let mut ended = false;
    while total <= most {
        let n = read_some(&mut stream, &mut chunk)?;
        if n == 0 {
            ended = true;
            break;
        }
        if (&*file).write_all(&chunk[..n]).is_err() {
            chunk.truncate(n);
            unwritten = Some(chunk);
            break;
        }
        limit += len_of_usize(n);
        total += len_of_usize(n);
    }
    parts.push(Part::File { file, limit });
    if ended {
        return Ok((parts, Some(total)));
    }
    parts.extend(unwritten.map(|chunk| Part::Bytes(Arc::new(chunk))));
    parts.push(Part::Stream(Some(stream)));
    Ok((parts, None))
}

/// Reads the parts of a source one after the other.
pub(super) struct SourceReader {
    parts: std::vec::IntoIter<Part>,
    current: Current,
}

enum Current {
    Bytes(Arc<Vec<u8>>, usize),
    File {
        file: Arc<File>,
        at: u64,
        limit: u64,
    },
    Stream(Stream),
}

impl SourceReader {
    #[cfg(test)]
    pub fn of(bytes: &[u8]) -> SourceReader {
        SourceReader {
            parts: Vec::new().into_iter(),
            current: Current::Bytes(Arc::new(bytes.to_vec()), 0),
        }
    }

    /// Leaves out so many bytes.
    pub fn skip(&mut self, mut count: u64) -> io::Result<()> {
        let mut unread = Vec::new();
        while count > 0 {
            let skipped = match &mut self.current {
                Current::Bytes(bytes, at) => {
                    let n = count.min(len_of(&bytes[*at..]));
                    *at += usize::try_from(n).unwrap_or(usize::MAX);
                    n
                }
                Current::File { at, limit, .. } => {
                    let n = count.min(*limit - *at);
                    *at += n;
                    n
                }
                Current::Stream(_) => 0,
            };
            count -= skipped;
            if skipped == 0 {
                unread.resize(usize::try_from(count).unwrap_or(HEAD).min(HEAD), 0);
                match self.read(&mut unread)? {
                    0 => return Ok(()),
                    n => count -= len_of_usize(n),
                }
            }
        }
        Ok(())
    }

    /// At least one byte, or 0 at the end.
    pub fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let n = match &mut self.current {
                Current::Bytes(bytes, at) => {
                    let n = (&bytes[*at..]).read(buffer)?;
                    *at += n;
                    n
                }
                Current::File { file, at, limit } => {
                    let room = usize::try_from(*limit - *at).unwrap_or(usize::MAX);
                    let room = room.min(buffer.len());
                    let n = read_at(file, &mut buffer[..room], *at)?;
                    *at += len_of_usize(n);
                    n
                }
                Current::Stream(stream) => read_some(stream, buffer)?,
            };
            if n > 0 {
                return Ok(n);
            }
            self.current = match self.parts.next() {
                None => return Ok(0),
                Some(Part::Bytes(bytes)) => Current::Bytes(bytes, 0),
                Some(Part::File { file, limit }) => Current::File { file, at: 0, limit },
                Some(Part::Path(path)) => Current::Stream(Box::new(File::open(path)?)),
                Some(Part::Stream(Some(stream))) => Current::Stream(stream),
                Some(Part::Stream(None)) => {
                    return Err(io::Error::other("it has been read already"));
                }
            };
        }
    }
}

fn read_some(stream: &mut Stream, buffer: &mut [u8]) -> io::Result<usize> {
    loop {
        match stream.read(buffer) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            result => return result,
        }
    }
}

/// Reads at a position of its own, so that two readers of one file do not disturb each other.
fn read_at(file: &File, buffer: &mut [u8], at: u64) -> io::Result<usize> {
    loop {
        #[cfg(unix)]
        let result = std::os::unix::fs::FileExt::read_at(file, buffer, at);
        #[cfg(windows)]
        let result = std::os::windows::fs::FileExt::seek_read(file, buffer, at);
        match result {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            result => return result,
        }
    }
}

fn len_of(bytes: &[u8]) -> u64 {
    len_of_usize(bytes.len())
}

fn len_of_usize(len: usize) -> u64 {
    u64::try_from(len).unwrap_or(u64::MAX)
}

#[cfg(test)]
#[path = "spool_tests.rs"]
mod tests;
