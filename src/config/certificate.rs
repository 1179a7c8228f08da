//! Root certificates beyond the platform's own.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use reqwest::Certificate;
use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;

use super::error::ConfigError;

/// All roots of the web are a quarter of a megabyte.
const LARGEST: u64 = 16 * 1024 * 1024;

/// Reads a PEM file of one or more certificates.
pub fn certificates(path: &Path) -> Result<Vec<Certificate>, ConfigError> {
    let unusable = |why: String| ConfigError::Certificate {
        path: path.to_owned(),
        why,
    };
    let ders = read(path).map_err(unusable)?;
    let mut certificates = Vec::with_capacity(ders.len());
    for (at, der) in ders.into_iter().enumerate() {
        root_of(&der).map_err(|error| {
            unusable(format!("certificate {} in it is broken: {error}", at + 1))
        })?;
        certificates
            .push(Certificate::from_der(&der).map_err(|error| unusable(error.to_string()))?);
    }
    Ok(certificates)
}

/// Checks the file that a variable names for the system's certificates. If it were unusable, no
/// service would be trusted and nothing would say why. Some certificates in it may be broken, as in
/// the bundles that systems come with.
pub fn check_system_file(variable: &'static str, path: &Path) -> Result<(), ConfigError> {
    if std::fs::metadata(path).is_ok_and(|data| !data.is_file()) {
        // A pipe can be read only once, and that must not happen here.
        return Ok(());
    }
    let why = match read(path) {
        Ok(ders) if ders.iter().any(|der| root_of(der).is_ok()) => return Ok(()),
        Ok(_) => "all certificates in it are broken".to_owned(),
        Err(why) => why,
    };
    Err(ConfigError::SystemCertificates {
        variable,
        path: path.to_owned(),
        why,
    })
}

/// The certificates of a PEM file.
fn read(path: &Path) -> Result<Vec<CertificateDer<'static>>, String> {
    // Not only regular files: `--ca-cert <(…)` is a FIFO. Bounded, because a device may never end.
    let mut pem = Vec::new();
    File::open(path)
        .and_then(|file| file.take(LARGEST + 1).read_to_end(&mut pem))
        .map_err(|error| error.to_string())?;
    if pem.len() as u64 > LARGEST {
        return Err("it is larger than 16 MiB".to_owned());
    }
    let certificates = CertificateDer::pem_slice_iter(&pem)
        .collect::<Result<Vec<_>, _>>()
        .map_err(|_| "it is not PEM".to_owned())?;
    if certificates.is_empty() {
        return Err("it holds no certificate".to_owned());
    }
    Ok(certificates)
}

/// Whether a certificate can be a root of trust.
fn root_of(certificate: &CertificateDer<'static>) -> Result<(), rustls::Error> {
    RootCertStore::empty().add(certificate.clone())
}
