//! What the names of modes stand for in this run.

use crate::config::{InstanceRules, choose_target};
use crate::error::{Failure, Result};
use crate::record::ModeScale;

use super::Context;

impl Context {
    /// Checks what options and the environment say about the names of modes.
    pub fn check_mode_scale(mut self) -> Result<Context> {
        let of_variable = match &self.environment.mode_scale {
            None => None,
            Some(text) => Some(ModeScale::of_name(text).ok_or_else(|| {
                Failure::usage(format!(
                    "CYXTH_MODE_SCALE is `{text}`, which is not a scale"
                ))
                .hint("the scales are levels and flags")
            })?),
        };
        self.given_scale = self.options.mode_scale.or(of_variable);
        Ok(self)
    }

    /// What the names of modes stand for, where an option, the environment or a profile says so.
    pub fn mode_scale(&self) -> Option<ModeScale> {
        let of_profile = || {
            // What is wrong with the target is reported when the command connects.
            let profiles = self.profiles().ok()?;
            let target = &self.options.target;
            let choice = choose_target(target, &self.environment, profiles).ok()?;
            InstanceRules::of(&choice, profiles).ok()?.mode_scale
        };
        let settle = || self.given_scale.or_else(of_profile);
        *self.mode_scale.get_or_init(settle)
    }

    /// The scale by which modes are named.
    pub fn scale(&self) -> ModeScale {
        self.mode_scale().unwrap_or_default()
    }
}
