//! Variables that stand before a profile are named wherever the profile is, also where the next command
//! fails because of them, and where they are about something else than URL and key.

use serde_json::Value;

use crate::support::server::{Server, json};
use crate::support::{Env, KEY};

const EVERYWHERE: [&str; 4] = [
    "profile show q",
    "profile use q",
    "profile list",
    "profile check q",
];

fn env(server: &Server, more: &str) -> Env {
    Env::new().profiles(&format!(
        "default = \"q\"\n[profiles.q]\napp_url = \"{}\"\nkey = \"{KEY}\"\n{more}",
        server.address()
    ))
}

fn json_of(env: &Env) -> Value {
    let ran = env.run("profile show q -o json");
    serde_json::from_str::<Value>(ran.ok()).unwrap()["next"].clone()
}

#[test]
fn a_variable_for_whose_url_there_is_no_key() {
    let server = Server::always(json(200, "[]"));
    for (variable, url) in [
        ("CYXTH_APP_URL", "z.example/q"),
        ("CYXTH_API_URL", "https://z.example/api"),
    ] {
        let env = env(&server, "").var(variable, url);
        for line in EVERYWHERE {
            let ran = env.run(line);
            let said = format!("{}{}", ran.ok(), ran.err);
            assert!(said.contains(variable), "{line}: {said}");
            assert!(!said.contains("but nothing, but"), "{line}: {said}");
        }
        let next = json_of(&env);
        assert_eq!(next["url_from"], variable, "{next}");
        // The command itself says so too.
        let ran = env.run("users list");
        assert!(ran.fails(3).contains(&format!("({variable})")), "{ran:#?}");
    }
}

#[test]
fn a_variable_that_names_no_profile() {
    let server = Server::always(json(200, "[]"));
    let env = env(&server, "").var("CYXTH_PROFILE", "gone");
    for line in EVERYWHERE {
        let ran = env.run(line);
        let said = format!("{}{}", ran.ok(), ran.err);
        let named = "there is no profile `gone`, which CYXTH_PROFILE names";
        assert!(said.contains(named), "{line}: {said}");
    }
    let ran = env.run("users list");
    assert!(
        ran.fails(3).contains("which CYXTH_PROFILE names"),
        "{ran:#?}"
    );
    assert!(ran.err.contains("`cyxth profile list`"), "{ran:#?}");
}

#[test]
fn a_scale_and_a_certificate() {
    let server = Server::always(json(200, "[]"));
    let certificate = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/tls/ca.pem");
    let held = format!("mode_scale = \"flags\"\nca_cert = \"{certificate}\"\n");
    let env = env(&server, &held)
        .var("CYXTH_MODE_SCALE", "levels")
        .var("CYXTH_CA_CERT", "other.pem");
    for line in EVERYWHERE {
        let ran = env.run(line);
        ran.ok();
        for told in [
            "CYXTH_MODE_SCALE (levels) counts, and not the mode_scale of profile `q` (flags)",
            "CYXTH_CA_CERT (other.pem) counts, and not the ca_cert of profile `q`",
        ] {
            assert_eq!(ran.err.matches(told).count(), 1, "{line}: {ran:#?}");
        }
    }
    let overridden = json_of(&env)["overridden"].clone();
    assert_eq!(overridden["mode_scale"], "CYXTH_MODE_SCALE");
    assert_eq!(overridden["ca_cert"], "CYXTH_CA_CERT");
    // One that says the same, or of which the profile says nothing, overrides nothing.
    for (held, scale) in [("mode_scale = \"levels\"\n", "levels"), ("", "flags")] {
        let env = self::env(&server, held).var("CYXTH_MODE_SCALE", scale);
        for line in EVERYWHERE {
            let err = env.run(line).err;
            assert!(!err.contains("counts"), "{line}: {err}");
        }
        assert!(json_of(&env).get("overridden").is_none());
    }
}
