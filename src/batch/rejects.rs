//! The file of refused records: JSON Lines, to be mended and given as input again.
//!
//! It may be the only list of what is left to do. So only a run that accounts for every record
//! replaces it; any other run adds what it found refused. A run that works on a part
//! of the input (`--shard`) replaces the lines of that part alone, and one that finds that others
//! have written the file meanwhile adds to it too.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Seek, Write};
use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use serde_json::{Value, json};

use crate::api::{ApiError, ErrorObject};
use crate::record::{Id, one_line};
use crate::store::{FileError, Output, PendingFile, Present, Verdict};

use super::{Batch, RejectReason, Rejected, Shard};

#[derive(Debug)]
pub(super) struct Rejects {
    file: PendingFile,
    shard: Option<Shard>,
    count: u64,
}

/// A file of refused records that keeps what was in it.
#[derive(Debug)]
pub struct KeptRejects {
    pub path: PathBuf,
    /// The input itself, which is left as it is.
    pub is_input: bool,
    /// Refused records that were added, or took the place of a line about the same record.
    pub added: u64,
}

impl Rejects {
    pub fn begin(output: Output, shard: Option<Shard>) -> Result<Rejects, FileError> {
        Ok(Rejects {
            file: PendingFile::begin(output)?,
            shard,
            count: 0,
        })
    }

    pub fn add(&mut self, batch: &Batch, rejected: &Rejected) -> Result<(), FileError> {
        #[derive(Serialize)]
        struct RejectEntry<'a> {
            line: Option<u64>,
            record: &'a RawValue,
            error: Value,
        }
        let record = String::from_utf8_lossy(batch.json(rejected.at));
        let record = one_line(&record);
        let entry = serde_json::from_str(&record).and_then(|record| {
            serde_json::to_string(&RejectEntry {
                line: line_of(batch, rejected.at),
                record,
                error: reason_value(&rejected.reason),
            })
        });
        self.count += 1;
        // Cannot fail: the record has been checked.
        let entry = entry.unwrap_or_default();
        self.file.write(format!("{entry}\n").as_bytes())
    }

    /// Puts it in its place. `is_whole` says that the run accounts for every record. Returns what
    /// stayed, if that is worth mentioning.
    pub fn finish(self, is_whole: bool) -> Result<Option<KeptRejects>, FileError> {
        let Rejects { file, shard, count } = self;
        let output = file.output();
        let path = output.path().to_owned();
        if output.is_input() && !is_whole {
            // It holds the refused records already, and those that were not sent.
            return Ok(Some(KeptRejects {
                path,
                is_input: true,
                added: 0,
            }));
        }
        let mut has_kept = false;
        file.finish_beside(|present, new, whole| {
            let merged = merge(present, new, whole, shard, is_whole)?;
            has_kept = merged.has_kept && !is_whole;
            Ok(match merged.has_changed {
                true => Verdict::Replace,
                false => Verdict::Keep,
            })
        })?;
        Ok(has_kept.then_some(KeptRejects {
            path,
            is_input: false,
            added: count,
        }))
    }
}

struct Merged {
    has_kept: bool,
    has_changed: bool,
}

