//! The spool: a stream is kept while it is read for the first time, so that it can be read again.

use std::fs::File;
use std::io::{self, Read};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::record::clean;

/// How much of a stream is kept in memory; the rest goes to a temporary file.
pub(super) const HEAD: usize = 256 << 10;

pub(crate) type ByteStream = Box<dyn Read + Send>;

/// A stream for any number of readers, each at its own position.
#[derive(Clone)]
pub(super) struct Spool(Arc<Mutex<KeptStream>>);

impl Spool {
    pub fn new(stream: ByteStream) -> Spool {
        Spool(Arc::new(Mutex::new(KeptStream {
            stream: Some(stream),
            is_read_once: false,
            head: Vec::new(),
            file: None,
            len: 0,
        })))
    }

    /// Its length, once it has been read to its end.
    pub fn len(&self) -> Option<u64> {
        let kept = self.lock();
        kept.stream.is_none().then_some(kept.len)
    }

    /// Whether more may come.
    pub fn is_open(&self) -> bool {
        self.lock().stream.is_some()
    }

    /// From now on, what is read is not kept: there is only one reader.
    pub fn keep_nothing(&self) {
        self.lock().is_read_once = true;
    }

    /// At least one byte, or 0 at the end.
    pub fn read_at(&self, buffer: &mut [u8], at: u64) -> io::Result<usize> {
        self.lock().read_at(buffer, at)
    }

    fn lock(&self) -> MutexGuard<'_, KeptStream> {
        // Even after a panic, what has been kept is what the stream held.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
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

/// Reads at a position, so that two readers of one file do not disturb each other.
pub(super) fn read_at(file: &File, buffer: &mut [u8], at: u64) -> io::Result<usize> {
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

pub(super) fn len_of(len: usize) -> u64 {
    u64::try_from(len).unwrap_or(u64::MAX)
}
