//! Every call of the API reference on the wire, pinned by fixtures that are copied value by value
//! from the reference's samples: client and sandbox are both ours, and a field misnamed in both
//! would agree with itself.

use serde_json::value::RawValue;

use crate::support::server::{Action, Request, Server, count_of_body, json};
use crate::support::{Env, KEY};

/// A call as the reference shows it. Bodies stay as they are written there.
#[derive(serde::Deserialize)]
struct Sample {
    method: String,
    path: String,
    body: Option<Box<RawValue>>,
    status: u16,
    answer: Box<RawValue>,
}

fn fixture(name: &str) -> String {
    let dir = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/wire");
    std::fs::read_to_string(dir.join(format!("{name}.json"))).unwrap()
}

fn sample(name: &str) -> Sample {
    serde_json::from_str(&fixture(name)).unwrap()
}

impl Sample {
    fn body(&self) -> serde_json::Value {
        let text = self.body.as_ref().map_or("null", |body| body.get());
        serde_json::from_str(text).unwrap()
    }

    fn path(&self) -> String {
        format!("/api{}", self.path.replace("{id}", "breakout"))
    }
}

#[track_caller]
fn check_headers(request: &Request) {
    assert_eq!(request.header("authorization"), format!("Bearer {KEY}"));
    assert_eq!(request.header("accept"), "application/json");
    assert_eq!(
        request.header("user-agent"),
        concat!("cyxth/", env!("CARGO_PKG_VERSION"))
    );
    let content_type = match request.body.is_empty() {
        true => "",
        false => "application/json",
    };
    assert_eq!(request.header("content-type"), content_type);
}

/// The command for each change, and what goes into its standard input.
const CHANGES: [(&str, &str); 9] = [
    ("create_users", "users create"),
    ("delete_users", "users delete --yes"),
    ("moderate_users", "users moderate --mode 300"),
    ("create_channels", "channels create"),
    ("delete_channels", "channels delete --yes"),
    ("update_channel", "channels update"),
    ("moderate_channel", "channels moderate breakout --mode 300"),
    ("add_members", "members add breakout"),
    ("remove_members", "members remove breakout --yes"),
];

#[test]
fn every_change_is_sent_as_the_reference_shows_it() {
    for (name, line) in CHANGES {
        let sample = sample(name);
        let server = Server::new(|_, request| match request.method.as_str() {
            "PUT" => json(200, request.body.clone()),
            _ => count_of_body(request),
        });
        let mut body = sample.body();
        if name == "create_users" {
            // The sample has the same user twice, which no service could create.
            body.as_array_mut().unwrap().truncate(1);
        }
        let input = body.get("ids").unwrap_or(&body);
        Env::of(&server).pipe(input.to_string(), line).ok();
        let request = server.only();
        assert_eq!(request.method, sample.method, "{name}");
        assert_eq!(request.target, sample.path(), "{name}");
        check_headers(&request);
        let sent: serde_json::Value = serde_json::from_str(&request.body).unwrap();
        assert_eq!(sent, body, "{name}");
    }
}

