//! Walks through the text of a document, from part to part.

use std::ops::Range;
use std::sync::Arc;

use crate::document::check::{CheckedUser, scan_user};
use crate::document::mistake::DocumentMistake;
use crate::input::scan::{Scan, Scanned, consume, cut_off, scan_any, unexpected};
use crate::input::sequence::{Sequence, SequenceStep};
use crate::input::spool::{OpenSource, open_sources};
use crate::input::window::{Sizes, Style, Window};
use crate::input::{InputError, InputSource, ReadingPosition};
use crate::record::{Location, Mistake, ModeScale, Text, described, mistake_of_json, quoted};

use super::channel::ChannelText;
use super::part::{DocumentPart, Noun};

/// The longest value, and the most that is held of the members of a channel whose id comes after
/// them. Members that come after the id of their channel may be as many as there are.
const SIZES: Sizes = Sizes {
    chunk: 256 << 10,
    most: 64 << 20,
};

/// The parts of a document, one after the other.
pub struct DocumentReader {
    names: Arc<[String]>,
    sources: std::iter::Zip<std::ops::RangeFrom<u32>, std::vec::IntoIter<OpenSource>>,
    can_be_read_again: bool,
    sizes: Sizes,
    window: Option<Window>,
    /// Bytes of the sources that are done with.
    consumed: u64,
    walk: DocumentWalk,
}

/// Where a reader stands.
#[derive(Default)]
struct DocumentWalk {
    /// What is open, the innermost last.
    open: Vec<OpenContainer>,
    /// The channel that is open, or has just ended.
    channel: Option<ChannelText>,
    /// What names of modes stand for, where that is said by the person or the document.
    scale: Option<ModeScale>,
    saw_anything: bool,
}

/// An array or an object that is open.
struct OpenContainer {
    container: Container,
    items: Sequence,
}

#[derive(Clone, Copy, PartialEq)]
enum Container {
    Document,
    Section(Noun),
    Channel,
    Members,
}

/// A field of a document's object.
enum DocumentField {
    /// One record.
    Record(Noun),
    /// An array of records, and its name.
    Section(Noun, &'static str),
    Schema,
    ModeScale,
    Partial,
    Unknown(String),
}

/// A part without a loan on the window.
enum FoundPart {
    Section(Noun),
    User(ScannedRange, Result<CheckedUser, Mistake<usize>>),
    MemberLine(ScannedRange),
    ChannelMember(ScannedRange),
    Channel,
    ModeScale(ModeScale, Location),
    Partial,
    Mistake(Location, DocumentMistake),
}

/// Where a value is in the window's text, and where in the input.
type ScannedRange = (Range<usize>, Location);

impl DocumentField {
    fn of(name: &str) -> DocumentField {
        match name {
            "user" => DocumentField::Record(Noun::User),
            "channel" => DocumentField::Record(Noun::Channel),
            "member" => DocumentField::Record(Noun::Member),
            "users" => DocumentField::Section(Noun::User, "users"),
            "channels" => DocumentField::Section(Noun::Channel, "channels"),
            "$schema" => DocumentField::Schema,
            "mode_scale" => DocumentField::ModeScale,
            "partial" => DocumentField::Partial,
            _ => DocumentField::Unknown(name.to_owned()),
        }
    }
}

impl DocumentReader {
    /// Opens everything, so that what is not there is known at once.
    pub fn open(sources: Vec<InputSource>) -> Result<DocumentReader, InputError> {
        let sources = open_sources(sources)?;
        Ok(DocumentReader {
            names: sources.iter().map(|source| source.name.clone()).collect(),
            can_be_read_again: sources.iter().all(OpenSource::is_file),
            sources: (0..).zip(sources),
            sizes: SIZES,
            window: None,
            consumed: 0,
            walk: DocumentWalk::default(),
        })
    }

    /// What names of modes stand for, where the person has said it.
    pub fn with_mode_scale(mut self, scale: Option<ModeScale>) -> DocumentReader {
        self.walk.scale = scale;
        self
    }

