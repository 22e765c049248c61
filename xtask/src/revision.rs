//! `cargo xtask revision`: write an empty migration. The `driftline` program does it; its arguments are not read here.

use std::process::ExitCode;

use crate::driftline::{self, Passed};

pub(crate) fn run(passed: &Passed) -> Result<ExitCode, String> {
    driftline::exec("revision", passed)
}
