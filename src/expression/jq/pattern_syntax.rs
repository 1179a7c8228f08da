//! Regular expressions as jq has them (Oniguruma, with the syntax of Perl), written anew for the crate
//! `regex`.

/// A pattern for the crate `regex`, and what it does not say.
#[derive(Debug, Default)]
pub struct Translated {
    pub pattern: String,
    /// The name of each group, or `None`: in jq, two groups may have the same name.
    pub names: Vec<Option<String>>,
    /// Whether it has a `$` or `\Z`, which in jq stand for the place before a last line break too.
    pub has_end: bool,
}

/// The classes of POSIX by their names, such as `alnum` in `[[:alnum:]]`. In jq they are Unicode's.
#[rustfmt::skip]
const CLASSES: [(&str, &str); 14] = [
    ("alnum", r"[\p{Alphabetic}\p{Nd}]"), ("alpha", r"\p{Alphabetic}"), ("ascii", r"[\x00-\x7f]"),
    ("blank", r"[\t\p{Zs}]"), ("cntrl", r"\p{Cc}"), ("digit", r"\p{Nd}"),
    ("graph", r"[^\p{White_Space}\p{Cc}\p{Cn}]"), ("lower", r"\p{Lowercase}"),
    ("print", r"[^\p{Cc}\p{Cn}]"), ("punct", r"[\p{P}\p{S}]"),
    ("space", r"\p{White_Space}"), ("upper", r"\p{Uppercase}"), ("xdigit", r"[0-9A-Fa-f]"),
    ("word", WORD),
];

/// `\w` counts other numbers than digits, such as `²`.
const WORD: &str = r"[\w\p{N}]";
const NO_WORD: &str = r"[^\w\p{N}]";

pub fn translate(pattern: &str) -> Result<Translated, String> {
    let mut translation = Translation {
        rest: pattern,
        done: Translated::default(),
    };
    while let Some(character) = translation.next() {
        translation.take(character)?;
    }
    Ok(translation.done)
}

struct Translation<'p> {
    rest: &'p str,
    done: Translated,
}

fn unavailable(what: &str) -> String {
    format!("{what} not available here")
}

impl<'p> Translation<'p> {
    fn next(&mut self) -> Option<char> {
        let mut characters = self.rest.chars();
        let next = characters.next();
        self.rest = characters.as_str();
        next
    }

