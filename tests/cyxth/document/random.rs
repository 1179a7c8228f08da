//! Random documents: whatever was there before, afterwards the instance is what the document
//! says, and a second run has nothing to do.

use cyxth::sandbox::Faults;
use fastrand::Rng;

use crate::document::model::{Model, export, is_settled};
use crate::support::Env;
use crate::support::counts::for_seeds;
use crate::support::stage::{LOSSES, Stage, random_faults, words};

fn from_one_to_another(seed: u64) {
    let mut rng = Rng::with_seed(seed);
    let env = Env::sandbox();
    let run = |line: &str| env.run(line);
    let (before, after) = (Model::random(&mut rng), Model::random(&mut rng));
    let files = before.write(&mut rng, &env, "before");
    let first = env.run(&format!("apply {files} -v"));
    assert_eq!(first.code, 0, "{first:#?}");
    is_settled(&run, &files, &before);
    let files = after.write(&mut rng, &env, "after");
    let batch = rng.usize(1..5);
    let second = env.run(&format!(
        "apply {files} --prune --recreate --yes --batch-size {batch}"
    ));
    assert_eq!(second.code, 0, "{second:#?}");
    is_settled(&run, &files, &after);
}

#[test]
fn any_document_after_any_other() {
    for_seeds("any_document_after_any_other", 40, from_one_to_another);
}

/// A document with one section leaves the other alone, memberships and modes of users that are
/// created anew included.
fn one_section(seed: u64) {
    let mut rng = Rng::with_seed(seed);
    let env = Env::sandbox();
    let run = |line: &str| env.run(line);
    let before = Model::random(&mut rng);
    let files = before.write(&mut rng, &env, "before");
    assert_eq!(run(&format!("apply {files}")).code, 0);
    let (wanted, section) = if rng.bool() {
        let users = Model::random(&mut rng).users;
        (before.with_users(&users), "users")
    } else {
        let mut wanted = before.clone();
        wanted.fill_channels(&mut rng);
        (wanted, "channels")
    };
    let document = serde_json::json!({section: wanted.exported()[section]});
    env.file("part.json", document.to_string());
    let ran = run("apply part.json --prune --recreate --yes");
    assert_eq!(ran.code, 0, "{ran:#?}");
    is_settled(&run, "part.json", &wanted);
}

#[test]
fn any_section_by_itself() {
    for_seeds("any_section_by_itself", 40, one_section);
}

/// Whatever goes wrong, running it again a few times gets there.
fn through_faults(seed: u64) {
    let mut rng = Rng::with_seed(seed);
    let stage = Stage::new();
    let (before, after) = (Model::random(&mut rng), Model::random(&mut rng));
    let calm = stage.start(Faults::default());
    let files = before.write(&mut rng, &stage.env, "before");
    let run = |line: &str| stage.run(&calm, &words(line));
    run(&format!("apply {files}"));
    assert_eq!(export(&run), before.exported());
    calm.stop();
    let faulty = stage.start(random_faults(&mut rng, &LOSSES));
    let files = after.write(&mut rng, &stage.env, "after");
    let line =
        format!("apply {files} --prune --recreate --yes --timeout 0.3 --retries 3 --max-wait 2");
    let mut told = Vec::new();
    let is_done = (0..40).any(|_| {
        let ran = stage.run(&faulty, &words(&line));
        assert!(!ran.err.contains("panicked") && ran.code != 2, "{ran:#?}");
        told.push(ran);
        told.last().is_some_and(|ran| ran.code == 0)
    });
    assert!(is_done, "{told:#?}");
    faulty.stop();
    let calm = stage.start(Faults::default());
    is_settled(&|line| stage.run(&calm, &words(line)), &files, &after);
    calm.stop();
}

#[test]
fn any_document_through_faults() {
    for_seeds("any_document_through_faults", 20, through_faults);
}
