//! Which profile a command is about.

use clap::{Args, ValueHint};

use crate::config::{ConfigError, Profiles};
use crate::context::Context;
use crate::error::Result;

#[derive(Debug, Args)]
pub struct ProfileName {
    /// The profile's name
    #[arg(value_name = "NAME", value_hint = ValueHint::Other)]
    pub name: String,
}

#[derive(Debug, Args)]
pub struct OptionalProfileName {
    /// The profile's name; without it the one that commands would use
    #[arg(value_name = "NAME", value_hint = ValueHint::Other)]
    pub name: Option<String>,
}

impl OptionalProfileName {
    /// The name that a command would use: argument, option, environment, default.
    pub fn or_used(self, context: &Context, profiles: &Profiles) -> Result<String> {
        self.name
            .or_else(|| context.options.target.profile.clone())
            .or_else(|| context.environment.profile.clone())
            .or_else(|| profiles.default().map(str::to_owned))
            .ok_or_else(|| ConfigError::NothingConfigured.into())
    }
}
