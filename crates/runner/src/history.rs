//! History: which migrations the code has and which the database records. A pure function of the two; leaves out
//! running anything.
//!
//! The table is SeaORM's own (`seaql_migrations`: version, applied_at in unix seconds), so that applications and
//! sea-orm-cli see the same history.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use driftline_inspect::engine_of;
use driftline_schema::Engine;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ConnectionTrait, DbBackend, DbErr, DynIden, QueryResult, Schema, Statement, StatementBuilder};
use sea_orm_migration::{MigrationTrait, MigratorTrait, seaql_migrations};

use crate::apply::Direction;
use crate::companions;
use crate::error::RunError;
use crate::journal::{self, Half, JournalError};
use crate::provenance::{self, Provenance};

/// The code's side: the migrations in order, and the name of the history table.
pub struct Project {
    migrations: Vec<Box<dyn MigrationTrait>>,
    table: DynIden,
}

impl std::fmt::Debug for Project {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Project").field("migrations", &self.names()).finish_non_exhaustive()
    }
}

/// One migration of the code, with what the database says about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The revision's name.
    pub name: String,
    /// When it was applied, in unix seconds; `None` when it is pending.
    pub applied_at: Option<i64>,
}

/// The code's migrations with their states, and what the database records beyond them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// The code's migrations in order.
    pub entries: Vec<Entry>,
    /// Recorded revisions that the code does not have, with their time.
    pub unknown: Vec<(String, i64)>,
    /// A migration that was begun and has not ended.
    pub half: Option<Half>,
    /// What was written down with applied revisions of the code; older databases have none of it.
    pub provenance: BTreeMap<String, Provenance>,
}

/// A row of the history with what its companions say.
struct Row {
    version: String,
    applied_at: i64,
    /// How many lines the journal has.
    journal: i64,
    provenance: Option<Provenance>,
}

impl Project {
    /// The migrations of an application's migrator.
    ///
    /// # Errors
    /// When two migrations have one name: only one of them could ever be recorded.
    pub fn of<M: MigratorTrait>() -> Result<Project, RunError> {
        let project = Project { migrations: M::migrations(), table: M::migration_table_name() };
        let mut seen = BTreeSet::new();
        match project.migrations.iter().find(|migration| !seen.insert(migration.name().to_owned())) {
            Some(double) => Err(RunError::SameName(double.name().to_owned())),
            None => Ok(project),
        }
    }

    /// The migrations in order.
    #[must_use]
    pub fn migrations(&self) -> &[Box<dyn MigrationTrait>] {
        &self.migrations
    }

