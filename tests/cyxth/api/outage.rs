//! A service that is overloaded, or away for a while: the whole run slows down, and waits for as
//! long as `--max-wait` says.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use crate::support::Env;
use crate::support::server::{Action, Request, Server, count_of_body, json};

fn status(status: u16) -> Action {
    json(status, "{}")
}

fn after(status: u16, after: &str) -> Action {
    Action::Answer(
        status,
        vec![("Retry-After", after.to_owned())],
        "{}".to_owned(),
    )
}

/// What a service that is away answers, or does not.
fn outages() -> Vec<Action> {
    vec![
        status(429),
        status(502),
        status(503),
        status(504),
        Action::CloseRead,
        Action::CloseUnread,
    ]
}

/// An instance with a user and a channel whose member that user is.
fn well(request: &Request) -> Action {
    match (request.method.as_str(), request.query("starting_after")) {
        ("GET", None) => json(200, r#"[{"id":"u1","name":"U"}]"#),
        ("GET", Some(_)) => json(200, "[]"),
        ("PUT", _) => json(200, request.body.clone()),
        _ => count_of_body(request),
    }
}

/// Is well, but for these requests, counted from 0.
fn away_at(numbers: std::ops::Range<usize>, action: Action) -> Server {
    Server::new(move |number, request| {
        if numbers.contains(&number) {
            action.clone()
        } else {
            well(request)
        }
    })
}

/// Runs the cases at the same time: most of each is waiting.
fn each<T: Sync + std::fmt::Debug>(cases: &[T], run: impl Fn(&T) + Sync) {
    std::thread::scope(|scope| {
        for case in cases {
            scope.spawn(|| run(case));
        }
    });
}

#[test]
fn after_a_success_an_outage_is_waited_for_and_not_counted() {
    let commands = [
        "users list --all",
        "export --users",
        "users delete a b --yes --batch-size 1 --concurrency 1",
        "users moderate a b --mode 300 --batch-size 1 --concurrency 1",
        "members add c a b --batch-size 1 --concurrency 1",
        "apply doc.json",
        "diff doc.json",
    ];
    for line in commands {
        each(&outages(), |action| {
            let server = away_at(1..4, action.clone());
            let env = Env::of(&server);
            env.file(
                "doc.json",
                r#"{"users":[{"id":"u1","name":"U"},{"id":"u2","name":"V"}]}"#,
            );
            let ran = env.run(&format!("{line} --retries 1"));
            assert_eq!(ran.code, 0, "{line} {action:?} {ran:#?}");
            assert!(server.lines().len() >= 5, "{line} {action:?}");
        });
    }
}

#[test]
fn before_the_first_success_the_tries_are_counted() {
    each(&outages(), |action| {
        let server = away_at(0..100, action.clone());
        let ran = Env::of(&server).run("users list --retries 2");
        assert!([7, 8, 9].contains(&ran.code), "{ran:#?}");
        assert_eq!(server.lines().len(), 3, "{action:?}");
    });
}

#[test]
fn other_failures_are_counted_after_a_success_too() {
    let broken = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n[".to_owned();
    each(
        &[
            status(500),
            status(408),
            json(200, "odd"),
            Action::Raw(broken),
        ],
        |action| {
            let server = away_at(1..100, action.clone());
            let ran = Env::of(&server).run("users list --all --retries 2");
            assert_ne!(ran.code, 0, "{ran:#?}");
            assert_eq!(server.lines().len(), 4, "{action:?}");
        },
    );
}

#[test]
fn waiting_for_an_outage_to_end_is_bounded_by_time() {
    each(&outages(), |action| {
        let server = away_at(1..100, action.clone());
        let ran = Env::of(&server).run("users list --all --retries 1 --max-wait 0.8");
        assert!([7, 8, 9].contains(&ran.code), "{ran:#?}");
        // Waits of 0.1 to 0.2, 0.2 to 0.4 and 0.4 to 0.8 s.
        let sent = server.lines().len();
        assert!((4..=6).contains(&sent), "{action:?}: {sent}");
    });
}

#[test]
fn no_retries_means_none_after_a_success_too() {
    each(&outages(), |action| {
        let server = away_at(1..100, action.clone());
        let ran = Env::of(&server).run("users list --all --retries 0");
        assert_ne!(ran.code, 0, "{ran:#?}");
        assert_eq!(server.lines().len(), 2, "{action:?}");
    });
}

/// A create whose outcome is unknown is looked up, and sent again by the same rule.
#[test]
fn creates_wait_for_the_end_of_an_outage() {
    each(&outages(), |action| {
        let (action, away) = (action.clone(), AtomicUsize::new(0));
        let server = Server::new(move |_, request| {
            let is_second = request.method == "POST" && request.body.contains("\"b\"");
            if is_second && away.fetch_add(1, Ordering::SeqCst) < 3 {
                return action.clone();
            }
            match request.method.as_str() {
                "GET" => json(200, "[]"),
                _ => count_of_body(request),
            }
        });
        let ran = Env::of(&server).pipe(
            r#"[{"id":"a","name":"A"},{"id":"b","name":"B"}]"#,
            "users create --batch-size 1 --concurrency 1 --retries 1",
        );
        assert_eq!(ran.ok(), "created 2 users\n");
    });
}

/// A service that accepts nothing for a while, as while it is being restarted.
#[test]
fn a_service_that_is_away_for_a_while_ends_no_run() {
    let is_away = std::sync::Arc::new(AtomicBool::new(false));
    let away = is_away.clone();
    let begun = Instant::now();
    let server = Server::new(move |number, request| {
        if number == 20 {
            away.store(true, Ordering::SeqCst);
        }
        if away.load(Ordering::SeqCst) && begun.elapsed() < Duration::from_secs(4) {
            return Action::CloseUnread;
        }
        match request.method.as_str() {
            "GET" => json(200, "[]"),
            _ => count_of_body(request),
        }
    });
    let records: String = (0..60)
        .map(|number| format!("{{\"id\":\"u{number}\",\"name\":\"n\"}}\n"))
        .collect();
    let ran = Env::of(&server).pipe(
        records,
        "users create --batch-size 1 --concurrency 8 --retries 1",
    );
    assert_eq!(ran.ok(), "created 60 users\n");
    assert!(is_away.load(Ordering::SeqCst));
}

/// Four in flight at a service that limits requests a second: all of it is done, and few are
/// turned away once the rate is known. Every create that is turned away costs a look too.
#[cfg(feature = "sandbox")]
#[test]
fn a_rate_limit_without_a_word_about_waiting_is_kept_to() {
    use std::io::{BufRead, BufReader};
    use std::process::Stdio;

    let mut served = Env::new()
        .command(&[
            "sandbox",
            "serve",
            "--in-memory",
            "--rate-limit",
            "20:503",
            "--api-key",
            "outage_key_0123456789",
        ])
        .arg("-ojson")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut ready = String::new();
    BufReader::new(served.stdout.take().unwrap())
        .read_line(&mut ready)
        .unwrap();
    let ready: serde_json::Value = serde_json::from_str(&ready).unwrap();
    let env = Env::new()
        .var("CYXTH_API_URL", ready["api_url"].as_str().unwrap())
        .var("CYXTH_API_KEY", "outage_key_0123456789");
    let records: String = (0..150)
        .map(|number| format!("{{\"id\":\"u{number:03}\",\"name\":\"n\"}}\n"))
        .collect();
    let ran = env.pipe(
        records,
        "users create --batch-size 1 --concurrency 4 --retries 1 -v",
    );
    let users = env.run("users list --all -o id --retries 50");
    served.kill().unwrap();
    served.wait().unwrap();
    assert_eq!(ran.ok(), "created 150 users\n");
    assert_eq!(users.ok().lines().count(), 150);
    let turned_away = ran.err.matches("ERR_RATE").count();
    assert!((1..50).contains(&turned_away), "{turned_away} of 150");
}

#[test]
fn fractions_of_a_second_are_waited_for() {
    let server = away_at(0..1, after(429, "0.8"));
    let begun = Instant::now();
    Env::of(&server).run("users list").ok();
    assert!(begun.elapsed() >= Duration::from_millis(800));
    for (status, code) in [(429, 7), (503, 8)] {
        let server = away_at(0..100, after(status, "299.997"));
        let ran = Env::of(&server).run("users list");
        let err = ran.fails(code);
        assert!(err.contains("asks to wait 299.997 s"), "{err}");
        assert_eq!(server.lines().len(), 1);
    }
}

#[test]
fn an_absurd_wait_reads_sensibly() {
    for (text, said) in [
        ("99999999999999999999", "more than ten years"),
        ("864000", "10 days"),
        ("Fri, 01 Jan 2100 00:00:00 GMT", "more than ten years"),
    ] {
        let server = away_at(0..100, after(429, text));
        let err = Env::of(&server).run("users list").fails(7).to_owned();
        assert!(err.contains(&format!("asks to wait {said}")), "{err}");
        assert_eq!(server.lines().len(), 1);
    }
    // What is no wait at all is not obeyed, and not repeated.
    for text in ["soon", "-1", "1e9", "NaN"] {
        let server = away_at(0..1, after(429, text));
        Env::of(&server).run("users list").ok();
        let server = away_at(0..100, after(429, text));
        let ran = Env::of(&server).run("users list --retries 0");
        assert!(!ran.fails(7).contains("asks to wait"), "{ran:#?}");
    }
}
