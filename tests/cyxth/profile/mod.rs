//! Profiles: their file, their commands, and which instance a command talks to.

mod commands;
mod doctor;
mod file;
mod guards;
mod held;
#[cfg(unix)]
mod key_command;
#[cfg(all(target_os = "linux", feature = "keyring"))]
mod keyring;
mod next;
mod open;
mod overrides;
#[cfg(unix)]
mod places;
#[cfg(target_os = "linux")]
mod reading;
mod target;
