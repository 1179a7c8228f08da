//! What is printed: formats of lists and changes, columns, and what must not reach a terminal.

use crate::support::server::{Action, Server, count, json};
use crate::support::{Env, words};

/// What a command prints when the service lists these records.
#[track_caller]
fn listed(records: &str, options: &str) -> String {
    let server = Server::always(json(200, records));
    let ran = Env::of(&server).run(&format!("users list {options}"));
    assert_eq!(ran.err, "", "{ran:#?}");
    ran.ok().to_owned()
}

const RECORDS: &str = r#"[ {"id": "a", "name":"A \u00e9 é", "mode":700,"n":9007199254740993,
  "metadata":{"avatar":"https:\/\/x.example","deep":{"k":1.10}}},
{"id":"b","name":null,"mode":300} , {"id":"c","name":"x, \"y\"","mode":0,"metadata":{}}]"#;

#[test]
fn a_list_as_a_table() {
    let table = listed(RECORDS, "");
    let rows = words(&table);
    assert_eq!(rows[0], ["ID", "NAME", "MODE", "METADATA"]);
    assert_eq!(rows[1][..6], ["a", "A", "é", "é", "700", "admin"]);
    assert_eq!(rows[2], ["b", "300"]);
    assert!(
        rows[3].starts_with(&["c", "x,", "\"y\"", "0", "block"]),
        "{table}"
    );
    assert_eq!(rows.len(), 4);
}

#[test]
fn columns_stand_below_each_other() {
    let table = listed(
        r#"[{"id":"a","name":"日本"},{"id":"b-long","name":"b"},{"id":"c"}]"#,
        "--columns name,id",
    );
    assert_eq!(table, "NAME  ID\n日本  a\nb     b-long\n      c\n");
}

#[test]
fn modes_have_their_names() {
    for (mode, text) in [
        ("0", "0 block"),
        ("200", "200 send_only"),
        ("400", "400 recv_only"),
        ("600", "600 send_recv"),
        ("700", "700 admin"),
        ("300", "300"),
        ("4", "4"),
    ] {
        let table = listed(
            &format!(r#"[{{"id":"a","mode":{mode}}}]"#),
            "--columns mode",
        );
        assert_eq!(table, format!("MODE\n{text}\n"));
    }
}

#[test]
fn json_holds_the_records_byte_for_byte() {
    let first = r#"{"id": "a", "name":"A \u00e9 é", "mode":700,"n":9007199254740993,
  "metadata":{"avatar":"https:\/\/x.example","deep":{"k":1.10}}}"#;
    let json = listed(RECORDS, "-o json");
    assert!(json.contains(first), "{json}");
    let values: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(
        values,
        serde_json::from_str::<serde_json::Value>(RECORDS).unwrap()
    );
    let lines = listed(RECORDS, "-o jsonl");
    let lines: Vec<&str> = lines.lines().collect();
    assert_eq!(
        lines,
        [
            r#"{"id":"a","name":"A \u00e9 é","mode":700,"n":9007199254740993,"metadata":{"avatar":"https:\/\/x.example","deep":{"k":1.10}}}"#,
            r#"{"id":"b","name":null,"mode":300}"#,
            r#"{"id":"c","name":"x, \"y\"","mode":0,"metadata":{}}"#,
        ]
    );
    assert_eq!(listed("[]", "-o json"), "[]\n");
    assert_eq!(listed("[]", "-o jsonl"), "");
}

#[test]
fn csv_and_ids() {
    let server = Server::always(json(200, RECORDS));
    let line = "users list -o csv --columns id,name,mode,metadata.avatar,metadata.deep.k,n";
    let ran = Env::of(&server).run(line);
    // Numbers that are no mode are texts when they are read again.
    assert!(
        ran.err.starts_with("2 values will not be the same"),
        "{}",
        ran.err
    );
    assert!(ran.err.contains("`metadata.deep.k` of `a`"), "{}", ran.err);
    assert_eq!(
        ran.ok(),
        "id,name,mode,metadata.avatar,metadata.deep.k,n\n\
         a,A é é,700,https://x.example,1.10,9007199254740993\n\
         b,,300,,,\n\
         c,\"x, \"\"y\"\"\",0,,,\n"
    );
    assert_eq!(listed(RECORDS, "-o id"), "a\nb\nc\n");
    assert_eq!(listed("[]", "-o csv"), "id,name,mode,metadata\n");
    assert_eq!(listed("[]", "-o id"), "");
    assert_eq!(
        words(&listed("[]", "")),
        [["ID", "NAME", "MODE", "METADATA"]]
    );
}

