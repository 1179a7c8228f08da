//! The tool at a terminal: questions, what ends them, and that the terminal is in order afterwards.

use std::os::unix::process::ExitStatusExt;
use std::process::Stdio;
use std::sync::Mutex;

use rustix::process::Signal;
use rustix::termios::{LocalModes, tcgetattr};

use super::pty::Terminal;
use crate::support::server::{Action, Server, count, json};
use crate::support::{Env, KEY};

const ADD: &str = "profile add a --app-url a.example";
const KEY_QUESTION: &str = "API key (not shown): ";

#[test]
fn a_key_is_typed_unseen() {
    let env = Env::new();
    let mut terminal = Terminal::start(&env, ADD);
    terminal.wait_for(KEY_QUESTION, 1);
    assert!(!terminal.has_echo());
    terminal.keys(&format!("{KEY}\n"));
    assert_eq!(terminal.end().code(), Some(0), "{:?}", terminal.shown());
    assert!(terminal.has_echo());
    assert!(env.profiles_text().contains(KEY));
    assert!(!terminal.shown().contains(KEY));
}

#[test]
fn whatever_ends_the_question_for_a_key_the_terminal_has_its_echo_again() {
    type End = fn(&Terminal);
    let ends: [(&str, End); 8] = [
        ("Ctrl-C", |terminal| terminal.keys("\u{3}")),
        ("Ctrl-\\", |terminal| terminal.keys("\u{1c}")),
        ("Ctrl-D", |terminal| terminal.keys("\u{4}")),
        ("SIGTERM", |terminal| terminal.signal(Signal::TERM)),
        ("SIGHUP", |terminal| terminal.signal(Signal::HUP)),
        ("SIGALRM", |terminal| terminal.signal(Signal::ALARM)),
        ("SIGUSR1", |terminal| terminal.signal(Signal::USR1)),
        ("SIGXCPU", |terminal| terminal.signal(Signal::XCPU)),
    ];
    for (name, end) in ends {
        let env = Env::new();
        let mut terminal = Terminal::start(&env, ADD);
        terminal.wait_for(KEY_QUESTION, 1);
        assert!(!terminal.has_echo());
        terminal.keys("half-a-key");
        end(&terminal);
        if name == "Ctrl-D" {
            // The first one hands over what has been typed.
            end(&terminal);
        }
        let status = terminal.end();
        assert!(terminal.has_echo(), "{name}");
        match name {
            "Ctrl-\\" => assert_eq!(status.signal(), Some(3)),
            "Ctrl-D" => assert_eq!(status.code(), Some(2), "{:?}", terminal.shown()),
            _ => assert_eq!(status.code(), Some(130), "{name}: {:?}", terminal.shown()),
        }
        assert!(!env.path("config/profiles.toml").exists(), "{name}");
        assert!(!terminal.shown().contains("half-a-key"));
    }
}

/// A line that was meant for something else must not become the key.
#[test]
fn what_was_typed_before_the_question_is_no_key() {
    let env = Env::new();
    let mut terminal = Terminal::start(&env, "profile add a");
    terminal.wait_for("App URL", 1);
    terminal.keys("a.example\ntyped-ahead-0123456789\n");
    terminal.wait_for(KEY_QUESTION, 1);
    assert!(!terminal.has_echo());
    terminal.keys(&format!("{KEY}\n"));
    assert_eq!(terminal.end().code(), Some(0), "{:?}", terminal.shown());
    let stored = env.profiles_text();
    assert!(
        stored.contains(KEY) && !stored.contains("typed-ahead"),
        "{stored}"
    );
}

#[test]
fn a_question_is_asked_again_after_a_stop() {
    let env = Env::new();
    let mut terminal = Terminal::start(&env, ADD);
    terminal.wait_for(KEY_QUESTION, 1);
    terminal.keys("forgotten\u{1a}");
    terminal.wait_until_stopped();
    assert!(terminal.has_echo());
    terminal.signal(Signal::CONT);
    terminal.wait_for(KEY_QUESTION, 2);
    assert!(!terminal.has_echo());
    terminal.keys(&format!("{KEY}\n"));
    assert_eq!(terminal.end().code(), Some(0), "{:?}", terminal.shown());
    assert!(terminal.has_echo());
    assert!(env.profiles_text().contains(&format!("\"{KEY}\"")));
}

