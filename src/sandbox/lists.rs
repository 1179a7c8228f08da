//! The three listings. A page is written straight from the store's rows.

use std::borrow::Cow;

use http::StatusCode;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};

use super::call_error::CallError;
use super::cursor::UnknownCursor;
use super::page_query::PageQuery;
use super::record::with_mode;
use super::refusal::{Refusal, shown};
use super::reply::Reply;
use super::routes::ReadCall;
use super::table::RecordTable;

/// A page ends early once it is this long, so that memory stays flat whatever the records weigh.
/// Callers of the API have to live with short pages anyway; one record is always in it.
const LARGEST_PAGE: usize = 16 * 1024 * 1024;

const USERS: &str = "SELECT record FROM users WHERE id > ?1 ORDER BY id LIMIT ?2";
const CHANNELS: &str = "SELECT record FROM channels WHERE id > ?1 ORDER BY id LIMIT ?2";
// CROSS JOIN fixes the order of the two: SQLite walks the channel's members, already sorted.
const MEMBERS: &str = "
    SELECT users.record, members.mode
    FROM members CROSS JOIN users ON users.id = members.user
    WHERE members.channel = ?1 AND members.user > ?2
    ORDER BY members.user LIMIT ?3";

pub(crate) fn list(
    connection: &Connection,
    read: &ReadCall,
    page: &PageQuery,
) -> Result<Reply, CallError> {
    let mut list = ListBody::new();
    let after = match names_nothing(connection, read, page)? {
        false => page.after.as_str(),
        true if page.cursor.unknown == UnknownCursor::First => "",
        true => return Ok(Reply::json(list.finish())),
    };
    match read {
        ReadCall::Users | ReadCall::Channels => {
            let sql = if *read == ReadCall::Users {
                USERS
            } else {
                CHANNELS
            };
            let mut statement = connection.prepare_cached(&beginning(sql, page))?;
            let mut rows = statement.query((after, page.limit))?;
            while let Some(row) = rows.next()? {
                list.push(record(row)?);
                if list.is_full() {
                    break;
                }
            }
        }
        ReadCall::Members { channel } => {
            // One transaction: the channel must not vanish between the two questions.
            let view = connection.unchecked_transaction()?;
            if !RecordTable::Channels.holds(&view, channel)? {
                return Err(Refusal::no_channel(channel).into());
            }
            let mut statement = view.prepare_cached(&beginning(MEMBERS, page))?;
            let mut rows = statement.query((channel, after, page.limit))?;
            while let Some(row) = rows.next()? {
                let record = record(row)?;
                match row.get_ref(1)? {
                    ValueRef::Null => list.push(record),
                    mode => list.push(&with_mode(
                        record,
                        mode.as_str().map_err(rusqlite::Error::from)?,
                    )?),
                }
                if list.is_full() {
                    break;
                }
            }
        }
    }
    Ok(Reply::json(list.finish()))
}

/// The query for a page that begins where the instance lets pages begin.
fn beginning<'a>(sql: &'a str, page: &PageQuery) -> Cow<'a, str> {
    if page.cursor.inclusive {
        sql.replace(" > ?", " >= ?").into()
    } else {
        sql.into()
    }
}

/// Whether the cursor names nothing in the list, for an instance that makes a difference of it.
fn names_nothing(
    connection: &Connection,
    read: &ReadCall,
    page: &PageQuery,
) -> Result<bool, CallError> {
    let unknown = page.cursor.unknown;
    if unknown == UnknownCursor::Taken || page.after.is_empty() {
        return Ok(false);
    }
    let is_there = match read {
        ReadCall::Users => RecordTable::Users.holds(connection, &page.after)?,
        ReadCall::Channels => RecordTable::Channels.holds(connection, &page.after)?,
        ReadCall::Members { channel } => {
            // An unknown channel is more important, and the listing refuses it.
            !RecordTable::Channels.holds(connection, channel)?
                || connection
                    .prepare_cached("SELECT 1 FROM members WHERE channel = ?1 AND user = ?2")?
                    .exists((channel, &page.after))?
        }
    };
    if !is_there && unknown == UnknownCursor::Refused {
        let message = format!(
            "the cursor {} names nothing in the list",
            shown(&page.after)
        );
        return Err(Refusal::new(StatusCode::BAD_REQUEST, "ERR_CURSOR", message).into());
    }
    Ok(!is_there)
}

fn record<'a>(row: &'a Row<'_>) -> rusqlite::Result<&'a str> {
    Ok(row.get_ref(0)?.as_str()?)
}

/// A JSON array in the making.
struct ListBody(Vec<u8>);

impl ListBody {
    fn new() -> ListBody {
        ListBody(Vec::from(b"["))
    }

    fn push(&mut self, record: &str) {
        if self.0.len() > 1 {
            self.0.push(b',');
        }
        self.0.extend_from_slice(record.as_bytes());
    }

    fn is_full(&self) -> bool {
        self.0.len() >= LARGEST_PAGE
    }

    fn finish(mut self) -> Vec<u8> {
        self.0.push(b']');
        self.0
    }
}
