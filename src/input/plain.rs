//! Users of a document in which there is nothing to mend.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::record::{USER_FIELDS, near_miss};

/// Unknown fields that are compared with each other; a user with more of them is not plain.
const UNKNOWN: usize = 8;

/// A user of whom no field is given twice, and none misspelt: the fields that have rules, unread.
pub(super) struct Look<'a> {
    id: &'a RawValue,
    name: Option<&'a RawValue>,
    mode: Option<&'a RawValue>,
    metadata: Option<&'a RawValue>,
}

/// The name of a field.
enum Field<'a> {
    Id,
    Name,
    Mode,
    Metadata,
    Unknown(&'a str),
}

impl<'de> Deserialize<'de> for Field<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Field<'de>, D::Error> {
        struct Read;
        impl<'de> Visitor<'de> for Read {
            type Value = Field<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a name without escapes")
            }

            fn visit_borrowed_str<E>(self, name: &'de str) -> Result<Field<'de>, E> {
                Ok(match name {
                    "id" => Field::Id,
                    "name" => Field::Name,
                    "mode" => Field::Mode,
                    "metadata" => Field::Metadata,
                    _ => Field::Unknown(name),
                })
            }
        }
        deserializer.deserialize_str(Read)
    }
}

impl<'de> Deserialize<'de> for Look<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Look<'de>, D::Error> {
        struct Read;
        impl<'de> Visitor<'de> for Read {
            type Value = Look<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a user")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Look<'de>, A::Error> {
                let (mut id, mut name, mut mode, mut metadata) = (None, None, None, None);
                let mut unknown = [""; UNKNOWN];
                let mut count = 0;
                while let Some(field) = map.next_key()? {
                    let known = match field {
                        Field::Id => &mut id,
                        Field::Name => &mut name,
                        Field::Mode => &mut mode,
                        Field::Metadata => &mut metadata,
                        Field::Unknown(field) => {
                            let is_twin = unknown[..count].contains(&field);
                            let is_misspelt = near_miss(field, &USER_FIELDS).is_some();
                            if count == UNKNOWN || is_twin || is_misspelt {
                                return Err(A::Error::custom("not plain"));
                            }
                            unknown[count] = field;
                            count += 1;
                            map.next_value::<IgnoredAny>()?;
                            continue;
                        }
                    };
                    if known.replace(map.next_value()?).is_some() {
                        return Err(A::Error::custom("not plain"));
                    }
                }
                Ok(Look {
                    id: id.ok_or_else(|| A::Error::missing_field("id"))?,
                    name,
                    mode,
                    metadata,
                })
            }
        }
        deserializer.deserialize_map(Read)
    }
}

impl Look<'_> {
    /// The id between its quotes, where the user is plain.
    pub fn plain_id(&self) -> Option<&str> {
        let is_good = |raw: Option<&RawValue>, rule: fn(&str) -> bool| {
            raw.is_none_or(|raw| rule(raw.get()) || raw.get() == "null")
        };
        let is_plain = is_good(self.name, |name| name.starts_with('"'))
            && is_good(self.metadata, |metadata| metadata.starts_with('{'))
            && is_good(self.mode, |mode| mode.parse::<u64>().is_ok());
        let id = self.id.get().strip_prefix('"')?.strip_suffix('"')?;
        let has_escape = memchr::memchr(b'\\', id.as_bytes()).is_some();
        (is_plain && !id.is_empty() && !has_escape).then_some(id)
    }
}
