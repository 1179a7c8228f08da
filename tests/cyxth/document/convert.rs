//! Exports of other services become documents that `apply` takes.

use std::fs;
use std::io::Write;
use std::path::Path;

use serde_json::{Value, json};

use crate::support::Env;

/// Files of an export by name, as a folder.
fn folder(dir: &Path, files: &[(&str, &str)]) {
    for (name, text) in files {
        let path = dir.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

/// The same as an archive.
fn zip(path: &Path, files: &[(&str, &str)]) {
    let mut zip = zip::ZipWriter::new(fs::File::create(path).unwrap());
    for (name, text) in files {
        let options = zip::write::SimpleFileOptions::default();
        zip.start_file(*name, options).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap();
}

const SLACK: [(&str, &str); 6] = [
    (
        "users.json",
        r#"[
  {"id": "U2", "team_id": "T1", "name": "grace", "deleted": false, "real_name": "Grace Hopper",
   "profile": {"real_name": "Grace Hopper", "display_name": "amazing", "email": "grace@example.com",
               "image_72": "https://a.example/72.png", "image_512": "https://a.example/512.png"}},
  {"id": "U1", "name": "ada", "profile": {"real_name": "", "display_name": ""}},
  {"id": "U3", "name": "gone", "deleted": true, "profile": {"real_name": "Gone"}},
  {"id": "U4", "name": "bot", "is_bot": true, "deleted": false, "profile": {"real_name": "Bot"}}
]"#,
    ),
    (
        "channels.json",
        r#"[
  {"id": "C2", "name": "random", "is_archived": true, "members": ["U2", "U1", "U3", "U9"],
   "topic": {"value": "", "creator": "U1"}, "purpose": {"value": "Anything"}},
  {"id": "C1", "name": "general", "is_general": true, "members": ["U1", "U2", "U2"],
   "topic": {"value": "Work"}, "purpose": {"value": ""}}
]"#,
    ),
    (
        "groups.json",
        r#"[{"id": "G1", "name": "secret", "members": ["U4"]}]"#,
    ),
    ("dms.json", r#"[{"id": "D1", "members": ["U1", "U1"]}]"#),
    (
        "mpims.json",
        r#"[{"id": "M1", "name": "mpdm-ada--grace-1", "members": ["U1", "U2"]}]"#,
    ),
    (
        "general/2026-11-27.json",
        r#"[{"type": "message", "text": "hi"}]"#,
    ),
];

fn slack_document() -> Value {
    json!({
        "users": [
            {"id": "U1", "name": "ada"},
            {"id": "U2", "name": "Grace Hopper", "metadata": {
                "avatar": "https://a.example/512.png", "email": "grace@example.com"}},
            {"id": "U4", "name": "Bot"},
        ],
        "channels": [
            {"id": "C1", "name": "general", "metadata": {"topic": "Work"}, "members": ["U1", "U2"]},
            {"id": "C2", "name": "random", "metadata": {"purpose": "Anything"},
             "members": ["U1", "U2"]},
            {"id": "G1", "name": "secret", "members": ["U4"]},
        ],
    })
}

#[test]
fn slack_exports_are_converted_from_folders_and_archives() {
    let env = Env::new();
    folder(&env.path("export"), &SLACK);
    zip(&env.path("export.zip"), &SLACK);
    let inner: Vec<(String, &str)> = SLACK
        .iter()
        .map(|(name, text)| (format!("export/{name}"), *text))
        .collect();
    let inner: Vec<(&str, &str)> = inner.iter().map(|(name, text)| (&**name, *text)).collect();
    zip(&env.path("folder.zip"), &inner);
    for path in ["export", "export.zip", "folder.zip"] {
        let ran = env.run(&format!("convert slack {path}"));
        let document: Value = serde_json::from_str(ran.ok()).unwrap();
        assert_eq!(document, slack_document(), "{path}");
        for note in [
            "converted 3 users, 3 channels and 5 members",
            "1 archived channel",
            "1 private channel",
            "left out: 1 deleted users (`U3`)",
            "left out: 1 members who are deleted users (`U3`)",
            "left out: 1 members who are not users of the export (`U9`)",
            "left out: 2 direct messages (`D1`, `M1`)",
        ] {
            assert!(ran.err.contains(note), "{path}: {note}\n{}", ran.err);
        }
    }
}

/// A part that cannot be read must not pass for one that is not there: `apply --prune` of the
/// document would delete all channels.
#[cfg(unix)]
#[test]
fn a_part_that_cannot_be_read_is_no_missing_part() {
    let env = Env::new();
    let export = env.path("export");
    folder(&export, &SLACK);
    let channels = export.join("channels.json");
    let refused = |words: &str| {
        let ran = env.run("convert slack export");
        let err = ran.fails(2);
        assert!(
            err.contains("channels.json: ") && err.contains(words),
            "{err}"
        );
        assert_eq!(ran.out, "");
    };
    fs::remove_file(&channels).unwrap();
    std::os::unix::fs::symlink("../gone.json", &channels).unwrap();
    refused("No such file");
    fs::remove_file(&channels).unwrap();
    fs::create_dir(&channels).unwrap();
    refused("it is not a file");
    // Nor are parts of two exports one.
    let two = [
        ("a/users.json", r#"[{"id":"U1","name":"a"}]"#),
        ("b/users.json", r#"[{"id":"U2","name":"b"}]"#),
        ("b/channels.json", "[]"),
        ("__MACOSX/users.json", "x"),
    ];
    zip(&env.path("two.zip"), &two);
    let ran = env.run("convert slack two.zip");
    assert!(
        ran.fails(2)
            .contains("several folders at the top level, `a` and `b`"),
        "{ran:#?}"
    );
    zip(&env.path("one.zip"), &[two[0], two[3]]);
    env.run("convert slack one.zip").ok();
}

#[test]
fn what_is_converted_is_applied_and_in_sync() {
    let env = Env::new();
    folder(&env.path("export"), &SLACK);
    for format in ["json", "jsonl"] {
        let document = env.run(&format!("convert slack export -o {format} -q"));
        assert_eq!(document.err, "");
        env.pipe(document.ok(), "apply - -p sandbox").ok();
        env.pipe(document.ok(), "diff - -p sandbox --exit-code")
            .ok();
    }
    let file = env.run("convert slack export --to slack.json");
    assert_eq!(file.ok(), "");
    env.run("diff slack.json -p sandbox --exit-code").ok();
    env.run("convert slack export --to export/users.json")
        .fails(2);
    env.run("convert slack export -o table").fails(2);
}

const MATTERMOST: &str = r#"{"type":"version","version":1,"info":{"generator":"mattermost-server"}}
{"type":"team","team":{"name":"eng","display_name":"Engineering","type":"I"}}
{"type":"channel","channel":{"team":"eng","name":"town-square","display_name":"Town Square","type":"O","header":"Hello","purpose":""}}
{"type":"channel","channel":{"team":"eng","name":"old","display_name":"Old","type":"P","deleted_at":1690000000000}}
{"type":"user","user":{"username":"grace","email":"grace@example.com","first_name":"Grace","last_name":"Hopper","nickname":"amazing","delete_at":0,"profile_image":"data/grace.png","teams":[{"name":"eng","roles":"team_user","channels":[{"name":"town-square","roles":"channel_user"},{"name":"old"}]}]}}
{"type":"user","user":{"username":"gone","email":"gone@example.com","delete_at":1690000000000,"teams":[{"name":"eng","channels":[{"name":"town-square"}]}]}}
{"type":"user","user":{"username":"ada","email":"ada@example.com","teams":null}}
{"type":"post","post":{"team":"eng","channel":"town-square","user":"grace","message":"hi"}}
{"type":"direct_channel","direct_channel":{"members":["ada","grace"]}}
{"type":"direct_post","direct_post":{"channel_members":["ada","grace"],"user":"ada","message":"hi"}}
"#;

#[test]
fn mattermost_exports_are_converted() {
    let env = Env::new();
    fs::write(env.path("bulk.jsonl"), MATTERMOST).unwrap();
    zip(
        &env.path("bulk.zip"),
        &[("import.jsonl", MATTERMOST), ("data/grace.png", "…")],
    );
    for path in ["bulk.jsonl", "bulk.zip"] {
        let ran = env.run(&format!("convert mattermost {path}"));
        let document: Value = serde_json::from_str(ran.ok()).unwrap();
        assert_eq!(
            document,
            json!({
                "users": [
                    {"id": "ada", "name": "ada", "metadata": {"email": "ada@example.com"}},
                    {"id": "grace", "name": "Grace Hopper",
                     "metadata": {"email": "grace@example.com"}},
                ],
                "channels": [
                    {"id": "town-square", "name": "Town Square", "metadata": {"topic": "Hello"},
                     "members": ["grace"]},
                ],
            }),
            "{path}"
        );
        for note in [
            "left out: 1 deleted users (`gone`)",
            "left out: 1 members who are deleted users (`gone`)",
            "left out: 1 deleted channels (`old`)",
            "left out: 1 members of channels that are not in the document (`old`)",
            "left out: 1 pictures stored as files in the export (`grace`)",
            "left out: 1 posts",
            "left out: 1 direct channels",
            "left out: 1 direct posts",
        ] {
            assert!(ran.err.contains(note), "{path}: {note}\n{}", ran.err);
        }
    }
}

#[test]
fn channels_with_one_name_in_two_teams_stay_two() {
    let env = Env::new();
    let text = r#"{"type":"version","version":1}
{"type":"channel","channel":{"team":"a","name":"off-topic","display_name":"A"}}
{"type":"channel","channel":{"team":"b","name":"off-topic","display_name":"B"}}
{"type":"channel","channel":{"team":"b","name":"x","display_name":"X"}}
{"type":"user","user":{"username":"u","teams":[{"name":"b","channels":[{"name":"off-topic"},{"name":"x"}]}]}}
"#;
    fs::write(env.path("bulk.jsonl"), text).unwrap();
    let ran = env.run("convert mattermost bulk.jsonl");
    let document: Value = serde_json::from_str(ran.ok()).unwrap();
    let channels = json!([
        {"id": "a:off-topic", "name": "A", "members": []},
        {"id": "b:off-topic", "name": "B", "members": ["u"]},
        {"id": "b:x", "name": "X", "members": ["u"]},
    ]);
    assert_eq!(document["channels"], channels);
    assert!(ran.err.contains("GROUP:NAME"), "{}", ran.err);
}

const STREAM: [&str; 9] = [
    r#"{"type":"user","item":{"id":"hannibal","role":"user","name":"Hannibal","image":"https://a.example/h.png","teams":["A"]}}"#,
    r#"{"type":"user","item":{"id":"gone","deleted_at":"2026-01-01T00:00:00Z"}}"#,
    r#"{"type":"channel","item":{"id":"HQ","type":"messaging","created_by":"hannibal","name":"Head"}}"#,
    r#"{"type":"channel","item":{"member_ids":["hannibal","gone"],"type":"messaging","created_by":"hannibal"}}"#,
    r#"{"type":"member","item":{"channel_id":"HQ","channel_type":"messaging","user_id":"hannibal"}}"#,
    r#"{"type":"member","item":{"channel_id":"HQ","channel_type":"messaging","user_id":"gone"}}"#,
    r#"{"type":"member","item":{"channel_member_ids":["hannibal","gone"],"channel_type":"messaging","user_id":"gone"}}"#,
    r#"{"type":"message","item":{"id":"m","channel_id":"HQ","channel_type":"messaging","user":"hannibal","text":"hi"}}"#,
    r#"{"type":"device","item":{"id":"d","user_id":"hannibal"}}"#,
];

#[test]
fn stream_imports_are_converted_from_arrays_and_lines() {
    let env = Env::new();
    fs::write(
        env.path("array.json"),
        format!("[\n{}\n]", STREAM.join(",\n")),
    )
    .unwrap();
    let lines = STREAM.join("\n");
    fs::write(env.path("lines.jsonl"), &lines).unwrap();
    // As Stream's pages have it of late.
    fs::write(
        env.path("data.jsonl"),
        lines.replace("\"item\":", "\"data\":"),
    )
    .unwrap();
    for path in ["array.json", "lines.jsonl", "data.jsonl"] {
        let ran = env.run(&format!("convert stream {path}"));
        let document: Value = serde_json::from_str(ran.ok()).unwrap();
        assert_eq!(
            document,
            json!({
                "users": [{"id": "hannibal", "name": "Hannibal",
                           "metadata": {"avatar": "https://a.example/h.png"}}],
                "channels": [{"id": "HQ", "name": "Head", "members": ["hannibal"]}],
            }),
            "{path}"
        );
        for note in [
            "left out: 1 deleted users (`gone`)",
            "left out: 1 members who are deleted users (`gone`)",
            "left out: 1 direct messages",
            "left out: 1 members of direct messages (`gone`)",
            "left out: 1 messages",
            "left out: 1 devices",
        ] {
            assert!(ran.err.contains(note), "{path}: {note}\n{}", ran.err);
        }
    }
}

#[test]
fn what_is_no_export_is_refused_with_its_place() {
    let env = Env::new();
    fs::write(env.path("text.json"), "hello").unwrap();
    fs::write(env.path("posts.jsonl"), "{\"type\":\"post\",\"post\":{}}\n").unwrap();
    fs::write(
        env.path("half.json"),
        "[{\"type\":\"user\",\"item\":{\"id\":\"a\"}},",
    )
    .unwrap();
    fs::write(
        env.path("typed.json"),
        "[{\"type\":\"user\",\"item\":{\"id\":\"a\"}},\n{\"type\":\"user\",\"item\":{\"id\":7}}]",
    )
    .unwrap();
    fs::write(env.path("broken.zip"), b"PK\x03\x04nothing").unwrap();
    folder(&env.path("empty"), &[("readme.txt", "x")]);
    for (line, words) in [
        ("convert slack nowhere", "cannot read nowhere: No such file"),
        ("convert slack empty", "it has no users.json"),
        ("convert slack text.json", "a folder or a .zip archive"),
        ("convert slack broken.zip", "not a zip archive"),
        ("convert mattermost posts.jsonl", "its first line is not"),
        ("convert mattermost empty", "it has no .jsonl file"),
        ("convert stream text.json", "text.json: expected"),
        ("convert stream half.json", "EOF"),
        (
            "convert stream typed.json",
            "typed.json: item 2, a user: invalid type: integer `7`",
        ),
        ("convert discord x", "invalid value 'discord'"),
    ] {
        let ran = env.run(line);
        ran.fails(2);
        assert!(ran.err.contains(words), "{line}: {}", ran.err);
        assert_eq!(ran.out, "", "{line}");
    }
}
