//! What is saved around a migration: the backup of a SQLite file and the archive inside the database. Called by `apply` before
//! the first step and behind the last one; leaves out how either is made.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use driftline_inspect::Database;
use driftline_schema::Engine;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr, Statement};
use sea_orm_migration::MigrationTrait;

use crate::apply::{Direction, Listener};
use crate::archive::store::{Store, word};
use crate::archive::{Archive, Last};
use crate::backup::{Place, copy};
use crate::error::{RunError, own_words};
use crate::journal::Half;
use crate::meter::Meter;
use crate::patience::{Patience, Tries, is_lock_of};
use crate::rules::{self, Rules};
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

/// How far an earlier run of the migration got, which the journal says: what was saved then must not be saved again from rows
/// that are half gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stands {
    /// What becomes of that which this way destroys.
    pub(crate) takes: Takes,
    /// What is still to be found out about the values that come back.
    pub(crate) marks: Marks,
}

/// What becomes of that which a way destroys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Takes {
    /// It is saved, and the other way puts it back.
    Anew,
    /// It is saved and stays to be read: the other way stopped, and what stood half way there is no value to put back. What this way
    /// saved when it ran the last time still stands for where the other way began.
    Aside,
    /// Nothing: an earlier run this way has begun and saved before.
    Nothing,
}

/// How it is found out which values are still what the migration made of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Marks {
    /// By comparing them.
    Compare,
    /// An earlier run that got further than this has compared them.
    Made,
    /// The way there did not end, and nothing says what it made: all of them.
    All,
}

impl Stands {
    /// Nothing of it ran before.
    pub(crate) const ANEW: Stands = Stands { takes: Takes::Anew, marks: Marks::Compare };

    /// As the journal of the migration says.
    pub(crate) fn of(half: Option<&Half>, direction: Direction) -> Stands {
        let Some(half) = half else { return Stands::ANEW };
        let has = |way: Direction| half.statements().any(|entry| entry.direction == way);
        let has_own = has(direction) || (half.direction == direction && half.entered());
        let turned = half.direction != direction || has(direction.reverse());
        let marks = match (turned, has_own) {
            (true, _) => Marks::All,
            (false, true) => Marks::Made,
            (false, false) => Marks::Compare,
        };
        let takes = match (has_own, turned) {
            (true, _) => Takes::Nothing,
            (false, true) => Takes::Aside,
            (false, false) => Takes::Anew,
        };
        Stands { takes, marks }
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
    /// Lines that were told already, for the same reason.
    told: Mutex<BTreeSet<String>>,
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
        stands: Stands,
    ) -> Result<Kept<'a>, RunError> {
        let mut archive = Archive::of(database, migration, direction, stands).await?;
        if self.extent == Extent::Gone {
            archive.leave_back();
        }
        Ok(Kept {
            keeping: self,
            archive,
            revision: migration.name().to_owned(),
            direction,
            done: Mutex::default(),
            told: Mutex::default(),
        })
    }
}

