//! `apply --recreate` deletes users: what belongs to them must come back, or nothing be deleted.

use crate::support::Env;

fn stocked(users: &str, channels: &str) -> Env {
    let env = Env::sandbox();
    env.pipe(users, "users create").ok();
    env.pipe(channels, "channels create").ok();
    env
}

fn export(env: &Env) -> String {
    env.run("export").ok().to_owned()
}

#[test]
fn what_could_not_be_put_back_is_not_deleted() {
    // Metadata that is a text is what the service takes and a document does not.
    let env = stocked(
        r#"[{"id":"a","name":"A","metadata":"x"},{"id":"b","name":"B"}]"#,
        r#"[{"id":"c","members":["a","b"]}]"#,
    );
    let before = export(&env);
    env.file(
        "in.json",
        r#"{"users":[{"id":"a","name":"new"},{"id":"b","name":"new"}]}"#,
    );
    let ran = env.run("apply in.json --recreate --yes");
    assert_ne!(ran.code, 0, "{ran:#?}");
    assert_eq!(export(&env), before, "{ran:#?}");
}

#[test]
fn memberships_in_channels_of_odd_ids_come_back_or_nothing_goes() {
    let env = stocked(
        r#"[{"id":"a","name":"A"}]"#,
        r#"[{"id":"c\u0000d","members":["a"]}]"#,
    );
    env.file("in.json", r#"{"users":[{"id":"a","name":"new"}]}"#);
    env.run("apply in.json --recreate --yes");
    assert!(
        export(&env).contains(r#""members":["a"]"#),
        "{}",
        export(&env)
    );
}

#[test]
fn nothing_to_do_is_reported_too() {
    let env = Env::sandbox();
    env.file("report", "of an earlier run");
    env.pipe("{}", "apply - --report report").ok();
    let report = std::fs::read_to_string(env.path("report")).unwrap();
    assert!(report.starts_with("{\"batches\":["), "{report}");
}
