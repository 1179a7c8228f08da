//! What comes after one position of a walk.

use std::sync::Arc;

use super::error::{ApiError, Problem};
use super::page::Page;
use super::page_source::PageSource;
use super::paging::{CursorName, Paging};
use super::trail::{Beginning, Trail};

/// Asks for what comes after positions of a walk, and returns what is new in the answers.
pub(super) struct CursorProbe {
    pub source: Arc<dyn PageSource>,
    pub page_size: u64,
    /// Records still wanted; `None` for all.
    pub wanted: Option<u64>,
    pub trail: Trail,
    /// Most records of a page so far.
    longest: usize,
    /// The service begins pages with the cursor's own record.
    pub inclusive: bool,
    /// All records so far came in ascending order of the bytes of their ids.
    pub ascending: bool,
}

/// What came from a cursor.
pub(super) enum CursorResult {
    /// Records that were not given out yet, and the ids behind the last of them that were.
    New(Page, Vec<String>),
    /// Nothing but records at these positions of the trail, in the order in which they came.
    /// `is_short`: the page had room for more.
    Old {
        positions: Vec<usize>,
        is_short: bool,
    },
    /// The cursor's own record alone: it is there, and nothing behind it.
    End,
    /// Nothing to go on with.
    Nothing(Doubt),
}

/// Why nothing came from a cursor, whose record may be gone.
pub(super) enum Doubt {
    Empty,
    Refused(ApiError),
    /// The page begins with this record, which does not come after the cursor.
    Elsewhere(String),
    /// The cursor does not fit into a URL.
    TooLong,
}

/// What a single request brought.
enum PageAnswer {
    /// Records besides the cursor's own, and where they begin.
    Records(Page, Beginning),
    Other(CursorResult),
}

impl CursorProbe {
    pub fn new(source: Arc<dyn PageSource>, page_size: u64) -> CursorProbe {
        CursorProbe {
            source,
            page_size,
            wanted: None,
            trail: Trail::new(None),
            longest: 0,
            inclusive: false,
            ascending: true,
        }
    }

    pub fn stuck(&self, why: String) -> ApiError {
        self.source.error(self.page_size, Problem::Stuck { why })
    }

    pub fn paging(&self) -> &Paging {
        self.source.paging()
    }

    /// The first record of all that there are.
    pub async fn first_of_all(&self) -> Result<Page, ApiError> {
        self.source.page(self.paging().name(), 1, None).await
    }

    pub fn too_long(&self, id: &str) -> ApiError {
        self.stuck(format!(
            "the id `{}` has {} bytes, too many for a URL, so that nothing can be asked for behind it",
            shown(id),
            id.len()
        ))
    }

    /// How many records to ask for from a position: those wanted, those given out from there, and the
    /// cursor's own record if the service sends it. To confirm the end, one new record is enough.
    pub fn limit(&self, at: usize, is_confirming: bool) -> u64 {
        let extra = u64::from(self.inclusive && self.trail.cursor(at).is_some());
        let given = (self.trail.end() - at) as u64;
        let wanted = match self.wanted {
            _ if is_confirming => 1,
            wanted => wanted.unwrap_or(self.page_size),
        };
        wanted
            .saturating_add(given + extra)
            .min(self.page_size)
            .max(1 + extra)
    }

