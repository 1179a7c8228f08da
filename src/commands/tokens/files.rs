//! Keys and tokens from files and standard input.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use zeroize::Zeroizing;

use crate::error::{Failure, Result};

/// No key and no token is longer.
const LONGEST: u64 = 64 << 10;

/// Reads a file; `-` is standard input. The bytes are wiped when they are no longer used.
pub fn read_secret(path: &Path) -> Result<Zeroizing<Vec<u8>>> {
    let failed =
        |error: io::Error| Failure::usage(format!("cannot read {}: {error}", path.display()));
    let reader: Box<dyn Read> = match path.as_os_str() == "-" {
        true => Box::new(io::stdin()),
        false => Box::new(File::open(path).map_err(failed)?),
    };
    // Room for all of it at once: a vector that grows leaves its old bytes behind.
    let mut bytes = Zeroizing::new(Vec::with_capacity(LONGEST as usize + 1));
    reader
        .take(LONGEST + 1)
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    if bytes.len() as u64 > LONGEST {
        return Err(Failure::usage(format!(
            "{} is too long for a key or a token",
            path.display()
        )));
    }
    Ok(bytes)
}
