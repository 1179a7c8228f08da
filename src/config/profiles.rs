//! The file of profiles: read whole, changed under a lock, written beside its place and renamed.

use std::path::{Path, PathBuf};

use toml_edit::{DocumentMut, Item, Table, TableLike, Value};

use super::error::ConfigError;
use super::private::{access_problem, lock, read_regular, replace, wider_than};
use super::profile::{Profile, put};
use crate::record::near_miss;

/// The name of the profile that is always there: the instance on this machine.
pub const SANDBOX: &str = "sandbox";

/// Fields that keep an instance from being changed.
const GUARDS: [&str; 2] = ["protected", "read_only"];

/// The stored profiles. Comments and order of the file survive a change.
#[derive(Debug)]
pub struct Profiles {
    path: PathBuf,
    document: DocumentMut,
}

impl Profiles {
    /// Reads the file; one that is not there holds no profiles.
    pub fn load(path: &Path) -> Result<Profiles, ConfigError> {
        let bytes = read_regular(path)?.unwrap_or_default();
        Profiles::parse(path, bytes)
    }

    /// Reads what the file holds.
    pub fn parse(path: &Path, bytes: Vec<u8>) -> Result<Profiles, ConfigError> {
        let text = String::from_utf8(bytes)
            .map_err(|_| ConfigError::broken(path, "it is not text in UTF-8"))?;
        // The parser's own message quotes the line at fault, and a key may stand in it.
        let document = text.parse::<DocumentMut>().map_err(|error| {
            let line = error.span().map_or(1, |span| {
                1 + text[..span.start.min(text.len())].matches('\n').count()
            });
            let why = format!("line {line}: {}", first_line(error.message()));
            ConfigError::broken(path, why)
        })?;
        let profiles = Profiles {
            path: path.to_owned(),
            document,
        };
        profiles.check()?;
        Ok(profiles)
    }

    /// Checks the shape of the file: ignoring what is wrong would make it look empty, or an instance
    /// unguarded.
    fn check(&self) -> Result<(), ConfigError> {
        if let Some((name, _)) = misspelt(self.document.as_table(), &["profiles"]) {
            return Err(self.broken(format!("`{name}` is not read; is `profiles` meant?")));
        }
        let default = self.document.get("default");
        if default.is_some_and(|item| !item.is_str()) {
            return Err(self.broken("`default` is not a string"));
        }
        let Some(table) = self.table() else {
            return match self.document.get("profiles") {
                Some(_) => Err(self.broken("`profiles` is not a table")),
                None => Ok(()),
            };
        };
        for (name, item) in table.iter() {
            let Some(profile) = item.as_table_like() else {
                return Err(self.broken(format!("profile `{name}` is not a table")));
            };
            if let Some((field, meant)) = misspelt(profile, &GUARDS) {
                return Err(self.broken(format!(
                    "`{field}` of profile `{name}` guards nothing; is `{meant}` meant?"
                )));
            }
        }
        Ok(())
    }

    pub(super) fn broken(&self, why: impl Into<String>) -> ConfigError {
        ConfigError::broken(&self.path, why)
    }

    /// Changes the file: no other process can change it between the reading and the writing.
    pub fn change<T, E: From<ConfigError>>(
        path: &Path,
        change: impl FnOnce(&mut Profiles) -> Result<T, E>,
    ) -> Result<T, E> {
        let lock = lock(&path.with_extension("lock"))?;
        let mut profiles = Profiles::load(path)?;
        let result = change(&mut profiles)?;
        replace(path, profiles.document.to_string().as_bytes())?;
        drop(lock);
        Ok(result)
    }

    /// The file as it would be written.
    pub fn written(&self) -> String {
        self.document.to_string()
    }

    /// The names in the order of the file.
    pub fn names(&self) -> Vec<String> {
        self.table()
            .map(|table| table.iter().map(|(name, _)| name.to_owned()).collect())
            .unwrap_or_default()
    }

    pub fn default(&self) -> Option<&str> {
        self.document.get("default").and_then(Item::as_str)
    }

    pub fn set_default(&mut self, name: &str) -> Result<(), ConfigError> {
        if name != SANDBOX && !self.contains(name) {
            return Err(ConfigError::UnknownProfile(name.to_owned()));
        }
        put(self.document.as_table_mut(), "default", name.into());
        Ok(())
    }

    pub fn contains(&self, name: &str) -> bool {
        self.table().is_some_and(|table| table.contains_key(name))
    }

