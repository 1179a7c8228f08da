//! A page of records as the service sent them.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use bytes::Bytes;
use serde_json::value::RawValue;

use crate::record::Id;

/// Records in the order in which the service listed them.
#[derive(Debug, Clone, Default)]
pub struct Page {
    body: Bytes,
    records: Vec<Range<usize>>,
    /// Of the records, in their order; shared with the trail of a walk.
    ids: Arc<Vec<String>>,
}

impl Page {
    /// The records, each as the bytes of one JSON object.
    pub fn records(&self) -> impl Iterator<Item = &str> + '_ {
        (0..self.len()).map(|at| self.record(at))
    }

    /// One of the records.
    pub fn record(&self, at: usize) -> &str {
        // `decode` saw that the whole body is UTF-8.
        std::str::from_utf8(self.record_bytes(at)).unwrap_or_default()
    }

    /// One of the records, for those who need no text.
    pub fn record_bytes(&self, at: usize) -> &[u8] {
        &self.body[self.records[at].clone()]
    }

    /// The ids and the records.
    pub fn entries(&self) -> impl Iterator<Item = (&str, &str)> {
        self.ids().iter().map(String::as_str).zip(self.records())
    }

    /// The ids of the records.
    pub fn ids(&self) -> &[String] {
        &self.ids
    }

    /// The ids for those who keep them.
    pub(super) fn shared_ids(&self) -> Arc<Vec<String>> {
        self.ids.clone()
    }

    /// Leaves out a first record that is the cursor's own, which a service sends that begins
    /// pages at the cursor. True where it was there.
    pub fn drop_cursor(&mut self, cursor: Option<&str>) -> bool {
        let is_there = cursor.is_some() && self.ids.first().map(String::as_str) == cursor;
        if is_there {
            self.records.remove(0);
            Arc::make_mut(&mut self.ids).remove(0);
        }
        is_there
    }

    pub fn len(&self) -> usize {
        self.records.len()
    }

    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// Whether the ids are in ascending order of their bytes, none of them twice.
    pub fn is_ascending(&self) -> bool {
        self.ids.is_sorted_by(|a, b| a < b)
    }

    /// A page of records that came one by one.
    pub fn of(records: Vec<Bytes>) -> Page {
        let records = records.into_iter().map(|record| {
            let id = serde_json::from_slice(&record).map(|Id { id }| id.into_owned());
            (id.unwrap_or_default(), record)
        });
        Page::of_known(records)
    }

    /// The same of records whose ids are known.
    pub fn of_known(records: impl Iterator<Item = (String, impl AsRef<[u8]>)>) -> Page {
        let mut page = Page::default();
        let (mut body, mut ids) = (Vec::new(), Vec::new());
        for (id, record) in records {
            let start = body.len();
            body.extend_from_slice(record.as_ref());
            page.records.push(start..body.len());
            ids.push(id);
        }
        page.ids = Arc::new(ids);
        page.body = Bytes::from(body);
        page
    }

    /// Keeps the first records.
    pub fn truncate(&mut self, records: u64) {
        let records = usize::try_from(records).unwrap_or(usize::MAX);
        self.records.truncate(records);
        if records < self.ids.len() {
            Arc::make_mut(&mut self.ids).truncate(records);
        }
    }

    /// Leaves out the first records.
    pub(super) fn drop_first(&mut self, records: usize) {
        self.records.drain(..records);
        Arc::make_mut(&mut self.ids).drain(..records);
    }

    /// What it takes in memory, about.
    pub(super) fn bytes(&self) -> usize {
        /// A range, a text, and what its letters take.
        const RECORD: usize = 80;
        self.body.len() + self.len() * RECORD
    }

    /// Keeps the records that are wanted.
    pub fn keep(&mut self, is_wanted: impl FnMut(&str) -> bool) {
        let wanted = self.records().map(is_wanted).collect();
        self.keep_those(wanted);
    }

    /// Keeps the records whose ids are wanted.
    pub fn retain(&mut self, mut is_wanted: impl FnMut(&str) -> bool) {
        let wanted = self.ids.iter().map(|id| is_wanted(id)).collect();
        self.keep_those(wanted);
    }

    /// Leaves out records that were in the page before.
    pub(super) fn drop_repeated(&mut self) {
        if self.is_ascending() {
            return;
        }
        let mut seen = HashSet::new();
        let is_first = self.ids.iter().map(|id| seen.insert(id.as_str())).collect();
        self.keep_those(is_first);
    }

    /// `wanted` says of each record whether it is kept.
    fn keep_those(&mut self, wanted: Vec<bool>) {
        if wanted.iter().all(|is_wanted| *is_wanted) {
            return;
        }
        let mut kept = wanted.iter();
        self.records.retain(|_| kept.next() == Some(&true));
        // The trail of a walk may hold all of them: only what is kept is copied.
        let ids = self.ids.iter().zip(&wanted);
        let ids = ids.filter(|(_, is_wanted)| **is_wanted);
        self.ids = Arc::new(ids.map(|(id, _)| id.clone()).collect());
    }

    /// Reads a page out of an answer.
    pub(super) fn decode(body: &Bytes) -> Result<Page, String> {
        let text = std::str::from_utf8(body).map_err(|_| "not text in UTF-8".to_owned())?;
        let (records, ids) = read_in_one_go(text).ok_or_else(|| what_is_wrong(text))?;
        Ok(Page {
            body: body.clone(),
            records,
            ids: Arc::new(ids),
        })
    }
}

