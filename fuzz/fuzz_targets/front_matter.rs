//! `cargo fuzz run front_matter --features libfuzzer`
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| planmark_fuzz::front_matter(data));
