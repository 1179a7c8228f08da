//! Places between ids: about where the record is that comes so many records behind one that was seen.
//!
//! Ids are read as numbers. Their digits are the bytes that vary among the ids of a page, and all of
//! the same kind: of `u0007` and `u0042` the ten decimal ones, of hashes the sixteen. Bytes between
//! them that are not digits, such as the hyphens of a UUID, stay as they are.
//!
//! A place is only a guess, for asking early and for nothing else.

/// How many bits a number has at most.
const BITS: f64 = 120.0;
/// How many bytes are looked at behind those that all ids share.
const VARYING: usize = 24;

/// Ids as numbers, and numbers as ids.
#[derive(Debug, Clone)]
pub(super) struct IdScale {
    /// What all ids begin with, and every place as well.
    head: Vec<u8>,
    /// What follows it: none for a digit, otherwise a byte that stays.
    places: Vec<Option<u8>>,
    /// In ascending order.
    digits: Vec<u8>,
}

impl IdScale {
    /// The scale of ids that came in ascending order, for places behind the last of them.
    pub fn of(ids: &[String]) -> Option<IdScale> {
        let (first, last) = (ids.first()?.as_bytes(), ids.last()?.as_bytes());
        let alike = first.iter().zip(last).take_while(|(a, b)| a == b).count();
        let mut seen = [[false; 256]; VARYING];
        for id in ids {
            let bytes = id.as_bytes().iter().skip(alike).take(VARYING);
            for (at, byte) in bytes.enumerate() {
                seen[at][usize::from(*byte)] = true;
            }
        }
        let varying = seen
            .iter()
            .map(|seen| (0..=u8::MAX).filter(|byte| seen[usize::from(*byte)]));
        let varying = varying.filter(|bytes| bytes.clone().count() > 1);
        let digits = whole_kinds(varying.flatten());
        // Where the last id is short, it is continued like the longest one.
        let longest = ids.iter().max_by_key(|id| id.len())?;
        let more = longest.get(last.len()..).unwrap_or_default().as_bytes();
        let shape = [last, more].concat();
        let most = (BITS / (digits.len().max(2) as f64).log2()) as usize;
        let is_digit = |byte: &u8| digits.contains(byte);
        let before = shape[..alike.min(shape.len())]
            .iter()
            .filter(|byte| is_digit(byte));
        // Some of the digits that all ids share may have to change.
        let mut fixed = before.count().saturating_sub(most / 2);
        let is_fixed = |byte: &&u8| {
            let was_digit = is_digit(byte);
            let is_fixed = !was_digit || fixed > 0;
            fixed -= usize::from(was_digit && fixed > 0);
            is_fixed
        };
        let head: Vec<u8> = shape.iter().take_while(is_fixed).copied().collect();
        let mut left = most;
        let place = |byte: &u8| match is_digit(byte) {
            true => left.checked_sub(1).map(|fewer| {
                left = fewer;
                None
            }),
            false => Some(Some(*byte)),
        };
        let mut places: Vec<Option<u8>> = shape[head.len()..].iter().map_while(place).collect();
        // Bytes that stay behind the last digit tell nothing, and may be half a letter.
        places.truncate(places.iter().rposition(Option::is_none)? + 1);
        (digits.len() > 1).then_some(IdScale {
            head,
            places,
            digits,
        })
    }

    /// The number of an id; none where it begins otherwise.
    pub fn number(&self, id: &str) -> Option<u128> {
        let rest = id.as_bytes().strip_prefix(self.head.as_slice())?;
        let base = self.digits.len() as u128;
        let mut number = 0;
        // The digits from where the id is unlike the others on: the lowest, or the highest.
        let mut filler = None;
        for (at, place) in self.places.iter().enumerate() {
            let byte = rest.get(at).copied();
            match (place, byte) {
                (None, Some(byte)) if filler.is_none() => {
                    let rank = self.digits.partition_point(|digit| *digit < byte);
                    if self.digits.get(rank) != Some(&byte) {
                        filler = Some(0);
                    }
                    number = number * base + (rank as u128).min(base - 1);
                }
                (None, _) => number = number * base + filler.unwrap_or(0),
                (Some(fixed), Some(byte)) if filler.is_none() && *fixed != byte => {
                    filler = Some(if byte < *fixed { 0 } else { base - 1 });
                }
                (Some(_), Some(_)) => {}
                (Some(_), None) => filler = filler.or(Some(0)),
            }
        }
        Some(number)
    }

    /// The id of a number; none behind the last one.
    pub fn id(&self, mut number: u128) -> Option<String> {
        let base = self.digits.len() as u128;
        let mut bytes = self.head.clone();
        bytes.extend(self.places.iter().map(|place| place.unwrap_or_default()));
        for (at, place) in self.places.iter().enumerate().rev() {
            if place.is_none() {
                bytes[self.head.len() + at] = self.digits[(number % base) as usize];
                number /= base;
            }
        }
        String::from_utf8(bytes).ok().filter(|_| number == 0)
    }
}

