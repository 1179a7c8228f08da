//! Responding to a request: who sends it, what call it is, and its body, which is read up to a limit.

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

use axum::body::{Body, HttpBody};
use axum::extract::Request;
use axum::response::Response;
use bytes::{Bytes, BytesMut};
use http::{HeaderMap, StatusCode, header};
use tokio::sync::oneshot;
use tokio::time::timeout;

use super::allowed_hosts::AllowedHosts;
use super::cursor::Cursor;
use super::largest_page::LargestPage;
use super::page_query::PageQuery;
use super::refusal::Refusal;
use super::reply::Reply;
use super::routes::{Call, route};
use super::workers::{StoreTask, StoreWork};

/// The default for the largest body.
pub(crate) const LARGEST_BODY: usize = 8 * 1024 * 1024;

/// If the connection is closed before the whole body was read, the response may get lost. So the rest of
/// the body is read and dropped, within these limits.
const LARGEST_DRAINED: usize = 64 * 1024 * 1024;
const LONGEST_DRAIN: Duration = Duration::from_secs(2);

/// What every request needs.
pub(crate) struct Instance {
    pub api_key: String,
    pub hosts: AllowedHosts,
    pub patience: Duration,
    pub cursor: Cursor,
    pub largest_page: Option<LargestPage>,
    pub largest_body: usize,
    pub reads: Sender<StoreTask>,
    pub writes: Sender<StoreTask>,
}

/// Carries out a request.
pub(crate) async fn respond_to(instance: &Instance, request: Request) -> Response {
    let (head, mut body) = request.into_parts();
    let result = async {
        instance.hosts.check(&head.uri, &head.headers)?;
        authorize(&head.headers, &instance.api_key)?;
        let call = route(&head.method, head.uri.path())?;
        let (work, worker) = match call {
            Call::Read(read) => {
                let page = PageQuery::from_query(
                    head.uri.query(),
                    instance.cursor,
                    instance.largest_page,
                )?;
                (StoreWork::Read(read, page), &instance.reads)
            }
            Call::Write(write) => {
                expect_json(&head.headers)?;
                let body = read_body(&mut body, instance.largest_body, instance.patience).await?;
                (StoreWork::Write(write, body), &instance.writes)
            }
        };
        let (sender, result) = oneshot::channel();
        let sent = worker.send(StoreTask {
            work,
            reply: sender,
        });
        match sent {
            Ok(()) => result.await.unwrap_or_else(|_| Err(stopped())),
            Err(_) => Err(stopped()),
        }
    };
    match result.await {
        Ok(reply) => Reply::into_response(reply),
        Err(refusal) => {
            drain(&mut body).await;
            refusal.into_response()
        }
    }
}

fn stopped() -> Refusal {
    Refusal::new(
        StatusCode::INTERNAL_SERVER_ERROR,
        "ERR_INTERNAL",
        "the sandbox's store has stopped",
    )
}

fn authorize(headers: &HeaderMap, api_key: &str) -> Result<(), Refusal> {
    let value = headers
        .get(header::AUTHORIZATION)
        .map(|value| value.as_bytes());
    let key = value.and_then(|value| {
        let (scheme, key) = value.split_at_checked(7)?;
        let key = key.trim_ascii();
        (scheme.eq_ignore_ascii_case(b"bearer ") && !key.is_empty()).then_some(key)
    });
    match key {
        None => Err(Refusal::new(
            StatusCode::UNAUTHORIZED,
            "ERR_UNAUTHORIZED",
            "no API key was given: send it as `Authorization: Bearer KEY`",
        )),
        Some(key) if same(key, api_key.as_bytes()) => Ok(()),
        Some(_) => Err(Refusal::new(
            StatusCode::FORBIDDEN,
            "ERR_FORBIDDEN",
            "the API key is not the one of this instance",
        )),
    }
}

/// Compares in the same time wherever the keys differ.
fn same(given: &[u8], wanted: &[u8]) -> bool {
    let differences = given
        .iter()
        .zip(wanted)
        .fold(0, |all, (a, b)| std::hint::black_box(all | (a ^ b)));
    given.len() == wanted.len() && differences == 0
}