#[test]
fn a_stop_that_nobody_can_catch_does_not_show_the_key_either() {
    let env = Env::new();
    let mut terminal = Terminal::start(&env, ADD);
    terminal.wait_for(KEY_QUESTION, 1);
    terminal.signal(Signal::STOP);
    terminal.wait_until_stopped();
    // A shell puts its own modes back meanwhile.
    let mut modes = tcgetattr(&terminal.pts).unwrap();
    modes.local_modes.insert(LocalModes::ECHO);
    let now = rustix::termios::OptionalActions::Now;
    rustix::termios::tcsetattr(&terminal.pts, now, &modes).unwrap();
    terminal.signal(Signal::CONT);
    terminal.wait_for(KEY_QUESTION, 2);
    assert!(!terminal.has_echo());
    terminal.keys(&format!("{KEY}\n"));
    assert_eq!(terminal.end().code(), Some(0));
    assert!(!terminal.shown().contains(KEY));
}

#[test]
fn only_a_yes_confirms() {
    let server = Server::always(count(1));
    let env = Env::of(&server);
    for (keys, code) in [
        ("\u{4}", 2),
        ("\n", 2),
        ("n\n", 2),
        ("x\n", 2),
        ("\u{3}", 130),
        ("Y\n", 0),
    ] {
        let before = server.lines().len();
        let mut terminal = Terminal::start(&env, "users delete u1");
        terminal.wait_for("[y/N]: ", 1);
        terminal.keys(keys);
        let status = terminal.end();
        assert_eq!(status.code(), Some(code), "{keys:?} {}", terminal.shown());
        assert_eq!(server.lines().len() > before, code == 0, "{keys:?}");
    }
}

#[test]
fn where_standard_input_gave_the_ids_the_terminal_is_asked() {
    let server = Server::always(count(2));
    let env = Env::of(&server);
    for line in ["users delete", "users delete --from -"] {
        for (keys, code) in [("n\n", 2), ("y\n", 0)] {
            let before = server.lines().len();
            let stdin = std::fs::File::open(env.file("ids", "u1\nu2\n")).unwrap();
            let mut terminal = Terminal::start_with(&env, line, Some(stdin.into()));
            terminal.wait_for("[y/N]: ", 1);
            terminal.keys(keys);
            assert_eq!(terminal.end().code(), Some(code), "{}", terminal.shown());
            assert_eq!(server.lines().len() > before, code == 0);
        }
    }
    // What standard input is used for is another thing here, or nothing.
    env.file("ids", "u1\n");
    for line in ["users delete u1", "users delete --from ids"] {
        let mut terminal = Terminal::start_with(&env, line, Some(Stdio::null()));
        assert_eq!(terminal.end().code(), Some(2), "{}", terminal.shown());
        assert!(terminal.shown().contains("--yes"));
    }
}

#[test]
fn a_question_wider_than_the_terminal_is_shown_once() {
    let server = Server::always(count(1));
    let env = Env::of(&server);
    let id = "a-long-id-".repeat(12);
    let mut terminal = Terminal::start(&env, &format!("users delete {id}"));
    terminal.wait_for("[y/N]: ", 1);
    terminal.keys("n\n");
    terminal.end();
    assert_eq!(terminal.shown().matches("Delete ").count(), 1);
}

#[test]
fn replace_with_nothing_to_change_asks_what_is_to_change() {
    let text = "[profiles.a]\napp_url = \"https://a.example\"\nkey = \"old-key-0123456789\"\n";
    let env = Env::new().profiles(&format!("default = \"a\"\n{text}"));
    let mut terminal = Terminal::start(&env, "profile add a --replace");
    terminal.wait_for("App URL (empty keeps https://a.example): ", 1);
    terminal.keys("\n");
    terminal.wait_for("API key (not shown; empty keeps it): ", 1);
    terminal.keys("\n");
    assert_eq!(terminal.end().code(), Some(0));
    assert!(terminal.shown().contains("nothing was given to change"));
    assert!(!terminal.shown().contains("stored"));

    let mut terminal = Terminal::start(&env, "profile add a --replace");
    terminal.wait_for("App URL (empty keeps", 1);
    terminal.keys("\n");
    terminal.wait_for("API key (not shown; empty keeps it): ", 1);
    terminal.keys(&format!("{KEY}\n"));
    assert_eq!(terminal.end().code(), Some(0));
    assert!(terminal.shown().contains("stored profile `a`"));
    let stored = env.profiles_text();
    assert!(stored.contains(KEY) && stored.contains("https://a.example"));

    let mut terminal = Terminal::start(&env, "profile set-key a");
    terminal.wait_for(KEY_QUESTION, 1);
    terminal.keys("another-key-0123\n");
    assert_eq!(terminal.end().code(), Some(0));
    assert!(env.profiles_text().contains("another-key-0123"));
}

