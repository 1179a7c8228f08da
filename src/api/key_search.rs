//! Where the key stands in a text, however it is spelled there.
//!
//! Encoders may write a character of the key as itself, as an escape of JSON (`\/`, `\u002B`), as
//! a percent code, or as an entity of HTML. What is compared is what a reader would decode.

use std::ops::Range;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use memchr::memmem::Finder;

use super::spelling;

/// Keys of this length or more do not occur in records by chance. Shorter ones are masked there as
/// words of their own.
pub(super) const SURELY_A_KEY: usize = 16;
/// Shorter keys are not secret, and would be found in every other word.
pub(super) const SHORTEST_KEY: usize = 4;
/// Escapes of escapes make a key at most so many times as long: three times `\u005c`.
pub(super) const LONGEST_SPELLING: usize = 216;

/// Where the key stands in a text, in whatever form, in order and without overlaps.
pub(super) fn all_spans(text: &[u8], key: &str) -> Vec<Range<usize>> {
    if key.len() < SHORTEST_KEY {
        return Vec::new();
    }
    let mut found = spans(text, key.as_bytes());
    if key.len() >= SURELY_A_KEY {
        let hexadecimal: String = key.bytes().map(|byte| format!("{byte:02x}")).collect();
        let mut forms = vec![hexadecimal.to_uppercase(), hexadecimal];
        for form in base64_inside(key.as_bytes()) {
            forms.push(form.replace('+', "-").replace('/', "_"));
            forms.push(form);
        }
        for form in forms {
            found.extend(spans(text, form.as_bytes()));
        }
        join(&mut found);
    }
    found
}

/// Where the key stands in a text, in order and without overlaps.
pub(super) fn spans(text: &[u8], key: &[u8]) -> Vec<Range<usize>> {
    let finder = Finder::new(key);
    let mut found: Vec<Range<usize>> = finder
        .find_iter(text)
        .map(|at| at..at + key.len())
        .collect();
    spelling::find(text, &finder, &mut found);
    join(&mut found);
    found
}

/// Puts ranges in order, and makes one of those that overlap.
fn join(found: &mut Vec<Range<usize>>) {
    found.sort_unstable_by_key(|range| (range.start, range.end));
    found.dedup_by(|next, range| {
        let overlaps = next.start < range.end;
        if overlaps {
            range.end = range.end.max(next.end);
        }
        overlaps
    });
}

/// What bytes are in base64 wherever they stand in what is encoded: the digits that depend on them
/// alone, for each of the three ways in which they may fall into groups.
fn base64_inside(bytes: &[u8]) -> [String; 3] {
    [0, 1, 2].map(|shift: usize| {
        let mut shifted = vec![0; shift];
        shifted.extend_from_slice(bytes);
        let text = STANDARD.encode(&shifted);
        let begin = (shift * 8).div_ceil(6);
        let end = shifted.len() * 8 / 6;
        text.get(begin..end).unwrap_or_default().to_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_found_in_base64_wherever_it_stands() {
        for before in ["", "a", "ab", "Bearer "] {
            for after in ["", "x", "xy", "xyz"] {
                let whole = STANDARD.encode(format!("{before}sk_0123456789{after}"));
                let found = base64_inside(b"sk_0123456789");
                assert!(found.iter().any(|part| whole.contains(part)), "{whole}");
            }
        }
    }
}
