//! All combinations of options, variables and profiles: the stored key of a profile goes to its own URL
//! and nowhere else, and what is said of the choice is what was chosen.

use std::path::PathBuf;

use super::super::environment::Environment;
use super::super::key::ApiKey;
use super::super::target_choice::Decider;
use super::*;

const ONE: &str = "https://one.example/api";
const TWO: &str = "https://two.example/api";
const OTHER: &str = "https://other.example/api";

/// Takes one of the ways that are left to choose from.
fn choose<T: Clone>(rest: &mut usize, ways: &[T]) -> T {
    let way = ways[*rest % ways.len()].clone();
    *rest /= ways.len();
    way
}

#[test]
fn the_key_of_a_profile_goes_to_its_own_url_alone() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("profiles.toml");
    let key_file = dir.path().join("key");
    std::fs::write(&key_file, "key-of-the-file").unwrap();
    let urls = [None, Some(ONE), Some(TWO), Some(OTHER)].map(|url| url.map(str::to_owned));
    let names = [None, Some("one"), Some("two"), Some("gone")].map(|name| name.map(str::to_owned));
    let (mut all, mut chosen) = (0, 0);
    for default in ["", "default = \"one\"\n", "default = \"sandbox\"\n"] {
        let toml = format!(
            "{default}[profiles.one]\napi_url = \"{ONE}\"\nkey = \"key-of-one\"\n\
             [profiles.two]\napi_url = \"{TWO}\"\nkey = \"key-of-two\"\n"
        );
        std::fs::write(&path, toml).unwrap();
        let profiles = ProfilesFile::at(&path);
        for combination in 0..4 * 4 * 4 * 4 * 4 * 2 * 2 {
            let mut rest = combination;
            let mut environment = Environment::default();
            environment.profile = choose(&mut rest, &names);
            environment.app_url = choose(&mut rest, &urls);
            environment.api_url = choose(&mut rest, &urls);
            let options = TargetOptions {
                profile: choose(&mut rest, &names),
                api_url: choose(&mut rest, &urls),
                api_key_file: choose(&mut rest, &[None, Some(PathBuf::from(&key_file))]),
                ..TargetOptions::default()
            };
            if choose(&mut rest, &[false, true]) {
                environment.api_key = Some(ApiKey::new("key-of-the-variable".to_owned()));
            }
            all += 1;
            let said =
                choose_target(&options, &environment, &profiles).map(|choice| choice.explain());
            let Ok((choice, endpoint)) = resolve_target(&options, &environment, &profiles) else {
                continue;
            };
            let Endpoint::Remote { api_url, key } = endpoint else {
                continue;
            };
            chosen += 1;
            let said = said.unwrap();
            assert!(said.starts_with(&api_url.to_string()), "{said}: {api_url}");
            let EndpointChoice::Remote { key_from, .. } = &choice.endpoint else {
                panic!("{said}");
            };
            let from = key_from.decider();
            match key.expose() {
                "key-of-one" => {
                    assert_eq!(api_url.to_string(), ONE, "{said}");
                    assert_eq!(from, Decider::Profile("one".to_owned()));
                }
                "key-of-two" => {
                    assert_eq!(api_url.to_string(), TWO, "{said}");
                    assert_eq!(from, Decider::Profile("two".to_owned()));
                }
                "key-of-the-file" => assert_eq!(from, Decider::Option("--api-key-file")),
                "key-of-the-variable" => {
                    assert_eq!(from, Decider::Variable("CYXTH_API_KEY"));
                    // Named on the command line, a profile settles the key too.
                    assert_eq!(options.profile, None, "{said}");
                }
                other => panic!("{other}"),
            }
            if options.profile.is_some() && options.api_url.is_none() {
                let own = if options.profile.as_deref() == Some("one") {
                    ONE
                } else {
                    TWO
                };
                assert_eq!(api_url.to_string(), own, "{said}");
            }
        }
    }
    assert!(all >= 1000 && chosen >= 1000, "{chosen} of {all}");
}
