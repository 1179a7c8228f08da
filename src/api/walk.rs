//! A cursor walk: one page after the other, until the collection ends.
//!
//! The reference does not say whether a page begins at or after its cursor, nor how large a page
//! may be. So: a first record that is the cursor's own is dropped, and only an empty page (or one
//! with the cursor's record alone) ends the walk.
//!
//! Nor does it say what a cursor means whose record is gone. Somebody may delete it between two
//! pages, and then the next one may be empty, refused, or begin elsewhere. None of this is
//! believed until a cursor from further back has shown that the record is still there: that costs
//! one request more at the end of a walk (two records from the last but one), and nothing before.
//! Where the record is gone, the walk goes on from further back, and leaves out what it has given
//! out before.

use super::client::Client;
use super::endpoints::Collection;
use super::error::{ApiError, Problem};
use super::pages::Page;
use super::paging::CursorName;
use super::trail::{Beginning, Trail};

/// A walk over a collection.
pub struct Walk {
    client: Client,
    collection: Collection,
    page_size: u64,
    /// Records still wanted; none for all.
    wanted: Option<u64>,
    trail: Trail,
    /// Pages given out so far.
    given: u64,
    /// Most records of a page so far.
    longest: usize,
    inclusive: bool,
    ascending: bool,
    ended: bool,
}

/// What came from a cursor.
enum Seen {
    /// Records that were not given out yet, and those that were and came behind the last of them.
    New(Page, Vec<String>),
    /// Records at these positions of the trail alone, in the order in which they came. There may
    /// have been room for more.
    Old {
        positions: Vec<usize>,
        is_short: bool,
    },
    /// The cursor's own record alone: it is there, and nothing behind it.
    End,
    /// No good reason to go on.
    Nothing(Doubt),
}

/// Why nothing came from a cursor; its record may be gone.
enum Doubt {
    Empty,
    Refused(ApiError),
    /// The page begins with this record, which does not come after the cursor.
    Elsewhere(String),
    /// The cursor does not fit into a URL.
    TooLong,
}

/// What a single request brought.
enum Answer {
    /// Records other than the cursor's own, and where they begin.
    Records(Page, Beginning),
    Other(Seen),
}

impl Walk {
    /// A walk with pages of this size, or the one that the person asked for.
    pub fn new(client: Client, collection: Collection, page_size: u64) -> Walk {
        let page_size = client.page_size().unwrap_or(page_size).max(1);
        Walk {
            client,
            collection,
            page_size,
            wanted: None,
            trail: Trail::new(None),
            given: 0,
            longest: 0,
            inclusive: false,
            ascending: true,
            ended: false,
        }
    }

    /// Begins after this id.
    pub fn starting_after(mut self, id: Option<String>) -> Walk {
        self.trail = Trail::new(id);
        self
    }

    /// Ends after so many records in all.
    pub fn at_most(mut self, records: Option<u64>) -> Walk {
        self.wanted = records;
        self
    }

    /// Whether all ids so far came in ascending order of their bytes.
    pub fn is_ascending(&self) -> bool {
        self.ascending
    }

    /// The next page that holds records, or none at the end.
    pub async fn next(&mut self) -> Result<Option<Page>, ApiError> {
        if self.ended || self.wanted == Some(0) {
            return Ok(None);
        }
        match self.advance().await? {
            Some((page, behind)) => self.give(page, behind).map(Some),
            None => {
                self.ended = true;
                Ok(None)
            }
        }
    }

    /// Gives out a page. `behind` are records that came behind it and were given out before: the
    /// walk goes on from the last of them.
    fn give(&mut self, mut page: Page, behind: Vec<String>) -> Result<Page, ApiError> {
        if let Some(wanted) = &mut self.wanted {
            page.truncate(*wanted);
            *wanted -= page.len() as u64;
        }
        page.drop_repeated();
        let first = page.ids().first().map(String::as_str);
        self.ascending &= page.is_ascending() && self.trail.last() < first;
        let cursor = self.trail.last().unwrap_or_default().to_owned();
        if !self.trail.add(page.shared_ids()) {
            let last = page.ids().last().map(String::as_str);
            return Err(self.stuck(format!(
                "the page after `{cursor}` ends with `{}`, which was there before",
                last.unwrap_or_default()
            )));
        }
        self.trail.repeat(behind);
        self.given += 1;
        Ok(page)
    }

