//! Numbers.

use jaq_core::native::{Fun, bome, v};
use jaq_core::{Cv, Native};

use super::shape::{plain, with_two};
use crate::expression::jq::arithmetic::Error;
use crate::expression::jq::engine::Engine;
use crate::expression::jq::value::Value;

macro_rules! of_one {
    ($name:literal, $function:expr) => {
        plain!($name, |value| Ok(Value::from($function(float(&value)?))))
    };
}

macro_rules! of_two {
    ($name:literal, $function:expr) => {
        with_two!($name, |_, one, two| Ok(Value::from($function(
            float(&one)?,
            float(&two)?
        ))))
    };
}

pub fn functions() -> Vec<Fun<Engine>> {
    let mut all = of_one_number();
    all.extend(of_two_numbers());
    all.extend([
        plain!("nan", |_| Ok(Value::from(f64::NAN))),
        plain!("infinite", |_| Ok(Value::from(f64::INFINITY))),
        plain!("isnan", |value| Ok(float(&value)
            .is_ok_and(f64::is_nan)
            .into())),
        plain!("isinfinite", |value| Ok(float(&value)
            .is_ok_and(f64::is_infinite)
            .into())),
        plain!("isnormal", |value| Ok(float(&value)
            .is_ok_and(f64::is_normal)
            .into())),
        plain!("frexp", |value| {
            let (mantissa, exponent) = libm::frexp(float(&value)?);
            Ok(pair(mantissa, exponent.into()))
        }),
        plain!("modf", |value| {
            let float = float(&value)?;
            let fraction = if float.is_infinite() {
                0.0
            } else {
                float.fract()
            };
            Ok(pair(fraction.copysign(float), float.trunc()))
        }),
        plain!("lgamma_r", |value| {
            let (size, sign) = libm::lgamma_r(float(&value)?);
            Ok(pair(size, sign.into()))
        }),
        plain!("now", |_| {
            let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
            Ok(Value::from(since.map_or(0.0, |since| since.as_secs_f64())))
        }),
        (
            "fma",
            v(3),
            Native::new(|mut cv: Cv<'_, Engine>| {
                let (three, two, one) = (cv.0.pop_var(), cv.0.pop_var(), cv.0.pop_var());
                let result = || {
                    Ok(Value::from(
                        float(&one)?.mul_add(float(&two)?, float(&three)?),
                    ))
                };
                bome(result())
            }),
        ),
    ]);
    all
}

fn of_one_number() -> Vec<Fun<Engine>> {
    vec![
        of_one!("floor", f64::floor),
        of_one!("ceil", f64::ceil),
        of_one!("round", f64::round),
        of_one!("trunc", f64::trunc),
        of_one!("rint", libm::rint),
        of_one!("nearbyint", libm::rint),
        of_one!("fabs", f64::abs),
        of_one!("sqrt", f64::sqrt),
        of_one!("cbrt", f64::cbrt),
        of_one!("exp", f64::exp),
        of_one!("exp2", f64::exp2),
        of_one!("exp10", |x| 10f64.powf(x)),
        of_one!("expm1", f64::exp_m1),
        of_one!("log", f64::ln),
        of_one!("log2", f64::log2),
        of_one!("log10", f64::log10),
        of_one!("log1p", f64::ln_1p),
        of_one!("sin", f64::sin),
        of_one!("cos", f64::cos),
        of_one!("tan", f64::tan),
        of_one!("asin", f64::asin),
        of_one!("acos", f64::acos),
        of_one!("atan", f64::atan),
        of_one!("sinh", f64::sinh),
        of_one!("cosh", f64::cosh),
        of_one!("tanh", f64::tanh),
        of_one!("asinh", f64::asinh),
        of_one!("acosh", f64::acosh),
        of_one!("atanh", f64::atanh),
        of_one!("erf", libm::erf),
        of_one!("erfc", libm::erfc),
        of_one!("gamma", libm::lgamma),
        of_one!("lgamma", libm::lgamma),
        of_one!("tgamma", libm::tgamma),
        of_one!("j0", libm::j0),
        of_one!("j1", libm::j1),
        of_one!("y0", libm::y0),
        of_one!("y1", libm::y1),
        of_one!("logb", logb),
        of_one!("significand", |x: f64| if x == 0.0 || !x.is_finite() {
            x
        } else {
            x / 2f64.powf(logb(x))
        }),
    ]
}

fn of_two_numbers() -> Vec<Fun<Engine>> {
    vec![
        of_two!("pow", f64::powf),
        of_two!("atan2", f64::atan2),
        of_two!("hypot", f64::hypot),
        of_two!("fmin", f64::min),
        of_two!("fmax", f64::max),
        of_two!("fmod", |x: f64, y: f64| x % y),
        of_two!("fdim", libm::fdim),
        of_two!("copysign", f64::copysign),
        of_two!("drem", libm::remainder),
        of_two!("remainder", libm::remainder),
        of_two!("nextafter", libm::nextafter),
        of_two!("nexttoward", libm::nextafter),
        of_two!("ldexp", |x, y| libm::ldexp(x, whole(y))),
        of_two!("scalb", |x, y| libm::scalbn(x, whole(y))),
        of_two!("scalbln", |x, y| libm::scalbn(x, whole(y))),
        of_two!("jn", |x, y| libm::jn(whole(x), y)),
        of_two!("yn", |x, y| libm::yn(whole(x), y)),
    ]
}

fn float(value: &Value) -> Result<f64, Error> {
    match value {
        Value::Number(number) => Ok(number.float()),
        other => Err(Error::str(format!("{} number required", other.describe()))),
    }
}

fn pair(first: f64, second: f64) -> Value {
    Value::array(vec![first.into(), second.into()])
}

fn whole(float: f64) -> i32 {
    float as i32
}

fn logb(float: f64) -> f64 {
    if float == 0.0 {
        f64::NEG_INFINITY
    } else if float.is_infinite() {
        f64::INFINITY
    } else if float.is_nan() {
        float
    } else {
        f64::from(libm::ilogb(float))
    }
}
