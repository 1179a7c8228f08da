//! Which expressions need only one record at a time, and which of its fields.

use std::collections::HashSet;

use jaq_core::load::lex::StrPart;
use jaq_core::load::parse::{BinaryOp, Term};
use jaq_core::path::{Opt, Part, Path};

use super::parse::PARENTHESES;
use super::read::WantedFields;
use super::tree::{NOTHING, PathStep, Tree, condition_of_select, constant, pipe};

/// What an expression is applied to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The whole input at once.
    Whole,
    /// Each element of the input by itself.
    Elements {
        /// What has no elements gives nothing, and no error.
        is_optional: bool,
    },
    /// Each element of the input; then the rest of the expression is applied to the array of all outputs.
    Collected,
    /// The number of elements.
    Count,
}

/// An expression, split by what its parts are applied to.
pub struct SplitExpression<'s> {
    pub source: Source,
    /// For the whole input, or for each element.
    pub each: Tree<'s>,
    /// For the array that was collected, or the count; `.` if nothing is done with it.
    pub rest: Tree<'s>,
}

/// Splits an expression. `own` has the functions that it defines.
pub fn split<'s>(term: Tree<'s>, own: &HashSet<&'s str>) -> SplitExpression<'s> {
    let split = |source, each| SplitExpression {
        source,
        each,
        rest: Term::Id,
    };
    if let Some(Elements { each, is_optional }) = split_elements(&term) {
        return split(Source::Elements { is_optional }, each);
    }
    split_head(&term, own).unwrap_or_else(|| split(Source::Whole, term))
}

/// An expression of the form `.[] | each`.
pub struct Elements<'s> {
    pub each: Tree<'s>,
    /// It begins with `.[]?`: what has no elements is not an error.
    pub is_optional: bool,
}

/// Takes `.[]` from the beginning of an expression. If it is anywhere else, the expression needs all
/// elements at once: `.[].a, .[].b` gives every `a` before the first `b`, and `.[] // x` may only give
/// its `x` after the last element.
pub fn split_elements<'s>(term: &Tree<'s>) -> Option<Elements<'s>> {
    match term {
        Term::Path(inner, path) if matches!(**inner, Term::Id) => match path.0.split_first()? {
            ((Part::Range(None, None), opt), rest) if rest.iter().all(has_constant_index) => {
                let rest = Path(rest.to_vec());
                Some(Elements {
                    each: match rest.0.is_empty() {
                        true => Term::Id,
                        false => Term::Path(Box::new(Term::Id), rest),
                    },
                    is_optional: matches!(opt, Opt::Optional),
                })
            }
            _ => None,
        },
        Term::Path(inner, path) if path.0.iter().all(has_constant_index) => {
            let Elements { each, is_optional } = split_elements(inner)?;
            let each = Term::Path(Box::new(each), path.clone());
            Some(Elements { each, is_optional })
        }
        Term::BinOp(left, BinaryOp::Pipe(None), right) => {
            let Elements { each, is_optional } = split_elements(left)?;
            let each = pipe(each, (**right).clone());
            Some(Elements { each, is_optional })
        }
        Term::Def(definitions, inner) => {
            let Elements { each, is_optional } = split_elements(inner)?;
            let each = Term::Def(definitions.clone(), Box::new(each));
            Some(Elements { each, is_optional })
        }
        Term::Call(PARENTHESES, arguments) => match &arguments[..] {
            [inner] => split_elements(inner),
            _ => None,
        },
        _ => None,
    }
}

/// Takes `length`, `map(each)` or `[.[] | each]` from the beginning of an expression.
fn split_head<'s>(term: &Tree<'s>, own: &HashSet<&'s str>) -> Option<SplitExpression<'s>> {
    let split = |source, each| {
        Some(SplitExpression {
            source,
            each,
            rest: Term::Id,
        })
    };
    match term {
        Term::Call(name @ ("length" | "map"), _) if own.contains(name) => None,
        Term::Call("length", arguments) if arguments.is_empty() => split(Source::Count, Term::Id),
        Term::Call("map", arguments) => match &arguments[..] {
            [each] => split(Source::Collected, each.clone()),
            _ => None,
        },
        Term::Arr(Some(inner)) => split(Source::Collected, split_elements(inner)?.each),
        Term::BinOp(left, BinaryOp::Pipe(None), right) => {
            let head = split_head(left, own)?;
            let rest = pipe(head.rest, (**right).clone());
            Some(SplitExpression { rest, ..head })
        }
        Term::Call(PARENTHESES, arguments) => match &arguments[..] {
            [inner] => split_head(inner, own),
            _ => None,
        },
        _ => None,
    }
}

/// Takes a path of names from the beginning of an expression, `.data.users` from
/// `.data.users[] | each`.
pub fn split_names(term: Tree<'_>) -> (Vec<String>, Tree<'_>) {
    let mut names = Vec::new();
    let mut rest = term;
    loop {
        let before = names.len();
        rest = take_names(rest, &mut names);
        if names.len() == before {
            return (names, rest);
        }
    }
}

