//! The columns of tables and of CSV.

use serde_json::value::RawValue;

use crate::record::{Fields, KNOWN_FIELDS};

use super::console::Console;

/// Which fields a table or CSV shows; dotted for nested ones.
#[derive(Debug, Clone)]
pub struct Columns {
    pub(super) names: Vec<String>,
    /// Somebody asked for these very columns.
    pub(super) are_chosen: bool,
    /// By column: whether any record has had it.
    seen: Vec<bool>,
}

impl Columns {
    /// The columns that are shown unless others are asked for.
    pub fn of(names: &[&str]) -> Columns {
        Columns {
            names: names.iter().map(|&name| name.to_owned()).collect(),
            are_chosen: false,
            seen: vec![false; names.len()],
        }
    }

    /// The columns that somebody asked for. Known fields are found in any case.
    pub fn chosen(names: &[String]) -> Columns {
        let as_known = |name: &String| {
            let (head, tail) = name.split_at(name.find('.').unwrap_or(name.len()));
            let known = KNOWN_FIELDS
                .iter()
                .find(|known| known.eq_ignore_ascii_case(head));
            format!("{}{tail}", known.unwrap_or(&head))
        };
        Columns {
            names: names.iter().map(as_known).collect(),
            are_chosen: true,
            seen: vec![false; names.len()],
        }
    }

    /// What a record has in each column.
    pub(super) fn values<'a, 'record>(
        &'a mut self,
        fields: Option<&'a Fields<'record>>,
    ) -> impl Iterator<Item = (&'a str, Option<&'record RawValue>)> {
        let columns = self.names.iter().zip(&mut self.seen);
        columns.map(move |(name, seen)| {
            let value = fields.and_then(|fields| fields.at_any_case(name));
            *seen |= value.is_some();
            (name.as_str(), value)
        })
    }

    /// Notes the chosen columns that no record has had.
    pub(super) fn note_missing(&self, console: &Console) {
        for (name, seen) in self.names.iter().zip(&self.seen) {
            if self.are_chosen && !seen {
                console.note_missing(name);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_columns_are_found_in_any_case() {
        let names = ["ID", "Metadata.Age", "Last_Seen"].map(str::to_owned);
        assert_eq!(
            Columns::chosen(&names).names,
            ["id", "metadata.Age", "Last_Seen"]
        );
    }
}
