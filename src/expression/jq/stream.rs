//! Which expressions need one record at a time, and which fields of it.

use std::collections::HashSet;

use jaq_core::load::lex::StrPart;
use jaq_core::load::parse::{BinaryOp, Term};
use jaq_core::path::{Opt, Part, Path};

use super::parse::PARENTHESES;
use super::read::WantedFields;
use super::tree::{condition_of_select, constant, pipe};

/// An expression of the form `.[] | each`.
pub struct Elements<'s> {
    pub each: Term<&'s str>,
    /// It begins with `.[]?`: what has no elements is no error.
    pub is_optional: bool,
}

/// Takes `.[]` from the beginning of an expression. Where it stands anywhere else, the expression needs
/// all elements at once: `.[].a, .[].b` gives every `a` before the first `b`, and `.[] // x` may only
/// give its `x` after the last element.
pub fn split_elements<'s>(term: Term<&'s str>) -> Result<Elements<'s>, Term<&'s str>> {
    match term {
        Term::Path(inner, mut path) => match *inner {
            Term::Id => {
                let begins = matches!(path.0.first(), Some((Part::Range(None, None), _)));
                if !begins || !path.0[1..].iter().all(has_constant_index) {
                    return Err(Term::Path(Box::new(Term::Id), path));
                }
                let (_, opt) = path.0.remove(0);
                let each = if path.0.is_empty() {
                    Term::Id
                } else {
                    Term::Path(Box::new(Term::Id), path)
                };
                Ok(Elements {
                    each,
                    is_optional: matches!(opt, Opt::Optional),
                })
            }
            inner if path.0.iter().all(has_constant_index) => match split_elements(inner) {
                Ok(elements) => Ok(Elements {
                    each: Term::Path(Box::new(elements.each), path),
                    ..elements
                }),
                Err(inner) => Err(Term::Path(Box::new(inner), path)),
            },
            inner => Err(Term::Path(Box::new(inner), path)),
        },
        Term::BinOp(left, BinaryOp::Pipe(None), right) => match split_elements(*left) {
            Ok(elements) => Ok(Elements {
                each: match elements.each {
                    Term::Id => *right,
                    each => pipe(each, *right),
                },
                ..elements
            }),
            Err(left) => Err(pipe(left, *right)),
        },
        Term::Def(definitions, inner) => match split_elements(*inner) {
            Ok(elements) => Ok(Elements {
                each: Term::Def(definitions, Box::new(elements.each)),
                ..elements
            }),
            Err(inner) => Err(Term::Def(definitions, Box::new(inner))),
        },
        Term::Call(PARENTHESES, mut arguments) if arguments.len() == 1 => {
            match arguments.pop().map(split_elements) {
                Some(Ok(elements)) => Ok(elements),
                Some(Err(inner)) => Err(Term::Call(PARENTHESES, vec![inner])),
                None => Err(Term::Id),
            }
        }
        other => Err(other),
    }
}

/// What an expression makes of a list before anything else.
pub enum Head<'s> {
    /// Their number: `length`.
    Count,
    /// An array of what this gives for each: `[.[] | each]` or `map(each)`.
    Array(Term<&'s str>),
}

