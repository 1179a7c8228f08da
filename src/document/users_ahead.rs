//! Comparing the users of a long document while it is still read.
//!
//! This only reads, and the result counts only once the whole document is found to be free of
//! mistakes. It takes users in ascending order, as lists and exports have them, and they are not
//! kept: if the order breaks, or anything is wrong, the document is read again from its files, and
//! compared when all of it has been read.

use std::collections::VecDeque;
use std::io;
use std::ops::Range;
use std::panic::resume_unwind;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::thread::{self, JoinHandle};

use serde::{Deserialize, Serialize};
use tokio::runtime::Builder;

use crate::api::Client;
use crate::batch::Record;
use crate::record::Location;
use crate::store::{RecordFile, RecordWriter};

use super::actual::Sorting;
use super::comparison::{ComparisonRun, DraftSettings};
use super::error::PlanError;
use super::merge::Wanted;
use super::plan::Own;
use super::users::{WantedUser, compare_users};

/// Users of fewer bytes than this are read before anything is asked of the service.
const LONG: usize = 1 << 20;
/// Bytes that are handed over at a time.
const BATCH: usize = 128 << 10;
/// Batches that wait to be compared.
const WAITING: usize = 4;

/// The users that are being compared, and the result.
pub struct UsersAhead {
    /// The users; `None` ends them.
    batches: SyncSender<Option<UserBatch>>,
    thread: JoinHandle<Result<ComparedUsers, PlanError>>,
}

/// The result of comparing the users.
pub(super) struct ComparedUsers {
    pub comparison: ComparisonRun,
    /// The modes of all that will be there.
    pub modes: RecordFile<UserModes>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct UserModes {
    pub id: String,
    pub own: Own,
}

impl UsersAhead {
    /// Begins with a listing. `names` are those of the files of the document.
    pub fn begin(
        client: Client,
        settings: DraftSettings,
        names: Arc<[String]>,
    ) -> io::Result<UsersAhead> {
        // One thread waits for the network, as always, and another compares.
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let (sender, batches) = sync_channel(WAITING);
        let thread = thread::Builder::new().spawn(move || {
            let comparing =
                runtime.spawn_blocking(move || compare(client, settings, names, batches));
            let compared = runtime.block_on(comparing);
            compared.unwrap_or_else(|error| resume_unwind(error.into_panic()))
        })?;
        Ok(UsersAhead {
            batches: sender,
            thread,
        })
    }

    /// Waits until all users have been compared.
    pub(super) fn wait(self) -> Result<ComparedUsers, PlanError> {
        self.thread
            .join()
            .unwrap_or_else(|panic| resume_unwind(panic))
    }
}

fn compare(
    client: Client,
    settings: DraftSettings,
    names: Arc<[String]>,
    batches: Receiver<Option<UserBatch>>,
) -> Result<ComparedUsers, PlanError> {
    let mut comparison = ComparisonRun::new(client, settings, Sorting::Never, names);
    let mut modes = RecordWriter::new();
    let mut noted = UserModes::default();
    let wanted = BatchedUsers {
        batches,
        batch: Rc::default(),
        at: 0,
    };
    compare_users(&mut comparison, wanted, true, |id, own| {
        id.clone_into(&mut noted.id);
        noted.own = own();
        Ok(modes.push(&noted)?)
    })?;
    Ok(ComparedUsers {
        comparison,
        modes: modes.finish()?,
    })
}

/// Users of a document that follow each other.
#[derive(Debug, Default)]
struct UserBatch {
    /// The id of each, and then its record.
    text: String,
    users: Vec<UserSpan>,
}

#[derive(Debug)]
struct UserSpan {
    id: Range<usize>,
    json: Range<usize>,
    mode: Option<u64>,
    place: Location,
}

/// The users of a document as they arrive.
struct BatchedUsers {
    batches: Receiver<Option<UserBatch>>,
    batch: Rc<UserBatch>,
    at: usize,
}

impl Iterator for BatchedUsers {
    type Item = Result<BatchedUser, PlanError>;

    fn next(&mut self) -> Option<Result<BatchedUser, PlanError>> {
        while self.at == self.batch.users.len() {
            match self.batches.recv() {
                Ok(Some(batch)) => (self.batch, self.at) = (Rc::new(batch), 0),
                Ok(None) => return None,
                Err(_) => {
                    let error = io::Error::other("the users were given up");
                    return Some(Err(error.into()));
                }
            }
        }
        self.at += 1;
        Some(Ok(BatchedUser {
            batch: Rc::clone(&self.batch),
            at: self.at - 1,
        }))
    }
}

/// A user of a batch.
struct BatchedUser {
    batch: Rc<UserBatch>,
    at: usize,
}

impl BatchedUser {
    fn span(&self) -> &UserSpan {
        &self.batch.users[self.at]
    }
}

impl Wanted for BatchedUser {
    fn id(&self) -> &str {
        &self.batch.text[self.span().id.clone()]
    }
}

impl WantedUser for BatchedUser {
    fn json(&self) -> &[u8] {
        &self.batch.text.as_bytes()[self.span().json.clone()]
    }