/// Writes what stays of the lines that are there, and then the new ones.
fn merge(
    present: Present,
    mut new: BufReader<File>,
    whole: &mut dyn Write,
    shard: Option<Shard>,
    is_whole: bool,
) -> io::Result<Merged> {
    let is_as_before = present.is_as_before;
    if is_whole && shard.is_none() && is_as_before {
        io::copy(&mut new, whole)?;
        return Ok(Merged {
            has_kept: false,
            has_changed: true,
        });
    }
    let ids = ids_of(&mut new)?;
    // Records that are there word for word, of those that are refused again.
    let mut there: HashSet<String> = HashSet::new();
    let (mut kept, mut gone, mut added) = (0_u64, 0_u64, 0_u64);
    for_lines(&mut *present.read(), |text| {
        let line = Line::of(text);
        let stays = match line.as_ref().and_then(Line::id) {
            None => true,
            Some(id) if shard.is_some_and(|shard| is_whole && shard.has(&id)) => false,
            // Whoever wrote it meanwhile had another input: the same id may stand for two records.
            Some(id) if ids.contains(id.as_ref()) && !is_as_before => {
                there.extend(line.map(|line| line.record().to_owned()));
                true
            }
            // The new line about the same record takes its place.
            Some(id) => !ids.contains(id.as_ref()),
        };
        if !stays {
            gone += 1;
            return Ok(());
        }
        kept += 1;
        whole.write_all(text)?;
        if !text.ends_with(b"\n") {
            whole.write_all(b"\n")?;
        }
        Ok(())
    })?;
    for_lines(&mut new, |text| {
        let is_there = Line::of(text).is_some_and(|line| there.contains(line.record()));
        if !is_there {
            added += 1;
            whole.write_all(text)?;
        }
        Ok(())
    })?;
    Ok(Merged {
        has_kept: kept > 0,
        has_changed: added + gone > 0 || kept == 0,
    })
}

/// The ids of the records in new lines; leaves the file at its beginning.
fn ids_of(new: &mut BufReader<File>) -> io::Result<HashSet<String>> {
    let mut ids = HashSet::new();
    for_lines(new, |text| {
        if let Some(id) = Line::of(text).as_ref().and_then(Line::id) {
            ids.insert(id.into_owned());
        }
        Ok(())
    })?;
    new.rewind()?;
    Ok(ids)
}

/// Lines with their ends.
fn for_lines(
    from: &mut dyn BufRead,
    mut take: impl FnMut(&[u8]) -> io::Result<()>,
) -> io::Result<()> {
    let mut line = Vec::new();
    loop {
        line.clear();
        if from.read_until(b'\n', &mut line)? == 0 {
            return Ok(());
        }
        take(&line)?;
    }
}

/// A line of such a file, or a record by itself, as a person may have put it there.
#[derive(Deserialize)]
struct Line<'a> {
    #[serde(borrow)]
    record: Option<&'a RawValue>,
    #[serde(borrow, default)]
    id: Option<Cow<'a, str>>,
    #[serde(skip)]
    text: &'a str,
}

impl<'a> Line<'a> {
    fn of(text: &'a [u8]) -> Option<Line<'a>> {
        let text = std::str::from_utf8(text).ok()?.trim();
        let line: Line<'a> = serde_json::from_str(text).ok()?;
        Some(Line { text, ..line })
    }

    fn record(&self) -> &'a str {
        self.record.map_or(self.text, RawValue::get)
    }

    fn id(&self) -> Option<Cow<'a, str>> {
        let Some(record) = self.record else {
            return self.id.clone();
        };
        let record = record.get();
        if record.starts_with('"') {
            return serde_json::from_str(record).ok().map(Cow::Owned);
        }
        let id: Id<'a> = serde_json::from_str(record).ok()?;
        Some(id.id)
    }
}

/// The line in the input, if it has one.
pub(super) fn line_of(batch: &Batch, at: usize) -> Option<u64> {
    batch.place(at).number()
}

/// Why a record was refused, in the same form whoever refused it.
pub(super) fn reason_value(reason: &RejectReason) -> Value {
    match reason {
        RejectReason::ByService(error) => error_value(error),
        RejectReason::Wrong(mistake) => json!({
            "status": null,
            "type": null,
            "code": null,
            "message": mistake.message,
            "data": null,
        }),
    }
}

/// An error in the words of the service, for scripts.
pub(super) fn error_value(error: &ApiError) -> Value {
    let ErrorObject {
        kind,
        code,
        message,
        data,
    } = error.object().cloned().unwrap_or_default();
    json!({
        "status": error.status(),
        "type": kind,
        "code": code,
        "message": message.unwrap_or_else(|| error.to_string()),
        "data": data.and_then(|data| serde_json::from_str::<Value>(data.get()).ok()),
    })
}
