//! What keeps a person, or a script, from changing the wrong instance: guards of profiles, and
//! questions.

use crate::config::InstanceRules;
use crate::error::{Failure, Kind, Result};
use crate::render::{self, RenderError, Stdin};

use super::Context;
use super::connection::Connection;
use super::read_only::read_only;

impl Context {
    /// Connects for a command that changes something: refused if a profile of the instance is
    /// read-only, or if there is no telling.
    pub fn connect_to_change(&self) -> Result<Connection> {
        let connection = self.connect()?;
        self.check_changes(&connection)?;
        Ok(connection)
    }

    /// Refuses changes if a profile of the instance is read-only, or if there is no telling.
    pub fn check_changes(&self, connection: &Connection) -> Result<()> {
        if self.options.dry_run {
            return Ok(());
        }
        match &connection.rules {
            Err(error) => {
                let mut failure = Failure::new(Kind::Config, error.to_string());
                failure.hint = error.hint();
                Err(failure)
            }
            Ok(InstanceRules {
                read_only: Some(name),
                ..
            }) => {
                let hint = format!(
                    "`cyxth profile add {name} --replace --read-only=false` takes that back"
                );
                Err(Failure::new(Kind::Config, read_only(name, &connection.place)).hint(hint))
            }
            Ok(_) => Ok(()),
        }
    }

    /// Asks before something of a profile is deleted. `--yes` answers, and so does its name as
    /// `--confirm`; without them, and without a terminal to ask at, this is a usage error and nothing
    /// happens.
    pub fn confirm(&self, profile: &str, question: &str) -> Result<()> {
        let shown = format!("profile `{profile}`");
        self.confirm_in(Some(profile), &shown, question, Stdin::Untouched)
    }

    /// The same before deleting, pruning or recreating in an instance, for which a protected
    /// profile asks for its name.
    pub fn confirm_removal(
        &self,
        connection: &Connection,
        question: &str,
        stdin: Stdin,
    ) -> Result<()> {
        let protected = connection.protected();
        if !protected.is_empty() {
            return self.confirm_by_name(question, protected, stdin);
        }
        self.confirm_in(
            connection.profile.as_deref(),
            &connection.name,
            question,
            stdin,
        )
    }

    /// `--confirm` is for one profile, and for no other.
    fn confirm_in(
        &self,
        profile: Option<&str>,
        shown: &str,
        question: &str,
        stdin: Stdin,
    ) -> Result<()> {
        match self.options.confirm.as_deref() {
            _ if self.options.dry_run => Ok(()),
            None => self.confirm_with(question, stdin),
            given if given == profile => Ok(()),
            Some(given) => Err(Failure::usage(format!(
                "--confirm {given} is not the profile of this run, {shown}; nothing was changed"
            ))),
        }
    }

    /// Whether options answer the question about a removal, so that nobody is asked.
    pub fn is_answered(&self, connection: &Connection) -> bool {
        let yes = self.options.yes && connection.protected().is_empty();
        self.options.dry_run || self.options.confirm.is_some() || yes
    }

    /// Asks for one of these names to be typed. `--yes` does not answer that.
    pub fn confirm_by_name(&self, question: &str, names: &[String], stdin: Stdin) -> Result<()> {
        if self.options.dry_run {
            return Ok(());
        }
        let name = names.first().map_or("", String::as_str);
        let typed = match &self.options.confirm {
            Some(given) => Some(given.clone()),
            None => {
                let question = format!(
                    "{question} Type the name of the protected profile, {name}, to confirm"
                );
                match render::ask_name(&self.console, &question, stdin) {
                    // The usual hint would not help here.
                    Err(RenderError::NotAsked { .. }) => None,
                    asked => asked?,
                }
            }
        };
        let hint = format!("`--confirm {name}` confirms; `--yes` is not enough for it");
        match typed {
            Some(typed) if names.contains(&typed) => Ok(()),
            Some(typed) if typed.is_empty() => {
                Err(Failure::usage("not confirmed; nothing was changed"))
            }
            Some(_) => Err(Failure::usage(format!(
                "not confirmed: that is not the name of the protected profile, {name}; nothing was \
                 changed"
            ))
            .hint(hint)),
            None => Err(Failure::usage(format!(
                "{question} This needs the name of the protected profile, {name}, which cannot be \
                 asked for here; nothing was changed"
            ))
            .hint(hint)),
        }
    }

    /// The same where standard input may have given the ids that the question is about.
    fn confirm_with(&self, question: &str, stdin: Stdin) -> Result<()> {
        if self.options.yes || self.options.dry_run {
            return Ok(());
        }
        match render::confirm(&self.console, question, stdin)? {
            Some(true) => Ok(()),
            Some(false) => Err(Failure::usage("not confirmed; nothing was changed")),
            None => Err(Failure::usage(format!(
                "{question} This needs an answer, which cannot be asked for here; nothing was changed"
            ))
            .hint("`--yes` confirms")),
        }
    }
}
