//! Which ids are there: by reading no more of a collection than needed.

use std::collections::HashMap;

use crate::api::{ApiError, Client, Collection, Page, Problem};
use crate::model::Id;

/// Reads which of the ids the service has, with the records as they are there.
///
/// Where ids come in ascending order, the reading jumps to a place just before the next wanted
/// id. Such a cursor names an id that need not exist: the reference does not say that this is
/// allowed. So a refusal, an empty page or a page from another place is not trusted: the
/// reading then goes on from an id that was seen, page by page.
pub async fn present(
    client: &Client,
    collection: &Collection,
    ids: &[String],
    page_size: u64,
) -> Result<HashMap<String, String>, ApiError> {
    let mut wanted: Vec<&str> = ids.iter().map(String::as_str).collect();
    wanted.sort_unstable();
    let mut found = HashMap::new();
    let mut search = Search {
        jumps: true,
        ordered: true,
        seen: None,
    };
    let mut at = 0;
    while at < wanted.len() {
        let jump = search
            .jumps
            .then(|| just_before(wanted[at]))
            .flatten()
            .filter(|jump| search.seen.as_ref().is_none_or(|seen| seen < jump));
        let jumped = jump.is_some();
        let cursor = jump.or_else(|| search.seen.clone());
        let page = match client.page(collection, page_size, cursor.as_deref()).await {
            Ok(page) => page,
            Err(error) if jumped && matches!(error.status(), Some(400 | 404 | 422)) => {
                search.jumps = false;
                continue;
            }
            Err(error) => return Err(error),
        };
        let records: Vec<(String, &str)> = page
            .records()
            .filter_map(|record| Some((id_of(record)?, record)))
            .filter(|(id, _)| Some(id) != cursor.as_ref())
            .collect();
        let follows = cursor
            .as_ref()
            .is_none_or(|cursor| records.first().is_none_or(|(id, _)| id > cursor));
        let ascending = follows && records.windows(2).all(|pair| pair[0].0 < pair[1].0);
        if jumped && (records.is_empty() || !ascending) {
            search.jumps = false;
            continue;
        }
        if !ascending && search.ordered {
            // Nothing can be told from where a page begins or ends: all of it is read.
            search = Search {
                jumps: false,
                ordered: false,
                seen: None,
            };
            at = 0;
            if cursor.is_some() {
                continue;
            }
        }
        let Some((last, _)) = records.last() else {
            return Ok(found);
        };
        if search.seen.as_ref() == Some(last) {
            return Err(stuck(collection, last));
        }
        for (id, record) in &records {
            if wanted.binary_search(&id.as_str()).is_ok() {
                found.insert(id.clone(), (*record).to_owned());
            }
        }
        if search.ordered {
            while at < wanted.len() && wanted[at] <= last.as_str() {
                at += 1;
            }
        } else if found.len() == wanted.len() {
            return Ok(found);
        }
        search.seen = Some(last.clone());
    }
    Ok(found)
}

struct Search {
    /// Whether cursors that may not exist are used.
    jumps: bool,
    ordered: bool,
    /// The last id that was really seen.
    seen: Option<String>,
}

impl Client {
    async fn page(
        &self,
        collection: &Collection,
        size: u64,
        cursor: Option<&str>,
    ) -> Result<Page, ApiError> {
        self.send(&collection.page(size, cursor), Page::decode)
            .await
    }
}

fn id_of(record: &str) -> Option<String> {
    let id: Id<'_> = serde_json::from_str(record).ok()?;
    Some(id.id.into_owned())
}

fn stuck(collection: &Collection, last: &str) -> ApiError {
    ApiError {
        method: http::Method::GET,
        url: collection.plural().to_owned(),
        problem: Problem::Stuck {
            why: format!("a page ends with `{last}`, which was there before"),
        },
        unknown: false,
    }
}

/// A text shortly before the id in the order of bytes; none where only the beginning is.
fn just_before(id: &str) -> Option<String> {
    let mut text = id.to_owned();
    let last = text.pop()?;
    if matches!(last, '1'..='9' | 'B'..='Z' | 'b'..='z') {
        text.push(char::from(last as u8 - 1));
        text.push('~');
    }
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_before_an_id_is_before_it() {
        for id in ["u1", "u0", "ua", "uA", "b", "x-9", "é", "aé", "u~"] {
            if let Some(before) = just_before(id) {
                assert!(before.as_str() < id, "{before} {id}");
            }
        }
        assert_eq!(just_before("u124").as_deref(), Some("u123~"));
        assert_eq!(just_before("u120").as_deref(), Some("u12"));
        assert_eq!(just_before("a"), None);
    }
}
