//! The two scales of modes: by option, variable and profile, in every place that names one.

use serde_json::Value;

use crate::support::server::{Server, count, json};
use crate::support::{Env, KEY};

/// An instance whose users have these modes, and which takes any change.
fn instance(modes: &[u64]) -> Server {
    let users: Vec<String> = modes
        .iter()
        .enumerate()
        .map(|(at, mode)| format!("{{\"id\":\"u{at}\",\"name\":\"U\",\"mode\":{mode}}}"))
        .collect();
    let users = format!("[{}]", users.join(","));
    Server::new(
        move |_, request| match (&*request.method, request.query("starting_after")) {
            ("GET", None) if request.target.starts_with("/api/users") => json(200, users.clone()),
            ("GET", _) => json(200, "[]"),
            _ => count(1),
        },
    )
}

/// The bodies of the changes that came in.
fn bodies(server: &Server) -> Vec<String> {
    let requests = server.requests();
    let changes = requests.iter().filter(|request| request.method != "GET");
    changes.map(|request| request.body.clone()).collect()
}

#[test]
fn option_variable_and_profile_say_what_a_name_means() {
    let moderate = "users moderate --mode admin u1";
    for (profile, variable, option, mode) in [
        ("", None, "", 700),
        ("flags", None, "", 4),
        ("flags", Some("levels"), "", 700),
        ("levels", Some("levels"), " --mode-scale flags", 4),
        ("", Some("flags"), "", 4),
    ] {
        let server = instance(&[]);
        let scale = match profile {
            "" => String::new(),
            scale => format!("mode_scale = \"{scale}\"\n"),
        };
        let mut env = Env::new().profiles(&format!(
            "default = \"a\"\n[profiles.a]\napp_url = \"{}\"\nkey = \"{KEY}\"\n{scale}",
            server.address()
        ));
        if let Some(variable) = variable {
            env = env.var("CYXTH_MODE_SCALE", variable);
        }
        env.run(&format!("{moderate}{option}")).ok();
        let body: Value = serde_json::from_str(&bodies(&server)[0]).unwrap();
        assert_eq!(body["mode"], mode, "{profile} {variable:?} {option}");
    }
    // The profile's holds for its URL, however the command came to it.
    let server = instance(&[]);
    let env = Env::of(&server).profiles(&format!(
        "[profiles.a]\napi_url = \"{}/\"\nkey = \"{KEY}\"\nmode_scale = \"flags\"\n",
        server.api_url()
    ));
    env.run(moderate).ok();
    assert!(bodies(&server)[0].contains("\"mode\":4"));
    let bad = env.var("CYXTH_MODE_SCALE", "both").run(moderate);
    assert!(bad.fails(2).contains("CYXTH_MODE_SCALE is `both`"));
}

