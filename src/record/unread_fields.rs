//! The fields of a user, a channel or a member, found in one pass with their values unread.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::json_mistake::mistake_of_json;
use super::known::KNOWN_FIELDS;
use super::mistake::Mistake;
use super::wording::described;

/// Up to so many fields, comparing each with each is faster than hashing.
const FEW: usize = 16;

/// The fields of a record. Of their values it is only known that they are JSON.
#[derive(Debug, Default)]
pub struct UnreadFields<'a> {
    /// As in `KNOWN_FIELDS`.
    known: [Option<&'a RawValue>; KNOWN_FIELDS.len()],
    /// All others, in their order.
    others: Vec<(Cow<'a, str>, &'a RawValue)>,
    /// The first known field that was given a second time.
    twin: Option<(&'static str, &'a RawValue)>,
}

/// The name of a field.
enum FieldName<'a> {
    /// The index in `KNOWN_FIELDS`.
    Known(usize),
    Other(Cow<'a, str>),
}

impl<'a> UnreadFields<'a> {
    /// Reads the object that makes up a text. If it is not an object, the mistake says `what` it
    /// should have been.
    pub fn read(text: &'a str, what: &str) -> Result<UnreadFields<'a>, Mistake<usize>> {
        if !text.starts_with('{') {
            let found = described(text);
            let message = format!("{what}: expected an object, found {found}");
            return Err(Mistake::new(0, message));
        }
        serde_json::from_str(text).map_err(|error| mistake_of_json(&error, text))
    }

    /// The value of a field.
    pub fn get(&self, name: &str) -> Option<&'a RawValue> {
        match KNOWN_FIELDS.iter().position(|known| *known == name) {
            Some(at) => self.known[at],
            None => {
                let found = self.others.iter().find(|(field, _)| field == name);
                found.map(|(_, value)| *value)
            }
        }
    }

    /// The fields that are none of `KNOWN_FIELDS`.
    pub fn others(&self) -> &[(Cow<'a, str>, &'a RawValue)] {
        &self.others
    }

    /// The names of all fields that are there, those of the API first.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let known = KNOWN_FIELDS.iter().zip(&self.known);
        let known = known.filter_map(|(name, value)| value.map(|_| *name));
        known.chain(self.others.iter().map(|(name, _)| name.as_ref()))
    }

    /// A known field that is given twice, with its second value.
    pub fn known_twin(&self) -> Option<(&str, &'a RawValue)> {
        self.twin
    }

    /// Any field that is given twice, with its second value.
    pub fn twin(&self) -> Option<(&str, &'a RawValue)> {
        let mut seen = HashSet::new();
        let is_twin = |at: usize, name: &Cow<'a, str>| match self.others.len() {
            0..=FEW => self.others[..at].iter().any(|(before, _)| before == name),
            _ => !seen.insert(name.clone()),
        };
        self.twin.or_else(|| self.other_twin(is_twin))
    }

    fn other_twin(
        &self,
        mut is_twin: impl FnMut(usize, &Cow<'a, str>) -> bool,
    ) -> Option<(&str, &'a RawValue)> {
        let mut others = self.others.iter().enumerate();
        let found = others.find(|(at, (name, _))| is_twin(*at, name));
        found.map(|(_, (name, value))| (name.as_ref(), *value))
    }
}

impl<'de> Deserialize<'de> for FieldName<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<FieldName<'de>, D::Error> {
        struct NameVisitor;
        impl<'de> Visitor<'de> for NameVisitor {
            type Value = FieldName<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the name of a field")
            }

            fn visit_borrowed_str<E>(self, name: &'de str) -> Result<FieldName<'de>, E> {
                Ok(match KNOWN_FIELDS.iter().position(|known| *known == name) {
                    Some(at) => FieldName::Known(at),
                    None => FieldName::Other(Cow::Borrowed(name)),
                })
            }

            fn visit_str<E>(self, name: &str) -> Result<FieldName<'de>, E> {
                Ok(match KNOWN_FIELDS.iter().position(|known| *known == name) {
                    Some(at) => FieldName::Known(at),
                    None => FieldName::Other(Cow::Owned(name.to_owned())),
                })
            }
        }
        deserializer.deserialize_str(NameVisitor)
    }
}

impl<'de> Deserialize<'de> for UnreadFields<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<UnreadFields<'de>, D::Error> {
        struct RecordVisitor;
        impl<'de> Visitor<'de> for RecordVisitor {
            type Value = UnreadFields<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut fields = UnreadFields::default();
                while let Some(name) = map.next_key()? {
                    let value: &RawValue = map.next_value()?;
                    match name {
                        FieldName::Other(name) => fields.others.push((name, value)),
                        FieldName::Known(at) if fields.known[at].is_none() => {
                            fields.known[at] = Some(value);
                        }
                        FieldName::Known(at) => {
                            fields.twin.get_or_insert((KNOWN_FIELDS[at], value));
                        }
                    }
                }
                Ok(fields)
            }
        }
        deserializer.deserialize_map(RecordVisitor)
    }
}
