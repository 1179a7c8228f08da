//! How many outputs an expression has, as far as its syntax tree shows.

use std::collections::HashSet;

use jaq_core::load::lex::StrPart;
use jaq_core::load::parse::{BinaryOp, Term};
use jaq_core::path::{Opt, Part};

use super::parse::PARENTHESES;
use super::tree::{NOTHING, Tree, constant};

/// Functions with one output for each output of their arguments.
#[rustfmt::skip]
const OF_VALUES: &[&str] = &[
    "length", "not", "keys", "keys_unsorted", "tostring", "tonumber", "tojson", "fromjson",
    "type", "add", "floor", "ceil", "round", "sqrt", "fabs", "abs", "sort", "min", "max",
    "unique", "reverse", "ascii_downcase", "ascii_upcase", "first", "last", "null", "true",
    "false", "to_entries", "from_entries", "any", "all", "flatten", "todate", "fromdate",
    "trim", "ltrim", "rtrim", "has", "startswith", "endswith", "test", "join", "split", "index",
    "rindex", "contains", "inside", "ltrimstr", "rtrimstr", "trimstr", "explode", "implode",
    "now", "utf8bytelength", "transpose", "toboolean", "infinite", "nan", "isnan", "!turn",
    "!match", "!captured", "!replaced", "setpath", "delpaths", "strftime", "strptime", "mktime",
    "gmtime", "@text", "@json", "@csv", "@tsv", "@html", "@uri", "@sh", "@base64", "@base64d",
];

/// Functions with one output whatever their arguments do.
#[rustfmt::skip]
const OF_FUNCTIONS: &[&str] = &[
    "map", "any", "all", "sort_by", "group_by", "unique_by", "min_by", "max_by", "with_entries",
    "map_values", "del", "isempty", "IN", "INDEX", "add",
];

/// Counts outputs.
pub struct Counter<'s> {
    /// The functions that the expression defines. Nothing is known about them.
    pub own: HashSet<&'s str>,
}

impl<'s> Counter<'s> {
    /// Whether there is certainly exactly one output, or an error.
    pub fn is_one(&self, term: &Tree<'s>) -> bool {
        let one = |term: &Tree<'s>| self.is_one(term);
        match term {
            Term::Id | Term::Num(_) | Term::Arr(_) | Term::Var(_) => true,
            Term::Str(_, parts) => parts.iter().all(|part| match part {
                StrPart::Term(term) => one(term),
                _ => true,
            }),
            Term::Obj(fields) => fields
                .iter()
                .all(|(name, value)| one(name) && value.as_ref().is_none_or(one)),
            Term::Neg(term) => one(term),
            Term::BinOp(left, op, right) => match op {
                BinaryOp::Comma => false,
                BinaryOp::Update => true,
                BinaryOp::Assign | BinaryOp::UpdateMath(_) | BinaryOp::UpdateAlt => one(right),
                _ => one(left) && one(right),
            },
            Term::IfThenElse(branches, otherwise) => {
                branches
                    .iter()
                    .all(|(condition, then)| one(condition) && one(then))
                    && otherwise.as_deref().is_none_or(one)
            }
            Term::Path(term, path) => {
                one(term)
                    && path.0.iter().all(|(part, opt)| {
                        matches!(opt, Opt::Essential)
                            && match part {
                                Part::Index(index) => one(index),
                                Part::Range(None, None) => false,
                                Part::Range(from, to) => {
                                    from.as_ref().is_none_or(one) && to.as_ref().is_none_or(one)
                                }
                            }
                    })
            }
            Term::Call(PARENTHESES, arguments) => arguments.iter().all(one),
            Term::Call(name, arguments) => {
                if self.own.contains(name) {
                    return false;
                }
                (!arguments.is_empty() && OF_FUNCTIONS.contains(name))
                    || (OF_VALUES.contains(name) && arguments.iter().all(one))
            }
            Term::Fold("reduce", _, _, arguments) => arguments.first().is_some_and(one),
            _ => false,
        }
    }

    /// Whether it can be seen in which order these are evaluated: one has not exactly one output, and
    /// another may fail or have several.
    pub fn is_order_seen(&self, terms: &[&Tree<'s>]) -> bool {
        let is_safe = |term: &Tree<'s>| {
            matches!(term, Term::Id | Term::Num(_) | Term::Var(_)) || constant(term).is_some()
        };
        let unsafe_ones = terms.iter().filter(|term| !is_safe(term)).count();
        unsafe_ones > 1 && terms.iter().any(|term| !self.is_one(term))
    }

    /// Whether there is certainly no second output.
    pub fn is_at_most_one(&self, term: &Tree<'s>) -> bool {
        match term {
            Term::TryCatch(term, catch) => {
                self.is_at_most_one(term)
                    && catch
                        .as_deref()
                        .is_none_or(|catch| self.is_at_most_one(catch))
            }
            Term::BinOp(left, BinaryOp::Pipe(None), right) => {
                self.is_at_most_one(left) && self.is_at_most_one(right)
            }
            Term::IfThenElse(branches, otherwise) => {
                branches.iter().all(|(condition, then)| {
                    self.is_at_most_one(condition) && self.is_at_most_one(then)
                }) && otherwise
                    .as_deref()
                    .is_none_or(|otherwise| self.is_at_most_one(otherwise))
            }
            Term::Call(
                name @ ("first" | "last" | "select" | "empty" | NOTHING | "error"),
                arguments,
            ) if !self.own.contains(name) => {
                *name != "select"
                    || arguments
                        .iter()
                        .all(|argument| self.is_at_most_one(argument))
            }
            other => self.is_one(other),
        }
    }
}
