//! What one piece of a document must be, and what it says.

use std::borrow::Cow;
use std::collections::HashSet;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::record::{CHANNEL_FIELDS, Fields, Mode, Text, USER_FIELDS, fits_in_path, near_miss};

/// What is wrong with a piece, and where in its text.
#[derive(Debug, PartialEq)]
pub struct Wrong {
    pub offset: usize,
    pub message: String,
}

fn wrong<T>(offset: usize, message: impl Into<String>) -> Result<T, Wrong> {
    Err(Wrong {
        offset,
        message: message.into(),
    })
}

/// A user of the document.
#[derive(Debug, PartialEq)]
pub struct User<'a> {
    pub id: Cow<'a, str>,
    pub mode: Option<u64>,
    /// The record as it is sent: the name of a mode is its number.
    pub json: Cow<'a, str>,
    /// Fields that may be meant otherwise.
    pub doubts: Vec<Wrong>,
}

/// A channel of the document.
#[derive(Debug, PartialEq)]
pub struct Channel<'a> {
    pub id: Cow<'a, str>,
    /// The record without its members.
    pub json: Cow<'a, str>,
    /// None where the channel keeps the members that it has.
    pub members: Option<Vec<Result<Member<'a>, Wrong>>>,
    /// Where members are given that are left out, because they cannot be reached.
    pub out_of_reach: Option<usize>,
    /// Fields that may be meant otherwise.
    pub doubts: Vec<Wrong>,
}

/// A member of a channel; the channel is told beside it.
#[derive(Debug, Clone, PartialEq)]
pub struct Member<'a> {
    pub id: Cow<'a, str>,
    /// None where the user's own mode is meant.
    pub mode: Option<u64>,
    /// Where it stands in the text.
    pub offset: usize,
    /// The first field that is neither of a member nor of a user: it is not sent.
    pub unsent: Option<Cow<'a, str>>,
}

pub fn user(text: &str) -> Result<User<'_>, Wrong> {
    let fields = fields(text, "a user")?;
    let id = id(text, &fields, "id")?;
    of_kind(text, &fields, "name", '"', "a string")?;
    of_kind(text, &fields, "metadata", '{', "an object")?;
    let mode = mode(text, &fields)?;
    let json = match (&mode, find(&fields, "mode")) {
        (Some(number), Some(raw)) if raw.get().starts_with('"') => {
            let at = offset(text, raw);
            let (before, after) = (&text[..at], &text[at + raw.get().len()..]);
            Cow::Owned(format!("{before}{number}{after}"))
        }
        _ => Cow::Borrowed(text),
    };
    let doubts = misspelt(text, &fields, &USER_FIELDS);
    Ok(User {
        id,
        mode,
        json,
        doubts,
    })
}

pub fn channel(text: &str) -> Result<Channel<'_>, Wrong> {
    let fields = fields(text, "a channel")?;
    let id = id(text, &fields, "id")?;
    for field in ["name", "logo"] {
        of_kind(text, &fields, field, '"', "a string")?;
    }
    let doubts = misspelt(text, &fields, &CHANNEL_FIELDS);
    let Some(raw) = find(&fields, "members") else {
        return Ok(Channel {
            id,
            json: Cow::Borrowed(text),
            members: None,
            out_of_reach: None,
            doubts,
        });
    };
    let at = offset(text, raw);
    let Ok(elements) = serde_json::from_str::<Vec<&RawValue>>(raw.get()) else {
        let found = described(raw.get());
        return wrong(at, format!("`members`: expected an array, found {found}"));
    };
    let members = elements
        .iter()
        .map(|element| {
            let at = offset(text, element);
            match member_of_channel(element.get()) {
                Ok(member) => Ok(Member {
                    offset: at,
                    ..member
                }),
                Err(Wrong { offset, message }) => wrong(at + offset, message),
            }
        })
        .collect();
    let json = Fields::object(fields.0.iter().filter(|(name, _)| name != "members"));
    let is_reachable = fits_in_path(&id);
    Ok(Channel {
        id,
        json: Cow::Owned(json),
        members: is_reachable.then_some(members),
        out_of_reach: (!is_reachable).then_some(at),
        doubts,
    })
}

/// A line `{"channel": …, "id": …, "mode": …}`: the channel's id, and the member.
pub fn member(text: &str) -> Result<(Cow<'_, str>, Member<'_>), Wrong> {
    let fields = fields(text, "a member")?;
    refuse_misspelt(text, &fields, &MEMBER_LINE_FIELDS)?;
    let channel = id(text, &fields, "channel")?;
    let member = Member {
        id: id(text, &fields, "id")?,
        mode: mode(text, &fields)?,
        offset: 0,
        unsent: unsent(&fields, &MEMBER_LINE_FIELDS),
    };
    Ok((channel, member))
}

/// An element of a channel's `members`.
pub fn member_of_channel(text: &str) -> Result<Member<'_>, Wrong> {
    if text.starts_with('"') {
        return Ok(Member {
            id: id_of(text, 0, "id")?,
            mode: None,
            offset: 0,
            unsent: None,
        });
    }
    if !text.starts_with('{') {
        let found = described(text);
        let message = format!("a member: expected an id or an object with an `id`, found {found}");
        return wrong(0, message);
    }
    let fields = fields(text, "a member")?;
    refuse_misspelt(text, &fields, &MEMBER_FIELDS)?;
    Ok(Member {
        id: id(text, &fields, "id")?,
        mode: mode(text, &fields)?,
        offset: 0,
        unsent: unsent(&fields, &MEMBER_FIELDS),
    })
}

/// What a member is in a channel, and on a line of its own.
const MEMBER_FIELDS: [&str; 2] = ["id", "mode"];
const MEMBER_LINE_FIELDS: [&str; 3] = ["channel", "id", "mode"];

