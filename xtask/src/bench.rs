//! `cargo xtask bench`: measures reading, comparing and rendering on every engine. The `bench` test binary measures.

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Args;

use crate::{run, test};

/// Arguments of `cargo xtask bench`.
#[derive(Args)]
pub(crate) struct Arguments {
    /// Passed on to the measuring program, after `--`
    #[arg(last = true, value_name = "ARGUMENTS")]
    passed: Vec<OsString>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, String> {
    let mut server = test::server()?;
    let mut cargo = run::cargo();
    cargo.current_dir(run::workspace());
    cargo.args(["run", "--quiet", "--release", "--package", "driftline-tests", "--bin", "bench", "--"]);
    cargo.args(&arguments.passed);
    if let Some(server) = &server {
        cargo.env("DRIFTLINE_TEST_POSTGRES", server.url()).env("DRIFTLINE_TEST_POSTGRES_BIN", server.binaries());
    }
    run::show(&cargo);
    let mut child = cargo.spawn().map_err(|error| format!("cannot start cargo: {error}"))?;
    if let Some(server) = &mut server {
        server.guard(&child)?;
    }
    let status = child.wait().map_err(|error| format!("the measuring got lost: {error}"))?;
    if let Some(server) = &mut server {
        server.unguard();
    }
    Ok(run::code(status))
}
