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

/// Asks for a yes; Ctrl-D is a no. `None` where there is nobody to ask.
pub fn confirm(
    console: &Console,
    question: &str,
    stdin: Stdin,
) -> Result<Option<bool>, RenderError> {
    // A whole line, so that a stray key confirms nothing; anything but a yes is a no.
    let answer = put(
        console,
        &format!("{} [y/N]", for_terminal(question)),
        stdin,
        false,
    )?;
    Ok(answer.map(|answer| {
        let answer = answer.unwrap_or_default().trim().to_lowercase();
        answer == "y" || answer == "yes"
    }))
}

/// Asks for a name, to be typed as it is; Ctrl-D is none. None where nobody can be asked.
pub fn ask_name(
    console: &Console,
    question: &str,
    stdin: Stdin,
) -> Result<Option<String>, RenderError> {
    let answer = put(console, &for_terminal(question), stdin, false)?;
    Ok(answer.map(|answer| answer.unwrap_or_default().trim().to_owned()))
}

/// Asks for a text; Ctrl-D is an empty one. `None` where there is nobody to ask, or nobody is to be:
/// which option gives it is for the command to say.
pub fn ask(console: &Console, question: &str) -> Result<Option<String>, RenderError> {
    if console.no_input().is_some() {
        return Ok(None);
    }
    let answer = put(console, question, Stdin::Untouched, false)?;
    Ok(answer.map(|answer| answer.unwrap_or_default().trim().to_owned()))
}

/// Asks for a key, unseen; Ctrl-D is an empty one. `None` as for a text.
pub fn ask_key(console: &Console, question: &str) -> Result<Option<String>, RenderError> {
    if console.no_input().is_some() {
        return Ok(None);
    }
    let answer = put(console, question, Stdin::Untouched, true)?;
    Ok(answer.map(|answer| answer.unwrap_or_default().trim().to_owned()))
}

/// Shows a question. Without a redraw, so that one wider than the terminal is shown once.
fn show(question: &str) {
    let mut stderr = io::stderr().lock();
    let _ = stderr.write_all(format!("{question}: ").as_bytes());
    let _ = stderr.flush();
}

/// Where a terminal would be asked, and nobody is to be, that is an error.
fn check_input(console: &Console, question: &str) -> Result<(), RenderError> {
    match console.no_input() {
        None => Ok(()),
        Some(by) => Err(RenderError::NotAsked {
            question: question.trim_end_matches(" [y/N]").to_owned(),
            by,
        }),
    }
}

/// The answer, which has none where the person ended the question.
#[cfg(unix)]
fn put(
    console: &Console,
    question: &str,
    stdin: Stdin,
    is_hidden: bool,
) -> Result<Option<Option<String>>, RenderError> {
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
        .ask(is_hidden, || show(question))
        .map_err(|error| RenderError::Prompt(format!("cannot ask at the terminal: {error}")))?;
    match answer {
        Answer::Line(line) => Ok(Some(Some(line))),
        Answer::End => {
            // The cursor stands behind the question.
            let _ = io::stderr().lock().write_all(b"\n");
            Ok(Some(None))
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
) -> Result<Option<Option<String>>, RenderError> {
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
            .map(|key| Some(Some(key)))
            .map_err(|dialoguer::Error::IO(error)| match error.kind() {
                io::ErrorKind::Interrupted => RenderError::Interrupted,
                _ => RenderError::Prompt(error.to_string()),
            });
    }
    show(question);
    let mut line = String::new();
    let count = io::stdin()
        .read_line(&mut line)
        .map_err(|error| RenderError::Prompt(error.to_string()))?;
    Ok(Some((count > 0).then_some(line)))
}
