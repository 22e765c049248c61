//! Which engines a test run covers. SQLite is embedded; PostgreSQL is where `DRIFTLINE_TEST_POSTGRES` points, MariaDB or
//! MySQL where `DRIFTLINE_TEST_MYSQL` does.
//! Leaves out starting servers: `cargo xtask test` does.

use std::collections::BTreeSet;
use std::env;
use std::io::Write as _;
use std::sync::{Mutex, PoisonError};

use driftline_schema::Engine;

/// The URL of a PostgreSQL server on which databases may be created.
pub const POSTGRES: &str = "DRIFTLINE_TEST_POSTGRES";
/// The folder of PostgreSQL's programs, for `pg_dump`.
pub const POSTGRES_PROGRAMS: &str = "DRIFTLINE_TEST_POSTGRES_BIN";
/// The URL of a MariaDB or MySQL server on which databases may be created; it names none.
pub const MYSQL: &str = "DRIFTLINE_TEST_MYSQL";
/// The folder of MariaDB's programs, for the client `mariadb`.
pub const MYSQL_PROGRAMS: &str = "DRIFTLINE_TEST_MYSQL_BIN";
/// Engines by name, separated by commas, that must be tested; one that is missing fails the run.
pub const ENGINES: &str = "DRIFTLINE_TEST_ENGINES";

/// Whether tests run on an engine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Availability {
    /// They run.
    Here,
    /// They do not, and that is said once: nobody asked for the engine.
    Skipped(String),
    /// They do not although the run names the engine: that is a failure.
    Missing(String),
}

/// Every engine.
pub const ALL: [Engine; 3] = [Engine::Sqlite, Engine::Postgres, Engine::MySql];

/// The variable that names the engine's server; `None` where there is no server.
#[must_use]
pub fn variable(engine: Engine) -> Option<&'static str> {
    match engine {
        Engine::Sqlite => None,
        Engine::Postgres => Some(POSTGRES),
        Engine::MySql => Some(MYSQL),
    }
}

/// Whether tests run on the engine, from the environment.
#[must_use]
pub fn availability(engine: Engine) -> Availability {
    let server = variable(engine).and_then(|variable| env::var(variable).ok());
    judge(engine, env::var(ENGINES).ok().as_deref(), server.as_deref())
}

/// `server` is the URL of the engine's own server.
fn judge(engine: Engine, named: Option<&str>, server: Option<&str>) -> Availability {
    let named = named.filter(|names| !names.is_empty());
    let asked = named.is_some_and(|names| names.split(',').any(|name| name.trim() == engine.word()));
    if named.is_some() && !asked {
        return Availability::Skipped(format!("{engine} is left out by {ENGINES}"));
    }
    if variable(engine).is_none() || server.is_some_and(|url| !url.is_empty()) {
        return Availability::Here;
    }
    let reason = format!("no {engine} server here; `cargo xtask test` provides one");
    if asked { Availability::Missing(reason) } else { Availability::Skipped(reason) }
}

/// Says once per run that an engine is skipped, past the capturing of a passing test's output.
pub fn report_skipped(reason: &str) {
    static SAID: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());
    if SAID.lock().unwrap_or_else(PoisonError::into_inner).insert(reason.to_owned()) {
        let _ = writeln!(std::io::stderr(), "skipped: {reason}");
    }
}

/// Whether the tests on this engine run.
///
/// # Errors
/// When the run names the engine and there is none.
pub fn runs(engine: Engine) -> Result<bool, String> {
    match availability(engine) {
        Availability::Here => Ok(true),
        Availability::Missing(reason) => Err(reason),
        Availability::Skipped(reason) => {
            report_skipped(&reason);
            Ok(false)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_engine_that_is_named_must_be_there() {
        assert!(matches!(judge(Engine::Postgres, Some("sqlite,postgres"), None), Availability::Missing(_)));
        assert!(matches!(judge(Engine::Postgres, None, None), Availability::Skipped(_)));
        assert_eq!(judge(Engine::Postgres, None, Some("postgres://x")), Availability::Here);
        assert!(matches!(judge(Engine::MySql, Some("mysql"), None), Availability::Missing(_)));
        assert_eq!(judge(Engine::MySql, Some("mysql"), Some("mysql://x/")), Availability::Here);
    }

    #[test]
    fn an_engine_that_is_not_named_is_left_out_on_purpose() {
        assert!(matches!(judge(Engine::Sqlite, Some("postgres"), None), Availability::Skipped(_)));
        assert!(matches!(judge(Engine::Postgres, Some("sqlite"), Some("postgres://x")), Availability::Skipped(_)));
        assert_eq!(judge(Engine::Sqlite, None, None), Availability::Here);
    }
}
