//! Which records of a collection are wanted: `--filter` and `--match`.

use clap::{Args, ValueHint};

use crate::api::Page;
use crate::error::{Failure, Result};
use crate::expression::{Filter, FilterError, TextMatch};
use crate::record::{Mode, ModeScale};
use crate::render::Console;

/// The query as options give it, for every command that searches a collection.
#[derive(Debug, Args)]
pub struct QueryArguments {
    /// Only records for which this holds, such as mode=admin; may be given several times
    ///
    /// FIELD, an operator, and a value; with several filters all must hold. `=` and `!=`: the same
    /// text, number or JSON. `<`, `<=`, `>` and `>=` compare numbers alone. `~` and `!~`: a regular
    /// expression matches somewhere. A field is found whatever its case, and dots
    /// lead into nested ones: `metadata.team=x`. `mode` takes names too: `mode<admin`. Where the
    /// field is missing, `!=` and `!~` hold and nothing else does. All records are looked at;
    /// --limit then counts those for which it holds. A field that no record has is noted.
    #[arg(long, value_name = "EXPR", value_hint = ValueHint::Other, allow_hyphen_values = true)]
    filter: Vec<String>,
    /// Only records with this text in their id or name, whatever its case
    #[arg(long = "match", value_name = "TEXT", value_hint = ValueHint::Other, allow_hyphen_values = true)]
    text: Option<String>,
}

impl QueryArguments {
    /// Reads what was asked for. Nothing has been sent by then.
    pub fn compile(&self, scale: ModeScale) -> Result<Query> {
        let mode_number = |name: &str| match scale.parse(name) {
            Ok(Mode(number)) => Ok(number.to_string()),
            Err(error) => Err(error.to_string()),
        };
        let filters = self.filter.iter().map(|text| {
            Filter::parse(text, &mode_number).map_err(|error| usage("--filter", error))
        });
        let text = match self.text.as_deref() {
            // More likely an unset variable than a wish for everything.
            Some("") => return Err(Failure::usage("the text of --match is empty")),
            Some(text) => Some(TextMatch::new(text).map_err(|error| usage("--match", error))?),
            None => None,
        };
        Ok(Query {
            filters: filters.collect::<Result<_>>()?,
            text,
            looked_at: 0,
        })
    }
}

fn usage(option: &str, error: FilterError) -> Failure {
    Failure::usage(format!("{option}: {}", error.what)).hint(error.hint)
}

/// What every wanted record must meet.
#[derive(Debug, Default)]
pub struct Query {
    filters: Vec<Filter>,
    text: Option<TextMatch>,
    looked_at: u64,
}

impl Query {
    /// Whether every record is wanted.
    pub fn is_empty(&self) -> bool {
        self.filters.is_empty() && self.text.is_none()
    }

    /// Whether a record is wanted.
    pub fn is_met_by(&mut self, record: &str) -> bool {
        self.looked_at += 1;
        let mut is_met = match &self.text {
            Some(text) => text.is_met_by(record),
            None => true,
        };
        for filter in &mut self.filters {
            // A filter whose field has not been seen yet looks for it in unwanted records too.
            if is_met || !filter.was_seen() {
                is_met &= filter.is_met_by(record);
            }
        }
        is_met
    }

    /// Keeps only the wanted records of a page.
    pub fn keep(&mut self, page: &mut Page) {
        if !self.is_empty() {
            page.keep(|record| self.is_met_by(record));
        }
    }

    /// Names the fields that none of the records had.
    pub fn note_unseen(&self, console: &Console) {
        if self.looked_at == 0 {
            return;
        }
        let unseen = self.filters.iter().filter(|filter| !filter.was_seen());
        for field in unseen.map(Filter::field) {
            console.note_missing(field);
        }
    }
}
