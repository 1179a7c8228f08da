//! `--map` at work: values in, records out, on a thread of its own.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use crate::input::InputError;
use crate::input::doubts::CellDoubt;
use crate::input::mapped::{push_begin, push_doubt, push_location, push_mistake};
use crate::record::Location;

use super::engine::{Cancel, EvaluationState};
use super::program::{EarlyEnd, MapProgram};
use super::read::ValueReader;
use super::thread::spawn;

/// Bytes of records that are handed on at a time.
const CHUNK: usize = 64 * 1024;
/// Chunks, and pieces of work, that wait for their turn.
const AHEAD: usize = 4;

/// What the expression is applied to.
pub enum MapWork {
    /// The input is not empty, whatever becomes of it.
    Begun,
    Values(MapValues),
    /// What is wrong with a value, which the expression never sees.
    Mistake(Location, String, Option<String>),
    /// The input cannot be read on.
    Broken(InputError),
    /// There is nothing more.
    End,
}

/// Values one after the other.
#[derive(Default)]
pub struct MapValues {
    pub text: String,
    /// Where each ends, and where it stood in the input.
    pub ends: Vec<(usize, Location)>,
    /// Doubts about cells, and the number of the value that each is of, in order.
    pub doubts: Vec<(usize, CellDoubt)>,
}

/// What comes out: records as lines with their locations, and an empty one at the end. Where that
/// does not come, the work broke off.
pub type MappedChunk = Result<Vec<u8>, InputError>;

/// Starts the thread; gives back where work goes, and where chunks come from. It ends with the work.
pub fn start_map(map: MapProgram) -> std::io::Result<(SyncSender<MapWork>, Receiver<MappedChunk>)> {
    let (work, to_do) = sync_channel(AHEAD);
    let (chunks, mapped) = sync_channel(AHEAD);
    spawn(Cancel::default(), move |state| {
        let mut worker = MapWorker {
            map: &map,
            state,
            chunks,
            reader: ValueReader::new(),
            out: Vec::with_capacity(2 * CHUNK),
        };
        for work in to_do {
            if worker.work_off(work).is_err() {
                return;
            }
        }
    })?;
    Ok((work, mapped))
}

/// Nobody listens, or nothing more will come.
struct NoListener;

struct MapWorker<'a> {
    map: &'a MapProgram,
    state: &'a EvaluationState,
    chunks: SyncSender<MappedChunk>,
    reader: ValueReader,
    out: Vec<u8>,
}

impl MapWorker<'_> {
    fn work_off(&mut self, work: MapWork) -> Result<(), NoListener> {
        match work {
            MapWork::Begun => {
                push_begin(&mut self.out);
                Ok(())
            }
            MapWork::Values(values) => self.map_values(&values),
            MapWork::Mistake(location, message, hint) => {
                push_mistake(location, &message, hint.as_deref(), &mut self.out);
                Ok(())
            }
            MapWork::Broken(error) => {
                self.flush()?;
                self.chunks.send(Err(error)).map_err(|_| NoListener)?;
                Err(NoListener)
            }
            MapWork::End => self.end(),
        }
    }

    fn map_values(&mut self, values: &MapValues) -> Result<(), NoListener> {
        let mut begin = 0;
        let mut doubts = values.doubts.iter().peekable();
        for (number, (end, location)) in values.ends.iter().enumerate() {
            while let Some((_, doubt)) = doubts.next_if(|(of, _)| *of == number) {
                push_doubt(*location, doubt, &mut self.out);
            }
            self.map_value(&values.text[begin..*end], *location)?;
            begin = *end;
        }
        Ok(())
    }

    fn end(&mut self) -> Result<(), NoListener> {
        self.flush()?;
        self.chunks.send(Ok(Vec::new())).map_err(|_| NoListener)?;
        Err(NoListener)
    }

    fn map_value(&mut self, text: &str, location: Location) -> Result<(), NoListener> {
        let map = self.map;
        let program = &map.program;
        let value = match self.reader.read_wanted(text, program.wanted()) {
            Ok(value) => value,
            Err(error) => {
                let message = format!("--map: the value cannot be read: {}", error.what);
                push_mistake(location, &message, None, &mut self.out);
                return Ok(());
            }
        };
        let mut is_heard = true;
        let state = self.state;
        let ran = program.run(state, value, |output| {
            push_location(location, &mut self.out);
            output.push_json(&mut self.out);
            self.out.push(b'\n');
            if self.out.len() < CHUNK || self.flush().is_ok() {
                return Ok(());
            }
            is_heard = false;
            Err(EarlyEnd::Halted(0))
        });
        match ran {
            _ if !is_heard => Err(NoListener),
            Ok(()) => Ok(()),
            Err(EarlyEnd::Error(message)) => {
                let message = format!("--map: {message}");
                push_mistake(location, &message, None, &mut self.out);
                Ok(())
            }
            // The expression wants no more.
            Err(EarlyEnd::Halted(_)) => self.end(),
        }
    }

    fn flush(&mut self) -> Result<(), NoListener> {
        if self.out.is_empty() {
            return Ok(());
        }
        let chunk = std::mem::replace(&mut self.out, Vec::with_capacity(2 * CHUNK));
        self.chunks.send(Ok(chunk)).map_err(|_| NoListener)
    }
}

#[cfg(test)]
mod tests {
    use super::super::program::compile_map;
    use super::*;

    /// All that comes out, and whether the end was among it.
    fn mapped(work: Vec<MapWork>) -> (String, bool) {
        let (to, chunks) = start_map(compile_map(".").unwrap()).unwrap();
        for work in work {
            to.send(work).unwrap();
        }
        drop(to);
        let chunks: Vec<Vec<u8>> = chunks.iter().map(Result::unwrap).collect();
        let has_end = chunks.iter().any(Vec::is_empty);
        (String::from_utf8(chunks.concat()).unwrap(), has_end)
    }

    #[test]
    fn work_that_breaks_off_has_no_end() {
        let value = || {
            MapWork::Values(MapValues {
                text: "7".to_owned(),
                ends: vec![(1, Location::in_text(0, 1, 1))],
                ..MapValues::default()
            })
        };
        assert_eq!(
            mapped(vec![value(), MapWork::End]),
            ("0 1 1 7\n".to_owned(), true)
        );
        assert_eq!(mapped(vec![value()]), (String::new(), false));
    }
}
