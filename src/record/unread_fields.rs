//! The fields of a user, a channel or a member, found in one pass with their values unread.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::json_mistake::mistake_of_json;
use super::known::{KNOWN_FIELDS, KnownField, near_miss};
use super::mistake::Mistake;
use super::text::offset_in;
use super::wording::{clean, described};

/// Up to this many fields, comparing each with each is faster than hashing.
const FEW: usize = 16;

/// Fields that hold the records of a whole instance, and belong into no record.
pub const COLLECTIONS: [&str; 2] = ["users", "channels"];

/// The fields of a record. All that is known of their values is that they are JSON.
#[derive(Debug, Default)]
pub struct UnreadFields<'a> {
    /// As in `KNOWN_FIELDS`.
    known: [Option<&'a RawValue>; KNOWN_FIELDS.len()],
    /// Others, in their order.
    others: Vec<(Cow<'a, str>, &'a RawValue)>,
    /// The first known field that was given a second time.
    twin: Option<(&'static str, &'a RawValue)>,
}

/// The same, but of all other fields only those that look like known ones are kept, which saves
/// memory and time.
#[derive(Debug)]
pub struct LikelyFields<'a>(pub UnreadFields<'a>);

/// The name of a field.
enum FieldName<'a> {
    Known(KnownField),
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

    /// The value of a field of the API.
    pub fn known(&self, field: KnownField) -> Option<&'a RawValue> {
        self.known[field as usize]
    }

    /// The value of any other field.
    pub fn other(&self, name: &str) -> Option<&'a RawValue> {
        let found = self.others.iter().find(|(field, _)| field == name);
        found.map(|(_, value)| *value)
    }

    /// The fields that are not among `KNOWN_FIELDS`.
    pub fn others(&self) -> &[(Cow<'a, str>, &'a RawValue)] {
        &self.others
    }

    /// The names of all fields that are there, those of the API first.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let known = KNOWN_FIELDS.iter().zip(&self.known);
        let known = known.filter_map(|(name, value)| value.map(|_| *name));
        known.chain(self.others.iter().map(|(name, _)| name.as_ref()))
    }

    /// Refuses a known field that is given twice.
    pub fn refuse_known_twin(&self, text: &str) -> Result<(), Mistake<usize>> {
        self.twin.map_or(Ok(()), |twin| Err(of_twin(text, twin)))
    }

    /// Refuses any field that is given twice.
    pub fn refuse_twin(&self, text: &str) -> Result<(), Mistake<usize>> {
        self.twin().map_or(Ok(()), |twin| Err(of_twin(text, twin)))
    }

    /// Any field that is given twice, with its second value.
    fn twin(&self) -> Option<(&str, &'a RawValue)> {
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

fn of_twin(text: &str, (name, second): (&str, &RawValue)) -> Mistake<usize> {
    let message = format!("the field `{}` is given twice", clean(name));
    Mistake::new(offset_in(text, second.get()), message)
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
                Ok(match KnownField::of(name) {
                    Some(field) => FieldName::Known(field),
                    None => FieldName::Other(Cow::Borrowed(name)),
                })
            }

            fn visit_str<E>(self, name: &str) -> Result<FieldName<'de>, E> {
                Ok(match KnownField::of(name) {
                    Some(field) => FieldName::Known(field),
                    None => FieldName::Other(Cow::Owned(name.to_owned())),
                })
            }
        }
        deserializer.deserialize_str(NameVisitor)
    }
}

impl<'de> Deserialize<'de> for UnreadFields<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<UnreadFields<'de>, D::Error> {
        deserializer.deserialize_map(FieldsVisitor { keeps_all: true })
    }
}

impl<'de> Deserialize<'de> for LikelyFields<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<LikelyFields<'de>, D::Error> {
        let visitor = FieldsVisitor { keeps_all: false };
        deserializer.deserialize_map(visitor).map(LikelyFields)
    }
}

/// Whether a name is that of a known field, a dot, and more.
fn is_below_known(name: &str) -> bool {
    name.split_once('.')
        .is_some_and(|(head, _)| KnownField::of(head).is_some())
}

struct FieldsVisitor {
    keeps_all: bool,
}

impl<'de> Visitor<'de> for FieldsVisitor {
    type Value = UnreadFields<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut fields = UnreadFields::default();
        while let Some(name) = map.next_key()? {
            match name {
                FieldName::Known(field) => {
                    let value = map.next_value()?;
                    match &mut fields.known[field as usize] {
                        first @ None => *first = Some(value),
                        Some(_) => {
                            fields.twin.get_or_insert((field.name(), value));
                        }
                    }
                }
                FieldName::Other(name)
                    if self.keeps_all
                        || COLLECTIONS.contains(&&*name)
                        || near_miss(&name, &KNOWN_FIELDS).is_some()
                        || is_below_known(&name) =>
                {
                    fields.others.push((name, map.next_value()?));
                }
                FieldName::Other(_) => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(fields)
    }
}
