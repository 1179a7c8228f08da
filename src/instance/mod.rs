//! An instance as a document: reading it, comparing it with what is there, carrying it out.
//!
//! ```text
//! document ──> (sorted) ──┐
//!                         ├──> plan ──> steps ──> carry ──> bulk
//! service ───> pages ─────┘   pure     in a file
//! ```

mod actual;
mod check;
mod compare;
mod document;
mod draft;
mod export;
mod plan;
mod step;
mod table;

pub use actual::PlanError;
pub use compare::Difference;
pub use document::{Desired, DocumentError};
pub use draft::{DraftSettings, Plan, draft};
pub use export::{Part, Selection, export};
pub use step::{Counts, KINDS, Kind, Step, Steps};
