//! Ids: as arguments, in files, and out of what other commands print.

use crate::support::Env;
use crate::support::server::{Server, json};

/// The body of a delete that these ids become, from a file, `-` and a pipe.
#[track_caller]
fn ids_of(input: impl AsRef<[u8]>, options: &str) -> String {
    let server = Server::content();
    let env = Env::of(&server);
    env.file("in", &input);
    env.run(&format!("users delete --yes --from in{options}"))
        .ok();
    let body = server.only().body;
    env.pipe(&input, &format!("users delete --yes --from -{options}"))
        .ok();
    env.pipe(&input, &format!("users delete --yes{options}"))
        .ok();
    for request in server.requests() {
        assert_eq!(request.body, body);
    }
    body
}

#[test]
fn every_shape_of_ids_is_accepted() {
    for (input, body) in [
        (r#"["a","b"]"#, r#"["a","b"]"#),
        ("\"a\"\n\"b\"\n", r#"["a","b"]"#),
        (
            "[{\"id\":\"a\",\"name\":\"x\"},\n{\"id\":\"b\"}]\n",
            r#"["a","b"]"#,
        ),
        (
            "{\"id\":\"a\"}\n{\"name\":\"y\",\"id\":\"b\"}\n",
            r#"["a","b"]"#,
        ),
        ("a\nb\n", r#"["a","b"]"#),
        ("a\r\n\r\nb", r#"["a","b"]"#),
        ("\u{feff}a\nauth0|1\n", r#"["a","auth0|1"]"#),
        ("17\n18\n", r#"["17","18"]"#),
        (r#"["\u0061/\"\\"]"#, r#"["\u0061/\"\\"]"#),
    ] {
        assert_eq!(ids_of(input, ""), body, "{input:?}");
    }
}

#[test]
fn the_format_can_be_said() {
    assert_eq!(
        ids_of("[a\n\"b\"\n{c\n", " --format lines"),
        r#"["[a","\"b\"","{c"]"#
    );
    assert_eq!(
        ids_of("name,id\nx,a\ny,b\n", " --format csv"),
        r#"["a","b"]"#
    );
    assert_eq!(ids_of("id\n", " --format lines"), r#"["id"]"#);
    assert_eq!(
        ids_of("b,c d\n---\nnull\n'a'\n│\n", " --format lines"),
        r#"["b,c d","---","null","'a'","│"]"#
    );
}

#[test]
fn arguments_are_ids_whatever_they_look_like() {
    let server = Server::content();
    let env = Env::of(&server);
    env.args(&[
        "users", "delete", "-y", "a b", "[x", "\"q\"", "{}", "ü", "-",
    ])
    .ok();
    assert_eq!(server.only().body, r#"["a b","[x","\"q\"","{}","ü","-"]"#);
    env.args(&["users", "delete", "-y", "--", "-dash"]).ok();
    assert_eq!(server.requests()[1].body, r#"["-dash"]"#);
}

#[test]
fn several_files_are_read_one_after_the_other() {
    let server = Server::content();
    let env = Env::of(&server);
    env.file("a", "a\n");
    env.file("b", "[\"b\"]");
    env.run("users delete --yes --from a --from b").ok();
    assert_eq!(server.only().body, r#"["a","b"]"#);
}

#[test]
fn mistakes_are_found_before_anything_is_sent() {
    let server = Server::content();
    let env = Env::of(&server);
    for (input, place) in [
        ("[\"a\",7]", "in:1:6"),
        ("[\"a\",\"\"]", "in:1:6"),
        ("[\"a\",null]", "in:1:6"),
        ("[\"a\"", "in:1:5"),
        ("\"a\"\n\"b\n", "in:2:"),
        ("[{\"id\":\"a\"},{\"name\":\"b\"}]", "in:1:13"),
        ("{\"id\":\"a\"}\n{\"id\":3}\n", "in:2:7"),
        ("id,name\na,b\n", "in:1:1"),
        ("[\"a\",\n\"b\",\n\"a\"]", "in:3:1"),
        ("a\nb\na\n", "in:3:1"),
        ("a\nb c\n", "in:2:2"),
        ("a\nb\u{a0}\n", "in:2:2"),
        ("a,b\n", "in:1:2"),
        ("'a'\n", "in:1:1"),
        ("a\n\"b\"\n", "in:2:1"),
        ("┌───┐\n│ a │\n", "in:1:1"),
        ("+---+\n", "in:1:1"),
        ("a\n---\n", "in:2:1"),
        ("null\n", "in:1:1"),
        ("ID\na\n", "in:1:1"),
    ] {
        env.file("in", input);
        let ran = env.run("users delete --yes --from in --batch-size 1");
        let err = ran.fails(2);
        assert!(
            err.starts_with(&format!("error: {place}")),
            "{input:?}: {err}"
        );
    }
    // Both places of an id that is there twice.
    assert!(
        env.run("users delete --yes --from in")
            .err
            .contains("in:1:1")
    );
    for arguments in [
        ["users", "delete", "-y", "a", "a"],
        ["users", "delete", "-y", "a", ""],
        ["users", "delete", "-y", "--from", "missing"],
    ] {
        env.args(&arguments).fails(2);
    }
    assert!(server.requests().is_empty());
}

#[test]
fn every_command_with_ids_takes_them_all_ways() {
    let server = Server::content();
    let env = Env::of(&server);
    env.file("in", "a\n");
    for line in [
        "users delete -y",
        "users moderate --mode 300",
        "channels delete -y",
        "channels moderate c --mode 300",
        "members moderate c --mode 300",
        "members add c",
        "members remove c -y",
    ] {
        let before = server.requests().len();
        env.run(&format!("{line} a")).ok();
        env.run(&format!("{line} --from in")).ok();
        env.pipe("a\n", line).ok();
        env.pipe("[\"a\"]", &format!("{line} --from -")).ok();
        let sent = &server.requests()[before..];
        assert_eq!(sent.len(), 4, "{line}");
        for request in sent {
            assert_eq!(request.line(), sent[0].line());
            assert_eq!(request.body, sent[0].body);
        }
    }
}

/// `users list -o json | cyxth users delete` and its like.
#[cfg(feature = "sandbox")]
#[test]
fn what_list_prints_can_be_deleted() {
    for format in ["json", "jsonl", "id"] {
        let env = Env::sandbox();
        env.pipe(
            "[{\"id\":\"a\"},{\"id\":\"b\"},{\"id\":\"c\"}]",
            "users create",
        )
        .ok();
        let list = env.run(&format!("users list --all -o {format}"));
        let ran = env.pipe(list.ok(), "users delete --yes");
        assert_eq!(ran.ok(), "deleted 3 users\n");
        assert_eq!(env.run("users list -o json").ok(), "[]\n");
    }
}

/// A table is no list of ids, whatever its columns.
#[cfg(feature = "sandbox")]
#[test]
fn a_table_is_not_taken_for_ids() {
    let env = Env::sandbox();
    env.pipe("[{\"id\":\"a\",\"name\":\"A\"}]", "users create")
        .ok();
    for columns in ["", " --columns id", " --columns id,name"] {
        let table = env.run(&format!("users list{columns}"));
        let ran = env.pipe(table.ok(), "users delete --yes");
        let err = ran.fails(2);
        assert!(err.contains("standard input:1:"), "{err}");
        assert!(err.contains("--format lines"), "{err}");
    }
    assert_eq!(env.run("users list -o id").ok(), "a\n");
}

/// An id that would be read back as another one is not printed as a line.
#[test]
fn ids_that_would_be_misread_are_refused() {
    for (id, why) in [
        (r#""\"admin\"""#, "begins like JSON"),
        (r#"" \"admin\"""#, "begins like JSON"),
        (r#""[a""#, "begins like JSON"),
        (r#""{}""#, "begins like JSON"),
        (r#""\ufeffadmin""#, "byte order mark"),
        (r#""a\nb""#, "line break"),
        (r#"" ""#, "white space"),
    ] {
        let server = Server::always(json(200, format!("[{{\"id\":{id}}}]")));
        let ran = Env::of(&server).run("users list -o id");
        let err = ran.fails(1);
        assert!(err.contains(why) && err.contains("-o json"), "{err}");
        assert_eq!(ran.out, "");
    }
}

#[test]
fn deleting_without_an_answer_sends_nothing() {
    let server = Server::content();
    let env = Env::of(&server).profiles(&format!(
        "[profiles.prod]\napp_url = \"{}\"\nkey = \"0123456789abcdef\"\n",
        server.address()
    ));
    for line in [
        "users delete a b",
        "channels delete a b",
        "members remove c a b",
    ] {
        let ran = env.run(&format!("{line} -p prod"));
        let err = ran.fails(2);
        // The question says what it would be done to.
        for part in ["2 ", "prod", &server.address().to_string(), "--yes"] {
            assert!(err.contains(part), "{part}: {err}");
        }
    }
    assert!(server.requests().is_empty());
}
