//! The search for the next records of a walk, which goes back where nothing comes from the last one.
//!
//! A record that nothing came from is taken for the last one in two cases: it is seen again at the end
//! of a page that had room for more, or it is seen again and nothing comes from it a second time.

use super::cursor_probe::{CursorProbe, CursorResult, Doubt, shown};
use super::error::{ApiError, Problem};
use super::page::Page;

pub(super) struct WalkSearch<'a> {
    probe: &'a mut CursorProbe,
    /// Pages that the walk has given out.
    given: u64,
    /// The position of the last record, where the search began.
    end: usize,
    /// The position that is asked from.
    at: usize,
    /// From which positions nothing came, and why.
    doubts: Vec<(usize, Doubt)>,
    /// A record that was seen again after nothing came from it.
    last_there: Option<usize>,
    /// Whole pages are asked for, although the end is only to be confirmed.
    is_wide: bool,
    /// Every step brings the search nearer to its end, unless the service contradicts itself.
    steps_left: usize,
}

impl WalkSearch<'_> {
    pub fn new(probe: &mut CursorProbe, given: u64) -> WalkSearch<'_> {
        let end = probe.trail.end();
        WalkSearch {
            probe,
            given,
            end,
            at: end,
            doubts: Vec::new(),
            last_there: None,
            is_wide: false,
            steps_left: 64 + 2 * end,
        }
    }

    /// The next new records, and the ids behind them that were given out before; `None` at the end.
    pub async fn run(mut self) -> Result<Option<(Page, Vec<String>)>, ApiError> {
        loop {
            let is_confirming = self.is_confirming();
            let limit = self.probe.limit(self.at, is_confirming);
            let is_end = match self.probe.ask(self.at, limit).await? {
                // Not the end after all. Only a whole page tells what the records stand before.
                CursorResult::New(..) if is_confirming => {
                    self.is_wide = true;
                    false
                }
                CursorResult::New(page, behind) => return Ok(Some((page, behind))),
                CursorResult::End => true,
                CursorResult::Old {
                    positions,
                    is_short,
                } => self.weigh_old(&positions, is_short)?,
                CursorResult::Nothing(Doubt::Empty)
                    if self.at == self.end && self.probe.is_end_without_doubt().await? =>
                {
                    true
                }
                CursorResult::Nothing(doubt) => self.weigh_doubt(doubt).await?,
            };
            if is_end {
                return Ok(None);
            }
        }
    }

    /// Whether all that is left is to confirm the end, for which one record is enough.
    fn is_confirming(&self) -> bool {
        !self.is_wide
            && matches!(self.doubts.first(), Some((_, Doubt::Empty)))
            && self
                .doubts
                .iter()
                .all(|(_, doubt)| matches!(doubt, Doubt::Empty | Doubt::TooLong))
    }

    fn was_empty(&self, position: usize) -> bool {
        self.doubts
            .iter()
            .any(|(at, doubt)| *at == position && matches!(doubt, Doubt::Empty))
    }

    /// Weighs a page of records that were all given out before. True at the end of the collection;
    /// otherwise the search goes on from another position.
    fn weigh_old(&mut self, positions: &[usize], is_short: bool) -> Result<bool, ApiError> {
        self.steps_left -= 1;
        let reached = positions.iter().copied().max().unwrap_or_default();
        if self.was_empty(reached) && self.steps_left > 0 {
            if is_short {
                return Ok(true);
            }
            let is_shown = |at: &usize| positions.contains(at);
            // Unless no cursor has brought anything yet: then the first page is all that the service
            // has to give.
            if let Some(before) =
                (1..reached).find(|at| self.was_empty(*at) && is_shown(at) && is_shown(&(at + 1)))
                && self.given > 1
            {
                return Err(self.probe.stuck(format!(
                    "nothing comes after `{}`, although it is not the last one",
                    shown(self.probe.trail.cursor(before).unwrap_or_default())
                )));
            }
            self.last_there = Some(reached);
            self.at = reached;
            return Ok(false);
        }
        // Before the last record it does not matter that an id is too long, or that nothing came
        // from there.
        let confirmed = self.doubts.iter().position(|(doubted, doubt)| {
            positions.contains(doubted)
                && (*doubted == self.end || !matches!(doubt, Doubt::TooLong | Doubt::Empty))
        });
        if let Some(confirmed) = confirmed {
            let (doubted, doubt) = self.doubts.swap_remove(confirmed);
            return self.believe(doubted, doubt, is_short).map(|()| true);
        }
        if reached <= self.at || self.steps_left == 0 {
            return Err(self.probe.stuck("its pages bring nothing new".to_owned()));
        }
        self.at = reached;
        Ok(false)
    }

    /// Weighs that nothing came. True at the end of the collection; otherwise the search goes on from
    /// further back.
    async fn weigh_doubt(&mut self, doubt: Doubt) -> Result<bool, ApiError> {
        let at = self.at;
        // A service that begins at the cursor would have shown its record.
        if self.last_there == Some(at) && matches!(doubt, Doubt::Empty) && !self.probe.inclusive {
            return Ok(true);
        }
        if at == 0 {
            // There is nothing to go back to.
            return self.believe(at, doubt, false).map(|()| true);
        }
        // A service that reads no cursor shows its beginning for each of them: what comes without
        // one tells whether their records are there.
        let is_unread = matches!(doubt, Doubt::Elsewhere(_))
            && self
                .doubts
                .iter()
                .any(|(_, doubt)| matches!(doubt, Doubt::Elsewhere(_)))
            && self.probe.paging().known_name().is_none();
        let is_too_long = matches!(doubt, Doubt::TooLong);
        self.doubts.push((at, doubt));
        self.steps_left -= 1;
        let lowest = self.probe.trail.lowest();
        if self.steps_left == 0 || at <= lowest {
            return Err(self.lost().await);
        }
        self.at = match (is_unread, is_too_long) {
            (true, _) => lowest,
            (_, true) => at - 1,
            // Twice as far each time: several may have gone together.
            _ => at
                .saturating_sub((1 << self.doubts.len().min(16)) - 1)
                .max(lowest),
        };
        Ok(false)
    }

    /// What a doubt means once the record at its position is known to be there.
    fn believe(&self, at: usize, doubt: Doubt, is_short: bool) -> Result<(), ApiError> {
        let cursor = self.probe.trail.cursor(at).unwrap_or_default();
        match doubt {
            Doubt::Empty => Ok(()),
            Doubt::Refused(error) => Err(error),
            Doubt::Elsewhere(first) => Err(self.probe.stuck(format!(
                "the page after `{}` begins with `{}`, which does not come after it",
                shown(cursor),
                shown(&first)
            ))),
            // Nothing can be asked for behind it. It is the last one where pages hold more.
            Doubt::TooLong if is_short => Ok(()),
            Doubt::TooLong => Err(self.probe.too_long(cursor)),
        }
    }

    /// The error of a walk that has nothing left to go on from.
    async fn lost(&mut self) -> ApiError {
        let doubts = std::mem::take(&mut self.doubts);
        let is_refused = |(_, doubt): &(usize, Doubt)| matches!(doubt, Doubt::Refused(_));
        if doubts.iter().any(is_refused)
            && let Err(error) = self.probe.first_of_all().await
        {
            // The collection itself is refused: its channel is gone.
            return error;
        }
        let end = self.probe.trail.last().unwrap_or_default();
        for (at, doubt) in doubts {
            if !matches!(doubt, Doubt::Empty)
                && let Err(error) = self.believe(at, doubt, false)
                && !matches!(error.problem, Problem::Status { .. })
            {
                return error;
            }
        }
        self.probe.stuck(format!(
            "`{}` and the records before it are gone, so that nothing can be asked for behind them",
            shown(end)
        ))
    }
}
