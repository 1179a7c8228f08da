//! The files that a run writes: refused records, and a report. Made beside their place for their
//! owner alone, and renamed, so that naming the input file is harmless.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use serde_json::{Value, json};
use tempfile::NamedTempFile;

use crate::api::{ApiError, Collection, ErrorObject};

use crate::input::Input;

use super::{Accounts, Batch, Outcome};

/// A file of the run that cannot be written.
#[derive(Debug, thiserror::Error)]
#[error("cannot write {}: {cause}", path.display())]
pub struct FileError {
    path: PathBuf,
    cause: io::Error,
}

/// A file that appears in its place when it is whole.
#[derive(Debug)]
struct Pending {
    path: PathBuf,
    target: Target,
}

#[derive(Debug)]
enum Target {
    Renamed(BufWriter<NamedTempFile>),
    /// A device or a pipe: nothing to rename onto.
    Direct(BufWriter<File>),
}

impl Pending {
    fn create(path: &Path) -> Result<Pending, FileError> {
        let failed = |cause| FileError {
            path: path.to_owned(),
            cause,
        };
        let is_special = fs::metadata(path).is_ok_and(|metadata| !metadata.is_file());
        let target = if is_special {
            let file = OpenOptions::new().write(true).open(path).map_err(failed)?;
            Target::Direct(BufWriter::new(file))
        } else {
            // A link stays one.
            let place = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
            let dir = match place.parent() {
                Some(dir) if !dir.as_os_str().is_empty() => dir,
                _ => Path::new("."),
            };
            Target::Renamed(BufWriter::new(
                tempfile::Builder::new()
                    .prefix(".cyxth-")
                    .tempfile_in(dir)
                    .map_err(failed)?,
            ))
        };
        Ok(Pending {
            path: path.to_owned(),
            target,
        })
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), FileError> {
        match &mut self.target {
            Target::Renamed(writer) => writer.write_all(bytes),
            Target::Direct(writer) => writer.write_all(bytes),
        }
        .map_err(|cause| FileError {
            path: self.path.clone(),
            cause,
        })
    }

    fn finish(self) -> Result<(), FileError> {
        let Pending { path, target } = self;
        let finish = || -> io::Result<()> {
            match target {
                Target::Renamed(writer) => {
                    let file = writer
                        .into_inner()
                        .map_err(io::IntoInnerError::into_error)?;
                    file.as_file().sync_all()?;
                    let place = fs::canonicalize(&path).unwrap_or_else(|_| path.clone());
                    file.persist(place).map_err(|error| error.error)?;
                    Ok(())
                }
                Target::Direct(mut writer) => writer.flush(),
            }
        };
        finish().map_err(|cause| FileError { path, cause })
    }
}

/// Refused records as JSON Lines, to be mended and given as input again.
#[derive(Debug)]
pub struct Rejects(Pending);

/// The run as JSON.
#[derive(Debug)]
pub struct Report {
    pending: Pending,
    batches: u64,
    begun: Instant,
}

/// What is known at the end of a run; by default that there was nothing to do.
#[derive(Default)]
pub struct Totals<'a> {
    pub command: &'a str,
    pub instance: &'a str,
    pub accounts: Accounts,
    pub retries: u64,
    pub waited_ms: u64,
    /// What ended it before its time.
    pub stop: Option<String>,
}

/// The files of one run.
#[derive(Debug, Default)]
pub struct Files {
    rejects: Option<Rejects>,
    report: Option<Report>,
    /// The refused records go where the input came from.
    is_over_input: bool,
    /// The first failure to write; the run itself goes on.
    failed: Option<FileError>,
}

impl Files {
    /// Opens them before anything is sent.
    pub fn create(
        rejects: Option<&Path>,
        report: Option<&Path>,
        input: &Input,
    ) -> Result<Files, FileError> {
        Ok(Files {
            rejects: rejects.map(Pending::create).transpose()?.map(Rejects),
            is_over_input: rejects.is_some_and(|path| input.reads(path)),
            ..Files::reporting(report)?
        })
    }

    /// A report alone, of a run that writes no refused records to a file.
    pub fn reporting(report: Option<&Path>) -> Result<Files, FileError> {
        let report = match report {
            Some(path) => {
                let mut pending = Pending::create(path)?;
                pending.write(b"{\"batches\":[")?;
                Some(Report {
                    pending,
                    batches: 0,
                    begun: Instant::now(),
                })
            }
            None => None,
        };
        Ok(Files {
            report,
            ..Files::default()
        })
    }

