//! Rewrites a syntax tree so that it means in jaq what the original means in jq.
//!
//! - Updates (`=`, `|=`, `+=`, …) go over paths, with the functions of the prelude.
//! - If both operands have several outputs, the right one is the outer loop; and so are the last index
//!   of a path and the last part of a string.
//! - `reduce` and `foreach` go on with the last output of their update, and with `null` if it has none.
//! - Loops and functions of the expression can be stopped (`!turn`).
//! - What is not available here is refused.

use std::collections::HashSet;

use jaq_core::load::Arena;
use jaq_core::load::lex::StrPart;
use jaq_core::load::parse::{BinaryOp, Def, Pattern, Term};
use jaq_core::path::Part;

use super::count::Counter;
use super::error::ExpressionError;
use super::output_order::{
    Field, HELD, arguments_in_order, fold_by_last, object_in_order, path_in_order, string_in_order,
};
use super::parse::PARENTHESES;
use super::refused::{check_pattern, why_unavailable};
use super::tree::{
    PathStep, Tree, binary, bind, collect_names, constant, step, text, turned, unfold,
};

/// The function that the whole expression becomes. Its name has to be one that can be spelled.
pub const MAIN: &str = "the_whole_expression";

/// What ends a name in the first argument of `!object`.
pub const NAME_END: &str = "\0";

type Rewritten<T> = Result<T, ExpressionError>;

pub struct Rewriter<'s> {
    source: &'s str,
    arena: &'s Arena,
    counter: Counter<'s>,
    /// Names of functions that are called without arguments.
    called: HashSet<&'s str>,
}

impl<'s> Rewriter<'s> {
    pub fn new(source: &'s str, arena: &'s Arena, term: &Tree<'s>) -> Rewriter<'s> {
        let (mut own, mut called) = (HashSet::new(), HashSet::new());
        collect_names(term, &mut own, &mut called);
        Rewriter {
            source,
            arena,
            counter: Counter { own },
            called,
        }
    }

    /// Names of functions that the expression defines.
    pub fn own(&self) -> &HashSet<&'s str> {
        &self.counter.own
    }