/// A missing content type is accepted, and so is any charset, because JSON has only one.
fn expect_json(headers: &HeaderMap) -> Result<(), Refusal> {
    let Some(value) = headers.get(header::CONTENT_TYPE) else {
        return Ok(());
    };
    let text = String::from_utf8_lossy(value.as_bytes());
    let essence = text.split(';').next().unwrap_or_default().trim();
    let essence = essence.to_ascii_lowercase();
    let structured = essence.starts_with("application/") && essence.ends_with("+json");
    if essence == "application/json" || structured {
        return Ok(());
    }
    Err(Refusal::body(format!(
        "the content type must be application/json, not {essence:?}"
    )))
}

/// Reads the body. It may take as long as `patience`, and a second more for every 16 KiB.
async fn read_body(body: &mut Body, most: usize, patience: Duration) -> Result<Bytes, Refusal> {
    let begun = Instant::now();
    let next = async |body: &mut Body, read: usize| {
        let until = begun + patience + Duration::from_secs((read / (16 * 1024)) as u64);
        let left = until.saturating_duration_since(Instant::now());
        timeout(left, next_chunk(body))
            .await
            .unwrap_or_else(|_| Err(too_slow()))
    };
    let expected = usize::try_from(body.size_hint().lower()).unwrap_or(usize::MAX);
    if expected > most {
        return Err(too_large(most));
    }
    let Some(first) = next(body, 0).await? else {
        return Ok(Bytes::new());
    };
    if first.len() >= expected && first.len() <= most && body.is_end_stream() {
        return Ok(first);
    }
    let mut whole = BytesMut::with_capacity(expected.max(first.len()));
    let mut chunk = first;
    loop {
        if whole.len() + chunk.len() > most {
            return Err(too_large(most));
        }
        whole.extend_from_slice(&chunk);
        match next(body, whole.len()).await? {
            Some(more) => chunk = more,
            None => return Ok(whole.freeze()),
        }
    }
}

fn too_slow() -> Refusal {
    Refusal::new(
        StatusCode::REQUEST_TIMEOUT,
        "ERR_TIMEOUT",
        "the body came too slowly",
    )
}

fn too_large(most: usize) -> Refusal {
    Refusal::new(
        StatusCode::PAYLOAD_TOO_LARGE,
        "ERR_TOO_LARGE",
        format!("the body is larger than {most} bytes, the most for one request"),
    )
}

pub(crate) async fn drain(body: &mut Body) {
    let draining = async {
        let mut drained = 0;
        while drained < LARGEST_DRAINED {
            match next_chunk(body).await {
                Ok(Some(chunk)) => drained += chunk.len(),
                _ => break,
            }
        }
    };
    let _ = timeout(LONGEST_DRAIN, draining).await;
}

pub(crate) async fn next_chunk(body: &mut Body) -> Result<Option<Bytes>, Refusal> {
    loop {
        let frame = poll_fn(|context| Pin::new(&mut *body).poll_frame(context)).await;
        match frame {
            None => return Ok(None),
            Some(Err(error)) => {
                return Err(Refusal::body(format!("the body broke off: {error}")));
            }
            // Trailers are ignored.
            Some(Ok(frame)) => {
                if let Ok(data) = frame.into_data() {
                    return Ok(Some(data));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn authorization(value: &str) -> u16 {
        let mut headers = HeaderMap::new();
        headers.insert(header::AUTHORIZATION, HeaderValue::from_str(value).unwrap());
        authorize(&headers, "secret").map_or_else(|refusal| refusal.status.as_u16(), |()| 200)
    }

    #[test]
    fn keys_are_bearer_tokens() {
        assert_eq!(authorization("Bearer secret"), 200);
        assert_eq!(authorization("bearer  secret"), 200);
        for wrong in [
            "Bearer Secret",
            "Bearer secre",
            "Bearer secrett",
            "Bearer s",
        ] {
            assert_eq!(authorization(wrong), 403, "{wrong}");
        }
        for none in [
            "",
            "secret",
            "Bearer",
            "Bearer ",
            "Basic c2VjcmV0",
            "Bearersecret",
        ] {
            assert_eq!(authorization(none), 401, "{none}");
        }
        assert!(authorize(&HeaderMap::new(), "secret").is_err());
    }

    #[test]
    fn only_json_is_taken() {
        let check = |value: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(value));
            expect_json(&headers).is_ok()
        };
        for json in [
            "application/json",
            "Application/JSON; charset=latin1",
            "application/x+json",
        ] {
            assert!(check(json), "{json}");
        }
        for other in [
            "",
            "text/plain",
            "application/x-www-form-urlencoded",
            "text/json",
        ] {
            assert!(!check(other), "{other}");
        }
        assert!(expect_json(&HeaderMap::new()).is_ok());
    }
}
