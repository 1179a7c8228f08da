//! Whether a 404 is about the path of a request, or about the records in its body.
//!
//! The API has one status for both: for a URL that is wrong or a channel that has gone, and for a
//! record that names something unknown. A path that is not there refuses whatever is sent to it, so
//! halving would only multiply the requests. A read of the same collection tells them apart.

use crate::api::{ApiError, Client, Collection, Walk};

/// Refusals that are believed to be about records before another look. The channel may go while its
/// members are halved.
const MOST_BELIEVED: u32 = 16;

/// What is known of the path of a collection.
#[derive(Debug, Default)]
pub(super) struct PathLook {
    /// How many more are believed.
    believed: u32,
}

impl PathLook {
    /// Something was done there.
    pub fn note_success(&mut self) {
        self.believed = MOST_BELIEVED;
    }

    /// Whether the refusal can be about records: it is a 404 in the API's own words, and the
    /// collection can be read.
    pub async fn is_about_records(
        &mut self,
        client: &Client,
        collection: &Collection,
        error: &ApiError,
    ) -> bool {
        let is_own = error.object().is_some_and(|object| !object.is_empty());
        if error.status() != Some(404) || !is_own || client.is_interrupted() {
            return false;
        }
        if self.believed == 0 {
            if !is_readable(client, collection).await {
                return false;
            }
            self.believed = MOST_BELIEVED;
        }
        self.believed -= 1;
        true
    }
}

async fn is_readable(client: &Client, collection: &Collection) -> bool {
    let mut walk = Walk::new(client.clone(), collection.clone(), 1).at_most(Some(1));
    walk.next().await.is_ok()
}
