//! The pages that a look-up reads, and how many of them.

use crate::api::{ApiError, Client, Collection, Page};

use super::places::read_behind;

/// Pages that are read after an interruption.
const READ_ON: u32 = 8;

/// The fewest records on a page that is to prove something. Neighbours show that an id is missing, a
/// short page is the last one, and fewer records would not show that wanted ids are close together.
pub(super) const SMALL: u64 = 8;

pub(super) struct LookupPages {
    pub client: Client,
    pub collection: Collection,
    /// Pages read so far.
    pub reads: u32,
    /// Pages read since the interruption.
    read_since: u32,
}

impl LookupPages {
    pub fn new(client: Client, collection: Collection) -> LookupPages {
        LookupPages {
            client,
            collection,
            reads: 0,
            read_since: 0,
        }
    }

    /// A page behind a cursor, as [`read_behind`] gives it.
    pub async fn read(
        &mut self,
        size: u64,
        cursor: Option<&str>,
    ) -> Result<Option<Page>, ApiError> {
        self.check_interruption()?;
        self.reads += 1;
        read_behind(&self.client, &self.collection, size, cursor).await
    }

    /// After an interruption, a few more pages are read to learn what became of requests in flight,
    /// but not a whole collection. To be called before each page.
    pub fn check_interruption(&mut self) -> Result<(), ApiError> {
        if self.client.is_interrupted() {
            self.read_since += 1;
            if self.read_since > READ_ON {
                return Err(self.client.interrupted(&self.collection));
            }
        }
        Ok(())
    }
}
