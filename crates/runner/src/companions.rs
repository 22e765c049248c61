//! Which of the runner's own tables are there: the history and its companions. One query for all of them; leaves out what is in
//! them.

use std::collections::BTreeSet;

use driftline_inspect::engine_of;
use sea_orm::{ConnectionTrait, DbErr, Statement};

use driftline_schema::Engine;

/// Those of the names that are tables of the current namespace, as they were given.
pub(crate) async fn present<C: ConnectionTrait>(connection: &C, names: &[&str]) -> Result<BTreeSet<String>, DbErr> {
    let backend = connection.get_database_backend();
    let engine = engine_of(backend).map_err(|error| DbErr::Custom(error.to_string()))?;
    let list = names.iter().map(|name| engine.literal(name)).collect::<Vec<_>>().join(", ");
    let sql = match engine {
        Engine::Sqlite => {
            format!("SELECT name FROM sqlite_schema WHERE type = 'table' AND name COLLATE NOCASE IN ({list})")
        }
        Engine::Postgres => format!(
            "SELECT relname::text FROM pg_class WHERE relnamespace = current_schema()::regnamespace \
             AND relkind IN ('r', 'p') AND relname IN ({list})"
        ),
        Engine::MySql => format!(
            "SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME IN ({list})"
        ),
    };
    let rows = connection.query_all_raw(Statement::from_string(backend, sql)).await?;
    let found = rows.iter().map(|row| row.try_get_by_index::<String>(0)).collect::<Result<Vec<_>, _>>()?;
    // Letter case is the server's matter: what it found by the name is the name's table.
    let is_there = |name: &&&str| {
        found.iter().any(|there| there == *name || (engine != Engine::Postgres && there.eq_ignore_ascii_case(name)))
    };
    Ok(names.iter().filter(is_there).map(|name| (*name).to_owned()).collect())
}
