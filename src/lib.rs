//! The library behind the `cyxth` binary.

pub mod model;
