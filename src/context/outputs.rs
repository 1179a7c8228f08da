//! The files that a command writes: none of them is one that it reads, nor one of the tool's own.

use std::sync::Arc;

use crate::api::HttpArchive;
use crate::config::{EndpointChoice, choose_target};
use crate::error::Result;
use crate::store::{FileError, Identity, Outputs, OverInput};

use super::Context;

impl Context {
    /// The archive of requests, if there is one. The file takes its place with the first client: a
    /// command that never gets that far leaves what is there.
    pub(super) fn archive(&self) -> Result<Option<Arc<HttpArchive>>> {
        if self.options.har.is_some() && !self.har.is_claimed() {
            // A command that reads no file.
            self.outputs(Vec::new())?;
        }
        Ok(self.har.begin()?)
    }

    /// Completes the file of `--har`. Even a run that went well fails if it cannot be written.
    pub fn end_archive(&self) -> std::result::Result<(), FileError> {
        self.har.begun().map_or(Ok(()), |archive| archive.end())
    }

    /// Says that there is no archive of a run that went well and sent nothing.
    pub fn note_missing_archive(&self) {
        let path = self.options.har.as_ref();
        if let Some(path) = path.filter(|_| self.har.begun().is_none()) {
            self.console.note(&format!(
                "nothing was sent, and {} was not written",
                path.display()
            ));
        }
    }

    /// What claims the files that the command line names as results. `read` are those that the input
    /// comes from. A command that reads files calls this before it connects.
    pub fn outputs(&self, read: Vec<Identity>) -> Result<Outputs> {
        let mut outputs = Outputs::beside(read);
        let (options, environment) = (&self.options, &self.environment);
        // What is wrong with the target is told when the command connects.
        let settled = self
            .profiles()
            .and_then(|profiles| choose_target(&options.target, environment, profiles))
            .ok();
        let of_profile = settled
            .as_ref()
            .and_then(|settled| settled.held.ca_cert.as_ref());
        for (what, path) in [
            (
                "the file of --api-key-file",
                options.target.api_key_file.as_ref(),
            ),
            ("the file of --ca-cert", options.ca_cert.as_ref()),
            ("the file of CYXTH_CA_CERT", environment.ca_cert.as_ref()),
            (
                "the file of SSL_CERT_FILE",
                environment.ssl_cert_file.as_ref(),
            ),
            ("the certificate of the profile", of_profile),
        ] {
            if let Some(path) = path {
                outputs.keep(what, path);
            }
        }
        let instance = settled.and_then(|settled| match settled.endpoint {
            EndpointChoice::Remote { api_url, .. } => Some(api_url.as_url().to_string()),
            EndpointChoice::Sandbox => Some(self.paths.sandbox().ok()?.display().to_string()),
        });
        for (what, path) in self.paths.own_files(instance.as_deref()) {
            outputs.keep(what, &path);
        }
        if let Some(path) = &options.har {
            let claimed = outputs.claim("--har", path, OverInput::Refused)?;
            self.har.claim(claimed);
        }
        Ok(outputs)
    }
}
