//! How requests wait: for their turn, between tries, and never past the end of the run.

use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use super::backoff::backoff;
use super::client::Client;
use super::error::Problem;
use super::pace::InFlight;
use super::retry::RetryVerdict;

impl Client {
    /// How long everybody pauses after an overload that ends the request. A request that is given up
    /// delays no others.
    pub(super) fn pause_after(
        &self,
        verdict: RetryVerdict,
        retry_after: Option<Duration>,
    ) -> Duration {
        if verdict != RetryVerdict::Unknown {
            return Duration::ZERO;
        }
        retry_after
            .unwrap_or_else(|| backoff(0, fastrand::f64()))
            .min(self.inner.settings.limits.max_wait)
    }

    /// Waits until the request may go out, and no longer than the run may last. An early one leaves room
    /// for another.
    pub(super) async fn acquire_turn(&self, is_early: bool) -> Result<InFlight<'_>, Problem> {
        tokio::select! {
            biased;
            () = self.over() => Err(Problem::Deadline),
            // Before the interruption: requests that need not wait for their turn belong to what is in
            // flight, like looking whether a lost create was applied.
            turn = self.inner.pace.acquire(is_early) => Ok(turn),
            () = self.inner.settings.interrupt.wait() => Err(Problem::Interrupted),
        }
    }

    /// Whether a wait ends before the run has to.
    pub fn may_wait(&self, wait: Duration) -> bool {
        !self.is_interrupted()
            && self.inner.settings.deadline.is_none_or(|end| {
                Instant::now()
                    .checked_add(wait)
                    .is_some_and(|then| then < end)
            })
    }

    /// Waits. False where the person ends the run in the meantime.
    pub async fn wait(&self, wait: Duration) -> bool {
        let begun = Instant::now();
        let to_its_end = tokio::select! {
            () = tokio::time::sleep(wait) => true,
            () = self.inner.settings.interrupt.wait() => false,
        };
        let waited = begun.elapsed().as_millis() as u64;
        self.inner.waited_ms.fetch_add(waited, Ordering::Relaxed);
        to_its_end
    }

    /// Ends when the run has to be over.
    pub(super) async fn over(&self) {
        match self.inner.settings.deadline {
            Some(end) => tokio::time::sleep_until(end.into()).await,
            None => std::future::pending().await,
        }
    }
}
