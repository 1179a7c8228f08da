//! The values that expressions work on.

use std::cmp::Ordering;
use std::rc::Rc;

use indexmap::IndexMap;

use super::number::Number;

/// The fields of an object, in their order.
pub type ObjectMap = IndexMap<Rc<str>, Value, foldhash::fast::RandomState>;

/// A JSON value.
#[derive(Debug, Clone)]
pub enum Value {
    Null,
    Bool(bool),
    Number(Number),
    String(Rc<str>),
    Array(Rc<Vec<Value>>),
    Object(Rc<ObjectMap>),
}

impl Value {
    pub fn text(text: &str) -> Value {
        Value::String(text.into())
    }

    pub fn array(items: Vec<Value>) -> Value {
        Value::Array(Rc::new(items))
    }

    pub fn object(fields: ObjectMap) -> Value {
        Value::Object(Rc::new(fields))
    }

    /// The name of the type in jq.
    pub fn type_name(&self) -> &'static str {
        match self {
            Value::Null => "null",
            Value::Bool(_) => "boolean",
            Value::Number(_) => "number",
            Value::String(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
        }
    }

    pub fn is_true(&self) -> bool {
        !matches!(self, Value::Null | Value::Bool(false))
    }

    /// The position of the type in the order of all values.
    fn rank(&self) -> u8 {
        match self {
            Value::Null => 0,
            Value::Bool(false) => 1,
            Value::Bool(true) => 2,
            Value::Number(_) => 3,
            Value::String(_) => 4,
            Value::Array(_) => 5,
            Value::Object(_) => 6,
        }
    }
}

/// The names of an object in the order of jq.
pub fn sorted_names(fields: &ObjectMap) -> Vec<&Rc<str>> {
    let mut names: Vec<&Rc<str>> = fields.keys().collect();
    names.sort();
    names
}

impl Ord for Value {
    fn cmp(&self, other: &Value) -> Ordering {
        match (self, other) {
            (Value::Number(left), Value::Number(right)) => left.compare(right),
            (Value::String(left), Value::String(right)) => left.cmp(right),
            (Value::Array(left), Value::Array(right)) => left.cmp(right),
            (Value::Object(left), Value::Object(right)) => {
                let names = sorted_names(left);
                names.cmp(&sorted_names(right)).then_with(|| {
                    let values = names.iter().map(|&name| left[name].cmp(&right[name]));
                    values.fold(Ordering::Equal, Ordering::then)
                })
            }
            _ => self.rank().cmp(&other.rank()),
        }
    }
}

impl PartialOrd for Value {
    fn partial_cmp(&self, other: &Value) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Value {
    fn eq(&self, other: &Value) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Value {}

impl From<bool> for Value {
    fn from(value: bool) -> Value {
        Value::Bool(value)
    }
}

impl From<f64> for Value {
    fn from(value: f64) -> Value {
        Value::Number(Number::Float(value))
    }
}

impl From<usize> for Value {
    fn from(value: usize) -> Value {
        Value::from(value as f64)
    }
}

/// A number of an expression, as it was written.
impl From<isize> for Value {
    fn from(value: isize) -> Value {
        Value::Number(Number::Plain(value as f64))
    }
}

impl From<String> for Value {
    fn from(value: String) -> Value {
        Value::String(value.into())
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Value {
        Value::text(value)
    }
}

impl FromIterator<Value> for Value {
    fn from_iter<I: IntoIterator<Item = Value>>(items: I) -> Value {
        Value::array(items.into_iter().collect())
    }
}

/// A slice as a step of a path: `{"start": …, "end": …}`.
impl From<std::ops::Range<Option<Value>>> for Value {
    fn from(range: std::ops::Range<Option<Value>>) -> Value {
        let mut fields = ObjectMap::default();
        fields.insert("start".into(), range.start.unwrap_or(Value::Null));
        fields.insert("end".into(), range.end.unwrap_or(Value::Null));
        Value::object(fields)
    }
}
