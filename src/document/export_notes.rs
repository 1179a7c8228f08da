//! What is noticed while an instance is exported.

/// Things of one kind, of which the first are named.
#[derive(Debug, Default)]
pub struct NotedNames {
    pub first: Vec<String>,
    pub count: u64,
}

impl NotedNames {
    const NAMED: usize = 25;

    pub(super) fn add(&mut self, name: impl Into<String>) {
        self.count += 1;
        if self.first.len() < NotedNames::NAMED {
            self.first.push(name.into());
        }
    }

    pub(super) fn add_all(&mut self, name: &str, count: u64) {
        (0..count).for_each(|_| self.add(name));
    }
}

/// What was noticed on the way, and how much was written.
#[derive(Debug, Default)]
pub struct ExportNotes {
    /// Something did not come in order, and was sorted.
    pub is_unordered: bool,
    /// Channels that are written without their members, because these cannot be asked for.
    pub unreachable: NotedNames,
    /// Those of them that exist, although the service says that they do not when asked for their
    /// members.
    pub denied: NotedNames,
    /// Channels that had gone when their members were asked for.
    pub gone: NotedNames,
    /// Members left out because there are no such users: `NAME of channel NAME`.
    pub unknown_users: NotedNames,
    /// Users who appeared while the instance was read.
    pub late: NotedNames,
    /// Records without an id to name them by: what they are.
    pub nameless: NotedNames,
    /// Records in which the API key is masked.
    pub masked: u64,
    pub users: u64,
    pub channels: u64,
    pub members: u64,
}
