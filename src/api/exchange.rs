//! Why there was no exchange, or no whole one: what reqwest's errors say, and what that means for
//! the request.

use std::error::Error;
use std::io;

use rustls::CertificateError;

use super::cause::ExchangeCause;
use super::error::Problem;
use super::proxy::Route;
use super::trust;
use super::try_failure::Stage;

/// An exchange that did not come to an answer.
pub(super) fn failed(error: &reqwest::Error, route: Option<&Route>) -> Problem {
    with_cause(judge(error, route), error)
}

/// An exchange that ended at this stage.
pub(super) fn ended_at((stage, why): (Stage, String)) -> Problem {
    Problem::Network {
        stage,
        why,
        source: None,
    }
}

fn with_cause((stage, why): (Stage, String), error: &reqwest::Error) -> Problem {
    Problem::Network {
        stage,
        why,
        source: Some(ExchangeCause::of(error)),
    }
}

/// An answer that has begun and does not come to its end.
pub(super) fn broken_off(error: &reqwest::Error) -> Problem {
    let why = format!("the exchange broke off: {}", cause(error));
    with_cause((Stage::BrokenOff, why), error)
}

fn judge(error: &reqwest::Error, route: Option<&Route>) -> (Stage, String) {
    let text = cause(error);
    if error.is_connect() {
        let about_trust = causes(error).find_map(|cause| cause.downcast_ref::<rustls::Error>());
        if let Some(about_trust) = about_trust {
            let stage = match about_trust {
                rustls::Error::InvalidCertificate(CertificateError::UnknownIssuer) => {
                    Stage::Untrusted
                }
                _ => Stage::Insecure,
            };
            let matter = trust::matter(about_trust).unwrap_or(text);
            return (stage, format!("no secure connection: {matter}"));
        }
        return match route {
            Some(route) => route.failed(&text),
            None => (Stage::Unreachable, format!("cannot connect: {text}")),
        };
    }
    if causes(error).any(says_not_processed) {
        let why = format!("the connection ended before the request was processed: {text}");
        return (Stage::Unprocessed, why);
    }
    let is_unsent = |cause: &(dyn Error + 'static)| {
        cause
            .downcast_ref::<hyper::Error>()
            .is_some_and(hyper::Error::is_canceled)
    };
    if causes(error).any(is_unsent) {
        let why = format!("the connection was closed before the request was sent: {text}");
        return (Stage::Unsent, why);
    }
    if causes(error).any(says_closed) {
        let why = format!("the connection was closed without an answer: {text}");
        return (Stage::Closed, why);
    }
    (Stage::BrokenOff, format!("the exchange broke off: {text}"))
}

/// Whether HTTP/2 says that the service did not act on the request (RFC 9113, sections 6.8 and
/// 8.7): it refused the stream, or its GOAWAY names an earlier stream as the last that it takes
/// up. To streams that it may have taken up, h2 reports that the connection has ended, and not
/// the GOAWAY.
fn says_not_processed(cause: &(dyn Error + 'static)) -> bool {
    cause.downcast_ref::<h2::Error>().is_some_and(|error| {
        error.is_remote()
            && (error.is_go_away() || error.reason() == Some(h2::Reason::REFUSED_STREAM))
    })
}

/// Whether the other side ended the connection, or the stream, and said nothing.
fn says_closed(cause: &(dyn Error + 'static)) -> bool {
    if let Some(error) = cause.downcast_ref::<hyper::Error>() {
        return error.is_incomplete_message() || error.is_closed();
    }
    if let Some(error) = cause.downcast_ref::<h2::Error>() {
        return error.is_io() || (error.is_reset() && error.is_remote());
    }
    cause.downcast_ref::<io::Error>().is_some_and(|error| {
        matches!(
            error.kind(),
            io::ErrorKind::ConnectionReset
                | io::ErrorKind::ConnectionAborted
                | io::ErrorKind::BrokenPipe
                | io::ErrorKind::NotConnected
                | io::ErrorKind::UnexpectedEof
        )
    })
}

/// An error, what it came of, and so on. What an error of the system wraps is part of it.
fn causes<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(error), |&error| {
        let inside = error
            .downcast_ref::<io::Error>()
            .and_then(io::Error::get_ref);
        match inside {
            Some(inside) => Some(inside),
            None => error.source(),
        }
    })
}

/// What an error of reqwest comes down to: the layers that say something of their own.
pub(super) fn cause(error: &reqwest::Error) -> String {
    // That a request was to be sent, and where, is said elsewhere in the message.
    const EMPTY: [&str; 4] = [
        "error sending request",
        "client error (Connect)",
        "client error (SendRequest)",
        "client error (Canceled)",
    ];
    let mut texts: Vec<String> = Vec::new();
    let mut next: Option<&dyn Error> = Some(error);
    while let Some(error) = next {
        let mut text = error.to_string();
        // rustls' pointers to its manual.
        if let Some(at) = text.find(": https://docs.rs/") {
            text.truncate(at);
        }
        let is_empty = EMPTY.iter().any(|empty| text.starts_with(empty));
        if !is_empty && !texts.last().is_some_and(|last| last.contains(&text)) {
            texts.push(text);
        }
        next = error.source();
    }
    if texts.is_empty() {
        return error.to_string();
    }
    texts.join(": ")
}
