//! One section of a document: its records in ascending order.

use std::io;

use serde::{Deserialize, Serialize};

use crate::batch::Record;
use crate::record::Location;
use crate::store::{Ascending, Sortable, SortedRecords, Sorter};

use super::error::DocumentError;
use super::mistakes::InPlace;

/// Bytes of a section that are sorted in memory.
const IN_MEMORY: usize = 16 << 20;

/// A user's membership in a channel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Membership {
    pub channel: String,
    pub user: String,
    /// None if the user's own mode is meant.
    pub mode: Option<u64>,
    pub location: Location,
}

impl Sortable for Membership {
    type Key<'a> = (&'a str, &'a str);

    fn key(&self) -> (&str, &str) {
        (&self.channel, &self.user)
    }

    fn heap_size(&self) -> usize {
        self.channel.len() + self.user.len()
    }
}

/// Something that must not be given twice.
pub(super) trait Located {
    /// What it is called in a message, by its noun in the document.
    fn describe(&self, noun: &str) -> String;
    fn location(&self) -> Location;
}

impl Located for Record {
    fn describe(&self, noun: &str) -> String {
        format!("{noun} `{}`", self.id)
    }

    fn location(&self) -> Location {
        self.place
    }
}

impl Located for Membership {
    fn describe(&self, noun: &str) -> String {
        format!("{noun} `{}` of channel `{}`", self.user, self.channel)
    }

    fn location(&self) -> Location {
        self.location
    }
}

/// A section while it is read.
pub(super) struct SectionWriter<T> {
    noun: &'static str,
    is_managed: bool,
    sorter: Sorter<T>,
}

impl<T: Sortable + Located> SectionWriter<T> {
    pub fn new(noun: &'static str) -> SectionWriter<T> {
        SectionWriter {
            noun,
            is_managed: false,
            sorter: Sorter::new(IN_MEMORY),
        }
    }

    /// Notes that the document has this section.
    pub fn manage(&mut self) {
        self.is_managed = true;
    }

    pub fn is_managed(&self) -> bool {
        self.is_managed
    }

    /// Takes the next record. One that comes twice in a row is reported at once, because a stream
    /// may never end.
    pub fn push(&mut self, record: T, mistakes: &mut InPlace) -> io::Result<()> {
        self.is_managed = true;
        if let Some(last) = self.sorter.last()
            && last.key() == record.key()
        {
            add_twin(self.noun, last, &record, mistakes);
        }
        self.sorter.push(record)
    }

    /// Ends the section. Records that are given twice stand side by side now, and are mistakes.
    pub fn finish(self, mistakes: &mut InPlace) -> io::Result<Section<T>> {
        let records = self.sorter.finish()?;
        let noun = self.noun;
        records.visit_twins(|first, twin| add_twin(noun, first, twin, mistakes))?;
        Ok(Section {
            is_managed: self.is_managed,
            records,
        })
    }
}

fn add_twin(noun: &str, first: &impl Located, twin: &impl Located, mistakes: &mut InPlace) {
    mistakes.add_twin(twin.describe(noun), twin.location(), first.location());
}

/// A section that has been read.
pub(super) struct Section<T> {
    /// Whether the document has it. An empty section is managed too.
    pub is_managed: bool,
    records: SortedRecords<T>,
}

/// The records of a section in ascending order.
pub struct SectionReader<T>(Ascending<T>);

impl<T: Sortable + Clone> Section<T> {
    pub fn read(&self) -> Result<SectionReader<T>, DocumentError> {
        Ok(SectionReader(self.records.read()?))
    }
}

impl<T: Sortable + Clone> Iterator for SectionReader<T> {
    type Item = Result<T, DocumentError>;

    fn next(&mut self) -> Option<Result<T, DocumentError>> {
        Some(self.0.next()?.map_err(DocumentError::Kept))
    }
}
