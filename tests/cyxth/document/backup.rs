//! `--backup`: what a change touches is kept before it, and `apply` puts it back.

use std::time::Duration;

use cyxth::sandbox::Faults;
use fastrand::Rng;
use serde_json::{Value, json};

use crate::document::model::{Model, export};
use crate::support::counts::for_seeds;
use crate::support::environment::mode;
use crate::support::server::{Server, count, json as json_answer};
use crate::support::stage::{Restarted, Stage, words};
use crate::support::{Env, KEY, Ran};

/// A random instance whose users all have modes: what the API can take back.
fn instance(rng: &mut Rng) -> Model {
    let mut model = Model::random(rng);
    for user in model.users.values_mut() {
        if user.get("mode").is_none() {
            user["mode"] = 300.into();
        }
    }
    model.fill_channels(rng);
    model
}

/// Some of these, one at least, as words of a command line would have them.
fn some<'a>(rng: &mut Rng, ids: impl Iterator<Item = &'a String>) -> Vec<String> {
    let mut ids: Vec<String> = ids.cloned().collect();
    rng.shuffle(&mut ids);
    let count = rng.usize(1..=ids.len().max(1));
    ids.truncate(count);
    ids
}

/// A change of what is there, and whether it deletes users to create them anew.
fn change(rng: &mut Rng, stage: &Stage, before: &Model) -> Vec<String> {
    let ids = |env: &Env, ids: &[String]| {
        env.file("ids.json", json!(ids).to_string());
    };
    let words_of = |line: &str| line.split(' ').map(str::to_owned).collect::<Vec<_>>();
    let mode = *rng.choice([0, 200, 700, 12].iter()).unwrap();
    let channel = some(rng, before.channels.keys()).first().cloned();
    let what = match channel {
        Some(_) => rng.u8(..8),
        None => rng.u8(..2),
    };
    let channel = channel.unwrap_or_default();
    match what {
        0 => {
            ids(&stage.env, &some(rng, before.users.keys()));
            words_of("users delete --from ids.json --yes")
        }
        1 => {
            ids(&stage.env, &some(rng, before.users.keys()));
            words_of(&format!("users moderate --from ids.json --mode {mode}"))
        }
        2 => {
            ids(&stage.env, &some(rng, before.channels.keys()));
            words_of("channels delete --from ids.json --yes")
        }
        3 | 4 => {
            let (_, members) = &before.channels[&channel];
            let mut some = some(rng, members.keys());
            some.push("nobody".to_owned());
            ids(&stage.env, &some);
            let mut line = match what {
                3 => words_of("members remove CHANNEL --from ids.json --yes"),
                _ => words_of(&format!(
                    "members moderate CHANNEL --from ids.json --mode {mode}"
                )),
            };
            line[2] = channel;
            line
        }
        5 => {
            let updates: Vec<Value> = some(rng, before.channels.keys())
                .into_iter()
                .map(|id| json!({"id": id, "name": "new", "logo": "https://n.example"}))
                .collect();
            stage.env.file("updates.json", json!(updates).to_string());
            words_of("channels update updates.json")
        }
        _ => {
            let mut wanted = before.clone();
            wanted.users.retain(|_, _| rng.u8(..3) > 0);
            wanted.channels.retain(|_, _| rng.u8(..3) > 0);
            for user in wanted.users.values_mut() {
                if what == 7 && rng.bool() {
                    user["name"] = "Anew".into();
                }
                user["mode"] = mode.into();
            }
            for (channel, members) in wanted.channels.values_mut() {
                channel["name"] = "other".into();
                members.retain(|id, _| wanted.users.contains_key(id) && rng.bool());
            }
            stage.env.file("doc.json", wanted.exported().to_string());
            let recreate = if what == 7 { " --recreate" } else { "" };
            words_of(&format!("apply doc.json --prune{recreate} --yes"))
        }
    }
}

/// The same words again, with a backup and small requests.
fn with_backup(line: &[String]) -> Vec<String> {
    let more = ["--backup", "backup.jsonl", "--batch-size", "2"];
    line.iter()
        .cloned()
        .chain(more.map(str::to_owned))
        .collect()
}

fn there_and_back(seed: u64, is_killed: bool) {
    let mut rng = Rng::with_seed(seed);
    let stage = Stage::new();
    let mut sandbox = Restarted::new(
        &stage,
        Faults {
            latency: is_killed.then(|| "2±2".parse().unwrap()),
            seed: Some(seed),
            ..Faults::default()
        },
    );
    let before = instance(&mut rng);
    let files = before.write(&mut rng, &stage.env, "before");
    sandbox.run(&format!("apply {files}")).ok();
    let was = export(&|line| sandbox.run(line));
    let line = with_backup(&change(&mut rng, &stage, &before));
    let path = stage.env.path("backup.jsonl");
    if is_killed {
        sandbox = sandbox.kill(&line, Duration::from_millis(rng.u64(10..200)));
    } else {
        let ran = sandbox.run_words(&line);
        assert!([0, 5, 10].contains(&ran.code), "{line:?} {ran:#?}");
        // With nothing to do there is none.
        if path.exists() {
            assert_eq!(mode(&path), 0o600);
            put_back_as_told(&sandbox, &line, &ran);
            assert_eq!(export(&|line| sandbox.run(line)), was, "{line:?}");
        }
    }
    if path.exists() {
        let back = sandbox.run("apply backup.jsonl --recreate --yes");
        assert_eq!(back.code, 0, "{line:?} {back:#?}");
    }
    assert_eq!(export(&|line| sandbox.run(line)), was, "{line:?}");
}