    /// A field of a profile, if the profile has it.
    pub(super) fn field(&self, name: &str, field: &str) -> Result<Option<&Item>, ConfigError> {
        match self.table().and_then(|table| table.get(name)) {
            Some(profile) => Ok(profile.get(field)),
            None => Err(ConfigError::UnknownProfile(name.to_owned())),
        }
    }

    /// Writes a profile, new or in place of the one with that name. Fields that the tool does
    /// not know stay.
    pub fn set(&mut self, name: &str, profile: &Profile) -> Result<(), ConfigError> {
        check_name(name)?;
        let path = self.path.clone();
        // What means the same stays as the person has written it.
        let old = self.get(name).ok().map(|old| old.fields());
        let profiles = self
            .document
            .entry("profiles")
            .or_insert_with(|| {
                let mut table = Table::new();
                table.set_implicit(true);
                Item::Table(table)
            })
            .as_table_like_mut()
            .ok_or_else(|| ConfigError::broken(&path, "`profiles` is not a table"))?;
        let entry = profiles
            .entry(name)
            .or_insert_with(|| Item::Table(Table::new()))
            .as_table_like_mut()
            .ok_or_else(|| {
                ConfigError::broken(&path, format!("profile `{name}` is not a table"))
            })?;
        let text = |value: &Option<Value>| value.as_ref().map(Value::to_string);
        for (at, (field, value)) in profile.fields().into_iter().enumerate() {
            if (old.as_ref()).is_some_and(|old| text(&old[at].1) == text(&value)) {
                continue;
            }
            match value {
                Some(value) => put(entry, field, value),
                None => {
                    entry.remove(field);
                }
            }
        }
        Ok(())
    }

    /// Removes a profile; it is no longer the default either.
    pub fn remove(&mut self, name: &str) -> Result<(), ConfigError> {
        let removed = self
            .document
            .get_mut("profiles")
            .and_then(Item::as_table_like_mut)
            .and_then(|table| table.remove(name));
        if removed.is_none() {
            return Err(ConfigError::UnknownProfile(name.to_owned()));
        }
        if self.default() == Some(name) {
            self.document.remove("default");
        }
        Ok(())
    }

    /// What lets others get at the keys or change where they go, in words. A file that others can
    /// read matters only if it holds a key, and a directory that they can read only if `strict`: it
    /// does not let them read a file of mode 0600.
    pub fn exposed(&self, strict: bool) -> Option<String> {
        self.readable(strict).or_else(|| access_problem(&self.path))
    }

    fn readable(&self, strict: bool) -> Option<String> {
        let holds_key = self
            .names()
            .iter()
            .any(|name| matches!(self.text(name, "key"), Ok(Some(_))));
        if !holds_key {
            return None;
        }
        let dir = self.path.parent().filter(|_| strict);
        let wide = wider_than(&self.path, 0o600).or_else(|| wider_than(dir?, 0o700));
        let (path, mode, wanted) = wide?;
        Some(format!(
            "{} holds API keys and others can get at it (mode {mode:04o}): chmod {wanted:o} it",
            path.display()
        ))
    }

    fn table(&self) -> Option<&dyn TableLike> {
        self.document.get("profiles").and_then(Item::as_table_like)
    }
}

/// Refuses a text that cannot be the name of a stored profile.
pub fn check_name(name: &str) -> Result<(), ConfigError> {
    let bad = |why| Err(ConfigError::ProfileName(name.to_owned(), why));
    if name == SANDBOX {
        return bad("it is the local instance, which is always there");
    }
    if name.is_empty() || name.len() > 64 {
        return bad("a name has 1 to 64 characters");
    }
    if !name
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c))
        || name.starts_with(['-', '.'])
    {
        return bad(
            "a name consists of letters, digits, `-`, `_` and `.`, and does not begin with `-` or `.`",
        );
    }
    Ok(())
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

/// The first key that looks like one of these and is none.
fn misspelt(table: &dyn TableLike, known: &[&'static str]) -> Option<(String, &'static str)> {
    table.iter().find_map(|(key, _)| {
        let meant = near_miss(&key.replace('-', "_"), known).or_else(|| {
            let is_other_spelling = |name: &&&str| key != **name && key.replace('-', "_") == **name;
            known.iter().find(is_other_spelling).copied()
        })?;
        Some((key.to_owned(), meant))
    })
}
