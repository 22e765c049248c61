//! The one session on which a journalled migration runs, spoken to in plain texts. Leaves out pools: a pool would open a new
//! session when this one dies, without its lock and its settings.

use async_trait::async_trait;
use driftline_schema::Engine;
use sea_orm::sqlx::mysql::MySqlConnection;
use sea_orm::sqlx::postgres::PgConnection;
use sea_orm::sqlx::{self, AssertSqlSafe, Row};

/// A session of an engine.
#[async_trait]
pub(crate) trait Session: Send {
    /// The engine.
    fn engine(&self) -> Engine;

    /// Runs a statement.
    async fn execute(&mut self, sql: &str) -> Result<(), sqlx::Error>;

    /// The rows of a query as texts.
    async fn rows(&mut self, sql: &str) -> Result<Vec<Vec<Option<String>>>, sqlx::Error>;
}

#[async_trait]
impl Session for MySqlConnection {
    fn engine(&self) -> Engine {
        Engine::MySql
    }

    async fn execute(&mut self, sql: &str) -> Result<(), sqlx::Error> {
        sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(self).await.map(|_| ())
    }

    async fn rows(&mut self, sql: &str) -> Result<Vec<Vec<Option<String>>>, sqlx::Error> {
        let rows = sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).fetch_all(self).await?;
        rows.iter().map(texts).collect()
    }
}

#[async_trait]
impl Session for PgConnection {
    fn engine(&self) -> Engine {
        Engine::Postgres
    }

    async fn execute(&mut self, sql: &str) -> Result<(), sqlx::Error> {
        sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(self).await.map(|_| ())
    }

    async fn rows(&mut self, sql: &str) -> Result<Vec<Vec<Option<String>>>, sqlx::Error> {
        let rows = sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).fetch_all(self).await?;
        rows.iter().map(texts).collect()
    }
}

/// Without a prepared statement both servers send every value as a text.
fn texts<'r, R>(row: &'r R) -> Result<Vec<Option<String>>, sqlx::Error>
where
    R: Row,
    usize: sqlx::ColumnIndex<R>,
    Option<Vec<u8>>: sqlx::Decode<'r, R::Database>,
{
    // A default of bytes stands in `SHOW CREATE` as it is, whatever the character set.
    let text =
        |bytes: Vec<u8>| String::from_utf8(bytes).unwrap_or_else(|error| error.as_bytes().escape_ascii().to_string());
    (0..row.len()).map(|at| Ok(row.try_get_unchecked::<Option<Vec<u8>>, usize>(at)?.map(text))).collect()
}
