//! Guards: protected and read-only profiles, `--confirm`, `--no-input`, `--max-delete`.

use serde_json::Value;

use crate::support::server::{Server, count, json};
use crate::support::{Env, KEY};

/// A server that lists nothing and takes every change.
fn server() -> Server {
    Server::new(|_, request| match &*request.method {
        "GET" => json(200, "[]"),
        _ => count(1),
    })
}

/// An environment with a profile of the server, and more lines in it.
fn with_profile(server: &Server, more: &str) -> Env {
    Env::new().profiles(&format!(
        "default = \"prod\"\n[profiles.prod]\napp_url = \"{}\"\nkey = \"{KEY}\"\n{more}",
        server.address()
    ))
}

fn changes(server: &Server) -> usize {
    let requests = server.requests();
    requests.iter().filter(|r| r.method != "GET").count()
}

/// What deletes, or might.
const REMOVALS: [&str; 4] = [
    "users delete u1",
    "channels delete c1",
    "members remove c1 u1",
    "api DELETE users --input ids.json",
];

#[test]
fn a_protected_profile_wants_its_name() {
    for line in REMOVALS {
        let server = server();
        let env = with_profile(&server, "protected = true\n");
        env.file("ids.json", "[\"u1\"]");
        for answer in ["", " --yes", " --yes --confirm staging", " --confirm PROD"] {
            let ran = env.run(&format!("{line}{answer}"));
            assert!(
                ran.fails(2).contains("--confirm prod"),
                "{line}{answer} {ran:#?}"
            );
        }
        assert_eq!(changes(&server), 0, "{line}");
        env.run(&format!("{line} --confirm prod")).ok();
        assert_eq!(changes(&server), 1, "{line}");
    }
    // What only changes or creates is not asked about.
    let server = server();
    let env = with_profile(&server, "protected = true\n");
    env.run("users moderate --mode block u1").ok();
    env.run("users create --id u1 --name U").ok();
}

