//! What `apply` says and asks of a plan before it is carried out.

use crate::error::{Failure, Kind, Result};
use crate::instance::{self, Counts, Plan, Step};
use crate::render::{self, counted};

use super::work::Work;

impl Work<'_> {
    /// Says what is planned, and who cannot be changed.
    pub fn tell(&self, plan: &Plan) -> Result<()> {
        const SHOWN: usize = 10;
        let console = &self.context.console;
        let steps = &plan.steps;
        let users = steps.of(instance::Kind::CannotChangeUser);
        let left = steps.of(instance::Kind::LeaveUser);
        let members = steps.of(instance::Kind::CannotChangeMember);
        for step in users.chain(left).chain(members).take(SHOWN) {
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
        for masked in plan.masked.iter().take(SHOWN) {
            console.warn(masked);
        }
        if let Some(more) = plan.masked.len().checked_sub(SHOWN + 1) {
            console.warn(&format!("and {} more", more + 1));
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
        if !is_settled
            && render::confirm(&self.context.console, &question, render::Stdin::Untouched)?
                == Some(false)
        {
            return Err(Failure::usage("not confirmed; nothing was sent"));
        }
        Ok(())
    }
}

/// Why some of it stays as it is; none where all of it is done.
pub(super) fn cannot_change(counts: &Counts, plan: &Plan) -> Option<Failure> {
    let counted = |count: u64, singular: &str| match count {
        0 => None,
        1 => Some(format!("1 {singular}")),
        count => Some(format!("{count} {singular}s")),
    };
    let users = counts.of(instance::Kind::CannotChangeUser);
    let left = counts.of(instance::Kind::LeaveUser);
    let members = counts.of(instance::Kind::CannotChangeMember);
    let masked = plan.masked.len() as u64;
    let reasons = [
        (
            counted(users, "user"),
            "the API edits neither name nor metadata",
            "`--recreate` deletes users and creates them anew",
        ),
        (
            counted(left, "user"),
            "fields other than name, mode and metadata differ, and nobody is deleted for them",
            "`--ignore FIELD` leaves out what the service keeps for itself",
        ),
        (
            counted(members, "member"),
            "the API does not take back a mode that is set in a channel",
            "`--recreate` removes members and adds them again",
        ),
        (
            counted(masked, "record"),
            "the API key that they hold is masked here",
            "records should not hold the API key: it can do all that this tool can",
        ),
    ];
    let reasons = reasons.into_iter();
    let reasons = reasons.filter_map(|(who, why, hint)| Some((who?, why, hint)));
    let (messages, hints): (Vec<String>, Vec<&str>) = reasons
        .map(|(who, why, hint)| (format!("{who} cannot be changed: {why}"), hint))
        .unzip();
    let failure = Failure::new(Kind::Partial, messages.join("; ")).hint(hints.join("; "));
    (!messages.is_empty()).then_some(failure)
}
