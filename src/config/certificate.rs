//! Root certificates beyond the platform's own.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use reqwest::Certificate;

use super::ConfigError;

/// All roots of the web are a quarter of a megabyte.
const LARGEST: u64 = 16 * 1024 * 1024;

/// Reads a PEM file of one or more certificates.
pub fn certificates(path: &Path) -> Result<Vec<Certificate>, ConfigError> {
    let unusable = |why: String| ConfigError::Certificate {
        path: path.to_owned(),
        why,
    };
    // A FIFO is fine (`--ca-cert <(…)`), and a device without an end is not read to it.
    let mut pem = Vec::new();
    File::open(path)
        .and_then(|file| file.take(LARGEST + 1).read_to_end(&mut pem))
        .map_err(|error| unusable(error.to_string()))?;
    if pem.len() as u64 > LARGEST {
        return Err(unusable("it is larger than 16 MiB".to_owned()));
    }
    let certificates =
        Certificate::from_pem_bundle(&pem).map_err(|_| unusable("it is no PEM".to_owned()))?;
    if certificates.is_empty() {
        return Err(unusable("it holds no certificate".to_owned()));
    }
    Ok(certificates)
}
