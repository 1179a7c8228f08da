//! Standard error, which every message goes through, and how results are to be printed.

use std::borrow::Cow;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use indicatif::ProgressBar;
use secrecy::{ExposeSecret, SecretString};

use crate::api::{ShownMessage, Trace, without_long_key};
use crate::record::{KNOWN_FIELDS, ModeScale, near_miss, shortened};

use super::clean::{for_terminal, json_for_terminal};
use super::error::RenderError;
use super::format::Format;
use super::jq::Jq;
use super::out::Out;
use super::terminal::{Color, Terminal};

/// How long a line of standard error may be, in characters: a service may say any amount.
pub const LONGEST_TEXT: usize = 2_000;

/// Where messages go.
#[derive(Debug, Clone)]
pub struct Console {
    format: Format,
    terminal: Terminal,
    color: bool,
    color_results: bool,
    /// How often `--verbose` was given.
    verbose: u8,
    quiet: bool,
    /// What forbids questions.
    no_input: Option<&'static str>,
    /// The scale that modes are named by, once it is known.
    mode_scale: Arc<OnceLock<ModeScale>>,
    /// What `--jq` makes of JSON on standard output.
    jq: Option<Arc<Jq>>,
    csv_safe: bool,
    /// The keys that are not shown, wherever a person has written one by mistake.
    keys: Arc<Mutex<Vec<SecretString>>>,
    /// The progress bar, which is moved out of the way of every line.
    bar: Arc<Mutex<Option<ProgressBar>>>,
}

impl Console {
    pub fn new(format: Format, color: Color, no_color: bool, verbose: u8, quiet: bool) -> Console {
        let terminal = Terminal::look();
        Console {
            format,
            terminal,
            color_results: color.applies(terminal.stdout && !no_color),
            color: color.applies(terminal.stderr && !no_color),
            verbose,
            quiet,
            no_input: None,
            mode_scale: Arc::default(),
            jq: None,
            csv_safe: false,
            keys: Arc::default(),
            bar: Arc::default(),
        }
    }

    /// JSON on standard output goes through an expression.
    pub fn with_jq(mut self, jq: Option<Jq>) -> Console {
        self.jq = jq.map(Arc::new);
        self
    }

    /// Guards cells of CSV that a spreadsheet would take for formulas.
    pub fn with_csv_safe(mut self, is_safe: bool) -> Console {
        self.csv_safe = is_safe;
        self
    }

    pub fn is_csv_safe(&self) -> bool {
        self.csv_safe
    }

    /// Lets nothing be asked. The text names the option or variable that forbids it.
    pub fn without_input(self, no_input: Option<&'static str>) -> Console {
        Console { no_input, ..self }
    }

