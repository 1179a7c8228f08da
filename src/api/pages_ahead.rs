//! Which pages of a walk are asked for before it gets there, and which of those it may take.
//!
//! Ids come in order and a cursor is an id, so a page further on can be asked for at a guess. A guess is
//! good for nothing else: what came from one is joined to the walk only behind a record that the walk
//! has already given out. So no record is lost, whatever the service does with unknown cursors and in
//! whatever order it lists. A guess that brings nothing, or is refused, proves nothing.
//!
//! Pages that have come tell where the next ones begin. Where two of them do not overlap, the gap
//! between them is asked for at the last id of the first. The walk would make the same request itself,
//! only later.
//!
//! Nothing in here waits or sends.

use std::cmp::Reverse;
use std::sync::Arc;
use std::time::Duration;

use super::guess_worth::GuessWorth;
use super::id_scale::IdScale;
use super::page::Page;
use super::page_ends::PageEnds;

/// When guesses are made, and how many.
#[derive(Debug, Clone, Copy)]
pub(super) struct AheadLimits {
    /// Records that a walk gives out before the first guess: small listings take no more requests
    /// than they need.
    pub least_records: u64,
    /// Where pages come sooner than this, there are no guesses.
    pub least_time: Duration,
    /// The most pages that are asked for, or have come and are not taken yet.
    pub most: usize,
    /// The most bytes in those.
    pub bytes: usize,
}

impl Default for AheadLimits {
    fn default() -> AheadLimits {
        AheadLimits {
            least_records: 1000,
            least_time: Duration::from_millis(8),
            most: 32,
            bytes: 4_500_000,
        }
    }
}

/// How an early request ended.
pub(super) enum EarlyPageEnd {
    Page(Page),
    /// The service does not accept the cursor.
    Refused,
    /// There is no page for another reason.
    Failed,
}

/// A page that was asked for early and is not taken yet.
struct AheadPage {
    /// No two have the same.
    cursor: String,
    /// The cursor is an id from a page, and no guess.
    is_seen: bool,
    /// None until it has come.
    page: Option<Page>,
    is_ascending: bool,
    /// The walk has waited for it in vain.
    is_late: bool,
}

impl AheadPage {
    fn last(&self) -> Option<&String> {
        self.page.as_ref()?.ids().last()
    }

    fn position(&self, id: &str) -> Option<usize> {
        let ids = self.page.as_ref()?.ids();
        match self.is_ascending {
            true => ids.binary_search_by(|seen| seen.as_str().cmp(id)).ok(),
            false => ids.iter().position(|seen| seen == id),
        }
    }
}

pub(super) struct PagesAhead {
    limits: AheadLimits,
    /// In ascending order of their cursors.
    ahead: Vec<AheadPage>,
    /// The ids of the page that was given out last, with those that the walk left out of it.
    sample: Arc<Vec<String>>,
    ends: PageEnds,
    /// Records and bytes of a page, on average.
    page_records: f64,
    page_bytes: f64,
    guesses: GuessWorth,
    /// The lowest guess that brought an empty page.
    empty_from: Option<String>,
    /// Guesses have shown that this service does not find the place of a cursor that names nothing.
    pub is_given_up: bool,
}

impl PagesAhead {
    pub fn new(limits: AheadLimits) -> PagesAhead {
        PagesAhead {
            limits,
            ahead: Vec::new(),
            sample: Arc::default(),
            ends: PageEnds::default(),
            page_records: 0.0,
            page_bytes: 0.0,
            guesses: GuessWorth::new(limits.most),
            empty_from: None,
            is_given_up: false,
        }
    }

    /// The walk has given out a page. `whole` are the ids of the page as it came, where the walk took
    /// only a part of an early one.
    pub fn give(&mut self, page: &Page, whole: Option<Arc<Vec<String>>>) {
        let Some(last) = page.ids().last() else {
            return;
        };
        if whole.is_none() {
            self.measure(page);
        }
        self.ends.add(last, page.len());
        self.guesses.count_page();
        if self.empty_from.as_ref().is_some_and(|empty| empty < last) {
            // There was something behind it.
            self.is_given_up = true;
        }
        let all = self.ahead.len();
        self.ahead
            .retain(|page| page.last().is_none_or(|end| end > last));
        let over = all - self.ahead.len();
        self.sample = whole.unwrap_or_else(|| page.shared_ids());
        (0..over).for_each(|_| self.guesses.weigh(0.0));
    }

