//! What `list -o csv` writes, `create` reads back as the same records; what is not such a cell is
//! refused, and what would not come back is noted.

use fastrand::Rng;

use crate::support::Env;
use crate::support::counts::for_seeds;
use crate::support::server::Server;

/// JSON texts that mean more than they look like.
const SCALARS: [&str; 14] = [
    "0",
    "-0.0",
    "1.10",
    "1E+2",
    "9007199254740993",
    "-123456789012345678901234567890.5",
    "true",
    "false",
    "null",
    r#""""#,
    r#""a,b \"c\"\nd\r\n""#,
    r#""\u00e9\/\\ \ud83d\ude00 😀""#,
    r#"" '=1+1' ""#,
    r#""\u0000\u001f""#,
];

/// Names: what CSV has to put into quotes, and what it must not lose.
const TEXTS: [&str; 12] = [
    "",
    "\"",
    "a,b",
    "a\nb\r\nc\rd",
    " x ",
    "\u{feff}é😀",
    "007",
    "null",
    "{\"a\":1}",
    "=1+1",
    "\t",
    "plain",
];

fn text(rng: &mut Rng) -> String {
    serde_json::to_string(rng.choice(TEXTS).unwrap()).unwrap()
}

fn value(rng: &mut Rng, depth: usize) -> String {
    match rng.u8(..if depth == 0 { 4 } else { 8 }) {
        0..4 => rng.choice(SCALARS).unwrap().to_owned(),
        4..6 => {
            let items: Vec<String> = (0..rng.usize(..4)).map(|_| value(rng, depth - 1)).collect();
            format!("[{}]", items.join(", "))
        }
        _ => object(rng, depth - 1),
    }
}

fn object(rng: &mut Rng, depth: usize) -> String {
    let fields: Vec<String> = (0..rng.usize(..4))
        .map(|at| {
            let name = rng.choice(["a", "a.b", "", "é \\\"", "id", "\\n"]).unwrap();
            format!("\"{name}{at}\" : {}", value(rng, depth))
        })
        .collect();
    format!("{{{}}}", fields.join(","))
}

/// Records of a noun, each with some of its fields.
fn records(rng: &mut Rng, noun: &str) -> String {
    let records: Vec<String> = (0..rng.usize(1..30))
        .map(|at| {
            let id = rng
                .choice(["u", "a b", "x,", "\\\"q", "ü\\n", "0"])
                .unwrap();
            let mut fields = vec![format!("\"id\":\"{id}{at}\"")];
            if rng.u8(..4) > 0 {
                fields.push(format!("\"name\":{}", text(rng)));
            }
            if noun == "users" && rng.bool() {
                fields.push(format!("\"mode\":{}", rng.u64(..1000)));
            }
            if noun == "channels" && rng.bool() {
                fields.push(format!("\"logo\":{}", text(rng)));
            }
            if rng.u8(..4) > 0 {
                fields.push(format!("\"metadata\":{}", object(rng, 3)));
            }
            format!("{{{}}}", fields.join(","))
        })
        .collect();
    format!("[{}]", records.join(",\n"))
}

fn round(seed: u64) {
    let mut rng = Rng::with_seed(seed);
    for noun in ["users", "channels"] {
        let (from, to) = (Env::sandbox(), Env::sandbox());
        let given = records(&mut rng, noun);
        from.pipe(&given, &format!("{noun} create")).ok();
        let guard = rng.choice(["", " --csv-safe"]).unwrap();
        let csv = from.run(&format!("{noun} list --all -o csv{guard}"));
        let mut notes = csv.err.lines();
        assert!(
            notes.all(|note| guard.is_empty() && note.contains("formula")),
            "nothing is lost of {given}: {csv:#?}"
        );
        to.pipe(csv.ok(), &format!("{noun} create --format csv{guard}"))
            .ok();
        let line = format!("{noun} list --all -o json");
        assert_eq!(to.run(&line).ok(), from.run(&line).ok(), "{given}");
    }
}

#[test]
fn csv_goes_round() {
    for_seeds("csv_goes_round", 12, round);
}

