//! The rules of the sandbox for requests and users, one test each, over plain HTTP: what the
//! reference says, and what was decided where it is silent. No client of ours takes part.

use std::io::Write;

use crate::support::plain_http::{
    KEY, call, connect, count, error, furnished, get, ids, memory, raw, read_reply, refused, users,
};

#[test]
fn every_request_needs_the_key() {
    let sandbox = memory();
    let at = sandbox.address();
    let none = raw(at, "GET", "/api/users", "", b"");
    assert_eq!(none.error(), error(401, "ERR_UNAUTHORIZED"));
    assert!(none.head.contains("www-authenticate: bearer"));
    let wrong = raw(
        at,
        "GET",
        "/api/users",
        "Authorization: Bearer wrong\r\n",
        b"",
    );
    assert_eq!(wrong.error(), error(403, "ERR_FORBIDDEN"));
    assert!(!wrong.body.contains(KEY) && !wrong.body.contains("wrong"));
    // Whether something is there is told to nobody without the key.
    assert_eq!(raw(at, "GET", "/nowhere", "", b"").status, 401);
    assert_eq!(
        raw(at, "POST", "/api/users", "", users(0..5).as_bytes()).status,
        401
    );
    assert_eq!(get(&sandbox, "/api/users"), "[]");
}

#[test]
fn paths_answer_with_and_without_api() {
    let sandbox = memory();
    assert_eq!(count(&sandbox, 203, "POST", "/users", r#"[{"id":"a"}]"#), 1);
    assert_eq!(get(&sandbox, "/api/users"), r#"[{"id":"a"}]"#);
    assert_eq!(get(&sandbox, "/users"), r#"[{"id":"a"}]"#);
}

#[test]
fn unknown_paths_and_methods_get_error_objects() {
    let sandbox = memory();
    assert_eq!(
        refused(&sandbox, "GET", "/api/messages", ""),
        error(404, "ERR_NOT_FOUND")
    );
    let reply = call(&sandbox, "PATCH", "/api/users", "[]");
    assert_eq!(reply.error(), error(405, "ERR_METHOD"));
    assert!(reply.head.contains("allow: get, post, delete\r\n"));
    assert_eq!(refused(&sandbox, "PUT", "/api/users/moderate", "{}").0, 405);
    let reply = call(&sandbox, "PATCH", "/channels", "");
    assert!(reply.head.contains("allow: get, post, put, delete\r\n"));
}

#[test]
fn success_is_200_or_203_as_in_the_reference() {
    let sandbox = furnished();
    count(
        &sandbox,
        200,
        "POST",
        "/api/users/moderate",
        r#"{"mode":1,"ids":["u1"]}"#,
    );
    count(
        &sandbox,
        203,
        "POST",
        "/api/channels/c/moderate",
        r#"{"mode":1,"ids":["u1"]}"#,
    );
    count(&sandbox, 200, "POST", "/api/channels/c/users", r#"["u3"]"#);
    count(
        &sandbox,
        200,
        "DELETE",
        "/api/channels/c/users",
        r#"["u3"]"#,
    );
    assert_eq!(
        call(&sandbox, "PUT", "/api/channels", r#"{"id":"c"}"#).status,
        200
    );
    count(&sandbox, 200, "DELETE", "/api/channels", r#"["c"]"#);
    count(&sandbox, 200, "DELETE", "/api/users", r#"["u1"]"#);
}

#[test]
fn creating_is_atomic_and_names_what_exists() {
    let sandbox = memory();
    for (path, code) in [
        ("/api/users", "ERR_USER_EXISTS"),
        ("/api/channels", "ERR_CHANNEL_EXISTS"),
    ] {
        count(&sandbox, 203, "POST", path, r#"[{"id":"m"},{"id":"k"}]"#);
        let reply = call(
            &sandbox,
            "POST",
            path,
            r#"[{"id":"z"},{"id":"m"},{"id":"a"},{"id":"k"}]"#,
        );
        assert_eq!(reply.error(), error(400, code));
        let data = reply.field("data");
        assert_eq!(
            (&data["id"], &data["index"], &data["count"]),
            (&"m".into(), &1.into(), &2.into())
        );
        assert_eq!(data["ids"], serde_json::json!(["m", "k"]));
        assert_eq!(ids(&sandbox, path), ["k", "m"]);
    }
}

#[test]
fn bodies_of_another_shape_are_refused() {
    let sandbox = furnished();
    let arrays = [
        ("POST", "/api/users"),
        ("DELETE", "/api/users"),
        ("POST", "/api/channels"),
        ("DELETE", "/api/channels"),
        ("POST", "/api/channels/c/users"),
        ("DELETE", "/api/channels/c/users"),
    ];
    let objects = [
        ("POST", "/api/users/moderate"),
        ("PUT", "/api/channels"),
        ("POST", "/api/channels/c/moderate"),
    ];
    for (method, path) in arrays {
        for body in ["", "[]", "{}", "nonsense", "[1]", "[\"\"", "null"] {
            assert_eq!(
                refused(&sandbox, method, path, body),
                error(400, "ERR_BODY"),
                "{method} {path} {body}"
            );
        }
    }
    for (method, path) in objects {
        for body in ["", "[]", "{}", "{", r#"{"mode":"x","ids":["u1"]}"#] {
            assert_eq!(
                refused(&sandbox, method, path, body),
                error(400, "ERR_BODY"),
                "{method} {path} {body}"
            );
        }
    }
    for body in [
        r#"[{"name":"x"}]"#,
        r#"[{"id":""}]"#,
        r#"[{"id":1}]"#,
        r#"[{"id":"x","name":1}]"#,
        r#"[{"id":"x","name":null}]"#,
        r#"[{"id":"x","logo":1}]"#,
        r#"[{"id":"x","logo":null}]"#,
        r#"[{"id":"x","metadata":"{}"}]"#,
        r#"[{"id":"x","metadata":[]}]"#,
        r#"[{"id":"x","metadata":null}]"#,
        r#"[{"id":"x","mode":"1"}]"#,
        r#"[{"id":"x","mode":-1}]"#,
        r#"[{"id":"x","mode":1.5}]"#,
    ] {
        for path in ["/api/users", "/api/channels"] {
            let reply = call(&sandbox, "POST", path, body);
            assert_eq!(reply.error(), error(400, "ERR_BODY"), "{path} {body}");
            assert_eq!(reply.field("data")["index"], 0);
        }
    }
    for field in [
        r#""name":7"#,
        r#""logo":[]"#,
        r#""metadata":"x""#,
        r#""mode":1.5"#,
        r#""members":["u1"]"#,
    ] {
        let body = format!(r#"{{"id":"c",{field}}}"#);
        assert_eq!(
            refused(&sandbox, "PUT", "/api/channels", &body),
            error(400, "ERR_BODY"),
            "{body}"
        );
    }
    for members in ["null", "\"u1\"", "{}", "[7]", "[\"\"]", "[null]"] {
        let body = format!(r#"[{{"id":"x","members":{members}}}]"#);
        assert_eq!(
            refused(&sandbox, "POST", "/api/channels", &body),
            error(400, "ERR_BODY"),
            "{body}"
        );
    }
    assert_eq!(
        get(&sandbox, "/api/channels"),
        r#"[{"id":"c","name":"lobby"},{"id":"d"}]"#
    );
    assert_eq!(ids(&sandbox, "/api/users"), ["u1", "u2", "u3"]);
}

#[test]
fn content_types_other_than_json_are_refused() {
    let sandbox = memory();
    let send = |content_type: &str| {
        let headers = format!("Authorization: Bearer {KEY}\r\n{content_type}");
        raw(
            sandbox.address(),
            "POST",
            "/users",
            &headers,
            br#"[{"id":"x"}]"#,
        )
        .status
    };
    assert_eq!(send("Content-Type: text/plain\r\n"), 400);
    assert_eq!(
        send("Content-Type: application/x-www-form-urlencoded\r\n"),
        400
    );
    assert_eq!(
        send("Content-Type: application/json; charset=iso-8859-1\r\n"),
        203
    );
    count(&sandbox, 200, "DELETE", "/users", r#"["x"]"#);
    assert_eq!(send(""), 203);
}

#[test]
fn a_body_that_is_too_large_is_refused_and_the_answer_arrives() {
    let sandbox = memory();
    let large = vec![b' '; 9 << 20];
    let headers = format!("Authorization: Bearer {KEY}\r\n");
    let reply = raw(sandbox.address(), "POST", "/api/users", &headers, &large);
    assert_eq!(reply.error(), error(413, "ERR_TOO_LARGE"));
    // Without a length beforehand.
    let mut stream = connect(sandbox.address());
    let head = format!(
        "POST /users HTTP/1.1\r\nHost: localhost\r\n{headers}Transfer-Encoding: chunked\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).unwrap();
    for _ in 0..9 {
        stream.write_all(b"100000\r\n").unwrap();
        stream.write_all(&large[..1 << 20]).unwrap();
        stream.write_all(b"\r\n").unwrap();
    }
    stream.write_all(b"0\r\n\r\n").unwrap();
    assert_eq!(read_reply(&stream).error(), error(413, "ERR_TOO_LARGE"));
}

#[test]
fn a_body_just_within_the_bound_and_in_pieces_is_taken() {
    let sandbox = memory();
    let body = format!(r#"[{{"id":"x","blob":"{}"}}]"#, "b".repeat((8 << 20) - 24));
    assert!(body.len() <= 8 << 20 && body.len() > (8 << 20) - 10);
    assert_eq!(count(&sandbox, 203, "POST", "/users", &body), 1);
    assert_eq!(get(&sandbox, "/users"), body);
}

#[test]
fn at_most_1000_records_are_taken() {
    let sandbox = memory();
    assert_eq!(
        count(&sandbox, 203, "POST", "/api/users", &users(0..1000)),
        1000
    );
    assert_eq!(
        refused(&sandbox, "POST", "/api/users", &users(1000..2001)),
        error(400, "ERR_TOO_MANY")
    );
    assert_eq!(
        refused(&sandbox, "POST", "/api/channels", &users(0..1001)),
        error(400, "ERR_TOO_MANY")
    );
    let many: Vec<String> = (0..1001).map(|n| format!("{n}")).collect();
    let many = serde_json::to_string(&many).unwrap();
    assert_eq!(
        refused(&sandbox, "DELETE", "/api/users", &many),
        error(400, "ERR_TOO_MANY")
    );
    let body = format!(r#"{{"mode":1,"ids":{many}}}"#);
    assert_eq!(
        refused(&sandbox, "POST", "/api/users/moderate", &body),
        error(400, "ERR_TOO_MANY")
    );
}

#[test]
fn a_record_repeated_in_one_body_is_refused() {
    let sandbox = furnished();
    let records = r#"[{"id":"x"},{"id":"y"},{"id":"\u0078"}]"#;
    let reply = call(&sandbox, "POST", "/api/users", records);
    assert_eq!(reply.error(), error(400, "ERR_DUPLICATE"));
    assert_eq!(
        reply.field("data"),
        serde_json::json!({"id": "x", "index": 2, "first_index": 0})
    );
    let twice = r#"["u1","u1"]"#;
    let moderation = r#"{"mode":1,"ids":["u1","u1"]}"#;
    let members = r#"[{"id":"e","members":["u1","u1"]}]"#;
    for (method, path, body) in [
        ("POST", "/api/channels", records),
        ("POST", "/api/channels", members),
        ("DELETE", "/api/users", twice),
        ("DELETE", "/api/channels", twice),
        ("POST", "/api/users/moderate", moderation),
        ("POST", "/api/channels/c/users", twice),
        ("DELETE", "/api/channels/c/users", twice),
        ("POST", "/api/channels/c/moderate", moderation),
    ] {
        assert_eq!(
            refused(&sandbox, method, path, body),
            error(400, "ERR_DUPLICATE"),
            "{method} {path}"
        );
    }
    assert_eq!(ids(&sandbox, "/api/users").len(), 3);
}

#[test]
fn records_come_back_byte_for_byte() {
    let sandbox = memory();
    let records = [
        r#"{"zz":1,"id":"a","big":9007199254740993,"f":1.10,"e":1E+400}"#,
        r#"{"id":"b\u00e9","name":"\u0041\/\ud83d\ude00","x":{"b":1,"a":[null,-0.0]}}"#,
        r#"{"id":"é","dup":1,"dup":2,"lone":"\ud800","mode":18446744073709551616}"#,
    ];
    for path in ["/api/users", "/api/channels"] {
        let body = format!("[{}]", records.join(","));
        count(&sandbox, 203, "POST", path, &body);
        assert_eq!(get(&sandbox, path), body);
    }
    let moderation = r#"{"mode":7,"ids":["a","bé","é"]}"#;
    count(&sandbox, 200, "POST", "/api/users/moderate", moderation);
    assert_eq!(
        get(&sandbox, "/api/users"),
        [
            r#"[{"zz":1,"id":"a","big":9007199254740993,"f":1.10,"e":1E+400,"mode":7},"#,
            r#"{"id":"b\u00e9","name":"\u0041\/\ud83d\ude00","x":{"b":1,"a":[null,-0.0]},"mode":7},"#,
            r#"{"id":"é","dup":1,"dup":2,"lone":"\ud800","mode":7}]"#,
        ]
        .concat()
    );
}

#[test]
fn a_page_has_50_records_unless_told_and_1000_at_most() {
    let sandbox = memory();
    count(&sandbox, 203, "POST", "/users", &users(0..1000));
    count(&sandbox, 203, "POST", "/users", &users(1000..1100));
    assert_eq!(ids(&sandbox, "/users").len(), 50);
    assert_eq!(ids(&sandbox, "/users?limit=3").len(), 3);
    assert_eq!(ids(&sandbox, "/users?limit=5000").len(), 1000);
    for limit in ["0", "-1", "1.5", "x", "", "1e3"] {
        let path = format!("/api/channels?limit={limit}");
        assert_eq!(
            refused(&sandbox, "GET", &path, ""),
            error(400, "ERR_LIMIT"),
            "{limit}"
        );
    }
    let mut walked = 0;
    let mut path = "/users?limit=300".to_owned();
    while let Some(last) = ids(&sandbox, &path).last() {
        walked += ids(&sandbox, &path).len();
        path = format!("/users?limit=300&starting_after={last}");
    }
    assert_eq!(walked, 1100);
}

#[test]
fn a_page_begins_after_its_cursor_which_need_not_exist() {
    let sandbox = memory();
    count(
        &sandbox,
        203,
        "POST",
        "/users",
        r#"[{"id":"a"},{"id":"b c"},{"id":"b+d"},{"id":"é"}]"#,
    );
    assert_eq!(
        ids(&sandbox, "/users?starting_after=a"),
        ["b c", "b+d", "é"]
    );
    assert_eq!(ids(&sandbox, "/users?starting_after=aa&limit=1"), ["b c"]);
    assert_eq!(ids(&sandbox, "/users?starting_after=b+c"), ["b+d", "é"]);
    assert_eq!(ids(&sandbox, "/users?starting_after=b%2Bd"), ["é"]);
    assert_eq!(get(&sandbox, "/users?starting_after=%C3%A9"), "[]");
    assert_eq!(
        refused(&sandbox, "GET", "/users?starting_after=%ff", "").0,
        400
    );
}

#[test]
fn ids_are_sorted_by_their_bytes() {
    let sandbox = memory();
    let body = r#"[{"id":"é"},{"id":"b"},{"id":"B"},{"id":"10"},{"id":"9"},{"id":"😀"},{"id":"\uffee"},{"id":"a\u0000b"},{"id":"a"}]"#;
    count(&sandbox, 203, "POST", "/users", body);
    let sorted = ["10", "9", "B", "a", "a\0b", "b", "é", "\u{ffee}", "😀"];
    assert_eq!(ids(&sandbox, "/users"), sorted);
}

#[test]
fn deletes_count_what_was_there() {
    let sandbox = furnished();
    assert_eq!(
        count(
            &sandbox,
            200,
            "DELETE",
            "/api/users",
            r#"["u1","nobody","u3"]"#
        ),
        2
    );
    assert_eq!(count(&sandbox, 200, "DELETE", "/api/users", r#"["u1"]"#), 0);
    assert_eq!(
        count(
            &sandbox,
            200,
            "DELETE",
            "/api/channels",
            r#"["c","nowhere"]"#
        ),
        1
    );
    assert_eq!(ids(&sandbox, "/api/users"), ["u2"]);
    assert_eq!(ids(&sandbox, "/api/channels"), ["d"]);
}

#[test]
fn memberships_go_with_the_user_and_with_the_channel() {
    let sandbox = furnished();
    count(&sandbox, 200, "DELETE", "/api/users", r#"["u1"]"#);
    assert_eq!(ids(&sandbox, "/api/channels/c/users"), ["u2"]);
    count(&sandbox, 203, "POST", "/api/users", r#"[{"id":"u1"}]"#);
    assert_eq!(ids(&sandbox, "/api/channels/c/users"), ["u2"]);
    count(&sandbox, 200, "DELETE", "/api/channels", r#"["c"]"#);
    count(&sandbox, 203, "POST", "/api/channels", r#"[{"id":"c"}]"#);
    assert_eq!(get(&sandbox, "/api/channels/c/users"), "[]");
}

#[test]
fn moderating_users_sets_their_mode_and_counts_those_that_exist() {
    let sandbox = furnished();
    let body = r#"{"mode":700,"ids":["u2","nobody","u1"]}"#;
    assert_eq!(count(&sandbox, 200, "POST", "/api/users/moderate", body), 2);
    assert_eq!(
        get(&sandbox, "/api/users"),
        r#"[{"id":"u1","mode":700},{"id":"u2","name":"two","mode":700},{"id":"u3"}]"#
    );
}
