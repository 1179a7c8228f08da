//! What `apply` says and asks of a plan before it is carried out.

use crate::error::{Failure, Kind, Result};
use crate::instance::{self, Counts, Step, Steps};
use crate::render::{self, counted};

use super::work::Work;

impl Work<'_> {
    /// Says what is planned, and who cannot be changed.
    pub fn tell(&self, steps: &Steps) -> Result<()> {
        const SHOWN: usize = 10;
        let console = &self.context.console;
        let users = steps.of(instance::Kind::CannotChangeUser);
        let members = steps.of(instance::Kind::CannotChangeMember);
        for step in users.chain(members).take(SHOWN) {
            let step = step?;
            let place = step.place.show(&self.names);
            let Step { id, channel, .. } = &step;
            console.warn(&if channel.is_empty() {
                let fields: Vec<&str> = step.changes.iter().map(|c| c.field.as_str()).collect();
                let fields = fields.join(" and ");
                format!("{place}: cannot change the user `{id}`: the API does not edit {fields}")
            } else {
                format!(
                    "{place}: cannot change the member `{id}` of channel `{channel}`: the user \
                     has no mode, and the API does not take back the one that is set there"
                )
            });
        }
        let stuck = steps.counts().stuck();
        if stuck > SHOWN as u64 {
            let more = stuck - SHOWN as u64;
            console.warn(&format!("and {more} more; `cyxth diff` shows all of them"));
        }
        let text = counted(&steps.counts(), self.arguments.prune);
        if !text.is_empty() {
            console.note(&text);
        }
        Ok(())
    }

    pub fn confirm(&self, counts: &Counts, prune: bool) -> Result<()> {
        let text = counted(counts, prune);
        let name = &self.connection.name;
        if (prune && counts.removals() > 0) || counts.recreations() > 0 {
            let question = format!("Apply to {name}: {text}?");
            return self.context.confirm(&question);
        }
        let is_settled = self.context.options.yes || self.context.options.dry_run;
        let question = format!("Apply to {name}?");
        if !is_settled && render::confirm(&self.context.console, &question)? == Some(false) {
            return Err(Failure::usage("not confirmed; nothing was sent"));
        }
        Ok(())
    }
}

/// Why some of it stays as it is.
pub(super) fn cannot_change(counts: &Counts) -> Failure {
    let counted = |kind, singular| match counts.of(kind) {
        0 => None,
        1 => Some(format!("1 {singular}")),
        count => Some(format!("{count} {singular}s")),
    };
    let users = counted(instance::Kind::CannotChangeUser, "user");
    let members = counted(instance::Kind::CannotChangeMember, "member");
    let why = match (&users, &members) {
        (_, None) => "the API edits neither name nor metadata",
        (None, _) => "the API does not take back a mode that is set in a channel",
        _ => {
            "the API edits neither name nor metadata, and does not take back a mode that is set \
             in a channel"
        }
    };
    let hint = match (&users, &members) {
        (_, None) => "`--recreate` deletes them and creates them anew",
        (None, _) => "`--recreate` removes them and adds them again",
        _ => {
            "`--recreate` deletes users and creates them anew, and removes members and adds them again"
        }
    };
    let who: Vec<String> = users.into_iter().chain(members).collect();
    let message = format!("{} cannot be changed: {why}", who.join(" and "));
    Failure::new(Kind::Partial, message).hint(hint)
}
