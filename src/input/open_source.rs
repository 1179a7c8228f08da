//! The sources of the input, opened. All of them can be read again, because a stream is kept while
//! it is read for the first time, unless nobody will ask for it again.

use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;
use std::sync::Arc;

use super::error::InputError;
use super::source::InputSource;
use super::spool::{ByteStream, Spool, io_message, len_of, read_at};
use crate::record::clean;

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
    Stream(Spool),
}

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
            content: redirected
                .unwrap_or_else(|| Content::Stream(Spool::new(Box::new(io::stdin())))),
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
            Content::Stream(Spool::new(Box::new(file)))
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
            content: Content::Stream(Spool::new(stream)),
        }
    }

    /// Its length, which for a stream is known only once it has been read.
    pub fn len(&self) -> Option<u64> {
        match &self.content {
            Content::Bytes(bytes) => Some(len_of(bytes.len())),
            Content::File { len, .. } | Content::Path { len, .. } => Some(*len),
            Content::Stream(spool) => spool.len(),
        }
    }

    /// The one reader of this source: nothing of a stream is kept for another.
    pub fn into_only_reader(self) -> SourceReader {
        if let Content::Stream(spool) = &self.content {
            spool.keep_nothing();
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
            Content::Stream(spool) => spool.is_open(),
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
            Content::Stream(spool) => spool.read_at(buffer, self.at)?,
        };
        self.at += len_of(n);
        Ok(n)
    }
}

#[cfg(test)]
#[path = "open_source_tests.rs"]
mod tests;