#[test]
fn what_would_not_come_back_is_noted() {
    let env = Env::sandbox();
    let input = r#"[{"id":"a","name":"A","metadata":{"age":5,"tags":["x"],"team":"t","no":""},"last_seen":7}]"#;
    env.pipe(input, "users create").ok();
    let dotted = "users list -o csv --columns id,name,metadata.age,metadata.tags,metadata.team";
    let ran = env.run(dotted);
    assert_eq!(
        ran.ok(),
        "id,name,metadata.age,metadata.tags,metadata.team\na,A,5,\"[\"\"x\"\"]\",t\n"
    );
    assert!(
        ran.err.starts_with("2 values will not be the same"),
        "{}",
        ran.err
    );
    assert!(ran.err.contains("`metadata.age` of `a`"), "{}", ran.err);
    let ran = env.run("users list -o csv --columns id,metadata.no");
    assert_eq!(ran.ok(), "id,metadata.no\na,\"\"\n");
    assert!(
        ran.err.starts_with("1 value will not be the same"),
        "{}",
        ran.err
    );
    let ran = env.run("users list -o csv");
    let line = "1 record has fields that are in no column, the first `last_seen`";
    assert!(ran.err.starts_with(line), "{}", ran.err);
    assert_eq!(env.run("users list -o csv --columns id,metadata").err, "");
}

#[test]
fn an_empty_cell_is_nothing_and_one_in_quotes_an_empty_text() {
    let server = Server::content();
    let env = Env::of(&server);
    env.file(
        "u.csv",
        "id,name,mode,metadata,metadata2.x\na,,,,\nb,\"\",\"\",\"\",\"\"\n",
    );
    env.run("users create u.csv").ok();
    env.file(
        "c.csv",
        "id,name,logo,members\na,,,\nb,\"\",\"\",\"\"\nc,C,l,\"[\"\"u1\"\"]\"\n",
    );
    env.run("channels create c.csv").ok();
    let bodies: Vec<String> = server.requests().into_iter().map(|r| r.body).collect();
    assert_eq!(
        bodies,
        [
            r#"[{"id":"a"},{"id":"b","name":""}]"#,
            r#"[{"id":"a"},{"id":"b","name":"","logo":""},{"id":"c","name":"C","logo":"l","members":["u1"]}]"#,
        ]
    );
}

#[test]
fn a_metadata_cell_holds_an_object_and_nothing_else() {
    let server = Server::content();
    let env = Env::of(&server);
    for (cell, hint) in [
        ("{'a': 1}", "json.dumps"),
        ("{'avatar': 'https://a.example', 'n': 1}", "to_json"),
        ("[object Object]", "JSON.stringify"),
        ("{\"a\":1} x", "double quotes"),
        ("\"text\"", "metadata.KEY"),
        ("[]", "metadata.KEY"),
        ("null", "an empty cell leaves the field out"),
        ("avatar=x", "metadata.KEY"),
        ("7", "metadata.KEY"),
    ] {
        for noun in ["users", "channels"] {
            let quoted = cell.replace('"', "\"\"");
            env.file(
                "in.csv",
                format!("id,metadata\na,\"{{}}\"\nb,\"{quoted}\"\n"),
            );
            let ran = env.run(&format!("{noun} create in.csv"));
            let err = ran.fails(2);
            assert!(
                err.starts_with("error: in.csv:3:3: `metadata` must be a JSON object"),
                "{err}"
            );
            assert!(err.contains(hint), "{cell}: {err}");
        }
    }
    for cell in ["u1", "[1]", "{}", "[\"a\""] {
        let quoted = cell.replace('"', "\"\"");
        env.file("in.csv", format!("id,members\na,\"{quoted}\"\n"));
        let ran = env.run("channels create in.csv");
        let err = ran.fails(2);
        assert!(
            err.contains("in.csv:2:3: `members` must be a JSON array"),
            "{err}"
        );
    }
    assert!(server.requests().is_empty());
    env.file(
        "in.csv",
        "id,metadata\na,\" {\"\"n\"\":1.10,\n\"\"big\"\":9007199254740993} \"\n",
    );
    env.run("users create in.csv").ok();
    let body = "[{\"id\":\"a\",\"metadata\":{\"n\":1.10,\n\"big\":9007199254740993}}]";
    assert_eq!(server.only().body, body);
}
