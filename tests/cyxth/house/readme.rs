//! What README.md and the pages in docs/ show is what happens: the `console` blocks of a page are
//! run in order, in one directory and a cleared environment, with the real binary.
//!
//! A line that begins with `$ ` is a command, with `> ` its continuation; the lines below it are
//! what it prints. In those, `…` stands for any text, and a line of its own for any lines. A
//! command below which nothing stands prints nothing. Every command has to succeed.

#![cfg(unix)]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::support::process::is_there;

/// Printed before each command, so that the output can be told apart.
const MARK: &str = "--8<-- next command --8<--";

/// Programs that examples use and that may be missing.
const TOOLS: [&str; 2] = ["curl", "jq"];

struct Block {
    /// The page and the number of the line.
    place: String,
    steps: Vec<Step>,
}

#[derive(Default)]
struct Step {
    command: String,
    shown: Vec<String>,
}

fn blocks(page: &str, text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut is_inside = false;
    for (number, line) in (1..).zip(text.lines()) {
        if line == "```console" {
            is_inside = true;
            blocks.push(Block {
                place: format!("{page}:{number}"),
                steps: Vec::new(),
            });
        } else if line == "```" {
            is_inside = false;
        } else if is_inside {
            let steps = &mut blocks.last_mut().unwrap().steps;
            if let Some(command) = line.strip_prefix("$ ") {
                steps.push(Step {
                    command: command.to_owned(),
                    shown: Vec::new(),
                });
                continue;
            }
            let step = steps
                .last_mut()
                .unwrap_or_else(|| panic!("{page}:{number}: output without a command"));
            match line.strip_prefix("> ") {
                Some(more) if step.shown.is_empty() => {
                    step.command.push('\n');
                    step.command.push_str(more);
                }
                _ => step.shown.push(line.trim_end().to_owned()),
            }
        }
    }
    blocks
}

/// Whether a line fits one of the README, where `…` is any text.
fn fits(shown: &str, line: &str) -> bool {
    let mut parts = shown.split('…');
    let Some(mut rest) = line.strip_prefix(parts.next().unwrap_or_default()) else {
        return false;
    };
    let mut last = None;
    for part in parts {
        let Some(at) = rest.find(part) else {
            return false;
        };
        last = Some(part);
        rest = &rest[at + part.len()..];
    }
    last.map_or(rest.is_empty(), |part| line.ends_with(part))
}

/// Whether the lines fit those of the README, where a line `…` is any lines.
fn all_fit(shown: &[String], lines: &[&str]) -> bool {
    match (shown.split_first(), lines.split_first()) {
        (None, None) => true,
        (Some((first, more)), _) if first == "…" => {
            all_fit(more, lines) || (!lines.is_empty() && all_fit(shown, &lines[1..]))
        }
        (Some((first, more)), Some((line, others))) => {
            fits(first, line.trim_end()) && all_fit(more, others)
        }
        _ => false,
    }
}

/// Runs a block in one shell; gives back what each command printed.
fn run(block: &Block, dir: &Path) -> Vec<String> {
    let mut script = "exec 2>&1\nset -e\ntrap 'kill $server 2>/dev/null || :' EXIT\n".to_owned();
    for step in &block.steps {
        script.push_str(&format!("echo '{MARK}'\n{}\n", step.command));
    }
    let binary = Path::new(env!("CARGO_BIN_EXE_cyxth")).parent().unwrap();
    let output = Command::new("sh")
        .args(["-c", &script])
        .current_dir(dir)
        .env_clear()
        .env("HOME", dir.join("home"))
        .env("PATH", format!("{}:{}", binary.display(), inherited_path()))
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(
        output.status.success(),
        "{}: {}\n{text}",
        block.place,
        output.status
    );
    let outputs: Vec<String> = text
        .split(&format!("{MARK}\n"))
        .skip(1)
        .map(str::to_owned)
        .collect();
    assert_eq!(outputs.len(), block.steps.len(), "{text}");
    outputs
}

#[allow(
    clippy::disallowed_methods,
    reason = "the shell has to find its programs"
)]
fn inherited_path() -> String {
    std::env::var("PATH").unwrap_or_else(|_| "/usr/bin:/bin".to_owned())
}

/// Runs the blocks of a page in a directory of their own; gives back the commands that print
/// something else.
fn differences(page: &str, text: &str, missing: &[&str]) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("examples")).unwrap();
    fs::create_dir(dir.path().join("home")).unwrap();
    for entry in fs::read_dir(root.join("examples")).unwrap() {
        let entry = entry.unwrap();
        fs::copy(
            entry.path(),
            dir.path().join("examples").join(entry.file_name()),
        )
        .unwrap();
    }
    let mut wrong = Vec::new();
    for block in blocks(page, text) {
        let needs = |tool: &&str| {
            let uses = |step: &Step| step.command.split_whitespace().any(|word| word == *tool);
            block.steps.iter().any(uses)
        };
        if missing.iter().any(needs) {
            continue;
        }
        for (step, printed) in block.steps.iter().zip(run(&block, dir.path())) {
            let lines: Vec<&str> = printed.lines().collect();
            if !all_fit(&step.shown, &lines) {
                let place = &block.place;
                wrong.push(format!("{place}: $ {}\n{printed}", step.command));
            }
        }
    }
    wrong
}

#[test]
fn the_pages_show_what_happens() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let missing: Vec<&str> = TOOLS.into_iter().filter(|tool| !is_there(tool)).collect();
    let mut pages = vec!["README.md".to_owned()];
    for entry in fs::read_dir(root.join("docs")).unwrap() {
        pages.push(format!("docs/{}", entry.unwrap().file_name().display()));
    }
    let mut wrong = Vec::new();
    let mut shown = 0;
    for page in pages {
        let text = fs::read_to_string(root.join(&page)).unwrap();
        shown += blocks(&page, &text).len();
        wrong.extend(differences(&page, &text, &missing));
    }
    assert!(shown > 15, "only {shown} blocks");
    assert!(
        wrong.is_empty(),
        "commands of the pages that print something else:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn lines_fit_where_dots_stand_for_text() {
    assert!(fits("a … c", "a b c"));
    assert!(fits("a …", "a b c"));
    assert!(fits("plain", "plain"));
    assert!(!fits("a … c", "a b d"));
    assert!(!fits("a", "a b"));
    let shown = ["x".to_owned(), "…".to_owned(), "z".to_owned()];
    assert!(all_fit(&shown, &["x", "1", "2", "z"]));
    assert!(all_fit(&shown, &["x", "z"]));
    assert!(!all_fit(&shown, &["x", "1"]));
}
