//! What a run does differently from engine to engine: the transaction, the script's words. Each engine's
//! answers are in its own file; leaves out everything that is the same.

use async_trait::async_trait;
use driftline_schema::Engine;
use driftline_schema::sql::{tokens, trimmed};
use sea_orm::{DatabaseConnection, DatabaseTransaction, DbBackend, DbErr};
use sea_orm_migration::MigrationTrait;

use crate::{mysql, postgres, sqlite};

/// One engine's answers.
#[async_trait]
pub(crate) trait Rules: Send + Sync {
    /// SeaORM's word for the engine.
    fn backend(&self) -> DbBackend;

    /// Whether a transaction that is taken back takes definitions back too. Where not, each definition commits what stands
    /// before it, and a migration runs outside a transaction, statement by statement.
    fn transactional_ddl(&self) -> bool {
        true
    }

    /// Makes sure, outside a transaction, that the session that works holds its lock: a session that the server ended and the
    /// pool opened anew does not.
    async fn hold(&self, _connection: &DatabaseConnection) -> Result<(), DbErr> {
        Ok(())
    }

    /// Lets go of what [`Rules::hold`] took for the session alone.
    async fn let_go(&self, _connection: &DatabaseConnection) -> Result<(), DbErr> {
        Ok(())
    }

    /// Whether the session still holds the runner's lock, where that lock belongs to the session that works.
    async fn holds(&self, _connection: &DatabaseConnection) -> bool {
        true
    }

    /// Begins a migration's transaction; inside it no other runner changes the history.
    async fn begin(&self, connection: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr>;

    /// Drops everything in the current namespace.
    async fn drop_everything(&self, connection: &DatabaseConnection) -> Result<(), DbErr>;

    /// The program that runs a script as it is.
    fn shell(&self) -> &'static str;

    /// First lines of a script: stop at the first error, and give texts the meaning they have here.
    fn script_head(&self) -> String;

    /// One statement as the shell reads it, with its end.
    fn script_statement(&self, sql: &str) -> String;

    /// Lines before a migration that is one transaction in a script.
    fn script_begin(&self, foreign_keys_off: bool) -> &'static str;

    /// Lines behind a migration that is one transaction in a script.
    fn script_end(&self, foreign_keys_off: bool) -> &'static str;

    /// The current time in unix seconds, as SQL.
    fn script_now(&self) -> &'static str;
}

/// The answers of the engine.
pub(crate) fn of(engine: Engine) -> &'static dyn Rules {
    match engine {
        Engine::Sqlite => &sqlite::Sqlite,
        Engine::Postgres => &postgres::Postgres,
        Engine::MySql => &mysql::MySql,
    }
}

/// Whether a migration runs in one transaction with its history row: where definitions can be taken back, unless it says
/// otherwise.
pub(crate) fn in_transaction(rules: &dyn Rules, migration: &dyn MigrationTrait) -> bool {
    migration.use_transaction().unwrap_or(rules.transactional_ddl())
}

/// The statement with its semicolon; behind a comment it needs a line of its own.
pub(crate) fn terminated(engine: Engine, sql: &str) -> String {
    let sql = trimmed(sql);
    match tokens(engine, sql).last() {
        Some(last) if last.is_mark(";") => sql.to_owned(),
        Some(last) if last.end == sql.len() => format!("{sql};"),
        _ => format!("{sql}\n;"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_ends_once_and_outside_comments() {
        let written = |sql: &str| terminated(Engine::Sqlite, sql);
        assert_eq!(written("SELECT 1 "), "SELECT 1;");
        assert_eq!(written("SELECT 1; -- one"), "SELECT 1; -- one");
        assert_eq!(written("SELECT ';' -- a;"), "SELECT ';' -- a;\n;");
    }
}
