//! Sending the request of `cyxth api`, and printing what comes back.

use std::sync::Arc;

use http::Method;
use serde_json::Value;

use crate::api::retry::Effect;
use crate::api::{ApiError, LARGE_PAGE, Left, RawTarget, Request, Walk};
use crate::commands::verbs::{Query, RecordPages, WantedRecords};
use crate::commands::watched::watched;
use crate::context::{Connection, Context};
use crate::error::{Failure, Kind, Result};
use crate::render::{Format, Listing, ReadProgress, Stdin, print_answer};

use super::arguments::ApiRequest;
use super::headers::headers;

pub fn run(arguments: &ApiRequest, context: &Context) -> Result<()> {
    if let Some(Format::Table | Format::Csv | Format::Id) = context.options.output {
        return Err(Failure::usage("an answer is printed as json or jsonl")
            .hint("`--jq` takes it apart, `-r` without quotes"));
    }
    if context.options.columns.is_some() {
        return Err(Failure::usage("an answer has no columns").hint("`--jq` chooses fields"));
    }
    if arguments.paginate && arguments.method != Method::GET {
        return Err(Failure::usage("--paginate goes with GET alone"));
    }
    let mut target = RawTarget::parse(&arguments.path)
        .map_err(|why| Failure::usage(format!("this path is refused: {why}")))?;
    let headers = headers(&arguments.header)?;
    if arguments.reads_stdin() && context.console.terminal().stdin {
        context
            .console
            .note("reading the body from standard input; Ctrl-D ends it");
    }
    context.outputs(arguments.files())?;
    let reading = context.deadline_of_reading();
    let body = arguments.body(&mut target)?;
    drop(reading);
    check_removal(&arguments.method, &target, body.as_deref())?;
    let pages = match arguments.paginate {
        true => Some(PageRange::take(&mut target)?),
        false => None,
    };
    let mut request = Request::raw(arguments.method.clone(), target, effect(&arguments.method));
    request.headers = headers;
    request.body = body;
    let changes_nothing = matches!(arguments.method, Method::GET | Method::HEAD);
    let connection = match changes_nothing {
        true => context.connect()?,
        false => context.connect_to_change()?,
    };
    keep_key_out(&request, &connection)?;
    if let Some(pages) = pages {
        return paginate(context, &connection, request, pages);
    }
    if request.effect != Effect::Read && connection.client.keeps_back(&request)? {
        context.console.note("dry run: nothing was sent");
        return Ok(());
    }
    if !changes_nothing && connection.backup_dir().is_some() {
        context.console.warn(
            "the profile's directory of backups gets none: what a request of your own changes is not \
             known here",
        );
    }
    if arguments.method == Method::DELETE {
        let stdin = match arguments.reads_stdin() {
            true => Stdin::GaveIds,
            false => Stdin::Untouched,
        };
        context.confirm_removal(&connection, &question(&request, &connection), stdin)?;
    }
    send(context, &connection, &request, arguments.include)
}

/// A delete that names nothing may be taken for one of everything.
fn check_removal(method: &Method, target: &RawTarget, body: Option<&[u8]>) -> Result<()> {
    if *method != Method::DELETE || !target.is_collection() || body.is_some_and(names_ids) {
        return Ok(());
    }
    Err(Failure::usage(
        "a DELETE of a whole collection without ids is not sent: what a service makes of it is not \
         known",
    )
    .hint(
        "`--input FILE` holds a JSON array of the ids; `users delete` and the like take them too",
    ))
}

/// Whether a body names anything: in an array, or in one that is the field `ids` of an object.
fn names_ids(body: &[u8]) -> bool {
    fn is_id(value: &Value) -> bool {
        match value {
            Value::String(id) => !id.trim().is_empty(),
            Value::Number(_) => true,
            Value::Object(record) => record.get("id").is_some_and(is_id),
            Value::Null | Value::Bool(_) | Value::Array(_) => false,
        }
    }
    let names = |ids: Option<&Vec<Value>>| ids.is_some_and(|ids| ids.iter().any(is_id));
    match serde_json::from_slice(body) {
        Ok(Value::Object(fields)) => names(fields.get("ids").and_then(Value::as_array)),
        Ok(value) => names(value.as_array()),
        Err(_) => false,
    }
}

