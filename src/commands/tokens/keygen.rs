//! `cyxth tokens keygen`.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;

use crate::context::Context;
use crate::error::{Failure, Result};
use crate::render::{Out, print_as_json};
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
    let (key, pem) = PrivateKey::generate().map_err(anyhow::Error::from)?;
    write_new(path, pem.as_bytes()).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => {
            Failure::usage(format!("{} is there already", path.display()))
                .hint("a key is never written over a file: name another one")
        }
        _ => Failure::usage(format!("cannot write {}: {error}", path.display())),
    })?;
    let public_key = key.public_key().to_pem();
    if context.console.format().is_json() {
        let generated = GeneratedKey {
            public_key,
            private_key_file: path.display().to_string(),
        };
        return Ok(print_as_json(&context.console, &generated)?);
    }
    let mut out = Out::new();
    out.bytes(public_key.as_bytes())?;
    out.flush()?;
    context.console.note(&format!(
        "the private key is in {}: whoever has it can sign in as anybody",
        path.display()
    ));
    Ok(())
}

/// Writes beside the place and links into it, so that the file is there whole or not at all, and
/// nothing that is there is replaced.
fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let dir = match path.parent() {
        Some(dir) if !dir.as_os_str().is_empty() => dir,
        _ => Path::new("."),
    };
    // For its owner alone from the beginning.
    let mut file = tempfile::NamedTempFile::new_in(dir)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist_noclobber(path).map_err(|error| error.error)?;
    Ok(())
}
