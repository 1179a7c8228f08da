//! Expressions that are long, or deeply nested, and paths that are.

use std::sync::Arc;

use super::evaluation::Evaluation;
use super::program::{compile, compile_map};
use super::worker::{EvaluationError, OutputStyle};

/// What comes out for `null`, or the error.
fn evaluate(expression: &str) -> Result<String, String> {
    let program = compile(expression).map_err(|error| error.to_string())?;
    let mut evaluation = Evaluation::start(&Arc::new(program), OutputStyle::default()).unwrap();
    let mut out = String::new();
    let ended = evaluation.push_value("null", |chunk| -> Result<(), EvaluationError> {
        out.push_str(&String::from_utf8_lossy(chunk));
        Ok(())
    });
    ended
        .map(|_| out.trim_end().to_owned())
        .map_err(|error| error.to_string())
}

#[test]
fn long_expressions_are_compiled_and_evaluated() {
    let repeated = |part: &str, count: usize, between: &str| vec![part; count].join(between);
    let nested = |open: &str, inner: &str, close: &str, count: usize| {
        format!("{}{inner}{}", open.repeat(count), close.repeat(count))
    };
    let fields: Vec<String> = (0..5000).map(|at| format!("a{at}: {at}")).collect();
    for (expression, expected) in [
        (format!("[{}]|length", repeated("1", 3000, ",")), "3000"),
        (repeated("1", 3000, "+"), "3000"),
        (repeated(".", 3000, "|"), "null"),
        (repeated("null", 3000, " // "), "null"),
        (repeated("false", 3000, " or "), "false"),
        (nested("(", "1", ")", 3000), "1"),
        (
            format!("{}|[..]|length", nested("{a:", "1", "}", 3000)),
            "3001",
        ),
        (
            format!("{}|[..]|length", nested("[", "", "]", 5000)),
            "5000",
        ),
        (format!("{}|length", repeated(".a=1", 3000, "|")), "1"),
        (format!("{{{}}}|length", fields.join(",")), "5000"),
        (nested("\"\\(", "1", ")\"", 3000), "\"1\""),
        (format!("{}1", "-".repeat(3000)), "1"),
        (nested("if . then 1 else ", "2", " end", 3000), "2"),
        (nested("def f: ", "1", "; f", 3000), "1"),
        (
            nested("[", "", "", 120_000),
            "a closing bracket is expected (character 120001)",
        ),
    ] {
        let found = evaluate(&expression).unwrap_or_else(|error| error);
        assert_eq!(found, expected, "{}", &expression[..60]);
        let _ = compile_map(&expression);
    }
}
