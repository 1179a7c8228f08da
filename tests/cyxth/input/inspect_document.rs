//! A document that streams is looked at while it comes: neither its mistakes nor a wrong key wait
//! for its end, and there may be none.

use crate::input::inspect::{MEBIBYTE, fed_for_ever};
use crate::support::Env;
use crate::support::server::{Server, json};

/// Lines of a mebibyte each; `noun` is `user` or `channel`.
fn large(noun: &str, count: usize) -> Vec<u8> {
    let padding = "x".repeat(MEBIBYTE);
    let line = |n| {
        let record = format!(r#"{{"id":"u{n:04}","name":"N","metadata":{{"x":"{padding}"}}}}"#);
        format!("{{\"{noun}\":{record}}}\n").into_bytes()
    };
    (0..count).flat_map(line).collect()
}

#[test]
fn mistakes_in_what_never_ends_are_told() {
    let server = Server::content();
    // Nothing may be kept in a file: the mistakes come long before it would be needed.
    let env = Env::of(&server).var("TMPDIR", "/no/such/directory");
    for line in ["apply -", "apply", "diff", "diff -f -"] {
        for (input, told) in [
            (
                "{\"user\":{\"id\":\"u1\"}}\n",
                "standard input:2:9: the user `u1` is given twice",
            ),
            ("{\"user\":{\"id\":5}}\n", "standard input:1:"),
            ("{\"user\":{\"id\":\"u1\"}}]\n", "standard input:1:"),
        ] {
            // A few lines, and then nothing more; the pipe stays open.
            let chunk = input.repeat(100);
            let (ran, _) = fed_for_ever(&env, line, chunk.as_bytes(), chunk.len());
            let err = ran.fails(2);
            assert!(err.contains(told), "{line}: {err}");
        }
    }
    assert!(server.requests().is_empty());
}

/// As with records: it is read a little further, for what else may be wrong.
#[test]
fn a_single_mistake_in_what_never_ends_is_told() {
    let server = Server::content();
    let env = Env::of(&server);
    for (mistake, told) in [
        (r#"{"user":{"id":5}}"#, "standard input:1:"),
        // Out of order, so that it has to be sorted where it is whole.
        (
            "{\"user\":{\"id\":\"z\"}}\n{\"user\":{\"id\":\"z\"}}",
            "standard input:2:9: the user `z` is given twice",
        ),
    ] {
        let mut input = format!("{mistake}\n").into_bytes();
        input.extend(large("user", 4));
        let (ran, _) = fed_for_ever(&env, "apply -", &input, input.len());
        assert!(ran.fails(2).contains(told), "{ran:#?}");
    }
    assert!(server.requests().is_empty());
}

#[test]
fn a_wrong_key_is_known_while_a_long_pipe_is_still_open() {
    for (noun, listed) in [("user", "users"), ("channel", "channels")] {
        let server = Server::always(json(403, r#"{"type":"t","code":"C","message":"not you"}"#));
        let env = Env::of(&server);
        let input = large(noun, 66);
        for line in ["apply -", "diff", "apply - --dry-run"] {
            let (ran, _) = fed_for_ever(&env, line, &input, input.len());
            assert!(ran.fails(4).contains("not you"), "{line}: {ran:#?}");
        }
        let read = format!("GET /api/{listed}?limit=1");
        assert_eq!(server.lines(), [&read[..]; 3]);
    }
}

#[test]
fn a_long_pipe_is_applied_as_a_file_is() {
    let server = Server::content();
    let env = Env::of(&server);
    let mut input = large("user", 3);
    let ran = env.pipe(&input, "apply - -o json");
    ran.ok();
    let sent = |method: &str| {
        let requests = server.requests().into_iter();
        requests.filter(|r| r.method == method).count()
    };
    assert!(sent("POST") > 0);
    let before = sent("POST");
    // A mistake at its end means that nothing was sent.
    input.extend_from_slice(b"{\"user\":{\"id\":\"u0000\"}}\n");
    let ran = env.pipe(&input, "apply -");
    let told = "standard input:4:9: the user `u0000` is given twice";
    assert!(ran.fails(2).contains(told), "{ran:#?}");
    assert_eq!(sent("POST"), before);
}

#[test]
fn where_a_pipe_cannot_be_kept_the_message_says_so() {
    let server = Server::content();
    let env = Env::of(&server).var("TMPDIR", "/no/such/directory");
    let ran = env.pipe(large("user", 1), "apply -");
    let err = ran.fails(2);
    assert!(
        err.contains("cannot be kept in a temporary file in /no/such/directory"),
        "{err}"
    );
    assert!(err.contains("hint: ") && err.contains("TMPDIR"), "{err}");
    assert!(server.requests().is_empty());
}
