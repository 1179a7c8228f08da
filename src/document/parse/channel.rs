//! A channel of a document without its members, which are parts of their own: there may be more
//! of them than memory should hold.

use crate::record::{Location, Text};

/// A channel as it is written, except for white space and the elements of `members`.
#[derive(Debug)]
pub struct ChannelText {
    text: String,
    id: Option<String>,
    /// Where names and values stand, by their offset in the text.
    locations: Vec<(usize, Location)>,
    /// Bytes of members that came before the id.
    held: usize,
}

impl ChannelText {
    /// A value that ought to be a channel but is not an object.
    pub(super) fn of_value(text: &str, location: Location) -> ChannelText {
        ChannelText {
            text: text.to_owned(),
            id: None,
            locations: vec![(0, location)],
            held: 0,
        }
    }

    /// An object that has just been opened.
    pub(super) fn begin(location: Location) -> ChannelText {
        ChannelText::of_value("{", location)
    }

    /// Adds the name of a field, in its quotes. Says whether it is `members`.
    pub(super) fn add_name(&mut self, name: &str, location: Location) -> bool {
        if self.text.len() > 1 {
            self.text.push(',');
        }
        self.locations.push((self.text.len(), location));
        self.text.push_str(name);
        self.text.push(':');
        is_name(name, "members")
    }

    /// Adds the value that belongs to the name before it.
    pub(super) fn add_value(&mut self, value: &str, location: Location) {
        if let Some((name, _)) = self.locations.last()
            && is_name(self.text[*name..].trim_end_matches(':'), "id")
        {
            let id = serde_json::from_str(value).ok();
            self.id = id.map(|Text(id)| id.into_owned());
        }
        self.locations.push((self.text.len(), location));
        self.text.push_str(value);
    }

    pub(super) fn end(mut self) -> ChannelText {
        self.text.push('}');
        self
    }

    /// Counts a member; gives the bytes that must be held until the id is known.
    pub(super) fn hold(&mut self, member: usize) -> usize {
        if self.id.is_none() {
            self.held += member;
        }
        self.held
    }

    /// The id, as far as it is known.
    pub(super) fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn location(&self) -> Location {
        self.location_at(0)
    }

    /// Where in the input an offset of the text stands.
    pub fn location_at(&self, offset: usize) -> Location {
        let after = self.locations.partition_point(|(at, _)| *at <= offset);
        match after
            .checked_sub(1)
            .and_then(|last| self.locations.get(last))
        {
            Some((at, location)) => location.within(&self.text[*at..], offset - at),
            None => Location::default(),
        }
    }
}

/// Whether the name of a field, in its quotes, is this one.
fn is_name(json: &str, name: &str) -> bool {
    match json.contains('\\') {
        true => serde_json::from_str(json).is_ok_and(|Text(text)| text == name),
        false => json.get(1..json.len() - 1) == Some(name),
    }
}
