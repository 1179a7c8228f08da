//! Base64 (RFC 4648, section 4): for what is not text, and to find a key in it.

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Bytes in base64, with its padding.
pub(super) fn encoded(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let byte = |at: usize| u32::from(group.get(at).copied().unwrap_or_default());
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for at in 0..4 {
            let digit = (bits >> (18 - 6 * at)) as usize & 63;
            text.push(match at <= group.len() {
                true => char::from(ALPHABET[digit]),
                false => '=',
            });
        }
    }
    text
}

/// What a text is in base64 wherever it stands in what is encoded: the digits that depend on it
/// alone, for each of the three ways in which it may fall into groups.
pub(super) fn inside(bytes: &[u8]) -> [String; 3] {
    [0, 1, 2].map(|shift: usize| {
        let mut shifted = vec![0; shift];
        shifted.extend_from_slice(bytes);
        let text = encoded(&shifted);
        let begin = (shift * 8).div_ceil(6);
        let end = shifted.len() * 8 / 6;
        text.get(begin..end).unwrap_or_default().to_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_encoded() {
        for (bytes, text) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(encoded(bytes.as_bytes()), text);
        }
        assert_eq!(encoded(&[0xfb, 0xff]), "+/8=");
    }

    #[test]
    fn a_text_is_found_wherever_it_stands() {
        for before in ["", "a", "ab", "Bearer "] {
            for after in ["", "x", "xy", "xyz"] {
                let whole = encoded(format!("{before}sk_0123456789{after}").as_bytes());
                let found = inside(b"sk_0123456789");
                assert!(found.iter().any(|part| whole.contains(part)), "{whole}");
            }
        }
    }
}
