//! An input of which `--map` makes the records.
//!
//! ```text
//! sources ──> Splitter ──> expression ──> lines with locations ──> Input
//!             a thread     a thread       spooled, read twice
//! ```

use std::io::{self, Cursor, Read};
use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::thread;

use super::jq::{MapProgram, MapValues, MappedChunk, start_map};
use super::map_splitter::Splitter;
use crate::input::open_source::open_sources;
use crate::input::{Input, InputError, InputFormat, InputKind, InputSource};

/// Opens an input of which an expression makes the records.
pub fn map_input(
    sources: Vec<InputSource>,
    format: InputFormat,
    kind: InputKind,
    csv_safe: bool,
    map: MapProgram,
) -> Result<Input, InputError> {
    let files = sources.iter().filter_map(InputSource::identity).collect();
    let sources = open_sources(sources)?;
    let names: Arc<[String]> = sources.iter().map(|source| source.name.clone()).collect();
    let names_of_splitter = Arc::clone(&names);
    let start = move || {
        let elements = map.elements.clone();
        let (work, chunks) = start_map(map)?;
        let splitter = Splitter {
            elements,
            format,
            kind,
            csv_safe,
            names: names_of_splitter,
            work,
            is_begun: false,
            values: MapValues::default(),
        };
        thread::Builder::new().spawn(move || splitter.split(sources))?;
        Ok(chunks)
    };
    let stream = MappedStream {
        start: Some(Box::new(start)),
        chunks: None,
        current: Cursor::default(),
    };
    Ok(Input::of_mapped(names, files, Box::new(stream), kind))
}

type StartThreads = Box<dyn FnOnce() -> io::Result<Receiver<MappedChunk>> + Send>;

/// The lines that the expression makes of the input. The first read starts the threads.
struct MappedStream {
    start: Option<StartThreads>,
    chunks: Option<Receiver<MappedChunk>>,
    current: Cursor<Vec<u8>>,
}

impl Read for MappedStream {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if let Some(start) = self.start.take() {
            self.chunks = Some(start()?);
        }
        loop {
            let n = self.current.read(buffer)?;
            let Some(chunks) = self.chunks.as_ref().filter(|_| n == 0) else {
                return Ok(n);
            };
            match chunks.recv() {
                Ok(Ok(chunk)) if chunk.is_empty() => self.chunks = None,
                Ok(Ok(chunk)) => self.current = Cursor::new(chunk),
                Ok(Err(error)) => return Err(io::Error::other(error)),
                // A thread panicked before it came to the end of the input.
                Err(_) => {
                    let error = InputError::whole("--map: the evaluation broke off");
                    return Err(io::Error::other(error));
                }
            }
        }
    }
}
