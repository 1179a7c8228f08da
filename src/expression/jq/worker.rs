//! An expression at work, on its own thread.

use std::sync::mpsc::{Receiver, SyncSender};

use super::engine::EvaluationState;
use super::program::{EarlyEnd, Program};
use super::read::ValueReader;
use super::stream::Source;
use super::value::Value;
use crate::expression::json_text::ReadError;

/// Bytes of JSON that an expression may hold at once.
const LARGEST_WHOLE: usize = 128 * 1024 * 1024;

/// Bytes of output that are handed on at a time.
const CHUNK: usize = 64 * 1024;

/// How outputs are written.
#[derive(Debug, Clone, Copy, Default)]
pub struct OutputStyle {
    /// Strings as they are, without quotes.
    pub is_raw: bool,
    /// JSON over several lines.
    pub is_indented: bool,
    /// Makes a line safe for a terminal.
    pub clean: Option<fn(&str) -> String>,
}

/// Why an evaluation ended early.
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

/// What the thread is given to do.
pub enum Assignment {
    /// Records of a list, one after the other, and where each ends.
    Records(String, Vec<usize>),
    /// A value that is not part of a list.
    Value(String),
    /// The end of the list.
    End,
}

/// What the thread replies. An assignment has any number of outputs and then one other reply.
pub enum WorkerReply {
    Output(Vec<u8>),
    /// The assignment is done.
    Done,
    Stopped(EvaluationError),
    Halted,
}

/// Does all assignments until one ends the evaluation or nobody waits for replies.
pub fn work_off(
    program: &Program,
    state: &EvaluationState,
    style: OutputStyle,
    assignments: &Receiver<Assignment>,
    replies: SyncSender<WorkerReply>,
) {
    let mut worker = Worker {
        program,
        state,
        style,
        replies,
        reader: ValueReader::new(),
        out: Vec::with_capacity(2 * CHUNK),
        collected: Vec::new(),
        size: 0,
        count: 0,
    };
    for assignment in assignments {
        if worker.carry_out(assignment).is_err() {
            return;
        }
    }
}

struct Worker<'a> {
    program: &'a Program,
    state: &'a EvaluationState,
    style: OutputStyle,
    replies: SyncSender<WorkerReply>,
    reader: ValueReader,
    /// Output that has not been handed on.
    out: Vec<u8>,
    /// What is kept of the list, for an expression that needs it as a whole, and its size.
    collected: Vec<Value>,
    size: usize,
    count: usize,
}

/// The last reply has been given, or nobody waits for it.
struct Ended;

