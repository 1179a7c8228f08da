//! `cyxth stats`: an instance in numbers.

use serde_json::json;

use crate::support::Env;
use crate::support::server::{Server, json as answer};

/// Five users, of whom one is in no channel, and four channels.
fn filled() -> Env {
    let env = Env::sandbox();
    let users = r#"{"id":"a","mode":700}{"id":"b","mode":600}{"id":"c","mode":600}
        {"id":"d","mode":300}{"id":"e"}"#;
    env.pipe(users, "users create").ok();
    let channels = r#"{"id":"all","name":"All of us","members":["a","b","c","d"]}
        {"id":"pair","name":"Pair","members":["a","b"]}{"id":"one","members":["a"]}
        {"id":"void","name":"Void"}"#;
    env.pipe(channels, "channels create").ok();
    // Members of a create are added a moment later.
    env.run("members add all a b c d").ok();
    env.run("members add pair a b").ok();
    env.run("members add one a").ok();
    env
}

#[test]
fn stats_are_plain_text_in_a_pipe() {
    let ran = filled().run("stats");
    assert_eq!(ran.err, "");
    assert_eq!(
        ran.ok(),
        "\
users                5
channels             4
members              7
users in no channel  1
empty channels       1  void

MODE           USERS
300                1
600 send_recv      2
700 admin          1
none               1

MEMBERS  CHANNELS
0               1
1               1
2-9             2

LARGEST CHANNELS  MEMBERS
all   All of us         4
pair  Pair              2
one                     1
"
    );
}

#[test]
fn stats_as_json_are_numbers_with_names() {
    let env = filled();
    let ran = env.run("stats -o json");
    let value: serde_json::Value = serde_json::from_str(ran.ok()).unwrap();
    let sizes = |from: u64, to: Option<u64>, channels: u64| json!({"from": from, "to": to, "channels": channels});
    assert_eq!(
        value,
        json!({
            "users": 5, "channels": 4, "members": 7,
            "users_in_no_channel": 1,
            "empty_channels": 1, "first_empty_channels": ["void"],
            "channels_not_read": 0,
            "users_by_mode": [
                {"mode": 300, "users": 1}, {"mode": 600, "users": 2}, {"mode": 700, "users": 1},
                {"mode": null, "users": 1},
            ],
            "channels_by_members": [
                sizes(0, Some(0), 1), sizes(1, Some(1), 1), sizes(2, Some(9), 2),
                sizes(10, Some(99), 0), sizes(100, Some(999), 0), sizes(1000, Some(9999), 0),
                sizes(10_000, None, 0),
            ],
            "largest_channels": [
                {"id": "all", "name": "All of us", "members": 4},
                {"id": "pair", "name": "Pair", "members": 2},
                {"id": "one", "name": null, "members": 1},
            ],
        })
    );
    assert_eq!(env.run("stats --jq .users_in_no_channel").ok(), "1\n");
    assert_eq!(env.run("stats -o jsonl").ok().lines().count(), 1);
    for line in ["stats -o csv", "stats -o id", "stats --columns id"] {
        env.run(line).fails(2);
    }
}

#[test]
fn stats_of_nothing_are_zeros() {
    let ran = Env::sandbox().run("stats");
    assert!(
        ran.ok()
            .starts_with("users                0\nchannels             0\n"),
        "{ran:#?}"
    );
    assert_eq!(ran.out.lines().count(), 5);
}

#[test]
fn a_channel_whose_members_cannot_be_read_is_told() {
    let server = Server::new(
        |_, request| match request.target.split('?').next().unwrap() {
            _ if request.query("starting_after").is_some() => answer(200, "[]"),
            "/api/users" => answer(200, r#"[{"id":"u1","mode":"x"},{"id":"u2"}]"#),
            "/api/channels" => answer(200, r#"[{"id":"\u001b[2Jc"},{"id":"a/../b"}]"#),
            _ => answer(200, r#"[{"id":"u1"}]"#),
        },
    );
    let ran = Env::of(&server).run("stats");
    assert!(ran.ok().contains("channels not read    1\n"), "{ran:#?}");
    assert!(ran.out.contains("users in no channel  1\n"), "{ran:#?}");
    assert!(
        ran.out.contains("\\u{1b}[2Jc") && !ran.out.contains('\u{1b}'),
        "{ran:#?}"
    );
    assert!(ran.err.contains("`a/../b`"), "{ran:#?}");
}

#[test]
fn an_error_of_the_service_ends_the_stats_without_numbers() {
    let server = Server::new(|number, _| match number {
        0 => answer(200, "[]"),
        _ => answer(401, r#"{"type":"t","code":"C","message":"m"}"#),
    });
    let ran = Env::of(&server).run("stats --retries 0");
    ran.fails(4);
    assert_eq!(ran.out, "");
}
