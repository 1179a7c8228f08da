//! Why an export cannot be converted.

use std::io;

#[derive(Debug, thiserror::Error)]
pub enum ConvertError {
    #[error("cannot read {name}: {cause}")]
    Read {
        name: String,
        #[source]
        cause: io::Error,
    },
    #[error("{name} is not a zip archive that can be read: {cause}")]
    Zip { name: String, cause: String },
    /// `message` also says where in the file.
    #[error("{name}: {message}")]
    Item { name: String, message: String },
    #[error("{path} is not an export of {service}: {reason}")]
    NotAnExport {
        path: String,
        service: &'static str,
        reason: String,
    },
    #[error("cannot sort what was read: {0}")]
    Sort(#[from] io::Error),
}
