use std::collections::BTreeMap;
use std::convert::Infallible;
use std::rc::Rc;

use proptest::prelude::*;

use super::*;
use crate::api::Page;
use crate::batch::Record;
use crate::document::merge::Merge;
use crate::document::pages::ListedRecord;
use crate::document::step_kind::StepKind;
use crate::record::Location;

fn record(id: &str, json: &str) -> Record {
    Record {
        id: id.to_owned(),
        json: json.as_bytes().to_vec(),
        place: Location::default(),
    }
}

fn listed(id: &str, json: &str) -> ListedRecord {
    let page = Page::of_known([(id.to_owned(), json)].into_iter());
    ListedRecord::of(&Rc::new(page), 0)
}

fn member(mode: Option<u64>) -> Membership {
    Membership {
        channel: "l".to_owned(),
        user: "a".to_owned(),
        mode,
        location: Location::default(),
    }
}

fn stream<'a, R: 'a>(
    records: &'a BTreeMap<String, String>,
    record: fn(&str, &str) -> R,
) -> impl Iterator<Item = Result<R, Infallible>> + 'a {
    records.iter().map(move |(id, json)| Ok(record(id, json)))
}

/// Users with a name, and maybe a mode, by id.
fn users() -> impl Strategy<Value = BTreeMap<String, String>> {
    let user = ("[a-f]{1,2}", 0..3u8, proptest::option::of(0..3u64));
    proptest::collection::vec(user, 0..12).prop_map(|users| {
        let user = |(id, name, mode): (String, u8, Option<u64>)| {
            let mode = mode.map_or(String::new(), |mode| format!(",\"mode\":{mode}"));
            let json = format!("{{\"id\":\"{id}\",\"name\":\"{name}\"{mode}}}");
            (id, json)
        };
        users.into_iter().map(user).collect()
    })
}

fn name_of(json: &str) -> &str {
    json.split("\"name\":").nth(1).unwrap()[..3].trim()
}

fn how(recreate: bool, ignored: &Ignored) -> How<'_> {
    How {
        recreate,
        ignored,
        may_be_masked: false,
    }
}

proptest! {
    /// The steps, carried out on what is there, give what is wanted.
    #[test]
    fn the_steps_lead_there(wanted in users(), there in users(), recreate: bool) {
        let mut state = there.clone();
        let mut cannot = Vec::new();
        for pair in Merge::new(stream(&wanted, record), stream(&there, listed)) {
            let mut steps = Vec::new();
            of_user(pair.unwrap(), how(recreate, &Ignored::default()), &mut steps);
            for step in steps {
                match step {
                    Step::CreateUser { id, json, .. } | Step::RecreateUser { id, json, .. } => {
                        state.insert(id.0, json);
                    }
                    Step::DeleteUser { id } => {
                        state.remove(&id.0);
                    }
                    Step::ModerateUser { id: UserId(id), to: Mode(to), .. } => {
                        let name = name_of(&state[&id]);
                        let json = format!("{{\"id\":\"{id}\",\"name\":{name},\"mode\":{to}}}");
                        state.insert(id, json);
                    }
                    Step::CannotChangeUser { id, .. } => cannot.push(id.0),
                    _ => prop_assert!(false),
                }
            }
        }
        prop_assert!(!recreate || cannot.is_empty());
        prop_assert!(state.keys().eq(wanted.keys()));
        for (id, json) in &wanted {
            let (state, mode) = (&state[id], mode_in(json));
            prop_assert!(mode.is_none() || mode_in(state) == mode);
            let same_name = name_of(json) == name_of(state);
            prop_assert_eq!(same_name, !cannot.contains(id));
        }
    }
}

#[test]
fn only_the_fields_that_differ_are_updated() {
    let pair = Pair::Both {
        wanted: record(
            "l",
            r#"{"id":"l","name":"L","logo":"x","n":9007199254740993}"#,
        ),
        there: listed(
            "l",
            r#"{"id":"l","logo":"x","name":"K","n":9007199254740992}"#,
        ),
    };
    let mut steps = Vec::new();
    of_channel(&pair, how(false, &Ignored::default()), &mut steps);
    assert_eq!(steps.len(), 1);
    assert_eq!(
        steps[0].record().unwrap(),
        r#"{"id":"l","name":"L","n":9007199254740993}"#
    );
}

