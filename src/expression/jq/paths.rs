//! Reading, setting and deleting what a path leads to.

use std::rc::Rc;

use jaq_core::ValR;

use super::access::{bounds, get, place};
use super::arithmetic::Error;
use super::value::{ObjectMap, Value};

/// The last index at which an array may be given an element.
const LAST_PLACE: f64 = 536_870_911.0;

fn steps(path: &Value) -> Result<&[Value], Error> {
    match path {
        Value::Array(steps) => Ok(steps),
        _ => Err(Error::str("Path must be specified as an array")),
    }
}

pub fn get_path(value: &Value, path: &Value) -> ValR<Value> {
    let mut value = value.clone();
    for step in steps(path)? {
        if matches!(value, Value::Null) {
            return Ok(Value::Null);
        }
        value = get(&value, step)?;
    }
    Ok(value)
}

pub fn set_path(value: Value, path: &Value, new: Value) -> ValR<Value> {
    set_steps(value, steps(path)?, new)
}

fn set_steps(value: Value, steps: &[Value], new: Value) -> ValR<Value> {
    let Some((first, rest)) = steps.split_first() else {
        return Ok(new);
    };
    match (value, first) {
        (Value::Null, Value::String(_)) => {
            set_steps(Value::object(ObjectMap::default()), steps, new)
        }
        (Value::Null, Value::Number(_) | Value::Object(_)) => {
            set_steps(Value::array(Vec::new()), steps, new)
        }
        (Value::Object(mut fields), Value::String(name)) => {
            let within = Rc::make_mut(&mut fields);
            match within.get_mut(name) {
                Some(field) => {
                    let old = std::mem::replace(field, Value::Null);
                    *field = set_steps(old, rest, new)?;
                }
                None => {
                    let made = set_steps(Value::Null, rest, new)?;
                    within.insert(name.clone(), made);
                }
            }
            Ok(Value::Object(fields))
        }
        (Value::Array(mut items), Value::Number(at)) => {
            let at = at.float();
            if at.is_nan() {
                return Err(Error::str("Cannot set array element at NaN index"));
            }
            let at = if at < 0.0 {
                at.floor() + items.len() as f64
            } else {
                at.floor()
            };
            if at < 0.0 {
                return Err(Error::str("Out of bounds negative array index"));
            }
            if at > LAST_PLACE {
                return Err(Error::str("Array index too large"));
            }
            let at = at as usize;
            let within = Rc::make_mut(&mut items);
            if at >= within.len() {
                let made = set_steps(Value::Null, rest, new)?;
                within.resize(at, Value::Null);
                within.push(made);
            } else {
                let old = std::mem::replace(&mut within[at], Value::Null);
                within[at] = set_steps(old, rest, new)?;
            }
            Ok(Value::Array(items))
        }
        (Value::Array(mut items), Value::Object(range)) => {
            let (start, end) = bounds(range.get("start"), range.get("end"), items.len())?;
            let old = Value::array(items[start..end].to_vec());
            let Value::Array(replacement) = set_steps(old, rest, new)? else {
                return Err(Error::str(
                    "A slice of an array can only be assigned another array",
                ));
            };
            Rc::make_mut(&mut items).splice(start..end, replacement.iter().cloned());
            Ok(Value::Array(items))
        }
        (value, key @ Value::Object(_)) | (value @ Value::Array(_), key @ Value::Array(_)) => {
            Err(Error::str(format!(
                "Cannot update field at {} index of {}",
                key.type_name(),
                value.type_name()
            )))
        }
        (value, key) => Err(Error::str(format!(
            "Cannot index {} with {}",
            value.type_name(),
            key.describe()
        ))),
    }
}

/// Deletes the last path first, so that no deletion moves the value at another path.
pub fn delete_paths(mut value: Value, paths: &Value) -> ValR<Value> {
    let Value::Array(paths) = paths else {
        return Err(Error::str("Paths must be specified as an array"));
    };
    let mut paths: Vec<&Value> = paths.iter().collect();
    if let Some(other) = paths.iter().find(|path| !matches!(path, Value::Array(_))) {
        return Err(Error::str(format!(
            "Path must be specified as array, not {}",
            other.type_name()
        )));
    }
    paths.sort();
    paths.dedup();
    for path in paths.into_iter().rev() {
        value = delete_steps(value, steps(path)?)?;
    }
    Ok(value)
}

fn delete_steps(value: Value, steps: &[Value]) -> ValR<Value> {
    match steps {
        [] => Ok(Value::Null),
        [last] => delete_key(value, last),
        [first, rest @ ..] => {
            let inner = match &value {
                Value::Null => return Ok(Value::Null),
                other => get(other, first)?,
            };
            if matches!(inner, Value::Null) {
                return Ok(value);
            }
            let inner = delete_steps(inner, rest)?;
            set_steps(value, std::slice::from_ref(first), inner)
        }
    }
}

fn delete_key(value: Value, key: &Value) -> ValR<Value> {
    match (value, key) {
        (Value::Null, _) => Ok(Value::Null),
        (Value::Object(mut fields), Value::String(name)) => {
            Rc::make_mut(&mut fields).shift_remove(name);
            Ok(Value::Object(fields))
        }
        (Value::Array(mut items), Value::Number(at)) => {
            if let Some(at) = place(at.float(), items.len()) {
                Rc::make_mut(&mut items).remove(at);
            }
            Ok(Value::Array(items))
        }
        (Value::Array(mut items), Value::Object(range)) => {
            let (start, end) = bounds(range.get("start"), range.get("end"), items.len())?;
            Rc::make_mut(&mut items).drain(start..end);
            Ok(Value::Array(items))
        }
        (value @ (Value::Object(_) | Value::Array(_)), key) => Err(Error::str(format!(
            "Cannot delete field at {} index of {}",
            match key {
                Value::String(_) | Value::Object(_) => "object",
                _ => "array",
            },
            value.type_name()
        ))),
        (value, key) => Err(Error::str(format!(
            "Cannot delete field at {} index of {}",
            match key {
                Value::Number(_) => "array",
                _ => "object",
            },
            value.type_name()
        ))),
    }
}