fn take_names<'s>(term: Tree<'s>, names: &mut Vec<String>) -> Tree<'s> {
    match term {
        Term::Path(inner, mut path) if path.0.iter().all(has_constant_index) => {
            if !matches!(*inner, Term::Id) {
                return Term::Path(Box::new(take_names(*inner, names)), path);
            }
            let found: Vec<String> = path.0.iter().map_while(name_of_step).collect();
            path.0.drain(..found.len());
            names.extend(found);
            match path.0.is_empty() {
                true => Term::Id,
                false => Term::Path(inner, path),
            }
        }
        Term::BinOp(left, BinaryOp::Pipe(None), right) => pipe(take_names(*left, names), *right),
        Term::Def(definitions, inner) => {
            Term::Def(definitions, Box::new(take_names(*inner, names)))
        }
        Term::Call(PARENTHESES, mut arguments) if arguments.len() == 1 => match arguments.pop() {
            Some(inner) => take_names(inner, names),
            None => Term::Id,
        },
        other => other,
    }
}

/// The name in a step such as `.team`.
fn name_of_step((part, opt): &PathStep<'_>) -> Option<String> {
    match (part, opt) {
        (Part::Index(index), Opt::Essential) => constant(index),
        _ => None,
    }
}

/// An index is evaluated on the whole input, so it must not depend on it.
fn has_constant_index((part, _): &PathStep<'_>) -> bool {
    let is_constant = |term: &Tree<'_>| match term {
        Term::Num(_) => true,
        Term::Neg(inner) => matches!(**inner, Term::Num(_)),
        other => constant(other).is_some(),
    };
    match part {
        Part::Index(index) => is_constant(index),
        Part::Range(from, to) => from.iter().chain(to).all(is_constant),
    }
}

/// The fields of a record that an expression looks at, or all if the tree does not show which.
pub fn wanted_fields(term: &Tree<'_>) -> WantedFields {
    let mut fields = Vec::new();
    if collect_fields(term, &mut fields) {
        fields.sort();
        fields.dedup();
        WantedFields::Fields(fields)
    } else {
        WantedFields::Everything
    }
}

/// The names in an expression that is a path of fields, such as `.metadata.team`.
pub fn plain_path(term: &Tree<'_>) -> Option<Vec<String>> {
    match term {
        Term::Path(inner, path) if matches!(**inner, Term::Id) => {
            path.0.iter().map(name_of_step).collect()
        }
        _ => None,
    }
}

/// Collects the fields of `.` that an expression looks at; `false` if it may be all of them.
fn collect_fields(term: &Tree<'_>, fields: &mut Vec<String>) -> bool {
    match term {
        Term::Num(_) | Term::Var(_) => true,
        Term::Str(_, parts) => parts.iter().all(|part| match part {
            StrPart::Term(term) => collect_fields(term, fields),
            _ => true,
        }),
        Term::Arr(inner) => inner.iter().all(|inner| collect_fields(inner, fields)),
        Term::Obj(entries) => entries.iter().all(|(name, value)| match value {
            Some(value) => collect_fields(name, fields) && collect_fields(value, fields),
            None => match (name, constant(name)) {
                (Term::Var(_), _) => true,
                (_, Some(name)) => {
                    fields.push(name);
                    true
                }
                (_, None) => false,
            },
        }),
        Term::Neg(inner) => collect_fields(inner, fields),
        Term::BinOp(left, op, right) => match op {
            BinaryOp::Pipe(None) => match (condition_of_select(left), &**left) {
                (Some(condition), _) => {
                    collect_fields(condition, fields) && collect_fields(right, fields)
                }
                // `select(a) | b | c`, however it was parsed.
                (None, Term::BinOp(first, BinaryOp::Pipe(None), second)) => {
                    match condition_of_select(first) {
                        Some(condition) => {
                            let rest = pipe((**second).clone(), (**right).clone());
                            collect_fields(condition, fields) && collect_fields(&rest, fields)
                        }
                        None => collect_fields(left, fields),
                    }
                }
                (None, left) => collect_fields(left, fields),
            },
            BinaryOp::Pipe(Some(_)) => false,
            BinaryOp::Comma
            | BinaryOp::Alt
            | BinaryOp::Or
            | BinaryOp::And
            | BinaryOp::Math(_)
            | BinaryOp::Cmp(_) => collect_fields(left, fields) && collect_fields(right, fields),
            _ => false,
        },
        Term::IfThenElse(branches, Some(otherwise)) => {
            branches.iter().all(|(condition, then)| {
                collect_fields(condition, fields) && collect_fields(then, fields)
            }) && collect_fields(otherwise, fields)
        }
        Term::Path(inner, Path(parts)) => {
            let others = |parts: &[PathStep<'_>], fields: &mut Vec<String>| {
                parts.iter().all(|(part, _)| match part {
                    Part::Index(index) => collect_fields(index, fields),
                    Part::Range(from, to) => from
                        .iter()
                        .chain(to)
                        .all(|bound| collect_fields(bound, fields)),
                })
            };
            match (&**inner, parts.split_first()) {
                (Term::Id, Some(((Part::Index(index), _), rest))) => match constant(index) {
                    Some(name) => {
                        fields.push(name);
                        others(rest, fields)
                    }
                    None => false,
                },
                (Term::Id, _) => false,
                (inner, _) => collect_fields(inner, fields) && others(parts, fields),
            }
        }
        Term::Call(NOTHING | "empty" | "null" | "true" | "false" | "now", arguments) => {
            arguments.is_empty()
        }
        Term::Call("!object", arguments) => arguments
            .last()
            .is_some_and(|values| collect_fields(values, fields)),
        Term::Call("has", arguments) => match arguments.first().and_then(constant) {
            Some(name) => {
                fields.push(name);
                true
            }
            None => false,
        },
        _ => false,
    }
}
