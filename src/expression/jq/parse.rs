//! An expression to its syntax tree.
//!
//! This is jaq's parser, corrected in one place: jq gives `%` the precedence of `*`, and jaq a higher
//! one. To tell which operands were in parentheses, these are marked before jaq parses.

use jaq_core::load::lex::{Lexer, StrPart, Tok, Token};
use jaq_core::load::parse::{BinaryOp, Parser, Term};
use jaq_core::ops::Math;

use super::error::ExpressionError;
use super::tree::{Tree, binary};

/// The function whose calls stand for parentheses in the tree, until it is rewritten.
pub const PARENTHESES: &str = "(parentheses)";

/// Parses an expression. Its parentheses become calls of `PARENTHESES`.
pub fn parse(source: &str) -> Result<Tree<'_>, ExpressionError> {
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
    mark_all_parentheses(&mut tokens);
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

/// What surrounds a sequence of tokens.
#[derive(Clone, Copy, PartialEq)]
enum Level {
    Plain,
    /// `{` and `}`: parentheses in it may be around the name of a field.
    Object,
}

/// Marks the parentheses of a whole text.
pub fn mark_all_parentheses(tokens: &mut Vec<Token<&str>>) {
    mark_parentheses(tokens, Level::Plain);
}

/// Puts `PARENTHESES` before parentheses that group, and not before those around arguments and names.
fn mark_parentheses(tokens: &mut Vec<Token<&str>>, level: Level) {
    let mut grouping = Vec::new();
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
            grouping.push(at);
        }
        descend(&mut tokens[at]);
    }
    for at in grouping.into_iter().rev() {
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
            mark_parentheses(inner, level);
        }
        Tok::Str(parts) => {
            for part in parts {
                // The outer parentheses belong to the string.
                if let StrPart::Term(Token(_, Tok::Block(inner))) = part {
                    mark_parentheses(inner, Level::Plain);
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
    left: Tree<'s>,
    op: BinaryOp<&'s str>,
    right: Tree<'s>,
) -> (Tree<'s>, BinaryOp<&'s str>, Tree<'s>) {
    match right {
        Term::BinOp(first, BinaryOp::Math(Math::Rem), rest)
            if matches!(op, BinaryOp::Math(Math::Mul | Math::Div)) =>
        {
            let (left, op, right) = correct_remainder(left, op, *first);
            (binary(left, op, right), BinaryOp::Math(Math::Rem), *rest)
        }
        right => (left, op, right),
    }
}
