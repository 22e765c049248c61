//! Writes down what a migration would execute, without a database. Leaves out making a script of it.
//!
//! SeaORM's mock connection takes the statements. A migration that asks the database something cannot be written down:
//! what it does next depends on the answer.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use driftline_schema::Engine;
use sea_orm::sqlx::sqlite::SqliteQueryResult;
use sea_orm::{
    DatabaseConnection, DatabaseConnectionType, DbBackend, DbErr, ExecResult, MockDatabaseConnection,
    MockDatabaseTrait, QueryResult, Statement, Transaction,
};
use sea_orm_migration::{MigrationTrait, SchemaManager};

use crate::apply::Direction;
use crate::progress::{Progress, listening};
use crate::rules;

/// What a migration does, as far as it can be known without a database.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recording {
    /// Steps and statements in running order.
    pub lines: Vec<Line>,
    /// Whether a SQLite table is rebuilt: foreign keys must be off around the transaction.
    pub rebuilds: bool,
    /// Whether a step runs outside a transaction.
    pub outside: bool,
    /// Whether something is executed beside the steps.
    pub beside_steps: bool,
    /// The first question the migration asked the database; what follows it is not known.
    pub asked: Option<String>,
}

/// One line of a recording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// A step begins.
    Step {
        /// Its description.
        summary: String,
        /// Data that going down does not bring back, in words.
        loses: Option<String>,
    },
    /// A statement, its values written into it, without a closing semicolon.
    Sql(String),
}

/// The recording while it grows, seen by the mock connection and by the steps.
#[derive(Clone, Debug, Default)]
struct Shared(Arc<Mutex<Recording>>, Arc<AtomicBool>);

/// The mock connection's side.
#[derive(Debug)]
struct Recorder {
    backend: DbBackend,
    /// Transactions the migration itself has open.
    depth: usize,
    /// Whether the script has a transaction around the migration.
    wrapped: bool,
    shared: Shared,
}

/// Records a migration in one direction.
///
/// # Errors
/// What the migration itself says; a question to the database is no error but [`Recording::asked`].
pub async fn record(migration: &dyn MigrationTrait, direction: Direction, engine: Engine) -> Result<Recording, DbErr> {
    let shared = Shared::default();
    let rules = rules::of(engine);
    let (backend, wrapped) = (rules.backend(), rules::in_transaction(rules, migration));
    let recorder = Recorder { backend, depth: 0, wrapped, shared: shared.clone() };
    let mock = DatabaseConnectionType::MockDatabaseConnection(Arc::new(MockDatabaseConnection::new(recorder)));
    let connection = DatabaseConnection::from(mock);
    let manager = SchemaManager::new(&connection);
    let listener: Arc<dyn Progress> = Arc::new(shared.clone());
    let outcome = match direction {
        Direction::Up => listening(listener, migration.up(&manager)).await,
        Direction::Down => listening(listener, migration.down(&manager)).await,
    };
    let recording = shared.lock().clone();
    match outcome {
        Err(error) if recording.asked.is_none() => Err(error),
        _ => Ok(recording),
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Recording> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn push(&self, sql: String) {
        let within = self.1.load(Ordering::SeqCst);
        let mut recording = self.lock();
        if recording.asked.is_none() {
            recording.beside_steps |= !within;
            recording.lines.push(Line::Sql(sql));
        }
    }
}

impl Progress for Shared {
    fn step(&self, summary: &str, loses: Option<&str>) {
        let step = Line::Step { summary: summary.to_owned(), loses: loses.map(str::to_owned) };
        self.lock().lines.push(step);
    }

    fn rebuilds(&self, _table: &str) {
        self.lock().rebuilds = true;
    }

    fn runs_outside(&self) {
        self.lock().outside = true;
    }

    fn enters_steps(&self) {
        self.1.store(true, Ordering::SeqCst);
    }

    fn leaves_steps(&self) {
        self.1.store(false, Ordering::SeqCst);
    }

    fn records(&self) -> bool {
        true
    }
}

impl Recorder {
    /// `BEGIN` belongs to the script itself unless the migration looks after its own transactions.
    fn savepoint(&self) -> Option<String> {
        let depth = if self.wrapped { self.depth } else { self.depth.saturating_sub(1) };
        (depth > 0).then(|| format!("driftline_{depth}"))
    }
}

impl MockDatabaseTrait for Recorder {
    fn execute(&mut self, _counter: usize, statement: Statement) -> Result<ExecResult, DbErr> {
        self.shared.push(statement.to_string());
        Ok(SqliteQueryResult::default().into())
    }

    fn query(&mut self, _counter: usize, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        let sql = statement.to_string();
        let error = DbErr::Migration(format!("the database is asked, but there is none: {sql}"));
        self.shared.lock().beside_steps = true;
        self.shared.lock().asked.get_or_insert(sql);
        Err(error)
    }

    fn begin(&mut self) {
        self.depth += 1;
        let sql = self.savepoint().map_or_else(|| "BEGIN".to_owned(), |name| format!("SAVEPOINT {name}"));
        self.shared.push(sql);
    }

    fn commit(&mut self) {
        let sql = self.savepoint().map_or_else(|| "COMMIT".to_owned(), |name| format!("RELEASE SAVEPOINT {name}"));
        self.depth = self.depth.saturating_sub(1);
        self.shared.push(sql);
    }

    fn rollback(&mut self) {
        let sql =
            self.savepoint().map_or_else(|| "ROLLBACK".to_owned(), |name| format!("ROLLBACK TO SAVEPOINT {name}"));
        self.depth = self.depth.saturating_sub(1);
        self.shared.push(sql);
    }

    fn drain_transaction_log(&mut self) -> Vec<Transaction> {
        Vec::new()
    }

    fn get_database_backend(&self) -> DbBackend {
        self.backend
    }

    fn ping(&self) -> Result<(), DbErr> {
        Ok(())
    }
}