/// Why a text is no array of records.
fn what_is_wrong(text: &str) -> String {
    let records: Vec<&RawValue> = match serde_json::from_str(text) {
        Ok(records) => records,
        Err(error) => return format!("no array of objects ({error})"),
    };
    for (at, record) in records.iter().enumerate() {
        if let Err(error) = serde_json::from_str::<Id<'_>>(record.get()) {
            return format!("record {} has no proper `id` ({error})", at + 1);
        }
    }
    "no array of objects".to_owned()
}

/// Where the records of an array are, and their ids, with every byte read once. None where
/// anything is wrong; a slower look ([`what_is_wrong`]) says what it is.
fn read_in_one_go(text: &str) -> Option<(Vec<Range<usize>>, Vec<String>)> {
    const WHITE: [char; 4] = [' ', '\t', '\n', '\r'];
    let (mut records, mut ids) = (Vec::new(), Vec::new());
    let mut rest = text.trim_start_matches(WHITE).strip_prefix('[')?;
    rest = rest.trim_start_matches(WHITE);
    while !rest.starts_with(']') {
        if !records.is_empty() {
            rest = rest.strip_prefix(',')?.trim_start_matches(WHITE);
        }
        if !rest.starts_with('{') {
            return None;
        }
        let mut values = serde_json::Deserializer::from_str(rest).into_iter();
        let Id { id } = values.next()?.ok()?;
        let start = text.len() - rest.len();
        let len = values.byte_offset();
        records.push(start..start + len);
        ids.push(id.into_owned());
        rest = rest[len..].trim_start_matches(WHITE);
    }
    let after = rest[1..].trim_start_matches(WHITE);
    after.is_empty().then_some((records, ids))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_read_in_one_go_where_nothing_is_wrong() {
        let text = " [ {\"id\":\"a\",\"x\":[1.10,{}]} ,\n{\"n\":\"}\",\"id\":\"\\u0062\"}\t]\n";
        let body = Bytes::from(text);
        let (records, ids) = read_in_one_go(text).unwrap();
        assert_eq!(ids, ["a", "b"]);
        let page = Page::decode(&body).unwrap();
        let read: Vec<&str> = page.records().collect();
        let expected = [
            "{\"id\":\"a\",\"x\":[1.10,{}]}",
            "{\"n\":\"}\",\"id\":\"\\u0062\"}",
        ];
        assert_eq!(read, expected);
        assert_eq!(records.len(), 2);
        assert_eq!(read_in_one_go("[]"), Some((vec![], vec![])));
        assert!(Page::decode(&Bytes::from("[ ]")).unwrap().is_empty());
    }

    #[test]
    fn what_is_wrong_with_a_page_is_said() {
        for (text, told) in [
            ("", "no array of objects"),
            ("{}", "no array of objects"),
            ("[{\"id\":\"a\"}", "no array of objects"),
            ("[{\"id\":\"a\"},]", "no array of objects"),
            ("[,{\"id\":\"a\"}]", "no array of objects"),
            ("[{\"id\":\"a\"} {\"id\":\"b\"}]", "no array of objects"),
            ("[{\"id\":\"a\"}]]", "no array of objects"),
            ("\u{c}[]", "no array of objects"),
            ("[{\"id\":\"a\"},{\"id\":1}]", "record 2 has no proper `id`"),
            (
                "[{\"id\":\"a\",\"id\":\"b\"}]",
                "record 1 has no proper `id`",
            ),
            ("[7]", "record 1 has no proper `id`"),
        ] {
            assert_eq!(read_in_one_go(text), None, "{text}");
            let error = Page::decode(&Bytes::from(text)).unwrap_err();
            assert!(error.starts_with(told), "{text}: {error}");
        }
    }
}
