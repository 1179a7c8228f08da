//! How many there are: the number alone.

use crate::support::Env;
use crate::support::server::{Begin, Server, collection, json, numbered, page};

fn many(count: usize) -> Vec<String> {
    (0..count).map(|number| format!("u{number:04}")).collect()
}

#[test]
fn the_number_alone_in_every_format() {
    for (count, cap) in [
        (0, 1000),
        (1, 1000),
        (999, 1000),
        (1000, 1000),
        (2500, 1000),
        (77, 7),
    ] {
        let server = collection(many(count), cap, Begin::After);
        let env = Env::of(&server);
        for command in [
            "users count",
            "users count -o json",
            "users count -o csv",
            "channels count -o id",
            "members count lobby -o jsonl",
            "users list --count",
            "users list --all --count -o json",
            "members list lobby --count",
        ] {
            let ran = env.run(command);
            assert_eq!(ran.ok(), format!("{count}\n"), "{command}");
            assert_eq!(ran.err, "", "{command}");
        }
        assert_eq!(
            env.run("users count --jq .+1").ok(),
            format!("{}\n", count + 1)
        );
    }
}

#[test]
fn counting_takes_no_more_requests_than_listing() {
    for begin in [Begin::After, Begin::At] {
        // So few that no page is asked for early, however long a page takes.
        let server = collection(many(987), 100, begin);
        let env = Env::of(&server);
        env.run("users list --all -o id").ok();
        let listed = server.requests().len();
        env.run("users count").ok();
        assert_eq!(server.requests().len(), 2 * listed);
    }
}

#[test]
fn a_part_is_counted_too() {
    let server = collection(numbered(300), 1000, Begin::After);
    let env = Env::of(&server);
    for (options, count) in [
        ("--limit 20", 20),
        ("--limit 400", 300),
        ("--starting-after u290", 10),
        ("--starting-after u290 --limit 3", 3),
        ("--match u29", 10),
        ("--filter id~5$ --limit 7", 7),
        ("--filter id~5$ --filter mode=300", 30),
        ("--filter mode!=300", 0),
    ] {
        let ran = env.run(&format!("users list --count {options}"));
        assert_eq!(ran.ok(), format!("{count}\n"), "{options}");
    }
    assert_eq!(env.run("channels count --match U29").ok(), "10\n");
    assert_eq!(env.run("members count lobby --filter id=u007").ok(), "1\n");
    let ran = env.run("users count --filter nmae=n");
    assert_eq!(ran.ok(), "0\n");
    assert!(
        ran.err.contains("no record has the field `nmae`"),
        "{ran:#?}"
    );
    env.run("users count --filter nonsense").fails(2);
    let ran = env.run("users count --columns id");
    assert!(ran.fails(2).contains("columns"), "{ran:#?}");
}

/// A number that is too small would be worse than none.
#[test]
fn a_count_that_breaks_off_is_no_number() {
    let ids = numbered(50);
    let server = Server::new(move |number, request| match number {
        0 => page(&ids, 20, Begin::After, request),
        _ => json(403, r#"{"type":"t","code":"NO","message":"no"}"#),
    });
    let ran = Env::of(&server).run("users count");
    ran.fails(4);
    assert_eq!(ran.out, "");
}
