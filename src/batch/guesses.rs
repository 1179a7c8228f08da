//! Whether a service can be asked for the place of an id that does not exist.

use crate::api::ApiError;

use super::cursor_guesses::just_before;
use super::lookup_pages::{LookupPages, SMALL};

/// What is known of cursors that name no existing id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Guesses {
    Untested,
    /// The page begins where the id would be.
    Placed,
    /// They tell nothing.
    Useless,
}

/// Why a few pages do not tell what is wanted.
pub(super) enum Unproved {
    /// The way this service lists, a gap does not prove that an id is missing.
    Gap,
    Api(ApiError),
}

impl From<ApiError> for Unproved {
    fn from(error: ApiError) -> Unproved {
        Unproved::Api(error)
    }
}

impl Guesses {
    /// Makes sure that the service finds the place of a guess between two ids that exist. They are
    /// taken from those at hand, or read. The second of them must not be the first of all, because
    /// some services begin again there.
    pub async fn prove(
        &mut self,
        pages: &mut LookupPages,
        at_hand: &[String],
    ) -> Result<(), Unproved> {
        if *self == Guesses::Untested {
            let mut ids = at_hand.to_vec();
            while ids.len() < 2 {
                let cursor = ids.last().map(String::as_str);
                let page = pages.read(SMALL, cursor).await?;
                let Some(page) = page.filter(|page| !page.is_empty()) else {
                    break;
                };
                ids.extend_from_slice(page.ids());
            }
            *self = Guesses::Useless;
            if let Some((guess, second)) = guess_between(&ids)
                && let Some(page) = pages.read(1, Some(&guess)).await?
                && page.ids().first() == Some(second)
            {
                *self = Guesses::Placed;
            }
        }
        match self {
            Guesses::Placed => Ok(()),
            Guesses::Untested | Guesses::Useless => Err(Unproved::Gap),
        }
    }
}

/// A guess that comes between two neighbours, and the second of them.
fn guess_between(ids: &[String]) -> Option<(String, &String)> {
    ids.windows(2).find_map(|pair| {
        let (first, second) = (&pair[0], &pair[1]);
        let guesses = [just_before(second), Some(format!("{first}!"))];
        let mut guesses = guesses.into_iter().flatten();
        let guess = guesses.find(|guess| first < guess && guess < second)?;
        Some((guess, second))
    })
}
