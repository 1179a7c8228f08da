//! Where every record of the input ended.

/// Counts of records, and of requests. Every record is in exactly one group.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Accounts {
    pub input: u64,
    /// Confirmed by the service's answer, or by looking.
    pub done: u64,
    /// Deleted or removed but was not there, added but was there.
    pub unchanged: u64,
    /// Left out because it is there already (`--skip-existing`).
    pub skipped: u64,
    /// Refused by the service.
    pub rejected: u64,
    pub not_sent: u64,
    /// Sent, with an unknown outcome.
    pub unknown: u64,
    pub requests: u64,
    /// A repeated request cannot know what its first try did: some of `done` may have been
    /// `unchanged`.
    pub unconfirmed: bool,
}

impl Accounts {
    /// Whether every record is as it was asked for.
    pub fn is_success(&self) -> bool {
        self.rejected + self.not_sent + self.unknown == 0
    }

    /// Whether any record is as it was asked for.
    pub fn is_partial(&self) -> bool {
        self.done + self.unchanged + self.skipped > 0
    }

    /// Records in a group; the input, once a run has ended.
    pub fn sum(&self) -> u64 {
        self.done + self.unchanged + self.skipped + self.rejected + self.not_sent + self.unknown
    }

    /// Adds the groups of a part of the run; `input` and `requests` are counted elsewhere.
    pub fn add(&mut self, part: &Accounts) {
        self.done += part.done;
        self.unchanged += part.unchanged;
        self.skipped += part.skipped;
        self.rejected += part.rejected;
        self.not_sent += part.not_sent;
        self.unknown += part.unknown;
        self.unconfirmed |= part.unconfirmed;
    }

    /// The counts beside `status`, with their names in JSON.
    pub fn named(&self) -> [(&'static str, u64); 7] {
        [
            ("input", self.input),
            ("unchanged", self.unchanged),
            ("skipped", self.skipped),
            ("rejected", self.rejected),
            ("not_sent", self.not_sent),
            ("unknown", self.unknown),
            ("requests", self.requests),
        ]
    }
}
