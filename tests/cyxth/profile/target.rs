//! Which instance a command talks to, and with which key.

use crate::support::server::{Server, json};
use crate::support::{Env, KEY, Ran};

/// Two instances and a profile for each, the first of which is the default.
struct Two {
    one: Server,
    two: Server,
}

impl Two {
    fn new() -> Two {
        let server = || Server::always(json(200, "[]"));
        Two {
            one: server(),
            two: server(),
        }
    }

    fn env(&self) -> Env {
        Env::new().profiles(&format!(
            "default = \"one\"\n\
             [profiles.one]\napp_url = \"{}\"\nkey = \"key-of-profile-one\"\n\
             [profiles.two]\napp_url = \"{}\"\nkey = \"key-of-profile-two\"\n",
            self.one.address(),
            self.two.address()
        ))
    }

    /// Which of the two was reached since the last look, and with which key.
    #[track_caller]
    fn reached(&self, ran: &Ran) -> String {
        ran.ok();
        let name = match (self.one.lines().len(), self.two.lines().len()) {
            (1, 0) => "one",
            (0, 1) => "two",
            other => panic!("{other:?}"),
        };
        let request = if name == "one" {
            self.one.only()
        } else {
            self.two.only()
        };
        format!("{name} with {}", request.header("authorization"))
    }
}

#[test]
fn option_comes_before_environment_and_that_before_the_profile() {
    let line = "users list -o id";
    let url = |two: &Two| two.two.api_url();
    let two = Two::new();
    let ran = two.env().run(line);
    assert_eq!(two.reached(&ran), "one with Bearer key-of-profile-one");

    let two = Two::new();
    let ran = two.env().var("CYXTH_PROFILE", "two").run(line);
    assert_eq!(two.reached(&ran), "two with Bearer key-of-profile-two");

    let two = Two::new();
    let ran = two
        .env()
        .var("CYXTH_PROFILE", "one")
        .run("users list -p two");
    assert_eq!(two.reached(&ran), "two with Bearer key-of-profile-two");

    let two = Two::new();
    let ran = two
        .env()
        .var("CYXTH_API_URL", &url(&two))
        .var("CYXTH_API_KEY", KEY)
        .run(line);
    assert_eq!(two.reached(&ran), format!("two with Bearer {KEY}"));

    let two = Two::new();
    let env = two
        .env()
        .var("CYXTH_API_URL", &two.one.api_url())
        .var("CYXTH_API_KEY", KEY);
    let ran = env.run(&format!("{line} --api-url {}", url(&two)));
    assert_eq!(two.reached(&ran), format!("two with Bearer {KEY}"));

    let two = Two::new();
    let env = two
        .env()
        .var("CYXTH_API_URL", &url(&two))
        .var("CYXTH_API_KEY", KEY);
    env.file("key", "key-of-a-file\nsecond line");
    let ran = env.run(&format!("{line} --api-key-file key"));
    assert_eq!(two.reached(&ran), "two with Bearer key-of-a-file");

    // An option for the one URL comes before a variable for the other.
    let two = Two::new();
    let env = two
        .env()
        .var("CYXTH_API_URL", &two.one.api_url())
        .var("CYXTH_API_KEY", KEY);
    let ran = env.run(&format!("{line} --app-url {}", two.two.address()));
    assert_eq!(two.reached(&ran), format!("two with Bearer {KEY}"));
}

#[test]
fn a_profile_on_the_command_line_settles_url_and_key_together() {
    let two = Two::new();
    let env = two
        .env()
        .var("CYXTH_API_URL", &two.one.api_url())
        .var("CYXTH_APP_URL", &two.one.address().to_string())
        .var("CYXTH_API_KEY", KEY)
        .var("CYXTH_PROFILE", "one");
    let ran = env.run("users list -p two -v");
    assert_eq!(two.reached(&ran), "two with Bearer key-of-profile-two");
    for variable in ["CYXTH_API_URL", "CYXTH_APP_URL", "CYXTH_API_KEY"] {
        assert!(
            ran.err.contains(&format!("{variable} is ignored")),
            "{ran:#?}"
        );
    }
    // Only `-v` says so.
    assert_eq!(env.run("users list -p two -o id").err, "");
    // Also for the local instance.
    #[cfg(feature = "sandbox")]
    {
        let before = two.one.lines().len();
        assert_eq!(env.run("users list -p sandbox -o json").ok(), "[]\n");
        assert_eq!(two.one.lines().len(), before);
    }
}

