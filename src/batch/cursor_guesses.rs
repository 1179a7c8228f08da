//! Cursors that name no id, but a place in the order of bytes.

/// A text shortly before the id; none where that would be the empty one.
pub(super) fn just_before(id: &str) -> Option<String> {
    let mut text = id.to_owned();
    let last = text.pop()?;
    let before = match last {
        '1'..='9' | 'B'..='Z' | 'b'..='z' | '\u{81}'.. => char::from_u32(u32::from(last) - 1),
        'A' | 'a' => Some('9'),
        _ => None,
    };
    if let Some(before) = before {
        text.push(before);
        text.push('~');
    }
    (!text.is_empty()).then_some(text)
}

/// A text after everything that begins as both of these do; none unless it comes after `b`.
pub(super) fn behind_common_prefix(a: &str, b: &str) -> Option<String> {
    let alike = a.chars().zip(b.chars()).take_while(|(a, b)| a == b);
    let mut text: String = alike.map(|(a, _)| a).collect();
    text.push('~');
    (text.as_str() > b).then_some(text)
}

/// The character behind all digits, or behind all letters of a case. Where an id has a digit, others
/// mostly have one too: a place behind these tells more than the middle of all characters.
fn behind_its_kind(character: u8) -> Option<u8> {
    match character {
        b'0'..=b'9' => Some(b'9' + 1),
        b'A'..=b'Z' => Some(b'Z' + 1),
        b'a'..=b'z' => Some(b'z' + 1),
        _ => None,
    }
}

/// A short text somewhere between two, in the middle or behind all ids like the first; none where no
/// visible character fits.
pub(super) fn between(low: &str, high: &str) -> Option<String> {
    const FIRST: u8 = b'!';
    const LAST: u8 = b'~';
    let (mut a, mut b) = (low.bytes(), high.bytes());
    let mut text = Vec::new();
    // What comes before `high` by its beginning alone need not be compared with it any more.
    let mut is_before_high = false;
    loop {
        let at = a.next();
        let from = at.unwrap_or(FIRST - 1);
        let to = match is_before_high {
            true => LAST + 1,
            false => b.next()?,
        };
        if from >= FIRST - 1 && to <= LAST + 1 && to > from + 1 {
            let behind = behind_its_kind(from).filter(|behind| *behind < to);
            text.push(behind.unwrap_or(from + (to - from) / 2));
            let text = String::from_utf8(text).ok()?;
            return (low < text.as_str() && text.as_str() < high).then_some(text);
        }
        // A text that has ended is not a place to go on from.
        text.push(at?);
        is_before_high |= from < to;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_before_an_id_is_before_it() {
        for id in [
            "u1", "u0", "ua", "uA", "a", "b", "x-9", "é", "aé", "u~", "\u{e000}", "😀",
        ] {
            if let Some(before) = just_before(id) {
                assert!(before.as_str() < id, "{before} {id}");
            }
        }
        assert_eq!(just_before("u124").as_deref(), Some("u123~"));
        assert_eq!(just_before("u120").as_deref(), Some("u12"));
        assert_eq!(just_before("u12a").as_deref(), Some("u129~"));
        assert_eq!(just_before("aé").as_deref(), Some("aè~"));
        assert_eq!(just_before("0"), None);
        assert_eq!(
            behind_common_prefix("u001", "u007").as_deref(),
            Some("u00~")
        );
        assert_eq!(behind_common_prefix("a", "é"), None);
    }

    #[test]
    fn places_between_two_are_between_them_and_come_nearer_quickly() {
        for (low, high) in [
            ("u0000", "v"),
            ("u0000", "u4999~"),
            ("a", "b"),
            ("a", "aa"),
            ("u1", "u2"),
            ("", "z"),
            ("é", "z"),
            ("a", "é"),
            ("ab", "ab!"),
        ] {
            if let Some(middle) = between(low, high) {
                assert!(
                    low < middle.as_str() && middle.as_str() < high,
                    "{low} {middle} {high}"
                );
            }
        }
        // Towards the last of a million.
        let (mut low, mut high, mut steps) = ("u0000000".to_owned(), "u~".to_owned(), 0);
        while let Some(middle) = between(&low, &high)
            && steps < 32
        {
            steps += 1;
            match middle.as_str() < "u0731234" {
                true => low = middle,
                false => high = middle,
            }
        }
        assert!(low.as_str() > "u07312", "{low} {high}");
    }
}
