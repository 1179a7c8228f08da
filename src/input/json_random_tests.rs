use proptest::prelude::*;

use crate::input::testing::{input, read};
use crate::input::{InputFormat, InputKind};

/// JSON of any shape, as text with random white space.
fn json() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("null".to_owned()),
        Just("true".to_owned()),
        Just("[ ]".to_owned()),
        Just("{\t}".to_owned()),
        "-?(0|[1-9][0-9]{0,20})(\\.[0-9]{1,3})?([eE][+-]?[0-9]{1,3})?",
        any::<String>().prop_map(|text| serde_json::to_string(&text).unwrap()),
        Just(r#""\u00e9\/\ud83d\ude00\\\"""#.to_owned()),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        let field = (any::<String>(), white(), inner.clone()).prop_map(|(key, white, value)| {
            format!("{}{white}:{value}", serde_json::to_string(&key).unwrap())
        });
        prop_oneof![
            (prop::collection::vec(inner, 0..4), white()).prop_map(|(values, white)| format!(
                "[{white}{}]",
                values.join(&format!(",{white}"))
            )),
            (prop::collection::vec(field, 0..4), white()).prop_map(|(fields, white)| format!(
                "{{{white}{}}}",
                fields.join(&format!("{white},"))
            )),
        ]
    })
}

fn white() -> impl Strategy<Value = String> {
    "[ \t\r\n]{0,3}"
}

fn record() -> impl Strategy<Value = (String, String)> {
    let id = any::<String>().prop_filter("empty or NUL", |id| !id.is_empty());
    (id, json(), white(), any::<bool>()).prop_map(|(id, value, white, first)| {
        let literal = serde_json::to_string(&id).unwrap();
        let json = match first {
            true => format!("{{{white}\"id\"{white}:{literal},\"x\":{value}{white}}}"),
            false => format!("{{\"x\"{white}:{white}{value},{white}\"id\":{literal}}}"),
        };
        (json, id)
    })
}

proptest! {
    #[test]
    fn records_come_back_byte_for_byte(
        records in prop::collection::vec((record(), white()), 0..8),
        arrangement in 0..4,
        chunk in 1..64_usize,
    ) {
        let mut text = String::new();
        for ((json, _), white) in &records {
            match arrangement {
                0 => text += &format!("{}{white}{json}", if text.is_empty() { "[" } else { "," }),
                1 => text += &format!("{json}\n"),
                2 => text += &format!("{white}{json}"),
                _ => text += &format!("[{white}{json}{white}]"),
            }
        }
        if arrangement == 0 && !text.is_empty() {
            text.push(']');
        }
        let mut input = input(text.as_bytes(), InputFormat::Auto, InputKind::Users, chunk).unwrap();
        input.sizes.most = 1 << 20;
        let items = read(input).map_err(TestCaseError::fail)?;
        let got: Vec<_> = items.into_iter().map(|item| (item.json, item.id)).collect();
        let wanted: Vec<_> = records.into_iter().map(|(record, _)| record).collect();
        prop_assert_eq!(got, wanted);
    }

    #[test]
    fn places_point_at_the_records(lines in prop::collection::vec("[ \n]{0,5}", 1..20), chunk in 1..64_usize) {
        let text: String = lines.iter().map(|white| format!("{white}{{\"id\":\"a\"}}")).collect();
        let items = read(input(text.as_bytes(), InputFormat::Auto, InputKind::Users, chunk).unwrap()).unwrap();
        let mut wanted = Vec::new();
        let (mut line, mut column) = (1, 1);
        for c in text.chars() {
            if c == '{' {
                wanted.push(format!("f:{line}:{column}"));
            }
            (line, column) = if c == '\n' { (line + 1, 1) } else { (line, column + 1) };
        }
        let got: Vec<_> = items.into_iter().map(|item| item.place).collect();
        prop_assert_eq!(got, wanted);
    }
}
