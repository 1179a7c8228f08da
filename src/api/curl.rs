//! A request as the `curl` command that would send it.

use http::Method;

/// The command, its body in a here-document, the key as a variable.
pub fn command(method: &Method, url: &str, body: Option<&[u8]>) -> String {
    let mut text = format!(
        "curl -X {method} {} \\\n  -H \"Authorization: Bearer $CYXTH_API_KEY\" \\\n  -H 'Accept: application/json'",
        quoted(url)
    );
    if let Some(body) = body {
        let body = String::from_utf8_lossy(body);
        let mut end = "CYXTH_BODY".to_owned();
        // The end mark must not be a line of the body.
        while body.lines().any(|line| line == end) {
            end.push('_');
        }
        text.push_str(&format!(
            " \\\n  -H 'Content-Type: application/json' \\\n  --data-binary @- <<'{end}'\n{body}\n{end}"
        ));
    }
    text
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_stands_in_a_here_document() {
        assert_eq!(
            command(
                &Method::DELETE,
                "https://x.example/app/api/users",
                Some(b"[\"o'neil\",\"$HOME\"]")
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
        let text = command(
            &Method::POST,
            "https://x/",
            Some(b"{}\nCYXTH_BODY\nrm -rf /"),
        );
        assert!(text.ends_with("rm -rf /\nCYXTH_BODY_"), "{text}");
    }
}
