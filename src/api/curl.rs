//! A request as the `curl` command that would send it.

use http::header::{ACCEPT, CONTENT_TYPE};

use super::call::Request;

/// The command, its body in a here-document, the key as a variable.
pub(super) fn command(request: &Request, url: &str) -> String {
    let Request {
        method, headers, ..
    } = request;
    let mut text = format!(
        "curl -X {} {} \\\n  -H \"Authorization: Bearer $CYXTH_API_KEY\"",
        quoted_if_odd(method.as_str()),
        quoted(url)
    );
    let mut header = |name: &str, value: &str| {
        // Without a value curl would leave the header out.
        let end = if value.is_empty() { ";" } else { ": " };
        let line = quoted(&format!("{name}{end}{value}"));
        text.push_str(&format!(" \\\n  -H {line}"));
    };
    if !headers.contains_key(ACCEPT) {
        header("Accept", "application/json");
    }
    if request.body.is_some() && !headers.contains_key(CONTENT_TYPE) {
        header("Content-Type", "application/json");
    }
    for (name, value) in headers {
        header(name.as_str(), &String::from_utf8_lossy(value.as_bytes()));
    }
    if let Some(body) = &request.body {
        let body = String::from_utf8_lossy(body);
        let mut end = "CYXTH_BODY".to_owned();
        // The end mark must not be a line of the body.
        while body.lines().any(|line| line == end) {
            end.push('_');
        }
        text.push_str(&format!(" \\\n  --data-binary @- <<'{end}'\n{body}\n{end}"));
    }
    text
}

fn quoted_if_odd(text: &str) -> String {
    match text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        true => text.to_owned(),
        false => quoted(text),
    }
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use http::Method;

    use super::super::retry::Effect;
    use super::*;

    fn command(method: Method, url: &str, body: &'static [u8]) -> String {
        let request = Request::new(method, Vec::new(), Effect::Repeatable);
        super::command(&request.with_body(Bytes::from_static(body)), url)
    }

    #[test]
    fn a_body_stands_in_a_here_document() {
        assert_eq!(
            command(
                Method::DELETE,
                "https://x.example/app/api/users",
                b"[\"o'neil\",\"$HOME\"]"
            ),
            "curl -X DELETE 'https://x.example/app/api/users' \\\n  \
             -H \"Authorization: Bearer $CYXTH_API_KEY\" \\\n  \
             -H 'Accept: application/json' \\\n  \
             -H 'Content-Type: application/json' \\\n  \
             --data-binary @- <<'CYXTH_BODY'\n[\"o'neil\",\"$HOME\"]\nCYXTH_BODY"
        );
    }

    #[test]
    fn a_body_cannot_end_its_own_document() {
        let text = command(Method::POST, "https://x/", b"{}\nCYXTH_BODY\nrm -rf /");
        assert!(text.ends_with("rm -rf /\nCYXTH_BODY_"), "{text}");
    }
}
