//! The rules of the sandbox for channels and members, over plain HTTP.

use std::time::Duration;

use cyxth::sandbox::StoreLocation;

use crate::support::plain_http::{
    call, count, error, furnished, get, ids, memory, on_file, refused, start,
};
use crate::support::process::wait_until;

#[test]
fn initial_members_are_added_and_not_kept_in_the_channel() {
    let sandbox = furnished();
    assert_eq!(
        get(&sandbox, "/api/channels"),
        r#"[{"id":"c","name":"lobby"},{"id":"d"}]"#
    );
    assert_eq!(
        get(&sandbox, "/api/channels/c/users"),
        r#"[{"id":"u1","mode":300},{"id":"u2","name":"two"}]"#
    );
    assert_eq!(get(&sandbox, "/api/channels/d/users"), "[]");
    count(
        &sandbox,
        203,
        "POST",
        "/api/channels",
        r#"[{"id":"e","members":[]}]"#,
    );
    for members in ["\"u1\"", "[1]", "null", "{}"] {
        let body = format!(r#"[{{"id":"x","members":{members}}}]"#);
        assert_eq!(
            refused(&sandbox, "POST", "/api/channels", &body),
            error(400, "ERR_BODY")
        );
    }
    let body = r#"[{"id":"x"},{"id":"y","members":["u1","nobody"]}]"#;
    let reply = call(&sandbox, "POST", "/api/channels", body);
    assert_eq!(reply.error(), error(400, "ERR_UNKNOWN_USER"));
    assert_eq!(reply.field("data")["ids"], serde_json::json!(["nobody"]));
    assert_eq!(reply.field("data")["index"], 1);
    assert_eq!(ids(&sandbox, "/api/channels"), ["c", "d", "e"]);
}

#[test]
fn initial_members_can_come_later() {
    let sandbox = start(StoreLocation::Memory, Duration::from_millis(150));
    count(
        &sandbox,
        203,
        "POST",
        "/users",
        r#"[{"id":"u1"},{"id":"u2"},{"id":"u3"}]"#,
    );
    let body = r#"[{"id":"c","members":["u1","u2","u3"]},{"id":"d","members":["u1"]}]"#;
    count(&sandbox, 203, "POST", "/channels", body);
    assert_eq!(get(&sandbox, "/channels/c/users"), "[]");
    // What is deleted or removed meanwhile does not come back.
    count(&sandbox, 200, "DELETE", "/users", r#"["u3"]"#);
    count(&sandbox, 203, "POST", "/users", r#"[{"id":"u3"}]"#);
    assert_eq!(
        count(&sandbox, 200, "DELETE", "/channels/c/users", r#"["u2"]"#),
        0
    );
    count(&sandbox, 200, "DELETE", "/channels", r#"["d"]"#);
    count(&sandbox, 203, "POST", "/channels", r#"[{"id":"d"}]"#);
    wait_until("members are there", || {
        get(&sandbox, "/channels/c/users") != "[]"
    });
    assert_eq!(ids(&sandbox, "/channels/c/users"), ["u1"]);
    assert_eq!(get(&sandbox, "/channels/d/users"), "[]");
}

#[test]
fn members_that_are_owed_survive_a_stop() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("store");
    let sandbox = start(StoreLocation::File(path.clone()), Duration::from_secs(3600));
    count(&sandbox, 203, "POST", "/users", r#"[{"id":"u1"}]"#);
    count(
        &sandbox,
        203,
        "POST",
        "/channels",
        r#"[{"id":"c","members":["u1"]}]"#,
    );
    assert_eq!(get(&sandbox, "/channels/c/users"), "[]");
    sandbox.stop();
    // A stopped sandbox leaves one file, which can be copied as it is.
    assert_eq!(std::fs::read_dir(directory.path()).unwrap().count(), 1);
    assert_eq!(ids(&on_file(&path), "/channels/c/users"), ["u1"]);
}

#[test]
fn unknown_channels_are_404() {
    let sandbox = furnished();
    for (method, path, body) in [
        ("GET", "/api/channels/x/users", ""),
        ("POST", "/api/channels/x/users", r#"["u1"]"#),
        ("DELETE", "/api/channels/x/users", r#"["u1"]"#),
        (
            "POST",
            "/api/channels/x/moderate",
            r#"{"mode":1,"ids":["u1"]}"#,
        ),
        ("PUT", "/api/channels", r#"{"id":"x","name":"y"}"#),
    ] {
        let reply = call(&sandbox, method, path, body);
        assert_eq!(
            reply.error(),
            error(404, "ERR_NOT_FOUND"),
            "{method} {path}"
        );
        assert_eq!(reply.field("data")["id"], "x");
    }
    assert_eq!(ids(&sandbox, "/api/channels"), ["c", "d"]);
}

#[test]
fn adding_counts_new_members_and_refuses_unknown_users() {
    let sandbox = furnished();
    let path = "/api/channels/c/users";
    assert_eq!(count(&sandbox, 200, "POST", path, r#"["u3","u1"]"#), 1);
    let reply = call(
        &sandbox,
        "POST",
        "/api/channels/d/users",
        r#"["u1","x","y"]"#,
    );
    assert_eq!(reply.error(), error(400, "ERR_UNKNOWN_USER"));
    assert_eq!(reply.field("data")["ids"], serde_json::json!(["x", "y"]));
    assert_eq!(get(&sandbox, "/api/channels/d/users"), "[]");
    assert_eq!(
        ids(&sandbox, &format!("{path}?limit=1&starting_after=u1")),
        ["u2"]
    );
}

#[test]
fn removing_and_moderating_members_count_those_that_are_there() {
    let sandbox = furnished();
    let body = r#"{"mode":5,"ids":["u1","u3","nobody"]}"#;
    assert_eq!(
        count(&sandbox, 203, "POST", "/api/channels/c/moderate", body),
        1
    );
    assert_eq!(
        count(
            &sandbox,
            200,
            "DELETE",
            "/api/channels/c/users",
            r#"["u2","u3"]"#
        ),
        1
    );
    assert_eq!(ids(&sandbox, "/api/channels/c/users"), ["u1"]);
}

#[test]
fn members_have_the_channels_mode_once_one_is_set() {
    let sandbox = furnished();
    let body = r#"{"mode":700,"ids":["u2","u1"]}"#;
    count(&sandbox, 203, "POST", "/api/channels/c/moderate", body);
    count(&sandbox, 200, "POST", "/api/channels/d/users", r#"["u1"]"#);
    assert_eq!(
        get(&sandbox, "/api/channels/c/users"),
        r#"[{"id":"u1","mode":700},{"id":"u2","name":"two","mode":700}]"#
    );
    // Neither the user nor another channel is touched, and a later change of the user's mode does
    // not reach into the channel.
    count(
        &sandbox,
        200,
        "POST",
        "/api/users/moderate",
        r#"{"mode":0,"ids":["u1"]}"#,
    );
    assert_eq!(
        get(&sandbox, "/api/channels/d/users"),
        r#"[{"id":"u1","mode":0}]"#
    );
    assert!(get(&sandbox, "/api/channels/c/users").contains(r#"{"id":"u1","mode":700}"#));
    // Whoever leaves and comes back begins anew.
    count(
        &sandbox,
        200,
        "DELETE",
        "/api/channels/c/users",
        r#"["u1"]"#,
    );
    count(&sandbox, 200, "POST", "/api/channels/c/users", r#"["u1"]"#);
    assert!(get(&sandbox, "/api/channels/c/users").contains(r#"{"id":"u1","mode":0}"#));
}

#[test]
fn an_update_replaces_fields_and_keeps_the_others() {
    let sandbox = memory();
    let channel = r#"[{"big":9007199254740993,"id":"c","name":"old","f":1.10,"x":{"a":1}}]"#;
    count(&sandbox, 203, "POST", "/api/channels", channel);
    let body = r#"{ "new": 2.50, "name":"n\u00e9w", "id":"c", "x":null }"#;
    let reply = call(&sandbox, "PUT", "/api/channels", body);
    let expected =
        r#"{"big":9007199254740993,"id":"c","name":"n\u00e9w","f":1.10,"x":null,"new":2.50}"#;
    assert_eq!((reply.status, reply.body.as_str()), (200, expected));
    assert_eq!(get(&sandbox, "/api/channels"), format!("[{expected}]"));
    for body in [
        r#"{"id":"c","name":1}"#,
        r#"{"name":"x"}"#,
        r#"{"id":"c","members":["u"]}"#,
        r#"[{"id":"c"}]"#,
    ] {
        assert_eq!(
            refused(&sandbox, "PUT", "/api/channels", body),
            error(400, "ERR_BODY"),
            "{body}"
        );
    }
}

#[test]
fn ids_in_paths_are_decoded() {
    let sandbox = memory();
    count(&sandbox, 203, "POST", "/users", r#"[{"id":"u"}]"#);
    count(
        &sandbox,
        203,
        "POST",
        "/channels",
        r#"[{"id":"a/b é?#%"},{"id":".."},{"id":"moderate"}]"#,
    );
    for path in ["a%2Fb%20%C3%A9%3F%23%25", "%2E%2e", "..", "moderate"] {
        let path = format!("/api/channels/{path}/users");
        assert_eq!(
            count(&sandbox, 200, "POST", &path, r#"["u"]"#),
            u64::from(!path.contains("..")),
            "{path}"
        );
        assert_eq!(ids(&sandbox, &path), ["u"]);
    }
    assert_eq!(
        refused(&sandbox, "GET", "/channels/%C3/users", ""),
        error(400, "ERR_PATH")
    );
}
