//! The whole input is looked at before anything is sent: all mistakes are told, and what is odd
//! is passed on with a word about it, from files and from pipes of any length.

use std::io::Write;
use std::process::Stdio;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::support::instance;
use crate::support::process::wait_for_requests;
use crate::support::server::{Gate, Server, count_of_body, json};
use crate::support::{Env, Ran};

pub const MEBIBYTE: usize = 1 << 20;

#[test]
fn fields_that_look_misspelt_are_passed_on_with_a_warning() {
    let server = Server::content();
    let env = Env::of(&server);
    let users = "{\"id\":\"a\",\"name\":\"A\",\"mdoe\":\"block\"}\n\
                 {\"id\":\"b\",\"name\":\"B\",\"Mode\":1,\"uid\":2}\n\
                 {\"id\":\"c\",\"name\":\"C\",\"mdoe\":7,\"metadata\":{\"Mode\":1}}\n";
    let ran = env.pipe(users, "users create");
    ran.ok();
    let warned: Vec<&str> = ran.err.lines().collect();
    assert_eq!(
        warned,
        [
            "warning: standard input:1:1: the field `mdoe` is passed on as it is, in 2 records; is `mode` meant?",
            "warning: standard input:2:1: the field `Mode` is passed on as it is; is `mode` meant?",
        ]
    );
    assert_eq!(server.only().body.matches("\"mdoe\":").count(), 2);

    for (noun, record, field, meant) in [
        (
            "channels",
            r#"{"id":"a","name":"A","memebrs":["u"]}"#,
            "memebrs",
            "members",
        ),
        (
            "channels",
            r#"{"id":"a","name":"A","Logo":"l"}"#,
            "Logo",
            "logo",
        ),
        (
            "users",
            r#"{"id":"a","name":"A","modes":1}"#,
            "modes",
            "mode",
        ),
        (
            "users",
            r#"{"id":"a","name":"A","metdata":{}}"#,
            "metdata",
            "metadata",
        ),
        (
            "users",
            r#"{"id":"a","name":"A","n\u0061mes":1}"#,
            "names",
            "name",
        ),
    ] {
        let ran = env.pipe(record, &format!("{noun} create"));
        ran.ok();
        let word = format!("the field `{field}` is passed on as it is; is `{meant}` meant?");
        assert!(ran.err.contains(&word), "{record}: {}", ran.err);
    }
    // Users have no logo, and an update is warned of too.
    assert_eq!(
        env.pipe(r#"{"id":"a","name":"A","Logo":"l"}"#, "users create")
            .err,
        ""
    );
    let ran = env.pipe(r#"{"id":"a","nmae":"A"}"#, "channels update");
    assert!(ran.err.contains("is `name` meant?"), "{}", ran.err);
    assert_eq!(env.pipe(users, "users create -q").err, "");
}

#[test]
fn headers_that_look_misspelt_are_warned_of() {
    let server = Server::content();
    let env = Env::of(&server);
    env.file("in.csv", "id,Name,Mode,Metadata.x\na,A,1,y\nb,B,2,z\n");
    let ran = env.run("users create in.csv");
    ran.ok();
    let warned: Vec<&str> = ran.err.lines().collect();
    assert_eq!(
        warned[..3],
        [
            "warning: in.csv:1:4: the column `Name` is passed on as it is; is `name` meant?",
            "warning: in.csv:1:9: the column `Mode` is passed on as it is; is `mode` meant?",
            "warning: in.csv:1:14: the column `Metadata.x` is passed on as it is; is `metadata` meant?",
        ]
    );
    assert!(warned[3].contains("2 users have no `name`"), "{warned:?}");
    assert!(
        server
            .only()
            .body
            .starts_with(r#"[{"id":"a","Name":"A","Mode":"1","#)
    );

    for (name, input, hint) in [
        ("in.csv", "ID,name\na,A\n", "call the column `ID` `id`"),
        ("in.json", r#"[{"Id":"a"}]"#, "is `Id` meant?"),
    ] {
        env.file(name, input);
        let ran = env.run(&format!("users create {name}"));
        let err = ran.fails(2);
        assert!(err.contains(hint), "{err}");
    }
}

#[test]
fn records_without_a_name_are_noted_once() {
    let server = Server::content();
    let env = Env::of(&server);
    env.file("one.json", r#"[{"id":"a","name":""},{"id":"b"}]"#);
    env.file("two.csv", "id,name\nc,\nd,D\n");
    let ran = env.run("users create one.json two.csv --batch-size 1");
    ran.ok();
    let note = "one.json:1:23: 2 users have no `name`, which the vendor's specification requires; \
                passed on as it is\n";
    assert_eq!(ran.err, note);
    let ran = env.pipe(r#"{"id":"c","name":null}"#, "channels create");
    assert!(ran.err.contains("1 channel has no `name`"), "{}", ran.err);
    // A change of a channel needs its id alone.
    assert_eq!(
        env.pipe(r#"{"id":"c","logo":"l"}"#, "channels update").err,
        ""
    );
    assert_eq!(env.pipe("a\n", "users delete --yes").err, "");
    assert_eq!(env.run("users create --id a -q").err, "");
}

#[test]
fn all_mistakes_are_told_up_to_25() {
    let server = Server::content();
    let env = Env::of(&server);
    env.file(
        "in.csv",
        "id,mode,metadata\na,boss,\nb,1,{}\nc,1,x\n,1,\nb,2,\nd,1\n",
    );
    for check in ["", " --check"] {
        let ran = env.run(&format!("users create in.csv{check}"));
        let err = ran.fails(2);
        let (hints, told): (Vec<&str>, Vec<&str>) =
            err.lines().partition(|line| line.starts_with("hint: "));
        let places = ["2:3", "4:5", "5:1", "6:1", "7:1"].map(|place| format!("in.csv:{place}: "));
        for (line, place) in told.iter().zip(&places) {
            assert!(line.starts_with(&format!("error: {place}")), "{err}");
        }
        assert!(told[3].contains("the id `b` is given twice; the first is at in.csv:3:1"));
        assert_eq!(
            told[5..],
            ["error: the input has mistakes; nothing was sent"]
        );
        // Of the mode, of the metadata, and of the missing cell.
        assert_eq!(hints.len(), 3, "{err}");
    }
    let lines = "a b\nc,d\n";
    let ran = env.pipe(lines, "users delete --yes");
    assert_eq!(ran.fails(2).matches("hint: ").count(), 1, "{ran:#?}");
    let many: String = (0..40).map(|n| format!("{{\"id\":{n}}}\n")).collect();
    let ran = env.pipe(many, "channels update -o json");
    let message = ran.error()["message"].as_str().unwrap().to_owned();
    let told: Vec<&str> = message.split("; ").collect();
    assert_eq!((told.len(), told[25]), (26, "and more"));
    assert!(server.requests().is_empty());
}

/// The API has no call that mends the metadata of a user.
#[test]
fn metadata_that_is_no_object_is_refused() {
    let server = Server::content();
    let env = Env::of(&server);
    let input = r#"[{"id":"a","metadata":"{\"team\":\"x\"}"},{"id":"b","metadata":true}]"#;
    for noun in ["users", "channels"] {
        let ran = env.pipe(input, &format!("{noun} create"));
        let err = ran.fails(2);
        assert!(
            err.contains("standard input:1:23: the field `metadata`"),
            "{err}"
        );
        assert!(
            err.contains("standard input:1:64: the field `metadata`"),
            "{err}"
        );
    }
    let ran = env.pipe(r#"{"id":"a","metadata":"{}"}"#, "users create");
    assert!(ran.fails(2).contains("fromjson"), "{ran:#?}");
    assert!(server.requests().is_empty());
}

/// Runs the tool and writes to it, chunk after chunk, until it has ended or takes no more;
/// standard input stays open. Gives back how much it took.
pub fn fed_for_ever(env: &Env, line: &str, chunk: &[u8], most: usize) -> (Ran, usize) {
    let mut child = env
        .command(&line.split_whitespace().collect::<Vec<_>>())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let taken = AtomicUsize::new(0);
    let ran = std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            while taken.load(Ordering::Relaxed) < most && stdin.write_all(chunk).is_ok() {
                taken.fetch_add(chunk.len(), Ordering::Relaxed);
            }
            // Held until the tool has ended.
            stdin
        });
        let ran = env.ran(child.wait_with_output().unwrap());
        drop(writer.join().unwrap());
        ran
    });
    (ran, taken.into_inner())
}

#[test]
fn mistakes_in_what_never_ends_are_told() {
    let server = Server::content();
    let env = Env::of(&server);
    for (input, line) in [
        ("u1\n", "users delete --yes"),
        ("u1 u2\n", "members add c"),
        ("{\"id\":\"a\"}\n", "users create"),
        ("{\"id\":1}\n", "channels create"),
    ] {
        let chunk = input.repeat(4096);
        let (ran, taken) = fed_for_ever(&env, line, chunk.as_bytes(), 64 * MEBIBYTE);
        let err = ran.fails(2);
        assert!(err.contains("standard input:2:"), "{err}");
        assert!(taken < MEBIBYTE, "{taken} bytes of {line}");
    }
    // A single one is told too, without waiting for the end.
    let mut first = b"a b\n".to_vec();
    first.extend((0..100_000).flat_map(|n| format!("u{n:011}\n").into_bytes()));
    first.resize(2 * MEBIBYTE, b'x');
    let (ran, _) = fed_for_ever(&env, "users delete --yes", &first, first.len());
    assert!(
        ran.fails(2).starts_with("error: standard input:1:2: `a b`"),
        "{ran:#?}"
    );
    assert!(server.requests().is_empty());
}

/// Records of a mebibyte each, and the same id in each of them only where that is wanted.
fn large(count: usize) -> Vec<u8> {
    (0..count)
        .flat_map(|n| {
            let padding = "x".repeat(MEBIBYTE - 50);
            format!("{{\"id\":\"u{n:04}\",\"name\":\"N\",\"x\":\"{padding}\"}}\n").into_bytes()
        })
        .collect()
}

#[test]
fn a_wrong_key_is_known_while_a_long_pipe_is_still_open() {
    let server = Server::always(json(403, r#"{"type":"t","code":"C","message":"not you"}"#));
    let env = Env::of(&server);
    let input = large(66);
    let (ran, _) = fed_for_ever(&env, "users create", &input, input.len());
    assert!(ran.fails(4).contains("not you"), "{ran:#?}");
    assert_eq!(server.lines(), ["GET /api/users?limit=1"]);
}

#[test]
fn a_mistake_at_the_end_of_a_long_pipe_means_that_nothing_was_sent() {
    let server = Server::content();
    let env = Env::of(&server);
    let mut input = large(66);
    input.extend_from_slice(b"{\"id\":\"u0000\",\"name\":\"N\"}\n");
    let ran = env.pipe(&input, "users create");
    let err = ran.fails(2);
    assert!(
        err.contains("standard input:67:1: the id `u0000` is given twice"),
        "{err}"
    );
    let posts = server.requests().into_iter().filter(|r| r.method == "POST");
    assert_eq!(posts.count(), 0);
}

#[test]
fn where_a_pipe_cannot_be_kept_the_message_says_so() {
    let server = Server::content();
    let env = Env::of(&server).var("TMPDIR", "/no/such/directory");
    let ran = env.pipe(large(1), "users create");
    let err = ran.fails(2);
    assert!(
        err.contains("cannot be kept in a temporary file in /no/such/directory"),
        "{err}"
    );
    assert!(err.contains("hint: ") && err.contains("TMPDIR"), "{err}");
    assert!(server.requests().is_empty());
    // What is short, and a file, needs none.
    env.pipe(r#"{"id":"a"}"#, "users create").ok();
    env.file("in.json", large(1));
    env.run("users create in.json").ok();
}

#[test]
fn a_file_that_changes_while_it_is_sent_is_not_sent_any_further() {
    let (gate, wait) = Gate::new();
    let server = Server::new(move |_, request| {
        wait();
        count_of_body(request)
    });
    let env = Env::of(&server);
    let before = instance::lines((0..40_000).map(|n| format!("u{n:05}")));
    let path = env.file("users.jsonl", &before);
    let child = env.start("users create users.jsonl --concurrency 1");
    wait_for_requests(&server, 1);
    // In its second half, which nobody has come to.
    let (first, second) = before.split_at(before.len() / 2);
    std::fs::write(&path, format!("{first}{}", second.replace("mine", "else"))).unwrap();
    gate.open();
    let ran = env.end(child);
    let told = ran.fails(10);
    assert!(
        told.contains("users.jsonl: has changed since it was checked"),
        "{told}"
    );
    let sent = server.requests();
    assert!(!sent.is_empty());
    assert!(sent.iter().all(|request| !request.body.contains("else")));
}
