//! The threads that own the store's connections.
//!
//! SQLite blocks, so it stays off the server's thread. All writes go through one thread, in the
//! order in which they came; reads have a thread and a connection of their own and see the last
//! committed state, so a listing does not wait for a write. In memory one thread does both.

use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError};

use bytes::Bytes;
use rusqlite::Connection;
use tokio::sync::oneshot;

use super::answer::{Answer, Refusal};
use super::failure::Failure;
use super::faults::Rules;
use super::lists::list;
use super::page::Page;
use super::pending::Pending;
use super::routes::{Read, Write};
use super::{body, channels, members, store, users};

pub(crate) struct Task {
    pub work: Work,
    /// Nobody listens here once the caller has gone away; the work is done all the same.
    pub reply: oneshot::Sender<Result<Answer, Refusal>>,
}

pub(crate) enum Work {
    Read(Read, Page),
    Write(Write, Bytes),
}

/// Works until nobody can send tasks any more, then adds the initial members that are still owed.
/// Gives the connection back, to be closed when its time has come.
pub(crate) fn write(
    mut store: Connection,
    tasks: &Receiver<Task>,
    rules: Rules,
    mut pending: Pending,
) -> Connection {
    loop {
        let task = match pending.wait() {
            None => tasks.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some(wait) => tasks.recv_timeout(wait),
        };
        match task {
            Ok(task) => {
                let result = match &task.work {
                    Work::Read(what, page) => list(&store, what, page),
                    Work::Write(what, body) => change(&mut store, what, body, rules, &mut pending),
                };
                let _ = task.reply.send(result.map_err(Refusal::from));
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => break,
        }
        // After each task too: under load the wait never runs out.
        pending.settle(&mut store);
    }
    pending.settle_all(&mut store);
    store
}

/// Answers listings. The connection is made by the first one: many commands never list.
pub(crate) fn read(path: &Path, tasks: &Receiver<Task>) {
    let mut store = None;
    for task in tasks {
        let result = match (&task.work, &mut store) {
            (Work::Read(what, page), Some(store)) => list(store, what, page),
            (Work::Read(what, page), none) => store::open_reader(path)
                .map_err(Failure::from)
                .and_then(|opened| list(none.insert(opened), what, page)),
            // Writes are never sent here.
            (Work::Write(..), _) => continue,
        };
        let _ = task.reply.send(result.map_err(Refusal::from));
    }
}

fn change(
    store: &mut Connection,
    what: &Write,
    body: &Bytes,
    rules: Rules,
    pending: &mut Pending,
) -> Result<Answer, Failure> {
    let body = body::utf8(body)?;
    let affected = match what {
        Write::CreateUsers => users::create(store, body, rules)?,
        Write::DeleteUsers => users::delete(store, body)?,
        Write::ModerateUsers => users::moderate(store, body)?,
        Write::CreateChannels => channels::create(store, body, rules, pending)?,
        Write::UpdateChannel => return channels::update(store, body),
        Write::DeleteChannels => channels::delete(store, body)?,
        Write::AddMembers { channel } => members::add(store, channel, body, rules)?,
        Write::RemoveMembers { channel } => members::remove(store, channel, body)?,
        Write::ModerateMembers { channel } => members::moderate(store, channel, body)?,
    };
    Ok(Answer::count(what.success(), affected))
}
