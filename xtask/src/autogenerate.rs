//! `cargo xtask autogenerate`: write a migration for what changed in the entities. The `driftline` program does it; its arguments are not read here.

use std::process::ExitCode;

use crate::driftline::{self, Passed};

pub(crate) fn run(passed: &Passed) -> Result<ExitCode, String> {
    driftline::exec("autogenerate", passed)
}
