//! Which instance the next command uses, and why, as the commands about profiles tell it.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::config::{
    ConfigError, Decider, EndpointChoice, ProfilesFile, TargetChoice, choose_target, url_decider,
};
use crate::context::Context;

use super::overrides::Override;

/// What a command without options of its own would do now.
pub struct NextUse {
    settled: std::result::Result<TargetChoice, ConfigError>,
    /// What settles the URL, whether or not there is a key for it.
    url_from: Option<Decider>,
}

/// The same for scripts.
#[derive(Debug, Serialize)]
pub struct ShownNextUse {
    pub profile: Option<String>,
    pub api_url: Option<String>,
    /// An option, a variable, or `profile`.
    pub url_from: Option<String>,
    pub key_from: Option<String>,
    /// Other fields of the profile that variables override, and the variables.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub overridden: BTreeMap<&'static str, &'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

impl NextUse {
    pub fn of(context: &Context, profiles: &ProfilesFile) -> NextUse {
        let settled = choose_target(&context.options.target, &context.environment, profiles);
        let url_from = url_decider(&context.options.target, &context.environment);
        NextUse { settled, url_from }
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

    pub fn shown(&self, overridden: Vec<Override>) -> ShownNextUse {
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
            url_from: match &remote {
                Some((_, url_from, _)) => Some(decider(url_from)),
                None if settled.is_none() => self.url_from.as_ref().map(decider),
                None => None,
            },
            key_from: remote.as_ref().map(|(.., key_from)| decider(key_from)),
            overridden: overridden
                .into_iter()
                .map(|one| (one.field, one.variable))
                .collect(),
            error: self.settled.as_ref().err().map(ToString::to_string),
        }
    }
}
