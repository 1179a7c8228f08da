//! What an expression is refused for before anything is sent: functions that are not available
//! here, and regular expressions that are wrong.

use jaq_core::load::parse::Term;

use super::pattern::compile_pattern;
use super::tree::constant;

/// Functions of jq that are refused, and why.
const REFUSED: &[(&str, &str)] = &[
    (
        "env",
        "`env` is not available here: it would show every variable, keys among them",
    ),
    (
        "$ENV",
        "`$ENV` is not available here: it would show every variable, keys among them",
    ),
    (
        "debug",
        "`debug` is not available here: it writes to standard error; leave it out",
    ),
    (
        "stderr",
        "`stderr` is not available here: it writes to standard error; leave it out",
    ),
    (
        "halt_error",
        "`halt_error` is not available here; `error` ends the run with a message",
    ),
    (
        "localtime",
        "`localtime` is not available here: times are in UTC, see `gmtime`",
    ),
    (
        "strflocaltime",
        "`strflocaltime` is not available here: times are in UTC, see `strftime`",
    ),
    (
        "modulemeta",
        "`modulemeta` is not available here: expressions read no files",
    ),
    (
        "get_search_list",
        "`get_search_list` is not available here: expressions read no files",
    ),
    (
        "get_jq_origin",
        "`get_jq_origin` is not available here: expressions read no files",
    ),
    (
        "get_prog_origin",
        "`get_prog_origin` is not available here: expressions read no files",
    ),
    ("builtins", "`builtins` is not available here"),
];

/// Functions whose first argument is a regular expression.
const TAKE_PATTERNS: [&str; 7] = ["test", "match", "capture", "scan", "splits", "sub", "gsub"];

/// Why a function or a variable is not available here.
pub fn why_unavailable(name: &str) -> Option<&'static str> {
    let found = REFUSED.iter().find(|(refused, _)| *refused == name);
    found.map(|(_, why)| *why)
}

/// Checks the regular expression that a call of a function has as a text.
pub fn check_pattern(name: &str, arguments: &[Term<&str>]) -> Result<(), String> {
    let takes = TAKE_PATTERNS.contains(&name) || (name == "split" && arguments.len() == 2);
    let Some(pattern) = arguments.first().filter(|_| takes).and_then(constant) else {
        return Ok(());
    };
    let flags = if matches!(name, "sub" | "gsub") {
        arguments.get(2)
    } else {
        arguments.get(1)
    };
    let flags = flags.and_then(constant).unwrap_or_default();
    match compile_pattern(&pattern, &flags) {
        Ok(_) => Ok(()),
        Err(why) => Err(format!("`{name}`: {why}")),
    }
}
