//! Variables that override what a profile says, other than its URL and key.

use crate::config::Profiles;
use crate::context::Context;
use crate::record::ModeScale;

/// A setting of a profile, and the variable that counts instead of it.
pub struct Override {
    pub variable: &'static str,
    /// As the file calls it.
    pub field: &'static str,
    instead: String,
    stored: String,
}

impl Override {
    /// The variables that are set to something else than this profile says.
    pub fn all(context: &Context, profiles: &Profiles, name: &str) -> Vec<Override> {
        let environment = &context.environment;
        let scale = profiles.mode_scale(name).ok().flatten();
        let certificate = environment.ca_cert.as_deref();
        let candidates = [
            (
                "CYXTH_MODE_SCALE",
                "mode_scale",
                environment.mode_scale.clone(),
                scale.map(|scale| ModeScale::name(scale).to_owned()),
            ),
            (
                "CYXTH_CA_CERT",
                "ca_cert",
                certificate.map(|path| path.display().to_string()),
                profiles.text(name, "ca_cert").ok().flatten(),
            ),
        ];
        let both = candidates
            .into_iter()
            .filter_map(|(variable, field, instead, stored)| {
                Some(Override {
                    variable,
                    field,
                    instead: instead?,
                    stored: stored?,
                })
            });
        both.filter(|one| one.instead != one.stored).collect()
    }

    /// Warns of them.
    pub fn warn(context: &Context, profiles: &Profiles, name: &str) {
        for one in Override::all(context, profiles, name) {
            context.console.warn(&one.text(name));
        }
    }

    fn text(&self, name: &str) -> String {
        let Override {
            variable,
            field,
            instead,
            stored,
        } = self;
        format!("{variable} ({instead}) counts, and not the {field} of profile `{name}` ({stored})")
    }
}
