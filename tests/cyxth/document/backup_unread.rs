//! Backups of an instance with a channel whose members cannot be read.

use crate::support::server::{Action, Request, Server, count, json};
use crate::support::{Env, KEY};

/// What an instance answers in which one channel is odd: `odd` is the answer for its members, where
/// they are asked for.
fn instance(channel: &'static str, is_listed: bool, odd: Option<Action>) -> Server {
    Server::new(move |_, request| {
        let page = |records: &str| match request.query("starting_after") {
            None => json(200, records),
            Some(_) => json(200, "[]"),
        };
        if request.method != "GET" {
            return count(1);
        }
        let path = request.target.split('?').next().unwrap();
        let odd_id = serde_json::to_string(channel).unwrap();
        match path {
            "/api/users" => page(r#"[{"id":"a","name":"A","mode":300}]"#),
            "/api/channels" if !is_listed && asked_for(request, channel) => json(200, "[]"),
            "/api/channels" => page(&format!(
                r#"[{{"id":{odd_id},"name":"Odd"}},{{"id":"lobby","name":"L"}}]"#
            )),
            "/api/channels/lobby/users" => page(r#"[{"id":"a","name":"A"}]"#),
            _ => odd.clone().expect("nobody asks for these members"),
        }
    })
}

/// Whether a listing is a look for this channel alone.
fn asked_for(request: &Request, channel: &str) -> bool {
    request.query("limit").as_deref() != Some("1000") || request.target.contains(channel)
}

fn changes(server: &Server) -> Vec<String> {
    let lines = server.lines();
    let changes = lines.iter().filter(|line| !line.starts_with("GET"));
    changes.cloned().collect()
}

const DELETE: &str = "users delete a --yes --retries 0 --backup b.jsonl";

#[test]
fn a_refusal_names_the_channel_and_what_to_do() {
    for (status, code, hint) in [
        (401, 4, "a key that may read them"),
        (403, 4, "a key that may read them"),
        (400, 6, "those who run the service"),
        (418, 6, "those who run the service"),
        (500, 8, "leave out `--backup`"),
        (503, 8, "leave out `--backup`"),
    ] {
        let why = json(status, r#"{"type":"odd","message":"not for you"}"#);
        let server = instance("den", true, Some(why));
        let env = Env::of(&server);
        let ran = env.run(DELETE);
        let err = ran.fails(code);
        for part in [
            "error: the members of the channel `den` cannot be read",
            "so nothing was sent",
            "not for you",
            hint,
            "leave out `--backup`",
        ] {
            assert!(err.contains(part), "{status} {part}: {err}");
        }
        let error = env.run(&format!("{DELETE} -o json")).error();
        assert_eq!(error["status"], status, "{error}");
        assert_eq!(changes(&server), Vec::<String>::new(), "{status}");
        assert!(!env.path("b.jsonl").exists());
        // The way out that it names is one.
        env.run("users delete a --yes").ok();
    }
    // Where the profile wants the backup, the way out is another one.
    let server = instance("den", true, Some(json(403, r#"{"message":"not for you"}"#)));
    let env = Env::new();
    let env = env.profiles(&format!(
        "[profiles.p]\napi_url = \"{}\"\nkey = \"{KEY}\"\nbackup = \"kept\"\n",
        server.api_url()
    ));
    let ran = env.run("users delete a --yes -p p");
    assert!(
        ran.fails(4).contains("take `backup` out of the profile"),
        "{ran:#?}"
    );
    assert_eq!(std::fs::read_dir(env.path("kept")).unwrap().count(), 0);
    assert_eq!(changes(&server), Vec::<String>::new());
}

#[test]
fn a_channel_that_has_gone_meanwhile_is_in_nobodys_way() {
    let gone = json(
        404,
        r#"{"type":"not_found_error","message":"no such channel"}"#,
    );
    let server = instance("den", false, Some(gone));
    let env = Env::of(&server);
    let ran = env.run(DELETE);
    ran.ok();
    assert!(
        ran.err.contains("kept 1 user, 0 channels and 1 member"),
        "{ran:#?}"
    );
    assert_eq!(changes(&server), ["DELETE /api/users"]);
    let kept = std::fs::read_to_string(env.path("b.jsonl")).unwrap();
    assert!(kept.contains("lobby") && !kept.contains("den"), "{kept}");
}

#[test]
fn a_channel_that_is_there_and_answers_404_is_in_the_way() {
    // As behind a proxy that refuses the `/` of an id.
    let foreign = Action::Answer(404, Vec::new(), "<html>".to_owned());
    let server = instance("a/b", true, Some(foreign));
    let env = Env::of(&server);
    let ran = env.run(DELETE);
    let err = ran.fails(1);
    for part in [
        "`a/b`",
        "answers 404",
        "nothing was sent",
        "a proxy",
        "leave out `--backup`",
    ] {
        assert!(err.contains(part), "{part}: {err}");
    }
    assert_eq!(changes(&server), Vec::<String>::new());
    assert!(!env.path("b.jsonl").exists());
}

#[test]
fn of_a_channel_that_no_request_can_name_the_rest_is_kept() {
    for channel in ["..", "x//y", ""] {
        let server = instance(channel, true, None);
        let env = Env::of(&server);
        let ran = env.run(DELETE);
        ran.ok();
        if !channel.is_empty() {
            let warning = format!(
                "warning: the members of the channel `{channel}` are not in the backup: no request \
                 can name it"
            );
            assert!(ran.err.contains(&warning), "{ran:#?}");
        }
        assert_eq!(changes(&server), ["DELETE /api/users"], "{channel}");
        let kept = std::fs::read_to_string(env.path("b.jsonl")).unwrap();
        assert!(kept.contains("lobby"), "{kept}");
    }
}
