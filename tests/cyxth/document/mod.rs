//! Documents: `export`, `diff` and `apply`.

mod ahead;
#[cfg(feature = "sandbox")]
mod apply;
#[cfg(all(unix, feature = "sandbox"))]
mod backup;
mod backup_unread;
#[cfg(feature = "sandbox")]
mod convert;
#[cfg(feature = "sandbox")]
mod ends;
mod fields;
#[cfg(feature = "sandbox")]
mod gone;
#[cfg(feature = "sandbox")]
mod initial;
#[cfg(feature = "sandbox")]
mod kept;
#[cfg(all(unix, feature = "sandbox"))]
mod kill;
#[cfg(feature = "sandbox")]
mod long;
#[cfg(feature = "sandbox")]
mod masked;
#[cfg(feature = "sandbox")]
mod model;
#[cfg(feature = "sandbox")]
mod modes;
#[cfg(feature = "sandbox")]
mod moving;
#[cfg(feature = "sandbox")]
mod nameless;
#[cfg(feature = "sandbox")]
mod parts;
#[cfg(feature = "sandbox")]
mod paths;
#[cfg(feature = "sandbox")]
mod phases;
#[cfg(feature = "sandbox")]
mod random;
#[cfg(feature = "sandbox")]
mod refused;
#[cfg(feature = "sandbox")]
mod schema;
