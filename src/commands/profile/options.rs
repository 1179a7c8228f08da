//! The options of `cyxth profile add` and `cyxth profile set-key`.

use std::io;

use clap::{Args, ValueHint};

use crate::config::{ApiKey, KeySource};
use crate::context::Context;
use crate::error::{Failure, Result};

use super::asking::ask_for_key;

#[derive(Debug, Args)]
pub struct AddProfile {
    /// The profile's name: letters, digits, `-`, `_` and `.`
    #[arg(value_name = "NAME")]
    pub name: String,
    /// Change the profile of that name; what is not given stays as it is
    #[arg(long)]
    pub replace: bool,
    /// Ask for the profile's name before anything is deleted, pruned or recreated there
    ///
    /// In scripts --yes is not enough then, --confirm NAME is. It holds for the profile's API URL,
    /// however a command came to it. `--protected=false` takes it back.
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub protected: Option<bool>,
    /// Send nothing that changes anything to the profile's API URL (exit status 3)
    ///
    /// However a command came to it. `--read-only=false` takes it back.
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub read_only: Option<bool>,
    #[command(flatten)]
    pub key: KeyOptions,
}

#[derive(Debug, Args)]
pub struct SetKey {
    /// The profile's name
    #[arg(value_name = "NAME", value_hint = ValueHint::Other)]
    pub name: String,
    #[command(flatten)]
    pub key: KeyOptions,
}

/// Where the key comes from.
#[derive(Debug, Args)]
pub struct KeyOptions {
    /// Take the first line of standard input as the key
    #[arg(long, group = "key")]
    key_stdin: bool,
    /// A command that prints the key; it is run at each use, and the key is not stored
    #[arg(long, value_name = "CMD", group = "key")]
    key_command: Option<String>,
    /// A variable that holds the key at each use; the key is not stored
    #[arg(long, value_name = "VAR", group = "key")]
    key_env: Option<String>,
    /// Keep the key in the keyring of this system, and not in the profile's file
    ///
    /// The Secret Service on Linux (GNOME Keyring, KWallet), the keychain on macOS, the credential
    /// manager on Windows. A key that was in the file is moved, and later ones go there too. An answer
    /// is waited for 3 seconds, and a minute on a terminal, where a person can unlock it. Nothing stands
    /// in for a keyring that cannot be used.
    #[arg(long, conflicts_with_all = ["key_command", "key_env"])]
    keyring: bool,
    /// Keep the key in the profile's file, where it was in the keyring
    #[arg(long, conflicts_with = "keyring")]
    no_keyring: bool,
}

impl KeyOptions {
    /// Whether the key is kept in the keyring, if an option says.
    pub fn in_keyring(&self) -> Option<bool> {
        (self.keyring || self.no_keyring).then_some(self.keyring)
    }

    pub fn read(&self, context: &Context) -> Result<Option<KeySource>> {
        if self.key_stdin {
            if context.console.terminal().stdin {
                // Typed at a terminal it would be seen; the prompt hides it.
                return ask_for_key(context);
            }
            let key = ApiKey::from_first_line(io::stdin().lock(), "standard input")?;
            return Ok(Some(KeySource::Stored(key)));
        }
        if let Some(command) = &self.key_command {
            if command.trim().is_empty() {
                return Err(Failure::usage("--key-command is empty"));
            }
            return Ok(Some(KeySource::Command(command.clone())));
        }
        if let Some(variable) = &self.key_env {
            if variable.is_empty() || variable.contains(['=', '\0']) {
                let message = format!("--key-env `{variable}` is not the name of a variable");
                return Err(Failure::usage(message));
            }
            return Ok(Some(KeySource::Variable(variable.clone())));
        }
        Ok(None)
    }
}
