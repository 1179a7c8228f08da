//! The answer to a request that a person wrote.

use crate::api::RawAnswer;
use crate::record::one_line;

use super::clean::for_terminal;
use super::console::Console;
use super::error::RenderError;
use super::format::Format;
use super::jq_output::{JqOutput, Signals};
use super::out::Out;
use super::pretty::{JsonLayout, shown_json};

/// Prints an answer: as it came, or what the expression of `--jq` makes of it. With `with_head` the
/// status line and the headers come first. Only a success goes through the expression.
pub fn print_answer(
    console: &Console,
    answer: &RawAnswer,
    with_head: bool,
    is_success: bool,
) -> Result<(), RenderError> {
    let mut out = Out::new();
    let is_terminal = console.terminal().stdout;
    if with_head {
        head(answer, is_terminal, &mut out)?;
    }
    let body = &answer.body;
    if body.is_empty() {
        return out.flush();
    }
    let text = std::str::from_utf8(body).ok();
    let json = text.filter(|text| is_json(text));
    match (console.jq(), text, json) {
        (Some(jq), ..) if is_success => {
            out.flush()?;
            let json = json.ok_or(RenderError::NoJson)?;
            JqOutput::start(jq, console, Signals::AreHandled)?.value(json, &mut out)?;
        }
        (.., Some(json)) if console.format() == Format::Jsonl => {
            let line = one_line(json.trim());
            out.line(&shown_json(console, &line, JsonLayout::Unchanged))?;
        }
        (.., Some(json)) if console.is_json_pretty() => {
            out.line(&shown_json(console, json.trim(), JsonLayout::Indented(0)))?;
        }
        (_, text, _) if is_terminal => {
            let lossy = String::from_utf8_lossy(body);
            for line in text.unwrap_or(&lossy).lines() {
                out.line(&for_terminal(line))?;
            }
        }
        _ => out.bytes(body)?,
    }
    out.flush()
}

/// Status line and headers as they came, and as `curl -i` prints them.
fn head(answer: &RawAnswer, is_terminal: bool, out: &mut Out) -> Result<(), RenderError> {
    let reason = answer.status.canonical_reason().unwrap_or_default();
    let first = format!("{} {} {reason}", answer.version, answer.status.as_u16());
    out.bytes(first.trim_end().as_bytes())?;
    out.bytes(b"\r\n")?;
    for (name, value) in &answer.headers {
        let line = format!("{name}: {value}");
        match is_terminal {
            true => out.bytes(for_terminal(&line).as_bytes())?,
            false => out.bytes(line.as_bytes())?,
        }
        out.bytes(b"\r\n")?;
    }
    out.bytes(b"\r\n")
}

fn is_json(text: &str) -> bool {
    serde_json::from_str::<&serde_json::value::RawValue>(text).is_ok()
}
