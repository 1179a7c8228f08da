//! Runs that end before their time: killed at any moment, or by Ctrl-C.

use std::io::Write;
use std::process::Stdio;
use std::sync::{Mutex, mpsc};
use std::thread;
use std::time::Duration;

use cyxth::sandbox::{Faults, Sandbox};
use fastrand::Rng;

use crate::support::counts::{Counts, for_seeds};
use crate::support::instance::{Instance, Rules, ids, lines};
use crate::support::plain_http::KEY;
use crate::support::process::{
    Signal, send, send_and_settle, start, wait_for_requests, wait_until,
};
use crate::support::server::Gate;
use crate::support::stage::{Records, Stage, words};
use crate::support::{Env, Ran};

/// Input in a random order, and options that cut it into some dozens of requests.
fn input(rng: &mut Rng, env: &Env) -> (Vec<String>, String) {
    let count = rng.usize(100..400);
    let mut wanted: Vec<String> = ids(0..count).collect();
    if rng.bool() {
        rng.shuffle(&mut wanted);
    }
    env.file("in.jsonl", lines(wanted.clone()));
    let batch = rng.usize(4..30);
    let concurrency = rng.usize(1..6);
    let line =
        format!("users create in.jsonl -o json --batch-size {batch} --concurrency {concurrency}");
    (wanted, line)
}

fn check(wanted: &[String], there: usize, ran: &Ran, holds: impl Iterator<Item = String>) {
    let counts = Counts::printed(ran);
    counts.check(wanted.len(), ran);
    assert_eq!(ran.code, 0, "{ran:#?}");
    assert_eq!(counts.skipped, there as u64, "{ran:#?}");
    let mut holds: Vec<String> = holds.collect();
    let mut wanted = wanted.to_vec();
    holds.sort_unstable();
    wanted.sort_unstable();
    assert_eq!(holds, wanted);
}

/// Killed while the service holds a request, before or after the change was made.
fn killed_by_request(seed: u64) {
    let mut rng = Rng::with_seed(seed);
    let env = Env::new();
    let (wanted, line) = input(&mut rng, &env);
    let last = rng.usize(..40);
    let is_made = rng.bool();
    let (tell, told) = mpsc::channel();
    let (is_dead, dead) = mpsc::channel::<()>();
    let dead = Mutex::new(dead);
    let instance = Instance::with(move |seen| {
        if seen.number != last {
            return None;
        }
        let made = is_made.then(|| seen.instance.create(&Rules::default(), &seen.request.body));
        tell.send(()).unwrap();
        // The sender is dropped when the process is gone.
        let _ = dead.lock().unwrap().recv();
        made
    });
    let env = env
        .var("CYXTH_API_URL", &instance.server.api_url())
        .var("CYXTH_API_KEY", crate::support::KEY);
    let mut child = env.start(&line);
    // Fewer requests than that: it ends by itself.
    while told.recv_timeout(Duration::from_millis(5)).is_err() {
        if child.try_wait().unwrap().is_some() {
            break;
        }
    }
    child.kill().unwrap();
    child.wait().unwrap();
    drop(is_dead);
    // What was held may be made when the process is long gone.
    instance.server.settle();
    let there = instance.users().len();
    let ran = env.run(&format!("{line} --skip-existing"));
    check(&wanted, there, &ran, instance.users().into_keys());
}

/// Killed at any moment, at a sandbox or at the instance within the process.
fn killed_by_time(seed: u64) {
    let mut rng = Rng::with_seed(seed);
    let stage = Stage::new();
    let (wanted, line) = input(&mut rng, &stage.env);
    let is_within = rng.bool();
    let start_sandbox = || {
        stage.start(Faults {
            latency: Some("2±2".parse().unwrap()),
            seed: Some(seed),
            ..Faults::default()
        })
    };
    let mut sandbox = start_sandbox();
    let mut arguments = words(&line);
    if is_within {
        arguments.extend(words("-p sandbox"));
    }
    let command = |sandbox: &Sandbox, arguments: &[String]| {
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let mut command = stage.env.command(&arguments);
        if !is_within {
            let url = format!("http://{}/api", sandbox.address());
            command.env("CYXTH_API_URL", url).env("CYXTH_API_KEY", KEY);
        }
        command
    };
    let mut child = start(command(&sandbox, &arguments).stdin(Stdio::null()));
    thread::sleep(Duration::from_micros(rng.u64(5_000..120_000)));
    child.kill().unwrap();
    child.wait().unwrap();
    // It stops when all is done that was sent.
    sandbox.stop();
    sandbox = start_sandbox();
    let holds = || -> Records {
        if is_within {
            let list = stage.env.run("users list --all -o json -p sandbox");
            return crate::support::counts::by_id(list.ok());
        }
        stage.holds("/users")
    };
    let there = holds().len();
    arguments.push("--skip-existing".to_owned());
    let mut command = command(&sandbox, &arguments);
    let ran = stage
        .env
        .ran(command.stdin(Stdio::null()).output().unwrap());
    check(&wanted, there, &ran, holds().into_keys());
}

