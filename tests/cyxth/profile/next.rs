//! Which instance the next command uses: what the commands about profiles say, and where a command
//! then really goes.

use serde_json::Value;

use crate::support::server::{Server, json};
use crate::support::{Env, KEY};

struct Three {
    one: Server,
    two: Server,
    variable: Server,
}

const KEYS: [&str; 2] = ["key-of-profile-one", "key-of-profile-two"];
const FILE_KEY: &str = "key-of-a-file-0123";

impl Three {
    fn new() -> Three {
        let server = || Server::always(json(200, "[]"));
        Three {
            one: server(),
            two: server(),
            variable: server(),
        }
    }

    fn env(&self) -> Env {
        Env::new().profiles(&format!(
            "default = \"one\"\n\
             [profiles.one]\napp_url = \"{}\"\nkey = \"{}\"\n\
             [profiles.two]\napp_url = \"{}\"\nkey = \"{}\"\n",
            self.one.address(),
            KEYS[0],
            self.two.address(),
            KEYS[1],
        ))
    }

    /// How many requests each of them has had.
    fn requests(&self) -> [usize; 3] {
        [&self.one, &self.two, &self.variable].map(|server| server.requests().len())
    }

    /// Where a command has gone since then, and with which key; nowhere, where it failed.
    fn reached(&self, before: [usize; 3]) -> Option<(String, String)> {
        [&self.one, &self.two, &self.variable]
            .into_iter()
            .zip(before)
            .find_map(|(server, before)| {
                let mut requests = server.requests();
                if requests.len() == before {
                    return None;
                }
                let request = requests.pop()?;
                let key = request.header("authorization").replace("Bearer ", "");
                Some((server.api_url(), key))
            })
    }
}

/// Options and variables in 1,296 combinations, a seventh of them at a time unless more seeds are asked
/// for: what `profile show` says is what a command then does, and the key of a profile goes to its own
/// URL alone. `config/target_tests.rs` goes through all of them without a server.
#[test]
#[allow(
    clippy::disallowed_methods,
    reason = "the tests are asked for more by a variable"
)]
fn what_is_said_is_what_is_done() {
    let is_all =
        std::env::var("CYXTH_TEST_SEEDS").is_ok_and(|seeds| seeds.parse().unwrap_or(0) >= 100);
    let step = if is_all { 1 } else { 7 };
    let three = Three::new();
    for combination in (0..1296).step_by(step) {
        let mut rest = combination;
        let mut choose = |ways: usize| {
            let way = rest % ways;
            rest /= ways;
            way
        };
        let mut env = three.env();
        let mut arguments = "-o json".to_owned();
        let variable = three.variable.address().to_string();
        match choose(3) {
            1 => env = env.var("CYXTH_PROFILE", "one"),
            2 => env = env.var("CYXTH_PROFILE", "two"),
            _ => {}
        }
        if choose(2) == 1 {
            env = env.var("CYXTH_APP_URL", &variable);
        }
        if choose(2) == 1 {
            env = env.var("CYXTH_API_URL", &three.two.api_url());
        }
        if choose(2) == 1 {
            env = env.var("CYXTH_API_KEY", KEY);
        }
        match choose(3) {
            1 => arguments.push_str(" -p one"),
            2 => arguments.push_str(" -p two"),
            _ => {}
        }
        if choose(2) == 1 {
            env.file("key", FILE_KEY);
            arguments.push_str(" --api-key-file key");
        }
        match choose(3) {
            1 => arguments.push_str(&format!(" --app-url {variable}")),
            2 => arguments.push_str(&format!(" --app-url {}", three.one.address())),
            _ => {}
        }
        match choose(3) {
            1 => arguments.push_str(&format!(" --api-url {}", three.two.api_url())),
            2 => arguments.push_str(&format!(" --api-url {}/", three.one.api_url())),
            _ => {}
        }
        let ran = env.run(&format!("profile show {arguments}"));
        let shown: Value = serde_json::from_str(ran.ok()).unwrap();
        let next = &shown["next"];
        let before = three.requests();
        let listed = env.run(&format!("users list {arguments}"));
        let Some((url, key)) = three.reached(before) else {
            assert!(!next["error"].is_null(), "{combination}: {next}");
            assert_eq!(listed.error()["message"], next["error"], "{combination}");
            continue;
        };
        listed.ok();
        assert_eq!(next["api_url"], url.as_str(), "{combination}: {next}");
        let of_key = match next["key_from"].as_str().unwrap() {
            "CYXTH_API_KEY" => KEY,
            "--api-key-file" => FILE_KEY,
            "profile" if next["profile"] == "one" => KEYS[0],
            "profile" if next["profile"] == "two" => KEYS[1],
            other => panic!("{combination}: {other}"),
        };
        assert_eq!(key, of_key, "{combination}: {next}");
        // Whatever was said.
        if key == KEYS[0] {
            assert_eq!(url, three.one.api_url(), "{combination}");
        }
        if key == KEYS[1] {
            assert_eq!(url, three.two.api_url(), "{combination}");
        }
    }
}

