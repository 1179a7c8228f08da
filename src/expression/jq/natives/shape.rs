//! How jaq gets functions in Rust: their input and arguments are evaluated before the call.

use jaq_core::ValR;

use crate::expression::jq::value::Value;

/// A function of its input alone.
pub type Plain = fn(Value) -> ValR<Value>;
/// A function of its input and one argument.
pub type WithOne = fn(Value, Value) -> ValR<Value>;
/// A function of its input and two arguments.
pub type WithTwo = fn(Value, Value, Value) -> ValR<Value>;

/// Registers a function of its input alone.
macro_rules! plain {
    ($name:literal, $function:expr) => {
        (
            $name,
            jaq_core::native::v(0),
            jaq_core::Native::new(
                |cv: jaq_core::Cv<'_, $crate::expression::jq::engine::Engine>| {
                    let function: $crate::expression::jq::natives::shape::Plain = $function;
                    jaq_core::native::bome(function(cv.1))
                },
            ),
        )
    };
}

/// Registers a function of its input and one argument.
macro_rules! with_one {
    ($name:literal, $function:expr) => {
        (
            $name,
            jaq_core::native::v(1),
            jaq_core::Native::new(
                |mut cv: jaq_core::Cv<'_, $crate::expression::jq::engine::Engine>| {
                    let function: $crate::expression::jq::natives::shape::WithOne = $function;
                    let one = cv.0.pop_var();
                    jaq_core::native::bome(function(cv.1, one))
                },
            ),
        )
    };
}

/// Registers a function of its input and two arguments.
macro_rules! with_two {
    ($name:literal, $function:expr) => {
        (
            $name,
            jaq_core::native::v(2),
            jaq_core::Native::new(
                |mut cv: jaq_core::Cv<'_, $crate::expression::jq::engine::Engine>| {
                    let function: $crate::expression::jq::natives::shape::WithTwo = $function;
                    let two = cv.0.pop_var();
                    let one = cv.0.pop_var();
                    jaq_core::native::bome(function(cv.1, one, two))
                },
            ),
        )
    };
}

pub(crate) use {plain, with_one, with_two};