#[test]
fn a_killed_run_is_completed_by_the_next() {
    for_seeds("a_killed_run_is_completed_by_the_next", 50, |seed| {
        if seed % 2 == 0 {
            killed_by_request(seed);
        } else {
            killed_by_time(seed);
        }
    });
}

/// An instance that does what it is asked once the gate is open.
fn held() -> (Instance, Gate) {
    let (gate, wait) = Gate::new();
    let instance = Instance::with(move |_| {
        wait();
        None
    });
    (instance, gate)
}

const LINE: &str = "users create in.jsonl --batch-size 10 --concurrency 3 -o json";

#[test]
fn ctrl_c_lets_what_is_in_flight_finish() {
    let (instance, gate) = held();
    let env = Env::of(&instance.server);
    env.file("in.jsonl", lines(ids(0..1000)));
    let child = env.start(LINE);
    wait_for_requests(&instance.server, 3);
    send_and_settle(Signal::INT, &child);
    gate.open();
    let ran = env.end(child);
    assert_eq!(ran.code, 130, "{ran:#?}");
    let counts = Counts::printed(&ran);
    assert_eq!(instance.count("POST"), 3, "no new requests");
    // All of the file is in the counts.
    assert_eq!((counts.done, counts.input), (30, 1000), "{ran:#?}");
    assert_eq!(counts.not_sent, 970);
    assert_eq!(instance.users().len(), 30);
    assert_eq!(ran.error()["kind"], "interrupted");
}

#[test]
fn a_second_ctrl_c_ends_at_once() {
    let (instance, gate) = held();
    let env = Env::of(&instance.server);
    env.file("in.jsonl", lines(ids(0..1000)));
    let mut child = env.start(LINE);
    wait_for_requests(&instance.server, 3);
    send_and_settle(Signal::INT, &child);
    assert!(child.try_wait().unwrap().is_none(), "it lets them finish");
    send(Signal::INT, &child);
    // None of them is answered.
    wait_until("it ends", || child.try_wait().unwrap().is_some());
    assert_eq!(child.wait().unwrap().code(), Some(130));
    gate.open();
}

/// A batch that fails after Ctrl-C does not make another end of it, and standard input that goes
/// on for ever is not read to its end.
#[test]
fn ctrl_c_is_the_end_even_where_what_is_in_flight_fails() {
    for skip in [false, true] {
        let (gate, wait) = Gate::new();
        let instance = Instance::with(move |seen| {
            (seen.request.method == "POST").then(|| {
                wait();
                crate::support::instance::refused(403, "NO", "not allowed")
            })
        });
        let env = Env::of(&instance.server);
        env.file("in.jsonl", lines(ids(0..1000)));
        let option = if skip { "--skip-existing" } else { "" };
        let child = env.start(&format!("{LINE} {option}"));
        wait_until("three creates", || instance.count("POST") == 3);
        send_and_settle(Signal::INT, &child);
        gate.open();
        let ran = env.end(child);
        assert_eq!(ran.code, 130, "{ran:#?}");
        let counts = Counts::printed(&ran);
        assert_eq!((counts.rejected, counts.input), (30, 1000), "{ran:#?}");
    }
}

/// Nothing is sent before the end of the input, and where that never comes Ctrl-C simply ends the
/// process: there is nothing to finish and nothing to count.
#[test]
fn ctrl_c_does_not_wait_for_more_input() {
    use std::os::unix::process::ExitStatusExt;
    // The read that proves URL and key says that the input is being read.
    let instance = Instance::new(Rules::default());
    let env = Env::of(&instance.server);
    let mut command = env.command(&["users", "create", "-", "-o", "json"]);
    let mut child = start(command.stdin(Stdio::piped()));
    let mut pipe = child.stdin.take().unwrap();
    let padding = "x".repeat(1 << 20);
    for n in 0..70 {
        writeln!(pipe, "{{\"id\":\"u{n:04}\",\"x\":\"{padding}\"}}").unwrap();
    }
    wait_for_requests(&instance.server, 1);
    send(Signal::INT, &child);
    // The pipe stays open, so that only the signal can be its end.
    wait_until("it ends", || child.try_wait().unwrap().is_some());
    let output = child.wait_with_output().unwrap();
    // Shells say 130.
    assert_eq!(output.status.signal(), Some(2), "{output:?}");
    let posts = instance
        .server
        .requests()
        .into_iter()
        .filter(|r| r.method == "POST");
    assert_eq!(posts.count(), 0);
    drop(pipe);
}
