//! An expression to its syntax tree.
//!
//! jaq's parser is used, and corrected in one place: jq gives `%` the precedence of `*`, and jaq a
//! higher one. To see which operands were in parentheses, these are named before jaq parses.

use jaq_core::load::lex::{Lexer, StrPart, Tok, Token};
use jaq_core::load::parse::{BinaryOp, Parser, Term};
use jaq_core::ops::Math;

use super::error::ExpressionError;

/// What parentheses are called in the tree until `drop_parentheses` takes them away.
pub const PARENTHESES: &str = "(parentheses)";

/// Parses an expression; its parentheses are calls of `PARENTHESES`.
pub fn parse(source: &str) -> Result<Term<&str>, ExpressionError> {
    let mut tokens = Lexer::new(source)
        .lex()
        .map_err(|errors| match errors.first() {
            Some((expected, rest)) => {
                let what = match expected.as_str() {
                    "token" => "here stands something that jq does not know".to_owned(),
                    expected => format!("a {expected} is expected"),
                };
                ExpressionError::at(source, rest, what)
            }
            None => ExpressionError::at(source, "", "the expression is not jq"),
        })?;
    if let Some(Token(word @ ("import" | "include" | "module"), _)) = tokens.first() {
        let what = format!("`{word}` is not available here: expressions read no files");
        return Err(ExpressionError::at(source, word, what));
    }
    name_all_parentheses(&mut tokens);
    let parsed = Parser::new(&tokens).parse(|parser| parser.term());
    parsed.map_err(|errors| match errors.first() {
        Some((expected, Some(Token("?" | "?//", _)))) if expected.as_str() == "|" => {
            let found = source.find("?//").map_or("", |at| &source[at..]);
            let what = "`?//` between patterns is not available here";
            ExpressionError::at(source, found, what)
        }
        Some((expected, Some(Token(found, _)))) => {
            let what = match expected.as_str() {
                "nothing" => format!("`{}` is not expected here", shorten(found)),
                expected => format!(
                    "`{}` stands where {} is expected",
                    shorten(found),
                    with_article(expected)
                ),
            };
            ExpressionError::at(source, found, what)
        }
        Some((expected, None)) => {
            let end = &source[source.len()..];
            let what = format!(
                "it ends, or a bracket closes, where {} is expected",
                with_article(expected.as_str())
            );
            ExpressionError::at(source, end, what)
        }
        None => ExpressionError::at(source, "", "the expression is not jq"),
    })
}

fn shorten(text: &str) -> &str {
    let end = text.char_indices().nth(20).map_or(text.len(), |(at, _)| at);
    &text[..end]
}

fn with_article(expected: &str) -> String {
    match expected {
        "term" => "an expression".to_owned(),
        word if word.len() > 3
            && word
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte == b' ') =>
        {
            format!("a {word}")
        }
        other => format!("`{other}`"),
    }
}

/// What a sequence of tokens is in.
#[derive(Clone, Copy, PartialEq)]
enum Level {
    Plain,
    /// Between `{` and `}`, where parentheses may hold the name of a field.
    Object,
}

/// Names the parentheses of a whole text.
pub fn name_all_parentheses(tokens: &mut Vec<Token<&str>>) {
    name_parentheses(tokens, Level::Plain);
}

/// Puts `PARENTHESES` before those that group, and not before those of arguments and names.
fn name_parentheses(tokens: &mut Vec<Token<&str>>, level: Level) {
    let mut named = Vec::new();
    for at in 0..tokens.len() {
        let is_name_of_field = |tokens: &[Token<&str>]| {
            level == Level::Object
                && (at == 0 || tokens[at - 1].0 == ",")
                && tokens.get(at + 1).is_some_and(|next| next.0 == ":")
        };
        let groups = match &tokens[at] {
            Token(text, Tok::Block(_)) if text.starts_with('(') => {
                !is_name_of_field(tokens)
                    && at
                        .checked_sub(1)
                        .is_none_or(|before| can_stand_before_a_group(&tokens[before]))
            }
            _ => false,
        };
        if groups {
            named.push(at);
        }
        descend(&mut tokens[at]);
    }
    for at in named.into_iter().rev() {
        tokens.insert(at, Token(PARENTHESES, Tok::Word));
    }
}

fn descend(token: &mut Token<&str>) {
    let Token(text, kind) = token;
    match kind {
        Tok::Block(inner) => {
            let level = if text.starts_with('{') {
                Level::Object
            } else {
                Level::Plain
            };
            name_parentheses(inner, level);
        }
        Tok::Str(parts) => {
            for part in parts {
                // The parentheses of the part itself are the string's.
                if let StrPart::Term(Token(_, Tok::Block(inner))) = part {
                    name_parentheses(inner, Level::Plain);
                }
            }
        }
        _ => {}
    }
}

fn can_stand_before_a_group(token: &Token<&str>) -> bool {
    const WORDS: [&str; 10] = [
        "if", "then", "elif", "else", "and", "or", "try", "catch", "reduce", "foreach",
    ];
    match token {
        Token(word, Tok::Word) => WORDS.contains(word),
        Token(symbol, Tok::Sym) => !symbol.starts_with('.') && *symbol != "?",
        _ => false,
    }
}

/// Corrects the precedence of `%` in one operation, whose operands are correct.
pub fn correct_remainder<'s>(
    left: Term<&'s str>,
    op: BinaryOp<&'s str>,
    right: Term<&'s str>,
) -> Term<&'s str> {
    let is_product = matches!(op, BinaryOp::Math(Math::Mul | Math::Div));
    match right {
        Term::BinOp(first, BinaryOp::Math(Math::Rem), rest) if is_product => {
            let first = correct_remainder(left, op, *first);
            Term::BinOp(Box::new(first), BinaryOp::Math(Math::Rem), rest)
        }
        right => Term::BinOp(Box::new(left), op, Box::new(right)),
    }
}
