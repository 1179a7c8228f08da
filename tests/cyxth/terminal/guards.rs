//! Guards at a terminal: names that are typed, questions that name records, and nobody asked.

use super::pty::Terminal;
use crate::support::server::{Server, count, json};
use crate::support::{Env, KEY};

fn server() -> Server {
    Server::new(|_, request| match &*request.method {
        "GET" => json(200, "[]"),
        _ => count(1),
    })
}

fn protected(server: &Server) -> Env {
    Env::new().profiles(&format!(
        "default = \"prod\"\n[profiles.prod]\napp_url = \"{}\"\nkey = \"{KEY}\"\nprotected = true\n",
        server.address()
    ))
}

#[test]
fn the_name_of_a_protected_profile_is_typed() {
    let server = server();
    let env = protected(&server);
    let asked = "Type the name of the protected profile, prod, to confirm: ";
    for (keys, code) in [
        ("\u{4}", 2),
        ("y\n", 2),
        ("Prod\n", 2),
        ("\u{3}", 130),
        ("prod\n", 0),
    ] {
        let before = server.lines().len();
        // A yes is no answer to it.
        let mut terminal = Terminal::start(&env, "users delete u1 --yes");
        terminal.wait_for(asked, 1);
        terminal.keys(keys);
        assert_eq!(
            terminal.end().code(),
            Some(code),
            "{keys:?} {}",
            terminal.shown()
        );
        assert_eq!(server.lines().len() > before, code == 0, "{keys:?}");
    }
    // Where nobody may be asked, the hint is the one that helps.
    let mut terminal = Terminal::start(&env, "users delete u1 --yes --no-input");
    assert_eq!(terminal.end().code(), Some(2));
    let shown = terminal.shown();
    assert!(
        shown.contains("--confirm prod") && !shown.contains("to confirm: "),
        "{shown}"
    );
    let ids = std::fs::File::open(env.file("ids", "u1\nu2\n")).unwrap();
    let mut terminal = Terminal::start_with(&env, "users delete", Some(ids.into()));
    terminal.wait_for(asked, 1);
    terminal.keys("prod\n");
    assert_eq!(terminal.end().code(), Some(0), "{}", terminal.shown());
}

#[test]
fn a_question_names_the_first_records() {
    let server = server();
    let env = Env::of(&server);
    for (ids, named) in [
        ("a", "Delete 1 user (`a`) of "),
        ("a b c", "Delete 3 users (`a`, `b`, `c`) of "),
        ("a b c d e", "Delete 5 users (`a`, `b`, `c` and 2 more) of "),
    ] {
        let mut terminal = Terminal::start(&env, &format!("users delete {ids}"));
        terminal.wait_for("[y/N]: ", 1);
        terminal.keys("n\n");
        terminal.end();
        let shown = terminal.shown();
        assert!(
            shown.contains(named) && shown.contains("--backup FILE"),
            "{shown}"
        );
    }
    let mut terminal = Terminal::start(&env, "members remove lobby a b");
    terminal.wait_for("Remove 2 members (`a`, `b`) of channel `lobby` of ", 1);
    terminal.keys("n\n");
    terminal.end();
    let mut terminal = Terminal::start(&env, "users delete a --backup a.jsonl");
    terminal.wait_for("What is there is kept in a backup first. [y/N]: ", 1);
    terminal.keys("n\n");
    terminal.end();
    assert!(server.lines().is_empty() && !env.path("a.jsonl").exists());
}

#[test]
fn nobody_is_asked_where_that_is_forbidden() {
    let server = server();
    let env = Env::of(&server).var("CI", "true");
    let of_variable = Env::of(&server).var("CYXTH_NO_INPUT", "1");
    let of_option = Env::of(&server);
    for (env, option, by) in [
        (&env, "", "CI"),
        (&of_variable, "", "CYXTH_NO_INPUT"),
        (&of_option, " --no-input", "--no-input"),
    ] {
        env.file("d.json", r#"{"users":[{"id":"a","name":"A"}]}"#);
        for line in [
            "users delete u1",
            "apply d.json",
            "profile add x --app-url x.example",
        ] {
            let mut terminal = Terminal::start(env, &format!("{line}{option}"));
            assert_eq!(
                terminal.end().code(),
                Some(2),
                "{line} {}",
                terminal.shown()
            );
            let shown = terminal.shown();
            assert!(shown.contains(by), "{line} {shown}");
            // What helps is what was to be asked for.
            let hint = match line.starts_with("profile") {
                true => "`--key-stdin`",
                false => "`--yes` confirms",
            };
            assert!(shown.contains(hint), "{line} {shown}");
            assert_eq!(
                shown.matches("confirms").count(),
                usize::from(hint.contains("yes"))
            );
            assert!(!shown.contains("[y/N]: "), "{line} {shown}");
        }
        // What needs no answer goes on.
        let mut terminal = Terminal::start(env, &format!("users delete u1 --yes{option}"));
        assert_eq!(terminal.end().code(), Some(0), "{}", terminal.shown());
        env.run(&format!("apply d.json{option}")).ok();
    }
    // A variable that says no.
    let env = Env::of(&server).var("CI", "false");
    let mut terminal = Terminal::start(&env, "users delete u1");
    terminal.wait_for("[y/N]: ", 1);
    terminal.keys("n\n");
    terminal.end();
}

#[test]
fn a_plan_for_a_protected_profile_is_shown_whatever_the_options() {
    let server = Server::new(|_, request| match (&*request.method, &*request.target) {
        ("GET", target) if target.starts_with("/api/users") && !target.contains("after") => {
            json(200, r#"[{"id":"a","name":"A"},{"id":"b","name":"B"}]"#)
        }
        ("GET", _) => json(200, "[]"),
        _ => count(1),
    });
    let env = protected(&server);
    env.file("d.json", r#"{"users":[{"id":"a","name":"A"}]}"#);
    let mut terminal = Terminal::start(&env, "apply d.json --prune --yes");
    terminal.wait_for("to confirm: ", 1);
    let shown = terminal.shown();
    assert!(shown.contains("- user b"), "{shown}");
    assert!(shown.contains("1 user to delete (`b`)?"), "{shown}");
    terminal.keys("prod\n");
    assert_eq!(terminal.end().code(), Some(0), "{}", terminal.shown());
}

#[test]
fn apply_shows_its_first_changes_before_it_asks() {
    let server = server();
    let env = Env::of(&server);
    let users: Vec<String> = (10..35)
        .map(|n| format!("{{\"id\":\"u{n}\",\"name\":\"U\"}}"))
        .collect();
    env.file("d.json", format!("{{\"users\":[{}]}}", users.join(",")));
    let mut terminal = Terminal::start(&env, "apply d.json");
    terminal.wait_for("[y/N]: ", 1);
    let shown = terminal.shown();
    assert_eq!(shown.matches("+ user u").count(), 20, "{shown}");
    assert!(shown.contains("+ user u29") && !shown.contains("+ user u30"));
    assert!(shown.contains("and 5 more"), "{shown}");
    terminal.keys("n\n");
    assert_eq!(terminal.end().code(), Some(2));
    assert!(server.lines().iter().all(|line| line.starts_with("GET")));
}
