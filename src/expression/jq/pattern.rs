//! Regular expressions with the flags of jq.

use std::rc::Rc;

use regex::{Captures, Regex, RegexBuilder};

use super::pattern_syntax::translate;

/// A compiled regular expression.
#[derive(Debug, Clone)]
pub struct Pattern {
    regex: Rc<Regex>,
    /// The name of each group, if it has one.
    pub names: Rc<[Option<String>]>,
    pub is_global: bool,
    /// Whether it can end before a line break that ends the text.
    has_end: bool,
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
    let failure = |reason: String| format!("Regex failure: {reason}");
    let translated = translate(pattern).map_err(failure)?;
    let mut builder = RegexBuilder::new(&translated.pattern);
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
            failure(reason.replace(" are not supported", " are not available here"))
        }
        other => failure(other.to_string()),
    })?;
    Ok(Pattern {
        regex: Rc::new(regex),
        names: translated.names.into(),
        is_global,
        has_end: translated.has_end,
    })
}

impl Pattern {
    pub fn is_match(&self, text: &str) -> bool {
        self.regex.is_match(text)
            || self
                .without_last_break(text)
                .is_some_and(|text| self.regex.is_match(text))
    }

    /// The first match that begins at `begin` or behind it.
    pub fn find_at<'t>(&self, text: &'t str, begin: usize) -> Option<Captures<'t>> {
        let found = self.regex.captures_at(text, begin);
        let earlier = self
            .without_last_break(text)
            .filter(|text| begin <= text.len())
            .and_then(|text| self.regex.captures_at(text, begin));
        match (found, earlier) {
            (Some(found), Some(earlier)) => {
                // Of two that begin at the same place, the longer one took all it could.
                let place = |captures: &Captures<'_>| {
                    let whole = captures.get(0).map(|whole| whole.range());
                    whole.map(|whole| (whole.start, usize::MAX - whole.end))
                };
                Some(if place(&earlier) < place(&found) {
                    earlier
                } else {
                    found
                })
            }
            (found, earlier) => found.or(earlier),
        }
    }

    /// The text without a line break at its end, where that makes a difference: `$` stands for the place
    /// before it too.
    fn without_last_break<'t>(&self, text: &'t str) -> Option<&'t str> {
        text.strip_suffix('\n').filter(|_| self.has_end)
    }
}
