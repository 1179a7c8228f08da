//! The header `Retry-After`.

use std::time::{Duration, SystemTime};

/// `Retry-After` in both its forms: seconds, or a date (RFC 9110, section 10.2.3). Fractions of a
/// second are not in the RFC, but services send them. A number of seconds that is too large to keep
/// means for ever.
pub(super) fn parse(header: &str, now: SystemTime) -> Option<Duration> {
    let header = header.trim();
    let (whole, fraction) = header.split_once('.').unwrap_or((header, "0"));
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if is_number(whole) && is_number(fraction) {
        let seconds = header.parse().ok()?;
        return Some(Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX));
    }
    let date = httpdate::parse_http_date(header).ok()?;
    Some(date.duration_since(now).unwrap_or(Duration::ZERO))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn retry_after_in_both_forms() {
        let now = httpdate::parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT").unwrap();
        let seconds = |text| parse(text, now).map(|wait| wait.as_secs_f64());
        assert_eq!(seconds("7"), Some(7.0));
        assert_eq!(seconds(" 2.5 "), Some(2.5));
        assert_eq!(seconds("299.997"), Some(299.997));
        assert_eq!(seconds("Sun, 06 Nov 1994 08:50:37 GMT"), Some(60.0));
        assert_eq!(seconds("Sun, 06 Nov 1994 08:40:37 GMT"), Some(0.0));
        let digits = "9".repeat(400);
        for long in ["99999999999999999999", &digits] {
            assert!(parse(long, now).is_some(), "{long}");
        }
        assert_eq!(parse(&digits, now), Some(Duration::MAX));
        for odd in [
            "soon", "", "-1", "+1", "1.", ".5", "1.2.3", "1e9", "inf", "NaN", "0x1",
        ] {
            assert_eq!(parse(odd, now), None, "{odd}");
        }
    }
}
