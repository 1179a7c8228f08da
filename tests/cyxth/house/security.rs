//! The promises of SECURITY.md are held by tests that exist.

use std::path::{Path, PathBuf};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Files of tests stand below `tests/cyxth`, unless they are written from the root.
fn file_of(name: &str) -> Option<PathBuf> {
    let root = Path::new(ROOT);
    [root.join("tests/cyxth").join(name), root.join(name)]
        .into_iter()
        .find(|path| path.exists())
}

#[test]
fn every_promise_names_a_test_that_is_there() {
    let paper = std::fs::read_to_string(Path::new(ROOT).join("SECURITY.md")).unwrap();
    let rows = paper
        .split_once("| promise | test |")
        .and_then(|(_, rows)| rows.split_once("\n\n"))
        .map(|(rows, _)| rows)
        .unwrap();
    let mut promises = 0;
    for row in rows
        .lines()
        .filter(|row| row.starts_with("| ") && !row.starts_with("| ---"))
    {
        let cell = row.trim_end_matches('|').rsplit_once(" | ").unwrap().1;
        let mut text = String::new();
        // Every other part is between backticks.
        let names: Vec<&str> = cell.split('`').skip(1).step_by(2).collect();
        assert!(!names.is_empty(), "{row}");
        for name in names {
            let (file, test) = match name.split_once(": ") {
                Some((file, test)) => (Some(file), Some(test)),
                None if name.contains('/') => (Some(name), None),
                None => (None, Some(name)),
            };
            if let Some(file) = file {
                let path = file_of(file).unwrap_or_else(|| panic!("{file} is not there: {row}"));
                text = std::fs::read_to_string(path).unwrap_or_default();
            }
            if let Some(test) = test.filter(|test| !test.contains("::")) {
                assert!(
                    text.contains(&format!("fn {test}(")),
                    "{test} is not there: {row}"
                );
            }
        }
        promises += 1;
    }
    assert!(promises > 20, "{promises}");
}
