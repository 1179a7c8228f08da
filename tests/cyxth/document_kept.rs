//! `apply --recreate` deletes users: what belongs to them must come back, or nothing be deleted.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use crate::server::{Action, Request, Server, count, json as answer};
use crate::support::Env;

fn stocked(users: &str, channels: &str) -> Env {
    let env = Env::sandbox();
    env.pipe(users, "users create").ok();
    env.pipe(channels, "channels create").ok();
    env
}

fn export(env: &Env) -> String {
    env.run("export").ok().to_owned()
}

#[test]
fn what_could_not_be_put_back_is_not_deleted() {
    // Metadata that is a text is what the service takes and a document does not.
    let env = stocked(
        r#"[{"id":"a","name":"A","metadata":"x"},{"id":"b","name":"B"}]"#,
        r#"[{"id":"c","members":["a","b"]}]"#,
    );
    let before = export(&env);
    env.file(
        "in.json",
        r#"{"users":[{"id":"a","name":"new"},{"id":"b","name":"new"}]}"#,
    );
    let ran = env.run("apply in.json --recreate --yes");
    assert_ne!(ran.code, 0, "{ran:#?}");
    assert_eq!(export(&env), before, "{ran:#?}");
}

#[test]
fn memberships_in_channels_of_odd_ids_come_back_or_nothing_goes() {
    let env = stocked(
        r#"[{"id":"a","name":"A"}]"#,
        r#"[{"id":"c\u0000d","members":["a"]}]"#,
    );
    env.file("in.json", r#"{"users":[{"id":"a","name":"new"}]}"#);
    env.run("apply in.json --recreate --yes");
    assert!(
        export(&env).contains(r#""members":["a"]"#),
        "{}",
        export(&env)
    );
}

#[test]
fn nothing_to_do_is_reported_too() {
    let env = Env::sandbox();
    env.file("report", "of an earlier run");
    env.pipe("{}", "apply - --report report").ok();
    let report = std::fs::read_to_string(env.path("report")).unwrap();
    assert!(report.starts_with("{\"batches\":["), "{report}");
}

/// What `apply --recreate` has in the directory of data: by the end of the name.
fn kept(env: &Env, extension: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(env.path("data")).into_iter().flatten();
    let paths = entries.map(|entry| entry.unwrap().path());
    paths
        .filter(|path| path.extension().is_some_and(|found| found == extension))
        .collect()
}

/// Users `a` and `b`, both members of `c`; a user whose name is `bad` is refused.
struct Service {
    users: BTreeMap<String, Value>,
    members: BTreeSet<String>,
}

impl Service {
    fn start() -> (Server, Arc<Mutex<Service>>) {
        let user = |id: &str, name: &str| (id.to_owned(), json!({"id": id, "name": name}));
        let service = Arc::new(Mutex::new(Service {
            users: BTreeMap::from([user("a", "A"), user("b", "B")]),
            members: ["a", "b"].map(str::to_owned).into(),
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
                "/api/channels" => vec![json!({"id": "c"})],
                _ => users
                    .filter(|user| self.members.contains(user["id"].as_str().unwrap()))
                    .collect(),
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
                    self.members.remove(&id);
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
            ("POST", "/api/channels/c/users") => {
                if ids().any(|id| !self.users.contains_key(&id)) {
                    return refused("unknown user");
                }
                self.members.extend(ids());
            }
            other => panic!("{other:?}"),
        }
        count(body.len() as u64)
    }
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
    assert_eq!(service.lock().unwrap().members, ["b".to_owned()].into());
    assert_eq!(kept(&env, "jsonl").len(), 1);
    // Nothing else is to be done, and still not all is well.
    env.file("nothing.json", "{}");
    let ran = env.run("apply nothing.json");
    assert_eq!((ran.code, ran.out.as_str()), (10, ""), "{ran:#?}");
    assert!(ran.err.contains("no such name"), "{ran:#?}");
    // A document that the service takes: what belongs to the user comes back with it.
    env.file("in.json", document("good"));
    let ran = env.run(line);
    assert_eq!(ran.ok(), "applied 1 step\n", "{ran:#?}");
    assert_eq!(
        service.lock().unwrap().members,
        ["a", "b"].map(str::to_owned).into()
    );
    assert_eq!(service.lock().unwrap().users["a"]["name"], "good");
    assert!(kept(&env, "jsonl").is_empty());
    assert!(kept(&env, "part").is_empty());
}

#[test]
fn two_at_once_do_not_mix_up_their_files() {
    let env = stocked(r#"[{"id":"a","name":"A"}]"#, "[]");
    env.file("in.json", r#"{"users":[{"id":"a","name":"new"}]}"#);
    env.run("apply in.json --recreate --yes").ok();
    let locks = kept(&env, "lock");
    assert_eq!(locks.len(), 1, "{locks:?}");
    let other = File::options().write(true).open(&locks[0]).unwrap();
    other.lock().unwrap();
    env.file("in.json", r#"{"users":[{"id":"a","name":"newer"}]}"#);
    let before = export(&env);
    let ran = env.run("apply in.json --recreate --yes");
    assert_eq!(ran.code, 1, "{ran:#?}");
    assert!(
        ran.err.contains("another `apply --recreate` is at work"),
        "{ran:#?}"
    );
    assert_eq!(export(&env), before);
    // While it has something to put back, nobody else changes anything.
    fs::write(locks[0].with_extension("jsonl"), "{\"users\":[]}").unwrap();
    assert_eq!(env.run("apply in.json --yes").code, 1);
    fs::remove_file(locks[0].with_extension("jsonl")).unwrap();
    drop(other);
    assert_eq!(
        env.run("apply in.json --recreate --yes").ok(),
        "applied 1 step\n"
    );
}

#[test]
fn a_dry_run_tells_of_what_is_to_be_put_back() {
    let env = stocked(r#"[{"id":"a","name":"A"}]"#, "[]");
    env.file("in.json", r#"{"users":[{"id":"a","name":"new"}]}"#);
    env.run("apply in.json --recreate --yes").ok();
    let file = kept(&env, "lock")[0].with_extension("jsonl");
    fs::write(&file, "{\"user\":{\"id\":\"gone\"}}\n").unwrap();
    env.file("in.json", r#"{"users":[{"id":"a","name":"newer"}]}"#);
    let before = export(&env);
    let ran = env.run("apply in.json --recreate --dry-run");
    assert!(ran.ok().contains(r#"[{"id":"gone"}]"#), "{ran:#?}");
    assert!(ran.err.contains("would be put back first"), "{ran:#?}");
    assert!(
        ran.err.contains("nothing was sent for 1 step\n"),
        "{ran:#?}"
    );
    assert_eq!(export(&env), before);
    assert!(file.exists());
    env.run("apply in.json --recreate --yes").ok();
    assert!(!file.exists());
    assert!(export(&env).contains("\"gone\""));
}

#[test]
fn channels_whose_members_cannot_be_asked_for() {
    let env = stocked(
        r#"[{"id":"a","name":"A"}]"#,
        r#"[{"id":"..","name":"Up","members":["a"]},{"id":"c","members":["a"]}]"#,
    );
    let exported = env.run("export");
    assert!(exported.ok().contains(r#"{"id":"..","name":"Up"}"#));
    assert!(
        exported
            .err
            .contains("warning: the members of the channel `..` are missing"),
        "{exported:#?}"
    );
    assert!(
        env.run("export -o jsonl")
            .ok()
            .contains(r#"{"channel":{"id":"..","name":"Up"}}"#)
    );
    env.pipe(&exported.out, "diff - --exit-code").ok();
    env.pipe(&exported.out, "apply - --prune --yes").ok();
    // A membership there would be lost.
    env.file("in.json", r#"{"users":[{"id":"a","name":"new"}]}"#);
    let before = export(&env);
    let ran = env.run("apply in.json --recreate --yes");
    assert_eq!(ran.code, 1, "{ran:#?}");
    assert!(
        ran.err
            .contains("the members of the channel `..` cannot be read"),
        "{ran:#?}"
    );
    assert_eq!(export(&env), before);
}

/// A mode that is set in a channel is not taken back by any request.
#[test]
fn members_are_added_anew_to_lose_a_mode() {
    let env = stocked(r#"[{"id":"a"}]"#, r#"[{"id":"c","members":["a"]}]"#);
    env.run("members moderate c a --mode 400").ok();
    let document = r#"{"channels":[{"id":"c","members":["a"]}]}"#;
    let changed = env.pipe(document, "diff - --exit-code");
    assert_eq!(changed.code, 11, "{changed:#?}");
    assert_eq!(
        changed.out,
        "! member c a: cannot change mode 400 recv_only -> none\n"
    );
    let ran = env.pipe(document, "apply -");
    assert_eq!((ran.code, ran.out.as_str()), (10, ""), "{ran:#?}");
    assert!(
        ran.err
            .contains("warning: standard input:1:35: cannot change the member `a` of channel `c`"),
        "{ran:#?}"
    );
    assert!(
        ran.err.contains("error: 1 member cannot be changed"),
        "{ran:#?}"
    );
    let ran = env.pipe(document, "apply - --recreate");
    assert_eq!(ran.code, 2, "{ran:#?}");
    let ran = env.pipe(document, "apply - --recreate --dry-run");
    let calls = ran.ok().lines().filter(|line| line.starts_with("curl"));
    assert_eq!(calls.count(), 2, "{ran:#?}");
    let ran = env.pipe(document, "apply - --recreate --yes");
    assert_eq!(ran.ok(), "applied 1 step\n");
    env.pipe(document, "diff - --exit-code").ok();
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
    let there = ["a", "b", "u0", "u1", "u2", "u4"].map(str::to_owned);
    assert_eq!(service.lock().unwrap().members, there.into());
    let report: Value =
        serde_json::from_slice(&fs::read(env.path("report.json")).unwrap()).unwrap();
    assert_eq!(report["counts"]["rejected"], 2, "{report}");
}
