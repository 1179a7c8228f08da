//! Profiles with plain http to another machine, which commands refuse.

use crate::support::{Env, Ran};

const PROFILES: &str = "\
default = \"good\"
[profiles.good]
app_url = \"good.example\"
key_env = \"K\"
[profiles.near]
api_url = \"http://127.0.0.1:4000/api\"
key_env = \"K\"
[profiles.open]
app_url = \"http://sandbox:4000\"
key_env = \"K\"
[profiles.wide]
api_url = \"http://10.1.2.3/api\"
key_env = \"K\"
";

/// The profiles that a run has warned of, and whether it said that commands refuse them.
fn warned(ran: &Ran) -> Vec<(&str, bool)> {
    let lines = ran.err.lines().filter_map(|line| {
        let rest = line.strip_prefix("warning: profile `")?;
        let (name, rest) = rest.split_once('`')?;
        let what = rest.strip_prefix(" is plain http")?;
        Some((
            name,
            what.contains("commands refuse it without `--allow-http`"),
        ))
    });
    lines.collect()
}

#[test]
fn they_are_warned_of_wherever_profiles_are_spoken_of() {
    let env = Env::new().var("K", "key-of-a-variable").profiles(PROFILES);
    for format in ["table", "json", "jsonl", "csv", "id"] {
        let ran = env.run(&format!("profile list -o {format}"));
        assert!(ran.ok().contains("open"), "{ran:#?}");
        assert_eq!(warned(&ran), [("open", true), ("wide", true)], "{ran:#?}");
    }
    let ran = env.run("profile list --quiet");
    assert_eq!((ran.ok().is_empty(), &*ran.err), (false, ""));
    for (name, is_open) in [
        ("good", false),
        ("near", false),
        ("open", true),
        ("wide", true),
    ] {
        let expected: &[(&str, bool)] = match is_open {
            true => &[(name, true)],
            false => &[],
        };
        let shown = env.run(&format!("profile show {name}"));
        shown.ok();
        assert_eq!(warned(&shown), expected, "{shown:#?}");
        let used = env.run(&format!("profile use {name}"));
        used.ok();
        assert_eq!(warned(&used), expected, "{used:#?}");
        let says_so = used
            .err
            .contains("warning: the next command ends with an error: ");
        assert_eq!(says_so, is_open, "{used:#?}");
        // It is so.
        if is_open {
            env.run("users list").fails(3);
        }
    }
    // Of the sandbox there is nothing to say.
    assert_eq!(warned(&env.run("profile show sandbox")), []);
}

#[test]
fn where_plain_http_is_allowed_the_warning_says_what_that_means() {
    let env = Env::new().profiles(PROFILES);
    let ran = env.run("profile list --allow-http");
    assert_eq!(warned(&ran), [("open", false), ("wide", false)], "{ran:#?}");
    assert!(ran.err.contains("goes to sandbox"), "{ran:#?}");
    // It was allowed once, and later commands are told.
    let ran = env.run("profile add new --allow-http --app-url http://new:4000 --key-env K");
    ran.ok();
    assert_eq!(warned(&ran), [("new", false)], "{ran:#?}");
    let ran = env.run("profile add new --replace --key-env OTHER");
    ran.ok();
    assert_eq!(warned(&ran), [("new", true)], "{ran:#?}");
}
