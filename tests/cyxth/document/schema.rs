//! The JSON Schema of documents and the parser agree on what is one.

use serde_json::Value;

use crate::support::Env;

/// Good documents, and bad ones with what the parser says of them.
const GOOD: [&str; 17] = [
    "{}",
    r#"{"users": []}"#,
    r#"{"channels": []}"#,
    r#"{"$schema": "cyxth-instance.schema.json", "users": [{"id": "a"}]}"#,
    r#"{"users": [{"id": "a", "name": "A", "mode": 9007199254740993, "metadata": {"x": [1.10]}}]}"#,
    r#"{"users": [{"id": "a", "mode": "send-recv"}, {"id": "b", "mode": "block"}]}"#,
    r#"{"users": [{"id": "a", "name": null, "mode": null, "metadata": null, "team": 7}]}"#,
    r#"{"channels": [{"id": "c", "name": "C", "logo": "x", "topic": {}}]}"#,
    r#"{"users": [{"id": "a"}, {"id": "b"}],
        "channels": [{"id": "c", "members": ["a", {"id": "b", "mode": "recv_only"}]}]}"#,
    r#"{"users": [{"id": "a"}], "channels": [{"id": "c", "members": [{"id": "a", "name": "A", "mode": 0}]}]}"#,
    r#"{"channels": [{"id": "c", "members": []}]}"#,
    r#"{"user": {"id": "a"}}"#,
    r#"{"users": [{"id": "a\u0000"}]}"#,
    r#"{"mode_scale": "flags", "users": [{"id": "a", "mode": "viewer+editor"}, {"id": "b", "mode": "admin"}]}"#,
    r#"{"partial": true, "mode_scale": "levels", "users": []}"#,
    r#"{"channel": {"id": "c"}}"#,
    r#"{"user": {"id": "a"}, "channel": {"id": "c"}, "member": {"channel": "c", "id": "a", "mode": "admin"}}"#,
];

const BAD: [(&str, &str); 20] = [
    ("[]", "expected an object"),
    ("7", "expected an object"),
    (r#"{"people": []}"#, "unknown field `people`"),
    (r#"{"mode_scale": "both"}"#, "expected levels or flags"),
    (r#"{"partial": 1}"#, "expected `true` or `false`"),
    (r#"{"users": {}}"#, "`users`: expected an array"),
    (r#"{"channels": null}"#, "`channels`: expected an array"),
    (r#"{"users": ["a"]}"#, "a user: expected an object"),
    (r#"{"users": [{}]}"#, "the field `id` is missing"),
    (r#"{"users": [{"id": ""}]}"#, "must not be empty"),
    (r#"{"users": [{"id": 7}]}"#, "`id`: expected a string"),
    (
        r#"{"users": [{"id": "a", "name": 1}]}"#,
        "`name`: expected a string",
    ),
    (
        r#"{"users": [{"id": "a", "metadata": [1]}]}"#,
        "`metadata`: expected an object",
    ),
    (
        r#"{"users": [{"id": "a", "mode": -1}]}"#,
        "`-1` is not a mode",
    ),
    (
        r#"{"users": [{"id": "a", "mode": 1.5}]}"#,
        "`1.5` is not a mode",
    ),
    (
        r#"{"users": [{"id": "a", "mode": "boss"}]}"#,
        "`boss` is not a mode",
    ),
    (
        r#"{"channels": [{"id": "c", "logo": false}]}"#,
        "`logo`: expected a string",
    ),
    (
        r#"{"channels": [{"id": "c", "members": [7]}]}"#,
        "a member: expected an id or an object",
    ),
    (
        r#"{"channels": [{"id": "c", "members": [{"mode": 1}]}]}"#,
        "the field `id` is missing",
    ),
    (
        r#"{"member": {"id": "a"}}"#,
        "the field `channel` is missing",
    ),
];

fn schema() -> Value {
    let env = Env::new();
    let printed = env.run("apply --schema");
    serde_json::from_str(printed.ok()).unwrap()
}

/// JSON Schema (2020-12), as far as ours uses it. A keyword that is not known here fails.
fn is_valid(schema: &Value, root: &Value, value: &Value) -> bool {
    let schema = match schema {
        Value::Bool(is_valid) => return *is_valid,
        schema => schema.as_object().unwrap(),
    };
    schema.iter().all(|(keyword, rule)| match keyword.as_str() {
        "$schema" | "$id" | "$defs" | "title" | "description" => true,
        "$ref" => {
            let path = rule.as_str().unwrap().strip_prefix('#').unwrap();
            is_valid(root.pointer(path).unwrap(), root, value)
        }
        "type" => match rule {
            Value::Array(types) => types.iter().any(|one| is_of_type(one, value)),
            one => is_of_type(one, value),
        },
        "required" => value.as_object().is_none_or(|object| {
            let names = rule.as_array().unwrap();
            names
                .iter()
                .all(|name| object.contains_key(name.as_str().unwrap()))
        }),
        "properties" => value.as_object().is_none_or(|object| {
            let rules = rule.as_object().unwrap();
            rules.iter().all(|(name, rule)| {
                object
                    .get(name)
                    .is_none_or(|value| is_valid(rule, root, value))
            })
        }),
        "additionalProperties" => value.as_object().is_none_or(|object| {
            assert_eq!(*rule, Value::Bool(false));
            let known = schema["properties"].as_object().unwrap();
            object.keys().all(|name| known.contains_key(name))
        }),
        "items" => value
            .as_array()
            .is_none_or(|values| values.iter().all(|value| is_valid(rule, root, value))),
        "oneOf" => {
            let rules = rule.as_array().unwrap();
            rules
                .iter()
                .filter(|rule| is_valid(rule, root, value))
                .count()
                == 1
        }
        "enum" => rule.as_array().unwrap().contains(value),
        "minimum" => value
            .as_f64()
            .is_none_or(|number| number >= rule.as_f64().unwrap()),
        "maximum" => value
            .as_f64()
            .is_none_or(|number| number <= rule.as_f64().unwrap()),
        "minLength" => value
            .as_str()
            .is_none_or(|text| text.chars().count() as u64 >= rule.as_u64().unwrap()),
        keyword => panic!("the schema uses `{keyword}`, which this test does not know"),
    })
}

fn is_of_type(name: &Value, value: &Value) -> bool {
    match name.as_str().unwrap() {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "boolean" => value.is_boolean(),
        "string" => value.is_string(),
        "integer" => value.is_u64() || value.is_i64(),
        "null" => value.is_null(),
        name => panic!("a type `{name}`"),
    }
}

#[test]
fn schema_and_parser_agree() {
    let schema = schema();
    for text in GOOD {
        let value = serde_json::from_str(text).unwrap();
        assert!(is_valid(&schema, &schema, &value), "{text}");
        let env = Env::sandbox();
        env.file("d.json", text);
        env.run("diff d.json").ok();
    }
    for (text, message) in BAD {
        let value = serde_json::from_str(text).unwrap();
        assert!(!is_valid(&schema, &schema, &value), "{text}");
        let env = Env::sandbox();
        env.file("d.json", text);
        let ran = env.run("apply d.json");
        let err = ran.fails(2);
        assert!(err.contains(message) && err.contains("d.json:1:"), "{err}");
    }
}

#[test]
fn the_schema_is_the_file() {
    let file = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/schema/cyxth-instance.schema.json"
    );
    let printed = Env::new().run("apply --schema");
    assert_eq!(printed.ok(), std::fs::read_to_string(file).unwrap());
    Env::new().run("apply --schema --prune").fails(2);
}
