//! A document says the same in whatever pieces it is read.

use std::fmt::Write;

use fastrand::Rng;

use super::*;

const WHITE: [&str; 9] = ["", "", "", "", "", " ", "\n", "\r\n\t", "  \n "];

fn pick<'a>(rng: &mut Rng, usual: &[&'a str], odd: &[&'a str]) -> &'a str {
    let from = if rng.u8(..30) == 0 { odd } else { usual };
    from[rng.usize(..from.len())]
}

/// Parts between commas, with white space around them.
fn joined(rng: &mut Rng, open: char, parts: &[String], close: char) -> String {
    let mut text = open.to_string();
    for (at, part) in parts.iter().enumerate() {
        let white = [(); 2].map(|()| WHITE[rng.usize(..WHITE.len())]);
        let comma = if at > 0 { "," } else { "" };
        let _ = write!(text, "{comma}{}{part}{}", white[0], white[1]);
    }
    text.push(close);
    text
}

fn member(rng: &mut Rng) -> String {
    let usual = [
        r#""a""#,
        r#""b\u00e9""#,
        r#""ü\"]}""#,
        r#"{"id":"c","mode":300}"#,
        r#"{"mode" : "admin","id":"d"}"#,
        r#"{"id":"e","x":[1,{"y":"]}"}],"mode":null}"#,
    ];
    let odd = [
        r#"{"id":"f","mode":"boss"}"#,
        r#"{"id":"f","id":"f"}"#,
        r#""""#,
        r#""\u0000""#,
        r#""\ud800""#,
        "{}",
        "-1.5e3",
        "null",
        "[[]]",
    ];
    match rng.u8(..3) {
        0 => pick(rng, &usual, &odd).to_owned(),
        // Mostly different ones.
        _ => format!("\"m{}\"", rng.u32(..100_000)),
    }
}

fn channel(rng: &mut Rng) -> String {
    let number = rng.u32(..100_000);
    let new = format!("\"c{number}\"");
    let id = pick(
        rng,
        &[&new],
        &[
            "\"same\"",
            "\"..\"",
            "\"\"",
            "7",
            "\"\\ud800\"",
            "\"\\u0000\"",
        ],
    );
    let mut fields = vec![format!("\"id\":{id}")];
    let name = pick(rng, &["\"n\"", "null", "\"\\n\""], &["1", "[]", "true"]);
    fields.push(format!("\"name\" : {name}"));
    fields.push(format!("\"x{}\":[1.10, {{\"members\":[]}}]", rng.u8(..9)));
    let members: Vec<String> = (0..rng.usize(..9)).map(|_| member(rng)).collect();
    let members = joined(rng, '[', &members, ']');
    let members = pick(rng, &[&members], &["{}", "null", "\"a\"", "12"]);
    let key = pick(
        rng,
        &["\"members\" ", "\"m\\u0065mbers\""],
        &["\"Members\""],
    );
    fields.push(format!("{key}:{members}"));
    if rng.u8(..20) == 0 {
        fields.push(fields[rng.usize(..fields.len())].clone());
    }
    if rng.u8(..3) > 0 {
        rng.shuffle(&mut fields[1..]);
    } else {
        rng.shuffle(&mut fields);
    }
    joined(rng, '{', &fields, '}')
}

fn document(rng: &mut Rng) -> String {
    let channels: Vec<String> = (0..rng.usize(1..4)).map(|_| channel(rng)).collect();
    let array = joined(rng, '[', &channels, ']');
    let mut text = format!("{{\"users\":[{{\"id\":\"a\"}}],\n\"channels\":{array}}}\n");
    for _ in 0..rng.usize(..3) {
        let _ = writeln!(text, "{{\"channel\":{}}}", channel(rng));
    }
    text
}

/// Something is missing, or too much.
fn broken(rng: &mut Rng, text: &str) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    let at = rng.usize(..chars.len());
    match rng.bool() {
        true => drop(chars.remove(at)),
        false => {
            let added = [',', ':', '[', ']', '{', '}', '"', 'x', '1', '\'', '\n'];
            chars.insert(at, added[rng.usize(..added.len())]);
        }
    }
    chars.into_iter().collect()
}

/// What there is to say about a document: its sections, or its mistakes.
fn told(text: &str, chunk: usize) -> Result<Vec<String>, Vec<String>> {
    let source = InputSource::Memory {
        name: "d".to_owned(),
        bytes: text.as_bytes().to_vec(),
    };
    let reader = DocumentReader::open(vec![source]).unwrap();
    let reader = reader.with_sizes(chunk, 1 << 20);
    let desired = match read_parts(reader, None, &mut Unwatched) {
        Ok(Some(desired)) => desired,
        Ok(None) => panic!("nothing was begun"),
        Err(DocumentError::Mistakes(mistakes)) => {
            return Err(mistakes.iter().map(ToString::to_string).collect());
        }
        Err(error) => return Err(vec![error.to_string()]),
    };
    let mut told = Vec::new();
    for noun in [Noun::User, Noun::Channel, Noun::Member] {
        told.push(format!("{noun:?} {}", desired.manages(noun)));
    }
    for records in [desired.users().unwrap(), desired.channels().unwrap()] {
        told.extend(records.map(|record| format!("{:?}", record.unwrap())));
    }
    for member in desired.members().unwrap() {
        let member = member.unwrap();
        assert!(desired.managed_channels.has(&member.channel));
        assert!(desired.member_users.has(&member.user));
        told.push(format!("{member:?}"));
    }
    told.push(format!("{}", desired.member_users.len()));
    Ok(told)
}

#[test]
fn it_does_not_matter_how_much_is_read_at_a_time() {
    let mut rng = Rng::with_seed(8);
    let (mut good, mut bad) = (0, 0);
    for _ in 0..600 {
        let mut text = document(&mut rng);
        if rng.u8(..3) == 0 {
            text = broken(&mut rng, &text);
        }
        let at_once = told(&text, 1 << 20);
        match at_once {
            Ok(_) => good += 1,
            Err(_) => bad += 1,
        }
        for chunk in [1, 2, 3, 7, 16, 50, 150, 400] {
            assert_eq!(told(&text, chunk), at_once, "{chunk} {text}");
        }
    }
    assert!(good > 100 && bad > 100, "{good} {bad}");
}
