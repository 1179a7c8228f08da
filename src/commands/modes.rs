//! Names of modes: the scale by which they are read, and whether it can be that of the instance.

use std::collections::BTreeSet;

use crate::api::{Client, Collection, Page, Walk};
use crate::context::Context;
use crate::error::{Failure, Result};
use crate::record::{Fields, Mode, ModeScale, likely_scale};

/// Users whose modes are looked at.
const LOOKED_AT: u64 = 100;

/// A mode as an option gives it.
#[derive(Debug, Clone, Copy)]
pub struct GivenMode {
    pub mode: Mode,
    /// Given by a name, and not 0, which is the same in every scale.
    pub is_named: bool,
}

/// The mode that an option gives, by its name in the scale of the run or as a number.
pub fn given_mode(context: &Context, option: &str, text: &str) -> Result<GivenMode> {
    let scale = context.scale();
    let mode = scale.parse(text).map_err(|error| {
        Failure::usage(format!("{option}: {error}"))
            .hint("`--mode-scale levels` and `--mode-scale flags` say which names there are")
    })?;
    Ok(GivenMode {
        mode,
        is_named: mode.0 != 0 && scale.by_name(text).is_some(),
    })
}

/// Refuses the name of a mode where nobody has given a scale and the users have flags: names are of
/// `levels` then, and the instance would take even `admin` for something else. Nothing has been sent
/// by then.
///
/// A dry run and a comparison are refused like the change itself: somebody may send what they show.
pub async fn check_scale(context: &Context, client: &Client) -> Result<()> {
    if context.mode_scale().is_some() {
        return Ok(());
    }
    let mut walk = Walk::new(client.clone(), Collection::Users, LOOKED_AT).at_most(Some(LOOKED_AT));
    let page = match walk.next().await {
        Ok(Some(page)) => page,
        Ok(None) => return Ok(()),
        // What would be sent can be shown anyway.
        Err(error) if context.options.dry_run => {
            context.console.warn(&format!(
                "which scale the modes of this instance are of cannot be seen: {error}"
            ));
            return Ok(());
        }
        Err(error) => return Err(error.into()),
    };
    let seen = modes_of(&page);
    if likely_scale(seen.iter().copied()) != Some(ModeScale::Flags) {
        return Ok(());
    }
    let seen: Vec<String> = seen.iter().map(u64::to_string).collect();
    Err(Failure::usage(format!(
        "the modes of this instance look like those of the scale `flags` ({}), and the name of a mode \
         would be read by the scale `levels`; nothing was sent",
        seen.join(", ")
    ))
    .hint(
        "`--mode-scale flags` or `--mode-scale levels` says which it is, and with `cyxth profile \
         add NAME --replace` stores it; a number is sent as it is",
    ))
}

/// The modes of records, as far as they are numbers: each once, in ascending order.
pub fn modes_of(page: &Page) -> Vec<u64> {
    let mode_of = |record| Fields::of(record)?.at("mode")?.get().parse().ok();
    let modes: BTreeSet<u64> = page.records().filter_map(mode_of).collect();
    modes.into_iter().collect()
}
