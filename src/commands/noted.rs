//! Ids in messages: short enough to read, and of many the first.

use std::borrow::Cow;

use crate::document::NotedNames;
use crate::record::shortened;
use crate::render::Console;

/// How many characters of an id are shown: enough to know it by.
const LONGEST_ID: usize = 200;

pub fn short_id(id: &str) -> Cow<'_, str> {
    shortened(id, LONGEST_ID)
}

/// Warns of each that was noted, and says how many more there are.
pub fn warn_of_each(console: &Console, noted: &NotedNames, words: impl Fn(&str) -> String) {
    for name in &noted.first {
        console.warn(&words(&short_id(name)));
    }
    let more = noted.count - noted.first.len() as u64;
    if more > 0 {
        console.warn(&format!("and {more} more of this kind"));
    }
}

/// Warns of channels that went while they were listed.
pub fn warn_of_gone(console: &Console, channels: &NotedNames) {
    warn_of_each(console, channels, |channel| {
        format!("the channel `{channel}` is left out: it has gone since it was listed")
    });
}
