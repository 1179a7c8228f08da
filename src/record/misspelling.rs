//! Fields that look like misspelt fields of the API.

use std::borrow::Cow;

use super::known::near_miss;
use super::text::offset_in;
use super::unread_fields::UnreadFields;

/// A field that looks like a misspelt field of the API.
#[derive(Debug, PartialEq)]
pub struct Misspelling<'a> {
    pub name: Cow<'a, str>,
    pub meant: &'static str,
    /// Where its value stands in the text.
    pub offset: usize,
}

pub(super) fn misspellings<'a>(
    text: &'a str,
    fields: &UnreadFields<'a>,
    known: &[&'static str],
) -> impl Iterator<Item = Misspelling<'a>> {
    fields.others().iter().filter_map(|(name, value)| {
        Some(Misspelling {
            name: name.clone(),
            meant: near_miss(name, known)?,
            offset: offset_in(text, value.get()),
        })
    })
}
