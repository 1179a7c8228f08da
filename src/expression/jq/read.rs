//! JSON text to values.

use std::borrow::Cow;
use std::rc::Rc;

use super::number::Number;
use super::value::{ObjectMap, Value};
use crate::expression::json_text::{JsonText, ReadError, find_value};

/// Like jq, we read no deeper than this.
const DEEPEST: usize = 10_000;

/// How many field names are remembered, so that records share them.
const REMEMBERED: usize = 64;

/// Which top-level fields of a record an expression looks at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WantedFields {
    Everything,
    Fields(Vec<String>),
}

/// Reads values. It remembers field names from one value to the next.
#[derive(Debug, Default)]
pub struct ValueReader {
    names: Vec<Option<Rc<str>>>,
}

impl ValueReader {
    pub fn new() -> ValueReader {
        ValueReader::default()
    }

    /// Reads a text that holds exactly one value.
    pub fn read(&mut self, text: &str) -> Result<Value, ReadError> {
        let mut json = JsonText::new(text);
        json.skip_space();
        let value = self.value(&mut json, 0)?;
        json.skip_space();
        match json.peek() {
            None => Ok(value),
            Some(_) => Err(json.error("something follows the value")),
        }
    }

    /// Reads a record that is known to be JSON. Of an object, only the wanted fields are read.
    pub fn read_wanted(&mut self, text: &str, wanted: &WantedFields) -> Result<Value, ReadError> {
        let mut json = JsonText::new(text);
        json.skip_space();
        match wanted {
            WantedFields::Fields(fields) if json.peek() == Some(b'{') => {
                self.object(&mut json, 0, Some(fields))
            }
            _ => self.read(text),
        }
    }

    /// Reads the value at a path of field names in a record that is known to be JSON. `None` where a step
    /// is not an object: what to do then is up to the expression.
    pub fn read_path(&mut self, text: &str, path: &[String]) -> Option<Value> {
        let mut found = text;
        for name in path {
            match find_value(found, |found| found == name).ok()? {
                Some(value) => found = value,
                None => return Some(Value::Null),
            }
        }
        self.read(found).ok()
    }

    fn value(&mut self, json: &mut JsonText<'_>, depth: usize) -> Result<Value, ReadError> {
        if depth > DEEPEST {
            return Err(json.error("it is nested too deeply"));
        }
        match json.peek() {
            Some(b'"') => Ok(Value::String(json.string()?.into())),
            Some(b'0'..=b'9') => match Number::parse(json.number()) {
                Some(number) => Ok(Value::Number(number)),
                None => Err(json.error("this is not a number")),
            },
            // As jq does, we read more than is JSON: `-Infinity`, `NaN`, `+1` and `.5`.
            Some(b'-' | b'+' | b'.' | b'I' | b'i' | b'N') => {
                match Number::read(json.number_or_word()) {
                    Some(number) => Ok(Value::Number(number)),
                    None => Err(json.error("this is not a number")),
                }
            }
            Some(b'{') => self.object(json, depth, None),
            Some(b'[') => self.array(json, depth),
            Some(b'n') if json.take_word("null") => Ok(Value::Null),
            Some(b't') if json.take_word("true") => Ok(Value::Bool(true)),
            Some(b'f') if json.take_word("false") => Ok(Value::Bool(false)),
            Some(b'n') if json.take_word("nan") => Ok(Value::from(f64::NAN)),
            Some(_) => Err(json.error("this is not a value of JSON")),
            None => Err(json.error("it ends where a value is expected")),
        }
    }

    fn array(&mut self, json: &mut JsonText<'_>, depth: usize) -> Result<Value, ReadError> {
        let mut items = Vec::new();
        let mut has_ended = json.opens_empty(b']');
        while !has_ended {
            json.skip_space();
            items.push(self.value(json, depth + 1)?);
            has_ended = json.closes(b']')?;
        }
        Ok(Value::array(items))
    }

    /// Reads an object: those of its fields that are `wanted`, or all of them.
    fn object(
        &mut self,
        json: &mut JsonText<'_>,
        depth: usize,
        wanted: Option<&[String]>,
    ) -> Result<Value, ReadError> {
        let mut fields = ObjectMap::default();
        let mut has_ended = json.opens_empty(b'}');
        while !has_ended {
            let name = json.field_name()?;
            if wanted.is_none_or(|wanted| wanted.iter().any(|wanted| *wanted == name)) {
                let name = self.share(name);
                fields.insert(name, self.value(json, depth + 1)?);
            } else {
                json.skip_value()?;
            }
            has_ended = json.closes(b'}')?;
        }
        Ok(Value::object(fields))
    }

    /// A field name as an `Rc` that records share. Names with escapes are too rare for that.
    fn share(&mut self, name: Cow<'_, str>) -> Rc<str> {
        let Cow::Borrowed(name) = name else {
            return name.into();
        };
        let bytes = name.as_bytes();
        let first = bytes.first().copied().unwrap_or(0);
        let last = bytes.last().copied().unwrap_or(0);
        let place = (bytes.len() * 31 + usize::from(first) * 7 + usize::from(last)) % REMEMBERED;
        if self.names.is_empty() {
            self.names.resize(REMEMBERED, None);
        }
        match &mut self.names[place] {
            Some(known) if **known == *name => known.clone(),
            known => known.insert(name.into()).clone(),
        }
    }
}
