//! Records in a temporary file: more of them than memory should hold.
//!
//! The file has no name, and only this process can read it. A record is its length in eight bytes,
//! and then what `postcard` makes of it. Nothing of this outlives the run, so the format may change
//! with every version.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::marker::PhantomData;
use std::sync::Arc;

use postcard::ser_flavors::Flavor;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::background_writer::BackgroundWriter;

/// Bytes that are written, and read, at a time.
const WRITE_SIZE: usize = 256 << 10;
const READ_SIZE: usize = 64 << 10;
/// Memory that a reader keeps between two records that did not fit into what it reads at a time.
const KEPT_SIZE: usize = 1 << 20;

const LENGTH_SIZE: usize = size_of::<u64>();

/// Writes records one after the other. While they are few, there is no file.
pub struct RecordWriter<T> {
    most_in_memory: usize,
    /// What has not been given to the file.
    encoded: Vec<u8>,
    file: Option<BackgroundWriter>,
    /// The bytes before those.
    position: u64,
    records: PhantomData<fn(&T)>,
}

impl<T: Serialize> RecordWriter<T> {
    pub fn new() -> RecordWriter<T> {
        RecordWriter::with_memory(WRITE_SIZE)
    }

    /// At most this many bytes are kept in memory.
    pub fn with_memory(most_in_memory: usize) -> RecordWriter<T> {
        RecordWriter {
            most_in_memory,
            encoded: Vec::new(),
            file: None,
            position: 0,
            records: PhantomData,
        }
    }

    /// Where the next record begins, for [`RecordFile::read_from`].
    pub fn position(&self) -> u64 {
        self.position + self.encoded.len() as u64
    }

    /// Whether there is no file yet.
    pub fn is_in_memory(&self) -> bool {
        self.file.is_none()
    }

    pub fn push(&mut self, record: &T) -> io::Result<()> {
        let begin = self.encoded.len();
        self.encoded.extend_from_slice(&[0; LENGTH_SIZE]);
        postcard::serialize_with_flavor(record, Appending(&mut self.encoded))
            .map_err(io::Error::other)?;
        let (before, record) = self.encoded.split_at_mut(begin + LENGTH_SIZE);
        before[begin..].copy_from_slice(&(record.len() as u64).to_le_bytes());
        let most = match self.file {
            None => self.most_in_memory,
            Some(_) => WRITE_SIZE,
        };
        if self.encoded.len() > most {
            self.write_out()?;
        }
        Ok(())
    }

    fn write_out(&mut self) -> io::Result<()> {
        let file = match self.file.take() {
            Some(file) => file,
            None => BackgroundWriter::begin(tempfile::tempfile()?)?,
        };
        let piece = std::mem::take(&mut self.encoded);
        self.position += piece.len() as u64;
        match file.write(piece) {
            Some(memory) => self.encoded = memory,
            None => {
                file.finish()?;
                return Err(io::ErrorKind::BrokenPipe.into());
            }
        }
        if self.encoded.capacity() > KEPT_SIZE + WRITE_SIZE {
            self.encoded = Vec::new();
        }
        self.file = Some(file);
        Ok(())
    }

    pub fn finish(mut self) -> io::Result<RecordFile<T>> {
        if self.file.is_some() && !self.encoded.is_empty() {
            self.write_out()?;
        }
        let bytes = match self.file {
            None => RecordBytes::Memory(self.encoded),
            Some(file) => RecordBytes::File(file.finish()?),
        };
        Ok(RecordFile {
            bytes: Arc::new(bytes),
            records: PhantomData,
        })
    }
}

/// Lets `postcard` append to bytes that have been written before.
struct Appending<'a>(&'a mut Vec<u8>);

impl Flavor for Appending<'_> {
    type Output = ();

    fn try_extend(&mut self, bytes: &[u8]) -> postcard::Result<()> {
        self.0.extend_from_slice(bytes);
        Ok(())
    }

    fn try_push(&mut self, byte: u8) -> postcard::Result<()> {
        self.0.push(byte);
        Ok(())
    }

    fn finalize(self) -> postcard::Result<()> {
        Ok(())
    }
}

/// Where written records are.
enum RecordBytes {
    Memory(Vec<u8>),
    File(File),
}

/// Records that have been written. They can be read as often as wanted, several times at once too.
pub struct RecordFile<T> {
    bytes: Arc<RecordBytes>,
    records: PhantomData<fn() -> T>,
}

impl<T> Clone for RecordFile<T> {
    fn clone(&self) -> RecordFile<T> {
        RecordFile {
            bytes: Arc::clone(&self.bytes),
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
        let bytes = Arc::clone(&self.bytes);
        RecordReader {
            file: BufReader::with_capacity(READ_SIZE, ByteCursor { bytes, position }),
            encoded: Vec::new(),
            records: PhantomData,
        }
    }
}

/// Reads records one after the other, in the order in which they were written.
pub struct RecordReader<T> {
    file: BufReader<ByteCursor>,
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

/// Reads the bytes from a position that other readers do not move.
struct ByteCursor {
    bytes: Arc<RecordBytes>,
    position: u64,
}

impl Read for ByteCursor {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = match &*self.bytes {
            RecordBytes::Memory(bytes) => {
                let position = usize::try_from(self.position).map_err(io::Error::other)?;
                let mut rest = bytes.get(position..).unwrap_or_default();
                rest.read(buffer)?
            }
            #[cfg(unix)]
            RecordBytes::File(file) => {
                std::os::unix::fs::FileExt::read_at(file, buffer, self.position)?
            }
            #[cfg(windows)]
            RecordBytes::File(file) => {
                std::os::windows::fs::FileExt::seek_read(file, buffer, self.position)?
            }
        };
        self.position += count as u64;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(records: &[String]) -> (RecordFile<String>, Vec<u64>) {
        let mut writer = RecordWriter::with_memory(1000);
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
    fn a_file_that_was_cut_off_is_not_a_short_one() {
        let (file, positions) = write(&["first".to_owned(), "second".repeat(1000)]);
        let RecordBytes::File(bytes) = &*file.bytes else {
            panic!("no file");
        };
        bytes.set_len(positions[1] + 10).unwrap();
        let mut reader = file.read();
        assert_eq!(reader.next().unwrap().unwrap(), "first");
        let error = reader.next().unwrap().unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::UnexpectedEof);
    }
}