    /// The names in order.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        self.migrations.iter().map(|migration| migration.name().to_owned()).collect()
    }

    /// The history table's name.
    #[must_use]
    pub fn table(&self) -> &DynIden {
        &self.table
    }

    /// Reads the history. Never writes: without a history table everything is pending.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn read<C: ConnectionTrait>(&self, connection: &C) -> Result<History, DbErr> {
        let table = self.table.to_string();
        let there = companions::present(connection, &[&table, journal::TABLE, provenance::TABLE]).await?;
        let (has_journal, has_provenance) = (there.contains(journal::TABLE), there.contains(provenance::TABLE));
        let rows =
            if there.contains(&table) { self.rows(connection, has_journal, has_provenance).await? } else { Vec::new() };
        let recorded = rows.iter().map(|row| (row.version.clone(), row.applied_at)).collect();
        let mut history = History::of(&self.names(), recorded);
        // Nearly always it is empty, which the rows say already.
        if has_journal && rows.first().is_none_or(|row| row.journal > 0) {
            history.half = journal::read(connection).await?;
        }
        history.provenance = rows.into_iter().filter_map(|row| Some((row.version, row.provenance?))).collect();
        Ok(history)
    }

    /// The history with what its companions say, in one query: `up` at head is to cost three in all.
    async fn rows<C: ConnectionTrait>(
        &self,
        connection: &C,
        has_journal: bool,
        has_provenance: bool,
    ) -> Result<Vec<Row>, DbErr> {
        let backend = connection.get_database_backend();
        let engine = engine_of(backend).map_err(|error| DbErr::Custom(error.to_string()))?;
        let table = engine.quote(&self.table.to_string());
        let journal = if has_journal { format!("(SELECT count(*) FROM {})", journal::TABLE) } else { "0".to_owned() };
        let journal = match engine {
            Engine::Postgres => format!("CAST({journal} AS bigint)"),
            Engine::Sqlite | Engine::MySql => journal,
        };
        let mut sql = format!("SELECT h.version, h.applied_at, {journal}");
        for column in provenance::COLUMNS.iter().filter(|_| has_provenance) {
            sql.push_str(&format!(", p.{column}"));
        }
        sql.push_str(&format!(" FROM {table} h"));
        if has_provenance {
            let companion = provenance::TABLE;
            sql.push_str(&format!(
                " LEFT JOIN {companion} p ON p.revision = h.version AND p.applied_at = h.applied_at"
            ));
        }
        sql.push_str(" ORDER BY h.version");
        let rows = connection.query_all_raw(Statement::from_string(backend, sql)).await?;
        let read = |row: &QueryResult| {
            Ok(Row {
                version: row.try_get_by_index(0)?,
                applied_at: row.try_get_by_index(1)?,
                journal: row.try_get_by_index(2)?,
                provenance: if has_provenance { Provenance::read(row, 3)? } else { None },
            })
        };
        rows.iter().map(read).collect()
    }

    /// Whether the revision is recorded now.
    ///
    /// # Errors
    /// What the engine says.
    pub(crate) async fn is_recorded<C: ConnectionTrait>(&self, connection: &C, name: &str) -> Result<bool, DbErr> {
        let query = Query::select()
            .column(seaql_migrations::Column::Version)
            .from(self.table.clone())
            .and_where(Expr::col(seaql_migrations::Column::Version).eq(name))
            .take();
        Ok(connection.query_one(&query).await?.is_some())
    }

    /// The statement that makes the history table as SeaORM makes it, if it is not there.
    #[must_use]
    pub(crate) fn create_table_sql(&self, backend: DbBackend) -> String {
        let mut create = Schema::new(backend).create_table_from_entity(seaql_migrations::Entity);
        create.table(self.table.clone()).if_not_exists();
        StatementBuilder::build(&create, &backend).to_string()
    }

    /// Makes the history table if it is not there.
    ///
    /// # Errors
    /// What the engine says.
    pub(crate) async fn install<C: ConnectionTrait>(&self, connection: &C) -> Result<(), DbErr> {
        let sql = self.create_table_sql(connection.get_database_backend());
        connection.execute_unprepared(&sql).await?;
        let companion = provenance::create_sql(connection.get_database_backend());
        connection.execute_unprepared(&companion).await.map(|_| ())
    }

    /// Records a revision as applied now, with how long it took where it ran. The tables must be there.
    ///
    /// # Errors
    /// What the engine says.
    pub(crate) async fn record<C: ConnectionTrait>(
        &self,
        connection: &C,
        name: &str,
        took: Option<Duration>,
    ) -> Result<(), DbErr> {
        let now = sea_orm::prelude::ChronoUtc::now().timestamp();
        let insert = Query::insert()
            .into_table(self.table.clone())
            .columns([seaql_migrations::Column::Version, seaql_migrations::Column::AppliedAt])
            .values_panic([name.into(), now.into()])
            .take();
        connection.execute(&insert).await?;
        let engine = engine_of(connection.get_database_backend()).map_err(|error| DbErr::Custom(error.to_string()))?;
        let took = took.map(|took| i64::try_from(took.as_millis()).unwrap_or(i64::MAX));
        provenance::write(connection, self, engine, name, now, took).await
    }

    /// Removes a revision's record.
    ///
    /// # Errors
    /// What the engine says.
    pub(crate) async fn forget<C: ConnectionTrait>(&self, connection: &C, name: &str) -> Result<(), DbErr> {
        let delete = Query::delete()
            .from_table(self.table.clone())
            .and_where(Expr::col(seaql_migrations::Column::Version).eq(name))
            .take();
        connection.execute(&delete).await?;
        provenance::forget(connection, name).await
    }
}

