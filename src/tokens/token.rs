//! Signing claims, and reading tokens.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;
use serde_json::value::RawValue;

use super::claims::Claims;
use super::key::{PrivateKey, PublicKey};

/// The whole header. It has no `typ` and no `kid`.
const HEADER: &str = r#"{"alg":"EdDSA"}"#;

#[derive(Debug, PartialEq, thiserror::Error)]
pub enum TokenError {
    #[error("a token has three parts with dots between them, and this text has {0}")]
    Parts(usize),
    #[error("the {0} of the token is not in Base64 for URLs (RFC 7515)")]
    Encoding(&'static str),
    #[error("the {0} of the token is not a JSON object")]
    Object(&'static str),
    #[error("the token is signed by `{0}` and not by `EdDSA`")]
    Algorithm(String),
    #[error(
        "the signature is not that of the key: the token was changed, or signed with another key"
    )]
    Signature,
}

/// The token with these claims, in compact form.
///
/// # Errors
/// The claims cannot be written as JSON.
pub fn sign_claims(claims: &Claims, key: &PrivateKey) -> serde_json::Result<String> {
    let claims = serde_json::to_vec(claims)?;
    let mut token = URL_SAFE_NO_PAD.encode(HEADER);
    token.push('.');
    token.push_str(&URL_SAFE_NO_PAD.encode(claims));
    let signature = key.sign(token.as_bytes());
    token.push('.');
    token.push_str(&URL_SAFE_NO_PAD.encode(signature));
    Ok(token)
}

/// A token that was taken apart. Nothing in it can be trusted before it is verified.
#[derive(Debug, Serialize)]
pub struct Opened {
    /// The header and the claims are kept as they were written.
    pub header: Box<RawValue>,
    pub claims: Box<RawValue>,
    #[serde(skip)]
    signed: String,
    #[serde(skip)]
    signature: Vec<u8>,
}

/// Takes a token apart.
///
/// # Errors
/// It is not a token in compact form.
pub fn open_token(text: &str) -> Result<Opened, TokenError> {
    let text = text.trim();
    let parts: Vec<&str> = text.split('.').collect();
    let [header, claims, signature] = parts[..] else {
        return Err(TokenError::Parts(parts.len()));
    };
    let decode = |part: &str, name| {
        URL_SAFE_NO_PAD
            .decode(part)
            .map_err(|_| TokenError::Encoding(name))
    };
    let object = |part: &str, name| {
        let bytes = decode(part, name)?;
        let text = String::from_utf8(bytes).map_err(|_| TokenError::Object(name))?;
        let raw = RawValue::from_string(text).map_err(|_| TokenError::Object(name))?;
        match raw.get().starts_with('{') {
            true => Ok(raw),
            false => Err(TokenError::Object(name)),
        }
    };
    Ok(Opened {
        header: object(header, "header")?,
        claims: object(claims, "claims")?,
        signature: decode(signature, "signature")?,
        signed: format!("{header}.{claims}"),
    })
}

impl Opened {
    /// Checks that the token was signed with the private part of `key`.
    ///
    /// # Errors
    /// The token has another algorithm or another signature.
    pub fn verify(&self, key: &PublicKey) -> Result<(), TokenError> {
        #[derive(serde::Deserialize)]
        struct Algorithm {
            alg: String,
        }
        let algorithm = serde_json::from_str::<Algorithm>(self.header.get())
            .map_or_else(|_| "nothing".to_owned(), |header| header.alg);
        // RFC 8725, section 3.1: the algorithm is what the verifier expects, not what the token says.
        if algorithm != "EdDSA" {
            return Err(TokenError::Algorithm(algorithm));
        }
        match key.verifies(self.signed.as_bytes(), &self.signature) {
            true => Ok(()),
            false => Err(TokenError::Signature),
        }
    }

    /// When the token expires, in seconds since 1970 in UTC, if it does. The number may have a fraction
    /// (RFC 7519, section 2).
    pub fn expires(&self) -> Option<f64> {
        #[derive(serde::Deserialize)]
        struct Expiry {
            exp: f64,
        }
        let expiry = serde_json::from_str::<Expiry>(self.claims.get()).ok()?;
        Some(expiry.exp)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claims() -> Claims {
        Claims {
            id: "alice".to_owned(),
            mode: None,
            access: None,
            channels: Vec::new(),
            data: None,
            exp: 2_000_000_000,
        }
    }

    #[test]
    fn a_token_is_opened_and_verified() {
        let (key, _) = PrivateKey::generate().unwrap();
        let token = sign_claims(&claims(), &key).unwrap();
        let opened = open_token(&token).unwrap();
        assert_eq!(opened.header.get(), r#"{"alg":"EdDSA"}"#);
        assert_eq!(opened.claims.get(), r#"{"id":"alice","exp":2000000000}"#);
        assert_eq!(opened.expires(), Some(2e9));
        assert_eq!(opened.verify(&key.public_key()), Ok(()));
        let (other, _) = PrivateKey::generate().unwrap();
        assert_eq!(
            opened.verify(&other.public_key()),
            Err(TokenError::Signature)
        );
    }

    #[test]
    fn a_token_is_the_one_of_rfc_8037() {
        // Appendix A.4: header, payload and signature with the key of appendix A.1.
        let token = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";
        let (signed, signature) = token.rsplit_once('.').unwrap();
        let public = "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n-----END PUBLIC KEY-----\n";
        let public = PublicKey::from_pem(public.as_bytes()).unwrap();
        let signature = URL_SAFE_NO_PAD.decode(signature).unwrap();
        assert!(public.verifies(signed.as_bytes(), &signature));
    }

    #[test]
    fn texts_that_are_not_tokens_are_refused() {
        assert_eq!(open_token("a.b").err(), Some(TokenError::Parts(2)));
        assert_eq!(
            open_token("!.e30.e30").err(),
            Some(TokenError::Encoding("header"))
        );
        assert_eq!(
            open_token("e30.W10.e30").err(),
            Some(TokenError::Object("claims"))
        );
        let (key, _) = PrivateKey::generate().unwrap();
        let other = format!("{}.e30.e30", URL_SAFE_NO_PAD.encode(r#"{"alg":"HS256"}"#));
        let opened = open_token(&other).unwrap();
        assert_eq!(
            opened.verify(&key.public_key()),
            Err(TokenError::Algorithm("HS256".to_owned()))
        );
    }
}
