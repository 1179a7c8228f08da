//! What a run writes beside its files takes the place of nothing that was there.

use std::fs::{self, File};
use std::process::Stdio;

use crate::batch::run_files::{names, rejected_ids, text};
use crate::support::instance::{Instance, Rules, ids, lines};
use crate::support::{Env, KEY};

/// What is in a directory, by names and texts.
fn texts(env: &Env) -> Vec<(String, String)> {
    let files = names(&env.path(".")).into_iter();
    let files = files.filter(|name| env.path(name).is_file());
    files.map(|name| (text(env, &name), name)).collect()
}

/// An instance that refuses one of the three records in the input.
fn beside_input(name: &str) -> (Instance, Env) {
    let instance = Instance::new(Rules {
        bad: vec!["u0001".to_owned()],
        ..Rules::default()
    });
    let env = Env::of(&instance.server);
    env.file(name, lines(ids(0..3)));
    (instance, env)
}

/// Names that a tool could use for what it writes on the way, and may not where they are taken.
#[test]
fn files_with_the_names_of_unfinished_ones_stay() {
    let input = lines(ids(0..3));
    let line = "users create --keep-going --rejects r";
    for (name, options) in [
        (".r.part", " .r.part"),
        ("r.part", " r.part"),
        (".r.part", " in --api-key-file .r.part"),
        (".r.part", " in"),
        (".r.tmp", " in"),
        (".r.cyxth-0123456789abcdef", " in"),
    ] {
        let (_instance, env) = beside_input("in");
        let before = match (options.contains("key"), options.contains("in")) {
            (true, _) => KEY,
            (false, true) => "notes",
            (false, false) => &input,
        };
        env.file(name, before);
        env.run(&format!("{line}{options}")).fails(10);
        assert_eq!(text(&env, name), before, "{options}");
        assert_eq!(rejected_ids(&env, "r"), ["u0001"], "{options}");
        assert_eq!(names(&env.path(".")).len(), texts(&env).len());
    }
    for (rejects, report) in [("r", ".r.part"), (".q.part", "q"), ("r", "r.part")] {
        let (_instance, env) = beside_input("in");
        let line = "users create in --keep-going";
        env.run(&format!("{line} --report {report} --rejects {rejects}"))
            .fails(10);
        assert_eq!(rejected_ids(&env, rejects), ["u0001"]);
        assert!(text(&env, report).starts_with("{\"batches\":["));
    }
}

/// The one name beside a file that the tool does use.
#[test]
fn a_lock_is_no_file_that_the_command_line_names() {
    let lock = ".r.cyxth-lock";
    for line in [
        "users create .r.cyxth-lock --keep-going --rejects r",
        "users create ./.r.cyxth-lock --keep-going --report r",
        "users create in --api-key-file .r.cyxth-lock --rejects r",
        "users create in --rejects r --report .r.cyxth-lock",
        "users create in --rejects .r.cyxth-lock --report r",
        "users create in --rejects new --report .new.cyxth-lock",
        "users create in --rejects .new.cyxth-lock --report new",
        "apply .r.cyxth-lock --report r",
        "export --api-key-file .r.cyxth-lock --to r",
    ] {
        let (instance, env) = beside_input("in");
        let is_key = line.contains("key-file");
        let records = lines(ids(0..3));
        env.file(lock, if is_key { KEY } else { &records });
        let before = texts(&env);
        let ran = env.run(line);
        let said = ran.fails(2);
        assert!(said.contains("beside"), "{line}: {ran:#?}");
        assert!(said.contains("another file"), "{line}: {ran:#?}");
        assert_eq!(texts(&env), before, "{line}");
        assert!(instance.server.requests().is_empty(), "{line}");
    }
    // By way of a redirection.
    let (instance, env) = beside_input(lock);
    let mut command = env.command(&["users", "create", "--rejects", "r"]);
    command.stdin(File::open(env.path(lock)).unwrap());
    env.ran(command.output().unwrap()).fails(2);
    let mut command = env.command(&["users", "create", "in", "--rejects", "new"]);
    env.file("in", lines(ids(0..3)));
    command.stdin(Stdio::null());
    command.stdout(File::create(env.path(".new.cyxth-lock")).unwrap());
    assert_eq!(command.output().unwrap().status.code(), Some(2));
    assert!(instance.server.requests().is_empty());
    assert_eq!(text(&env, lock), lines(ids(0..3)));
}

/// Told of before anything is sent.
#[test]
fn what_stands_in_the_place_of_a_lock_stays() {
    for line in [
        "users create in --rejects r",
        "users create in --report r",
        "export --to r",
    ] {
        let (instance, env) = beside_input("in");
        env.file(".r.cyxth-lock", "notes");
        let ran = env.run(line);
        assert_ne!(ran.code, 0);
        assert!(ran.err.contains(".r.cyxth-lock is in the way"), "{ran:#?}");
        assert!(ran.err.contains("move it"), "{ran:#?}");
        assert_eq!(text(&env, ".r.cyxth-lock"), "notes");
        fs::remove_file(env.path(".r.cyxth-lock")).unwrap();
        fs::create_dir(env.path(".r.cyxth-lock")).unwrap();
        assert_ne!(env.run(line).code, 0);
        assert!(env.path(".r.cyxth-lock").is_dir() && !env.path("r").exists());
        assert!(instance.server.requests().is_empty(), "{line}");
    }
}
