//! Which pages of a walk are asked for before it gets there, and which of those it may take.
//!
//! Ids come in order and a cursor is an id, so a page further on can be asked for at a guess. A guess is
//! good for nothing else: what came from one is joined to the walk only behind a record that the walk
//! has given out already, so that no rule about unknown cursors and no order can lose a record. That
//! a guess brings nothing, or is refused, proves nothing.
//!
//! Pages that came tell where the next ones begin. Between two of them that do not overlap a page is
//! asked for at the last id of the first: for the walk that is the request which it would make itself,
//! only earlier.
//!
//! Nothing in here waits or sends.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use super::id_scale::IdScale;
use super::page::Page;

/// Pages that are counted back for the distance between ids.
const LOOKED_BACK: usize = 8;
/// The least and the most of a page that a guess aims before the end of the page before it.
const MARGINS: (f64, f64) = (0.01, 0.4);
/// Guesses do not pay that bring less than this share of a page.
const WORTH: f64 = 0.35;
/// How much the last guess counts in that.
const WEIGHT: f64 = 0.2;
/// Pages of the walk without a guess once guesses do not pay, and the most of them.
const RESTS: (u64, u64) = (8, 256);

/// When guesses are made, and how many.
#[derive(Debug, Clone, Copy)]
pub(super) struct AheadLimits {
    /// Records of a walk that are given out before the first guess: small listings take no more
    /// requests than they need.
    pub least_records: u64,
    /// What is there sooner is not worth a guess.
    pub least_time: Duration,
    /// Pages that are asked for, or were not taken yet.
    pub most: usize,
    /// Bytes of those.
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

/// A page that is asked for early.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct EarlyRequest {
    pub number: u64,
    pub cursor: String,
}

/// How an early request ended.
pub(super) enum EarlyPageEnd {
    Page(Page),
    /// The service does not take the cursor.
    Refused,
    /// Anything else that brings nothing.
    Failed,
}

/// A page that came early, and what the walk may make of it.
pub(super) enum EarlyPage {
    /// What follows the last record of the walk, and the ids of the whole page.
    Successors(Page, Arc<Vec<String>>),
    /// The answer to the request that the walk would make now.
    Answer(Page),
}

/// One that was asked for and not taken yet.
struct AheadPage {
    number: u64,
    cursor: String,
    /// The cursor is an id that came in a page.
    is_seen: bool,
    /// None until it has come.
    page: Option<Page>,
    is_ascending: bool,
    /// The walk has waited for it, and does so no longer.
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
    numbered: u64,
    /// The ids of the last page that was given out, and those of the whole page that it was part of.
    last: Arc<Vec<String>>,
    sample: Arc<Vec<String>>,
    /// The last ids of pages that were given out, and how many records had come up to there.
    ends: VecDeque<(String, u64)>,
    records: u64,
    pages: u64,
    /// Records and bytes of a page, on average.
    page_records: f64,
    page_bytes: f64,
    /// Pages that may be asked for at the same time; grows while guesses pay.
    width: usize,
    margin: f64,
    /// What share of a page guesses bring.
    worth: f64,
    /// Pages until guesses are made again, and how many it will be the next time.
    rest: u64,
    next_rest: u64,
    /// A guess at which nothing came.
    empty_from: Option<String>,
    /// This service does not do anything useful with guesses.
    is_given_up: bool,
}

impl PagesAhead {
    pub fn new(limits: AheadLimits) -> PagesAhead {
        PagesAhead {
            limits,
            ahead: Vec::new(),
            numbered: 0,
            last: Arc::default(),
            sample: Arc::default(),
            ends: VecDeque::new(),
            records: 0,
            pages: 0,
            page_records: 0.0,
            page_bytes: 0.0,
            width: 2,
            margin: 0.1,
            worth: 1.0,
            rest: 0,
            next_rest: RESTS.0,
            empty_from: None,
            is_given_up: false,
        }
    }

    /// Whether guesses have shown that this service does not find the place of a cursor that names
    /// nothing.
    pub fn is_given_up(&self) -> bool {
        self.is_given_up
    }

