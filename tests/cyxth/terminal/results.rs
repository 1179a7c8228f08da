//! What lists and results look like at a terminal.

use std::process::Stdio;

use unicode_width::UnicodeWidthStr;

use super::pty::Terminal;
use crate::support::Env;
use crate::support::server::{Server, count, json};

/// What a command shows on a terminal of this width, line by line.
#[track_caller]
fn shown(env: &Env, line: &str, columns: u16) -> Vec<String> {
    let mut terminal = Terminal::start_as(env, line, columns, |command| command);
    assert_eq!(terminal.end().code(), Some(0), "{}", terminal.shown());
    let shown = terminal.shown().replace("<ended>", "");
    shown.lines().map(str::to_owned).collect()
}

#[test]
fn an_id_is_never_cut_and_the_others_share_the_rest() {
    let long = format!("id-{}", "0123456789".repeat(4));
    let longest = format!("id-{}", "0123456789".repeat(9));
    let records = format!(
        r#"[{{"id":"{long}","name":"A name of some length","mode":600,
            "metadata":{{"avatar":"https://a.example/pictures/1.png","team":"red"}}}},
        {{"id":"u2","name":"日本語の名前","mode":700,"metadata":{{"team":"blue"}}}},
        {{"id":"{longest}","name":"n"}}]"#
    );
    let server = Server::always(json(200, records));
    let env = Env::of(&server);
    for columns in [80, 120] {
        let lines = shown(&env, "users list", columns);
        assert!(lines[0].starts_with("ID "), "{lines:#?}");
        assert!(lines[1].starts_with(&long), "{lines:#?}");
        assert!(lines[3].starts_with(&longest), "{lines:#?}");
        for line in &lines[..3] {
            assert!(line.width() <= usize::from(columns), "{lines:#?}");
        }
    }
    // There is room for all of the rest.
    let lines = shown(&env, "users list", 200);
    assert!(
        lines[1].contains("600 send_recv  avatar=https://a.example/pictures/1.png, team=red"),
        "{lines:#?}"
    );
    let lines = shown(&env, "users list --columns id,metadata", 80);
    assert!(lines[1].contains("avatar=https:"), "{lines:#?}");
    assert!(lines[1].contains("…, team=red"), "{lines:#?}");
}

#[test]
fn headings_of_dotted_fields_are_cut_at_their_beginning() {
    let record = r#"[{"id":"u1","metadata":{"first":"a long text of the first field",
        "second":"a long text of the second field","third":"a long text of the third field"}}]"#;
    let server = Server::always(json(200, record));
    let env = Env::of(&server);
    let line = "users list --columns id,metadata.first,metadata.second,metadata.third";
    let lines = shown(&env, line, 40);
    for name in ["FIRST", "SECOND", "THIRD"] {
        assert!(lines[0].contains(name), "{lines:#?}");
    }
    assert_eq!(lines[0].matches('…').count(), 3, "{lines:#?}");
    assert!(
        lines[0].width() <= 40 && lines[1].width() <= 40,
        "{lines:#?}"
    );
}

