//! An expression to its tokens.
//!
//! jaq has a lexer of its own, which lacks numbers such as `.5` and `5.` and surrogate pairs in strings.

use jaq_core::load::lex::{StrPart, Tok, Token};

use super::error::ExpressionError;

/// Who wrote a text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Author {
    User,
    /// The text may use names that begin with `!`. What is defined by them cannot be reached from the
    /// expressions of users, which cannot spell them.
    Ourselves,
}

type Lexed<T> = Result<T, ExpressionError>;

/// Cuts a text into its tokens. What is in brackets is one token with others in it.
pub fn lex(source: &str, author: Author) -> Lexed<Vec<Token<&str>>> {
    let mut lexer = Lexer {
        source,
        rest: source,
        author,
    };
    let tokens = lexer.tokens()?;
    match lexer.rest.is_empty() {
        true => Ok(tokens),
        false => Err(lexer.error("here stands something that jq does not know")),
    }
}

struct Lexer<'s> {
    source: &'s str,
    rest: &'s str,
    author: Author,
}

fn is_name_begin(character: char) -> bool {
    character.is_ascii_alphabetic() || character == '_'
}

fn is_name(character: char) -> bool {
    character.is_ascii_alphanumeric() || character == '_'
}

fn is_operator(character: char) -> bool {
    "|=!<>+-*/%".contains(character)
}

/// How much of a text `is_part` of a token.
fn length(text: &str, is_part: impl Fn(char) -> bool) -> usize {
    text.find(|character| !is_part(character))
        .unwrap_or(text.len())
}

impl<'s> Lexer<'s> {
    fn error(&self, what: &str) -> ExpressionError {
        ExpressionError::at(self.source, self.rest, what)
    }

