//! Tests through the real binary, in a cleared environment; a file per topic.

#[cfg(feature = "sandbox")]
mod bulk_edges;
#[cfg(feature = "sandbox")]
mod bulk_fault_verbs;
#[cfg(feature = "sandbox")]
mod bulk_faults;
#[cfg(feature = "sandbox")]
mod bulk_habits;
#[cfg(all(unix, feature = "sandbox"))]
mod bulk_kill;
#[cfg(feature = "sandbox")]
mod bulk_options;
#[cfg(feature = "sandbox")]
mod bulk_refusals;
#[cfg(feature = "sandbox")]
mod bulk_skip;
#[cfg(feature = "sandbox")]
mod bulk_stage;
#[cfg(feature = "sandbox")]
mod bulk_support;
#[cfg(feature = "sandbox")]
mod csv_round;
#[cfg(feature = "sandbox")]
mod document;
#[cfg(feature = "sandbox")]
mod document_apply;
#[cfg(feature = "sandbox")]
mod document_fields;
#[cfg(feature = "sandbox")]
mod document_gone;
#[cfg(feature = "sandbox")]
mod document_initial;
#[cfg(feature = "sandbox")]
mod document_kept;
#[cfg(all(unix, feature = "sandbox"))]
mod document_kill;
#[cfg(feature = "sandbox")]
mod document_long;
#[cfg(feature = "sandbox")]
mod document_masked;
#[cfg(feature = "sandbox")]
mod document_moving;
#[cfg(feature = "sandbox")]
mod document_nameless;
#[cfg(feature = "sandbox")]
mod document_parts;
#[cfg(feature = "sandbox")]
mod document_phases;
#[cfg(feature = "sandbox")]
mod document_random;
#[cfg(feature = "sandbox")]
mod document_refused;
#[cfg(feature = "sandbox")]
mod document_schema;
mod dry_run;
mod error_lines;
mod errors;
#[cfg(feature = "sandbox")]
mod generated;
mod http2;
mod ids;
mod input;
mod inspect;
mod inspect_document;
#[cfg(feature = "sandbox")]
mod instance;
#[cfg(unix)]
mod interrupt;
#[cfg(unix)]
mod key_command;
mod layering;
mod listing;
mod lookups;
mod lost_create;
#[cfg(feature = "sandbox")]
mod lost_member;
mod masking;
mod messages;
mod outage;
mod output;
mod partial;
#[cfg(feature = "sandbox")]
mod paths;
#[cfg(feature = "sandbox")]
mod plain_http;
mod profile_file;
mod profile_next;
#[cfg(unix)]
mod profile_places;
mod profiles;
mod proxy;
#[cfg(feature = "sandbox")]
mod readme;
#[cfg(feature = "sandbox")]
mod results;
mod retry;
#[cfg(feature = "sandbox")]
mod run_files;
mod run_files_beside;
mod run_files_kept;
mod safety;
#[cfg(feature = "sandbox")]
mod sandbox_channels;
#[cfg(feature = "sandbox")]
mod sandbox_faults;
#[cfg(feature = "sandbox")]
mod sandbox_rules;
#[cfg(feature = "sandbox")]
mod sandbox_running;
#[cfg(feature = "sandbox")]
mod sandbox_serve;
mod server;
mod stalls;
#[cfg(unix)]
mod streams;
mod support;
mod target;
#[cfg(unix)]
mod terminal;
mod tls;
mod updates;
mod usage;
mod walks;
#[cfg(feature = "sandbox")]
mod walks_ends;
mod walks_sandbox;
mod wire;
