//! An expression to its syntax tree.
//!
//! This is jaq's parser, and what it lacks is put right around it: before it, variables in patterns
//! that are taken apart too, and after it, the precedence of operators. To tell which operands were in
//! parentheses, these are marked before jaq parses.

use jaq_core::load::lex::{StrPart, Tok, Token};
use jaq_core::load::parse::{Def, Parser};

use super::error::ExpressionError;
use super::lex::{Author, can_stand_before_a_term, lex};
use super::precedence::correct_precedence;
use super::tree::Tree;

/// The function whose calls stand for parentheses in the tree, until it is rewritten.
pub const PARENTHESES: &str = "(parentheses)";

/// Parses an expression. Its parentheses become calls of `PARENTHESES`.
pub fn parse(source: &str) -> Result<Tree<'_>, ExpressionError> {
    let mut tokens = lex(source, Author::User)?;
    if let Some(Token(word @ ("import" | "include" | "module"), _)) = tokens.first() {
        let what = format!("`{word}` is not available here: expressions read no files");
        return Err(ExpressionError::at(source, word, what));
    }
    mark_parentheses(&mut tokens, Level::Plain);
    let parsed = Parser::new(&tokens).parse(|parser| parser.term());
    let parsed = parsed.map(correct_precedence);
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

/// Parses definitions of our own. Their parentheses become calls of `PARENTHESES`.
pub fn parse_own_definitions(source: &str) -> Result<Vec<Def<&str>>, ExpressionError> {
    let mut tokens = lex(source, Author::Ourselves)?;
    mark_parentheses(&mut tokens, Level::Plain);
    let definitions = Parser::new(&tokens)
        .parse(|parser| parser.defs())
        .map_err(|errors| ExpressionError {
            what: format!("{errors:?}"),
            position: None,
        })?;
    let definitions = definitions.into_iter().map(|definition| Def {
        body: correct_precedence(definition.body),
        ..definition
    });
    Ok(definitions.collect())
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
            let article = if word.starts_with(['a', 'e', 'i', 'o', 'u']) {
                "an"
            } else {
                "a"
            };
            format!("{article} {word}")
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

/// Puts `PARENTHESES` before parentheses that group, and not before those around arguments and names.
fn mark_parentheses(tokens: &mut Vec<Token<&str>>, level: Level) {
    expand_patterns(tokens);
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
                        .is_none_or(|before| can_stand_before_a_term(&tokens[before]))
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

/// Expands the patterns that follow `as`.
fn expand_patterns(tokens: &mut [Token<&str>]) {
    let is_as = |token: &Token<&str>| matches!(token, Token("as", Tok::Word));
    for at in 1..tokens.len() {
        if is_as(&tokens[at - 1]) {
            expand_pattern(&mut tokens[at]);
        }
    }
}

/// Makes `{$a, a: PATTERN}` of a pattern `{$a: PATTERN}`, which jaq does not know.
fn expand_pattern(token: &mut Token<&str>) {
    let Token(text, Tok::Block(tokens)) = token else {
        return;
    };
    let is_object = text.starts_with('{');
    let mut at = 0;
    while at < tokens.len() {
        let is_followed_by = |symbol| tokens.get(at + 1).is_some_and(|next| next.0 == symbol);
        match tokens[at] {
            Token(name, Tok::Var) if is_object && is_followed_by(":") => {
                let again = [Token(",", Tok::Sym), Token(&name[1..], Tok::Word)];
                tokens.splice(at + 1..at + 1, again);
                at += 2;
            }
            // In an object, what is before the colon is the name of a field.
            Token(_, Tok::Block(_)) if !is_object || at > 0 && tokens[at - 1].0 == ":" => {
                expand_pattern(&mut tokens[at]);
            }
            _ => {}
        }
        at += 1;
    }
}
