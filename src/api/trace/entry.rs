//! One request and its answer as an entry of an HTTP Archive 1.2
//! (<http://www.softwareishard.com/blog/har-12-spec/>).

use std::borrow::Cow;
use std::time::SystemTime;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, LOCATION};
use http::{Method, Version};
use reqwest::Url;
use serde::Serialize;

use super::super::mask::masked;
use super::super::raw::version_name;
use super::super::seen::SeenAnswer;
use super::moments::{Moments, Timings};
use super::shown::{ShownBody, ShownHeaders, shown_headers};

/// Bytes of a body that go into the archive.
pub(super) const MOST_BODY: usize = 64 * 1024;
/// What browsers write where no type is given.
const NO_TYPE: &str = "x-unknown";

/// What goes into the archive of a request that is sent, without the key.
#[derive(Debug)]
pub(super) struct SentRequest {
    pub at: SystemTime,
    pub method: Method,
    pub url: String,
    pub query: ShownHeaders,
    pub headers: ShownHeaders,
    pub body: Option<ShownBody>,
    /// Of the body, whole.
    pub body_size: usize,
}

impl SentRequest {
    /// The fields of the query of a URL, decoded.
    pub fn query_of(key: &str, url: &Url) -> ShownHeaders {
        let shown = |text: Cow<'_, str>| masked(&text, key).into_owned();
        url.query_pairs()
            .map(|(name, value)| (shown(name), shown(value)))
            .collect()
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct HarEntry<'a> {
    started_date_time: String,
    time: f64,
    request: HarRequest<'a>,
    response: HarResponse<'a>,
    cache: Empty,
    timings: Timings,
    #[serde(rename = "serverIPAddress", skip_serializing_if = "Option::is_none")]
    server: Option<String>,
}

#[derive(Serialize)]
struct Empty {}

#[derive(Serialize)]
struct Named {
    name: String,
    value: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct HarRequest<'a> {
    method: &'a str,
    url: &'a str,
    http_version: &'a str,
    cookies: [Empty; 0],
    headers: Vec<Named>,
    query_string: Vec<Named>,
    #[serde(skip_serializing_if = "Option::is_none")]
    post_data: Option<HarBody<'a>>,
    headers_size: i64,
    body_size: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct HarResponse<'a> {
    status: u16,
    status_text: &'a str,
    http_version: &'a str,
    cookies: [Empty; 0],
    headers: Vec<Named>,
    content: HarBody<'a>,
    #[serde(rename = "redirectURL")]
    redirect_url: String,
    headers_size: i64,
    body_size: i64,
    /// Why there is no answer, or no whole one.
    #[serde(rename = "_error", skip_serializing_if = "Option::is_none")]
    error: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct HarBody<'a> {
    /// Of the answer, decoded.
    #[serde(skip_serializing_if = "Option::is_none")]
    size: Option<usize>,
    mime_type: String,
    text: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    encoding: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    comment: Option<String>,
}

impl<'a> HarBody<'a> {
    fn of(body: &'a ShownBody, mime_type: String, whole: usize, broke_off: bool) -> HarBody<'a> {
        let (text, encoding) = match std::str::from_utf8(&body.bytes) {
            Ok(text) => (Cow::Borrowed(text), None),
            Err(_) => (Cow::Owned(STANDARD.encode(&body.bytes)), Some("base64")),
        };
        let comment = match (body.left_out, broke_off) {
            (0, false) => None,
            (0, true) => Some("the rest was not read".to_owned()),
            (cut, false) => Some(format!("cut: {cut} of {whole} bytes are left out")),
            (cut, true) => Some(format!(
                "cut: {cut} of {whole} bytes are left out, and the rest was not read"
            )),
        };
        HarBody {
            size: None,
            mime_type,
            text,
            encoding,
            comment,
        }
    }
}

/// An entry as JSON. `error` is why there is no answer, or no whole one.
pub(super) fn entry(
    key: &str,
    sent: &SentRequest,
    answer: Option<&SeenAnswer>,
    moments: &Moments,
    error: Option<&str>,
) -> Vec<u8> {
    let timings = Timings::of(moments);
    let body = answer.map_or(
        ShownBody {
            bytes: Vec::new(),
            left_out: 0,
        },
        |answer| ShownBody::of(key, &answer.body, MOST_BODY),
    );
    let version = match answer {
        Some(answer) => version_name(answer.version),
        // HTTP/2 is agreed on within TLS alone.
        None if sent.url.starts_with("http://") => version_name(Version::HTTP_11),
        None => "unknown",
    };
    let entry = HarEntry {
        started_date_time: date(sent.at),
        time: timings.sum(),
        request: HarRequest {
            method: sent.method.as_str(),
            url: &sent.url,
            http_version: version,
            cookies: [],
            headers: named(&sent.headers),
            query_string: named(&sent.query),
            post_data: sent.body.as_ref().map(|body| {
                let mime_type = value_of(&sent.headers, CONTENT_TYPE.as_str());
                HarBody::of(body, mime_type, sent.body_size, false)
            }),
            headers_size: -1,
            body_size: sent.body_size as i64,
        },
        response: response(key, answer, &body, version, error),
        cache: Empty {},
        timings,
        server: answer
            .and_then(|answer| answer.server)
            .map(|server| server.ip().to_string()),
    };
    // Texts and numbers: nothing that JSON could not hold.
    serde_json::to_vec(&entry).unwrap_or_default()
}

fn response<'a>(
    key: &str,
    answer: Option<&'a SeenAnswer>,
    body: &'a ShownBody,
    http_version: &'a str,
    error: Option<&'a str>,
) -> HarResponse<'a> {
    let (status, headers) = answer.map_or_else(Default::default, |answer| {
        (answer.status.as_u16(), shown_headers(key, &answer.headers))
    });
    let mime_type = value_of(&headers, CONTENT_TYPE.as_str());
    let size = answer.map_or(0, |answer| answer.body.len());
    HarResponse {
        status,
        status_text: answer
            .and_then(|answer| answer.status.canonical_reason())
            .unwrap_or_default(),
        http_version,
        cookies: [],
        content: HarBody {
            size: Some(size),
            ..HarBody::of(
                body,
                mime_type,
                size,
                answer.is_some_and(|answer| answer.is_cut),
            )
        },
        redirect_url: headers
            .iter()
            .find(|(name, _)| name == LOCATION.as_str())
            .map_or_else(String::new, |(_, value)| value.clone()),
        headers_size: -1,
        // How long the body was is no longer known where it was compressed.
        body_size: headers
            .iter()
            .find(|(name, _)| name == CONTENT_LENGTH.as_str())
            .and_then(|(_, length)| length.parse().ok())
            .unwrap_or(-1),
        headers: named(&headers),
        error,
    }
}

