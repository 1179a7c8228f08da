//! The sources of the input, opened. All of them can be read again, because a stream is kept while
//! it is read for the first time, unless nobody will ask for it again.

use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use super::error::InputError;
use super::source::InputSource;
use crate::record::clean;

/// How much of a stream is kept in memory; the rest goes to a temporary file.
const HEAD: usize = 256 << 10;
/// How many files are kept open. Others are opened again when their turn comes, so that a long list
/// of files does not run into the limit on open files.
const KEPT_OPEN: usize = 128;

/// A source that has been opened.
pub(crate) struct OpenSource {
    pub name: String,
    pub is_csv: bool,
    /// Arguments and flags: positions in them mean nothing to the user.
    pub in_memory: bool,
    content: Content,
}

#[derive(Clone)]
enum Content {
    Bytes(Arc<Vec<u8>>),
    File { file: Arc<File>, len: u64 },
    Path { path: PathBuf, len: u64 },
    Stream(Arc<Mutex<KeptStream>>),
}

pub(crate) type ByteStream = Box<dyn Read + Send>;

/// Opens everything, so that what is not there is known before anything is sent. Of a stream
/// nothing is read yet.
pub(crate) fn open_sources(sources: Vec<InputSource>) -> Result<Vec<OpenSource>, InputError> {
    if sources.iter().filter(|source| source.is_stdin()).count() > 1 {
        return Err(InputError::whole("standard input: can be given only once"));
    }
    let sources = sources.into_iter().enumerate();
    sources
        .map(|(index, source)| OpenSource::open(source, index))
        .collect()
}

impl OpenSource {
    fn open(source: InputSource, index: usize) -> Result<OpenSource, InputError> {
        match source {
            InputSource::File(path) if path.as_os_str() != "-" => OpenSource::file(path, index),
            InputSource::File(_) | InputSource::Stdin => Ok(OpenSource::stdin()),
            InputSource::Memory { name, bytes } => Ok(OpenSource {
                name: clean(&name),
                is_csv: false,
                in_memory: true,
                content: Content::Bytes(Arc::new(bytes)),
            }),
        }
    }

    fn stdin() -> OpenSource {
        #[cfg(unix)]
        let redirected = redirected_file();
        #[cfg(not(unix))]
        let redirected = None;
        OpenSource {
            name: "standard input".to_owned(),
            is_csv: false,
            in_memory: false,
            content: redirected.unwrap_or_else(|| Content::of_stream(Box::new(io::stdin()))),
        }
    }

    fn file(path: PathBuf, index: usize) -> Result<OpenSource, InputError> {
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
        let len = metadata.len();
        let content = if !metadata.is_file() {
            Content::of_stream(Box::new(file))
        } else if index < KEPT_OPEN {
            let file = Arc::new(file);
            Content::File { file, len }
        } else {
            Content::Path { path, len }
        };
        Ok(OpenSource {
            name,
            is_csv,
            in_memory: false,
            content,
        })
    }

    /// What is made of another input.
    pub fn mapped(stream: ByteStream) -> OpenSource {
        OpenSource {
            name: String::new(),
            is_csv: false,
            in_memory: false,
            content: Content::of_stream(stream),
        }
    }

    #[cfg(test)]
    pub fn streaming(stream: ByteStream) -> OpenSource {
        OpenSource {
            name: "f".to_owned(),
            is_csv: false,
            in_memory: false,
            content: Content::of_stream(stream),
        }
    }

    /// Its length, which for a stream is known only once it has been read.
    pub fn len(&self) -> Option<u64> {
        match &self.content {
            Content::Bytes(bytes) => Some(len_of(bytes.len())),
            Content::File { len, .. } | Content::Path { len, .. } => Some(*len),
            Content::Stream(kept) => {
                let kept = lock(kept);
                kept.stream.is_none().then_some(kept.len)
            }
        }
    }

    /// The one reader of this source: nothing of a stream is kept for another.
    pub fn into_only_reader(self) -> SourceReader {
        if let Content::Stream(kept) = &self.content {
            lock(kept).is_read_once = true;
        }
        self.reader()
    }

    /// A reader from the beginning.
    pub fn reader(&self) -> SourceReader {
        SourceReader {
            content: self.content.clone(),
            at: 0,
        }
    }

    /// Whether it is a file, and not a stream or an argument.
    pub fn is_file(&self) -> bool {
        matches!(self.content, Content::File { .. } | Content::Path { .. })
    }
}

/// The file behind standard input, for `cyxth … < FILE`: it can be read again as it is, unless
/// another process has already read a part of it.
#[cfg(unix)]
fn redirected_file() -> Option<Content> {
    use std::io::Seek;
    use std::os::fd::AsFd;
    let owned = io::stdin().as_fd().try_clone_to_owned().ok()?;
    let mut file = File::from(owned);
    let metadata = file.metadata().ok()?;
    if !metadata.is_file() || file.stream_position().ok()? != 0 {
        return None;
    }
    Some(Content::File {
        file: Arc::new(file),
        len: metadata.len(),
    })
}

impl Content {
    fn of_stream(stream: ByteStream) -> Content {
        Content::Stream(Arc::new(Mutex::new(KeptStream {
            stream: Some(stream),
            is_read_once: false,
            head: Vec::new(),
            file: None,
            len: 0,
        })))
    }
}

