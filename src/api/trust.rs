//! Why TLS does not trust the other side, in plain words.

use std::time::{Duration, UNIX_EPOCH};

use rustls::pki_types::UnixTime;
use rustls::{AlertDescription, CertificateError, Error, PeerIncompatible};

/// The reason, where there are plainer words for it than those of the library.
pub(super) fn matter(error: &Error) -> Option<String> {
    Some(match error {
        Error::InvalidCertificate(error) => return about_certificate(error),
        Error::AlertReceived(AlertDescription::ProtocolVersion)
        | Error::PeerIncompatible(
            PeerIncompatible::ServerDoesNotSupportTls12Or13
            | PeerIncompatible::ServerTlsVersionIsDisabledByOurConfig,
        ) => {
            "the service speaks neither TLS 1.2 nor TLS 1.3, and older ones are not safe".to_owned()
        }
        Error::AlertReceived(AlertDescription::HandshakeFailure) => {
            "the service shares no safe cipher with this side, or wants a certificate from it"
                .to_owned()
        }
        Error::InvalidMessage(_) => {
            "the service does not answer in TLS: is it plain http?".to_owned()
        }
        _ => return None,
    })
}

fn about_certificate(error: &CertificateError) -> Option<String> {
    Some(match error {
        CertificateError::UnknownIssuer => {
            "nobody that this machine trusts has signed the certificate of the service (UnknownIssuer)"
                .to_owned()
        }
        CertificateError::Expired => "the certificate of the service has expired".to_owned(),
        CertificateError::ExpiredContext { not_after, .. } => {
            format!("the certificate of the service expired on {}", date(not_after))
        }
        CertificateError::NotValidYet => {
            "the certificate of the service is not valid yet".to_owned()
        }
        CertificateError::NotValidYetContext { not_before, .. } => {
            let from = date(not_before);
            format!("the certificate of the service is not valid before {from}")
        }
        CertificateError::NotValidForName => {
            "the certificate of the service is for another host".to_owned()
        }
        CertificateError::NotValidForNameContext {
            expected,
            presented,
        } => format!(
            "the certificate of the service is for {}, and not for {}",
            match presented.is_empty() {
                true => "no host".to_owned(),
                false => presented.iter().map(|name| bare(name)).collect::<Vec<_>>().join(", "),
            },
            expected.to_str()
        ),
        CertificateError::Other(other) if other.to_string().contains("CaUsedAsEndEntity") => {
            "the service shows the certificate of an authority (CA:TRUE) as its own, which no host may \
             have; it needs one with CA:FALSE, such as the authority can sign"
                .to_owned()
        }
        _ => return None,
    })
}

/// The library gives names as `DnsName("a.example")`.
fn bare(name: &str) -> &str {
    name.split('"').nth(1).unwrap_or(name)
}

fn date(time: &UnixTime) -> String {
    httpdate::fmt_http_date(UNIX_EPOCH + Duration::from_secs(time.as_secs()))
}
