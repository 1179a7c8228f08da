//! The channels that a user is a member of.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::listing::habits::{ALL_UNKNOWN, HABITS, Habits, answer};
use crate::support::Env;
use crate::support::server::{Action, Request, Server, json, numbered};

/// Channels with their members.
type Memberships = BTreeMap<String, Vec<String>>;

/// The channel that a request is about; none for the list of channels.
fn channel_of(request: &Request) -> Option<String> {
    let path = request.target.split('?').next().unwrap();
    let id = path
        .strip_prefix("/api/channels/")?
        .strip_suffix("/users")?;
    Some(
        percent_encoding::percent_decode_str(id)
            .decode_utf8()
            .unwrap()
            .into_owned(),
    )
}

fn reply(habits: Habits, channels: &Memberships, request: &Request) -> Action {
    match channel_of(request) {
        Some(channel) => match channels.get(&channel) {
            Some(members) => answer(habits, members, request),
            None => json(
                404,
                r#"{"type":"t","code":"NO_CHANNEL","message":"no such channel"}"#,
            ),
        },
        None if request.target.starts_with("/api/users") => {
            let users: Vec<String> = channels.values().flatten().cloned().collect();
            let mut users: Vec<String> = users.into_iter().chain(["idle".to_owned()]).collect();
            users.sort();
            users.dedup();
            answer(habits, &users, request)
        }
        None => answer(
            habits,
            &channels.keys().cloned().collect::<Vec<_>>(),
            request,
        ),
    }
}

/// `u002` is in every third of them.
fn memberships(count: usize) -> Memberships {
    let channels = (0..count).map(|n| {
        let mut members = numbered(n % 6);
        match n % 3 {
            0 => members.push("u002".to_owned()),
            _ => members.retain(|id| id != "u002"),
        }
        members.sort();
        members.dedup();
        (format!("c{n:03}"), members)
    });
    channels.collect()
}

fn of_u002(count: usize) -> Vec<String> {
    (0..count).step_by(3).map(|n| format!("c{n:03}")).collect()
}

fn service(habits: Habits, channels: Memberships) -> Server {
    Server::new(move |_, request| reply(habits, &channels, request))
}

#[test]
fn in_the_order_of_the_list_whatever_the_service_does() {
    for unknown in ALL_UNKNOWN {
        for (inclusive, cap) in [(false, 1000), (true, 1000), (false, 2), (true, 2)] {
            let habits = Habits {
                unknown,
                inclusive,
                cap,
                ..HABITS
            };
            let server = service(habits, memberships(40));
            let env = Env::of(&server);
            for concurrency in [1, 8] {
                let line = format!("channels list --member u002 -o id --concurrency {concurrency}");
                let ran = env.run(&line);
                assert_eq!(ran.ok(), of_u002(40).join("\n") + "\n", "{unknown:?} {cap}");
                assert_eq!(ran.err, "");
            }
            assert_eq!(env.run("channels count --member u002").ok(), "14\n");
        }
    }
}

#[test]
fn with_everything_else_that_lists_take() {
    let server = service(HABITS, memberships(250));
    let env = Env::of(&server);
    for (options, ids) in [
        ("--limit 2", vec!["c000", "c003"]),
        ("--limit 2 --starting-after c003", vec!["c006", "c009"]),
        ("--match c24", vec!["c240", "c243", "c246", "c249"]),
        ("--filter id~9$ --limit 1", vec!["c009"]),
    ] {
        let ran = env.run(&format!("channels list --member u002 -o id {options}"));
        assert_eq!(ran.ok(), ids.join("\n") + "\n", "{options}");
        let counted = env.run(&format!("channels list --member u002 --count {options}"));
        assert_eq!(counted.ok(), format!("{}\n", ids.len()), "{options}");
    }
    let ran = env.run("channels list --member u002 --limit 1 -o json");
    assert_eq!(ran.ok(), "[{\"id\":\"c000\",\"name\":\"n\"}]\n");
    env.args(&["channels", "list", "--member", ""]).fails(2);
}

#[test]
fn sorted_and_without_headings() {
    let server = service(HABITS, memberships(40));
    let env = Env::of(&server);
    let line = "channels list --member u002 --sort -id --limit 2";
    for (options, printed) in [
        ("--columns id,name", "ID    NAME\nc039  n\nc036  n\n"),
        ("-o csv --no-headers --columns id", "c039\nc036\n"),
        ("--match c01 -o id", "c018\nc015\n"),
        ("--count", "2\n"),
    ] {
        let ran = env.run(&format!("{line} {options}"));
        assert_eq!((ran.ok(), &*ran.err), (printed, ""), "{options}");
    }
}

