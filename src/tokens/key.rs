//! Ed25519 keys in PEM files: private keys as PKCS#8 (RFC 8410) and public keys as
//! SubjectPublicKeyInfo, as `openssl genpkey -algorithm ed25519` and `openssl pkey -pubout` write them.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};
use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{PrivatePkcs8KeyDer, SubjectPublicKeyInfoDer};
use zeroize::Zeroizing;

/// What comes before the 32 bytes of a seed in PKCS#8 version 1 (RFC 8410, section 7).
const PRIVATE_PREFIX: [u8; 16] = [
    0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
];

/// What comes before the 32 bytes of a public key in SubjectPublicKeyInfo (RFC 8410, section 4).
const PUBLIC_PREFIX: [u8; 12] = [
    0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00,
];

/// The object identifier of Ed25519, which is in the keys of both kinds.
const ED25519_IDENTIFIER: [u8; 5] = [0x06, 0x03, 0x2b, 0x65, 0x70];

/// Why a text is not a key for signing or verifying tokens.
#[derive(Debug, PartialEq, thiserror::Error)]
pub enum KeyError {
    #[error("it holds no private key in PEM form (`-----BEGIN PRIVATE KEY-----`)")]
    NoPrivateKey,
    #[error("it holds no public key in PEM form (`-----BEGIN PUBLIC KEY-----`)")]
    NoPublicKey,
    #[error("it is encrypted; `openssl pkey -in FILE` writes it without a passphrase")]
    Encrypted,
    #[error(
        "it holds a private key where the public one is needed; `openssl pkey -pubout` writes that"
    )]
    PrivateForPublic,
    #[error("it holds a public key where the private one is needed")]
    PublicForPrivate,
    #[error("it holds a key of another kind; tokens are signed with Ed25519 keys")]
    OtherAlgorithm,
    #[error("it holds an Ed25519 key that is damaged")]
    Damaged,
    #[error("the system gave no random numbers")]
    NoRandomness,
}

/// A key for signing. This module wipes the copies of its bytes that it makes, and `Debug` does not show
/// them.
pub struct PrivateKey(Ed25519KeyPair);

impl std::fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PrivateKey(…)")
    }
}

impl PrivateKey {
    /// Makes a new key, and the PEM text of its file.
    pub fn generate() -> Result<(Self, Zeroizing<String>), KeyError> {
        let mut der = Zeroizing::new(PRIVATE_PREFIX.to_vec());
        // All of the room is reserved at once, because a vector that grows leaves its old bytes behind.
        der.reserve_exact(32);
        let mut seed = Zeroizing::new([0; 32]);
        getrandom::fill(&mut *seed).map_err(|_| KeyError::NoRandomness)?;
        der.extend_from_slice(&*seed);
        let pair = Ed25519KeyPair::from_seed_unchecked(&*seed).map_err(|_| KeyError::Damaged)?;
        let text = Zeroizing::new(STANDARD.encode(&*der));
        Ok((Self(pair), Zeroizing::new(to_pem("PRIVATE KEY", &text))))
    }

    /// Reads a PEM text. Both versions of PKCS#8 are accepted. The first has no public key that the
    /// private one could be checked against.
    pub fn from_pem(text: &[u8]) -> Result<Self, KeyError> {
        let Ok(der) = PrivatePkcs8KeyDer::from_pem_slice(text) else {
            return Err(match kind_of_pem(text) {
                Some("ENCRYPTED PRIVATE KEY") => KeyError::Encrypted,
                Some("PUBLIC KEY") => KeyError::PublicForPrivate,
                Some("EC PRIVATE KEY" | "RSA PRIVATE KEY" | "OPENSSH PRIVATE KEY") => {
                    KeyError::OtherAlgorithm
                }
                _ => KeyError::NoPrivateKey,
            });
        };
        let der = Zeroizing::new(der.secret_pkcs8_der().to_vec());
        match Ed25519KeyPair::from_pkcs8_maybe_unchecked(&der) {
            Ok(pair) => Ok(Self(pair)),
            Err(_) if names_ed25519(&der) => Err(KeyError::Damaged),
            Err(_) => Err(KeyError::OtherAlgorithm),
        }
    }