    fn take(&mut self, length: usize) -> &'s str {
        let (taken, rest) = self.rest.split_at(length);
        self.rest = rest;
        taken
    }

    fn skip_space(&mut self) {
        loop {
            self.rest = self.rest.trim_start();
            let Some(mut comment) = self.rest.strip_prefix('#') else {
                return;
            };
            // A comment goes on after a line that ends with an odd number of backslashes.
            loop {
                let (line, after) = comment.split_once('\n').unwrap_or((comment, ""));
                let line = line.strip_suffix('\r').unwrap_or(line);
                comment = after;
                let backslashes = line.len() - line.trim_end_matches('\\').len();
                if backslashes % 2 == 0 || after.is_empty() {
                    break;
                }
            }
            self.rest = comment;
        }
    }

    /// All tokens up to what is none, such as a closing bracket.
    fn tokens(&mut self) -> Lexed<Vec<Token<&'s str>>> {
        let mut tokens = Vec::new();
        loop {
            let begin = self.rest;
            let Some(token) = self.token()? else {
                break;
            };
            // jaq would take `.a.5` for `.a["5"]`.
            let is_step = matches!(token, Token(text, Tok::Num) if text.starts_with('.'))
                && !tokens.last().is_none_or(can_stand_before_a_term);
            if is_step {
                let what = format!("`{}` is not expected here", token.0);
                return Err(ExpressionError::at(self.source, begin.trim_start(), what));
            }
            tokens.push(token);
        }
        Ok(tokens)
    }

    fn token(&mut self) -> Lexed<Option<Token<&'s str>>> {
        self.skip_space();
        let text = self.rest;
        let mut characters = text.chars();
        let Some(first) = characters.next() else {
            return Ok(None);
        };
        let second = characters.next().unwrap_or(' ');
        Ok(Some(match first {
            '!' if self.author == Author::Ourselves && is_name_begin(second) => {
                Token(self.take(1 + length(&text[1..], is_name)), Tok::Word)
            }
            _ if is_name_begin(first) => Token(self.word()?, Tok::Word),
            '$' => Token(self.sigil_and_name()?, Tok::Var),
            '@' => Token(self.sigil_and_name()?, Tok::Fmt),
            '0'..='9' => Token(self.take(length_of_number(text)), Tok::Num),
            '.' if second.is_ascii_digit() => Token(self.take(length_of_number(text)), Tok::Num),
            '.' if second == '.' => Token(self.take(2), Tok::Sym),
            '.' if is_name_begin(second) => {
                Token(self.take(1 + length(&text[1..], is_name)), Tok::Sym)
            }
            '.' | ':' | ';' | ',' | '?' => Token(self.take(1), Tok::Sym),
            _ if is_operator(first) => {
                let more = length(&text[1..], |next| is_operator(next) && next != '-');
                Token(self.take(1 + more), Tok::Sym)
            }
            '"' => {
                let kind = self.string()?;
                Token(&text[..text.len() - self.rest.len()], kind)
            }
            '(' | '[' | '{' => {
                let kind = self.block()?;
                Token(&text[..text.len() - self.rest.len()], kind)
            }
            _ => return Ok(None),
        }))
    }

    /// A word, which may be a name in a module: `words::word`.
    fn word(&mut self) -> Lexed<&'s str> {
        let text = self.rest;
        self.take(length(text, is_name));
        if let Some(rest) = self.rest.strip_prefix("::") {
            self.rest = rest.strip_prefix(['@', '$']).unwrap_or(rest);
            self.name()?;
        }
        Ok(&text[..text.len() - self.rest.len()])
    }

    fn sigil_and_name(&mut self) -> Lexed<&'s str> {
        let text = self.rest;
        self.take(1);
        self.name()?;
        Ok(&text[..text.len() - self.rest.len()])
    }

    fn name(&mut self) -> Lexed<()> {
        if !self.rest.starts_with(is_name_begin) {
            return Err(self.error("a name is expected"));
        }
        self.take(length(self.rest, is_name));
        Ok(())
    }

    /// What is between brackets, the closing one included.
    fn block(&mut self) -> Lexed<Tok<&'s str>> {
        let (close, name) = match self.take(1) {
            "(" => (')', "a closing parenthesis is expected"),
            "[" => (']', "a closing bracket is expected"),
            _ => ('}', "a closing brace is expected"),
        };
        let mut tokens = self.tokens()?;
        if !self.rest.starts_with(close) {
            return Err(self.error(name));
        }
        tokens.push(Token(self.take(1), Tok::Sym));
        Ok(Tok::Block(tokens))
    }

    fn string(&mut self) -> Lexed<Tok<&'s str>> {
        self.take(1);
        let mut parts = Vec::new();
        loop {
            let text = self.take(length(self.rest, |next| next != '\\' && next != '"'));
            if !text.is_empty() {
                parts.push(StrPart::Str(text));
            }
            if self.rest.is_empty() {
                return Err(self.error("a closing quote is expected"));
            }
            if self.take(1) == "\"" {
                return Ok(Tok::Str(parts));
            }
            parts.push(self.escape()?);
        }
    }

    /// What stands after a backslash in a string.
    fn escape(&mut self) -> Lexed<StrPart<&'s str, Token<&'s str>>> {
        let text = self.rest;
        let character = match text.chars().next() {
            Some('(') => {
                let kind = self.block()?;
                let whole = &text[..text.len() - self.rest.len()];
                return Ok(StrPart::Term(Token(whole, kind)));
            }
            Some('u') => {
                self.take(1);
                return self.code_point().map(StrPart::Char);
            }
            Some(same @ ('\\' | '/' | '"')) => same,
            Some('b') => '\u{8}',
            Some('f') => '\u{c}',
            Some('n') => '\n',
            Some('r') => '\r',
            Some('t') => '\t',
            _ => return Err(self.error("a string escape sequence is expected")),
        };
        self.take(1);
        Ok(StrPart::Char(character))
    }

    /// The character that the digits after `\u` stand for, and those of the second half of a pair.
    fn code_point(&mut self) -> Lexed<char> {
        let begin = self.rest;
        let first = self.four_digits()?;
        if (0xD800..0xDC00).contains(&first) {
            if let Some(rest) = self.rest.strip_prefix("\\u") {
                self.rest = rest;
                let second = self.four_digits()?;
                if (0xDC00..0xE000).contains(&second) {
                    let code = 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
                    return Ok(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
                }
            }
            self.rest = begin;
            return Err(self.error("the second half of this surrogate pair is missing"));
        }
        Ok(char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    fn four_digits(&mut self) -> Lexed<u32> {
        let digits = self.rest.get(..4).filter(|digits| {
            let mut bytes = digits.bytes();
            bytes.all(|byte| byte.is_ascii_hexdigit())
        });
        match digits.and_then(|digits| u32::from_str_radix(digits, 16).ok()) {
            Some(code) => {
                self.take(4);
                Ok(code)
            }
            None => Err(self.error("four hexadecimal digits are expected")),
        }
    }
}

/// The length of the number that a text begins with: `5`, `.5`, `5.` or `5e-1`.
fn length_of_number(text: &str) -> usize {
    let digits = |from: usize| length(&text[from..], |next| next.is_ascii_digit());
    let mut end = digits(0);
    if text[end..].starts_with('.') {
        end += 1;
        end += digits(end);
    }
    if let Some(exponent) = text[end..].strip_prefix(['e', 'E']) {
        let sign = usize::from(exponent.starts_with(['+', '-']));
        let count = digits(end + 1 + sign);
        if count > 0 {
            end += 1 + sign + count;
        }
    }
    end
}

/// Whether an operand begins behind a token, and not a step of a path or an argument.
pub fn can_stand_before_a_term(token: &Token<&str>) -> bool {
    const WORDS: [&str; 10] = [
        "if", "then", "elif", "else", "and", "or", "try", "catch", "reduce", "foreach",
    ];
    match token {
        Token(word, Tok::Word) => WORDS.contains(word),
        Token(symbol, Tok::Sym) => !symbol.starts_with('.') && *symbol != "?",
        _ => false,
    }
}
