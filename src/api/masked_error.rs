//! Errors without the key.

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::error::{ApiError, Problem};
use super::mask::masked;

/// The error without the key, which a service may echo.
pub(super) fn error_without(key: &str, mut error: ApiError) -> ApiError {
    let mask = |text: &mut String| {
        if let Cow::Owned(masked) = masked(text, key) {
            *text = masked;
        }
    };
    mask(&mut error.url);
    match &mut error.problem {
        Problem::Status {
            object, excerpt, ..
        } => {
            for text in [&mut object.kind, &mut object.code, &mut object.message]
                .into_iter()
                .flatten()
            {
                mask(text);
            }
            if let Some(excerpt) = excerpt {
                mask(excerpt);
            }
            if let Some(data) = &object.data
                && let Cow::Owned(text) = masked(data.get(), key)
            {
                object.data = RawValue::from_string(text).ok();
            }
        }
        Problem::Redirect { target, .. } => mask(target),
        Problem::BadAnswer { why, excerpt, .. } => {
            mask(why);
            if let Some(excerpt) = excerpt {
                mask(excerpt);
            }
        }
        Problem::Network { why, source, .. } | Problem::Setup { why, source } => {
            mask(why);
            if let Some(source) = source {
                source.change_texts(&mask);
            }
        }
        _ => {}
    }
    error
}

#[cfg(test)]
mod tests {
    use std::error::Error;

    use http::Method;

    use super::super::cause::ExchangeCause;
    use super::super::replaced::MASK;
    use super::super::try_failure::Stage;
    use super::*;

    const KEY: &str = "Qm9v+2/4ZkxyzABCDk9ab7p3==";

    #[test]
    fn a_key_is_masked_in_all_causes_of_an_error() {
        let inner = std::io::Error::other(format!("inner {KEY}"));
        let error = ApiError {
            method: Method::GET,
            url: "https://x.example".to_owned(),
            problem: Problem::Network {
                stage: Stage::Closed,
                why: format!("outer {KEY}"),
                source: Some(ExchangeCause::of(
                    anyhow::Error::from(inner).context(KEY).as_ref(),
                )),
            },
            unknown: false,
        };
        let masked = error_without(KEY, error);
        let cause = masked.source().unwrap();
        assert_eq!(masked.to_string(), "GET https://x.example: outer ********");
        assert_eq!(cause.to_string(), MASK);
        assert_eq!(cause.source().unwrap().to_string(), "inner ********");
    }
}