#[test]
fn a_variable_that_overrides_the_profile_is_named_wherever_the_profile_is() {
    let three = Three::new();
    let host = three.variable.address().to_string();
    let env = three
        .env()
        .var("CYXTH_APP_URL", &host)
        .var("CYXTH_API_KEY", KEY);
    for line in [
        "profile show",
        "profile show one",
        "profile list",
        "profile list -o csv",
        "profile use one",
        "profile check",
        "profile check one",
    ] {
        let ran = env.run(line);
        ran.ok();
        let said = format!("{}{}", ran.out, ran.err);
        for part in ["CYXTH_APP_URL", "CYXTH_API_KEY", host.as_str()] {
            assert!(said.contains(part), "{line}, {part}: {ran:#?}");
        }
        assert!(!said.contains(KEY), "{line}");
    }
    // The JSON of a list is what it was.
    let list: Value = serde_json::from_str(env.run("profile list -o json").ok()).unwrap();
    let fields: Vec<&String> = list[0].as_object().unwrap().keys().collect();
    assert_eq!(fields.len(), 5, "{list}");

    // A key alone goes to the default profile's host.
    let env = three.env().var("CYXTH_API_KEY", KEY);
    let ran = env.run("profile use one");
    assert!(
        ran.err.contains("with the key of CYXTH_API_KEY"),
        "{ran:#?}"
    );
    // Without variables there is nothing to say, and `show` says that the profile is in use.
    let env = three.env();
    assert_eq!(env.run("profile list").err, "");
    let ran = env.run("profile use one");
    assert_eq!(ran.err, "`one` is the default profile\n");
    assert!(env.run("profile show").out.contains("in use    yes"));
    let ran = env.run("profile show two");
    assert!(ran.out.contains("in use    no: ") && ran.out.contains("profile `one`"));
    assert_eq!(ran.err, "");
    // CYXTH_PROFILE decides as well.
    let env = three.env().var("CYXTH_PROFILE", "two");
    for line in ["profile list", "profile use one", "profile show one"] {
        let err = env.run(line).err;
        assert!(err.contains("CYXTH_PROFILE"), "{line}: {err}");
    }
}

#[test]
fn an_api_url_that_wins_over_an_app_url_is_named() {
    let env = Env::new()
        .var("CYXTH_APP_URL", "a.example")
        .var("CYXTH_API_URL", "https://b.example/v1")
        .var("CYXTH_API_KEY", KEY);
    // Without any profile the variables are an instance all the same.
    let ran = env.run("profile show");
    let out = ran.ok();
    assert!(
        out.contains("https://b.example/v1") && out.contains("wins over CYXTH_APP_URL"),
        "{ran:#?}"
    );
    let env = Env::new().profiles(&format!(
        "default = \"p\"\n[profiles.p]\napp_url = \"a.example\"\n\
         api_url = \"https://b.example/v1\"\nkey = \"{KEY}\"\n"
    ));
    let out = env.run("profile show").out;
    assert!(
        out.contains("https://b.example/v1 (wins over the app URL)"),
        "{out}"
    );
}

#[test]
fn the_certificate_of_a_profile_is_stored_and_used() {
    let certificate =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/tls/ca.pem")).unwrap();
    let env = Env::new();
    let file = env.file("ca.pem", &certificate);
    env.run("profile add a --app-url a.example --key-env A --ca-cert ca.pem")
        .ok();
    let absolute = file.to_str().unwrap();
    assert!(env.profiles_text().contains(absolute));
    assert!(env.run("profile show").out.contains(absolute));
    // What is not given stays.
    env.run("profile add a --replace --key-env B").ok();
    assert!(env.profiles_text().contains(absolute));
    // It is read at each use.
    std::fs::remove_file(&file).unwrap();
    let ran = env.run("users list");
    ran.fails(3);
    env.run("profile add b --app-url a.example --key-env A --ca-cert ca.pem")
        .fails(3);
    env.file("ca.pem", "no certificate");
    env.run("profile add b --app-url a.example --key-env A --ca-cert ca.pem")
        .fails(3);
    assert_eq!(env.run("profile list -o id").ok(), "a\nsandbox\n");
}

#[test]
fn set_key_and_replace_change_the_key_alone() {
    let env = Env::new().profiles(
        "default = \"a\"\n[profiles.a]\napp_url = \"https://a.example\"\nkey_env = \"A\"\nowner = \"me\"\n",
    );
    env.pipe("key-one-0123456789\n", "profile set-key a --key-stdin")
        .ok();
    let text = env.profiles_text();
    assert!(text.contains("key-one-0123456789") && text.contains("owner"));
    assert!(text.contains("https://a.example") && !text.contains("key_env"));
    env.run("profile set-key a").fails(2);
    env.run("profile set-key gone --key-env A").fails(3);
    env.run("profile set-key sandbox --key-env A").fails(2);

    let ran = env.pipe(
        "key-one-0123456789\n",
        "profile add a --replace --key-stdin",
    );
    assert!(ran.err.contains("stays as it is"), "{ran:#?}");
    let ran = env.run("profile add a --replace");
    assert!(ran.err.contains("nothing was given to change"), "{ran:#?}");
    assert!(!ran.err.contains("stored"));
    // The same URL again is no other, to which the key would not go along.
    env.run("profile add a --replace --app-url a.example").ok();
    assert_eq!(env.profiles_text(), text);
}
