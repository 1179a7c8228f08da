//! The way to the service: key, proxy, name, connection. A secure connection is looked at with the
//! first answer.

use crate::config::{ApiUrl, KeyOrigin, resolve_target};
use crate::context::{Connection, Context};
use crate::error::{Failure, Result};

use super::findings::{Findings, Subject};

/// Connects, if a client can be made and the service can be reached.
pub fn connect(
    context: &Context,
    api_url: &ApiUrl,
    key_from: &KeyOrigin,
    findings: &mut Findings,
) -> Option<Connection> {
    let profiles = context.profiles().ok()?;
    let target = &context.options.target;
    let key = match resolve_target(target, &context.environment, profiles) {
        Ok(_) => {
            findings.good(Subject::KeySource, source_of(key_from));
            true
        }
        Err(error) => {
            findings.fail(Subject::KeySource, error.into());
            false
        }
    };
    let is_https = api_url.as_url().scheme() == "https";
    if !is_https {
        findings.skip(Subject::Proxy, "plain http takes none");
    } else if let Err(error) = context.environment.proxy() {
        findings.fail(Subject::Proxy, error.into());
        return None;
    }
    if !key {
        // The name and the connection can be checked anyway.
        let _ = context.block_on(reach(api_url, is_https, findings));
        return None;
    }
    let connection = match context.connect_to(target, context.options.retries.min(1)) {
        Ok(connection) => connection,
        Err(failure) => {
            findings.fail(Subject::Tls, failure);
            return None;
        }
    };
    let is_reached = context.block_on(async {
        match connection.client.proxy_name() {
            Some(name) => through_proxy(&connection, &name, findings).await,
            None => {
                if is_https {
                    findings.good(Subject::Proxy, no_proxy(context)?);
                }
                reach(api_url, is_https, findings).await
            }
        }
    });
    match is_reached {
        Ok(true) => Some(connection),
        Ok(false) => None,
        Err(failure) => {
            findings.fail(Subject::Tcp, failure);
            None
        }
    }
}

/// Where the key comes from, and no part of the key itself.
fn source_of(key_from: &KeyOrigin) -> String {
    match key_from {
        KeyOrigin::Profile {
            source: Some(source),
            ..
        } => format!("{} of {}", source, key_from.decider()),
        _ => key_from.decider().to_string(),
    }
}

fn no_proxy(context: &Context) -> Result<String> {
    Ok(match context.environment.proxy()? {
        Some(proxy) => format!("{} is set, and NO_PROXY excepts this host", proxy.variable),
        None => "none is set".to_owned(),
    })
}

/// The way through a proxy, which looks up names itself.
async fn through_proxy(
    connection: &Connection,
    name: &str,
    findings: &mut Findings,
) -> Result<bool> {
    match connection.client.open_proxy().await {
        Ok(()) => {
            findings.good(Subject::Proxy, format!("through {name}"));
            findings.skip(Subject::Dns, "the proxy looks the name up");
            findings.skip(Subject::Tcp, "the proxy connects");
            Ok(true)
        }
        Err(error) => {
            findings.fail(Subject::Proxy, error.into());
            Ok(false)
        }
    }
}

/// Name and connection, one after the other.
async fn reach(api_url: &ApiUrl, is_https: bool, findings: &mut Findings) -> Result<bool> {
    let url = api_url.as_url();
    let host = url.host_str().unwrap_or_default();
    let port = url.port_or_known_default().unwrap_or(443);
    if !is_https {
        findings.skip(Subject::Tls, "plain http has none");
    }
    // RFC 6761, section 6.3: no matter what a name server says.
    let asked = match api_url.is_loopback() && host.ends_with("localhost") {
        true => "localhost",
        false => host,
    };
    let addresses = match crate::api::resolve(asked, port).await {
        Ok(addresses) => addresses,
        Err(error) => {
            let message = format!("cannot find the host {host}: {error}");
            findings.fail(Subject::Dns, unreached(message));
            return Ok(false);
        }
    };
    let shown: Vec<String> = addresses.iter().map(|a| a.ip().to_string()).collect();
    findings.good(Subject::Dns, format!("{host} is {}", shown.join(", ")));
    match crate::api::connect(&addresses).await {
        Ok((address, took)) => {
            let ms = took.as_secs_f64() * 1000.0;
            findings.good(Subject::Tcp, format!("{address} in {ms:.1} ms"));
            Ok(true)
        }
        Err(error) => {
            let message = format!("cannot connect to {host}, port {port}: {error}");
            findings.fail(Subject::Tcp, unreached(message));
            Ok(false)
        }
    }
}

fn unreached(message: String) -> Failure {
    Failure::new(crate::error::Kind::Network, message)
        .hint("is the app URL right, and the network up?")
}
