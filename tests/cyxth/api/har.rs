//! `--har`: every request and answer of a run as an HTTP Archive.

use serde_json::Value;

use crate::support::server::{Action, Begin, Server, collection, count_of_body, json, numbered};
use crate::support::{Env, KEY};

impl Env {
    /// The entries of an archive, which is looked at as a whole.
    #[track_caller]
    pub fn har(&self, name: &str) -> Vec<Value> {
        let text = std::fs::read_to_string(self.path(name)).unwrap();
        let archive: Value =
            serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
        let log = &archive["log"];
        assert_eq!(log["version"], "1.2");
        assert_eq!(log["creator"]["name"], "cyxth");
        assert_eq!(log["creator"]["version"], env!("CARGO_PKG_VERSION"));
        let entries = log["entries"].as_array().unwrap().clone();
        for entry in &entries {
            assert_times_add_up(entry);
        }
        entries
    }
}

#[track_caller]
fn assert_times_add_up(entry: &Value) {
    let timings = &entry["timings"];
    let ms = |name: &str| timings[name].as_f64().unwrap();
    for needed in ["send", "wait", "receive"] {
        assert!(ms(needed) >= 0.0, "{timings}");
    }
    let parts = ["blocked", "dns", "connect", "send", "wait", "receive"].map(ms);
    let sum: f64 = parts.into_iter().filter(|part| *part > 0.0).sum();
    assert!(
        (entry["time"].as_f64().unwrap() - sum).abs() < 0.01,
        "{entry}"
    );
    assert_eq!(ms("ssl"), -1.0);
    let started = entry["startedDateTime"].as_str().unwrap();
    assert!(started.starts_with("20") && started.ends_with('Z') && started.len() == 24);
}

/// `{"name", "value"}` objects as pairs.
fn pairs(value: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let pair = |named: &Value| (text(&named["name"]), text(&named["value"]));
    value.as_array().unwrap().iter().map(pair).collect()
}

/// The fields of the query of a target, decoded.
fn query(target: &str) -> Vec<(String, String)> {
    let decoded = |text| {
        let decoded = percent_encoding::percent_decode_str(text).decode_utf8();
        decoded.unwrap().into_owned()
    };
    let fields = target.split_once('?').map_or("", |(_, query)| query);
    let pairs = fields.split('&').filter_map(|field| field.split_once('='));
    pairs
        .map(|(name, value)| (decoded(name), decoded(value)))
        .collect()
}

