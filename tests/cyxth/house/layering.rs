//! Imports point downwards only, as the map in `src/lib.rs` says.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// From the top down. Modules of one row do not name each other.
const ROWS: [&[&str]; 8] = [
    &["cli"],
    &["commands"],
    &["context"],
    &["error"],
    &["render", "document", "batch", "input", "config"],
    &["api"],
    &["store"],
    &["record", "system"],
];

/// Names inside a row that are allowed all the same: `render` shows what `batch` counts and the
/// steps of an `document`, which are carried out by `batch`, and `batch` makes requests of what
/// `input` reads.
const ALONGSIDE: [(&str, &str); 5] = [
    ("render", "batch"),
    ("render", "document"),
    ("document", "batch"),
    ("document", "input"),
    ("batch", "input"),
];

/// What may name the sandbox, by path.
const OF_SANDBOX: [&str; 4] = [
    "context.rs",
    "error/any.rs",
    "commands/sandbox.rs",
    "sandbox",
];

/// What a file says after `crate::`, with the number of the line.
fn named(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let code = line.split("//").next().unwrap_or_default();
        for (at, _) in code.match_indices("crate::") {
            let rest = &code[at + "crate::".len()..];
            // `use crate::{a, b::C};` names several.
            let names = match rest.strip_prefix('{') {
                Some(list) => list.split('}').next().unwrap_or_default(),
                None => rest
                    .split([',', ';', ' ', ')', '>'])
                    .next()
                    .unwrap_or_default(),
            };
            for name in names.split(',') {
                let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
                let name = name.trim();
                let end = name.find(|c| !is_part(c)).unwrap_or(name.len());
                found.push((number + 1, name[..end].to_owned()));
            }
        }
    }
    found
}

fn is_allowed(from: &str, to: &str, path: &str) -> bool {
    let row = |name: &str| ROWS.iter().position(|row| row.contains(&name));
    if from == to {
        return true;
    }
    if to == "sandbox" {
        return OF_SANDBOX.contains(&path);
    }
    if from == "sandbox" {
        return to == "record";
    }
    match (row(from), row(to)) {
        (Some(above), Some(below)) => above < below || ALONGSIDE.contains(&(from, to)),
        _ => false,
    }
}

fn sources(dir: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            into.push(path);
        }
    }
}

#[test]
fn imports_point_downwards() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&src, &mut files);
    let mut modules = BTreeSet::new();
    let mut wrong = Vec::new();
    let mut imports = 0;
    for file in &files {
        let path = file
            .strip_prefix(&src)
            .unwrap()
            .to_str()
            .unwrap()
            .replace('\\', "/");
        let module = path
            .split('/')
            .next()
            .unwrap()
            .trim_end_matches(".rs")
            .to_owned();
        if module == "lib" || module == "main" {
            continue;
        }
        for (line, name) in named(&fs::read_to_string(file).unwrap()) {
            imports += 1;
            if !is_allowed(&module, &name, &path) {
                wrong.push(format!("src/{path}:{line}: {module} names {name}"));
            }
        }
        modules.insert(module);
    }
    assert!(imports > 100, "only {imports} imports were found");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // A new module has to be given its place.
    let mut known: BTreeSet<String> = ROWS
        .iter()
        .flat_map(|row| row.iter())
        .map(|&n| n.to_owned())
        .collect();
    known.insert("sandbox".to_owned());
    assert_eq!(modules, known);
}

#[test]
fn the_rules_can_fail() {
    let text = "use crate::{api::Client, record};\nfn f() -> crate::error::Result<crate::batch::Run> {} // crate::no";
    let names: Vec<_> = named(text).into_iter().map(|(_, name)| name).collect();
    assert_eq!(names, ["api", "record", "error", "batch"]);
    for (from, to, path, allowed) in [
        ("cli", "record", "cli.rs", true),
        ("api", "error", "api/client.rs", false),
        ("record", "api", "record/mod.rs", false),
        ("input", "store", "input/given.rs", true),
        ("store", "input", "store/output.rs", false),
        ("config", "error", "config/mod.rs", false),
        ("input", "batch", "input/mod.rs", false),
        ("render", "batch", "render/mod.rs", true),
        ("render", "config", "render/mod.rs", false),
        ("sandbox", "record", "sandbox/users.rs", true),
        ("sandbox", "api", "sandbox/users.rs", false),
        ("commands", "sandbox", "commands/sandbox.rs", true),
        ("commands", "sandbox", "commands/users.rs", false),
        ("commands", "cli", "commands/users.rs", false),
        ("cli", "nowhere", "cli.rs", false),
    ] {
        assert_eq!(is_allowed(from, to, path), allowed, "{from} {to}");
    }
}
