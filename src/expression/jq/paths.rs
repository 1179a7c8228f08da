//! Reading, setting and deleting what a path leads to.

use std::rc::Rc;

use jaq_core::ValR;

use super::access::{bounds, get, named_bounds, place};
use super::arithmetic::Error;
use super::value::{ObjectMap, Value};

/// The last index at which an array may be given an element.
const LAST_PLACE: f64 = 536_870_911.0;

/// Like jq, we follow no path of more steps than this.
const LONGEST: usize = 10_000;

pub fn steps(path: &Value) -> Result<&[Value], Error> {
    match path {
        Value::Array(steps) if steps.len() > LONGEST => Err(Error::str("Path too deep")),
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
            let at = at.trunc();
            let at = if at < 0.0 {
                at + items.len() as f64
            } else {
                at
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
            let (start, end) = named_bounds(range)?;
            let (start, end) = bounds(Some(start), Some(end), items.len())?;
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

/// Deletes what is at any of the paths. All that is deleted of one array or object is deleted at once, so
/// that no deletion moves what another path means, and paths may mean the same.
pub fn delete_paths(value: Value, paths: &Value) -> ValR<Value> {
    let Value::Array(paths) = paths else {
        return Err(Error::str("Paths must be specified as an array"));
    };
    if let Some(other) = paths.iter().find(|path| !matches!(path, Value::Array(_))) {
        return Err(Error::str(format!(
            "Path must be specified as array, not {}",
            other.type_name()
        )));
    }
    let mut paths: Vec<&Value> = paths.iter().collect();
    paths.sort();
    let paths: Vec<&[Value]> = paths.into_iter().map(steps).collect::<Result<_, _>>()?;
    match paths.first() {
        None => Ok(value),
        Some([]) => Ok(Value::Null),
        Some(_) => delete_sorted(value, &paths),
    }
}

/// Deletes at sorted paths, none of which is empty.
fn delete_sorted(mut value: Value, paths: &[&[Value]]) -> ValR<Value> {
    let mut whole = Vec::new();
    for alike in paths.chunk_by(|one, other| one[0] == other[0]) {
        let key = &alike[0][0];
        // The shortest path comes first, and what it means includes all that the others mean.
        if alike[0].len() == 1 {
            whole.push(key);
            continue;
        }
        let inner = match &value {
            Value::Null => Value::Null,
            other => get(other, key)?,
        };
        if matches!(inner, Value::Null) {
            continue;
        }
        let rests: Vec<&[Value]> = alike.iter().map(|path| &path[1..]).collect();
        let inner = delete_sorted(inner, &rests)?;
        value = set_steps(value, std::slice::from_ref(key), inner)?;
    }
    delete_keys(value, &whole)
}

fn delete_keys(value: Value, keys: &[&Value]) -> ValR<Value> {
    if keys.is_empty() {
        return Ok(value);
    }
    match value {
        Value::Null => Ok(Value::Null),
        Value::Object(mut fields) => {
            let within = Rc::make_mut(&mut fields);
            for key in keys {
                let Value::String(name) = key else {
                    return Err(cannot_delete(key, "object"));
                };
                within.shift_remove(name);
            }
            Ok(Value::Object(fields))
        }
        Value::Array(mut items) => {
            let mut is_gone = vec![false; items.len()];
            for key in keys {
                match key {
                    Value::Number(at) => {
                        if let Some(at) = place(at.float(), items.len()) {
                            is_gone[at] = true;
                        }
                    }
                    Value::Object(range) => {
                        let (start, end) = named_bounds(range)?;
                        let (start, end) = bounds(Some(start), Some(end), items.len())?;
                        is_gone[start..end].fill(true);
                    }
                    _ => return Err(cannot_delete(key, "array")),
                }
            }
            let mut gone = is_gone.into_iter();
            Rc::make_mut(&mut items).retain(|_| gone.next() != Some(true));
            Ok(Value::Array(items))
        }
        other => Err(cannot_delete(keys[0], other.type_name())),
    }
}

fn cannot_delete(key: &Value, of: &str) -> Error {
    let index = match key {
        Value::Number(_) => "array",
        _ => "object",
    };
    Error::str(format!("Cannot delete field at {index} index of {of}"))
}
