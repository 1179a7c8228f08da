//! Words that people guess from other tools: exit 2, and what to type instead.

use crate::support::Env;
use crate::support::server::Server;

#[test]
fn a_guessed_word_is_answered_with_the_right_one() {
    let server = Server::content();
    let env = Env::of(&server);
    for (line, hint) in [
        ("users update u1 --name x", "users moderate"),
        ("users edit u1", "apply --recreate"),
        ("users show u1", "cyxth users get ID"),
        ("channels show c1", "cyxth channels get ID"),
        ("channels rename c1 hall", "channels update ID --name"),
        ("channels edit c1", "channels update ID --name"),
        ("members move c1 c2 u1", "members remove OLD USER"),
        ("users block u1", "cyxth users moderate"),
        ("users remove u1", "users delete"),
        ("profile delete x", "profile remove"),
        ("undo", "apply FILE"),
        ("version", "--version"),
        ("list", "cyxth users"),
        // Names of profiles are not taken for commands.
        ("-p channels users -p members show u1", "cyxth users get ID"),
    ] {
        let ran = env.run(line);
        let lines: Vec<&str> = ran.fails(2).lines().collect();
        assert_eq!(lines.len(), 2, "{line}: {ran:#?}");
        assert!(
            lines[0].starts_with("error: there is no command `cyxth "),
            "{ran:#?}"
        );
        assert!(
            lines[1].starts_with("hint: ") && lines[1].contains(hint),
            "{line}: {ran:#?}"
        );
        assert_eq!(ran.out, "", "{line}");
    }
    let ran = env.run("channels rename c1 hall -o json");
    let error = ran.error();
    assert_eq!(error["kind"], "usage");
    assert!(error["hint"].as_str().unwrap().contains("channels update"));
    assert_eq!(ran.err.lines().count(), 1);
    // A slip of the finger is none of them.
    assert!(env.run("users lits").fails(2).contains("'list'"));
    assert!(server.requests().is_empty());
}

#[test]
fn ls_and_rm_are_list_and_delete() {
    let env = Env::sandbox();
    env.run("users create --id u1").ok();
    env.run("channels create --id c1 --member u1").ok();
    assert_eq!(env.run("users ls -o id").ok(), "u1\n");
    assert_eq!(env.run("channels ls -o id").ok(), "c1\n");
    env.run("members ls c1").ok();
    env.run("members rm c1 u1 --yes").ok();
    env.run("channels rm c1 --yes").ok();
    env.run("users rm u1 --yes").ok();
    assert_eq!(env.run("users list -o id").ok(), "");
    assert!(env.run("profile ls -o id").ok().contains("sandbox"));
    // One name is enough in lists.
    for words in ["users -h", "channels -h", "members -h", "profile -h"] {
        assert!(!env.run(words).ok().contains(" ls"), "{words}");
    }
}

#[test]
fn all_commands_fit_on_a_screen() {
    let ran = Env::new().run("");
    let lines: Vec<&str> = ran.fails(2).lines().collect();
    assert!(lines.len() <= 23, "{ran:#?}");
    for line in &lines {
        assert!(line.chars().count() <= 80, "{line}");
    }
    for command in cyxth::cli::command().get_subcommands() {
        let name = format!("  {} ", command.get_name());
        assert!(lines.iter().any(|line| line.starts_with(&name)), "{name}");
    }
    let error = Env::new().run("users -o json").error();
    assert_eq!(error["message"], "a command is missing");
}

#[test]
fn what_is_required_stands_first() {
    for words in ["users moderate -h", "members moderate -h"] {
        let help = Env::new().run(words).out;
        let (before, _) = help.split_once("Many records:").unwrap();
        assert!(before.contains("--mode <MODE>  "), "{help}");
    }
}
