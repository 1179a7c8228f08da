//! A text with parts of it replaced.

use std::ops::Range;

/// What takes the place of a key.
pub const MASK: &str = "********";

/// The text with these in the place of some of its parts, which are in order and do not overlap.
pub(super) fn replaced<'a>(
    text: &[u8],
    parts: impl IntoIterator<Item = (Range<usize>, &'a str)>,
) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut from = 0;
    for (part, instead) in parts {
        out.extend_from_slice(&text[from..part.start]);
        out.extend_from_slice(instead.as_bytes());
        from = part.end;
    }
    out.extend_from_slice(&text[from..]);
    out
}