impl History {
    /// Puts the code's names and the database's records together.
    #[must_use]
    pub fn of(names: &[String], recorded: Vec<(String, i64)>) -> History {
        let mut recorded: BTreeMap<String, i64> = recorded.into_iter().collect();
        let entries =
            names.iter().map(|name| Entry { name: name.clone(), applied_at: recorded.remove(name) }).collect();
        History { entries, unknown: recorded.into_iter().collect(), half: None, provenance: BTreeMap::new() }
    }

    /// The history as a run in this direction sees it: what is half applied is still to be finished, or to be taken back.
    #[must_use]
    pub fn toward(&self, direction: Direction) -> History {
        let mut seen = self.clone();
        let Some(half) = &seen.half else { return seen };
        for entry in seen.entries.iter_mut().filter(|entry| entry.name == half.revision) {
            entry.applied_at = match direction {
                Direction::Up => None,
                Direction::Down => Some(half.entries.first().map_or(0, |first| first.noted_at / 1000)),
            };
        }
        seen
    }

    /// The half-applied migration of the code first: nothing else runs before it is settled.
    ///
    /// # Errors
    /// [`JournalError::Half`] where it is not among those chosen.
    pub(crate) fn half_first(&self, chosen: &mut [usize]) -> Result<(), RunError> {
        let (Some(half), Some(next)) = (&self.half, chosen.first()) else { return Ok(()) };
        let wanted = self.entries.get(*next).map_or_else(String::new, |entry| entry.name.clone());
        let at = chosen.iter().position(|index| self.entries.get(*index).is_some_and(|e| e.name == half.revision));
        match at {
            Some(at) => {
                chosen[..=at].rotate_right(1);
                Ok(())
            }
            None => {
                Err(JournalError::Half { revision: half.revision.clone(), way: half.direction.way(), wanted }.into())
            }
        }
    }

    /// Indexes of the migrations that are not applied, in running order.
    #[must_use]
    pub fn pending(&self) -> Vec<usize> {
        self.indexes(|entry| entry.applied_at.is_none())
    }

    /// Indexes of the migrations that are applied, in the order they were written.
    #[must_use]
    pub fn applied(&self) -> Vec<usize> {
        self.indexes(|entry| entry.applied_at.is_some())
    }

    /// The last applied migration of the code.
    #[must_use]
    pub fn current(&self) -> Option<&Entry> {
        self.entries.iter().rev().find(|entry| entry.applied_at.is_some())
    }

    /// The code's last migration.
    #[must_use]
    pub fn head(&self) -> Option<&Entry> {
        self.entries.last()
    }

    /// Nothing runs while the database records revisions that the code does not have.
    ///
    /// # Errors
    /// [`RunError::Unknown`] names them.
    pub fn refuse_unknown(&self) -> Result<(), RunError> {
        if let Some(half) = self.half.as_ref().filter(|half| self.entries.iter().all(|e| e.name != half.revision)) {
            return Err(JournalError::Unknown(half.revision.clone()).into());
        }
        if self.unknown.is_empty() {
            return Ok(());
        }
        Err(RunError::Unknown(self.unknown.iter().map(|(name, _)| name.clone()).collect()))
    }

    fn indexes(&self, wanted: impl Fn(&Entry) -> bool) -> Vec<usize> {
        self.entries.iter().enumerate().filter(|(_, entry)| wanted(entry)).map(|(index, _)| index).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn code_and_records_meet_by_name() {
        let history = History::of(
            &names(&["m1", "m2", "m3"]),
            vec![("m1".to_owned(), 5), ("m3".to_owned(), 7), ("x".to_owned(), 6)],
        );
        assert_eq!(history.applied(), [0, 2]);
        assert_eq!(history.pending(), [1], "a migration merged late is pending although a later one is applied");
        assert_eq!(history.current().map(|entry| entry.name.as_str()), Some("m3"));
        assert_eq!(history.unknown, [("x".to_owned(), 6)]);
        assert!(history.refuse_unknown().is_err());
    }
}