    /// Asks for what comes after a position. Until the service has shown that it reads the cursor's
    /// first name, the other name is tried too.
    pub async fn ask(&mut self, at: usize, limit: u64) -> Result<CursorResult, ApiError> {
        let known = self.paging().known_name();
        let name = self.paging().name();
        let answer = self.ask_by(name, at, limit).await?;
        let is_refused = matches!(
            &answer,
            PageAnswer::Other(CursorResult::Nothing(Doubt::Refused(_)))
        );
        let is_beside =
            matches!(&answer, PageAnswer::Records(_, beginning) if *beginning != Beginning::Behind);
        // The cursor's record alone: nothing is behind it, or the cursor is not read and this is the
        // beginning of the collection, in pages of one record.
        let may_be_first = at == 1 && matches!(&answer, PageAnswer::Other(CursorResult::End));
        if known.is_none() && (is_refused || is_beside || may_be_first) {
            match self.ask_by(CursorName::Spaced, at, limit).await? {
                PageAnswer::Records(page, Beginning::Behind) => {
                    // Unless all that came before has gone, and this is the beginning.
                    let first = page.ids().first().cloned().unwrap_or_default();
                    if !self.is_first_of_all(&first).await? {
                        self.paging().settle_name(CursorName::Spaced);
                        return Ok(self.sorted_out(at, limit, page));
                    }
                    // Where a walk begins nothing was given out that could have gone: the service
                    // reads this name as little as the other, or lists in another order.
                    if at > 0 || (is_refused && page.is_ascending()) {
                        return Ok(self.sorted_out(at, limit, page));
                    }
                }
                // The cursor's record alone may be the beginning of the collection.
                PageAnswer::Other(seen @ CursorResult::End) if is_beside && at > 1 => {
                    self.paging().settle_name(CursorName::Spaced);
                    return Ok(seen);
                }
                PageAnswer::Other(seen @ CursorResult::Nothing(Doubt::Empty)) if is_beside => {
                    self.paging().settle_name(CursorName::Spaced);
                    return Ok(seen);
                }
                _ => {}
            }
        }
        let (page, beginning) = match answer {
            PageAnswer::Records(page, beginning) => (page, beginning),
            PageAnswer::Other(seen) => return Ok(seen),
        };
        if beginning == Beginning::Behind {
            return Ok(self.sorted_out(at, limit, page));
        }
        let first = page.ids().first().cloned().unwrap_or_default();
        // In a list from the top down, what comes before the cursor is not behind it.
        let descends = at == 0
            && self
                .trail
                .cursor(at)
                .is_some_and(|cursor| falls(cursor, &page));
        if descends || beginning == Beginning::Before || self.is_first_of_all(&first).await? {
            return Ok(CursorResult::Nothing(Doubt::Elsewhere(first)));
        }
        // An order other than that of bytes.
        self.paging().settle_name(name);
        self.ascending = false;
        Ok(self.sorted_out(at, limit, page))
    }

    /// Whether the collection begins with this record.
    async fn is_first_of_all(&self, id: &str) -> Result<bool, ApiError> {
        let page = self.first_of_all().await?;
        Ok(page.ids().first().is_some_and(|first| first == id))
    }

    /// One request for what comes after a position.
    async fn ask_by(
        &mut self,
        name: CursorName,
        at: usize,
        mut limit: u64,
    ) -> Result<PageAnswer, ApiError> {
        let cursor = self.trail.cursor(at).map(str::to_owned);
        let cursor = cursor.as_deref();
        let (page, is_dropped) = loop {
            let answer = self.source.page(name, limit, cursor).await;
            let mut page = match answer {
                Ok(page) => page,
                Err(error) => {
                    let is_refused = error.refuses_cursor();
                    return match error.problem {
                        _ if is_refused && cursor.is_some() => Ok(PageAnswer::Other(
                            CursorResult::Nothing(Doubt::Refused(error)),
                        )),
                        // The id came from the service. One that the person gave is an error of theirs.
                        Problem::LongPath { .. } if at > 0 => {
                            Ok(PageAnswer::Other(CursorResult::Nothing(Doubt::TooLong)))
                        }
                        _ => Err(error),
                    };
                }
            };
            self.longest = self.longest.max(page.len());
            let is_dropped = page.drop_cursor(cursor);
            if is_dropped {
                // A cursor that is not read shows the first record too, which may be its own.
                self.inclusive |= at > 1 || self.paging().known_name().is_some();
                if page.is_empty() && limit == 1 {
                    // One record was asked for, so nothing is known of those behind the cursor.
                    limit = 2;
                    continue;
                }
                if page.is_empty() {
                    return Ok(PageAnswer::Other(CursorResult::End));
                }
            }
            break (page, is_dropped);
        };
        let is_empty = page.is_empty();
        let beginning = self.trail.beginning(at, &page, self.ascending);
        // A cursor that is not read shows the beginning of the collection, which may be the first
        // record that was given out.
        let is_telling = at > 1 || (at == 1 && !is_dropped);
        if is_telling && (is_empty || beginning == Beginning::Behind) {
            let paging = self.paging();
            if paging.known_name().is_none() && name == CursorName::Underscored {
                paging.settle_name(name);
            }
        }
        Ok(match is_empty {
            true => PageAnswer::Other(CursorResult::Nothing(Doubt::Empty)),
            false => PageAnswer::Records(page, beginning),
        })
    }