    /// Learns how large pages are.
    fn measure(&mut self, page: &Page) {
        let weight = if self.page_records == 0.0 { 1.0 } else { 0.3 };
        self.page_records += weight * (page.len() as f64 - self.page_records);
        self.page_bytes += weight * (page.bytes() as f64 - self.page_bytes);
    }

    /// The cursors to ask for now, besides that of the last record, which the walk asks for itself.
    /// `wanted` is how many records it still wants, `room` how many requests may be in flight.
    pub fn plan(&mut self, wanted: Option<u64>, room: usize) -> Vec<String> {
        let is_short = (self.sample.len() as f64) < self.page_records / 2.0;
        if self.is_given_up
            || self.guesses.is_resting()
            || self.ends.records() < self.limits.least_records
            || !self.ends.are_several()
            || is_short && self.ahead.is_empty()
        {
            return Vec::new();
        }
        let wanted = wanted.map_or(f64::INFINITY, |wanted| wanted as f64 / self.page_records);
        let most = (self.limits.most as f64).min(wanted.ceil() - 1.0) as usize;
        let mut asked = Vec::new();
        for cursor in self.gaps() {
            if self.has_room(most, room) {
                asked.extend(self.ask(cursor, true));
            }
        }
        while self.has_room(most, room)
            && let Some((cursor, is_seen)) = self.next_cursor()
            && let Some(request) = self.ask(cursor, is_seen)
        {
            asked.push(request);
        }
        asked
    }

    fn has_room(&self, most: usize, room: usize) -> bool {
        let coming = self.ahead.iter().filter(|page| page.page.is_none()).count();
        let held: usize = self
            .ahead
            .iter()
            .filter_map(|page| page.page.as_ref())
            .map(Page::bytes)
            .sum();
        let bytes = held as f64 + (coming + 1) as f64 * self.page_bytes;
        // One more than can go out now: one that has to wait shows that more would be of use.
        let most_coming = if room > 1 {
            self.guesses.width.min(room)
        } else {
            0
        };
        coming < most_coming && self.ahead.len() < most && bytes <= self.limits.bytes as f64
    }

    /// The last ids of pages that do not reach the next one.
    fn gaps(&self) -> Vec<String> {
        let pairs = self.ahead.windows(2);
        let gaps = pairs.filter_map(|pair| {
            let end = pair[0].last()?;
            let first = pair[1].page.as_ref()?.ids().first()?;
            (end < first && pair[1].cursor != *end).then(|| end.clone())
        });
        gaps.collect()
    }

    /// Where the page behind all those asked for begins, and whether that is an id from a page.
    fn next_cursor(&self) -> Option<(String, bool)> {
        if let Some(far) = self.ahead.last()
            && let Some(end) = far.last()
        {
            return Some((end.clone(), true));
        }
        let came = self.ahead.iter().rev().find_map(|page| page.page.as_ref());
        let came = came.filter(|page| page.len() > 1 && page.is_ascending());
        let known = came.map_or(self.sample.as_slice(), Page::ids);
        let scale = IdScale::of(known)?;
        let step = self.ends.distance(&scale, known)? * self.page_records;
        let before = self
            .ahead
            .last()
            .map(|page| &page.cursor)
            .or(self.ends.last())?;
        let aimed = step * (1.0 - self.guesses.margin) - 1.0;
        let place = scale.number(before)?.checked_add(aimed as u128)?;
        scale
            .id(place)
            .filter(|_| aimed >= 1.0)
            .map(|cursor| (cursor, false))
    }

