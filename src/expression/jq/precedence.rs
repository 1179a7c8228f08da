//! Which operator binds tighter.
//!
//! jaq differs from jq in two: in jq `%` binds like `*`, and `//` less tightly than the assignments. So
//! the operations that jaq has put together are taken apart and put together again as in jq. Operands
//! that were in parentheses are marked, and never taken apart.

use std::iter::Peekable;
use std::vec::IntoIter;

use jaq_core::load::parse::{BinaryOp, Term};
use jaq_core::ops::{Cmp, Math};

use super::tree::{Tree, binary, map_terms, map_terms_of_pattern};

type Operator<'s> = BinaryOp<&'s str>;

/// Puts all operations of a tree together as in jq.
pub fn correct_precedence(term: Tree<'_>) -> Tree<'_> {
    match term {
        Term::BinOp(..) => {
            let mut rest = Vec::new();
            let first = take_apart(term, &mut rest);
            put_together(first, &mut rest.into_iter().peekable(), 0)
        }
        other => map_terms(other, &mut correct_precedence),
    }
}

/// Gives back the first operand, and collects the others with the operator before each.
fn take_apart<'s>(term: Tree<'s>, rest: &mut Vec<(Operator<'s>, Tree<'s>)>) -> Tree<'s> {
    match term {
        // All that follows `as $x |` belongs to it.
        Term::BinOp(left, BinaryOp::Pipe(Some(pattern)), right) => {
            let first = take_apart(*left, rest);
            let pattern = map_terms_of_pattern(pattern, &mut correct_precedence);
            let right = correct_precedence(*right);
            rest.push((BinaryOp::Pipe(Some(pattern)), right));
            first
        }
        Term::BinOp(left, op, right) => {
            let first = take_apart(*left, rest);
            let place = rest.len();
            let second = take_apart(*right, rest);
            rest.insert(place, (op, second));
            first
        }
        operand => correct_precedence(operand),
    }
}

/// Puts operands together as long as their operators bind at least so tightly.
fn put_together<'s>(
    mut left: Tree<'s>,
    rest: &mut Peekable<IntoIter<(Operator<'s>, Tree<'s>)>>,
    least: u8,
) -> Tree<'s> {
    while let Some((op, mut right)) = rest.next_if(|(op, _)| tightness(op) >= least) {
        let this = tightness(&op);
        // From the right, `a | b | c` is `a | (b | c)`.
        let from = if is_from_the_right(&op) {
            this
        } else {
            this + 1
        };
        while let Some(next) = rest.peek().map(|(next, _)| tightness(next)) {
            if next < from {
                break;
            }
            right = put_together(right, rest, next);
        }
        left = binary(left, op, right);
    }
    left
}

fn tightness(op: &Operator<'_>) -> u8 {
    match op {
        BinaryOp::Pipe(None) => 0,
        BinaryOp::Comma => 1,
        BinaryOp::Pipe(Some(_)) => 2,
        BinaryOp::Alt => 3,
        BinaryOp::Assign | BinaryOp::Update | BinaryOp::UpdateMath(_) | BinaryOp::UpdateAlt => 4,
        BinaryOp::Or => 5,
        BinaryOp::And => 6,
        BinaryOp::Cmp(Cmp::Eq | Cmp::Ne) => 7,
        BinaryOp::Cmp(_) => 8,
        BinaryOp::Math(Math::Add | Math::Sub) => 9,
        BinaryOp::Math(Math::Mul | Math::Div | Math::Rem) => 10,
    }
}

fn is_from_the_right(op: &Operator<'_>) -> bool {
    matches!(
        op,
        BinaryOp::Pipe(_)
            | BinaryOp::Alt
            | BinaryOp::Assign
            | BinaryOp::Update
            | BinaryOp::UpdateMath(_)
            | BinaryOp::UpdateAlt
    )
}
