//! Runs migrations on a live database: one at a time, each with its history row in one transaction. Leaves out which
//! ones run ([`target`](crate::target)) and what is printed.

use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError};
use std::time::{Duration, Instant};

use driftline_inspect::{Database, Flavour};
use driftline_schema::Engine;
use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbErr};
use sea_orm_migration::{MigrationTrait, SchemaManager};

use crate::archive::Last;
use crate::companions;
use crate::error::{Left, RunError};
use crate::history::Project;
use crate::journal::ledger::{self, Ledger};
use crate::journal::{self, Entry, Half, JournalError, State, point};
use crate::keeping::{Keeping, Kept, Stands};
use crate::patience::{Patience, Tries, is_lock_of};
use crate::progress::{Progress, listening};
use crate::record::record;
use crate::rules::{self, Rules};
use crate::sqlite::{self, Settings};
use crate::sqlite_session::broken_references;
use crate::waiter::{self, Lock};
use crate::watch::Watch;

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

    /// Another runner is at work; this one waits. The message says who it is.
    fn waits(&self, _message: &str) {}

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

/// How long a run waits, and for what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waits {
    /// For another runner; without an end unless given.
    pub runner: Option<Duration>,
    /// For tables that others use.
    pub patience: Patience,
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
    waits: Waits,
    listener: Arc<dyn Listener>,
) -> Result<(), RunError> {
    let manner = Manner { waits, keeping: None, lock: None };
    run_keeping(database, project, chosen, direction, manner, listener).await
}

/// How a run waits, what it saves, and under which lock.
#[derive(Clone, Copy)]
pub(crate) struct Manner<'a> {
    pub(crate) waits: Waits,
    /// Saves what each migration destroys.
    pub(crate) keeping: Option<&'a Keeping>,
    /// The runner's lock where the caller holds it; taken and released otherwise.
    pub(crate) lock: Option<&'a Lock>,
}

/// As [`run`], in another manner.
pub(crate) async fn run_keeping(
    database: &Database,
    project: &Project,
    chosen: &[usize],
    direction: Direction,
    manner: Manner<'_>,
    listener: Arc<dyn Listener>,
) -> Result<(), RunError> {
    if let Some(lock) = manner.lock {
        return run_under(lock, database, project, chosen, direction, manner, &listener).await;
    }
    let lock = waiter::take(database, manner.waits.runner, &|message| listener.waits(message)).await?;
    let outcome = run_under(&lock, database, project, chosen, direction, manner, &listener).await;
    let released = lock.release(database).await;
    outcome.and(released)
}

async fn run_under(
    lock: &Lock,
    database: &Database,
    project: &Project,
    chosen: &[usize],
    direction: Direction,
    manner: Manner<'_>,
    listener: &Arc<dyn Listener>,
) -> Result<(), RunError> {
    let rules = rules::of(database.engine);
    let mut outcome = Ok(());
    for migration in chosen.iter().filter_map(|index| project.migrations().get(*index)) {
        let began = Instant::now();
        let Manner { waits, keeping, .. } = manner;
        let run = Run { database, project, rules, direction, waits, began, migration: migration.as_ref(), keeping };
        outcome = match lock.check().await {
            Ok(()) => run.one(listener).await,
            Err(error) => Err(error),
        };
        if outcome.is_err() {
            break;
        }
    }
    outcome
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
    waits: Waits,
    /// When it began.
    began: Instant,
    migration: &'a dyn MigrationTrait,
    keeping: Option<&'a Keeping>,
}

/// A failure, and what stays behind it.
struct Failure(DbErr, Left);

