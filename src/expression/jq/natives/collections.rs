//! Arrays, objects and paths.

use std::cmp::Ordering;
use std::rc::Rc;

use jaq_core::ValR;
use jaq_core::native::Fun;

use super::shape::{plain, with_one, with_two};
use crate::expression::jq::access::{self, place};
use crate::expression::jq::arithmetic::Error;
use crate::expression::jq::engine::Engine;
use crate::expression::jq::number::Number;
use crate::expression::jq::paths;
use crate::expression::jq::value::{Value, sorted_names};

pub fn functions() -> Vec<Fun<Engine>> {
    vec![
        plain!("length", length),
        plain!("keys", |value| match &value {
            Value::Object(fields) => {
                Ok(sorted_names(fields)
                    .into_iter()
                    .cloned()
                    .map(Value::String)
                    .collect())
            }
            _ => keys_unsorted(value),
        }),
        plain!("keys_unsorted", keys_unsorted),
        plain!("type", |value| Ok(Value::text(value.type_name()))),
        plain!("add", add),
        plain!("sort", |value| {
            let mut items = array_to_sort(value)?;
            Rc::make_mut(&mut items).sort();
            Ok(Value::Array(items))
        }),
        plain!("transpose", transpose),
        with_one!("has", has),
        with_one!("contains", contains),
        with_one!("indices", indices),
        with_one!("bsearch", bsearch),
        with_one!("delpaths", |value, paths| paths::delete_paths(
            value, &paths
        )),
        plain!("!steps", |path| paths::steps(&path).map(|_| path.clone())),
        with_one!("!getpath", |value, path| paths::get_path(&value, &path)),
        with_two!("setpath", |value, path, new| paths::set_path(
            value, &path, new
        )),
        with_one!("!sort_by", |value, keys| {
            Ok(sorted(value, keys)?
                .into_iter()
                .map(|(_, item)| item)
                .collect())
        }),
        with_one!("!group_by", |value, keys| {
            let groups = groups(sorted(value, keys)?).into_iter();
            Ok(groups.map(Value::array).collect())
        }),
        with_one!("!unique_by", |value, keys| {
            let groups = groups(sorted(value, keys)?).into_iter();
            Ok(groups
                .filter_map(|group| group.into_iter().next())
                .collect())
        }),
        with_one!("!min_by", |value, keys| extreme(
            value,
            keys,
            Ordering::Less
        )),
        with_one!("!max_by", |value, keys| extreme(
            value,
            keys,
            Ordering::Greater
        )),
    ]
}

fn length(value: Value) -> ValR<Value> {
    Ok(match &value {
        Value::Null => Value::from(0.0),
        Value::Bool(_) => {
            return Err(Error::str(format!("{} has no length", value.describe())));
        }
        Value::Number(number) if number.is_negative() => Value::Number(number.negate()),
        Value::Number(Number::Float(float) | Number::Plain(float)) => Value::from(float.abs()),
        Value::Number(_) => value,
        Value::String(text) => Value::from(text.chars().count()),
        Value::Array(items) => Value::from(items.len()),
        Value::Object(fields) => Value::from(fields.len()),
    })
}

fn keys_unsorted(value: Value) -> ValR<Value> {
    match &value {
        Value::Object(fields) => Ok(fields.keys().cloned().map(Value::String).collect()),
        Value::Array(items) => Ok((0..items.len()).map(Value::from).collect()),
        _ => Err(Error::str(format!("{} has no keys", value.describe()))),
    }
}

fn add(value: Value) -> ValR<Value> {
    let items: Vec<Value> = match value {
        Value::Array(items) => Rc::unwrap_or_clone(items),
        Value::Object(fields) => Rc::unwrap_or_clone(fields).into_values().collect(),
        other => return jaq_core::ValT::values(other).try_fold(Value::Null, |_, item| item),
    };
    // Strings are joined in one go: added one by one, they would be copied again and again.
    if items.len() > 1 && items.iter().all(|item| matches!(item, Value::String(_))) {
        let texts = items.iter().map(ToString::to_string);
        return Ok(Value::from(texts.collect::<String>()));
    }
    items
        .into_iter()
        .try_fold(Value::Null, |sum, item| sum + item)
}

fn array_to_sort(value: Value) -> Result<Rc<Vec<Value>>, Error> {
    match value {
        Value::Array(items) => Ok(items),
        other => Err(Error::str(format!(
            "{} cannot be sorted, as it is not an array",
            other.describe()
        ))),
    }
}

