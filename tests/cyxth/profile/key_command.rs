//! Key commands: bounded in time, and not waited for beyond the key.

use std::time::{Duration, Instant};

use crate::support::process::wait_until;
use crate::support::server::{Server, json};
use crate::support::{Env, KEY};

fn env(server: &Server, command: &str) -> Env {
    Env::new().profiles(&format!(
        "default = \"p\"\n[profiles.p]\napp_url = \"{}\"\nkey_command = '{command}'\n",
        server.address()
    ))
}

#[test]
fn what_a_key_command_leaves_running_is_not_waited_for() {
    for command in [
        "sleep 60 & echo k1",
        "sleep 60 & printf k1",
        "echo k1; yes | head -100000",
    ] {
        let server = Server::always(json(200, "[]"));
        let begun = Instant::now();
        env(&server, command).run("users list").ok();
        assert!(begun.elapsed() < Duration::from_secs(20), "{command}");
        assert_eq!(server.only().header("authorization"), "Bearer k1");
    }
}

#[test]
fn a_key_command_has_the_time_of_the_run_and_is_ended_with_all_it_started() {
    let server = Server::always(json(200, "[]"));
    let env = env(&server, "sleep 600 & echo $! > pid; sleep 600; echo k1");
    let begun = Instant::now();
    let ran = env.run("users list --deadline 1");
    let err = ran.fails(3);
    assert!(
        err.contains("the key command of profile `p`") && err.contains("deadline"),
        "{err}"
    );
    assert!(
        !err.contains("sleep"),
        "the command may hold a secret: {err}"
    );
    assert!(begun.elapsed() < Duration::from_secs(20));
    assert!(server.lines().is_empty());
    let pid = std::fs::read_to_string(env.path("pid")).unwrap();
    let is_there = || {
        // A zombie has ended as well; whoever inherited it reaps it.
        std::fs::read_to_string(format!("/proc/{}/stat", pid.trim()))
            .is_ok_and(|stat| !stat.contains(") Z "))
    };
    if cfg!(target_os = "linux") {
        wait_until("it ends", || !is_there());
    }
}

#[test]
fn a_key_command_does_not_see_the_key_of_another_instance() {
    let server = Server::always(json(200, "[]"));
    let env = env(&server, "echo k-${CYXTH_API_KEY:-none}").var("CYXTH_API_KEY", KEY);
    env.run("users list -p p").ok();
    assert_eq!(server.only().header("authorization"), "Bearer k-none");
}
