//! What `--jq` asks for.

use std::sync::Arc;
use std::time::Instant;

use crate::expression::Program;

/// The expression of the run.
#[derive(Debug, Clone)]
pub struct Jq {
    pub program: Arc<Program>,
    /// Strings are printed without quotes.
    pub is_raw: bool,
    pub deadline: Option<Instant>,
}
