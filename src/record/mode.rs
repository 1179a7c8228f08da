//! Permission modes, and the two scales that name them.

use std::borrow::Cow;

use super::mend::Spelling;

/// A permission number. Any non-negative integer is a mode; a scale names some of them.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
pub struct Mode(pub u64);

/// Which numbers the names of modes stand for. Cyxth has used both, and `admin` is in both: nothing
/// is ever converted from one to the other.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum ModeScale {
    /// block 0, send_only 200, recv_only 400, send_recv 600, admin 700
    #[default]
    Levels,
    /// no_access 0, viewer 1, editor 2, admin 4, and sums such as viewer+editor
    Flags,
}

/// `PermissionMode` of Cyxth's public JavaScript client up to 2023-07.
const LEVELS: [(&str, u64); 5] = [
    ("block", 0),
    ("send_only", 200),
    ("recv_only", 400),
    ("send_recv", 600),
    ("admin", 700),
];

/// The access flags of Cyxth's guides, and of its clients since 2024-03.
const FLAGS: [(&str, u64); 4] = [("no_access", 0), ("viewer", 1), ("editor", 2), ("admin", 4)];

impl ModeScale {
    pub const ALL: [ModeScale; 2] = [ModeScale::Levels, ModeScale::Flags];

    /// Its own name.
    pub fn name(self) -> &'static str {
        match self {
            ModeScale::Levels => "levels",
            ModeScale::Flags => "flags",
        }
    }

    pub fn of_name(name: &str) -> Option<ModeScale> {
        ModeScale::ALL
            .into_iter()
            .find(|scale| scale.name() == name)
    }

    /// The names of modes, in ascending order of their numbers.
    pub fn modes(self) -> &'static [(&'static str, u64)] {
        match self {
            ModeScale::Levels => &LEVELS,
            ModeScale::Flags => &FLAGS,
        }
    }

    /// What a mode can be, in a message.
    pub fn expected(self) -> &'static str {
        match self {
            ModeScale::Levels => {
                "block, send_only, recv_only, send_recv, admin or a non-negative integer"
            }
            ModeScale::Flags => {
                "no_access, viewer, editor, admin, several with `+` between them, or a \
                 non-negative integer"
            }
        }
    }

    /// The name of a mode, where it has one.
    pub fn name_of(self, Mode(number): Mode) -> Option<Cow<'static, str>> {
        let exactly = self.modes().iter().find(|(_, known)| *known == number);
        if let Some((name, _)) = exactly {
            return Some(Cow::Borrowed(name));
        }
        let all: u64 = FLAGS.iter().map(|(_, flag)| flag).sum();
        if self == ModeScale::Levels || number > all {
            return None;
        }
        let set = FLAGS.iter().filter(|(_, flag)| number & flag != 0);
        let names: Vec<&str> = set.map(|(name, _)| *name).collect();
        Some(Cow::Owned(names.join("+")))
    }

    /// The mode that a name stands for; `-` counts as `_`.
    pub fn by_name(self, name: &str) -> Option<Mode> {
        let one = |name: &str| {
            let modes = self.modes().iter();
            let found = modes.clone().find(|(known, _)| is_meant(known, name));
            found.map(|(_, number)| *number)
        };
        if self == ModeScale::Levels || !name.contains('+') {
            return one(name).map(Mode);
        }
        let mut sum = 0;
        for part in name.split('+') {
            // A flag that is there already, and the absence of all, cannot be part of a sum.
            let flag = one(part.trim()).filter(|flag| *flag != 0 && sum & flag == 0)?;
            sum += flag;
        }
        Some(Mode(sum))
    }

    /// A name or a number.
    pub fn parse(self, text: &str) -> Result<Mode, ModeError> {
        if let Some(mode) = self.by_name(text) {
            return Ok(mode);
        }
        // `u64::from_str` would take a leading plus sign.
        if !text.is_empty()
            && text.bytes().all(|b| b.is_ascii_digit())
            && let Ok(number) = text.parse()
        {
            return Ok(Mode(number));
        }
        Err(ModeError {
            text: text.to_owned(),
            scale: self,
        })
    }

    /// A mode for people: its number, and its name where it has one.
    pub fn show(self, mode: Mode) -> String {
        match self.name_of(mode) {
            Some(name) => format!("{} {name}", mode.0),
            None => mode.0.to_string(),
        }
    }

    /// If a name is one of the other scale: what would make this run use it.
    pub fn other_option(self, name: &str) -> Option<&'static str> {
        let (other, option) = match self {
            ModeScale::Levels => (ModeScale::Flags, "--mode-scale flags"),
            ModeScale::Flags => (ModeScale::Levels, "--mode-scale levels"),
        };
        other.by_name(name).map(|_| option)
    }

    /// What is wrong with a text that is not a mode. `shown` is the text as a message has it.
    pub fn refusal(self, shown: &str, text: &str) -> String {
        let of_other = self.other_option(text).map_or(String::new(), |option| {
            format!("; it is one with `{option}`")
        });
        format!(
            "{shown} is not a mode: expected {}{of_other}",
            self.expected()
        )
    }
}

fn is_meant(known: &str, name: &str) -> bool {
    let mut letters = known.bytes().zip(name.bytes());
    known.len() == name.len() && letters.all(|(a, b)| a == b || (a == b'_' && b == b'-'))
}