#[test]
fn what_the_document_does_not_give_is_kept() {
    let pair = Pair::Both {
        wanted: record("a", r#"{"id":"a","name":"B"}"#),
        there: listed(
            "a",
            r#"{"id":"a","name":"A","mode":3,"metadata":{"n":1.10}}"#,
        ),
    };
    let mut steps = Vec::new();
    of_user(pair, how(true, &Ignored::default()), &mut steps);
    assert_eq!(
        steps[0].record().unwrap(),
        r#"{"id":"a","name":"B","mode":3,"metadata":{"n":1.10}}"#
    );
}

/// What the service keeps for itself is no reason to delete a user, and is not put back as it was.
#[test]
fn other_fields_are_left_alone() {
    let steps_of = |wanted: &str, there: &str, ignored: &[&str]| {
        let ignored = Ignored::new(ignored.iter().map(|&field| field.to_owned()).collect());
        let pair = Pair::Both {
            wanted: record("a", wanted),
            there: listed("a", there),
        };
        let mut steps = Vec::new();
        of_user(pair, how(true, &ignored), &mut steps);
        let of = |step: &Step| {
            let record = step.record().unwrap_or_default().into_owned();
            (step.kind(), step.changes().len(), record)
        };
        steps.iter().map(of).collect::<Vec<_>>()
    };
    let there = r#"{"id":"a","name":"A","seen":9,"metadata":{"at":9,"x":1}}"#;
    let wanted = r#"{"id":"a","name":"A","seen":1,"metadata":{"at":1,"x":1}}"#;
    let left = (StepKind::LeaveUser, 1, String::new());
    let found = steps_of(wanted, there, &["metadata.at"]);
    assert_eq!(found, std::slice::from_ref(&left));
    assert_eq!(steps_of(wanted, there, &["seen", "metadata.at"]), []);
    let renamed = wanted.replace("\"A\"", "\"B\"");
    let anew = r#"{"id":"a","name":"B","metadata":{"x":1,"at":9},"seen":9}"#;
    let recreated = (StepKind::RecreateUser, 1, anew.to_owned());
    let found = steps_of(&renamed, there, &["metadata.at"]);
    assert_eq!(found, [recreated.clone(), left]);
    let found = steps_of(&renamed, there, &["metadata.at", "seen"]);
    assert_eq!(found, [recreated]);
}

/// What is not in the document would be stored with the mask of the API key in it.
#[test]
fn no_record_is_made_of_what_is_masked() {
    let ignored = Ignored::new(vec!["metadata.token".to_owned()]);
    let pair = || Pair::Both {
        wanted: record("a", r#"{"id":"a","name":"B","metadata":{"x":1},"mode":7}"#),
        there: listed(
            "a",
            r#"{"id":"a","name":"A","metadata":{"x":2,"token":"********"}}"#,
        ),
    };
    for (may_be_masked, kinds) in [
        (false, vec![StepKind::RecreateUser, StepKind::UpdateChannel]),
        (
            true,
            vec![
                StepKind::CannotCompareUser,
                StepKind::ModerateUser,
                StepKind::CannotCompareChannel,
            ],
        ),
    ] {
        let how = How {
            may_be_masked,
            ..how(true, &ignored)
        };
        let mut steps = Vec::new();
        of_user(pair(), how, &mut steps);
        of_channel(&pair(), how, &mut steps);
        let found: Vec<StepKind> = steps.iter().map(Step::kind).collect();
        assert_eq!(found, kinds);
    }
}

/// A field is replaced as a whole, so what the service keeps within it goes along.
#[test]
fn an_update_keeps_what_is_ignored() {
    let ignored = Ignored::new(vec!["updated_at".to_owned(), "metadata.count".to_owned()]);
    let there = r#"{"id":"l","name":"K","updated_at":9,"metadata":{"count":9,"x":1}}"#;
    for (wanted, sent) in [
        (
            r#"{"id":"l","name":"K","updated_at":1,"metadata":{"count":1,"x":1}}"#,
            None,
        ),
        (
            r#"{"id":"l","name":"L","updated_at":1,"metadata":{"count":1,"x":2}}"#,
            Some(r#"{"id":"l","name":"L","metadata":{"x":2,"count":9}}"#),
        ),
    ] {
        let pair = Pair::Both {
            wanted: record("l", wanted),
            there: listed("l", there),
        };
        let mut steps = Vec::new();
        of_channel(&pair, how(false, &ignored), &mut steps);
        let json = steps.first().and_then(Step::record);
        let json = json.as_deref();
        assert_eq!(json, sent);
    }
}

/// What is asked of a member, what is there, the user's own mode before and after, and the mode
/// that has to be set.
#[test]
fn modes_of_members() {
    for (asked, shown, was, will, set) in [
        // As the document has it.
        (None, Some(3), Some(3), Some(3), None),
        (Some(4), Some(4), Some(3), Some(3), None),
        (Some(4), Some(3), Some(3), Some(3), Some(4)),
        // No mode in the document: the user's own.
        (None, Some(4), Some(3), Some(3), Some(3)),
        // The user's own changes, and the member's may follow it or not.
        (None, Some(3), Some(3), Some(5), Some(5)),
        (Some(3), Some(3), Some(3), Some(5), Some(3)),
        (Some(4), Some(4), Some(3), Some(5), None),
        (Some(5), Some(3), Some(3), Some(5), Some(5)),
        // Nobody says what the mode is.
        (None, None, None, None, None),
        (Some(4), None, None, None, Some(4)),
    ] {
        let mode = shown.map_or(String::new(), |mode: u64| format!(",\"mode\":{mode}"));
        let pair = Pair::Both {
            wanted: member(asked),
            there: listed("a", &format!("{{\"id\":\"a\"{mode}}}")),
        };
        let mut steps = Vec::new();
        of_member("l", &pair, Own { was, will }, false, &mut steps);
        let found = steps.first().map(|step| match step {
            Step::ModerateMember { to, .. } => to.0,
            _ => panic!("{step:?}"),
        });
        assert_eq!(found, set, "{asked:?} {shown:?} {was:?} {will:?}");
    }
}

/// No request takes back a mode that was set in a channel.
#[test]
fn a_mode_that_is_not_taken_back() {
    let pair = Pair::Both {
        wanted: member(None),
        there: listed("a", "{\"id\":\"a\",\"mode\":4}"),
    };
    for (recreate, name) in [(false, "cannot_change_member"), (true, "recreate_member")] {
        let mut steps = Vec::new();
        of_member("l", &pair, Own::default(), recreate, &mut steps);
        let json = format!(
            "{{\"step\":\"{name}\",\"channel\":\"l\",\"id\":\"a\",\
             \"changes\":[{{\"field\":\"mode\",\"from\":4,\"to\":null}}]}}"
        );
        let found: Vec<String> = steps.iter().map(|step| step.to_json().unwrap()).collect();
        assert_eq!(found, [json]);
    }
}
