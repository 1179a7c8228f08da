//! Whether guesses pay, by what they have brought so far: how many may be asked for at a time, how far
//! they aim before the end of a page, and for how long there are none.

/// The least and the most of a page that a guess aims before the end of the page before it.
const MARGINS: (f64, f64) = (0.01, 0.4);
/// Guesses that bring less than this share of a page do not pay.
const WORTH: f64 = 0.35;
/// How much the last guess counts in that.
const WEIGHT: f64 = 0.2;
/// Pages of the walk without a guess once guesses do not pay, and the most of them.
const RESTS: (u64, u64) = (8, 256);

pub(super) struct GuessWorth {
    /// The most pages that may ever be asked for at the same time.
    most: usize,
    /// Pages that may be asked for at the same time; grows while guesses pay.
    pub width: usize,
    /// The share of a page that a guess aims before the end of the page before it.
    pub margin: f64,
    /// What share of a page guesses bring.
    worth: f64,
    /// Pages until guesses are made again, and how many it will be the next time.
    rest: u64,
    next_rest: u64,
}

impl GuessWorth {
    pub fn new(most: usize) -> GuessWorth {
        GuessWorth {
            most,
            width: 2,
            margin: 0.1,
            worth: 1.0,
            rest: 0,
            next_rest: RESTS.0,
        }
    }

    pub fn is_resting(&self) -> bool {
        self.rest > 0
    }

    /// The walk has given out a page.
    pub fn count_page(&mut self) {
        self.rest = self.rest.saturating_sub(1);
    }

    /// A guess was near enough to the end of the page before it.
    pub fn aim_later(&mut self) {
        self.margin = (self.margin * 0.9).max(MARGINS.0);
    }

    /// A guess was too far on.
    pub fn aim_earlier(&mut self) {
        self.margin = (self.margin * 2.0).min(MARGINS.1);
    }

    /// Counts an early page, of which the walk could use this share.
    pub fn weigh(&mut self, share: f64) {
        self.worth += WEIGHT * (share - self.worth);
        if share >= 0.5 {
            self.width = (self.width + 2).min(self.most);
        }
        if self.worth < WORTH {
            self.begin_rest();
        }
    }

    pub fn begin_rest(&mut self) {
        if self.rest == 0 {
            self.rest = self.next_rest;
            self.next_rest = (self.next_rest * 2).min(RESTS.1);
        }
        self.worth = 0.7;
        self.width = 2;
        self.margin = self.margin.max(0.1);
    }
}
