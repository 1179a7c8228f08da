//! The way to the end of a collection.

use super::cursor_guesses::{behind_common_prefix, between};
use super::guesses::Unproved;
use super::lookup_pages::{LookupPages, SMALL};

/// How many guesses it may take.
const HALVINGS: u32 = 24;

/// Comes near the end of a collection, which is somewhere between an id that was seen and a guess at
/// which nothing came. Only a cursor that was seen reaches the end itself: the last one is returned.
/// Of the ids at hand, `first` is one that shows how most of them begin.
pub(super) async fn come_near_end(
    pages: &mut LookupPages,
    first: Option<&String>,
    mut seen: String,
    mut empty: String,
) -> Result<String, Unproved> {
    let mut first = first.unwrap_or(&seen).clone();
    if first == seen {
        // One id does not show how others begin. Most of it is a good estimate.
        first.pop();
    }
    let mut is_halving = false;
    for _ in 0..HALVINGS {
        // Most ids begin alike: first find out how much of them is the same.
        let place = match is_halving {
            false => behind_common_prefix(&first, &seen),
            true => between(&seen, &empty),
        };
        let Some(middle) = place.filter(|place| *place > seen && *place < empty) else {
            if is_halving {
                break;
            }
            is_halving = true;
            continue;
        };
        let page = pages.read(SMALL, Some(&middle)).await?.unwrap_or_default();
        match page.ids().last() {
            None => {
                empty = middle;
                is_halving = true;
            }
            Some(last) if *last > middle => {
                seen.clone_from(last);
                if (page.len() as u64) < SMALL {
                    break;
                }
            }
            Some(_) => return Err(Unproved::Gap),
        }
    }
    Ok(seen)
}
