//! Regular expressions with the flags of jq.

use std::rc::Rc;

use regex::{Regex, RegexBuilder};

/// A compiled regular expression.
#[derive(Debug, Clone)]
pub struct Pattern {
    pub regex: Rc<Regex>,
    pub is_global: bool,
}

/// A pattern, and what it was compiled from.
#[derive(Debug)]
pub struct KeptPattern {
    pub source: String,
    pub flags: String,
    pub pattern: Pattern,
}

/// What is wrong with a regular expression. The lines before the last one only show where.
pub fn regex_mistake(error: &regex::Error) -> String {
    let text = error.to_string();
    let last = text.lines().last().unwrap_or_default();
    last.strip_prefix("error: ").unwrap_or(last).to_owned()
}

/// Compiles a pattern with the flags of jq.
pub fn compile_pattern(pattern: &str, flags: &str) -> Result<Pattern, String> {
    let mut builder = RegexBuilder::new(pattern);
    let mut is_global = false;
    for flag in flags.chars() {
        match flag {
            'g' => is_global = true,
            'i' => drop(builder.case_insensitive(true)),
            'x' => drop(builder.ignore_whitespace(true)),
            'p' => drop(builder.dot_matches_new_line(true)),
            // Here `^` and `$` always stand for the ends of the text.
            's' => {}
            'l' | 'n' => return Err(format!("the flag `{flag}` is not available here")),
            _ => return Err(format!("{flags} is not a valid modifier string")),
        }
    }
    let regex = builder.build().map_err(|error| match error {
        regex::Error::Syntax(_) => {
            let reason = regex_mistake(&error);
            let reason = reason.replace(" is not supported", " is not available here");
            let reason = reason.replace(" are not supported", " are not available here");
            format!("Regex failure: {reason}")
        }
        other => format!("Regex failure: {other}"),
    })?;
    Ok(Pattern {
        regex: Rc::new(regex),
        is_global,
    })
}
