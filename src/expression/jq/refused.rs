//! Why an expression is refused before anything is sent: functions that are not available here, and
//! regular expressions that are wrong.

use super::pattern::compile_pattern;
use super::tree::{Tree, constant};

/// Functions whose first argument is a regular expression.
const TAKE_PATTERNS: [&str; 7] = ["test", "match", "capture", "scan", "splits", "sub", "gsub"];

/// Why a function or a variable of jq is not available here, if it is not.
pub fn why_unavailable(name: &str) -> Option<String> {
    let why = match name {
        "env" | "$ENV" => ": it would show every variable, keys among them",
        "debug" | "stderr" => ": it writes to standard error; leave it out",
        "halt_error" => "; `error` ends the run with a message",
        "localtime" => ": times are in UTC, see `gmtime`",
        "strflocaltime" => ": times are in UTC, see `strftime`",
        "modulemeta" | "get_search_list" | "get_jq_origin" | "get_prog_origin" => {
            ": expressions read no files"
        }
        "builtins" => "",
        _ => return None,
    };
    Some(format!("`{name}` is not available here{why}"))
}

/// Checks the regular expression in a call of a function, if it is a constant.
pub fn check_pattern(name: &str, arguments: &[Tree<'_>]) -> Result<(), String> {
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
