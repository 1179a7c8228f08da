#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| cyxth::fuzzing::mappings(bytes));