    /// Reads so many bytes at a time, and holds no more than `most`.
    #[cfg(test)]
    pub(in crate::document) fn with_sizes(mut self, chunk: usize, most: usize) -> DocumentReader {
        self.sizes = Sizes { chunk, most };
        self
    }

    /// Names of the sources, for [`Location::show`].
    pub fn names(&self) -> Arc<[String]> {
        Arc::clone(&self.names)
    }

    /// Whether all of it is in files, and none of it in a stream.
    pub fn can_be_read_again(&self) -> bool {
        self.can_be_read_again
    }

    /// The next part. There are none after an error.
    pub fn next(&mut self) -> Result<Option<DocumentPart<'_>>, InputError> {
        let found = loop {
            let Some(window) = &mut self.window else {
                let Some((index, source)) = self.sources.next() else {
                    return Ok(None);
                };
                let (reader, names) = (source.into_only_reader(), self.names());
                self.window = Some(Window::new(reader, names, index, Style::Lines, self.sizes));
                continue;
            };
            match self.walk.step(window)? {
                Some(found) => break found,
                None => {
                    self.consumed += window.consumed();
                    self.window = None;
                }
            }
        };
        let text = self.window.as_ref().map_or("", |window| window.text().0);
        let channel = self.walk.channel.as_ref();
        Ok(match found {
            FoundPart::Section(noun) => Some(DocumentPart::Section(noun)),
            FoundPart::User((range, location), user) => Some(DocumentPart::User {
                text: &text[range],
                location,
                user,
            }),
            FoundPart::MemberLine((range, location)) => Some(DocumentPart::MemberLine {
                text: &text[range],
                location,
            }),
            FoundPart::ChannelMember((range, location)) => Some(DocumentPart::ChannelMember {
                channel: channel.and_then(ChannelText::id),
                text: &text[range],
                location,
            }),
            FoundPart::Channel => channel.map(DocumentPart::Channel),
            FoundPart::ModeScale(scale, location) => {
                Some(DocumentPart::ModeScale { scale, location })
            }
            FoundPart::Partial => Some(DocumentPart::Partial),
            FoundPart::Mistake(location, mistake) => {
                Some(DocumentPart::Mistake { location, mistake })
            }
        })
    }

    /// Whether there was any object at all so far.
    pub fn saw_anything(&self) -> bool {
        self.walk.saw_anything
    }
}

impl ReadingPosition for DocumentReader {
    fn bytes_read(&self) -> u64 {
        self.consumed + self.window.as_ref().map_or(0, Window::consumed)
    }

    fn is_open(&self) -> bool {
        self.window.as_ref().is_some_and(Window::is_open)
    }
}

impl DocumentWalk {
    /// The next part; none at the end of a source.
    fn step(&mut self, window: &mut Window) -> Result<Option<FoundPart>, InputError> {
        loop {
            let Some(open) = self.open.last_mut() else {
                match window.skip_white()? {
                    None => return Ok(None),
                    Some(b'{') => self.open(window, Container::Document),
                    // `jq --seq` writes it before each value (RFC 7464).
                    Some(0x1e) => {
                        window.advance(1);
                        continue;
                    }
                    Some(_) => {
                        let expected = "an object with `users` and `channels`, or with `user`, \
                                        `channel` or `member`";
                        return Err(unexpected(window, expected));
                    }
                }
                self.saw_anything = true;
                continue;
            };
            let container = open.container;
            let found = match open.items.step(window)? {
                SequenceStep::CutOff(end) => return Err(self.cut_off(window, end)),
                SequenceStep::End => {
                    self.open.pop();
                    match (container, &mut self.channel) {
                        (Container::Channel, Some(channel)) => {
                            channel.end();
                            Some(FoundPart::Channel)
                        }
                        _ => None,
                    }
                }
                SequenceStep::Item(_) => match container {
                    Container::Document => self.document_field(window)?,
                    Container::Section(noun) => self.record(window, noun)?,
                    Container::Channel => self.channel_field(window)?,
                    Container::Members => Some(self.member(window)?),
                },
            };
            if found.is_some() {
                return Ok(found);
            }
        }
    }

