//! What must agree with the code: imports, generated files, the README and the API reference.

#[cfg(feature = "sandbox")]
mod completion;
mod dependencies;
#[cfg(feature = "sandbox")]
mod generated;
mod layering;
#[cfg(feature = "sandbox")]
mod readme;
mod security;
mod wire;
