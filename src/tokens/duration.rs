//! How long a token is valid.

use std::time::Duration;

/// Three days: the service does not accept tokens that are valid for longer.
const LONGEST_LIFETIME: Duration = Duration::from_secs(3 * 24 * 3600);

/// Reads a number with a unit: `90s`, `30m`, `2h` or `3d`. A number alone means seconds.
///
/// # Errors
/// The error says what is wrong, to be shown with the option.
pub fn parse_lifetime(text: &str) -> Result<Duration, String> {
    let wrong = || format!("`{text}` is not a duration such as 90s, 30m, 2h or 3d");
    let trimmed = text.trim();
    let end = trimmed
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(trimmed.len());
    let (number, unit) = trimmed.split_at(end);
    let seconds = match unit.trim() {
        "" | "s" | "sec" | "secs" | "second" | "seconds" => 1,
        "m" | "min" | "mins" | "minute" | "minutes" => 60,
        "h" | "hr" | "hrs" | "hour" | "hours" => 3600,
        "d" | "day" | "days" => 24 * 3600,
        _ => return Err(wrong()),
    };
    let number: u64 = number.parse().map_err(|_| wrong())?;
    let lifetime = Duration::from_secs(number.saturating_mul(seconds));
    if lifetime.is_zero() {
        return Err("a token that is valid for no time is of no use".to_owned());
    }
    if lifetime > LONGEST_LIFETIME {
        return Err("a token is valid for 3 days at most".to_owned());
    }
    Ok(lifetime)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_read_and_bounds_are_kept() {
        for (text, seconds) in [
            ("90", 90),
            ("90s", 90),
            ("30 min", 1800),
            ("2h", 7200),
            ("72hrs", 259_200),
            ("3d", 259_200),
        ] {
            assert_eq!(
                parse_lifetime(text),
                Ok(Duration::from_secs(seconds)),
                "{text}"
            );
        }
        for text in [
            "",
            "h",
            "2w",
            "-1h",
            "1.5h",
            "0",
            "0d",
            "73h",
            "4d",
            "99999999999999999999d",
        ] {
            assert!(parse_lifetime(text).is_err(), "{text}");
        }
    }
}
