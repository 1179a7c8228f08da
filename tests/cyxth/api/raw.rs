//! `cyxth api`: any request, and what is never sent.

use crate::support::server::{
    Action, Begin, Server, collection, count, count_of_body, json, numbered,
};
use crate::support::{Env, KEY};

#[test]
fn a_request_goes_out_as_it_was_written_and_its_answer_comes_as_it_came() {
    let body = "{\"n\": 9007199254740993,\n \"x\":1.50}";
    let server = Server::always(json(200, body));
    let env = Env::of(&server);
    assert_eq!(env.run("api get users/a%2Fb?x=1&y=%20").ok(), body);
    assert_eq!(env.run("api GET /users --query q=a&b/c").ok(), body);
    assert_eq!(env.run("api GET /").ok(), body);
    assert_eq!(
        server.lines(),
        [
            "GET /api/users/a%2Fb?x=1&y=%20",
            "GET /api/users?q=a%26b%2Fc",
            "GET /api/"
        ]
    );
    let request = &server.requests()[0];
    assert_eq!(request.header("authorization"), format!("Bearer {KEY}"));
    assert_eq!(request.header("content-type"), "");
    let jq = env.run("api GET users --jq .n");
    assert_eq!(jq.ok(), "9007199254740993\n");
    let line = env.run("api GET users -o jsonl");
    assert_eq!(line.ok(), "{\"n\":9007199254740993,\"x\":1.50}\n");
}

#[test]
fn the_bytes_of_the_input_are_the_body() {
    let server = Server::always(count(1));
    let env = Env::of(&server);
    let odd = "  [ {\"id\": \"a\",\r\n\t\"n\":1.0} ]\n\n";
    env.file("in.json", odd);
    env.run("api POST users --input in.json").ok();
    env.pipe(odd, "api PUT channels --input -").ok();
    env.args(&[
        "api",
        "POST",
        "x",
        "--input",
        "in.json",
        "-H",
        "content-type: text/csv",
    ])
    .ok();
    env.file("empty", "");
    env.run("api POST x --input empty").ok();
    let requests = server.requests();
    assert_eq!(requests[0].body, odd);
    assert_eq!(requests[1].body, odd);
    assert_eq!(requests[0].header("content-type"), "application/json");
    assert_eq!(requests[2].header("content-type"), "text/csv");
    assert_eq!(requests[3].body, "");
    env.run("api POST x --input missing.json").fails(2);
    assert_eq!(server.requests().len(), 4);
}

