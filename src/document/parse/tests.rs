use crate::input::InputSource;
use crate::record::Location;

use super::part::ScannedRange;
use super::{DocumentPart, DocumentReader};

fn told(text: &str) -> Vec<String> {
    told_in(text, 256 << 10, 64 << 20)
}

/// What comes out of a document, read in pieces of a size.
fn told_in(text: &str, chunk: usize, most: usize) -> Vec<String> {
    let source = InputSource::Memory {
        name: "d".to_owned(),
        bytes: text.as_bytes().to_vec(),
    };
    let reader = DocumentReader::open(vec![source]).unwrap();
    let mut reader = reader.with_sizes(chunk, most);
    let names = reader.names();
    let mut told = Vec::new();
    let text = |reader: &DocumentReader, (range, location): ScannedRange| {
        format!("{} {}", reader.text(range), location.show(&names))
    };
    loop {
        let part = match reader.next() {
            Ok(None) => return told,
            Ok(Some(part)) => part,
            Err(error) => {
                told.push(format!("!! {error}"));
                return told;
            }
        };
        told.push(match part {
            DocumentPart::Section(noun) => format!("{noun:?}s"),
            DocumentPart::User(user, _) => format!("User {}", text(&reader, user)),
            DocumentPart::MemberLine(member) => format!("Member {}", text(&reader, member)),
            DocumentPart::ChannelMember(member) => {
                let channel = reader.channel_id().unwrap_or("?");
                format!("{channel} {}", text(&reader, member))
            }
            DocumentPart::Channel(channel) => {
                let location = channel.location().show(&names);
                format!("Channel {} {location}", channel.text())
            }
            DocumentPart::Mistake(location, mistake) => {
                format!("! {}: {mistake}", location.show(&names))
            }
            DocumentPart::ModeScale(scale, _) => format!("Scale {}", scale.name()),
            DocumentPart::Partial => "Partial".to_owned(),
        });
    }
}

#[test]
fn both_ways_to_write_it() {
    let text = "{\"$schema\": 1, \"users\": [{\"id\": 1.10}, 7],\n \"channels\":[ ] }\n\
                {\"user\":{}}\n{\"member\": \"x\"} {}";
    assert_eq!(
        told(text),
        [
            "Users",
            "User {\"id\": 1.10} d:1:26",
            "User 7 d:1:40",
            "Channels",
            "User {} d:3:9",
            "Member \"x\" d:4:12",
        ]
    );
}

#[test]
fn what_is_no_document() {
    let text = "{\"people\": [1], \"users\": 3, \"user\": {}}";
    let expected = [
        "! d:1:2: unknown field `people`: expected users or channels, or user, channel or member",
        "! d:1:26: `users`: expected an array, found a number",
        "User {} d:1:37",
    ];
    assert_eq!(told(text), expected);
    for (text, message) in [
        ("[1]", "!! d:1:1: expected an object"),
        ("{\"users\": [1 2]}", "!! d:1:14: expected `,` or `]`"),
        ("{\"users\": [1,", "!! d:1:14: the input ends"),
        ("{\"users\" 1}", "!! d:1:10: expected `:`"),
        ("{users: 1}", "!! d:1:2: expected a field name"),
        ("{\"user\": {\"a\" 1}}", "!! d:1:15: expected `:`"),
    ] {
        let told = told(text);
        assert!(told.last().unwrap().starts_with(message), "{told:?}");
    }
}

const CHUNKS: [usize; 5] = [1, 3, 7, 50, 1000];

#[test]
fn members_come_before_their_channel() {
    let text = "{\"channels\": [{\"x\": {\"id\": 1}, \"i\\u0064\": \"a\\u0042\",\n \"members\" : [ \"a\" ,\n\
                {\"id\":\n\"b\"}, 7 ] , \n\"name\": 12,\"é\":[]} , {\"members\":[\"c\"],\"id\":\"b\"}]}\n\
                {\"channel\" :{\"id\":\"c\",\"members\":[]}} {\"user\":{\"id\":\"u\"}}";
    for chunk in CHUNKS {
        assert_eq!(
            told_in(text, chunk, 5000),
            [
                "Channels",
                "aB \"a\" d:2:16",
                "aB {\"id\":\n\"b\"} d:3:1",
                "aB 7 d:4:7",
                "Channel {\"x\":{\"id\": 1},\"i\\u0064\":\"a\\u0042\",\"members\":[],\
                 \"name\":12,\"é\":[]} d:1:15",
                "? \"c\" d:5:35",
                "Channel {\"members\":[],\"id\":\"b\"} d:5:23",
                "Channel {\"id\":\"c\",\"members\":[]} d:6:13",
                "User {\"id\":\"u\"} d:6:46",
            ]
        );
    }
}