    pub fn public_key(&self) -> PublicKey {
        PublicKey(self.0.public_key().as_ref().to_vec())
    }

    /// The signature of a message, 64 bytes (RFC 8032).
    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        let mut bytes = [0; 64];
        bytes.copy_from_slice(self.0.sign(message).as_ref());
        bytes
    }
}

/// A key for verifying: the 32 bytes of RFC 8032.
#[derive(Clone, Debug, PartialEq)]
pub struct PublicKey(Vec<u8>);

impl PublicKey {
    pub fn from_pem(text: &[u8]) -> Result<Self, KeyError> {
        let Ok(der) = SubjectPublicKeyInfoDer::from_pem_slice(text) else {
            return Err(match kind_of_pem(text) {
                Some(kind) if kind.ends_with("PRIVATE KEY") => KeyError::PrivateForPublic,
                _ => KeyError::NoPublicKey,
            });
        };
        match der.strip_prefix(&PUBLIC_PREFIX) {
            Some(key) if key.len() == 32 => Ok(Self(key.to_vec())),
            _ if names_ed25519(&der) => Err(KeyError::Damaged),
            _ => Err(KeyError::OtherAlgorithm),
        }
    }

    pub fn to_pem(&self) -> String {
        let der = [&PUBLIC_PREFIX[..], &self.0].concat();
        to_pem("PUBLIC KEY", &STANDARD.encode(der))
    }

    pub fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        let key = UnparsedPublicKey::new(&ED25519, &self.0);
        key.verify(message, signature).is_ok()
    }
}

/// Keys of Ed25519 are short enough for one line of Base64.
fn to_pem(kind: &str, base64: &str) -> String {
    format!("-----BEGIN {kind}-----\n{base64}\n-----END {kind}-----\n")
}

fn kind_of_pem(text: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(text).ok()?;
    let (_, rest) = text.split_once("-----BEGIN ")?;
    rest.split_once("-----").map(|(kind, _)| kind)
}

fn names_ed25519(der: &[u8]) -> bool {
    let identifier = ED25519_IDENTIFIER.as_slice();
    der.windows(identifier.len()).any(|part| part == identifier)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 8410, section 10.3: the private key in both versions, and its public key.
    const VERSION_1: &str = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n-----END PRIVATE KEY-----\n";
    const PUBLIC: &str = "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END PUBLIC KEY-----\n";

    #[test]
    fn the_keys_of_the_rfc_belong_together() {
        let key = PrivateKey::from_pem(VERSION_1.as_bytes()).unwrap();
        assert_eq!(key.public_key().to_pem(), PUBLIC);
        let public = PublicKey::from_pem(PUBLIC.as_bytes()).unwrap();
        assert!(public.verifies(b"message", &key.sign(b"message")));
        assert!(!public.verifies(b"another", &key.sign(b"message")));
    }

    #[test]
    fn a_new_key_reads_back_as_itself() {
        let (key, pem) = PrivateKey::generate().unwrap();
        let read = PrivateKey::from_pem(pem.as_bytes()).unwrap();
        assert_eq!(read.public_key(), key.public_key());
        let (other, _) = PrivateKey::generate().unwrap();
        assert_ne!(other.public_key(), key.public_key());
    }

    #[test]
    fn what_other_files_hold_is_named() {
        let private = |text: &str| PrivateKey::from_pem(text.as_bytes()).err();
        let public = |text: &str| PublicKey::from_pem(text.as_bytes()).err();
        assert_eq!(private("secret"), Some(KeyError::NoPrivateKey));
        assert_eq!(private(PUBLIC), Some(KeyError::PublicForPrivate));
        assert_eq!(public(VERSION_1), Some(KeyError::PrivateForPublic));
        assert_eq!(public(""), Some(KeyError::NoPublicKey));
        let encrypted =
            "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMC4=\n-----END ENCRYPTED PRIVATE KEY-----\n";
        assert_eq!(private(encrypted), Some(KeyError::Encrypted));
        let short =
            "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEINTu\n-----END PRIVATE KEY-----\n";
        assert_eq!(private(short), Some(KeyError::Damaged));
        let other = "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VuAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END PUBLIC KEY-----\n";
        assert_eq!(public(other), Some(KeyError::OtherAlgorithm));
    }
}
