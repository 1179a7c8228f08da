//! What is printed, and what is not sent.

mod dry_run;
mod formats;
mod jq;
mod messages;
mod usage;