/// Little is read of a channel with many members.
#[test]
fn a_large_channel_is_looked_into_and_not_read() {
    let many: Vec<String> = (0..20_000).map(|n| format!("user-{n:07}")).collect();
    let with = |id: &str| {
        let mut members = many.clone();
        members.push(id.to_owned());
        members.sort();
        members
    };
    let channels = [
        ("a", with("user-0015000x")),
        ("b", with("user-0000500x")),
        ("c", many.clone()),
    ];
    let channels = channels
        .map(|(id, members)| (id.to_owned(), members))
        .into();
    let server = service(HABITS, channels);
    let ran = Env::of(&server).run("channels list --member user-0015000x -o id");
    assert_eq!(ran.ok(), "a\n");
    assert!(server.requests().len() <= 15, "{:#?}", server.lines());
}

#[test]
fn a_user_in_no_channel_and_one_who_is_not_there() {
    let server = service(HABITS, memberships(7));
    let env = Env::of(&server);
    let ran = env.run("channels list --member idle -o json");
    assert_eq!((ran.ok(), ran.err.as_str()), ("[]\n", ""));
    let ran = env.run("channels list --member nobody -o id");
    assert_eq!(ran.ok(), "");
    assert!(ran.err.contains("there is no user `nobody`"), "{ran:#?}");
    assert_eq!(env.run("channels count --member nobody").ok(), "0\n");
    assert_eq!(env.run("channels list --member nobody -o id -q").err, "");
}

#[test]
fn what_cannot_be_asked_is_told() {
    let channels = Mutex::new(memberships(9));
    let mut odd = channels.lock().unwrap();
    odd.insert("d/../e".to_owned(), vec!["u002".to_owned()]);
    odd.insert("d/x y".to_owned(), vec!["u002".to_owned()]);
    odd.insert("e%2F".to_owned(), vec!["u002".to_owned()]);
    drop(odd);
    let server = Server::new(move |_, request| {
        let mut channels = channels.lock().unwrap();
        match channel_of(request).as_deref() {
            // Somebody deletes one as soon as its members are asked for.
            Some("c003") => {
                channels.remove("c003");
            }
            // A proxy refuses it.
            Some("e%2F") => return json(404, "<html>"),
            _ => {}
        }
        reply(HABITS, &channels, request)
    });
    let env = Env::of(&server);
    let ran = env.run("channels list --member u002 -o id");
    assert_eq!(ran.out, "c000\nc006\nd/x y\n");
    // What was found is there, and the status says that it need not be all.
    let error = "error: whether `u002` is in 2 channels is not known";
    assert!(ran.fails(10).contains(error), "{ran:#?}");
    let counted = env.run("channels count --member u002");
    assert_eq!(counted.out, "3\n");
    assert!(counted.fails(10).contains(error), "{counted:#?}");
    for told in [
        "the channel `c003` is left out: it has gone since it was listed",
        "whether `u002` is in the channel `d/../e` is not known",
        "whether `u002` is in the channel `e%2F` is not known",
    ] {
        assert!(ran.err.contains(told), "{told} {ran:#?}");
    }
    // A failure of the service is none of these.
    let channels = memberships(9);
    let server = Server::new(move |_, request| match channel_of(request).as_deref() {
        Some("c003") => json(403, r#"{"type":"t","code":"NO","message":"no"}"#),
        _ => reply(HABITS, &channels, request),
    });
    Env::of(&server)
        .run("channels list --member u002 -o id")
        .fails(4);
}

/// Several at the same time, and never more than that.
#[test]
fn as_many_are_asked_at_the_same_time_as_wanted() {
    let channels = memberships(60);
    let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let (now_of, most_of) = (now.clone(), most.clone());
    let server = Server::new(move |_, request| {
        most_of.fetch_max(now_of.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
        // The first one waits for a second.
        let begun = Instant::now();
        while channel_of(request).is_some()
            && most_of.load(Ordering::SeqCst) < 2
            && begun.elapsed() < Duration::from_secs(20)
        {
            std::thread::sleep(Duration::from_millis(1));
        }
        let action = reply(HABITS, &channels, request);
        now_of.fetch_sub(1, Ordering::SeqCst);
        action
    });
    let ran = Env::of(&server).run("channels list --member u002 -o id --concurrency 3");
    assert_eq!(ran.ok(), of_u002(60).join("\n") + "\n");
    let most = most.load(Ordering::SeqCst);
    assert!((2..=3).contains(&most), "{most}");
}
