//! Records and ids as they are given: on the command line, in files and through pipes.

#[cfg(feature = "sandbox")]
mod csv_round;
mod exporters;
mod ids;
mod inspect;
mod inspect_document;
mod keep_going;
mod map;
mod records;
mod remedies;
