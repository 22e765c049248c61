//! Reads PostgreSQL's catalogs: a fixed number of queries, whatever the number of tables.
//!
//! Everything is read under an empty search path, so that the server prints every name that is not its own with its
//! namespace, and under fixed output settings, so that constants are printed alike in every session. The default
//! namespace's qualifier is then taken off ([`names`]), and what is printed in several ways is compared in one
//! ([`meaning`]). Definitions (`pg_get_expr`, `pg_get_indexdef`, …) are asked for only where a catalog row holds an
//! expression or something unusual: they are what costs time.
//!
//! Left out silently: system and temporary namespaces, what belongs to an extension, the history table and Driftline's
//! own. Named as not compared: what has no place in a `Schema`. Leaves out owners and privileges but those of views, which a view
//! made anew gets back.

mod access;
mod beside;
mod column;
mod constraint;
mod depend;
mod draft;
mod index;
pub(crate) mod meaning;
mod member;
pub(crate) mod names;
mod object;
mod relation;
mod rights;
mod row;

#[cfg(test)]
mod tests;

use sea_orm::{ConnectionTrait, DbBackend, Statement, TransactionSession, TransactionTrait};

pub use access::read_access;

use crate::{InspectError, Inspection, Others, Scope};
use draft::Draft;
use names::Names;
use row::Fields;

/// Constants in defaults and checks are printed by the session's settings: these are `pg_dump`'s. Printing a view waits for
/// whoever holds its tables exclusively, but not for ever.
const SETTINGS: &str = "SET LOCAL search_path TO ''; SET LOCAL transaction_read_only TO on; \
    SET LOCAL quote_all_identifiers TO off; SET LOCAL datestyle TO 'ISO, YMD'; SET LOCAL intervalstyle TO postgres; \
    SET LOCAL timezone TO 'UTC'; SET LOCAL extra_float_digits TO 3; SET LOCAL bytea_output TO hex; \
    SET LOCAL standard_conforming_strings TO on; \
    SET LOCAL statement_timeout TO 0; SET LOCAL lock_timeout TO '10s'; SET LOCAL jit TO off";

/// Reads the namespaces of a scope. Never writes: the transaction (a savepoint where one is open) is read-only and rolled
/// back.
///
/// # Errors
/// [`InspectError::Catalog`] when a catalog cannot be read.
pub async fn read<C>(connection: &C, scope: &Scope) -> Result<Inspection, InspectError>
where
    C: ConnectionTrait + TransactionTrait,
{
    read_under(connection, scope, None).await
}

/// Reads a scope whose definitions also name objects of another namespace that is the default one elsewhere: a scratch
/// place beside the live namespace.
pub(crate) async fn read_under<C>(
    connection: &C,
    scope: &Scope,
    also_default: Option<&str>,
) -> Result<Inspection, InspectError>
where
    C: ConnectionTrait + TransactionTrait,
{
    let what = "PostgreSQL's catalogs";
    let transaction = connection.begin().await.map_err(|source| InspectError::Catalog { what, source })?;
    let mut reader = Reader { connection: &transaction, queries: 1 };
    let schema = match reader.read(scope, also_default).await {
        Ok(draft) => Ok(draft.finish()),
        Err(error) => Err(error),
    };
    // And ROLLBACK.
    let queries = reader.queries + 1;
    let ended = transaction.rollback().await.map_err(|source| InspectError::Catalog { what, source });
    let schema = schema?;
    ended?;
    Ok(Inspection { schema, queries })
}

struct Reader<'a, C> {
    connection: &'a C,
    queries: u32,
}

impl<C: ConnectionTrait> Reader<'_, C> {
    async fn read(&mut self, scope: &Scope, also_default: Option<&str>) -> Result<Draft, InspectError> {
        let (names, version) = self.names(scope, also_default).await?;
        self.queries += 1;
        self.connection
            .execute_unprepared(SETTINGS)
            .await
            .map_err(|source| InspectError::Catalog { what: "the session's settings", source })?;
        let mut draft = Draft::new(names);
        if draft.names.is_empty() {
            return Ok(draft);
        }
        let within = draft.names.list();
        let types = self.rows("the types", &object::types_query(&within)).await?;
        draft.take_all(&types, object::take_type)?;
        let relations = self.rows("the tables, views and sequences", &relation::query(&within)).await?;
        draft.take_all(&relations, relation::take)?;
        let columns = self.rows("the columns", &column::query(&within, version)).await?;
        draft.take_all(&columns, column::take)?;
        let constraints = self.rows("the constraints", &constraint::query(&within, version)).await?;
        draft.take_all(&constraints, constraint::take)?;
        let indexes = self.rows("the indexes", &index::query(&within, version)).await?;
        draft.take_all(&indexes, index::take)?;
        let members = self.rows("the triggers, policies and rules", &member::query(&within)).await?;
        draft.take_all(&members, member::take)?;
        draft.other_sequences();
        // What belongs to the database is there for a scratch place too, and is not made there.
        let everything = matches!(scope.others, Others::All);
        let beside = self.rows("the objects beside tables", &beside::query(&within, version, everything)).await?;
        draft.take_all(&beside, beside::take)?;
        let depend = self.rows("the dependencies", &depend::query(&within, version)).await?;
        draft.take_all(&depend, depend::take)?;
        Ok(draft)
    }

    /// The namespaces of the scope, and the server's version number (150020 is 15.20).
    async fn names(&mut self, scope: &Scope, also_default: Option<&str>) -> Result<(Names, u32), InspectError> {
        let what = "the namespaces";
        let rows = self.rows(what, &names::query(scope)).await?;
        Names::read(&rows, scope, also_default).map_err(|source| InspectError::Catalog { what, source })
    }

    async fn rows(&mut self, what: &'static str, sql: &str) -> Result<Rows, InspectError> {
        self.queries += 1;
        let statement = Statement::from_string(DbBackend::Postgres, sql);
        let rows =
            self.connection.query_all_raw(statement).await.map_err(|source| InspectError::Catalog { what, source })?;
        Ok(Rows { what, rows })
    }
}

/// The answer to one query, and what was asked for.
pub(crate) struct Rows {
    what: &'static str,
    rows: Vec<sea_orm::QueryResult>,
}

impl Rows {
    fn each(&self) -> impl Iterator<Item = Fields<'_>> {
        self.rows.iter().filter_map(Fields::of)
    }
}
