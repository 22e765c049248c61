//! `cargo xtask bench`: measures reading, comparing and rendering on every engine. `driftline-tests`' program `bench` measures.

use std::process::ExitCode;

use clap::Args;

use crate::{run, test};

/// Arguments of `cargo xtask bench`.
#[derive(Args)]
pub(crate) struct Arguments {
    /// Measure an optimised build; otherwise the one that `cargo xtask autogenerate` runs
    #[arg(long)]
    release: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, String> {
    let mut server = test::server()?;
    let mut cargo = run::cargo();
    cargo.current_dir(run::workspace());
    cargo.args(["run", "--quiet", "--package", "driftline-tests", "--bin", "bench"]);
    if arguments.release {
        cargo.arg("--release");
    }
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