#[test]
fn a_stored_key_goes_to_its_own_url_only() {
    let two = Two::new();
    let elsewhere = two.two.api_url();
    for (env, line) in [
        (two.env(), format!("users list --api-url {elsewhere}")),
        (
            two.env(),
            format!("users list -p one --api-url {elsewhere}"),
        ),
        (
            two.env(),
            format!("users list -p one --app-url {}", two.two.address()),
        ),
        (
            two.env(),
            format!("profile check one --api-url {elsewhere}"),
        ),
        (
            two.env().var("CYXTH_API_URL", &elsewhere),
            "users list".to_owned(),
        ),
        (
            two.env()
                .var("CYXTH_APP_URL", &two.two.address().to_string()),
            "users list".to_owned(),
        ),
        (
            two.env()
                .var("CYXTH_PROFILE", "one")
                .var("CYXTH_API_URL", &elsewhere),
            "users list".to_owned(),
        ),
        // Another path of the same host is another instance.
        (
            two.env(),
            format!("users list --app-url {}/other", two.one.address()),
        ),
        (
            two.env(),
            format!("users list -p one --app-url {}/other", two.one.address()),
        ),
    ] {
        let ran = env.run(&line);
        assert!(ran.fails(3).contains("--api-key-file"), "{line}: {ran:#?}");
    }
    assert!(two.one.lines().is_empty() && two.two.lines().is_empty());
    // With a key of its own it may.
    let env = two.env();
    env.file("key", "key-of-a-file");
    let ran = env.run(&format!(
        "users list -p one --api-url {elsewhere} --api-key-file key"
    ));
    assert_eq!(two.reached(&ran), "two with Bearer key-of-a-file");
    // And the same URL said again is no other.
    let two = Two::new();
    let ran = two
        .env()
        .run(&format!("users list --api-url {}/", two.one.api_url()));
    assert_eq!(two.reached(&ran), "one with Bearer key-of-profile-one");
}

#[test]
fn with_nothing_configured_the_two_ways_out_are_shown() {
    for line in [
        "users list",
        "users delete u1 --yes",
        "channels create --id c1",
        "profile check",
    ] {
        let ran = Env::new().run(line);
        let err = ran.fails(3);
        assert!(err.contains("cyxth profile add"), "{err}");
        assert!(err.contains("--profile sandbox"), "{err}");
        let ran = Env::new().run(&format!("{line} -o json"));
        assert_eq!(ran.error()["kind"], "config");
    }
    // A URL or a key alone is not enough, and it says what is missing.
    let ran = Env::new()
        .var("CYXTH_APP_URL", "r4.cyxth.com/app_id")
        .run("users list");
    assert!(ran.fails(3).contains("CYXTH_API_KEY"), "{ran:#?}");
    let ran = Env::new().var("CYXTH_API_KEY", KEY).run("users list");
    assert!(ran.fails(3).contains("cyxth profile add"), "{ran:#?}");
    let ran = Env::new().run("users list -p gone");
    assert!(ran.fails(3).contains("gone"));
    // An empty variable is none.
    let env = Env::new()
        .var("CYXTH_PROFILE", "")
        .var("CYXTH_APP_URL", "")
        .var("CYXTH_API_KEY", "");
    assert!(env.run("users list").fails(3).contains("cyxth profile add"));
}

