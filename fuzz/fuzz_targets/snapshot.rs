//! What `driftline_tests::parser` promises of the target `snapshot`, for texts that a fuzzer makes.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| driftline_tests::parser::check("snapshot", data));
