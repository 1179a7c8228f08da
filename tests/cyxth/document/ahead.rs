//! Users of a long document, which are compared while the rest of it is read. Whatever comes of it
//! is the same as when the document is read first.

use crate::support::Env;
use crate::support::instance::{Instance, Rules};
use crate::support::server::Server;

/// So many users are long.
const USERS: usize = 20_000;

fn user(n: usize) -> String {
    format!(
        "{{\"user\":{{\"id\":\"u{n:06}\",\"name\":\"User number {n}\",\"mode\":600,\
         \"metadata\":{{\"note\":\"there are many of this kind\"}}}}}}\n"
    )
}

fn users(ids: impl IntoIterator<Item = usize>) -> Vec<String> {
    ids.into_iter().map(user).collect()
}

/// The same document, which cannot be compared while it is read.
fn out_of_order(lines: &[String]) -> String {
    let mut lines = lines.to_vec();
    lines.swap(0, 1);
    lines.concat()
}

#[cfg(feature = "sandbox")]
#[test]
fn the_plan_is_the_same() {
    let env = Env::sandbox();
    let there = users((0..USERS).filter(|n| n % 1000 != 7)).concat();
    let channels =
        "{\"channel\":{\"id\":\"c\",\"name\":\"C\",\"members\":[\"u000001\",\"u000002\"]}}\n";
    env.file("there.jsonl", format!("{there}{channels}"));
    env.run("apply there.jsonl --yes").ok();
    let mut lines = users((0..USERS).filter(|n| n % 1000 != 11));
    lines[2] = lines[2].replace("600", "\"admin\"");
    lines[3] = lines[3].replace("600", "300");
    lines[15_000] = lines[15_000].replace("User", "Another");
    lines.push(
        "{\"channel\":{\"id\":\"c\",\"members\":[\"u000002\",\"u000003\",{\"id\":\"u000007\",\"mode\":300}]}}\n"
            .to_owned(),
    );
    env.file("in-order.jsonl", lines.concat());
    env.file("out-of-order.jsonl", out_of_order(&lines));
    for line in [
        "diff -o jsonl",
        "diff -o jsonl --ignore mode",
        "apply --dry-run --prune",
    ] {
        let planned = env.run(&format!("{line} in-order.jsonl"));
        let expected = env.run(&format!("{line} out-of-order.jsonl"));
        assert!(planned.ok().contains("u000007"), "{}", planned.text());
        // The sandbox listens at another port each time.
        let shown = [&planned, &expected].map(|ran| {
            let parts = ran.ok().split("http://127.0.0.1:");
            let parts = parts.map(|part| part.trim_start_matches(|c: char| c.is_ascii_digit()));
            parts.collect::<String>()
        });
        assert_eq!(shown[0], shown[1], "{line}");
        assert_eq!(
            planned.err.lines().last(),
            expected.err.lines().last(),
            "{line}"
        );
    }
    env.run("apply in-order.jsonl --yes --prune --recreate")
        .ok();
    env.run("diff in-order.jsonl --exit-code").ok();
    env.run("diff out-of-order.jsonl --exit-code").ok();
    // And where members are nobody's.
    lines.push("{\"member\":{\"channel\":\"c\",\"id\":\"nobody\"}}\n".to_owned());
    env.file("in-order.jsonl", lines.concat());
    let refused = env.run("diff in-order.jsonl");
    assert!(
        refused
            .fails(2)
            .contains("the member `nobody` of channel `c`")
    );
}

#[test]
fn what_is_odd_at_the_end_is_told_as_ever() {
    let server = Server::content();
    let env = Env::of(&server);
    let good = users(0..USERS);
    let told = |last: &str| {
        env.file("long.jsonl", format!("{}{last}", good.concat()));
        let ran = env.run("diff long.jsonl --exit-code");
        ran.fails(if ran.code == 2 { 2 } else { 11 }).to_owned()
    };
    let wrong = told("{\"user\":{\"id\":7}}\n{\"user\":{\"id\":\"u000005\"}}\n");
    // Users were listed before all of the document was read: more of them do not wait to be compared.
    assert!(!server.requests().is_empty());
    let lines: Vec<&str> = wrong.lines().take(2).collect();
    assert!(
        lines[0].starts_with("error: long.jsonl:20001:15: the field `id`"),
        "{wrong}"
    );
    let twice = "error: long.jsonl:20002:9: the user `u000005` is given twice; \
                 the first is at long.jsonl:6:9";
    assert_eq!(lines[1], twice);
    let cut = told("{\"user\":");
    assert!(cut.contains("long.jsonl:20001:"), "{cut}");
    let out_of_order = told("{\"user\":{\"id\":\"a\"}}\n");
    assert!(
        out_of_order.contains("differs: 20001 users to create"),
        "{out_of_order}"
    );
    assert!(
        server
            .requests()
            .iter()
            .all(|request| request.method == "GET")
    );
}

#[test]
fn an_early_mistake_asks_nothing_of_the_service() {
    let server = Server::content();
    let env = Env::of(&server);
    let mut lines = users(0..USERS);
    lines[10] = "{\"user\":{\"id\":7}}\n".to_owned();
    env.file("long.jsonl", lines.concat());
    env.run("diff long.jsonl").fails(2);
    env.run("apply long.jsonl --yes").fails(2);
    assert_eq!(server.lines(), [""; 0]);
}

#[test]
fn a_listing_in_another_order_is_sorted() {
    let instance = Instance::new(Rules {
        is_unordered: true,
        ..Rules::default()
    });
    instance.put((0..5000).rev().map(|n| format!("u{n:06}")));
    let env = Env::of(&instance.server);
    let line = |n: usize| format!("{{\"user\":{{\"id\":\"u{n:06}\",\"name\":\"there\"}}}}\n");
    let lines: Vec<String> = (0..2 * USERS).map(line).collect();
    env.file("long.jsonl", lines.concat());
    let ran = env.run("diff long.jsonl --exit-code");
    let told = ran.fails(11);
    assert!(told.contains("does not list in ascending order"), "{told}");
    assert!(told.contains("35000 users to create"), "{told}");
}
