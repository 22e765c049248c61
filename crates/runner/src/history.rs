//! History: which migrations the code has and which the database records. A pure function of the two; leaves out
//! running anything.
//!
//! The table is SeaORM's own (`seaql_migrations`: version, applied_at in unix seconds), so that applications and
//! sea-orm-cli see the same history.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::sea_query::{Expr, ExprTrait, Order, Query};
use sea_orm::{ConnectionTrait, DbBackend, DbErr, DynIden, Schema, StatementBuilder};
use sea_orm_migration::{MigrationTrait, MigratorTrait, seaql_migrations};

use crate::apply::Direction;
use crate::companions;
use crate::error::RunError;
use crate::journal::{self, Half, JournalError};

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
        let there = companions::present(connection, &[&table, journal::TABLE]).await?;
        let has_journal = there.contains(journal::TABLE);
        let (recorded, lines) =
            if there.contains(&table) { self.recorded(connection, has_journal).await? } else { (Vec::new(), None) };
        let mut history = History::of(&self.names(), recorded);
        // The history says with its rows whether the journal has any; without rows nobody knows.
        if has_journal && lines != Some(0) {
            history.half = journal::read(connection).await?;
        }
        Ok(history)
    }

    /// The rows of the history, and how many lines the journal has, where it is there and the history has a row.
    async fn recorded<C: ConnectionTrait>(
        &self,
        connection: &C,
        has_journal: bool,
    ) -> Result<(Vec<(String, i64)>, Option<i64>), DbErr> {
        let lines = if has_journal { format!("(SELECT count(*) FROM {})", journal::TABLE) } else { "0".to_owned() };
        let query = Query::select()
            .columns([seaql_migrations::Column::Version, seaql_migrations::Column::AppliedAt])
            .expr_as(Expr::cust(lines), "journal_lines")
            .from(self.table.clone())
            .order_by(seaql_migrations::Column::Version, Order::Asc)
            .take();
        let rows = connection.query_all(&query).await?;
        let recorded: Result<Vec<_>, DbErr> =
            rows.iter().map(|row| Ok((row.try_get("", "version")?, row.try_get("", "applied_at")?))).collect();
        let lines = match (has_journal, rows.first()) {
            (true, Some(row)) => Some(row.try_get("", "journal_lines")?),
            _ => None,
        };
        Ok((recorded?, lines))
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
        connection.execute_unprepared(&sql).await.map(|_| ())
    }

    /// Records a revision as applied now.
    ///
    /// # Errors
    /// What the engine says.
    pub(crate) async fn record<C: ConnectionTrait>(&self, connection: &C, name: &str) -> Result<(), DbErr> {
        let now = sea_orm::prelude::ChronoUtc::now().timestamp();
        let insert = Query::insert()
            .into_table(self.table.clone())
            .columns([seaql_migrations::Column::Version, seaql_migrations::Column::AppliedAt])
            .values_panic([name.into(), now.into()])
            .take();
        connection.execute(&insert).await.map(|_| ())
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
        connection.execute(&delete).await.map(|_| ())
    }
}

impl History {
    /// Puts the code's names and the database's records together.
    #[must_use]
    pub fn of(names: &[String], recorded: Vec<(String, i64)>) -> History {
        let mut recorded: BTreeMap<String, i64> = recorded.into_iter().collect();
        let entries =
            names.iter().map(|name| Entry { name: name.clone(), applied_at: recorded.remove(name) }).collect();
        History { entries, unknown: recorded.into_iter().collect(), half: None }
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
