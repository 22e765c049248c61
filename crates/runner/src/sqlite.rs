//! SQLite's answers: one writer at a time by `BEGIN IMMEDIATE`, foreign keys switched off around a transaction where a
//! migration asks for it.

use async_trait::async_trait;
use driftline_schema::Engine;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, SqliteTransactionMode, Statement,
    TransactionOptions, TransactionTrait,
};

use crate::rules::{Rules, terminated};

/// Rows whose foreign key points at nothing.
const VIOLATIONS: &str = "SELECT count(*) FROM pragma_foreign_key_check";

/// SQLite.
pub(crate) struct Sqlite;

#[async_trait]
impl Rules for Sqlite {
    fn backend(&self) -> DbBackend {
        DbBackend::Sqlite
    }

    /// The write lock of `BEGIN IMMEDIATE` keeps the application out (SQLite "Transactions", 2.2).
    async fn begin(&self, connection: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
        let mode = Some(SqliteTransactionMode::Immediate);
        connection.begin_with_options(TransactionOptions { sqlite_transaction_mode: mode, ..Default::default() }).await
    }

    async fn drop_everything(&self, connection: &DatabaseConnection) -> Result<(), DbErr> {
        let before = Settings::read(connection).await?;
        foreign_keys_off(connection).await?;
        let outcome = drop_all(self, connection).await;
        before.restore(connection).await?;
        outcome
    }

    fn shell(&self) -> &'static str {
        "sqlite3"
    }

    fn script_head(&self) -> String {
        ".bail on\nPRAGMA foreign_keys = ON;".to_owned()
    }

    fn script_statement(&self, sql: &str) -> String {
        terminated(Engine::Sqlite, sql)
    }

    fn script_begin(&self, foreign_keys_off: bool) -> &'static str {
        if foreign_keys_off { "PRAGMA foreign_keys = OFF;\nBEGIN IMMEDIATE;" } else { "BEGIN IMMEDIATE;" }
    }

    fn script_end(&self, foreign_keys_off: bool) -> &'static str {
        if foreign_keys_off { "COMMIT;\nPRAGMA foreign_keys = ON;" } else { "COMMIT;" }
    }

    fn script_now(&self) -> &'static str {
        "CAST(strftime('%s', 'now') AS integer)"
    }
}

/// Settings of the connection that a rebuild changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Settings {
    foreign_keys: i64,
    legacy_alter_table: i64,
}

impl Settings {
    /// Reads them.
    pub(crate) async fn read(connection: &DatabaseConnection) -> Result<Settings, DbErr> {
        Ok(Settings {
            foreign_keys: number(connection, "PRAGMA foreign_keys").await?,
            legacy_alter_table: number(connection, "PRAGMA legacy_alter_table").await?,
        })
    }

    /// Puts them back.
    pub(crate) async fn restore(self, connection: &DatabaseConnection) -> Result<(), DbErr> {
        let sql = format!(
            "PRAGMA foreign_keys = {}; PRAGMA legacy_alter_table = {}",
            self.foreign_keys, self.legacy_alter_table
        );
        connection.execute_unprepared(&sql).await.map(|_| ())
    }
}

/// Switches foreign keys off and makes sure that they are: inside a transaction the pragma does nothing.
pub(crate) async fn foreign_keys_off(connection: &DatabaseConnection) -> Result<(), DbErr> {
    connection.execute_unprepared("PRAGMA foreign_keys = OFF").await?;
    if number(connection, "PRAGMA foreign_keys").await? == 0 {
        return Ok(());
    }
    Err(DbErr::Migration("SQLite keeps foreign keys on although they were switched off".to_owned()))
}

/// How many rows have a foreign key that points at nothing.
pub(crate) async fn violations<C: ConnectionTrait>(connection: &C) -> Result<i64, DbErr> {
    number(connection, VIOLATIONS).await
}

async fn number<C: ConnectionTrait>(connection: &C, sql: &str) -> Result<i64, DbErr> {
    match connection.query_one_raw(Statement::from_string(DbBackend::Sqlite, sql)).await? {
        Some(row) => row.try_get_by_index(0),
        None => Ok(0),
    }
}

/// Views first (they may name any table), then virtual tables (their shadow tables go with them), then what is left.
async fn drop_all(rules: &Sqlite, connection: &DatabaseConnection) -> Result<(), DbErr> {
    let transaction = rules.begin(connection).await?;
    let kinds = [
        ("VIEW", "type = 'view'"),
        ("TABLE", "type = 'table' AND sql LIKE 'CREATE VIRTUAL TABLE%'"),
        ("TABLE", "type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"),
    ];
    for (kind, which) in kinds {
        let query = format!("SELECT name FROM sqlite_schema WHERE {which} ORDER BY name");
        for row in transaction.query_all_raw(Statement::from_string(DbBackend::Sqlite, query)).await? {
            let name: String = row.try_get_by_index(0)?;
            let sql = format!("DROP {kind} IF EXISTS {}", Engine::Sqlite.quote(&name));
            transaction.execute_unprepared(&sql).await?;
        }
    }
    transaction.commit().await
}
