//! What is printed, and what is not sent.

mod dry_run;
mod formats;
mod messages;
mod usage;
