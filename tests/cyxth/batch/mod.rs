//! Changes of many records: what is sent, what becomes of each record, and the files of a run.

#[cfg(feature = "sandbox")]
mod edges;
#[cfg(feature = "sandbox")]
mod fault_verbs;
#[cfg(feature = "sandbox")]
mod faults;
#[cfg(feature = "sandbox")]
mod habits;
#[cfg(unix)]
mod interrupt;
#[cfg(all(unix, feature = "sandbox"))]
mod kill;
mod lookups;
mod lost_create;
#[cfg(feature = "sandbox")]
mod lost_member;
mod not_found;
#[cfg(feature = "sandbox")]
mod options;
mod partial;
#[cfg(feature = "sandbox")]
mod refusals;
#[cfg(feature = "sandbox")]
mod results;
#[cfg(feature = "sandbox")]
mod run_files;
mod run_files_beside;
mod run_files_kept;
#[cfg(feature = "sandbox")]
mod skip;
mod updates;
