//! The file of profiles is read once by a command that needs it, and by no other.

use std::mem::MaybeUninit;
use std::process::Stdio;

use rustix::fd::OwnedFd;
use rustix::fs::inotify::{self, CreateFlags, ReadFlags, WatchFlags};

use crate::support::server::{Server, json};
use crate::support::{Env, KEY};

/// Counts how often a file of a directory is opened.
struct Openings(OwnedFd);

impl Openings {
    fn watch(env: &Env) -> Openings {
        let watch = inotify::init(CreateFlags::NONBLOCK | CreateFlags::CLOEXEC).unwrap();
        // Two openings in a row would be told as one, were it not for what comes between them.
        let flags = WatchFlags::OPEN | WatchFlags::CLOSE_NOWRITE;
        inotify::add_watch(&watch, env.path("config"), flags).unwrap();
        Openings(watch)
    }

    /// How often a run opens the profiles.
    #[track_caller]
    fn during(&self, env: &Env, line: &str) -> usize {
        let words: Vec<&str> = line.split(' ').collect();
        self.count();
        let output = env.command(&words).stdin(Stdio::null()).output().unwrap();
        let count = self.count();
        env.ran(output).ok();
        count
    }

    /// How often they were opened since this was last asked.
    fn count(&self) -> usize {
        let mut buffer = [MaybeUninit::uninit(); 4096];
        let mut events = inotify::Reader::new(&self.0, &mut buffer);
        let mut count = 0;
        while let Ok(event) = events.next() {
            assert!(!event.events().contains(ReadFlags::QUEUE_OVERFLOW));
            let is_it = |name: &std::ffi::CStr| name.to_bytes() == b"profiles.toml";
            let is_opened = event.events().contains(ReadFlags::OPEN);
            count += usize::from(is_opened && event.file_name().is_some_and(is_it));
        }
        count
    }
}

fn profile_of(server: &Server) -> String {
    format!(
        "default = \"p\"\n[profiles.p]\napp_url = \"{}\"\nkey = \"{KEY}\"\nmode_scale = \"flags\"\n",
        server.address()
    )
}

/// What a command that talks to no instance is given.
fn files(env: &Env) {
    env.file(
        "export/users.json",
        r#"[{"id":"U1","name":"ada","profile":{}}]"#,
    );
    env.file("export/channels.json", "[]");
}

const WITHOUT: [&str; 6] = [
    "completions bash",
    "sandbox path",
    "convert slack export",
    "tokens inspect eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiJhIn0.AAAA",
    "apply --schema",
    "--version",
];

#[test]
fn it_is_read_once_by_what_needs_it_and_by_nothing_else() {
    let server = Server::new(|_, request| match &*request.method {
        "GET" => json(200, "[]"),
        _ => json(200, r#"{"status":1}"#),
    });
    let env = Env::new().profiles(&profile_of(&server));
    files(&env);
    env.file(
        "d.json",
        r#"{"users":[{"id":"a","name":"A","mode":"viewer"}]}"#,
    );
    let openings = Openings::watch(&env);
    for line in [
        "users list",
        "users delete a --yes",
        "users create --id a --name A --mode viewer",
        "users list --har run.har",
        "channels moderate c --mode editor a",
        "export",
        "export --to out.json",
        "diff d.json",
        "apply d.json",
        "api GET users",
        "stats",
        "profile show",
        "profile list",
        "profile check",
    ] {
        let _ = std::fs::remove_file(env.path("run.har"));
        assert_eq!(openings.during(&env, line), 1, "{line}");
    }
    for line in WITHOUT {
        if cfg!(not(feature = "sandbox")) && line.starts_with("sandbox") {
            continue;
        }
        assert_eq!(openings.during(&env, line), 0, "{line}");
    }
}

#[test]
fn one_that_is_broken_is_in_the_way_of_nothing_that_does_without() {
    for text in [
        "[profiles",
        "default = 7\n",
        "default = \"p\"\n[profiles.p]\napp_url = 7\nmode_scale = \"x\"\nrate = 0\n",
    ] {
        let env = Env::new().profiles(text);
        files(&env);
        for line in WITHOUT {
            if cfg!(not(feature = "sandbox")) && line.starts_with("sandbox") {
                continue;
            }
            let ran = env.run(line);
            ran.ok();
            assert!(!ran.err.contains("profiles.toml"), "{line} {ran:#?}");
        }
        env.run("users list").fails(3);
        // Nor does a profile matter to who gives all by options.
        let server = Server::always(json(200, "[]"));
        let ran = Env::of(&server).profiles(text).run("users list");
        ran.ok();
    }
}

/// The names of modes in tables are those of the profile, although nothing asks for them before the
/// instance is chosen.
#[test]
fn tables_name_modes_by_the_scale_of_the_profile() {
    let server = Server::new(|number, _| match number {
        0 => json(200, r#"[{"id":"a","name":"A","mode":3}]"#),
        _ => json(200, "[]"),
    });
    let env = Env::new().profiles(&profile_of(&server));
    let ran = env.run("users list");
    assert!(ran.ok().contains("3 viewer+editor"), "{ran:#?}");
}
