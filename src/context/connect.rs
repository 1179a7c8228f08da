//! From options to a client: which instance a command talks to, and with what settings.

use std::sync::Arc;

use crate::api::retry::Limits;
use crate::api::{Client, ClientSettings};
use crate::config::{
    ApiKey, ApiUrl, Endpoint, HeldSettings, InstanceRules, TargetOptions, resolve_target,
};
use crate::error::Result;

use super::Context;
use super::connection::Connection;
use super::read_only::why_read_only;

impl Context {
    /// Settles the instance and makes a client for it. Sends nothing.
    pub fn connect(&self) -> Result<Connection> {
        self.connect_to(&self.options.target, self.options.retries)
    }

    /// The same for other options than those of the command line.
    pub fn connect_to(&self, options: &TargetOptions, retries: u32) -> Result<Connection> {
        let profiles = self.profiles()?;
        // The file of a key may be a pipe.
        let deadline = options.api_key_file.as_ref();
        let deadline = deadline.and_then(|_| self.deadline_of_reading());
        let (target, endpoint) = resolve_target(options, &self.environment, profiles)?;
        drop(deadline);
        let rules = InstanceRules::of(&target, profiles);
        self.console.name_modes_by(self.scale());
        for note in &target.notes {
            self.console.detail(note);
        }
        if let Some(exposed) = &target.exposed {
            self.console.warn(exposed);
        }
        match &endpoint {
            Endpoint::Remote { api_url, key } => {
                self.console.hide_key(key.secret());
                if api_url.is_open() {
                    self.console.warn(&format!(
                        "the API key goes to {} in plain http, where others can read it",
                        api_url.host()
                    ));
                }
                let name = match &target.profile {
                    Some(profile) => format!("profile `{profile}` ({})", api_url.host()),
                    None => api_url.host(),
                };
                Ok(Connection {
                    client: self.client(
                        api_url,
                        key,
                        &target.held,
                        retries,
                        why_read_only(&rules, api_url),
                    )?,
                    name,
                    place: api_url.as_url().to_string(),
                    profile: target.profile.clone(),
                    rules,
                    #[cfg(feature = "sandbox")]
                    sandbox: None,
                })
            }
            #[cfg(feature = "sandbox")]
            Endpoint::Sandbox => self.connect_sandbox(),
            #[cfg(not(feature = "sandbox"))]
            Endpoint::Sandbox => Err(crate::error::Failure::new(
                crate::error::Kind::Config,
                "this build of cyxth has no sandbox",
            )),
        }
    }

    #[cfg(feature = "sandbox")]
    fn connect_sandbox(&self) -> Result<Connection> {
        use crate::config::{SANDBOX, check_regular};
        use crate::sandbox::{
            Faults, PATIENCE, SandboxSettings, StoreLocation, made_up_key, start,
        };
        let path = self.paths.sandbox()?;
        check_regular(&path)?;
        let sandbox = start(SandboxSettings {
            listen: ([127, 0, 0, 1], 0).into(),
            name: None,
            patience: PATIENCE,
            location: StoreLocation::File(path.clone()),
            api_key: made_up_key()?,
            member_delay: std::time::Duration::ZERO,
            faults: Faults::default(),
        })?;
        let url = ApiUrl::parse(&format!("http://{}/api", sandbox.address()))?;
        let key = ApiKey::new(sandbox.api_key().to_owned());
        Ok(Connection {
            client: self.client(
                &url,
                &key,
                &HeldSettings::default(),
                self.options.retries,
                None,
            )?,
            name: format!("profile `sandbox` ({})", path.display()),
            place: path.display().to_string(),
            profile: Some(SANDBOX.to_owned()),
            rules: Ok(InstanceRules::default()),
            sandbox: Some(sandbox),
        })
    }

    /// A client for an API URL, with the settings of this run, and what the profile holds where
    /// neither option nor variable says otherwise.
    pub fn client(
        &self,
        api_url: &ApiUrl,
        key: &ApiKey,
        held: &HeldSettings,
        retries: u32,
        read_only: Option<String>,
    ) -> Result<Client> {
        let options = &self.options;
        let is_https = api_url.as_url().scheme() == "https";
        // What variables and profiles say of certificates and proxies does not concern an instance on
        // this machine.
        let of_variable = self.environment.ca_cert.as_deref();
        let not_given = of_variable.or(held.ca_cert.as_deref()).filter(|_| is_https);
        let root_certificates = match options.ca_cert.as_deref().or(not_given) {
            Some(path) => crate::config::certificates(path)?,
            None => Vec::new(),
        };
        if is_https && let Some(path) = &self.environment.ssl_cert_file {
            crate::config::check_system_file("SSL_CERT_FILE", path)?;
        }
        let proxy = match is_https {
            true => self.environment.proxy()?,
            false => None,
        };
        Ok(Client::new(ClientSettings {
            proxy,
            api_url: api_url.as_url().clone(),
            is_loopback: api_url.is_loopback(),
            api_key: key.secret(),
            timeout: options.timeout,
            limits: Limits {
                retries,
                max_wait: options.max_wait,
            },
            concurrency: options.concurrency.or(held.concurrency).unwrap_or_default(),
            page_size: options.page_size,
            rate: options.rate.or(held.rate),
            deadline: options.deadline,
            interrupt: self.interrupt.clone(),
            dry_run: options.dry_run,
            read_only,
            masked: self.masked.clone(),
            root_certificates,
            trace: Arc::new(self.console.clone()),
            archive: self.archive()?,
        })?)
    }
}
