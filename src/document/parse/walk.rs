//! Walks through the text of one source of a document, from part to part.

use crate::document::check::scan_user;
use crate::document::mistake::DocumentMistake;
use crate::input::InputError;
use crate::input::scan::{Scan, Scanned, consume, cut_off, scan_any, unexpected};
use crate::input::sequence::{Sequence, SequenceStep};
use crate::input::window::Window;
use crate::record::{Location, ModeScale, Text, described, mistake_of_json, quoted};

use super::channel::ChannelText;
use super::field::DocumentField;
use super::part::{DocumentPart, Noun, ScannedRange};

/// Where a reader stands.
#[derive(Default)]
pub(super) struct DocumentWalk {
    /// What is open, the innermost last.
    open: Vec<OpenContainer>,
    /// The channel that is open.
    pub channel: Option<ChannelText>,
    /// The scale of the names of modes, if the person or the document gives one.
    pub scale: Option<ModeScale>,
    pub saw_anything: bool,
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

impl DocumentWalk {
    /// The next part; none at the end of a source.
    pub fn step(&mut self, window: &mut Window) -> Result<Option<DocumentPart>, InputError> {
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
                    match container {
                        Container::Channel => self
                            .channel
                            .take()
                            .map(|channel| DocumentPart::Channel(channel.end())),
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
    fn record(
        &mut self,
        window: &mut Window,
        noun: Noun,
    ) -> Result<Option<DocumentPart>, InputError> {
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
            return Ok(Some(DocumentPart::User((range, location), value)));
        }
        let (range, location) = self.value(window)?;
        Ok(Some(match noun {
            Noun::User | Noun::Member => DocumentPart::MemberLine((range, location)),
            Noun::Channel => {
                let text = &window.text().0[range];
                DocumentPart::Channel(ChannelText::of_value(text, location))
            }
        }))
    }

    /// Reads a field of a document's object; none where there is nothing to tell of it.
    fn document_field(&mut self, window: &mut Window) -> Result<Option<DocumentPart>, InputError> {
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
        Ok(match field {
            DocumentField::Record(noun) => self.record(window, noun)?,
            DocumentField::Section(noun, _) if first == b'[' => {
                self.open(window, Container::Section(noun));
                Some(DocumentPart::Section(noun))
            }
            DocumentField::Section(_, section) => {
                let (range, location) = self.value(window)?;
                let found = described(&window.text().0[range]);
                let mistake = DocumentMistake::NotAnArray { section, found };
                Some(DocumentPart::Mistake(location, mistake))
            }
            DocumentField::Schema => {
                self.value(window)?;
                None
            }
            DocumentField::ModeScale => Some(self.mode_scale(window)?),
            DocumentField::Partial => {
                let (range, location) = self.value(window)?;
                match &window.text().0[range] {
                    "true" => Some(DocumentPart::Partial),
                    "false" => None,
                    other => {
                        let found = described(other);
                        let mistake = DocumentMistake::NotTrueOrFalse { found };
                        Some(DocumentPart::Mistake(location, mistake))
                    }
                }
            }
            DocumentField::Unknown(name) => {
                self.value(window)?;
                let mistake = DocumentMistake::UnknownField(name);
                Some(DocumentPart::Mistake(location, mistake))
            }
        })
    }

    /// Reads which scale the document is of. It must be that of the run: numbers are never
    /// converted.
    fn mode_scale(&mut self, window: &mut Window) -> Result<DocumentPart, InputError> {
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
                return Ok(DocumentPart::ModeScale(scale, location));
            }
        };
        Ok(DocumentPart::Mistake(location, mistake))
    }

    /// Reads a field of a channel; of its members only the beginning.
    fn channel_field(&mut self, window: &mut Window) -> Result<Option<DocumentPart>, InputError> {
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
    fn member(&mut self, window: &mut Window) -> Result<DocumentPart, InputError> {
        let (range, location) = self.value(window)?;
        if let Some(channel) = &mut self.channel {
            window.check_length(channel.hold(range.len()))?;
        }
        Ok(DocumentPart::ChannelMember((range, location)))
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
        let begin = match &self.channel {
            Some(channel) => channel.location(),
            None if window.unread().is_empty() => end,
            None => window.location(),
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