/// The scale that the modes of some records look like. Modes that are all at most 7, and not all 0,
/// look like flags; anything above is a level. Zeros alone do not tell.
pub fn likely_scale(modes: impl Iterator<Item = u64>) -> Option<ModeScale> {
    let most = modes.max()?;
    match most {
        0 => None,
        1..=7 => Some(ModeScale::Flags),
        _ => Some(ModeScale::Levels),
    }
}

/// A text that is neither the name of a mode nor a non-negative integer.
#[derive(Debug, thiserror::Error)]
#[error("{}", scale.refusal(&format!("`{text}`"), text))]
pub struct ModeError {
    text: String,
    scale: ModeScale,
}

/// A mode as exporters write it: a name in any case, or a whole number, `300.0` and `3e2` among
/// them. The spelling that was put right, if any, comes with it.
pub fn spelled_mode(text: &str, scale: ModeScale) -> Option<(Mode, Option<Spelling>)> {
    if let Ok(mode) = scale.parse(text) {
        return Some((mode, None));
    }
    if let Some(mode) = scale.by_name(&text.to_ascii_lowercase()) {
        return Some((mode, Some(Spelling::OtherCaseMode)));
    }
    whole_float(text).map(|mode| (Mode(mode), Some(Spelling::FloatMode)))
}

/// A whole number that is written with a fraction of zeros, or with an exponent.
fn whole_float(text: &str) -> Option<u64> {
    // Below it every whole number is exact.
    const MOST: f64 = 9_007_199_254_740_992.0;
    let is_number = text.bytes().next()?.is_ascii_digit()
        && text
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'e' | b'E' | b'+' | b'-'));
    let number: f64 = is_number.then(|| text.parse().ok())??;
    (number.fract() == 0.0 && (0.0..MOST).contains(&number)).then_some(number as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers_go_both_ways() {
        for scale in ModeScale::ALL {
            for (name, number) in scale.modes() {
                let mode = Mode(*number);
                assert_eq!(scale.parse(name).unwrap(), mode);
                assert_eq!(scale.parse(&name.replace('_', "-")).unwrap(), mode);
                assert_eq!(scale.show(mode), format!("{number} {name}"));
            }
            assert_eq!(scale.parse("300").unwrap(), Mode(300));
            assert_eq!(scale.show(Mode(300)), "300");
        }
    }

    #[test]
    fn flags_are_combined() {
        let flags = ModeScale::Flags;
        for (text, number) in [
            ("viewer+editor", 3),
            ("editor+viewer", 3),
            ("viewer+admin", 5),
            ("viewer+editor+admin", 7),
        ] {
            assert_eq!(flags.parse(text).unwrap(), Mode(number), "{text}");
        }
        for number in 1..=7 {
            let name = flags.name_of(Mode(number)).unwrap();
            assert_eq!(flags.by_name(&name), Some(Mode(number)));
        }
        assert_eq!(flags.show(Mode(3)), "3 viewer+editor");
        assert_eq!(flags.show(Mode(8)), "8");
    }

    #[test]
    fn what_is_not_a_mode_is_refused() {
        for text in [
            "",
            "-1",
            "+1",
            "1.5",
            "boss",
            " 300",
            "18446744073709551616",
        ] {
            for scale in ModeScale::ALL {
                assert!(scale.parse(text).is_err(), "{text:?}");
            }
        }
        for text in ["viewer", "no_access", "block+admin", "send_only+recv_only"] {
            assert!(ModeScale::Levels.parse(text).is_err(), "{text}");
        }
        for text in [
            "block",
            "viewer+",
            "+viewer",
            "viewer+viewer",
            "no_access+viewer",
            "viewer+4",
        ] {
            assert!(ModeScale::Flags.parse(text).is_err(), "{text}");
        }
        let error = ModeScale::Levels.parse("viewer+editor").unwrap_err();
        assert!(error.to_string().ends_with("with `--mode-scale flags`"));
    }

    #[test]
    fn what_modes_look_like() {
        let likely = |modes: &[u64]| likely_scale(modes.iter().copied());
        assert_eq!(likely(&[]), None);
        assert_eq!(likely(&[0, 0]), None);
        assert_eq!(likely(&[0, 3, 7]), Some(ModeScale::Flags));
        assert_eq!(likely(&[1, 8]), Some(ModeScale::Levels));
        assert_eq!(likely(&[300]), Some(ModeScale::Levels));
    }

    #[test]
    fn spellings_of_exporters_are_understood() {
        let levels = ModeScale::Levels;
        for (text, mode, spelling) in [
            ("300", 300, None),
            ("send-only", 200, None),
            ("300.0", 300, Some(Spelling::FloatMode)),
            ("0.0", 0, Some(Spelling::FloatMode)),
            ("3E+2", 300, Some(Spelling::FloatMode)),
            ("Admin", 700, Some(Spelling::OtherCaseMode)),
            ("SEND_RECV", 600, Some(Spelling::OtherCaseMode)),
        ] {
            let expected = Some((Mode(mode), spelling));
            assert_eq!(spelled_mode(text, levels), expected, "{text}");
        }
        let admin = Some((Mode(5), Some(Spelling::OtherCaseMode)));
        assert_eq!(spelled_mode("Viewer+Admin", ModeScale::Flags), admin);
        for text in [
            "300.5", "-1", "-1.0", "1e99", "3e-1", "inf", "NaN", ".0", "", "viewer",
        ] {
            assert_eq!(spelled_mode(text, levels), None, "{text}");
        }
    }
}
