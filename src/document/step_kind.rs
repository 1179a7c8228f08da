//! The kinds of steps, and how many steps there are of each.

/// What a step does, in the order in which a summary names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepKind {
    CreateUser,
    ModerateUser,
    RecreateUser,
    CannotChangeUser,
    LeaveUser,
    CannotCompareUser,
    CreateChannel,
    UpdateChannel,
    CannotCompareChannel,
    AddMember,
    ModerateMember,
    RecreateMember,
    CannotChangeMember,
    RemoveMember,
    DeleteChannel,
    DeleteUser,
}

impl StepKind {
    pub const ALL: [StepKind; 16] = [
        StepKind::CreateUser,
        StepKind::ModerateUser,
        StepKind::RecreateUser,
        StepKind::CannotChangeUser,
        StepKind::LeaveUser,
        StepKind::CannotCompareUser,
        StepKind::CreateChannel,
        StepKind::UpdateChannel,
        StepKind::CannotCompareChannel,
        StepKind::AddMember,
        StepKind::ModerateMember,
        StepKind::RecreateMember,
        StepKind::CannotChangeMember,
        StepKind::RemoveMember,
        StepKind::DeleteChannel,
        StepKind::DeleteUser,
    ];

    /// Its name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            StepKind::CreateUser => "create_user",
            StepKind::ModerateUser => "user_mode",
            StepKind::RecreateUser => "recreate_user",
            StepKind::CannotChangeUser | StepKind::LeaveUser => "cannot_change_user",
            StepKind::CannotCompareUser => "cannot_compare_user",
            StepKind::CreateChannel => "create_channel",
            StepKind::UpdateChannel => "update_channel",
            StepKind::CannotCompareChannel => "cannot_compare_channel",
            StepKind::AddMember => "add_member",
            StepKind::ModerateMember => "member_mode",
            StepKind::RecreateMember => "recreate_member",
            StepKind::CannotChangeMember => "cannot_change_member",
            StepKind::RemoveMember => "remove_member",
            StepKind::DeleteChannel => "delete_channel",
            StepKind::DeleteUser => "delete_user",
        }
    }

    /// Whether it is done under `--prune` alone.
    pub fn is_removal(self) -> bool {
        matches!(
            self,
            StepKind::RemoveMember | StepKind::DeleteChannel | StepKind::DeleteUser
        )
    }

    /// Whether nothing is done about it: it needs `--recreate`, or the API has no call for it.
    pub fn is_stuck(self) -> bool {
        matches!(
            self,
            StepKind::CannotChangeUser
                | StepKind::LeaveUser
                | StepKind::CannotCompareUser
                | StepKind::CannotCompareChannel
                | StepKind::CannotChangeMember
        )
    }

    /// Whether something is taken away and put back.
    pub fn is_recreation(self) -> bool {
        matches!(self, StepKind::RecreateUser | StepKind::RecreateMember)
    }
}

/// How many steps there are of each kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct StepCounts {
    steps: [u64; StepKind::ALL.len()],
    initial_members: u64,
}

impl StepCounts {
    pub fn of(&self, kind: StepKind) -> u64 {
        self.steps[kind as usize]
    }

    /// Members who are created with new channels, in no step of their own.
    pub fn initial_members(&self) -> u64 {
        self.initial_members
    }

    pub(super) fn add(&mut self, kind: StepKind, initial_members: usize) {
        self.steps[kind as usize] += 1;
        self.initial_members += initial_members as u64;
    }

    pub fn sum(&self) -> u64 {
        self.steps.iter().sum()
    }

    pub fn removals(&self) -> u64 {
        self.sum_of(StepKind::is_removal)
    }

    pub fn stuck(&self) -> u64 {
        self.sum_of(StepKind::is_stuck)
    }

    pub fn recreations(&self) -> u64 {
        self.sum_of(StepKind::is_recreation)
    }

    fn sum_of(&self, is_wanted: impl Fn(StepKind) -> bool) -> u64 {
        let kinds = StepKind::ALL.into_iter().filter(|kind| is_wanted(*kind));
        kinds.map(|kind| self.of(kind)).sum()
    }
}