#[test]
fn urls_that_are_none_or_not_safe_are_refused() {
    for url in [
        "http://r4.cyxth.com/app_id",
        "http://127.0.0.1.example.com",
        "http://10.0.0.1/app",
        "http://0.0.0.0:1/app",
        "http://evillocalhost",
        "ftp://127.0.0.1",
        "file:///etc/passwd",
        "https://",
        "r4 .cyxth.com",
        "r4.cyxth.com/a?b=c",
        "r4.cyxth.com/a#b",
        "https://user:pass-word@r4.cyxth.com/a",
    ] {
        for variable in ["CYXTH_APP_URL", "CYXTH_API_URL"] {
            let ran = Env::new()
                .var(variable, url)
                .var("CYXTH_API_KEY", KEY)
                .run("users list");
            let err = ran.fails(3);
            assert!(!err.contains("pass-word") && !err.contains(KEY), "{err}");
        }
    }
}

#[test]
fn plain_http_is_for_this_machine() {
    let server = Server::always(json(200, "[]"));
    let port = server.address().port();
    for host in ["127.0.0.1", "localhost", "app.localhost"] {
        for url in [
            format!("http://{host}:{port}/api"),
            format!("{host}:{port}/api"),
        ] {
            let env = Env::new()
                .var("CYXTH_API_URL", &url)
                .var("CYXTH_API_KEY", KEY);
            env.run("users list").ok();
        }
    }
}

#[test]
fn a_key_file_that_is_none() {
    let server = Server::always(json(200, "[]"));
    let env = Env::of(&server);
    env.file("empty", "");
    env.file("blank", "\nkey\n");
    env.file("spaces", "a key\n");
    for name in ["missing", "empty", "blank", "spaces", "."] {
        env.run(&format!("users list --api-key-file {name}"))
            .fails(3);
    }
    assert!(server.requests().is_empty());
    env.file("key", "  the-key \r\n");
    env.run("users list --api-key-file key").ok();
    assert_eq!(server.only().header("authorization"), "Bearer the-key");
}

#[test]
fn the_sandbox_goes_with_no_url() {
    for option in [
        "--app-url x.example",
        "--api-url https://x.example",
        "--api-key-file k",
    ] {
        let ran = Env::new().run(&format!("users list -p sandbox {option}"));
        ran.fails(3);
    }
}

#[test]
fn a_password_in_a_url_is_not_repeated() {
    for url in [
        "http://user:secret@r4.cyxth.com/app",
        "ftp://user:secret@r4.cyxth.com",
        "https://user:secret@r4.cyxth.com:99999",
    ] {
        let ran = Env::new().var("CYXTH_APP_URL", url).run("users list");
        assert!(!ran.fails(3).contains("secret"), "{ran:#?}");
    }
}

#[cfg(unix)]
#[test]
fn a_variable_that_is_no_text_does_not_count_as_unset() {
    use std::os::unix::ffi::OsStrExt;
    let value = std::ffi::OsStr::from_bytes(b"val\xffue");
    let server = Server::content();
    let env = Env::new().profiles(&format!(
        "default = \"p\"\n[profiles.p]\napp_url = \"{}\"\nkey = \"{KEY}\"\n\
         [profiles.v]\napp_url = \"{}\"\nkey_env = \"MY_KEY\"\n",
        server.address(),
        server.address(),
    ));
    let ran = |name: &str, line: &str| {
        let mut command = env.command(&line.split(' ').collect::<Vec<_>>());
        env.fed(command.env(name, value), b"")
    };
    for name in [
        "CYXTH_PROFILE",
        "CYXTH_APP_URL",
        "CYXTH_API_URL",
        "CYXTH_API_KEY",
        "CYXTH_OUTPUT",
    ] {
        let ran = ran(name, "users delete u --yes");
        let err = ran.fails(3);
        assert!(err.contains(name) && !err.contains("val"), "{ran:#?}");
    }
    let of_key = ran("MY_KEY", "users list -p v");
    assert!(
        of_key.fails(3).contains("MY_KEY is not text"),
        "{of_key:#?}"
    );
    assert_eq!(server.lines().len(), 0);
    ran("CYXTH_PROFILE", "--help").ok();
}
