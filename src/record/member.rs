//! The rules that members of channels must obey: in their channel, and on lines of their own.

use std::borrow::Cow;

use super::id::{about, check_id, id_field, id_of_field};
use super::known::USER_FIELDS;
use super::mend::{Edits, Mended};
use super::misspelling::misspellings;
use super::mistake::Mistake;
use super::mode::{Mode, ModeScale};
use super::rules::{RecordKind, RecordRules, RecordUse};
use super::unread_fields::UnreadFields;
use super::values::{check_mode, is_named};
use super::wording::{clean, described};

/// The fields of a member: in its channel, and on its own line.
const MEMBER_FIELDS: [&str; 2] = ["id", "mode"];
const MEMBER_LINE_FIELDS: [&str; 3] = ["channel", "id", "mode"];

/// A member of a channel that obeys the rules.
#[derive(Debug, PartialEq)]
pub struct CheckedMember<'a> {
    pub id: Cow<'a, str>,
    /// None where the user's own mode is meant.
    pub mode: Option<u64>,
    /// As of a record.
    pub has_named_mode: bool,
    /// The first field that is neither a member's nor a user's: it is not sent.
    pub unsent: Option<Cow<'a, str>>,
    /// What was put right.
    pub mended: Mended,
}

/// Checks a line `{"channel": …, "id": …, "mode": …}`. Returns the channel's id, and the member.
pub fn check_member_line(
    text: &str,
    scale: ModeScale,
) -> Result<(Cow<'_, str>, CheckedMember<'_>), Mistake<usize>> {
    let fields = UnreadFields::read(text, "a member")?;
    let member = check_member(text, &fields, &MEMBER_LINE_FIELDS, scale)?;
    let channel = fields.other("channel");
    let channel = id_of_field(text, channel, "channel")?;
    Ok((channel, member))
}

/// Checks an element of a channel's `members`: an id, or an object with an `id`.
pub fn check_channel_member(
    text: &str,
    scale: ModeScale,
) -> Result<CheckedMember<'_>, Mistake<usize>> {
    if text.starts_with('"') {
        return Ok(CheckedMember {
            id: check_id(text).map_err(|mistake| about("id", mistake))?,
            mode: None,
            has_named_mode: false,
            unsent: None,
            mended: Mended::default(),
        });
    }
    if !text.starts_with('{') {
        let found = described(text);
        let message = format!("a member: expected an id or an object with an `id`, found {found}");
        return Err(Mistake::new(0, message));
    }
    let fields = UnreadFields::read(text, "a member")?;
    check_member(text, &fields, &MEMBER_FIELDS, scale)
}

fn check_member<'a>(
    text: &'a str,
    fields: &UnreadFields<'a>,
    known: &[&'static str],
    scale: ModeScale,
) -> Result<CheckedMember<'a>, Mistake<usize>> {
    fields.refuse_twin(text)?;
    // Such a field would be lost, because members have no other fields.
    if let Some(field) = misspellings(text, fields, known).next() {
        let (name, meant) = (clean(&field.name), field.meant);
        let message = format!("unknown field `{name}`: `{meant}` is meant, it seems");
        return Err(Mistake::new(field.offset, message));
    }
    // The fields of a user are expected here: `members list` prints them.
    let is_sent = |name: &str| known.contains(&name) || USER_FIELDS.contains(&name);
    let id = id_field(text, fields)?;
    let rules = RecordRules {
        scale,
        ..RecordRules::new(RecordKind::User, RecordUse::Document)
    };
    let mut edits = Edits::default();
    let mode = check_mode(text, fields, rules, &mut edits)?;
    Ok(CheckedMember {
        id,
        mode: mode.map(|Mode(number)| number),
        has_named_mode: is_named(mode, fields),
        mended: edits.mended,
        unsent: fields
            .names()
            .find(|name| !is_sent(name))
            .map(|name| Cow::Owned(name.to_owned())),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEVELS: ModeScale = ModeScale::Levels;

    #[test]
    fn members_stand_in_their_channel_or_on_a_line() {
        let member = |id: &'static str, mode, unsent: Option<&'static str>| CheckedMember {
            id: id.into(),
            mode,
            has_named_mode: mode == Some(700),
            unsent: unsent.map(Cow::Borrowed),
            mended: Mended::default(),
        };
        for (text, expected) in [
            (r#""a""#, member("a", None, None)),
            (r#"{"id":"b","mode":7}"#, member("b", Some(7), None)),
            (
                r#"{"name":"n","id":"b","mode":"admin","x":1}"#,
                member("b", Some(700), Some("x")),
            ),
        ] {
            assert_eq!(check_channel_member(text, LEVELS), Ok(expected));
        }
        let (channel, found) = check_member_line(r#"{"channel":"l","id":"a"}"#, LEVELS).unwrap();
        assert_eq!((&*channel, found), ("l", member("a", None, None)));
        for (text, offset, message) in [
            (
                "1",
                0,
                "a member: expected an id or an object with an `id`, found a number",
            ),
            (r#""""#, 0, "the field `id`: an id must not be empty"),
            (r#"{"id":"b","mode":"x"}"#, 17, "`x` is not a mode"),
            (
                r#"{"id":"b","mdoe":1}"#,
                17,
                "unknown field `mdoe`: `mode` is meant, it seems",
            ),
        ] {
            let mistake = check_channel_member(text, LEVELS).unwrap_err();
            assert_eq!(mistake.at, offset, "{text}");
            assert!(mistake.message.starts_with(message), "{mistake:?}");
        }
        let mistake = check_member_line(r#"{"id":"l"}"#, LEVELS).unwrap_err();
        assert_eq!(mistake.message, "the field `channel` is missing");
    }
}