#[test]
fn what_is_no_list_of_members() {
    for channel in [
        r#"{"id":"a","members":{}}"#,
        r#"{"id":"a","name":"members"}"#,
        r#"["id"]"#,
        "12",
        "{}",
    ] {
        let told = told(&format!("{{\"channel\":{channel}}}"));
        assert_eq!(told, [format!("Channel {channel} d:1:12")]);
    }
}

#[test]
fn parts_of_a_channel_have_their_location() {
    let text = "{\"channel\": {\"id\" :\n \"a\",\"members\":[1,\n2],\n \"name\":\n{\"a\":\n\n7}}}";
    let source = InputSource::Memory {
        name: "d".to_owned(),
        bytes: text.as_bytes().to_vec(),
    };
    let mut reader = DocumentReader::open(vec![source]).unwrap();
    for _ in 0..2 {
        reader.next().unwrap();
    }
    let Some(DocumentPart::Channel(channel)) = reader.next().unwrap() else {
        panic!("no channel");
    };
    for (part, line, column) in [
        ("{\"id\"", 1, 13),
        ("\"id\"", 1, 14),
        ("\"a\"", 2, 2),
        ("[]", 2, 16),
        ("\"name\"", 4, 2),
        ("{\"a\":", 5, 1),
        ("7", 7, 1),
    ] {
        let location = channel.location_at(channel.text().find(part).unwrap());
        assert_eq!(location, Location::in_text(0, line, column), "{part}");
    }
}

#[test]
fn what_of_a_channel_cannot_be_read() {
    for (channel, message) in [
        ("1 2", "!! d:1:35: expected `,` or `]`, found a number"),
        ("1,]", "!! d:1:35: expected a value, found `]`"),
        ("1}", "!! d:1:34: expected `,` or `]`, found `}`"),
        ("1x", "!! d:1:34: expected `,` or `]`, found `x`"),
        (",", "!! d:1:33: expected a value, found `,`"),
        ("'a'", "!! d:1:33: expected a value, found `'`"),
        ("] 1", "!! d:1:35: expected `,` or `}`, found a number"),
        (
            "],}",
            "!! d:1:35: expected a field name in quotes, found `}`",
        ),
        ("],\"a\"}", "!! d:1:38: expected `:`, found `}`"),
        ("],\"a\":}", "!! d:1:39: expected a value, found `}`"),
        (
            "],\"a\":tru}",
            "!! d:1:42: expected `null`, `true` or `false`, found `}`",
        ),
        (
            "] \n  ",
            "!! d:1:34: the input ends inside the record that begins in line 1",
        ),
    ] {
        let text = format!("{{\"channel\":{{\"id\":\"a\",\"members\":[{channel}");
        for chunk in CHUNKS {
            let told = told_in(&text, chunk, 5000);
            assert_eq!(told.last().unwrap(), message, "{text}");
        }
    }
}

#[test]
fn wherever_the_input_ends_in_a_channel() {
    let text = "{\"channel\":\n{\"id\":\"a\",\"members\":[\"é\", {\"id\":\"b\"} ,\n 12 , true] ,\n \
                \"name\" : \"n\", \"x\": 15 }";
    let begin = text.find("{\"id").unwrap() + 1;
    for end in (begin..text.len()).filter(|end| text.is_char_boundary(*end)) {
        let text = &text[..end];
        let seen = text.trim_end();
        let line = seen.matches('\n').count() + 1;
        let column = seen.len() - seen.rfind('\n').unwrap();
        let expected =
            format!("!! d:{line}:{column}: the input ends inside the record that begins in line 2");
        for chunk in CHUNKS {
            let told = told_in(text, chunk, 5000);
            assert_eq!(told.last(), Some(&expected), "{text:?} {chunk}");
        }
    }
}

#[test]
fn only_what_is_held_may_be_too_long() {
    let long = format!("\"{}\"", "m".repeat(3000));
    let members = [&*long; 5].join(",");
    let too_long = format!("\"{}\"", "m".repeat(6000));
    for (fields, is_too_long) in [
        (format!("\"id\":\"a\",\"members\":[{members}]"), false),
        (format!("\"members\":[{members}],\"id\":\"a\""), true),
        (format!("\"id\":\"a\",\"members\":[{too_long}]"), true),
        (format!("\"x\":{long},\"y\":{long}"), true),
    ] {
        let told = told_in(&format!("{{\"channel\":{{{fields}}}}}"), 64, 5000);
        let last = told.last().unwrap();
        let message = "a record is longer than 5000 bytes";
        assert_eq!(last.ends_with(message), is_too_long, "{last}");
    }
}
