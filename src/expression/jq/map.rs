//! `--map` at work: it takes values and gives records, on a thread of its own.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use crate::input::InputError;
use crate::input::doubts::CellDoubt;
use crate::input::mapped::{push_begin, push_doubt, push_location, push_mistake};
use crate::record::{Location, Mistake};

use super::engine::{Cancel, EvaluationState};
use super::program::{EarlyEnd, MapProgram};
use super::read::ValueReader;
use super::thread::spawn;

/// Bytes of records that are handed on at a time.
const CHUNK: usize = 64 * 1024;
/// How many chunks, and pieces of work, may wait for their turn.
const AHEAD: usize = 4;

/// What the expression is applied to.
pub enum MapWork {
    /// The input is not empty, even if nothing comes of it.
    Begun,
    Values(MapValues),
    /// What is wrong with a value, which the expression never sees.
    Mistake(Mistake<Location>),
    /// The rest of the input cannot be read.
    Broken(InputError),
    /// There is nothing more.
    End,
}

/// JSON values, one after the other.
#[derive(Default)]
pub struct MapValues {
    pub text: String,
    /// Where each value ends in the text, and where it stood in the input.
    pub ends: Vec<(usize, Location)>,
    /// Doubts about cells, each with the number of its value, in the order of the values.
    pub doubts: Vec<(usize, CellDoubt)>,
}

/// Records as lines with their locations. The last chunk is empty; if it does not come, the work broke
/// off.
pub type MappedChunk = Result<Vec<u8>, InputError>;

/// Starts the thread. Gives back where to send work, and where to receive chunks. The thread ends when
/// there is no more work.
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

/// Nobody listens, or the last chunk has been sent.
struct Finished;

struct MapWorker<'a> {
    map: &'a MapProgram,
    state: &'a EvaluationState,
    chunks: SyncSender<MappedChunk>,
    reader: ValueReader,
    out: Vec<u8>,
}

impl MapWorker<'_> {
    fn work_off(&mut self, work: MapWork) -> Result<(), Finished> {
        match work {
            MapWork::Begun => {
                push_begin(&mut self.out);
                Ok(())
            }
            MapWork::Values(values) => self.map_values(&values),
            MapWork::Mistake(mistake) => {
                self.push_mistake(&mistake);
                Ok(())
            }
            MapWork::Broken(error) => self.finish_with(Err(error)),
            MapWork::End => self.finish_with(Ok(Vec::new())),
        }
    }

    fn push_mistake(&mut self, Mistake { at, message, hint }: &Mistake<Location>) {
        push_mistake(*at, message, hint.as_deref(), &mut self.out);
    }

    fn map_values(&mut self, values: &MapValues) -> Result<(), Finished> {
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

    fn finish_with(&mut self, last: MappedChunk) -> Result<(), Finished> {
        self.flush()?;
        let _ = self.chunks.send(last);
        Err(Finished)
    }

    fn map_value(&mut self, text: &str, location: Location) -> Result<(), Finished> {
        let map = self.map;
        let value = match self.reader.read_wanted(text, &map.wanted) {
            Ok(value) => value,
            Err(error) => {
                let message = format!("--map: the value cannot be read: {}", error.what);
                self.push_mistake(&Mistake::new(location, message));
                return Ok(());
            }
        };
        let ran = map.run(self.state, value, |output| {
            push_location(location, &mut self.out);
            output.push_json(&mut self.out);
            self.out.push(b'\n');
            match self.out.len() < CHUNK {
                true => Ok(()),
                false => self.flush().map_err(|Finished| EarlyEnd::Cancelled),
            }
        });
        match ran {
            Ok(()) => Ok(()),
            Err(EarlyEnd::Cancelled) => Err(Finished),
            Err(EarlyEnd::Error(message)) => {
                self.push_mistake(&Mistake::new(location, format!("--map: {message}")));
                Ok(())
            }
            // The expression wants no more values.
            Err(EarlyEnd::Halted) => self.finish_with(Ok(Vec::new())),
        }
    }

    fn flush(&mut self) -> Result<(), Finished> {
        if self.out.is_empty() {
            return Ok(());
        }
        let chunk = std::mem::replace(&mut self.out, Vec::with_capacity(2 * CHUNK));
        self.chunks.send(Ok(chunk)).map_err(|_| Finished)
    }
}

#[cfg(test)]
mod tests {
    use super::super::program::compile_map;
    use super::*;

    /// Everything that comes out, and whether the end came too.
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
