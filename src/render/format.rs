//! The formats of results.

/// What a result is printed as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Format {
    /// Columns under a header.
    #[default]
    Table,
    /// One array, or one object.
    Json,
    /// One object a line.
    Jsonl,
    /// Comma-separated values under a header (RFC 4180).
    Csv,
    /// Ids only, one a line.
    Id,
}

impl Format {
    pub fn is_json(self) -> bool {
        matches!(self, Format::Json | Format::Jsonl)
    }
}