/// The command that stands at the end of a change is the whole of it.
fn put_back_as_told(sandbox: &Restarted<'_>, line: &[String], ran: &Ran) {
    let mut told = ran.err.lines();
    let told = told.find(|line| line.contains("puts back")).unwrap();
    let command = told.split('`').nth(1).unwrap();
    let mut back = words(command.strip_prefix("cyxth ").unwrap());
    if command.ends_with(" --recreate") {
        // Nobody can be asked here.
        back.push("--yes".to_owned());
    }
    let back = sandbox.run_words(&back);
    assert_eq!(back.code, 0, "{line:?} {back:#?}");
}

#[test]
fn any_change_is_put_back() {
    for_seeds("any_change_is_put_back", 60, |seed| {
        there_and_back(seed, false)
    });
}

#[test]
fn a_change_that_was_killed_is_put_back() {
    for_seeds("a_change_that_was_killed_is_put_back", 40, |seed| {
        there_and_back(seed, true);
    });
}

#[test]
fn a_backup_holds_what_goes_and_nothing_else() {
    let env = Env::sandbox();
    env.file(
        "d.json",
        r#"{"users":[{"id":"a","name":"A","mode":600},{"id":"b","name":"B","mode":200}],
            "channels":[{"id":"c","name":"C","members":["a",{"id":"b","mode":0}]},
                        {"id":"d","name":"D","members":[{"id":"a","mode":700}]}]}"#,
    );
    env.run("apply d.json").ok();
    let ran = env.run("users delete a --yes --backup a.jsonl");
    assert_eq!(ran.ok(), "deleted 1 user\n");
    assert!(ran.err.contains("every channel"), "{ran:#?}");
    assert!(
        ran.err
            .contains("kept 1 user, 0 channels and 2 members in a.jsonl")
    );
    assert!(
        ran.err
            .ends_with("`cyxth apply a.jsonl` puts back what was there\n")
    );
    let read = |name: &str| std::fs::read_to_string(env.path(name)).unwrap();
    assert_eq!(
        read("a.jsonl"),
        "{\"partial\":true}\n\
         {\"user\":{\"id\":\"a\",\"name\":\"A\",\"mode\":600}}\n\
         {\"member\":{\"channel\":\"c\",\"id\":\"a\"}}\n\
         {\"member\":{\"channel\":\"d\",\"id\":\"a\",\"mode\":700}}\n"
    );
    env.run("apply a.jsonl").ok();
    env.run("diff d.json --exit-code").ok();
    let ran = env.run("channels delete c --yes --backup c.jsonl --mode-scale levels");
    assert!(!ran.err.contains("every channel"), "{ran:#?}");
    assert_eq!(
        read("c.jsonl"),
        "{\"partial\":true,\"mode_scale\":\"levels\"}\n\
         {\"channel\":{\"id\":\"c\",\"name\":\"C\"}}\n\
         {\"member\":{\"channel\":\"c\",\"id\":\"a\"}}\n\
         {\"member\":{\"channel\":\"c\",\"id\":\"b\",\"mode\":0}}\n"
    );
    // It says nothing of the rest.
    let ran = env.run("apply c.jsonl --prune --yes");
    assert!(ran.fails(2).contains("a part of an instance"), "{ran:#?}");
    env.run("apply c.jsonl").ok();
    env.run("diff d.json --exit-code").ok();
}

