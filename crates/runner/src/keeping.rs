//! What is saved around a migration: the backup of a SQLite file and the archive inside the database. Called by `apply` before
//! the first step and behind the last one; leaves out how either is made.

use std::sync::{Arc, Mutex, PoisonError};

use driftline_inspect::Database;
use driftline_schema::Engine;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr, Statement};
use sea_orm_migration::MigrationTrait;

use crate::apply::{Direction, Listener};
use crate::archive::Archive;
use crate::archive::store::word;
use crate::backup::{Place, copy};
use crate::error::RunError;
use crate::meter::Meter;
use crate::rules;
use crate::screen::Screen;

/// How a run saves what it destroys.
#[derive(Clone)]
pub(crate) struct Keeping {
    /// Where a SQLite file's backups go; `None` for servers and databases in memory.
    pub(crate) place: Option<Place>,
    /// What is saved.
    pub(crate) extent: Extent,
    /// For progress.
    pub(crate) screen: Screen,
}

/// How much is saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Extent {
    /// The backup of a file, and the archive.
    All,
    /// Nothing (`--no-backup`); what was archived earlier still comes back.
    Nothing,
    /// Nothing, and nothing comes back: the rows are agreed to go, and the whole database was backed up before.
    Gone,
}

impl Extent {
    /// What `--no-backup` says.
    pub(crate) fn of(no_backup: bool) -> Extent {
        if no_backup { Extent::Nothing } else { Extent::All }
    }
}

/// What is saved around one migration.
pub(crate) struct Kept<'a> {
    keeping: &'a Keeping,
    archive: Archive,
    revision: String,
    direction: Direction,
    /// The state of the file that was backed up already: a migration may begin a second time.
    done: Mutex<Option<i64>>,
}

impl Keeping {
    /// Finds out what the migration needs saved.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub(crate) async fn around<'a>(
        &'a self,
        database: &Database,
        migration: &dyn MigrationTrait,
        direction: Direction,
    ) -> Result<Kept<'a>, RunError> {
        let mut archive = Archive::of(database, migration, direction).await?;
        if self.extent == Extent::Gone {
            archive.leave_back();
        }
        Ok(Kept { keeping: self, archive, revision: migration.name().to_owned(), direction, done: Mutex::default() })
    }
}

impl Kept<'_> {
    /// Saves, before the first step. Where definitions are transactional, inside the migration's transaction: nobody writes
    /// between the copy and the step.
    ///
    /// # Errors
    /// When something cannot be saved; the migration does not run then.
    pub(crate) async fn first<C: ConnectionTrait>(
        &self,
        database: &DatabaseConnection,
        connection: &C,
        listener: &Arc<dyn Listener>,
    ) -> Result<(), DbErr> {
        let keep = self.keeping.extent == Extent::All;
        if keep && (self.archive.touches_rows || self.archive.asked.is_some()) {
            self.back_up(connection, listener).await?;
        }
        if keep
            && let Some(asked) = &self.archive.asked
            && database.get_database_backend() != rules::of(Engine::Sqlite).backend()
        {
            listener.kept(&format!(
                "it asks the database while it runs ({}): what it destroys behind that is not archived",
                asked.split_whitespace().collect::<Vec<_>>().join(" ")
            ));
        }
        if self.archive.brings_back() {
            listener.brings_back();
        }
        for line in self.archive.first(connection, keep).await? {
            listener.kept(&line);
        }
        Ok(())
    }

    /// Puts back, behind the last step.
    ///
    /// # Errors
    /// What the engine says.
    pub(crate) async fn last<C: ConnectionTrait>(
        &self,
        connection: &C,
        listener: &Arc<dyn Listener>,
    ) -> Result<(), DbErr> {
        for line in self.archive.last(connection, self.keeping.extent == Extent::All).await? {
            listener.kept(&line);
        }
        Ok(())
    }

    async fn back_up<C: ConnectionTrait>(&self, connection: &C, listener: &Arc<dyn Listener>) -> Result<(), DbErr> {
        let Some(place) = self.keeping.place.as_ref() else { return Ok(()) };
        // Differs where another connection has written since (SQLite "PRAGMA data_version").
        let query = Statement::from_string(connection.get_database_backend(), "PRAGMA data_version");
        let version = connection.query_one_raw(query).await?.map_or(Ok(0), |row| row.try_get_by_index::<i64>(0))?;
        let before = *self.done.lock().unwrap_or_else(PoisonError::into_inner);
        if before == Some(version) {
            return Ok(());
        }
        let path = place.next(&format!("before-{}-{}", word(self.direction), self.revision));
        let meter = Meter::new(&self.keeping.screen, "backing up", "pages");
        let made = copy::make(&place.file, &path, meter).await.map_err(|error| DbErr::Migration(error.to_string()))?;
        *self.done.lock().unwrap_or_else(PoisonError::into_inner) = Some(version);
        let shown = made.path.display();
        listener.kept(&format!("backup {shown}: {} tables, {} rows, checked", made.rows.len(), made.total()));
        Ok(())
    }
}
