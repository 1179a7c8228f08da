use super::*;
use crate::batch::Record;
use crate::document::section::Membership;
use crate::record::Location;

fn open(text: &str) -> Result<Desired, DocumentError> {
    let source = InputSource::Memory {
        name: "d".to_owned(),
        bytes: text.as_bytes().to_vec(),
    };
    read_document(vec![source], None)
}

fn told(section: impl Iterator<Item = Result<Record, DocumentError>>) -> Vec<String> {
    let records = section.map(|record| {
        let Record { id, json, place } = record.unwrap();
        let json = String::from_utf8(json).unwrap();
        format!("{id} {json} {}", shown(place))
    });
    records.collect()
}

fn shown(location: Location) -> String {
    location.show(&[String::new()])[1..].to_owned()
}

fn told_members(desired: &Desired) -> Vec<String> {
    let members = desired.members().unwrap().map(|member| {
        let Membership {
            channel,
            user,
            mode,
            location,
        } = member.unwrap();
        format!("{channel}/{user} {mode:?} {}", shown(location))
    });
    members.collect()
}

const TEXT: &str = r#"{"channels": [{"id": "z", "members": ["b", {"id": "a", "mode": "block"}]},
 {"id": "c", "name": "C"}], "users": [{"id": "b"}, {"id": "a", "mode": "admin"}]}
{"member": {"channel": "c", "id": "a"}}"#;

#[test]
fn sections_come_out_sorted() {
    let desired = open(TEXT).unwrap();
    for _ in 0..2 {
        let users = told(desired.users().unwrap());
        assert_eq!(
            users,
            [
                "a {\"id\": \"a\", \"mode\": 700} 2:52",
                "b {\"id\": \"b\"} 2:39"
            ]
        );
        let channels = told(desired.channels().unwrap());
        assert_eq!(
            channels,
            [
                "c {\"id\":\"c\",\"name\":\"C\"} 2:2",
                "z {\"id\":\"z\"} 1:15"
            ]
        );
        let members = told_members(&desired);
        assert_eq!(
            members,
            ["c/a None 3:12", "z/a Some(0) 1:44", "z/b None 1:39"]
        );
    }
    assert!(desired.member_users.has("a") && !desired.member_users.has("c"));
    assert!(desired.managed_channels.has("c") && desired.managed_channels.has("z"));
}

#[test]
fn what_is_absent_is_not_managed() {
    let desired = open("{\"users\": []}").unwrap();
    assert!(desired.manages(Noun::User));
    assert!(!desired.manages(Noun::Channel) && !desired.manages(Noun::Member));
    let desired = open("{\"channel\": {\"id\": \"a\"}}").unwrap();
    assert!(desired.manages(Noun::Channel) && !desired.manages(Noun::Member));
    assert!(!desired.managed_channels.has("a"));
    assert!(open("{}").is_ok());
    assert!(open(" \n").is_err());
}

fn mistakes(text: &str) -> Vec<String> {
    match open(text) {
        Err(DocumentError::Mistakes(mistakes)) => {
            mistakes.iter().map(ToString::to_string).collect()
        }
        Err(error) => vec![error.to_string()],
        Ok(_) => Vec::new(),
    }
}

#[test]
fn all_mistakes_at_once() {
    let found = mistakes(
        "{\"people\": 1}\n{\"user\": {\"id\": \"\"}}\n{\"user\": {\"id\": \"a\", \"mode\": 1.5}}\n{\"user\": [",
    );
    assert_eq!(found.len(), 4, "{found:?}");
    assert!(found[0].starts_with("d:1:2: unknown field `people`"));
    assert!(found[1].starts_with("d:2:17: the field `id`: an id must not be empty"));
    assert!(found[2].starts_with("d:3:30: `1.5` is not a mode"));
    assert!(found[3].starts_with("d:4:"), "{found:?}");
    let many = "{\"user\": 1}\n".repeat(40);
    let found = mistakes(&many);
    assert_eq!(found.len(), 26);
    assert_eq!(found[25], "and more");
}

#[test]
fn mistakes_are_told_in_the_order_of_their_places() {
    let text = r#"{"channels":[{"id":"z","members":["x",1,"y","x"]},{"id":"y"},{"id":"z"}],
 "users":[{"id":"b"},{"id":"a"},{"id":7},
 {"id":"b"},{"id":"b"},{"id":"z"},{"id":"z"}]}"#;
    let expected = [
        "d:1:39: a member: expected an id or an object with an `id`, found a number",
        "d:1:45: the member `x` of channel `z` is given twice; the first is at d:1:35",
        "d:1:62: the channel `z` is given twice; the first is at d:1:14",
        "d:2:39: the field `id`: expected a string, found a number (ids are strings: write \"7\")",
        "d:3:2: the user `b` is given twice; the first is at d:2:11",
        "d:3:13: the user `b` is given twice; the first is at d:2:11",
        "d:3:35: the user `z` is given twice; the first is at d:3:24",
    ];
    assert_eq!(mistakes(text), expected);
    // What reading breaks off at does not keep the others from being told.
    let broken = mistakes(&format!("{text} {{\"user\": ]"));
    assert_eq!(broken[..7], expected);
    assert_eq!(broken[7..], ["d:3:57: expected a value, found `]`"]);
}

#[test]
fn the_first_mistakes_are_told_of_many() {
    let users = |from: u32| {
        let user = |n| format!("{{\"user\":{{\"id\":\"u{n:02}\"}}}}\n");
        (from..from + 20).map(user).collect::<String>()
    };
    let text = format!("{}{}{}", users(20), users(0), users(10).repeat(2));
    let found = mistakes(&text);
    assert_eq!(found.len(), 26);
    for (at, told) in found[..25].iter().enumerate() {
        assert!(
            told.starts_with(&format!("d:{}:9: the user", at + 41)),
            "{told}"
        );
    }
    assert_eq!(found[25], "and more");
    let found = mistakes(&format!("{text}{{]"));
    assert!(found[25].starts_with("d:81:2: expected"), "{found:?}");
    assert_eq!(found[26], "and more");
}

#[test]
fn what_is_given_twice() {
    for (text, expected) in [
        (
            r#"{"users":[{"id":"a","x":1,"y":2,"x":3}]}"#,
            "d:1:37: the field `x` is given twice",
        ),
        (
            r#"{"users":[{"id":"a","x":1,"\u0078":3}]}"#,
            "d:1:36: the field `x` is given twice",
        ),
        (
            r#"{"users":[{"id":"a","1":1,"2":1,"3":1,"4":1,"5":1,"6":1,"7":1,"8":1,"9":1,"1":0}]}"#,
            "d:1:79: the field `1` is given twice",
        ),
        (
            r#"{"users":[{"id":"a"},{"id":"a"}]}"#,
            "d:1:22: the user `a` is given twice; the first is at d:1:11",
        ),
        (
            r#"{"users":[{"id":"b"},{"id":"a"},{"id":"b"}]}"#,
            "d:1:33: the user `b` is given twice; the first is at d:1:11",
        ),
        (
            r#"{"channels":[{"id":"b","members":["x"]}]} {"member":{"channel":"b","id":"x"}}"#,
            "d:1:53: the member `x` of channel `b` is given twice; the first is at d:1:35",
        ),
        (
            r#"{"channel":{"id":"b"}} {"channels":[{"id":"b"}]}"#,
            "d:1:37: the channel `b` is given twice; the first is at d:1:12",
        ),
    ] {
        assert_eq!(mistakes(text), [expected]);
    }
}