/// The bytes in ascending order, completed by kind: where there is a decimal digit, all ten of them.
/// Bytes beyond ASCII are left out.
fn whole_kinds(bytes: impl Iterator<Item = u8>) -> Vec<u8> {
    let mut there = [false; 128];
    bytes
        .filter(u8::is_ascii)
        .for_each(|byte| there[usize::from(byte)] = true);
    let has = |there: &[bool; 128], range: std::ops::RangeInclusive<u8>| {
        range.clone().any(|byte| there[usize::from(byte)])
    };
    let has_digits = has(&there, b'0'..=b'9');
    for (kind, hexadecimal) in [(b'a'..=b'z', b'a'..=b'f'), (b'A'..=b'Z', b'A'..=b'F')] {
        let is_beyond = has(&there, *hexadecimal.end() + 1..=*kind.end());
        if has(&there, kind.clone()) {
            let whole = if has_digits && !is_beyond {
                hexadecimal
            } else {
                kind
            };
            there[usize::from(*whole.start())..=usize::from(*whole.end())].fill(true);
        }
    }
    if has_digits {
        there[usize::from(b'0')..=usize::from(b'9')].fill(true);
    }
    (0..128).filter(|byte| there[usize::from(*byte)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scale(ids: &[&str]) -> IdScale {
        let ids: Vec<String> = ids.iter().map(|id| (*id).to_owned()).collect();
        IdScale::of(&ids).unwrap()
    }

    /// The id that is so many behind the last one.
    fn behind(ids: &[&str], step: u128) -> Option<String> {
        let scale = scale(ids);
        scale.id(scale.number(ids.last()?)? + step)
    }

    #[test]
    fn numbers_go_on() {
        let ids = ["user-0098", "user-0099", "user-0100"];
        assert_eq!(behind(&ids, 900).as_deref(), Some("user-1000"));
        assert_eq!(behind(&ids, 9_899).as_deref(), Some("user-9999"));
        assert_eq!(behind(&ids, 9_900), None, "nothing of this kind is behind");
        let mails = ["u07@a.example", "u08@a.example", "u09@a.example"];
        assert_eq!(behind(&mails, 2).as_deref(), Some("u11"));
        assert_eq!(behind(&["é08", "é09"], 1).as_deref(), Some("é10"));
    }

    #[test]
    fn hashes_and_uuids_have_sixteen_digits() {
        let ids = ["0009a7", "000c15", "000f2e"];
        assert_eq!(behind(&ids, 0x1000).as_deref(), Some("001f2e"));
        let uuids = [
            "00000b1c-93ad-4e01-9ac3-0242ac120002",
            "0000ff1f-02ff-4aa1-8d03-0242ac120002",
        ];
        let next = behind(&uuids, 1 << 104).unwrap();
        assert!(next.starts_with("0001ff1f-02ff-4"), "{next}");
    }

    #[test]
    fn a_long_beginning_that_is_alike_costs_no_room() {
        let head = "z".repeat(500);
        let ids = [format!("{head}0017"), format!("{head}0018")];
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        assert_eq!(behind(&ids, 7), Some(format!("{head}0025")));
        let zeros = "0".repeat(500);
        let ids = [format!("{zeros}0017"), format!("{zeros}0018")];
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        assert_eq!(behind(&ids, 7), Some(format!("{zeros}0025")));
    }

    #[test]
    fn no_scale_without_a_difference() {
        for ids in [&["a"][..], &[], &["a", "a"], &["é", "ü"], &["a", "ab"]] {
            let ids: Vec<String> = ids.iter().map(|id| (*id).to_owned()).collect();
            assert!(IdScale::of(&ids).is_none(), "{ids:?}");
        }
    }

    #[test]
    fn numbers_are_in_the_order_of_their_ids() {
        let mut random = fastrand::Rng::with_seed(11);
        for alphabet in [
            "01",
            "0123456789abcdef",
            "abcxyz.-@09",
            "AZaz09_-",
            "é0ü1\u{7f}",
        ] {
            let letters: Vec<char> = alphabet.chars().collect();
            for _ in 0..200 {
                let mut id = || -> String {
                    let length = random.usize(1..40);
                    (0..length)
                        .map(|_| letters[random.usize(..letters.len())])
                        .collect()
                };
                let mut ids: Vec<String> = (0..20).map(|_| id()).collect();
                ids.sort();
                let Some(scale) = IdScale::of(&ids) else {
                    continue;
                };
                let numbers: Vec<u128> = ids.iter().filter_map(|id| scale.number(id)).collect();
                assert!(numbers.is_sorted(), "{ids:?} {scale:?}");
                for number in numbers {
                    let id = scale.id(number).unwrap_or_default();
                    assert_eq!(scale.number(&id), Some(number), "{id} {scale:?}");
                }
            }
        }
    }
}
