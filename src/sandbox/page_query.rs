//! The paging parameters of a listing.

use std::borrow::Cow;
use std::fmt;

use http::StatusCode;
use percent_encoding::percent_decode;

use super::cursor::Cursor;
use super::largest_page::LargestPage;
use super::refusal::{Refusal, shown};

const DEFAULT_LIMIT: u32 = 50;
const LARGEST_LIMIT: u32 = 1000;

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct PageQuery {
    pub limit: u32,
    /// The page begins after this id. Ids are never empty, so an empty one stands for the beginning.
    pub after: String,
    /// How the instance understands that id.
    pub cursor: Cursor,
}

impl PageQuery {
    /// Reads `limit` and `starting_after`, which the vendor's table has with a space. Other parameters
    /// are ignored.
    pub fn from_query(
        query: Option<&str>,
        cursor: Cursor,
        largest: Option<LargestPage>,
    ) -> Result<PageQuery, Refusal> {
        let mut limit = None;
        let mut after = None;
        for pair in query.unwrap_or_default().split('&') {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let place = match decode(name)?.as_str() {
                "limit" => &mut limit,
                "starting_after" if !cursor.spaced => &mut after,
                "starting after" => &mut after,
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
        let wanted = limit.as_deref().map(parse_limit).transpose()?;
        let most = largest.map_or(LARGEST_LIMIT, |largest| {
            largest.records.get().min(LARGEST_LIMIT)
        });
        if let Some(wanted) = wanted.filter(|&wanted| wanted > most)
            && largest.is_some_and(|largest| largest.is_refusing)
        {
            return Err(bad_limit(format_args!("at most {most}"), wanted));
        }
        Ok(PageQuery {
            limit: wanted.unwrap_or(DEFAULT_LIMIT).min(most),
            after: after.unwrap_or_default(),
            cursor,
        })
    }
}

fn parse_limit(text: &str) -> Result<u32, Refusal> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    // A number too large for `u32` is still a whole number, and capped like any other.
    let number = digits.then(|| text.parse().unwrap_or(u32::MAX));
    match number {
        Some(number) if number >= 1 => Ok(number),
        _ => Err(bad_limit(
            format_args!("a whole number of at least 1"),
            shown(text),
        )),
    }
}

fn bad_limit(wanted: fmt::Arguments<'_>, given: impl fmt::Display) -> Refusal {
    Refusal::new(
        StatusCode::BAD_REQUEST,
        "ERR_LIMIT",
        format!("limit must be {wanted}, not {given}"),
    )
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

    fn read(query: &str) -> Result<PageQuery, Refusal> {
        PageQuery::from_query(Some(query), Cursor::default(), None)
    }

    fn page(query: &str) -> (u32, String) {
        let page = read(query).unwrap();
        (page.limit, page.after)
    }

    #[test]
    fn limits_have_a_default_and_a_cap() {
        let none = PageQuery::from_query(None, Cursor::default(), None);
        assert_eq!(none.unwrap().limit, 50);
        assert_eq!(page("").0, 50);
        assert_eq!(page("limit=1").0, 1);
        assert_eq!(page("limit=1000").0, 1000);
        assert_eq!(page("limit=1001").0, 1000);
        assert_eq!(page("limit=99999999999999999999").0, 1000);
    }

    #[test]
    fn limits_are_whole_numbers_of_at_least_one() {
        for text in ["", "0", "00", "-1", "+5", "1.0", "1e2", "ten", "%F0", "5 "] {
            assert!(read(&format!("limit={text}")).is_err(), "{text}");
        }
        assert!(read("limit=1&limit=2").is_err());
        assert!(read("starting_after=a&starting%20after=a").is_err());
    }

    #[test]
    fn a_largest_page_caps_limits_or_refuses_them() {
        let limit = |largest: &str, query| {
            let largest = Some(largest.parse().unwrap());
            let page = PageQuery::from_query(Some(query), Cursor::default(), largest);
            page.map(|page| page.limit).map_err(|refusal| refusal.code)
        };
        assert_eq!(limit("7", "limit=1000"), Ok(7));
        assert_eq!(limit("7", ""), Ok(7));
        assert_eq!(limit("7:reject", ""), Ok(7));
        assert_eq!(limit("7:reject", "limit=7"), Ok(7));
        assert_eq!(limit("7:reject", "limit=8"), Err("ERR_LIMIT"));
        for text in ["", "0", "-1", "7:", "7:cap", ":reject", "7:reject:", "x"] {
            assert!(text.parse::<LargestPage>().is_err(), "{text}");
        }
    }

    #[test]
    fn the_cursor_has_two_names_and_one_of_them_can_be_unknown() {
        assert_eq!(page("starting%20after=a").1, "a");
        assert_eq!(page("starting+after=a").1, "a");
        let spaced = |query| {
            let cursor = "spaced".parse().unwrap();
            PageQuery::from_query(Some(query), cursor, None)
                .unwrap()
                .after
        };
        assert_eq!(spaced("starting_after=a"), "");
        assert_eq!(spaced("starting%20after=a"), "a");
    }

    #[test]
    fn cursors_are_decoded() {
        assert_eq!(page("starting_after=a%2Bb+c%26%C3%A9").1, "a+b c&é");
        assert_eq!(page("starting%5Fafter=x&other=1&&limit=7"), (7, "x".into()));
    }
}
