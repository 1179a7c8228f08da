//! Sign-in tokens: signed with keys of this tool and of openssl, and read back.

use std::fs;
use std::process::Command;

use serde_json::{Value, json};

use crate::support::process::{is_there, skip};
use crate::support::{Env, Ran};

/// An environment with a key pair in `team.pem` and `team.pub.pem`.
fn with_keys() -> Env {
    let env = Env::new();
    let public = env.run("tokens keygen --private-key team.pem");
    assert!(public.ok().starts_with("-----BEGIN PUBLIC KEY-----\n"));
    env.file("team.pub.pem", public.ok());
    env
}

fn inspected(env: &Env, token: &str) -> Value {
    let ran = env.pipe(token, "tokens inspect --public-key team.pub.pem -o json");
    serde_json::from_str(ran.ok()).unwrap()
}

fn signed(env: &Env, options: &str) -> Ran {
    env.run(&format!("tokens create --private-key team.pem {options}"))
}

#[test]
fn claims_are_the_user_and_the_end() {
    let env = with_keys();
    for (options, expected) in [
        ("--user ada", json!({"id": "ada"})),
        (
            "--user ada --mode admin --channel lobby --channel hall:recv_only --channel a:b",
            json!({"id": "ada", "mode": 700, "channels": [
                {"id": "lobby"}, {"id": "hall", "mode": 400}, {"id": "a:b"}]}),
        ),
        (
            "--user ada --claims 2024-04 --mode no_access --channel hall:viewer --data {\"n\":1.10}",
            json!({"id": "ada", "access": "no-access",
                "channels": [{"id": "hall", "mode": "viewer"}], "data": {"n": 1.10}}),
        ),
        ("--user ada --mode 7", json!({"id": "ada", "mode": 7})),
    ] {
        let token = signed(&env, options);
        assert_eq!(token.ok().lines().count(), 1, "{options}");
        let shown = inspected(&env, token.ok());
        assert_eq!(shown["header"], json!({"alg": "EdDSA"}), "{options}");
        assert_eq!(shown["verified"], true, "{options}");
        let left = shown["seconds_left"].as_i64().unwrap();
        // Two hours, less what the test took.
        assert!((6000..=7200).contains(&left), "{options}: {left}");
        let mut claims = shown["claims"].clone();
        assert!(claims.as_object_mut().unwrap().remove("exp").is_some());
        assert_eq!(claims, expected, "{options}");
    }
}

#[test]
fn modes_are_of_the_scale_in_force() {
    let env = with_keys();
    let modes = |line: &str| {
        let ran = signed(&env, line);
        let claims = inspected(&env, ran.ok())["claims"].clone();
        (
            claims["mode"].clone(),
            claims["channels"][0]["mode"].clone(),
            ran.err,
        )
    };
    let line = "--user ada --mode admin --channel lobby";
    let (own, in_channel, err) = modes(&format!("{line}:recv_only"));
    assert_eq!((own, in_channel), (700.into(), 400.into()));
    assert!(err.contains("--mode-scale"), "{err}");
    let (own, in_channel, err) = modes(&format!("{line}:viewer+editor --mode-scale flags"));
    assert_eq!((own, in_channel), (4.into(), 3.into()));
    assert_eq!(err, "");
    let (own, _, err) = modes(&format!("{line} --mode-scale levels"));
    assert_eq!((own, &*err), (700.into(), ""));
    // A mode of the other scale is no part of an id.
    let ran = signed(&env, "--user ada --channel lobby:viewer");
    assert!(ran.fails(2).contains("--mode-scale flags"), "{ran:#?}");
}

#[test]
fn a_challenge_goes_along() {
    let env = with_keys();
    let ran = signed(&env, "--user ada --pkce -o json");
    let printed: Value = serde_json::from_str(ran.ok()).unwrap();
    let names: Vec<&String> = printed.as_object().unwrap().keys().collect();
    assert_eq!(names.len(), 3);
    assert_eq!(printed["code_verifier"].as_str().unwrap().len(), 43);
    assert_eq!(printed["code_challenge"].as_str().unwrap().len(), 43);
    let text = signed(&env, "--user ada --pkce");
    let lines: Vec<&str> = text.ok().lines().collect();
    assert_eq!(lines.len(), 3);
    assert!(lines[1].starts_with("code_challenge "));
    assert!(lines[2].starts_with("code_verifier "));
}

