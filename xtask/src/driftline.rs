//! Starts the `driftline` program through cargo, so that it is built from the entities as they are now.
//!
//! Leaves out what the arguments mean: they are passed on to the letter, `--help` included.

use std::ffi::OsString;
use std::process::{Command, ExitCode};

use clap::Args;

use crate::run;

/// Arguments for another program.
#[derive(Args)]
#[command(disable_help_flag = true)]
pub(crate) struct Passed {
    /// Passed on as they are; `--help` lists them
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "ARGUMENTS")]
    pub(crate) arguments: Vec<OsString>,
}

/// Becomes `driftline COMMAND ARGUMENTS`: its exit code is the one that is seen.
pub(crate) fn exec(name: &str, passed: &Passed) -> Result<ExitCode, String> {
    run::exec(command(name, passed))
}

/// `driftline COMMAND ARGUMENTS`.
pub(crate) fn command(name: &str, passed: &Passed) -> Command {
    let mut cargo = run::cargo();
    cargo.args(["run", "--quiet", "--package", "driftline-autogenerate", "--bin", "driftline", "--", name]);
    cargo.args(&passed.arguments);
    cargo
}
