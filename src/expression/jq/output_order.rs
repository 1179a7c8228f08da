//! Terms whose parts may have several outputs, rewritten so that jaq gives these in the order of jq.

use jaq_core::load::Arena;
use jaq_core::load::lex::StrPart;
use jaq_core::load::parse::Term;
use jaq_core::path::{Part, Path};

use super::count::Counter;
use super::tree::{PathStep, Tree, bind, constant, pipe, step, turned};

/// A variable whose name no expression can use.
pub const HELD: &str = "$ held";

/// A string with terms in it, the last of which is the outer loop.
pub fn string_in_order<'s>(
    counter: &Counter<'s>,
    arena: &'s Arena,
    format: Option<&'s str>,
    mut parts: Vec<StrPart<&'s str, Tree<'s>>>,
) -> Tree<'s> {
    let has_many = |part: &StrPart<&'s str, Tree<'s>>| match part {
        StrPart::Term(term) => !counter.is_at_most_one(term),
        _ => false,
    };
    if parts.iter().filter(|part| has_many(part)).count() < 2 {
        return Term::Str(format, parts);
    }
    let mut held = Vec::new();
    for (at, part) in parts.iter_mut().enumerate() {
        if let StrPart::Term(term) = part {
            let name: &'s str = arena.alloc(format!("$ part {at}"));
            held.push((name, std::mem::replace(term, Term::Var(name))));
        }
    }
    // Each is bound around those before it, so the last one is the outer loop.
    let whole = Term::Str(format, parts);
    held.into_iter()
        .fold(whole, |inner, (name, term)| bind(term, name, inner))
}

/// A field of an object: its name, and its value unless that is the field of `.` with this name.
pub type Field<'s> = (Tree<'s>, Option<Tree<'s>>);

/// An object, the first of whose fields is the outer loop. So it is in jaq too, but for errors: one is
/// lost if a field behind it has no value.
pub fn object_in_order<'s>(
    counter: &Counter<'s>,
    arena: &'s Arena,
    mut fields: Vec<Field<'s>>,
) -> Tree<'s> {
    let is_made = |name: &Tree<'s>| !matches!(name, Term::Var(_)) && constant(name).is_none();
    let is_named_alone = |(name, value): &Field<'s>| value.is_none() && is_made(name);
    let terms = fields
        .iter()
        .flat_map(|(name, value)| [Some(name), value.as_ref()]);
    let terms: Vec<&Tree<'s>> = terms.flatten().collect();
    if !fields.iter().any(is_named_alone) && !counter.is_order_seen(&terms) {
        return Term::Obj(fields);
    }
    let mut held = Vec::new();
    let mut hold = |term: &mut Tree<'s>| {
        let name: &'s str = arena.alloc(format!("$ field {}", held.len()));
        held.push((name, std::mem::replace(term, Term::Var(name))));
    };
    for (name, value) in &mut fields {
        match value {
            Some(value) => {
                hold(name);
                hold(value);
            }
            // The value of `{"a\(1, 2)"}` has the name that was made, and no other one.
            None if is_made(name) => {
                hold(name);
                *value = Some(step(Part::Index(name.clone())));
            }
            None => {}
        }
    }
    held.into_iter()
        .rev()
        .fold(Term::Obj(fields), |inner, (name, term)| {
            bind(term, name, inner)
        })
}

/// Functions that are written in C in jq: of their arguments, the last one is the outer loop. Of those of
/// any other function it is the first one.
#[rustfmt::skip]
const IN_C: &[&str] = &[
    "setpath", "test", "match", "capture", "pow", "atan2", "hypot", "fmin", "fmax", "fmod", "fdim",
    "copysign", "drem", "remainder", "nextafter", "nexttoward", "ldexp", "scalb", "scalbln", "jn", "yn",
    "fma",
];

/// The call of a function, the last of whose arguments is the outer loop if it is written in C.
pub fn arguments_in_order<'s>(
    counter: &Counter<'s>,
    arena: &'s Arena,
    name: &'s str,
    mut arguments: Vec<Tree<'s>>,
    call: impl Fn(&'s str, Vec<Tree<'s>>) -> Tree<'s>,
) -> Tree<'s> {
    let all: Vec<&Tree<'s>> = arguments.iter().collect();
    if !IN_C.contains(&name) || !counter.is_order_seen(&all) {
        return call(name, arguments);
    }
    let mut held = Vec::new();
    for (at, argument) in arguments.iter_mut().enumerate() {
        let name: &'s str = arena.alloc(format!("$ argument {at}"));
        held.push((name, std::mem::replace(argument, Term::Var(name))));
    }
    let whole = call(name, arguments);
    held.into_iter()
        .fold(whole, |inner, (name, term)| bind(term, name, inner))
}

/// A path, whose last index is the outer loop.
pub fn path_in_order<'s>(
    counter: &Counter<'s>,
    inner: Tree<'s>,
    parts: Vec<PathStep<'s>>,
) -> Tree<'s> {
    let has_many = parts.len() > 1
        && parts.iter().any(|(part, _)| match part {
            Part::Index(index) => !counter.is_at_most_one(index),
            Part::Range(..) => false,
        });
    if !has_many {
        return Term::Path(Box::new(inner), Path(parts));
    }
    parts
        .into_iter()
        .fold(inner, |inner, (part, opt)| match part {
            Part::Index(index) => {
                let by_held = Path(vec![(Part::Index(Term::Var(HELD)), opt)]);
                bind(index, HELD, Term::Path(Box::new(inner), by_held))
            }
            range => Term::Path(Box::new(inner), Path(vec![(range, opt)])),
        })
}

/// The arguments of `reduce` or `foreach`, which go on with the last output of their update, and
/// with `null` after none.
pub fn fold_by_last<'s>(
    counter: &Counter<'s>,
    kind: &str,
    start: Tree<'s>,
    update: Tree<'s>,
    mut rest: Vec<Tree<'s>>,
) -> Vec<Tree<'s>> {
    let is_one = counter.is_one(&update);
    let update = turned(update);
    if is_one {
        return [start, update].into_iter().chain(rest).collect();
    }
    let last = || step(Part::Index(Term::Num("-1")));
    if kind == "reduce" {
        let update = pipe(Term::Arr(Some(Box::new(update))), last());
        return vec![start, update];
    }
    // The array of all outputs of the update goes from turn to turn.
    let start = pipe(start, Term::Arr(Some(Box::new(Term::Id))));
    let update = Term::Arr(Some(Box::new(pipe(last(), update))));
    let each = step(Part::Range(None, None));
    let project = match rest.pop() {
        Some(project) => pipe(each, project),
        None => each,
    };
    vec![start, update, project]
}
