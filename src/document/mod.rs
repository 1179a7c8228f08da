//! An instance as a document: reading it, comparing it with what is there, carrying it out.
//!
//! ```text
//! document ──> (sorted) ──┐
//!                         ├──> plan ──> steps ──> carry ──> bulk
//! service ───> pages ─────┘   pure     in a file
//! ```

mod actual;
mod carry;
mod check;
mod compare;
mod desired;
mod draft;
mod error;
mod export;
mod exported;
mod ignore;
mod initial;
mod listed;
mod load;
mod meanwhile;
mod members;
mod mistakes;
mod parse;
mod plan;
mod read;
mod recreate;
mod section;
mod step;
mod steps;
mod table;
mod unknown;

pub use actual::PlanError;
pub use carry::{CHANGES, Carried, CarrySettings, REMOVALS, carry};
pub use compare::Difference;
pub use desired::Desired;
pub use draft::{DraftSettings, Plan, draft};
pub use error::DocumentError;
pub use export::{Part, Selection, export};
pub use exported::{Exported, Noted};
pub use ignore::Ignored;
pub use initial::settle;
pub use meanwhile::created_by_others;
pub use parse::Noun;
pub use read::read_document_telling;
pub use recreate::{Left, PutBack, add_again, keep_only, recounted, remember, take_away};
pub use step::{Counts, KINDS, Kind, Step};
pub use steps::Steps;