    /// The next new records, be it by going back a little.
    ///
    /// A record that nothing came from is taken for the last one in two cases: it is seen again at
    /// the end of a page that had room for more, or it is seen again and nothing comes from it a
    /// second time.
    async fn advance(&mut self) -> Result<Option<(Page, Vec<String>)>, ApiError> {
        let end = self.trail.end();
        let mut at = end;
        // What came from which position.
        let mut doubts: Vec<(usize, Doubt)> = Vec::new();
        // A record that was seen again after nothing came from it.
        let mut last_there = None;
        let mut is_wide = false;
        // Every step forward or back is towards an end, but a service may be mad.
        let mut steps = 64 + 2 * at;
        loop {
            let is_confirming = !is_wide
                && matches!(doubts.first(), Some((_, Doubt::Empty)))
                && doubts
                    .iter()
                    .all(|(_, doubt)| matches!(doubt, Doubt::Empty | Doubt::TooLong));
            let limit = self.limit(at, is_confirming);
            let doubt = match self.ask(at, limit).await? {
                // Not the end after all. A whole page tells what they stand before.
                Seen::New(..) if is_confirming => {
                    is_wide = true;
                    continue;
                }
                Seen::New(page, behind) => return Ok(Some((page, behind))),
                Seen::End => return Ok(None),
                Seen::Old {
                    positions,
                    is_short,
                } => {
                    steps -= 1;
                    let reached = positions.iter().copied().max().unwrap_or_default();
                    let is_empty = |position: usize| {
                        doubts
                            .iter()
                            .any(|(at, doubt)| *at == position && matches!(doubt, Doubt::Empty))
                    };
                    if is_empty(reached) && steps > 0 {
                        if is_short {
                            return Ok(None);
                        }
                        let is_shown = |at: &usize| positions.contains(at);
                        // Unless no cursor has brought anything yet: then the first page is all that
                        // the service has to give.
                        if let Some(before) = (1..reached)
                            .find(|at| is_empty(*at) && is_shown(at) && is_shown(&(at + 1)))
                            && self.given > 1
                        {
                            return Err(self.stuck(format!(
                                "nothing comes after `{}`, although it is not the last one",
                                shown(self.trail.cursor(before).unwrap_or_default())
                            )));
                        }
                        last_there = Some(reached);
                        at = reached;
                        continue;
                    }
                    // That an id is too long is of no interest before the last one, and nor is that
                    // nothing came from there.
                    let confirmed = doubts.iter().position(|(doubted, doubt)| {
                        positions.contains(doubted)
                            && (*doubted == end || !matches!(doubt, Doubt::TooLong | Doubt::Empty))
                    });
                    if let Some(confirmed) = confirmed {
                        let (doubted, doubt) = doubts.swap_remove(confirmed);
                        return self.believe(doubted, doubt, is_short).map(|()| None);
                    }
                    if reached <= at || steps == 0 {
                        return Err(self.stuck("its pages bring nothing new".to_owned()));
                    }
                    at = reached;
                    continue;
                }
                Seen::Nothing(doubt) => doubt,
            };
            // A service that begins at the cursor would have shown its record.
            if last_there == Some(at) && matches!(doubt, Doubt::Empty) && !self.inclusive {
                return Ok(None);
            }
            if at == 0 {
                // There is nothing to go back to.
                return self.believe(at, doubt, false).map(|()| None);
            }
            // A service that reads no cursor shows its beginning for each of them: what comes without
            // one tells whether their records are there.
            let is_unread = matches!(doubt, Doubt::Elsewhere(_))
                && doubts
                    .iter()
                    .any(|(_, doubt)| matches!(doubt, Doubt::Elsewhere(_)))
                && self.client.paging().known_name().is_none();
            let is_too_long = matches!(doubt, Doubt::TooLong);
            doubts.push((at, doubt));
            steps -= 1;
            let lowest = self.trail.lowest();
            if steps == 0 || at <= lowest {
                return Err(self.lost(doubts).await);
            }
            at = match (is_unread, is_too_long) {
                (true, _) => lowest,
                (_, true) => at - 1,
                // Twice as far each time: several may have gone together.
                _ => at
                    .saturating_sub((1 << doubts.len().min(16)) - 1)
                    .max(lowest),
            };
        }
    }

