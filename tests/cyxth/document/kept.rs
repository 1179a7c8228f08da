//! `apply --recreate` deletes users: what belongs to them must come back, or nothing be deleted.

use std::fs::{self, File};
use std::path::PathBuf;

use crate::support::Env;
use crate::support::server::{Server, json};

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
    // Metadata that is a text is what a service may hold and a document may not.
    let server = Server::new(|_, request| {
        let is_first = request.query("starting_after").is_none();
        let path = request.target.split('?').next().unwrap_or_default();
        json(
            200,
            match path {
                _ if !is_first => "[]",
                "/api/channels" => r#"[{"id":"c"}]"#,
                _ => r#"[{"id":"a","name":"A","metadata":"x"},{"id":"b","name":"B"}]"#,
            },
        )
    });
    let env = Env::of(&server);
    env.file(
        "in.json",
        r#"{"users":[{"id":"a","name":"new"},{"id":"b","name":"new"}]}"#,
    );
    let ran = env.run("apply in.json --recreate --yes");
    assert_eq!(ran.code, 1, "{ran:#?}");
    assert!(
        ran.err.contains(
            "error: what would have to be put back cannot be: user `a`: the field `metadata`: \
             expected an object, found a string; nobody is deleted"
        ),
        "{ran:#?}"
    );
    let lines = server.lines();
    assert!(
        lines.iter().all(|line| line.starts_with("GET ")),
        "{lines:#?}"
    );
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
pub fn kept(env: &Env, extension: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(env.path("data")).into_iter().flatten();
    let paths = entries.map(|entry| entry.unwrap().path());
    paths
        .filter(|path| path.extension().is_some_and(|found| found == extension))
        .collect()
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
    let ran = env.run("apply in.json --recreate --yes");
    ran.ok();
    assert!(
        ran.err.contains("1 user and 0 memberships are back\n"),
        "{ran:#?}"
    );
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

/// A known field that is `null` is one that is missing: it is not sent, and a mode stays.
#[test]
fn fields_that_are_null_are_not_sent() {
    let env = Env::sandbox();
    let document = r#"{"users":[{"id":"a","name":null,"mode":null,"x":null,"metadata":{"y":null}}],
        "channels":[{"id":"c","name":null,"logo":null,"members":["a"]}]}"#;
    env.pipe(document, "apply -").ok();
    env.pipe(document, "diff - --exit-code").ok();
    let exported = export(&env);
    assert!(
        exported.contains(r#"{"id":"a","x":null,"metadata":{"y":null}}"#),
        "{exported}"
    );
    env.run("users moderate a --mode 600").ok();
    let document = r#"{"users":[{"id":"a","name":"A","mode":null}]}"#;
    env.pipe(document, "apply - --recreate --yes").ok();
    let exported = export(&env);
    assert!(
        exported.contains(r#"{"id":"a","name":"A","x":null,"metadata":{"y":null},"mode":600}"#),
        "{exported}"
    );
    assert!(exported.contains(r#""members":["a"]"#), "{exported}");
    // One that is to have no name loses it.
    let document = r#"{"users":[{"id":"a","name":null}]}"#;
    env.pipe(document, "apply - --recreate --yes").ok();
    env.pipe(document, "diff - --exit-code").ok();
    assert!(!export(&env).contains("\"A\""));
}
