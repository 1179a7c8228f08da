//! Lists, page by page: how much is shown, and never a request more than needed.

use std::io::Read;
use std::process::Stdio;

use crate::support::server::{Begin, Server, collection, json, numbered, page};
use crate::support::{Env, Ran};

/// Lists as ids; gives back what was printed, the run, and how many requests it took.
#[track_caller]
fn ids(server: &Server, options: &str) -> (Vec<String>, Ran, usize) {
    let before = server.requests().len();
    let ran = Env::of(server).run(&format!("users list -o id {options}"));
    let ids = ran.out.lines().map(str::to_owned).collect();
    let calls = server.requests().len() - before;
    (ids, ran, calls)
}

#[test]
fn the_first_page_and_whether_there_is_more() {
    for begin in [Begin::After, Begin::At] {
        for (count, noted) in [(0, false), (3, false), (49, false), (51, true), (200, true)] {
            let server = collection(numbered(count), 1000, begin);
            let (found, ran, calls) = ids(&server, "");
            assert_eq!(found, numbered(count.min(50)));
            assert_eq!(calls, 1);
            assert_eq!(ran.code, 0);
            assert_eq!(ran.err.contains("--all"), noted, "{count}: {ran:#?}");
            assert_eq!(ran.err.is_empty(), !noted, "{count}: {ran:#?}");
        }
    }
    // A service that gives no more than 50 does not tell: it says so.
    let server = collection(numbered(60), 50, Begin::After);
    let (found, ran, _) = ids(&server, "");
    assert_eq!(found, numbered(50));
    assert!(ran.err.contains("--all"), "{ran:#?}");
    assert_eq!(ids(&server, "-q").1.err, "");
}

/// What a service gives at most may be less than what is shown. Such limits are round numbers, and
/// only pages of such a size are asked on from.
#[test]
fn a_limit_of_the_service_does_not_pass_for_the_end() {
    for (count, cap, shown, noted, calls) in [
        (137, 30, 50, true, 2),
        (137, 20, 50, true, 3),
        (60, 25, 50, true, 2),
        (40, 30, 40, false, 4),
        (12, 10, 12, false, 2),
        (137, 32, 50, true, 2),
        (100, 16, 50, true, 4),
        (12, 1000, 12, false, 1),
        (4, 1000, 4, false, 1),
        (5, 1000, 5, false, 1),
    ] {
        let server = collection(numbered(count), cap, Begin::After);
        let (found, ran, took) = ids(&server, "");
        assert_eq!(found, numbered(shown), "{count} {cap}");
        assert_eq!(ran.err.contains("--all"), noted, "{count} {cap}: {ran:#?}");
        assert_eq!(took, calls, "{count} {cap}");
    }
}

#[test]
fn limit_takes_as_many_pages_as_needed_and_no_more() {
    for (count, cap, limit, calls) in [
        (200, 1000, 1, 1),
        (200, 1000, 120, 1),
        (200, 50, 120, 3),
        (200, 7, 14, 2),
        (200, 7, 15, 3),
        (10, 7, 10, 2),
        // What is not there has to be asked for once, and once more whether the cursor was there.
        (10, 7, 11, 4),
        (10, 1000, 11, 3),
        (0, 7, 5, 1),
    ] {
        let server = collection(numbered(count), cap, Begin::After);
        let (found, ran, took) = ids(&server, &format!("--limit {limit}"));
        assert_eq!(found, numbered(count.min(limit)), "{count} {cap} {limit}");
        assert_eq!(took, calls, "{count} {cap} {limit}");
        assert_eq!(ran.err, "");
    }
}

#[test]
fn all_is_everything_wherever_a_page_begins() {
    for begin in [Begin::After, Begin::At] {
        for cap in [2, 7, 50, 1000] {
            for count in [0, 1, 2, 3, 13, 14, 15, 100] {
                let server = collection(numbered(count), cap, begin);
                let (found, ran, took) = ids(&server, "--all");
                assert_eq!(found, numbered(count), "{count} {cap} {begin:?}");
                assert_eq!((ran.code, ran.err.as_str()), (0, ""));
                // The pages that bring something, and one that tells the end; whether its cursor was
                // there is told by itself where it begins with the cursor's record.
                let calls = match begin {
                    Begin::After => count.div_ceil(cap) + 1 + usize::from(count > 0),
                    // A single record may be the beginning, of a service that reads another name.
                    Begin::At if count == 1 => 3,
                    Begin::At if count <= cap => 1 + usize::from(count > 0),
                    Begin::At => 1 + (count - cap).div_ceil(cap - 1) + 1,
                };
                assert_eq!(took, calls, "{count} {cap} {begin:?}");
            }
        }
    }
}

/// A page of one record, from a service that begins at the cursor, holds the cursor's alone; that
/// is no end where no more was asked for.
#[test]
fn small_pages_from_a_service_that_begins_at_the_cursor() {
    let server = collection(numbered(10), 7, Begin::At);
    for limit in 1..=10 {
        let (found, ..) = ids(&server, &format!("--limit {limit}"));
        assert_eq!(found, numbered(limit), "{limit}");
    }
    for size in 1..=4 {
        let (found, ..) = ids(&server, &format!("--all --page-size {size}"));
        assert_eq!(found, numbered(10), "{size}");
    }
    let (found, ..) = ids(&server, "--limit 1 --starting-after u003");
    assert_eq!(found, ["u004"]);
}

