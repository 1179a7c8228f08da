//! What is odd about records that pass: fields that look misspelt, and names that are missing.

use std::sync::Arc;

use super::check::Scratch;
use super::error::clean;
use crate::record::Location;

/// Spellings that are told.
const MOST: usize = 25;

/// What was odd in an input.
#[derive(Debug, Clone, Default)]
pub struct Remarks {
    names: Arc<[String]>,
    misspelt: Vec<Misspelt>,
    nameless: u64,
    first_nameless: Location,
}

/// A field that is passed on, and the known one that it looks like.
#[derive(Debug, Clone)]
struct Misspelt {
    field: String,
    meant: &'static str,
    /// None for a column, which is there once.
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

    /// Takes over what was found in the header of CSV.
    pub(super) fn add_columns(&mut self, scratch: &mut Scratch) {
        for (field, meant, first) in scratch.misspelt_columns.drain(..) {
            if self.misspelt.len() < MOST {
                self.misspelt.push(Misspelt {
                    field,
                    meant,
                    records: None,
                    first,
                });
            }
        }
    }

    /// Takes over what was found in a record.
    pub(super) fn add(&mut self, scratch: &mut Scratch, place: Location) {
        if std::mem::take(&mut scratch.is_nameless) {
            if self.nameless == 0 {
                self.first_nameless = place;
            }
            self.nameless += 1;
        }
        for (field, meant) in scratch.misspelt.drain(..) {
            let known = self
                .misspelt
                .iter_mut()
                .find(|known| known.field == field && known.records.is_some());
            if let Some(known) = known {
                known.records = known.records.map(|records| records + 1);
            } else if self.misspelt.len() < MOST {
                self.misspelt.push(Misspelt {
                    field,
                    meant,
                    records: Some(1),
                    first: place,
                });
            }
        }
    }

    /// A warning for each field that looks misspelt.
    pub fn misspelt(&self) -> impl Iterator<Item = String> + '_ {
        self.misspelt.iter().map(|one| {
            let (field, place) = (clean(&one.field), one.first.show(&self.names));
            let what = match one.records {
                None => format!("the column `{field}` is passed on as it is"),
                Some(1) => format!("the field `{field}` is passed on as it is"),
                Some(records) => {
                    format!("the field `{field}` is passed on as it is, in {records} records")
                }
            };
            format!("{place}: {what}; is `{}` meant?", one.meant)
        })
    }

    /// A note about records without a name, where there are any. `nouns` has the word for one of
    /// them and for several.
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
