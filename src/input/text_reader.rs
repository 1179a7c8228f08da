//! Text that is checked to be UTF-8 without NUL while it is read, so that everyone else can simply
//! slice it.
//!
//! This is the only place that checks it. Bad bytes end the text, and are reported when somebody
//! gets there, so that the records before them come out first.

use std::io;

use memchr::memchr;

use super::block_sums::BlockSums;
use super::error::InputError;
use super::open_source::SourceReader;
use super::spool::{io_hint, io_message};
use crate::record::Mistake;

/// The longest incomplete character, in bytes.
const CARRIED: usize = 3;

pub(super) struct TextReader {
    reader: SourceReader,
    /// Bytes as they were read; the first `carry` are a character that is not whole yet.
    raw: Box<[u8]>,
    carry: usize,
    /// No text has come yet.
    fresh: bool,
    ended: bool,
    trouble: Option<Trouble>,
    /// Sums of what has been read, if they are wanted.
    sums: Option<BlockSums>,
}

/// Why there is no more text, other than that the source has ended.
pub(super) enum Trouble {
    Read(io::Error),
    Utf8(u8),
    Utf16,
    CutCharacter,
    Nul,
}

impl TextReader {
    /// Reads `chunk` bytes at a time.
    pub fn new(reader: SourceReader, chunk: usize) -> TextReader {
        TextReader {
            reader,
            raw: vec![0; chunk + CARRIED].into_boxed_slice(),
            carry: 0,
            fresh: true,
            ended: false,
            trouble: None,
            sums: None,
        }
    }

    /// Sums up everything that is read from here on.
    pub fn sum_up(&mut self) {
        self.sums = Some(BlockSums::new(self.raw.len() - CARRIED));
    }

    /// The sums of all blocks that have been read.
    pub fn take_sums(&mut self) -> Option<Vec<u32>> {
        let sums = self.sums.take()?;
        Some(sums.finish(self.ended))
    }

    /// Whether no block is summed up in part.
    pub fn is_between_blocks(&self) -> bool {
        self.sums.as_ref().is_none_or(BlockSums::are_whole)
    }

    pub fn has_ended(&self) -> bool {
        self.ended
    }

    /// Whether there may be more text.
    pub fn can_go_on(&self) -> bool {
        !self.ended && self.trouble.is_none()
    }

    pub fn trouble(&self) -> Option<&Trouble> {
        self.trouble.as_ref()
    }

    /// Whether more of the source may still be written.
    pub fn is_open(&self) -> bool {
        self.reader.is_open()
    }

    /// Appends what is read next to `text`. Returns how many bytes were left out of it: those of a
    /// byte order mark.
    pub fn read(&mut self, text: &mut String) -> u64 {
        let room = self.carry..self.raw.len() - CARRIED + self.carry;
        let n = match self.reader.read(&mut self.raw[room]) {
            Ok(n) => n,
            Err(error) => {
                self.trouble = Some(Trouble::Read(error));
                return 0;
            }
        };
        if n == 0 {
            if self.carry == 0 {
                self.ended = true;
            } else {
                self.trouble = Some(Trouble::CutCharacter);
            }
            return 0;
        }
        let len = self.carry + n;
        if let Some(sums) = &mut self.sums {
            sums.add(&self.raw[self.carry..len]);
        }
        let bytes = &self.raw[..len];
        let (mut valid, bad) = match std::str::from_utf8(bytes) {
            Ok(text) => (text, None),
            Err(error) => {
                let valid = bytes.get(..error.valid_up_to()).unwrap_or_default();
                // The error says that it is valid; without another check this would be unsafe code.
                (
                    std::str::from_utf8(valid).unwrap_or_default(),
                    error.error_len(),
                )
            }
        };
        let whole = valid.len();
        if bad.is_some() {
            let byte = bytes[whole];
            let at_beginning = self.fresh && whole == 0;
            self.trouble = Some(match byte {
                0xfe | 0xff if at_beginning => Trouble::Utf16,
                _ => Trouble::Utf8(byte),
            });
        }
        if let Some(at) = memchr(0, valid.as_bytes()) {
            valid = &valid[..at];
            self.trouble = Some(Trouble::Nul);
        }
        let mut left_out = 0;
        if self.fresh && !valid.is_empty() {
            self.fresh = false;
            if let Some(rest) = valid.strip_prefix('\u{feff}') {
                valid = rest;
                left_out = 3;
            }
        }
        text.push_str(valid);
        self.raw.copy_within(whole..len, 0);
        self.carry = len - whole;
        left_out
    }
}

impl Trouble {
    /// The error of a source that is itself made of input: the mistake is in that input.
    pub fn earlier(&self) -> Option<&InputError> {
        match self {
            Trouble::Read(error) => error.get_ref()?.downcast_ref(),
            _ => None,
        }
    }

    /// The mistake, for text that ends at this offset.
    pub fn mistake(&self, at: usize) -> Mistake<usize> {
        let mistake = |message: &str| {
            Mistake::new(at, message).hint("save the input as UTF-8; nothing else can be read")
        };
        match self {
            Trouble::Read(error) => Mistake {
                at,
                message: io_message(error),
                hint: io_hint(error),
            },
            Trouble::Utf8(byte) => {
                mistake(&format!("not UTF-8 text (found the byte 0x{byte:02X})"))
            }
            Trouble::CutCharacter => {
                Mistake::new(at, "the input ends in the middle of a character")
            }
            Trouble::Utf16 => mistake("this is UTF-16, not UTF-8 text"),
            Trouble::Nul => mistake("not text (found a NUL byte)"),
        }
    }
}