#[test]
fn a_name_without_a_scale_is_refused_where_the_modes_look_like_flags() {
    for (modes, is_refused) in [
        (&[0, 1, 3][..], true),
        (&[4], true),
        (&[0, 0], false),
        (&[], false),
        (&[1, 600], false),
    ] {
        for (line, input) in [
            ("users moderate --mode admin u0", ""),
            ("members moderate lobby --mode send_recv u0", ""),
            ("users create --id x --mode admin", ""),
            ("users create", r#"{"id":"x","name":"X","mode":"admin"}"#),
            ("users create --format csv", "id,name,mode\nx,X,recv_only\n"),
            (
                "apply",
                r#"{"users":[{"id":"u0","name":"U","mode":"admin"}]}"#,
            ),
        ] {
            let server = instance(modes);
            let env = Env::of(&server);
            let ran = env.pipe(input, line);
            assert_eq!(
                bodies(&server).is_empty(),
                is_refused,
                "{modes:?} {line} {ran:#?}"
            );
            match is_refused {
                true => assert!(ran.fails(2).contains("--mode-scale flags"), "{ran:#?}"),
                false => assert_eq!(ran.code, 0, "{ran:#?}"),
            }
            if is_refused {
                let set = env.pipe(input, &format!("{line} --mode-scale levels"));
                assert_eq!(set.code, 0, "{set:#?}");
            }
        }
        // Neither a number nor `block` depends on a scale, and nothing is read for them.
        for mode in ["block", "700"] {
            let server = instance(modes);
            Env::of(&server)
                .run(&format!("users moderate --mode {mode} u0"))
                .ok();
            assert_eq!(server.lines().len(), 1);
        }
    }
}

#[test]
fn flags_in_tables_filters_and_records() {
    let env = Env::sandbox().var("CYXTH_MODE_SCALE", "flags");
    env.file(
        "users.csv",
        "id,name,mode\na,A,viewer+editor\nb,B,no-access\nc,C,300\n",
    );
    env.run("users create users.csv").ok();
    env.pipe(r#"{"id":"d","name":"D","mode":"admin"}"#, "users create")
        .ok();
    let listed = env.run("users list --columns id,mode");
    assert_eq!(
        listed.ok(),
        "ID  MODE\na   3 viewer+editor\nb   0 no_access\nc   300\nd   4 admin\n"
    );
    assert_eq!(env.run("users list --filter mode=admin -o id").ok(), "d\n");
    assert_eq!(
        env.run("users list --filter mode=viewer+editor -o id").ok(),
        "a\n"
    );
    let stats = env.run("stats");
    assert!(stats.ok().contains("3 viewer+editor"), "{stats:#?}");
    // Numbers alone, whatever the scale.
    let levels = env.run("users list --columns id,mode --mode-scale levels");
    assert!(levels.ok().contains("a   3\n") && levels.out.contains("b   0 block"));
    for line in [
        "users moderate --mode recv_only a",
        "users create --id x --mode block",
        "users list --filter mode=send_recv",
    ] {
        let ran = env.run(line);
        assert!(ran.fails(2).contains("--mode-scale levels"), "{ran:#?}");
    }
    let ran = env.pipe(r#"{"id":"x","mode":"recv_only"}"#, "users create");
    assert!(ran.fails(2).contains("--mode-scale levels"), "{ran:#?}");
}

#[test]
fn documents_say_their_scale_and_convert_nothing() {
    let env = Env::sandbox();
    env.file(
        "d.json",
        r#"{"mode_scale":"flags","users":[{"id":"a","name":"A","mode":"viewer"},{"id":"b","name":"B","mode":"admin"}],
            "channels":[{"id":"c","name":"C","members":[{"id":"a","mode":"editor"}]}]}"#,
    );
    env.run("apply d.json").ok();
    let plain = env.run("export");
    assert!(!plain.ok().contains("mode_scale"));
    let flags = env.run("export --mode-scale flags");
    let value: Value = serde_json::from_str(flags.ok()).unwrap();
    assert!(flags.out.starts_with("{\"mode_scale\":\"flags\""));
    assert_eq!(value["users"][1]["mode"], 4);
    assert_eq!(value["channels"][0]["members"][0]["mode"], 2);
    let lines = env.run("export --mode-scale flags -o jsonl");
    assert!(lines.ok().starts_with("{\"mode_scale\":\"flags\"}\n"));
    let back = env.pipe(&lines.out, "diff --exit-code");
    back.ok();
    // Another scale means something else by the same numbers.
    let other = env.pipe(&lines.out, "apply --mode-scale levels");
    assert!(
        other.fails(2).contains("numbers are never converted"),
        "{other:#?}"
    );
    let late = env.pipe(
        "{\"user\":{\"id\":\"a\",\"mode\":\"admin\"}}\n{\"mode_scale\":\"flags\"}\n",
        "apply",
    );
    assert!(
        late.fails(2).contains("`mode_scale` comes before"),
        "{late:#?}"
    );
}

#[test]
fn help_and_completion_name_the_modes_of_the_scale() {
    let env = Env::new();
    let help = env.run("users moderate -h");
    assert!(help.ok().contains("send_recv") && !help.out.contains("viewer"));
    let help = env.run("users moderate -h --mode-scale flags");
    assert!(help.ok().contains("viewer") && !help.out.contains("send_recv"));
    let complete = |env: &Env, word: &str| {
        let words = ["__complete", "zsh", "users", "moderate", "--mode", word];
        let ran = env.args(&words);
        let lines = ran.ok().lines().skip(1);
        let words: Vec<String> = lines
            .map(|line| line.split('\t').next().unwrap().to_owned())
            .collect();
        words
    };
    assert_eq!(complete(&env, "v"), Vec::<String>::new());
    let flags = env.var("CYXTH_MODE_SCALE", "flags");
    assert_eq!(complete(&flags, "v"), ["viewer"]);
    assert_eq!(complete(&flags, "viewer+e"), ["viewer+editor"]);
    let env = Env::new().profiles(
        "default = \"f\"\n[profiles.f]\napp_url = \"f.example\"\nkey_env = \"K\"\nmode_scale = \"flags\"\n",
    );
    assert_eq!(complete(&env, "e"), ["editor"]);
    assert!(env.run("users moderate --help").ok().contains("no_access"));
}

#[test]
fn a_profile_holds_its_scale_and_check_says_what_the_modes_look_like() {
    let server = instance(&[0, 1, 3]);
    let env = Env::new();
    let add = format!("profile add a --app-url {} --key-stdin", server.address());
    env.pipe(KEY, &add).ok();
    let ran = env.run("profile check a");
    assert!(ran.ok().contains("0, 1, 3 look like flags"), "{ran:#?}");
    assert!(ran.err.contains("--mode-scale"), "{ran:#?}");
    env.run("profile add a --replace --mode-scale flags").ok();
    assert!(env.profiles_text().contains("mode_scale = \"flags\""));
    env.run("profile add a --replace --key-env K").ok();
    let shown = env.run("profile show a");
    assert!(shown.ok().contains("modes     flags"), "{shown:#?}");
    let env = env.var("K", KEY);
    let ran = env.run("profile check a");
    assert!(
        ran.ok().contains("names are of flags") && ran.err.is_empty(),
        "{ran:#?}"
    );
    let ran = env.run("profile check a -o json");
    let checked: Value = serde_json::from_str(ran.ok()).unwrap();
    assert_eq!(checked["modes_look_like"], "flags");
    let broken = Env::new().profiles(
        "[profiles.a]\napp_url = \"a.example\"\nkey_env = \"K\"\nmode_scale = \"modern\"\n",
    );
    assert!(
        broken
            .run("users list -p a")
            .fails(3)
            .contains("mode_scale")
    );
}