    /// Consumes the bracket that an array or an object begins with.
    fn open(&mut self, window: &mut Window, container: Container) {
        let end = match container {
            Container::Document | Container::Channel => b'}',
            Container::Section(_) | Container::Members => b']',
        };
        let items = Sequence::begin(window, end);
        self.open.push(OpenContainer { container, items });
    }

    /// Reads a user or a member, or the beginning of a channel.
    fn record(&mut self, window: &mut Window, noun: Noun) -> Result<Option<FoundPart>, InputError> {
        if noun == Noun::Channel && window.unread().starts_with('{') {
            self.channel = Some(ChannelText::begin(window.location()));
            self.open(window, Container::Channel);
            return Ok(None);
        }
        if noun == Noun::User {
            let scale = self.scale.unwrap_or_default();
            let Scanned {
                range,
                location,
                value,
            } = self.scanned(window, |text| scan_user(text, scale))?;
            return Ok(Some(FoundPart::User((range, location), value)));
        }
        let (range, location) = self.value(window)?;
        Ok(Some(match noun {
            Noun::User | Noun::Member => FoundPart::MemberLine((range, location)),
            Noun::Channel => {
                let text = &window.text().0[range];
                self.channel = Some(ChannelText::of_value(text, location));
                FoundPart::Channel
            }
        }))
    }

    /// Reads a field of a document's object; none where there is nothing to tell of it.
    fn document_field(&mut self, window: &mut Window) -> Result<Option<FoundPart>, InputError> {
        let (range, location) = self.name(window)?;
        let name = &window.text().0[range];
        let Text(name) = match serde_json::from_str(name) {
            Ok(name) => name,
            Err(error) => {
                let mistake = mistake_of_json(&error, name).relocated(|_| ());
                return Err(window.refuse_at(location, mistake));
            }
        };
        let field = DocumentField::of(&name);
        let first = self.colon(window)?;
        let section = match field {
            DocumentField::Record(noun) => return self.record(window, noun),
            DocumentField::Section(noun, _) if first == b'[' => {
                self.open(window, Container::Section(noun));
                return Ok(Some(FoundPart::Section(noun)));
            }
            DocumentField::Section(_, section) => section,
            DocumentField::Schema => {
                self.value(window)?;
                return Ok(None);
            }
            DocumentField::ModeScale => return self.mode_scale(window).map(Some),
            DocumentField::Partial => {
                let (range, location) = self.value(window)?;
                return Ok(match &window.text().0[range] {
                    "true" => Some(FoundPart::Partial),
                    "false" => None,
                    other => {
                        let found = described(other);
                        let mistake = DocumentMistake::NotTrueOrFalse { found };
                        Some(FoundPart::Mistake(location, mistake))
                    }
                });
            }
            DocumentField::Unknown(name) => {
                self.value(window)?;
                let mistake = DocumentMistake::UnknownField(name);
                return Ok(Some(FoundPart::Mistake(location, mistake)));
            }
        };
        let (range, location) = self.value(window)?;
        let found = described(&window.text().0[range]);
        let mistake = DocumentMistake::NotAnArray { section, found };
        Ok(Some(FoundPart::Mistake(location, mistake)))
    }

    /// Reads which scale the document is of. It must be that of the run: numbers are never
    /// converted.
    fn mode_scale(&mut self, window: &mut Window) -> Result<FoundPart, InputError> {
        let (range, location) = self.value(window)?;
        let json = &window.text().0[range];
        let name =
            serde_json::from_str(json).map_or_else(|_| described(json), |Text(name)| quoted(&name));
        let scale = ModeScale::ALL
            .into_iter()
            .find(|scale| name == format!("`{}`", scale.name()));
        let mistake = match (scale, self.scale) {
            (None, _) => DocumentMistake::NoScale { found: name },
            (Some(document), Some(run)) if document != run => {
                DocumentMistake::OtherScale { document, run }
            }
            (Some(scale), _) => {
                self.scale = Some(scale);
                return Ok(FoundPart::ModeScale(scale, location));
            }
        };
        Ok(FoundPart::Mistake(location, mistake))
    }

