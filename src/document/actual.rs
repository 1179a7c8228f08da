//! What is there, as a stream in ascending order for code that waits.

use std::borrow::Cow;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::runtime::Handle;
use tokio::sync::mpsc;

use crate::api::{ApiError, Client, Collection, LARGE_PAGE, MASK, Page, Walk};
use crate::batch::Record;
use crate::record::{Id, Location};
use crate::store::{Ascending, Sorter};

use super::error::DocumentError;

/// Bytes of a listing that are sorted in memory.
const IN_MEMORY: usize = 16 << 20;

/// Why there is no plan.
#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    #[error(transparent)]
    Document(#[from] DocumentError),
    #[error("{0}")]
    Api(ApiError),
    #[error("cannot keep the plan: {0}")]
    File(#[from] io::Error),
    /// A listing is not in ascending order; reading it sorted helps.
    #[error("the service does not list in ascending order of ids")]
    Unordered,
    /// Nobody can say who would lose a membership there.
    #[error(
        "the members of the channel `{0}` cannot be read: its id cannot stand in a path; nobody \
         is deleted, because memberships in it would be lost"
    )]
    Unreachable(String),
    /// What the service has is more than a document can say.
    #[error("what would have to be put back cannot be: {0}; nobody is deleted")]
    NoWayBack(String),
}

/// A page, or the end. A listing that breaks off without one must not pass for a short one.
pub(super) type Message = Result<Option<Page>, ApiError>;

/// Lists a collection in the background, a page ahead of who reads it.
pub(super) fn pages(
    handle: &Handle,
    client: &Client,
    collection: Collection,
) -> mpsc::Receiver<Message> {
    let (sender, receiver) = mpsc::channel(1);
    let mut walk = Walk::new(client.clone(), collection, LARGE_PAGE);
    handle.spawn(async move {
        loop {
            let next = walk.next().await;
            let is_last = !matches!(next, Ok(Some(_)));
            if sender.send(next).await.is_err() || is_last {
                return;
            }
        }
    });
    receiver
}

/// The next page; none at the end.
pub(super) async fn next_page(
    pages: &mut mpsc::Receiver<Message>,
) -> Result<Option<Page>, PlanError> {
    match pages.recv().await {
        Some(page) => page.map_err(PlanError::Api),
        None => Err(broken_off()),
    }
}

fn broken_off() -> PlanError {
    io::Error::other("a listing has broken off").into()
}

/// The records of a page.
pub(super) fn records(page: &Page) -> Vec<Record> {
    page.records()
        .filter_map(|json| {
            let id = id_of(json)?;
            Some(Record {
                id: id.into_owned(),
                json: json.as_bytes().to_vec(),
                place: Location::default(),
            })
        })
        .collect()
}

/// The id of a record that is known to be sound.
fn id_of(json: &str) -> Option<Cow<'_, str>> {
    // Services mostly put it first.
    if let Some(rest) = json.strip_prefix("{\"id\":\"")
        && let Some(end) = memchr::memchr2(b'"', b'\\', rest.as_bytes())
        && rest.as_bytes()[end] == b'"'
    {
        return Some(Cow::Borrowed(&rest[..end]));
    }
    let Id { id } = serde_json::from_str(json).ok()?;
    Some(id)
}

/// A listing as an iterator that blocks.
pub(super) struct There {
    pages: mpsc::Receiver<Message>,
    page: std::vec::IntoIter<Record>,
    last: String,
    has_ended: bool,
    /// To be sorted before the first record is given out.
    sort: bool,
    sorted: Option<Ascending<Record>>,
    read: Arc<AtomicU64>,
    left_alone: Arc<LeftAlone>,
    client: Client,
}

/// Records that no request can name: how many have an empty id, or one in which the key is masked.
#[derive(Debug, Default)]
pub struct LeftAlone {
    pub nameless: AtomicU64,
    pub masked: AtomicU64,
}

impl There {
    pub fn new(
        pages: mpsc::Receiver<Message>,
        sort: bool,
        read: Arc<AtomicU64>,
        left_alone: Arc<LeftAlone>,
        client: Client,
    ) -> There {
        There {
            pages,
            page: Vec::new().into_iter(),
            last: String::new(),
            has_ended: false,
            sort,
            sorted: None,
            read,
            left_alone,
            client,
        }
    }

    fn next_as_listed(&mut self) -> Result<Option<Record>, PlanError> {
        loop {
            if let Some(record) = self.page.next() {
                if self.can_be_named(&record.id) {
                    return Ok(Some(record));
                }
                continue;
            }
            if self.has_ended {
                return Ok(None);
            }
            match self.pages.blocking_recv() {
                Some(Ok(Some(page))) => {
                    self.read.fetch_add(page.len() as u64, Ordering::Relaxed);
                    self.page = records(&page).into_iter();
                }
                Some(Ok(None)) => self.has_ended = true,
                Some(Err(error)) => return Err(PlanError::Api(error)),
                None => return Err(broken_off()),
            }
        }
    }

    /// Whether a request can name it; what cannot be is counted.
    fn can_be_named(&self, id: &str) -> bool {
        let count = if id.is_empty() {
            &self.left_alone.nameless
        } else if id.contains(MASK) && self.client.masked_records() > 0 {
            &self.left_alone.masked
        } else {
            return true;
        };
        count.fetch_add(1, Ordering::Relaxed);
        false
    }

    fn next_in_order(&mut self) -> Result<Option<Record>, PlanError> {
        if self.sort && self.sorted.is_none() {
            let mut sorter = Sorter::new(IN_MEMORY);
            while let Some(record) = self.next_as_listed()? {
                sorter.push(record)?;
            }
            self.sorted = Some(sorter.finish()?.read()?);
        }
        loop {
            let next = match &mut self.sorted {
                Some(sorted) => sorted.next().transpose()?,
                None => self.next_as_listed()?,
            };
            if let Some(record) = &next {
                // Listed twice, as when it moved between two pages: it is there once.
                if record.id == self.last && !self.last.is_empty() {
                    continue;
                }
                if record.id < self.last {
                    return Err(PlanError::Unordered);
                }
                self.last.clear();
                self.last.push_str(&record.id);
            }
            return Ok(next);
        }
    }
}

impl Iterator for There {
    type Item = Result<Record, PlanError>;

    fn next(&mut self) -> Option<Result<Record, PlanError>> {
        self.next_in_order().transpose()
    }
}
