//! A listing for an export: in order, each record once, and as soon as it is read.

use std::io;

use tokio::runtime::Handle;
use tokio::sync::mpsc;

use crate::api::{ApiError, Client, Collection, Page};
use crate::batch::Record;
use crate::store::{Ascending, Sorter};

use super::actual::{Message, pages, records};

/// Bytes of a listing that are sorted in memory.
const IN_MEMORY: usize = 16 << 20;
/// Records that are given out at a time.
const SOME: usize = 1000;

/// A listing in order. From the first page that is not, all that is left is sorted.
pub(super) struct Listed {
    source: Option<(Client, Collection)>,
    pages: Option<mpsc::Receiver<Message>>,
    ready: Vec<Record>,
    last: Option<String>,
    rest: Option<Rest>,
    pub is_unordered: bool,
    /// Records with an empty id, which are never given out: nothing can name them.
    pub nameless: u64,
}

/// What came out of order, sorted; and the listing once more, as far as it has been given out
/// before, because it may have some of that again.
struct Rest {
    sorted: Ascending<Record>,
    given_out: mpsc::Receiver<Message>,
    /// The last id that has been given out.
    up_to: String,
    page: std::vec::IntoIter<Record>,
    at: Option<String>,
}

impl Listed {
    pub fn new(client: &Client, collection: Collection) -> Listed {
        Listed {
            pages: Some(pages(&Handle::current(), client, collection.clone())),
            source: Some((client.clone(), collection)),
            ready: Vec::new(),
            last: None,
            rest: None,
            is_unordered: false,
            nameless: 0,
        }
    }

    /// Of records that are in order.
    pub fn of(records: Vec<Record>) -> Listed {
        Listed {
            source: None,
            pages: None,
            ready: records,
            last: None,
            rest: None,
            is_unordered: false,
            nameless: 0,
        }
    }

    /// Some more records; none at the end.
    pub async fn next<E>(&mut self) -> Result<Option<Vec<Record>>, E>
    where
        E: From<ApiError> + From<io::Error>,
    {
        if !self.ready.is_empty() {
            return Ok(Some(std::mem::take(&mut self.ready)));
        }
        let Some((client, collection)) = self.source.clone() else {
            return Ok(None);
        };
        if self.rest.is_none() {
            let Some(page) = next_of::<E>(self.pages.as_mut()).await? else {
                return Ok(None);
            };
            let mut some = self.named(&page);
            some.dedup_by(|after, before| after.id == before.id);
            if some.first().is_some_and(|first| self.was_last(&first.id)) {
                some.remove(0);
            }
            if self.is_next(&some) {
                return Ok(Some(some));
            }
            self.is_unordered = true;
            let mut sorter = Sorter::new(IN_MEMORY);
            for record in some {
                sorter.push(record)?;
            }
            while let Some(page) = next_of::<E>(self.pages.as_mut()).await? {
                for record in self.named(&page) {
                    sorter.push(record)?;
                }
            }
            self.rest = Some(Rest {
                sorted: sorter.finish()?.read()?,
                given_out: pages(&Handle::current(), &client, collection.clone()),
                up_to: self.last.take().unwrap_or_default(),
                page: Vec::new().into_iter(),
                at: Some(String::new()),
            });
        }
        let Some(rest) = &mut self.rest else {
            return Ok(None);
        };
        let mut some: Vec<Record> = Vec::new();
        while some.len() < SOME
            && let Some(record) = rest.sorted.next().transpose()?
        {
            let is_twin = self.last.as_deref() == Some(&*record.id);
            if is_twin || rest.was_given_out::<E>(&record.id).await? {
                continue;
            }
            self.last = Some(record.id.clone());
            some.push(record);
        }
        Ok((!some.is_empty()).then_some(some))
    }

    /// The records of a page that have an id.
    fn named(&mut self, page: &Page) -> Vec<Record> {
        let mut some = records(page);
        let all = some.len();
        some.retain(|record| !record.id.is_empty());
        self.nameless += (all - some.len()) as u64;
        some
    }

    fn was_last(&self, id: &str) -> bool {
        self.last.as_deref() == Some(id)
    }

    /// Whether these come after all that was given out; then they are given out too.
    fn is_next(&mut self, some: &[Record]) -> bool {
        let first = some.first();
        let last = self.last.as_ref();
        let is_after = first.is_none_or(|first| last.is_none_or(|last| first.id > *last));
        let is_ascending = some.windows(2).all(|pair| pair[0].id < pair[1].id);
        let is_next = is_after && is_ascending;
        if let Some(last) = some.last().filter(|_| is_next) {
            self.last = Some(last.id.clone());
        }
        is_next
    }
}

impl Rest {
    /// Asked for ids in ascending order.
    async fn was_given_out<E>(&mut self, id: &str) -> Result<bool, E>
    where
        E: From<ApiError> + From<io::Error>,
    {
        if *id > *self.up_to {
            return Ok(false);
        }
        while self.at.as_ref().is_some_and(|at| **at < *id) {
            if let Some(record) = self.page.next() {
                self.at = (*record.id <= *self.up_to).then_some(record.id);
                continue;
            }
            match next_of::<E>(Some(&mut self.given_out)).await? {
                Some(page) => self.page = records(&page).into_iter(),
                None => self.at = None,
            }
        }
        Ok(self.at.as_deref() == Some(id))
    }
}

async fn next_of<E: From<ApiError> + From<io::Error>>(
    pages: Option<&mut mpsc::Receiver<Message>>,
) -> Result<Option<Page>, E> {
    let Some(pages) = pages else {
        return Ok(None);
    };
    match pages.recv().await {
        Some(page) => Ok(page?),
        None => Err(io::Error::other("a listing has broken off").into()),
    }
}
