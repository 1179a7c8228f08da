//! Reading with progress.

use std::future::Future;
use std::time::Duration;

use crate::error::Result;
use crate::render::ReadProgress;

/// How often progress is looked at: seldom enough to cost nothing.
pub const BETWEEN_TICKS: Duration = Duration::from_millis(200);

/// Does the work, and shows its progress meanwhile.
pub async fn watched<T>(
    mut progress: ReadProgress,
    work: impl Future<Output = Result<T>>,
) -> Result<T> {
    let mut work = std::pin::pin!(work);
    let mut ticks = tokio::time::interval(BETWEEN_TICKS);
    loop {
        tokio::select! {
            done = &mut work => return done,
            _ = ticks.tick() => progress.tick()?,
        }
    }
}
