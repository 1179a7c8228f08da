//! Questions to a person at a terminal.
//!
//! They are asked where standard error is a terminal, the process is in the foreground, and
//! standard input is a terminal, or has given the ids that the question is about.

use std::io::{self, Write};

use super::clean::for_terminal;
use super::console::Console;
use super::error::RenderError;

/// What standard input has been used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stdin {
    /// Nothing: unless it is a terminal, there is nobody to ask.
    Untouched,
    /// It has given the ids, to its end: the answer comes from the terminal device.
    GaveIds,
}

/// Asks for a yes. `None` where there is nobody to ask.
pub fn confirm(
    console: &Console,
    question: &str,
    stdin: Stdin,
) -> Result<Option<bool>, RenderError> {
    // A whole line, so that a stray key confirms nothing; anything but a yes is a no.
    let question = format!("{} [y/N]", for_terminal(question));
    let answer = put(console, &question, stdin, false)?;
    Ok(answer.map(|answer| matches!(answer.to_lowercase().as_str(), "y" | "yes")))
}

/// Asks for a name, to be typed as it is. `None` where there is nobody to ask.
pub fn ask_name(
    console: &Console,
    question: &str,
    stdin: Stdin,
) -> Result<Option<String>, RenderError> {
    put(console, &for_terminal(question), stdin, false)
}

/// Asks for a text. `None` where there is nobody to ask, or nobody is to be asked: which option gives
/// the text instead is for the command to say.
pub fn ask(console: &Console, question: &str) -> Result<Option<String>, RenderError> {
    match console.no_input() {
        Some(_) => Ok(None),
        None => put(console, question, Stdin::Untouched, false),
    }
}

/// Asks for a key, which is not shown. `None` as for a text.
pub fn ask_key(console: &Console, question: &str) -> Result<Option<String>, RenderError> {
    match console.no_input() {
        Some(_) => Ok(None),
        None => put(console, question, Stdin::Untouched, true),
    }
}

/// Shows a question. It is never drawn again, so that one wider than the terminal is shown once.
fn show(question: &str) {
    let mut stderr = io::stderr().lock();
    let _ = stderr.write_all(format!("{question}: ").as_bytes());
    let _ = stderr.flush();
}

/// Fails where an option or variable forbids a question that a terminal could answer.
fn check_input(console: &Console, question: &str) -> Result<(), RenderError> {
    match console.no_input() {
        None => Ok(()),
        Some(by) => Err(RenderError::NotAsked {
            question: question.trim_end_matches(" [y/N]").to_owned(),
            by,
        }),
    }
}

/// Puts a question, and gives back the answer without the blanks around it; Ctrl-D is an empty one.
#[cfg(unix)]
fn put(
    console: &Console,
    question: &str,
    stdin: Stdin,
    is_hidden: bool,
) -> Result<Option<String>, RenderError> {
    use crate::system::{Answer, Tty};
    let terminal = console.terminal();
    let tty = match (terminal.stderr, terminal.stdin, stdin) {
        (true, true, _) => Tty::of_stdin(),
        (true, false, Stdin::GaveIds) => Tty::of_session(),
        _ => None,
    };
    let Some(tty) = tty else {
        return Ok(None);
    };
    check_input(console, question)?;
    let answer = tty
        .ask(is_hidden, || show(&console.without_keys(question)))
        .map_err(|error| RenderError::Prompt(format!("cannot ask at the terminal: {error}")))?;
    match answer {
        Answer::Line(line) => Ok(Some(line.trim().to_owned())),
        Answer::End => {
            // The cursor is still behind the question.
            let _ = io::stderr().lock().write_all(b"\n");
            Ok(Some(String::new()))
        }
        Answer::Interrupted => {
            let _ = io::stderr().lock().write_all(b"\n");
            Err(RenderError::Interrupted)
        }
    }
}

#[cfg(not(unix))]
fn put(
    console: &Console,
    question: &str,
    _: Stdin,
    is_hidden: bool,
) -> Result<Option<String>, RenderError> {
    let terminal = console.terminal();
    if !(terminal.stdin && terminal.stderr) {
        return Ok(None);
    }
    check_input(console, question)?;
    if is_hidden {
        return dialoguer::Password::new()
            .with_prompt(question)
            .allow_empty_password(true)
            .interact()
            .map(|key| Some(key.trim().to_owned()))
            .map_err(|dialoguer::Error::IO(error)| match error.kind() {
                io::ErrorKind::Interrupted => RenderError::Interrupted,
                _ => RenderError::Prompt(error.to_string()),
            });
    }
    show(question);
    let mut line = String::new();
    io::stdin()
        .read_line(&mut line)
        .map_err(|error| RenderError::Prompt(error.to_string()))?;
    Ok(Some(line.trim().to_owned()))
}