    /// Whether an empty page after the last record means the end of the list, even if that record has
    /// gone. See `stray_habit`.
    pub async fn is_end_without_doubt(&self) -> Result<bool, ApiError> {
        let (Some(strays), Some(name)) = (self.source.strays(), self.paging().known_name()) else {
            return Ok(false);
        };
        if !self.ascending || self.inclusive {
            return Ok(false);
        }
        if strays.is_placed() {
            return Ok(true);
        }
        let end = self.trail.end();
        // The first of the trail may be the id that the walk was told to begin after.
        let last_but_one = (end > 1).then(|| self.trail.cursor(end - 1)).flatten();
        let place = last_but_one
            .zip(self.trail.last())
            .and_then(|(low, high)| strays.place_between(low, high));
        let Some(place) = place else {
            return Ok(false);
        };
        let is_placed = match self.source.page(name, 2, Some(&place)).await {
            Ok(page) => page.ids().iter().map(String::as_str).eq(self.trail.last()),
            Err(error) if error.refuses_cursor() => false,
            Err(error) if matches!(error.problem, Problem::LongPath { .. }) => return Ok(false),
            Err(error) => return Err(error),
        };
        strays.note(is_placed);
        Ok(is_placed)
    }

    /// What an early page adds, if it follows the last record without a doubt. `is_answer`: it was asked
    /// for at that record's id.
    pub fn take_early(&mut self, mut page: Page, is_answer: bool) -> Option<Page> {
        self.longest = self.longest.max(page.len());
        let at = self.trail.end();
        if is_answer && page.drop_cursor(self.trail.last()) {
            self.inclusive = true;
        }
        let is_behind = self.trail.beginning(at, &page, self.ascending) == Beginning::Behind;
        if page.is_empty() || !is_behind {
            return None;
        }
        if !self.trail.is_behind_all(&page, self.ascending) {
            let known = self.trail.positions();
            let is_known =
                |id: &String| known.contains_key(id.as_str()) || self.trail.began_with(id);
            if page.ids().iter().any(is_known) {
                return None;
            }
        }
        Some(page)
    }

    /// A page without what was given out before.
    fn sorted_out(&self, at: usize, limit: u64, mut page: Page) -> CursorResult {
        if self.trail.is_behind_all(&page, self.ascending) {
            return CursorResult::New(page, Vec::new());
        }
        let known = self.trail.positions();
        let positions: Vec<usize> = page
            .ids()
            .iter()
            .filter_map(|id| known.get(id.as_str()).copied())
            .collect();
        let extra = usize::from(self.inclusive && self.trail.cursor(at).is_some());
        // A single record is not taken for a sign that pages hold no more than one.
        let most = self.longest.max(2 * usize::from(self.trail.end() == 1));
        let is_short = page.len() + extra < most && ((page.len() + extra) as u64) < limit;
        let all = page.shared_ids();
        page.retain(|id| !known.contains_key(id) && !self.trail.began_with(id));
        if page.is_empty() {
            CursorResult::Old {
                positions,
                is_short,
            }
        } else {
            let last = page.ids().last().cloned();
            let behind = all.iter().rev().take_while(|id| Some(*id) != last.as_ref());
            let mut behind: Vec<String> = behind.cloned().collect();
            behind.reverse();
            CursorResult::New(page, behind)
        }
    }
}

/// Whether the ids descend, and begin below this one.
fn falls(from: &str, page: &Page) -> bool {
    let ids = page.ids();
    ids.first().is_some_and(|first| first.as_str() < from) && ids.is_sorted_by(|a, b| a > b)
}

/// The beginning of an id, for a message.
pub(super) fn shown(id: &str) -> String {
    const LONGEST: usize = 80;
    match id.char_indices().nth(LONGEST) {
        None => id.to_owned(),
        Some((end, _)) => format!("{}…", &id[..end]),
    }
}
