//! Sign-in tokens, with which an app tells its Cyxth instance who a user is.
//!
//! A token is a JSON Web Token (RFC 7519) in compact form, signed with the team's Ed25519 key
//! (RFC 8037). The header is just `{"alg":"EdDSA"}`. The claims are the user and `exp`, as
//! `@cyxth/auth` writes them (0.0.2 of December 2024, and the release of April 2024 before it).

mod claims;
mod duration;
mod key;
mod pkce;
mod token;

pub use claims::{Claims, ClaimsVersion, InitialChannel, Permission, access_by_name};
pub use duration::parse_lifetime;
pub use key::{PrivateKey, PublicKey};
pub use pkce::Challenge;
pub use token::{open_token, sign_claims};
