//! An instance as a document: reading it, comparing it with what is there, carrying it out.
//!
//! ```text
//! document ──> (sorted) ──┐
//!                         ├──> plan ──> steps ──> apply ──> batch
//! service ───> pages ─────┘   pure     in a file
//! ```

mod actual;
mod apply;
mod backup;
mod channel_members;
mod channels_of_user;
mod check;
mod collector;
mod compare;
mod comparison;
mod desired;
mod draft;
mod error;
mod export;
mod export_notes;
mod id_set;
mod ignore;
mod initial;
mod instance_stats;
mod merge;
mod mistake;
mod mistakes;
mod own_modes;
mod pages;
mod parse;
mod plan;
mod read;
mod section;
mod sent_record;
mod step;
mod step_json;
mod step_kind;
mod steps;
mod table;
mod touched;
mod unknown;
mod users;
mod users_ahead;

pub use apply::{
    ApplyObserver, ApplyRun, ApplySettings, ApplyTrouble, CreatedByOthers, Executed, LocatedIn,
    NotPutBack, Notice, RestoreFile, apply_plan, restore,
};
pub use backup::{BackupNotes, read_backup};
pub use channels_of_user::ChannelsOfUser;
pub use compare::Difference;
pub use comparison::DraftSettings;
pub use desired::Desired;
pub use draft::{Plan, draft};
pub use error::{DocumentError, ListingError, PlanError};
pub use export::{Part, Selection, export};
pub use export_notes::{ExportNotes, NotedNames};
pub use ignore::Ignored;
pub use instance_stats::{InstanceStats, count_instance};
pub use parse::Noun;
pub use read::{ReadingWatch, read_document, read_document_watched};
pub use step::Step;
pub use step_kind::{StepCounts, StepKind};
pub use touched::TouchedRecords;
pub use users_ahead::UsersAhead;
