//! `--jq`: JSON is handed to an expression, and what that gives is printed.

use std::io;
use std::time::Instant;

use serde::Serialize;

use crate::expression::{Continuation, Evaluation, EvaluationError, OutputStyle};
use crate::system::EndFlag;

use super::clean::for_terminal;
use super::console::Console;
use super::error::RenderError;
use super::format::Format;
use super::jq::Jq;
use super::out::Out;
use super::pretty::{JsonLayout, pretty_json, shown_json};

/// Who else hears of Ctrl-C while the expression is evaluated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signals {
    /// Nobody: it ends the process.
    EndProcess,
    /// A run that has handlers of its own; the expression has to be ended by us.
    AreHandled,
}

/// An expression at work.
pub struct JqOutput {
    evaluation: Evaluation,
    is_halted: bool,
}

impl JqOutput {
    pub fn start(jq: &Jq, console: &Console, signals: Signals) -> Result<JqOutput, RenderError> {
        let style = OutputStyle {
            is_raw: jq.is_raw,
            // As `jq` and as `jq -c` print.
            is_indented: console.format() == Format::Json,
            clean: match (
                console.is_json_pretty(),
                console.paints_results(),
                jq.is_raw,
            ) {
                (false, _, _) => None,
                (true, true, false) => Some(|json| pretty_json(json, JsonLayout::Unchanged, true)),
                (true, false, false) => {
                    Some(|json| pretty_json(json, JsonLayout::Unchanged, false))
                }
                (true, _, true) => console.terminal().stdout.then_some(clean_lines),
            },
        };
        let mut evaluation = Evaluation::start(&jq.program, style)?;
        let flag = (signals == Signals::AreHandled).then(EndFlag::watch);
        let deadline = jq.deadline;
        evaluation.end_when(Box::new(move || {
            if flag.as_ref().is_some_and(EndFlag::is_raised) {
                return Some(EvaluationError::Cancelled);
            }
            let is_over = deadline.is_some_and(|deadline| Instant::now() >= deadline);
            is_over.then_some(EvaluationError::Deadline)
        }));
        Ok(JqOutput {
            evaluation,
            is_halted: false,
        })
    }

    /// The expression has said that it wants no more.
    pub fn is_halted(&self) -> bool {
        self.is_halted
    }

    /// Records of a list.
    pub fn records<'a>(
        &mut self,
        records: impl Iterator<Item = &'a str>,
        out: &mut Out,
    ) -> Result<(), RenderError> {
        if self.is_halted {
            return Ok(());
        }
        let pushed = self.evaluation.push(records, |bytes| out.bytes(bytes));
        self.note(pushed, out)
    }

    /// A value by itself, and not one of a list.
    pub fn value(&mut self, json: &str, out: &mut Out) -> Result<(), RenderError> {
        if self.is_halted {
            return Ok(());
        }
        let pushed = self.evaluation.push_value(json, |bytes| out.bytes(bytes));
        self.note(pushed, out)
    }

    /// The end of a list.
    pub fn end(self, out: &mut Out) -> Result<(), RenderError> {
        if self.is_halted {
            return out.flush();
        }
        let ended = self.evaluation.finish(|bytes| out.bytes(bytes));
        let flushed = out.flush();
        ended.and(flushed)
    }

    /// What came out before an error is printed anyway.
    fn note(
        &mut self,
        pushed: Result<Continuation, RenderError>,
        out: &mut Out,
    ) -> Result<(), RenderError> {
        let flushed = out.flush();
        self.is_halted = pushed? == Continuation::Halted;
        flushed
    }
}

/// A text with line breaks, harmless for a terminal.
fn clean_lines(text: &str) -> String {
    let lines: Vec<_> = text.split('\n').map(for_terminal).collect();
    lines.join("\n")
}

/// Prints a value as JSON, or what the expression of the run makes of it.
pub fn print_as_json(console: &Console, value: &impl Serialize) -> Result<(), RenderError> {
    let json = serde_json::to_string(value).map_err(io::Error::from)?;
    print_json(console, &json)
}

/// Prints one JSON value, or what the expression of the run makes of it.
pub fn print_json(console: &Console, json: &str) -> Result<(), RenderError> {
    let mut out = Out::new();
    match console.jq() {
        Some(jq) => JqOutput::start(jq, console, Signals::AreHandled)?.value(json, &mut out)?,
        None => {
            let layout = match console.format() {
                Format::Jsonl => JsonLayout::Unchanged,
                _ => JsonLayout::Indented(0),
            };
            out.line(&shown_json(console, json, layout))?;
        }
    }
    out.flush()
}
