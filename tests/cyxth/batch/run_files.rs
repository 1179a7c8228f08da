//! The files of a run: none replaces what it should not, and the list of what is left to do
//! survives whatever becomes of the run.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::path::Path;
use std::process::Stdio;
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex};

use crate::support::Env;
use crate::support::counts::{Counts, id_of, rejects};
use crate::support::instance::{Instance, Rules, ids, lines, refused};
use crate::support::process::wait_until;
#[cfg(unix)]
use crate::support::process::{Signal, send, send_and_settle, wait_for_requests};
use crate::support::server::{Action, Server, json};

/// What is in a directory, by names.
pub fn names(dir: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(dir).unwrap();
    entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}

pub fn text(env: &Env, name: &str) -> String {
    fs::read_to_string(env.path(name)).unwrap()
}

pub fn rejected_ids(env: &Env, name: &str) -> Vec<String> {
    let lines = rejects(&env.path(name));
    lines.iter().map(|(_, record, _)| id_of(record)).collect()
}

#[test]
fn standard_output_is_no_file_of_a_run() {
    let server = Server::content();
    let env = Env::of(&server);
    env.file("in.json", r#"[{"id":"a"}]"#);
    env.file("doc.json", r#"{"users":[{"id":"a"}]}"#);
    for line in [
        "users create in.json --report -",
        "users create in.json --rejects -",
        "apply doc.json --report -",
    ] {
        let ran = env.run(line);
        assert!(ran.fails(2).contains("takes a file"), "{line}: {ran:#?}");
    }
    assert!(!names(&env.path(".")).contains("-"));
    assert!(server.requests().is_empty());
}

#[cfg(unix)]
#[test]
fn a_file_is_known_under_all_its_names() {
    let server = Server::content();
    let env = Env::of(&server);
    let users = r#"[{"id":"a"}]"#;
    let document = r#"{"users":[{"id":"a"}]}"#;
    env.file("in.json", users);
    env.file("doc.json", document);
    env.file("key", crate::support::KEY);
    for file in ["in.json", "doc.json"] {
        fs::hard_link(env.path(file), env.path(&format!("hard-{file}"))).unwrap();
        std::os::unix::fs::symlink(file, env.path(&format!("soft-{file}"))).unwrap();
    }
    std::os::unix::fs::symlink("new", env.path("to-new")).unwrap();
    fs::create_dir(env.path("dir")).unwrap();
    for line in [
        "users create in.json --report ./in.json",
        "users create in.json --report hard-in.json",
        "users create in.json --report soft-in.json",
        "users create soft-in.json --report in.json",
        "users create in.json --rejects r.json --report ./r.json",
        "users create in.json --rejects dir/../r.json --report r.json",
        "users create in.json --rejects new --report to-new",
        "users create in.json --rejects hard-doc.json --report doc.json",
        "users create in.json --report key --api-key-file key",
        "apply doc.json --report ./doc.json",
        "apply doc.json --report hard-doc.json",
        "apply soft-doc.json --report doc.json",
    ] {
        env.run(line).fails(2);
    }
    for (line, input) in [
        ("apply --report doc.json", "doc.json"),
        ("apply --report hard-doc.json", "doc.json"),
        ("apply - --report doc.json", "doc.json"),
        ("apply /dev/stdin --report doc.json", "doc.json"),
        ("users create --report in.json", "in.json"),
    ] {
        let mut command = env.command(&line.split(' ').collect::<Vec<_>>());
        command.stdin(File::open(env.path(input)).unwrap());
        env.ran(command.output().unwrap()).fails(2);
    }
    assert_eq!(text(&env, "in.json"), users);
    assert_eq!(text(&env, "doc.json"), document);
    assert!(!env.path("r.json").exists() && !env.path("new").exists());
    assert!(server.requests().is_empty());
}

/// What a log already holds is not cut by a report that goes to the same file.
#[cfg(target_os = "linux")]
#[test]
fn a_log_is_not_cut() {
    let server = Server::content();
    let env = Env::of(&server);
    env.file("in.json", r#"[{"id":"a"}]"#);
    env.file("log", "before\n");
    let append = || {
        OpenOptions::new()
            .append(true)
            .open(env.path("log"))
            .unwrap()
    };
    for report in [
        "/dev/stdout",
        "/dev/fd/1",
        "/proc/self/fd/1",
        "log",
        "./log",
    ] {
        let mut command = env.command(&["users", "create", "in.json", "-q", "--report", report]);
        command.stdin(Stdio::null()).stdout(append());
        let output = command.output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{report}: {output:?}");
        assert_eq!(text(&env, "log"), "before\n");
    }
    for report in ["/dev/stderr", "log"] {
        let mut command = env.command(&["users", "create", "in.json", "-q", "--report", report]);
        command.stdin(Stdio::null()).stderr(append());
        assert_eq!(command.output().unwrap().status.code(), Some(2), "{report}");
        assert!(text(&env, "log").starts_with("before\n"));
    }
    assert!(server.requests().is_empty());
    // Devices and pipes are written to as they are.
    let line = "users create in.json --report /dev/null --rejects /dev/null";
    env.run(line).ok();
    assert!(!fs::metadata("/dev/null").unwrap().is_file());
    assert!(
        env.program("mkfifo")
            .arg("pipe")
            .status()
            .unwrap()
            .success()
    );
    let path = env.path("pipe");
    let reader = std::thread::spawn(move || fs::read_to_string(path).unwrap());
    env.run("users create in.json --report pipe").ok();
    assert!(reader.join().unwrap().starts_with("{\"batches\":["));
}

/// The list of what is left to do, of which each line is mended and piped in again.
fn with_rejects(count: usize) -> (Env, String) {
    let bad: Vec<String> = ids(0..count).collect();
    let instance = Instance::new(Rules {
        bad,
        ..Rules::default()
    });
    let env = Env::of(&instance.server);
    env.file("in.jsonl", lines(ids(0..count)));
    env.run("users create in.jsonl --keep-going --rejects rejects.jsonl")
        .fails(6);
    let list = text(&env, "rejects.jsonl");
    assert_eq!(list.lines().count(), count);
    (env, list)
}

const AGAIN: &str = "users create --keep-going --rejects rejects.jsonl --retries 0 -o json";

#[test]
fn a_run_that_reaches_nobody_keeps_the_list() {
    let (env, list) = with_rejects(40);
    let env = env.var("CYXTH_API_URL", "http://127.0.0.1:1/api");
    let ran = env.pipe(&list, AGAIN);
    assert_eq!(Counts::printed(&ran).not_sent, 40, "{ran:#?}");
    assert_eq!(text(&env, "rejects.jsonl"), list);
    assert!(ran.err.contains("rejects.jsonl"), "{ran:#?}");
}

#[test]
fn a_run_that_ends_early_adds_what_was_refused() {
    let (env, list) = with_rejects(40);
    // Three are refused, ten are done, and then nothing is known any more.
    let instance = Instance::with(|seen| {
        let has = |id: &str| seen.request.body.contains(&format!("\"{id}\""));
        if seen.request.method == "GET" || has("u0012") {
            return Some(json(500, "{}"));
        }
        let bad = ["u0000", "u0003", "new"].into_iter().find(|id| has(id))?;
        Some(refused(400, "WORSE", &format!("{bad} is worse")))
    });
    let env = env.var("CYXTH_API_URL", &instance.server.api_url());
    let input = format!("{{\"id\":\"new\"}}\n{list}");
    let line = format!("{AGAIN} --batch-size 4 --concurrency 1");
    let ran = env.pipe(&input, &line);
    let counts = Counts::printed(&ran);
    counts.check(41, &ran);
    assert_eq!(counts.rejected, 3, "{ran:#?}");
    assert!(counts.unknown > 0 && counts.not_sent > 0, "{ran:#?}");
    // Nobody is gone, everybody is there once, and of the refused ones the newest word counts.
    let found = rejected_ids(&env, "rejects.jsonl");
    let expected: BTreeSet<String> = ids(0..40).chain(["new".to_owned()]).collect();
    assert_eq!(found.len(), 41);
    assert_eq!(found.into_iter().collect::<BTreeSet<_>>(), expected);
    let after = text(&env, "rejects.jsonl");
    let count = |code: &str| after.matches(&format!("\"code\":\"{code}\"")).count();
    assert_eq!((count("WORSE"), count("BAD")), (3, 38));
    let ran = env.run("users create rejects.jsonl --check");
    assert_eq!(ran.code, 0, "{ran:#?}");
    // One that accounts for every record replaces it.
    let instance = Instance::new(Rules {
        bad: vec!["u0007".to_owned()],
        ..Rules::default()
    });
    let env = env.var("CYXTH_API_URL", &instance.server.api_url());
    env.pipe(&after, AGAIN).fails(10);
    assert_eq!(rejected_ids(&env, "rejects.jsonl"), ["u0007"]);
}

#[test]
fn what_is_no_line_of_such_a_list_stays_too() {
    let (env, list) = with_rejects(1);
    let env = env.var("CYXTH_API_URL", "http://127.0.0.1:1/api");
    let odd = b"no \xff line\n\n[1, 2]\n{\"id\":7}";
    env.file("rejects.jsonl", odd);
    env.pipe(&list, AGAIN).fails(9);
    assert_eq!(fs::read(env.path("rejects.jsonl")).unwrap(), odd);
}

#[test]
fn parts_of_an_input_share_a_file() {
    let bad: Vec<String> = ids(0..200).step_by(5).collect();
    let all = || {
        let bad = bad.clone();
        Instance::new(Rules {
            bad,
            ..Rules::default()
        })
    };
    let instance = all();
    let env = Env::of(&instance.server);
    env.file("in.jsonl", lines(ids(0..200)));
    let line = |part: usize| {
        let line = "users create in.jsonl --keep-going --skip-existing --rejects r.jsonl --shard";
        format!("{line} {part}/4")
    };
    std::thread::scope(|scope| {
        for part in 1..=4 {
            let env = &env;
            scope.spawn(move || env.run(&line(part)).fails(10).to_owned());
        }
    });
    let found = |env: &Env| {
        let mut found = rejected_ids(env, "r.jsonl");
        found.sort();
        found
    };
    assert_eq!(found(&env), bad);
    // Again, one after the other: still everybody once.
    for part in 1..=4 {
        env.run(&line(part)).fails(10);
    }
    assert_eq!(found(&env), bad);
    // What a part does at last goes from the list, and no more.
    let instance = Instance::new(Rules::default());
    let env = env.var("CYXTH_API_URL", &instance.server.api_url());
    env.run(&line(2)).ok();
    let left = found(&env);
    assert!(!left.is_empty() && left.len() < bad.len(), "{left:?}");
    for part in [1, 3, 4] {
        env.run(&line(part)).ok();
    }
    assert_eq!(text(&env, "r.jsonl"), "");
}

/// A second run begins and ends while a first one is at work.
#[test]
fn runs_at_the_same_time_lose_nothing_of_each_other() {
    let (release, held) = channel::<()>();
    let held = Arc::new(Mutex::new(held));
    let instance = Instance::new(Rules {
        bad: vec!["slow".to_owned(), "quick".to_owned()],
        instead: Some(Box::new(move |seen| {
            if seen.request.body.contains("slow") {
                let _ = held.lock().unwrap().recv();
            }
            None
        })),
        ..Rules::default()
    });
    let env = Env::of(&instance.server);
    env.file("r.jsonl", "of an earlier run\n");
    for id in ["slow", "quick"] {
        env.file(&format!("{id}.jsonl"), lines([id.to_owned()]));
    }
    std::thread::scope(|scope| {
        let slow =
            scope.spawn(|| env.run("users create slow.jsonl --keep-going --rejects r.jsonl"));
        wait_until("a create", || instance.count("POST") > 0);
        env.run("users create quick.jsonl --keep-going --rejects r.jsonl")
            .fails(6);
        assert_eq!(rejected_ids(&env, "r.jsonl"), ["quick"]);
        drop(release);
        slow.join().unwrap().fails(6);
    });
    assert_eq!(rejected_ids(&env, "r.jsonl"), ["quick", "slow"]);
}

#[cfg(unix)]
#[test]
fn nothing_is_left_beside_the_files_of_a_run_that_is_ended() {
    for signal in [Signal::INT, Signal::KILL] {
        let server = Server::always(Action::Stall);
        let env = Env::of(&server);
        env.file("in.jsonl", lines(ids(0..9)));
        let before = names(&env.path("."));
        let line = "users create in.jsonl --rejects r.jsonl --report report.json --keep-going";
        let mut child = env.start(line);
        wait_for_requests(&server, 1);
        // The second Ctrl-C ends what the first one lets finish.
        send_and_settle(signal, &child);
        if child.try_wait().unwrap().is_none() {
            send(signal, &child);
        }
        let ran = env.end(child);
        assert_eq!(names(&env.path(".")), before, "{ran:#?}");
    }
}
