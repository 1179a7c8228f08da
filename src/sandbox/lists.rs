//! The three listings. A page is written straight from the store's rows.

use std::borrow::Cow;

use http::StatusCode;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};

use super::cursor::UnknownCursor;
use super::page_query::PageQuery;
use super::record::with_mode;
use super::refusal::{Refusal, shown};
use super::reply::Reply;
use super::routes::ReadCall;
use super::table::RecordTable;

/// A page ends early once it has so many bytes, so that large records do not take more memory. Clients
/// must expect short pages anyway. One record is always in a page.
const LARGEST_PAGE: usize = 16 * 1024 * 1024;

// All three give the record, and the mode that a member has in the channel.
const USERS: &str = "SELECT record, NULL FROM users WHERE id > ?1 ORDER BY id LIMIT ?2";
const CHANNELS: &str = "SELECT record, NULL FROM channels WHERE id > ?1 ORDER BY id LIMIT ?2";
// CROSS JOIN fixes the order of the tables, so that SQLite goes through the members of the channel,
// which are sorted already.
const MEMBERS: &str = "
    SELECT users.record, members.mode
    FROM members CROSS JOIN users ON users.id = members.user
    WHERE members.channel = ?3 AND members.user > ?1
    ORDER BY members.user LIMIT ?2";

pub(crate) fn list(
    connection: &Connection,
    read: &ReadCall,
    page: &PageQuery,
) -> Result<Reply, Refusal> {
    let mut list = ListBody::new();
    let after = match names_nothing(connection, read, page)? {
        false => page.after.as_str(),
        true if page.cursor.unknown == UnknownCursor::First => "",
        true => return Ok(Reply::json(list.finish())),
    };
    // One transaction, so that the channel cannot vanish between the two queries.
    let _view = match read {
        ReadCall::Users | ReadCall::Channels => None,
        ReadCall::Members { channel } => {
            let view = connection.unchecked_transaction()?;
            if !RecordTable::Channels.holds(&view, channel)? {
                return Err(Refusal::no_channel(channel));
            }
            Some(view)
        }
    };
    let mut statement = connection.prepare_cached(&beginning(read, page))?;
    let mut rows = match read {
        ReadCall::Members { channel } => statement.query((after, page.limit, channel))?,
        ReadCall::Users | ReadCall::Channels => statement.query((after, page.limit))?,
    };
    while let Some(row) = rows.next()?
        && !list.is_full()
    {
        let record = text(row, 0)?;
        match row.get_ref(1)? {
            ValueRef::Null => list.push(record),
            _ => list.push(&with_mode(record, text(row, 1)?)?),
        }
    }
    Ok(Reply::json(list.finish()))
}

/// The query for a page that begins where the instance lets pages begin.
fn beginning(read: &ReadCall, page: &PageQuery) -> Cow<'static, str> {
    let sql = match read {
        ReadCall::Users => USERS,
        ReadCall::Channels => CHANNELS,
        ReadCall::Members { .. } => MEMBERS,
    };
    match page.cursor.inclusive {
        true => sql.replace(" > ?", " >= ?").into(),
        false => sql.into(),
    }
}

/// Whether the cursor names nothing in the list, if that matters to the instance.
fn names_nothing(
    connection: &Connection,
    read: &ReadCall,
    page: &PageQuery,
) -> Result<bool, Refusal> {
    let unknown = page.cursor.unknown;
    if unknown == UnknownCursor::Taken || page.after.is_empty() {
        return Ok(false);
    }
    let is_there = match read {
        ReadCall::Users => RecordTable::Users.holds(connection, &page.after)?,
        ReadCall::Channels => RecordTable::Channels.holds(connection, &page.after)?,
        ReadCall::Members { channel } => {
            // That the channel is unknown matters more, and the listing refuses it.
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
        return Err(Refusal::new(StatusCode::BAD_REQUEST, "ERR_CURSOR", message));
    }
    Ok(!is_there)
}

fn text<'a>(row: &'a Row<'_>, column: usize) -> rusqlite::Result<&'a str> {
    Ok(row.get_ref(column)?.as_str()?)
}

/// A JSON array that is being written.
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