/// Takes such a head from the beginning of an expression, and gives back what comes behind it. `own`
/// are functions that the expression defines.
pub fn split_head<'s>(
    term: Term<&'s str>,
    own: &HashSet<&'s str>,
) -> Result<(Head<'s>, Term<&'s str>), Term<&'s str>> {
    match term {
        Term::Call("length", arguments) if arguments.is_empty() && !own.contains("length") => {
            Ok((Head::Count, Term::Id))
        }
        Term::Call("map", mut arguments) if arguments.len() == 1 && !own.contains("map") => {
            match arguments.pop() {
                Some(each) => Ok((Head::Array(each), Term::Id)),
                None => Err(Term::Call("map", arguments)),
            }
        }
        Term::Arr(Some(inner)) => match split_elements(*inner) {
            Ok(elements) => Ok((Head::Array(elements.each), Term::Id)),
            Err(inner) => Err(Term::Arr(Some(Box::new(inner)))),
        },
        Term::BinOp(left, BinaryOp::Pipe(None), right) => match split_head(*left, own) {
            Ok((head, Term::Id)) => Ok((head, *right)),
            Ok((head, rest)) => Ok((head, pipe(rest, *right))),
            Err(left) => Err(pipe(left, *right)),
        },
        Term::Call(PARENTHESES, mut arguments) if arguments.len() == 1 => {
            match arguments.pop().map(|inner| split_head(inner, own)) {
                Some(Ok(split)) => Ok(split),
                Some(Err(inner)) => Err(Term::Call(PARENTHESES, vec![inner])),
                None => Err(Term::Id),
            }
        }
        other => Err(other),
    }
}

/// Takes a path of names from the beginning of an expression, `.data.users` from
/// `.data.users[] | each`.
pub fn split_names(term: Term<&str>) -> (Vec<String>, Term<&str>) {
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

fn take_names<'s>(term: Term<&'s str>, names: &mut Vec<String>) -> Term<&'s str> {
    match term {
        Term::Path(inner, mut path) if path.0.iter().all(has_constant_index) => {
            if !matches!(*inner, Term::Id) {
                return Term::Path(Box::new(take_names(*inner, names)), path);
            }
            let name = |(part, opt): &(Part<Term<&str>>, Opt)| match (part, opt) {
                (Part::Index(index), Opt::Essential) => constant(index),
                _ => None,
            };
            let found: Vec<String> = path.0.iter().map_while(name).collect();
            path.0.drain(..found.len());
            names.extend(found);
            match path.0.is_empty() {
                true => Term::Id,
                false => Term::Path(inner, path),
            }
        }
        Term::BinOp(left, BinaryOp::Pipe(None), right) => match take_names(*left, names) {
            Term::Id => *right,
            left => pipe(left, *right),
        },
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

/// An index is evaluated on the whole input, so it must not look at it.
fn has_constant_index((part, _): &(Part<Term<&str>>, Opt)) -> bool {
    let is_constant = |term: &Term<&str>| match term {
        Term::Num(_) => true,
        Term::Neg(inner) => matches!(**inner, Term::Num(_)),
        other => constant(other).is_some(),
    };
    match part {
        Part::Index(index) => is_constant(index),
        Part::Range(from, to) => from.iter().chain(to).all(is_constant),
    }
}

/// The fields of a record that an expression looks at, as far as the tree tells for certain.
pub fn wanted_fields(term: &Term<&str>) -> WantedFields {
    let mut fields = Vec::new();
    if collect_fields(term, &mut fields) {
        fields.sort();
        fields.dedup();
        WantedFields::Fields(fields)
    } else {
        WantedFields::Everything
    }
}

/// The names of a path of fields, such as `.metadata.team`.
pub fn plain_path(term: &Term<&str>) -> Option<Vec<String>> {
    let Term::Path(inner, path) = term else {
        return None;
    };
    if !matches!(**inner, Term::Id) {
        return None;
    }
    let name = |(part, opt): &(Part<Term<&str>>, Opt)| match (part, opt) {
        (Part::Index(index), Opt::Essential) => constant(index),
        _ => None,
    };
    path.0.iter().map(name).collect()
}

/// Collects the fields of `.` that are looked at; `false` where it may be all of them.
fn collect_fields(term: &Term<&str>, fields: &mut Vec<String>) -> bool {
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
                // `select(a) | b | c`, whichever way it was parsed.
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
            let others = |parts: &[(Part<Term<&str>>, Opt)], fields: &mut Vec<String>| {
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
        Term::Call("empty" | "null" | "true" | "false" | "now", arguments) => arguments.is_empty(),
        Term::Call("_object", arguments) => arguments
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
