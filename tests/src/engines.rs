//! Which engines a test run covers. SQLite is embedded; PostgreSQL is where `DRIFTLINE_TEST_POSTGRES` points.
//! Leaves out starting servers: `cargo xtask test` does.

use std::env;
use std::io::Write as _;
use std::sync::Once;

use driftline_schema::Engine;

/// The URL of a PostgreSQL server on which databases may be created.
pub const POSTGRES: &str = "DRIFTLINE_TEST_POSTGRES";
/// The folder of PostgreSQL's programs, for `pg_dump`.
pub const POSTGRES_PROGRAMS: &str = "DRIFTLINE_TEST_POSTGRES_BIN";
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

/// The engine's name in file headers and variables.
#[must_use]
pub fn word(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => "sqlite",
        Engine::Postgres => "postgres",
        Engine::MySql => "mysql",
    }
}

/// The engine of that name.
#[must_use]
pub fn named(word: &str) -> Option<Engine> {
    match word {
        "sqlite" => Some(Engine::Sqlite),
        "postgres" => Some(Engine::Postgres),
        "mysql" => Some(Engine::MySql),
        _ => None,
    }
}

/// Whether tests run on the engine, from the environment.
#[must_use]
pub fn availability(engine: Engine) -> Availability {
    judge(engine, env::var(ENGINES).ok().as_deref(), env::var(POSTGRES).ok().as_deref())
}

fn judge(engine: Engine, named: Option<&str>, postgres: Option<&str>) -> Availability {
    let named = named.filter(|names| !names.is_empty());
    let asked = named.is_some_and(|names| names.split(',').any(|name| name.trim() == word(engine)));
    if named.is_some() && !asked {
        return Availability::Skipped(format!("{engine} is left out by {ENGINES}"));
    }
    match engine {
        Engine::Sqlite => Availability::Here,
        Engine::Postgres if postgres.is_some_and(|url| !url.is_empty()) => Availability::Here,
        Engine::Postgres | Engine::MySql => {
            let reason = format!("no {engine} server here; `cargo xtask test` provides one");
            if asked { Availability::Missing(reason) } else { Availability::Skipped(reason) }
        }
    }
}

/// Says once per run that an engine is skipped, past the capturing of a passing test's output.
pub fn report_skipped(reason: &str) {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let _ = writeln!(std::io::stderr(), "skipped: {reason}");
    });
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
    }

    #[test]
    fn an_engine_that_is_not_named_is_left_out_on_purpose() {
        assert!(matches!(judge(Engine::Sqlite, Some("postgres"), None), Availability::Skipped(_)));
        assert!(matches!(judge(Engine::Postgres, Some("sqlite"), Some("postgres://x")), Availability::Skipped(_)));
        assert_eq!(judge(Engine::Sqlite, None, None), Availability::Here);
    }
}
