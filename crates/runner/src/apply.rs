//! Runs migrations on a live database: one at a time, each with its history row in one transaction. Leaves out which
//! ones run ([`target`](crate::target)) and what is printed.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use driftline_inspect::Database;
use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbErr};
use sea_orm_migration::{MigrationTrait, SchemaManager};

use crate::error::{Left, RunError};
use crate::history::Project;
use crate::keeping::{Keeping, Kept};
use crate::progress::{Progress, listening};
use crate::rules::{self, Rules};
use crate::sqlite::{self, Settings};
use crate::sqlite_session::broken_references;

/// Which way a migration runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Applies it.
    Up,
    /// Takes it back.
    Down,
}

/// What became of one migration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It ran, in this time.
    Ran(Duration),
    /// Another runner had done it in the meantime.
    WasDone,
}

/// Listens to a whole run: migrations and their steps.
pub trait Listener: Progress {
    /// A migration begins.
    fn begins(&self, name: &str);

    /// A migration ended well.
    fn ended(&self, name: &str, outcome: Outcome);

    /// Another runner is at work; this one waits.
    fn waits(&self) {}

    /// Something was saved or put back, in a line.
    fn kept(&self, _line: &str) {}

    /// What was archived on the other way comes back when the migration ends.
    fn brings_back(&self) {}
}

impl Direction {
    /// The word in messages.
    pub(crate) fn way(self) -> &'static str {
        match self {
            Direction::Up => "going up",
            Direction::Down => "going down",
        }
    }
}

/// Runs the chosen migrations in the order given, while no other runner is at work on the database.
///
/// What another runner did in the meantime is left out. The first failure ends the run; what ran before it stays.
///
/// # Errors
/// [`RunError::Migration`] names the migration and says what stays of it.
pub async fn run(
    database: &Database,
    project: &Project,
    chosen: &[usize],
    direction: Direction,
    listener: Arc<dyn Listener>,
) -> Result<(), RunError> {
    run_keeping(database, project, chosen, direction, listener, None).await
}

/// As [`run`], and saves what each migration destroys.
pub(crate) async fn run_keeping(
    database: &Database,
    project: &Project,
    chosen: &[usize],
    direction: Direction,
    listener: Arc<dyn Listener>,
    keeping: Option<&Keeping>,
) -> Result<(), RunError> {
    let rules = rules::of(database.engine);
    let connection = &database.connection;
    if !rules.try_lock(connection).await.map_err(RunError::database("looking for another runner"))? {
        listener.waits();
        rules.lock(connection).await.map_err(RunError::database("waiting for another runner"))?;
    }
    let mut outcome = Ok(());
    for migration in chosen.iter().filter_map(|index| project.migrations().get(*index)) {
        let run = Run { database, project, rules, direction, migration: migration.as_ref(), keeping };
        outcome = run.one(&listener).await;
        if outcome.is_err() {
            break;
        }
    }
    let unlocked = rules.unlock(connection).await.map_err(RunError::database("letting the next runner in"));
    outcome.and(unlocked)
}

/// Begins a transaction in which the history table is there. Where making a table commits, it is made before.
pub(crate) async fn begin(
    rules: &dyn Rules,
    project: &Project,
    connection: &DatabaseConnection,
) -> Result<DatabaseTransaction, DbErr> {
    if !rules.transactional_ddl() {
        project.install(connection).await?;
        return rules.begin(connection).await;
    }
    let transaction = rules.begin(connection).await?;
    project.install(&transaction).await?;
    Ok(transaction)
}

/// One migration on its way.
struct Run<'a> {
    database: &'a Database,
    project: &'a Project,
    rules: &'static dyn Rules,
    direction: Direction,
    migration: &'a dyn MigrationTrait,
    keeping: Option<&'a Keeping>,
}

