//! The files that are generated from the tree of commands: completions and manual pages. They are
//! committed so that packagers need no build to have them; here they are compared with the code.
//!
//! `CYXTH_RENEW=1 cargo test generated` writes them anew.

mod man;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::support::Env;
use crate::support::process::is_there;

const RENEW: &str = "CYXTH_RENEW=1 cargo test generated";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What stands in one of the directories, by file name.
type Files = BTreeMap<String, String>;

fn completions() -> Files {
    [
        ("bash", "cyxth.bash"),
        ("elvish", "cyxth.elv"),
        ("fish", "cyxth.fish"),
        ("powershell", "_cyxth.ps1"),
        ("zsh", "_cyxth"),
    ]
    .into_iter()
    .map(|(shell, file)| (file.to_owned(), printed_completions(shell)))
    .collect()
}

/// What people get from `cyxth completions SHELL`.
fn printed_completions(shell: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_cyxth"))
        .args(["completions", shell])
        .env_clear()
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

fn there(dir: &Path) -> Files {
    let Ok(entries) = fs::read_dir(dir) else {
        return Files::new();
    };
    entries
        .map(|entry| {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            (name, fs::read_to_string(entry.path()).unwrap())
        })
        .collect()
}

fn renew(dir: &Path, files: &Files) {
    fs::create_dir_all(dir).unwrap();
    for name in there(dir).keys().filter(|name| !files.contains_key(*name)) {
        fs::remove_file(dir.join(name)).unwrap();
    }
    for (name, content) in files {
        fs::write(dir.join(name), content).unwrap();
    }
}

/// The files that are missing, stale, or of a command that is gone.
fn compare(dir: &str, files: &Files) {
    let path = root().join(dir);
    if is_renewal() {
        renew(&path, files);
        return;
    }
    let there = there(&path);
    let names = files.keys().chain(there.keys());
    let mut wrong: Vec<String> = names
        .filter(|name| files.get(*name) != there.get(*name))
        .map(|name| format!("{dir}/{name}"))
        .collect();
    wrong.sort();
    wrong.dedup();
    assert!(
        wrong.is_empty(),
        "not as the code has it: {}\n`{RENEW}` writes them anew",
        wrong.join(", ")
    );
}

#[allow(
    clippy::disallowed_methods,
    reason = "a person asks for it, not the tool"
)]
fn is_renewal() -> bool {
    std::env::var_os("CYXTH_RENEW").is_some()
}

#[test]
fn completions_are_those_of_the_code() {
    compare("completions", &completions());
}

#[test]
fn manual_pages_are_those_of_the_code() {
    compare("man", &man::pages(cyxth::cli::command()));
}

#[test]
fn every_page_has_its_sections() {
    let pages = man::pages(cyxth::cli::command());
    for (name, page) in &pages {
        let mut wanted = vec!["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXAMPLES"];
        if name == "cyxth.1" {
            wanted.extend(["EXIT STATUS", "ENVIRONMENT", "FILES"]);
        }
        for section in wanted {
            assert!(
                page.contains(&format!("\n.SH \"{section}\"\n"))
                    || page.contains(&format!("\n.SH {section}\n")),
                "{name} has no section {section}"
            );
        }
    }
    assert!(pages.contains_key("cyxth-users-create.1"));
}

#[test]
fn manual_pages_are_sound() {
    if !is_there("mandoc") {
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let pages = man::pages(cyxth::cli::command());
    renew(dir.path(), &pages);
    let output = Command::new("mandoc")
        .args(["-T", "lint", "-W", "error"])
        .args(pages.keys().map(|name| dir.path().join(name)))
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stdout)
    );
}

/// What `--help` shows can be typed.
#[test]
fn examples_of_the_help_are_understood() {
    let mut examples = Vec::new();
    collect_examples(&cyxth::cli::command(), &mut examples);
    assert!(examples.len() > 40, "{examples:?}");
    for example in examples {
        for words in cyxth_calls(&example) {
            if let Err(error) = cyxth::cli::command().try_get_matches_from(words) {
                panic!("{example}\n{error}");
            }
        }
    }
}

/// The calls of `cyxth` in a line of shell, as words.
fn cyxth_calls(line: &str) -> Vec<Vec<String>> {
    let mut calls = vec![vec![]];
    let mut word = String::new();
    let mut quote = None;
    let mut is_redirected = false;
    for character in line.chars().chain([' ', '|']) {
        match (quote, character) {
            (Some(open), character) if character == open => quote = None,
            (Some(_), character) => word.push(character),
            (None, '\'' | '"') => quote = Some(character),
            (None, '|' | '&') => {
                is_redirected = false;
                calls.push(Vec::new());
            }
            (None, '>' | '<') => is_redirected = true,
            (None, ' ') => {
                let word = std::mem::take(&mut word);
                if !word.is_empty() && !is_redirected {
                    calls.last_mut().unwrap().push(word);
                }
            }
            (None, character) => word.push(character),
        }
    }
    calls.retain(|call| call.first().is_some_and(|word| word == "cyxth"));
    calls
}

/// Every command has a few.
fn collect_examples(command: &clap::Command, examples: &mut Vec<String>) {
    let help = command
        .get_after_help()
        .map(ToString::to_string)
        .unwrap_or_default();
    let own: Vec<&str> = help.lines().filter(|line| line.starts_with("  ")).collect();
    assert!(
        own.len() >= 2,
        "`{}` has no examples in its help",
        command.get_name()
    );
    examples.extend(own.iter().map(|line| line.trim().to_owned()));
    for subcommand in command.get_subcommands() {
        collect_examples(subcommand, examples);
    }
}

#[test]
fn bash_loads_its_script() {
    if !is_there("bash") {
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let script = dir.path().join("cyxth.bash");
    fs::write(&script, printed_completions("bash")).unwrap();
    let output = Command::new("bash")
        .args(["--norc", "-c", "source \"$1\" && complete -p cyxth", "bash"])
        .arg(&script)
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
}

/// The lines of README.md that install manual pages put them where `man` looks.
#[test]
fn man_finds_the_installed_pages() {
    if !is_there("manpath") {
        return;
    }
    let home = tempfile::tempdir().unwrap();
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let lines: Vec<&str> = readme
        .lines()
        .filter(|line| line.starts_with("mkdir ") || line.starts_with("cp "))
        .collect();
    let script = format!(
        "set -e; mkdir -p ~/.cargo/bin; {}; PATH=~/.cargo/bin:$PATH; man -w cyxth cyxth-users-create",
        lines.join("; ")
    );
    let output = Env::new()
        .program("sh")
        .args(["-c", &script])
        .env("HOME", home.path())
        .current_dir(root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    assert_eq!(String::from_utf8_lossy(&output.stdout).lines().count(), 2);
    assert!(
        home.path()
            .join(".local/share/bash-completion/completions/cyxth")
            .exists()
    );
}
