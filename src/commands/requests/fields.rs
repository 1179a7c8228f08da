//! Fields given by `-F` and `-f`, and the JSON object that they make.

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::value::RawValue;

use crate::commands::arguments::to_json;
use crate::error::{Failure, Result};

/// A field as it was given.
pub struct GivenField {
    pub key: String,
    /// None for `key[]` alone.
    pub value: Option<FieldValue>,
}

/// What a field holds.
pub enum FieldValue {
    Text(String),
    /// A number, `true`, `false` or `null`, as it was written.
    Json(Box<RawValue>),
}

impl FieldValue {
    /// A value: a number, `true`, `false` and `null` are JSON, anything else is a text.
    pub fn typed(text: &str) -> FieldValue {
        let is_plain = matches!(text, "true" | "false" | "null")
            || text.starts_with(|c: char| c == '-' || c.is_ascii_digit());
        match RawValue::from_string(text.to_owned()) {
            Ok(json) if is_plain && json.get() == text => FieldValue::Json(json),
            _ => FieldValue::Text(text.to_owned()),
        }
    }

    /// As it stands in a query.
    pub fn text(&self) -> &str {
        match self {
            FieldValue::Text(text) => text,
            FieldValue::Json(json) => json.get(),
        }
    }
}

/// The object as far as it has been put together.
enum FieldNode {
    Value(FieldValue),
    Object(Vec<(String, FieldNode)>),
    Array(Vec<FieldNode>),
}

/// One step into the object.
enum FieldStep {
    Name(String),
    /// `[]`: a new element.
    Element,
}

/// The JSON object of the fields.
pub fn object(fields: Vec<GivenField>) -> Result<String> {
    let mut root = FieldNode::Object(Vec::new());
    for GivenField { key, value } in fields {
        let steps = steps(&key)?;
        let is_put = match value {
            Some(value) => root.put(&steps, FieldNode::Value(value)),
            None => {
                let (last, before) = steps.split_last().unwrap_or((&FieldStep::Element, &[]));
                if !matches!(last, FieldStep::Element) {
                    return Err(Failure::usage(format!(
                        "the field `{key}` has no value: expected KEY=VALUE"
                    )));
                }
                root.put(before, FieldNode::Array(Vec::new()))
            }
        };
        if !is_put {
            let message = format!("the field `{key}` is given twice, or is two things at once");
            return Err(Failure::usage(message));
        }
    }
    to_json(&root)
}

/// `a[b][]` as steps.
fn steps(key: &str) -> Result<Vec<FieldStep>> {
    let odd = || {
        Failure::usage(format!("the field `{key}` has an odd name"))
            .hint("a field is written `a`, one within another `a[b]`, an element of an array `a[]`")
    };
    let (first, mut rest) = key.split_at(key.find('[').unwrap_or(key.len()));
    if first.is_empty() {
        return Err(odd());
    }
    let mut steps = vec![FieldStep::Name(first.to_owned())];
    while !rest.is_empty() {
        let inner = rest.strip_prefix('[').ok_or_else(odd)?;
        let (name, after) = inner.split_once(']').ok_or_else(odd)?;
        steps.push(match name {
            "" => FieldStep::Element,
            name => FieldStep::Name(name.to_owned()),
        });
        rest = after;
    }
    Ok(steps)
}

impl FieldNode {
    /// A node that the steps lead into.
    fn for_steps(steps: &[FieldStep], leaf: FieldNode) -> FieldNode {
        let mut node = match steps.first() {
            None => return leaf,
            Some(FieldStep::Name(_)) => FieldNode::Object(Vec::new()),
            Some(FieldStep::Element) => FieldNode::Array(Vec::new()),
        };
        node.put(steps, leaf);
        node
    }

    /// Puts a leaf where the steps lead. False if something else is there.
    fn put(&mut self, steps: &[FieldStep], leaf: FieldNode) -> bool {
        match (self, steps.split_first()) {
            (FieldNode::Object(fields), Some((FieldStep::Name(name), rest))) => {
                match fields.iter_mut().find(|(there, _)| there == name) {
                    Some((_, node)) => node.put(rest, leaf),
                    None => {
                        fields.push((name.clone(), FieldNode::for_steps(rest, leaf)));
                        true
                    }
                }
            }
            (FieldNode::Array(elements), Some((FieldStep::Element, rest))) => {
                // The fields of one element come one after the other.
                if let (Some(FieldStep::Name(name)), Some(FieldNode::Object(fields))) =
                    (rest.first(), elements.last())
                    && !fields.iter().any(|(there, _)| there == name)
                    && let Some(last) = elements.last_mut()
                {
                    return last.put(rest, leaf);
                }
                elements.push(FieldNode::for_steps(rest, leaf));
                true
            }
            _ => false,
        }
    }
}

impl Serialize for FieldNode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            FieldNode::Value(FieldValue::Text(text)) => serializer.serialize_str(text),
            FieldNode::Value(FieldValue::Json(json)) => json.serialize(serializer),
            FieldNode::Object(fields) => {
                let mut map = serializer.serialize_map(Some(fields.len()))?;
                for (name, node) in fields {
                    map.serialize_entry(name, node)?;
                }
                map.end()
            }
            FieldNode::Array(elements) => {
                let mut seq = serializer.serialize_seq(Some(elements.len()))?;
                for element in elements {
                    seq.serialize_element(element)?;
                }
                seq.end()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(fields: &[&str]) -> Option<String> {
        let fields = fields.iter().map(|field| match field.split_once('=') {
            Some((key, value)) => GivenField {
                key: key.to_owned(),
                value: Some(FieldValue::typed(value)),
            },
            None => GivenField {
                key: (*field).to_owned(),
                value: None,
            },
        });
        object(fields.collect()).ok()
    }

    #[test]
    fn fields_make_an_object() {
        for (fields, json) in [
            (&["a=1", "b=x", "c="][..], r#"{"a":1,"b":"x","c":""}"#),
            (
                &["a=true", "b=null", "c=True", "d=nullx"],
                r#"{"a":true,"b":null,"c":"True","d":"nullx"}"#,
            ),
            (
                &["a=9007199254740993", "b=-1.50e3", "c=01", "d=1 ", "e=-"],
                r#"{"a":9007199254740993,"b":-1.50e3,"c":"01","d":"1 ","e":"-"}"#,
            ),
            (&["a[b]=1", "a[c][d]=2"], r#"{"a":{"b":1,"c":{"d":2}}}"#),
            (&["a[]=1", "a[]=x", "b[]"], r#"{"a":[1,"x"],"b":[]}"#),
            (
                &["a[][x]=1", "a[][y]=2", "a[][x]=3"],
                r#"{"a":[{"x":1,"y":2},{"x":3}]}"#,
            ),
            (&["a.b=1", "q=\"[1]"], r#"{"a.b":1,"q":"\"[1]"}"#),
        ] {
            assert_eq!(made(fields).as_deref(), Some(json));
        }
    }

    #[test]
    fn fields_that_contradict_each_other() {
        for fields in [
            &["a=1", "a=2"][..],
            &["a=1", "a[b]=2"],
            &["a[]=1", "a[b]=2"],
            &["a"],
            &["=1"],
            &["[a]=1"],
            &["a[b=1"],
            &["a[b]c=1"],
        ] {
            assert_eq!(made(fields), None, "{fields:?}");
        }
    }
}
