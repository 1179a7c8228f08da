//! The pages of a collection, listed in the background.

use std::io;
use std::rc::Rc;

use tokio::sync::mpsc;

use crate::api::{ApiError, Client, Collection, LARGE_PAGE, Page, Walk};
use crate::batch::Record;
use crate::record::Location;

use super::error::ListingError;

/// A listing in the background, a page ahead of the reader.
pub(super) struct Pages(mpsc::Receiver<Result<Option<Page>, ApiError>>);

impl Pages {
    pub fn begin(client: &Client, collection: Collection) -> Pages {
        let (sender, receiver) = mpsc::channel(1);
        let mut walk = Walk::new(client.clone(), collection, LARGE_PAGE);
        tokio::spawn(async move {
            loop {
                let next = walk.next().await;
                let is_last = !matches!(next, Ok(Some(_)));
                if sender.send(next).await.is_err() || is_last {
                    return;
                }
            }
        });
        Pages(receiver)
    }

    /// The next page; none at the end. A listing that breaks off must not pass for a short one.
    pub async fn next(&mut self) -> Result<Option<Page>, ListingError> {
        match self.0.recv().await {
            Some(page) => Ok(page?),
            None => Err(io::Error::other("a listing has broken off").into()),
        }
    }
}

/// Copies of the records of a page.
pub(super) fn records(page: &Page) -> impl Iterator<Item = Record> {
    page.entries().map(|(id, json)| Record {
        id: id.to_owned(),
        json: json.as_bytes().to_owned(),
        place: Location::default(),
    })
}

/// A record of a page, which lives as long as one of its records.
#[derive(Debug, Clone)]
pub(super) struct ListedRecord {
    page: Rc<Page>,
    at: usize,
}

impl ListedRecord {
    /// The record at a place of the page.
    pub fn of(page: &Rc<Page>, at: usize) -> ListedRecord {
        let page = Rc::clone(page);
        ListedRecord { page, at }
    }

    pub fn id(&self) -> &str {
        &self.page.ids()[self.at]
    }

    pub fn json(&self) -> &[u8] {
        self.page.record_bytes(self.at)
    }

    pub fn text(&self) -> &str {
        self.page.record(self.at)
    }
}
