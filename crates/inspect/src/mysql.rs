//! Reads MariaDB's and MySQL's catalogs: a fixed number of queries on `information_schema`, whatever the number of tables,
//! two more where a default holds a question mark ([`doubt`]), one where there are sequences ([`sequence`]) and one where
//! tables are partitioned ([`partition`]).
//!
//! The current database is read and no other: databases beside it are other people's. Texts are taken as the server prints
//! them, without the own database's name and with literals quoted in one way ([`text`]); where the two servers differ,
//! MySQL's words become MariaDB's ([`flavour`]). What a table shows later than the list of tables is passed over, so that
//! a table made or dropped while it is read is either there whole or not at all.
//!
//! Left out silently: temporary tables, the history table and Driftline's own, definers, privileges, the next number of
//! AUTO_INCREMENT and of a sequence, modes of `sql_mode` that do not change what a text says, letter case of the names in views and
//! triggers, MariaDB's REF_SYSTEM_ID (which it neither checks nor prints), and what `information_schema` does not say: FULLTEXT
//! parsers, `USING HASH` where the engine makes a tree of it, KEY_BLOCK_SIZE of a single index, periods of an application
//! (`PERIOD FOR`). Named as not compared: what has no place in a `Schema`.

pub(crate) mod body;
mod column;
mod constraint;
mod doubt;
mod draft;
mod event;
pub(crate) mod flavour;
mod index;
pub(crate) mod mode;
mod partition;
mod routine;
mod row;
mod sequence;
mod server;
mod table;
pub(crate) mod text;
mod trigger;
mod view;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use sea_orm::{ConnectionTrait, DbBackend, DbErr, QueryResult, Statement, TransactionSession, TransactionTrait};

use crate::{InspectError, Inspection};
use doubt::Questions;
use draft::Draft;
use row::Fields;
use server::Server;

pub use flavour::Flavour;
pub use mode::{FOREIGN as FOREIGN_MODES, STRICT as STRICT_MODE};

/// Reads the current database. Never writes: all that is sent are queries, in a transaction (a savepoint where one is open)
/// that is rolled back.
///
/// # Errors
/// [`InspectError::NoDatabase`] where the connection has none, [`InspectError::Catalog`] when a catalog cannot be read.
pub async fn read<C>(connection: &C) -> Result<Inspection, InspectError>
where
    C: ConnectionTrait + TransactionTrait,
{
    // Keeps the queries on one connection: another one of a pool may have another current database.
    let what = "the server's catalogs";
    let transaction = connection.begin().await.map_err(|source| InspectError::Catalog { what, source })?;
    let mut reader = Reader { connection: &transaction, queries: 1 };
    let schema = reader.read().await.map(Draft::finish);
    // And ROLLBACK.
    let queries = reader.queries + 1;
    let ended = transaction.rollback().await.map_err(|source| InspectError::Catalog { what, source });
    let schema = schema?;
    ended?;
    Ok(Inspection { schema, queries })
}

/// What takes one row of an answer into the draft.
type Take = fn(&mut Draft, &mut Fields<'_>) -> Result<(), DbErr>;

struct Reader<'a, C> {
    connection: &'a C,
    queries: u32,
}

impl<C: ConnectionTrait> Reader<'_, C> {
    async fn read(&mut self) -> Result<Draft, InspectError> {
        let server = self.server().await?;
        let (database, dialect) = (server.literal(), server.dialect);
        let mut draft = Draft::new(server);
        let steps: [(&str, String, Take); 11] = [
            ("the tables", table::query(&database), table::take),
            ("the columns", column::query(&database, dialect), column::take),
            ("the indexes", index::query(&database, dialect), index::take),
            ("the foreign keys' columns", constraint::columns_query(&database), constraint::take_column),
            ("the foreign keys", constraint::rules_query(&database), constraint::take_rule),
            ("the checks", dialect.checks_query(&database), constraint::take_check),
            ("the views", view::query(&database, dialect), view::take),
            ("the triggers", trigger::query(&database), trigger::take),
            ("the routines", routine::query(&database), routine::take),
            ("the routines' parameters", routine::parameters_query(&database), routine::take_parameter),
            ("the events", event::query(&database), event::take),
        ];
        for (what, sql, take) in steps {
            let rows = self.rows(what, &sql).await?;
            let fields = rows.iter().filter_map(Fields::of);
            draft.take_all(fields, take).map_err(|source| InspectError::Catalog { what, source })?;
        }
        if draft.has_partitions {
            let what = "the partitions";
            let rows = self.rows(what, &partition::query(&database)).await?;
            let fields = rows.iter().filter_map(Fields::of);
            draft.take_all(fields, partition::take).map_err(|source| InspectError::Catalog { what, source })?;
        }
        self.read_sequences(&mut draft).await;
        self.settle_doubts(&mut draft).await;
        Ok(draft)
    }

    /// Reads the options of all sequences; one that may not be read fails the query for all.
    async fn read_sequences(&mut self, draft: &mut Draft) {
        let names: Vec<String> = draft.sequences.keys().cloned().collect();
        if names.is_empty() {
            return;
        }
        let mut rows = self.rows("the sequences", &sequence::query(&names)).await.unwrap_or_default();
        rows.retain(|row| Fields::of(row).is_some_and(|mut fields| sequence::take(draft, &names, &mut fields).is_ok()));
        if rows.is_empty() {
            for name in names {
                draft.not_compared(format!("sequence {name}"), sequence::UNREAD);
            }
        }
    }

    /// Asks what stands behind the question marks of defaults. What cannot be asked, because a table may not be read or
    /// is gone by now, stays in doubt.
    async fn settle_doubts(&mut self, draft: &mut Draft) {
        let doubts = std::mem::take(&mut draft.doubts);
        let right = self.answers(&Questions::about_all(&doubts)).await;
        let wrong = doubt::without_printed(doubts, &right);
        let bits = self.answers(&Questions::about_bits(&wrong)).await;
        let (found, left) = doubt::solved(wrong, &bits);
        for (doubt, default) in found {
            draft.settle_doubt(&doubt, default);
        }
        draft.doubts = left;
    }

    /// The numbers of the conditions that hold.
    async fn answers(&mut self, questions: &Questions) -> BTreeSet<i64> {
        let Some(sql) = questions.query() else { return BTreeSet::new() };
        let rows = self.rows("the defaults", &sql).await.unwrap_or_default();
        rows.iter().filter_map(Fields::of).filter_map(|mut fields| fields.number().ok()).collect()
    }

    async fn server(&mut self) -> Result<Server, InspectError> {
        let what = "the server's version";
        let rows = self.rows(what, server::QUERY).await?;
        let mut fields = rows.first().and_then(Fields::of).ok_or(InspectError::NoDatabase)?;
        let server = Server::read(&mut fields).map_err(|source| InspectError::Catalog { what, source })?;
        server.ok_or(InspectError::NoDatabase)
    }

    async fn rows(&mut self, what: &'static str, sql: &str) -> Result<Vec<QueryResult>, InspectError> {
        self.queries += 1;
        let statement = Statement::from_string(DbBackend::MySql, sql);
        self.connection.query_all_raw(statement).await.map_err(|source| InspectError::Catalog { what, source })
    }
}
