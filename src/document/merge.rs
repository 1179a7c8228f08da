//! What a document wants and what is there, side by side.

use std::cmp::Ordering;
use std::iter::Peekable;

use crate::batch::Record;

use super::pages::ListedRecord;
use super::section::Membership;

/// What a document wants, known by its id.
pub trait Wanted {
    fn id(&self) -> &str;
}

impl Wanted for Record {
    fn id(&self) -> &str {
        &self.id
    }
}

/// Among the members of one channel.
impl Wanted for Membership {
    fn id(&self) -> &str {
        &self.user
    }
}

/// One id, and where it was found.
#[derive(Debug)]
pub enum Pair<W = Record> {
    Wanted(W),
    There(ListedRecord),
    Both { wanted: W, there: ListedRecord },
}

impl<W: Wanted> Pair<W> {
    pub fn id(&self) -> &str {
        match self {
            Pair::Wanted(wanted) | Pair::Both { wanted, .. } => wanted.id(),
            Pair::There(there) => there.id(),
        }
    }

    pub fn map_wanted<V>(self, map: impl FnOnce(W) -> V) -> Pair<V> {
        match self {
            Pair::Wanted(wanted) => Pair::Wanted(map(wanted)),
            Pair::There(there) => Pair::There(there),
            Pair::Both { wanted, there } => Pair::Both {
                wanted: map(wanted),
                there,
            },
        }
    }
}

/// Two streams in ascending order as one.
pub struct Merge<W: Iterator, T: Iterator> {
    wanted: Peekable<W>,
    there: Peekable<T>,
}

impl<W: Iterator, T: Iterator> Merge<W, T> {
    pub fn new(wanted: W, there: T) -> Merge<W, T> {
        Merge {
            wanted: wanted.peekable(),
            there: there.peekable(),
        }
    }
}

impl<W, I, T, E> Iterator for Merge<I, T>
where
    W: Wanted,
    I: Iterator<Item = Result<W, E>>,
    T: Iterator<Item = Result<ListedRecord, E>>,
{
    type Item = Result<Pair<W>, E>;

    fn next(&mut self) -> Option<Result<Pair<W>, E>> {
        let order = match (self.wanted.peek(), self.there.peek()) {
            (None, None) => return None,
            (Some(Err(_)), _) | (Some(_), None) => Ordering::Less,
            (_, Some(Err(_))) | (None, Some(_)) => Ordering::Greater,
            (Some(Ok(wanted)), Some(Ok(there))) => wanted.id().cmp(there.id()),
        };
        let wanted = match order {
            Ordering::Greater => None,
            _ => self.wanted.next(),
        };
        let there = match order {
            Ordering::Less => None,
            _ => self.there.next(),
        };
        Some(match (wanted, there) {
            (Some(Err(error)), _) | (_, Some(Err(error))) => Err(error),
            (Some(Ok(wanted)), Some(Ok(there))) => Ok(Pair::Both { wanted, there }),
            (Some(Ok(wanted)), None) => Ok(Pair::Wanted(wanted)),
            (None, Some(Ok(there))) => Ok(Pair::There(there)),
            (None, None) => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::convert::Infallible;
    use std::rc::Rc;

    use proptest::collection::btree_set;
    use proptest::prelude::*;

    use crate::api::Page;

    use super::*;

    fn wanted(ids: &BTreeSet<String>) -> impl Iterator<Item = Result<Record, Infallible>> {
        ids.iter().map(|id| {
            Ok(Record {
                id: id.clone(),
                ..Record::default()
            })
        })
    }

    fn listed(ids: &BTreeSet<String>) -> impl Iterator<Item = Result<ListedRecord, Infallible>> {
        let records = ids.iter().map(|id| (id.clone(), "{}"));
        let page = Rc::new(Page::of_known(records));
        (0..page.len()).map(move |at| Ok(ListedRecord::of(&page, at)))
    }

    proptest! {
        #[test]
        fn every_id_comes_once_and_in_order(
            wanted in btree_set("[a-f]{1,2}", 0..12),
            there in btree_set("[a-f]{1,2}", 0..12),
        ) {
            let mut last = String::new();
            let mut seen = 0;
            for pair in Merge::new(self::wanted(&wanted), listed(&there)) {
                let pair = pair.unwrap();
                prop_assert!(pair.id() > last.as_str());
                last = pair.id().to_owned();
                let found = match &pair {
                    Pair::Wanted(_) => (true, false),
                    Pair::There(_) => (false, true),
                    Pair::Both { .. } => (true, true),
                };
                prop_assert_eq!(found, (wanted.contains(&last), there.contains(&last)));
                seen += 1;
            }
            prop_assert_eq!(seen, wanted.union(&there).count());
        }
    }
}
