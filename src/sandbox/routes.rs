//! From the method and path of a request to a call.
//!
//! The raw path is matched and not a decoded one, because a channel's id may contain a `/` (as `%2F`).

use http::{Method, StatusCode};
use percent_encoding::percent_decode_str;

use super::refusal::{Refusal, shown};

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Call {
    Read(ReadCall),
    Write(WriteCall),
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum ReadCall {
    Users,
    Channels,
    Members { channel: String },
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum WriteCall {
    CreateUsers,
    DeleteUsers,
    ModerateUsers,
    CreateChannels,
    UpdateChannel,
    DeleteChannels,
    ModerateMembers { channel: String },
    AddMembers { channel: String },
    RemoveMembers { channel: String },
}

impl WriteCall {
    /// The API reference shows 203 for these three and 200 for all others.
    pub fn success(&self) -> StatusCode {
        match self {
            WriteCall::CreateUsers
            | WriteCall::CreateChannels
            | WriteCall::ModerateMembers { .. } => StatusCode::NON_AUTHORITATIVE_INFORMATION,
            _ => StatusCode::OK,
        }
    }
}

/// The call that a request makes. `path` is still percent-encoded.
pub(crate) fn route(method: &Method, path: &str) -> Result<Call, Refusal> {
    // The samples in the API reference have paths without `/api`, and its text has them with it.
    let inner = match path.strip_prefix("/api") {
        Some(rest) if rest.starts_with('/') => rest,
        _ => path,
    };
    let segments: Vec<&str> = inner.split('/').skip(1).take(4).collect();
    let method = method.as_str();
    let refused = |allow| Err(Refusal::method(method, path, allow));
    Ok(match (method, &segments[..]) {
        ("GET", ["users"]) => Call::Read(ReadCall::Users),
        ("POST", ["users"]) => Call::Write(WriteCall::CreateUsers),
        ("DELETE", ["users"]) => Call::Write(WriteCall::DeleteUsers),
        (_, ["users"]) => return refused("GET, POST, DELETE"),
        ("POST", ["users", "moderate"]) => Call::Write(WriteCall::ModerateUsers),
        (_, ["users", "moderate"]) => return refused("POST"),
        ("GET", ["channels"]) => Call::Read(ReadCall::Channels),
        ("POST", ["channels"]) => Call::Write(WriteCall::CreateChannels),
        ("PUT", ["channels"]) => Call::Write(WriteCall::UpdateChannel),
        ("DELETE", ["channels"]) => Call::Write(WriteCall::DeleteChannels),
        (_, ["channels"]) => return refused("GET, POST, PUT, DELETE"),
        (_, ["channels", id, of_channel @ ("users" | "moderate")]) if !id.is_empty() => {
            let channel = decode(id)?;
            match (method, *of_channel) {
                ("GET", "users") => Call::Read(ReadCall::Members { channel }),
                ("POST", "users") => Call::Write(WriteCall::AddMembers { channel }),
                ("DELETE", "users") => Call::Write(WriteCall::RemoveMembers { channel }),
                (_, "users") => return refused("GET, POST, DELETE"),
                ("POST", _) => Call::Write(WriteCall::ModerateMembers { channel }),
                _ => return refused("POST"),
            }
        }
        _ => {
            return Err(Refusal::new(
                StatusCode::NOT_FOUND,
                "ERR_NOT_FOUND",
                format!("there is nothing at {}", shown(path)),
            ));
        }
    })
}

fn decode(segment: &str) -> Result<String, Refusal> {
    match percent_decode_str(segment).decode_utf8() {
        Ok(id) => Ok(id.into_owned()),
        Err(_) => Err(Refusal::new(
            StatusCode::BAD_REQUEST,
            "ERR_PATH",
            format!("the id {} in the path is not UTF-8", shown(segment)),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(method: Method, path: &str) -> (u16, &'static str) {
        let refusal = route(&method, path).unwrap_err();
        (refusal.status.as_u16(), refusal.code)
    }

    #[test]
    fn every_call_answers_with_and_without_api() {
        for prefix in ["", "/api"] {
            for (method, path, write) in [
                (Method::POST, "/users", WriteCall::CreateUsers),
                (Method::DELETE, "/users", WriteCall::DeleteUsers),
                (Method::POST, "/users/moderate", WriteCall::ModerateUsers),
                (Method::POST, "/channels", WriteCall::CreateChannels),
                (Method::PUT, "/channels", WriteCall::UpdateChannel),
                (Method::DELETE, "/channels", WriteCall::DeleteChannels),
            ] {
                let call = route(&method, &format!("{prefix}{path}")).unwrap();
                assert_eq!(call, Call::Write(write));
            }
            let call = route(&Method::GET, &format!("{prefix}/users")).unwrap();
            assert_eq!(call, Call::Read(ReadCall::Users));
        }
    }

    #[test]
    fn ids_are_decoded_after_the_path_is_split() {
        let call = route(&Method::GET, "/api/channels/a%2Fb%20%C3%A9+c/users").unwrap();
        let channel = "a/b é+c".to_owned();
        assert_eq!(call, Call::Read(ReadCall::Members { channel }));
        assert_eq!(code(Method::GET, "/channels/%ff/users"), (400, "ERR_PATH"));
        // A channel may have that id.
        assert!(route(&Method::POST, "/channels/moderate/moderate").is_ok());
    }

    #[test]
    fn what_is_not_there_is_told_from_what_cannot_be_called_so() {
        for path in [
            "/",
            "",
            "/api",
            "/api/",
            "/apiusers",
            "/users/",
            "/users/u1",
            "/channels/c1",
            "/channels//users",
            "/channels/c1/users/u1",
            "/api/api/users",
            "/x/users",
        ] {
            assert_eq!(code(Method::GET, path), (404, "ERR_NOT_FOUND"), "{path}");
        }
        assert_eq!(code(Method::PUT, "/users"), (405, "ERR_METHOD"));
        assert_eq!(code(Method::HEAD, "/users"), (405, "ERR_METHOD"));
        assert_eq!(code(Method::GET, "/users/moderate"), (405, "ERR_METHOD"));
        assert_eq!(
            code(Method::GET, "/channels/c/moderate"),
            (405, "ERR_METHOD")
        );
    }
}
