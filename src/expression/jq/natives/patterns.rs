//! Regular expressions.

use jaq_core::native::{Fun, bome, v};
use jaq_core::{Cv, Native, ValR};
use regex::Captures;

use super::shape::{plain, with_two};
use crate::expression::jq::arithmetic::Error;
use crate::expression::jq::engine::{Engine, EvaluationState};
use crate::expression::jq::pattern::{KeptPattern, Pattern, compile_pattern};
use crate::expression::jq::value::{ObjectMap, Value};

/// How many compiled patterns are kept. If an expression makes more, they are all dropped.
const KEPT: usize = 32;

pub fn functions() -> Vec<Fun<Engine>> {
    vec![
        (
            "!match",
            v(3),
            Native::new(|mut cv: Cv<'_, Engine>| {
                let is_test = cv.0.pop_var().is_true();
                let flags = cv.0.pop_var();
                let pattern = cv.0.pop_var();
                bome(find(&cv.1, &pattern, &flags, is_test, cv.0.data().state))
            }),
        ),
        (
            "!match",
            v(2),
            Native::new(|mut cv: Cv<'_, Engine>| {
                let is_test = cv.0.pop_var().is_true();
                let given = cv.0.pop_var();
                let state = cv.0.data().state;
                bome(
                    with_flags(&given)
                        .and_then(|(pattern, flags)| find(&cv.1, &pattern, &flags, is_test, state)),
                )
            }),
        ),
        plain!("!captured", |found| Ok(captured(&found))),
        with_two!("!replaced", |state, found, new| replaced(
            &state, &found, &new
        )),
    ]
}

/// The pattern and the flags. Both may be given as one array.
fn with_flags(given: &Value) -> Result<(Value, Value), Error> {
    match given {
        Value::String(_) => Ok((given.clone(), Value::Null)),
        Value::Array(items) => {
            let item = |at: usize| items.get(at).cloned().unwrap_or(Value::Null);
            Ok((item(0), item(1)))
        }
        other => Err(Error::str(format!(
            "{} not a string or array",
            other.type_name()
        ))),
    }
}

/// What the named groups of a match found, by their names.
fn captured(found: &Value) -> Value {
    let mut named = ObjectMap::default();
    if let Some(Value::Array(groups)) = field(found, "captures") {
        for group in groups.iter() {
            if let Some(Value::String(name)) = field(group, "name") {
                let text = field(group, "string").cloned().unwrap_or(Value::Null);
                named.insert(name.clone(), text);
            }
        }
    }
    Value::object(named)
}

fn field<'v>(value: &'v Value, name: &str) -> Option<&'v Value> {
    match value {
        Value::Object(fields) => fields.get(name),
        _ => None,
    }
}

/// One step of `sub`: turns `[text, from, [done, …]]` before a match into the same after it. If there are
/// several outputs, each continues the one that had its place before.
fn replaced(state: &Value, found: &Value, new: &Value) -> ValR<Value> {
    let (Value::Array(state), Value::Array(new)) = (state, new) else {
        return Err(Error::str("a replacement is an array of outputs"));
    };
    let [
        text @ Value::String(whole),
        Value::Number(from),
        Value::Array(done),
    ] = &state[..]
    else {
        return Err(Error::str("a replacement begins with a text"));
    };
    let number = |name: &str| match field(found, name) {
        Some(Value::Number(number)) => number.float() as usize,
        _ => 0,
    };
    let (from, offset, length) = (from.float() as usize, number("offset"), number("length"));
    let gap: String = whole
        .chars()
        .skip(from)
        .take(offset.saturating_sub(from))
        .collect();
    let gap = Value::from(gap);
    let places = done.len().max(new.len());
    let mut all = Vec::with_capacity(places);
    for at in 0..places {
        let before = done.get(at).cloned().unwrap_or(Value::Null);
        let behind = new.get(at).cloned().unwrap_or(Value::Null);
        all.push(((before + gap.clone())? + behind)?);
    }
    Ok(Value::array(vec![
        text.clone(),
        Value::from(offset + length),
        Value::array(all),
    ]))
}

fn kept_pattern(state: &EvaluationState, pattern: &str, flags: &str) -> Result<Pattern, Error> {
    let mut kept = state.patterns.borrow_mut();
    // Most expressions have only one or two patterns.
    let known = kept
        .iter()
        .find(|known| known.source == *pattern && known.flags == *flags);
    if let Some(known) = known {
        return Ok(known.pattern.clone());
    }
    let compiled = compile_pattern(pattern, flags).map_err(Error::str)?;
    if kept.len() >= KEPT {
        kept.clear();
    }
    kept.push(KeptPattern {
        source: pattern.to_owned(),
        flags: flags.to_owned(),
        pattern: compiled.clone(),
    });
    Ok(compiled)
}

fn find(
    value: &Value,
    pattern: &Value,
    flags: &Value,
    is_test: bool,
    state: &EvaluationState,
) -> ValR<Value> {
    let Value::String(text) = value else {
        return Err(Error::str(format!(
            "{} cannot be matched, as it is not a string",
            value.describe()
        )));
    };
    let Value::String(source) = pattern else {
        return Err(Error::str(format!(
            "{} is not a string",
            pattern.describe()
        )));
    };
    let flags = match flags {
        Value::Null => "",
        Value::String(flags) => flags,
        other => return Err(Error::str(format!("{} is not a string", other.describe()))),
    };
    let pattern = kept_pattern(state, source, flags)?;
    if is_test {
        return Ok(pattern.is_match(text).into());
    }
    let mut matches = Vec::new();
    let mut begin = Some(0);
    while let Some(captures) = begin.and_then(|begin| pattern.find_at(text, begin)) {
        matches.push(describe(text, &pattern.names, &captures));
        let whole = captures.get(0).filter(|_| pattern.is_global);
        // Unlike the iterator of the crate, jq finds an empty match at the end of the previous match.
        begin = whole.and_then(|whole| {
            if !whole.is_empty() {
                return Some(whole.end());
            }
            let next = text[whole.end()..].chars().next()?;
            Some(whole.end() + next.len_utf8())
        });
    }
    Ok(Value::array(matches))
}

fn describe(text: &str, names: &[Option<String>], captures: &Captures<'_>) -> Value {
    let mut fields = part(text, captures.get(0));
    let groups = names.iter().enumerate().map(|(at, name)| {
        let mut group = part(text, captures.get(at + 1));
        if let Some("") = captures.get(at + 1).map(|found| found.as_str()) {
            // So jq orders the fields of an empty group.
            group.move_index(1, 2);
        }
        let name = name.as_deref().map_or(Value::Null, Value::text);
        group.insert("name".into(), name);
        Value::object(group)
    });
    fields.insert("captures".into(), groups.collect());
    Value::object(fields)
}

/// What a group found. A group that took no part has the offset -1, as in jq.
fn part(text: &str, found: Option<regex::Match<'_>>) -> ObjectMap {
    let mut fields = ObjectMap::default();
    let Some(found) = found else {
        fields.insert("offset".into(), Value::from(-1.0));
        fields.insert("string".into(), Value::Null);
        fields.insert("length".into(), Value::from(0.0));
        return fields;
    };
    let offset = text[..found.start()].chars().count();
    fields.insert("offset".into(), Value::from(offset));
    fields.insert("length".into(), Value::from(found.as_str().chars().count()));
    fields.insert("string".into(), Value::text(found.as_str()));
    fields
}
