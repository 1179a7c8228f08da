//! Profiles whose key would cross a network in the open.

use crate::config::{ApiUrl, Profiles};
use crate::context::Context;

/// Warns of a profile that is plain http to another machine: its commands are refused, or send the
/// key in the open.
pub fn warn_if_open(context: &Context, profiles: &Profiles, name: &str) {
    let profile = profiles.get(name).ok();
    let url = profile.and_then(|profile| profile.api_url());
    let Some(url) = url.filter(ApiUrl::is_open) else {
        return;
    };
    let host = url.host();
    let is_allowed = context.options.target.allow_http || context.environment.allows_http();
    context.console.warn(&match is_allowed {
        true => format!(
            "profile `{name}` is plain http: its API key goes to {host} where others can read it, \
             as `--allow-http` (CYXTH_ALLOW_HTTP) allows"
        ),
        false => format!(
            "profile `{name}` is plain http to {host}, and would send its API key over the network \
             in the open: commands refuse it without `--allow-http`"
        ),
    });
}
