//! What is built in: licences, crates that are not wanted, where crates come from, and how many there
//! are. The lists are those of `deny.toml`; cargo-deny reads them too, and takes minutes to build.

use std::process::Command;

use toml_edit::{DocumentMut, Item};

use crate::support::process::skip;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Name and version, with the source where it is not the registry, and the licence of every crate that
/// any system or feature needs.
fn crates(arguments: &[&str]) -> Option<Vec<(String, String)>> {
    let mut all = vec![
        "tree", "--locked", "--prefix", "none", "--format", "{p}|{l}",
    ];
    all.extend(arguments);
    let tree = String::from_utf8(cargo(&all)?).unwrap();
    let mut crates: Vec<(String, String)> = tree
        .lines()
        .filter_map(|line| line.trim_end_matches(" (*)").split_once('|'))
        .map(|(name, licence)| (name.replace(" (proc-macro)", ""), licence.to_owned()))
        .collect();
    crates.sort_unstable();
    crates.dedup();
    Some(crates)
}

#[allow(
    clippy::disallowed_methods,
    reason = "cargo tells its tests which one it is"
)]
fn cargo(arguments: &[&str]) -> Option<Vec<u8>> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let output = Command::new(cargo)
        .args(arguments)
        .current_dir(ROOT)
        .output();
    match output {
        Ok(output) if output.status.success() => Some(output.stdout),
        Ok(output) => {
            let why = String::from_utf8_lossy(&output.stderr).into_owned();
            skip(&format!("cargo {}: {why}", arguments[0]));
            None
        }
        Err(error) => {
            skip(&format!("cargo: {error}"));
            None
        }
    }
}

fn deny() -> DocumentMut {
    let text = std::fs::read_to_string(format!("{ROOT}/deny.toml")).unwrap();
    text.parse().unwrap()
}

fn texts(item: &Item) -> Vec<String> {
    let values = item.as_array().unwrap().iter();
    let text = |value: &toml_edit::Value| match value.as_inline_table() {
        Some(table) => table.get("crate").unwrap().as_str().unwrap().to_owned(),
        None => value.as_str().unwrap().to_owned(),
    };
    values.map(text).collect()
}

/// Whether an SPDX expression is met by licences that are allowed. A `/` is an old way to write OR.
fn is_met(expression: &str, allowed: &[String]) -> bool {
    let spaced = expression
        .replace('(', " ( ")
        .replace(')', " ) ")
        .replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let (is_met, rest) = alternatives(&words, allowed);
    assert!(rest.is_empty(), "{expression}: {rest:?}");
    is_met
}

fn alternatives<'w>(words: &'w [&'w str], allowed: &[String]) -> (bool, &'w [&'w str]) {
    let (mut is_met, mut rest) = together(words, allowed);
    while let Some((&"OR", behind)) = rest.split_first() {
        let (other, behind) = together(behind, allowed);
        is_met |= other;
        rest = behind;
    }
    (is_met, rest)
}

fn together<'w>(words: &'w [&'w str], allowed: &[String]) -> (bool, &'w [&'w str]) {
    let (mut is_met, mut rest) = licence(words, allowed);
    while let Some((&"AND", behind)) = rest.split_first() {
        let (other, behind) = licence(behind, allowed);
        is_met &= other;
        rest = behind;
    }
    (is_met, rest)
}

fn licence<'w>(words: &'w [&'w str], allowed: &[String]) -> (bool, &'w [&'w str]) {
    match words {
        ["(", rest @ ..] => {
            let (is_met, rest) = alternatives(rest, allowed);
            assert_eq!(rest.first(), Some(&")"));
            (is_met, &rest[1..])
        }
        [name, "WITH", exception, rest @ ..] => {
            (allowed.contains(&format!("{name} WITH {exception}")), rest)
        }
        [name, rest @ ..] => (allowed.contains(&(*name).to_owned()), rest),
        [] => panic!("a licence is missing"),
    }
}

#[test]
fn licences_are_read_as_spdx_has_them() {
    let allowed = ["MIT", "ISC", "Apache-2.0 WITH LLVM-exception"].map(str::to_owned);
    for (expression, expected) in [
        ("MIT", true),
        ("GPL-3.0", false),
        ("GPL-3.0 OR MIT", true),
        ("GPL-3.0/MIT", true),
        ("GPL-3.0 AND MIT", false),
        ("(GPL-3.0 OR MIT) AND ISC", true),
        ("GPL-3.0 OR MIT AND BSD-2-Clause", false),
        ("Apache-2.0 WITH LLVM-exception", true),
        ("Apache-2.0", false),
    ] {
        assert_eq!(is_met(expression, &allowed), expected, "{expression}");
    }
}

#[test]
fn every_crate_has_a_licence_and_a_source_that_are_allowed() {
    let everything = [
        "--all-features",
        "--target",
        "all",
        "--edges",
        "normal,build,dev",
    ];
    let Some(crates) = crates(&everything) else {
        return;
    };
    let deny = deny();
    let licences = texts(&deny["licenses"]["allow"]);
    let banned = texts(&deny["bans"]["deny"]);
    assert_eq!(deny["sources"]["unknown-git"].as_str(), Some("deny"));
    for (name, licence) in &crates {
        if name.starts_with("cyxth v") {
            continue;
        }
        let bare = name.split(' ').next().unwrap();
        assert!(
            !banned.iter().any(|banned| banned == bare),
            "{bare} is banned"
        );
        assert!(
            is_met(licence, &licences),
            "{name} has the licence {licence}"
        );
        // Behind the version stands where it comes from, unless that is crates.io.
        assert!(!name.contains('('), "{name} does not come from crates.io");
    }
    // A list that nothing is measured by would be no list.
    assert!(crates.len() > 100 && licences.len() > 3 && !banned.is_empty());
}

/// The number that `SECURITY.md` gives is a bound, and not a hope.
#[test]
fn the_number_of_crates_is_as_noted() {
    let built_in = ["--target", "x86_64-unknown-linux-gnu", "--edges", "normal"];
    let Some(crates) = crates(&built_in) else {
        return;
    };
    let paper = std::fs::read_to_string(format!("{ROOT}/SECURITY.md")).unwrap();
    let (_, behind) = paper.split_once("On Linux at most ").unwrap();
    let digits: String = behind.chars().take_while(char::is_ascii_digit).collect();
    let most: usize = digits.parse().unwrap();
    // Without this one.
    let there = crates.len() - 1;
    assert!(there <= most, "{there} crates, and SECURITY.md says {most}");
}