/// The first field that goes nowhere. Those of a user are no surprise: `members list` prints them.
fn unsent<'a>(fields: &Fields<'a>, known: &[&str]) -> Option<Cow<'a, str>> {
    let mut names = fields.0.iter().map(|(name, _)| name);
    let is_sent = |name: &str| known.contains(&name) || USER_FIELDS.contains(&name);
    names.find(|name| !is_sent(name)).cloned()
}

/// Fields that are passed on as they are, but are known fields but for a letter.
fn misspelt(text: &str, fields: &Fields<'_>, known: &[&str]) -> Vec<Wrong> {
    let doubts = fields.0.iter().filter_map(|(name, value)| {
        let meant = near_miss(name, known)?;
        Some(Wrong {
            offset: offset(text, value),
            message: format!(
                "the field `{}` is passed on as it is; `{meant}` may be meant",
                name.escape_debug()
            ),
        })
    });
    doubts.collect()
}

/// The same where such a field has nowhere to go, and what it says would be lost.
fn refuse_misspelt(text: &str, fields: &Fields<'_>, known: &[&str]) -> Result<(), Wrong> {
    for (name, value) in &fields.0 {
        if let Some(meant) = near_miss(name, known) {
            let name = name.escape_debug();
            let message = format!("unknown field `{name}`: `{meant}` is meant, it seems");
            return wrong(offset(text, value), message);
        }
    }
    Ok(())
}

fn fields<'a>(text: &'a str, what: &str) -> Result<Fields<'a>, Wrong> {
    let Some(fields) = Fields::of(text).filter(|_| text.starts_with('{')) else {
        if text.starts_with('{') {
            return wrong(
                0,
                format!("{what}: the name of a field is no text of whole characters"),
            );
        }
        let found = described(text);
        return wrong(0, format!("{what}: expected an object, found {found}"));
    };
    let mut seen = HashSet::new();
    for (at, (name, value)) in fields.0.iter().enumerate() {
        // Few fields are compared faster than they are hashed.
        let is_twin = match fields.0.len() {
            0..=16 => fields.0[..at].iter().any(|(before, _)| before == name),
            _ => !seen.insert(name),
        };
        if is_twin {
            let message = format!("the field `{}` is given twice", name.escape_debug());
            return wrong(offset(text, value), message);
        }
    }
    Ok(fields)
}

fn find<'a>(fields: &Fields<'a>, name: &str) -> Option<&'a RawValue> {
    let found = fields.0.iter().find(|(field, _)| field == name);
    found.map(|(_, value)| *value)
}

fn id<'a>(text: &'a str, fields: &Fields<'a>, field: &str) -> Result<Cow<'a, str>, Wrong> {
    let Some(raw) = find(fields, field) else {
        return wrong(0, format!("the field `{field}` is missing"));
    };
    id_of(raw.get(), offset(text, raw), field)
}

fn id_of<'a>(raw: &'a str, at: usize, what: &str) -> Result<Cow<'a, str>, Wrong> {
    if !raw.starts_with('"') {
        let found = described(raw);
        return wrong(at, format!("`{what}`: expected a string, found {found}"));
    }
    let Ok(Text(id)) = Text::deserialize(&mut serde_json::Deserializer::from_str(raw)) else {
        return wrong(
            at,
            format!("`{what}`: expected a string of whole characters"),
        );
    };
    if id.is_empty() {
        return wrong(at, format!("`{what}`: an id must not be empty"));
    }
    if id.contains('\0') {
        return wrong(at, format!("`{what}`: an id must not hold U+0000"));
    }
    Ok(id)
}

fn of_kind(
    text: &str,
    fields: &Fields<'_>,
    field: &str,
    first: char,
    expected: &str,
) -> Result<(), Wrong> {
    match find(fields, field) {
        Some(raw) if raw.get() != "null" && !raw.get().starts_with(first) => {
            let found = described(raw.get());
            let message = format!("`{field}`: expected {expected}, found {found}");
            wrong(offset(text, raw), message)
        }
        _ => Ok(()),
    }
}

fn mode(text: &str, fields: &Fields<'_>) -> Result<Option<u64>, Wrong> {
    const EXPECTED: &str =
        "expected block, send_only, recv_only, send_recv, admin or a non-negative integer";
    let Some(raw) = find(fields, "mode").filter(|raw| raw.get() != "null") else {
        return Ok(None);
    };
    let name = match raw.get().starts_with('"') {
        true => serde_json::from_str::<Text<'_>>(raw.get()).ok(),
        false => None,
    };
    let found = match name {
        Some(Text(name)) => match Mode::from_name(&name) {
            Some(Mode(number)) => return Ok(Some(number)),
            None => format!("`{}`", name.escape_debug()),
        },
        None => match raw.get().parse() {
            Ok(number) => return Ok(Some(number)),
            Err(_)
                if raw
                    .get()
                    .starts_with(['-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9']) =>
            {
                format!("`{}`", raw.get())
            }
            Err(_) => described(raw.get()).to_owned(),
        },
    };
    wrong(offset(text, raw), format!("{found} is no mode: {EXPECTED}"))
}

/// Where in `text` a value that was borrowed from it begins.
fn offset(text: &str, value: &RawValue) -> usize {
    (value.get().as_ptr() as usize).saturating_sub(text.as_ptr() as usize)
}

fn described(text: &str) -> &'static str {
    match text.as_bytes().first() {
        Some(b'{') => "an object",
        Some(b'[') => "an array",
        Some(b'"') => "a string",
        Some(b'n') => "`null`",
        Some(b't') => "`true`",
        Some(b'f') => "`false`",
        _ => "a number",
    }
}

#[cfg(test)]
#[path = "check_tests.rs"]
mod tests;
