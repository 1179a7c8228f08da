//! A run that ends with 0 always prints its result on standard output.

use crate::support::{Env, Ran};

fn with_two() -> Env {
    let env = Env::sandbox();
    env.file(
        "in.json",
        r#"[{"id":"a","name":"A"},{"id":"b","name":"B"}]"#,
    );
    env.file("none.json", "[]");
    env.run("users create in.json").ok();
    env
}

#[track_caller]
fn result(ran: &Ran) -> serde_json::Value {
    assert_eq!(ran.out.lines().count(), 1, "{ran:#?}");
    serde_json::from_str(ran.ok()).unwrap()
}

#[test]
fn also_where_nothing_had_to_be_done() {
    let env = with_two();
    env.run("channels create --id c --name C").ok();
    let line = "users create in.json --skip-existing";
    assert_eq!(env.run(line).ok(), "created 0 of 2 users: 2 skipped\n");
    let found = result(&env.run(&format!("{line} -o json")));
    assert_eq!(
        (&found["status"], &found["input"], &found["skipped"]),
        (&0.into(), &2.into(), &2.into())
    );
    for (line, text) in [
        ("users create none.json", "created 0 users"),
        ("channels create none.json", "created 0 channels"),
        ("users delete --from none.json --yes", "deleted 0 users"),
        (
            "users moderate --mode block --from none.json",
            "moderated 0 users",
        ),
        ("members add c --from none.json", "added 0 members"),
        (
            "members remove c --from none.json --yes",
            "removed 0 members",
        ),
        (
            "users delete x y --yes",
            "deleted 0 of 2 users: 2 unchanged (2 were not there)",
        ),
        (
            "members remove c a --yes",
            "removed 0 of 1 member: 1 unchanged (1 was not there)",
        ),
        ("users create in.json --check", "no mistake in 2 users"),
        ("users create none.json --check", "no mistake in 0 users"),
    ] {
        assert_eq!(env.run(line).ok(), format!("{text}\n"), "{line}");
        for format in ["json", "jsonl"] {
            let found = result(&env.run(&format!("{line} -o {format}")));
            assert_eq!(found["status"], 0, "{line}");
        }
        // The quiet keep their results.
        assert_eq!(env.run(&format!("{line} -q")).ok(), format!("{text}\n"));
    }
    let ran = env.pipe("", "users create --allow-empty -o json");
    assert_eq!(ran.ok(), "{\"status\":0}\n");
    for (format, text) in [("json", "[]\n"), ("jsonl", ""), ("id", "")] {
        let ran = env.run(&format!("channels update none.json -o {format}"));
        assert_eq!(ran.ok(), text);
    }
    // A dry run has its requests for a result.
    assert_eq!(env.run("users create none.json --dry-run").ok(), "");
}

#[test]
fn a_check_writes_no_files() {
    let env = with_two();
    env.file("rejects", "of an earlier run");
    for line in [
        "users create none.json --check",
        "users create none.json --dry-run",
    ] {
        env.run(&format!("{line} --rejects rejects --report report"))
            .ok();
        assert!(!env.path("report").exists(), "{line}");
        let kept = std::fs::read_to_string(env.path("rejects")).unwrap();
        assert_eq!(kept, "of an earlier run");
    }
}

#[test]
fn one_that_fails_with_nothing_done_prints_nothing() {
    let env = with_two();
    for line in [
        "users create in.json",
        "users create in.json -o json",
        "users create in.json --keep-going -o json",
        "channels update in.json -o json",
    ] {
        let ran = env.run(line);
        assert_ne!(ran.code, 0, "{line}: {ran:#?}");
        assert_eq!(ran.out, "", "{line}");
        assert!(ran.err.contains("2"), "{line}: {ran:#?}");
    }
}