#[test]
fn an_archive_holds_what_went_over_the_wire() {
    let server = Server::new(|_, request| match request.query("starting_after") {
        Some(cursor) if cursor == "x&=y" => json(200, r#"[{"id":"a&b","name":"Ü\u0001"}]"#),
        _ if request.method == "GET" => json(200, "[]"),
        _ => count_of_body(request),
    });
    let env = Env::of(&server);
    env.run("users list --limit 1 --starting-after x&=y -o json --har list.har")
        .ok();
    env.pipe(r#"{"id":"u1","name":"Ü"}"#, "users create --har create.har")
        .ok();
    let seen = server.requests();
    let entries = [env.har("list.har"), env.har("create.har")].concat();
    assert_eq!(entries.len(), seen.len());
    for (entry, seen) in entries.iter().zip(&seen) {
        let request = &entry["request"];
        assert_eq!(request["method"], seen.method);
        assert_eq!(
            request["url"],
            format!("http://{}{}", server.address(), seen.target)
        );
        assert_eq!(request["httpVersion"], "HTTP/1.1");
        assert_eq!(pairs(&request["queryString"]), query(&seen.target));
        // Names are written in small letters, as they go out.
        let mut sent: Vec<_> = pairs(&request["headers"]);
        let mut came = seen.headers.clone();
        for (name, value) in &mut came {
            if name == "authorization" {
                *value = "Bearer ********wxyz".to_owned();
            }
        }
        sent.sort();
        came.sort();
        assert_eq!(sent, came);
        assert_eq!(request["bodySize"], seen.body.len());
        let body = request["postData"]["text"].as_str().unwrap_or_default();
        assert_eq!(body, seen.body);
        assert_eq!(entry["serverIPAddress"], "127.0.0.1");
    }
    let first = pairs(&entries[0]["request"]["queryString"]);
    assert!(first.contains(&("starting_after".to_owned(), "x&=y".to_owned())));
    let response = &entries[0]["response"];
    assert_eq!(response["status"], 200);
    assert_eq!(response["statusText"], "OK");
    assert_eq!(response["content"]["mimeType"], "application/json");
    let body = r#"[{"id":"a&b","name":"Ü\u0001"}]"#;
    assert_eq!(response["content"]["text"], body);
    assert_eq!(response["content"]["size"], body.len());
    assert_eq!(response["bodySize"], body.len());
    let headers = pairs(&response["headers"]);
    assert!(headers.contains(&("content-type".to_owned(), "application/json".to_owned())));
    let last = entries.last().unwrap();
    assert_eq!(last["request"]["postData"]["mimeType"], "application/json");
    assert_eq!(last["response"]["content"]["text"], r#"{"status":1}"#);
    // A connection was opened for each, and none had to be looked up.
    assert_eq!(last["timings"]["dns"], -1.0);
    assert!(last["timings"]["connect"].as_f64().unwrap() > 0.0);
}

#[test]
fn every_try_is_an_entry() {
    let server = Server::new(|number, request| match number {
        1 => Action::Answer(
            503,
            vec![("Retry-After", "0".to_owned())],
            "busy".to_owned(),
        ),
        2 => Action::CloseRead,
        3 => Action::Raw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n[{\"id\"".to_owned()),
        _ if request.query("starting_after").is_none() => json(200, r#"[{"id":"a"}]"#),
        _ => json(200, "[]"),
    });
    let env = Env::of(&server);
    env.run("users list --all -o id --har run.har").ok();
    let entries = env.har("run.har");
    let statuses: Vec<_> = entries
        .iter()
        .map(|entry| entry["response"]["status"].as_u64().unwrap())
        .collect();
    assert_eq!(statuses[..5], [200, 503, 0, 200, 200]);
    assert_eq!(entries.len(), server.requests().len());
    assert_eq!(entries[1]["response"]["content"]["text"], "busy");
    let error = entries[2]["response"]["_error"].as_str().unwrap();
    assert!(error.contains("closed without an answer"), "{error}");
    // What came before it broke off is there.
    let broken = &entries[3]["response"];
    assert_eq!(broken["content"]["text"], r#"[{"id""#);
    assert_eq!(broken["content"]["comment"], "the rest was not read");
    assert!(broken["_error"].as_str().unwrap().contains("broke off"));
    assert_eq!(entries[4]["response"].get("_error"), None);
}

/// Nobody listens there.
fn away() -> Env {
    Env::new()
        .var("CYXTH_API_URL", "http://127.0.0.1:9/api")
        .var("CYXTH_API_KEY", KEY)
}

#[test]
fn an_error_leaves_an_archive_too() {
    let env = away();
    env.run("users list --retries 0 --har run.har").fails(9);
    let entries = env.har("run.har");
    assert_eq!(entries.len(), 1);
    assert_eq!(entries[0]["response"]["status"], 0);
    let error = entries[0]["response"]["_error"].as_str().unwrap();
    assert!(error.contains("cannot connect"), "{error}");
    assert_eq!(entries[0]["request"]["httpVersion"], "HTTP/1.1");
    let server = Server::always(json(403, r#"{"type":"t","code":"c","message":"no"}"#));
    let env = Env::of(&server);
    env.run("users list --har run.har").fails(4);
    let entries = env.har("run.har");
    assert_eq!(entries[0]["response"]["status"], 403);
    assert_eq!(entries[0]["response"]["statusText"], "Forbidden");
}

#[test]
fn long_bodies_are_cut_and_say_so() {
    let server = collection(numbered(3000), 3000, Begin::After);
    let env = Env::of(&server);
    let whole = env.run("api GET users?limit=3000").ok().len();
    env.run("api GET users?limit=3000 --har run.har").ok();
    let content = env.har("run.har")[0]["response"]["content"].clone();
    let text = content["text"].as_str().unwrap();
    assert_eq!(content["size"], whole);
    assert_eq!(text.len(), 64 * 1024);
    let cut = whole - text.len();
    assert_eq!(
        content["comment"],
        format!("cut: {cut} of {whole} bytes are left out")
    );
    let long = "é".repeat(50_000);
    env.file("long", &long);
    env.run("api PUT users --input long --har run.har").ok();
    let request = env.har("run.har")[0]["request"].clone();
    assert_eq!(request["bodySize"], long.len());
    assert_eq!(
        request["postData"]["text"].as_str().unwrap(),
        &long[..64 * 1024]
    );
    let comment = request["postData"]["comment"].as_str().unwrap();
    assert!(comment.contains("of 100000 bytes"), "{comment}");
}

#[test]
fn a_body_that_is_no_text_is_in_base64() {
    let env = away();
    env.file("bytes", b"\xff\xfe\x00ab");
    env.run("api PUT x --input bytes --retries 0 --har run.har")
        .fails(9);
    let body = env.har("run.har")[0]["request"]["postData"].clone();
    assert_eq!(body["text"], "//4AYWI=");
    assert_eq!(body["encoding"], "base64");
}

#[cfg(feature = "sandbox")]
#[test]
fn the_sandbox_is_traced_too() {
    let env = Env::sandbox();
    env.run("users create --id u1 --har create.har").ok();
    env.run("users list --har list.har").ok();
    let entries = env.har("list.har");
    let content = &entries[0]["response"]["content"];
    assert!(
        content["text"].as_str().unwrap().contains("u1"),
        "{content}"
    );
    let headers = pairs(&entries[0]["request"]["headers"]);
    let key = headers.iter().find(|(name, _)| name == "authorization");
    let (_, bearer) = key.unwrap();
    assert!(bearer.starts_with("Bearer ********"), "{bearer}");
    assert_eq!(env.har("create.har").len(), 1);
}
