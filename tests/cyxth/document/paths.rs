//! Ids that cannot stand in a path, in documents; and answers of proxies.

use serde_json::Value;

use crate::document::model::export;
use crate::document::moving::{all, not_found};
use crate::support::Env;
use crate::support::server::{Action, Server};

/// Two users, and a channel of theirs whose id reaches the users where it is folded away.
fn with_odd_channels() -> Env {
    let env = Env::sandbox();
    env.pipe(r#"[{"id":"m1"},{"id":"m2"}]"#, "users create")
        .ok();
    env.pipe(
        r#"[{"id":"x/../..","members":["m1","m2"]},{"id":"a\\.","members":["m1"]},
            {"id":"c/d","members":["m1"]}]"#,
        "channels create",
    )
    .ok();
    env
}

#[test]
fn an_export_says_whose_members_it_lacks() {
    let env = with_odd_channels();
    let ran = env.run("export");
    let document: Value = serde_json::from_str(ran.ok()).unwrap();
    let channels = document["channels"].as_array().unwrap();
    let members: Vec<(&str, bool)> = channels
        .iter()
        .map(|channel| {
            (
                channel["id"].as_str().unwrap(),
                channel.get("members").is_some(),
            )
        })
        .collect();
    assert_eq!(
        members,
        [("a\\.", false), ("c/d", true), ("x/../..", false)]
    );
    for id in ["a\\.", "x/../.."] {
        let warning = format!("warning: the members of the channel `{id}` are missing");
        assert!(ran.err.contains(&warning), "{ran:#?}");
    }
    env.pipe(ran.ok(), "apply - --prune --yes").ok();
    assert_eq!(export(&|line| env.run(line)), document);
}

/// The file that is there may have the members.
#[test]
fn an_export_that_lacks_members_replaces_no_file() {
    let env = with_odd_channels();
    env.file("to.json", "before");
    let ran = env.run("export --to to.json");
    let err = ran.fails(5);
    assert!(
        err.contains("the members of 2 channels (`a\\.` is the first) cannot be read"),
        "{err}"
    );
    assert!(err.contains("to.json is left as it was"), "{err}");
    assert!(err.contains("hint: without `--to`"), "{err}");
    let kept = || std::fs::read_to_string(env.path("to.json")).unwrap();
    assert_eq!(kept(), "before");
    env.run("export --channel c/d --to to.json").ok();
    assert!(kept().contains("c/d"), "{}", kept());
    env.run("export --users --channels --to to.json").ok();
    assert!(kept().contains("x/../.."), "{}", kept());
    // A service that lists a channel and does not know it.
    let server = Server::new(|_, request| match request.target.contains("/z/") {
        true => not_found(),
        false => all(request, serde_json::json!([{"id": "z"}])),
    });
    let env = Env::of(&server);
    env.file("to.json", "before");
    let ran = env.run("export --to to.json -o json");
    assert_eq!(ran.error()["kind"], "not_found", "{ran:#?}");
    let kept = std::fs::read_to_string(env.path("to.json")).unwrap();
    assert_eq!(kept, "before");
}

/// What the service took is in the document, whatever the characters of its id.
#[test]
fn an_id_with_a_null_character_goes_round() {
    let env = Env::sandbox();
    let users = r#"[{"id":"a\u0000b","name":"x","mode":300},{"id":"a","name":"y"}]"#;
    env.pipe(users, "users create").ok();
    let channel = r#"{"id":"c\u0000","members":["a\u0000b"]}"#;
    env.pipe(channel, "channels create").ok();
    for format in ["json", "jsonl"] {
        let file = format!("there.{format}");
        env.run(&format!("export --to {file} -o {format}")).ok();
        env.run(&format!("diff {file} --exit-code")).ok();
    }
    env.pipe("{\"users\":[],\"channels\":[]}", "apply - --prune --yes")
        .ok();
    let ran = env.run("apply there.json");
    assert_eq!(ran.ok(), "applied 3 steps\n", "{ran:#?}");
    env.run("diff there.jsonl --exit-code").ok();
}

/// Nobody is deleted, removed or listed for such a channel; all else is done.
#[test]
fn a_document_is_applied_without_such_members() {
    for document in [
        r#"{"users":[{"id":"m1"},{"id":"m2"}],
"channels":[{"id":"x/../..","name":"N","members":[]},{"id":"c/d","members":["m2"]}]}"#,
        r#"{"users":[{"id":"m1"},{"id":"m2"}]} {"channel":{"id":"x/../..","name":"N"}}
{"member":{"channel":"x/../..","id":"nobody"}} {"member":{"channel":"x/../..","id":"m1"}}
{"channel":{"id":"c/d","members":["m2"]}}"#,
    ] {
        let env = with_odd_channels();
        env.file("in.json", document);
        let differs = env.run("diff in.json --exit-code");
        assert_eq!(differs.code, 11, "{differs:#?}");
        let ran = env.run("apply in.json --prune --yes -v");
        assert_eq!(ran.ok(), "applied 4 steps\n", "{ran:#?}");
        for ran in [&differs, &ran] {
            let warning = "the members of the channel `x/../..` are left out: its id cannot stand \
                           in a path";
            assert_eq!(ran.err.matches(warning).count(), 1, "{ran:#?}");
            assert!(ran.err.contains("warning: in.json:2:"), "{ran:#?}");
        }
        assert!(!ran.err.contains("channels/x%2F.."), "{ran:#?}");
        let there = export(&|line| env.run(line));
        assert_eq!(there["users"].as_array().unwrap().len(), 2, "{there}");
        let channels = there["channels"].to_string();
        assert_eq!(
            channels,
            r#"[{"id":"c/d","members":["m2"]},{"id":"x/../..","name":"N"}]"#
        );
        env.run("diff in.json --exit-code").ok();
    }
}

/// A channel that is too long to be read at once tells of its members once.
#[test]
fn a_long_channel_too() {
    let env = with_odd_channels();
    let members: Vec<String> = (0..40_000).map(|n| format!("\"nobody{n}\"")).collect();
    let document = format!(
        r#"{{"channels":[{{"id":"x/../..","members":[{}],"name":"N"}}]}}"#,
        members.join(",")
    );
    let ran = env.pipe(document, "apply -");
    assert_eq!(ran.ok(), "applied 1 step\n");
    assert_eq!(ran.err.matches("are left out").count(), 1, "{ran:#?}");
}

/// Apache answers an id with a `/` like this unless it is told otherwise.
#[test]
fn a_404_of_somebody_else_says_so() {
    let html = "<html><title>404 Not Found</title></html>";
    let server = Server::always(Action::Answer(404, Vec::new(), html.to_owned()));
    let env = Env::of(&server);
    let ran = env.run("members list a/b");
    let err = ran.fails(5);
    assert!(err.contains("not the API's own error object"), "{err}");
    assert!(err.contains("`%2F`: Apache"), "{err}");
    let ran = env.run("members list ab");
    let err = ran.fails(5);
    assert!(err.contains("not the API's own error object"), "{err}");
    assert!(!err.contains("Apache"), "{err}");
}
