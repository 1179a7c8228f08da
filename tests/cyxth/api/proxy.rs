//! Proxies: the variables that name them, and what becomes of a request when they say no.

use crate::support::Env;
use crate::support::listener::nobody;
use crate::support::server::{Action, Server};

/// An instance that only a proxy could reach.
fn env() -> Env {
    Env::new()
        .var("CYXTH_APP_URL", "cyxth.invalid/app")
        .var("CYXTH_API_KEY", "proxy_key_0123456789")
}

#[test]
fn a_variable_that_is_no_url_is_an_error_and_not_bypassed() {
    for variable in ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"] {
        for value in [
            "not a url",
            "http://user:secret word@h:1",
            "http://user:secret@h:port",
            "ftp://user:secret@h:1",
            "user:secret",
        ] {
            let env = env().var(variable, value);
            let ran = env.run("users list -o json");
            assert_eq!(ran.error()["kind"], "config", "{ran:#?}");
            assert!(ran.fails(3).contains(variable), "{ran:#?}");
            assert!(!ran.err.contains("secret"), "{ran:#?}");
        }
    }
    // To this machine there is no proxy, so the variable is of no concern.
    let server = Server::content();
    Env::of(&server)
        .var("HTTPS_PROXY", "not a url")
        .run("users list")
        .ok();
}

#[test]
fn a_proxy_that_refuses_is_named_with_its_answer_and_asked_once() {
    for (status, variable) in [
        (403, "HTTPS_PROXY"),
        (401, "https_proxy"),
        (407, "ALL_PROXY"),
        (405, "all_proxy"),
    ] {
        let proxy = Server::always(Action::Answer(status, vec![], String::new()));
        let address = proxy.address();
        let env = env().var(variable, &format!("http://us%40r:pa%20ss@{address}"));
        for line in ["users list", "users create --id a --name A"] {
            let before = proxy.requests().len();
            let ran = env.run(line);
            let err = ran.fails(9);
            for part in [
                format!("http://{address}"),
                format!("({variable})"),
                format!("refuses to connect to cyxth.invalid:443: {status}"),
            ] {
                assert!(err.contains(&part), "{part}: {err}");
            }
            for part in ["app URL", "pa%20ss", "pa ss", "us%40r", "unknown"] {
                assert!(!err.contains(part), "{part}: {err}");
            }
            let requests = proxy.requests();
            assert_eq!(requests.len(), before + 1, "{status}");
            assert_eq!(requests[before].line(), "CONNECT cyxth.invalid:443");
            // `us@r:pa ss` in Base64.
            let credentials = requests[before].header("proxy-authorization");
            assert_eq!(credentials, "Basic dXNAcjpwYSBzcw==");
        }
    }
}

/// The proxy would, and the other side is away: that may pass.
#[test]
fn a_proxy_that_does_not_reach_the_instance_is_asked_again() {
    let proxy = Server::always(Action::Answer(503, vec![], String::new()));
    let env = env().var("HTTPS_PROXY", &proxy.address().to_string());
    let ran = env.run("users list --retries 2");
    let err = ran.fails(9);
    assert!(
        err.contains("does not reach cyxth.invalid:443: 503"),
        "{err}"
    );
    assert_eq!(proxy.requests().len(), 3);
}

#[test]
fn a_proxy_that_is_not_there_or_is_none_is_named() {
    let odd = Server::always(Action::Raw("220 smtp.example ready\r\n".to_owned()));
    let closed = Server::always(Action::CloseRead);
    for address in [nobody(), odd.address(), closed.address()] {
        let env = env().var("HTTPS_PROXY", &format!("http://{address}"));
        let ran = env.run("users list");
        let err = ran.fails(9);
        let name = format!("the proxy http://{address} (HTTPS_PROXY)");
        assert!(err.contains(&name), "{err}");
        assert!(!err.contains("app URL"), "{err}");
    }
    assert_eq!(
        odd.requests().len(),
        1,
        "a wrong variable is not mended by trying again"
    );
}

#[test]
fn a_proxy_that_says_nothing_is_named_and_tried_once() {
    let proxy = Server::always(Action::Stall);
    let env = env().var("HTTPS_PROXY", &proxy.address().to_string());
    let ran = env.run("users list --timeout 0.3");
    let err = ran.fails(9);
    let name = format!("the proxy http://{} (HTTPS_PROXY)", proxy.address());
    assert!(
        err.contains(&name) && err.contains("no answer in time"),
        "{err}"
    );
    assert_eq!(proxy.requests().len(), 1);
}
