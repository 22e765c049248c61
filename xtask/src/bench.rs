//! `cargo xtask bench`: measures reading, comparing and rendering on every engine. `driftline-tests`' program `bench` measures.

use std::process::ExitCode;

use clap::Args;

use crate::run;
use crate::servers::{self, Kind};

/// Arguments of `cargo xtask bench`.
#[derive(Args)]
pub(crate) struct Arguments {
    /// Measure an optimised build; otherwise the one that `cargo xtask autogenerate` runs
    #[arg(long)]
    release: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, String> {
    let mut cargo = run::cargo();
    cargo.current_dir(run::workspace());
    cargo.args(["run", "--quiet", "--package", "driftline-tests", "--bin", "bench"]);
    if arguments.release {
        cargo.arg("--release");
    }
    servers::run_with(&Kind::ALL, cargo)
}
