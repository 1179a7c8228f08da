//! `cyxth api`: any request, as a person wrote it.

mod arguments;
mod body;
mod fields;
mod headers;
mod run;

pub use arguments::ApiRequest;
pub use run::run;
