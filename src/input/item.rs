//! One item of the input: as a reader finds it, and as the rest of the program sees it.

use std::borrow::Cow;
use std::ops::Range;

use super::error::InputError;
use super::kind::InputKind;
use super::remarks::Remarks;
use crate::record::{Location, ModeScale, offset_in};

/// One record or id.
#[derive(Debug)]
pub struct Item<'a> {
    /// What goes into a request's array: the record, or the id as a JSON string.
    pub json: &'a [u8],
    pub id: Cow<'a, str>,
    pub place: Location,
}

/// An item that does not borrow from the text it was read from.
pub(super) struct FoundItem {
    pub location: Location,
    pub json: ItemSpan,
    pub id: ItemSpan,
}

/// A part of an item: a range of the text it was read from, or what was built in [`Scratch`].
#[derive(Debug, Clone, PartialEq)]
pub(super) enum ItemSpan {
    Text(Range<usize>),
    Scratch,
}

/// The next item of a source; none at its end.
pub(super) type NextItem = Result<Option<FoundItem>, InputError>;

/// How items are read, and what has to be built because it does not occur in the text. The memory
/// is reused from item to item.
pub(super) struct Scratch {
    pub kind: InputKind,
    pub json: Vec<u8>,
    pub id: String,
    pub remarks: Remarks,
    /// Apostrophes that guard cells of CSV are taken away.
    pub csv_safe: bool,
    pub modes: NamedModes,
    /// If an id is a number, its characters are taken for the id.
    pub ids_as_text: bool,
}

/// How names of modes are read, and whether there are any.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct NamedModes {
    pub scale: ModeScale,
    /// A name stood for a mode other than 0, which is the same in every scale.
    pub are_used: bool,
}

impl ItemSpan {
    /// The same part, seen from a text in which this one's begins at `by`.
    pub fn shifted(self, by: usize) -> ItemSpan {
        match self {
            ItemSpan::Text(range) => ItemSpan::Text(range.start + by..range.end + by),
            ItemSpan::Scratch => ItemSpan::Scratch,
        }
    }

    fn within(text: &str, part: &str) -> ItemSpan {
        let start = offset_in(text, part);
        ItemSpan::Text(start..start + part.len())
    }
}

impl Scratch {
    pub fn new(kind: InputKind) -> Scratch {
        Scratch {
            kind,
            json: Vec::new(),
            id: String::new(),
            remarks: Remarks::default(),
            csv_safe: false,
            modes: NamedModes::default(),
            ids_as_text: false,
        }
    }

    /// Takes JSON that was borrowed from `text`, or built.
    pub fn json(&mut self, text: &str, json: Cow<'_, str>) -> ItemSpan {
        match json {
            Cow::Borrowed(json) => ItemSpan::within(text, json),
            Cow::Owned(json) => {
                self.json = json.into_bytes();
                ItemSpan::Scratch
            }
        }
    }

    /// The same for an id.
    pub fn id(&mut self, text: &str, id: Cow<'_, str>) -> ItemSpan {
        match id {
            Cow::Borrowed(id) => ItemSpan::within(text, id),
            Cow::Owned(id) => {
                self.id = id;
                ItemSpan::Scratch
            }
        }
    }
}
