//! Reads a document from its sources, part by part.

use std::ops::Range;
use std::sync::Arc;

use crate::input::open_source::{OpenSource, open_sources};
use crate::input::window::{Sizes, Style, Window};
use crate::input::{InputError, InputSource, ReadingPosition};
use crate::record::ModeScale;

use super::channel::ChannelText;
use super::part::DocumentPart;
use super::walk::DocumentWalk;

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

    /// Names of the sources, for [`crate::record::Location::show`].
    pub fn names(&self) -> Arc<[String]> {
        Arc::clone(&self.names)
    }

    /// Whether all of it is in files, and none of it in a stream.
    pub fn can_be_read_again(&self) -> bool {
        self.can_be_read_again
    }

    /// The next part. There are none after an error.
    pub fn next(&mut self) -> Result<Option<DocumentPart>, InputError> {
        loop {
            let Some(window) = &mut self.window else {
                let Some((index, source)) = self.sources.next() else {
                    return Ok(None);
                };
                let (reader, names) = (source.into_only_reader(), self.names());
                self.window = Some(Window::new(reader, names, index, Style::Lines, self.sizes));
                continue;
            };
            if let Some(part) = self.walk.step(window)? {
                return Ok(Some(part));
            }
            self.consumed += window.consumed();
            self.window = None;
        }
    }

    /// The text of the part that was read last.
    pub fn text(&self, range: Range<usize>) -> &str {
        let window = self.window.as_ref();
        window.map_or("", |window| &window.text().0[range])
    }

    /// The id of the channel whose members are being read, unless it comes after them.
    pub fn channel_id(&self) -> Option<&str> {
        self.walk.channel.as_ref().and_then(ChannelText::id)
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
