//! Records of a service that means ill: formulas, letters that nobody sees, and fields given twice.

use crate::support::Env;
use crate::support::server::{Server, json};

fn env(records: &str) -> (Server, Env) {
    let server = Server::always(json(200, records));
    let env = Env::of(&server);
    (server, env)
}

#[test]
fn formulas_are_noted_and_can_be_guarded() {
    let (_server, env) = env(
        r#"[{"id":"a","name":"=1+1","mode":300},{"id":"b","name":"+49"},{"id":"c","name":"'=x","metadata":{"n":-5}}]"#,
    );
    let ran = env.run("users list -o csv --columns id,name,metadata.n");
    assert_eq!(ran.ok(), "id,name,metadata.n\na,=1+1,\nb,+49,\nc,'=x,-5\n");
    assert!(ran.err.contains("2 cells begin as a formula"), "{ran:#?}");
    assert!(ran.err.contains("column `name` of `a`"), "{ran:#?}");
    let ran = env.run("users list -o csv --columns id,name,metadata.n --csv-safe");
    assert_eq!(
        ran.ok(),
        "id,name,metadata.n\na,'=1+1,\nb,'+49,\nc,''=x,-5\n"
    );
    assert!(!ran.err.contains("formula"), "{ran:#?}");
}

#[cfg(feature = "sandbox")]
#[test]
fn what_was_guarded_comes_back_as_it_was() {
    let records = "[{\"id\":\"=a\",\"name\":\"@x\"},{\"id\":\"b\",\"name\":\"'=y\"},{\"id\":\"c\",\"name\":\"'z'\"}]";
    let from = Env::sandbox();
    from.pipe(records, "users create").ok();
    let csv = from.run("users list --all -o csv --csv-safe");
    assert!(csv.ok().contains("'=a,'@x"), "{csv:#?}");
    let to = Env::sandbox();
    to.pipe(csv.ok(), "users create --format csv --csv-safe")
        .ok();
    let names = "users list --all -o json --jq [.[]|[.id,.name]]";
    assert_eq!(to.run(names).ok(), from.run(names).ok());
    // Without the option nothing is changed.
    let plain = Env::sandbox();
    plain.pipe(csv.ok(), "users create --format csv").ok();
    assert!(plain.run("users list --all -o id").ok().contains("'=a"));
    // Ids are read in the same way.
    to.pipe(csv.ok(), "users delete --format csv --csv-safe --yes")
        .ok();
    assert_eq!(to.run("users count").ok(), "0\n");
}

#[test]
fn letters_that_nobody_sees_are_shown() {
    let (_server, env) =
        env("[{\"id\":\"ad\u{200b}min\",\"name\":\"hi\u{e0041}\u{3164}\u{fe0f}\"}]");
    let ran = env.run("users list");
    assert!(ran.ok().contains("ad\\u{200b}min"), "{ran:#?}");
    assert!(
        ran.ok().contains("hi\\u{e0041}\\u{3164}\u{fe0f}"),
        "{ran:#?}"
    );
    // What programs read is as it came.
    assert!(env.run("users list -o id").ok().contains("ad\u{200b}min"));
    let server = Server::always(json(
        400,
        "{\"type\":\"t\",\"code\":\"C\",\"message\":\"no\u{e0041}\u{2066}\"}",
    ));
    let ran = Env::of(&server).run("users list");
    assert!(ran.fails(6).contains("no\\u{e0041}\\u{2066}"), "{ran:#?}");
}

/// What a person sees must be what programs make of the same record.
#[test]
fn of_a_field_that_is_there_twice_the_last_one_counts_everywhere() {
    let (_server, env) = env(r#"[{"id":"a","name":"first","mode":0,"name":"last","mode":700}]"#);
    let ran = env.run("users list --columns name,mode");
    assert!(
        ran.ok().contains("last") && ran.ok().contains("700 admin"),
        "{ran:#?}"
    );
    assert!(!ran.out.contains("first"), "{ran:#?}");
    assert_eq!(
        env.run("users list -o csv --columns name,mode").ok(),
        "name,mode\nlast,700\n"
    );
    let ran = env.args(&[
        "users",
        "list",
        "--jq",
        ".[] | [.name, .mode]",
        "-o",
        "jsonl",
    ]);
    assert_eq!(ran.ok(), "[\"last\",700]\n");
    let ran = env.run("users list -o id --filter mode=admin --filter name=last");
    assert_eq!(ran.ok(), "a\n");
    assert_eq!(env.run("users list -o id --filter name=first").ok(), "");
    // Two ids are no id.
    let server = Server::always(json(200, r#"[{"id":"a","id":"b"}]"#));
    Env::of(&server).run("users list").fails(8);
}
