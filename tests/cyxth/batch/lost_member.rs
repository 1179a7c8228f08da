//! Changes of members whose answers are lost, at services that refuse for the state of a record:
//! what a try without an answer has done is looked at again, and counts.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use crate::support::Env;
use crate::support::counts::{Counts, rejects};
use crate::support::instance::refused;
use crate::support::server::{Action, Begin, Request, Server, count, page};

/// A channel that refuses who is a member already, and who is no user: `nobody`. Changes with
/// these numbers, from 1, are applied, and their connection closes without an answer.
struct Channel {
    server: Server,
    members: Arc<Mutex<BTreeSet<String>>>,
}

impl Channel {
    fn new(lost: &'static [usize]) -> Channel {
        let members: Arc<Mutex<BTreeSet<String>>> = Arc::default();
        let kept = members.clone();
        let changes = Mutex::new(0);
        let server = Server::new(move |_, request: &Request| {
            let mut members = kept.lock().unwrap();
            if request.method == "GET" {
                let ids: Vec<String> = members.iter().cloned().collect();
                return page(&ids, 50, Begin::After, request);
            }
            let mut changes = changes.lock().unwrap();
            *changes += 1;
            let ids: BTreeSet<String> = serde_json::from_str(&request.body).unwrap();
            let answer = if ids.contains("nobody") {
                refused(400, "USER", "no such user")
            } else if ids.iter().any(|id| members.contains(id)) {
                refused(400, "MEMBER", "a member already")
            } else {
                let added = ids.len() as u64;
                members.extend(ids);
                count(added)
            };
            match lost.contains(&*changes) {
                true => Action::CloseRead,
                false => answer,
            }
        });
        Channel { server, members }
    }

    fn holds(&self) -> usize {
        self.members.lock().unwrap().len()
    }
}

const EIGHT: &str = "a b c d e f g nobody";

/// Whatever answers are lost, seven are added, and the one who is no user is refused.
#[test]
fn members_whom_a_part_without_an_answer_has_added_are_done() {
    // The first request is refused as a whole. The second adds the first half; the third is the
    // same again.
    for lost in [
        &[2][..],
        &[2, 3],
        &[2, 4],
        &[2, 5],
        &[2, 6],
        &[4],
        &[5],
        &[1],
        &[1, 2, 4],
    ] {
        let channel = Channel::new(lost);
        let env = Env::of(&channel.server);
        let ran = env.run(&format!(
            "members add c {EIGHT} --keep-going --rejects r.jsonl -o json"
        ));
        let counts = Counts::printed(&ran);
        counts.check(8, &ran);
        let numbers = (counts.done, counts.unchanged, counts.rejected);
        assert_eq!(numbers, (7, 0, 1), "{lost:?}: {ran:#?}");
        let refused = rejects(&env.path("r.jsonl"));
        let refused: Vec<&str> = refused.iter().map(|(_, id, _)| id.as_str()).collect();
        assert_eq!(refused, ["\"nobody\""], "{lost:?}");
        assert_eq!(channel.holds(), 7, "{lost:?}");
        // They were seen not to be members before.
        assert!(!ran.err.contains("not confirmed"), "{lost:?}: {ran:#?}");
    }
}

/// A refusal after a lost try, of somebody whom that try has not added.
#[test]
fn who_is_refused_again_after_a_lost_answer_is_refused() {
    let channel = Channel::new(&[1]);
    let ran = Env::of(&channel.server).run("members add c nobody -o json");
    let counts = Counts::printed(&ran);
    assert_eq!((counts.rejected, counts.unknown), (1, 0), "{ran:#?}");
    ran.fails(6);
}

/// Users `a` to `d`, of whom `d` is never there, and `c` goes with the second change, which is
/// applied and not answered.
#[test]
fn who_goes_while_an_answer_is_lost_is_looked_for_again() {
    let gone = Arc::new(Mutex::new(BTreeSet::from(["d".to_owned()])));
    let changes = Mutex::new(0);
    let server = Server::new(move |_, request: &Request| {
        let mut gone = gone.lock().unwrap();
        if request.method == "GET" {
            let all = ["a", "b", "c", "d"].map(str::to_owned);
            let there: Vec<String> = all.into_iter().filter(|id| !gone.contains(id)).collect();
            return page(&there, 50, Begin::After, request);
        }
        let mut changes = changes.lock().unwrap();
        *changes += 1;
        if *changes == 2 {
            gone.insert("c".to_owned());
            return Action::CloseRead;
        }
        let body: serde_json::Value = serde_json::from_str(&request.body).unwrap();
        let ids = body["ids"].as_array().unwrap();
        match ids.iter().any(|id| gone.contains(id.as_str().unwrap())) {
            true => refused(404, "NONE", "no such user"),
            false => count(ids.len() as u64),
        }
    });
    let env = Env::of(&server);
    let ran = env.run("users moderate --mode 300 a b c d --rejects r.jsonl -o json");
    let counts = Counts::printed(&ran);
    counts.check(4, &ran);
    assert_eq!((counts.done, counts.rejected), (2, 2), "{ran:#?}");
    let refused = rejects(&env.path("r.jsonl"));
    let refused: Vec<String> = refused.iter().map(|(_, id, _)| id.clone()).collect();
    assert_eq!(refused, ["\"c\"", "\"d\""]);
}
