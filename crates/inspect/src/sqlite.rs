//! Reads a SQLite database: one query over `sqlite_master`, whatever the number of tables.
//!
//! SQLite keeps every definition as text, so [`create_table`] and `driftline_schema::statement` read the statements
//! themselves; `pragma table_xinfo`, asked in the same query, must agree with what was read. Only tables that are not
//! understood are asked for in three more queries ([`pragma`]); they are reported as opaque. Works from SQLite 3.35:
//! `pragma table_list` (3.37) is not used. Leaves out temporary and attached databases.

pub mod create_table;

mod catalog;
pub(crate) mod default;
mod pragma;
mod shadow;
mod table;

use sea_orm::{ConnectionTrait, DbBackend, DbErr, QueryResult, Statement, TransactionTrait};

use crate::{InspectError, Inspection};
use catalog::Entry;

pub use default::settle_defaults;

/// Virtual tables (no page of their own) are not asked for: their module may be missing, which would fail the query.
const CATALOG: &str = "SELECT m.type, m.name, m.tbl_name, m.rootpage, m.sql, \
    CASE WHEN m.type = 'table' AND m.rootpage > 0 THEN ( \
        SELECT group_concat(c.\"notnull\" || ' ' || c.pk || ' ' || c.hidden || ' ' || quote(c.name), ',') \
        FROM pragma_table_xinfo(m.name, 'main') c \
    ) END \
    FROM main.sqlite_master m ORDER BY m.rowid";

/// Reads the main database behind a connection. Never writes.
///
/// # Errors
/// [`InspectError::Catalog`] when SQLite refuses to read its catalog.
pub async fn read<C>(connection: &C) -> Result<Inspection, InspectError>
where
    C: ConnectionTrait + TransactionTrait,
{
    let what = "the tables, indexes, views and triggers";
    let entries: Vec<Entry> = query(connection, CATALOG, what)
        .await?
        .iter()
        .map(entry)
        .collect::<Result<_, _>>()
        .map_err(|source| InspectError::Catalog { what, source })?;
    let mut draft = catalog::draft(&entries);
    let mut queries = 1;
    if !draft.unread.is_empty() {
        let roots: Vec<i64> = draft.unread.values().map(|(root, _)| *root).collect();
        for (name, described) in pragma::describe(connection, &roots).await? {
            draft.describe(&name, described);
        }
        queries += pragma::QUERIES;
    }
    let schema = draft.finish(&entries);
    Ok(Inspection { schema, queries })
}

fn entry(row: &QueryResult) -> Result<Entry, DbErr> {
    Ok(Entry {
        kind: row.try_get_by_index(0)?,
        name: row.try_get_by_index(1)?,
        table: row.try_get_by_index(2)?,
        root: row.try_get_by_index(3)?,
        sql: row.try_get_by_index(4)?,
        summary: row.try_get_by_index(5)?,
    })
}

/// Runs a query on the catalog; `what` names what it reads, for the error.
async fn query<C: ConnectionTrait>(
    connection: &C,
    sql: &str,
    what: &'static str,
) -> Result<Vec<QueryResult>, InspectError> {
    let statement = Statement::from_string(DbBackend::Sqlite, sql);
    connection.query_all_raw(statement).await.map_err(|source| InspectError::Catalog { what, source })
}

#[cfg(test)]
mod tests;
