//! Whole answers as people see them: the exit status, standard output and standard error of
//! commands that are typed every day, and of those that go wrong.

use insta::assert_snapshot;

use crate::support::server::{Action, Begin, Request, Server, collection, count, json, numbered};
use crate::support::{Env, filters};

#[cfg(feature = "sandbox")]
#[test]
fn a_day_in_the_sandbox() {
    let _filters = filters();
    let env = Env::sandbox();
    env.file(
        "users.csv",
        "id,name,mode,metadata.team\nada,Ada Lovelace,admin,platform\nalan,Alan,600,\n",
    );
    assert_snapshot!(env.run("users create users.csv").text(), @r#"
    exit 0
    --- stdout
    created 2 users
    "#);
    assert_snapshot!(env.run("users create users.csv").text(), @r#"
    exit 6
    --- stderr
    created 0 of 2 users: 2 rejected
    error: users.csv:2:1: the user `ada` (and 1 more) is there already: users "ada", "alan" exist already; nothing was done (400 request_error ERR_USER_EXISTS, POST http://HOST/api/users)
    data: {"id":"ada","index":0,"ids":["ada","alan"],"count":2}
    "#);
    assert_snapshot!(env.run("users list").text(), @r#"
    exit 0
    --- stdout
    ID    NAME          MODE           METADATA
    ada   Ada Lovelace  700 admin      team=platform
    alan  Alan          600 send_recv
    "#);
    assert_snapshot!(env.run("channels create --id lobby --name Lobby --member ada").text(), @r#"
    exit 0
    --- stdout
    created 1 channel
    "#);
    assert_snapshot!(env.run("members moderate lobby --mode block ada nobody").text(), @r#"
    exit 10
    --- stdout
    moderated 1 of 2 members: 1 rejected
    --- stderr
    error: the arguments, number 2: member `nobody`: there is no such member (POST http://HOST/api/channels/lobby/moderate)
    hint: is the id right? `list` shows those that are there
    "#);
    assert_snapshot!(env.run("members list lobby").text(), @r#"
    exit 0
    --- stdout
    ID   NAME          MODE     METADATA
    ada  Ada Lovelace  0 block  team=platform
    "#);
    assert_snapshot!(env.run("channels update --id hall --name Hall").text(), @r#"
    exit 5
    --- stderr
    updated 0 of 1 channel: 1 rejected
    error: the flags: channel `hall`: there is no channel "hall" (404 not_found_error ERR_NOT_FOUND, PUT http://HOST/api/channels)
    data: {"id":"hall"}
    hint: is the id right, and the app URL? `cyxth channels list` shows the channels
    "#);
    assert_snapshot!(env.run("users delete ada").text(), @r#"
    exit 2
    --- stderr
    error: Delete 1 user (`ada`) of profile `sandbox` ($DIR/data/sandbox.db)? This cannot be undone (`--backup FILE` keeps what is there). This needs an answer, which cannot be asked for here; nothing was changed
    hint: `--yes` confirms
    "#);
    assert_snapshot!(env.run("users delete ada nobody --yes").text(), @r#"
    exit 0
    --- stdout
    deleted 1 of 2 users: 1 unchanged (1 was not there)
    "#);
}

#[test]
fn nothing_is_configured() {
    assert_snapshot!(Env::new().run("users list").text(), @r#"
    exit 3
    --- stderr
    error: no instance is configured
    hint: add one with `cyxth profile add NAME --app-url URL`, or try the local instance with `--profile sandbox`
    "#);
    assert_snapshot!(Env::new().run("users list -o json").text(), @r#"
    exit 3
    --- stderr
    {"error":{"kind":"config","exit_code":3,"message":"no instance is configured","hint":"add one with `cyxth profile add NAME --app-url URL`, or try the local instance with `--profile sandbox`"}}
    "#);
}

#[test]
fn a_profile() {
    let env = Env::new();
    let add = "profile add staging --app-url r4.cyxth.com/app_id --key-stdin";
    assert_snapshot!(env.pipe("ck_live_0123456789abcd", add).text(), @r#"
    exit 0
    --- stderr
    stored profile `staging`, which is the default now
    "#);
    assert_snapshot!(env.pipe("ck_live_0123456789abcd", add).text(), @r#"
    exit 2
    --- stderr
    error: there is a profile `staging` already
    hint: `--replace` changes it
    "#);
    assert_snapshot!(env.run("profile list").text(), @r#"
    exit 0
    --- stdout
    NAME     APP URL                      API URL                          KEY SOURCE  DEFAULT
    staging  https://r4.cyxth.com/app_id  https://r4.cyxth.com/app_id/api  stored      *
    sandbox
    "#);
    assert_snapshot!(env.run("profile show").text(), @r#"
    exit 0
    --- stdout
    name      staging
    app URL   https://r4.cyxth.com/app_id
    API URL   https://r4.cyxth.com/app_id/api
    key from  stored
    key       ********abcd
    default   yes
    in use    yes: the next command uses https://r4.cyxth.com/app_id/api (profile `staging`), the default
    "#);
    assert_snapshot!(env.run("profile remove staging").text(), @r#"
    exit 2
    --- stderr
    error: Remove profile `staging` (r4.cyxth.com) and its stored key? This needs an answer, which cannot be asked for here; nothing was changed
    hint: `--yes` confirms
    "#);
}

#[test]
fn mistakes_in_the_input() {
    let env = Env::new();
    env.file(
        "users.json",
        "[\n  {\"id\": \"a\"},\n  {\"id\": \"b\"},\n  {\"id\": \"a\"}\n]\n",
    );
    env.file("cut.json", "[\n  {\"id\": \"a\"},\n  {\"id\": ");
    assert_snapshot!(env.run("users create users.json").text(), @r#"
    exit 2
    --- stderr
    error: users.json:4:3: the id `a` is given twice; the first is at users.json:2:3
    "#);
    assert_snapshot!(env.run("users create cut.json").text(), @r#"
    exit 2
    --- stderr
    error: cut.json:3:9: the input ends inside the record that begins in line 3
    hint: the input was cut off, or a bracket or quote is missing
    "#);
    assert_snapshot!(env.run("users create missing.json").text(), @r#"
    exit 2
    --- stderr
    error: missing.json: no such file
    "#);
    assert_snapshot!(env.run("users create").text(), @r#"
    exit 2
    --- stderr
    error: the input is empty: no record, not even an empty array
    hint: the step before may have failed; `--allow-empty` takes it as nothing to do
    "#);
}

#[test]
fn more_than_a_page() {
    let server = collection(numbered(60), 1000, Begin::After);
    let ran = Env::of(&server).run("users list -o csv --columns id --page-size 2");
    assert_snapshot!(ran.text(), @r#"
    exit 0
    --- stdout
    id
    u001
    u002
    --- stderr
    the first 2 users are shown; there may be more: `--all` or `--limit N` shows them
    "#);
}

#[test]
fn refusals_and_faults() {
    let _filters = filters();
    let error =
        r#"{"type":"validation","code":"ERR_NAME","message":"name is too long","data":{"max":64}}"#;
    let server = Server::always(json(400, error));
    let env = Env::of(&server);
    assert_snapshot!(env.run("users moderate --mode 1 a b").text(), @r#"
    exit 6
    --- stderr
    moderated 0 of 2 users: 2 rejected
    error: the arguments, number 1 to the arguments, number 2 (2 users): name is too long (400 validation ERR_NAME, POST http://HOST/api/users/moderate)
    data: {"max":64}
    "#);
    assert_snapshot!(env.run("users moderate --mode 1 a b -o json").text(), @r#"
    exit 6
    --- stderr
    {"status":0,"input":2,"rejected":2,"requests":1}
    {"error":{"kind":"refused","exit_code":6,"message":"the arguments, number 1 to the arguments, number 2 (2 users): name is too long (400 validation ERR_NAME, POST http://HOST/api/users/moderate)","status":400,"type":"validation","code":"ERR_NAME","data":{"max":64},"method":"POST","url":"http://HOST/api/users/moderate"}}
    "#);

    let redirect = vec![("Location", "https://new.example/api/users".to_owned())];
    let server = Server::always(Action::Answer(301, redirect, String::new()));
    assert_snapshot!(Env::of(&server).run("users list").text(), @r#"
    exit 8
    --- stderr
    error: GET http://HOST/api/users?limit=51 was answered with a redirect (301) to https://new.example/api/users, which is not followed
    hint: the app URL may be out of date: `cyxth profile add NAME --replace --app-url URL`
    "#);

    let server = Server::always(json(200, "<html><title>Welcome</title></html>"));
    assert_snapshot!(Env::of(&server).run("users list --retries 0").text(), @r#"
    exit 8
    --- stderr
    error: GET http://HOST/api/users?limit=51 was answered (200) with something that the API does not promise: no array of objects (expected value at line 1 column 1); it begins: <html><title>Welcome</title></html>
    hint: is the app URL right? It is the one that the console shows
    "#);

    let wait = vec![("Retry-After", "600".to_owned())];
    let server = Server::always(Action::Answer(429, wait, String::new()));
    assert_snapshot!(Env::of(&server).run("users list").text(), @r#"
    exit 7
    --- stderr
    error: too many requests at once (429, GET http://HOST/api/users?limit=51); the service asks to wait 600 s
    hint: `--max-wait SECONDS` waits longer
    "#);
}

/// The hint is the bound that ended it, and no other.
#[test]
fn a_hint_names_the_bound_that_was_reached() {
    let limited = |after: &str| {
        let wait = vec![("Retry-After", after.to_owned())];
        Server::always(Action::Answer(429, wait, "{}".to_owned()))
    };
    for (after, options, helps) in [
        ("0", "--retries 0", "`--retries N`"),
        ("0", "--retries 1", "`--retries N`"),
        ("500", "", "`--max-wait SECONDS`"),
        (
            "500",
            "--max-wait 1000 --deadline 30",
            "`--deadline SECONDS`",
        ),
    ] {
        let server = limited(after);
        let ran = Env::of(&server).run(&format!("users list {options}"));
        let err = ran.fails(7);
        let hint = err.lines().find(|line| line.starts_with("hint: ")).unwrap();
        assert!(hint.contains(helps), "{options}: {hint}");
        assert_eq!(hint.matches("`--").count(), 1, "{hint}");
    }
    // No answer at all before the end of the run.
    let server = Server::always(Action::Stall);
    let ran = Env::of(&server).run("users list --deadline 1");
    let err = ran.fails(9);
    assert!(err.contains("before the deadline of the run"), "{err}");
    assert!(err.contains("hint: `--deadline SECONDS`"), "{err}");
}

#[test]
fn done_in_part() {
    let _filters = filters();
    let server = Server::new(|_, request: &Request| match request.body.contains("b") {
        true => json(
            403,
            r#"{"type":"t","code":"ERR_KEY","message":"not with this key"}"#,
        ),
        false => count(1),
    });
    let env = Env::of(&server);
    env.file("ids", "a\nb\nc\n");
    let ran = env.run("users delete --from ids --yes --batch-size 1 --concurrency 1");
    assert_snapshot!(ran.text(), @r#"
    exit 10
    --- stdout
    deleted 1 of 3 users: 1 rejected, 1 not sent
    --- stderr
    error: ids:2:1: user `b`: not with this key (403 t ERR_KEY, DELETE http://HOST/api/users)
    hint: is it the key of this instance? `cyxth profile show` says where the key comes from
    "#);
}

#[test]
fn verbose() {
    let _filters = filters();
    let server = Server::always(count(2));
    assert_snapshot!(Env::of(&server).run("users moderate --mode 1 a b -v").text(), @r#"
    exit 0
    --- stdout
    moderated 2 users
    --- stderr
    POST http://HOST/api/users/moderate (26 bytes): 200, TIME
    "#);
}