/// What sending it again could do, by the method (RFC 9110, section 9.2).
fn effect(method: &Method) -> Effect {
    match *method {
        Method::GET | Method::HEAD | Method::OPTIONS | Method::TRACE => Effect::Read,
        Method::PUT | Method::DELETE => Effect::Repeatable,
        _ => Effect::Create,
    }
}

fn question(request: &Request, connection: &Connection) -> String {
    let url = request.shown_url(&connection.client);
    format!(
        "Send DELETE {url} to {}? What it deletes cannot be brought back.",
        connection.name
    )
}

/// The key goes into one header, which others do not see. A URL ends up in every log on the way.
fn keep_key_out(request: &Request, connection: &Connection) -> Result<()> {
    let client = &connection.client;
    let values = request.headers.values();
    let in_headers = values
        .filter_map(|value| std::str::from_utf8(value.as_bytes()).ok())
        .any(|value| client.holds_key(value));
    if in_headers || client.holds_key(&request.shown_url(client)) {
        return Err(Failure::usage(
            "the API key is in the path, the query or a header; it is sent in its own header, and nowhere else",
        ));
    }
    Ok(())
}

fn send(
    context: &Context,
    connection: &Connection,
    request: &Request,
    with_head: bool,
) -> Result<()> {
    let outcome = context.block_on(async {
        if request.effect != Effect::Read {
            // A request in flight is waited for, so that its outcome is known.
            context.on_interrupt();
        }
        Ok(connection.client.send_raw(request).await)
    })?;
    let failure = outcome.error.map(|error| failure(request, error));
    if let Some(answer) = &outcome.answer {
        print_answer(&context.console, answer, with_head, failure.is_none())?;
    }
    match failure {
        Some(failure) => Err(failure),
        None if connection.client.is_interrupted() => Err(Failure::new(
            Kind::Interrupted,
            "interrupted; the request was answered before",
        )),
        None => Ok(()),
    }
}

fn failure(request: &Request, error: ApiError) -> Failure {
    let is_unknown = request.effect == Effect::Create && error.leaves() == Left::Unknown;
    let mut failure = Failure::from(error);
    if is_unknown {
        failure
            .message
            .push_str("; whether it was done is not known, and it was not sent again");
        failure.hint = Some("look what is there before you send it again".to_owned());
    }
    failure
}

/// Which part of a list is read, as the query says.
struct PageRange {
    page_size: u64,
    start: Option<String>,
}

impl PageRange {
    fn take(target: &mut RawTarget) -> Result<PageRange> {
        let page_size = match target.take_query("limit") {
            None => LARGE_PAGE,
            Some(limit) => limit
                .parse()
                .ok()
                .filter(|limit| *limit > 0)
                .ok_or_else(|| Failure::usage("`limit` in the query is not a number from 1"))?,
        };
        Ok(PageRange {
            page_size,
            start: target.take_query("starting_after"),
        })
    }
}

fn paginate(
    context: &Context,
    connection: &Connection,
    request: Request,
    pages: PageRange,
) -> Result<()> {
    let walk = Walk::of_request(connection.client.clone(), request, pages.page_size)
        .starting_after(pages.start);
    let mut pages = RecordPages::Collection(Box::new(walk));
    let wanted = WantedRecords {
        query: Query::default(),
        sorter: None,
        left: None,
        listing: Listing::in_json(&context.console),
    };
    let read = Arc::default();
    let progress = ReadProgress::new(&context.console, "records read", &read, true);
    context.block_on(watched(progress, wanted.print(&mut pages, &read, context)))
}
