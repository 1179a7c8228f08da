//! The files that a command writes: none of them is one that it reads, nor one of the tool's own.

use crate::config::{EndpointChoice, choose_target};
use crate::store::{Identity, Outputs};

use super::Context;

impl Context {
    /// For the files that the command line names as results. `read` are those that the input
    /// comes from.
    pub fn outputs(&self, read: Vec<Identity>) -> Outputs {
        let mut outputs = Outputs::beside(read);
        let (options, environment) = (&self.options, &self.environment);
        // What is wrong with the target is told when the command connects.
        let settled = self
            .paths
            .profiles()
            .and_then(|profiles| choose_target(&options.target, environment, &profiles))
            .ok();
        let of_profile = settled
            .as_ref()
            .and_then(|settled| settled.ca_cert.as_ref());
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
        outputs
    }
}
