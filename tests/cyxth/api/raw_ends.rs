//! How `cyxth api` ends before its time, and what it does meanwhile.

use std::io::{BufRead, BufReader};

use crate::support::Env;
use crate::support::process::wait_for_requests;
use crate::support::server::{Action, Begin, Server, collection, json, numbered, page};

/// So many pages of more bytes than a pipe holds.
fn long_pages(pages: u32) -> Server {
    let ids: Vec<String> = (0..1000 * pages)
        .map(|at| format!("{at:05}{}", "x".repeat(100)))
        .collect();
    collection(ids, 1000, Begin::After)
}

#[test]
fn the_next_page_is_on_its_way_while_one_is_printed() {
    let server = long_pages(4);
    let env = Env::of(&server);
    for options in ["", " --jq .[].id", " -o jsonl"] {
        let before = server.requests().len();
        let child = env.start(&format!("api GET x --paginate{options}"));
        // Nobody reads the first page, so it is not printed to its end.
        wait_for_requests(&server, before + 2);
        let ran = env.end(child);
        assert!(ran.ok().contains("3999x"), "{options}");
    }
}

#[test]
fn a_reader_that_goes_away_is_a_quiet_end() {
    let server = long_pages(60);
    let env = Env::of(&server);
    for line in [
        "api GET x --paginate -o jsonl",
        "api GET x --paginate --jq .[].id",
        "api GET x?limit=1000 --jq .[].id",
    ] {
        let before = server.requests().len();
        let mut child = env.start(line);
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut first = String::new();
        out.read_line(&mut first).unwrap();
        drop(out);
        let ran = env.end(child);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{line}");
        let asked = server.requests().len() - before;
        // Some were on their way; not all of them.
        assert!(asked < 30, "{line}: {asked}");
    }
}

#[test]
fn a_dry_run_reads_all_pages() {
    let server = collection(numbered(120), 50, Begin::After);
    let ran = Env::of(&server).run("api GET x --paginate --dry-run --jq length");
    assert_eq!(ran.ok(), "120\n");
}

#[cfg(unix)]
#[test]
fn control_c_ends_a_reading_at_once_and_waits_for_a_change() {
    use std::os::unix::process::ExitStatusExt;

    use crate::support::process::{Signal, send, send_and_settle};

    let server = Server::new(|number, request| match number {
        0 => page(&numbered(3), 3, Begin::After, request),
        _ => Action::Stall,
    });
    let child = Env::of(&server).start("api GET x --paginate");
    wait_for_requests(&server, 2);
    send(Signal::INT, &child);
    let status = child.wait_with_output().unwrap().status;
    assert_eq!(status.signal(), Some(Signal::INT.as_raw()));

    let (server, gate) = Server::held(json(200, "{\"done\":true}"));
    let env = Env::of(&server);
    let child = env.start("api POST x -f a=b");
    wait_for_requests(&server, 1);
    send_and_settle(Signal::INT, &child);
    gate.open();
    let ran = env.end(child);
    assert_eq!(ran.code, 130, "{ran:#?}");
    assert_eq!(ran.out, "{\"done\":true}");
    assert!(ran.err.contains("was answered before"), "{ran:#?}");
}
