use super::*;

fn told(text: &str) -> Vec<String> {
    told_in(text, SIZES)
}

/// What comes out of a document, in windows of a size.
pub(super) fn told_in(text: &str, sizes: Sizes) -> Vec<String> {
    let given = InputSource::Memory {
        name: "d".to_owned(),
        bytes: text.as_bytes().to_vec(),
    };
    let mut document = Document::open(vec![given]).unwrap();
    document.sizes = sizes;
    let names = document.names();
    let mut pieces = document.pieces();
    let mut told = Vec::new();
    loop {
        match pieces.next() {
            Ok(None) => return told,
            Ok(Some(Piece::Section(noun))) => told.push(format!("{noun:?}s")),
            Ok(Some(Piece::Value {
                noun,
                text,
                place,
                hole,
                ..
            })) => {
                let end = place.within_around(hole, text, text.len());
                let place = place.show(&names);
                told.push(match hole {
                    None => format!("{noun:?} {text} {place}"),
                    Some(_) => format!("{noun:?} {text} {place} to {}", end.show(&names)),
                });
            }
            Ok(Some(Piece::Member {
                channel,
                text,
                place,
            })) => told.push(format!("{channel} {text} {}", place.show(&names))),
            Ok(Some(Piece::Mistake { place, message })) => {
                told.push(format!("! {}: {message}", place.show(&names)));
            }
            Err(error) => {
                told.push(format!("!! {error}"));
                return told;
            }
        }
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

#[test]
fn plain_users_are_told_apart() {
    for (user, plain) in [
        (
            r#"{"id":"a","name":"A","mode":300,"metadata":{"x":"\u0041"},"y":[1]}"#,
            true,
        ),
        (r#"{"mode":0,"id":"é"}"#, true),
        (r#"{"id":"a","mode":null,"name":null}"#, true),
        (r#"{"id":"a","mode":"admin"}"#, false),
        (r#"{"id":"a","mode":-1}"#, false),
        (r#"{"id":"a","mode":1.5}"#, false),
        (r#"{"id":"a\u0041"}"#, false),
        (r#"{"id":""}"#, false),
        (r#"{"id":7}"#, false),
        (r#"{"id":"a","id":"b"}"#, false),
        (r#"{"id":"a","name":7}"#, false),
        (r#"{"id":"a","metadata":[]}"#, false),
        (r#"["a"]"#, false),
        (r#"{}"#, false),
        // Whatever is given twice is refused where the user is read in full.
        (r#"{"id":"a","x":1,"y":{"x":2,"x":3}}"#, true),
        (r#"{"id":"a","x":1,"x":1}"#, false),
        (r#"{"x":1,"id":"a","y":2,"x":1}"#, false),
        (r#"{"id":"a","mode":1,"mode":null}"#, false),
        (r#"{"id":"a","x":1,"\u0078":1}"#, false),
        (
            r#"{"id":"a","1":1,"2":1,"3":1,"4":1,"5":1,"6":1,"7":1,"8":1,"name":"A"}"#,
            true,
        ),
        (
            r#"{"id":"a","1":1,"2":1,"3":1,"4":1,"5":1,"6":1,"7":1,"8":1,"9":1}"#,
            false,
        ),
    ] {
        let text = format!("{{\"users\":[{user}]}}");
        let given = InputSource::Memory {
            name: "d".to_owned(),
            bytes: text.into_bytes(),
        };
        let mut document = Document::open(vec![given]).unwrap();
        let mut pieces = document.pieces();
        pieces.next().unwrap();
        let Some(Piece::Value { plain_id, text, .. }) = pieces.next().unwrap() else {
            panic!("{user}");
        };
        assert_eq!(plain_id.is_some(), plain, "{user}");
        assert_eq!(text, user);
    }
}

/// All pieces of a kind.
fn of_kind(mut pieces: Pieces, wanted: Noun) -> Vec<String> {
    let mut told = Vec::new();
    while let Some(piece) = pieces.next().unwrap() {
        match piece {
            Piece::Value {
                noun, text, place, ..
            } if noun == wanted => told.push(format!("{text} {place:?}")),
            Piece::Member { text, place, .. } if wanted == Noun::Channel => {
                told.push(format!("{text} {place:?}"));
            }
            _ => {}
        }
    }
    told
}

#[test]
fn a_part_read_again_has_all_pieces_of_its_kind() {
    let mut rng = fastrand::Rng::with_seed(4);
    let values = |rng: &mut fastrand::Rng, noun: &str| -> String {
        let values = (0..rng.u8(..4)).map(|n| match noun {
            "channel" => format!("{{\"id\":\"{n}\", \"members\":[\"é\",\n\"b\"]}}"),
            _ => format!("{{\"id\":\"{n}\"}}"),
        });
        values.collect::<Vec<_>>().join(" ,\n")
    };
    for _ in 0..300 {
        let given = (0..rng.usize(1..4)).map(|_| {
            let mut text = if rng.bool() { "\u{feff}" } else { " \n" }.to_owned();
            for _ in 0..rng.u8(..6) {
                text.push_str(&match rng.u8(..5) {
                    0 => format!("{{\"users\":[{}]}}\n", values(&mut rng, "user")),
                    1 => format!("{{\"channels\": [{}] }}", values(&mut rng, "channel")),
                    2 => "{\"member\":{},\"user\":{}} {\"user\":1}\n".to_owned(),
                    3 => "{\"channel\":{\"id\":\"x\",\"members\":[1,2]},\n\"member\":7}".to_owned(),
                    _ => "{\"other\":1}{}\n".to_owned(),
                });
            }
            InputSource::Memory {
                name: "d".to_owned(),
                bytes: text.into_bytes(),
            }
        });
        let mut document = Document::open(given.collect()).unwrap();
        // Which channels are long depends on where the windows end.
        let mut nouns = vec![Noun::User, Noun::Member];
        match rng.bool() {
            true => document.sizes.chunk = rng.usize(1..99),
            false => nouns.push(Noun::Channel),
        }
        let whole = nouns.iter().map(|&noun| of_kind(document.pieces(), noun));
        let whole: Vec<_> = whole.collect();
        let mut pieces = document.pieces();
        while pieces.next().unwrap().is_some() {}
        document.learn(pieces);
        for (noun, whole) in nouns.into_iter().zip(&whole) {
            assert_eq!(of_kind(document.pieces_of(&[noun]), noun), *whole);
            let two = [noun, Noun::Member];
            assert_eq!(of_kind(document.pieces_of(&two), noun), *whole);
        }
    }
}

#[test]
fn nothing_else_is_read_again() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("d.json");
    let (users, channels) = (r#"{"users":[{"id":"a"}],"#, r#""channels":[{"id":"c"}],"#);
    let rest = r#""$schema":"x"}"#;
    std::fs::write(&path, format!("{users}{channels}{rest}")).unwrap();
    let mut document = Document::open(vec![InputSource::File(path.clone())]).unwrap();
    let mut pieces = document.pieces();
    while pieces.next().unwrap().is_some() {}
    document.learn(pieces);
    let (before, after) = ("]".repeat(users.len()), "]".repeat(rest.len()));
    std::fs::write(&path, format!("{before}{channels}{after}")).unwrap();
    let found = of_kind(document.pieces_of(&[Noun::Channel]), Noun::Channel);
    assert_eq!(found.len(), 1);
    assert!(
        document
            .pieces_of(&[Noun::Member])
            .next()
            .unwrap()
            .is_none()
    );
    assert!(document.pieces().next().is_err());
}
