//! An instance written by hand: users only, creates done whole or not at all, and a look at
//! every request from the side.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use crate::support::counts::by_id;
use crate::support::server::{Action, Request, Server, count, json};

/// What it may do instead of obeying; nothing where it obeys.
type Instead = Box<dyn Fn(&Seen) -> Option<Action> + Send + Sync>;

/// A request as it comes in.
pub struct Seen<'a> {
    /// From 0, over all requests.
    pub number: usize,
    pub request: &'a Request,
    /// Records in its body.
    pub records: usize,
    pub instance: &'a State,
}

pub struct State {
    users: Mutex<Vec<(String, String)>>,
    in_flight: AtomicUsize,
    most_in_flight: AtomicUsize,
    begun: Mutex<Vec<Instant>>,
}

/// How it behaves. The default obeys.
#[derive(Default)]
pub struct Rules {
    /// Ids that are refused, each with its own message.
    pub bad: Vec<String>,
    /// In the order of creation, and not of ids.
    pub is_unordered: bool,
    /// How long each request takes.
    pub takes: Duration,
    pub instead: Option<Instead>,
}

pub struct Instance {
    pub server: Server,
    state: Arc<State>,
}

impl Instance {
    pub fn new(rules: Rules) -> Instance {
        let state = Arc::new(State {
            users: Mutex::default(),
            in_flight: AtomicUsize::new(0),
            most_in_flight: AtomicUsize::new(0),
            begun: Mutex::default(),
        });
        let answering = state.clone();
        let server = Server::new(move |number, request| answering.answer(&rules, number, request));
        Instance { server, state }
    }

    /// Obeys, but for what `instead` says.
    pub fn with(instead: impl Fn(&Seen) -> Option<Action> + Send + Sync + 'static) -> Instance {
        Instance::new(Rules {
            instead: Some(Box::new(instead)),
            ..Rules::default()
        })
    }

    pub fn put(&self, ids: impl IntoIterator<Item = String>) {
        self.state.put(ids);
    }

    /// What is there, by ids.
    pub fn users(&self) -> HashMap<String, String> {
        self.state.users.lock().unwrap().iter().cloned().collect()
    }

    /// The most requests that were in flight together.
    pub fn most_in_flight(&self) -> usize {
        self.state.most_in_flight.load(Ordering::SeqCst)
    }

    /// When each request came in.
    pub fn begun(&self) -> Vec<Instant> {
        self.state.begun.lock().unwrap().clone()
    }

    /// How many requests of a method there were.
    pub fn count(&self, method: &str) -> usize {
        let requests = self.server.requests();
        requests.iter().filter(|r| r.method == method).count()
    }
}

impl State {
    pub fn put(&self, ids: impl IntoIterator<Item = String>) {
        let records = ids.into_iter().map(|id| {
            let record = format!(r#"{{"id":"{id}","name":"there"}}"#);
            (id, record)
        });
        self.users.lock().unwrap().extend(records);
    }

    /// How many users are there.
    pub fn len(&self) -> usize {
        self.users.lock().unwrap().len()
    }

    fn answer(&self, rules: &Rules, number: usize, request: &Request) -> Action {
        self.begun.lock().unwrap().push(Instant::now());
        let now = self.in_flight.fetch_add(1, Ordering::SeqCst) + 1;
        self.most_in_flight.fetch_max(now, Ordering::SeqCst);
        thread::sleep(rules.takes);
        let records = match request.method.as_str() {
            "POST" => by_id(&request.body).len(),
            _ => 0,
        };
        let seen = Seen {
            number,
            request,
            records,
            instance: self,
        };
        let instead = rules.instead.as_ref().and_then(|instead| instead(&seen));
        let action = instead.unwrap_or_else(|| match request.method.as_str() {
            "POST" => self.create(rules, &request.body),
            _ => self.list(rules, request),
        });
        self.in_flight.fetch_sub(1, Ordering::SeqCst);
        action
    }

    /// Creates what a body holds, all of it or nothing.
    pub fn create(&self, rules: &Rules, body: &str) -> Action {
        let records = by_id(body);
        if let Some(id) = rules.bad.iter().find(|id| records.contains_key(*id)) {
            return refused(400, "BAD", &format!("{id} is bad"));
        }
        let mut users = self.users.lock().unwrap();
        if let Some((id, _)) = users.iter().find(|(id, _)| records.contains_key(id)) {
            return refused(409, "EXISTS", &format!("{id} exists"));
        }
        let done = records.len() as u64;
        users.extend(records);
        count(done)
    }

    fn list(&self, rules: &Rules, request: &Request) -> Action {
        let mut users = self.users.lock().unwrap().clone();
        if !rules.is_unordered {
            users.sort();
        }
        let limit = request.query("limit").map_or(50, |n| n.parse().unwrap());
        let begin = match request.query("starting_after") {
            None => 0,
            Some(cursor) if rules.is_unordered => {
                let at = users.iter().position(|(id, _)| *id == cursor);
                at.map_or(users.len(), |at| at + 1)
            }
            Some(cursor) => users.partition_point(|(id, _)| *id <= cursor),
        };
        let page: Vec<&str> = users[begin..]
            .iter()
            .take(limit)
            .map(|(_, record)| record.as_str())
            .collect();
        json(200, format!("[{}]", page.join(",")))
    }
}

pub fn refused(status: u16, code: &str, message: &str) -> Action {
    json(
        status,
        format!(r#"{{"type":"t","code":"{code}","message":"{message}"}}"#),
    )
}

/// JSON Lines of users with these ids.
pub fn lines(ids: impl IntoIterator<Item = String>) -> String {
    ids.into_iter()
        .map(|id| format!("{{\"id\":\"{id}\",\"name\":\"mine\"}}\n"))
        .collect()
}

/// `u0000`, `u0001`, …
pub fn ids(range: std::ops::Range<usize>) -> impl Iterator<Item = String> + Clone {
    range.map(|n| format!("u{n:04}"))
}
