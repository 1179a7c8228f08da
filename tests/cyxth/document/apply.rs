//! `export`, `diff` and `apply`: what they print, ask and refuse.

use crate::document::model::export;
use crate::support::{Env, Ran};

const DOCUMENT: &str = r#"{"users": [
  {"id": "ada", "name": "Ada", "mode": "admin", "metadata": {"big": 9007199254740993}},
  {"id": "bob", "name": "Bob", "mode": 600}],
"channels": [
  {"id": "lobby", "name": "Lobby", "members": ["ada", {"id": "bob", "mode": "recv_only"}]},
  {"id": "hall", "name": "Hall", "members": []}]}"#;

pub fn filled() -> Env {
    let env = Env::sandbox();
    env.file("d.json", DOCUMENT);
    env.run("apply d.json").ok();
    env
}

fn text(ran: &Ran) -> String {
    let text = ran.text();
    // Named after the instance, whose place is another in every run.
    let text = match (text.find("recreate-"), text.find(".jsonl until")) {
        (Some(from), Some(to)) => format!("{}FILE{}", &text[..from], &text[to + 6..]),
        _ => text,
    };
    text.replace(env!("CARGO_BIN_EXE_cyxth"), "cyxth")
        .replace("profile `sandbox` ($DIR/data/sandbox.db)", "the sandbox")
}

