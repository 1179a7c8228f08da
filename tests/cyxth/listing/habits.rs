//! Services with habits of their own, and what they were asked.

use std::cmp::Ordering;
use std::sync::Mutex;

use crate::support::server::{Action, Request, Server, json};
use crate::support::{Env, Ran};

/// What a service does with a cursor that names nothing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Unknown {
    Placed,
    Refused,
    Empty,
    First,
}

/// The ways of a service.
#[derive(Clone, Copy)]
pub struct Habits {
    pub unknown: Unknown,
    /// Pages begin at their cursor.
    pub inclusive: bool,
    /// The names of the cursor that are read.
    pub names: &'static [&'static str],
    pub cap: usize,
    /// Larger limits are refused.
    pub most: usize,
    pub order: fn(&str, &str) -> Ordering,
}

pub const HABITS: Habits = Habits {
    unknown: Unknown::Placed,
    inclusive: false,
    names: &["starting_after"],
    cap: 1000,
    most: usize::MAX,
    order: str::cmp,
};

pub fn answer(habits: Habits, ids: &[String], request: &Request) -> Action {
    let limit: usize = request
        .query("limit")
        .map_or(50, |limit| limit.parse().unwrap());
    if limit > habits.most {
        let most = habits.most;
        let body = format!(r#"{{"type":"t","code":"LIMIT","message":"at most {most}"}}"#);
        return json(400, body);
    }
    let mut ids = ids.to_vec();
    ids.sort_by(|a, b| (habits.order)(a, b));
    let cursor = habits.names.iter().find_map(|name| request.query(name));
    let mut begin = 0;
    if let Some(cursor) = cursor {
        let place = ids.partition_point(|id| (habits.order)(id, &cursor).is_lt());
        let is_there = ids.get(place) == Some(&cursor);
        begin = match habits.unknown {
            _ if is_there => place + usize::from(!habits.inclusive),
            Unknown::Placed => place,
            Unknown::Refused => {
                return json(
                    400,
                    r#"{"type":"t","code":"CURSOR","message":"no such cursor"}"#,
                );
            }
            Unknown::Empty => ids.len(),
            Unknown::First => 0,
        };
    }
    let page = ids[begin..].iter().take(limit.min(habits.cap));
    let records: Vec<String> = page
        .map(|id| format!(r#"{{"id":"{id}","name":"n"}}"#))
        .collect();
    json(200, format!("[{}]", records.join(",")))
}

/// A service whose records are changed before each request, which comes with its number.
pub fn changing(
    habits: Habits,
    ids: Vec<String>,
    change: impl Fn(usize, &mut Vec<String>) + Send + Sync + 'static,
) -> Server {
    let ids = Mutex::new(ids);
    Server::new(move |number, request| {
        let mut ids = ids.lock().unwrap();
        change(number, &mut ids);
        answer(habits, &ids, request)
    })
}

pub fn still(habits: Habits, ids: Vec<String>) -> Server {
    changing(habits, ids, |_, _| {})
}

pub const ALL_UNKNOWN: [Unknown; 4] = [
    Unknown::Placed,
    Unknown::Refused,
    Unknown::Empty,
    Unknown::First,
];

/// An order in which letters of both cases stand together.
pub fn folded(a: &str, b: &str) -> Ordering {
    a.to_lowercase().cmp(&b.to_lowercase())
}

pub fn list(server: &Server, options: &str) -> (Vec<String>, Ran) {
    let ran = Env::of(server).run(&format!("users list -o id {options}"));
    (ran.out.lines().map(str::to_owned).collect(), ran)
}

pub fn limits(server: &Server) -> Vec<String> {
    let requests = server.requests();
    let limits = requests.iter().filter_map(|request| request.query("limit"));
    limits.collect()
}
