//! Makes the syntax tree mean in jaq what it means in jq.
//!
//! - Updates (`=`, `|=`, `+=`, …) go over paths, with the functions of the prelude.
//! - Of operands with several outputs each, the right one is the outer loop; and so are the last index
//!   of a path and the last part of a string.
//! - `reduce` and `foreach` go on with the last output of their update, and with `null` after none.
//! - Loops and functions of the expression can be stopped (`_turn`).
//! - What is not available here is refused.

use std::collections::HashSet;

use jaq_core::load::Arena;
use jaq_core::load::lex::StrPart;
use jaq_core::load::parse::{BinaryOp, Def, Pattern, Term};
use jaq_core::path::{Opt, Part, Path};

use super::count::Counter;
use super::error::ExpressionError;
use super::output_order::{HELD, fold_by_last, path_in_order, string_in_order};
use super::parse::{PARENTHESES, correct_remainder};
use super::refused::{check_pattern, why_unavailable};
use super::tree::{binary, bind, collect_names, constant, text, turned, unfold};

/// What ends a name in the first argument of `_object`.
pub const NAME_END: &str = "\0";

pub struct Rewriter<'s> {
    source: &'s str,
    arena: &'s Arena,
    counter: Counter<'s>,
    /// Names of functions that the expression defines.
    own: HashSet<&'s str>,
    /// Names of functions that are called without arguments.
    called: HashSet<&'s str>,
}

impl<'s> Rewriter<'s> {
    pub fn new(source: &'s str, arena: &'s Arena, term: &Term<&'s str>) -> Rewriter<'s> {
        let (mut own, mut called) = (HashSet::new(), HashSet::new());
        collect_names(term, &mut own, &mut called);
        Rewriter {
            source,
            arena,
            counter: Counter::new(own.clone()),
            own,
            called,
        }
    }

    /// Names of functions that the expression defines.
    pub fn own(&self) -> &HashSet<&'s str> {
        &self.own
    }

