//! What a run does differently from engine to engine: the lock, the transaction, the script's words. Each engine's
//! answers are in its own file; leaves out everything that is the same.

use async_trait::async_trait;
use driftline_inspect::InspectError;
use driftline_schema::Engine;
use sea_orm::{DatabaseConnection, DatabaseTransaction, DbBackend, DbErr};

use crate::{postgres, sqlite};

/// One engine's answers.
#[async_trait]
pub(crate) trait Rules: Send + Sync {
    /// SeaORM's word for the engine.
    fn backend(&self) -> DbBackend;

    /// Whether another runner is at work on the database; `true` also where that shows only while waiting.
    async fn try_lock(&self, connection: &DatabaseConnection) -> Result<bool, DbErr>;

    /// Waits until no other runner is at work, for the rest of the session.
    async fn lock(&self, connection: &DatabaseConnection) -> Result<(), DbErr>;

    /// Lets the next runner in.
    async fn unlock(&self, connection: &DatabaseConnection) -> Result<(), DbErr>;

    /// Begins a migration's transaction; inside it no other runner changes the history.
    async fn begin(&self, connection: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr>;

    /// Drops everything in the current namespace.
    async fn drop_everything(&self, connection: &DatabaseConnection) -> Result<(), DbErr>;

    /// The program that runs a script as it is.
    fn shell(&self) -> &'static str;

    /// First lines of a script: stop at the first error.
    fn script_head(&self) -> &'static str;

    /// Lines before a migration in a script.
    fn script_begin(&self, foreign_keys_off: bool) -> &'static str;

    /// Lines behind a migration in a script.
    fn script_end(&self, foreign_keys_off: bool) -> &'static str;

    /// The current time in unix seconds, as SQL.
    fn script_now(&self) -> &'static str;
}

/// The answers of the engine.
pub(crate) fn of(engine: Engine) -> Result<&'static dyn Rules, InspectError> {
    match engine {
        Engine::Sqlite => Ok(&sqlite::Sqlite),
        Engine::Postgres => Ok(&postgres::Postgres),
        Engine::MySql => Err(InspectError::Engine(Engine::MySql.title().to_owned())),
    }
}

/// The engine a URL speaks of, without opening it.
pub(crate) fn engine_of_url(url: &str) -> Result<Engine, InspectError> {
    match url.split(':').next().unwrap_or_default() {
        "sqlite" => Ok(Engine::Sqlite),
        "postgres" | "postgresql" => Ok(Engine::Postgres),
        "mysql" | "mariadb" => Ok(Engine::MySql),
        other => Err(InspectError::Engine(format!("`{other}`"))),
    }
}
