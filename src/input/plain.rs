//! Users of a document in which there is nothing to mend.

use serde::Deserialize;
use serde_json::value::RawValue;

/// The fields of a user that have rules, unread.
#[derive(Deserialize)]
pub(super) struct Look<'a> {
    #[serde(borrow)]
    id: &'a RawValue,
    #[serde(borrow, default)]
    name: Option<&'a RawValue>,
    #[serde(borrow, default)]
    mode: Option<&'a RawValue>,
    #[serde(borrow, default)]
    metadata: Option<&'a RawValue>,
}

impl Look<'_> {
    /// The id between its quotes, where the user is plain.
    pub fn plain_id(&self) -> Option<&str> {
        let begins = |raw: Option<&RawValue>, first| match raw {
            Some(raw) => raw.get().starts_with(first),
            None => true,
        };
        let is_number = |raw: &RawValue| raw.get().parse::<u64>().is_ok();
        let is_plain =
            begins(self.name, '"') && begins(self.metadata, '{') && self.mode.is_none_or(is_number);
        let id = self.id.get().strip_prefix('"')?.strip_suffix('"')?;
        let has_escape = memchr::memchr(b'\\', id.as_bytes()).is_some();
        (is_plain && !id.is_empty() && !has_escape).then_some(id)
    }
}
