//! Misspelt fields of a document: refused where they have nowhere to go, and told elsewhere.

use crate::support::Env;

/// The mode of a member would be lost without a word.
#[test]
fn a_misspelt_field_of_a_member_is_refused() {
    let env = Env::sandbox();
    for (document, message) in [
        (
            r#"{"channels":[{"id":"c","members":[{"id":"a","mdoe":"block"}]}]}"#,
            "in.json:1:52: unknown field `mdoe`: `mode` is meant",
        ),
        (
            r#"{"member":{"channel":"c","id":"a","Mode":"block"}}"#,
            "in.json:1:42: unknown field `Mode`: `mode` is meant",
        ),
        (
            r#"{"member":{"chanel":"c","channel":"c","id":"a"}}"#,
            "in.json:1:21: unknown field `chanel`: `channel` is meant",
        ),
        (
            r#"{"usres":[]}"#,
            "in.json:1:2: unknown field `usres`: `users` is meant",
        ),
    ] {
        env.file("in.json", document);
        for verb in ["diff", "apply"] {
            let ran = env.run(&format!("{verb} in.json"));
            assert!(ran.fails(2).contains(message), "{message}: {ran:#?}");
        }
    }
    // What `members list` prints of a member is no mistake.
    let document = r#"{"users":[{"id":"a"}],"channels":[{"id":"c","members":[
        {"id":"a","name":"A","mode":600,"metadata":{}}]}]}"#;
    let ran = env.pipe(document, "apply -");
    assert_eq!(
        (ran.ok(), ran.err.contains("warning")),
        ("applied 4 steps\n", false)
    );
}

/// Nor is any other field of a member sent, which is told once.
#[test]
fn other_fields_of_members_are_told() {
    let env = Env::sandbox();
    env.file(
        "in.json",
        "{\"users\":[{\"id\":\"a\"},{\"id\":\"b\"}],\n\"channels\":[{\"id\":\"c\",\"members\":[\n\
         {\"id\":\"a\",\"permission\":\"block\"},{\"id\":\"b\",\"role\":\"admin\"}]}]}",
    );
    env.file(
        "in.jsonl",
        "{\"user\":{\"id\":\"a\"}}\n{\"channel\":{\"id\":\"c\"}}\n\
         {\"member\":{\"channel\":\"c\",\"id\":\"a\",\"role\":\"admin\"}}\n",
    );
    for (file, words) in [
        (
            "in.json",
            "warning: in.json:3:1: the field `permission` of a member is not sent (2 members \
             have such fields)",
        ),
        (
            "in.jsonl",
            "warning: in.jsonl:3:11: the field `role` of a member is not sent: ",
        ),
    ] {
        for verb in ["diff", "apply"] {
            let ran = env.run(&format!("{verb} {file}"));
            ran.ok();
            assert!(ran.err.contains(words), "{words}: {ran:#?}");
            assert_eq!(ran.err.matches("warning").count(), 1, "{ran:#?}");
        }
    }
}

/// A record may have any field, so it is passed on; and told.
#[test]
fn a_misspelt_field_of_a_record_is_told() {
    let env = Env::sandbox();
    env.file(
        "in.json",
        "{\"users\":[{\"id\":\"a\"},\n{\"id\":\"b\",\"Mode\":600,\"last_seen\":1}],\n\
         \"channels\":[{\"id\":\"c\",\"memebrs\":[\"a\"]}]}",
    );
    let ran = env.run("apply in.json");
    assert_eq!(ran.ok(), "applied 3 steps\n");
    for warning in [
        "warning: in.json:2:18: the field `Mode` is passed on as it is; `mode` may be meant",
        "warning: in.json:3:33: the field `memebrs` is passed on as it is; `members` may be meant",
    ] {
        assert!(ran.err.contains(warning), "{warning}: {ran:#?}");
    }
    assert_eq!(ran.err.matches("warning").count(), 2, "{ran:#?}");
    assert!(env.run("export").ok().contains(r#""memebrs":["a"]"#));
}