    /// What a doubt comes to, once the record at its position is known to be there.
    fn believe(&self, at: usize, doubt: Doubt, is_short: bool) -> Result<(), ApiError> {
        let cursor = self.trail.cursor(at).unwrap_or_default();
        match doubt {
            Doubt::Empty => Ok(()),
            Doubt::Refused(error) => Err(error),
            Doubt::Elsewhere(first) => Err(self.stuck(format!(
                "the page after `{}` begins with `{}`, which does not come after it",
                shown(cursor),
                shown(&first)
            ))),
            // Nothing can be asked for behind it. It is the last one where pages hold more.
            Doubt::TooLong if is_short => Ok(()),
            Doubt::TooLong => Err(self.too_long(cursor)),
        }
    }

    /// The error of a walk that has no place left to go on from.
    async fn lost(&self, doubts: Vec<(usize, Doubt)>) -> ApiError {
        let is_refused = |(_, doubt): &(usize, Doubt)| matches!(doubt, Doubt::Refused(_));
        if doubts.iter().any(is_refused)
            && let Err(error) = self.client.page(&self.collection, 1, None).await
        {
            // The collection itself: that of a channel that has gone.
            return error;
        }
        let end = self.trail.last().unwrap_or_default();
        for (at, doubt) in doubts {
            if !matches!(doubt, Doubt::Empty)
                && let Err(error) = self.believe(at, doubt, false)
                && !matches!(error.problem, Problem::Status { .. })
            {
                return error;
            }
        }
        self.stuck(format!(
            "`{}` and the records before it are gone, so that nothing can be asked for behind them",
            shown(end)
        ))
    }

    fn stuck(&self, why: String) -> ApiError {
        let request = self.collection.page(self.page_size, None);
        ApiError {
            method: request.method.clone(),
            url: request.place(&self.client),
            problem: Problem::Stuck { why },
            unknown: false,
        }
    }

    fn too_long(&self, id: &str) -> ApiError {
        self.stuck(format!(
            "the id `{}` has {} bytes, too many for a URL, so that nothing can be asked for behind it",
            shown(id),
            id.len()
        ))
    }

