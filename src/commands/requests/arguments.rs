//! The arguments of `cyxth api`.

use std::path::PathBuf;

use clap::{Args, ValueHint};
use http::Method;

#[derive(Debug, Args)]
pub struct ApiRequest {
    /// GET, POST, PUT, DELETE or any other, in upper or lower case
    #[arg(value_name = "METHOD", value_parser = method)]
    pub method: Method,
    /// The path below the API URL, such as users or channels/lobby/users
    ///
    /// With or without a slash before it, and with a query if you like. It is sent as it is
    /// written: an id that holds a slash is written with `%2F`. Whole URLs, `.` and `..` between
    /// slashes (as `%2e` too), backslashes and empty segments are refused: the request would reach
    /// something else.
    #[arg(value_name = "PATH", value_hint = ValueHint::Other)]
    pub path: String,
    /// Send the bytes of a file as the body; `-` is standard input
    #[arg(long, value_name = "FILE", conflicts_with_all = ["field", "raw_field"], value_hint = ValueHint::FilePath)]
    pub input: Option<PathBuf>,
    /// Add a field to a JSON object that is sent; may be given several times
    ///
    /// `true`, `false`, `null` and numbers stay what they are, `@FILE` is the text of a file
    /// (`@-` of standard input), anything else is a text. `a[b]=…` is a field of an object in `a`,
    /// `a[]=…` adds to an array, and `a[]` alone is an empty one. A dot is a part of the name. With
    /// GET and HEAD the fields go into the query.
    #[arg(short = 'F', long, value_name = "KEY=VALUE")]
    pub field: Vec<String>,
    /// The same, and the value is always a text
    #[arg(short = 'f', long, value_name = "KEY=TEXT")]
    pub raw_field: Vec<String>,
    /// Add a field to the query, percent-encoded; may be given several times
    #[arg(long, value_name = "KEY=VALUE")]
    pub query: Vec<String>,
    /// Add a header, or replace one; may be given several times
    ///
    /// A body is JSON unless a Content-Type says otherwise. Headers that carry the key, the host
    /// or the length of the body are refused: they are the tool's own.
    #[arg(short = 'H', long, value_name = "NAME: VALUE")]
    pub header: Vec<String>,
    /// Read all pages of a list and print one array
    ///
    /// For paths that list objects with an id, by `limit` and `starting_after`, as `users list
    /// --all` does. `limit` in the query is the size of a page, `starting_after` where to begin.
    #[arg(long, conflicts_with_all = ["input", "include"])]
    pub paginate: bool,
    /// Print the status line and the headers of the answer before its body
    #[arg(short, long)]
    pub include: bool,
}

fn method(text: &str) -> Result<Method, String> {
    let method = Method::from_bytes(text.to_ascii_uppercase().as_bytes())
        .map_err(|_| "a method is a word, such as GET".to_owned())?;
    match method {
        Method::CONNECT => Err("CONNECT opens a tunnel, and has no path".to_owned()),
        method => Ok(method),
    }
}
