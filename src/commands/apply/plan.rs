//! What `apply` says and asks of a plan before it is carried out.

use crate::document::{self, Counts, KINDS, Plan, Step};
use crate::error::{Failure, Kind, Result};
use crate::render::{self, counted};

use super::work::Work;

impl Work<'_> {
    /// Says what is planned, and who cannot be changed.
    pub fn tell(&self, plan: &Plan) -> Result<()> {
        const SHOWN: usize = 10;
        let console = &self.context.console;
        let steps = &plan.steps;
        let kinds = KINDS.into_iter().filter(|kind| kind.is_stuck());
        for step in kinds.flat_map(|kind| steps.of(kind)).take(SHOWN) {
            let step = step?;
            let place = step.place.show(&self.names);
            let why = why_stuck(&step);
            let message = format!("{place}: {why}");
            console.warn(&self.connection.client.without_key(&message));
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
        if !is_settled
            && render::confirm(&self.context.console, &question, render::Stdin::Untouched)?
                == Some(false)
        {
            return Err(Failure::usage("not confirmed; nothing was sent"));
        }
        Ok(())
    }
}

/// Why nothing is done for a step.
fn why_stuck(step: &Step) -> String {
    let Step { id, channel, .. } = &step;
    let fields: Vec<&str> = step.changes.iter().map(|c| c.field.as_str()).collect();
    let fields = fields.join(" and ");
    let noun = match step.kind {
        document::Kind::CannotCompareUser => "user",
        document::Kind::CannotCompareChannel => "channel",
        document::Kind::CannotChangeMember => {
            return format!(
                "cannot change the member `{id}` of channel `{channel}`: the user has no mode, and \
                 the API does not take back the one that is set there"
            );
        }
        _ => return format!("cannot change the user `{id}`: the API does not edit {fields}"),
    };
    format!(
        "cannot compare {fields} of the {noun} `{id}`, and leaves that as it is: its record holds \
         the API key, which is masked here"
    )
}

/// Why some of it stays as it is; none where all of it is done.
pub(super) fn cannot_change(counts: &Counts) -> Option<Failure> {
    let counted = |count: u64, singular: &str| match count {
        0 => None,
        1 => Some(format!("1 {singular}")),
        count => Some(format!("{count} {singular}s")),
    };
    let users = counts.of(document::Kind::CannotChangeUser);
    let left = counts.of(document::Kind::LeaveUser);
    let members = counts.of(document::Kind::CannotChangeMember);
    let masked = counts.of(document::Kind::CannotCompareUser)
        + counts.of(document::Kind::CannotCompareChannel);
    let reasons = [
        (
            counted(users, "user"),
            "cannot be changed: the API edits neither name nor metadata",
            "`--recreate` deletes users and creates them anew",
        ),
        (
            counted(left, "user"),
            "cannot be changed: fields other than name, mode and metadata differ, and nobody is deleted for them",
            "`--ignore FIELD` leaves out what the service keeps for itself",
        ),
        (
            counted(members, "member"),
            "cannot be changed: the API does not take back a mode that is set in a channel",
            "`--recreate` removes members and adds them again",
        ),
        (
            counted(masked, "record"),
            "cannot be compared: the API key is masked here",
            "no record should hold the API key, which can do all that this tool can; \
             `--ignore FIELD` leaves out a field that does",
        ),
    ];
    let reasons = reasons.into_iter();
    let reasons = reasons.filter_map(|(who, why, hint)| Some((who?, why, hint)));
    let (messages, hints): (Vec<String>, Vec<&str>) = reasons
        .map(|(who, why, hint)| (format!("{who} {why}"), hint))
        .unzip();
    let failure = Failure::new(Kind::Partial, messages.join("; ")).hint(hints.join("; "));
    (!messages.is_empty()).then_some(failure)
}
