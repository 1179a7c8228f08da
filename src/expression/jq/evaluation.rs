//! An expression at work: on its own thread, so that it can be ended whatever it does.

use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::engine::{CANCELLED, Cancel, EvaluationState};
use super::program::{EarlyEnd, Program, Source};
use super::read::ValueReader;
use super::value::Value;

/// JSON that an expression may need at once.
pub const LARGEST_WHOLE: usize = 128 * 1024 * 1024;

/// The stack of the thread: reserved, and used as deeply as an expression calls itself.
const STACK: usize = 512 * 1024 * 1024;
const SMALL_STACK: usize = 32 * 1024 * 1024;

/// What is written at a time.
const CHUNK: usize = 64 * 1024;
/// Chunks that wait to be written.
const CHUNKS_AHEAD: usize = 4;
/// How often it is looked whether the evaluation has to end.
const LOOK_EVERY: Duration = Duration::from_millis(50);

/// How outputs look.
#[derive(Debug, Clone, Copy, Default)]
pub struct OutputStyle {
    /// Strings as they are, without quotes.
    pub is_raw: bool,
    /// JSON over several lines.
    pub is_indented: bool,
    /// Makes a line harmless for a terminal.
    pub clean: Option<fn(&str) -> String>,
}

/// Why an evaluation ended before its time.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EvaluationError {
    /// An error of the expression.
    #[error("{0}")]
    Failed(String),
    #[error(
        "the expression needs the whole list at once, which is limited to {} MiB of JSON; \
         `.[] | …` takes one record at a time, and `-o jsonl` goes to a jq of its own",
        LARGEST_WHOLE / 1024 / 1024
    )]
    TooLarge,
    #[error("the deadline of the run has passed while the expression was evaluated")]
    Deadline,
    #[error("interrupted while the expression was evaluated")]
    Cancelled,
}

/// Whether there is more to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Continuation {
    GoesOn,
    /// The expression said `halt`.
    Halted,
}

enum Assignment {
    /// Records of a list, one after the other, and where each ends.
    Records(String, Vec<usize>),
    /// A value that stands by itself.
    Value(String),
    /// The end of the list.
    End,
}

enum WorkerReply {
    Output(Vec<u8>),
    /// The work is done.
    Done,
    Stopped(EvaluationError),
    Halted,
}

/// Runs on a thread of its own, with a stack for expressions that call themselves.
pub fn spawn(
    cancel: Cancel,
    run: impl FnOnce(&EvaluationState) + Send + 'static,
) -> std::io::Result<()> {
    // The thread takes it out: a start that fails leaves it for the next.
    let run = Arc::new(Mutex::new(Some(run)));
    let start = |stack: usize| {
        let (run, cancel) = (Arc::clone(&run), cancel.clone());
        let builder = std::thread::Builder::new()
            .name("jq".to_owned())
            .stack_size(stack);
        builder.spawn(move || {
            let run = run.lock().unwrap_or_else(PoisonError::into_inner).take();
            if let Some(run) = run {
                run(&EvaluationState::new(cancel, stack / 8));
            }
        })
    };
    // Where so much address space is not to be had, a smaller stack has to do.
    start(STACK).or_else(|_| start(SMALL_STACK)).map(|_| ())
}

/// A running evaluation.
pub struct Evaluation {
    work: SyncSender<Assignment>,
    answers: Receiver<WorkerReply>,
    cancel: Cancel,
    ends: EndsWhen,
}

/// Whether the evaluation has to end now, and with what.
pub type EndsWhen = Box<dyn Fn() -> Option<EvaluationError> + Send>;

impl Evaluation {
    /// Starts the thread.
    pub fn start(program: &Arc<Program>, style: OutputStyle) -> std::io::Result<Evaluation> {
        let (work, to_do) = sync_channel(1);
        let (answer, answers) = sync_channel(CHUNKS_AHEAD);
        let cancel = Cancel::default();
        let program = program.clone();
        spawn(cancel.clone(), move |state| {
            Worker::new(&program, state, style, answer).work_off(&to_do);
        })?;
        Ok(Evaluation {
            work,
            answers,
            cancel,
            ends: Box::new(|| None),
        })
    }

    /// Ends the evaluation when `ends` says so, which is asked all the time.
    pub fn end_when(&mut self, ends: EndsWhen) {
        self.ends = ends;
    }

    /// Hands over records of a list, and writes what they give.
    pub fn push<'a, E: From<EvaluationError>>(
        &mut self,
        records: impl Iterator<Item = &'a str>,
        write: impl FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<Continuation, E> {
        let (mut text, mut ends) = (String::new(), Vec::new());
        for record in records {
            text.push_str(record);
            ends.push(text.len());
        }
        self.hand_over(Assignment::Records(text, ends), write)
    }