/// Columns are found in any case, and one that no record has is noted.
#[test]
fn columns_that_are_not_there_are_noted() {
    let server = Server::always(json(200, RECORDS));
    let env = Env::of(&server);
    let ran = env.run("users list --columns ID,Name,N -o csv");
    assert!(
        ran.ok()
            .starts_with("id,name,N\na,A é é,9007199254740993\n")
    );
    assert!(!ran.err.contains("no record has"), "{}", ran.err);
    for format in ["table", "csv"] {
        let ran = env.run(&format!(
            "users list --columns id,nmae,x.y,metadata.deep -o {format}"
        ));
        ran.ok();
        let nmae = "no record has the field `nmae`; is `name` meant?\n";
        let other = "no record has the field `x.y`\n";
        assert!(
            ran.err.contains(nmae) && ran.err.contains(other),
            "{}",
            ran.err
        );
        assert_eq!(ran.err.matches("no record has").count(), 2, "{}", ran.err);
    }
    // Of no record at all nothing can be said, and defaults were not asked for.
    assert_eq!(listed("[]", "--columns id,nmae"), "ID  NMAE\n");
    assert!(listed(r#"[{"id":"a"}]"#, "").starts_with("ID"));
}

#[test]
fn the_format_can_come_from_the_environment() {
    let server = Server::always(json(200, RECORDS));
    let env = Env::of(&server).var("CYXTH_OUTPUT", "id");
    assert_eq!(env.run("users list").ok(), "a\nb\nc\n");
    assert!(env.run("users list -o csv").ok().starts_with("id,"));
}

#[test]
fn terminal_escapes_are_shown_and_not_executed() {
    let evil = "[{\"id\":\"a\",\"name\":\"\\u001b[31mred\\u0007 \u{9b}2J \u{202e}rtl \\u2028 \\n\\r\\t \u{7f} \\u200b\"},
        {\"id\":\"b\\u001b]0;title\\u0007\",\"metadata\":{\"k\\u001b\":\"\u{2066}v\",\"l\":[\"\u{85}\"]}}]";
    let table = listed(evil, "");
    for c in table.chars() {
        let harmful = c.is_control() && c != '\n'
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{200b}');
        assert!(!harmful, "{c:?} in {table:?}");
    }
    assert_eq!(table.lines().count(), 3, "{table}");
    assert!(table.contains("\\u{1b}[31mred"), "{table}");
    // Into a pipe JSON and CSV are the service's own bytes.
    assert!(listed(evil, "-o jsonl").contains("\u{9b}2J \u{202e}rtl"));
    assert!(listed(evil, "-o csv").contains("\u{1b}[31mred\u{7} \u{9b}2J"));
}

#[test]
fn messages_of_the_service_are_made_harmless_too() {
    let body = "{\"message\":\"no \\u001b[2J\\nerror: \u{202e}x\",\"code\":\"A\\u0007\"}";
    let server = Server::always(json(400, body));
    let ran = Env::of(&server).run("users list");
    let err = ran.fails(6);
    assert!(!err.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{err:?}");
    assert_eq!(err.lines().count(), 1, "{err}");
}

#[test]
fn nothing_is_cut_when_it_is_piped() {
    let long = "x".repeat(70_000);
    let record = format!(r#"[{{"id":"a","name":"{long}"}},{{"id":"b","name":"y"}}]"#);
    let table = listed(&record, "");
    assert!(table.lines().any(|line| line.contains(&long)));
    assert_eq!(table.lines().count(), 3);
}

#[test]
fn an_id_with_a_line_break_is_not_printed_as_two() {
    for escape in ["\\n", "\\r"] {
        let records = format!(r#"[{{"id":"a"}},{{"id":"b{escape}c"}}]"#);
        let server = Server::always(json(200, records));
        let env = Env::of(&server);
        let ran = env.run("users list --limit 2 -o id");
        assert!(ran.fails(1).contains("line break"), "{ran:#?}");
        assert!(!ran.out.contains('c'), "{ran:#?}");
        env.run("users list --limit 2 -o json").ok();
    }
}

#[test]
fn a_change_is_a_sentence_or_an_object() {
    let server = Server::content();
    let env = Env::of(&server);
    let two = r#"[{"id":"a","name":"A"},{"id":"b","name":"B"}]"#;
    for (line, sentence) in [
        ("users create", "created 2 users"),
        ("channels create", "created 2 channels"),
        ("users delete --yes", "deleted 2 users"),
        ("channels delete --yes", "deleted 2 channels"),
        ("users moderate --mode block", "moderated 2 users"),
        ("members moderate c --mode block", "moderated 2 members"),
        ("members add c", "added 2 members"),
        ("members remove c --yes", "removed 2 members"),
    ] {
        for format in ["table", "csv", "id"] {
            let ran = env.pipe(two, &format!("{line} -o {format}"));
            assert_eq!(ran.ok(), format!("{sentence}\n"));
            assert_eq!(ran.err, "");
        }
        for format in ["json", "jsonl"] {
            let ran = env.pipe(two, &format!("{line} -o {format}"));
            assert_eq!(ran.ok(), "{\"status\":2,\"input\":2,\"requests\":1}\n");
        }
        // `--quiet` keeps results.
        let ran = env.pipe(two, &format!("{line} -q"));
        assert_eq!(ran.ok(), format!("{sentence}\n"));
    }
    assert_eq!(env.run("users create --id x").ok(), "created 1 user\n");
}

#[test]
fn a_change_that_found_nothing_to_do_says_so() {
    let server = Server::always(count(0));
    let env = Env::of(&server);
    let ran = env.run("users delete a b --yes");
    assert_eq!(
        (ran.ok(), ran.err.as_str()),
        ("deleted 0 of 2 users: 2 unchanged (2 were not there)\n", "")
    );
    let ran = env.run("users delete a b --yes -o json");
    assert_eq!(
        ran.ok(),
        "{\"status\":0,\"input\":2,\"unchanged\":2,\"requests\":1}\n"
    );
}

#[test]
fn an_updated_channel_is_printed_as_the_service_answered() {
    let answer = "{\"id\":\"c1\", \"name\":\"hall\",\n\"logo\":\"l\",\"x\":1.10}";
    let server = Server::always(json(200, answer));
    let env = Env::of(&server);
    let line = "channels update --id c1 --name hall";
    assert_eq!(
        words(env.run(line).ok()),
        [vec!["ID", "NAME", "LOGO"], vec!["c1", "hall", "l"]]
    );
    let whole = "{\"id\":\"c1\",\"name\":\"hall\",\"logo\":\"l\",\"x\":1.10}\n";
    assert_eq!(env.run(&format!("{line} -o json")).ok(), whole);
    assert_eq!(env.run(&format!("{line} -o jsonl")).ok(), whole);
    assert_eq!(env.run(&format!("{line} -o id")).ok(), "c1\n");
    assert_eq!(
        env.run(&format!("{line} -o csv --columns name,x")).ok(),
        "name,x\nhall,1.10\n"
    );
}

#[test]
fn verbose_tells_requests_on_standard_error_and_quiet_nothing() {
    let server = Server::always(json(200, "[{\"id\":\"a\"}]"));
    let env = Env::of(&server);
    let loud = env.run("users list -o id -v");
    assert_eq!(loud.ok(), "a\n");
    assert!(
        loud.err
            .contains(&format!("GET {}/users", server.api_url())),
        "{loud:#?}"
    );
    assert!(loud.err.contains("200"), "{loud:#?}");
    let server = Server::always(Action::Answer(200, vec![], "[]".to_owned()));
    let ran = Env::of(&server).pipe("[]", "users create -q");
    assert_eq!((ran.ok(), ran.err.as_str()), ("created 0 users\n", ""));
}

#[test]
fn colours_are_for_terminals_or_on_request() {
    let env = Env::sandbox();
    assert!(!env.run("users nope").err.contains('\u{1b}'));
    assert!(!env.run("users list --limit x").err.contains('\u{1b}'));
    let asked = env.run("users delete a --color always");
    assert!(asked.err.starts_with("\u{1b}[1;31merror:"), "{asked:#?}");
    assert!(
        !env.run("users delete a --color never")
            .err
            .contains('\u{1b}')
    );
}

/// A result that cannot be written is no success.
#[test]
fn a_full_disk_is_an_error() {
    let Ok(full) = std::fs::File::create("/dev/full") else {
        return;
    };
    let server = Server::new(|_, request| match request.method.as_str() {
        "GET" => json(200, r#"[{"id":"a"}]"#),
        _ => count(1),
    });
    let env = Env::of(&server);
    for line in [
        "users list",
        "users list -o json",
        "users delete a --yes",
        "profile list",
        "completions bash",
        "--help",
    ] {
        let mut command = env.command(&line.split(' ').collect::<Vec<_>>());
        command.stdin(std::process::Stdio::null());
        command.stdout(full.try_clone().unwrap());
        let ran = env.ran(command.output().unwrap());
        assert!(ran.fails(1).contains("standard output"), "{line}: {ran:#?}");
        // What was done is told all the same.
        let is_told = ran.err.contains("deleted 1 user\n");
        assert_eq!(is_told, line.starts_with("users delete"), "{ran:#?}");
    }
}
