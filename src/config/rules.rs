//! What stored profiles say about an instance. It holds for their API URL, however a command came
//! to it: a variable does not get around it.

use std::path::PathBuf;

use super::error::ConfigError;
use super::profiles_file::ProfilesFile;
use super::target_choice::{EndpointChoice, TargetChoice};
use crate::record::ModeScale;

/// The rules of one instance, of all profiles that have its API URL.
#[derive(Debug, Clone, Default)]
pub struct InstanceRules {
    /// The scale of the names of modes.
    pub mode_scale: Option<ModeScale>,
    /// The profiles whose name has to be typed before anything is deleted.
    pub protected: Vec<String>,
    /// The first profile that lets nothing be changed.
    pub read_only: Option<String>,
    /// The directory that backups of changes go into.
    pub backup: Option<PathBuf>,
}

impl InstanceRules {
    /// The rules of the instance that was chosen.
    pub fn of(
        choice: &TargetChoice,
        profiles: &ProfilesFile,
    ) -> Result<InstanceRules, ConfigError> {
        let EndpointChoice::Remote { api_url, .. } = &choice.endpoint else {
            return Ok(InstanceRules::default());
        };
        let profiles = profiles.read()?;
        let mut rules = InstanceRules::default();
        let mut scales = Vec::new();
        for name in profiles.names() {
            // A profile whose URL cannot be read belongs to no instance.
            let Some(url) = profiles.api_url(&name) else {
                continue;
            };
            if !url.is_same_place(api_url) {
                continue;
            }
            let is_chosen = choice.profile.as_deref() == Some(&name);
            if profiles.flag(&name, "protected")? {
                rules.protected.push(name.clone());
            }
            if profiles.flag(&name, "read_only")? {
                rules.read_only.get_or_insert_with(|| name.clone());
            }
            if let Some(dir) = profiles.text(&name, "backup")?
                && (rules.backup.is_none() || is_chosen)
            {
                rules.backup = Some(dir.into());
            }
            if let Some(scale) = profiles.mode_scale(&name)? {
                scales.push(scale);
                if is_chosen {
                    rules.mode_scale = Some(scale);
                }
            }
        }
        // Profiles that contradict each other say nothing.
        if rules.mode_scale.is_none() && scales.iter().all(|scale| *scale == scales[0]) {
            rules.mode_scale = scales.first().copied();
        }
        Ok(rules)
    }
}
