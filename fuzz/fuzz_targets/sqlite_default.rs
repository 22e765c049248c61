//! What `driftline_tests::parser` promises of the target `sqlite_default`, for texts that a fuzzer makes.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| driftline_tests::parser::check("sqlite_default", data));
