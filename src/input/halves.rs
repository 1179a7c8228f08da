//! The second half of a large file is inspected by a thread of its own.
//!
//! What it finds counts only if nothing is wrong or odd there, and if the first half turns out to
//! end where the second was taken to begin. Otherwise the first goes on to the end alone.

use std::sync::atomic::{AtomicBool, Ordering};

use memchr::memchr_iter;

use super::kind::InputFormat;
use super::layout::{InputLayout, LayoutWriter};
use super::open::Input;
use super::open_source::SourceReader;

/// A smaller file is inspected quickly enough.
#[cfg(not(test))]
const LARGE: u64 = 4 << 20;
#[cfg(test)]
const LARGE: u64 = 60;
/// How many bytes are searched for the end of an item.
const LOOKED_AT: usize = 64 << 10;
/// How many bytes records are expected to share at their beginning.
const ALIKE: usize = 4;

/// Where the only file of an input can probably be cut in two: between two records.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cut {
    /// Where the record before it ends.
    pub after: u64,
    /// Where the next one begins.
    pub begin: u64,
    /// Whether they are items of an array.
    pub is_in_array: bool,
}

/// A half without anything wrong or odd.
pub(super) struct InspectedHalf {
    pub count: u64,
    /// As of the whole input.
    pub names_modes: bool,
    /// Of all its records, counted or not.
    pub total: u64,
    /// All ids are in ascending order from this one on.
    pub first: String,
    pub layout: Option<InputLayout>,
}

impl Cut {
    /// Looks for a cut in the middle of a large file.
    pub fn find(input: &Input) -> Option<Cut> {
        let [source] = &input.sources[..] else {
            return None;
        };
        let len = source.len().filter(|len| *len >= LARGE)?;
        let is_json = matches!(input.format, InputFormat::Auto | InputFormat::Json);
        if !source.is_file() || source.is_csv || !is_json {
            return None;
        }
        let begin = read_some(source.reader())?;
        let begin = begin.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&begin);
        let begin = begin.trim_ascii_start();
        let is_in_array = begin.first() == Some(&b'[');
        let begin = begin.strip_prefix(b"[").unwrap_or(begin).trim_ascii_start();
        let alike = begin.get(..ALIKE)?;
        if !alike.starts_with(b"{") {
            return None;
        }
        let start = len / 2;
        let text = read_some(source.reader().starting_at(start))?;
        memchr_iter(b'}', &text).find_map(|last| {
            let between = text[last + 1..].iter();
            let between =
                between.take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b','));
            let len = between.count();
            let (between, next) = text[last + 1..].split_at(len);
            let commas = memchr_iter(b',', between).count();
            // No text in a record has a line break in it.
            let may_be_it = match is_in_array {
                true => commas == 1,
                false => commas == 0 && between.contains(&b'\n'),
            };
            let after = start + last as u64 + 1;
            (may_be_it && next.starts_with(alike)).then_some(Cut {
                after,
                begin: after + len as u64,
                is_in_array,
            })
        })
    }

    /// Inspects what comes after the cut, for as long as that is wanted.
    pub fn inspect_rest(
        &self,
        input: &Input,
        counts: &impl Fn(&str) -> bool,
        is_wanted: &AtomicBool,
    ) -> Option<InspectedHalf> {
        let mut items = input.items().resume_last(self.begin, self.is_in_array);
        let mut noting = Some(LayoutWriter::new(self.begin));
        let (mut first, mut last) = (None, String::new());
        let (mut count, mut total) = (0, 0);
        while let Some(item) = items.next().ok()? {
            if !is_wanted.load(Ordering::Relaxed) || *last >= *item.id {
                return None;
            }
            count += u64::from(counts(&item.id));
            total += 1;
            last.clear();
            last.push_str(&item.id);
            first.get_or_insert_with(|| last.clone());
            LayoutWriter::note(&mut noting, items.verbatim());
        }
        let sums = items.take_sums();
        let names_modes = items.names_modes();
        if !items.into_remarks().is_empty() {
            return None;
        }
        Some(InspectedHalf {
            count,
            names_modes,
            total,
            first: first?,
            layout: noting.and_then(|noting| noting.finish(sums).ok()),
        })
    }
}

fn read_some(mut reader: SourceReader) -> Option<Vec<u8>> {
    let mut bytes = vec![0; LOOKED_AT];
    let read = reader.read(&mut bytes).ok()?;
    bytes.truncate(read);
    Some(bytes)
}
