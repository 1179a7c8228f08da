//! The input, opened, and how its items are to be read.

use std::io::Read;
use std::sync::Arc;

use super::error::InputError;
use super::item::{NamedModes, Scratch};
use super::items::{Items, UnreadSource};
use super::kind::{InputFormat, InputKind};
use super::open_source::{OpenSource, open_sources};
use super::remarks::Remarks;
use super::source::InputSource;
use super::window::{Sizes, Style};
use crate::record::ModeScale;
use crate::store::Identity;

const SIZES: Sizes = Sizes {
    chunk: 256 << 10,
    most: 16 << 20,
};

/// The input, opened. It can be read any number of times: a stream is kept while it is read.
pub struct Input {
    pub(super) sources: Vec<OpenSource>,
    names: Arc<[String]>,
    pub(super) format: InputFormat,
    kind: InputKind,
    scale: ModeScale,
    pub(super) sizes: Sizes,
    files: Vec<Identity>,
    csv_safe: bool,
    is_mapped: bool,
    ids_as_text: bool,
}

impl Input {
    /// Opens everything, so that what is not there is known before anything is sent.
    pub fn open(
        sources: Vec<InputSource>,
        format: InputFormat,
        kind: InputKind,
    ) -> Result<Input, InputError> {
        if format == InputFormat::Lines && !kind.is_ids() {
            let message = "plain lines can only be ids, not records";
            return Err(InputError::whole(message));
        }
        let files = sources.iter().filter_map(InputSource::identity).collect();
        let sources = open_sources(sources)?;
        Ok(Input {
            names: sources.iter().map(|source| source.name.clone()).collect(),
            sources,
            format,
            kind,
            scale: ModeScale::default(),
            sizes: SIZES,
            files,
            csv_safe: false,
            is_mapped: false,
            ids_as_text: false,
        })
    }

    /// Bytes that are read, and summed, at a time.
    pub(super) fn block(&self) -> usize {
        self.sizes.chunk.max(1)
    }

    /// Takes away the apostrophes that keep cells of CSV from being formulas.
    pub fn with_csv_safe(self, csv_safe: bool) -> Input {
        Input { csv_safe, ..self }
    }

    /// Reads names of modes in this scale.
    pub fn with_mode_scale(self, scale: ModeScale) -> Input {
        Input { scale, ..self }
    }

    /// Input that an expression makes of another one, which has these names and files.
    pub fn of_mapped(
        names: Arc<[String]>,
        files: Vec<Identity>,
        stream: Box<dyn Read + Send>,
        kind: InputKind,
    ) -> Input {
        Input {
            sources: vec![OpenSource::mapped(stream)],
            names,
            format: InputFormat::Json,
            kind,
            sizes: SIZES,
            files,
            csv_safe: false,
            scale: ModeScale::default(),
            is_mapped: true,
            ids_as_text: false,
        }
    }

    /// Takes the characters of ids that are numbers.
    pub fn with_ids_as_text(self, ids_as_text: bool) -> Input {
        Input {
            ids_as_text,
            ..self
        }
    }

    /// The files that the input is read from.
    pub fn files(&self) -> Vec<Identity> {
        self.files.clone()
    }

    /// The items from the beginning.
    pub fn items(&self) -> Items {
        let unread = (0..)
            .zip(&self.sources)
            .map(|(index, source)| UnreadSource {
                index,
                style: match (source.in_memory, self.kind) {
                    _ if self.is_mapped => Style::Told,
                    (false, _) => Style::Lines,
                    (true, InputKind::Ids { .. }) => Style::Numbers,
                    (true, _) => Style::Name,
                },
                is_csv: source.is_csv,
                reader: source.reader(),
            });
        let scratch = Scratch {
            remarks: Remarks::new(Arc::clone(&self.names)),
            csv_safe: self.csv_safe,
            modes: NamedModes {
                scale: self.scale,
                are_used: false,
            },
            ids_as_text: self.ids_as_text,
            ..Scratch::new(self.kind)
        };
        let names = Arc::clone(&self.names);
        Items::new(names, unread.collect(), self.format, self.sizes, scratch)
    }

    /// Names of the sources, for [`Location::show`](crate::record::Location::show).
    pub fn names(&self) -> Arc<[String]> {
        Arc::clone(&self.names)
    }
}
