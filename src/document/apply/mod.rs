//! Carrying out a plan.
//!
//! `cyxth apply` goes through these phases from top to bottom. Each of them returns what became
//! of its steps and what else went wrong (`Applied`); the first one that ends early, or has
//! trouble, is the last. So what a phase has done is counted however it ends.
//!
//! 1. **Restore** (`put_back.rs`): puts back what an earlier `--recreate` on this machine had removed
//!    and not put back. It comes before the plan is made, because the plan is a comparison with
//!    what is there.
//! 2. **Recreate users** (`recreate_users.rs`): deletes users and creates them again, because the
//!    API edits neither name nor metadata. It comes before all other steps, because a user's
//!    memberships go with the user: what later phases do to memberships would be lost. It is left
//!    out while something of phase 1 is still to be put back, so that the restore file never holds
//!    the rest of one run and the whole of another.
//! 3. **Change** (`CHANGES` in `sequence.rs`): creates and updates. Users and channels come before members, who
//!    need both. Members come before modes in a channel, which only members have; and a user's own
//!    mode comes before a mode in a channel, because a member's mode may follow the user's.
//! 4. **Complete new channels** (`new_channels.rs`): the members that a channel was created with
//!    are added by the service in its own time. This phase waits for them, and adds them itself
//!    where they do not come.
//! 5. **Recreate members** (`recreate_members.rs`): removes members and adds them again, because
//!    the API does not take back a mode in a channel. Nothing is created after it, so that a
//!    refusal in an earlier phase leaves these members where they are.
//! 6. **Prune** (`REMOVALS` in `sequence.rs`): removes what the document does not have; members
//!    before channels, and channels before users. It comes after everything that creates, so that a
//!    run that fails half-way has removed nothing for the sake of what it could not create.
//! 7. **Compare** (`created_by_others.rs`): what was there before it could be created belongs to
//!    somebody else and may differ from the document. It is looked at last.
//! 8. **Restore the rest**: tries once more what the service refused in phase 1, now that the
//!    document has been applied. The run then ends as a partial one, because its plan was made
//!    without these records.
//!
//! Running the same document again is always the right thing to do after a failure: a plan is made
//! of what is there, and so it has the steps that are left.
//!
//! # Temporary files
//!
//! | file | what is in it | how long |
//! | --- | --- | --- |
//! | the restore file, in the data directory, one for each instance | users who are deleted to be created again, with their memberships and their modes there: a document as JSON Lines | from before the first delete until all of it is back, across runs |
//! | the same with `.part` | the restore file while it is written; it is renamed when it is whole and on the disk | a moment |
//! | the same with `.lock` for `.jsonl` | nothing: its lock keeps a second `apply --recreate` on this machine away | stays |
//! | steps, without a name | the plan (`document/steps.rs`), and what is put back; only this process can read it | the run |
//! | sorted runs, without a name | steps that set modes, sorted so that those of one request stand side by side | a phase |
//!
//! Everything that putting users back needs from the disk or the service is done before the first
//! of them is deleted, so a full disk cannot keep anybody away. Members who are recreated need no
//! restore file, because the document has them.

mod applied;
mod created_by_others;
mod execute;
mod new_channels;
mod observer;
mod put_back;
mod recreate_members;
mod recreate_users;
mod requests;
mod restore_file;
mod run;
mod sequence;

pub use applied::{ApplyTrouble, CreatedByOthers};
pub use execute::Executed;
pub use observer::{ApplyObserver, LocatedIn, Notice};
pub use put_back::{NotPutBack, restore};
pub use restore_file::RestoreFile;
pub use run::{ApplyRun, ApplySettings};
pub use sequence::apply_plan;
