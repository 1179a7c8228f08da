//! `--filter` and `--match`: which records of a list are shown.

use std::borrow::Cow;
use std::cmp::Ordering;

use regex::{Regex, RegexBuilder};

use super::jq::{Decimal, Value, ValueReader, regex_mistake};
use super::raw::{find_field, text_of};
use crate::record::{compact, is_same_in_any_case};

/// Why a filter cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what}")]
pub struct FilterError {
    pub what: String,
    pub hint: &'static str,
}

const EXAMPLES: &str = "for example `mode=admin`, `metadata.team!=x`, `id~^test-` (a regular expression) or `mode<300`";

#[derive(Debug)]
enum Test {
    /// The value as text, and what else it may mean.
    Equal(String, Meaning),
    /// Which orders of the record's number and this one are wanted.
    Compare(fn(Ordering) -> bool, Decimal),
    Match(Regex),
}

/// What a text means as JSON, other than a text.
#[derive(Debug)]
enum Meaning {
    Number(Decimal),
    /// An array or an object, as text: values that were read stay on their thread, and filters do not.
    Whole(String),
    /// Nothing but the text, or `null`, `true` or `false`, which have one spelling.
    Text,
}

impl Meaning {
    fn of(text: &str) -> Meaning {
        match Decimal::parse(text) {
            Some(number) => Meaning::Number(number),
            None if read_whole(text).is_some() => Meaning::Whole(text.to_owned()),
            None => Meaning::Text,
        }
    }

    /// Whether the JSON of a record means the same.
    fn is_that_of(&self, json: &str) -> bool {
        match self {
            Meaning::Number(number) => Decimal::parse(json).is_some_and(|found| found == *number),
            Meaning::Whole(whole) => {
                let found = read_whole(json);
                found.is_some() && found == read_whole(whole)
            }
            Meaning::Text => false,
        }
    }
}

/// Reads an array or an object.
fn read_whole(json: &str) -> Option<Value> {
    match json.starts_with(['[', '{']) {
        true => ValueReader::new().read(json).ok(),
        false => None,
    }
}

/// One `FIELD OP VALUE`.
#[derive(Debug)]
pub struct Filter {
    field: String,
    test: Test,
    /// `!=` and `!~` hold where `=` and `~` do not, and so where the field is missing.
    is_negated: bool,
    was_seen: bool,
}

impl Filter {
    /// Reads a filter. `resolve_mode` turns the name of a mode into its number, or says why it cannot.
    pub fn parse(
        text: &str,
        resolve_mode: &dyn Fn(&str) -> Result<String, String>,
    ) -> Result<Filter, FilterError> {
        let wrong = |what: String| FilterError {
            what,
            hint: EXAMPLES,
        };
        let Some((at, operator)) = find_operator(text) else {
            return Err(wrong(format!("the filter `{text}` has no operator")));
        };
        let field = text[..at].trim();
        let value = text[at + operator.len()..].trim_start();
        if field.is_empty() {
            return Err(wrong(format!("the filter `{text}` names no field")));
        }
        let is_mode = is_same_in_any_case(field, "mode");
        let value: Cow<'_, str> = match Decimal::parse(value) {
            None if is_mode && !operator.ends_with('~') && !value.is_empty() && value != "null" => {
                Cow::Owned(resolve_mode(value).map_err(wrong)?)
            }
            _ => Cow::Borrowed(value),
        };
        let compare = |is_wanted: fn(Ordering) -> bool| match Decimal::parse(&value) {
            Some(number) => Ok(Test::Compare(is_wanted, number)),
            None => Err(wrong(format!(
                "the filter `{text}` compares with `{value}`, and `{operator}` compares numbers alone"
            ))),
        };
        let test = match operator {
            "<" => compare(Ordering::is_lt)?,
            "<=" => compare(Ordering::is_le)?,
            ">" => compare(Ordering::is_gt)?,
            ">=" => compare(Ordering::is_ge)?,
            "~" | "!~" => Test::Match(Regex::new(&value).map_err(|error| {
                wrong(format!(
                    "the filter `{text}`: the regular expression is wrong: {}",
                    regex_mistake(&error)
                ))
            })?),
            _ => Test::Equal(value.to_string(), Meaning::of(&value)),
        };
        Ok(Filter {
            field: field.to_owned(),
            test,
            is_negated: operator.starts_with('!'),
            was_seen: false,
        })
    }

    /// The field as the user named it.
    pub fn field(&self) -> &str {
        &self.field
    }

    /// Whether any record so far had the field.
    pub fn was_seen(&self) -> bool {
        self.was_seen
    }

    /// Whether a record is wanted.
    pub fn is_met_by(&mut self, record: &str) -> bool {
        let Some(value) = find_field(record, &self.field) else {
            return self.is_negated;
        };
        self.was_seen = true;
        let holds = match &self.test {
            Test::Equal(wanted, meaning) => spelled(value) == *wanted || meaning.is_that_of(value),
            Test::Compare(is_wanted, number) => {
                Decimal::parse(value).is_some_and(|value| is_wanted(value.cmp(number)))
            }
            Test::Match(regex) => regex.is_match(&spelled(value)),
        };
        holds != self.is_negated
    }
}