#[test]
fn a_list_can_begin_later() {
    for begin in [Begin::After, Begin::At] {
        let server = collection(numbered(100), 1000, begin);
        let (found, ran, _) = ids(&server, "--starting-after u097");
        assert_eq!(found, ["u098", "u099", "u100"]);
        assert_eq!(ran.err, "");
        let (found, ..) = ids(&server, "--starting-after u097 --limit 2");
        assert_eq!(found, ["u098", "u099"]);
        let (found, ..) = ids(&server, "--starting-after u097 --all");
        assert_eq!(found, ["u098", "u099", "u100"]);
        let (found, ran, calls) = ids(&server, "--starting-after u100 --all");
        assert_eq!((found.len(), ran.code, calls), (0, 0, 1));
    }
}

#[test]
fn the_page_size_can_be_set() {
    let server = collection(numbered(10), 1000, Begin::After);
    let (found, ..) = ids(&server, "--all --page-size 4");
    assert_eq!(found, numbered(10));
    let limits: Vec<_> = server.requests().iter().map(|r| r.query("limit")).collect();
    let asked = ["4", "4", "4", "4", "2"].map(|limit| Some(limit.to_owned()));
    assert_eq!(limits, asked);
    let (found, ran, _) = ids(&server, "--page-size 4");
    assert_eq!(found, numbered(4));
    assert!(ran.err.contains("--all"), "{ran:#?}");
}

#[test]
fn members_and_channels_are_listed_alike() {
    let server = collection(numbered(120), 50, Begin::After);
    let env = Env::of(&server);
    for line in ["channels list", "members list c"] {
        let ran = env.run(&format!("{line} --all -o id"));
        assert_eq!(ran.ok().lines().count(), 120);
    }
}

#[test]
fn a_service_that_ignores_the_cursor_is_an_error_and_no_loop() {
    let server = Server::new(|_, request| {
        let mut request = request.clone();
        request.target = "/api/users?limit=7".to_owned();
        page(&numbered(20), 7, Begin::After, &request)
    });
    let (found, ran, calls) = ids(&server, "--all");
    assert_eq!(found, numbered(7), "what came is printed");
    assert!(ran.fails(8).contains("does not move on"), "{ran:#?}");
    // By both names of the cursor, from one further back, and once more without one.
    assert_eq!(calls, 6);
}

#[test]
fn a_service_that_goes_in_circles_is_an_error() {
    let server = Server::new(|number, _| {
        let pages = [r#"[{"id":"a"},{"id":"b"}]"#, r#"[{"id":"c"},{"id":"d"}]"#];
        json(200, pages[number % 2])
    });
    let (found, ran, calls) = ids(&server, "--all");
    ran.fails(8);
    assert_eq!(&found[..4], ["a", "b", "c", "d"]);
    assert!(calls <= 4, "{calls}");
}

#[test]
fn another_order_only_warns() {
    let server = Server::new(|_, request| {
        json(
            200,
            match request.query("starting_after").as_deref() {
                None => r#"[{"id":"c"},{"id":"a"}]"#,
                Some("c") => r#"[{"id":"a"},{"id":"b"}]"#,
                Some("a") => r#"[{"id":"b"}]"#,
                _ => "[]",
            },
        )
    });
    let (found, ran, calls) = ids(&server, "--all");
    assert_eq!(found, ["c", "a", "b"]);
    assert_eq!((ran.code, calls), (0, 4));
    assert!(
        ran.err.starts_with("warning: ") && ran.err.contains("order"),
        "{ran:#?}"
    );
}

#[test]
fn a_page_that_fails_keeps_what_was_printed() {
    let server = Server::new(|number, request| match number {
        0 => page(&numbered(20), 7, Begin::After, request),
        _ => json(403, r#"{"type":"t","code":"C","message":"no"}"#),
    });
    let (found, ran, _) = ids(&server, "--all");
    assert_eq!(found, numbered(7));
    assert_eq!(ran.code, 4);
}

/// `cyxth users list --all | head -1`.
#[test]
fn a_reader_that_goes_away_is_a_quiet_end() {
    let server = collection(numbered(999), 100, Begin::After);
    let env = Env::of(&server);
    for format in ["id", "table", "json", "jsonl", "csv"] {
        let mut child = env
            .command(&["users", "list", "--all", "-o", format])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdout = child.stdout.take().unwrap();
        stdout.read_exact(&mut [0; 4]).unwrap();
        drop(stdout);
        let output = child.wait_with_output().unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        assert_eq!(
            (output.status.code(), err.as_str()),
            (Some(0), ""),
            "{format}"
        );
    }
}

#[test]
fn no_list_is_shown_of_what_is_none() {
    for (body, what) in [
        ("{}", "an object"),
        ("[1]", "a number"),
        (r#"[{"name":"x"}]"#, "no id"),
        (r#"[{"id":7}]"#, "an id that is no text"),
        (r#"[{"id":"a"}"#, "half an array"),
        ("", "nothing"),
        ("<html>", "a page"),
        ("null", "null"),
    ] {
        let server = Server::always(json(200, body));
        let ran = Env::of(&server).run("users list --retries 0");
        ran.fails(8);
        assert_eq!(ran.out, "", "{what}");
    }
}
