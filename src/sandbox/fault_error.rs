//! What is wrong with faults, or with a text that describes them.

/// Faults that contradict each other, or a text that does not describe a fault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct FaultError(pub(super) String);