#[test]
fn an_empty_instance_gets_everything() {
    let env = Env::sandbox();
    env.file("d.json", DOCUMENT);
    insta::assert_snapshot!(text(&env.run("diff d.json")), @r##"
    exit 0
    --- stdout
    + user ada
    + user bob
    + channel hall
    + channel lobby
    + member lobby ada
    + member lobby bob
    ~ member lobby bob: mode none -> 400 recv_only
    --- stderr
    2 users to create, 2 channels to create, 2 members to add, 1 member mode to change
    "##);
    insta::assert_snapshot!(text(&env.run("apply d.json")), @r##"
    exit 0
    --- stdout
    applied 7 steps
    --- stderr
    2 users to create, 2 channels to create, 2 members to add, 1 member mode to change
    "##);
    insta::assert_snapshot!(text(&env.run("apply d.json")), @r##"
    exit 0
    --- stdout
    applied 0 steps
    --- stderr
    nothing to do
    "##);
    insta::assert_snapshot!(text(&env.run("diff d.json --exit-code")), @r##"
    exit 0
    --- stderr
    no difference
    "##);
    insta::assert_snapshot!(text(&env.run("export")), @r##"
    exit 0
    --- stdout
    {"users":[
    {"id": "ada", "name": "Ada", "mode": 700, "metadata": {"big": 9007199254740993}},
    {"id": "bob", "name": "Bob", "mode": 600}
    ],"channels":[
    {"id":"hall","name":"Hall","members":[]},
    {"id":"lobby","name":"Lobby","members":["ada",{"id":"bob","mode":400}]}
    ]}
    "##);
    insta::assert_snapshot!(text(&env.run("export -o jsonl")), @r##"
    exit 0
    --- stdout
    {"user":{"id": "ada", "name": "Ada", "mode": 700, "metadata": {"big": 9007199254740993}}}
    {"user":{"id": "bob", "name": "Bob", "mode": 600}}
    {"channel":{"id":"hall","name":"Hall","members":[]}}
    {"channel":{"id":"lobby","name":"Lobby"}}
    {"member":{"channel":"lobby","id":"ada"}}
    {"member":{"channel":"lobby","id":"bob","mode":400}}
    "##);
}

#[test]
fn all_kinds_of_differences() {
    let env = filled();
    env.file(
        "e.json",
        r#"{"users": [{"id": "ada", "name": "Ada L.", "mode": 700}, {"id": "cleo"}, {"id":"bob", "mode": 200}],
            "channels": [{"id": "lobby", "name": "The lobby", "logo": "x", "members": ["cleo", "bob"]},
                         {"id": "new", "members": [{"id": "ada", "mode": 1}]}]}"#,
    );
    insta::assert_snapshot!(text(&env.run("diff e.json")), @r##"
    exit 0
    --- stdout
    ! user ada: cannot change name "Ada" -> "Ada L."
    ~ user bob: mode 600 send_recv -> 200 send_only
    + user cleo
    - channel hall (only with --prune)
    ~ channel lobby: name "Lobby" -> "The lobby", logo nothing -> "x"
    - member lobby ada (only with --prune)
    ~ member lobby bob: mode 400 recv_only -> 200 send_only
    + member lobby cleo
    + channel new
    + member new ada
    ~ member new ada: mode none -> 1
    --- stderr
    1 user to create, 1 user mode to change, 1 user that cannot be changed, 1 channel to create, 1 channel to update, 2 members to add, 2 member modes to change, 1 member to remove, 1 channel to delete
    "##);
    insta::assert_snapshot!(text(&env.run("diff e.json -o json --exit-code -q")), @r##"
    exit 11
    --- stdout
    [{"step":"cannot_change_user","id":"ada","changes":[{"field":"name","from":"Ada","to":"Ada L."}]},
    {"step":"user_mode","id":"bob","from":600,"to":200},
    {"step":"create_user","id":"cleo","record":{"id": "cleo"}},
    {"step":"delete_channel","id":"hall","only_with":"--prune"},
    {"step":"update_channel","id":"lobby","changes":[{"field":"name","from":"Lobby","to":"The lobby"},{"field":"logo","from":null,"to":"x"}]},
    {"step":"remove_member","channel":"lobby","id":"ada","only_with":"--prune"},
    {"step":"member_mode","channel":"lobby","id":"bob","from":400,"to":200},
    {"step":"add_member","channel":"lobby","id":"cleo"},
    {"step":"create_channel","id":"new","record":{"id":"new"}},
    {"step":"add_member","channel":"new","id":"ada"},
    {"step":"member_mode","channel":"new","id":"ada","from":null,"to":1}]
    --- stderr
    {"error":{"kind":"differs","exit_code":11,"message":"differs: 1 user to create, 1 user mode to change, 1 user that cannot be changed, 1 channel to create, 1 channel to update, 2 members to add, 2 member modes to change, 1 member to remove, 1 channel to delete"}}
    "##);
    let painted = env.run("diff e.json --color always");
    assert!(painted.ok().contains("\u{1b}[32m+ user cleo\u{1b}[0m\n"));
    let before = export(&|line| env.run(line));
    let asked = env.run("apply e.json --prune");
    insta::assert_snapshot!(text(&asked), @r##"
    exit 2
    --- stderr
    warning: e.json:1:12: cannot change the user `ada`: the API does not edit name
    1 user to create, 1 user mode to change, 1 user that cannot be changed, 1 channel to create, 1 channel to update, 2 members to add, 2 member modes to change, 1 member to remove, 1 channel to delete
    error: Apply to the sandbox: 1 user to create, 1 user mode to change, 1 user that cannot be changed, 1 channel to create, 1 channel to update, 2 members to add, 2 member modes to change, 1 member to remove, 1 channel to delete (`lobby ada`, `hall`)? This cannot be undone (`--backup FILE` keeps what is there). This needs an answer, which cannot be asked for here; nothing was changed
    hint: `--yes` confirms
    "##);
    assert_eq!(export(&|line| env.run(line)), before);
    insta::assert_snapshot!(text(&env.run("apply e.json")), @r##"
    exit 10
    --- stdout
    applied 8 of 9 steps: 1 not sent
    --- stderr
    warning: e.json:1:12: cannot change the user `ada`: the API does not edit name
    1 user to create, 1 user mode to change, 1 user that cannot be changed, 1 channel to create, 1 channel to update, 2 members to add, 2 member modes to change
    error: 1 user cannot be changed: the API edits neither name nor metadata
    hint: `--recreate` deletes users and creates them anew
    "##);
    insta::assert_snapshot!(text(&env.run("apply e.json --prune -y -o json")), @r##"
    exit 10
    --- stdout
    {"status":2,"input":3,"not_sent":1,"requests":14}
    --- stderr
    warning: e.json:1:12: cannot change the user `ada`: the API does not edit name
    1 user that cannot be changed, 1 member to remove, 1 channel to delete
    {"error":{"kind":"partial","exit_code":10,"message":"1 user cannot be changed: the API edits neither name nor metadata","hint":"`--recreate` deletes users and creates them anew"}}
    "##);
    insta::assert_snapshot!(text(&env.run("apply e.json --prune --recreate --yes")), @r##"
    exit 0
    --- stdout
    applied 1 step
    --- stderr
    1 user to create anew
    1 user and 1 membership are kept in $DIR/data/FILE until they are put back
    "##);
    insta::assert_snapshot!(text(&env.run("diff e.json --exit-code")), @r##"
    exit 0
    --- stderr
    no difference
    "##);
}

#[test]
fn all_mistakes_are_told_at_once() {
    let env = filled();
    env.file(
        "bad.jsonl",
        "{\"user\":{\"id\":\"x\",\"mode\":\"boss\"}}\n{\"people\":1}\n{\"user\":{\"id\":\"y\"}}\n\
         {\"user\":{\"id\":\"y\"}}\n",
    );
    insta::assert_snapshot!(text(&env.run("apply bad.jsonl --yes")), @r##"
    exit 2
    --- stderr
    error: bad.jsonl:1:26: `boss` is not a mode: expected block, send_only, recv_only, send_recv, admin or a non-negative integer
    error: bad.jsonl:2:2: unknown field `people`: expected users or channels, or user, channel or member
    error: bad.jsonl:4:9: the user `y` is given twice; the first is at bad.jsonl:3:9
    error: the document has mistakes; nothing was sent
    hint: `cyxth apply --schema` prints what a document looks like
    "##);
    insta::assert_snapshot!(text(&env.run("diff bad.jsonl -o json")), @r##"
    exit 2
    --- stderr
    {"error":{"kind":"usage","exit_code":2,"message":"bad.jsonl:1:26: `boss` is not a mode: expected block, send_only, recv_only, send_recv, admin or a non-negative integer; bad.jsonl:2:2: unknown field `people`: expected users or channels, or user, channel or member; bad.jsonl:4:9: the user `y` is given twice; the first is at bad.jsonl:3:9","hint":"`cyxth apply --schema` prints what a document looks like"}}
    "##);
    // Out of order, in two files, and one of them is cut off.
    env.file(
        "twins.jsonl",
        "{\"user\":{\"id\":\"y\"}}\n{\"user\":{\"id\":\"x\"}}\n{\"member\":{\"channel\":\"c\"}}\n",
    );
    env.file(
        "more.json",
        "{\"users\":[{\"id\":\"x\"},{\"id\":\"y\"},{\"id\":",
    );
    insta::assert_snapshot!(text(&env.run("apply twins.jsonl more.json --yes")), @r##"
    exit 2
    --- stderr
    error: twins.jsonl:3:11: the field `id` is missing
    error: more.json:1:11: the user `x` is given twice; the first is at twins.jsonl:2:9
    error: more.json:1:22: the user `y` is given twice; the first is at twins.jsonl:1:9
    error: more.json:1:39: the input ends inside the record that begins in line 1
    error: the document has mistakes; nothing was sent
    hint: `cyxth apply --schema` prints what a document looks like
    "##);
    env.file(
        "strangers.jsonl",
        "{\"member\":{\"channel\":\"lobby\",\"id\":\"nobody\"}}\n{\"member\":{\"channel\":\"nowhere\",\"id\":\"ada\"}}\n",
    );
    insta::assert_snapshot!(text(&env.run("apply strangers.jsonl --yes")), @r##"
    exit 2
    --- stderr
    error: strangers.jsonl:1:11: the member `nobody` of channel `lobby` is not a user of the instance, and the document has no `users`
    error: strangers.jsonl:2:11: the channel `nowhere` of the member `ada` is neither in the document nor on the instance
    error: the document has mistakes; nothing was sent
    hint: `cyxth apply --schema` prints what a document looks like
    "##);
    env.file("cut.json", "{\"users\":[{\"id\":\"a\"},");
    insta::assert_snapshot!(text(&env.run("apply cut.json")), @r##"
    exit 2
    --- stderr
    error: cut.json:1:22: the input ends inside the record that begins in line 1
    hint: the input was cut off, or a bracket or quote is missing
    "##);
    insta::assert_snapshot!(text(&env.pipe("", "apply -")), @r##"
    exit 2
    --- stderr
    error: the document is empty: not even `{}`; the step before may have failed
    hint: `cyxth apply --schema` prints what a document looks like
    "##);
    assert_eq!(
        export(&|line| env.run(line))["users"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
}