    pub fn no_input(&self) -> Option<&'static str> {
        self.no_input
    }

    /// Names modes by a scale from here on. The first scale that is given stays.
    pub fn name_modes_by(&self, scale: ModeScale) {
        self.mode_scale.get_or_init(|| scale);
    }

    pub fn mode_scale(&self) -> ModeScale {
        self.mode_scale.get().copied().unwrap_or_default()
    }

    pub fn jq(&self) -> Option<&Jq> {
        self.jq.as_deref()
    }

    /// Shows this key in no message from here on.
    pub fn hide_key(&self, key: SecretString) {
        self.keys
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(key);
    }

    /// A text without the keys, which a person may have put where an id belongs. A key so short that
    /// it may be there by chance is left.
    pub(super) fn without_keys<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let keys = self.keys.lock().unwrap_or_else(PoisonError::into_inner);
        keys.iter().fold(Cow::Borrowed(text), |text, key| {
            match without_long_key(key.expose_secret(), &text) {
                Cow::Borrowed(_) => text,
                Cow::Owned(masked) => Cow::Owned(masked),
            }
        })
    }

    /// Lines are written above this bar from now on; without one, as they are.
    pub(super) fn set_bar(&self, bar: Option<ProgressBar>) {
        *self.bar.lock().unwrap_or_else(PoisonError::into_inner) = bar;
    }

    /// A line as it is, above the bar if there is one.
    pub fn raw(&self, text: &str) {
        let text = self.without_keys(text);
        let bar = self.bar.lock().unwrap_or_else(PoisonError::into_inner);
        match bar.as_ref() {
            Some(bar) => bar.suspend(|| write_line(&text)),
            None => write_line(&text),
        }
    }

    /// A text after a word that says what it is, cut where it is very long.
    fn labelled(&self, label: &str, code: &str, text: &str) {
        let room = LONGEST_TEXT - label.len() - 1;
        let text = for_terminal(text);
        self.raw(&format!(
            "{} {}",
            self.paint(label, code),
            shortened(&text, room)
        ));
    }

    pub fn format(&self) -> Format {
        self.format
    }

    pub fn terminal(&self) -> Terminal {
        self.terminal
    }

    /// Whether results may have colours.
    pub fn paints_results(&self) -> bool {
        self.color_results
    }

    /// Whether messages may have colours.
    pub(super) fn paints_messages(&self) -> bool {
        self.color
    }

    /// Whether JSON is printed for people: on a terminal, and where colours are asked for.
    pub fn is_json_pretty(&self) -> bool {
        self.terminal.stdout || self.color_results
    }

    pub fn is_quiet(&self) -> bool {
        self.quiet
    }

    pub fn is_verbose(&self) -> bool {
        self.verbose > 0
    }

    /// Something worth knowing; not with `--quiet`.
    pub fn note(&self, text: &str) {
        if !self.quiet {
            self.raw(&shortened(&for_terminal(text), LONGEST_TEXT));
        }
    }

    /// Notes that no record has a field that was asked for, and which one may be meant.
    pub fn note_missing(&self, field: &str) {
        let head = field.split('.').next().unwrap_or_default();
        let meant = match near_miss(head, &KNOWN_FIELDS) {
            Some(meant) if !meant.eq_ignore_ascii_case(head) => format!("; is `{meant}` meant?"),
            _ => String::new(),
        };
        self.note(&format!("no record has the field `{field}`{meant}"));
    }

    /// Something that may be wrong; not with `--quiet`.
    pub fn warn(&self, text: &str) {
        if !self.quiet {
            self.labelled("warning:", "33", text);
        }
    }

    /// Only with `--verbose`.
    pub fn detail(&self, text: &str) {
        if self.is_verbose() {
            self.raw(&self.paint(&for_terminal(text), "2"));
        }
    }

    /// An error in words.
    pub fn error(&self, message: &str) {
        self.labelled("error:", "1;31", message);
    }

    /// An error as one line of JSON.
    pub fn error_json(&self, json: &str) {
        // The same to every JSON reader, and harmless on a terminal.
        self.raw(&json_line(json, self.terminal.stderr));
    }

    /// What caused the error above it.
    pub fn cause(&self, text: &str) {
        self.labelled("  caused by:", "2", text);
    }

    /// The data that the service gave along with the error above it.
    pub fn data(&self, text: &str) {
        self.labelled("data:", "36", text);
    }

    /// What helps against the error above it.
    pub fn hint(&self, text: &str) {
        self.labelled("hint:", "36", text);
    }

    fn paint(&self, text: &str, code: &str) -> String {
        if self.color {
            format!("\u{1b}[{code}m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    }
}

impl Trace for Console {
    fn wants_lines(&self) -> bool {
        self.is_verbose()
    }

    fn sent(&self, line: &str) {
        self.detail(line);
    }

    fn wants_messages(&self) -> bool {
        self.verbose > 1
    }

    fn message(&self, message: &ShownMessage) {
        let sign = if message.is_answer { '<' } else { '>' };
        let first = format!("[{}] {}", message.number, message.first_line);
        let headers = message.headers.iter();
        let headers = headers.map(|(name, value)| format!("{name}: {value}"));
        let body = String::from_utf8_lossy(&message.body.bytes);
        let mut lines: Vec<String> = std::iter::once(first).chain(headers).collect();
        if !body.is_empty() {
            lines.push(String::new());
            lines.extend(body.lines().map(str::to_owned));
        }
        if message.body.left_out > 0 {
            lines.push(format!("({} more bytes)", message.body.left_out));
        }
        let shown =
            |line: &String| self.paint(format!("{sign} {}", for_terminal(line)).trim_end(), "2");
        // In one write: those of several requests in flight do not mix.
        self.raw(&lines.iter().map(shown).collect::<Vec<_>>().join("\n"));
    }

    fn explained(&self, why: &str) {
        self.detail(why);
    }

    fn kept_back(&self, command: &str) -> io::Result<()> {
        // Under `--dry-run` these commands are the result.
        let mut out = Out::new();
        match out.line(command).and_then(|()| out.flush()) {
            // A reader that has gone needs no more.
            Ok(()) | Err(RenderError::Closed) => Ok(()),
            Err(error) => Err(io::Error::other(error)),
        }
    }
}

fn json_line(text: &str, for_terminal: bool) -> Cow<'_, str> {
    if for_terminal {
        json_for_terminal(text)
    } else {
        Cow::Borrowed(text)
    }
}

fn write_line(text: &str) {
    // In one write, so that the lines of several processes do not mix in one log. If standard error
    // is gone too, nothing can be done.
    let _ = io::stderr()
        .lock()
        .write_all(format!("{text}\n").as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_as_json_is_harmless_on_a_terminal_and_raw_elsewhere() {
        let text = "{\"error\":{\"message\":\"a\u{9b}2J\u{202e}b\"}}";
        assert_eq!(
            json_line(text, true),
            r#"{"error":{"message":"a\u009b2J\u202eb"}}"#
        );
        assert_eq!(json_line(text, false), text);
    }
}
