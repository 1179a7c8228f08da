//! `cyxth tokens keygen`.

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use crate::context::Context;
use crate::error::{Failure, Result};
use crate::render::{Out, print_as_json};
use crate::store::PendingFile;
use crate::tokens::PrivateKey;

#[derive(Debug, Args)]
pub struct GenerateKey {
    /// Where the private key is written: PKCS#8 in PEM form, for its owner alone, never over a file
    #[arg(long, value_name = "FILE")]
    private_key: PathBuf,
}

/// What is printed as JSON.
#[derive(Serialize)]
struct GeneratedKey {
    public_key: String,
    private_key_file: String,
}

pub fn generate(arguments: &GenerateKey, context: &Context) -> Result<()> {
    let path = &arguments.private_key;
    if context.options.dry_run {
        return Err(Failure::usage(
            "--dry-run shows requests, and a key is made without any",
        ));
    }
    let claimed = context
        .outputs(Vec::new())?
        .claim_new("--private-key", path)?;
    let (key, pem) = PrivateKey::generate().map_err(anyhow::Error::from)?;
    // Without a name until it is whole: whatever ends the process, no key is left lying about.
    let mut file = PendingFile::begin(claimed)?;
    file.write(pem.as_bytes())?;
    let public_key = key.public_key().to_pem();
    // Printed before the file is there: a private key whose other half nobody has is of no use.
    match context.console.format().is_json() {
        true => print_as_json(
            &context.console,
            &GeneratedKey {
                public_key,
                private_key_file: path.display().to_string(),
            },
        )?,
        false => {
            let mut out = Out::new();
            out.bytes(public_key.as_bytes())?;
            out.flush()?;
        }
    }
    file.finish_new()?;
    if !context.console.format().is_json() {
        context.console.note(&format!(
            "the private key is in {}: whoever has it can sign in as anybody",
            path.display()
        ));
    }
    Ok(())
}
