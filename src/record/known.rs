//! The fields that the API knows, and misspellings of their names.

use std::borrow::Cow;

use serde::Deserialize;

/// The fields of a user that the API knows (API reference: users).
pub const USER_FIELDS: [&str; 4] = ["id", "name", "mode", "metadata"];

/// The fields of a channel that the API, its guides and its clients know.
pub const CHANNEL_FIELDS: [&str; 5] = ["id", "name", "logo", "metadata", "members"];

/// The fields of any record, in the order of [`KnownField`].
pub const KNOWN_FIELDS: [&str; 6] = ["id", "name", "mode", "metadata", "logo", "members"];

/// A field of any record, as an index into [`KNOWN_FIELDS`].
#[derive(Debug, Clone, Copy)]
pub enum KnownField {
    Id,
    Name,
    Mode,
    Metadata,
    Logo,
    Members,
}

impl KnownField {
    pub fn name(self) -> &'static str {
        KNOWN_FIELDS[self as usize]
    }

    /// The field of this name. Every field of every record is looked up, so the names are repeated
    /// here as patterns, which the compiler turns into a few comparisons.
    #[inline]
    pub fn of(name: &str) -> Option<KnownField> {
        Some(match name {
            "id" => KnownField::Id,
            "name" => KnownField::Name,
            "mode" => KnownField::Mode,
            "metadata" => KnownField::Metadata,
            "logo" => KnownField::Logo,
            "members" => KnownField::Members,
            _ => return None,
        })
    }
}

/// The id of any record; its other fields are skipped.
#[derive(Debug, Deserialize)]
pub struct Id<'a> {
    #[serde(borrow)]
    pub id: Cow<'a, str>,
}

/// The known field that a name most likely means: one that differs only in case, in two exchanged
/// letters, or in one letter more or less. A known field is not a near miss of another one.
///
/// With a letter more or less, a name of two letters becomes another word (`uid`, `ids`), so `id` is
/// only recognised in another case or with its letters exchanged.
pub fn near_miss<'k>(field: &str, known: &[&'k str]) -> Option<&'k str> {
    if known.contains(&field) {
        return None;
    }
    known
        .iter()
        .copied()
        .find(|name| is_near(field.as_bytes(), name.as_bytes()))
}

fn is_near(field: &[u8], name: &[u8]) -> bool {
    let (shorter, longer) = match field.len() <= name.len() {
        true => (field, name),
        false => (name, field),
    };
    if longer.len() - shorter.len() > 1 || (longer.len() > shorter.len() && name.len() <= 2) {
        return false;
    }
    let Some(at) = shorter
        .iter()
        .zip(longer)
        .position(|(a, b)| !a.eq_ignore_ascii_case(b))
    else {
        return true;
    };
    let (short, long) = (&shorter[at..], &longer[at..]);
    if shorter.len() < longer.len() {
        return short.eq_ignore_ascii_case(&long[1..]);
    }
    match (short, long) {
        ([a, b, rest @ ..], [c, d, tail @ ..]) => {
            a.eq_ignore_ascii_case(d)
                && b.eq_ignore_ascii_case(c)
                && rest.eq_ignore_ascii_case(tail)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_known_field_is_found_by_its_name() {
        for (index, name) in KNOWN_FIELDS.into_iter().enumerate() {
            let found = KnownField::of(name);
            assert_eq!(found.map(|field| field as usize), Some(index), "{name}");
            assert_eq!(found.map(KnownField::name), Some(name));
        }
        assert!(KnownField::of("ids").is_none());
    }

    #[test]
    fn misspelt_fields_are_found() {
        let known = ["id", "name", "mode", "metadata", "members"];
        for (field, meant) in [
            ("Mode", "mode"),
            ("MODE", "mode"),
            ("mdoe", "mode"),
            ("modes", "mode"),
            ("mod", "mode"),
            ("ode", "mode"),
            ("mmode", "mode"),
            ("Nmae", "name"),
            ("memebrs", "members"),
            ("member", "members"),
            ("metdata", "metadata"),
            ("ID", "id"),
            ("di", "id"),
        ] {
            assert_eq!(near_miss(field, &known), Some(meant), "{field}");
        }
        for field in [
            "id",
            "mode",
            "uid",
            "ids",
            "i",
            "",
            "node",
            "moed_",
            "domain",
            "meta",
            "námé",
            "last_seen",
        ] {
            assert_eq!(near_miss(field, &known), None, "{field}");
        }
    }
}
