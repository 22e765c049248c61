//! `cargo xtask test`: every test on every engine, on servers of its own. Leaves out the tests.

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use crate::postgres_server::Server;
use crate::{postgres_binaries, run, sqlite_shell};

/// Arguments of `cargo xtask test`.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The engines to test on; one that cannot be had fails the run
    #[arg(long, value_enum, default_value_t = Engines::All)]
    engine: Engines,
    /// Passed on to `cargo test`, after `--`
    #[arg(last = true, value_name = "ARGUMENTS")]
    cargo: Vec<OsString>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Engines {
    /// Embedded; needs no server
    Sqlite,
    /// A private, throw-away server
    Postgres,
    /// Every engine this project supports
    All,
}

impl Engines {
    /// The names the tests know, which fail when a named engine is missing.
    fn names(self) -> &'static str {
        match self {
            Engines::Sqlite => "sqlite",
            Engines::Postgres => "postgres",
            Engines::All => "sqlite,postgres",
        }
    }
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, String> {
    if arguments.engine != Engines::Postgres {
        sqlite_shell::find_or_install()?;
    }
    let mut server = if arguments.engine == Engines::Sqlite { None } else { server()? };
    let mut cargo = run::cargo();
    cargo.current_dir(run::workspace()).arg("test").arg("--workspace").args(&arguments.cargo);
    cargo.env("DRIFTLINE_TEST_ENGINES", arguments.engine.names());
    if let Some(server) = &server {
        cargo.env("DRIFTLINE_TEST_POSTGRES", server.url()).env("DRIFTLINE_TEST_POSTGRES_BIN", server.binaries());
    } else if arguments.engine == Engines::Sqlite {
        cargo.env_remove("DRIFTLINE_TEST_POSTGRES");
    }
    run::show(&cargo);
    let mut child = cargo.spawn().map_err(|error| format!("cannot start cargo: {error}"))?;
    if let Some(server) = &mut server {
        server.guard(&child)?;
    }
    let status = child.wait().map_err(|error| format!("cargo test got lost: {error}"))?;
    if let Some(server) = &mut server {
        server.unguard();
    }
    Ok(run::code(status))
}

/// A private server, unless the environment names one.
pub(crate) fn server() -> Result<Option<Server>, String> {
    if std::env::var_os("DRIFTLINE_TEST_POSTGRES").is_some_and(|url| !url.is_empty()) {
        eprintln!("using the server that DRIFTLINE_TEST_POSTGRES names");
        return Ok(None);
    }
    Server::start(&postgres_binaries::find_or_install()?).map(Some)
}
