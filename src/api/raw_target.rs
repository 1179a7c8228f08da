//! A path below the API URL as a person wrote it, and what must not be in one.

use percent_encoding::{percent_decode_str, utf8_percent_encode};

use super::percent::{ENCODED, UNFIT};

/// A path below the API URL, and a query. Both are sent as they were written; only
/// what cannot stand in a URL is encoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawTarget {
    /// Without the slash before it.
    path: String,
    query: Vec<String>,
}

impl RawTarget {
    /// Reads a path, or says why it is not one below the API URL.
    pub fn parse(text: &str) -> Result<RawTarget, String> {
        if text.is_empty() {
            return Err("it is empty; `/` is the API URL itself".to_owned());
        }
        if let Some(odd) = text.chars().find(|c| c.is_control()) {
            return Err(format!("it holds a control character ({odd:?})"));
        }
        if text.contains('#') {
            return Err("`#` begins a fragment, which is never sent; write `%23`".to_owned());
        }
        let (path, query) = match text.split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (text, None),
        };
        if is_absolute(path) {
            return Err(
                "it is a whole URL; a path goes below the API URL, as in `users`".to_owned(),
            );
        }
        if path.contains('\\') {
            return Err("a backslash is read as a slash on the way; write `%5C`".to_owned());
        }
        let path = path.strip_prefix('/').unwrap_or(path);
        let mut segments = path.split('/').peekable();
        while let Some(segment) = segments.next() {
            if climbs(segment) {
                return Err(format!(
                    "its segment `{segment}` would be folded away, and the request would reach \
                     another path"
                ));
            }
            if segment.is_empty() && segments.peek().is_some() {
                return Err(
                    "it has an empty segment, which is folded away on the way; is an id missing?"
                        .to_owned(),
                );
            }
        }
        Ok(RawTarget {
            path: path.to_owned(),
            query: query
                .filter(|query| !query.is_empty())
                .map(str::to_owned)
                .into_iter()
                .collect(),
        })
    }

    /// Adds a field to the query, encoded.
    pub fn add_query(&mut self, name: &str, value: &str) {
        self.query.push(format!(
            "{}={}",
            utf8_percent_encode(name, ENCODED),
            utf8_percent_encode(value, ENCODED)
        ));
    }

    /// Takes a field out of the query, decoded: the last one of that name.
    pub fn take_query(&mut self, name: &str) -> Option<String> {
        let all = self.query.join("&");
        let (taken, kept): (Vec<&str>, Vec<&str>) = all
            .split('&')
            .filter(|field| !field.is_empty())
            .partition(|field| decoded(field.split('=').next().unwrap_or_default()) == name);
        let value = taken
            .last()
            .map(|field| decoded(field.split_once('=').map_or("", |(_, value)| value)));
        self.query = kept.into_iter().map(str::to_owned).collect();
        value
    }

    /// As a person would write it.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Whether it is one of the collections that the API deletes from by ids in the body. The API URL
    /// may end anywhere before it.
    pub fn is_collection(&self) -> bool {
        let path = decoded(&self.path);
        let last = path.rsplit('/').find(|segment| !segment.is_empty());
        matches!(last, Some("users" | "channels"))
    }

    pub(super) fn has_query(&self) -> bool {
        !self.query.is_empty()
    }

    /// Writes it behind the API URL.
    pub(super) fn push_to(&self, url: &mut String) {
        url.push('/');
        url.extend(utf8_percent_encode(&self.path, UNFIT));
        for (at, field) in self.query.iter().enumerate() {
            url.push(if at == 0 { '?' } else { '&' });
            url.extend(utf8_percent_encode(field, UNFIT));
        }
    }
}

/// Whether a URL parser would read it as a whole URL, or as another host.
fn is_absolute(path: &str) -> bool {
    let scheme = path.split_once(':').map_or("", |(scheme, _)| scheme);
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    let rest = path.get(scheme.len() + 1..).unwrap_or_default();
    let is_web = ["http", "https", "ws", "wss", "ftp", "file"]
        .iter()
        .any(|web| scheme.eq_ignore_ascii_case(web));
    let begins_with_slashes = |text: &str| text.starts_with("//") || text.starts_with("\\\\");
    begins_with_slashes(path)
        || path.starts_with("/\\")
        || path.starts_with("\\/")
        || (is_scheme && (is_web || begins_with_slashes(rest)))
}

/// Whether a segment is `.` or `..` to a program on the way, however often that decodes it.
fn climbs(segment: &str) -> bool {
    let mut text = segment.to_owned();
    loop {
        let is_dots = |part: &str| matches!(part.split(';').next(), Some("." | ".."));
        if text.split(['/', '\\']).any(is_dots) {
            return true;
        }
        let next = decoded(&text);
        if next == text {
            return false;
        }
        text = next;
    }
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Result<String, String> {
        let mut url = "https://x.example/app/api".to_owned();
        RawTarget::parse(text)?.push_to(&mut url);
        Ok(url)
    }

    #[test]
    fn a_path_goes_below_the_api_url() {
        for (text, behind) in [
            ("users", "/users"),
            ("/users", "/users"),
            ("/", "/"),
            ("users/", "/users/"),
            (
                "channels/a%2Fb/users?limit=2",
                "/channels/a%2Fb/users?limit=2",
            ),
            ("users?", "/users"),
            ("user:1", "/user:1"),
            ("a..b/...", "/a..b/..."),
            ("a%5Cb", "/a%5Cb"),
            ("a b/.. ?ü", "/a%20b/..%20?%C3%BC"),
            (
                "a?x=../..&y=https://e.example",
                "/a?x=../..&y=https://e.example",
            ),
        ] {
            assert_eq!(url(text), Ok(format!("https://x.example/app/api{behind}")));
        }
    }

    #[test]
    fn what_leads_elsewhere_is_refused() {
        for text in [
            "",
            "https://e.example/users",
            "HTTPS:e.example",
            "http:/e.example",
            "x://e.example",
            "//e.example/users",
            "/\\e.example",
            "\\\\e.example",
            "..",
            "../users",
            "channels/../users",
            "channels/./users",
            "channels/..",
            "%2e%2e/users",
            "channels/%2E./users",
            "channels/.%2e/users",
            "channels/%252e%252e/users",
            "channels/..%2fusers",
            "channels/a%5c..%5cb",
            "channels\\..\\users",
            "channels/..;/users",
            "channels//users",
            "//",
            "users#x",
            "us\ters",
            ".\t.",
        ] {
            assert!(url(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn fields_of_the_query_are_added_and_taken() {
        let mut target = RawTarget::parse("users?limit=5&x=1").unwrap();
        target.add_query("starting_after", "a&b c");
        assert_eq!(target.take_query("limit").as_deref(), Some("5"));
        assert_eq!(target.take_query("limit"), None);
        let mut url = String::new();
        target.push_to(&mut url);
        assert_eq!(url, "/users?x=1&starting_after=a%26b%20c");
        assert_eq!(
            target.take_query("starting_after").as_deref(),
            Some("a&b c")
        );
    }
}
