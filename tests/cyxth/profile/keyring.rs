//! Keys in the system's keyring, where there is none that answers. What a real one does is tested by
//! `tests/infrastructure/keyring`.

use std::os::unix::net::UnixListener;
use std::time::{Duration, Instant};

use crate::support::{Env, KEY};

const ADD: &str = "profile add a --app-url a.example --key-stdin --keyring";

/// A bus on which nobody ever says a word.
fn mute(env: &Env) -> (UnixListener, String) {
    let path = env.path("bus");
    let listener = UnixListener::bind(&path).unwrap();
    (listener, format!("unix:path={}", path.display()))
}

#[test]
fn nothing_stands_in_for_a_keyring_that_is_not_there() {
    let env = Env::new().var("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
    for line in [
        ADD,
        "profile add a --app-url a.example --key-stdin --keyring -o json",
    ] {
        let ran = env.pipe(KEY, line);
        let err = ran.fails(3);
        assert!(
            err.contains("keyring") && err.contains("--key-command"),
            "{err}"
        );
        assert!(!err.contains(KEY), "{err}");
    }
    assert!(!env.path("config/profiles.toml").exists());
}

#[test]
fn a_keyring_that_does_not_answer_is_given_up() {
    let env = Env::new();
    let (_listener, address) = mute(&env);
    let env = env.var("DBUS_SESSION_BUS_ADDRESS", &address);
    let begun = Instant::now();
    let ran = env.pipe(KEY, ADD);
    assert!(ran.fails(3).contains("no answer in 3 s"), "{ran:#?}");
    assert!(begun.elapsed() < Duration::from_secs(20));
    // The deadline of the run comes first.
    let ran = env.pipe(KEY, &format!("{ADD} --deadline 0.1"));
    assert!(ran.fails(3).contains("no answer in 0 s"), "{ran:#?}");
    assert!(!env.path("config/profiles.toml").exists());
}

#[test]
fn a_profile_says_where_its_key_is() {
    let env = Env::new()
        .var("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus")
        .profiles(
            "default = \"a\"\n[profiles.a]\napp_url = \"a.example\"\nkey_store = \"keyring\"\n",
        );
    let list = env.run("profile list -o json");
    assert!(list.ok().contains(r#""key_source":"keyring""#), "{list:#?}");
    let ran = env.run("users list");
    assert!(ran.fails(3).contains("keyring"), "{ran:#?}");
    // The key of one URL does not go to another, wherever it is kept.
    let ran = env.run("profile add a --replace --app-url b.example");
    assert!(ran.fails(2).contains("stored key stay"), "{ran:#?}");
    let before = env.profiles_text();
    assert!(before.contains("a.example"), "{before}");
    // It goes with the profile; where that fails, it is told, and the profile is gone all the same.
    let ran = env.run("profile remove a --yes");
    ran.ok();
    assert!(ran.err.contains("stays in the keyring"), "{ran:#?}");

    for (toml, told) in [
        ("key_store = \"vault\"", "key_store"),
        ("key_store = \"keyring\"\nkey = \"k\"", "more than one"),
    ] {
        let env = Env::new().profiles(&format!(
            "default = \"a\"\n[profiles.a]\napp_url = \"a.example\"\n{toml}\n"
        ));
        assert!(env.run("users list").fails(3).contains(told));
    }
}

#[test]
fn options_that_contradict_each_other_are_refused() {
    let env = Env::new();
    for more in ["--key-env VAR", "--key-command true", "--no-keyring"] {
        env.run(&format!(
            "profile add a --app-url a.example --keyring {more}"
        ))
        .fails(2);
    }
    let env = env.profiles("[profiles.a]\napp_url = \"a.example\"\nkey_env = \"MINE\"\n");
    let ran = env.run("profile add a --replace --keyring");
    assert!(ran.fails(2).contains("--key-stdin"), "{ran:#?}");
}