    /// Hands over a value that stands by itself, and writes what it gives.
    pub fn push_value<E: From<EvaluationError>>(
        &mut self,
        value: &str,
        write: impl FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<Continuation, E> {
        self.hand_over(Assignment::Value(value.to_owned()), write)
    }

    /// Ends the list, and writes what it gives as a whole.
    pub fn finish<E: From<EvaluationError>>(
        mut self,
        write: impl FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        self.hand_over(Assignment::End, write).map(|_| ())
    }

    fn hand_over<E: From<EvaluationError>>(
        &mut self,
        work: Assignment,
        mut write: impl FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<Continuation, E> {
        let broke_off = || EvaluationError::Failed("the evaluation broke off".to_owned());
        self.work.send(work).map_err(|_| broke_off())?;
        loop {
            // The thread sees that nobody waits for it when this is dropped.
            if let Some(ended) = (self.ends)() {
                self.cancel.cancel();
                return Err(ended.into());
            }
            match self.answers.recv_timeout(LOOK_EVERY) {
                Ok(WorkerReply::Output(bytes)) => write(&bytes)?,
                Ok(WorkerReply::Done) => return Ok(Continuation::GoesOn),
                Ok(WorkerReply::Halted) => return Ok(Continuation::Halted),
                Ok(WorkerReply::Stopped(error)) => return Err(error.into()),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Err(broke_off().into()),
            }
        }
    }
}

/// Nobody waits for the outputs any more.
impl Drop for Evaluation {
    fn drop(&mut self) {
        self.cancel.cancel();
    }
}

/// The thread's side.
struct Worker<'a> {
    program: &'a Program,
    state: &'a EvaluationState,
    style: OutputStyle,
    answer: SyncSender<WorkerReply>,
    reader: ValueReader,
    out: Vec<u8>,
    /// For an expression that needs the list as a whole.
    collected: Vec<Value>,
    size: usize,
    count: usize,
}

/// The answer has been given, or nobody waits for it.
struct Ended;

impl<'a> Worker<'a> {
    fn new(
        program: &'a Program,
        state: &'a EvaluationState,
        style: OutputStyle,
        answer: SyncSender<WorkerReply>,
    ) -> Worker<'a> {
        Worker {
            program,
            state,
            style,
            answer,
            reader: ValueReader::new(),
            out: Vec::with_capacity(2 * CHUNK),
            collected: Vec::new(),
            size: 0,
            count: 0,
        }
    }

    fn work_off(mut self, to_do: &Receiver<Assignment>) {
        for work in to_do {
            let done = match work {
                Assignment::Records(text, ends) => self.take_records(&text, &ends),
                Assignment::Value(text) => self.take_value(&text),
                Assignment::End => self.end_list(),
            };
            if done.and_then(|()| self.flush()).is_err() || self.give(WorkerReply::Done).is_err() {
                return;
            }
        }
    }

    fn take_records(&mut self, text: &str, ends: &[usize]) -> Result<(), Ended> {
        let mut begin = 0;
        for &end in ends {
            let record = &text[begin..end];
            begin = end;
            if let Some(path) = self.program.path()
                && let Some(value) = self.reader.read_path(record, path)
            {
                self.output(&value)?;
                continue;
            }
            if self.program.is_streaming() {
                let value = self.reader.read_wanted(record, self.program.wanted());
                let value = self.readable(value)?;
                self.run(value)?;
                continue;
            }
            match self.program.source() {
                Source::Count => self.count += 1,
                Source::Collected => {
                    let value = self.reader.read_wanted(record, self.program.wanted());
                    let value = self.readable(value)?;
                    self.collect(value, record.len())?;
                }
                Source::Whole | Source::Elements { .. } => {
                    self.grow(record.len())?;
                    let value = self.reader.read(record);
                    let value = self.readable(value)?;
                    self.collected.push(value);
                }
            }
        }
        Ok(())
    }

    /// Keeps what the expression gives for an element of so many bytes.
    fn collect(&mut self, element: Value, size: usize) -> Result<(), Ended> {
        let (program, state) = (self.program, self.state);
        let (mut kept, mut grown) = (std::mem::take(&mut self.collected), 0);
        let ran = program.run(state, element, |output| {
            grown += match &output {
                Value::String(text) => text.len(),
                Value::Array(_) | Value::Object(_) => size,
                Value::Null | Value::Bool(_) | Value::Number(_) => size_of::<Value>(),
            };
            kept.push(output);
            Ok(())
        });
        self.collected = kept;
        self.grow(grown)?;
        self.ended(ran)
    }

