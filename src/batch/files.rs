//! The files that a run writes: refused records, and a report.

use std::time::Instant;

use serde_json::{Value, json};

use crate::api::Collection;
use crate::store::{FileError, Output, PendingFile};

use super::rejects::{KeptRejects, Rejects, error_value, line_of, reason_value};
use super::{Accounts, Batch, BatchOutcome, Shard};

/// The run as JSON.
#[derive(Debug)]
struct Report {
    file: PendingFile,
    batches: u64,
    begun: Instant,
    /// Each entry says what was done with its batch, because that differs.
    names_tasks: bool,
}

impl Report {
    fn begin(output: Output, names_tasks: bool) -> Result<Report, FileError> {
        let mut file = PendingFile::begin(output)?;
        file.write(b"{\"batches\":[")?;
        Ok(Report {
            file,
            batches: 0,
            begun: Instant::now(),
            names_tasks,
        })
    }
}

/// What is known at the end of a run. The default is that there was nothing to do.
#[derive(Default)]
pub struct Totals<'a> {
    pub command: &'a str,
    pub instance: &'a str,
    pub accounts: Accounts,
    pub retries: u64,
    pub waited_ms: u64,
    /// Requests in flight, and requests a second, that the run has settled on.
    pub settled: (usize, Option<f64>),
    /// What ended it early.
    pub stop: Option<String>,
    /// The input was not read to its end.
    pub is_cut_short: bool,
}

impl Totals<'_> {
    /// Whether the run accounts for every record.
    fn is_whole(&self) -> bool {
        !self.is_cut_short && self.accounts.not_sent + self.accounts.unknown == 0
    }
}

/// The files of one run.
#[derive(Debug, Default)]
pub struct Files {
    rejects: Option<Rejects>,
    report: Option<Report>,
    /// The first failure to write; the run itself goes on.
    failed: Option<FileError>,
}

impl Files {
    /// Opens them before anything is sent. With a shard, refused records of other parts of the
    /// input stay where they are.
    pub fn create(
        rejects: Option<Output>,
        report: Option<Output>,
        shard: Option<Shard>,
    ) -> Result<Files, FileError> {
        let rejects = rejects.map(|output| Rejects::begin(output, shard));
        Ok(Files {
            rejects: rejects.transpose()?,
            report: report
                .map(|output| Report::begin(output, false))
                .transpose()?,
            failed: None,
        })
    }

    /// A report alone, of a run that does different things with its batches.
    pub fn reporting(report: Option<Output>) -> Result<Files, FileError> {
        Ok(Files {
            report: report
                .map(|output| Report::begin(output, true))
                .transpose()?,
            ..Files::default()
        })
    }

    /// Whether refused records are written to a file.
    pub fn has_rejects(&self) -> bool {
        self.rejects.is_some()
    }

    /// Notes the result of a batch.
    pub fn batch_ended(&mut self, batch: &Batch, outcome: &BatchOutcome, names: &[String]) {
        if let Err(error) = self.note(batch, outcome, names) {
            self.failed.get_or_insert(error);
        }
    }

    fn note(
        &mut self,
        batch: &Batch,
        outcome: &BatchOutcome,
        names: &[String],
    ) -> Result<(), FileError> {
        if let Some(rejects) = &mut self.rejects {
            for rejected in &outcome.rejected {
                rejects.add(batch, rejected)?;
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
                        "error": reason_value(&rejected.reason),
                    })
                })
                .collect();
            let accounts = &outcome.accounts;
            let mut entry = json!({
                "first": batch.place(0).show(names),
                "last": batch.place(batch.len() - 1).show(names),
                "records": batch.len(),
                "done": accounts.done,
                "unchanged": accounts.unchanged,
                "skipped": accounts.skipped,
                "rejected": rejected,
                "not_sent": accounts.not_sent,
                "unknown": accounts.unknown,
                "error": outcome.error.as_ref().map(error_value),
            });
            if report.names_tasks {
                let task = batch.task();
                let collection = task.collection();
                entry["task"] = format!("{} {}", task.past(), collection.plural()).into();
                if let Collection::Members(channel) = collection {
                    entry["channel"] = channel.as_str().into();
                }
            }
            let before = if report.batches == 0 { "\n" } else { ",\n" };
            report.file.write(format!("{before}{entry}").as_bytes())?;
            report.batches += 1;
        }
        Ok(())
    }

    /// Ends them, and puts them in their place. Returns the file of refused records if it kept what
    /// was in it.
    pub fn finish(self, totals: &Totals<'_>) -> Result<Option<KeptRejects>, FileError> {
        if let Some(error) = self.failed {
            return Err(error);
        }
        let kept = match self.rejects {
            Some(rejects) => rejects.finish(totals.is_whole())?,
            None => None,
        };
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
                "concurrency": totals.settled.0,
                "rate": totals.settled.1,
                "elapsed_ms": report.begun.elapsed().as_millis() as u64,
                "stopped_by": totals.stop,
            })
            .to_string();
            report
                .file
                .write(format!("\n],{}\n", &end[1..]).as_bytes())?;
            report.file.finish()?;
        }
        Ok(kept)
    }
}