fn value_of(headers: &ShownHeaders, name: &str) -> String {
    headers
        .iter()
        .find(|(found, _)| found == name)
        .map_or_else(|| NO_TYPE.to_owned(), |(_, value)| value.clone())
}

fn named(headers: &ShownHeaders) -> Vec<Named> {
    let named = |(name, value): &(String, String)| Named {
        name: name.clone(),
        value: value.clone(),
    };
    headers.iter().map(named).collect()
}

/// RFC 3339, with milliseconds. A date of HTTP has all the rest of it, in fixed places.
fn date(at: SystemTime) -> String {
    const MONTHS: &str = "JanFebMarAprMayJunJulAugSepOctNovDec";
    let text = httpdate::fmt_http_date(at);
    let part = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
    let month = MONTHS.find(part(8, 11)).map_or(1, |at| at / 3 + 1);
    let ms = at
        .duration_since(SystemTime::UNIX_EPOCH)
        .unwrap_or_default()
        .subsec_millis();
    format!(
        "{}-{month:02}-{}T{}.{ms:03}Z",
        part(12, 16),
        part(5, 7),
        part(17, 25)
    )
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn dates_have_milliseconds() {
        for (ms, text) in [
            (0, "1970-01-01T00:00:00.000Z"),
            (951_827_696_789, "2000-02-29T12:34:56.789Z"),
            (1_798_761_599_999, "2026-12-31T23:59:59.999Z"),
        ] {
            let at = SystemTime::UNIX_EPOCH + Duration::from_millis(ms);
            assert_eq!(date(at), text);
        }
    }
}