#[test]
fn members_are_moderated_by_the_same_call_as_in_channels() {
    let server = Server::content();
    let env = Env::of(&server);
    env.run("channels moderate breakout --mode 300 cyx8 cyx7")
        .ok();
    env.run("members moderate breakout --mode 300 cyx8 cyx7")
        .ok();
    let requests = server.requests();
    assert_eq!(requests[0].line(), requests[1].line());
    assert_eq!(requests[0].body, requests[1].body);
    assert_eq!(requests[0].body, r#"{"mode":300,"ids":["cyx8","cyx7"]}"#);
}

#[test]
fn every_list_is_asked_for_and_read_as_the_reference_shows_it() {
    for (name, line) in [
        ("get_users", "users list"),
        ("get_channels", "channels list"),
        ("get_members", "members list breakout"),
    ] {
        let sample = sample(name);
        let answer = json(sample.status, sample.answer.get());
        let server = Server::always(answer);
        let ran = Env::of(&server).run(&format!(
            "{line} --limit 1 --starting-after a/b&c=é -o json"
        ));
        let request = server.only();
        assert_eq!(request.method, "GET", "{name}");
        assert_eq!(
            request.target,
            format!(
                "{}?limit=1&starting_after=a%2Fb%26c%3D%C3%A9",
                sample.path()
            )
        );
        check_headers(&request);
        let records: Vec<serde_json::Value> = serde_json::from_str(sample.answer.get()).unwrap();
        let printed: Vec<serde_json::Value> = serde_json::from_str(ran.ok()).unwrap();
        assert_eq!(printed, records[..1], "{name}");
    }
}

#[test]
fn the_samples_answers_are_read() {
    for (name, line) in CHANGES {
        let sample = sample(name);
        let server = Server::always(json(sample.status, sample.answer.get()));
        let env = Env::of(&server);
        if name == "update_channel" {
            let ran = env.pipe(sample.body().to_string(), &format!("{line} -o json"));
            let printed: serde_json::Value = serde_json::from_str(ran.ok()).unwrap();
            assert_eq!(printed, sample.body());
            continue;
        }
        // The samples count six.
        let input: String = (1..=6).map(|n| format!("{{\"id\":\"x{n}\"}}\n")).collect();
        let ran = env.pipe(&input, &format!("{line} -o json"));
        assert_eq!(
            ran.ok(),
            "{\"status\":6,\"input\":6,\"requests\":1}\n",
            "{name}"
        );
        assert_eq!(server.lines().len(), 1);
    }
}

#[test]
fn the_samples_errors_are_read() {
    let fixture: serde_json::Value = serde_json::from_str(&fixture("error")).unwrap();
    for status in fixture["statuses"].as_array().unwrap() {
        let status = status.as_u64().unwrap() as u16;
        let server = Server::always(json(status, fixture["answer"].to_string()));
        let ran = Env::of(&server).run("users list -o json --retries 0");
        let error = ran.error();
        assert_eq!(error["status"], status);
        for field in ["type", "code"] {
            assert_eq!(error[field], fixture["answer"][field]);
        }
        let message = error["message"].as_str().unwrap();
        assert!(message.contains("an error occured"), "{message}");
    }
}

#[test]
fn an_id_is_one_segment_of_the_path() {
    let server = Server::content();
    let env = Env::of(&server);
    for (id, segment) in [
        ("a/b", "a%2Fb"),
        ("a?b#c", "a%3Fb%23c"),
        ("50% é", "50%25%20%C3%A9"),
        ("%2e%2e", "%252e%252e"),
        ("a..b~-_.", "a..b~-_."),
        ("...", "..."),
        ("a\\b", "a%5Cb"),
    ] {
        env.args(&["members", "add", id, "u1"]).ok();
        let request = server.requests().pop().unwrap();
        assert_eq!(request.target, format!("/api/channels/{segment}/users"));
    }
}

#[test]
fn the_app_url_gets_api_appended_unless_it_is_there() {
    let server = Server::content();
    let address = server.address();
    for (variable, url, path) in [
        (
            "CYXTH_APP_URL",
            format!("{address}/app_id"),
            "/app_id/api/users",
        ),
        (
            "CYXTH_APP_URL",
            format!("http://{address}/app_id/"),
            "/app_id/api/users",
        ),
        (
            "CYXTH_APP_URL",
            format!("{address}/app_id/api"),
            "/app_id/api/users",
        ),
        ("CYXTH_APP_URL", format!("{address}"), "/api/users"),
        ("CYXTH_API_URL", format!("{address}/v1"), "/v1/users"),
        ("CYXTH_API_URL", format!("http://{address}/"), "/users"),
    ] {
        let env = Env::new().var(variable, &url).var("CYXTH_API_KEY", KEY);
        env.run("users delete u1 --yes").ok();
        assert_eq!(server.requests().pop().unwrap().target, path, "{url}");
    }
}

/// The sandbox takes the samples too, and answers in their shape and with their status.
#[cfg(feature = "sandbox")]
#[test]
fn the_sandbox_speaks_the_samples() {
    let env = Env::sandbox();
    let users = r#"[{"id":"oncyxth89","name":"cyx9","mode":300,"metadata":{"avatar":"https://heloo.lq.com/avtr90"}}]"#;
    env.pipe(users, "users create").ok();
    env.pipe(
        sample("create_channels").body().to_string(),
        "channels create",
    )
    .ok();
    env.run("members add breakout oncyxth89").ok();
    for (name, line) in [
        ("get_users", "users list -o json"),
        ("get_channels", "channels list -o json"),
        ("get_members", "members list breakout -o json"),
    ] {
        let printed: serde_json::Value = serde_json::from_str(env.run(line).ok()).unwrap();
        let wanted: serde_json::Value = serde_json::from_str(sample(name).answer.get()).unwrap();
        assert_eq!(printed, wanted, "{name}");
    }
}

#[test]
fn an_answer_can_come_in_chunks() {
    let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n\
                   7\r\n[{\"id\":\r\n5\r\n\"a\"}]\r\n0\r\n\r\n";
    let server = Server::always(Action::Raw(chunked.to_owned()));
    assert_eq!(Env::of(&server).run("users list -o id").ok(), "a\n");
    // Without a length it ends with the connection.
    let server = Server::always(Action::Raw(
        "HTTP/1.0 200 OK\r\n\r\n[{\"id\":\"a\"}]".to_owned(),
    ));
    assert_eq!(Env::of(&server).run("users list -o id").ok(), "a\n");
}
