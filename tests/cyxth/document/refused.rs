//! What a service refuses while a document is applied: it is told, and nothing else suffers.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use crate::document::kept::kept;
use crate::support::Env;
use crate::support::server::{Action, Request, Server, count, json as answer};

/// Users `a` and `b`, both members of `c`. What is named `bad` is refused, and so are memberships
/// of `x`.
struct Service {
    users: BTreeMap<String, Value>,
    channels: BTreeMap<String, BTreeSet<String>>,
    /// The mode that every member shows.
    mode: Option<u64>,
    /// Nobody may be added to this channel.
    closed: &'static str,
}

impl Service {
    fn start() -> (Server, Arc<Mutex<Service>>) {
        let user = |id: &str, name: &str| (id.to_owned(), json!({"id": id, "name": name}));
        let service = Arc::new(Mutex::new(Service {
            users: BTreeMap::from([user("a", "A"), user("b", "B")]),
            channels: BTreeMap::from([("c".to_owned(), ids(&["a", "b"]))]),
            mode: None,
            closed: "",
        }));
        let of_server = service.clone();
        let server = Server::new(move |_, request| of_server.lock().unwrap().answer(request));
        (server, service)
    }

    fn answer(&mut self, request: &Request) -> Action {
        let path = request.target.split('?').next().unwrap();
        if request.method == "GET" {
            let after = request.query("starting_after").unwrap_or_default();
            let users = self.users.values().cloned();
            let listed: Vec<Value> = match path {
                "/api/users" => users.collect(),
                "/api/channels" => self.channels.keys().map(|id| json!({"id": id})).collect(),
                _ => {
                    let Some(members) = self.channels.get(channel(path)) else {
                        return answer(404, r#"{"message":"no such channel"}"#);
                    };
                    let mut listed: Vec<Value> = users
                        .filter(|user| members.contains(user["id"].as_str().unwrap()))
                        .collect();
                    for member in listed.iter_mut().filter(|_| self.mode.is_some()) {
                        member["mode"] = self.mode.into();
                    }
                    listed
                }
            };
            let listed = listed.into_iter();
            let listed = listed.filter(|one| one["id"].as_str().unwrap() > after.as_str());
            return answer(200, Value::from(listed.collect::<Vec<_>>()).to_string());
        }
        let body: Vec<Value> = serde_json::from_str(&request.body).unwrap();
        let ids = || body.iter().map(|id| id.as_str().unwrap().to_owned());
        let refused = |message: &str| {
            let error = json!({"type": "error", "code": "E1", "message": message});
            answer(400, error.to_string())
        };
        match (request.method.as_str(), path) {
            ("DELETE", "/api/users") => {
                for id in ids() {
                    self.users.remove(&id);
                    for members in self.channels.values_mut() {
                        members.remove(&id);
                    }
                }
            }
            ("POST", "/api/channels") => {
                if body.iter().any(|channel| channel["name"] == "bad") {
                    return refused("no such name");
                }
                for channel in &body {
                    let members = channel["members"].as_array().into_iter().flatten();
                    let members = members.map(|id| id.as_str().unwrap().to_owned());
                    let id = channel["id"].as_str().unwrap().to_owned();
                    self.channels.insert(id, members.collect());
                }
            }
            ("POST", "/api/users") => {
                let id = |user: &Value| user["id"].as_str().unwrap().to_owned();
                if body.iter().any(|user| user["name"] == "bad") {
                    return refused("no such name");
                }
                if body.iter().any(|user| self.users.contains_key(&id(user))) {
                    return refused("exists");
                }
                self.users
                    .extend(body.iter().map(|user| (id(user), user.clone())));
            }
            ("POST", path) if channel(path) == self.closed => {
                return answer(403, r#"{"message":"closed"}"#);
            }
            (method, path) => {
                let Some(members) = self.channels.get_mut(channel(path)) else {
                    return answer(404, r#"{"message":"no such channel"}"#);
                };
                match method {
                    "DELETE" => members.retain(|member| !ids().any(|id| id == *member)),
                    _ if ids().any(|id| id == "x") => return refused("not this one"),
                    _ if ids().any(|id| !self.users.contains_key(&id)) => {
                        return refused("unknown user");
                    }
                    _ => members.extend(ids()),
                }
            }
        }
        count(body.len() as u64)
    }
}

fn ids(ids: &[&str]) -> BTreeSet<String> {
    ids.iter().map(|id| (*id).to_owned()).collect()
}

fn channel(path: &str) -> &str {
    path.split('/').nth(3).unwrap()
}

/// What the service refuses stays in the file, is told, and is put back once it can be.
#[test]
fn what_is_refused_is_kept() {
    let (server, service) = Service::start();
    let env = Env::of(&server);
    let line = "apply in.json --recreate --yes";
    let document = |name: &str| {
        json!({"users": [{"id": "a", "name": name}, {"id": "b", "name": "new"}]}).to_string()
    };
    env.file("in.json", document("bad"));
    let ran = env.run(&format!("{line} --report report.json"));
    assert_eq!(ran.code, 10, "{ran:#?}");
    assert_eq!(ran.out, "applied 1 of 2 steps: 1 rejected\n");
    assert!(ran.err.contains("user `a`"), "{ran:#?}");
    assert!(ran.err.contains("no such name"), "{ran:#?}");
    assert!(ran.err.contains("hint: the next apply puts back what"));
    let report: Value =
        serde_json::from_slice(&fs::read(env.path("report.json")).unwrap()).unwrap();
    assert_eq!(report["counts"]["rejected"], 1, "{report}");
    assert_eq!(service.lock().unwrap().channels["c"], ids(&["b"]));
    assert_eq!(kept(&env, "jsonl").len(), 1);
    // What is back is nobody's business any more.
    service.lock().unwrap().users.remove("b");
    service
        .lock()
        .unwrap()
        .channels
        .insert("c".to_owned(), ids(&[]));
    // Nothing else is to be done, and still not all is well.
    env.file("nothing.json", "{}");
    let ran = env.run("apply nothing.json");
    assert_eq!((ran.code, ran.out.as_str()), (6, ""), "{ran:#?}");
    assert!(ran.err.contains("no such name"), "{ran:#?}");
    assert!(!service.lock().unwrap().users.contains_key("b"));
    let left = fs::read_to_string(&kept(&env, "jsonl")[0]).unwrap();
    assert_eq!(
        left,
        "{\"user\":{\"id\":\"a\",\"name\":\"bad\"}}\n{\"member\":{\"channel\":\"c\",\"id\":\"a\"}}\n"
    );
    let b = json!({"id": "b", "name": "new"});
    service.lock().unwrap().users.insert("b".to_owned(), b);
    service
        .lock()
        .unwrap()
        .channels
        .insert("c".to_owned(), ids(&["b"]));
    // A document that the service takes: what belongs to the user comes back with it. Until then
    // nobody else is created anew, because the file holds only what belongs to the first.
    env.file("in.json", document("good").replace("new", "newer"));
    let ran = env.run(line);
    assert_eq!(ran.code, 10, "{ran:#?}");
    assert_eq!(ran.out, "applied 1 of 2 steps: 1 not sent\n", "{ran:#?}");
    assert!(ran.err.contains("is put back only now"), "{ran:#?}");
    assert!(ran.err.contains("hint: run the same again"), "{ran:#?}");
    assert_eq!(service.lock().unwrap().channels["c"], ids(&["a", "b"]));
    assert_eq!(service.lock().unwrap().users["a"]["name"], "good");
    assert!(kept(&env, "jsonl").is_empty());
    assert_eq!(env.run(line).ok(), "applied 1 step\n");
    assert_eq!(service.lock().unwrap().channels["c"], ids(&["a", "b"]));
    assert_eq!(service.lock().unwrap().users["b"]["name"], "newer");
    assert!(kept(&env, "jsonl").is_empty());
    assert!(kept(&env, "part").is_empty());
}

/// One that is refused does not keep the others away.
#[test]
fn what_is_refused_is_isolated() {
    let (server, service) = Service::start();
    let env = Env::of(&server);
    let user = |n: u32| json!({"id": format!("u{n}"), "name": if n == 3 { "bad" } else { "N" }});
    let members: Vec<String> = (0..5).map(|n| format!("u{n}")).collect();
    let document = json!({
        "users": (0..5).map(user).collect::<Vec<_>>(),
        "channels": [{"id": "c", "members": members}],
    });
    env.file("in.json", document.to_string());
    let ran = env.run("apply in.json");
    assert_eq!((ran.code, ran.out.as_str()), (6, ""), "{ran:#?}");
    let ran = env.run("apply in.json --keep-going --report report.json");
    assert_eq!(ran.code, 10, "{ran:#?}");
    assert_eq!(ran.out, "applied 8 of 10 steps: 2 rejected\n");
    assert!(
        ran.err.contains("error: in.json:1:") && ran.err.contains("user `u3` (and 1 more"),
        "{ran:#?}"
    );
    assert!(ran.err.contains("no such name"), "{ran:#?}");
    let there = ids(&["a", "b", "u0", "u1", "u2", "u4"]);
    assert_eq!(service.lock().unwrap().channels["c"], there);
    let report: Value =
        serde_json::from_slice(&fs::read(env.path("report.json")).unwrap()).unwrap();
    assert_eq!(report["counts"]["rejected"], 2, "{report}");
}

/// A channel that is refused takes its members with it, and nobody else.
#[test]
fn a_refused_channel_does_not_end_the_run() {
    let (server, service) = Service::start();
    let env = Env::of(&server);
    let document = json!({"channels": [
        {"id": "p", "name": "bad", "members": ["a", "b"]},
        {"id": "q", "members": ["a"]},
    ]});
    env.file("in.json", document.to_string());
    let ran = env.run("apply in.json --keep-going");
    assert_eq!(ran.code, 10, "{ran:#?}");
    assert_eq!(ran.out, "applied 2 of 5 steps: 3 rejected\n");
    assert!(
        ran.err
            .contains("error: in.json:1:14: channel `p` (and 2 more"),
        "{ran:#?}"
    );
    assert!(ran.err.contains("no such name"), "{ran:#?}");
    assert_eq!(service.lock().unwrap().channels["q"], ids(&["a"]));
}

/// Members that are removed to lose a mode all come back, but for the one that is refused.
#[test]
fn a_member_that_is_not_taken_back_is_told() {
    let (server, service) = Service::start();
    {
        let mut service = service.lock().unwrap();
        service.mode = Some(400);
        let x = json!({"id": "x", "name": "X"});
        service.users.insert("x".to_owned(), x);
        service.channels.insert("c".to_owned(), ids(&["a", "x"]));
        service.channels.insert("d".to_owned(), ids(&["b"]));
    }
    let env = Env::of(&server);
    let document = r#"{"channels":[{"id":"c","members":["a","x"]},{"id":"d","members":["b"]}]}"#;
    let ran = env.pipe(document, "apply - --recreate --yes");
    assert_eq!(ran.code, 10, "{ran:#?}");
    assert_eq!(ran.out, "applied 2 of 3 steps: 1 rejected\n");
    assert!(ran.err.contains("not this one"), "{ran:#?}");
    assert!(
        ran.err
            .contains("warning: members are removed and not all of them added again"),
        "{ran:#?}"
    );
    assert_eq!(service.lock().unwrap().channels["c"], ids(&["a"]));
    assert_eq!(service.lock().unwrap().channels["d"], ids(&["b"]));
}

/// Whatever the reason: all else is put back, and documents are applied.
#[test]
fn what_is_not_put_back_keeps_nothing_else_away() {
    let (server, service) = Service::start();
    {
        let mut service = service.lock().unwrap();
        service.closed = "c";
        service.channels.insert("d".to_owned(), ids(&["a"]));
    }
    let env = Env::of(&server);
    env.file("in.json", r#"{"users":[{"id":"a","name":"new"}]}"#);
    let ran = env.run("apply in.json --recreate --yes");
    assert_eq!(
        (ran.code, ran.out.as_str()),
        (10, "applied 1 step\n"),
        "{ran:#?}"
    );
    assert!(ran.err.contains("closed"), "{ran:#?}");
    assert_eq!(service.lock().unwrap().channels["d"], ids(&["a"]));
    env.file("other.json", r#"{"users":[{"id":"z"}]}"#);
    let ran = env.run("apply other.json");
    assert_eq!(
        (ran.code, ran.out.as_str()),
        (10, "applied 1 step\n"),
        "{ran:#?}"
    );
    assert!(ran.err.contains("closed"), "{ran:#?}");
    assert!(service.lock().unwrap().users.contains_key("z"));
    service.lock().unwrap().closed = "";
    env.run("apply other.json").ok();
    assert_eq!(service.lock().unwrap().channels["c"], ids(&["a", "b"]));
    assert!(kept(&env, "jsonl").is_empty());
}
