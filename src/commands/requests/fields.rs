//! Fields given by `-F` and `-f`, and the JSON object that they make.

use serde_json::value::RawValue;

use crate::commands::arguments::to_json;
use crate::commands::json_tree::{JsonTree, TreeStep};
use crate::error::{Failure, Result};

/// A field as it was given.
pub struct GivenField {
    pub key: String,
    /// None for `key[]` alone.
    pub value: Option<JsonTree>,
}

/// The JSON object of the fields.
pub fn object(fields: Vec<GivenField>) -> Result<String> {
    let mut root = JsonTree::Object(Vec::new());
    for GivenField { key, value } in fields {
        let steps = steps(&key)?;
        let put = match (value, &steps[..]) {
            (Some(value), steps) => root.put(steps, value),
            (None, [before @ .., TreeStep::Element]) => {
                root.put(before, JsonTree::Array(Vec::new()))
            }
            (None, _) => {
                return Err(Failure::usage(format!(
                    "the field `{key}` has no value: expected KEY=VALUE"
                )));
            }
        };
        if let Err(why) = put {
            return Err(Failure::usage(format!("the field `{key}`: {why}")));
        }
    }
    to_json(&root)
}

/// `a[b][]` as steps.
fn steps(key: &str) -> Result<Vec<TreeStep>> {
    let odd = || {
        Failure::usage(format!("the field `{key}` has an odd name"))
            .hint("a field is written `a`, one within another `a[b]`, an element of an array `a[]`")
    };
    let (first, mut rest) = key.split_at(key.find('[').unwrap_or(key.len()));
    if first.is_empty() {
        return Err(odd());
    }
    let mut steps = vec![TreeStep::Name(first.to_owned())];
    while !rest.is_empty() {
        let inner = rest.strip_prefix('[').ok_or_else(odd)?;
        let (name, after) = inner.split_once(']').ok_or_else(odd)?;
        steps.push(match name {
            "" => TreeStep::Element,
            name => TreeStep::Name(name.to_owned()),
        });
        rest = after;
    }
    Ok(steps)
}

/// A value: a number, `true`, `false` and `null` are JSON, anything else is a text.
pub fn typed(text: &str) -> JsonTree {
    let is_plain = matches!(text, "true" | "false" | "null")
        || text.starts_with(|c: char| c == '-' || c.is_ascii_digit());
    match RawValue::from_string(text.to_owned()) {
        Ok(json) if is_plain && json.get() == text => JsonTree::Value(json),
        _ => JsonTree::Text(text.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(fields: &[&str]) -> Option<String> {
        let fields = fields.iter().map(|field| match field.split_once('=') {
            Some((key, value)) => GivenField {
                key: key.to_owned(),
                value: Some(typed(value)),
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