    /// Reads a field of a channel; of its members only the beginning.
    fn channel_field(&mut self, window: &mut Window) -> Result<Option<FoundPart>, InputError> {
        let (range, location) = self.name(window)?;
        let is_members = match &mut self.channel {
            Some(channel) => channel.add_name(&window.text().0[range], location),
            None => false,
        };
        if self.colon(window)? == b'[' && is_members {
            if let Some(channel) = &mut self.channel {
                channel.add_value("[]", window.location());
            }
            self.open(window, Container::Members);
            return Ok(None);
        }
        let (range, location) = self.value(window)?;
        if let Some(channel) = &mut self.channel {
            channel.add_value(&window.text().0[range], location);
            window.check_length(channel.text().len())?;
        }
        Ok(None)
    }

    /// Reads an element of the members of a channel.
    fn member(&mut self, window: &mut Window) -> Result<FoundPart, InputError> {
        let (range, location) = self.value(window)?;
        if let Some(channel) = &mut self.channel {
            window.check_length(channel.hold(range.len()))?;
        }
        Ok(FoundPart::ChannelMember((range, location)))
    }

    /// Reads over the name of a field.
    fn name(&self, window: &mut Window) -> Result<ScannedRange, InputError> {
        if !window.unread().starts_with('"') {
            return Err(unexpected(window, "a field name in quotes"));
        }
        let Some(len) = plain_string(window.unread()) else {
            return self.value(window);
        };
        window.check_length(len)?;
        let (_, start) = window.text();
        let location = window.location();
        window.advance(len);
        Ok((start..start + len, location))
    }

    /// Reads over the colon after a name; gives the byte that the value begins with.
    fn colon(&self, window: &mut Window) -> Result<u8, InputError> {
        if self.next_byte(window)? != b':' {
            return Err(unexpected(window, "`:`"));
        }
        window.advance(1);
        self.next_byte(window)
    }

    /// The next byte that is not white space.
    fn next_byte(&self, window: &mut Window) -> Result<u8, InputError> {
        let end = window.location();
        let byte = window.skip_white()?;
        byte.ok_or_else(|| self.cut_off(window, end))
    }

    /// Reads over a value of any kind.
    fn value(&self, window: &mut Window) -> Result<ScannedRange, InputError> {
        let scanned = self.scanned(window, scan_any)?;
        Ok((scanned.range, scanned.location))
    }

    fn scanned<T>(
        &self,
        window: &mut Window,
        mut scan: impl FnMut(&str) -> Scan<T>,
    ) -> Result<Scanned<T>, InputError> {
        loop {
            let scan = scan(window.unread());
            if matches!(scan, Scan::Short(None)) && window.ended() {
                let end = window.location_at(window.unread().trim_end().len());
                return Err(self.cut_off(window, end));
            }
            if let Some(scanned) = consume(window, scan)? {
                return Ok(scanned);
            }
        }
    }

    /// The error where the input ends too early. `end` is where the last thing ended that is not
    /// white space.
    fn cut_off(&self, window: &Window, end: Location) -> InputError {
        let is_channel = |open: &OpenContainer| open.container == Container::Channel;
        let is_in_channel = self.open.iter().any(is_channel);
        let begin = match &self.channel {
            Some(channel) if is_in_channel => channel.location(),
            _ if window.unread().is_empty() => end,
            _ => window.location(),
        };
        cut_off(window, end, begin)
    }
}

/// The length of the string that a text begins with, if it is whole and short and nothing in it is
/// escaped, as most names are.
fn plain_string(text: &str) -> Option<usize> {
    const SHORT: usize = 32;
    let inner = text.as_bytes().get(1..)?.iter().take(SHORT);
    let mut end = inner.zip(2..);
    let (last, len) = end.find(|(byte, _)| matches!(byte, b'"' | b'\\' | 0..b' '))?;
    (*last == b'"').then_some(len)
}
