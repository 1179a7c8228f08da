//! What is known about the terminal, and whether it gets colours.

use std::io::{self, IsTerminal};

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Color {
    #[default]
    Auto,
    Always,
    Never,
}

impl Color {
    pub fn applies(self, is_default: bool) -> bool {
        match self {
            Color::Auto => is_default,
            Color::Always => true,
            Color::Never => false,
        }
    }
}

/// Which of the three streams are a terminal, and how wide it is.
#[derive(Debug, Clone, Copy)]
pub struct Terminal {
    pub stdin: bool,
    pub stdout: bool,
    pub stderr: bool,
    /// In columns; only where standard output is a terminal.
    pub width: Option<usize>,
}

impl Terminal {
    pub fn look() -> Terminal {
        let stdout = io::stdout().is_terminal();
        let width = stdout
            .then(|| comfy_table::Table::new().width())
            .flatten()
            .map(usize::from)
            // Some pseudo-terminals give 0 if they do not know.
            .filter(|width| *width > 0)
            .unwrap_or(80);
        Terminal {
            stdin: io::stdin().is_terminal(),
            stdout,
            stderr: io::stderr().is_terminal(),
            width: stdout.then_some(width.max(20)),
        }
    }
}
