//! The functions of jq that are written in Rust; `prelude.jq` has the others.

mod collections;
mod formats;
mod math;
mod moment;
mod patterns;
mod shape;
mod strftime;
mod strptime;
mod texts;
mod time;

use std::rc::Rc;

use jaq_core::box_iter::box_once;
use jaq_core::native::{Filter, Fun, bome, v};
use jaq_core::{Cv, Exn, Native, ValR, ValXs};

use self::moment::Moment;
use self::shape::plain;
use super::arithmetic::Error;
use super::engine::{Engine, EvaluationState};
use super::rewrite::NAME_END;
use super::tree::NOTHING;
use super::value::Value;

/// A time, in seconds since 1970, as a date and a time of day in UTC that can be part of a file name.
pub fn utc_stamp(seconds: u64) -> String {
    let moment = Moment::from_seconds(seconds as f64);
    moment.spell("%Y%m%dT%H%M%SZ")
}

/// All functions. A name that begins with `!` is our own, which no expression can spell.
pub fn functions() -> Vec<Fun<Engine>> {
    let mut all: Vec<Fun<Engine>> = jaq_core::funs::<Engine>()
        .filter_map(|(name, arguments, function)| {
            let name = match name {
                "error_empty" => "!error_empty",
                "path" => "path",
                "first" => "first",
                "last" => "last",
                "limit" => "!limit",
                "skip" => "!skip",
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

/// Functions that need the evaluation, and those without arguments.
fn evaluator() -> Vec<Fun<Engine>> {
    let turn: Filter<Native<Engine>> = (
        "!turn",
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
        ("!range", v(3), Native::new(|cv| range(cv))),
        (
            "!object",
            v(2),
            Native::new(|mut cv: Cv<'_, Engine>| {
                let values = cv.0.pop_var();
                let names = cv.0.pop_var();
                bome(object(&names, values, cv.0.data().state))
            }),
        ),
        nothing("empty"),
        nothing(NOTHING),
        plain!("null", |_| Ok(Value::Null)),
        plain!("!null", |_| Ok(Value::Null)),
        plain!("true", |_| Ok(true.into())),
        plain!("!true", |_| Ok(true.into())),
        plain!("false", |_| Ok(false.into())),
        plain!("not", |value| Ok((!value.is_true()).into())),
        (
            "halt",
            v(0),
            Native::new(|_: Cv<'_, Engine>| box_once(Err(Exn::halt(0)))),
        ),
    ]
}

/// A function that has no output.
fn nothing(name: &'static str) -> Fun<Engine> {
    let none: Native<Engine> = Native::new(|_| Box::new(std::iter::empty()));
    (
        name,
        v(0),
        none.with_paths(|_| Box::new(std::iter::empty())),
    )
}

/// An object of these values. All its names are in one text.
fn object(names: &Value, values: Value, state: &EvaluationState) -> ValR<Value> {
    let (Value::String(names), Value::Array(values)) = (names, values) else {
        return Err(Error::str("an object is made of names and values"));
    };
    let mut kept = state.names.borrow_mut();
    let at = kept.iter().position(|(known, _)| known == names);
    let at = at.unwrap_or_else(|| {
        let apart = names.split(NAME_END).map(Rc::from).collect();
        kept.push((names.clone(), apart));
        kept.len() - 1
    });
    let values = Rc::unwrap_or_clone(values);
    Ok(Value::object(
        kept[at].1.iter().cloned().zip(values).collect(),
    ))
}

/// Counts from a start to an end. It can be stopped.
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
