//! No file of a run takes the place of one that the tool keeps for itself, or that the run was
//! given for something else.

use std::fs;
use std::path::Path;

use crate::support::server::Server;
use crate::support::{Env, KEY};

/// All lines that write a file, with that file left open.
const WRITING: [&str; 5] = [
    "users create in.json --report",
    "users create in.json --rejects",
    "members add lobby in.json --report",
    "apply doc.json --report",
    "export --to",
];

fn inputs(env: &Env) {
    env.file("in.json", r#"[{"id":"a"}]"#);
    env.file("doc.json", r#"{"users":[{"id":"a"}]}"#);
}

fn refused(env: &Env, before: &str, file: &str, words: &str) {
    for line in WRITING {
        let line = format!("{before} {line} {file}");
        let ran = env.run(&line);
        assert!(ran.fails(2).contains(words), "{line}: {ran:#?}");
    }
}

#[test]
fn the_store_of_the_sandbox_stays() {
    let env = Env::sandbox();
    inputs(&env);
    // Nothing is there yet, and it would be in the way of what comes.
    fs::create_dir(env.path("data")).unwrap();
    refused(&env, "", "data/sandbox.db", "holds the sandbox");
    assert!(!env.path("data/sandbox.db").exists());

    env.run("users create --id kept --name Kept").ok();
    let path = env.run("sandbox path").ok().trim().to_owned();
    for file in [
        path.clone(),
        format!("{path}-wal"),
        format!("{path}-shm"),
        "data/../data/sandbox.db".to_owned(),
    ] {
        refused(&env, "", &file, "holds the sandbox");
    }
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(&path, env.path("link")).unwrap();
        refused(&env, "", "link", "holds the sandbox");
    }
    assert_eq!(env.run("users list -o id").ok(), "kept\n");

    // Nor where another instance is meant.
    let server = Server::content();
    let other = format!("--api-url {} --api-key-file key", server.api_url());
    env.file("key", KEY);
    refused(&env, &other, &path, "holds the sandbox");
    assert!(server.requests().is_empty());
    assert_eq!(env.run("users list -o id").ok(), "kept\n");
}

#[test]
fn the_profiles_stay() {
    let server = Server::content();
    let toml = format!(
        "default = \"a\"\n[profiles.a]\napi_url = \"{}\"\nkey = \"{KEY}\"\n",
        server.api_url()
    );
    let env = Env::new().profiles(&toml);
    inputs(&env);
    for file in [
        "config/profiles.toml",
        "config/profiles.lock",
        "config/profiles.toml.new",
    ] {
        refused(&env, "", file, "holds the profiles");
    }
    assert_eq!(env.profiles_text(), toml);
    assert!(server.requests().is_empty());
}

/// Those of any instance that are there, and that of this one before it is.
#[test]
fn what_is_to_be_put_back_stays() {
    let server = Server::content();
    let env = Env::of(&server);
    inputs(&env);
    env.file("data/recreate-other.example-0.jsonl", "{}\n");
    let words = "holds what is to be put back";
    refused(&env, "", "data/recreate-other.example-0.jsonl", words);
    refused(&env, "", "data/recreate-other.example-0.lock", words);
    fs::remove_file(env.path("data/recreate-other.example-0.jsonl")).unwrap();

    env.run("apply doc.json --recreate --yes");
    let locks = fs::read_dir(env.path("data")).unwrap();
    let lock = locks
        .map(|entry| entry.unwrap().path())
        .find(|path| path.extension().is_some_and(|end| end == "lock"))
        .unwrap();
    let sent = server.requests().len();
    for path in [&lock, &lock.with_extension("jsonl")] {
        refused(&env, "", path.to_str().unwrap(), words);
    }
    assert!(!lock.with_extension("jsonl").exists());
    assert_eq!(server.requests().len(), sent);
}

#[test]
fn what_the_run_is_given_for_something_else_stays() {
    const CA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/tls/ca.pem");
    let server = Server::content();
    let with_ca = |env: &Env| {
        inputs(env);
        fs::copy(Path::new(CA), env.path("ca.pem")).unwrap();
        env.file("key", KEY);
    };
    let env = Env::of(&server);
    with_ca(&env);
    refused(&env, "--api-key-file key", "key", "--api-key-file");
    refused(&env, "--ca-cert ca.pem", "./ca.pem", "--ca-cert");
    for variable in ["CYXTH_CA_CERT", "SSL_CERT_FILE"] {
        let env = Env::of(&server).var(variable, "ca.pem");
        with_ca(&env);
        refused(&env, "", "ca.pem", variable);
    }
    let env = Env::new().profiles(&format!(
        "default = \"a\"\n[profiles.a]\napi_url = \"{}\"\nkey = \"{KEY}\"\nca_cert = \"ca.pem\"\n",
        server.api_url()
    ));
    with_ca(&env);
    refused(&env, "", "ca.pem", "certificate of the profile");
    assert!(server.requests().is_empty());
}
