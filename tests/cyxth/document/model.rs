//! Documents at random, and what the tests of `export`, `diff` and `apply` share.

use std::collections::BTreeMap;

use fastrand::Rng;
use serde_json::{Map, Value, json};

use crate::support::{Env, Ran};

/// Ids that are easy to get wrong beside plain ones.
const IDS: [&str; 12] = [
    "a", "b", "c 1", "d/e", "é", "ü2", "x%20", "\"q\"", "z~", "zz", "0", "A",
];
const MODES: [u64; 5] = [0, 300, 400, 600, 700];

/// Users that never have a mode of their own: no request takes one back.
const WITHOUT_MODE: [&str; 3] = ["b", "zz", "é"];

fn mode_of(user: &Value) -> Option<u64> {
    user.get("mode").and_then(Value::as_u64)
}

/// So many tenths of the ids.
fn some(rng: &mut Rng, tenths: u8) -> Vec<&'static str> {
    let mut ids = IDS.to_vec();
    ids.retain(|_| rng.u8(..10) < tenths);
    ids
}

/// A whole instance, in the form in which it is exported: sorted, with modes as numbers.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Model {
    pub users: BTreeMap<String, Value>,
    /// A channel, and the modes of its members, if they have any.
    pub channels: BTreeMap<String, (Value, BTreeMap<String, Option<u64>>)>,
}

impl Model {
    pub fn random(rng: &mut Rng) -> Model {
        let mut model = Model::default();
        for id in some(rng, 6) {
            let mut user = json!({
                "id": id,
                "name": format!("N{}", rng.u8(..3)),
                "metadata": {"n": rng.u8(..2), "big": 9_007_199_254_740_993_u64},
            });
            if !WITHOUT_MODE.contains(&id) {
                user["mode"] = rng.choice(MODES).into();
            }
            model.users.insert((*id).to_owned(), user);
        }
        model.fill_channels(rng);
        model
    }

    /// Other channels for the same users.
    pub fn fill_channels(&mut self, rng: &mut Rng) {
        let model = self;
        model.channels.clear();
        for id in some(rng, 4) {
            let channel = json!({
                "id": id,
                "name": format!("C{}", rng.u8(..3)),
                "logo": format!("https://l.example/{}", rng.u8(..2)),
            });
            let mut members = BTreeMap::new();
            for (user, record) in &model.users {
                if rng.u8(..10) < 4 {
                    let mode = match rng.bool() {
                        true => mode_of(record),
                        false => rng.choice(MODES),
                    };
                    members.insert(user.clone(), mode);
                }
            }
            model.channels.insert((*id).to_owned(), (channel, members));
        }
    }

    /// With the users of another: those who stay keep their memberships. A mode that was the
    /// user's own follows it, one that was set in the channel stays.
    pub fn with_users(&self, users: &BTreeMap<String, Value>) -> Model {
        let own = |users: &BTreeMap<String, Value>, id: &str| mode_of(&users[id]);
        let mut model = self.clone();
        model.users.clone_from(users);
        for (_, members) in model.channels.values_mut() {
            members.retain(|id, _| users.contains_key(id));
            for (id, mode) in members {
                if *mode == own(&self.users, id) {
                    *mode = own(users, id);
                }
            }
        }
        model
    }

    fn member(&self, id: &str, mode: Option<u64>) -> Value {
        if mode_of(&self.users[id]) == mode {
            return Value::from(id);
        }
        json!({"id": id, "mode": mode})
    }

    /// As `cyxth export` has it.
    pub fn exported(&self) -> Value {
        let channels: Vec<Value> = self
            .channels
            .values()
            .map(|(channel, members)| {
                let members = members.iter().map(|(id, mode)| self.member(id, *mode));
                let mut channel = channel.clone();
                channel["members"] = members.collect();
                channel
            })
            .collect();
        let users: Vec<Value> = self.users.values().cloned().collect();
        json!({"users": users, "channels": channels})
    }

    /// Written in some way: JSON or JSON Lines, in any order, modes by name, one file or two.
    /// Gives back the names of the files.
    pub fn write(&self, rng: &mut Rng, env: &Env, name: &str) -> String {
        let mut value = self.exported();
        if rng.bool() {
            for part in ["users", "channels"] {
                rng.shuffle(value[part].as_array_mut().unwrap());
            }
        }
        for user in value["users"].as_array_mut().unwrap() {
            if user["mode"] == 700 && rng.bool() {
                user["mode"] = "admin".into();
            }
        }
        let (first, second) = (format!("{name}-1.json"), format!("{name}-2.json"));
        match rng.u8(..3) {
            0 => {
                env.file(&first, value.to_string());
                first
            }
            1 => {
                env.file(&first, json!({"channels": value["channels"]}).to_string());
                env.file(&second, json!({"users": value["users"]}).to_string());
                format!("{first} {second}")
            }
            _ => {
                env.file(&first, in_lines(&value, rng));
                first
            }
        }
    }
}

fn in_lines(value: &Value, rng: &mut Rng) -> String {
    let mut lines = vec![json!({"users": []}), json!({"channels": []})];
    for user in value["users"].as_array().unwrap() {
        lines.push(json!({ "user": user }));
    }
    for channel in value["channels"].as_array().unwrap() {
        let mut channel: Map<String, Value> = channel.as_object().unwrap().clone();
        if rng.bool() {
            lines.push(json!({ "channel": channel }));
            continue;
        }
        let members = channel.remove("members").unwrap();
        channel.insert("members".to_owned(), json!([]));
        for member in members.as_array().unwrap() {
            let id = member.get("id").unwrap_or(member);
            let mut line = json!({"channel": channel["id"], "id": id});
            if let Some(mode) = member.get("mode") {
                line["mode"] = mode.clone();
            }
            lines.push(json!({ "member": line }));
        }
        lines.push(json!({ "channel": channel }));
    }
    if rng.bool() {
        rng.shuffle(&mut lines);
    }
    lines.iter().map(|line| format!("{line}\n")).collect()
}

/// What is there, by the tool's own account.
pub fn export(run: &dyn Fn(&str) -> Ran) -> Value {
    let exported = run("export -o json");
    serde_json::from_str(exported.ok()).unwrap()
}

/// Requests that change something, as `--verbose` tells of them.
pub fn changes(ran: &Ran) -> Vec<String> {
    let told = ran.err.lines().map(str::split_whitespace);
    let told = told.filter_map(|mut words| Some((words.next()?, words.next()?)));
    told.filter(|(method, _)| ["POST", "PUT", "DELETE"].contains(method))
        .map(|(method, url)| format!("{method} {}", url.rsplit("/api").next().unwrap()))
        .collect()
}

/// The instance is what the document says, and a second run has nothing to do.
pub fn is_settled(run: &dyn Fn(&str) -> Ran, files: &str, wanted: &Model) {
    assert_eq!(export(run), wanted.exported());
    run(&format!("diff {files} --exit-code")).ok();
    let again = run(&format!("apply {files} --prune --recreate -v"));
    assert_eq!(again.ok(), "applied 0 steps\n");
    assert!(changes(&again).is_empty(), "{again:#?}");
}