    fn mode(&self) -> Option<u64> {
        self.span().mode
    }

    fn into_record(self) -> Record {
        Record {
            id: self.id().to_owned(),
            json: self.json().to_owned(),
            place: self.span().place,
        }
    }
}

/// Takes the users of a document in the order in which they are read.
#[derive(Default)]
pub(super) struct UsersInOrder {
    batch: UserBatch,
    /// What is to be handed over; `None` ends it.
    queue: VecDeque<Option<UserBatch>>,
    last: String,
    state: UsersAheadState,
}

#[derive(Default)]
enum UsersAheadState {
    /// There are too few of them so far.
    #[default]
    Waiting,
    Begun(UsersAhead),
    GivenUp,
    /// After some of them were handed over and kept nowhere else.
    GivenUpTooLate,
}

impl UsersInOrder {
    /// Whether the user need not be kept elsewhere.
    pub fn push(&mut self, id: &str, json: &str, mode: Option<u64>, place: Location) -> bool {
        if matches!(
            self.state,
            UsersAheadState::GivenUp | UsersAheadState::GivenUpTooLate
        ) {
            return false;
        }
        // No id is empty.
        if *self.last >= *id {
            self.give_up();
            return false;
        }
        id.clone_into(&mut self.last);
        let text = &mut self.batch.text;
        let start = text.len();
        text.push_str(id);
        let middle = text.len();
        text.push_str(json);
        self.batch.users.push(UserSpan {
            id: start..middle,
            json: middle..text.len(),
            mode,
            place,
        });
        if text.len() >= BATCH {
            // As much room as this one took, unless a single record was that long.
            let next = UserBatch {
                text: String::with_capacity(text.capacity().min(2 * BATCH)),
                users: Vec::with_capacity(self.batch.users.capacity()),
            };
            let full = std::mem::replace(&mut self.batch, next);
            self.queue.push_back(Some(full));
        }
        matches!(self.state, UsersAheadState::Begun(_))
    }

    /// Whether it is time to begin.
    pub fn are_long(&self) -> bool {
        matches!(self.state, UsersAheadState::Waiting) && self.queue.len() * BATCH >= LONG
    }

    /// From here on the users are kept nowhere else.
    pub fn begin(&mut self, ahead: UsersAhead) {
        self.state = UsersAheadState::Begun(ahead);
    }

    /// Whether there is something to hand over.
    pub fn are_waiting(&self) -> bool {
        matches!(self.state, UsersAheadState::Begun(_)) && !self.queue.is_empty()
    }

    /// Hands over what can be taken at once.
    pub fn hand_over(&mut self) {
        let UsersAheadState::Begun(ahead) = &self.state else {
            return;
        };
        while let Some(batch) = self.queue.pop_front() {
            match ahead.batches.try_send(batch) {
                Err(TrySendError::Full(batch)) => return self.queue.push_front(batch),
                // If nobody takes it, the comparison has failed, which is reported at the end.
                Ok(()) | Err(TrySendError::Disconnected(_)) => {}
            }
        }
    }

    /// All users have been read.
    pub fn end(&mut self) {
        self.queue.push_back(Some(std::mem::take(&mut self.batch)));
        self.queue.push_back(None);
    }

    /// The users have to be compared later.
    pub fn give_up(&mut self) {
        self.state = match self.state {
            UsersAheadState::Waiting | UsersAheadState::GivenUp => UsersAheadState::GivenUp,
            UsersAheadState::Begun(_) | UsersAheadState::GivenUpTooLate => {
                UsersAheadState::GivenUpTooLate
            }
        };
        self.batch = UserBatch::default();
        self.queue.clear();
    }

    /// Whether users are missing, so that the document has to be read again.
    pub fn have_gone(&self) -> bool {
        matches!(self.state, UsersAheadState::GivenUpTooLate)
    }

    /// The comparison, if it has begun.
    pub fn finish(self) -> Option<UsersAhead> {
        match self.state {
            UsersAheadState::Begun(ahead) => Some(ahead),
            UsersAheadState::Waiting
            | UsersAheadState::GivenUp
            | UsersAheadState::GivenUpTooLate => None,
        }
    }
}
