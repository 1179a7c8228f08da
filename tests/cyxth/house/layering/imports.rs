//! Imports point downwards only, as the map in `src/lib.rs` says, and no two files import each
//! other.

use std::collections::BTreeMap;

use super::source::Source;

/// From the top down. A module names those of lower rows, and none of its own row.
const ROWS: [&[&str]; 12] = [
    &["main", "lib"],
    &["cli", "fuzzing"],
    &["commands"],
    &["context"],
    &["error"],
    &["render"],
    &["document", "convert", "tokens"],
    &["batch", "expression"],
    &["input", "api"],
    &["store"],
    &["record", "config"],
    &["system"],
];

/// Modules that name one of their own row all the same, and why.
const SIDEWAYS: &[(&str, &str, &str)] = &[(
    "config",
    "record",
    "what a recreation has removed is kept in a file that is named by the hash in `record`",
)];

/// What may name the sandbox, which is a program of its own and names nothing but `record`.
const OF_SANDBOX: [&str; 6] = [
    "context/connect.rs",
    "context/connection.rs",
    "error/any.rs",
    "error/hint.rs",
    "commands/sandbox.rs",
    "commands/sandbox/",
];

/// `api/client.rs` is part of `api`.
fn module_of(file: &str) -> &str {
    let end = file.find('/').unwrap_or(file.len() - ".rs".len());
    &file[..end]
}

#[derive(Debug, PartialEq)]
enum Direction {
    Allowed,
    Sideways,
    Upwards,
}

fn direction(from: &str, to: &str) -> Direction {
    let row = |file: &str| {
        let module = module_of(file);
        let row = ROWS.iter().position(|row| row.contains(&module));
        row.unwrap_or_else(|| panic!("`{module}` has no place in ROWS"))
    };
    let (module, named) = (module_of(from), module_of(to));
    let is_allowed = match (module, named) {
        _ if module == named => true,
        (_, "sandbox") => {
            module == "lib" || OF_SANDBOX.iter().any(|allowed| from.starts_with(allowed))
        }
        ("sandbox", _) => named == "record",
        _ if row(from) < row(to) => true,
        _ if row(from) == row(to) => return Direction::Sideways,
        _ => false,
    };
    if is_allowed {
        Direction::Allowed
    } else {
        Direction::Upwards
    }
}

/// Pairs of modules, and the first place where the one names the other.
fn against(source: &Source, wanted: Direction) -> BTreeMap<(String, String), String> {
    let mut found = BTreeMap::new();
    for (from, named) in source.imports() {
        for (to, line) in named {
            if direction(&from, &to) == wanted {
                let pair = (module_of(&from).to_owned(), module_of(&to).to_owned());
                found
                    .entry(pair)
                    .or_insert_with(|| format!("src/{from}:{line} names src/{to}"));
            }
        }
    }
    found
}

/// Files that import each other, the first in the order of names first.
fn mutual(source: &Source) -> BTreeMap<(String, String), String> {
    let imports = source.imports();
    let mut found = BTreeMap::new();
    for (from, named) in &imports {
        for (to, line) in named.range::<String, _>(from.clone()..) {
            if let Some(back) = imports[to].get(from) {
                let place =
                    format!("src/{from}:{line} names src/{to}, and src/{to}:{back} names it");
                found.insert((from.clone(), to.clone()), place);
            }
        }
    }
    found
}

/// Fails where a pair is not in the list, and where one of the list is no longer needed.
#[track_caller]
fn compare(found: &BTreeMap<(String, String), String>, list: &[(&str, &str)], name: &str) {
    let is_listed = |pair: &&(String, String)| list.contains(&(pair.0.as_str(), pair.1.as_str()));
    let new: Vec<&str> = found
        .iter()
        .filter(|(pair, _)| !is_listed(pair))
        .map(|(_, place)| place.as_str())
        .collect();
    assert!(new.is_empty(), "not allowed: {new:#?}");
    let gone: Vec<_> = list
        .iter()
        .filter(|(a, b)| !found.contains_key(&((*a).to_owned(), (*b).to_owned())))
        .collect();
    assert!(
        gone.is_empty(),
        "to be struck from {name} in tests/cyxth/house/layering/imports.rs: {gone:#?}"
    );
}

#[test]
fn imports_point_downwards() {
    let source = Source::of_the_crate();
    let imports: usize = source.imports().values().map(BTreeMap::len).sum();
    assert!(imports > 300, "only {imports} imports were found");
    let upwards = against(source, Direction::Upwards);
    assert!(upwards.is_empty(), "these point upwards: {upwards:#?}");
    let sideways: Vec<(&str, &str)> = SIDEWAYS.iter().map(|(a, b, _)| (*a, *b)).collect();
    compare(&against(source, Direction::Sideways), &sideways, "SIDEWAYS");
}

#[test]
fn no_two_files_import_each_other() {
    let pairs = mutual(Source::of_the_crate());
    assert!(pairs.is_empty(), "these import each other: {pairs:#?}");
}

#[test]
fn the_rules_can_fail() {
    let source = Source::of_texts(&[
        ("", "mod a; mod b; mod c;"),
        (
            "a",
            "mod inner { pub struct Deep; }\npub use inner::Deep as Shallow;\n\
             use super::{\n    b::{self, One as Two},\n};\nfn f() { crate::c::g() }",
        ),
        (
            "b",
            "pub use crate::a::*;\npub struct One; // crate::c::no\nconst TEXT: &str = \"crate::c\";",
        ),
        (
            "c",
            "use super::b;\npub fn g() { b::One }\nfn h(_: b::Shallow) {}\n#[cfg(test)]\nmod tests { use crate::no; }",
        ),
    ]);
    let pairs: Vec<_> = mutual(&source).into_keys().collect();
    assert_eq!(
        pairs,
        [("a.rs", "b.rs"), ("a.rs", "c.rs")].map(|(a, b)| (a.to_owned(), b.to_owned()))
    );

    for (from, to, expected) in [
        ("cli.rs", "record/mod.rs", Direction::Allowed),
        ("api/client.rs", "error/any.rs", Direction::Upwards),
        ("input/given.rs", "store/output.rs", Direction::Allowed),
        ("input/mod.rs", "batch/mod.rs", Direction::Upwards),
        ("input/mod.rs", "api/mod.rs", Direction::Sideways),
        ("render/mod.rs", "batch/mod.rs", Direction::Allowed),
        ("sandbox/users.rs", "record/mod.rs", Direction::Allowed),
        ("sandbox/users.rs", "api/mod.rs", Direction::Upwards),
        ("commands/sandbox.rs", "sandbox/mod.rs", Direction::Allowed),
        ("commands/users.rs", "sandbox/mod.rs", Direction::Upwards),
        ("record/mod.rs", "record/mode.rs", Direction::Allowed),
    ] {
        assert_eq!(direction(from, to), expected, "{from} {to}");
    }
}
