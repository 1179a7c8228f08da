//! The paging parameters of a listing.

use std::borrow::Cow;

use http::StatusCode;
use percent_encoding::percent_decode;

use super::answer::{Refusal, shown};
use super::cursor::Cursor;

const DEFAULT_LIMIT: u32 = 50;
pub(crate) const LARGEST_LIMIT: u32 = 1000;

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Page {
    pub limit: u32,
    /// The page begins after this id. Ids are never empty, so the empty text begins at the first.
    pub after: String,
    /// How the instance takes that id.
    pub cursor: Cursor,
}

impl Page {
    /// Reads `limit` and `starting_after`; parameters with other names are ignored.
    pub fn from_query(query: Option<&str>) -> Result<Page, Refusal> {
        let mut limit = None;
        let mut after = None;
        for pair in query.unwrap_or_default().split('&') {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let place = match decode(name)?.as_str() {
                "limit" => &mut limit,
                "starting_after" => &mut after,
                _ => continue,
            };
            if place.replace(decode(value)?).is_some() {
                return Err(Refusal::new(
                    StatusCode::BAD_REQUEST,
                    "ERR_QUERY",
                    format!("{} is in the query twice", shown(name)),
                ));
            }
        }
        Ok(Page {
            limit: match limit {
                Some(text) => parse_limit(&text)?,
                None => DEFAULT_LIMIT,
            },
            after: after.unwrap_or_default(),
            cursor: Cursor::default(),
        })
    }
}

fn parse_limit(text: &str) -> Result<u32, Refusal> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    // A number too large for u32 is a whole number all the same, and capped like any other.
    let number = digits.then(|| text.parse().unwrap_or(u32::MAX));
    match number {
        Some(number) if number >= 1 => Ok(number.min(LARGEST_LIMIT)),
        _ => Err(Refusal::new(
            StatusCode::BAD_REQUEST,
            "ERR_LIMIT",
            format!(
                "limit must be a whole number of at least 1, not {}",
                shown(text)
            ),
        )),
    }
}

fn decode(text: &str) -> Result<String, Refusal> {
    let spaced: Cow<'_, str> = if text.contains('+') {
        text.replace('+', " ").into()
    } else {
        text.into()
    };
    match percent_decode(spaced.as_bytes()).decode_utf8() {
        Ok(decoded) => Ok(decoded.into_owned()),
        Err(_) => Err(Refusal::new(
            StatusCode::BAD_REQUEST,
            "ERR_QUERY",
            format!("the query has {}, which is not UTF-8", shown(text)),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(query: &str) -> (u32, String) {
        let page = Page::from_query(Some(query)).unwrap();
        (page.limit, page.after)
    }

    #[test]
    fn limits_have_a_default_and_a_cap() {
        assert_eq!(Page::from_query(None).unwrap().limit, 50);
        assert_eq!(page("").0, 50);
        assert_eq!(page("limit=1").0, 1);
        assert_eq!(page("limit=1000").0, 1000);
        assert_eq!(page("limit=1001").0, 1000);
        assert_eq!(page("limit=99999999999999999999").0, 1000);
    }

    #[test]
    fn what_is_no_whole_number_of_at_least_one_is_refused() {
        for text in ["", "0", "00", "-1", "+5", "1.0", "1e2", "ten", "%F0", "5 "] {
            assert!(
                Page::from_query(Some(&format!("limit={text}"))).is_err(),
                "{text}"
            );
        }
        assert!(Page::from_query(Some("limit=1&limit=2")).is_err());
    }

    #[test]
    fn cursors_are_decoded() {
        assert_eq!(page("starting_after=a%2Bb+c%26%C3%A9").1, "a+b c&é");
        assert_eq!(page("starting%5Fafter=x&other=1&&limit=7"), (7, "x".into()));
    }
}