#[test]
fn pruning_and_recreating_are_guarded_too() {
    let server = Server::new(|_, request| match (&*request.method, &*request.target) {
        ("GET", target) if target.starts_with("/api/users") && !target.contains("after") => {
            json(200, r#"[{"id":"a","name":"A"},{"id":"b","name":"B"}]"#)
        }
        ("GET", _) => json(200, "[]"),
        _ => count(1),
    });
    let env = with_profile(&server, "protected = true\n");
    env.file("d.json", r#"{"users":[{"id":"a","name":"New"}]}"#);
    for line in [
        "apply d.json --prune --yes",
        "apply d.json --recreate --yes",
    ] {
        let ran = env.run(line);
        assert!(ran.fails(2).contains("--confirm prod"), "{ran:#?}");
    }
    assert_eq!(changes(&server), 0);
    let ran = env.run("apply d.json --prune --confirm prod");
    assert_eq!((ran.code, changes(&server)), (10, 1), "{ran:#?}");
}

#[test]
fn nothing_leaves_for_a_read_only_profile() {
    let server = server();
    let env = with_profile(&server, "read_only = true\n");
    env.file("d.json", r#"{"users":[{"id":"a","name":"A"}]}"#);
    env.file("ids.json", "[\"u1\"]");
    let others = [
        "users create --id a --name A",
        "users moderate --mode admin a",
        "channels create --id c --name C",
        "channels update c --name D",
        "channels moderate c --mode block a",
        "members add c a",
        "apply d.json",
        "apply d.json --prune --confirm prod",
        "api POST users -f id=a",
        "api PUT channels -f id=a",
        "api PATCH users",
        "api OPTIONS users",
    ];
    for line in REMOVALS.into_iter().chain(others) {
        let ran = env.run(&format!("{line} --yes"));
        assert!(
            ran.fails(3).contains("profile `prod` is read-only"),
            "{ran:#?}"
        );
    }
    assert!(server.lines().is_empty(), "{:?}", server.lines());
    for line in ["users list", "diff d.json", "export", "api GET users"] {
        env.run(line).ok();
    }
    let shown = env.run("users delete u1 --dry-run");
    assert!(shown.ok().starts_with("curl -X DELETE"));
    assert_eq!(changes(&server), 0);
}

#[test]
fn no_way_to_the_url_goes_around_the_guards() {
    let server = server();
    let base = server.api_url();
    let guarded = |env: Env| {
        env.profiles(&format!(
        "[profiles.prod]\napp_url = \"{}\"\nkey = \"{KEY}\"\nprotected = true\nread_only = true\n\
         [profiles.other]\napi_url = \"{base}\"\nkey = \"{KEY}\"\n",
        server.address()
    ))
    };
    let port = base
        .split(':')
        .nth(2)
        .unwrap()
        .split('/')
        .next()
        .unwrap()
        .to_owned();
    for (variable, url) in [
        ("CYXTH_APP_URL", server.address().to_string()),
        ("CYXTH_API_URL", base.clone()),
        ("CYXTH_API_URL", format!("{base}//")),
        ("CYXTH_API_URL", base.trim_end_matches("/api").to_owned()),
        ("CYXTH_APP_URL", format!("localhost:{port}")),
    ] {
        let env = guarded(Env::new().var(variable, &url).var("CYXTH_API_KEY", KEY));
        for line in ["users delete u1 --yes", "users create --id a --name A"] {
            let ran = env.run(line);
            assert!(ran.fails(3).contains("read-only"), "{url} {ran:#?}");
        }
    }
    let env = guarded(Env::new());
    env.file("key", KEY);
    for line in [
        format!("users delete u1 --yes --api-url {base} --api-key-file key"),
        "users delete u1 --yes -p other".to_owned(),
        "users delete u1 --yes -p other --confirm other".to_owned(),
    ] {
        env.run(&line).fails(3);
    }
    // Where the profiles cannot be read, nobody knows what they guard.
    let env = Env::of(&server).profiles("[profiles");
    env.run("users list").ok();
    assert!(env.run("users delete u1 --yes").fails(3).contains("broken"));
    assert_eq!(changes(&server), 0);
}

/// In a file that people edit.
#[test]
fn a_misspelt_guard_does_not_pass_for_none() {
    let server = server();
    let profile = format!("app_url = \"{}\"\nkey = \"{KEY}\"\n", server.address());
    for (text, words) in [
        (
            format!("[profiles.prod]\n{profile}readonly = true\n"),
            "`read_only` meant",
        ),
        (
            format!("[profiles.prod]\n{profile}read-only = true\n"),
            "`read_only` meant",
        ),
        (
            format!("[profiles.prod]\n{profile}Protected = true\n"),
            "`protected` meant",
        ),
        (
            format!("[profile.prod]\n{profile}read_only = true\n"),
            "`profiles` meant",
        ),
    ] {
        let env = Env::of(&server).profiles(&text);
        let ran = env.run("users delete u1 --yes");
        assert!(ran.fails(3).contains(words), "{text}: {ran:#?}");
    }
    assert_eq!(changes(&server), 0);
}

#[test]
fn another_name_than_that_of_the_profile_confirms_nothing() {
    let server = server();
    let env = with_profile(&server, "");
    let ran = env.run("users delete u1 --yes --confirm staging");
    assert!(ran.fails(2).contains("--confirm staging"), "{ran:#?}");
    assert_eq!(changes(&server), 0);
    env.run("users delete u1 --confirm prod").ok();
    Env::of(&server)
        .run("users delete u1 --yes --confirm prod")
        .fails(2);
    // Nor where something of this machine is deleted.
    let ran = env.run("profile remove prod --yes --confirm staging");
    assert!(ran.fails(2).contains("--confirm staging"), "{ran:#?}");
    assert!(env.profiles_text().contains("prod"));
    env.run("profile remove prod --confirm prod").ok();
}

#[test]
#[cfg(feature = "sandbox")]
fn the_sandbox_is_emptied_for_no_other_name() {
    let env = Env::sandbox();
    env.run("users create --id a").ok();
    let ran = env.run("sandbox reset --yes --confirm live");
    assert!(ran.fails(2).contains("--confirm live"), "{ran:#?}");
    assert_eq!(env.run("users count").ok(), "1\n");
    env.run("sandbox reset --confirm sandbox").ok();
    assert_eq!(env.run("users count").ok(), "0\n");
}

#[test]
fn a_profile_keeps_its_guards_and_shows_them() {
    let env = Env::new();
    env.pipe(
        KEY,
        "profile add prod --app-url p.example --key-stdin --protected --read-only",
    )
    .ok();
    env.pipe(KEY, "profile add test --app-url t.example --key-stdin")
        .ok();
    let text = env.profiles_text();
    assert!(text.contains("protected = true") && text.contains("read_only = true"));
    let listed = env.run("profile list");
    assert!(listed.ok().contains("protected, read-only"), "{listed:#?}");
    let listed: Value = serde_json::from_str(env.run("profile list -o json").ok()).unwrap();
    assert_eq!(listed[0]["protected"], true);
    assert_eq!(listed[1].get("protected"), None);
    let shown = env.run("profile show prod");
    assert!(
        shown.ok().contains("guards    protected, read-only"),
        "{shown:#?}"
    );
    // A change of something else keeps them, and they are taken back by name.
    env.run("profile add prod --replace --key-env K").ok();
    assert!(env.profiles_text().contains("protected = true"));
    env.run("profile add prod --replace --protected=false").ok();
    assert!(!env.profiles_text().contains("protected"));
    env.run("profile remove prod --yes").fails(2);
    env.run("profile remove prod --confirm prod").ok();
    let env = env
        .profiles("[profiles.a]\napp_url = \"a.example\"\nkey_env = \"K\"\nread_only = \"yes\"\n");
    assert!(env.run("users list -p a").fails(3).contains("read_only"));
}

#[test]
fn too_many_are_not_deleted() {
    let env = Env::sandbox();
    let users = r#"{"id":"a","name":"A"} {"id":"b","name":"B"} {"id":"c","name":"C"}"#;
    env.pipe(users, "users create").ok();
    env.run("channels create --id l --name L --member a --member b")
        .ok();
    env.file("ids", "a\nb\nc\n");
    for line in [
        "users delete --from ids",
        "members remove l a b c",
        "channels delete l m n",
    ] {
        let ran = env.run(&format!("{line} --yes --max-delete 2"));
        assert!(ran.fails(2).contains("--max-delete 2"), "{ran:#?}");
    }
    env.file(
        "d.json",
        r#"{"users":[{"id":"a","name":"A"}],"channels":[{"id":"l","members":[]}]}"#,
    );
    let ran = env.run("apply d.json --prune --yes --max-delete 3");
    assert!(ran.fails(2).contains("the plan deletes 4 "), "{ran:#?}");
    env.file(
        "anew.json",
        r#"{"users":[{"id":"a","name":"X"},{"id":"b","name":"Y"}]}"#,
    );
    let ran = env.run("apply anew.json --recreate --yes --max-delete 1");
    assert!(ran.fails(2).contains("--max-delete 1"), "{ran:#?}");
    assert_eq!(env.run("users count").ok(), "3\n");
    env.run("apply d.json --prune --yes --max-delete 4").ok();
}
