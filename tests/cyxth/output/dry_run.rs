//! `--dry-run`: nothing that changes anything is sent, and what is printed does it.

use crate::support::process::is_there;
use crate::support::server::{Server, json};
use crate::support::{Env, KEY};

const CHANGES: [(&str, &str); 10] = [
    (
        "users create",
        r#"[{"id":"o'neil","name":"$HOME `id` \"q\" \\ \u00e9 é","n":1.10}]"#,
    ),
    ("users delete", r#"["o'neil","$(id)","a\\b"]"#),
    ("users moderate --mode admin", r#"["u1"]"#),
    ("channels create", r#"[{"id":"c","members":["u1"]}]"#),
    ("channels delete", r#"["CYXTH_BODY","c"]"#),
    ("channels update", r#"{"id":"c","name":"x'y"}"#),
    ("channels moderate a/b?c --mode 300", r#"["u1"]"#),
    ("members add ü'x", r#"["u1"]"#),
    ("members remove c%c", r#"["u1"]"#),
    ("members moderate c --mode recv-only", r#"["u1"]"#),
];

#[test]
fn nothing_is_sent_and_the_key_is_a_variable() {
    let server = Server::content();
    // Otherwise a page is read before a name is believed.
    let env = Env::of(&server).var("CYXTH_MODE_SCALE", "levels");
    for (line, input) in CHANGES {
        // No answer is needed where nothing is deleted.
        let ran = env.pipe(input, &format!("{line} --dry-run"));
        assert!(ran.ok().starts_with("curl -X "), "{ran:#?}");
        assert!(ran.out.contains("$CYXTH_API_KEY"), "{ran:#?}");
        assert!(!(ran.out.clone() + &ran.err).contains(KEY));
        assert!(ran.err.contains("nothing was sent"), "{ran:#?}");
        assert_eq!(env.pipe(input, &format!("{line} --dry-run -q")).err, "");
    }
    assert_eq!(server.lines(), Vec::<String>::new());
}

/// What the real run would refuse is not shown as what would be sent.
#[test]
fn a_change_that_would_be_refused_is_refused() {
    let server = Server::new(|_, request| match request.query("starting_after") {
        None if request.target.starts_with("/api/users") => {
            json(200, r#"[{"id":"u1","name":"x","mode":4}]"#)
        }
        _ => json(200, "[]"),
    });
    let env = Env::of(&server);
    env.file(
        "d.json",
        r#"{"users":[{"id":"u1","name":"x","mode":"admin"}]}"#,
    );
    for line in [
        "users moderate u1 --mode admin --dry-run",
        "users create --id u2 --name x --mode admin --dry-run",
        "apply d.json --dry-run",
        "diff d.json",
    ] {
        let ran = env.run(line);
        assert!(
            ran.fails(2)
                .contains("look like those of the scale `flags`"),
            "{ran:#?}"
        );
        assert_eq!(ran.out, "", "{line}");
        env.run(&format!("{line} --mode-scale levels")).ok();
    }
    // A service that is away: what would be sent is shown all the same.
    let env = Env::new()
        .var("CYXTH_API_URL", "http://127.0.0.1:1/api")
        .var("CYXTH_API_KEY", KEY);
    let ran = env.run("users moderate u1 --mode admin --dry-run --retries 0");
    assert!(ran.ok().starts_with("curl"), "{ran:#?}");
    assert!(ran.err.contains("cannot be seen"), "{ran:#?}");
}

#[cfg(feature = "sandbox")]
#[test]
fn what_is_there_would_be_skipped() {
    let env = Env::sandbox();
    env.pipe(r#"[{"id":"a"},{"id":"b"}]"#, "users create").ok();
    let ran = env.pipe(
        r#"[{"id":"a"},{"id":"b"},{"id":"c"}]"#,
        "users create --skip-existing --dry-run",
    );
    assert_eq!(ran.ok().matches("curl").count(), 1);
    let told = "nothing was sent for 1 user; 2 users would be skipped";
    assert!(ran.err.contains(told), "{ran:#?}");
}

#[test]
fn every_request_is_printed() {
    let server = Server::content();
    let env = Env::of(&server);
    let ran = env.pipe("a\nb\nc\nd\ne\n", "users delete --dry-run --batch-size 2");
    assert_eq!(ran.ok().matches("curl -X DELETE").count(), 3);
    let ran = env.pipe(r#"[{"id":"a"},{"id":"b"}]"#, "channels update --dry-run");
    assert_eq!(ran.ok().matches("curl -X PUT").count(), 2);
    assert!(server.requests().is_empty());
}

#[test]
fn mistakes_are_still_found() {
    let server = Server::content();
    let env = Env::of(&server);
    env.pipe("[{\"id\":7}]", "users create --dry-run").fails(2);
    env.run("members add .. u1 --dry-run").fails(2);
    Env::new().run("users delete u1 --dry-run").fails(3);
    assert!(server.requests().is_empty());
}

#[test]
fn reading_is_allowed() {
    let server = Server::always(json(200, r#"[{"id":"a"}]"#));
    let ran = Env::of(&server).run("users list -o id --dry-run");
    assert_eq!(ran.ok(), "a\n");
}

#[test]
fn profiles_stay_as_they_are() {
    let env = Env::new().profiles("[profiles.a]\napp_url = \"a.example\"\nkey_env = \"A\"\n");
    let before = env.profiles_text();
    env.run("profile remove a --dry-run").ok();
    env.run("profile add b --app-url b.example --key-env B --dry-run")
        .ok();
    env.run("profile use sandbox --dry-run").ok();
    assert_eq!(env.profiles_text(), before);
}

#[cfg(feature = "sandbox")]
#[test]
fn the_sandbox_stays_as_it_is() {
    let env = Env::sandbox();
    env.run("users create --id a").ok();
    env.run("users delete a --dry-run").ok();
    env.run("sandbox reset --dry-run").ok();
    assert_eq!(env.run("users list -o id").ok(), "a\n");
}

/// What is printed, run by a shell, sends what would have been sent.
#[test]
fn the_printed_commands_work() {
    if !is_there("sh") || !is_there("curl") {
        return;
    }
    for (line, input) in CHANGES {
        let server = Server::content();
        // Otherwise a page is read before a name is believed.
        let env = Env::of(&server).var("CYXTH_MODE_SCALE", "levels");
        env.pipe(input, &format!("{line} --yes")).ok();
        let script = env.pipe(input, &format!("{line} --dry-run"));
        let mut shell = env.program("sh");
        shell.args(["-eu", "-c", script.ok()]);
        env.fed(&mut shell, b"").ok();
        let requests = server.requests();
        assert_eq!(requests.len(), 2, "{line}");
        assert_eq!(requests[1].line(), requests[0].line());
        // A here-document ends with a line break, which means nothing in JSON.
        assert_eq!(requests[1].body.trim_end(), requests[0].body);
        for name in ["authorization", "accept", "content-type"] {
            assert_eq!(requests[1].header(name), requests[0].header(name), "{line}");
        }
    }
}
