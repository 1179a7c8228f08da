//! Ids of users and channels: what may be one, and what is said about a value that may not.

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::fields::Text;
use super::json_mistake::mistake_of_json;
use super::known::{KnownField, near_miss};
use super::mistake::Mistake;
use super::text::offset_in;
use super::unread_fields::UnreadFields;
use super::wording::{described, quoted};

/// Checks a whole JSON value that must be an id.
pub fn check_id(literal: &str) -> Result<Cow<'_, str>, Mistake<usize>> {
    let inner = literal.strip_prefix('"');
    let Some(inner) = inner.and_then(|rest| rest.strip_suffix('"')) else {
        return Err(not_a_string(literal));
    };
    let id = match memchr::memchr(b'\\', inner.as_bytes()) {
        None => Cow::Borrowed(inner),
        Some(_) => {
            let Text(id) =
                serde_json::from_str(literal).map_err(|error| mistake_of_json(&error, literal))?;
            id
        }
    };
    if id.is_empty() {
        return Err(Mistake::new(0, "an id must not be empty"));
    }
    Ok(id)
}

/// What is wrong with a value that should have been an id.
pub fn not_a_string(text: &str) -> Mistake<usize> {
    let found = described(text);
    let mistake = Mistake::new(0, format!("expected a string, found {found}"));
    let number = text
        .split(|c: char| !matches!(c, '0'..='9' | '-' | '+' | '.' | 'e' | 'E'))
        .next()
        .unwrap_or_default();
    if number.is_empty() || number.len() > 40 {
        return mistake;
    }
    mistake.hint(format!("ids are strings: write \"{number}\""))
}

pub(super) fn id_field<'a>(
    text: &'a str,
    fields: &UnreadFields<'a>,
) -> Result<Cow<'a, str>, Mistake<usize>> {
    let id = fields.known(KnownField::Id);
    id_of_field(text, id, "id").map_err(|mistake| {
        let mut names = fields.others().iter().map(|(name, _)| name);
        match names.find(|name| near_miss(name, &["id"]).is_some()) {
            Some(name) if id.is_none() => mistake.hint(format!(
                "is {} meant? the field must be called `id`",
                quoted(name)
            )),
            _ => mistake,
        }
    })
}

pub(super) fn id_of_field<'a>(
    text: &'a str,
    value: Option<&'a RawValue>,
    field: &str,
) -> Result<Cow<'a, str>, Mistake<usize>> {
    let Some(raw) = value else {
        return Err(Mistake::new(0, format!("the field `{field}` is missing")));
    };
    let checked = check_id(raw.get()).map_err(|mistake| match raw.get() {
        // `{"id":{"0":"a","1":"b"},"name":{…}}`
        json if json.starts_with('{') => mistake.hint(
            "is this a table by columns? In pandas, `to_json(orient=\"records\")` writes records",
        ),
        _ => mistake,
    });
    checked.map_err(|mistake| about(field, mistake).shifted(offset_in(text, raw.get())))
}

/// The same mistake, with the name of the field.
pub(super) fn about(field: &str, mistake: Mistake<usize>) -> Mistake<usize> {
    Mistake {
        message: format!("the field `{field}`: {}", mistake.message),
        ..mistake
    }
}

/// Checks an object of which only the id is needed. Returns the id as it is written, and as text.
pub fn check_id_field<'a>(
    text: &'a str,
    fields: &UnreadFields<'a>,
) -> Result<(&'a str, Cow<'a, str>), Mistake<usize>> {
    fields.refuse_known_twin(text)?;
    let id = id_field(text, fields)?;
    let literal = fields.known(KnownField::Id).map_or("", RawValue::get);
    Ok((literal, id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_ids_get_a_hint() {
        let refusal = not_a_string("-17.5e3, 4");
        assert_eq!(refusal.hint.unwrap(), "ids are strings: write \"-17.5e3\"");
        assert_eq!(not_a_string("null").hint, None);
    }
}
