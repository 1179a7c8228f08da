//! Syntax trees: the names in them, and how they are put together.

use std::collections::HashSet;

use jaq_core::load::lex::StrPart;
use jaq_core::load::parse::{BinaryOp, Pattern, Term};
use jaq_core::path::{Opt, Part, Path};

/// The syntax tree of an expression.
pub type Tree<'s> = Term<&'s str>;

/// A step of a path: `.a`, `.[0]`, `.[1:2]` or `.[]`.
pub type PathStep<'s> = (Part<Tree<'s>>, Opt);

/// Collects the functions that an expression defines, and those that it calls without arguments.
pub fn collect_names<'s>(
    term: &Tree<'s>,
    own: &mut HashSet<&'s str>,
    called: &mut HashSet<&'s str>,
) {
    if let Term::Call(name, arguments) = term
        && arguments.is_empty()
    {
        called.insert(name);
    }
    let mut each = |term: &Tree<'s>| collect_names(term, own, called);
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
pub fn constant(term: &Tree<'_>) -> Option<String> {
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

pub fn text(text: &str) -> Tree<'_> {
    Term::Str(None, vec![StrPart::Str(text)])
}

/// One step from `.`.
pub fn step(part: Part<Tree<'_>>) -> Tree<'_> {
    Term::Path(Box::new(Term::Id), Path(vec![(part, Opt::Essential)]))
}

pub fn binary<'s>(left: Tree<'s>, op: BinaryOp<&'s str>, right: Tree<'s>) -> Tree<'s> {
    Term::BinOp(Box::new(left), op, Box::new(right))
}

/// `source as $name | inner`
pub fn bind<'s>(source: Tree<'s>, name: &'s str, inner: Tree<'s>) -> Tree<'s> {
    binary(source, BinaryOp::Pipe(Some(Pattern::Var(name))), inner)
}

/// `left | right`, or `right` if `left` is `.`.
pub fn pipe<'s>(left: Tree<'s>, right: Tree<'s>) -> Tree<'s> {
    match left {
        Term::Id => right,
        left => binary(left, BinaryOp::Pipe(None), right),
    }
}

/// Makes a function or a loop one that can be stopped.
pub fn turned(term: Tree<'_>) -> Tree<'_> {
    pipe(Term::Call("_turn", Vec::new()), term)
}

/// Replaces calls of functions that are often called for every record by their definitions, which is
/// faster.
pub fn unfold<'s>(name: &'s str, arguments: Vec<Tree<'s>>) -> Tree<'s> {
    let word = |word| Term::Call(word, Vec::new());
    let [argument] = match <[Tree<'s>; 1]>::try_from(arguments) {
        Ok(one) => one,
        Err(arguments) => return Term::Call(name, arguments),
    };
    match name {
        "select" => Term::IfThenElse(vec![(argument, Term::Id)], Some(Box::new(word("empty")))),
        "map" => Term::Arr(Some(Box::new(pipe(
            step(Part::Range(None, None)),
            argument,
        )))),
        "test" if constant(&argument).is_some() => {
            Term::Call("_match", vec![argument, word("null"), word("true")])
        }
        _ => Term::Call(name, vec![argument]),
    }
}

/// The condition of a `select` that was unfolded.
pub fn condition_of_select<'t, 's>(term: &'t Tree<'s>) -> Option<&'t Tree<'s>> {
    match term {
        Term::IfThenElse(branches, Some(otherwise)) => match (&branches[..], &**otherwise) {
            ([(condition, Term::Id)], Term::Call("empty", _)) => Some(condition),
            _ => None,
        },
        _ => None,
    }
}
