//! `cyxth sandbox serve`, `path` and `reset`, as other programs see them.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, ChildStdout, Stdio};

use crate::support::Env;
#[cfg(unix)]
use crate::support::process::{Signal, send};

/// A server that is ended when the test is.
struct Served {
    child: Child,
    stdout: BufReader<ChildStdout>,
    ready: String,
}

impl Served {
    fn start(env: &Env, line: &str) -> Served {
        let words: Vec<&str> = line.split(' ').collect();
        let mut child = env
            .command(&words)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut ready = String::new();
        stdout.read_line(&mut ready).unwrap();
        Served {
            child,
            stdout,
            ready,
        }
    }

    fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.ready).unwrap_or_else(|_| panic!("{:?}", self.ready))
    }

    #[cfg(unix)]
    /// Sends a signal; gives back the exit status and what else was printed.
    fn end(mut self, signal: Signal) -> (Option<i32>, String) {
        send(signal, &self.child);
        let status = self.child.wait().unwrap();
        let mut rest = String::new();
        self.stdout.read_to_string(&mut rest).unwrap();
        (status.code(), rest)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[cfg(unix)]
#[test]
fn it_serves_until_it_is_told_to_stop() {
    for signal in [Signal::TERM, Signal::INT] {
        let env = Env::new();
        let served = Served::start(&env, "sandbox serve --in-memory -o json");
        let ready = served.json();
        let text = |name: &str| ready[name].as_str().unwrap().to_owned();
        assert_eq!(ready["pid"], served.child.id());
        assert_eq!(text("api_url"), format!("http://{}/api", text("app_url")));

        // App URL and API URL lead to the same place, and so does the API without `/api`.
        let env = Env::new().var("CYXTH_API_KEY", &text("api_key"));
        env.run(&format!(
            "users create --id u1 --app-url {}",
            text("app_url")
        ))
        .ok();
        for url in [text("api_url"), format!("http://{}", text("app_url"))] {
            let ran = env.run(&format!("users list -o id --api-url {url}"));
            assert_eq!(ran.ok(), "u1\n");
        }
        let other = Env::new().var("CYXTH_API_KEY", "another-key");
        other
            .run(&format!("users list --app-url {}", text("app_url")))
            .fails(4);
        assert_eq!(served.end(signal), (Some(0), String::new()));
    }
}

#[test]
fn it_is_ready_with_one_line_and_takes_a_key() {
    let env = Env::new();
    let served = Served::start(&env, "sandbox serve --in-memory --api-key my-own-key");
    assert!(served.ready.contains("my-own-key") && served.ready.ends_with('\n'));
    let served = Served::start(
        &env,
        "sandbox serve --in-memory --api-key my-own-key -o json",
    );
    let ready = served.json();
    assert_eq!(ready["api_key"], "my-own-key");
    let names: Vec<usize> = ["app_url", "api_url", "api_key", "pid"]
        .iter()
        .map(|name| served.ready.find(&format!("\"{name}\"")).unwrap())
        .collect();
    assert!(names.is_sorted(), "{}", served.ready);
    // Two made-up keys are not the same.
    let key =
        || Served::start(&env, "sandbox serve --in-memory -o json").json()["api_key"].to_string();
    assert_ne!(key(), key());
}

#[test]
fn it_can_be_told_to_be_strict() {
    let env = Env::new();
    let served = Served::start(
        &env,
        "sandbox serve --in-memory -o json --strict --strict-add --max-body 100 --max-page 2:reject \
         --cursor spaced,existing-first",
    );
    let ready = served.json();
    let text = |name: &str| ready[name].as_str().unwrap().to_owned();
    let env = Env::new()
        .var("CYXTH_API_URL", &text("api_url"))
        .var("CYXTH_API_KEY", &text("api_key"));
    env.run("users create --id u1").fails(6);
    env.run("users create --id u1 --name one").ok();
    env.run("channels create --id c --name c --member u1").ok();
    env.run(&format!("users create --id u2 --name {}", "x".repeat(100)))
        .fails(6);
    for wrong in [
        "--max-page 0",
        "--max-page 7:drop",
        "--max-body 0",
        "--cursor space",
    ] {
        env.run(&format!("sandbox serve --in-memory {wrong}"))
            .fails(2);
    }
}

#[cfg(unix)]
#[test]
fn what_is_served_is_what_the_profile_uses() {
    let env = Env::sandbox();
    let served = Served::start(&env, "sandbox serve -o json");
    let (url, key) = (
        served.json()["app_url"].clone(),
        served.json()["api_key"].clone(),
    );
    let remote = Env::new()
        .var("CYXTH_APP_URL", url.as_str().unwrap())
        .var("CYXTH_API_KEY", key.as_str().unwrap());
    remote.run("users create --id from-afar").ok();
    env.run("users create --id from-here").ok();
    assert_eq!(
        remote.run("users list -o id").ok(),
        "from-afar\nfrom-here\n"
    );
    served.end(Signal::TERM);
    assert_eq!(env.run("users list -o id").ok(), "from-afar\nfrom-here\n");
    // A file of its own is another instance.
    let served = Served::start(&env, "sandbox serve --data other.db -o json");
    let url = served.json()["app_url"].as_str().unwrap().to_owned();
    let env = Env::new().var("CYXTH_API_KEY", served.json()["api_key"].as_str().unwrap());
    assert_eq!(
        env.run(&format!("users list -o json --app-url {url}")).ok(),
        "[]\n"
    );
}

#[test]
fn it_listens_to_this_machine_only() {
    for address in ["0.0.0.0:0", "[::]:0", "192.0.2.1:0", "nonsense"] {
        Env::new()
            .run(&format!("sandbox serve --in-memory --listen {address}"))
            .fails(2);
    }
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap();
    let ran = Env::new().run(&format!(
        "sandbox serve --in-memory --listen {address} -o json"
    ));
    ran.fails(1);
    assert_eq!(ran.out, "");
}

#[test]
fn path_and_reset() {
    let env = Env::sandbox();
    let path = env.path("data/sandbox.db");
    assert_eq!(
        env.run("sandbox path").ok(),
        format!("{}\n", path.display())
    );
    env.pipe(r#"[{"id":"a"},{"id":"b"}]"#, "users create").ok();
    env.run("channels create --id c --member a").ok();
    let ran = env.run("sandbox reset");
    for part in ["2 users", "1 channel", "--yes", "sandbox"] {
        assert!(ran.fails(2).contains(part), "{ran:#?}");
    }
    assert_eq!(env.run("users list -o id").ok(), "a\nb\n");
    assert!(!env.run("sandbox reset --yes").ok().is_empty());
    for line in ["users list -o json", "channels list -o json"] {
        assert_eq!(env.run(line).ok(), "[]\n");
    }
}

#[test]
fn a_store_that_is_none_is_an_error() {
    let env = Env::sandbox();
    env.file(
        "data/sandbox.db",
        "this is no database, however long it may be".repeat(100),
    );
    for line in [
        "users list",
        "sandbox reset",
        "users create --id a --name A",
    ] {
        let ran = env.run(line);
        assert_ne!(ran.code, 0);
        assert!(ran.err.contains("is not a sandbox store"), "{ran:#?}");
    }
}

/// The store of the profile is not the one that cannot be read.
#[test]
fn a_named_store_that_cannot_be_read_is_not_reset() {
    let env = Env::new();
    env.file("bad.db", [7; 100]);
    let ran = env.run("sandbox serve --data bad.db");
    let err = ran.fails(1);
    assert!(err.contains("bad.db is not a sandbox store"), "{err}");
    assert!(err.contains("hint: `--data FILE`"), "{err}");
    assert!(!err.contains("reset"), "{err}");
    let own = env.run("sandbox path").ok().trim().to_owned();
    std::fs::create_dir_all(std::path::Path::new(&own).parent().unwrap()).unwrap();
    std::fs::write(&own, [7; 100]).unwrap();
    for line in ["sandbox serve", "users list -p sandbox"] {
        let ran = env.run(line);
        assert!(
            ran.fails(1).contains("hint: `cyxth sandbox reset`"),
            "{ran:#?}"
        );
    }
}