    /// Notes a request, unless it is useless.
    fn ask(&mut self, cursor: String, is_seen: bool) -> Option<String> {
        let is_behind = self.ends.last().is_none_or(|last| *last < cursor);
        let is_empty = self
            .empty_from
            .as_ref()
            .is_some_and(|empty| *empty <= cursor);
        let at = self.place_of(&cursor).err()?;
        if !is_behind || is_empty {
            return None;
        }
        let page = AheadPage {
            cursor: cursor.clone(),
            is_seen,
            page: None,
            is_ascending: false,
            is_late: false,
        };
        self.ahead.insert(at, page);
        Some(cursor)
    }

    /// Where the page of this cursor is, or belongs.
    fn place_of(&self, cursor: &str) -> Result<usize, usize> {
        self.ahead
            .binary_search_by(|page| page.cursor.as_str().cmp(cursor))
    }

    /// The request for the page of this cursor has ended.
    pub fn end(&mut self, cursor: &str, end: EarlyPageEnd) {
        let Ok(at) = self.place_of(cursor) else {
            return;
        };
        let end = match end {
            EarlyPageEnd::Page(page) if page.ids().last() > self.ends.last() => {
                self.measure(&page);
                let ahead = &mut self.ahead[at];
                ahead.is_ascending = page.is_ascending();
                ahead.page = Some(page);
                return;
            }
            end => end,
        };
        let AheadPage {
            cursor, is_seen, ..
        } = self.ahead.remove(at);
        match end {
            EarlyPageEnd::Page(page) if page.is_empty() => {
                let empty = self.empty_from.as_ref();
                if !is_seen && empty.is_none_or(|empty| cursor < *empty) {
                    self.empty_from = Some(cursor);
                }
            }
            EarlyPageEnd::Page(_) => self.guesses.weigh(0.0),
            EarlyPageEnd::Refused => self.is_given_up |= !is_seen,
            EarlyPageEnd::Failed => self.guesses.begin_rest(),
        }
    }

    /// What follows the last record of the walk, if it has come already. It comes with the ids of the
    /// whole page where it is only a part of one, and without them where it is the answer to the
    /// request that the walk would make now.
    pub fn take(&mut self) -> Option<(Page, Option<Arc<Vec<String>>>)> {
        let last = self.ends.last()?;
        let usable = self.ahead.iter().enumerate().filter_map(|(at, ahead)| {
            let page = ahead.page.as_ref()?;
            let position = ahead.position(last);
            let gained = match position {
                Some(position) => page.len() - position - 1,
                None if ahead.is_seen && ahead.cursor == *last => page.len(),
                None => 0,
            };
            (gained > 0).then_some((at, position, gained))
        });
        let (at, position, gained) = usable.min_by_key(|(.., gained)| Reverse(*gained))?;
        let AheadPage { page, is_seen, .. } = self.ahead.remove(at);
        let mut page = page?;
        if !is_seen {
            self.guesses.aim_later();
        }
        self.guesses.weigh(gained as f64 / page.len() as f64);
        let whole = position.map(|position| {
            let whole = page.shared_ids();
            page.drop_first(position + 1);
            whole
        });
        Some((page, whole))
    }

    /// The page on its way that probably holds what follows the last record.
    fn coming(&mut self) -> Option<&mut AheadPage> {
        let last = self.ends.last()?;
        let at = self.ahead.partition_point(|page| page.cursor <= *last);
        let coming = self.ahead.get_mut(at.checked_sub(1)?)?;
        (coming.page.is_none() && !coming.is_late).then_some(coming)
    }

    /// Whether it is worth waiting for a page that is on its way.
    pub fn is_coming(&mut self) -> bool {
        self.coming().is_some()
    }

    /// That page did not come in time.
    pub fn come_late(&mut self) {
        if let Some(coming) = self.coming() {
            coming.is_late = true;
            self.guesses.begin_rest();
        }
    }

    /// The walk has to ask for what follows the last record.
    pub fn miss(&mut self) {
        // Those that have come, or are on their way, begin too far on.
        if !self.ahead.is_empty() {
            self.guesses.aim_earlier();
        }
    }
}