impl Worker<'_> {
    fn carry_out(&mut self, assignment: Assignment) -> Result<(), Ended> {
        match assignment {
            Assignment::Records(text, ends) => self.take_records(&text, &ends)?,
            Assignment::Value(text) => self.take_value(&text)?,
            Assignment::End => self.end_list()?,
        }
        self.flush()?;
        self.reply(WorkerReply::Done)
    }

    fn take_records(&mut self, text: &str, ends: &[usize]) -> Result<(), Ended> {
        let program = self.program;
        let mut begin = 0;
        for &end in ends {
            let record = &text[begin..end];
            begin = end;
            match program.source() {
                Source::Count => self.count += 1,
                Source::Elements { .. } => {
                    let path = program.path();
                    match path.and_then(|path| self.reader.read_path(record, path)) {
                        Some(value) => self.output(&value)?,
                        None => {
                            let value = self.read_wanted(record)?;
                            self.run(value)?;
                        }
                    }
                }
                Source::Collected => {
                    let value = self.read_wanted(record)?;
                    self.collect(value, record.len())?;
                }
                Source::Whole => {
                    self.grow(record.len())?;
                    let value = self.read_wanted(record)?;
                    self.collected.push(value);
                }
            }
        }
        Ok(())
    }

    /// Keeps the outputs for an element whose JSON has `size` bytes.
    fn collect(&mut self, element: Value, size: usize) -> Result<(), Ended> {
        let mut grown = 0;
        let ran = self.program.run(self.state, element, |output| {
            grown += match &output {
                Value::String(text) => text.len(),
                Value::Array(_) | Value::Object(_) => size,
                Value::Null | Value::Bool(_) | Value::Number(_) => size_of::<Value>(),
            };
            self.collected.push(output);
            Ok(())
        });
        self.grow(grown)?;
        self.check(ran)
    }

    /// Notes that so much more of the list is kept.
    fn grow(&mut self, size: usize) -> Result<(), Ended> {
        self.size += size;
        match self.size > LARGEST_WHOLE {
            true => Err(self.stop(EvaluationError::TooLarge)),
            false => Ok(()),
        }
    }

    fn take_value(&mut self, text: &str) -> Result<(), Ended> {
        let value = self.reader.read(text);
        let value = value.map_err(|error| self.stop(unreadable(&error)))?;
        match self.program.source() {
            Source::Whole => self.run(value),
            Source::Collected | Source::Count => match self.program.whole() {
                Ok(whole) => self.run_with(|state, output| whole.run(state, value, output)),
                Err(error) => Err(self.stop(EvaluationError::Failed(error.to_string()))),
            },
            Source::Elements { is_optional } => {
                for element in jaq_core::ValT::values(value) {
                    match element {
                        Ok(element) => self.run(element)?,
                        Err(_) if is_optional => {}
                        Err(error) => {
                            return Err(self.stop(EvaluationError::Failed(error.to_string())));
                        }
                    }
                }
                Ok(())
            }
        }
    }

    fn end_list(&mut self) -> Result<(), Ended> {
        let collected = Value::array(std::mem::take(&mut self.collected));
        match self.program.source() {
            Source::Elements { .. } => Ok(()),
            Source::Whole => self.run(collected),
            Source::Collected => self.run_rest(collected),
            Source::Count => self.run_rest(Value::from(self.count)),
        }
    }

    fn read_wanted(&mut self, record: &str) -> Result<Value, Ended> {
        let value = self.reader.read_wanted(record, self.program.wanted());
        value.map_err(|error| self.stop(unreadable(&error)))
    }

    fn run(&mut self, value: Value) -> Result<(), Ended> {
        let program = self.program;
        self.run_with(|state, output| program.run(state, value, output))
    }

    fn run_rest(&mut self, value: Value) -> Result<(), Ended> {
        let program = self.program;
        self.run_with(|state, output| program.run_rest(state, value, output))
    }

    /// Writes the outputs of an evaluation.
    fn run_with(
        &mut self,
        evaluate: impl FnOnce(
            &EvaluationState,
            &mut dyn FnMut(Value) -> Result<(), EarlyEnd>,
        ) -> Result<(), EarlyEnd>,
    ) -> Result<(), Ended> {
        let ran = evaluate(self.state, &mut |output| {
            self.output(&output).map_err(|Ended| EarlyEnd::Cancelled)
        });
        self.check(ran)
    }

    /// Gives the last reply if an evaluation ended early.
    fn check(&mut self, ran: Result<(), EarlyEnd>) -> Result<(), Ended> {
        Err(match ran {
            Ok(()) => return Ok(()),
            Err(EarlyEnd::Error(message)) => self.stop(EvaluationError::Failed(message)),
            Err(EarlyEnd::Cancelled) => self.stop(EvaluationError::Cancelled),
            Err(EarlyEnd::Halted) => self.end_with(WorkerReply::Halted),
        })
    }

    /// Writes an output on a line of its own.
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
        self.reply(WorkerReply::Output(bytes))
    }

    fn stop(&mut self, error: EvaluationError) -> Ended {
        self.end_with(WorkerReply::Stopped(error))
    }

    /// Gives the last reply. What was put out before it is written all the same.
    fn end_with(&mut self, last: WorkerReply) -> Ended {
        match self.flush().and_then(|()| self.reply(last)) {
            Ok(()) | Err(Ended) => Ended,
        }
    }

    fn reply(&self, reply: WorkerReply) -> Result<(), Ended> {
        self.replies.send(reply).map_err(|_| Ended)
    }
}

fn unreadable(error: &ReadError) -> EvaluationError {
    EvaluationError::Failed(format!("a record cannot be read as JSON: {}", error.what))
}