    fn skip(&mut self, begin: &str) -> bool {
        match self.rest.strip_prefix(begin) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn put(&mut self, text: &str) {
        self.done.pattern.push_str(text);
    }

    fn put_literal(&mut self, character: char) {
        match character.is_ascii_alphanumeric() || !character.is_ascii() {
            true => self.done.pattern.push(character),
            false => self.put(&format!("\\x{:02X}", u32::from(character))),
        }
    }

    fn take(&mut self, character: char) -> Result<(), String> {
        match character {
            '\\' => self.take_escape()?,
            '[' => self.take_class()?,
            '(' => self.take_group()?,
            '$' => {
                self.done.has_end = true;
                self.put("$");
            }
            '{' => match interval(self.rest) {
                Some(length) => {
                    let (bounds, rest) = self.rest.split_at(length);
                    self.rest = rest;
                    self.put("{");
                    self.put(bounds);
                    self.take_repetition_sign()?;
                }
                None => self.put(r"\{"),
            },
            '*' | '+' | '?' => {
                self.done.pattern.push(character);
                self.take_repetition_sign()?;
            }
            ']' | '}' => self.put_literal(character),
            other => self.done.pattern.push(other),
        }
        Ok(())
    }

    /// What follows a repetition: `?` makes it short, and `+` forbids to take anything back of it. That
    /// makes no difference where nothing follows that could want it.
    fn take_repetition_sign(&mut self) -> Result<(), String> {
        if self.skip("?") {
            self.put("?");
        } else if self.skip("+") {
            let is_last = self.rest.trim_start_matches(')').is_empty();
            if !is_last {
                return Err(unavailable("a possessive repetition before the end is"));
            }
        }
        Ok(())
    }

    fn take_escape(&mut self) -> Result<(), String> {
        let Some(letter) = self.next() else {
            return Err("end pattern at escape".to_owned());
        };
        match letter {
            'A' | 'z' | 'b' | 'B' | 'a' | 'f' | 'n' | 'r' | 't' | 'v' | 'd' | 'D' | 's' | 'S' => {
                self.put("\\");
                self.done.pattern.push(letter);
            }
            'w' => self.put(WORD),
            'W' => self.put(NO_WORD),
            'Z' => {
                self.done.has_end = true;
                self.put("(?-m:$)");
            }
            'e' => self.put(r"\x1B"),
            'N' => self.put(r"[^\n]"),
            'O' => self.put("(?s:.)"),
            'R' => self.put(r"(?:\r\n|[\n-\r\x{85}\x{2028}\x{2029}])"),
            'p' | 'P' if self.rest.starts_with('{') => {
                let class = self.property(letter == 'P')?;
                // The flag `i` does not touch it.
                self.put(&format!("(?-i:{class})"));
            }
            'x' | 'c' | '0' => self.take_code(letter)?,
            'Q' => {
                let (literal, rest) = self.rest.split_once("\\E").unwrap_or((self.rest, ""));
                self.rest = rest;
                literal
                    .chars()
                    .for_each(|literal| self.put_literal(literal));
            }
            '1'..='9' | 'k' => return Err(unavailable("backreferences are")),
            'G' | 'K' | 'X' | 'y' | 'Y' => {
                return Err(unavailable(&format!("`\\{letter}` is")));
            }
            // In the syntax of Perl any other letter stands for itself, and so does what is not a letter.
            other => self.put_literal(other),
        }
        Ok(())
    }

    /// A character by its code: `\x41`, `\x{41}`, `\cA` or `\012`.
    fn take_code(&mut self, letter: char) -> Result<(), String> {
        let (code, length) = match letter {
            'c' => match self.rest.bytes().next() {
                Some(control) if control.is_ascii() => (u32::from(control) & 0x1f, 1),
                _ => return Err("end pattern at control".to_owned()),
            },
            '0' => digits(self.rest, 2, 8),
            _ => match self
                .rest
                .strip_prefix('{')
                .and_then(|rest| rest.split_once('}'))
            {
                Some((inner, _)) => {
                    let code = u32::from_str_radix(inner, 16);
                    (code.unwrap_or(u32::MAX), inner.len() + 2)
                }
                None => digits(self.rest, 2, 16),
            },
        };
        self.rest = &self.rest[length..];
        if char::from_u32(code).is_none() {
            return Err("invalid code point value".to_owned());
        }
        self.put(&format!("\\x{{{code:X}}}"));
        Ok(())
    }

    /// The class of `\p{NAME}`, from its opening brace on. `^` before the name negates it.
    fn property(&mut self, is_negated: bool) -> Result<String, String> {
        let Some((name, rest)) = self.rest[1..].split_once('}') else {
            return Err("invalid character property name {p}".to_owned());
        };
        self.rest = rest;
        let negation = name.strip_prefix('^');
        let name = negation.unwrap_or(name);
        let letter = if is_negated != negation.is_some() {
            'P'
        } else {
            'p'
        };
        let known = CLASSES
            .iter()
            .find(|(class, _)| name.eq_ignore_ascii_case(class) && *class != "punct");
        Ok(match known {
            Some((_, class)) if letter == 'P' => format!("[^{class}]"),
            Some((_, class)) => format!("[{class}]"),
            None => format!("\\{letter}{{{name}}}"),
        })
    }

    /// A class in brackets. In it `[`, `&&`, `--`, `~~`, white space and `#` stand for themselves.
    fn take_class(&mut self) -> Result<(), String> {
        self.put("[");
        if self.skip("^") {
            self.put("^");
        }
        let mut is_first = true;
        loop {
            let Some(character) = self.next() else {
                return Err("premature end of char-class".to_owned());
            };
            match character {
                ']' if !is_first || !self.rest.contains(']') => {
                    self.put("]");
                    return Ok(());
                }
                '[' if self.rest.starts_with(':') => self.take_posix_class()?,
                '\\' => self.take_escape_in_class()?,
                // A range, unless it begins or ends the class or follows another class.
                '-' => {
                    let is_literal =
                        is_first || self.rest.starts_with(']') || self.is_behind_class();
                    self.put(if is_literal { r"\-" } else { "-" });
                }
                other => self.put_in_class(other),
            }
            is_first = false;
        }
    }

    fn put_in_class(&mut self, character: char) {
        match character.is_alphanumeric() {
            true => self.done.pattern.push(character),
            false => self.put(&format!("\\x{{{:X}}}", u32::from(character))),
        }
    }

    fn is_behind_class(&self) -> bool {
        const ENDS: [&str; 6] = [r"\d", r"\D", r"\s", r"\S", r"]", r"-"];
        ENDS.iter().any(|end| self.done.pattern.ends_with(end))
    }

    fn take_posix_class(&mut self) -> Result<(), String> {
        let inner = self.rest[1..].split_once(":]");
        let known = inner.and_then(|(name, rest)| {
            let negation = name.strip_prefix('^');
            let name = negation.unwrap_or(name);
            let class = CLASSES.iter().find(|(class, _)| *class == name)?;
            Some((class.1, negation.is_some(), rest))
        });
        let Some((class, is_negated, rest)) = known else {
            return Err("invalid POSIX bracket type".to_owned());
        };
        self.rest = rest;
        self.put(if is_negated { "[^" } else { "[" });
        self.put(class);
        self.put("]");
        Ok(())
    }

    fn take_escape_in_class(&mut self) -> Result<(), String> {
        let Some(letter) = self.next() else {
            return Err("end pattern at escape".to_owned());
        };
        match letter {
            'd' | 'D' | 's' | 'S' | 'a' | 'f' | 'n' | 'r' | 't' | 'v' => {
                self.put("\\");
                self.done.pattern.push(letter);
            }
            'w' => self.put(WORD),
            'W' => self.put(NO_WORD),
            'b' => self.put(r"\x08"),
            'e' => self.put(r"\x1B"),
            'p' | 'P' if self.rest.starts_with('{') => {
                let class = self.property(letter == 'P')?;
                self.put(&format!("[{class}]"));
            }
            'x' | 'c' | '0' => self.take_code(letter)?,
            other => self.put_in_class(other),
        }
        Ok(())
    }

    /// What begins with `(`.
    fn take_group(&mut self) -> Result<(), String> {
        if self.skip("?#") {
            let Some((_, rest)) = self.rest.split_once(')') else {
                return Err("end pattern in group".to_owned());
            };
            self.rest = rest;
            return Ok(());
        }
        if self.rest.starts_with("?=") || self.rest.starts_with("?!") {
            return Err(unavailable(
                "look-around, including look-ahead and look-behind, is",
            ));
        }
        if self.skip("?<") || self.skip("?P<") {
            if self.rest.starts_with(['=', '!']) {
                return Err(unavailable(
                    "look-around, including look-ahead and look-behind, is",
                ));
            }
            return self.take_name('>');
        }
        if self.skip("?'") {
            return self.take_name('\'');
        }
        for (begin, what) in [
            ("?>", "atomic groups are"),
            ("?~", "absence operators are"),
            ("?(", "conditions are"),
        ] {
            if self.rest.starts_with(begin) {
                return Err(unavailable(what));
            }
        }
        self.put("(");
        if !self.rest.starts_with('?') {
            self.done.names.push(None);
        } else if let Some(end) = self.rest.find([':', ')']) {
            // Flags, which are the same.
            let (flags, rest) = self.rest.split_at(end + 1);
            self.rest = rest;
            self.put(flags);
        }
        Ok(())
    }

    fn take_name(&mut self, end: char) -> Result<(), String> {
        let Some((name, rest)) = self.rest.split_once(end) else {
            return Err("end pattern in group".to_owned());
        };
        let is_wrong = name.is_empty()
            || name.starts_with(|first: char| first.is_ascii_digit() || first == '-')
            || name.contains(')');
        if is_wrong {
            return Err(format!("invalid group name <{name}>"));
        }
        self.rest = rest;
        self.done.names.push(Some(name.to_owned()));
        self.put("(");
        Ok(())
    }
}

/// The length of `2}`, `2,}` or `2,3}`, if a text begins with one. Any other brace stands for itself.
fn interval(text: &str) -> Option<usize> {
    let end = text.find('}')?;
    let (least, most) = match text[..end].split_once(',') {
        Some((least, most)) => (least, most),
        None => (&text[..end], ""),
    };
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    (!least.is_empty() && are_digits(least) && are_digits(most)).then_some(end + 1)
}

/// The number that up to `most` digits stand for, and how many there are.
fn digits(text: &str, most: usize, radix: u32) -> (u32, usize) {
    let count = text
        .chars()
        .take(most)
        .take_while(|next| next.is_digit(radix));
    let length = count.count();
    let code = u32::from_str_radix(&text[..length], radix).unwrap_or(0);
    (code, length)
}
