//! What a failed call says of itself.

use std::fmt;
use std::time::Duration;

use crate::record::shortened;

use super::error::{ApiError, Problem};

/// How many characters of a service's message are shown, with what stands behind it. A service may
/// send megabytes.
const LONGEST_MESSAGE: usize = 1_900;

/// The same for its type and its code.
const LONGEST_WORD: usize = 200;

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ApiError { method, url, .. } = self;
        match &self.problem {
            Problem::Status {
                status,
                object,
                excerpt,
                retry_after,
                ..
            } => {
                let mut call = format!(" ({status}");
                for word in [&object.kind, &object.code].into_iter().flatten() {
                    call.push(' ');
                    call.push_str(&shortened(word, LONGEST_WORD));
                }
                call.push_str(&format!(", {method} {url})"));
                match &object.message {
                    // However long it is, what follows it can still be seen.
                    Some(message) => {
                        let room = LONGEST_MESSAGE.saturating_sub(call.chars().count());
                        f.write_str(&shortened(message, room))?;
                    }
                    None => f.write_str(reason(*status))?,
                }
                f.write_str(&call)?;
                if let Some(wait) = retry_after {
                    write!(f, "; the service asks to wait {}", Wait(*wait))?;
                }
                if let Some(excerpt) = excerpt {
                    write!(f, "; it answered: {excerpt}")?;
                }
                if *status == 404 && object.is_empty() {
                    f.write_str("; this is not the API's own error object")?;
                }
                Ok(())
            }
            Problem::Redirect { status, target } => write!(
                f,
                "{method} {url} was answered with a redirect ({status}) to {target}, which is not followed"
            ),
            Problem::BadAnswer {
                status,
                why,
                excerpt,
                ..
            } => {
                write!(
                    f,
                    "{method} {url} was answered ({status}) with something that the API does not promise: {why}"
                )?;
                match excerpt {
                    Some(excerpt) => write!(f, "; it begins: {excerpt}"),
                    None => Ok(()),
                }
            }
            Problem::Network { why, .. } => write!(f, "{method} {url}: {why}"),
            Problem::Deadline => f.write_str("the deadline of the run has passed"),
            Problem::NotShown { why } | Problem::ReadOnly { why } => f.write_str(why),
            Problem::Interrupted => f.write_str("interrupted"),
            Problem::Stuck { why } => write!(f, "the listing {url} does not move on: {why}"),
            Problem::Path { id } if id.is_empty() => {
                f.write_str("an id that is empty cannot stand in a path")
            }
            Problem::Path { id } => write!(
                f,
                "the id `{id}` cannot stand in a path: it has an empty segment, `.` or `..` \
                 between slashes, which would be folded away, and the request would reach \
                 another collection"
            ),
            Problem::LongPath { why } => write!(f, "{why} is too long to stand in a URL"),
            Problem::NotThere { singular } => {
                write!(f, "there is no such {singular} ({method} {url})")
            }
            Problem::Setup { why, .. } => write!(f, "cannot set up the HTTP client: {why}"),
        }
    }
}

/// A wait as a person would say it.
struct Wait(Duration);

impl fmt::Display for Wait {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.0.as_secs_f64();
        match self.0.as_secs() {
            // What `--max-wait` takes.
            0..=86_400 => write!(f, "{} s", (seconds * 1000.0).round() / 1000.0),
            86_401..315_360_000 => write!(f, "{:.0} days", (seconds / 86_400.0).ceil()),
            _ => f.write_str("more than ten years"),
        }
    }
}

/// What a status means, for answers that do not say so themselves (API reference: errors).
fn reason(status: u16) -> &'static str {
    match status {
        401 => "no API key was accepted",
        403 => "the API key does not allow this",
        404 => "not found",
        408 => "the request took too long",
        409 => "in conflict with what is there",
        413 => "the request is too large",
        429 => "too many requests at once",
        400..=499 => "the request was refused",
        500..=599 => "the service has a fault of its own",
        _ => "an unexpected status",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_are_said_as_people_would() {
        let said = |seconds| Wait(Duration::from_secs_f64(seconds)).to_string();
        assert_eq!(said(0.0), "0 s");
        assert_eq!(said(2.5), "2.5 s");
        assert_eq!(said(99.0), "99 s");
        assert_eq!(said(299.997), "299.997 s");
        assert_eq!(said(259_200.0), "3 days");
        assert_eq!(Wait(Duration::MAX).to_string(), "more than ten years");
    }
}
