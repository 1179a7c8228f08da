//! The tries of one piece of work, counted for `retry`.

use std::time::{Duration, Instant};

use super::client::Client;
use super::error::ApiError;
use super::retry::{self, History};
use super::try_failure::{Stage, TryFailure};

/// What has happened to a request, or to a create that is looked up between its tries.
#[derive(Debug, Default)]
pub struct Tries {
    history: History,
    /// When the first try failed.
    failing_since: Option<Instant>,
}

impl Tries {
    /// The history at this moment, for judging a try that has just failed.
    pub(super) fn history(&mut self, client: &Client, is_outage: bool) -> History {
        let now = Instant::now();
        let failing_since = *self.failing_since.get_or_insert(now);
        let last_success = client.inner.pace.last_success();
        let mut history = self.history;
        history.run_has_succeeded = last_success.is_some();
        if is_outage {
            // An outage lasts since the first failure, or since something last went well. It
            // is time on the clock: where others wait too, each has to wait for its turn.
            let since = last_success.map_or(failing_since, |at| at.max(failing_since));
            history.waited = history.waited.max(now.saturating_duration_since(since));
        }
        history
    }

    /// Counts a failed try that is followed by another after this wait.
    pub(super) fn count(&mut self, failure: TryFailure, wait: Duration) {
        match failure {
            TryFailure::NoAnswer(Stage::Unprocessed) => self.history.unprocessed += 1,
            _ if failure.is_outage() => self.history.outages += 1,
            _ => self.history.others += 1,
        }
        self.history.waited = self.history.waited.saturating_add(wait);
    }

    /// How long to wait before doing work again that ended with this error, if that may be done at all.
    /// The rules are those for a request.
    pub fn next_wait(&mut self, client: &Client, error: &ApiError) -> Option<Duration> {
        let failure = error.failure();
        let history = self.history(client, failure.is_outage());
        let wait = retry::next_wait(
            failure.is_outage(),
            history,
            error.retry_after(),
            client.inner.settings.limits,
            fastrand::f64(),
        )?;
        self.count(failure, wait);
        Some(wait)
    }
}