impl Kept<'_> {
    /// Where making a table is not transactional: makes the archive's list with the other companions, before it is needed. Made later, on
    /// a disk that is full by then, it would leave a file behind for which InnoDB refuses the name ever after (error 1005, errno 184).
    ///
    /// # Errors
    /// What the engine says.
    pub(crate) async fn install(&self, database: &Database) -> Result<(), DbErr> {
        if self.keeping.extent != Extent::All || rules::of(database.engine).transactional_ddl() {
            return Ok(());
        }
        Store::install(&database.connection, database.engine, &[]).await
    }

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
            self.tell(
                listener,
                &format!(
                    "it asks the database while it runs ({}): what it destroys behind that is not archived",
                    asked.split_whitespace().collect::<Vec<_>>().join(" ")
                ),
            );
        }
        if self.archive.brings_back() {
            listener.brings_back();
        }
        for line in self.archive.first(connection, keep).await? {
            self.tell(listener, &line);
        }
        Ok(())
    }

    /// As [`Kept::first`], before a migration that has no transaction around it: in one of its own where the engine has such. There
    /// somebody may write between the copy and the step. Nobody queues behind it for long.
    ///
    /// # Errors
    /// As [`Kept::first`].
    pub(crate) async fn first_apart(
        &self,
        rules: &dyn Rules,
        connection: &DatabaseConnection,
        patience: Patience,
        listener: &Arc<dyn Listener>,
    ) -> Result<(), DbErr> {
        if !rules.transactional_ddl() {
            return self.first(connection, connection, listener).await;
        }
        let mut tries = Tries::new(patience);
        loop {
            let began = Instant::now();
            let error = match self.first_once(rules, connection, tries.queue(), listener).await {
                Ok(()) => return Ok(()),
                Err(error) => error,
            };
            match tries.pause(began.elapsed()).filter(|_| is_lock_of(Engine::Postgres, &error)) {
                Some(pause) => {
                    listener.waits_for_lock("", tries.made(), tries.waited());
                    tokio::time::sleep(pause).await;
                }
                None => return Err(error),
            }
        }
    }

    async fn first_once(
        &self,
        rules: &dyn Rules,
        connection: &DatabaseConnection,
        queue: Duration,
        listener: &Arc<dyn Listener>,
    ) -> Result<(), DbErr> {
        let transaction = rules.begin(connection).await?;
        if rules.backend() == rules::of(Engine::Postgres).backend() {
            let limit = format!("SET LOCAL lock_timeout = {}", queue.as_millis().max(1));
            transaction.execute_unprepared(&limit).await?;
        }
        match self.first(connection, &transaction, listener).await {
            Ok(()) => transaction.commit().await,
            Err(error) => {
                let _ = transaction.rollback().await;
                Err(error)
            }
        }
    }

    /// Whether there is anything to do behind the last step.
    pub(crate) fn has_last(&self) -> bool {
        self.archive.has_last(self.keeping.extent == Extent::All)
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
        let last = self.archive.last(connection, self.keeping.extent == Extent::All).await?;
        self.archive.clear(connection, &last).await?;
        self.tell_all(listener, &last);
        Ok(())
    }

    /// As [`Kept::last`] inside a transaction that a definition would commit; [`Kept::clear`] follows behind it.
    ///
    /// # Errors
    /// What the engine says.
    pub(crate) async fn last_inside<C: ConnectionTrait>(&self, connection: &C) -> Result<Last, DbErr> {
        self.archive.last(connection, self.keeping.extent == Extent::All).await
    }

    /// Ends what [`Kept::last_inside`] began. The migration is applied by then: what cannot be dropped is told.
    pub(crate) async fn clear<C: ConnectionTrait>(&self, connection: &C, last: &Last, listener: &Arc<dyn Listener>) {
        self.tell_all(listener, last);
        if let Err(error) = self.archive.clear(connection, last).await {
            self.tell(listener, &format!("what was put back stays in the archive too: {}", own_words(&error)));
        }
    }

    fn tell_all(&self, listener: &Arc<dyn Listener>, last: &Last) {
        for line in &last.said {
            self.tell(listener, line);
        }
    }

    /// As [`Kept::last`], behind a migration that has no transaction around it: in one of its own where the engine has such.
    ///
    /// # Errors
    /// What the engine says.
    pub(crate) async fn last_apart(
        &self,
        rules: &dyn Rules,
        connection: &DatabaseConnection,
        listener: &Arc<dyn Listener>,
    ) -> Result<(), DbErr> {
        if !self.has_last() {
            return Ok(());
        }
        if !rules.transactional_ddl() {
            return self.last(connection, listener).await;
        }
        let transaction = rules.begin(connection).await?;
        match self.last(&transaction, listener).await {
            Ok(()) => transaction.commit().await,
            Err(error) => {
                let _ = transaction.rollback().await;
                Err(error)
            }
        }
    }

    /// Tells a line once, however often the migration begins.
    fn tell(&self, listener: &Arc<dyn Listener>, line: &str) {
        if self.told.lock().unwrap_or_else(PoisonError::into_inner).insert(line.to_owned()) {
            listener.kept(line);
        }
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
