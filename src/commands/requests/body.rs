//! What a request carries: the bytes of a file, or fields, which a GET has in its query.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use bytes::Bytes;
use http::Method;

use crate::api::RawTarget;
use crate::commands::json_tree::JsonTree;
use crate::error::{Failure, Result};
use crate::store::Identity;

use super::arguments::ApiRequest;
use super::fields::{GivenField, object, typed};

/// No service takes more than this, and all of it is held in memory.
const MOST: u64 = 256 << 20;

impl ApiRequest {
    /// The body, if there is one; fields of a request without one go into the query.
    pub fn body(&self, target: &mut RawTarget) -> Result<Option<Bytes>> {
        for text in &self.query {
            let (name, value) = text
                .split_once('=')
                .ok_or_else(|| Failure::usage("--query: expected KEY=VALUE"))?;
            target.add_query(name, value);
        }
        if let Some(path) = &self.input {
            return Ok(Some(Bytes::from(read(path)?)));
        }
        let fields = self.fields()?;
        if fields.is_empty() {
            return Ok(None);
        }
        if !matches!(self.method, Method::GET | Method::HEAD) {
            return Ok(Some(Bytes::from(object(fields)?)));
        }
        for field in &fields {
            let value = match &field.value {
                Some(JsonTree::Text(text)) => text,
                Some(JsonTree::Value(json)) => json.get(),
                _ => "",
            };
            target.add_query(&field.key, value);
        }
        Ok(None)
    }

    /// The files that the request is made of.
    pub fn files(&self) -> Vec<Identity> {
        let of_fields = self.field.iter().filter_map(|field| field.split_once("=@"));
        let paths = self
            .input
            .as_deref()
            .into_iter()
            .chain(of_fields.map(|(_, path)| Path::new(path)));
        paths
            .filter_map(|path| match path.as_os_str() == "-" {
                true => Identity::of_stdin(),
                false => Identity::of(path),
            })
            .collect()
    }

    /// Whether standard input gives a part of the request.
    pub fn reads_stdin(&self) -> bool {
        let is_dash = |path: &Path| path.as_os_str() == "-";
        self.input.as_deref().is_some_and(is_dash)
            || self.field.iter().any(|field| field.ends_with("=@-"))
    }

    fn fields(&self) -> Result<Vec<GivenField>> {
        let given = |text: &String| match text.split_once('=') {
            Some((key, value)) => (key.to_owned(), Some(value.to_owned())),
            None => (text.clone(), None),
        };
        let mut fields = Vec::new();
        for text in &self.raw_field {
            let (key, value) = given(text);
            let value = value.map(JsonTree::Text);
            fields.push(GivenField { key, value });
        }
        for text in &self.field {
            let (key, value) = given(text);
            let value = match value {
                None => None,
                Some(value) => Some(match value.strip_prefix('@') {
                    Some(path) => JsonTree::Text(read_text(Path::new(path))?),
                    None => typed(&value),
                }),
            };
            fields.push(GivenField { key, value });
        }
        Ok(fields)
    }
}

fn read_text(path: &Path) -> Result<String> {
    String::from_utf8(read(path)?)
        .map_err(|_| Failure::usage(format!("{} is not text in UTF-8", path.display())))
}

/// All bytes of a file, or of standard input.
fn read(path: &Path) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let is_stdin = path.as_os_str() == "-";
    let read = if is_stdin {
        io::stdin().lock().take(MOST + 1).read_to_end(&mut bytes)
    } else {
        File::open(path).and_then(|file| file.take(MOST + 1).read_to_end(&mut bytes))
    };
    let name = match is_stdin {
        true => "standard input".to_owned(),
        false => path.display().to_string(),
    };
    match read {
        Ok(length) if length as u64 > MOST => Err(Failure::usage(format!(
            "{name} holds more than {} MiB, too much for one request",
            MOST >> 20
        ))),
        Ok(_) => Ok(bytes),
        Err(error) => Err(Failure::usage(format!("cannot read {name}: {error}"))),
    }
}
