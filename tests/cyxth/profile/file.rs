//! The file of profiles: kept private, never lost, and refused when it is broken.

use std::io::Write;
use std::process::Stdio;

use crate::support::process::write_and_settle;
use crate::support::{Env, KEY};
#[cfg(unix)]
use crate::support::{mode, set_mode};

#[cfg(unix)]
#[test]
fn keys_are_stored_for_the_users_eyes_only() {
    let env = Env::new();
    let line = "profile add a --app-url r4.cyxth.com/app_id --key-stdin";
    assert_eq!(env.pipe(KEY, line).err.matches("chmod").count(), 0);
    let file = env.path("config/profiles.toml");
    assert_eq!(mode(&file), 0o600);
    assert_eq!(mode(&env.path("config")), 0o700);
    // Nothing else is left there that others could read.
    for entry in std::fs::read_dir(env.path("config")).unwrap() {
        assert_eq!(mode(&entry.unwrap().path()), 0o600);
    }
    for (wide, line) in [
        (0o644, "profile list"),
        (0o640, "profile show a"),
        (0o604, "users list -p a --retries 0 --timeout 0.001"),
    ] {
        set_mode(&file, wide);
        let ran = env.run(line);
        assert!(
            ran.err.contains("warning: ") && ran.err.contains("600"),
            "{ran:#?}"
        );
    }
    set_mode(&file, 0o600);
    assert_eq!(env.run("profile list").err, "");
    // A change makes it private again.
    set_mode(&file, 0o644);
    env.run("profile use sandbox").ok();
    assert_eq!(mode(&file), 0o600);
    set_mode(&env.path("config"), 0o755);
    let ran = env.pipe(KEY, &format!("{line} --replace"));
    assert!(ran.err.contains("700"), "{ran:#?}");
}

#[cfg(unix)]
#[test]
fn a_file_that_is_a_link_stays_one() {
    let env = Env::new();
    env.file("dotfiles/profiles.toml", "# mine\n");
    std::fs::create_dir(env.path("config")).unwrap();
    std::os::unix::fs::symlink(
        "../dotfiles/profiles.toml",
        env.path("config/profiles.toml"),
    )
    .unwrap();
    env.run("profile add a --app-url a.example --key-env A")
        .ok();
    assert!(env.path("config/profiles.toml").is_symlink());
    let text = std::fs::read_to_string(env.path("dotfiles/profiles.toml")).unwrap();
    assert!(
        text.contains("# mine\n") && text.contains("a.example"),
        "{text}"
    );
}

