//! The thin HTTP module: every call of the API reference, and the one place that sends them.

mod ahead;
mod answer;
mod backoff;
mod call;
mod cause;
mod changes;
mod client;
mod collection;
mod curl;
mod cursor_probe;
mod error;
mod error_object;
mod error_text;
mod excerpt;
mod exchange;
mod flight_control;
mod guess_worth;
mod habits;
mod id_scale;
mod key_search;
mod listing;
mod mask;
mod masked_error;
mod masked_records;
mod pace;
mod pace_state;
mod page;
mod page_ends;
mod page_source;
mod pages_ahead;
mod paging;
mod percent;
mod progress;
mod proxy;
mod rate;
mod rate_curve;
mod raw;
mod raw_target;
mod reach;
mod refusal;
mod replaced;
mod request;
pub mod retry;
mod retry_after;
mod seen;
mod settings;
mod short_key;
mod spelling;
mod stray_habit;
mod trace;
mod trail;
mod transport;
mod tries;
mod trust;
mod try_failure;
mod upload_limit;
mod validity;
mod waiting;
mod walk;
mod walk_search;

pub use call::Request;
pub use changes::Changed;
pub use client::Client;
pub use collection::Collection;
pub use error::{ApiError, Left, Problem};
pub use error_object::ErrorObject;
pub use habits::{LimitHabit, PageBegin, PagingHabits, StrayCursor};

pub use mask::without_long_key;
pub use masked_records::MaskedRecords;
pub use page::Page;
pub use paging::LARGE_PAGE;
pub use raw::RawAnswer;
pub use raw_target::RawTarget;
pub use reach::{FirstLook, connect, resolve};
pub use replaced::MASK;
pub use settings::{ClientSettings, Trace};
pub use trace::{HttpArchive, ShownMessage};
pub use tries::Tries;
pub use try_failure::Stage;
pub use upload_limit::UploadLimit;
pub use walk::Walk;

/// Reads bytes as each kind of answer that a service may give.
#[cfg(any(test, fuzzing))]
pub fn read_as_answers(bytes: &bytes::Bytes) -> Option<Page> {
    let _ = answer::count(bytes);
    let _ = answer::object(bytes);
    for is_cut in [false, true] {
        let _ = refusal::object(bytes, is_cut);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        let _ = retry_after::parse(text, std::time::SystemTime::UNIX_EPOCH);
    }
    let _ = validity::end_of(bytes);
    Page::decode(bytes).ok()
}
