//! Seeded schedules of faults over the changes that are simply repeated: delete, moderate, add
//! and remove members.

use std::collections::BTreeSet;

use cyxth::sandbox::Faults;
use fastrand::Rng;

use crate::support::counts::{Counts, for_seeds, note};
use crate::support::stage::{LOSSES, Records, Stage, array, random_faults, random_options, words};

/// What a verb does to a record of what is there; nothing where it takes it away.
struct Verb {
    line: &'static str,
    /// The list that it changes.
    list: &'static str,
    /// Whether a record (none where there is none) is as the verb leaves it.
    is_done: fn(Option<&String>) -> bool,
}

const DELETE: Verb = Verb {
    line: "users delete --yes --from ids.txt",
    list: "/users",
    is_done: |record| record.is_none(),
};

const MODERATE: Verb = Verb {
    line: "users moderate --mode 7 --from ids.txt",
    list: "/users",
    is_done: |record| record.is_some_and(|record| record.contains(r#""mode":7"#)),
};

const ADD: Verb = Verb {
    line: "members add room --from ids.txt",
    list: "/channels/room/users",
    is_done: |record| record.is_some(),
};

const REMOVE: Verb = Verb {
    line: "members remove room --yes --from ids.txt",
    list: "/channels/room/users",
    is_done: |record| record.is_none(),
};

/// Users, some of them members of a channel.
fn fill(rng: &mut Rng, stage: &Stage) -> Vec<String> {
    let ids: Vec<String> = (0..rng.usize(1..300)).map(|n| format!("u{n}")).collect();
    let users: Vec<String> = ids
        .iter()
        .map(|id| format!(r#"{{"id":"{id}","name":"n","mode":3}}"#))
        .collect();
    stage.fill("/users", &[array(&users)]);
    let members: Vec<String> = ids.iter().filter(|_| rng.bool()).cloned().collect();
    let quoted: Vec<String> = members.iter().map(|id| format!("\"{id}\"")).collect();
    let channel = format!(r#"[{{"id":"room","members":{}}}]"#, array(&quoted));
    stage.fill("/channels", &[channel]);
    ids
}

fn run(seed: u64, verb: &Verb, keeps_unknown: bool) {
    let mut rng = Rng::with_seed(seed);
    let stage = Stage::new();
    let mut ids = fill(&mut rng, &stage);
    ids.retain(|_| rng.u8(..5) > 0);
    if keeps_unknown {
        ids.extend((0..rng.usize(..9)).map(|n| format!("nobody{n}")));
    }
    rng.shuffle(&mut ids);
    if ids.is_empty() {
        return;
    }
    stage.env.file("ids.txt", ids.join("\n"));
    let before = stage.holds(verb.list);
    let faults = random_faults(&mut rng, &LOSSES);
    let mut arguments = words(verb.line);
    arguments.extend(random_options(&mut rng, ids.len()));
    let faulty = stage.start(faults.clone());
    let ran = stage.run(&faulty, &arguments);
    faulty.stop();
    note(&format!("{faults:?} {}\n{ran:#?}", arguments.join(" ")));
    let counts = Counts::printed(&ran);
    counts.check(ids.len(), &ran);
    let after = stage.holds(verb.list);
    let changed = check(verb, &ids, &before, &after);
    // A repeated request may count what its first try did as done or as unchanged.
    assert!(changed <= counts.done + counts.unknown, "{changed}");
    let as_wanted = ids.iter().filter(|id| (verb.is_done)(after.get(*id)));
    let as_wanted = as_wanted.count() as u64;
    if !keeps_unknown {
        assert!(as_wanted >= counts.done + counts.unchanged, "{as_wanted}");
    }

    let clean = stage.start(Faults::default());
    let ran = stage.run(&clean, &words(&format!("{} -o json", verb.line)));
    clean.stop();
    let counts = Counts::printed(&ran);
    counts.check(ids.len(), &ran);
    // Who is not there is deleted already, and cannot be moderated.
    let nobody = ids.iter().filter(|id| id.starts_with("nobody")).count();
    let refused = if verb.line.contains("moderate") {
        nobody
    } else {
        0
    };
    assert_eq!(counts.failed(), refused as u64, "{ran:#?}");
    assert_eq!(counts.rejected, refused as u64);
    let last = stage.holds(verb.list);
    check(verb, &ids, &after, &last);
    let all_done = |id: &String| (verb.is_done)(last.get(id)) || id.starts_with("nobody");
    assert!(ids.iter().all(all_done));
}

/// Nothing but what was asked for has changed; gives back how much has.
fn check(verb: &Verb, ids: &[String], before: &Records, after: &Records) -> u64 {
    let wanted: BTreeSet<&String> = ids.iter().collect();
    let both: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let mut changed = 0;
    for id in both {
        let (before, after) = (before.get(id), after.get(id));
        if before != after {
            assert!(wanted.contains(id), "{id} was not asked for");
            assert!((verb.is_done)(after), "{id}: {before:?} {after:?}");
            changed += 1;
        }
    }
    changed
}

#[test]
fn deletes_under_faults_agree() {
    for_seeds("deletes_under_faults_agree", 40, |seed| {
        run(seed, &DELETE, true);
    });
}

#[test]
fn moderations_under_faults_agree() {
    for_seeds("moderations_under_faults_agree", 20, |seed| {
        run(seed, &MODERATE, true);
    });
}

#[test]
fn members_under_faults_agree() {
    for_seeds("members_under_faults_agree", 40, |seed| {
        let verb = if seed % 2 == 0 { &ADD } else { &REMOVE };
        run(seed, verb, seed % 2 == 1);
    });
}
