//! Where instances and keys are written down: profiles, keys, paths and the environment.
//!
//! This is the only place that reads environment variables.

mod certificate;
mod environment;
mod error;
mod key;
mod key_command;
mod key_process;
mod key_source;
mod keyring;
mod pace;
mod paths;
mod private;
mod profile;
mod profile_fields;
mod profiles;
mod profiles_file;
mod proxy;
mod rules;
mod target;
mod target_choice;
mod url;

pub use certificate::{certificates, check_system_file};
pub use environment::Environment;
pub use error::ConfigError;
pub use key::ApiKey;
pub use key_command::KeyPatience;
pub use key_source::KeySource;
pub use keyring::KeyringEntry;
pub use pace::{CONCURRENCY, Concurrency, RATE, checked_rate};
pub use paths::Paths;
pub use private::{access_problem, check_regular, file_mode, try_lock};
pub use profile::Profile;
pub use profiles::{Profiles, SANDBOX, check_name};
pub use profiles_file::ProfilesFile;
pub use proxy::Proxy;
pub use rules::InstanceRules;
pub use target::{Endpoint, TargetOptions, choose_target, resolve_target, url_decider};
pub use target_choice::{Decider, EndpointChoice, HeldSettings, KeyOrigin, TargetChoice};
pub use url::{ApiUrl, AppUrl, without_user};