#[test]
fn comments_and_order_survive_a_change() {
    let env = Env::new().profiles(
        "# my instances\ndefault = \"z\" # the one I use\n\n# production\n[profiles.z] # careful\n\
         # moved in May\napp_url = \"https://z.example\" # behind the proxy\n\
         # rotated monthly\nkey = \"0123456789abcdef\" # expires\nowner = \"me\"\n\n\
         # staging\n[profiles.a]\nkey_env = \"A\"\napp_url = \"a.example\"\n",
    );
    env.pipe("fedcba9876543210", "profile add z --replace --key-stdin")
        .ok();
    env.run("profile use a").ok();
    env.run("profile add m --app-url m.example --key-env M")
        .ok();
    let text = env.profiles_text();
    for part in [
        "# my instances",
        "# production",
        "# careful",
        "# moved in May",
        "# behind the proxy",
        "# rotated monthly",
        "# expires",
        "owner = \"me\"",
        "# staging",
        "fedcba9876543210",
        "default = \"a\" # the one I use",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert_eq!(env.run("profile list -o id").ok(), "z\na\nm\nsandbox\n");
}

#[test]
fn changes_at_the_same_time_are_all_kept() {
    let env = Env::new();
    let children: Vec<_> = (0..8)
        .map(|n| {
            let (name, url) = (format!("p{n}"), format!("p{n}.example"));
            env.command(&["profile", "add", &name, "--app-url", &url, "--key-env", "K"])
                .stdin(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .unwrap()
        })
        .collect();
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    assert_eq!(env.run("profile list -o id").ok().lines().count(), 9);
}

#[test]
fn a_broken_file_is_an_error_that_does_not_show_its_lines() {
    for text in [
        format!("[profiles.a]\napp_url = \"a.example\"\nkey = {KEY}\n"),
        format!("[profiles.a\nkey = \"{KEY}\"\n"),
        format!("[profiles.a]\nkey = \"{KEY}\nx\n"),
        format!("[profiles.a]\napp_url = 7\nkey = \"{KEY}\"\n"),
        format!("[profiles.a]\nkey = \"{KEY}\"\n"),
        format!("[profiles.a]\napp_url = \"http://a.example\"\nkey = \"{KEY}\"\n"),
        format!("[profiles.a]\napp_url = \"a.example\"\nkey = [\"{KEY}\"]\n"),
        format!("[profiles.a]\napp_url = \"a.example\"\nkey = \"{KEY}\"\nkey_env = \"A\"\n"),
        format!("[profiles.a]\napp_url = \"a.example\"\nkey = \"{KEY} x\"\n"),
        "profiles = 3\n".to_owned(),
        "profiles = [\"a\"]\n".to_owned(),
        "[profiles]\na = \"a.example\"\n".to_owned(),
    ] {
        let env = Env::new().profiles(&text);
        let ran = env.run("users list -p a");
        assert!(!ran.fails(3).contains(&KEY[..8]), "{ran:#?}");
        let ran = env.run("users list -p a -o json");
        assert_eq!(ran.error()["kind"], "config");
        assert_eq!(env.profiles_text(), text);
    }
    for text in [
        "default = 3\n",
        "profiles = 3\n",
        "[profiles.a\n",
        "default = \"gone\"\n",
    ] {
        let env = Env::new().profiles(text);
        let err = env.run("users list").err;
        assert!(!err.contains("no instance is configured"), "{text}: {err}");
        env.run("users list").fails(3);
    }
    let env = Env::new();
    env.file("config/profiles.toml", b"default = \"\xff\"");
    env.run("profile list").fails(3);
    // A broken file is not overwritten.
    env.run("profile add a --app-url a.example --key-env A")
        .fails(3);
}

#[test]
fn a_change_made_while_a_key_is_waited_for_is_kept() {
    let env =
        Env::new().profiles("[profiles.a]\napp_url = \"old.example\"\nkey = \"old-key-0123\"\n");
    let mut waits = env
        .command(&["profile", "add", "a", "--replace", "--key-stdin"])
        .stdin(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut stdin = waits.stdin.take().unwrap();
    let (first, rest) = KEY.split_at(8);
    write_and_settle(&mut stdin, first);
    env.run("profile add a --replace --app-url new.example --key-env K")
        .ok();
    stdin.write_all(rest.as_bytes()).unwrap();
    drop(stdin);
    assert!(waits.wait().unwrap().success());
    let text = env.profiles_text();
    assert!(text.contains("new.example") && text.contains(KEY), "{text}");
    assert!(!text.contains("old") && !text.contains("key_env"), "{text}");
}

#[test]
fn a_profile_with_a_broken_url_can_be_listed_replaced_and_removed() {
    let text = format!(
        "[profiles.a]\napp_url = \"ftp://a.example\"\nkey = \"{KEY}\"\n\
         [profiles.b]\napp_url = \"https://user:secret@b.example\"\nkey_env = \"B\"\n\
         [profiles.c]\napp_url = 7\nkey = \"{KEY}\"\nkey_env = \"C\"\n\
         [profiles.d]\napp_url = \"d.example\"\nkey_env = \"D\"\n"
    );
    let env = Env::new().profiles(&text);
    let ran = env.run("profile list -o json");
    let list: serde_json::Value = serde_json::from_str(ran.ok()).unwrap();
    assert_eq!(list[0]["app_url"], "ftp://a.example");
    assert_eq!(list[0]["key_source"], "stored");
    assert_eq!(list[1]["app_url"], "…@b.example");
    assert_eq!(list[2]["name"], "c");
    assert_eq!(list[3]["api_url"], "https://d.example/api");
    assert_eq!(ran.err.matches("warning: profile ").count(), 3, "{ran:#?}");
    assert!(!ran.err.contains("secret") && !ran.err.contains(KEY));
    env.run("profile show a").fails(3);

    // Its key may be meant for another place; with a new one nothing of it is needed.
    env.run("profile add a --replace --app-url new.example")
        .fails(2);
    env.pipe(KEY, "profile add a --replace --key-stdin")
        .fails(3);
    assert_eq!(env.profiles_text(), text);
    env.pipe(
        "new-key-0123456789",
        "profile add a --replace --app-url new.example --key-stdin",
    )
    .ok();
    env.run("profile add b --replace --app-url b.example").ok();
    env.run("profile add c --replace --app-url c.example --key-env C")
        .ok();
    assert_eq!(env.run("profile list").err, "");

    let env = Env::new().profiles(&text);
    for name in ["a", "b", "c", "d"] {
        env.run(&format!("profile remove {name} --yes")).ok();
    }
    assert_eq!(env.run("profile list -o id").ok(), "sandbox\n");
}
