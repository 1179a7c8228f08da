//! `.a`, `.[0]`, `.[1:2]` and `.[]`: what the evaluator needs from a value.

use std::ops::Range;
use std::rc::Rc;

use jaq_core::box_iter::{BoxIter, box_once};
use jaq_core::path::Opt;
use jaq_core::{ValR, ValT, ValX};

use super::arithmetic::Error;
use super::number::Number;
use super::value::{ObjectMap, Value};

impl ValT for Value {
    fn from_num(text: &str) -> ValR<Value> {
        match Number::parse(text) {
            Some(number) => Ok(Value::Number(number)),
            None => Err(Error::str(format!("`{text}` is not a number"))),
        }
    }

    fn from_map<I: IntoIterator<Item = (Value, Value)>>(fields: I) -> ValR<Value> {
        let mut object = ObjectMap::default();
        for (name, value) in fields {
            let Value::String(name) = name else {
                return Err(Error::str(format!(
                    "Cannot use {} as object key",
                    name.describe()
                )));
            };
            object.insert(name, value);
        }
        Ok(Value::object(object))
    }

    fn key_values(self) -> BoxIter<'static, ValR<(Value, Value), Value>> {
        match self {
            Value::Array(items) => {
                let items = Rc::unwrap_or_clone(items).into_iter().enumerate();
                Box::new(items.map(|(at, item)| Ok((Value::from(at), item))))
            }
            Value::Object(fields) => {
                let fields = Rc::unwrap_or_clone(fields).into_iter();
                Box::new(fields.map(|(name, value)| Ok((Value::String(name), value))))
            }
            other => box_once(Err(cannot_iterate(&other))),
        }
    }

    fn values(self) -> BoxIter<'static, ValR<Value>> {
        match self {
            Value::Array(items) => Box::new(Rc::unwrap_or_clone(items).into_iter().map(Ok)),
            Value::Object(fields) => Box::new(
                Rc::unwrap_or_clone(fields)
                    .into_iter()
                    .map(|(_, value)| Ok(value)),
            ),
            other => box_once(Err(cannot_iterate(&other))),
        }
    }

    fn index(self, key: &Value) -> ValR<Value> {
        get(&self, key)
    }

    fn range(self, range: Range<Option<&Value>>) -> ValR<Value> {
        slice(&self, range.start, range.end)
    }

    // The evaluator's own updates are never used. `prelude.jq` updates by paths, because jq updates in
    // the order of the paths and deletes at the end.
    fn map_values<'a, I: Iterator<Item = ValX<'a, Value>>>(
        self,
        _: Opt,
        _: impl Fn(Value) -> I,
    ) -> ValX<'a, Value> {
        Err(Error::path_expr(self).into())
    }

    fn map_index<'a, I: Iterator<Item = ValX<'a, Value>>>(
        self,
        _: &Value,
        _: Opt,
        _: impl Fn(Value) -> I,
    ) -> ValX<'a, Value> {
        Err(Error::path_expr(self).into())
    }

    fn map_range<'a, I: Iterator<Item = ValX<'a, Value>>>(
        self,
        _: Range<Option<&Value>>,
        _: Opt,
        _: impl Fn(Value) -> I,
    ) -> ValX<'a, Value> {
        Err(Error::path_expr(self).into())
    }

    fn as_bool(&self) -> bool {
        self.is_true()
    }

    fn into_string(self) -> Value {
        match self {
            Value::String(_) => self,
            other => Value::from(other.to_json()),
        }
    }
}

fn cannot_iterate(value: &Value) -> Error {
    Error::str(match value {
        Value::Null => "Cannot iterate over null".to_owned(),
        other => format!("Cannot iterate over {}", other.describe()),
    })
}

fn cannot_index(value: &Value, key: &Value) -> Error {
    Error::str(format!(
        "Cannot index {} with {}",
        value.type_name(),
        key.describe()
    ))
}

/// `.[KEY]`
pub fn get(value: &Value, key: &Value) -> ValR<Value> {
    match (value, key) {
        (Value::Object(fields), Value::String(name)) => {
            Ok(fields.get(name).cloned().unwrap_or(Value::Null))
        }
        (Value::Array(items), Value::Number(at)) => {
            let item = place(at.float(), items.len()).and_then(|at| items.get(at));
            Ok(item.cloned().unwrap_or(Value::Null))
        }
        (Value::Array(items), Value::Array(part)) => Ok(occurrences(items, part)),
        (Value::Null, Value::String(_) | Value::Number(_) | Value::Object(_)) => Ok(Value::Null),
        (Value::Array(_) | Value::String(_), Value::Object(bounds)) => {
            let (start, end) = named_bounds(bounds)?;
            slice(value, Some(start), Some(end))
        }
        _ => Err(cannot_index(value, key)),
    }
}

/// The position that an index stands for. A negative index counts from the end.
pub fn place(at: f64, length: usize) -> Option<usize> {
    if at.is_nan() {
        return None;
    }
    let at = at.trunc();
    let at = if at < 0.0 { at + length as f64 } else { at };
    (at >= 0.0 && at < length as f64).then_some(at as usize)
}

/// The positions at which an array holds another one.
pub fn occurrences(items: &[Value], part: &[Value]) -> Value {
    if part.is_empty() {
        return Value::array(Vec::new());
    }
    let windows = items.windows(part.len()).enumerate();
    windows
        .filter(|(_, window)| *window == part)
        .map(|(at, _)| Value::from(at))
        .collect()
}

/// The bounds of a slice that is a step of a path.
pub fn named_bounds(range: &ObjectMap) -> Result<(&Value, &Value), Error> {
    let both = range.get("start").zip(range.get("end"));
    both.ok_or_else(|| Error::str("Array/string slice indices must be integers"))
}

/// The bounds of a slice, within `length`.
pub fn bounds(
    start: Option<&Value>,
    end: Option<&Value>,
    length: usize,
) -> Result<(usize, usize), Error> {
    let bound = |value: Option<&Value>, missing: f64, is_end: bool| match value {
        None | Some(Value::Null) => Ok(missing),
        Some(Value::Number(number)) => {
            let at = number.float();
            if at.is_nan() {
                return Ok(missing);
            }
            let at = if at < 0.0 { at + length as f64 } else { at };
            let at = if is_end { at.ceil() } else { at.floor() };
            Ok(at.max(0.0).min(length as f64))
        }
        Some(_) => Err(Error::str(
            "Start and end indices of an array slice must be numbers",
        )),
    };
    let start = bound(start, 0.0, false)? as usize;
    let end = bound(end, length as f64, true)? as usize;
    Ok((start, end.max(start)))
}

fn slice(value: &Value, start: Option<&Value>, end: Option<&Value>) -> ValR<Value> {
    match value {
        Value::Null => {
            bounds(start, end, 0)?;
            Ok(Value::Null)
        }
        Value::Array(items) => {
            let (start, end) = bounds(start, end, items.len())?;
            Ok(Value::array(items[start..end].to_vec()))
        }
        Value::String(text) => {
            let (start, end) = bounds(start, end, text.chars().count())?;
            let at = |character: usize| {
                let mut places = text.char_indices().map(|(at, _)| at);
                places.nth(character).unwrap_or(text.len())
            };
            Ok(Value::text(&text[at(start)..at(end)]))
        }
        other => {
            let range = start.cloned()..end.cloned();
            Err(cannot_index(other, &Value::from(range)))
        }
    }
}
