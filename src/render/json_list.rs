//! A list of JSON values, written one after the other: as one array, as lines, or as what `--jq`
//! makes of them.

use crate::record::one_line;

use super::console::Console;
use super::error::RenderError;
use super::format::Format;
use super::jq_output::{JqOutput, Signals};
use super::out::Out;
use super::pretty::{JsonLayout, array_joints, end_of_array, shown_json};

/// Writes a list of JSON values.
pub struct JsonList {
    console: Console,
    /// JSON Lines, and not one array.
    is_in_lines: bool,
    /// The one value is printed by itself, and not in an array.
    pub is_single: bool,
    pub signals: Signals,
    has_begun: bool,
    /// `--jq`, from the first values on.
    jq: Option<JqOutput>,
}

impl JsonList {
    pub fn new(console: &Console) -> JsonList {
        JsonList {
            console: console.clone(),
            is_in_lines: console.format() == Format::Jsonl,
            is_single: false,
            signals: Signals::EndProcess,
            has_begun: false,
            jq: None,
        }
    }

    /// Nothing will be printed any more: the expression of `--jq` said `halt`.
    pub fn is_over(&self) -> bool {
        self.jq.as_ref().is_some_and(JqOutput::is_halted)
    }

    /// Whether nothing at all is printed of an empty list.
    pub fn is_silent_when_empty(&self) -> bool {
        self.is_in_lines && self.console.jq().is_none()
    }

    pub fn push<'a>(
        &mut self,
        mut values: impl Iterator<Item = &'a str>,
        out: &mut Out,
    ) -> Result<(), RenderError> {
        self.start_jq()?;
        match &mut self.jq {
            Some(jq) if self.is_single => {
                self.has_begun = true;
                values.try_for_each(|value| jq.value(value, out))
            }
            Some(jq) => jq.records(values, out),
            None => values.try_for_each(|value| self.write(value, out)),
        }
    }

    fn write(&mut self, json: &str, out: &mut Out) -> Result<(), RenderError> {
        let is_first = !std::mem::replace(&mut self.has_begun, true);
        let console = &self.console;
        if self.is_in_lines {
            return out.line(&shown_json(console, &one_line(json), JsonLayout::Unchanged));
        }
        if self.is_single {
            let line = one_line(json);
            return out.bytes(shown_json(console, &line, JsonLayout::Indented(0)).as_bytes());
        }
        let (first, others) = array_joints(console);
        out.bytes(if is_first { first } else { others })?;
        out.bytes(shown_json(console, json, JsonLayout::Indented(1)).as_bytes())
    }

    /// Ends the list: closes the array.
    pub fn end(mut self, out: &mut Out) -> Result<(), RenderError> {
        if self.is_single && self.has_begun && self.jq.is_some() {
            // The expression was done with the one value.
            return out.flush();
        }
        self.start_jq()?;
        match self.jq {
            Some(jq) => return jq.end(out),
            None if self.is_in_lines => {}
            None if self.is_single => out.bytes(b"\n")?,
            None if !self.has_begun => out.bytes(b"[]\n")?,
            None => out.bytes(end_of_array(&self.console))?,
        }
        out.flush()
    }

    fn start_jq(&mut self) -> Result<(), RenderError> {
        if self.jq.is_none()
            && let Some(jq) = self.console.jq()
        {
            self.jq = Some(JqOutput::start(jq, &self.console, self.signals)?);
        }
        Ok(())
    }
}
