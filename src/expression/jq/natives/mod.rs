//! The functions of jq that are written in Rust; `prelude.jq` has the others.

mod collections;
mod formats;
mod math;
mod moment;
mod patterns;
mod shape;
mod strptime;
mod texts;
mod time;

use jaq_core::box_iter::box_once;
use jaq_core::native::{Filter, Fun, bome, v};
use jaq_core::{Cv, Exn, Native, ValXs};

use self::shape::plain;
use super::arithmetic::Error;
use super::engine::Engine;
use super::value::Value;

/// What an evaluation halts with when the expression says `halt`.
pub const HALTED: i32 = 0;

/// All of them, those of the evaluator itself with an underscore before their names.
pub fn functions() -> Vec<Fun<Engine>> {
    let mut all: Vec<Fun<Engine>> = jaq_core::funs::<Engine>()
        .filter_map(|(name, arguments, function)| {
            let name = match name {
                "error_empty" => "_error_empty",
                "path" => "path",
                "first" => "first",
                "last" => "last",
                "limit" => "_limit",
                "skip" => "_skip",
                _ => return None,
            };
            Some((name, arguments, function))
        })
        .collect();
    all.extend(evaluator());
    all.extend(collections::functions());
    all.extend(texts::functions());
    all.extend(formats::functions());
    all.extend(patterns::functions());
    all.extend(math::functions());
    all.extend(time::functions());
    all
}

/// What only the evaluation can do.
fn evaluator() -> Vec<Fun<Engine>> {
    let turn: Filter<Native<Engine>> = (
        "_turn",
        v(0),
        Native::new(|cv: Cv<'_, Engine>| match cv.0.data().state.check() {
            Ok(()) => box_once(Ok(cv.1)),
            Err(stop) => box_once(Err(stop)),
        })
        .with_paths(|cv| match cv.0.data().state.check() {
            Ok(()) => box_once(Ok(cv.1)),
            Err(stop) => box_once(Err(stop)),
        }),
    );
    vec![
        turn,
        ("_range", v(3), Native::new(|cv| range(cv))),
        (
            "empty",
            v(0),
            Native::new(|_: Cv<'_, Engine>| Box::new(std::iter::empty()))
                .with_paths(|_| Box::new(std::iter::empty())),
        ),
        plain!("null", |_| Ok(Value::Null)),
        plain!("true", |_| Ok(true.into())),
        plain!("false", |_| Ok(false.into())),
        plain!("not", |value| Ok((!value.is_true()).into())),
        (
            "halt",
            v(0),
            Native::new(|_: Cv<'_, Engine>| box_once(Err(Exn::halt(HALTED)))),
        ),
    ]
}

/// Counts, and can be stopped.
fn range<'a>(mut cv: Cv<'a, Engine>) -> ValXs<'a, Value> {
    let step = cv.0.pop_var();
    let end = cv.0.pop_var();
    let start = cv.0.pop_var();
    let (Value::Number(start), Value::Number(end), Value::Number(step)) = (&start, &end, &step)
    else {
        return bome(Err(Error::str("Range bounds must be numeric")));
    };
    let (mut at, end, step) = (start.float(), end.float(), step.float());
    let state = cv.0.data().state;
    Box::new(std::iter::from_fn(move || {
        let goes_on = (step > 0.0 && at < end) || (step < 0.0 && at > end);
        if !goes_on {
            return None;
        }
        if let Err(stop) = state.check() {
            at = end;
            return Some(Err(stop));
        }
        let now = at;
        at += step;
        Some(Ok(Value::from(now)))
    }))
}
