//! How the ends of many lists of members are found.

use std::fmt::Write;

use crate::support::Env;

const CHANNELS: usize = 40;

#[test]
fn only_the_first_ones_are_confirmed() {
    let env = Env::sandbox();
    let mut document = String::new();
    for n in 0..9 {
        let _ = writeln!(document, "{{\"user\":{{\"id\":\"u{n}\",\"name\":\"N\"}}}}");
    }
    for n in 0..CHANNELS {
        let _ = writeln!(
            document,
            "{{\"channel\":{{\"id\":\"c{n:02}\",\"name\":\"C\",\"members\":[\"u1\",\"u3\",\"u8\"]}}}}"
        );
    }
    env.file("document.jsonl", document);
    env.run("apply document.jsonl").ok();
    let exported = env.run("export --concurrency 1 -v");
    assert_eq!(exported.ok().matches("\"u8\"").count(), 1 + CHANNELS);
    let is_of_members = |line: &&str| line.starts_with("GET ") && line.contains("/channels/");
    let asked = exported.err.lines().filter(is_of_members).count();
    // A page and an empty one for each. Several lists are begun before the first have shown where a
    // cursor without a record leads.
    assert!(asked >= 2 * CHANNELS + 3, "{asked}");
    assert!(asked < 2 * CHANNELS + 10, "{asked}");
}
