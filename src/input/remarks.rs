//! Oddities of records that are accepted all the same: fields that look misspelt, missing names.

use std::sync::Arc;

use crate::record::{Location, Misspelling, clean};

/// The most misspellings that are reported.
const MOST: usize = 25;

/// The oddities of an input.
#[derive(Debug, Clone, Default)]
pub struct Remarks {
    names: Arc<[String]>,
    misspelt: Vec<MisspeltField>,
    nameless: u64,
    first_nameless: Location,
}

/// A field that looks like a known one, and is passed on as it is.
#[derive(Debug, Clone)]
struct MisspeltField {
    field: String,
    meant: &'static str,
    /// How many records have it; none for a column.
    records: Option<u64>,
    first: Location,
}

impl Remarks {
    pub(super) fn new(names: Arc<[String]>) -> Remarks {
        Remarks {
            names,
            ..Remarks::default()
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.misspelt.is_empty() && self.nameless == 0
    }

    /// Notes a column whose name looks like a misspelt known field.
    pub(super) fn note_column(&mut self, name: &str, meant: &'static str, first: Location) {
        self.push(name, meant, None, first);
    }

    /// Notes a field of a record that looks like a known one.
    pub(super) fn note_misspelt(&mut self, field: &Misspelling<'_>, location: Location) {
        let mut fields = self.misspelt.iter_mut();
        match fields.find(|known| known.field == field.name && known.records.is_some()) {
            Some(known) => known.records = known.records.map(|records| records + 1),
            None => self.push(&field.name, field.meant, Some(1), location),
        }
    }

    pub(super) fn note_nameless(&mut self, location: Location) {
        if self.nameless == 0 {
            self.first_nameless = location;
        }
        self.nameless += 1;
    }

    fn push(&mut self, field: &str, meant: &'static str, records: Option<u64>, first: Location) {
        if self.misspelt.len() < MOST {
            self.misspelt.push(MisspeltField {
                field: field.to_owned(),
                meant,
                records,
                first,
            });
        }
    }

    /// A warning for each field that looks misspelt.
    pub fn misspelt(&self) -> impl Iterator<Item = String> + '_ {
        self.misspelt.iter().map(|one| {
            let (field, first) = (clean(&one.field), one.first.show(&self.names));
            let what = match one.records {
                None => format!("the column `{field}` is passed on as it is"),
                Some(1) => format!("the field `{field}` is passed on as it is"),
                Some(records) => {
                    format!("the field `{field}` is passed on as it is, in {records} records")
                }
            };
            format!("{first}: {what}; is `{}` meant?", one.meant)
        })
    }

    /// A note about records without a name, if there are any. `nouns` are the words for one record
    /// and for several.
    pub fn nameless(&self, nouns: (&str, &str)) -> Option<String> {
        let have = match self.nameless {
            0 => return None,
            1 => format!("1 {} has", nouns.0),
            count => format!("{count} {} have", nouns.1),
        };
        let first = self.first_nameless.show(&self.names);
        Some(format!(
            "{first}: {have} no `name`, which the vendor's specification requires; passed on as \
             it is"
        ))
    }
}