/// A value as text is compared with it: a string by its text, anything else as compact JSON.
fn spelled(value: &str) -> Cow<'_, str> {
    match text_of(value) {
        Some(text) => text,
        None if value.contains([' ', '\t', '\n', '\r']) => Cow::Owned(compact(value)),
        None => Cow::Borrowed(value),
    }
}

/// The first operator, and where it stands.
fn find_operator(text: &str) -> Option<(usize, &'static str)> {
    let at = text.find(['=', '!', '<', '>', '~'])?;
    const OPERATORS: [&str; 9] = ["!=", "!~", "<=", ">=", "==", "=", "<", ">", "~"];
    let operator = OPERATORS
        .iter()
        .find(|operator| text[at..].starts_with(**operator))?;
    Some((at, operator))
}

/// `--match TEXT`: records that have the text in their id or name, in any case.
#[derive(Debug)]
pub struct TextMatch(Regex);

impl TextMatch {
    pub fn new(text: &str) -> Result<TextMatch, FilterError> {
        let built = RegexBuilder::new(&regex::escape(text))
            .case_insensitive(true)
            .build();
        built.map(TextMatch).map_err(|_| FilterError {
            what: "the text of --match is too long".to_owned(),
            hint: EXAMPLES,
        })
    }

    pub fn is_met_by(&self, record: &str) -> bool {
        ["id", "name"].iter().any(|field| {
            find_field(record, field)
                .and_then(text_of)
                .is_some_and(|text| self.0.is_match(&text))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RECORD: &str = r#"{"id":"Übung-1","name":"A\u0062c","mode":700,"big":9007199254740993,
        "half":1.50,"metadata":{"team":"x","n":null,"on":true,"list":[1, "a b"]},"deep":{"x":"é","y":[{}]}}"#;

    fn is_met(filter: &str) -> bool {
        let mode = |name: &str| match name {
            "admin" => Ok("700".to_owned()),
            other => Err(format!("`{other}` is not the name of a mode")),
        };
        Filter::parse(filter, &mode).unwrap().is_met_by(RECORD)
    }

    #[test]
    fn what_holds() {
        for filter in [
            "mode=admin",
            "MODE=700",
            "mode=700.0",
            "mode=7e2",
            "mode!=200",
            "mode<701",
            "mode>=700",
            "mode<=admin",
            "metadata.team=x",
            "Metadata.Team!=y",
            "metadata.none!=x",
            "metadata.none!~x",
            "id~^Ü",
            "name=Abc",
            "name==Abc",
            "name ~ ^A",
            "name!~^b",
            "big=9007199254740993",
            "big>9007199254740992",
            "big<9007199254740994",
            "half=1.5",
            "metadata.n=null",
            "metadata.on=true",
            r#"metadata.list=[1,"a b"]"#,
            r#"metadata.list=[ 1.0, "a\u0020b" ]"#,
            r#"metadata.list!=[1,"a  b"]"#,
            r#"deep={"y":[{}],"x":"\u00e9"}"#,
            r#"deep={"x":"é" ,"y":[ { } ]}"#,
            "metadata.list~a b",
            "mode~^7",
            "metadata.on~tr",
        ] {
            assert!(is_met(filter), "{filter}");
        }
    }

    #[test]
    fn what_does_not_hold() {
        for filter in [
            "mode!=admin",
            "mode<700",
            "big=9007199254740992",
            "big!=9007199254740993",
            "metadata.none=x",
            "metadata.none~x",
            "metadata.none<5",
            "name<5",
            "metadata.n<5",
            "name=abc",
            "metadata.team!=x",
            "id=übung-1",
            "metadata.on=null",
            "deep={}",
            r#"deep={"x":"é","y":[{}],"z":1}"#,
        ] {
            assert!(!is_met(filter), "{filter}");
        }
    }

    #[test]
    fn a_text_that_is_not_a_filter_is_refused() {
        let mode = |name: &str| Err(format!("`{name}` is not the name of a mode"));
        for (filter, part) in [
            ("mode", "no operator"),
            ("=x", "no field"),
            ("name<x", "numbers alone"),
            ("id~(", "unclosed group"),
            ("mode=chief", "`chief` is not"),
            ("name!x", "no operator"),
        ] {
            let error = Filter::parse(filter, &mode).unwrap_err();
            assert!(error.what.contains(part), "{filter}: {error}");
            assert!(error.hint.contains("mode=admin"));
        }
    }

    #[test]
    fn a_field_that_was_seen_is_remembered() {
        let mode = |_: &str| Ok(String::new());
        let mut filter = Filter::parse("team=x", &mode).unwrap();
        assert!(!filter.is_met_by("{\"id\":\"a\"}"));
        assert!(!filter.was_seen());
        assert!(!filter.is_met_by("{\"Team\":\"y\"}"));
        assert!(filter.was_seen());
    }

    #[test]
    fn text_in_any_case() {
        assert!(TextMatch::new("ÜBUNG").unwrap().is_met_by(RECORD));
        assert!(TextMatch::new("bC").unwrap().is_met_by(RECORD));
        assert!(TextMatch::new("-1").unwrap().is_met_by(RECORD));
        assert!(!TextMatch::new("x").unwrap().is_met_by(RECORD));
        assert!(!TextMatch::new(".").unwrap().is_met_by(RECORD));
    }
}
