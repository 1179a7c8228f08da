//! What a document says of one kind of record, as far as its order goes.

use std::io;

use crate::batch::Record;
use crate::input::document::Noun;
use crate::record::Location;
use crate::store::SortedRecords;

use super::mistakes::InPlace;

/// What is known of a section.
#[derive(Debug, Default)]
pub(super) struct Section {
    pub is_managed: bool,
    pub is_unsorted: bool,
    last: String,
    last_place: Location,
}

impl Section {
    /// Takes the next record; one that is given twice in a row is a mistake.
    pub fn take(&mut self, noun: Noun, key: &str, place: Location, mistakes: &mut InPlace) {
        self.is_managed = true;
        if key == self.last && !key.is_empty() {
            let word = word(noun);
            let what = match key.split_once('\0') {
                Some((channel, id)) => format!("{word} `{id}` of channel `{channel}`"),
                None => format!("{word} `{key}`"),
            };
            mistakes.add_twin(&what, place, self.last_place);
            return;
        }
        self.is_unsorted |= key < self.last.as_str();
        self.last.clear();
        self.last.push_str(key);
        self.last_place = place;
    }
}

/// In order, what is given twice stands side by side.
pub(super) fn twins(
    noun: Noun,
    sorted: &SortedRecords<Record>,
    mistakes: &mut InPlace,
) -> io::Result<()> {
    let mut section = Section::default();
    sorted.visit(|record| section.take(noun, &record.id, record.place, mistakes))
}

fn word(noun: Noun) -> &'static str {
    match noun {
        Noun::User => "user",
        Noun::Channel => "channel",
        Noun::Member => "member",
    }
}
