//! `cargo xtask push`: apply the difference between entities and live database directly. The `driftline` program does it; its
//! arguments are not read here.

use std::process::ExitCode;

use crate::driftline::{self, Passed};

pub(crate) fn run(passed: &Passed) -> Result<ExitCode, String> {
    driftline::exec("push", passed)
}
