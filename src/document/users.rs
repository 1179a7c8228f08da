//! Comparing the users of a document with those that are there.

use crate::api::Collection;
use crate::batch::Record;

use super::comparison::ComparisonRun;
use super::error::PlanError;
use super::merge::{Merge, Pair, Wanted};
use super::plan::{self, Own, mode_in};

/// A user that a document wants.
pub(super) trait WantedUser: Wanted {
    fn json(&self) -> &[u8];
    fn mode(&self) -> Option<u64>;
    fn into_record(self) -> Record;
}

impl WantedUser for Record {
    fn json(&self) -> &[u8] {
        &self.json
    }

    fn mode(&self) -> Option<u64> {
        mode_in(self.text())
    }

    fn into_record(self) -> Record {
        self
    }
}

/// Compares the users, in ascending order of ids. `note` gets the modes of each user that will be
/// there. If the document has no users, there are no steps.
pub(super) fn compare_users<W: WantedUser>(
    comparison: &mut ComparisonRun,
    wanted: impl Iterator<Item = Result<W, PlanError>>,
    is_managed: bool,
    mut note: impl FnMut(&str, &dyn Fn() -> Own) -> Result<(), PlanError>,
) -> Result<(), PlanError> {
    let there = comparison.list(Collection::Users);
    let mut steps = Vec::new();
    for pair in Merge::new(wanted, there) {
        let pair = pair?;
        if !(is_managed && comparison.settings.prune && matches!(pair, Pair::There(_))) {
            note(pair.id(), &|| own(&pair, comparison))?;
        }
        if !is_managed || is_in_sync(&pair) && !comparison.how().may_be_masked {
            continue;
        }
        let pair = pair.map_wanted(W::into_record);
        plan::of_user(pair, comparison.how(), &mut steps);
        comparison.refuse_masks(&steps);
        comparison.push(&mut steps)?;
    }
    Ok(())
}

/// Whether the record is there exactly as it is wanted, as most are.
fn is_in_sync<W: WantedUser>(pair: &Pair<W>) -> bool {
    matches!(pair, Pair::Both { wanted, there } if wanted.json() == there.json())
}

fn own<W: WantedUser>(pair: &Pair<W>, comparison: &ComparisonRun) -> Own {
    match pair {
        Pair::Wanted(wanted) => Own {
            was: None,
            will: wanted.mode(),
        },
        Pair::There(there) => Own::kept(mode_in(there.text())),
        Pair::Both { wanted, .. } if is_in_sync(pair) => Own::kept(wanted.mode()),
        Pair::Both { wanted, there } => {
            let was = mode_in(there.text());
            let is_kept = comparison.settings.ignored.has("mode");
            let will = if is_kept { was } else { wanted.mode().or(was) };
            Own { was, will }
        }
    }
}