#[test]
fn a_bad_name_is_refused_before_anything_is_asked() {
    let env = Env::new();
    for line in [
        "profile add a/b --app-url a.example",
        "profile add .a",
        "profile add sandbox",
        "profile set-key gone",
        "profile add a --app-url http://a.example",
        "profile add a --app-url a.example --ca-cert missing.pem",
    ] {
        let mut terminal = Terminal::start(&env, line);
        let code = terminal.end().code().unwrap();
        assert!(code == 2 || code == 3, "{line}: {}", terminal.shown());
        assert!(!terminal.shown().contains("API key ("), "{line}");
    }
}

#[test]
fn a_note_stands_above_the_bar_and_not_in_it() {
    // The first request is answered when the test says so.
    let (release, held) = std::sync::mpsc::channel::<()>();
    let held = Mutex::new(held);
    let server = Server::new(move |_, _| {
        let _ = held.lock().unwrap().recv();
        count(1)
    });
    let env = Env::of(&server);
    let line = "users delete a b c --yes --batch-size 1 --concurrency 1";
    let mut terminal = Terminal::start(&env, line);
    terminal.wait_for("users deleted", 1);
    terminal.keys("\u{3}");
    terminal.wait_for("once more ends at once", 1);
    drop(release);
    assert_eq!(terminal.end().code(), Some(130), "{}", terminal.shown());
    let shown = terminal.shown();
    let at = shown.find("requests in flight").unwrap();
    // The bar was taken away: the cursor is at the beginning of an empty line.
    assert!(
        shown[..at].ends_with("\u{1b}[2K") || shown[..at].ends_with('\r'),
        "{:?}",
        &shown[..at]
    );
}

#[test]
fn a_key_command_may_ask_at_the_terminal_and_ctrl_c_ends_it() {
    let server = Server::always(json(200, "[]"));
    let env = Env::new().profiles(&format!(
        "default = \"a\"\n[profiles.a]\napp_url = \"{}\"\n\
         key_command = \"printf 'PIN? ' >&2; read pin < /dev/tty; echo key-$pin\"\n",
        server.address()
    ));
    let mut terminal = Terminal::start(&env, "users list -o json");
    terminal.wait_for("PIN? ", 1);
    terminal.keys("1234\n");
    assert_eq!(terminal.end().code(), Some(0), "{}", terminal.shown());
    assert_eq!(server.only().header("authorization"), "Bearer key-1234");

    let mut terminal = Terminal::start(&env, "users list -o json");
    terminal.wait_for("PIN? ", 1);
    terminal.keys("\u{3}");
    assert_eq!(terminal.end().code(), Some(130), "{}", terminal.shown());
    assert_eq!(server.lines().len(), 1);
}

#[test]
fn a_second_time_it_stops_at_once_and_leaves_the_terminal_in_order() {
    let server = Server::always(Action::Stall);
    let env = Env::of(&server);
    let mut terminal = Terminal::start(&env, "users delete a b c --yes");
    terminal.wait_until("a request", |_| !server.lines().is_empty());
    terminal.keys("\u{3}");
    terminal.wait_for("once more ends at once", 1);
    terminal.keys("\u{3}");
    assert_eq!(terminal.end().code(), Some(130), "{}", terminal.shown());
    assert!(terminal.has_echo());
}

#[cfg(feature = "sandbox")]
#[test]
fn a_question_within_a_run_is_ended_as_any_other() {
    let env = Env::sandbox();
    env.run("users create --id a --name A").ok();
    env.file("doc.json", "{\"users\":[{\"id\":\"b\",\"name\":\"B\"}]}");
    for line in [
        "apply doc.json",
        "apply doc.json --prune",
        "apply doc.json --recreate",
    ] {
        for (keys, code) in [("\u{3}", 130), ("\u{4}", 2), ("no\n", 2)] {
            let mut terminal = Terminal::start(&env, line);
            terminal.wait_for("[y/N]: ", 1);
            terminal.keys(keys);
            let status = terminal.end();
            assert_eq!(status.code(), Some(code), "{line} {}", terminal.shown());
            assert!(!terminal.shown().contains("IO error"));
        }
    }
    assert_eq!(env.run("users list -o id").ok(), "a\n");
}