#[test]
fn a_file_that_is_there_is_not_written_over_and_nothing_is_sent() {
    let server = Server::new(|_, request| match &*request.method {
        "GET" if request.target.starts_with("/api/users?") => {
            json_answer(200, format!(r#"[{{"id":"a","name":"{KEY}"}}]"#))
        }
        "GET" => json_answer(200, "[]"),
        _ => count(1),
    });
    let env = Env::of(&server);
    env.file("old.jsonl", "precious");
    env.file("ids", "a\n");
    for line in [
        "users delete a --yes --backup old.jsonl",
        "users delete --from ids --yes --backup ids",
        "users delete a --yes --backup /dev/null",
        "apply old.jsonl --backup old.jsonl",
    ] {
        let ran = env.run(line);
        assert!(ran.fails(2).contains("is there already"), "{ran:#?}");
    }
    assert!(server.lines().is_empty());
    // What is masked here would be no way back.
    let ran = env.run("users delete a --yes --backup new.jsonl");
    assert!(ran.fails(8).contains("holds the API key"), "{ran:#?}");
    assert!(!env.path("new.jsonl").exists());
    let ran = env.run("users delete a --yes --backup nowhere/new.jsonl");
    assert_ne!(ran.code, 0);
    assert!(server.lines().iter().all(|line| line.starts_with("GET")));
    // Nothing is known of what others replace.
    for line in [
        "users list",
        "users create --id x --name X",
        "export",
        "api DELETE users",
    ] {
        let ran = env.run(&format!("{line} --backup x.jsonl"));
        assert!(ran.fails(2).contains("--backup"), "{ran:#?}");
    }
    let ran = env.run("users delete a --dry-run --backup dry.jsonl");
    assert!(ran.ok().starts_with("curl") && !env.path("dry.jsonl").exists());
}

#[test]
fn what_the_api_cannot_take_back_is_said() {
    let env = Env::sandbox();
    env.file(
        "d.json",
        r#"{"users":[{"id":"a","name":"A"},{"id":"b","name":"B"}],
            "channels":[{"id":"c","name":"C","members":["a"]}]}"#,
    );
    env.run("apply d.json").ok();
    let ran = env.run("users moderate --mode block a b --backup 1.jsonl");
    assert!(
        ran.err.contains("`a` and 1 more have no mode now"),
        "{ran:#?}"
    );
    let ran = env.run("apply 1.jsonl");
    assert!(ran.err.contains("are not put back by it"), "{ran:#?}");
    let ran = env.run("channels update c --logo https://l.example --backup 2.jsonl");
    assert!(
        ran.err
            .contains("a field that a channel does not have now stays"),
        "{ran:#?}"
    );
}

/// Each takes the next name, also where all of them have chosen the same one.
#[test]
fn backups_of_one_moment_do_not_take_each_others_names() {
    const AT_ONCE: usize = 4;
    let all_have_begun = std::sync::Barrier::new(AT_ONCE);
    let server = Server::new(move |number, request| {
        if number < AT_ONCE {
            all_have_begun.wait();
        }
        match &*request.method {
            "GET" => json_answer(200, "[]"),
            _ => count(1),
        }
    });
    let env = Env::new();
    std::fs::create_dir(env.path("kept")).unwrap();
    let add = format!(
        "profile add prod --app-url {} --key-stdin --backup kept",
        server.address()
    );
    env.pipe(KEY, &add).ok();
    let started = (0..AT_ONCE).map(|_| env.start("users delete u --yes -p prod"));
    let started: Vec<_> = started.collect();
    let mut told = Vec::new();
    for child in started {
        let ran = env.end(child);
        ran.ok();
        let line = ran.err.lines().find(|line| line.contains("`cyxth apply "));
        let file =
            line.and_then(|line| line.split_whitespace().find(|word| word.contains(".jsonl")));
        let file = file.unwrap().to_owned();
        assert!(std::path::Path::new(&file).is_file(), "{file}");
        told.push(file);
    }
    told.sort();
    told.dedup();
    assert_eq!(told.len(), AT_ONCE, "{told:?}");
    let kept = std::fs::read_dir(env.path("kept")).unwrap();
    assert_eq!(kept.count(), AT_ONCE);
}

#[test]
fn a_profile_has_a_directory_for_backups() {
    let server = Server::new(|_, request| match &*request.method {
        "GET" => json_answer(200, "[]"),
        _ => count(1),
    });
    let env = Env::new();
    let add = format!(
        "profile add prod --app-url {} --key-stdin",
        server.address()
    );
    let ran = env.pipe(KEY, &format!("{add} --backup kept"));
    assert!(
        ran.fails(2).contains("a profile keeps a directory"),
        "{ran:#?}"
    );
    std::fs::create_dir(env.path("kept")).unwrap();
    env.pipe(KEY, &format!("{add} --backup kept")).ok();
    let shown = env.run("profile show prod");
    assert!(shown.ok().contains("backups   "), "{shown:#?}");
    for _ in 0..2 {
        let ran = env.run("channels delete c --yes -p prod");
        let kept = env.path("kept").display().to_string();
        assert!(
            ran.err.contains(&format!("`cyxth apply {kept}/prod-")),
            "{ran:#?}"
        );
        assert!(ran.err.contains(".jsonl -p prod` puts back"), "{ran:#?}");
    }
    assert_eq!(std::fs::read_dir(env.path("kept")).unwrap().count(), 2);
    // The tool does not know what such a request changes, and says so.
    env.file("ids", "[\"c\"]");
    let ran = env.run("api DELETE channels --input ids --yes -p prod");
    ran.ok();
    assert!(
        ran.err.contains("directory of backups gets none"),
        "{ran:#?}"
    );
    assert!(!env.run("api GET channels -p prod").err.contains("backups"));
    env.run("channels create --id c --name C -p prod").ok();
    env.file("d.json", r#"{"channels":[{"id":"c","name":"C"}]}"#);
    env.run("apply d.json -p prod").ok();
    assert_eq!(std::fs::read_dir(env.path("kept")).unwrap().count(), 2);
}