impl Run<'_> {
    async fn one(&self, listener: &Arc<dyn Listener>) -> Result<(), RunError> {
        let started = Instant::now();
        let name = self.migration.name();
        listener.begins(name);
        let wrapped = rules::in_transaction(self.rules, self.migration);
        let kept = match self.keeping {
            Some(keeping) => Some(keeping.around(self.database, self.migration, self.direction).await?),
            None => None,
        };
        let kept = kept.as_ref();
        let ran = if wrapped {
            self.in_transaction(listener, kept).await
        } else {
            self.without_transaction(listener, kept).await
        };
        let way = self.direction.way();
        let left = match (wrapped, self.rules.transactional_ddl()) {
            (true, true) => Left::Nothing,
            (false, true) => Left::Asked,
            (false, false) => Left::Done,
            (true, false) => Left::ToLastDefinition,
        };
        let ran = ran.map_err(|source| RunError::Migration { name: name.to_owned(), way, source, left })?;
        listener.ended(name, if ran { Outcome::Ran(started.elapsed()) } else { Outcome::WasDone });
        Ok(())
    }

    /// Each statement stays by itself, or the migration looks after its own transactions; its row is written behind it.
    async fn without_transaction(&self, listener: &Arc<dyn Listener>, kept: Option<&Kept<'_>>) -> Result<bool, DbErr> {
        let connection = &self.database.connection;
        self.rules.hold(connection).await?;
        self.project.install(connection).await?;
        if self.is_done(connection).await? {
            return Ok(false);
        }
        let (watch, _) = Watch::over(listener);
        if let Some(kept) = kept {
            kept.first(connection, connection, listener).await?;
        }
        self.execute(&SchemaManager::new(connection), watch).await?;
        if let Some(kept) = kept {
            kept.last(connection, listener).await?;
        }
        self.note(connection).await?;
        Ok(true)
    }

    /// Foreign keys stay enforced unless a step rebuilds a table: it stops then, before it does anything, and the
    /// migration starts again with foreign keys off around the transaction.
    async fn in_transaction(&self, listener: &Arc<dyn Listener>, kept: Option<&Kept<'_>>) -> Result<bool, DbErr> {
        let saved = kept.map(|kept| (kept, listener));
        let (watch, asked) = Watch::over(listener);
        match self.attempt(watch, false, saved).await {
            Err(_) if asked.load(Ordering::SeqCst) => {}
            outcome => return outcome,
        }
        let connection = &self.database.connection;
        let before = Settings::read(connection).await?;
        let (watch, _) = Watch::over(listener);
        let outcome = match sqlite::foreign_keys_off(connection).await {
            Ok(()) => self.attempt(watch, true, saved).await,
            Err(error) => Err(error),
        };
        before.restore(connection).await?;
        outcome
    }

    async fn attempt(
        &self,
        watch: Arc<dyn Progress>,
        foreign_keys_off: bool,
        saved: Option<(&Kept<'_>, &Arc<dyn Listener>)>,
    ) -> Result<bool, DbErr> {
        let transaction = begin(self.rules, self.project, &self.database.connection).await?;
        match self.inside(&transaction, watch, foreign_keys_off, saved).await {
            Ok(true) => transaction.commit().await.map(|()| true),
            Ok(false) => transaction.rollback().await.map(|()| false),
            Err(error) => {
                // The migration's own error is the one to show; a rollback that fails too leaves the engine to undo
                // the transaction when the connection closes.
                let _ = transaction.rollback().await;
                Err(error)
            }
        }
    }

    async fn inside(
        &self,
        transaction: &DatabaseTransaction,
        watch: Arc<dyn Progress>,
        foreign_keys_off: bool,
        saved: Option<(&Kept<'_>, &Arc<dyn Listener>)>,
    ) -> Result<bool, DbErr> {
        if self.is_done(transaction).await? {
            return Ok(false);
        }
        let before = if foreign_keys_off { sqlite::violations(transaction).await? } else { 0 };
        if let Some((kept, listener)) = saved {
            kept.first(&self.database.connection, transaction, listener).await?;
        }
        self.execute(&SchemaManager::new(transaction), watch).await?;
        if let Some((kept, listener)) = saved {
            kept.last(transaction, listener).await?;
        }
        self.note(transaction).await?;
        let after = if foreign_keys_off { sqlite::violations(transaction).await? } else { 0 };
        if after > before {
            return Err(broken_references(before, after));
        }
        Ok(true)
    }

    async fn execute(&self, manager: &SchemaManager<'_>, watch: Arc<dyn Progress>) -> Result<(), DbErr> {
        match self.direction {
            Direction::Up => listening(watch, self.migration.up(manager)).await,
            Direction::Down => listening(watch, self.migration.down(manager)).await,
        }
    }

    async fn is_done<C: ConnectionTrait>(&self, connection: &C) -> Result<bool, DbErr> {
        let recorded = self.project.is_recorded(connection, self.migration.name()).await?;
        Ok(recorded == (self.direction == Direction::Up))
    }

    async fn note<C: ConnectionTrait>(&self, connection: &C) -> Result<(), DbErr> {
        match self.direction {
            Direction::Up => self.project.record(connection, self.migration.name()).await,
            Direction::Down => self.project.forget(connection, self.migration.name()).await,
        }
    }
}

/// Passes a migration's steps on, and remembers whether one of them needs foreign keys off.
struct Watch {
    listener: Arc<dyn Listener>,
    needs_foreign_keys_off: Arc<AtomicBool>,
}

impl Watch {
    fn over(listener: &Arc<dyn Listener>) -> (Arc<dyn Progress>, Arc<AtomicBool>) {
        let asked = Arc::new(AtomicBool::new(false));
        let watch = Watch { listener: Arc::clone(listener), needs_foreign_keys_off: Arc::clone(&asked) };
        (Arc::new(watch), asked)
    }
}

impl Progress for Watch {
    fn step(&self, summary: &str, loses: Option<&str>) {
        self.listener.step(summary, loses);
    }

    fn rebuilds(&self, table: &str) {
        self.listener.rebuilds(table);
    }

    fn needs_foreign_keys_off(&self) {
        self.needs_foreign_keys_off.store(true, Ordering::SeqCst);
    }
}
