//! A channel with more members than are held at once.

use std::fmt::Write;

use crate::support::Env;

const MEMBERS: usize = 60_000;

/// All on one line, up to where the last member or what follows it is.
fn members(count: usize) -> String {
    let mut text = String::from("{\"channels\":[{\"id\":\"big\",\"members\":[");
    for n in 0..count {
        let _ = write!(text, "\"u{n:06}\",");
    }
    text
}

#[test]
fn it_comes_and_goes() {
    let env = Env::sandbox();
    let users: String = (0..MEMBERS)
        .map(|n| format!("{{\"user\":{{\"id\":\"u{n:06}\",\"mode\":600}}}}\n"))
        .collect();
    env.file("users.jsonl", users);
    let mut text = members(MEMBERS - 1);
    let last = MEMBERS - 1;
    let _ = write!(
        text,
        "{{\"id\":\"u{last:06}\",\"mode\":300}}],\"name\":\"Big\"}}]}}"
    );
    env.file("long.json", &text);
    let applied = env.run("apply users.jsonl long.json");
    assert_eq!(applied.ok(), format!("applied {} steps\n", 2 * MEMBERS + 2));
    env.run("diff users.jsonl long.json --exit-code").ok();
    let exported = env.run("export").out;
    assert!(exported.lines().any(|line| line.len() > 500_000));
    let again = env.pipe(&exported, "diff - --exit-code");
    assert_eq!(again.ok(), "");
    // A slow machine is told how far the reading is.
    assert_eq!(again.err.lines().last(), Some("no difference"));
}

#[test]
fn its_mistakes_have_their_place() {
    let env = Env::sandbox();
    let mut text = members(MEMBERS);
    text.push_str("{\"id\":\"last\",\"mode\":");
    let mode = text.len() + 1;
    text.push_str("\"boss\"}],\n\"name\":");
    env.file("long.json", format!("{text}7}}]}}"));
    let wrong = env.run("diff long.json");
    let told: Vec<&str> = wrong.fails(2).lines().collect();
    assert_eq!(told.len(), 4, "{told:?}");
    let mode = format!("error: long.json:1:{mode}: `boss` is not a mode");
    assert!(told[0].starts_with(&mode), "{told:?}");
    let name = "error: long.json:2:8: the field `name`: expected a string, found a number";
    assert_eq!(told[1], name);
    // Where it breaks off.
    env.file("long.json", format!("{text} "));
    let cut = env.run("diff long.json");
    let told: Vec<&str> = cut.fails(2).lines().collect();
    let end = "error: long.json:2:8: the input ends inside the record that begins in line 1";
    assert_eq!(told[1], end);
    // And given twice.
    text.truncate(text.find("u000000").unwrap_or_default() - 1);
    let rest = members(MEMBERS).split_off(text.len());
    text.push_str(&rest);
    let twice = text.len() + 1;
    env.file("long.json", format!("{text}\"u059999\"]}}]}}"));
    let first = twice - "\"u059999\",".len();
    let expected = format!(
        "error: long.json:1:{twice}: the member `u059999` of channel `big` is given twice; \
         the first is at long.json:1:{first}"
    );
    let ran = env.run("diff long.json");
    assert_eq!(ran.fails(2).lines().next(), Some(&*expected));
}