#[test]
fn what_is_wrong_is_refused() {
    let env = with_keys();
    fs::write(env.path("no.pem"), "hello").unwrap();
    for (line, words) in [
        (
            "tokens create --user ada --private-key no.pem",
            "no private key in PEM form",
        ),
        (
            "tokens create --user ada --private-key team.pub.pem",
            "a public key where",
        ),
        (
            "tokens create --user ada --private-key nowhere.pem",
            "cannot read nowhere.pem",
        ),
        (
            "tokens create --user ada --private-key team.pem --duration 4d",
            "3 days at most",
        ),
        (
            "tokens create --user ada --private-key team.pem --duration soon",
            "not a duration",
        ),
        (
            "tokens create --user ada --private-key team.pem --mode boss",
            "is not a mode",
        ),
        (
            "tokens create --user ada --private-key team.pem --data {",
            "--data is not JSON",
        ),
        (
            "tokens create --user ada --private-key team.pem --claims 2024-04 --mode 700",
            "the access by name",
        ),
        (
            "tokens create --user ada --private-key team.pem --channel :admin",
            "names no channel",
        ),
        ("tokens keygen --private-key team.pem", "is there already"),
        ("tokens keygen --private-key new.pem --dry-run", "--dry-run"),
        ("tokens inspect abc", "three parts"),
    ] {
        let ran = env.run(line);
        ran.fails(2);
        assert!(ran.err.contains(words), "{line}: {}", ran.err);
    }
    let token = signed(&env, "--user ada");
    env.run("tokens keygen --private-key other.pem").ok();
    let other = env.run("tokens keygen --private-key third.pem");
    env.file("other.pub.pem", other.ok());
    let ran = env.pipe(token.ok(), "tokens inspect --public-key other.pub.pem");
    ran.fails(1);
    assert!(
        ran.err.contains("the signature is not that of the key"),
        "{}",
        ran.err
    );
    let unverified = env.pipe(token.ok(), "tokens inspect");
    assert!(
        unverified.ok().contains("verified  no"),
        "{}",
        unverified.out
    );
    assert!(
        unverified.err.contains("nothing is verified"),
        "{}",
        unverified.err
    );
}

#[cfg(unix)]
#[test]
fn a_new_key_is_for_its_owner_alone() {
    let env = with_keys();
    assert_eq!(crate::support::mode(&env.path("team.pem")), 0o600);
    // Nothing else is left beside it.
    let names = fs::read_dir(env.path(".")).unwrap().count();
    env.run("tokens keygen --private-key team.pem").fails(2);
    assert_eq!(fs::read_dir(env.path(".")).unwrap().count(), names);
    // One whose other half could not be printed is not there either.
    if let Ok(full) = fs::File::create("/dev/full") {
        let mut command = env.command(&["tokens", "keygen", "--private-key", "new.pem"]);
        let output = command.stdout(full).output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        assert_eq!(fs::read_dir(env.path(".")).unwrap().count(), names);
    }
}

/// What openssl prints, which has to succeed.
fn openssl(env: &Env, arguments: &[&str]) -> Vec<u8> {
    let output = Command::new("openssl")
        .args(arguments)
        .current_dir(env.path("."))
        .output()
        .unwrap();
    assert!(output.status.success(), "{arguments:?}: {output:?}");
    output.stdout
}

#[test]
fn openssl_makes_keys_and_verifies_signatures() {
    if !is_there("openssl") {
        return skip("openssl is not installed");
    }
    let env = with_keys();
    // Its public key is the one that was printed.
    let public = openssl(&env, &["pkey", "-in", "team.pem", "-pubout"]);
    assert_eq!(public, fs::read(env.path("team.pub.pem")).unwrap());
    openssl(
        &env,
        &["genpkey", "-algorithm", "ed25519", "-out", "theirs.pem"],
    );
    let public = openssl(&env, &["pkey", "-in", "theirs.pem", "-pubout"]);
    env.file("theirs.pub.pem", &public);
    let token = env.run("tokens create --user ada --private-key theirs.pem");
    let ran = env.pipe(token.ok(), "tokens inspect --public-key theirs.pub.pem");
    assert!(ran.ok().contains("verified  yes"), "{}", ran.out);
}
