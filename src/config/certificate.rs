//! Root certificates beyond the platform's own.

use std::path::Path;

use reqwest::Certificate;

use super::ConfigError;

/// Reads a PEM file of one or more certificates.
pub fn certificates(path: &Path) -> Result<Vec<Certificate>, ConfigError> {
    let unusable = |why: String| ConfigError::Certificate {
        path: path.to_owned(),
        why,
    };
    let pem = std::fs::read(path).map_err(|error| unusable(error.to_string()))?;
    let certificates =
        Certificate::from_pem_bundle(&pem).map_err(|_| unusable("it is no PEM".to_owned()))?;
    if certificates.is_empty() {
        return Err(unusable("it holds no certificate".to_owned()));
    }
    Ok(certificates)
}
