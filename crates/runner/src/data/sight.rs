//! What a data migration may ask of the database: questions only. Leaves out changes.

use std::pin::Pin;

use driftline_inspect::Database;
use driftline_schema::Engine;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr, QueryResult, Statement};

use crate::commands::stamp;
use crate::context::Context;
use crate::error::RunError;
use crate::rules;

/// A future whose type ends here: a program that calls it would otherwise meet the compiler's limit for nested types.
pub(crate) type Boxed<'a, T> = Pin<Box<dyn Future<Output = Result<T, RunError>> + Send + 'a>>;

/// A look at the database.
#[derive(Debug)]
pub struct Sight<'a> {
    pub(crate) database: &'a Database,
    pub(crate) context: &'a Context,
}

impl Sight<'_> {
    /// The engine.
    #[must_use]
    pub fn engine(&self) -> Engine {
        self.database.engine
    }

    /// The connection, for questions of one's own.
    #[must_use]
    pub fn connection(&self) -> &DatabaseConnection {
        &self.database.connection
    }

    /// Rows of a query.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn rows(&self, sql: &str) -> Result<Vec<QueryResult>, DbErr> {
        let statement = Statement::from_string(rules::of(self.engine()).backend(), sql);
        self.connection().query_all_raw(statement).await
    }

    /// The one number of a query; 0 for NULL or no row.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn number(&self, sql: &str) -> Result<i64, DbErr> {
        let row = self.rows(sql).await?;
        Ok(row.first().map_or(Ok(None), |row| row.try_get_by_index::<Option<i64>>(0))?.unwrap_or(0))
    }

    /// Rows of a table; 0 where there is none.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn count(&self, table: &str) -> Result<i64, DbErr> {
        if !self.has_table(table).await? {
            return Ok(0);
        }
        self.number(&format!("SELECT count(*) FROM {}", self.engine().quote(table))).await
    }

    /// The application's tables: those that are neither the engine's, nor the history, nor Driftline's own.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn tables(&self) -> Result<Vec<String>, DbErr> {
        let sql = match self.engine() {
            Engine::Sqlite => {
                "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"
            }
            Engine::Postgres => {
                "SELECT relname::text FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = current_schema()::regnamespace \
                 ORDER BY relname"
            }
            Engine::MySql => {
                "SELECT CAST(TABLE_NAME AS char) FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() \
                 AND TABLE_TYPE = 'BASE TABLE' ORDER BY TABLE_NAME"
            }
        };
        let names: Vec<String> =
            self.rows(sql).await?.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?;
        let is_own =
            |name: &String| !name.starts_with("driftline_") && *name != self.context.project.table().to_string();
        Ok(names.into_iter().filter(is_own).collect())
    }

    /// Whether there is such a table.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn has_table(&self, table: &str) -> Result<bool, DbErr> {
        Ok(!self.columns(table).await?.is_empty())
    }

    /// The table's columns in order; none where there is no such table.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn columns(&self, table: &str) -> Result<Vec<String>, DbErr> {
        let name = self.engine().literal(table);
        let sql = match self.engine() {
            Engine::Sqlite => format!("SELECT name FROM pragma_table_info({name}) ORDER BY cid"),
            Engine::Postgres => format!(
                "SELECT column_name::text FROM information_schema.columns WHERE table_schema = current_schema() \
                 AND table_name = {name} ORDER BY ordinal_position"
            ),
            Engine::MySql => format!(
                "SELECT CAST(COLUMN_NAME AS char) FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() \
                 AND TABLE_NAME = {name} ORDER BY ORDINAL_POSITION"
            ),
        };
        self.rows(&sql).await?.iter().map(|row| row.try_get_by_index(0)).collect()
    }

    /// Whether the table has the column.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn has_column(&self, table: &str, column: &str) -> Result<bool, DbErr> {
        Ok(self.columns(table).await?.iter().any(|name| name == column))
    }

    /// What going to the head of the schema's history would change, one change a line; nothing where the database is there.
    ///
    /// # Errors
    /// When the history cannot be replayed in a throw-away place.
    pub async fn differences_from_head(&self) -> Result<Vec<String>, DbErr> {
        let head = self.context.project.migrations().len();
        let found: Boxed<'_, Vec<String>> = Box::pin(stamp::differences(self.context, None, Some(self.database), head));
        found.await.map_err(|error| DbErr::Migration(error.to_string()))
    }

    /// Migrations of the schema's history that the database does not record.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn pending(&self) -> Result<usize, DbErr> {
        Ok(self.context.project.read(&self.database.connection).await?.pending().len())
    }
}
