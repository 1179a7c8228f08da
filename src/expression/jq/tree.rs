//! Syntax trees: the names in them, and how they are put together.

use std::collections::HashSet;

use jaq_core::load::lex::StrPart;
use jaq_core::load::parse::{BinaryOp, Def, Pattern, Term};
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

/// Puts what `map` makes of them in the place of the terms that a term consists of.
pub fn map_terms<'s>(term: Tree<'s>, map: &mut dyn FnMut(Tree<'s>) -> Tree<'s>) -> Tree<'s> {
    match term {
        Term::Id | Term::Recurse | Term::Num(_) | Term::Break(_) | Term::Var(_) => term,
        Term::Str(format, parts) => {
            let parts = parts.into_iter().map(|part| match part {
                StrPart::Term(term) => StrPart::Term(map(term)),
                text => text,
            });
            Term::Str(format, parts.collect())
        }
        Term::Arr(inner) => Term::Arr(inner.map(|inner| Box::new(map(*inner)))),
        Term::Obj(fields) => {
            let fields = fields.into_iter();
            Term::Obj(
                fields
                    .map(|(name, value)| (map(name), value.map(&mut *map)))
                    .collect(),
            )
        }
        Term::Neg(inner) => Term::Neg(Box::new(map(*inner))),
        Term::BinOp(left, op, right) => {
            let op = match op {
                BinaryOp::Pipe(Some(pattern)) => {
                    BinaryOp::Pipe(Some(map_terms_of_pattern(pattern, map)))
                }
                other => other,
            };
            Term::BinOp(Box::new(map(*left)), op, Box::new(map(*right)))
        }
        Term::Label(name, inner) => Term::Label(name, Box::new(map(*inner))),
        Term::Fold(kind, source, pattern, arguments) => Term::Fold(
            kind,
            Box::new(map(*source)),
            map_terms_of_pattern(pattern, map),
            arguments.into_iter().map(map).collect(),
        ),
        Term::TryCatch(inner, catch) => Term::TryCatch(
            Box::new(map(*inner)),
            catch.map(|catch| Box::new(map(*catch))),
        ),
        Term::IfThenElse(branches, otherwise) => {
            let branches = branches.into_iter();
            Term::IfThenElse(
                branches
                    .map(|(condition, then)| (map(condition), map(then)))
                    .collect(),
                otherwise.map(|otherwise| Box::new(map(*otherwise))),
            )
        }
        Term::Def(definitions, inner) => {
            let definitions = definitions.into_iter().map(|definition| Def {
                body: map(definition.body),
                ..definition
            });
            Term::Def(definitions.collect(), Box::new(map(*inner)))
        }
        Term::Call(name, arguments) => Term::Call(name, arguments.into_iter().map(map).collect()),
        Term::Path(inner, path) => {
            let inner = Box::new(map(*inner));
            let steps = path.0.into_iter().map(|(part, opt)| match part {
                Part::Index(index) => (Part::Index(map(index)), opt),
                Part::Range(from, to) => (Part::Range(from.map(&mut *map), to.map(&mut *map)), opt),
            });
            Term::Path(inner, Path(steps.collect()))
        }
    }
}

/// The same for the names in a pattern, such as `{(.a): $x}`.
pub fn map_terms_of_pattern<'s>(
    pattern: Pattern<&'s str>,
    map: &mut dyn FnMut(Tree<'s>) -> Tree<'s>,
) -> Pattern<&'s str> {
    match pattern {
        Pattern::Var(name) => Pattern::Var(name),
        Pattern::Arr(items) => {
            let items = items.into_iter();
            Pattern::Arr(items.map(|item| map_terms_of_pattern(item, map)).collect())
        }
        Pattern::Obj(fields) => {
            let fields = fields.into_iter();
            Pattern::Obj(
                fields
                    .map(|(name, inner)| (map(name), map_terms_of_pattern(inner, map)))
                    .collect(),
            )
        }
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
    pipe(Term::Call("!turn", Vec::new()), term)
}

/// `empty`, whatever the expression defines by that name.
pub const NOTHING: &str = "!nothing";

/// Replaces calls of functions that are often called for every record by their definitions, which is
/// faster.
pub fn unfold<'s>(name: &'s str, arguments: Vec<Tree<'s>>) -> Tree<'s> {
    let word = |word| Term::Call(word, Vec::new());
    let [argument] = match <[Tree<'s>; 1]>::try_from(arguments) {
        Ok(one) => one,
        Err(arguments) => return Term::Call(name, arguments),
    };
    match name {
        "select" => Term::IfThenElse(vec![(argument, Term::Id)], Some(Box::new(word(NOTHING)))),
        "map" => Term::Arr(Some(Box::new(pipe(
            step(Part::Range(None, None)),
            argument,
        )))),
        "test" if constant(&argument).is_some() => {
            Term::Call("!match", vec![argument, word("!null"), word("!true")])
        }
        _ => Term::Call(name, vec![argument]),
    }
}

/// The condition of a `select` that was unfolded.
pub fn condition_of_select<'t, 's>(term: &'t Tree<'s>) -> Option<&'t Tree<'s>> {
    match term {
        Term::IfThenElse(branches, Some(otherwise)) => match (&branches[..], &**otherwise) {
            ([(condition, Term::Id)], Term::Call(NOTHING, _)) => Some(condition),
            _ => None,
        },
        _ => None,
    }
}
