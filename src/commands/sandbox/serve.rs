//! `cyxth sandbox serve`.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use serde::Serialize;

use crate::config::{ApiKey, check_regular};
use crate::context::Context;
use crate::error::{Failure, Result};
use crate::render::{print_as_json, print_line};
use crate::sandbox::{self, Sandbox, SandboxSettings, StoreLocation};
use crate::system::EndSignals;

use super::faults::FaultOptions;
use super::listen::Listen;

#[derive(Debug, Args)]
pub struct Serve {
    /// Address, or name, and port to listen on; port 0 takes a free one
    ///
    /// On loopback it answers requests for this machine and for the name given here alone, so that no web
    /// page that makes its own name lead here gets through. Any other address needs --api-key: others
    /// can reach it, and what they send is not encrypted. They need --allow-http.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:0")]
    listen: String,
    /// File that holds the instance; without it the one of the profile `sandbox`
    #[arg(long, value_name = "FILE", conflicts_with = "in_memory")]
    data: Option<PathBuf>,
    /// Keep everything in memory; it is gone at the end
    #[arg(long)]
    in_memory: bool,
    /// The API key to accept; without it one is made up
    #[arg(long, value_name = "KEY")]
    api_key: Option<String>,
    /// How long initial members of a channel take to be added, in milliseconds
    #[arg(long, value_name = "MS", default_value_t = 0)]
    member_delay: u64,
    /// Close a connection whose client takes longer for a request, or for the next one, or to take
    /// a part of an answer
    #[arg(long, value_name = "SECONDS", default_value = "30",
        value_parser = clap::value_parser!(u64).range(1..=86_400))]
    idle_timeout: u64,
    #[command(flatten)]
    faults: FaultOptions,
}

pub fn serve(arguments: Serve, context: &Context) -> Result<()> {
    let listen = Listen::of(&arguments.listen)?;
    if !listen.is_loopback() {
        if arguments.api_key.is_none() {
            return Err(Failure::usage(format!(
                "--listen {}: others can reach that address, so it needs an --api-key of your own",
                arguments.listen
            ))
            .hint("an address of this machine alone is 127.0.0.1 or [::1]"));
        }
        context.console.warn(
            "others can reach this instance, and keys and records go over the network in plain http",
        );
    }
    let api_key = match arguments.api_key {
        Some(key) => ApiKey::checked(key, "--api-key")
            .map_err(|error| Failure::usage(error.to_string()))?
            .expose()
            .to_owned(),
        None => sandbox::made_up_key()?,
    };
    let is_named = arguments.data.is_some() && arguments.data != context.paths.sandbox().ok();
    let location = match arguments.data {
        _ if arguments.in_memory => StoreLocation::Memory,
        Some(path) => StoreLocation::File(path),
        None => StoreLocation::File(context.paths.sandbox()?),
    };
    if let StoreLocation::File(path) = &location {
        check_regular(path)?;
    }
    let faults = arguments.faults.settle(context)?;
    context.block_on(async {
        // Before anybody can know that the server is there, so that no signal is missed.
        let mut signals = EndSignals::of_server()?;
        let sandbox = listen.start(|listen, name| SandboxSettings {
            listen,
            name,
            location: location.clone(),
            api_key: api_key.clone(),
            member_delay: Duration::from_millis(arguments.member_delay),
            patience: Duration::from_secs(arguments.idle_timeout),
            faults: faults.clone(),
        });
        let sandbox = sandbox.map_err(|failure| match failure.hint {
            // What helps the store of the profile does nothing for another file.
            Some(_) if is_named && failure.is_of_store() => {
                failure.hint("`--data FILE` with another name begins a new store")
            }
            _ => failure,
        })?;
        announce(&sandbox, listen.name.as_deref(), context)?;
        signals.wait().await;
        sandbox.stop();
        Ok(())
    })
}

/// A server that is ready, as JSON. The contract promises the fields in this order.
#[derive(Serialize)]
struct Served<'a> {
    app_url: String,
    api_url: String,
    api_key: &'a str,
    pid: u32,
}

fn announce(sandbox: &Sandbox, name: Option<&str>, context: &Context) -> Result<()> {
    let address = match name {
        Some(name) => format!("{name}:{}", sandbox.address().port()),
        None => sandbox.address().to_string(),
    };
    let key = sandbox.api_key();
    if context.console.format().is_json() {
        let served = Served {
            api_url: format!("http://{address}/api"),
            app_url: address,
            api_key: key,
            pid: std::process::id(),
        };
        return Ok(print_as_json(&context.console, &served)?);
    }
    let line = format!("serving a Cyxth instance: app URL {address}, API key {key}");
    Ok(print_line(&line)?)
}
