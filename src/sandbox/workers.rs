//! The threads that own the store's connections.
//!
//! SQLite blocks, so it stays off the server's thread. All writes go through one thread, in the
//! order in which they came. Reads have a thread and a connection of their own and see the last
//! committed state, so a listing does not wait for a write. For a store in memory one thread does both.

use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError};

use bytes::Bytes;
use rusqlite::Connection;
use tokio::sync::oneshot;

use super::faults::Rules;
use super::lists::list;
use super::page_query::PageQuery;
use super::pending::PendingMembers;
use super::refusal::Refusal;
use super::reply::Reply;
use super::routes::{ReadCall, WriteCall};
use super::table::RecordTable;
use super::{body, channels, members, store, users};

pub(crate) struct StoreTask {
    pub work: StoreWork,
    /// The work is done even if the caller has gone away.
    pub reply: oneshot::Sender<Result<Reply, Refusal>>,
}

pub(crate) enum StoreWork {
    Read(ReadCall, PageQuery),
    Write(WriteCall, Bytes),
}

/// Works until every sender is gone, and then adds the initial members that are still pending. Gives
/// back the connection, so that the caller can close it at the right time.
pub(crate) fn write(
    mut store: Connection,
    tasks: &Receiver<StoreTask>,
    rules: Rules,
    mut pending: PendingMembers,
) -> Connection {
    loop {
        let task = match pending.wait() {
            None => tasks.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some(wait) => tasks.recv_timeout(wait),
        };
        match task {
            Ok(task) => {
                let result = match &task.work {
                    StoreWork::Read(what, page) => list(&store, what, page),
                    StoreWork::Write(what, body) => {
                        change(&mut store, what, body, rules, &mut pending)
                    }
                };
                let _ = task.reply.send(result);
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => break,
        }
        // After each task too, because under load the wait never runs out.
        pending.add_due(&mut store);
    }
    pending.add_own(&mut store);
    store
}

/// Answers listings. The first one opens the connection, because many commands never list.
pub(crate) fn read(path: &Path, tasks: &Receiver<StoreTask>) {
    let mut store = None;
    for task in tasks {
        let result = match (&task.work, &mut store) {
            (StoreWork::Read(what, page), Some(store)) => list(store, what, page),
            (StoreWork::Read(what, page), none) => store::open_reader(path)
                .map_err(Refusal::from)
                .and_then(|opened| list(none.insert(opened), what, page)),
            // Writes are never sent here.
            (StoreWork::Write(..), _) => continue,
        };
        let _ = task.reply.send(result);
    }
}

fn change(
    store: &mut Connection,
    what: &WriteCall,
    body: &Bytes,
    rules: Rules,
    pending: &mut PendingMembers,
) -> Result<Reply, Refusal> {
    let body = body::utf8(body)?;
    let affected = match what {
        WriteCall::CreateUsers => users::create(store, body, rules)?,
        WriteCall::DeleteUsers => RecordTable::Users.delete(store, body)?,
        WriteCall::ModerateUsers => users::moderate(store, body)?,
        WriteCall::CreateChannels => channels::create(store, body, rules, pending)?,
        WriteCall::UpdateChannel => return channels::update(store, body),
        WriteCall::DeleteChannels => RecordTable::Channels.delete(store, body)?,
        WriteCall::AddMembers { channel } => members::add(store, channel, body, rules)?,
        WriteCall::RemoveMembers { channel } => members::remove(store, channel, body)?,
        WriteCall::ModerateMembers { channel } => members::moderate(store, channel, body)?,
    };
    Ok(Reply::count(what.success(), affected))
}
