//! Documents and records that hold the API key: what is masked cannot be compared, and the key is
//! shown nowhere.

use serde_json::json;

use crate::document::moving::all;
use crate::support::server::{Server, json as answer};
use crate::support::{Env, KEY};

/// A user and a channel that hold the key.
fn holding() -> Server {
    Server::new(|_, request| {
        let path = request.target.split('?').next().unwrap();
        if request.method != "GET" {
            return answer(200, request.body.clone());
        }
        let records = match path {
            "/api/users" => json!([{"id": "a", "name": "A"}, bot(KEY)]),
            "/api/channels" => json!([{"id": "c", "name": KEY, "logo": "l"}]),
            _ => json!([]),
        };
        all(request, records)
    })
}

fn bot(token: &str) -> serde_json::Value {
    json!({"id": "bot", "name": "n", "metadata": {"token": token, "x": "1"}})
}

/// A document of what is there, or of what an export shows of it.
fn document(token: &str) -> String {
    json!({"users": [{"id": "a"}, bot(token)], "channels": [{"id": "c", "name": token}]})
        .to_string()
}

fn changes(server: &Server) -> Vec<String> {
    let requests = server.requests().into_iter();
    let changes = requests.filter(|request| request.method != "GET");
    changes.map(|request| request.line()).collect()
}

#[test]
fn what_is_masked_differs_as_far_as_anybody_can_tell() {
    let server = holding();
    let env = Env::of(&server);
    for token in ["********", KEY, "another"] {
        env.file("in.json", document(token));
        let ran = env.run("diff in.json --exit-code");
        ran.fails(11);
        assert_eq!(
            ran.out,
            "! user bot: cannot compare metadata: the record holds the API key\n\
             ! channel c: cannot compare name: the record holds the API key\n"
        );
        let ran = env.run("diff in.json -o jsonl");
        assert!(
            !ran.ok().contains(KEY) && !ran.err.contains(KEY),
            "{ran:#?}"
        );
        let steps: Vec<serde_json::Value> = ran
            .out
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        assert_eq!(steps[0]["step"], "cannot_compare_user");
        assert_eq!(steps[1]["step"], "cannot_compare_channel");
        assert_eq!(steps[1]["changes"][0]["field"], "name");
        assert_eq!(steps.len(), 2);
        for _ in 0..2 {
            let ran = env.run("apply in.json --recreate --prune --yes");
            let err = ran.fails(10);
            for words in [
                "cannot compare metadata of the user `bot`",
                "warning: in.json:1:14: cannot compare name of the channel `c`",
                "error: 2 records cannot be compared: the API key is masked here",
            ] {
                assert!(err.contains(words), "{words}: {ran:#?}");
            }
        }
    }
    assert_eq!(changes(&server), Vec::<String>::new());
    // What can be compared still is, and what is ignored hides nothing.
    let ran = env.run("diff in.json --exit-code --ignore metadata.token --ignore name");
    assert_eq!((ran.ok(), ran.code), ("", 0));
    let other = r#"{"channels":[{"id":"c","name":"n","logo":"m"}]}"#;
    let ran = env.pipe(other, "apply - --yes --retries 0");
    ran.fails(10);
    assert_eq!(changes(&server), ["PUT /api/channels"]);
    let sent = server.requests().into_iter().find(|r| r.method == "PUT");
    assert_eq!(sent.unwrap().body, r#"{"id":"c","logo":"m"}"#);
}

/// The document may hold the key too.
#[test]
fn the_key_of_a_document_is_shown_nowhere() {
    let server = Server::always(answer(200, "[]"));
    let env = Env::of(&server);
    env.file("in.json", document(KEY));
    for line in [
        "diff in.json",
        "diff in.json -o json",
        "apply in.json --yes --dry-run",
        "apply in.json --yes --dry-run -v",
    ] {
        let ran = env.run(line);
        assert!(ran.ok().contains("bot"), "{ran:#?}");
        assert!(!ran.out.contains(KEY) && !ran.err.contains(KEY), "{ran:#?}");
    }
    let ran = env.pipe(bot(KEY).to_string(), "users create --dry-run");
    assert!(ran.ok().contains(r#""token":"********""#), "{ran:#?}");
    assert!(!ran.out.contains(KEY), "{ran:#?}");
    // A difference of what can be seen.
    let server = Server::new(|_, request| {
        all(
            request,
            json!([{"id": "a"}, {"id": "bot", "name": "n"}, {"id": "c"}]),
        )
    });
    let ran = Env::of(&server).pipe(document(KEY), "diff -");
    assert!(
        ran.ok().contains(r#"-> {"token":"********","x":"1"}"#),
        "{ran:#?}"
    );
    assert!(!ran.out.contains(KEY), "{ran:#?}");
}
