//! Records in a temporary file: more of them than memory should hold.
//!
//! The file has no name, and only this process can read it. A record is its length in eight bytes,
//! and then what `postcard` makes of it. Nothing of this outlives the run, so the format may change
//! with every version.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::marker::PhantomData;
use std::sync::Arc;

use serde::Serialize;
use serde::de::DeserializeOwned;

/// Bytes that are written, and read, at a time.
const WRITE_SIZE: usize = 256 << 10;
const READ_SIZE: usize = 64 << 10;
/// Memory that a reader keeps between two records that did not fit into what it reads at a time.
const KEPT_SIZE: usize = 1 << 20;

const LENGTH_SIZE: usize = size_of::<u64>();

/// Writes records one after the other.
pub struct RecordWriter<T> {
    file: BufWriter<File>,
    position: u64,
    encoded: Vec<u8>,
    records: PhantomData<fn(&T)>,
}

impl<T: Serialize> RecordWriter<T> {
    pub fn new() -> io::Result<RecordWriter<T>> {
        Ok(RecordWriter {
            file: BufWriter::with_capacity(WRITE_SIZE, tempfile::tempfile()?),
            position: 0,
            encoded: Vec::new(),
            records: PhantomData,
        })
    }

    /// Where the next record begins, for [`RecordFile::read_from`].
    pub fn position(&self) -> u64 {
        self.position
    }

    pub fn push(&mut self, record: &T) -> io::Result<()> {
        let mut encoded = std::mem::take(&mut self.encoded);
        encoded.clear();
        self.encoded = postcard::to_extend(record, encoded).map_err(io::Error::other)?;
        let length = self.encoded.len() as u64;
        self.file.write_all(&length.to_le_bytes())?;
        self.file.write_all(&self.encoded)?;
        self.position += LENGTH_SIZE as u64 + length;
        Ok(())
    }

    pub fn finish(self) -> io::Result<RecordFile<T>> {
        let file = self
            .file
            .into_inner()
            .map_err(io::IntoInnerError::into_error)?;
        Ok(RecordFile {
            file: Arc::new(file),
            records: PhantomData,
        })
    }
}

/// Records that have been written. They can be read as often as wanted, several times at once too.
pub struct RecordFile<T> {
    file: Arc<File>,
    records: PhantomData<fn() -> T>,
}

impl<T> Clone for RecordFile<T> {
    fn clone(&self) -> RecordFile<T> {
        RecordFile {
            file: Arc::clone(&self.file),
            records: PhantomData,
        }
    }
}

impl<T: DeserializeOwned> RecordFile<T> {
    pub fn read(&self) -> RecordReader<T> {
        self.read_from(0)
    }

    /// Reads on from a [`RecordWriter::position`].
    pub fn read_from(&self, position: u64) -> RecordReader<T> {
        let file = Arc::clone(&self.file);
        RecordReader {
            file: BufReader::with_capacity(READ_SIZE, FileCursor { file, position }),
            encoded: Vec::new(),
            records: PhantomData,
        }
    }
}

/// Reads records one after the other, in the order in which they were written.
pub struct RecordReader<T> {
    file: BufReader<FileCursor>,
    /// A record that is not in one piece in the reader's buffer.
    encoded: Vec<u8>,
    records: PhantomData<fn() -> T>,
}

impl<T: DeserializeOwned> RecordReader<T> {
    fn read_record(&mut self) -> io::Result<Option<T>> {
        if self.file.fill_buf()?.is_empty() {
            return Ok(None);
        }
        let mut length = [0; LENGTH_SIZE];
        self.file.read_exact(&mut length)?;
        let length = usize::try_from(u64::from_le_bytes(length)).map_err(io::Error::other)?;
        if let Some(encoded) = self.file.buffer().get(..length) {
            let record = decode(encoded)?;
            self.file.consume(length);
            return Ok(Some(record));
        }
        self.encoded.resize(length, 0);
        self.file.read_exact(&mut self.encoded)?;
        let record = decode(&self.encoded)?;
        if length > KEPT_SIZE {
            self.encoded = Vec::new();
        }
        Ok(Some(record))
    }
}

impl<T: DeserializeOwned> Iterator for RecordReader<T> {
    type Item = io::Result<T>;

    fn next(&mut self) -> Option<io::Result<T>> {
        self.read_record().transpose()
    }
}

fn decode<T: DeserializeOwned>(encoded: &[u8]) -> io::Result<T> {
    postcard::from_bytes(encoded).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
}

/// A file that is read from a position of its own, which others do not move.
struct FileCursor {
    file: Arc<File>,
    position: u64,
}

impl Read for FileCursor {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        #[cfg(unix)]
        let count = std::os::unix::fs::FileExt::read_at(&*self.file, buffer, self.position)?;
        #[cfg(windows)]
        let count = std::os::windows::fs::FileExt::seek_read(&*self.file, buffer, self.position)?;
        self.position += count as u64;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(records: &[String]) -> (RecordFile<String>, Vec<u64>) {
        let mut writer = RecordWriter::new().unwrap();
        let mut positions = Vec::new();
        for record in records {
            positions.push(writer.position());
            writer.push(record).unwrap();
        }
        (writer.finish().unwrap(), positions)
    }

    #[test]
    fn records_of_any_size_come_back_from_anywhere() {
        // Some lie across the ends of what is read at a time.
        let sizes = [0, 1, READ_SIZE - 30, 100, READ_SIZE, KEPT_SIZE + 1, 7];
        let records: Vec<String> = sizes.iter().map(|size| "é".repeat(*size)).collect();
        let (file, positions) = write(&records);
        for (at, position) in positions.into_iter().enumerate() {
            let read: Vec<String> = file.read_from(position).map(Result::unwrap).collect();
            assert!(read == records[at..], "from record {at}");
        }
    }

    #[test]
    fn two_readers_do_not_disturb_each_other() {
        let records: Vec<String> = (0..50_000).map(|n| n.to_string()).collect();
        let (file, _) = write(&records);
        let mut pairs = file.read().zip(file.clone().read().skip(10));
        assert!(pairs.all(|(a, b)| {
            let number = |record: io::Result<String>| record.unwrap().parse::<usize>().unwrap();
            number(a) + 10 == number(b)
        }));
    }

    #[test]
    fn a_file_that_was_cut_off_is_no_short_one() {
        let (file, positions) = write(&["first".to_owned(), "second".to_owned()]);
        file.file.set_len(positions[1] + 10).unwrap();
        let mut reader = file.read();
        assert_eq!(reader.next().unwrap().unwrap(), "first");
        let error = reader.next().unwrap().unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::UnexpectedEof);
    }
}
