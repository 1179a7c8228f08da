//! Questions to a person at a terminal.

use dialoguer::{Input, Password};

use super::{Console, RenderError, for_terminal};

/// Whether somebody is there to answer: standard input first, since a prompt would otherwise
/// read the terminal device although records are waiting in a pipe.
fn somebody(console: &Console) -> bool {
    let terminal = console.terminal();
    terminal.stdin && terminal.stderr
}

/// Asks for a yes. None where nobody can be asked.
pub fn confirm(console: &Console, question: &str) -> Result<Option<bool>, RenderError> {
    if !somebody(console) {
        return Ok(None);
    }
    // A whole line, so that a stray key confirms nothing; anything but a yes is a no.
    let answer: String = Input::new()
        .with_prompt(format!("{} [y/N]", for_terminal(question)))
        .allow_empty(true)
        .interact_text()
        .map_err(|error| RenderError::Prompt(error.to_string()))?;
    let answer = answer.trim().to_lowercase();
    Ok(Some(answer == "y" || answer == "yes"))
}

/// Asks for a text. None where nobody can be asked.
pub fn ask(console: &Console, question: &str) -> Result<Option<String>, RenderError> {
    if !somebody(console) {
        return Ok(None);
    }
    Input::new()
        .with_prompt(question)
        .interact_text()
        .map(Some)
        .map_err(|error| RenderError::Prompt(error.to_string()))
}

/// Asks for a key, unseen. None where nobody can be asked.
pub fn ask_key(console: &Console, question: &str) -> Result<Option<String>, RenderError> {
    if !somebody(console) {
        return Ok(None);
    }
    Password::new()
        .with_prompt(question)
        .interact()
        .map(Some)
        .map_err(|error| RenderError::Prompt(error.to_string()))
}
