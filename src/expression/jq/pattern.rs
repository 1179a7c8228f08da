//! Regular expressions with the flags of jq.

use std::rc::Rc;

use regex::{Regex, RegexBuilder};

/// A compiled regular expression, and how it is to be used.
#[derive(Debug, Clone)]
pub struct Pattern {
    pub regex: Rc<Regex>,
    pub is_global: bool,
}

/// A pattern beside the texts that it was made from.
#[derive(Debug)]
pub struct KeptPattern {
    pub source: String,
    pub flags: String,
    pub pattern: Pattern,
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
            // `^` and `$` are the ends of the text here in any case.
            's' => {}
            'l' | 'n' => return Err(format!("the flag `{flag}` is not available here")),
            _ => return Err(format!("{flags} is not a valid modifier string")),
        }
    }
    let regex = builder.build().map_err(|error| match error {
        regex::Error::Syntax(text) => {
            // The last line says what is wrong; those before it draw where.
            let last = text.lines().last().unwrap_or_default();
            let last = last.strip_prefix("error: ").unwrap_or(last);
            let last = last.replace(" is not supported", " is not available here");
            format!(
                "Regex failure: {}",
                last.replace(" are not supported", " are not available here")
            )
        }
        other => format!("Regex failure: {other}"),
    })?;
    Ok(Pattern {
        regex: Rc::new(regex),
        is_global,
    })
}
