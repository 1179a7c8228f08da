//! Paths of the configuration where something else stands than a file, and what a killed process
//! leaves there.

use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::support::process::skip;
use crate::support::server::Server;
use crate::support::{Env, KEY, mode, set_mode};

const ADD: &str = "profile add a --app-url a.example --key-stdin";

fn fifo(path: &Path) {
    let mut mkfifo = std::process::Command::new("mkfifo");
    assert!(mkfifo.arg(path).status().unwrap().success());
}

type Make = fn(&Path);

/// Makes what stands in the place of a file, and says how it is called.
fn obstacles() -> Vec<(&'static str, Make)> {
    vec![
        ("a FIFO", |path| fifo(path)),
        ("a directory", |path| std::fs::create_dir(path).unwrap()),
        ("a socket", |path| {
            drop(std::os::unix::net::UnixListener::bind(path).unwrap());
        }),
        ("a device", |path| symlink("/dev/null", path).unwrap()),
        ("a FIFO", |path| {
            let target = path.with_file_name("pipe");
            fifo(&target);
            symlink(target, path).unwrap();
        }),
        ("a link to something that is not there", |path| {
            symlink("gone", path).unwrap();
        }),
    ]
}

#[test]
fn what_is_no_file_is_neither_read_nor_waited_for_nor_replaced() {
    for (what, make) in obstacles() {
        for name in ["profiles.toml", "profiles.lock"] {
            let env = Env::new();
            std::fs::create_dir(env.path("config")).unwrap();
            let path = env.path("config").join(name);
            make(&path);
            let before = std::fs::symlink_metadata(&path).unwrap();
            let lines: &[&str] = match name {
                "profiles.toml" => &[ADD, "profile list", "profile use sandbox", "users list"],
                _ => &[ADD, "profile use sandbox"],
            };
            for line in lines {
                let begun = Instant::now();
                let ran = env.pipe(KEY, line);
                let err = ran.fails(3);
                assert!(err.contains(name) && err.contains(what), "{line}: {err}");
                assert!(begun.elapsed() < Duration::from_secs(10), "{line} waited");
            }
            let after = std::fs::symlink_metadata(&path).unwrap();
            assert_eq!(before.file_type(), after.file_type(), "{what} {name}");
        }
    }
}

#[cfg(feature = "sandbox")]
#[test]
fn a_store_that_is_no_file_is_refused() {
    for (what, make) in obstacles() {
        let env = Env::sandbox();
        std::fs::create_dir(env.path("data")).unwrap();
        let path = env.path("data/sandbox.db");
        make(&path);
        for line in ["users list", "sandbox reset --yes", "users create --id a"] {
            let ran = env.run(line);
            let err = ran.fails(3);
            assert!(
                err.contains("sandbox.db") && err.contains(what),
                "{line}: {err}"
            );
        }
        assert!(std::fs::symlink_metadata(&path).is_ok());
    }
}

