//! What is printed, and what is not sent.

mod dry_run;
mod formats;
#[cfg(feature = "sandbox")]
mod guesses;
mod hostile;
mod jq;
mod messages;
mod usage;