    /// The walk has given out a page. `whole` are the ids of the page as it came, where it came early
    /// and the walk took a part of it.
    pub fn give(&mut self, page: &Page, whole: Option<Arc<Vec<String>>>) {
        let Some(last) = page.ids().last() else {
            return;
        };
        if whole.is_none() {
            self.measure(page);
        }
        self.records += page.len() as u64;
        self.pages += 1;
        self.rest = self.rest.saturating_sub(1);
        self.ends.push_back((last.clone(), self.records));
        if self.ends.len() > LOOKED_BACK {
            self.ends.pop_front();
        }
        if self.empty_from.as_ref().is_some_and(|empty| empty < last) {
            // There was something behind it.
            self.give_up();
        }
        let all = self.ahead.len();
        self.ahead
            .retain(|page| page.last().is_none_or(|end| end > last));
        let over = all - self.ahead.len();
        self.last = page.shared_ids();
        self.sample = whole.unwrap_or_else(|| page.shared_ids());
        (0..over).for_each(|_| self.weigh(0.0));
    }

    /// Learns how large pages are.
    fn measure(&mut self, page: &Page) {
        let weight = if self.page_records == 0.0 { 1.0 } else { 0.3 };
        self.page_records += weight * (page.len() as f64 - self.page_records);
        self.page_bytes += weight * (page.bytes() as f64 - self.page_bytes);
    }

    /// What to ask for now, beside the page after the last record if the walk has to ask for that.
    /// `wanted` is how many records it still wants, `room` how many requests may be in flight.
    pub fn plan(&mut self, wanted: Option<u64>, room: usize) -> Vec<EarlyRequest> {
        let is_short = (self.sample.len() as f64) < self.page_records / 2.0;
        if self.is_given_up
            || self.rest > 0
            || self.records < self.limits.least_records
            || self.pages < 2
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
        // One more than can go out now: that somebody waits shows that more would be of use.
        let most_coming = if room > 1 { self.width.min(room) } else { 0 };
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

    /// Where the page behind all that are asked for begins, and whether that is an id that was seen.
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
        let step = self.distance(&scale, known)? * self.page_records;
        let before = self
            .ahead
            .last()
            .map(|page| &page.cursor)
            .or(self.last.last())?;
        let aimed = step * (1.0 - self.margin) - 1.0;
        let place = scale.number(before)?.checked_add(aimed as u128)?;
        scale
            .id(place)
            .filter(|_| aimed >= 1.0)
            .map(|cursor| (cursor, false))
    }

    /// How far one record is from the next, as far as pages tell.
    fn distance(&self, scale: &IdScale, known: &[String]) -> Option<f64> {
        let (first, last) = (known.first()?, known.last()?);
        let end = scale.number(last)?;
        let near =
            (end.checked_sub(scale.number(first)?)?) as f64 / (known.len() - 1).max(1) as f64;
        // Over several pages there is less chance in it, unless the ids change.
        let (last, records) = self.ends.back()?;
        let end = scale.number(last);
        let far = self.ends.iter().find_map(|(id, before)| {
            let (from, to) = (scale.number(id)?, end?);
            (to > from).then(|| (to - from) as f64 / (records - before) as f64)
        });
        let far = far.filter(|far| (near * 0.8..near * 1.25).contains(far));
        Some(far.unwrap_or(near)).filter(|distance| *distance > 0.0)
    }

    /// Notes a request, unless it is useless.
    fn ask(&mut self, cursor: String, is_seen: bool) -> Option<EarlyRequest> {
        let is_behind = self.last.last().is_none_or(|last| *last < cursor);
        let is_empty = self
            .empty_from
            .as_ref()
            .is_some_and(|empty| *empty <= cursor);
        let at = self.ahead.partition_point(|page| page.cursor < cursor);
        let is_asked = self.ahead.get(at).is_some_and(|page| page.cursor == cursor);
        if !is_behind || is_empty || is_asked {
            return None;
        }
        self.numbered += 1;
        self.ahead.insert(
            at,
            AheadPage {
                number: self.numbered,
                cursor: cursor.clone(),
                is_seen,
                page: None,
                is_ascending: false,
                is_late: false,
            },
        );
        Some(EarlyRequest {
            number: self.numbered,
            cursor,
        })
    }

