//! Numbers in messages.

/// The number in groups of three digits: `1,000,000`.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() * 4 / 3 + 1);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// The number for a person at a terminal, and as a program reads it elsewhere.
pub fn number_for(is_terminal: bool, number: u64) -> String {
    match is_terminal {
        true => grouped(number),
        false => number.to_string(),
    }
}

/// A count with its words: `1 record is`, `5 records are`.
pub fn number_of(count: u64, one: &str, several: &str) -> String {
    match count {
        1 => format!("1 {one}"),
        count => format!("{count} {several}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_stand_in_groups() {
        for (number, text) in [
            (0, "0"),
            (999, "999"),
            (1000, "1,000"),
            (12_345, "12,345"),
            (1_000_000, "1,000,000"),
        ] {
            assert_eq!(number_for(true, number), text);
            assert_eq!(number_for(false, number), number.to_string());
        }
    }
}
