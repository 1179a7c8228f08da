//! Fields of a document that are left out: a service may keep them for itself.

use std::borrow::Cow;

use crate::record::{Fields, ObjectText};

/// Dotted names of fields, like `last_seen` and `metadata.seen.at`.
#[derive(Debug, Clone, Default)]
pub struct Ignored(Vec<String>);

impl Ignored {
    pub fn new(fields: Vec<String>) -> Ignored {
        Ignored(fields)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the field as a whole is ignored.
    pub fn has(&self, field: &str) -> bool {
        self.0.iter().any(|name| name == field)
    }

    /// What is ignored within a field.
    pub fn within(&self, field: &str) -> Ignored {
        let rest = |name: &String| {
            let rest = name.strip_prefix(field)?.strip_prefix('.')?;
            Some(rest.to_owned())
        };
        Ignored(self.0.iter().filter_map(rest).collect())
    }

    /// An object without the ignored fields. Any other value stays as it is.
    pub fn without<'a>(&self, json: &'a str) -> Cow<'a, str> {
        self.merged(json, None)
    }

    /// An object with the ignored fields of another.
    pub fn with_those_of<'a>(&self, json: &'a str, other: &str) -> Cow<'a, str> {
        self.merged(json, Some(other))
    }

    fn merged<'a>(&self, json: &'a str, other: Option<&str>) -> Cow<'a, str> {
        if self.is_empty() {
            return Cow::Borrowed(json);
        }
        let Some(fields) = Fields::of(json) else {
            return Cow::Borrowed(json);
        };
        let other = other.and_then(Fields::of).unwrap_or(Fields(Vec::new()));
        let mut object = ObjectText::default();
        for (name, value) in &fields.0 {
            if self.has(name) {
                continue;
            }
            let within = self.within(name);
            let of_other = other.0.iter().find(|(other, _)| other == name);
            let of_other = of_other.map(|(_, value)| value.get());
            object.push(name, &within.merged(value.get(), of_other));
        }
        for (name, value) in &other.0 {
            if self.has(name) {
                object.push(name, value.get());
            } else if !fields.0.iter().any(|(field, _)| field == name) {
                // The document does not have this object. What is ignored within it goes along.
                let kept = self.within(name).only(value.get());
                if let Some(kept) = kept {
                    object.push(name, &kept);
                }
            }
        }
        Cow::Owned(object.end())
    }

    /// An object of the ignored fields alone; none if it has none of them.
    fn only(&self, json: &str) -> Option<String> {
        let fields = Fields::of(json).filter(|_| !self.is_empty())?;
        let mut object = ObjectText::default();
        for (name, value) in &fields.0 {
            if self.has(name) {
                object.push(name, value.get());
            } else if let Some(kept) = self.within(name).only(value.get()) {
                object.push(name, &kept);
            }
        }
        (!object.is_empty()).then(|| object.end())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ignored(fields: &[&str]) -> Ignored {
        Ignored::new(fields.iter().map(|&field| field.to_owned()).collect())
    }

    #[test]
    fn fields_are_left_out() {
        let ignored = ignored(&["last_seen", "metadata.seen.at", "x.y"]);
        for (json, expected) in [
            (r#"{"id":"a","last_seen":7}"#, r#"{"id":"a"}"#),
            (
                r#"{"metadata":{"seen":{"at":1,"by":2},"last_seen":3}}"#,
                r#"{"metadata":{"seen":{"by":2},"last_seen":3}}"#,
            ),
            (r#"{"last_seen":7}"#, "{}"),
            (r#"{"x.y":1,"x":"y"}"#, r#"{"x":"y"}"#),
            (r#"{"metadata":7}"#, r#"{"metadata":7}"#),
        ] {
            assert_eq!(ignored.without(json), expected);
        }
        assert!(matches!(
            Ignored::default().without("{ }"),
            Cow::Borrowed("{ }")
        ));
    }

    #[test]
    fn what_is_sent_has_the_values_of_the_service() {
        let ignored = ignored(&["last_seen", "metadata.at", "more.at"]);
        let there = r#"{"id":"a","name":"B","last_seen":9,"metadata":{"at":1,"x":2},
            "more":{"at":[3],"z":0}}"#;
        for (wanted, expected) in [
            (
                r#"{"id":"a","name":"A","last_seen":1,"metadata":{"at":7,"y":3}}"#,
                r#"{"id":"a","name":"A","metadata":{"y":3,"at":1},"last_seen":9,"more":{"at":[3]}}"#,
            ),
            (
                r#"{"id":"a","more":null}"#,
                r#"{"id":"a","more":null,"last_seen":9,"metadata":{"at":1}}"#,
            ),
        ] {
            assert_eq!(ignored.with_those_of(wanted, there), expected);
        }
    }
}