impl Run<'_> {
    async fn one(&self, listener: &Arc<dyn Listener>) -> Result<(), RunError> {
        let started = Instant::now();
        let name = self.migration.name();
        listener.begins(name);
        let wrapped = rules::in_transaction(self.rules, self.migration);
        let half = self.half().await?;
        let kept = match self.keeping {
            Some(keeping) => {
                let stands = Stands::of(half.as_ref().filter(|half| half.revision == name), self.direction);
                Some(keeping.around(self.database, self.migration, self.direction, stands).await?)
            }
            None => None,
        };
        let kept = kept.as_ref();
        let ran = match (wrapped && half.is_none(), self.database.engine) {
            (true, Engine::Sqlite) => {
                self.in_transaction(listener, kept).await.map_err(|error| self.failed(error, Left::Nothing))
            }
            (true, Engine::Postgres) => self.in_transaction_or_not(listener, kept).await,
            (_, Engine::Postgres | Engine::Sqlite) => self.journalled(listener, false, kept).await,
            (_, Engine::MySql) => self.journalled(listener, wrapped, kept).await,
        }?;
        listener.ended(name, if ran { Outcome::Ran(started.elapsed()) } else { Outcome::WasDone });
        Ok(())
    }

    fn failed(&self, source: DbErr, left: Left) -> RunError {
        RunError::Migration { name: self.migration.name().to_owned(), way: self.direction.way(), source, left }
    }

    /// This or another migration, where one is half applied.
    async fn half(&self) -> Result<Option<Half>, RunError> {
        let connection = &self.database.connection;
        let failed = || RunError::database("reading the journal");
        let there = companions::present(connection, &[journal::TABLE]).await.map_err(failed())?;
        if there.is_empty() { Ok(None) } else { journal::read(connection).await.map_err(failed()) }
    }

    /// In one transaction, unless a step says that it runs outside one: then with the journal.
    async fn in_transaction_or_not(
        &self,
        listener: &Arc<dyn Listener>,
        kept: Option<&Kept<'_>>,
    ) -> Result<bool, RunError> {
        let saved = kept.map(|kept| (kept, listener));
        let mut tries = Tries::new(self.waits.patience);
        loop {
            let began = Instant::now();
            let (watch, seen) = Watch::over(listener);
            let error = match self.attempt(watch, false, Some(tries.queue()), saved).await {
                Ok(ran) => return Ok(ran),
                Err(error) => error,
            };
            if seen.needs_no_transaction.load(Ordering::SeqCst) {
                if self.runs_beside_steps().await {
                    let error = DbErr::Migration(
                        "a step runs outside a transaction, and the migration executes statements beside its steps, which \
                         nobody writes down; put them into steps"
                            .to_owned(),
                    );
                    return Err(self.failed(error, Left::Nothing));
                }
                return self.journalled(listener, false, kept).await;
            }
            // Keeping what is locked already while waiting for more would stop the application: all of it again.
            let met = seen.lock.lock().unwrap_or_else(PoisonError::into_inner).take();
            let is_lock = met.is_some() || is_lock_of(Engine::Postgres, &error);
            match tries.pause(began.elapsed()).filter(|_| is_lock) {
                Some(pause) => {
                    listener.waits_for_lock(met.as_deref().unwrap_or_default(), tries.made(), tries.waited());
                    tokio::time::sleep(pause).await;
                }
                None => return Err(self.failed(error, Left::Nothing)),
            }
        }
    }

    /// Whether the migration executes anything that is no step; also where that cannot be known.
    async fn runs_beside_steps(&self) -> bool {
        match record(self.migration, self.direction, self.database.engine).await {
            Ok(recording) => recording.beside_steps,
            Err(_) => true,
        }
    }

    /// Statement by statement, each written down; `wrapped` where the migration asked for a transaction, which a definition
    /// commits. Its row is written, and the journal emptied, in one transaction behind it.
    async fn journalled(
        &self,
        listener: &Arc<dyn Listener>,
        wrapped: bool,
        kept: Option<&Kept<'_>>,
    ) -> Result<bool, RunError> {
        let connection = &self.database.connection;
        self.rules.hold(connection).await.map_err(RunError::database("writing the journal"))?;
        let ran = self.journalled_under_lock(listener, wrapped, kept).await;
        // Where the session is gone its lock is gone too, and the run's own error is the one to tell.
        let let_go = self.rules.let_go(connection).await.map_err(RunError::database("letting the next runner in"));
        let ran = ran?;
        let_go.map(|()| ran)
    }

    async fn journalled_under_lock(
        &self,
        listener: &Arc<dyn Listener>,
        wrapped: bool,
        kept: Option<&Kept<'_>>,
    ) -> Result<bool, RunError> {
        let connection = &self.database.connection;
        let failed = || RunError::database("writing the journal");
        self.project.install(connection).await.map_err(failed())?;
        journal::install(connection).await.map_err(failed())?;
        if let Some(kept) = kept {
            kept.install(self.database).await.map_err(failed())?;
        }
        let half = journal::read(connection).await.map_err(failed())?;
        let name = self.migration.name();
        let other = half.as_ref().filter(|half| half.revision != name);
        let is_done = self.is_done(connection).await.map_err(failed())?;
        if is_done && (half.is_none() || other.is_some()) {
            return Ok(false);
        }
        if let Some(other) = other {
            let (revision, way) = (other.revision.clone(), other.direction.way());
            return Err(JournalError::Half { revision, way, wanted: name.to_owned() }.into());
        }
        let entries = match half {
            Some(half) => {
                self.refuse_by_hand(&half, wrapped).await?;
                // It was begun and nothing of it has stayed: the history says where it stands.
                let has_begun = half.statements().next().is_some() || half.entered();
                if is_done && !has_begun {
                    connection.execute_unprepared(&self.clear_sql()).await.map_err(failed())?;
                    return Ok(false);
                }
                half.entries
            }
            None => {
                let begun = Entry::beginning(name, self.direction);
                let sql = journal::insert_sql(self.database.engine, &begun);
                connection.execute_unprepared(&sql).await.map_err(failed())?;
                vec![begun]
            }
        };
        point::reached("behind the beginning of a migration");
        let is_mariadb = self.database.flavour() == Some(Flavour::MariaDb);
        let ledger = Ledger::new(name, entries, self.waits.patience, is_mariadb);
        // Outside the ledger: what saves and puts back is no statement of the migration.
        let saved = kept.map(|kept| (kept, listener));
        if let Some((kept, listener)) = saved
            && let Err(error) = kept.first_apart(self.rules, connection, self.waits.patience, listener).await
        {
            return Err(self.never_began(error, &ledger).await);
        }
        point::reached("behind saving what a migration destroys");
        let (watch, _) = Watch::over(listener);
        let outcome = if wrapped {
            self.asked_transaction(watch, &ledger, saved).await
        } else {
            self.steps_apart(watch, &ledger, saved).await
        };
        match outcome {
            Ok(()) => Ok(true),
            Err(error) => match ledger.stopped() {
                Some(reason) => Err(reason.into()),
                None => {
                    let Failure(error, left) = self.stays(error, &ledger, wrapped).await;
                    Err(self.failed(error, left))
                }
            },
        }
    }

    /// What could not be saved stops the migration before anything of it ran, unless an earlier run had begun.
    async fn never_began(&self, error: DbErr, ledger: &Ledger) -> RunError {
        let connection = &self.database.connection;
        if ledger.entries.iter().any(|entry| !entry.is_beginning()) {
            return self.failed(error, Left::WrittenDown);
        }
        if self.rules.holds(connection).await {
            // What the engine said is the error to show; a line that stays says only that it was begun.
            let _ = connection.execute_unprepared(&self.clear_sql()).await;
        }
        self.failed(error, Left::Nothing)
    }

    /// Steps that are written down, then what comes back, then the history.
    async fn steps_apart(
        &self,
        watch: Arc<dyn Progress>,
        ledger: &Arc<Ledger>,
        saved: Option<(&Kept<'_>, &Arc<dyn Listener>)>,
    ) -> Result<(), DbErr> {
        let connection = &self.database.connection;
        ledger::within(Arc::clone(ledger), self.execute(&SchemaManager::new(connection), watch)).await?;
        point::reached("before what was archived comes back");
        if let Some((kept, listener)) = saved {
            kept.last_apart(self.rules, connection, listener).await?;
        }
        self.finish(connection).await
    }

    /// The transaction that the migration asked for, with what comes back, its row and its line in the journal.
    async fn asked_transaction(
        &self,
        watch: Arc<dyn Progress>,
        ledger: &Ledger,
        saved: Option<(&Kept<'_>, &Arc<dyn Listener>)>,
    ) -> Result<(), DbErr> {
        let engine = self.database.engine;
        let transaction = self.rules.begin(&self.database.connection).await?;
        for begun in ledger.entries.iter().filter(|entry| entry.is_beginning()) {
            // Seen from outside only if a definition commits it.
            let sql = journal::mark_sql(engine, begun.seq, State::Entered, None);
            transaction.execute_unprepared(&sql).await?;
        }
        if let Err(error) = self.execute(&SchemaManager::new(&transaction), watch).await {
            let _ = transaction.rollback().await;
            return Err(error);
        }
        let last = match saved {
            Some((kept, _)) => match kept.last_inside(&transaction).await {
                Ok(last) => last,
                Err(error) => {
                    let _ = transaction.rollback().await;
                    return Err(error);
                }
            },
            None => Last::default(),
        };
        self.note(&transaction).await?;
        transaction.execute_unprepared(&self.clear_sql()).await?;
        point::reached("before a migration's transaction commits");
        transaction.commit().await?;
        if let Some((kept, listener)) = saved {
            kept.clear(&self.database.connection, &last, listener).await;
        }
        Ok(())
    }

    fn clear_sql(&self) -> String {
        journal::clear_sql(self.database.engine, self.migration.name())
    }

    /// Writes the history and empties the journal at once.
    async fn finish(&self, connection: &DatabaseConnection) -> Result<(), DbErr> {
        point::reached("before the history is written");
        let transaction = self.rules.begin(connection).await?;
        if !self.is_done(&transaction).await? {
            self.note(&transaction).await?;
        }
        transaction.execute_unprepared(&self.clear_sql()).await?;
        point::reached("before the history commits");
        transaction.commit().await?;
        point::reached("behind the history");
        Ok(())
    }

    /// What a failed migration leaves. Of what nobody wrote down the message tells, and the next run begins anew.
    async fn stays(&self, error: DbErr, ledger: &Ledger, wrapped: bool) -> Failure {
        let connection = &self.database.connection;
        let told = if wrapped {
            Left::ToLastDefinition
        } else if self.rules.transactional_ddl() {
            Left::Asked
        } else {
            Left::Done
        };
        let Ok(Some(half)) = journal::read(connection).await else { return Failure(error, Left::Lost) };
        let ran = half.statements().next().is_some();
        if ran && !self.runs_beside_steps().await {
            return Failure(error, Left::WrittenDown);
        }
        // On a session that was opened anew the journal may be another runner's by now.
        if !ran && self.rules.holds(connection).await {
            let cleared = connection.execute_unprepared(&self.clear_sql()).await;
            let has_steps_alone = ledger.next_part() > 0 && !wrapped && !self.runs_beside_steps().await;
            if cleared.is_ok() && has_steps_alone {
                return Failure(error, Left::Nothing);
            }
        }
        Failure(error, told)
    }

    /// What ran outside steps nobody knows, unless its transaction was taken back.
    async fn refuse_by_hand(&self, half: &Half, wrapped: bool) -> Result<(), RunError> {
        let nothing_ran = wrapped && !half.entered() && half.statements().next().is_none();
        if nothing_ran || !(wrapped || self.runs_beside_steps().await) {
            return Ok(());
        }
        Err(JournalError::ByHand { revision: half.revision.clone(), way: half.direction.way() }.into())
    }

    /// Foreign keys stay enforced unless a step rebuilds a table: it stops then, before it does anything, and the
    /// migration starts again with foreign keys off around the transaction.
    async fn in_transaction(&self, listener: &Arc<dyn Listener>, kept: Option<&Kept<'_>>) -> Result<bool, DbErr> {
        let saved = kept.map(|kept| (kept, listener));
        let (watch, seen) = Watch::over(listener);
        match self.attempt(watch, false, None, saved).await {
            Err(_) if seen.needs_foreign_keys_off.load(Ordering::SeqCst) => {}
            outcome => return outcome,
        }
        let connection = &self.database.connection;
        let before = Settings::read(connection).await?;
        let (watch, _) = Watch::over(listener);
        let outcome = match sqlite::foreign_keys_off(connection).await {
            Ok(()) => self.attempt(watch, true, None, saved).await,
            Err(error) => Err(error),
        };
        before.restore(connection).await?;
        outcome
    }

    async fn attempt(
        &self,
        watch: Arc<dyn Progress>,
        foreign_keys_off: bool,
        queue: Option<Duration>,
        saved: Option<(&Kept<'_>, &Arc<dyn Listener>)>,
    ) -> Result<bool, DbErr> {
        let transaction = begin(self.rules, self.project, &self.database.connection).await?;
        if let Some(queue) = queue {
            let limit = format!("SET LOCAL lock_timeout = {}", queue.as_millis().max(1));
            transaction.execute_unprepared(&limit).await?;
        }
        match self.inside(&transaction, watch, foreign_keys_off, saved).await {
            Ok(true) => {
                point::reached("before a migration commits");
                transaction.commit().await?;
                point::reached("behind a migration");
                Ok(true)
            }
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
            Direction::Up => self.project.record(connection, self.migration.name(), Some(self.began.elapsed())).await,
            Direction::Down => self.project.forget(connection, self.migration.name()).await,
        }
    }
}
