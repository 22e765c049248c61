//! `cargo xtask test`: every test on every engine, on servers of its own. Leaves out the tests.

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use crate::servers::{self, Kind};
use crate::{run, sqlite_shell};

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
    /// A private, throw-away MariaDB server, which stands for MySQL too
    #[value(alias = "mariadb")]
    Mysql,
    /// Every engine this project supports
    All,
}

impl Engines {
    /// The names the tests know, which fail when a named engine is missing.
    fn names(self) -> &'static str {
        match self {
            Engines::Sqlite => "sqlite",
            Engines::Postgres => "postgres",
            Engines::Mysql => "mysql",
            Engines::All => "sqlite,postgres,mysql",
        }
    }

    fn servers(self) -> &'static [Kind] {
        match self {
            Engines::Sqlite => &[],
            Engines::Postgres => &[Kind::Postgres],
            Engines::Mysql => &[Kind::MariaDb],
            Engines::All => &Kind::ALL,
        }
    }
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, String> {
    if matches!(arguments.engine, Engines::Sqlite | Engines::All) {
        sqlite_shell::find_or_install()?;
    }
    let mut cargo = run::cargo();
    cargo.current_dir(run::workspace()).arg("test").arg("--workspace").args(&arguments.cargo);
    cargo.env("DRIFTLINE_TEST_ENGINES", arguments.engine.names());
    servers::run_with(arguments.engine.servers(), cargo)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mariadb_is_another_word_for_mysql() {
        assert!(Engines::from_str("mariadb", false) == Ok(Engines::Mysql));
        let named: Vec<&str> = [Engines::Sqlite, Engines::Postgres, Engines::Mysql].map(Engines::names).to_vec();
        assert_eq!(named.join(","), Engines::All.names());
    }
}