#[test]
fn fields_become_a_body_or_a_query() {
    let server = Server::always(count(1));
    let env = Env::of(&server);
    env.file("text", "a \"text\"\n");
    env.args(&[
        "api",
        "post",
        "x",
        "-F",
        "n=12345678901234567890",
        "-F",
        "b=true",
        "-F",
        "z=null",
        "-F",
        "t=@text",
        "-f",
        "s=true",
        "-F",
        "a[b]=1",
        "-F",
        "l[]=x",
        "-F",
        "e=a=b",
    ])
    .ok();
    env.args(&["api", "GET", "x?a=1", "-F", "n=2", "-f", "t=a b&c"])
        .ok();
    env.args(&["api", "DELETE", "x", "-f", "id=u", "--yes"])
        .ok();
    let requests = server.requests();
    assert_eq!(
        requests[0].body,
        r#"{"s":"true","n":12345678901234567890,"b":true,"z":null,"t":"a \"text\"\n","a":{"b":1},"l":["x"],"e":"a=b"}"#
    );
    assert_eq!(requests[1].target, "/api/x?a=1&t=a%20b%26c&n=2");
    assert_eq!(requests[1].body, "");
    assert_eq!(requests[2].body, r#"{"id":"u"}"#);
    for wrong in ["n", "=1", "a[=1", "a]"] {
        env.args(&["api", "POST", "x", "-F", wrong]).fails(2);
    }
    env.run("api POST x -F a=1 --input text").fails(2);
    assert_eq!(server.requests().len(), 3);
}

#[test]
fn nothing_leaves_the_api_url() {
    let server = Server::content();
    let env = Env::of(&server);
    let elsewhere = format!("http://{}/api/users", server.address());
    for path in [
        elsewhere.as_str(),
        "https://e.example/users",
        "//e.example/users",
        "/\\e.example/users",
        "..",
        "../users",
        "/../users",
        "channels/../users",
        "channels/./users",
        "channels/%2e%2e/users",
        "channels/%2E%2e/users",
        "channels/.%2e/users",
        "channels/%252e%252e/users",
        "channels/..%2fusers",
        "channels\\..\\users",
        "channels/a%5c..%5cusers",
        "channels/\t../users",
        "channels//users",
        "users#fragment",
        "",
    ] {
        for method in ["GET", "DELETE", "POST"] {
            env.args(&["api", method, path, "--yes"]).fails(2);
            env.args(&["api", method, path, "--dry-run"]).fails(2);
        }
        env.args(&["api", "GET", path, "--paginate"]).fails(2);
    }
    for header in [
        "Authorization: Bearer x",
        "authorization:x",
        "Host: e.example",
        "Cookie: a=b",
        "Content-Length: 1",
        "Transfer-Encoding: chunked",
        "Proxy-Authorization: x",
        "X-HTTP-Method-Override: DELETE",
        "X-Forwarded-Host: e.example",
        "no colon",
        ": empty",
        "a b: c",
        "X: a\nHost: e.example",
        &format!("X-Key: {KEY}"),
    ] {
        let ran = env.args(&["api", "GET", "users", "-H", header]);
        assert!(!ran.fails(2).contains(KEY), "{ran:#?}");
    }
    let with_key = format!("k={KEY}");
    assert!(
        !env.args(&["api", "GET", "users", "--query", &with_key])
            .fails(2)
            .contains(KEY)
    );
    env.run("api CONNECT users").fails(2);
    env.args(&["api", "GE T", "users"]).fails(2);
    env.run("api POST users --paginate").fails(2);
    env.run("api GET users -o csv").fails(2);
    assert_eq!(server.lines(), Vec::<String>::new());
}

#[test]
fn an_error_has_its_status_and_its_body() {
    for (status, code) in [(401, 4), (404, 5), (409, 6), (429, 7), (500, 8)] {
        let body = r#"{"type":"t","code":"C","message":"no luck"}"#;
        let server = Server::always(json(status, body));
        let ran = Env::of(&server).run("api GET users --retries 0 --jq .x");
        assert!(ran.error()["message"].as_str().unwrap().contains("no luck"));
        assert_eq!((ran.code, ran.out.as_str()), (code, body));
    }
    let server = Server::always(Action::Raw(
        "HTTP/1.1 302 Found\r\nLocation: https://e.example/\r\nContent-Length: 0\r\n\r\n"
            .to_owned(),
    ));
    let ran = Env::of(&server).run("api GET users");
    assert!(ran.fails(8).contains("e.example"));
    let server = Server::always(Action::Answer(200, vec![], "plain".to_owned()));
    let env = Env::of(&server);
    assert_eq!(env.run("api GET x").ok(), "plain");
    env.run("api GET x --jq .").fails(8);
}

#[test]
fn the_head_comes_first() {
    let server = Server::always(Action::Answer(
        404,
        vec![("X-Own", format!("a{KEY}b"))],
        "{}".to_owned(),
    ));
    let ran = Env::of(&server).run("api GET users -i --retries 0");
    ran.fails(5);
    let (head, body) = ran.out.split_once("\r\n\r\n").unwrap();
    assert_eq!(head.lines().next(), Some("HTTP/1.1 404 Not Found"));
    assert!(head.contains("x-own: a********b"), "{head}");
    assert_eq!(body, "{}");
}

#[test]
fn what_may_be_repeated_is_and_a_post_is_not() {
    for (method, tries) in [
        ("GET", 3),
        ("PUT", 3),
        ("DELETE", 3),
        ("POST", 1),
        ("PATCH", 1),
    ] {
        let server = Server::new(|number, _| match number {
            0 | 1 => Action::CloseRead,
            _ => count(1),
        });
        let ran = Env::of(&server).run(&format!("api {method} notes --yes"));
        assert_eq!(server.requests().len(), tries, "{method}");
        match tries {
            1 => assert!(ran.fails(9).contains("not known"), "{ran:#?}"),
            _ => assert_eq!(ran.ok(), r#"{"status":1}"#),
        }
    }
    // What was certainly not applied may be.
    let server = Server::new(|number, _| match number {
        0 => json(429, "{}"),
        _ => count(1),
    });
    Env::of(&server).run("api POST users").ok();
    assert_eq!(server.requests().len(), 2);
}

#[test]
fn fields_are_nested_as_deep_as_json_is_read() {
    let server = Server::always(count(1));
    let field = |levels: usize| format!("a{}=1", "[b]".repeat(levels));
    let env = Env::of(&server);
    env.args(&["api", "POST", "x", "-F", &field(90)]).ok();
    let ran = env.args(&["api", "POST", "x", "-F", &field(200)]);
    assert!(ran.fails(2).contains("more than 100 levels"), "{ran:#?}");
    env.args(&["api", "POST", "x", "-F", &field(40_000)])
        .fails(2);
    let metadata = format!("{}=1", vec!["a"; 40_000].join("."));
    env.args(&["users", "create", "--id", "u", "--metadata", &metadata])
        .fails(2);
}

/// What a service makes of it is not known: it may be a delete of everything.
#[test]
fn a_delete_without_ids_is_not_sent_to_a_collection() {
    let server = Server::always(count(1));
    let env = Env::of(&server);
    for path in [
        "users",
        "/users/",
        "channels",
        "channels/lobby/users",
        "u%73ers",
        "users%2f",
        "api/users",
    ] {
        for (input, option) in [
            ("", ""),
            ("", " --input -"),
            (" [ ]\n", " --input -"),
            // What `jq .ids` prints where there are none, and other ways to name nobody.
            ("null", " --input -"),
            ("{}", " --input -"),
            ("\"\"", " --input -"),
            ("[\"\"]", " --input -"),
            ("[null]", " --input -"),
            ("[\" \", {\"id\": \"\"}, {\"id\": null}]", " --input -"),
            ("{\"x\":[1]}", " --input -"),
            ("{\"ids\":[]}", " --input -"),
            ("\u{feff}[]", " --input -"),
            ("", " -F ids[]"),
        ] {
            for more in ["--yes", "--dry-run"] {
                let ran = env.pipe(input, &format!("api DELETE {path}{option} {more}"));
                let err = ran.fails(2);
                assert!(err.contains("without ids is not sent"), "{path} {err}");
            }
        }
    }
    assert_eq!(server.lines(), Vec::<String>::new());
    for ids in ["[\"a\"]", "{\"ids\":[\"a\"]}", "[{\"id\":\"a\"}]"] {
        env.pipe(ids, "api DELETE users --input - --yes").ok();
    }
    // Of other paths nothing is known.
    for path in ["notes/1", "channels/lobby", "users/a"] {
        let ran = env.pipe("{}", &format!("api DELETE {path} --yes"));
        assert!(!ran.err.contains("without ids"), "{ran:#?}");
    }
    assert_eq!(server.lines().len(), 6);
}

#[test]
fn a_delete_is_asked_for_and_a_dry_run_sends_nothing_that_changes() {
    let server = Server::new(|_, request| match request.body.is_empty() {
        true => json(200, "[]"),
        false => count_of_body(request),
    });
    let env = Env::of(&server);
    env.run("api DELETE users").fails(2);
    env.pipe("[\"u1\"]", "api delete users --input -").fails(2);
    assert_eq!(server.lines(), Vec::<String>::new());
    let ran = env.pipe("[\"u1\"]", "api delete users --input - --dry-run");
    assert!(
        ran.ok().starts_with("curl -X DELETE 'http://127.0.0.1:"),
        "{ran:#?}"
    );
    assert!(ran.out.contains("\n[\"u1\"]\n"), "{ran:#?}");
    let ran = env.args(&[
        "api",
        "POST",
        "x",
        "-f",
        "a=1",
        "-H",
        "X-A: o'b",
        "--dry-run",
    ]);
    assert!(ran.ok().contains(r"-H 'x-a: o'\''b'"), "{ran:#?}");
    assert!(!ran.out.contains(KEY));
    assert_eq!(server.lines(), Vec::<String>::new());
    // Reading changes nothing.
    assert_eq!(env.run("api GET users --dry-run").ok(), "[]");
    env.pipe("[\"u1\"]", "api delete users --input - --yes")
        .ok();
    assert_eq!(server.lines(), ["GET /api/users", "DELETE /api/users"]);
}

#[test]
fn all_pages_become_one_array() {
    let server = collection(numbered(120), 50, Begin::After);
    let env = Env::of(&server);
    let ids = |text: &str| -> Vec<String> {
        let records: Vec<serde_json::Value> = serde_json::from_str(text).unwrap();
        let ids = records
            .iter()
            .map(|record| record["id"].as_str().unwrap().to_owned());
        ids.collect()
    };
    assert_eq!(
        ids(env.run("api GET things?x=1 --paginate").ok()),
        numbered(120)
    );
    assert!(
        server
            .lines()
            .iter()
            .all(|line| line.starts_with("GET /api/things?x=1&limit="))
    );
    let ran = env.run("api GET things?limit=7&starting_after=u100 --paginate");
    assert_eq!(ids(ran.ok()), numbered(120)[100..]);
    assert!(server.lines().last().unwrap().contains("?limit="));
    assert_eq!(env.run("api GET x --paginate --jq length").ok(), "120\n");
    assert_eq!(
        env.run("api GET x --paginate -o jsonl")
            .ok()
            .lines()
            .count(),
        120
    );
    let empty = Server::content();
    assert_eq!(Env::of(&empty).run("api GET users --paginate").ok(), "[]\n");
    let none = Server::always(json(200, "{}"));
    Env::of(&none).run("api GET users --paginate").fails(8);
    env.run("api GET users?limit=x --paginate").fails(2);
}

/// Whatever form a service gives it back in.
#[test]
fn the_key_is_masked_in_answers() {
    let forms = forms_of_the_key();
    let body = format!("[{{\"id\":\"a\",\"x\":{}}}]", serde_json::json!(forms));
    let server = Server::new(move |number, _| json([200, 400][number % 2], body.clone()));
    let env = Env::of(&server);
    for line in [
        "api GET x",
        "api GET x -i",
        "api GET x",
        "api GET x -o json",
        "api GET x --paginate",
    ] {
        for _ in 0..2 {
            let ran = env.run(line);
            assert!(
                (ran.out.clone() + &ran.err).contains("********"),
                "{ran:#?}"
            );
            for form in &forms {
                assert!(!ran.out.contains(form.as_str()), "{form}: {ran:#?}");
                assert!(!ran.err.contains(form.as_str()), "{form}: {ran:#?}");
            }
        }
    }
}

/// The key as itself and as encoders write it.
pub fn forms_of_the_key() -> Vec<String> {
    let percent = KEY.bytes().map(|byte| format!("%{byte:02x}")).collect();
    let escaped = KEY.bytes().map(|byte| format!("\\u{byte:04x}")).collect();
    let hexadecimal = KEY.bytes().map(|byte| format!("{byte:02x}")).collect();
    // `ck_test_0123456789wxyz`, alone and behind `Bearer `.
    let base64 = "Y2tfdGVzdF8wMTIzNDU2Nzg5d3h5eg".to_owned();
    let behind = "QmVhcmVyIGNrX3Rlc3RfMDEyMzQ1Njc4OXd4eXo".to_owned();
    vec![
        KEY.to_owned(),
        percent,
        escaped,
        hexadecimal,
        base64,
        behind,
    ]
}
