//! A running expression, as its caller sees it. It runs on its own thread, so that it can be ended
//! whatever it does.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::time::Duration;

use super::engine::Cancel;
use super::program::Program;
use super::thread::spawn;
use super::worker::{Assignment, EvaluationError, OutputStyle, WorkerReply, work_off};

/// Chunks of output that may wait to be written.
const CHUNKS_AHEAD: usize = 4;
/// How often the caller checks whether the evaluation has to end.
const CHECK_EVERY: Duration = Duration::from_millis(50);

/// Whether there is more to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Continuation {
    GoesOn,
    /// The expression said `halt`.
    Halted,
}

/// A running evaluation.
pub struct Evaluation {
    assignments: SyncSender<Assignment>,
    replies: Receiver<WorkerReply>,
    cancel: Cancel,
    ends: EndsWhen,
}

/// Gives the error with which the evaluation has to end now, if it has to.
type EndsWhen = Box<dyn Fn() -> Option<EvaluationError> + Send>;

impl Evaluation {
    pub fn start(program: &Arc<Program>, style: OutputStyle) -> std::io::Result<Evaluation> {
        let (assignments, to_do) = sync_channel(1);
        let (reply, replies) = sync_channel(CHUNKS_AHEAD);
        let cancel = Cancel::default();
        let program = program.clone();
        spawn(cancel.clone(), move |state| {
            work_off(&program, state, style, &to_do, reply);
        })?;
        Ok(Evaluation {
            assignments,
            replies,
            cancel,
            ends: Box::new(|| None),
        })
    }

    /// Ends the evaluation as soon as `ends` gives an error; it is asked again and again.
    pub fn end_when(&mut self, ends: EndsWhen) {
        self.ends = ends;
    }

    /// Hands over records of a list, and writes the outputs for them.
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

    /// Hands over a value that is not part of a list, and writes the outputs for it.
    pub fn push_value<E: From<EvaluationError>>(
        &mut self,
        value: &str,
        write: impl FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<Continuation, E> {
        self.hand_over(Assignment::Value(value.to_owned()), write)
    }

    /// Ends the list, and writes the outputs for it as a whole.
    pub fn finish<E: From<EvaluationError>>(
        mut self,
        write: impl FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        self.hand_over(Assignment::End, write).map(|_| ())
    }

    fn hand_over<E: From<EvaluationError>>(
        &mut self,
        assignment: Assignment,
        mut write: impl FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<Continuation, E> {
        let broke_off = || EvaluationError::Failed("the evaluation broke off".to_owned());
        self.assignments.send(assignment).map_err(|_| broke_off())?;
        loop {
            if let Some(ended) = (self.ends)() {
                self.cancel.cancel();
                return Err(ended.into());
            }
            match self.replies.recv_timeout(CHECK_EVERY) {
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

/// Whoever drops it does not wait for outputs any more.
impl Drop for Evaluation {
    fn drop(&mut self) {
        self.cancel.cancel();
    }
}
