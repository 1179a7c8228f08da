//! `cyxth doctor`.

mod findings;
mod machine;
mod network;
mod service;

use crate::config::{EndpointChoice, choose_target};
use crate::context::{Connection, Context};
use crate::error::{Failure, Result};

use findings::{Findings, Subject};

/// Looks at everything that a command depends on, and changes nothing.
pub fn run(context: &Context) -> Result<()> {
    findings::check_format(context)?;
    let mut findings = Findings::default();
    let instance = look(context, &mut findings);
    findings.print(context, instance.as_deref())?;
    match findings.failure {
        Some(failure) => Err(failure),
        None => Ok(()),
    }
}

/// The instance that was checked, if one is chosen.
fn look(context: &Context, findings: &mut Findings) -> Option<String> {
    machine::look(context, findings);
    let profiles = context.profiles().ok()?;
    let target = &context.options.target;
    let choice = match choose_target(target, &context.environment, profiles) {
        Ok(choice) => choice,
        Err(error) => {
            findings.fail(Subject::Profile, Failure::from(error));
            return None;
        }
    };
    machine::profile(context, &choice, findings);
    let (instance, connection) = match &choice.endpoint {
        EndpointChoice::Sandbox => ("sandbox".to_owned(), sandbox(context, findings)),
        EndpointChoice::Remote {
            api_url, key_from, ..
        } => {
            let connection = network::connect(context, api_url, key_from, findings);
            (api_url.to_string(), connection)
        }
    };
    if let Some(connection) = connection {
        let looked = context.block_on(async {
            service::look(&connection.client, findings).await;
            Ok(())
        });
        if let Err(failure) = looked {
            findings.fail(Subject::Key, failure);
        }
    }
    Some(instance)
}

/// The instance inside this process, which a check must not create.
fn sandbox(context: &Context, findings: &mut Findings) -> Option<Connection> {
    findings.good(Subject::KeySource, "none is needed on this machine");
    for subject in [Subject::Proxy, Subject::Dns, Subject::Tcp, Subject::Tls] {
        findings.skip(subject, "the sandbox is inside of the process");
    }
    let is_there = context.paths.sandbox().is_ok_and(|path| path.exists());
    if !is_there {
        let why = "the sandbox is made by the first command that uses it";
        for subject in [
            Subject::Key,
            Subject::Clock,
            Subject::Paging,
            Subject::Modes,
        ] {
            findings.skip(subject, why);
        }
        return None;
    }
    match context.connect() {
        Ok(connection) => Some(connection),
        Err(failure) => {
            findings.fail(Subject::Key, failure);
            None
        }
    }
}