    /// Notes that so much more of the list is kept.
    fn grow(&mut self, size: usize) -> Result<(), Ended> {
        self.size += size;
        match self.size > LARGEST_WHOLE {
            true => self.stop(EvaluationError::TooLarge),
            false => Ok(()),
        }
    }

    fn take_value(&mut self, text: &str) -> Result<(), Ended> {
        let value = self.reader.read(text);
        let value = self.readable(value)?;
        match self.program.source() {
            Source::Whole => self.run(value),
            Source::Collected | Source::Count => {
                let whole = match self.program.whole() {
                    Ok(whole) => whole,
                    Err(error) => return self.stop(EvaluationError::Failed(error.to_string())),
                };
                self.run_with(|state, output| whole.run(state, value, output))
            }
            Source::Elements { is_optional } => {
                for element in jaq_core::ValT::values(value) {
                    match element {
                        Ok(element) => self.run(element)?,
                        Err(_) if is_optional => {}
                        Err(error) => return self.stop(EvaluationError::Failed(error.to_string())),
                    }
                }
                Ok(())
            }
        }
    }

    fn end_list(&mut self) -> Result<(), Ended> {
        match self.program.source() {
            Source::Whole => {
                let whole = Value::array(std::mem::take(&mut self.collected));
                self.run(whole)
            }
            Source::Elements { .. } => Ok(()),
            of_all @ (Source::Collected | Source::Count) => {
                let value = match of_all {
                    Source::Count => Value::from(self.count),
                    _ => Value::array(std::mem::take(&mut self.collected)),
                };
                let program = self.program;
                self.run_with(|state, output| program.run_rest(state, value, output))
            }
        }
    }

    fn readable<T>(&mut self, read: Result<T, crate::expression::json_text::ReadError>) -> Result<T, Ended> {
        read.map_err(|error| {
            let what = format!("a record cannot be read as JSON: {}", error.what);
            match self.stop(EvaluationError::Failed(what)) {
                Ok(()) | Err(Ended) => Ended,
            }
        })
    }

    fn run(&mut self, value: Value) -> Result<(), Ended> {
        let program = self.program;
        self.run_with(|state, output| program.run(state, value, output))
    }

    /// Writes the outputs of an evaluation.
    fn run_with(
        &mut self,
        evaluate: impl FnOnce(
            &EvaluationState,
            &mut dyn FnMut(Value) -> Result<(), EarlyEnd>,
        ) -> Result<(), EarlyEnd>,
    ) -> Result<(), Ended> {
        let mut is_heard = true;
        let ran = evaluate(self.state, &mut |output| {
            if self.output(&output).is_err() {
                is_heard = false;
                return Err(EarlyEnd::Halted(CANCELLED));
            }
            Ok(())
        });
        if !is_heard {
            return Err(Ended);
        }
        self.ended(ran)
    }

    fn ended(&mut self, ran: Result<(), EarlyEnd>) -> Result<(), Ended> {
        match ran {
            Ok(()) => Ok(()),
            Err(EarlyEnd::Error(message)) => self.stop(EvaluationError::Failed(message)),
            Err(EarlyEnd::Halted(CANCELLED)) => self.stop(EvaluationError::Cancelled),
            Err(EarlyEnd::Halted(_)) => {
                self.flush()?;
                self.give(WorkerReply::Halted)?;
                Err(Ended)
            }
        }
    }

    /// Writes an output, on its own line.
    fn output(&mut self, value: &Value) -> Result<(), Ended> {
        let begin = self.out.len();
        match value {
            Value::String(text) if self.style.is_raw => self.out.extend_from_slice(text.as_bytes()),
            other if self.style.is_indented => other.push_indented(0, &mut self.out),
            other => other.push_json(&mut self.out),
        }
        if let Some(clean) = self.style.clean {
            let cleaned = clean(&String::from_utf8_lossy(&self.out[begin..]));
            self.out.truncate(begin);
            self.out.extend_from_slice(cleaned.as_bytes());
        }
        self.out.push(b'\n');
        if self.out.len() >= CHUNK {
            self.flush()?;
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<(), Ended> {
        if self.out.is_empty() {
            return Ok(());
        }
        let bytes = std::mem::replace(&mut self.out, Vec::with_capacity(2 * CHUNK));
        self.give(WorkerReply::Output(bytes))
    }

    /// What was put out before an error is written all the same.
    fn stop(&mut self, error: EvaluationError) -> Result<(), Ended> {
        self.flush()?;
        self.give(WorkerReply::Stopped(error))?;
        Err(Ended)
    }

    fn give(&self, answer: WorkerReply) -> Result<(), Ended> {
        self.answer.send(answer).map_err(|_| Ended)
    }
}