/// The items with their keys, sorted by these. A key is the array of all outputs for the item.
fn sorted(value: Value, keys: Value) -> Result<Vec<(Value, Value)>, Error> {
    let items = array_to_sort(value)?;
    let keys = array_to_sort(keys)?;
    let mut pairs: Vec<(Value, Value)> = keys.iter().cloned().zip(items.iter().cloned()).collect();
    pairs.sort_by(|left, right| left.0.cmp(&right.0));
    Ok(pairs)
}

fn groups(pairs: Vec<(Value, Value)>) -> Vec<Vec<Value>> {
    let mut groups: Vec<Vec<Value>> = Vec::new();
    let mut last: Option<Value> = None;
    for (key, item) in pairs {
        match groups.last_mut() {
            Some(group) if last.as_ref() == Some(&key) => group.push(item),
            _ => groups.push(vec![item]),
        }
        last = Some(key);
    }
    groups
}

/// The first of the smallest items, or the last of the largest.
fn extreme(value: Value, keys: Value, wanted: Ordering) -> ValR<Value> {
    let items = array_to_sort(value)?;
    let keys = array_to_sort(keys)?;
    let mut best: Option<(&Value, &Value)> = None;
    for (key, item) in keys.iter().zip(items.iter()) {
        let is_better = best.is_none_or(|(best, _)| {
            let order = key.cmp(best);
            order == wanted || (order == Ordering::Equal && wanted == Ordering::Greater)
        });
        if is_better {
            best = Some((key, item));
        }
    }
    Ok(best.map_or(Value::Null, |(_, item)| item.clone()))
}

fn transpose(value: Value) -> ValR<Value> {
    let rows: Vec<Value> = jaq_core::ValT::values(value).collect::<Result<_, _>>()?;
    let mut width = 0;
    for row in rows.iter() {
        if let Value::Number(number) = length(row.clone())? {
            width = width.max(number.float() as usize);
        }
    }
    let column = |at: usize| {
        let at = Value::from(at);
        rows.iter()
            .map(|row| access::get(row, &at))
            .collect::<ValR<Value>>()
    };
    (0..width).map(column).collect()
}

fn has(value: Value, key: Value) -> ValR<Value> {
    match (&value, &key) {
        (Value::Null, _) => Ok(false.into()),
        (Value::Object(fields), Value::String(name)) => Ok(fields.contains_key(name).into()),
        (Value::Array(items), Value::Number(at)) => {
            let at = at.float().trunc();
            Ok((at >= 0.0 && place(at, items.len()).is_some()).into())
        }
        _ => Err(Error::str(format!(
            "Cannot check whether {} has a {} key",
            value.type_name(),
            key.type_name()
        ))),
    }
}

fn contains(value: Value, part: Value) -> ValR<Value> {
    if std::mem::discriminant(&value) != std::mem::discriminant(&part) {
        return Err(Error::str(format!(
            "{} and {} cannot have their containment checked",
            value.describe(),
            part.describe()
        )));
    }
    Ok(holds(&value, &part).into())
}

fn holds(value: &Value, part: &Value) -> bool {
    match (value, part) {
        (Value::String(text), Value::String(part)) => text.contains(&**part),
        (Value::Array(items), Value::Array(parts)) => parts
            .iter()
            .all(|part| items.iter().any(|item| holds(item, part))),
        (Value::Object(fields), Value::Object(parts)) => parts
            .iter()
            .all(|(name, part)| fields.get(name).is_some_and(|field| holds(field, part))),
        _ => value == part,
    }
}

fn indices(value: Value, part: Value) -> ValR<Value> {
    match (&value, &part) {
        (Value::Null, _) => Ok(Value::Null),
        (Value::String(text), Value::String(part)) => Ok(text_occurrences(text, part)),
        (Value::Array(items), Value::Array(part)) => Ok(access::occurrences(items, part)),
        (Value::Array(items), part) => {
            let places = items.iter().enumerate().filter(|(_, item)| *item == part);
            Ok(places.map(|(at, _)| Value::from(at)).collect())
        }
        _ => access::get(&value, &part),
    }
}

/// Where a text holds another one, counted in characters. Occurrences may overlap.
fn text_occurrences(text: &str, part: &str) -> Value {
    if part.is_empty() {
        return Value::array(Vec::new());
    }
    let places = text.char_indices().enumerate();
    places
        .filter(|(_, (at, _))| text[*at..].starts_with(part))
        .map(|(character, _)| Value::from(character))
        .collect()
}

fn bsearch(value: Value, wanted: Value) -> ValR<Value> {
    let Value::Array(items) = &value else {
        return Err(Error::str(format!(
            "{} cannot be searched from",
            value.describe()
        )));
    };
    Ok(match items.binary_search(&wanted) {
        Ok(at) => Value::from(at),
        Err(at) => Value::from(-1.0 - at as f64),
    })
}
