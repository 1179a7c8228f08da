//! Input as it comes, or in ascending order of ids.

use std::borrow::Cow;
use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use crate::input::{InputError, Item, Items, Twins, WrongRecord};
use crate::record::Location;
use crate::store::{Ascending, Sortable, Sorter};

/// Bytes of records that are sorted in memory.
const IN_MEMORY: usize = 16 << 20;

/// What can be wrong with the input while it is read again: a file may have changed since.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    #[error(transparent)]
    Input(#[from] InputError),
    #[error("cannot sort the input: {0}")]
    Sort(#[from] std::io::Error),
    #[error("cannot start a thread that reads the input: {0}")]
    Thread(std::io::Error),
}

/// What comes next.
pub enum Ordered<'a> {
    Item(Item<'a>),
    Wrong(WrongRecord),
    End,
}

/// A record that is sorted by its id.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    pub id: String,
    #[serde(with = "serde_bytes")]
    pub json: Vec<u8>,
    pub place: Location,
}

impl Sortable for Record {
    type Key<'a> = &'a str;

    fn key(&self) -> &str {
        &self.id
    }

    fn heap_size(&self) -> usize {
        self.id.len() + self.json.len()
    }
}

impl Record {
    /// Its JSON. What comes out of an input, a document or an answer was text before.
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.json).unwrap_or_default()
    }

    fn of(item: &Item<'_>) -> Record {
        Record {
            id: item.id.to_string(),
            json: item.json.to_vec(),
            place: item.place,
        }
    }

    fn item(&self) -> Item<'_> {
        Item {
            json: &self.json,
            id: Cow::Borrowed(&self.id),
            place: self.place,
        }
    }
}

/// Input, in order if that is asked for. Sorted input passes through, record by record; from the
/// first one that is out of order, the rest is sorted. So the whole is at most two ascending runs.
pub struct InAscendingOrder {
    items: Items,
    /// If wrong records do not end the run: those whose id was given before, by the number of the
    /// item.
    tolerated: Option<Twins>,
    /// Items that were read.
    read: u64,
    /// Wrong records that were found while the rest was sorted.
    wrong: VecDeque<WrongRecord>,
    is_sorted: bool,
    /// The last id that passed through.
    last: String,
    rest: Option<Ascending<Record>>,
    /// The last one of the rest that was handed out.
    current: Record,
    in_memory: usize,
}

impl InAscendingOrder {
    pub fn new(items: Items, is_sorted: bool, tolerated: Option<Twins>) -> InAscendingOrder {
        InAscendingOrder {
            items,
            tolerated,
            read: 0,
            wrong: VecDeque::new(),
            is_sorted,
            last: String::new(),
            rest: None,
            current: Record::default(),
            in_memory: IN_MEMORY,
        }
    }

    /// The next item that is wanted.
    pub fn next(&mut self, is_wanted: impl Fn(&str) -> bool) -> Result<Ordered<'_>, SourceError> {
        while self.rest.is_none() {
            if let Some(wrong) = self.read()? {
                if is_wanted(&wrong.id()) {
                    return Ok(Ordered::Wrong(wrong));
                }
                continue;
            }
            let Some(item) = self.items.item() else {
                return Ok(Ordered::End);
            };
            if self.is_sorted {
                if *item.id <= *self.last {
                    let first = Record::of(&item);
                    self.rest = Some(self.sort_rest(first)?);
                    break;
                }
                self.last.clear();
                self.last.push_str(&item.id);
            }
            if is_wanted(&item.id) {
                // Asked for once more: a borrow inside the loop would last for all of it.
                let item = self.items.item();
                return Ok(item.map_or(Ordered::End, Ordered::Item));
            }
        }
        while let Some(wrong) = self.wrong.pop_front() {
            if is_wanted(&wrong.id()) {
                return Ok(Ordered::Wrong(wrong));
            }
        }
        for record in self.rest.iter_mut().flatten() {
            self.current = record?;
            if is_wanted(&self.current.id) {
                return Ok(Ordered::Item(self.current.item()));
            }
        }
        Ok(Ordered::End)
    }

    /// Goes on to the next item, or gives a record that is wrong.
    fn read(&mut self) -> Result<Option<WrongRecord>, SourceError> {
        let advanced = self.items.advance();
        let Some(twins) = &self.tolerated else {
            return Ok(advanced.map(|()| None)?);
        };
        if let Err(error) = advanced {
            return Ok(error.into_wrong_record().map(Some)?);
        }
        self.read += 1;
        let (Some(mistake), Some(item)) = (twins.get(&self.read), self.items.item()) else {
            return Ok(None);
        };
        Ok(Some(WrongRecord {
            json: String::from_utf8_lossy(item.json).into_owned(),
            mistake: mistake.clone(),
        }))
    }

    fn sort_rest(&mut self, first: Record) -> Result<Ascending<Record>, SourceError> {
        let mut sorter = Sorter::new(self.in_memory);
        sorter.push(first)?;
        loop {
            if let Some(wrong) = self.read()? {
                self.wrong.push_back(wrong);
                continue;
            }
            let Some(item) = self.items.item() else {
                return Ok(sorter.finish()?.read()?);
            };
            sorter.push(Record::of(&item))?;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::{Input, InputFormat, InputKind, InputSource};

    fn sorted(ids: &[usize], in_memory: usize) -> Vec<(String, u64)> {
        let text: String = ids
            .iter()
            .map(|n| format!("{{\"id\":\"u{n:04}\",\"n\":1.10}}\n"))
            .collect();
        let given = InputSource::Memory {
            name: "test".to_owned(),
            bytes: text.into_bytes(),
        };
        let input = Input::open(vec![given], InputFormat::Auto, InputKind::Users).unwrap();
        let mut sorted = InAscendingOrder::new(input.items(), true, None);
        sorted.in_memory = in_memory;
        let mut found = Vec::new();
        while let Ordered::Item(item) = sorted.next(|_| true).unwrap() {
            let expected = format!("{{\"id\":\"{}\",\"n\":1.10}}", item.id);
            assert_eq!(item.json, expected.as_bytes());
            found.push((item.id.to_string(), item.place.line().unwrap_or_default()));
        }
        found
    }

    #[test]
    fn a_break_in_the_order_sorts_the_rest() {
        // 0 1 9 pass, 7 3 5 2 is sorted.
        for in_memory in [1, 200, 1 << 20] {
            let ids: Vec<String> = sorted(&[0, 1, 9, 7, 3, 5, 2], in_memory)
                .into_iter()
                .map(|(id, _)| id)
                .collect();
            let expected = [
                "u0000", "u0001", "u0009", "u0002", "u0003", "u0005", "u0007",
            ];
            assert_eq!(ids, expected, "{in_memory}");
        }
    }

    #[test]
    fn every_record_survives_any_number_of_files() {
        let mut ids: Vec<usize> = (0..500).collect();
        fastrand::Rng::with_seed(7).shuffle(&mut ids);
        for in_memory in [1, 1000, 10_000, 1 << 20] {
            let mut found: Vec<String> = sorted(&ids, in_memory).into_iter().map(|r| r.0).collect();
            found.sort();
            let expected: Vec<String> = (0..500).map(|n| format!("u{n:04}")).collect();
            assert_eq!(found, expected);
        }
    }
}