    pub fn rewrite(&self, term: Tree<'s>) -> Rewritten<Tree<'s>> {
        Ok(match term {
            // jaq would read a long number as an integer of the machine.
            Term::Num(number)
                if number.len() > 15 && number.bytes().all(|byte| byte.is_ascii_digit()) =>
            {
                Term::Num(self.arena.alloc(format!("{number}e0")))
            }
            Term::Id | Term::Recurse | Term::Break(_) | Term::Num(_) => term,
            Term::Str(format, parts) => {
                let parts = each(parts, |part| {
                    Ok(match part {
                        StrPart::Term(term) => StrPart::Term(self.rewrite(term)?),
                        text => text,
                    })
                })?;
                string_in_order(&self.counter, self.arena, format, parts)
            }
            Term::Arr(inner) => Term::Arr(self.optional(inner)?),
            Term::Obj(fields) => match self.names_of_single_values(&fields) {
                Some(names) => self.object(names, fields)?,
                None => {
                    let fields = each(fields, |(name, value)| self.field(name, value))?;
                    object_in_order(&self.counter, self.arena, fields)
                }
            },
            Term::Neg(inner) => Term::Neg(self.boxed(*inner)?),
            Term::BinOp(left, op, right) => self.operation(*left, op, *right)?,
            Term::Label(name, inner) => Term::Label(name, self.boxed(*inner)?),
            Term::Fold(kind, source, pattern, arguments) => {
                self.fold(kind, *source, pattern, arguments)?
            }
            Term::TryCatch(inner, catch) => {
                Term::TryCatch(self.boxed(*inner)?, self.optional(catch)?)
            }
            Term::IfThenElse(branches, otherwise) => Term::IfThenElse(
                each(branches, |(condition, then)| {
                    Ok((self.rewrite(condition)?, self.rewrite(then)?))
                })?,
                self.optional(otherwise)?,
            ),
            Term::Def(definitions, inner) => Term::Def(
                each(definitions, |definition| self.definition(definition))?,
                self.boxed(*inner)?,
            ),
            Term::Call(name, arguments) => self.call(name, arguments)?,
            Term::Var(name) => self.variable(name)?,
            Term::Path(inner, path) => {
                let inner = self.rewrite(*inner)?;
                let steps = each(path.0, |step| self.step(step))?;
                path_in_order(&self.counter, inner, steps)
            }
        })
    }

    fn boxed(&self, term: Tree<'s>) -> Rewritten<Box<Tree<'s>>> {
        self.rewrite(term).map(Box::new)
    }

    fn optional(&self, term: Option<Box<Tree<'s>>>) -> Rewritten<Option<Box<Tree<'s>>>> {
        term.map(|term| self.boxed(*term)).transpose()
    }

    fn definition(&self, definition: Def<&'s str>) -> Rewritten<Def<&'s str>> {
        let mut body = self.rewrite(definition.body)?;
        // In jq, `def f($a)` defines a function `a` too.
        let functions: Vec<Def<&'s str>> = definition
            .args
            .iter()
            .filter(|argument| argument.starts_with('$'))
            .map(|&argument| Def {
                name: &argument[1..],
                args: Vec::new(),
                body: Term::Var(argument),
            })
            .filter(|function| self.called.contains(function.name))
            .collect();
        if !functions.is_empty() {
            body = Term::Def(functions, Box::new(body));
        }
        Ok(Def {
            body: turned(body),
            ..definition
        })
    }

    /// The names of the fields of an object, if they are known and each field has one value.
    fn names_of_single_values(&self, fields: &[Field<'s>]) -> Option<String> {
        let name = |(name, value): &Field<'s>| match value {
            Some(value) => constant(name).filter(|_| self.counter.is_one(value)),
            None => constant(name),
        };
        let names: Vec<String> = fields.iter().map(name).collect::<Option<_>>()?;
        let is_plain = |name: &String| !name.contains(NAME_END);
        (names.len() > 1 && names.iter().all(is_plain)).then(|| names.join(NAME_END))
    }

    /// An object with such fields, made at once: jaq would merge one object for each field.
    fn object(&self, names: String, fields: Vec<Field<'s>>) -> Rewritten<Tree<'s>> {
        let values = each(fields, |(name, value)| match value {
            Some(value) => self.rewrite(value),
            None => Ok(step(Part::Index(name))),
        })?;
        let all = values
            .into_iter()
            .reduce(|left, right| binary(left, BinaryOp::Comma, right));
        let arguments = vec![text(self.arena.alloc(names)), Term::Arr(all.map(Box::new))];
        Ok(Term::Call("!object", arguments))
    }

    fn field(&self, name: Tree<'s>, value: Option<Tree<'s>>) -> Rewritten<Field<'s>> {
        Ok(match (name, value) {
            (Term::Var(name @ "$__loc__"), None) => (text("__loc__"), Some(self.location(name))),
            (Term::Var(name), None) => (self.variable(name)?, None),
            (Term::Num(number), _) => {
                let what =
                    format!("a field cannot be named by a number: \"{number}\" in quotes can");
                return Err(ExpressionError::at(self.source, number, what));
            }
            (name, value) => (
                self.rewrite(name)?,
                value.map(|value| self.rewrite(value)).transpose()?,
            ),
        })
    }

    fn variable(&self, name: &'s str) -> Rewritten<Tree<'s>> {
        if name == "$__loc__" {
            return Ok(self.location(name));
        }
        match why_unavailable(name) {
            Some(why) => Err(ExpressionError::at(self.source, name, why)),
            None => Ok(Term::Var(name)),
        }
    }

    /// `$__loc__`: the line on which it stands.
    fn location(&self, name: &str) -> Tree<'s> {
        let begin = (name.as_ptr() as usize).wrapping_sub(self.source.as_ptr() as usize);
        let before = self.source.get(..begin).unwrap_or_default();
        let line: &'s str = self
            .arena
            .alloc((before.matches('\n').count() + 1).to_string());
        Term::Obj(vec![
            (text("file"), Some(text("<top-level>"))),
            (text("line"), Some(Term::Num(line))),
        ])
    }

    fn call(&self, name: &'s str, arguments: Vec<Tree<'s>>) -> Rewritten<Tree<'s>> {
        let at_name = |why| ExpressionError::at(self.source, name, why);
        if name == PARENTHESES {
            return match <[Tree<'s>; 1]>::try_from(arguments) {
                Ok([inner]) => self.rewrite(inner),
                Err(_) => Err(at_name("`;` is not expected in parentheses".to_owned())),
            };
        }
        let is_own = self.own().contains(name);
        if !is_own {
            if name == MAIN {
                return Err(at_name(format!("there is no function `{name}`")));
            }
            if let Some(why) = why_unavailable(name) {
                return Err(at_name(why));
            }
            check_pattern(name, &arguments).map_err(at_name)?;
        }
        let arguments = each(arguments, |argument| self.rewrite(argument))?;
        Ok(match is_own {
            true => Term::Call(name, arguments),
            false => arguments_in_order(&self.counter, self.arena, name, arguments, unfold),
        })
    }

    fn operation(
        &self,
        left: Tree<'s>,
        op: BinaryOp<&'s str>,
        right: Tree<'s>,
    ) -> Rewritten<Tree<'s>> {
        let (left, right) = (self.rewrite(left)?, self.rewrite(right)?);
        let call = |name: &'static str, arguments| Term::Call(name, arguments);
        Ok(match op {
            BinaryOp::Math(_) | BinaryOp::Cmp(_)
                if self.counter.is_order_seen(&[&left, &right]) =>
            {
                bind(right, HELD, binary(left, op, Term::Var(HELD)))
            }
            BinaryOp::Assign => call("!assign", vec![left, right]),
            BinaryOp::Update => call("!update", vec![left, right]),
            BinaryOp::UpdateMath(math) => {
                let update = binary(Term::Id, BinaryOp::Math(math), Term::Var(HELD));
                bind(right, HELD, call("!update", vec![left, update]))
            }
            BinaryOp::UpdateAlt => {
                let update = binary(Term::Id, BinaryOp::Alt, Term::Var(HELD));
                bind(right, HELD, call("!update", vec![left, update]))
            }
            BinaryOp::Pipe(Some(pattern)) => {
                binary(left, BinaryOp::Pipe(Some(self.pattern(pattern)?)), right)
            }
            other => binary(left, other, right),
        })
    }

    fn pattern(&self, pattern: Pattern<&'s str>) -> Rewritten<Pattern<&'s str>> {
        Ok(match pattern {
            Pattern::Var(name) => Pattern::Var(name),
            Pattern::Arr(items) => Pattern::Arr(each(items, |item| self.pattern(item))?),
            Pattern::Obj(fields) => Pattern::Obj(each(fields, |(name, pattern)| {
                Ok((self.rewrite(name)?, self.pattern(pattern)?))
            })?),
        })
    }

    fn fold(
        &self,
        kind: &'s str,
        source: Tree<'s>,
        pattern: Pattern<&'s str>,
        arguments: Vec<Tree<'s>>,
    ) -> Rewritten<Tree<'s>> {
        let source = self.boxed(source)?;
        let pattern = self.pattern(pattern)?;
        let mut arguments = each(arguments, |argument| self.rewrite(argument))?.into_iter();
        let (Some(start), Some(update)) = (arguments.next(), arguments.next()) else {
            let what =
                format!("`{kind}` needs a start and an update: `{kind} .[] as $x (0; . + $x)`");
            return Err(ExpressionError::at(self.source, kind, what));
        };
        let arguments = fold_by_last(&self.counter, kind, start, update, arguments.collect());
        Ok(Term::Fold(kind, source, pattern, arguments))
    }

    fn step(&self, (part, opt): PathStep<'s>) -> Rewritten<PathStep<'s>> {
        let bound = |bound: Option<Tree<'s>>| bound.map(|bound| self.rewrite(bound)).transpose();
        let part = match part {
            Part::Index(index) => Part::Index(self.rewrite(index)?),
            Part::Range(from, to) => Part::Range(bound(from)?, bound(to)?),
        };
        Ok((part, opt))
    }
}

/// What `rewrite` makes of each item, or its first error.
fn each<T, U>(items: Vec<T>, rewrite: impl FnMut(T) -> Rewritten<U>) -> Rewritten<Vec<U>> {
    items.into_iter().map(rewrite).collect()
}
