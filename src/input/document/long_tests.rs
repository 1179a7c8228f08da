use crate::input::document::tests::told_in;
use crate::input::window::Sizes;

const SMALL: Sizes = Sizes {
    chunk: 4,
    most: 5000,
};

#[test]
fn members_pass_before_their_channel() {
    let text = "{\"channels\": [{\"x\": {\"id\": 1}, \"i\\u0064\": \"a\\u0042\",\n \"members\" : [ \"a\" ,\n\
                {\"id\":\n\"b\"}, 7 ] , \n\"name\": 12,\"é\":[]} , {\"id\":\"b\",\"members\":[]}]}\n\
                {\"channel\" :{\"id\":\"c\",\"members\":[]}} {\"user\":{\"id\":\"u\"}}";
    assert_eq!(
        told_in(text, SMALL),
        [
            "Channels",
            "aB \"a\" d:2:16",
            "aB {\"id\":\n\"b\"} d:3:1",
            "aB 7 d:4:7",
            "Channel {\"x\": {\"id\": 1}, \"i\\u0064\": \"a\\u0042\",\n \"members\" : [] , \n\
             \"name\": 12,\"é\":[]} d:1:15 to d:5:20",
            "Channel {\"id\":\"b\",\"members\":[]} d:5:23",
            "Channel {\"id\":\"c\",\"members\":[]} d:6:13",
            "User {\"id\":\"u\"} d:6:46",
        ]
    );
}

#[test]
fn what_is_read_at_once_all_the_same() {
    for channel in [
        r#"{"members":["a","b"],"id":"c"}"#,
        r#"{"id":7,"members":["a","b"]}"#,
        r#"{"id":"\ud800","members":["a"]}"#,
        r#"{"id":"a","members":{}}"#,
        r#"{"id":"a","name":"members"}"#,
        r#"["id"]"#,
        "12",
        "{}",
    ] {
        let told = told_in(&format!("{{\"channel\":{channel}}}"), SMALL);
        assert_eq!(told, [format!("Channel {channel} d:1:12")]);
    }
}

#[test]
fn what_cannot_be_read() {
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
        for chunk in [1, 2, 5, 1000] {
            let told = told_in(&text, Sizes { chunk, ..SMALL });
            assert_eq!(told.last().unwrap(), message, "{text}");
        }
        // The same in what is read at once, where it is not the end that is wrong.
        let text = format!("{text} \"ends\" here {}", " ".repeat(20));
        let large = Sizes {
            chunk: 1000,
            ..SMALL
        };
        assert_eq!(told_in(&text, SMALL).last(), told_in(&text, large).last());
    }
}

#[test]
fn wherever_the_input_ends() {
    let text = "{\"channel\":\n{\"id\":\"a\",\"members\":[\"é\", {\"id\":\"b\"} ,\n 12 , true] ,\n \
                \"name\" : \"n\", \"x\": 15 }";
    let begin = text.find("[").unwrap() + 1;
    for end in (begin..text.len()).filter(|end| text.is_char_boundary(*end)) {
        let text = &text[..end];
        let seen = text.trim_end();
        let line = seen.matches('\n').count() + 1;
        let column = seen.len() - seen.rfind('\n').unwrap();
        let expected =
            format!("!! d:{line}:{column}: the input ends inside the record that begins in line 2");
        for chunk in [1, 3, 7, 1000] {
            let told = told_in(text, Sizes { chunk, ..SMALL });
            assert_eq!(told.last(), Some(&expected), "{text:?} {chunk}");
        }
    }
}

#[test]
fn only_a_part_of_it_may_be_too_long() {
    let long = "m".repeat(3000);
    let text = |members: &str, tail: &str| {
        format!("{{\"channel\":{{\"id\":\"a\",\"members\":[{members}]{tail}}}}}")
    };
    let sizes = Sizes {
        chunk: 64,
        most: 5000,
    };
    let one = format!("\"{long}\"");
    let members = [&*one; 5].join(",");
    assert_eq!(told_in(&text(&members, ""), sizes).len(), 6);
    for (members, tail) in [
        (format!("\"{long}{long}\""), String::new()),
        (String::new(), format!(",\"x\":{one},\"y\":{one}")),
        (String::new(), " ".repeat(6000)),
    ] {
        let told = told_in(&text(&members, &tail), sizes);
        let last = told.last().unwrap();
        assert!(
            last.ends_with("a record is longer than 5000 bytes"),
            "{last}"
        );
    }
}
