//! Completion: what fits at the cursor, and the scripts of the shells that ask for it.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::support::Env;
use crate::support::process::is_there;

/// An environment with a profile that is named like a command, and one whose key command would
/// leave a trace.
fn env() -> Env {
    Env::new().profiles(
        "[profiles.staging]\napp_url = \"https://h/a\"\nkey_command = \"touch ran\"\n\
         [profiles.users]\napp_url = \"https://h/b\"\nkey_env = \"K\"\n",
    )
}

/// The words that fit behind others.
fn fitting(env: &Env, words: &[&str]) -> Vec<String> {
    let ran = env.args(&[&["__complete", "zsh"], words].concat());
    assert_eq!(ran.err, "");
    let mut lines = ran.ok().lines();
    assert_eq!(lines.next(), Some("words"), "{words:?}");
    let word = |line: &str| line.split('\t').next().unwrap().to_owned();
    lines.map(word).collect()
}

#[test]
fn what_fits_depends_on_what_stands_before() {
    let env = env();
    let of = |words: &[&str]| fitting(&env, words);
    assert_eq!(of(&["use"]), ["users"]);
    assert_eq!(of(&["-p", ""]), ["staging", "users", "sandbox"]);
    assert_eq!(of(&["--profile=st"]), ["--profile=staging"]);
    assert_eq!(of(&["-pst"]), ["-pstaging"]);
    // A profile that is named like a command is none.
    assert_eq!(of(&["-p", "users", "us"]), ["users"]);
    assert_eq!(of(&["-p", "users", "users", "mod"]), ["moderate"]);
    assert_eq!(of(&["-o", "json", "channels", "cr"]), ["create"]);
    assert_eq!(of(&["users", "list", "-o", "js"]), ["json", "jsonl"]);
    assert_eq!(of(&["users", "list", "-qo", "i"]), ["id"]);
    assert_eq!(of(&["users", "ls", "--lim"]), ["--limit"]);
    assert_eq!(
        of(&["users", "moderate", "--mode", "send"]),
        ["send_only", "send_recv"]
    );
    assert_eq!(of(&["users", "list", "--columns", "id,na"]), ["id,name"]);
    assert_eq!(of(&["profile", "use", "s"]), ["staging", "sandbox"]);
    assert_eq!(of(&["profile", "add", ""]), Vec::<String>::new());
    assert_eq!(of(&["completions", "z"]), ["zsh"]);
    // Options are offered to those who ask for them.
    assert!(of(&["users", "list", ""]).is_empty());
    assert!(of(&["users", "list", "--", "-"]).is_empty());
    assert!(of(&["users", "list", "-"]).contains(&"--all".to_owned()));
    assert!(of(&["users", ""]).contains(&"list".to_owned()));
    // Guessed words and other names are not.
    assert!(
        of(&[""])
            .iter()
            .all(|word| word != "undo" && word != "__complete")
    );
    assert!(
        of(&["users", ""])
            .iter()
            .all(|word| word != "ls" && word != "rm")
    );
    for words in [
        &["users", "create", ""][..],
        &["users", "delete", "--from", "x"],
    ] {
        let ran = env.args(&[&["__complete", "zsh"], words].concat());
        assert_eq!(ran.ok(), "files\n", "{words:?}");
    }
    assert!(!env.path("ran").exists(), "the key command has been run");
}

#[test]
fn broken_profiles_offer_the_sandbox_and_say_nothing() {
    let env = Env::new().profiles("[profiles");
    assert_eq!(fitting(&env, &["-p", ""]), ["sandbox"]);
}

/// Runs a shell with the tool in its path, and its script in a file.
fn completed(shell: &str, script_name: &str, program: &str) -> Option<Vec<String>> {
    if !is_there(shell) {
        return None;
    }
    let env = env();
    let script = env.file(script_name, env.args(&["completions", shell]).ok());
    env.file("a file.json", "[]");
    let mut command = env.program(shell);
    let bin = Path::new(env!("CARGO_BIN_EXE_cyxth")).parent().unwrap();
    command.env("PATH", format!("{}:/usr/bin:/bin", bin.display()));
    command.args(match shell {
        "bash" => &["--norc", "-c"][..],
        "zsh" => &["-f", "-c"],
        _ => &["-c"],
    });
    command.arg(program.replace("SCRIPT", script.to_str().unwrap()));
    fs::create_dir_all(env.path("home")).unwrap();
    Some(lines_of(&mut command))
}

fn lines_of(command: &mut Command) -> Vec<String> {
    let output = command.output().unwrap();
    assert!(output.stderr.is_empty(), "{output:?}");
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(str::to_owned).collect()
}

const EXPECTED: [&str; 6] = [
    "-p st: staging",
    "-p users us: users",
    "users list -o js: json jsonl",
    "users list --output=cs: csv",
    "users create a: a file.json",
    "users list : ",
];

#[test]
fn bash_completes() {
    let program = r#"
        source SCRIPT
        try() {
            COMP_WORDS=(cyxth "$@") COMP_CWORD=$#
            _cyxth
            echo "$shown: ${COMPREPLY[*]}"
        }
        shown='-p st' try -p st
        shown='-p users us' try -p users us
        shown='users list -o js' try users list -o js
        shown='users list --output=cs' try users list --output = cs
        shown='users create a' try users create a
        shown='users list ' try users list ''
    "#;
    if let Some(lines) = completed("bash", "cyxth.bash", program) {
        assert_eq!(lines, EXPECTED);
    }
}

#[test]
fn zsh_completes() {
    let program = r#"
        compdef() { }
        source SCRIPT
        compset() { }
        _files() { found=('a file.json') }
        _describe() { found=("${(@)candidates%%:*}") }
        try() {
            local shown="$*" PREFIX=${@[-1]} CURRENT=$(( $# + 1 ))
            local -a found words=(cyxth "$@")
            _cyxth
            echo "$shown: ${(j: :)found#--output=}"
        }
        try -p st
        try -p users us
        try users list -o js
        try users list --output=cs
        try users create a
        try users list ''
    "#;
    if let Some(lines) = completed("zsh", "_cyxth", program) {
        assert_eq!(lines, EXPECTED);
    }
}

#[test]
fn fish_completes() {
    let program = r#"
        source SCRIPT
        for line in '-p st' '-p users us' 'users list -o js' 'users list --output=cs' 'users create a' 'users list '
            set -l found (complete -C "cyxth $line" | string replace -r '\t.*' '' | string replace -- --output= '')
            echo "$line: $found"
        end
    "#;
    if let Some(lines) = completed("fish", "cyxth.fish", program) {
        assert_eq!(lines, EXPECTED);
    }
}

/// The lines of the help install the scripts in a home that is empty.
#[test]
fn the_lines_of_the_help_install_the_scripts() {
    let env = env();
    let help = env.run("completions --help").out;
    let lines: Vec<&str> = help
        .lines()
        .map(str::trim)
        .filter(|line| line.starts_with("mkdir ") || line.starts_with("cyxth completions "))
        .collect();
    let bin = Path::new(env!("CARGO_BIN_EXE_cyxth")).parent().unwrap();
    let mut command = env.program("sh");
    command.env("PATH", format!("{}:/usr/bin:/bin", bin.display()));
    assert!(lines_of(command.args(["-ec", &lines.join("\n")])).is_empty());
    for file in [
        ".local/share/bash-completion/completions/cyxth",
        ".zfunc/_cyxth",
        ".config/fish/completions/cyxth.fish",
    ] {
        let script = fs::read_to_string(env.path("home").join(file)).unwrap();
        assert!(script.contains("__complete"), "{file}");
    }
}
