//! What `cyxth` alone prints: all commands on one screen.

use std::fmt::Write;

/// Fits on a terminal of 80 columns and 24 rows, which the whole help does not.
pub fn overview(command: &clap::Command) -> String {
    let mut text = String::new();
    if let Some(about) = command.get_about() {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{about}\n");
    }
    text.push_str("Usage: cyxth [OPTIONS] <COMMAND>\n\n");
    let shown = || {
        command
            .get_subcommands()
            .filter(|command| !command.is_hide_set())
    };
    let width = shown().map(|command| command.get_name().len()).max();
    for command in shown() {
        let about = command.get_about().map(ToString::to_string);
        let _ = writeln!(
            text,
            "  {:<width$}  {}",
            command.get_name(),
            about.unwrap_or_default(),
            width = width.unwrap_or_default(),
        );
    }
    text.push_str(
        "\n`cyxth COMMAND --help` tells more, `cyxth --help` has options and exit statuses.",
    );
    text
}
