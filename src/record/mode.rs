//! Permission modes and their names.

use std::fmt;
use std::str::FromStr;

/// A permission number. Any non-negative integer is a mode; five have a name
/// (`PermissionMode` of Cyxth's public JavaScript client).
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
pub struct Mode(pub u64);

/// The modes that have a name, in ascending order.
pub const MODE_NAMES: [(&str, u64); 5] = [
    ("block", 0),
    ("send_only", 200),
    ("recv_only", 400),
    ("send_recv", 600),
    ("admin", 700),
];

/// What a mode can be, in a message.
pub(super) const EXPECTED_MODE: &str =
    "block, send_only, recv_only, send_recv, admin or a non-negative integer";

impl Mode {
    /// The mode's name, for the five that have one.
    pub fn name(self) -> Option<&'static str> {
        MODE_NAMES
            .iter()
            .find(|(_, number)| *number == self.0)
            .map(|(name, _)| *name)
    }

    /// The number that belongs to a name, `-` counting as `_`.
    pub fn from_name(name: &str) -> Option<Mode> {
        let is_meant = |known: &str| {
            let mut letters = known.bytes().zip(name.bytes());
            known.len() == name.len() && letters.all(|(a, b)| a == b || (a == b'_' && b == b'-'))
        };
        let found = MODE_NAMES.iter().find(|(known, _)| is_meant(known));
        found.map(|(_, number)| Mode(*number))
    }
}

impl fmt::Display for Mode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name() {
            Some(name) => write!(f, "{} {name}", self.0),
            None => write!(f, "{}", self.0),
        }
    }
}

impl FromStr for Mode {
    type Err = ModeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if let Some(mode) = Mode::from_name(text) {
            return Ok(mode);
        }
        // `u64::from_str` would take a leading plus sign.
        if !text.is_empty()
            && text.bytes().all(|b| b.is_ascii_digit())
            && let Ok(number) = text.parse()
        {
            return Ok(Mode(number));
        }
        Err(ModeError(text.to_owned()))
    }
}

/// A text that is neither the name of a mode nor a non-negative integer.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is not a mode: expected {EXPECTED_MODE}")]
pub struct ModeError(String);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers_go_both_ways() {
        for (name, number) in MODE_NAMES {
            assert_eq!(name.parse::<Mode>().unwrap(), Mode(number));
            assert_eq!(
                name.replace('_', "-").parse::<Mode>().unwrap(),
                Mode(number)
            );
            assert_eq!(Mode(number).to_string(), format!("{number} {name}"));
        }
        assert_eq!("300".parse::<Mode>().unwrap(), Mode(300));
        assert_eq!(Mode(300).to_string(), "300");
    }

    #[test]
    fn what_is_no_mode_is_refused() {
        for text in [
            "",
            "-1",
            "+1",
            "1.5",
            "boss",
            " 300",
            "18446744073709551616",
        ] {
            assert!(text.parse::<Mode>().is_err(), "{text:?}");
        }
    }
}