/// A stream, and what has been read of it.
struct KeptStream {
    /// None once it has ended.
    stream: Option<ByteStream>,
    /// Nothing is kept.
    is_read_once: bool,
    head: Vec<u8>,
    /// What follows the head.
    file: Option<File>,
    len: u64,
}

fn lock(kept: &Mutex<KeptStream>) -> std::sync::MutexGuard<'_, KeptStream> {
    // Even after a panic, what has been kept is what the stream held.
    kept.lock().unwrap_or_else(PoisonError::into_inner)
}

impl KeptStream {
    /// Reads from what has been kept, and after that from the stream. 0 only at the end.
    fn read_at(&mut self, buffer: &mut [u8], at: u64) -> io::Result<usize> {
        let head = len_of(self.head.len());
        if at < head {
            // It lies within the head, whose length is a `usize`.
            return (&self.head[at as usize..]).read(buffer);
        }
        if at < self.len
            && let Some(file) = &self.file
        {
            return read_at(file, buffer, at - head);
        }
        let Some(stream) = &mut self.stream else {
            return Ok(0);
        };
        let n = loop {
            match stream.read(buffer) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                result => break result?,
            }
        };
        if n == 0 {
            self.stream = None;
            return Ok(0);
        }
        if !self.is_read_once {
            self.keep(&buffer[..n])
                .map_err(|error| io::Error::other(NotKept { error }))?;
        }
        Ok(n)
    }

    fn keep(&mut self, bytes: &[u8]) -> io::Result<()> {
        if self.file.is_none() && self.head.len() + bytes.len() <= HEAD {
            self.head.extend_from_slice(bytes);
        } else {
            let file = match &mut self.file {
                Some(file) => file,
                none => none.insert(tempfile::tempfile()?),
            };
            write_all_at(file, bytes, self.len - len_of(self.head.len()))?;
        }
        self.len += len_of(bytes.len());
        Ok(())
    }
}

/// A temporary file could not be made or written.
#[derive(Debug, thiserror::Error)]
#[error(
    "cannot be kept in a temporary file in {}, to be checked before it is sent: {error}",
    std::env::temp_dir().display()
)]
struct NotKept {
    error: io::Error,
}

/// The system's error, in a few words of our own if it is a common one.
pub(super) fn io_message(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::IsADirectory => "is a directory".to_owned(),
        _ if is_not_kept(error) => error.to_string(),
        _ => format!("cannot be read: {}", clean(&error.to_string())),
    }
}

/// What may help against an error of reading.
pub(super) fn io_hint(error: &io::Error) -> Option<String> {
    is_not_kept(error).then(|| {
        "give the input as a file, or let TMPDIR name a directory that has room for it".to_owned()
    })
}

fn is_not_kept(error: &io::Error) -> bool {
    error.get_ref().is_some_and(|error| error.is::<NotKept>())
}

/// Reads a source from its beginning. Several may read the same one.
pub(crate) struct SourceReader {
    content: Content,
    at: u64,
}

impl SourceReader {
    #[cfg(test)]
    pub fn of(bytes: &[u8]) -> SourceReader {
        SourceReader {
            content: Content::Bytes(Arc::new(bytes.to_vec())),
            at: 0,
        }
    }

    /// The same, from there on.
    pub fn starting_at(self, at: u64) -> SourceReader {
        SourceReader { at, ..self }
    }

    /// Whether more of it may still be written.
    pub fn is_open(&self) -> bool {
        match &self.content {
            Content::Stream(kept) => lock(kept).stream.is_some(),
            Content::Bytes(_) | Content::File { .. } | Content::Path { .. } => false,
        }
    }

    /// At least one byte, or 0 at the end.
    pub fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = match &self.content {
            Content::Bytes(bytes) => {
                let at = usize::try_from(self.at).unwrap_or(usize::MAX);
                bytes.get(at..).unwrap_or_default().read(buffer)?
            }
            Content::File { file, .. } => read_at(file, buffer, self.at)?,
            Content::Path { path, .. } => {
                let file = Arc::new(File::open(path)?);
                let n = read_at(&file, buffer, self.at)?;
                self.content = Content::File { file, len: 0 };
                n
            }
            Content::Stream(kept) => lock(kept).read_at(buffer, self.at)?,
        };
        self.at += len_of(n);
        Ok(n)
    }
}

/// Reads at a position, so that two readers of one file do not disturb each other.
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

/// Writes at a position, whatever has been read meanwhile.
fn write_all_at(file: &File, bytes: &[u8], at: u64) -> io::Result<()> {
    #[cfg(unix)]
    return std::os::unix::fs::FileExt::write_all_at(file, bytes, at);
    #[cfg(windows)]
    {
        let mut written = 0;
        while written < bytes.len() {
            let at = at + len_of(written);
            written += std::os::windows::fs::FileExt::seek_write(file, &bytes[written..], at)?;
        }
        Ok(())
    }
}

fn len_of(len: usize) -> u64 {
    u64::try_from(len).unwrap_or(u64::MAX)
}

#[cfg(test)]
#[path = "spool_tests.rs"]
mod tests;