    /// How many records to ask for from a position: what is wanted, what was given out from there,
    /// and the cursor's own record of a service that sends it. Where only the end is to be
    /// confirmed, one record that is new will do.
    fn limit(&self, at: usize, is_confirming: bool) -> u64 {
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

    /// Asks for what comes after a position; by the other name of the cursor too where the service
    /// has not shown yet that it reads the first one.
    async fn ask(&mut self, at: usize, limit: u64) -> Result<Seen, ApiError> {
        let known = self.client.paging().known_name();
        let name = known.unwrap_or(CursorName::Underscored);
        let answer = self.ask_by(name, at, limit).await?;
        let is_refused = matches!(&answer, Answer::Other(Seen::Nothing(Doubt::Refused(_))));
        let is_beside =
            matches!(&answer, Answer::Records(_, beginning) if *beginning != Beginning::Behind);
        // The cursor's record alone: nothing is behind it, or the cursor is not read and this is the
        // beginning of the collection, in pages of one record.
        let may_be_first = at == 1 && matches!(&answer, Answer::Other(Seen::End));
        if known.is_none() && (is_refused || is_beside || may_be_first) {
            match self.ask_by(CursorName::Spaced, at, limit).await? {
                Answer::Records(page, Beginning::Behind) => {
                    // Unless all that came before has gone, and this is the beginning.
                    let first = page.ids().first().cloned().unwrap_or_default();
                    if !self.is_first_of_all(&first).await? {
                        self.client.paging().settle_name(CursorName::Spaced);
                    }
                    return Ok(self.sorted_out(at, limit, page));
                }
                // The cursor's record alone may be the beginning of the collection.
                Answer::Other(seen @ Seen::End) if is_beside && at > 1 => {
                    self.client.paging().settle_name(CursorName::Spaced);
                    return Ok(seen);
                }
                Answer::Other(seen @ Seen::Nothing(Doubt::Empty)) if is_beside => {
                    self.client.paging().settle_name(CursorName::Spaced);
                    return Ok(seen);
                }
                _ => {}
            }
        }
        let (page, beginning) = match answer {
            Answer::Records(page, beginning) => (page, beginning),
            Answer::Other(seen) => return Ok(seen),
        };
        if beginning == Beginning::Behind {
            return Ok(self.sorted_out(at, limit, page));
        }
        let first = page.ids().first().cloned().unwrap_or_default();
        if beginning == Beginning::Before || self.is_first_of_all(&first).await? {
            return Ok(Seen::Nothing(Doubt::Elsewhere(first)));
        }
        // An order other than that of bytes.
        self.client.paging().settle_name(name);
        self.ascending = false;
        Ok(self.sorted_out(at, limit, page))
    }

    /// Whether the collection begins with this record.
    async fn is_first_of_all(&self, id: &str) -> Result<bool, ApiError> {
        let page = self.client.page(&self.collection, 1, None).await?;
        Ok(page.ids().first().is_some_and(|first| first == id))
    }

    /// One request for what comes after a position.
    async fn ask_by(
        &mut self,
        name: CursorName,
        at: usize,
        mut limit: u64,
    ) -> Result<Answer, ApiError> {
        let cursor = self.trail.cursor(at).map(str::to_owned);
        let cursor = cursor.as_deref();
        let (page, is_dropped) = loop {
            let answer = self
                .client
                .page_by(name, &self.collection, limit, cursor)
                .await;
            let mut page = match answer {
                Ok(page) => page,
                Err(error) => {
                    let is_refused = matches!(error.status(), Some(400 | 404 | 422));
                    return match error.problem {
                        _ if is_refused && cursor.is_some() => {
                            Ok(Answer::Other(Seen::Nothing(Doubt::Refused(error))))
                        }
                        // From the service; one that the person gave is theirs.
                        Problem::LongPath { .. } if at > 0 => {
                            Ok(Answer::Other(Seen::Nothing(Doubt::TooLong)))
                        }
                        _ => Err(error),
                    };
                }
            };
            self.longest = self.longest.max(page.len());
            let is_dropped = page.drop_cursor(cursor);
            if is_dropped {
                // A cursor that is not read shows the first record too, which may be its own.
                self.inclusive |= at > 1 || self.client.paging().known_name().is_some();
                if page.is_empty() && limit == 1 {
                    // One record was asked for, so nothing is known of those behind the cursor.
                    limit = 2;
                    continue;
                }
                if page.is_empty() {
                    return Ok(Answer::Other(Seen::End));
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
            let paging = self.client.paging();
            if paging.known_name().is_none() && name == CursorName::Underscored {
                paging.settle_name(name);
            }
        }
        Ok(match is_empty {
            true => Answer::Other(Seen::Nothing(Doubt::Empty)),
            false => Answer::Records(page, beginning),
        })
    }

    /// A page without what was given out before.
    fn sorted_out(&self, at: usize, limit: u64, mut page: Page) -> Seen {
        if self.trail.is_behind_all(&page, self.ascending) {
            return Seen::New(page, Vec::new());
        }
        let known = self.trail.positions();
        let positions: Vec<usize> = page
            .ids()
            .iter()
            .filter_map(|id| known.get(id.as_str()).copied())
            .collect();
        let extra = usize::from(self.inclusive && self.trail.cursor(at).is_some());
        // Pages of one record at most are not thought of where there is a single record.
        let most = self.longest.max(2 * usize::from(self.trail.end() == 1));
        let is_short = page.len() + extra < most && ((page.len() + extra) as u64) < limit;
        let all = page.shared_ids();
        page.retain(|id| !known.contains_key(id) && !self.trail.began_with(id));
        if page.is_empty() {
            Seen::Old {
                positions,
                is_short,
            }
        } else {
            let last = page.ids().last().cloned();
            let behind = all.iter().rev().take_while(|id| Some(*id) != last.as_ref());
            let mut behind: Vec<String> = behind.cloned().collect();
            behind.reverse();
            Seen::New(page, behind)
        }
    }
}

/// The beginning of an id, for a message.
fn shown(id: &str) -> String {
    const LONGEST: usize = 80;
    match id.char_indices().nth(LONGEST) {
        None => id.to_owned(),
        Some((end, _)) => format!("{}…", &id[..end]),
    }
}
