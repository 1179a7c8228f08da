//! What is wrong with a description of faults.

/// Faults that contradict themselves, or a text that describes none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct FaultError(pub(super) String);
