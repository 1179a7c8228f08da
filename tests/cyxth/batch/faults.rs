//! Seeded schedules of faults: whatever goes wrong, input, instance and report agree record for
//! record, and a second run completes the first.

use std::collections::{BTreeMap, BTreeSet};

use cyxth::sandbox::Faults;
use fastrand::Rng;
use serde_json::Value;

use crate::support::counts::{Counts, for_part_of_seeds, note, rejects, report};
use crate::support::stage::{LOSSES, Records, Stage, array, random_faults, random_options, words};

/// One input record: what it is sent as, and the line where it begins.
struct Given {
    id: String,
    record: String,
    line: u64,
    /// The service never takes it.
    is_bad: bool,
}

struct Input {
    name: &'static str,
    records: Vec<Given>,
}

fn input(rng: &mut Rng, place: &Stage) -> Input {
    let count = if rng.u8(..8) == 0 {
        rng.usize(..5)
    } else {
        rng.usize(..400)
    };
    let mut numbers: Vec<usize> = (0..1000).collect();
    rng.shuffle(&mut numbers);
    numbers.truncate(count);
    if rng.bool() {
        numbers.sort_unstable();
    }
    let name = ["in.jsonl", "in.json", "in.csv"][rng.usize(..3)];
    let bad = if name != "in.csv" && rng.u8(..4) == 0 {
        rng.f64() * 0.05
    } else {
        0.0
    };
    let mut records = Vec::new();
    for (at, number) in numbers.into_iter().enumerate() {
        // Numbers of different lengths: their order is that of text.
        let id = format!("ü{number}");
        let is_bad = rng.f64() < bad;
        let record = match name {
            "in.csv" => format!(r#"{{"id":"{id}","name":"N {number}"}}"#),
            _ if is_bad => format!(r#"{{"id":"{id}","name":{number}}}"#),
            _ => format!(r#"{{"id":"{id}","name":"N {number}","x":[1.10,9007199254740993]}}"#),
        };
        let line = at as u64 + if name == "in.csv" { 2 } else { 1 };
        records.push(Given {
            id,
            record,
            line,
            is_bad,
        });
    }
    let texts = records.iter().map(|given| &given.record);
    let text = match name {
        _ if count == 0 => "[]".to_owned(),
        "in.json" => array(texts),
        "in.jsonl" => texts.map(|text| format!("{text}\n")).collect(),
        _ => {
            let lines = records
                .iter()
                .map(|given| format!("{},N {}\n", given.id, &given.id[2..]));
            format!("id,name\n{}", lines.collect::<String>())
        }
    };
    let name = if count == 0 { "in.json" } else { name };
    place.env.file(name, text);
    Input { name, records }
}

/// What is there before: others, and some of the input, as it is or with another name.
fn before(rng: &mut Rng, input: &Input) -> Vec<String> {
    let mut before = Vec::new();
    if rng.bool() {
        before.extend(
            (0..rng.usize(..300)).map(|n| format!(r#"{{"id":"ü{}","name":"o"}}"#, n * 7 + 1000)),
        );
    }
    if rng.bool() {
        let rate = rng.f64() * rng.f64();
        for given in &input.records {
            if rng.f64() < rate && !given.is_bad {
                before.push(match rng.bool() {
                    true => given.record.clone(),
                    false => format!(r#"{{"id":"{}","name":"other"}}"#, given.id),
                });
            }
        }
    }
    before
}

/// One run: what was there before, what after, and what it said.
struct Seen<'a> {
    input: &'a Input,
    before: Records,
    after: Records,
    counts: Counts,
    report: Value,
}

impl Seen<'_> {
    fn is_landed(&self, id: &str) -> bool {
        self.after.contains_key(id) && !self.before.contains_key(id)
    }

    fn check(&self, rejected: &[(u64, String, Value)]) {
        let given: BTreeMap<&str, &Given> = self
            .input
            .records
            .iter()
            .map(|given| (given.id.as_str(), given))
            .collect();
        for (id, record) in &self.before {
            assert_eq!(self.after.get(id), Some(record), "what was there stays");
        }
        for (id, record) in &self.after {
            if self.is_landed(id) {
                let given = given.get(id.as_str()).expect("nothing but the input lands");
                assert_eq!(*record, given.record, "it lands as it was given");
            }
        }
        let mut seen = BTreeSet::new();
        for (line, record, _) in rejected {
            let id = crate::support::counts::id_of(record);
            assert!(seen.insert(id.clone()), "{id} is rejected twice");
            let given = given[id.as_str()];
            assert_eq!((*line, record), (given.line, &given.record));
            assert!(!self.is_landed(&id), "{id} is rejected, and there");
        }
        assert_eq!(seen.len() as u64, self.counts.rejected);
        let absent = given.keys().filter(|id| !self.after.contains_key(**id));
        assert!(absent.count() as u64 <= self.counts.failed());
        assert_eq!(Counts::of(&self.report["counts"]), self.counts);
        self.check_batches();
    }

    /// The input in the order in which it goes into batches, as line numbers.
    fn order(&self, skip: bool) -> Vec<&Given> {
        let mut order: Vec<&Given> = self.input.records.iter().collect();
        if skip {
            let sorted = order.windows(2).take_while(|two| two[0].id < two[1].id);
            let sorted = (sorted.count() + 1).min(order.len());
            order[sorted..].sort_by(|a, b| a.id.cmp(&b.id));
        }
        order
    }

    fn check_batches(&self) {
        let skip = self.report["skip"] == true;
        let order = self.order(skip);
        let mut sums = Counts::default();
        for batch in self.report["batches"].as_array().unwrap() {
            let line = |name: &str| -> u64 {
                let place = batch[name].as_str().unwrap();
                place.split(':').nth(1).unwrap().parse().unwrap()
            };
            let at = |line: u64| order.iter().position(|given| given.line == line).unwrap();
            let range = &order[at(line("first"))..=at(line("last"))];
            let number = |name: &str| batch[name].as_u64().unwrap();
            let (records, done, unknown) = (number("records"), number("done"), number("unknown"));
            if !skip {
                assert_eq!(range.len() as u64, records);
            }
            let rejected = batch["rejected"].as_array().unwrap().len() as u64;
            assert_eq!(
                done + number("skipped") + rejected + number("not_sent") + unknown,
                records,
                "{batch}"
            );
            let landed = range
                .iter()
                .filter(|given| self.is_landed(&given.id))
                .count() as u64;
            let was_there = |given: &&&Given| self.before.get(&given.id) == Some(&given.record);
            let alike = range.iter().filter(was_there).count() as u64;
            assert!(landed <= done + unknown, "{landed} landed: {batch}");
            assert!(done <= landed + alike, "{landed} landed: {batch}");
            sums.done += done;
            sums.rejected += rejected;
            sums.unknown += unknown;
            sums.skipped += number("skipped");
            sums.not_sent += number("not_sent");
        }
        assert_eq!(sums.done, self.counts.done);
        assert_eq!(sums.rejected, self.counts.rejected);
        assert_eq!(sums.unknown, self.counts.unknown);
        assert!(sums.skipped <= self.counts.skipped);
        assert!(sums.not_sent <= self.counts.not_sent);
    }
}

fn create(seed: u64) {
    let mut rng = Rng::with_seed(seed);
    let place = Stage::new();
    let input = input(&mut rng, &place);
    let before = before(&mut rng, &input);
    if !before.is_empty() {
        place.fill("/users", &[array(&before)]);
    }
    let before = place.holds("/users");
    let mut kinds = LOSSES.to_vec();
    if rng.u8(..4) == 0 {
        kinds.extend(["400", "409", "413", "403"]);
    }
    let faults = random_faults(&mut rng, &kinds);
    let mut arguments = words(&format!("users create {}", input.name));
    arguments.extend(random_options(&mut rng, input.records.len()));
    let skip = rng.bool();
    if skip {
        arguments.push("--skip-existing".to_owned());
    }
    let faulty = place.start(faults.clone());
    let ran = place.run(&faulty, &arguments);
    faulty.stop();
    let after = place.holds("/users");
    let context = format!("{faults:?} {}", arguments.join(" "));
    if input.records.is_empty() {
        assert_eq!(ran.ok(), "{\"status\":0}\n", "{context}");
        return;
    }
    note(&format!("{context}\n{ran:#?}"));
    let counts = Counts::printed(&ran);
    counts.check(input.records.len(), &ran);
    let mut report = report(&place.env.path("report.json"));
    report["skip"] = skip.into();
    let rejected = rejects(&place.env.path("rejects.jsonl"));
    let seen = Seen {
        input: &input,
        before,
        after,
        counts,
        report,
    };
    seen.check(&rejected);
    second(&place, seen);
}

/// The same once more, without faults.
fn second(place: &Stage, first: Seen<'_>) {
    let input = first.input;
    let sandbox = place.start(Faults::default());
    let line = format!(
        "users create {} -o json --skip-existing --keep-going --rejects rejects.jsonl",
        input.name
    );
    let ran = place.run(&sandbox, &words(&line));
    sandbox.stop();
    note(&format!("{ran:#?}"));
    let counts = Counts::printed(&ran);
    counts.check(input.records.len(), &ran);
    let bad = input.records.iter().filter(|given| given.is_bad).count() as u64;
    let there = input
        .records
        .iter()
        .filter(|given| first.after.contains_key(&given.id))
        .count() as u64;
    assert_eq!((counts.rejected, counts.skipped), (bad, there));
    assert_eq!(counts.not_sent + counts.unknown, 0);
    assert_eq!(rejects(&place.env.path("rejects.jsonl")).len() as u64, bad);
    let mut expected = first.after;
    for given in input.records.iter().filter(|given| !given.is_bad) {
        let place = expected.entry(given.id.clone());
        place.or_insert_with(|| given.record.clone());
    }
    assert_eq!(place.holds("/users"), expected);
}

#[test]
fn creates_under_faults_agree_record_for_record() {
    for_part_of_seeds("creates_under", (0, 2), 200, create);
}

#[test]
fn creates_under_further_faults_agree_record_for_record() {
    for_part_of_seeds("creates_under", (1, 2), 200, create);
}
