//! The sandbox's answer to a call that succeeded: JSON with a status.

use axum::body::Body;
use axum::response::Response;
use bytes::Bytes;
use http::{HeaderValue, StatusCode, header};
use serde::Serialize;

/// The answer to a call that succeeded.
#[derive(Debug)]
pub(crate) struct Reply {
    pub status: StatusCode,
    pub body: Bytes,
}

#[derive(Serialize)]
struct CountBody {
    status: usize,
}

impl Reply {
    /// `{"status": n}`, the number of objects affected.
    pub fn count(status: StatusCode, affected: usize) -> Reply {
        Reply {
            status,
            body: serde_json::to_vec(&CountBody { status: affected })
                .unwrap_or_default()
                .into(),
        }
    }

    pub fn json(body: impl Into<Bytes>) -> Reply {
        Reply {
            status: StatusCode::OK,
            body: body.into(),
        }
    }

    pub fn into_response(self) -> Response {
        respond(self.status, self.body)
    }
}

/// A response with a JSON body.
pub(crate) fn respond(status: StatusCode, body: Bytes) -> Response {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    response.headers_mut().insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/json"),
    );
    response
}
