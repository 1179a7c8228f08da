//! What one record of a document must be, and what it says.

use std::borrow::Cow;

use crate::input::scan::{Scan, scan, scan_any};
use crate::record::{
    CheckedRecord, Mended, Mistake, Mode, ModeScale, RecordKind, RecordRules, RecordUse,
    UnreadFields, check_record, clean, read_record, without_field,
};

/// What a user without mistakes says.
#[derive(Debug)]
pub struct CheckedUser {
    pub id: String,
    /// The record as it is sent, if it was changed for that.
    pub changed: Option<String>,
    pub mode: Option<u64>,
    /// Fields that are passed on as they are, but may be meant otherwise.
    pub doubts: Vec<Mistake<usize>>,
    /// As of [`CheckedRecord`].
    pub has_named_mode: bool,
    /// What was put right.
    pub mended: Mended,
}

impl CheckedUser {
    fn of(user: CheckedRecord<'_>) -> CheckedUser {
        CheckedUser {
            doubts: doubts(&user),
            mode: user.mode.map(|Mode(number)| number),
            has_named_mode: user.has_named_mode,
            mended: user.mended,
            id: user.id.into_owned(),
            changed: match user.json {
                Cow::Borrowed(_) => None,
                Cow::Owned(json) => Some(json),
            },
        }
    }
}

fn rules(kind: RecordKind, scale: ModeScale) -> RecordRules {
    RecordRules {
        scale,
        ..RecordRules::new(kind, RecordUse::Document)
    }
}

pub fn user(text: &str, scale: ModeScale) -> Result<CheckedUser, Mistake<usize>> {
    read_record(text, rules(RecordKind::User, scale)).map(CheckedUser::of)
}

/// Reads and checks the user that a text begins with, both in one pass: there may be very many.
/// JSON that is not a user does not keep others from being read.
pub fn scan_user(text: &str, scale: ModeScale) -> Scan<Result<CheckedUser, Mistake<usize>>> {
    if text.starts_with('{') {
        let scanned = scan(text, |text, fields: &UnreadFields<'_>| {
            let user = check_record(text, fields, rules(RecordKind::User, scale));
            Ok(user.map(CheckedUser::of))
        });
        if !matches!(scanned, Scan::Wrong(_)) {
            return scanned;
        }
    }
    match scan_any(text) {
        Scan::Done(len, ()) => Scan::Done(len, user(&text[..len], scale)),
        Scan::Short(mistake) => Scan::Short(mistake),
        Scan::Wrong(mistake) => Scan::Wrong(mistake),
        Scan::Refused(len, mistake) => Scan::Refused(len, mistake),
    }
}

/// Checks a channel; its members are left out of its JSON.
pub fn channel(text: &str) -> Result<CheckedRecord<'_>, Mistake<usize>> {
    // A channel has no mode.
    let scale = ModeScale::default();
    let mut channel = read_record(text, rules(RecordKind::Channel, scale))?;
    if channel.members.is_some() {
        channel.json = Cow::Owned(without_field(&channel.json, "members").into_owned());
    }
    Ok(channel)
}

/// Fields that are passed on as they are, but may be meant otherwise.
pub fn doubts(record: &CheckedRecord<'_>) -> Vec<Mistake<usize>> {
    let doubts = record.misspelt.iter().map(|field| {
        let (name, meant) = (clean(&field.name), field.meant);
        let message = format!("the field `{name}` is passed on as it is; `{meant}` may be meant");
        Mistake::new(field.offset, message)
    });
    doubts.collect()
}
