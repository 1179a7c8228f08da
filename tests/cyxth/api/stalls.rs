//! `--timeout` is the time without progress: slow lines come to their end, silent ones do not.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};

use crate::support::Env;
use crate::support::listener::{Listener, wait_for_the_end};

fn env(listener: &Listener) -> Env {
    Env::new()
        .var(
            "CYXTH_API_URL",
            &format!("http://{}/api", listener.address()),
        )
        .var("CYXTH_API_KEY", "stall_key_0123456789")
}

/// Reads a request with a rate in bytes a second; gives back how long its body was.
fn read_slowly(stream: &mut TcpStream, rate: usize) -> usize {
    let mut seen = Vec::new();
    let mut buffer = vec![0; (rate / 20).max(1)];
    loop {
        let length = stream.read(&mut buffer).unwrap_or(0);
        if length == 0 {
            return 0;
        }
        seen.extend_from_slice(&buffer[..length]);
        let text = String::from_utf8_lossy(&seen);
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let head = head.to_ascii_lowercase();
            let whole = head
                .lines()
                .find_map(|line| line.strip_prefix("content-length: "))
                .map_or(0, |length| length.parse().unwrap());
            if body.len() >= whole {
                return whole;
            }
        }
        thread::sleep(Duration::from_millis(50));
    }
}

/// Answers in pieces, with a pause before each.
fn answer_slowly(stream: &mut TcpStream, pieces: impl Iterator<Item = String>, pause: Duration) {
    let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n";
    let _ = stream.write_all(head.as_bytes());
    for piece in pieces {
        thread::sleep(pause);
        if stream.write_all(piece.as_bytes()).is_err() {
            return;
        }
    }
}

#[test]
fn an_upload_on_a_slow_line_takes_longer_than_the_limit() {
    // A megabit a second.
    let server = Listener::new(|mut stream| {
        let length = read_slowly(&mut stream, 125_000);
        if length > 0 {
            answer_slowly(
                &mut stream,
                std::iter::once("{\"status\":400}".to_owned()),
                Duration::ZERO,
            );
        }
    });
    let records: String = (0..400)
        .map(|number| {
            format!(
                "{{\"id\":\"u{number}\",\"name\":\"{}\"}}\n",
                "n".repeat(1000)
            )
        })
        .collect();
    let begun = Instant::now();
    let ran = env(&server).pipe(records, "users create --timeout 1 --retries 0");
    assert_eq!(ran.ok(), "created 400 users\n");
    assert!(begun.elapsed() > Duration::from_secs(2), "not slow");
}

#[test]
fn an_answer_that_moves_on_takes_longer_than_the_limit() {
    let server = Listener::new(|mut stream| {
        read_slowly(&mut stream, 1 << 20);
        let pieces = ["[", "{\"id\":", "\"u1\"", "}", " ", " ", " ", "]"];
        answer_slowly(
            &mut stream,
            pieces.iter().map(|piece| (*piece).to_owned()),
            Duration::from_millis(250),
        );
    });
    let ran = env(&server).run("users list --limit 1 -o id --timeout 1 --retries 0");
    assert_eq!(ran.ok(), "u1\n");
}

#[test]
fn an_answer_that_stops_is_given_up() {
    let server = Listener::new(|mut stream| {
        read_slowly(&mut stream, 1 << 20);
        answer_slowly(
            &mut stream,
            ["[".to_owned(), "]".to_owned()].into_iter(),
            Duration::from_secs(20),
        );
    });
    let begun = Instant::now();
    let ran = env(&server).run("users list --timeout 0.5 --retries 0");
    assert!(ran.fails(9).contains("stopped in the middle"), "{ran:#?}");
    assert!(begun.elapsed() < Duration::from_secs(15));
}

#[test]
fn a_request_that_is_not_answered_is_given_up() {
    let server = Listener::new(|mut stream| {
        read_slowly(&mut stream, 1 << 20);
        wait_for_the_end(&mut stream);
    });
    for line in ["users list", "users delete a --yes"] {
        let begun = Instant::now();
        let ran = env(&server).run(&format!("{line} --timeout 0.5 --retries 0"));
        assert!(ran.fails(9).contains("no answer in time"), "{ran:#?}");
        assert!(begun.elapsed() < Duration::from_secs(15));
    }
}

/// A byte now and then is progress, and must not go on for ever.
#[test]
fn an_answer_that_drips_without_end_is_given_up() {
    let server = Listener::new(|mut stream| {
        read_slowly(&mut stream, 1 << 20);
        answer_slowly(
            &mut stream,
            (0..300).map(|_| " ".to_owned()),
            Duration::from_millis(100),
        );
    });
    let begun = Instant::now();
    let ran = env(&server).run("users list --timeout 0.3 --retries 0");
    assert!(
        ran.fails(9).contains("did not come to its end in time"),
        "{ran:#?}"
    );
    let time = begun.elapsed();
    assert!(time >= Duration::from_secs(3), "{time:?}");
    assert!(time < Duration::from_secs(20), "{time:?}");
}

/// The error object counts, however much comes behind it.
#[test]
fn a_refusal_without_end_is_read_as_far_as_it_matters() {
    let server = Listener::new(|mut stream| {
        read_slowly(&mut stream, 1 << 20);
        let head = "HTTP/1.1 400 X\r\nConnection: close\r\n\r\n{\"type\":\"T\",\"code\":\"C\",\"message\":\"";
        let _ = stream.write_all(head.as_bytes());
        // As if for ever: the other side closes long before.
        for _ in 0..10_000 {
            if stream.write_all(&[b'x'; 10_000]).is_err() {
                return;
            }
        }
        panic!("100 MB of a refusal were read");
    });
    let ran = env(&server).run("users list -o json");
    let error = ran.error();
    assert_eq!(error["status"], 400);
    assert_eq!((&error["type"], &error["code"]), (&"T".into(), &"C".into()));
}
