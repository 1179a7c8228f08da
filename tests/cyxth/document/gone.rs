//! Channels that go while `diff` and `apply` read.

use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::json;

use crate::document::moving::{all, not_found};
use crate::support::Env;
use crate::support::server::{Server, count_of_body};

/// The channel `z` goes when its members are asked for.
fn going() -> Server {
    let has_gone = AtomicBool::new(false);
    Server::new(move |_, request| {
        let path = request.target.split('?').next().unwrap();
        if request.method != "GET" {
            return count_of_body(request);
        }
        match path {
            "/api/users" => all(request, json!([{"id": "a"}, {"id": "b"}])),
            "/api/channels" if has_gone.load(Ordering::SeqCst) => {
                all(request, json!([{"id": "x"}]))
            }
            "/api/channels" => all(request, json!([{"id": "x"}, {"id": "z", "name": "old"}])),
            "/api/channels/z/users" => {
                has_gone.store(true, Ordering::SeqCst);
                not_found()
            }
            _ => all(request, json!([{"id": "a"}])),
        }
    })
}

#[test]
fn a_channel_that_goes_meanwhile_is_to_be_created() {
    let server = going();
    let document = r#"{"channels":[{"id":"x","members":["a"]},
        {"id":"z","name":"new","members":["a","b"]}]}"#;
    let ran = Env::of(&server).pipe(document, "diff - --concurrency 1");
    assert_eq!(ran.ok(), "+ channel z with a, b\n");
}

/// It is nowhere where the document does not have it either.
#[test]
fn members_of_a_channel_that_goes_meanwhile_are_refused() {
    let server = going();
    let document = r#"{"member":{"channel":"z","id":"a"}}"#;
    let ran = Env::of(&server).pipe(document, "diff -");
    let err = ran.fails(2);
    assert!(
        err.contains("the channel `z` of the member `a` is neither in the document nor"),
        "{err}"
    );
}

/// Nobody can be a member of it any more, so that there is nothing to put back there.
#[test]
fn a_channel_that_goes_keeps_nobody_from_being_created_anew() {
    let server = going();
    let document = r#"{"users":[{"id":"a","name":"new"}]}"#;
    let ran = Env::of(&server).pipe(document, "apply - --recreate --yes");
    assert_eq!(ran.ok(), "applied 1 step\n");
    let lines = server.lines().into_iter();
    let changes: Vec<String> = lines.filter(|line| !line.starts_with("GET")).collect();
    assert_eq!(changes[..2], ["DELETE /api/users", "POST /api/users"]);
}

/// A channel that is still listed has not gone.
#[test]
fn a_channel_that_no_request_reaches_is_an_error() {
    let server = Server::new(|_, request| match request.target.contains("/z/") {
        true => not_found(),
        false => all(request, json!([{"id": "z"}])),
    });
    let document = r#"{"channels":[{"id":"z","members":["z"]}]}"#;
    Env::of(&server).pipe(document, "diff -").fails(5);
}