#[test]
fn columns_become_wider_from_page_to_page() {
    let ids = ["a", "b-a-longer-one", "c"];
    let server = Server::new(move |_, request| {
        let cursor = request.query("starting_after");
        let begin = ids.iter().filter(|&&id| Some(id) <= cursor.as_deref());
        // The first page is shorter than the others.
        let page: Vec<String> = (ids.iter().skip(begin.count()))
            .take(if cursor.is_none() { 1 } else { 9 })
            .map(|id| format!(r#"{{"id":"{id}","name":"N"}}"#))
            .collect();
        json(200, format!("[{}]", page.join(",")))
    });
    let ran = Env::of(&server).run("users list --all --columns id,name");
    assert_eq!(
        ran.ok(),
        "ID  NAME\na   N\nb-a-longer-one  N\nc               N\n"
    );
}

#[test]
fn where_nothing_is_cut_one_long_cell_does_not_fill_the_others_with_blanks() {
    let long = "x".repeat(5_000);
    let records =
        format!(r#"[{{"id":"a","name":"{long}","mode":0}},{{"id":"b","name":"B","mode":0}}]"#);
    let server = Server::always(json(200, records));
    let ran = Env::of(&server).run("users list --columns id,name,mode");
    assert_eq!(
        ran.ok(),
        format!("ID  NAME  MODE\na   {long}  0 block\nb   B     0 block\n")
    );
}

#[test]
fn an_empty_list_is_a_sentence_at_a_terminal() {
    let server = Server::always(json(200, "[]"));
    let env = Env::of(&server);
    for format in ["table", "id", "jsonl"] {
        assert_eq!(
            shown(&env, &format!("users list -o {format}"), 80),
            ["no users"]
        );
    }
    assert_eq!(shown(&env, "members list c", 80), ["no members"]);
    assert_eq!(shown(&env, "users list -o json", 80), ["[]"]);
    // Into a pipe there is the header, which a script may count on.
    let ran = env.run("users list");
    assert_eq!((ran.ok().lines().count(), ran.err.as_str()), (1, ""));
}

#[test]
fn json_is_indented_and_coloured_at_a_terminal_and_raw_elsewhere() {
    let record =
        "{\"id\":\"a\",\"mode\":1.0,\"x\":\"\u{9b}2J\u{202e}\",\"metadata\":{},\"no\":null}";
    let server = Server::always(json(200, format!("[{record}]")));
    let env = Env::of(&server);
    let plain = env.run("users list -o json");
    assert_eq!(plain.ok(), format!("[{record}]\n"));
    let indented = "[\n  {\n    \"id\": \"a\",\n    \"mode\": 1.0,\n    \"x\": \
        \"\\u009b2J\\u202e\",\n    \"metadata\": {},\n    \"no\": null\n  }\n]";
    let lines = shown(&env, "users list -o json --color never", 80);
    assert_eq!(lines.join("\n"), indented);
    let coloured = shown(&env, "users list -o json", 80).join("\n");
    assert!(
        coloured.contains("\u{1b}[1;34m\"id\"\u{1b}[0m: \u{1b}[32m\"a\""),
        "{coloured}"
    );
    let mut without = coloured;
    for code in [
        "\u{1b}[0m",
        "\u{1b}[1;34m",
        "\u{1b}[32m",
        "\u{1b}[33m",
        "\u{1b}[2m",
    ] {
        without = without.replace(code, "");
    }
    assert_eq!(without, indented);
    // One object a line stays one object a line.
    let lines = shown(&env, "users list -o jsonl --color never", 80);
    assert_eq!(
        lines,
        [record
            .replace('\u{9b}', "\\u009b")
            .replace('\u{202e}', "\\u202e")]
    );
    // Asked for, colours go into a pipe as well, to a pager for one.
    let asked = env.run("users list -o json --color always");
    assert!(
        asked.ok().contains("\u{1b}[1;34m\"id\"\u{1b}[0m: "),
        "{asked:#?}"
    );
    let env = env.var("NO_COLOR", "1");
    assert_eq!(shown(&env, "users list -o json", 80).join("\n"), indented);
}

#[test]
fn large_numbers_have_separators_at_a_terminal_alone() {
    let server = Server::always(count(1234));
    let env = Env::of(&server);
    let ids: String = (0..1234).map(|n| format!("u{n}\n")).collect();
    let line = "users delete --yes --batch-size 2000 --from ids";
    env.file("ids", ids);
    assert_eq!(shown(&env, line, 80), ["deleted 1,234 users"]);
    assert_eq!(env.run(line).ok(), "deleted 1234 users\n");
}

#[test]
fn the_urls_of_profiles_can_be_told_apart_in_80_columns() {
    let url = "https://an-instance-with-a-long-name.apps.cyxth.com";
    let env = Env::new().profiles(&format!(
        "default = \"one\"\n\
         [profiles.one]\napp_url = \"{url}/one\"\nkey_env = \"A_KEY\"\n\
         [profiles.two]\napp_url = \"{url}/two\"\nkey_env = \"A_KEY\"\n"
    ));
    let lines = shown(&env, "profile list", 80);
    assert!(lines[1].contains(&format!("{url}/one ")), "{lines:#?}");
    assert!(lines[2].contains(&format!("{url}/two ")), "{lines:#?}");
    assert!(lines.iter().all(|line| line.width() <= 80), "{lines:#?}");
    // Nothing is left out where there is room.
    assert!(
        env.run("profile list")
            .ok()
            .contains(&format!("{url}/one/api"))
    );
}

#[test]
fn a_table_into_a_file_is_not_cut_for_a_terminal_of_its_messages() {
    let name = "n".repeat(200);
    let server = Server::always(json(200, format!(r#"[{{"id":"a","name":"{name}"}}]"#)));
    let env = Env::of(&server);
    let file = std::fs::File::create(env.path("table")).unwrap();
    let mut terminal = Terminal::start_as(&env, "users list", 80, |command| {
        command.stdout(Stdio::from(file))
    });
    assert_eq!(terminal.end().code(), Some(0));
    let table = std::fs::read_to_string(env.path("table")).unwrap();
    assert!(table.contains(&name));
}

/// A collection without an end, whose pages come slowly enough for a bar.
fn endless() -> Server {
    Server::new(|number, _| {
        std::thread::sleep(std::time::Duration::from_millis(20));
        json(200, format!(r#"[{{"id":"u{number:06}","name":"N"}}]"#))
    })
}

#[test]
fn a_long_reading_shows_how_far_it_is_and_ctrl_c_takes_the_bar_away() {
    let server = endless();
    let env = Env::of(&server);
    for line in ["users list --all", "export --users"] {
        let file = std::fs::File::create(env.path("rows")).unwrap();
        let mut terminal =
            Terminal::start_as(&env, line, 80, |command| command.stdout(Stdio::from(file)));
        let what = if line.starts_with("export") {
            "records exported"
        } else {
            "users read"
        };
        terminal.wait_for(what, 2);
        terminal.keys("\u{3}");
        assert_eq!(terminal.end().code(), Some(130), "{}", terminal.shown());
        let shown = terminal.shown();
        let at = shown.find("interrupted").unwrap();
        let before = shown[..at].trim_end_matches("\u{1b}[1;31merror:\u{1b}[0m ");
        assert!(
            before.ends_with("\u{1b}[2K") || before.ends_with('\r'),
            "{before:?}"
        );
    }
    // Neither where somebody wants silence nor where the records themselves are seen.
    let mut terminal = Terminal::start(&env, "users list --limit 60 -o id");
    assert_eq!(terminal.end().code(), Some(0));
    assert!(
        !terminal.shown().contains("users read"),
        "{}",
        terminal.shown()
    );
}
