//! Closed streams, and signals that ask for an end.

use std::process::Stdio;

use crate::support::process::{Signal, send, start, wait_for_requests};
use crate::support::server::{Action, Server, count, json};
use crate::support::{Env, Ran};

/// Runs a line of shell; `cyxth` in it is the tool.
fn shell(env: &Env, line: &str) -> Ran {
    let mut command = env.program("/bin/sh");
    let tool = env!("CARGO_BIN_EXE_cyxth");
    command.args(["-c", &format!("cyxth() {{ {tool} \"$@\"; }}; {line}")]);
    env.fed(&mut command, b"")
}

#[test]
fn a_closed_standard_output_is_an_error_where_there_is_something_to_write() {
    let server = Server::new(|_, request| match request.method.as_str() {
        "GET" if request.query("starting_after").is_none() => json(200, r#"[{"id":"a"}]"#),
        "GET" => json(200, "[]"),
        _ => count(1),
    });
    let env = Env::of(&server);
    for line in [
        "export",
        "users list",
        "users list -o json",
        "users list -o csv",
        "users list -o id",
        "users create --id a",
        "profile list",
        "completions bash",
        "--version",
        "--help",
        "users create --id a --dry-run",
    ] {
        let ran = shell(&env, &format!("cyxth {line} >&-"));
        let err = ran.fails(1);
        assert!(err.contains("standard output"), "{line}: {ran:#?}");
    }
    // Nothing is written: nothing is missing. And other streams may be closed.
    shell(&env, "cyxth profile use sandbox >&-").ok();
    shell(&env, "cyxth users list 2>&-").ok();
    shell(&env, "cyxth users list <&-").ok();
    // A device that swallows everything is no closed stream, however it was opened.
    shell(&env, "cyxth users list > /dev/null").ok();
    shell(&env, "cyxth users list 1<> /dev/null").ok();
    let mut command = env.command(&["users", "list"]);
    let null = std::fs::File::options()
        .read(true)
        .write(true)
        .open("/dev/null");
    assert!(command.stdout(null.unwrap()).status().unwrap().success());
}

#[test]
fn sighup_and_sigterm_end_a_run_with_its_counts() {
    for signal in [Signal::HUP, Signal::TERM] {
        let server = Server::always(Action::Raw(
            "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 60\r\nContent-Length: 2\r\n\r\n{}"
                .to_owned(),
        ));
        let env = Env::of(&server);
        let child = env.start("users delete a b --yes -o json");
        wait_for_requests(&server, 1);
        send(signal, &child);
        let ran = env.ran(child.wait_with_output().unwrap());
        assert_eq!(ran.code, 130, "{signal:?}: {ran:#?}");
        assert!(ran.err.contains("\"not_sent\":2"), "{signal:?}: {ran:#?}");
    }
}

#[test]
fn nohup_goes_on_when_the_terminal_has_gone() {
    let (server, gate) = Server::held(count(1));
    let env = Env::of(&server);
    let tool = env!("CARGO_BIN_EXE_cyxth");
    let line = format!("trap '' HUP; exec {tool} users delete a --yes");
    let mut shell = env.program("/bin/sh");
    let child = start(shell.args(["-c", &line]).stdin(Stdio::null()));
    wait_for_requests(&server, 1);
    send(Signal::HUP, &child);
    gate.open();
    let ran = env.ran(child.wait_with_output().unwrap());
    assert_eq!(ran.ok(), "deleted 1 user\n");
}

#[cfg(target_os = "linux")]
#[test]
fn no_core_is_dumped() {
    let server = Server::always(Action::Stall);
    let env = Env::of(&server);
    let mut child = env
        .command(&["users", "list"])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    wait_for_requests(&server, 1);
    let limits = std::fs::read_to_string(format!("/proc/{}/limits", child.id())).unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    let core = limits
        .lines()
        .find(|line| line.starts_with("Max core file size"))
        .unwrap();
    let words: Vec<&str> = core.split_whitespace().collect();
    assert_eq!(words[4..6], ["0", "0"], "{core}");
}

#[test]
fn a_key_through_a_pipe_of_the_shell_is_read() {
    let server = Server::always(json(200, "[]"));
    let env = Env::of(&server);
    let line = "mkfifo k; echo key-of-a-pipe > k & cyxth users list --api-key-file k";
    shell(&env, line).ok();
    assert_eq!(
        server.only().header("authorization"),
        "Bearer key-of-a-pipe"
    );
}

/// As where a limit of the shell, or a quota, lets no file grow any further.
#[test]
fn a_file_that_may_not_grow_is_an_error_with_the_accounts() {
    let server = Server::content();
    let env = Env::of(&server);
    let record = |n| format!("{{\"id\":\"u{n}\",\"name\":\"{}\"}}\n", "n".repeat(200));
    env.file("in", (0..200).map(record).collect::<String>());
    let line = "ulimit -f 16; cyxth users create in --batch-size 10 --har run.har --retries 0";
    let ran = shell(&env, line);
    assert!(ran.err.contains("run.har"), "{ran:#?}");
    assert!(
        ran.err.contains("200 users") || ran.out.contains("200 users"),
        "{ran:#?}"
    );
}

#[test]
fn the_deadline_holds_while_a_pipe_with_a_name_is_opened() {
    let env = Env::of(&Server::content());
    let ran = shell(&env, "mkfifo k; cyxth users create k --deadline 0.5");
    assert!(ran.fails(9).contains("deadline"), "{ran:#?}");
    let ran = shell(&env, "cyxth users delete --from k --yes --deadline 0.5");
    assert!(ran.fails(9).contains("deadline"), "{ran:#?}");
}