    pub fn rewrite(&self, term: Term<&'s str>) -> Result<Term<&'s str>, ExpressionError> {
        Ok(match term {
            Term::Id | Term::Recurse | Term::Break(_) => term,
            // jaq would take a long one for an integer of the machine.
            Term::Num(number)
                if number.len() > 15 && number.bytes().all(|byte| byte.is_ascii_digit()) =>
            {
                Term::Num(self.arena.alloc(format!("{number}e0")))
            }
            Term::Num(_) => term,
            Term::Str(format, parts) => self.string(format, parts)?,
            Term::Arr(inner) => Term::Arr(self.optional(inner)?),
            Term::Obj(fields) => {
                if let Some(names) = self.names_of_single_values(&fields) {
                    return self.object(names, fields);
                }
                let mut rewritten = Vec::with_capacity(fields.len());
                for (name, value) in fields {
                    rewritten.push(self.field(name, value)?);
                }
                Term::Obj(rewritten)
            }
            Term::Neg(inner) => Term::Neg(self.boxed(*inner)?),
            Term::BinOp(left, op, right) => self.operation(*left, op, *right)?,
            Term::Label(name, inner) => Term::Label(name, self.boxed(*inner)?),
            Term::Fold(kind, source, pattern, arguments) => {
                self.fold(kind, *source, pattern, arguments)?
            }
            Term::TryCatch(inner, catch) => {
                Term::TryCatch(self.boxed(*inner)?, self.optional(catch)?)
            }
            Term::IfThenElse(branches, otherwise) => {
                let mut rewritten = Vec::with_capacity(branches.len());
                for (condition, then) in branches {
                    rewritten.push((self.rewrite(condition)?, self.rewrite(then)?));
                }
                Term::IfThenElse(rewritten, self.optional(otherwise)?)
            }
            Term::Def(definitions, inner) => {
                let mut rewritten = Vec::with_capacity(definitions.len());
                for definition in definitions {
                    rewritten.push(self.definition(definition)?);
                }
                Term::Def(rewritten, self.boxed(*inner)?)
            }
            Term::Call(name, arguments) => self.call(name, arguments)?,
            Term::Var(name) => self.variable(name)?,
            Term::Path(inner, path) => self.path(*inner, path)?,
        })
    }

    fn definition(&self, definition: Def<&'s str>) -> Result<Def<&'s str>, ExpressionError> {
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

    fn boxed(&self, term: Term<&'s str>) -> Result<Box<Term<&'s str>>, ExpressionError> {
        Ok(Box::new(self.rewrite(term)?))
    }

    fn all(&self, terms: Vec<Term<&'s str>>) -> Result<Vec<Term<&'s str>>, ExpressionError> {
        terms.into_iter().map(|term| self.rewrite(term)).collect()
    }

    fn optional(
        &self,
        term: Option<Box<Term<&'s str>>>,
    ) -> Result<Option<Box<Term<&'s str>>>, ExpressionError> {
        term.map(|term| self.boxed(*term)).transpose()
    }

    /// The names of the fields of an object, where they are known and each has one value.
    fn names_of_single_values(
        &self,
        fields: &[(Term<&'s str>, Option<Term<&'s str>>)],
    ) -> Option<String> {
        let name = |(name, value): &(Term<&'s str>, Option<Term<&'s str>>)| match value {
            Some(value) => constant(name).filter(|_| self.counter.is_one(value)),
            None => constant(name),
        };
        let names: Vec<String> = fields.iter().map(name).collect::<Option<_>>()?;
        let is_plain = |name: &String| !name.contains(NAME_END);
        (names.len() > 1 && names.iter().all(is_plain)).then(|| names.join(NAME_END))
    }

    /// Such an object, put together at once: jaq would merge one object for each field.
    fn object(
        &self,
        names: String,
        fields: Vec<(Term<&'s str>, Option<Term<&'s str>>)>,
    ) -> Result<Term<&'s str>, ExpressionError> {
        let mut values = Vec::with_capacity(fields.len());
        for (name, value) in fields {
            values.push(match value {
                Some(value) => self.rewrite(value)?,
                None => {
                    let step = (Part::Index(name), Opt::Essential);
                    Term::Path(Box::new(Term::Id), Path(vec![step]))
                }
            });
        }
        let all = values
            .into_iter()
            .reduce(|left, right| binary(left, BinaryOp::Comma, right));
        let arguments = vec![text(self.arena.alloc(names)), Term::Arr(all.map(Box::new))];
        Ok(Term::Call("_object", arguments))
    }

    fn field(
        &self,
        name: Term<&'s str>,
        value: Option<Term<&'s str>>,
    ) -> Result<(Term<&'s str>, Option<Term<&'s str>>), ExpressionError> {
        if let (Term::Var("$__loc__"), None) = (&name, &value) {
            let location = self.location("$__loc__");
            return Ok((text("__loc__"), Some(location)));
        }
        Ok(match (name, value) {
            (Term::Var(name), None) => {
                self.variable(name)?;
                (Term::Var(name), None)
            }
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

    fn variable(&self, name: &'s str) -> Result<Term<&'s str>, ExpressionError> {
        if name == "$__loc__" {
            return Ok(self.location(name));
        }
        match why_unavailable(name) {
            Some(why) => Err(ExpressionError::at(self.source, name, why)),
            None => Ok(Term::Var(name)),
        }
    }

    /// `$__loc__`: the line it stands in.
    fn location(&self, name: &str) -> Term<&'s str> {
        let begin = (name.as_ptr() as usize).wrapping_sub(self.source.as_ptr() as usize);
        let before = self.source.get(..begin).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        Term::Obj(vec![
            (text("file"), Some(text("<top-level>"))),
            (
                text("line"),
                Some(Term::Num(self.arena.alloc(line.to_string()))),
            ),
        ])
    }

    fn call(
        &self,
        name: &'s str,
        arguments: Vec<Term<&'s str>>,
    ) -> Result<Term<&'s str>, ExpressionError> {
        if name == PARENTHESES {
            return match <[Term<&'s str>; 1]>::try_from(arguments) {
                Ok([inner]) => self.rewrite(inner),
                Err(_) => Err(ExpressionError::at(
                    self.source,
                    "",
                    "`;` is not expected in parentheses",
                )),
            };
        }
        if !self.own.contains(name) {
            if let Some(why) = why_unavailable(name) {
                return Err(ExpressionError::at(self.source, name, why));
            }
            check_pattern(name, &arguments)
                .map_err(|why| ExpressionError::at(self.source, name, why))?;
        }
        let rewritten = self.all(arguments)?;
        if self.own.contains(name) {
            return Ok(Term::Call(name, rewritten));
        }
        Ok(unfold(name, rewritten))
    }

    fn string(
        &self,
        format: Option<&'s str>,
        parts: Vec<StrPart<&'s str, Term<&'s str>>>,
    ) -> Result<Term<&'s str>, ExpressionError> {
        let mut rewritten = Vec::with_capacity(parts.len());
        for part in parts {
            rewritten.push(match part {
                StrPart::Str(text) => StrPart::Str(text),
                StrPart::Char(character) => StrPart::Char(character),
                StrPart::Term(term) => StrPart::Term(self.rewrite(term)?),
            });
        }
        Ok(string_in_order(
            &self.counter,
            self.arena,
            format,
            rewritten,
        ))
    }

    fn operation(
        &self,
        left: Term<&'s str>,
        op: BinaryOp<&'s str>,
        right: Term<&'s str>,
    ) -> Result<Term<&'s str>, ExpressionError> {
        let (left, op, right) = match correct_remainder(left, op, right) {
            Term::BinOp(left, op, right) => (left, op, right),
            other => return Ok(other),
        };
        let (left, right) = (self.rewrite(*left)?, self.rewrite(*right)?);
        let call = |name: &'static str, arguments| Term::Call(name, arguments);
        Ok(match op {
            BinaryOp::Math(_) | BinaryOp::Cmp(_)
                if !self.counter.is_at_most_one(&right) && !self.counter.is_at_most_one(&left) =>
            {
                bind(right, HELD, binary(left, op, Term::Var(HELD)))
            }
            BinaryOp::Assign => call("_assign", vec![left, right]),
            BinaryOp::Update => call("_update", vec![left, right]),
            BinaryOp::UpdateMath(math) => {
                let update = binary(Term::Id, BinaryOp::Math(math), Term::Var(HELD));
                bind(right, HELD, call("_update", vec![left, update]))
            }
            BinaryOp::UpdateAlt => {
                let update = binary(Term::Id, BinaryOp::Alt, Term::Var(HELD));
                bind(right, HELD, call("_update", vec![left, update]))
            }
            BinaryOp::Pipe(Some(pattern)) => {
                binary(left, BinaryOp::Pipe(Some(self.pattern(pattern)?)), right)
            }
            other => binary(left, other, right),
        })
    }

    fn pattern(&self, pattern: Pattern<&'s str>) -> Result<Pattern<&'s str>, ExpressionError> {
        Ok(match pattern {
            Pattern::Var(name) => Pattern::Var(name),
            Pattern::Arr(items) => {
                let items: Result<Vec<_>, _> =
                    items.into_iter().map(|item| self.pattern(item)).collect();
                Pattern::Arr(items?)
            }
            Pattern::Obj(fields) => {
                let mut rewritten = Vec::with_capacity(fields.len());
                for (name, pattern) in fields {
                    rewritten.push((self.rewrite(name)?, self.pattern(pattern)?));
                }
                Pattern::Obj(rewritten)
            }
        })
    }

    fn fold(
        &self,
        kind: &'s str,
        source: Term<&'s str>,
        pattern: Pattern<&'s str>,
        arguments: Vec<Term<&'s str>>,
    ) -> Result<Term<&'s str>, ExpressionError> {
        let source = Box::new(self.rewrite(source)?);
        let pattern = self.pattern(pattern)?;
        let mut arguments = self.all(arguments)?.into_iter();
        let (Some(start), Some(update)) = (arguments.next(), arguments.next()) else {
            let what =
                format!("`{kind}` needs a start and an update: `{kind} .[] as $x (0; . + $x)`");
            return Err(ExpressionError::at(self.source, kind, what));
        };
        let arguments = fold_by_last(&self.counter, kind, start, update, arguments.collect());
        Ok(Term::Fold(kind, source, pattern, arguments))
    }

    fn path(
        &self,
        inner: Term<&'s str>,
        path: Path<Term<&'s str>>,
    ) -> Result<Term<&'s str>, ExpressionError> {
        let inner = self.rewrite(inner)?;
        let mut parts = Vec::with_capacity(path.0.len());
        for (part, opt) in path.0 {
            let part = match part {
                Part::Index(index) => Part::Index(self.rewrite(index)?),
                Part::Range(from, to) => Part::Range(
                    from.map(|from| self.rewrite(from)).transpose()?,
                    to.map(|to| self.rewrite(to)).transpose()?,
                ),
            };
            parts.push((part, opt));
        }
        Ok(path_in_order(&self.counter, inner, parts))
    }
}
