//! The requests for the pages of a list.

use super::call::Request;

/// What every request for a page of one list has in common.
#[derive(Debug, Clone)]
pub(super) struct ListRequest(Request);

impl ListRequest {
    /// `base` is the request without limit and cursor.
    pub fn new(base: Request) -> ListRequest {
        ListRequest(base)
    }

    /// `GET` of a page: at most `limit` records that begin after the cursor, which comes with the
    /// name that it is given by.
    pub fn page(&self, limit: u64, cursor: Option<(&'static str, &str)>) -> Request {
        let mut request = self.0.clone();
        request.query.push(("limit", limit.to_string()));
        if let Some((name, id)) = cursor {
            request.query.push((name, id.to_owned()));
        }
        request
    }
}
