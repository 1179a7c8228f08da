//! Writing dates in a given format.

use super::moment::{DAYS, MONTHS, Moment};

/// What stands between `%` and the letter of a part.
#[derive(Default)]
struct Shape {
    /// One of `-`, `_`, `0`, `^` and `#`.
    flag: Option<char>,
    width: usize,
}

impl Shape {
    /// Takes it from the beginning of a text, and gives back the rest.
    fn take(text: &str) -> (Shape, &str) {
        let mut shape = Shape::default();
        let behind = text.trim_start_matches(['-', '_', '0', '^', '#']);
        shape.flag = text[..text.len() - behind.len()].chars().next_back();
        let digits = behind.len()
            - behind
                .trim_start_matches(|c: char| c.is_ascii_digit())
                .len();
        shape.width = behind[..digits].parse().unwrap_or(0);
        let rest = &behind[digits..];
        // Other eras and other digits are the same here.
        let letter = rest.strip_prefix(['E', 'O']);
        let is_letter = |rest: &&str| rest.starts_with(|c: char| c.is_ascii_alphabetic());
        (shape, letter.filter(is_letter).unwrap_or(rest))
    }

    fn apply(&self, text: String, letter: char) -> String {
        let is_number =
            text.ends_with(|c: char| c.is_ascii_digit()) && !"cDxFrRTXz".contains(letter);
        let number = text.trim_start_matches(['0', ' ']);
        let number = if number.is_empty() { "0" } else { number };
        let filled = |with: char, width: usize| {
            let missing = width.saturating_sub(number.chars().count());
            with.to_string().repeat(missing) + number
        };
        let width = self.width.min(LARGEST_WIDTH).max(text.chars().count());
        match self.flag {
            Some('-') if is_number => number.to_owned(),
            Some('_') if is_number => filled(' ', width),
            Some('^') => format!("{:>width$}", text.to_uppercase()),
            Some('#') if letter == 'Z' || letter == 'p' => text.to_lowercase(),
            Some('#') => text.to_uppercase(),
            _ if is_number && (self.width > 0 || self.flag == Some('0')) => filled('0', width),
            _ => format!("{text:>width$}"),
        }
    }
}

const LARGEST_WIDTH: usize = 1024;

impl Moment {
    /// Writes the date in a format. What is no part of a date stays as it is.
    pub fn spell(&self, format: &str) -> String {
        let mut out = String::new();
        let mut rest = format;
        while let Some((before, part)) = rest.split_once('%') {
            out.push_str(before);
            let (shape, behind) = Shape::take(part);
            let letter = behind.chars().next();
            match letter.and_then(|letter| Some((letter, self.spell_part(letter)?))) {
                Some((letter, text)) => {
                    out.push_str(&shape.apply(text, letter));
                    rest = &behind[letter.len_utf8()..];
                }
                None => {
                    out.push('%');
                    rest = part;
                }
            }
        }
        out.push_str(rest);
        out
    }

    /// What a letter stands for; `None` if it stands for nothing.
    fn spell_part(&self, letter: char) -> Option<String> {
        let day_name = DAYS[self.weekday() as usize];
        let month_name = MONTHS[self.month.clamp(0, 11) as usize];
        let second = self.second as i64;
        let hour_of_twelve = (self.hour + 11) % 12 + 1;
        Some(match letter {
            'a' => day_name[..3].to_owned(),
            'A' => day_name.to_owned(),
            'b' | 'h' => month_name[..3].to_owned(),
            'B' => month_name.to_owned(),
            'c' => self.spell("%a %b %e %H:%M:%S %Y"),
            'C' => format!("{:02}", self.year.div_euclid(100)),
            'd' => format!("{:02}", self.day),
            'D' | 'x' => self.spell("%m/%d/%y"),
            'e' => format!("{:2}", self.day),
            'F' => self.spell("%Y-%m-%d"),
            'g' => format!("{:02}", self.iso_week().0.rem_euclid(100)),
            'G' => self.iso_week().0.to_string(),
            'H' => format!("{:02}", self.hour),
            'I' => format!("{hour_of_twelve:02}"),
            'j' => format!("{:03}", self.day_of_year() + 1),
            'k' => format!("{:2}", self.hour),
            'l' => format!("{hour_of_twelve:2}"),
            'm' => format!("{:02}", self.month + 1),
            'M' => format!("{:02}", self.minute),
            'n' => "\n".to_owned(),
            'p' => if self.hour < 12 { "AM" } else { "PM" }.to_owned(),
            'P' => if self.hour < 12 { "am" } else { "pm" }.to_owned(),
            'r' => self.spell("%I:%M:%S %p"),
            'R' => self.spell("%H:%M"),
            's' => self.seconds_since_epoch().to_string(),
            'S' => format!("{second:02}"),
            't' => "\t".to_owned(),
            'T' | 'X' => self.spell("%H:%M:%S"),
            'u' => ((self.weekday() + 6) % 7 + 1).to_string(),
            'U' => format!("{:02}", (self.day_of_year() + 7 - self.weekday()) / 7),
            'V' => format!("{:02}", self.iso_week().1),
            'w' => self.weekday().to_string(),
            'W' => format!(
                "{:02}",
                (self.day_of_year() + 7 - (self.weekday() + 6) % 7) / 7
            ),
            'y' => format!("{:02}", self.year.rem_euclid(100)),
            'Y' => self.year.to_string(),
            'z' => "+0000".to_owned(),
            'Z' => "GMT".to_owned(),
            '%' => "%".to_owned(),
            _ => return None,
        })
    }
}
