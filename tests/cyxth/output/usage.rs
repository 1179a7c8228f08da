//! Wrong words: exit 2, a line that says so, and nothing sent.

use crate::support::Env;
use crate::support::server::Server;

#[test]
fn wrong_words_end_with_2_and_send_nothing() {
    let server = Server::content();
    let env = Env::of(&server);
    for line in [
        "",
        "nonsense",
        "users",
        "users nonsense",
        "users list extra",
        "users list --bogus",
        "users list --limit",
        "users list --limit 0",
        "users list --limit -1",
        "users list --limit many",
        "users list --limit 3 --all",
        "users list --page-size 0",
        "users list -o xml",
        "users list -v -q",
        "users list --timeout 0",
        "users list --timeout soon",
        "users list --retries -1",
        "users list --color blue",
        "users list --columns id -o json",
        "users list --columns id,,name",
        "users delete --from ids.txt u1 --yes",
        "users moderate u1",
        "users moderate u1 --mode boss",
        "users moderate u1 --mode -1",
        "users moderate u1 --mode 1.5",
        "users moderate u1 --mode",
        "users create --name nobody",
        "users create --mode admin",
        "users create --metadata a=b",
        "users create --id u1 --metadata ab",
        "users create --id u1 --metadata =b",
        "users create --id u1 --metadata a=1 --metadata a=2",
        "users create --id u1 users.json",
        "users create --id= --name x",
        "users create --batch-size 0 --id u1",
        "channels create --member u1",
        "channels update --name x",
        "members list",
        "members add",
        "profile use",
        "profile add",
        "profile nonsense",
        "completions tcsh",
    ] {
        let ran = env.run(line);
        assert_eq!(ran.code, 2, "{line}: {ran:#?}");
        assert_eq!(ran.out, "", "{line}");
        assert!(!ran.err.trim().is_empty(), "{line}");
    }
    assert_eq!(server.lines(), Vec::<String>::new());
}

#[test]
fn as_json_a_usage_error_is_one_object_on_one_line() {
    let server = Server::content();
    let env = Env::of(&server);
    for line in [
        "-o json nonsense",
        "users list -o json --bogus",
        "users list -ojsonl --bogus",
        "users list --output=json --bogus",
        "users list -qo json --bogus",
        "users list --bogus --output jsonl",
        "users moderate --mode boss u1 -o json",
        "users moderate u1 -o json",
        "users list -o json --columns id",
        "users create --id u1 --metadata ab -o json",
        "users create missing.json -o json",
        "users delete u1 -o json",
    ] {
        let ran = env.run(line);
        assert_eq!(ran.code, 2, "{line}: {ran:#?}");
        assert_eq!(ran.err.lines().count(), 1, "{line}: {ran:#?}");
        assert_eq!(ran.error()["kind"], "usage", "{line}");
        assert_eq!(ran.out, "");
    }
    let ran = Env::new().var("CYXTH_OUTPUT", "json").run("nonsense");
    assert_eq!(ran.error()["kind"], "usage");
}

#[test]
fn a_format_after_two_dashes_is_an_argument() {
    let ran = Env::new().run("users nonsense -- -o json");
    assert!(ran.fails(2).starts_with("error: "));
}

#[test]
fn a_variable_with_no_format_in_it_is_refused() {
    let server = Server::content();
    let env = Env::of(&server).var("CYXTH_OUTPUT", "xml");
    assert!(env.run("users list").fails(2).contains("CYXTH_OUTPUT"));
    // The option comes first.
    assert_eq!(env.run("users list -o id").code, 0);
}

#[test]
fn an_error_is_a_line_and_a_hint() {
    let server = Server::content();
    let ran = Env::of(&server).run("users delete u1");
    let lines: Vec<&str> = ran.fails(2).lines().collect();
    assert!(lines[0].starts_with("error: "), "{ran:#?}");
    assert!(lines[1].starts_with("hint: ") && lines[1].contains("--yes"));
    assert_eq!(lines.len(), 2, "{ran:#?}");
}

#[test]
fn nothing_on_standard_input_is_an_empty_input() {
    let server = Server::content();
    let env = Env::of(&server);
    for line in [
        "users create",
        "channels create",
        "channels update",
        "users delete --yes",
        "users moderate --mode block",
        "members add c1",
    ] {
        let ran = env.run(line);
        assert!(ran.fails(2).contains("--allow-empty"), "{line}");
    }
    assert!(server.requests().is_empty());
}

#[test]
fn help_and_version_are_results() {
    let env = Env::new();
    for line in [
        "--help",
        "-h",
        "help",
        "users --help",
        "users create --help",
        "members moderate --help",
        "profile add --help",
        "--version",
        "completions bash",
    ] {
        let ran = env.run(line);
        assert!(!ran.ok().is_empty(), "{line}");
        assert_eq!(ran.err, "", "{line}");
    }
    let version = env.run("--version");
    assert_eq!(
        version.out,
        concat!("cyxth ", env!("CARGO_PKG_VERSION"), "\n")
    );
}

#[test]
fn the_exit_statuses_are_in_the_help() {
    let help = Env::new().run("--help").out;
    for number in [
        "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "130",
    ] {
        assert!(help.contains(&format!("{number} ")), "{number}");
    }
}
