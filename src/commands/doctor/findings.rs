//! What was found, in the order of the checks, and how it is printed.

use serde::Serialize;
use serde_json::Value;

use crate::context::Context;
use crate::error::{Failure, Result};
use crate::render::{Format, Out, csv, for_terminal, print_as_json};

/// What is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    Configuration,
    Files,
    Profile,
    KeySource,
    Proxy,
    Dns,
    Tcp,
    Tls,
    Key,
    Clock,
    Paging,
    Modes,
}

/// All that is checked, in the order of [`Subject`].
const SUBJECTS: [(Subject, &str); 12] = [
    (Subject::Configuration, "configuration"),
    (Subject::Files, "files"),
    (Subject::Profile, "profile"),
    (Subject::KeySource, "key source"),
    (Subject::Proxy, "proxy"),
    (Subject::Dns, "DNS"),
    (Subject::Tcp, "TCP"),
    (Subject::Tls, "TLS"),
    (Subject::Key, "key"),
    (Subject::Clock, "clock"),
    (Subject::Paging, "paging"),
    (Subject::Modes, "modes"),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum CheckStatus {
    Ok,
    Warning,
    Failed,
    /// Not checked.
    Skipped,
}

#[derive(Debug, Serialize)]
struct Finding {
    check: Subject,
    status: CheckStatus,
    found: String,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
    /// The same for scripts.
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<Value>,
}

/// The whole report for scripts, its fields in this order.
#[derive(Serialize)]
struct DoctorReport<'a> {
    cyxth: &'static str,
    os: &'static str,
    instance: Option<&'a str>,
    checks: &'a [Finding],
}

#[derive(Default)]
pub struct Findings {
    list: Vec<Finding>,
    /// The first failure, which ends the command.
    pub failure: Option<Failure>,
}

impl Findings {
    pub fn good(&mut self, check: Subject, found: impl Into<String>) {
        self.add(check, CheckStatus::Ok, found.into(), None);
    }

    pub fn warn(&mut self, check: Subject, found: impl Into<String>, next: impl Into<String>) {
        self.add(check, CheckStatus::Warning, found.into(), Some(next.into()));
    }

    pub fn skip(&mut self, check: Subject, why: &str) {
        self.add(check, CheckStatus::Skipped, why.to_owned(), None);
    }

    pub fn fail(&mut self, check: Subject, failure: Failure) {
        // That hint would suggest less than what has just run.
        let hint = failure
            .hint
            .clone()
            .filter(|hint| !hint.contains("profile check"));
        self.add(check, CheckStatus::Failed, failure.message.clone(), hint);
        self.failure.get_or_insert(failure);
    }

    /// Adds numbers to the finding that came last.
    pub fn with_data(&mut self, data: Value) {
        if let Some(last) = self.list.last_mut() {
            last.data = Some(data);
        }
    }

    fn add(&mut self, check: Subject, status: CheckStatus, found: String, next: Option<String>) {
        self.list.push(Finding {
            check,
            status,
            found,
            next,
            data: None,
        });
    }

    /// Adds what was never checked, because something before it failed.
    fn skip_the_rest(&mut self) {
        for (subject, _) in SUBJECTS {
            if !self.list.iter().any(|finding| finding.check == subject) {
                self.skip(subject, "not looked at: what it needs has failed");
            }
        }
        // In the order of the checks, whatever was found first.
        self.list.sort_by_key(|finding| finding.check as usize);
    }

    pub fn print(&mut self, context: &Context, instance: Option<&str>) -> Result<()> {
        self.skip_the_rest();
        let format = context.console.format();
        if format.is_json() {
            let report = DoctorReport {
                cyxth: env!("CARGO_PKG_VERSION"),
                os: std::env::consts::OS,
                instance,
                checks: &self.list,
            };
            return Ok(print_as_json(&context.console, &report)?);
        }
        let mut out = Out::new();
        let rows = self.list.iter().map(|finding| {
            let status = match finding.status {
                CheckStatus::Ok => "ok",
                CheckStatus::Warning => "warning",
                CheckStatus::Failed => "failed",
                CheckStatus::Skipped => "-",
            };
            let (_, name) = SUBJECTS[finding.check as usize];
            [
                status.to_owned(),
                name.to_owned(),
                finding.found.clone(),
                finding.next.clone().unwrap_or_default(),
            ]
        });
        if format == Format::Csv {
            let rows: Vec<Vec<String>> = rows.map(Vec::from).collect();
            csv(&["status", "check", "found", "next"], &rows, &mut out)?;
            return Ok(out.flush()?);
        }
        for [status, name, found, next] in rows {
            let next = match next.is_empty() {
                true => next,
                false => format!("; next: {next}"),
            };
            let line = format!("{status:<8} {name:<14} {found}{next}");
            out.line(&for_terminal(&line))?;
        }
        Ok(out.flush()?)
    }
}

/// A report has no ids and no columns.
pub fn check_format(context: &Context) -> Result<()> {
    if context.options.output == Some(Format::Id) || context.options.columns.is_some() {
        return Err(Failure::usage(
            "a report is printed as table, json, jsonl or csv, and has no columns to choose from",
        ));
    }
    Ok(())
}
