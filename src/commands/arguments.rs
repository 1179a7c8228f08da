//! Arguments that several commands share.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde::Serialize;

use crate::api::Collection;
use crate::batch::Shard;
use crate::context::Context;
use crate::error::{Failure, Result};
use crate::expression::{compile_map, map_input};
use crate::input::{Input, InputFormat, InputKind, InputSource};
use crate::record::fits_in_path;
use crate::render::{Stdin, number_of};

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum RecordFormat {
    /// CSV for a file that ends in .csv, else JSON or JSON Lines
    #[default]
    Auto,
    /// JSON: arrays, objects, JSON Lines
    Json,
    /// Comma-separated values under a header
    Csv,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum IdFormat {
    /// JSON where it looks like it, else plain lines
    #[default]
    Auto,
    /// JSON: strings, or objects with an id
    Json,
    /// Comma-separated values with a column `id`
    Csv,
    /// One id a line, whatever it looks like
    Lines,
}

/// Where records come from.
#[derive(Debug, Args)]
pub struct RecordArguments {
    /// Files of records; `-`, or none with a pipe, is standard input
    ///
    /// JSON (an array, one object, or objects one after the other), JSON Lines, or CSV: a file
    /// that ends in .csv, or --format csv. The header of CSV names the fields. A cell is a text,
    /// one of `mode` a number or a name, one of `metadata` a JSON object, one of `members` a JSON
    /// array of user ids. A column `metadata.avatar` makes a nested field, and its cells are
    /// texts. An empty cell leaves its field out; "" in quotes is an empty text as `name` and
    /// `logo`. What `list -o csv` prints with its default columns comes back as the same records.
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// How the input is written
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    pub format: RecordFormat,
    /// A jq expression from each value of the input to records
    ///
    /// For input with other names, or with records inside something else:
    /// --map '.users[] | {id: .localId, name: .displayName}'. An array is one value, as jq sees it,
    /// and a row of CSV is an object of its cells. One that begins with a path and `[]` takes one
    /// element at a time, however many there are; any other takes each value whole, up to 16 MiB.
    /// Rejects hold what was mapped, and are read without --map.
    #[arg(long, value_name = "EXPR", value_parser = map_expression)]
    pub map: Option<String>,
    /// Of an id that is a number, take its characters
    #[arg(long)]
    pub ids_as_text: bool,
    /// Refuse input that does not hold exactly N records
    ///
    /// They are counted after --map and before --shard, and before anything is sent.
    #[arg(long, value_name = "N")]
    pub expect: Option<u64>,
    /// Take input without any record as nothing to do, not as a mistake
    #[arg(long)]
    pub allow_empty: bool,
}

/// Refuses what cannot be compiled.
fn map_expression(text: &str) -> Result<String, String> {
    match compile_map(text) {
        Ok(_) => Ok(text.to_owned()),
        Err(error) => Err(error.to_string()),
    }
}

impl RecordArguments {
    /// Opens the input: the record given by flags if there is one, else files or standard input.
    pub fn open(
        &self,
        context: &Context,
        kind: InputKind,
        by_flags: Option<String>,
    ) -> Result<Input> {
        // Opening a pipe with a name waits for who writes into it.
        let _deadline = context.deadline_of_reading();
        let given = match by_flags {
            Some(_) if !self.files.is_empty() => {
                return Err(Failure::usage(
                    "a record is given by flags, and FILEs too: give one or the other",
                ));
            }
            Some(_) if self.map.is_some() => {
                return Err(Failure::usage(
                    "--map is for input, and a record is given by flags",
                ));
            }
            Some(record) => vec![InputSource::Memory {
                name: "the flags".to_owned(),
                bytes: record.into_bytes(),
            }],
            None if !self.files.is_empty() => {
                self.files.iter().cloned().map(InputSource::File).collect()
            }
            None if context.console.terminal().stdin => {
                return Err(Failure::usage("no records are given").hint(
                    "give a FILE, pipe them into standard input, or give one record with `--id ID` and further flags",
                ));
            }
            None => vec![InputSource::Stdin],
        };
        let format = match self.format {
            RecordFormat::Auto => InputFormat::Auto,
            RecordFormat::Json => InputFormat::Json,
            RecordFormat::Csv => InputFormat::Csv,
        };
        let input = match &self.map {
            None => Input::open(given, format, kind)?,
            Some(text) => {
                let map =
                    compile_map(text).map_err(|error| Failure::usage(format!("--map: {error}")))?;
                map_input(given, format, kind, context.console.is_csv_safe(), map)?
            }
        };
        Ok(input
            .with_csv_safe(context.console.is_csv_safe())
            .with_mode_scale(context.scale())
            .with_ids_as_text(self.ids_as_text))
    }

    /// Refuses input with another number of records than is expected.
    pub fn check_count(&self, total: u64) -> Result<()> {
        match self.expect {
            Some(expected) if expected != total => {
                let message = format!(
                    "the input holds {}, and --expect says {expected}; nothing was sent",
                    number_of(total, "record", "records")
                );
                Err(Failure::usage(message).hint(
                    "records get lost on the way where a step before fails, cuts off, or leaves \
                     rows out",
                ))
            }
            _ => Ok(()),
        }
    }
}

/// Where ids come from.
#[derive(Debug, Args)]
pub struct IdArguments {
    /// Ids; or give them with --from or through a pipe
    #[arg(value_name = "ID")]
    pub ids: Vec<String>,
    /// A file of ids, or of records that have an id; `-` is standard input
    ///
    /// JSON strings (in an array, or one after the other), JSON objects with an id (so that the
    /// output of `list -o json` fits), CSV with a column `id` (a file that ends in .csv, or
    /// --format csv), or plain lines. A
    /// line that looks like a part of a table or of CSV is refused: one with white space, a
    /// comma, quotes or box-drawing characters in it, one of `-` and `+` alone, and `null`.
    /// --format lines takes such lines as they are.
    #[arg(long, value_name = "FILE", conflicts_with = "ids")]
    pub from: Vec<PathBuf>,
    /// How the ids are written
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    pub format: IdFormat,
    /// Take input without any id as nothing to do, not as a mistake
    #[arg(long)]
    pub allow_empty: bool,
}

impl IdArguments {
    /// What standard input has been used for once the ids are open.
    pub fn stdin(&self) -> Stdin {
        let names_stdin = self.from.iter().any(|file| file.as_os_str() == "-");
        if self.ids.is_empty() && (self.from.is_empty() || names_stdin) {
            Stdin::GaveIds
        } else {
            Stdin::Untouched
        }
    }

    /// Opens the ids of a collection; members are users.
    pub fn open(&self, context: &Context, collection: &Collection) -> Result<Input> {
        let _deadline = context.deadline_of_reading();
        let noun = match collection {
            Collection::Channels => "channel",
            Collection::Users | Collection::Members(_) => "user",
        };
        let mut format = match self.format {
            IdFormat::Auto => InputFormat::Auto,
            IdFormat::Json => InputFormat::Json,
            IdFormat::Csv => InputFormat::Csv,
            IdFormat::Lines => InputFormat::Lines,
        };
        let given = if !self.ids.is_empty() {
            format = InputFormat::Json;
            vec![InputSource::arguments(&self.ids)]
        } else if !self.from.is_empty() {
            self.from.iter().cloned().map(InputSource::File).collect()
        } else if context.console.terminal().stdin {
            return Err(Failure::usage(format!("no {noun} ids are given")).hint(
                "give them as arguments, in a file with `--from FILE`, or pipe them into standard input",
            ));
        } else {
            vec![InputSource::Stdin]
        };
        let input = Input::open(given, format, InputKind::Ids { noun })?;
        Ok(input.with_csv_safe(context.console.is_csv_safe()))
    }
}

/// How many records are worked through.
#[derive(Debug, Args)]
#[command(next_help_heading = "Many records")]
pub struct Bulk {
    /// Isolate the records that the service refuses, and do all others
    ///
    /// A refused request is halved until the refused records stand alone. Without it the run
    /// stops at the first refusal.
    #[arg(long)]
    pub keep_going: bool,
    /// Write the refused records to a file, as JSON Lines with line and error
    ///
    /// The file can be mended and given as input again as it is. A run that accounts for every
    /// record replaces what is in it; any other run adds what was refused, and so does one that
    /// finds the file written by another run meanwhile. With --shard the lines of the other parts
    /// stay, so that all parts can share one file.
    #[arg(long, value_name = "FILE")]
    pub rejects: Option<PathBuf>,
    /// Work on the K-th of N parts of the input; the split is the same on every machine
    #[arg(long, value_name = "K/N")]
    pub shard: Option<Shard>,
    /// Write the result of every batch that was sent to a file, as JSON
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
    /// Only read the whole input and report its mistakes; send nothing
    #[arg(long)]
    pub check: bool,
}

/// The same for records that are created.
#[derive(Debug, Args)]
pub struct BulkCreate {
    #[command(flatten)]
    pub bulk: Bulk,
    /// Leave out what is there already
    ///
    /// So the same command completes what an earlier run left over, and changes nothing else.
    #[arg(long, help_heading = "Many records")]
    pub skip_existing: bool,
}

/// Which part of a collection is listed.
#[derive(Debug, Default, Args)]
pub struct Range {
    /// All records, however many pages that takes
    #[arg(long, conflicts_with = "limit")]
    pub all: bool,
    /// This many records in all, however many pages that takes
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    pub limit: Option<u64>,
    /// Begin after this id; records are sorted by id
    #[arg(long, value_name = "ID")]
    pub starting_after: Option<String>,
    /// Print how many there are, and nothing else
    ///
    /// All are counted, or up to --limit N of them: the number alone, in every format.
    #[arg(long)]
    pub count: bool,
}

/// The id of a channel that stands in the path of a request.
pub fn channel_in_path(text: &str) -> Result<String, String> {
    match fits_in_path(text) {
        true => Ok(text.to_owned()),
        false if text.is_empty() => Err("an id must not be empty".to_owned()),
        false => Err(
            "its members cannot be asked for: an empty segment, `.` or `..` between slashes would \
             be folded away on the way, and the request would reach another collection"
                .to_owned(),
        ),
    }
}

/// A record that options give, with its fields in their order.
pub fn to_json(record: &impl Serialize) -> Result<String> {
    serde_json::to_string(record).map_err(|error| anyhow::Error::from(error).into())
}