#[test]
fn what_a_killed_process_left_is_gone_after_the_next_change() {
    let env = Env::new();
    env.pipe(KEY, ADD).ok();
    let left = env.file("config/profiles.toml.new", format!("key = \"{KEY}\""));
    env.run("profile use sandbox").ok();
    assert!(!left.exists());
    let mut names: Vec<_> = std::fs::read_dir(env.path("config"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    names.sort();
    assert_eq!(names, ["profiles.lock", "profiles.toml"]);
    // One that cannot be taken away is named.
    std::fs::create_dir(env.path("config/profiles.toml.new")).unwrap();
    let ran = env.run("profile use a");
    assert!(ran.fails(3).contains("profiles.toml"), "{ran:#?}");
    assert!(env.profiles_text().contains("default = \"sandbox\""));
}

#[test]
fn killed_processes_leave_one_file_at_most() {
    let env = Env::new();
    env.pipe(KEY, ADD).ok();
    for round in 0..20 {
        let mut child = env
            .command(&["profile", "add", "b", "--replace", "--app-url"])
            .args([format!("b{round}.example"), "--key-env".into(), "B".into()])
            .stdin(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_micros(300 * round));
        let _ = child.kill();
        child.wait().unwrap();
        assert!(std::fs::read_dir(env.path("config")).unwrap().count() <= 3);
    }
    env.run("profile remove a --yes").ok();
    for entry in std::fs::read_dir(env.path("config")).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(!text.contains(KEY), "{path:?}");
        assert_eq!(mode(&path), 0o600, "{path:?}");
    }
}

#[test]
fn files_without_an_end_are_not_read_to_it() {
    let env = Env::new()
        .var("CYXTH_APP_URL", "a.example")
        .var("CYXTH_API_KEY", KEY);
    env.run("users list --api-key-file /dev/zero").fails(3);
    let ran = env.run("users list --ca-cert /dev/zero");
    assert!(ran.fails(3).contains("/dev/zero"), "{ran:#?}");
    // Cut off it would be another key.
    env.file("long", "k".repeat(70_000));
    let ran = env.run("users list --api-key-file long");
    assert!(ran.fails(3).contains("64 KiB"), "{ran:#?}");
    symlink("/dev/zero", env.path("zero.toml")).unwrap();
    std::fs::create_dir(env.path("config")).unwrap();
    std::fs::rename(env.path("zero.toml"), env.path("config/profiles.toml")).unwrap();
    env.run("profile list").fails(3);
}

#[cfg(feature = "sandbox")]
#[test]
fn what_is_to_be_put_back_is_not_looked_for_in_a_fifo() {
    let env = Env::sandbox();
    env.file("doc.json", "{\"users\":[{\"id\":\"a\",\"name\":\"A\"}]}");
    env.run("apply doc.json --recreate --yes").ok();
    // The lock beside it has its name.
    let lock = std::fs::read_dir(env.path("data"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| {
            let name = path.file_name().unwrap().to_str().unwrap();
            name.starts_with("recreate-") && !name.ends_with(".jsonl")
        })
        .unwrap();
    fifo(&lock.with_extension("jsonl"));
    for line in ["apply doc.json", "apply doc.json --recreate --yes"] {
        let err = env.run(line);
        assert!(err.fails(3).contains("a FIFO"), "{line}: {err:#?}");
    }
}

/// Whoever can write a file decides where keys go, or which key is sent.
#[test]
fn files_that_others_can_change_are_reported_at_every_use() {
    let server = Server::content();
    let env = Env::new().profiles(&format!(
        "default = \"a\"\n[profiles.a]\napp_url = \"{}\"\nkey_env = \"MINE\"\n",
        server.address()
    ));
    let env = env.var("MINE", KEY);
    assert_eq!(env.run("users list -o id").err, "");
    // Reading it is no harm, for there is no key in it.
    set_mode(&env.path("config/profiles.toml"), 0o644);
    assert_eq!(env.run("users list -o id").err, "");
    for (path, mode, good) in [
        ("config/profiles.toml", 0o666, 0o600),
        ("config", 0o770, 0o700),
    ] {
        set_mode(&env.path(path), mode);
        for line in [
            "users list -o id",
            "profile list",
            "profile show",
            "users list -p a",
        ] {
            let ran = env.run(line);
            ran.ok();
            assert!(ran.err.contains("others can change"), "{line}: {ran:#?}");
            assert!(
                ran.err.contains(path) && ran.err.contains("chmod go-w"),
                "{ran:#?}"
            );
        }
        set_mode(&env.path(path), good);
    }
    let key = env.file("key", KEY);
    let line = "users list -o id --api-key-file key";
    set_mode(&key, 0o644);
    assert_eq!(env.run(line).err, "");
    set_mode(&key, 0o646);
    let ran = env.run(line);
    ran.ok();
    assert!(ran.err.contains("others can change"), "{ran:#?}");
}

#[test]
fn files_of_somebody_else_are_reported() {
    if !rustix::process::geteuid().is_root() {
        return skip("only root can give files away");
    }
    let server = Server::content();
    let env = Env::new().profiles(&format!(
        "default = \"a\"\n[profiles.a]\napp_url = \"{}\"\nkey = \"{KEY}\"\n",
        server.address()
    ));
    std::os::unix::fs::chown(env.path("config/profiles.toml"), Some(12345), None).unwrap();
    let ran = env.run("users list -o id");
    ran.ok();
    assert!(ran.err.contains("another user (id 12345)"), "{ran:#?}");
}
