//! What is on this machine: the configuration, its files, and the profile that is chosen.

use std::path::{Path, PathBuf};

use crate::config::{Profiles, ProfilesFile, TargetChoice, access_problem, file_mode};
use crate::context::Context;
use crate::error::Failure;
use crate::render::number_of;

use super::findings::{Findings, Subject};

pub fn look(context: &Context, findings: &mut Findings) {
    let path = match context.paths.profiles() {
        Ok(path) => path,
        Err(error) => return findings.fail(Subject::Configuration, error.into()),
    };
    let profiles = match context.profiles().and_then(ProfilesFile::read) {
        Ok(profiles) => profiles,
        Err(error) => return findings.fail(Subject::Configuration, error.into()),
    };
    let names = profiles.names();
    let broken = names
        .iter()
        .find_map(|name| Some((name, profiles.get(name).err()?)));
    match broken {
        Some((name, error)) => {
            let found = format!(
                "{}: profile `{name}` cannot be used: {error}",
                path.display()
            );
            let next = Failure::from(error).hint.unwrap_or_default();
            findings.warn(Subject::Configuration, found, next);
        }
        None if path.exists() => {
            let profiles = number_of(names.len() as u64, "profile", "profiles");
            let found = format!("{}: {profiles}", path.display());
            findings.good(Subject::Configuration, found);
        }
        None => {
            let found = format!("{} is not there: no profile is stored", path.display());
            findings.good(Subject::Configuration, found);
        }
    }
    files(context, profiles, &path, findings);
}

/// Who can get at the files that the tool keeps, and what an earlier run has left in them.
fn files(context: &Context, profiles: &Profiles, path: &Path, findings: &mut Findings) {
    let own: Vec<PathBuf> = context
        .paths
        .own_files(None)
        .into_iter()
        .map(|(_, file)| file)
        .filter(|file| file.exists())
        .collect();
    let exposed = profiles
        .exposed(true)
        .or_else(|| own.iter().find_map(|file| access_problem(file)));
    let exposed = exposed.map(|found| (found, "mend it before the next command"));
    let left = own.iter().find(|file| {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with("recreate-") && name.ends_with(".jsonl")
    });
    let left = left.map(|file| {
        let found = format!(
            "{} holds what an interrupted `apply` has removed",
            file.display()
        );
        (
            found,
            "run that `cyxth apply` again: it puts this back first",
        )
    });
    if let Some((found, next)) = exposed.or(left) {
        return findings.warn(Subject::Files, found, next);
    }
    let modes = [path, path.parent().unwrap_or(path)]
        .into_iter()
        .filter_map(|file| {
            Some(format!(
                "{} has mode {:04o}",
                file.display(),
                file_mode(file)?
            ))
        });
    let modes: Vec<String> = modes.collect();
    let found = match modes.is_empty() {
        true => "none is there yet".to_owned(),
        false => modes.join(", "),
    };
    findings.good(Subject::Files, found);
}

/// The instance that is chosen, and what was overridden.
pub fn profile(context: &Context, choice: &TargetChoice, findings: &mut Findings) {
    let mut found = format!("the next command uses {}", choice.explain());
    let profiles = context.profiles().and_then(ProfilesFile::read).ok();
    if let Some(default) = profiles.and_then(Profiles::default)
        && choice.profile.as_deref() != Some(default)
    {
        found.push_str(&format!(", and not the default profile `{default}`"));
    }
    for note in &choice.notes {
        found.push_str("; ");
        found.push_str(note);
    }
    match choice.sole_profile().is_some() || choice.profile.is_none() {
        true => findings.good(Subject::Profile, found),
        false => findings.warn(
            Subject::Profile,
            found,
            "where that is not meant, unset the variable, or give `-p NAME`, which settles URL and key",
        ),
    }
}
