//! What is noticed while an instance is exported.

/// Some things, of which the first are named.
#[derive(Debug, Default)]
pub struct Noted {
    pub first: Vec<String>,
    pub count: u64,
}

impl Noted {
    const NAMED: usize = 25;

    pub(super) fn add_all(&mut self, what: &str, count: u64) {
        (0..count).for_each(|_| self.add(what));
    }

    pub(super) fn add(&mut self, what: impl Into<String>) {
        self.count += 1;
        if self.first.len() < Noted::NAMED {
            self.first.push(what.into());
        }
    }
}

/// What was noticed on the way.
#[derive(Debug, Default)]
pub struct Exported {
    /// Something did not come in order, and was sorted.
    pub is_unordered: bool,
    /// Channels that are written without their members, because these cannot be asked for.
    pub unreachable: Noted,
    /// Channels that had gone when their members were asked for.
    pub gone: Noted,
    /// Members that are left out because they are no users: `NAME of channel NAME`.
    pub strangers: Noted,
    /// Users who appeared while the instance was read.
    pub late: Noted,
    /// Records without an id to name them by: what they are.
    pub nameless: Noted,
    /// Records in which the API key is masked.
    pub masked: u64,
    pub users: u64,
    pub channels: u64,
    pub members: u64,
}
