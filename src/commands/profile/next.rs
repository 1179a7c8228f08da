//! Which instance the next command uses, and why, as the commands about profiles tell it.

use serde::Serialize;

use crate::config::{
    ConfigError, Decider, EndpointChoice, ProfilesFile, TargetChoice, choose_target,
};
use crate::context::Context;

/// What a command without options of its own would do now.
pub struct NextUse {
    settled: std::result::Result<TargetChoice, ConfigError>,
}

/// The same for scripts.
#[derive(Debug, Serialize)]
pub struct ShownNextUse {
    pub profile: Option<String>,
    pub api_url: Option<String>,
    /// An option, a variable, or `profile`.
    pub url_from: Option<String>,
    pub key_from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

impl NextUse {
    pub fn of(context: &Context, profiles: &ProfilesFile) -> NextUse {
        let settled = choose_target(&context.options.target, &context.environment, profiles);
        NextUse { settled }
    }

    pub fn settled(&self) -> Option<&TargetChoice> {
        self.settled.as_ref().ok()
    }

    /// Where it goes, in words.
    pub fn text(&self) -> String {
        match &self.settled {
            Ok(settled) => settled.explain(),
            Err(error) => format!("nothing, but ends with an error: {error}"),
        }
    }

    /// Whether this profile alone decides.
    pub fn is_of(&self, name: &str) -> bool {
        self.settled().and_then(TargetChoice::sole_profile) == Some(name)
    }

    /// Whether the default profile decides, as people expect who have only stored profiles.
    fn is_of_default(&self) -> bool {
        match &self.settled {
            Ok(settled) => settled.sole_profile().is_some() && settled.profile_from.is_none(),
            Err(error) => matches!(error, ConfigError::NothingConfigured),
        }
    }

    /// Warns if the next command uses another instance than this profile's, for a reason other than
    /// the default profile.
    pub fn warn_unless_of(&self, context: &Context, name: &str) {
        if !self.is_of(name) && !self.is_of_default() {
            context.console.warn(&match &self.settled {
                Ok(settled) => {
                    let other = settled.explain();
                    format!("the next command does not use profile `{name}`, but {other}")
                }
                Err(error) => format!("the next command ends with an error: {error}"),
            });
        }
    }

    /// Warns if the mark of the default profile would mislead.
    pub fn warn_unless_default(&self, context: &Context) {
        if !self.is_of_default() {
            context.console.warn(&match &self.settled {
                Ok(settled) => format!("the next command uses {}", settled.explain()),
                Err(error) => format!("the next command ends with an error: {error}"),
            });
        }
    }

    pub fn shown(&self) -> ShownNextUse {
        let decider = |decider: &Decider| match decider {
            Decider::Option(name) | Decider::Variable(name) => (*name).to_owned(),
            Decider::Profile(_) => "profile".to_owned(),
        };
        let settled = self.settled();
        let remote = settled.and_then(|settled| match &settled.endpoint {
            EndpointChoice::Sandbox => None,
            EndpointChoice::Remote {
                api_url,
                url_from,
                key_from,
                ..
            } => Some((api_url, url_from, key_from.decider())),
        });
        ShownNextUse {
            profile: settled.and_then(|settled| settled.profile.clone()),
            api_url: remote.as_ref().map(|(url, ..)| url.to_string()),
            url_from: remote.as_ref().map(|(_, url_from, _)| decider(url_from)),
            key_from: remote.as_ref().map(|(.., key_from)| decider(key_from)),
            error: self.settled.as_ref().err().map(ToString::to_string),
        }
    }
}
