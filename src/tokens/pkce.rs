//! Proof Key for Code Exchange (RFC 7636): a secret and its S256 challenge.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::digest::{SHA256, digest};
use serde::Serialize;

/// A verifier, which is 32 random bytes in Base64 for URLs, and the SHA-256 of that text in the same
/// encoding.
#[derive(Serialize)]
pub struct Challenge {
    code_challenge: String,
    code_verifier: String,
}

impl Challenge {
    /// # Errors
    /// The operating system gave no random numbers.
    pub fn generate() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes)?;
        Ok(Self::of_verifier(URL_SAFE_NO_PAD.encode(bytes)))
    }

    /// Both as lines of text.
    pub fn lines(&self) -> [String; 2] {
        [
            format!("code_challenge {}", self.code_challenge),
            format!("code_verifier {}", self.code_verifier),
        ]
    }

    fn of_verifier(code_verifier: String) -> Self {
        let hash = digest(&SHA256, code_verifier.as_bytes());
        Self {
            code_challenge: URL_SAFE_NO_PAD.encode(hash),
            code_verifier,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_challenge_is_that_of_the_rfc() {
        // RFC 7636, appendix B.
        let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        let challenge = Challenge::of_verifier(verifier.to_owned());
        assert_eq!(
            challenge.code_challenge,
            "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
        );
        assert_ne!(
            Challenge::generate().unwrap().code_verifier,
            Challenge::generate().unwrap().code_verifier
        );
    }
}
