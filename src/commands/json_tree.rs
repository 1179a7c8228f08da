//! A JSON object that options make, field by field, in the order in which they are given.

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::value::RawValue;

use crate::record::MOST_LEVELS;

/// A value, or an object or array as far as it has been put together.
#[derive(Debug)]
pub enum JsonTree {
    /// As it was written.
    Value(Box<RawValue>),
    Text(String),
    Object(Vec<(String, JsonTree)>),
    Array(Vec<JsonTree>),
}

/// One step into an object.
#[derive(Debug)]
pub enum TreeStep {
    Name(String),
    /// A new element of an array.
    Element,
}

impl JsonTree {
    /// Puts a leaf where the steps lead. The error says what is there already.
    pub fn put(&mut self, steps: &[TreeStep], leaf: JsonTree) -> Result<(), String> {
        if steps.len() > MOST_LEVELS {
            return Err(format!("it has more than {MOST_LEVELS} levels"));
        }
        self.put_within("", steps, leaf)
    }

    fn put_within(&mut self, own: &str, steps: &[TreeStep], leaf: JsonTree) -> Result<(), String> {
        match (self, steps) {
            (JsonTree::Object(fields), [TreeStep::Name(name), rest @ ..]) => {
                if let Some((_, field)) = fields.iter_mut().find(|(there, _)| there == name) {
                    return field.put_within(name, rest, leaf);
                }
                fields.push((name.clone(), JsonTree::of_steps(rest, leaf)?));
                Ok(())
            }
            (JsonTree::Array(elements), [TreeStep::Element, rest @ ..]) => {
                // The fields of one element come one after the other.
                if let (Some(TreeStep::Name(name)), Some(JsonTree::Object(fields))) =
                    (rest.first(), elements.last())
                    && !fields.iter().any(|(there, _)| there == name)
                    && let Some(last) = elements.last_mut()
                {
                    return last.put_within(own, rest, leaf);
                }
                elements.push(JsonTree::of_steps(rest, leaf)?);
                Ok(())
            }
            (_, []) => Err(format!("the key `{own}` is given twice")),
            _ => Err(format!("`{own}` is a value, and has fields of its own too")),
        }
    }

    /// A tree in which the steps lead to the leaf.
    fn of_steps(steps: &[TreeStep], leaf: JsonTree) -> Result<JsonTree, String> {
        let mut tree = match steps.first() {
            None => return Ok(leaf),
            Some(TreeStep::Name(_)) => JsonTree::Object(Vec::new()),
            Some(TreeStep::Element) => JsonTree::Array(Vec::new()),
        };
        tree.put(steps, leaf)?;
        Ok(tree)
    }
}

impl Serialize for JsonTree {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            JsonTree::Value(json) => json.serialize(serializer),
            JsonTree::Text(text) => serializer.serialize_str(text),
            JsonTree::Object(fields) => {
                let mut map = serializer.serialize_map(Some(fields.len()))?;
                for (name, field) in fields {
                    map.serialize_entry(name, field)?;
                }
                map.end()
            }
            JsonTree::Array(elements) => serializer.collect_seq(elements),
        }
    }
}
