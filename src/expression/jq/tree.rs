//! Small things about syntax trees: what they name, and how they are put together.

use std::collections::HashSet;

use jaq_core::load::lex::StrPart;
use jaq_core::load::parse::{BinaryOp, Pattern, Term};
use jaq_core::path::{Opt, Part, Path};

/// What an expression defines, and what it calls without arguments.
pub fn collect_names<'s>(
    term: &Term<&'s str>,
    own: &mut HashSet<&'s str>,
    called: &mut HashSet<&'s str>,
) {
    if let Term::Call(name, arguments) = term
        && arguments.is_empty()
    {
        called.insert(name);
    }
    let mut each = |term: &Term<&'s str>| collect_names(term, own, called);
    match term {
        Term::Def(definitions, inner) => {
            for definition in definitions {
                own.insert(definition.name);
                own.extend(
                    definition
                        .args
                        .iter()
                        .map(|argument| argument.trim_start_matches('$')),
                );
                collect_names(&definition.body, own, called);
            }
            collect_names(inner, own, called);
        }
        Term::Str(_, parts) => {
            for part in parts {
                if let StrPart::Term(term) = part {
                    each(term);
                }
            }
        }
        Term::Arr(inner) => inner.iter().for_each(|inner| each(inner)),
        Term::Obj(fields) => {
            for (name, value) in fields {
                each(name);
                value.iter().for_each(&mut each);
            }
        }
        Term::Neg(inner) | Term::Label(_, inner) => each(inner),
        Term::BinOp(left, _, right) => {
            each(left);
            each(right);
        }
        Term::Fold(_, source, _, arguments) => {
            each(source);
            arguments.iter().for_each(each);
        }
        Term::TryCatch(inner, catch) => {
            each(inner);
            catch.iter().for_each(|catch| each(catch));
        }
        Term::IfThenElse(branches, otherwise) => {
            for (condition, then) in branches {
                each(condition);
                each(then);
            }
            otherwise.iter().for_each(|otherwise| each(otherwise));
        }
        Term::Call(_, arguments) => arguments.iter().for_each(each),
        Term::Path(inner, path) => {
            each(inner);
            for (part, _) in &path.0 {
                match part {
                    Part::Index(index) => each(index),
                    Part::Range(from, to) => from.iter().chain(to).for_each(&mut each),
                }
            }
        }
        Term::Id | Term::Recurse | Term::Num(_) | Term::Break(_) | Term::Var(_) => {}
    }
}

/// The text of a string without interpolation.
pub fn constant(term: &Term<&str>) -> Option<String> {
    let Term::Str(None, parts) = term else {
        return None;
    };
    let mut whole = String::new();
    for part in parts {
        match part {
            StrPart::Str(text) => whole.push_str(text),
            StrPart::Char(character) => whole.push(*character),
            StrPart::Term(_) => return None,
        }
    }
    Some(whole)
}

pub fn text(text: &str) -> Term<&str> {
    Term::Str(None, vec![StrPart::Str(text)])
}

pub fn binary<'s>(
    left: Term<&'s str>,
    op: BinaryOp<&'s str>,
    right: Term<&'s str>,
) -> Term<&'s str> {
    Term::BinOp(Box::new(left), op, Box::new(right))
}

pub fn bind<'s>(source: Term<&'s str>, name: &'s str, inner: Term<&'s str>) -> Term<&'s str> {
    binary(source, BinaryOp::Pipe(Some(Pattern::Var(name))), inner)
}

pub fn pipe<'s>(left: Term<&'s str>, right: Term<&'s str>) -> Term<&'s str> {
    binary(left, BinaryOp::Pipe(None), right)
}

pub fn turned(term: Term<&str>) -> Term<&str> {
    pipe(Term::Call("_turn", Vec::new()), term)
}

/// Writes out the functions that are called for every record, which saves their calls.
pub fn unfold<'s>(name: &'s str, mut arguments: Vec<Term<&'s str>>) -> Term<&'s str> {
    let is_of_one = arguments.len() == 1;
    match (name, arguments.pop()) {
        ("select", Some(condition)) if is_of_one => {
            let empty = Term::Call("empty", Vec::new());
            Term::IfThenElse(vec![(condition, Term::Id)], Some(Box::new(empty)))
        }
        ("map", Some(each)) if is_of_one => {
            let items = Path(vec![(Part::Range(None, None), Opt::Essential)]);
            let items = Term::Path(Box::new(Term::Id), items);
            Term::Arr(Some(Box::new(pipe(items, each))))
        }
        ("test", Some(pattern)) if is_of_one && constant(&pattern).is_some() => {
            let word = |word| Term::Call(word, Vec::new());
            Term::Call("_match", vec![pattern, word("null"), word("true")])
        }
        (_, last) => {
            arguments.extend(last);
            Term::Call(name, arguments)
        }
    }
}

/// The condition of a `select` that was written out.
pub fn condition_of_select<'t, 's>(term: &'t Term<&'s str>) -> Option<&'t Term<&'s str>> {
    match term {
        Term::IfThenElse(branches, Some(otherwise)) => match (&branches[..], &**otherwise) {
            ([(condition, Term::Id)], Term::Call("empty", _)) => Some(condition),
            _ => None,
        },
        _ => None,
    }
}
