//! Records with an empty id: no document and no request can name them.

use serde_json::json;

use crate::document::moving::all;
use crate::support::Env;
use crate::support::server::{Server, json as answer};

/// One in the middle of each collection.
fn haunted() -> Server {
    Server::new(|_, request| {
        let path = request.target.split('?').next().unwrap();
        let records = match path {
            "/api/users" => json!([{"id": "a"}, {"id": "", "name": "ghost"}, {"id": "b"}]),
            "/api/channels" => json!([{"id": "c"}, {"id": ""}, {"id": "d"}]),
            _ => json!([{"id": "a"}, {"id": ""}, {"id": "b"}]),
        };
        all(request, records)
    })
}

#[test]
fn an_export_tells_of_each() {
    let server = haunted();
    for line in ["export -o json", "export -o jsonl"] {
        let ran = Env::of(&server).run(line);
        ran.ok();
        for (words, count) in [
            ("a user with an empty id is left out", 1),
            ("a channel with an empty id is left out", 1),
            ("a member with an empty id is left out", 2),
            ("ascending", 0),
        ] {
            assert_eq!(ran.err.matches(words).count(), count, "{words}: {ran:#?}");
        }
    }
}

/// Where the others are out of order too, they are sorted without it.
#[test]
fn an_export_out_of_order_tells_of_it() {
    // In an order of its own, so that a cursor is a position.
    let server = Server::new(|_, request| {
        let ids = ["b", "", "a"];
        let after = request.query("starting_after");
        let from = after.map_or(0, |after| {
            1 + ids.iter().position(|id| **id == after).unwrap()
        });
        let page: Vec<_> = ids[from..].iter().map(|id| json!({"id": id})).collect();
        answer(200, json!(page).to_string())
    });
    let ran = Env::of(&server).run("export --users -o jsonl");
    assert_eq!(
        ran.ok(),
        "{\"user\":{\"id\":\"a\"}}\n{\"user\":{\"id\":\"b\"}}\n"
    );
    assert_eq!(ran.err.matches("a user with an empty id").count(), 1);
}

#[test]
fn an_empty_id_is_never_sent() {
    let server = haunted();
    let env = Env::of(&server);
    env.file(
        "in.json",
        r#"{"users":[{"id":"a"}],"channels":[{"id":"c","members":["a"]}]}"#,
    );
    let told = "warning: 3 records are left alone for an empty id";
    let ran = env.run("diff in.json");
    assert_eq!(
        ran.ok(),
        "- user b (only with --prune)\n- member c b (only with --prune)\n- channel d (only with --prune)\n"
    );
    assert!(ran.err.contains(told), "{ran:#?}");
    let ran = env.run("apply in.json --prune --yes --dry-run");
    assert!(ran.ok().contains(r#"["b"]"#), "{ran:#?}");
    assert!(!ran.out.contains(r#""""#), "{ran:#?}");
    assert!(ran.err.contains(told), "{ran:#?}");
}
