//! How the code is laid out: which file may import which, and that a name means one thing.

mod imports;
mod names;
mod reader;
mod source;
mod tokens;