    /// Whether refused records are written to a file.
    pub fn has_rejects(&self) -> bool {
        self.rejects.is_some()
    }

    /// Leaves the input in its place where refused records would take it; gives back its path.
    /// Without this, what was neither done nor refused would be gone.
    pub fn spare_input(&mut self) -> Option<PathBuf> {
        let Rejects(pending) = self.rejects.take_if(|_| self.is_over_input)?;
        Some(pending.path)
    }

    /// Notes what became of a batch.
    pub fn batch_ended(&mut self, batch: &Batch, outcome: &Outcome, names: &[String]) {
        if let Err(error) = self.note(batch, outcome, names) {
            self.failed.get_or_insert(error);
        }
    }

    fn note(
        &mut self,
        batch: &Batch,
        outcome: &Outcome,
        names: &[String],
    ) -> Result<(), FileError> {
        if let Some(Rejects(pending)) = &mut self.rejects {
            for rejected in &outcome.rejected {
                let line = line_of(batch, rejected.at);
                pending.write(format!("{{\"line\":{line},\"record\":").as_bytes())?;
                pending.write(&one_line(batch.json(rejected.at)))?;
                pending
                    .write(format!(",\"error\":{}}}\n", error_json(&rejected.error)).as_bytes())?;
            }
        }
        if let Some(report) = &mut self.report {
            let rejected: Vec<Value> = outcome
                .rejected
                .iter()
                .map(|rejected| {
                    json!({
                        "line": line_of(batch, rejected.at),
                        "id": batch.id(rejected.at),
                        "error": error_value(&rejected.error),
                    })
                })
                .collect();
            let Accounts {
                done,
                unchanged,
                skipped,
                not_sent,
                unknown,
                ..
            } = outcome.accounts;
            let mut entry = json!({
                "first": batch.place(0).show(names),
                "last": batch.place(batch.len() - 1).show(names),
                "records": batch.len(),
                "done": done,
                "unchanged": unchanged,
                "skipped": skipped,
                "rejected": rejected,
                "not_sent": not_sent,
                "unknown": unknown,
                "error": outcome.error.as_ref().map(error_value),
            });
            if let Some(task) = batch.task() {
                let collection = task.collection();
                entry["task"] = format!("{} {}", task.past(), collection.plural()).into();
                if let Collection::Members(channel) = collection {
                    entry["channel"] = channel.as_str().into();
                }
            }
            let before = if report.batches == 0 { "\n" } else { ",\n" };
            report
                .pending
                .write(format!("{before}{entry}").as_bytes())?;
            report.batches += 1;
        }
        Ok(())
    }

    /// Ends them, and puts them in their place.
    pub fn finish(self, totals: &Totals<'_>) -> Result<(), FileError> {
        if let Some(error) = self.failed {
            return Err(error);
        }
        if let Some(Rejects(pending)) = self.rejects {
            pending.finish()?;
        }
        if let Some(mut report) = self.report {
            let mut counts = serde_json::Map::new();
            counts.insert("status".to_owned(), Value::from(totals.accounts.done));
            for (name, count) in totals.accounts.named() {
                counts.insert(name.to_owned(), Value::from(count));
            }
            counts.remove("requests");
            let end = json!({
                "command": totals.command,
                "instance": totals.instance,
                "counts": counts,
                "requests": totals.accounts.requests,
                "retries": totals.retries,
                "waited_ms": totals.waited_ms,
                "elapsed_ms": report.begun.elapsed().as_millis() as u64,
                "stopped_by": totals.stop,
            })
            .to_string();
            report
                .pending
                .write(format!("\n],{}\n", &end[1..]).as_bytes())?;
            report.pending.finish()?;
        }
        Ok(())
    }
}

/// The line in the input; null where it has none.
fn line_of(batch: &Batch, at: usize) -> Value {
    match batch.place(at).line {
        0 => Value::Null,
        line => Value::from(line),
    }
}

fn one_line(json: &[u8]) -> Vec<u8> {
    match std::str::from_utf8(json) {
        Ok(text) => crate::model::one_line(text).into_owned().into_bytes(),
        Err(_) => json.to_vec(),
    }
}

fn error_json(error: &ApiError) -> String {
    error_value(error).to_string()
}

fn error_value(error: &ApiError) -> Value {
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
