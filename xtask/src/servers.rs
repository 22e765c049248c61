//! The private servers of a run: one for each engine that needs one, unless the environment names a server for it.
//! Leaves out how a server is kept (`server`).

use std::ffi::OsString;
use std::process::{Command, ExitCode};

use crate::server::{Server, report_leftovers};
use crate::{mariadb_binaries, mariadb_server, postgres_binaries, postgres_server, run};

/// The engines that need a server.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    /// `DRIFTLINE_TEST_POSTGRES`
    Postgres,
    /// `DRIFTLINE_TEST_MYSQL`
    MariaDb,
}

impl Kind {
    /// Every one.
    pub(crate) const ALL: [Kind; 2] = [Kind::Postgres, Kind::MariaDb];

    /// The variable that names its server; with `_BIN` behind it, the folder of its programs.
    fn variable(self) -> &'static str {
        match self {
            Kind::Postgres => "DRIFTLINE_TEST_POSTGRES",
            Kind::MariaDb => "DRIFTLINE_TEST_MYSQL",
        }
    }

    /// Its engine's word in settings and flags.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Kind::Postgres => "postgres",
            Kind::MariaDb => "mysql",
        }
    }

    /// Starts a server and says what the environment calls it.
    fn start(self) -> Result<(Server, [(String, OsString); 2]), String> {
        let (server, url, folder) = match self {
            Kind::Postgres => {
                let binaries = postgres_binaries::find_or_install()?;
                let server = Server::start(&postgres_server::recipe(&binaries))?;
                let url = postgres_server::url(server.port());
                (server, url, binaries)
            }
            Kind::MariaDb => {
                let binaries = mariadb_binaries::find_or_install()?;
                let server = Server::start(&mariadb_server::recipe(&binaries))?;
                let url = mariadb_server::url(server.port());
                (server, url, binaries.client)
            }
        };
        let variable = self.variable();
        Ok((server, [(variable.to_owned(), url.into()), (format!("{variable}_BIN"), folder.into())]))
    }
}

/// Runs a program that finds its servers in the environment, and nothing of an engine that was not asked for. It, and
/// what it starts, ends with this process.
pub(crate) fn run_with(kinds: &[Kind], mut command: Command) -> Result<ExitCode, String> {
    for kind in Kind::ALL.iter().filter(|kind| !kinds.contains(kind)) {
        command.env_remove(kind.variable());
    }
    run_beside(kinds, command)
}

/// As [`run_with`], with whatever else the environment names.
pub(crate) fn run_beside(kinds: &[Kind], mut command: Command) -> Result<ExitCode, String> {
    report_leftovers();
    let mut servers = Vec::new();
    for kind in Kind::ALL.into_iter().filter(|kind| kinds.contains(kind)) {
        let variable = kind.variable();
        if std::env::var_os(variable).is_some_and(|url| !url.is_empty()) {
            eprintln!("using the server that {variable} names");
        } else {
            let (server, environment) = kind.start()?;
            servers.push(server);
            command.envs(environment);
        }
    }
    run::show(&command);
    let mut child = command.spawn().map_err(|error| format!("cannot start cargo: {error}"))?;
    for server in &mut servers {
        server.guard(&child)?;
    }
    let status = child.wait().map_err(|error| format!("cargo got lost: {error}"))?;
    servers.iter_mut().for_each(Server::unguard);
    Ok(run::code(status))
}
