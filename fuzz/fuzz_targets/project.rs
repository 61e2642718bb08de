//! `cargo fuzz run project --features libfuzzer`
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| planmark_fuzz::project(data));