    /// An early request has ended.
    pub fn end(&mut self, number: u64, end: EarlyPageEnd) {
        let Some(at) = self.ahead.iter().position(|page| page.number == number) else {
            return;
        };
        match end {
            EarlyPageEnd::Page(page) if page.is_empty() => {
                let gone = self.ahead.remove(at);
                let is_first = self
                    .empty_from
                    .as_ref()
                    .is_none_or(|empty| gone.cursor < *empty);
                if !gone.is_seen && is_first {
                    self.empty_from = Some(gone.cursor);
                }
            }
            EarlyPageEnd::Page(page) => {
                if page.ids().last() <= self.last.last() {
                    self.ahead.remove(at);
                    self.weigh(0.0);
                } else {
                    self.measure(&page);
                    self.ahead[at].is_ascending = page.is_ascending();
                    self.ahead[at].page = Some(page);
                }
            }
            EarlyPageEnd::Refused if self.ahead[at].is_seen => {
                self.ahead.remove(at);
            }
            EarlyPageEnd::Refused => {
                self.ahead.remove(at);
                self.give_up();
            }
            EarlyPageEnd::Failed => {
                self.ahead.remove(at);
                self.begin_rest();
            }
        }
    }

    /// What follows the last record of the walk, if it came already.
    pub fn take(&mut self) -> Option<EarlyPage> {
        let last = self.last.last()?;
        let mut best: Option<(usize, Option<usize>, usize)> = None;
        for (at, ahead) in self.ahead.iter().enumerate() {
            let Some(page) = &ahead.page else {
                continue;
            };
            let position = ahead.position(last);
            let gained = match position {
                Some(position) => page.len() - position - 1,
                None if ahead.is_seen && ahead.cursor == *last => page.len(),
                None => 0,
            };
            if gained > best.map_or(0, |(_, _, gained)| gained) {
                best = Some((at, position, gained));
            }
        }
        let (at, position, gained) = best?;
        let AheadPage { page, is_seen, .. } = self.ahead.remove(at);
        let mut page = page?;
        let share = gained as f64 / page.len() as f64;
        if !is_seen {
            self.margin = (self.margin * 0.9).max(MARGINS.0);
        }
        self.weigh(share);
        Some(match position {
            Some(position) => {
                let whole = page.shared_ids();
                page.drop_first(position + 1);
                EarlyPage::Successors(page, whole)
            }
            None => EarlyPage::Answer(page),
        })
    }

    /// The page on its way that may well hold what follows the last record.
    fn coming(&mut self) -> Option<&mut AheadPage> {
        let last = self.last.last()?;
        let at = self.ahead.partition_point(|page| page.cursor <= *last);
        let coming = self.ahead.get_mut(at.checked_sub(1)?)?;
        (coming.page.is_none() && !coming.is_late).then_some(coming)
    }

    /// Whether it is worth to wait for a page that is on its way.
    pub fn is_coming(&mut self) -> bool {
        self.coming().is_some()
    }

    /// Such a page does not come in time.
    pub fn come_late(&mut self) {
        if let Some(coming) = self.coming() {
            coming.is_late = true;
            self.begin_rest();
        }
    }

    /// The walk has to ask for what follows the last record.
    pub fn miss(&mut self) {
        // A page that came, or is on its way, begins too far on.
        if !self.ahead.is_empty() {
            self.margin = (self.margin * 2.0).min(MARGINS.1);
        }
    }

    fn weigh(&mut self, share: f64) {
        self.worth += WEIGHT * (share - self.worth);
        if share >= 0.5 {
            self.width = (self.width + 2).min(self.limits.most);
        }
        if self.worth < WORTH {
            self.begin_rest();
        }
    }

    fn begin_rest(&mut self) {
        if self.rest == 0 {
            self.rest = self.next_rest;
            self.next_rest = (self.next_rest * 2).min(RESTS.1);
        }
        self.worth = 0.7;
        self.width = 2;
        self.margin = self.margin.max(0.1);
    }

    fn give_up(&mut self) {
        self.is_given_up = true;
    }
}
