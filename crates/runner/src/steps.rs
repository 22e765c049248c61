//! Steps: the vocabulary that rendered migrations are written in. Leaves out history, locks and printing.
//!
//! A migration is a list of described, reversible steps. `up` runs them from first to last, `down` from last to first,
//! statement by statement, always in one transaction where the engine has transactional DDL.

use driftline_schema::Engine;
use driftline_schema::sql::{Token, TokenKind, tokens};
use sea_orm::{ConnectionTrait, DatabaseConnectionType, DatabaseExecutor, DbBackend, DbErr, Statement};
use sea_orm_migration::SchemaManager;

use crate::apply::Direction;
use crate::cause::Refusal;
use crate::journal::walk::Plan;
use crate::journal::{ledger, point};
use crate::mysql_session;
use crate::patience::is_lock_of;
use crate::postgres_session;
use crate::printer::described;
use crate::progress;
use crate::sqlite_session;
use crate::statement::{Deferred, IntoStatement, title, variant};
use crate::stayed::Stayed;

/// Marks the rows with which rendered statements assert that no data was lost on the way.
const ASSERT_TABLE: &str = "driftline_assert";

/// The steps of one migration.
#[derive(Debug, Default)]
pub struct Steps {
    steps: Vec<Step>,
}

/// One described, reversible unit of a migration.
#[derive(Debug)]
pub struct Step {
    summary: String,
    loses: Option<String>,
    outside: bool,
    every: Branch,
    /// What it does on a backend instead; `None` is nothing.
    branches: Vec<(DbBackend, Option<Branch>)>,
}

/// What a step does on one backend.
#[derive(Debug, Default)]
pub struct Branch {
    rebuilds: Option<String>,
    up: Vec<Deferred>,
    down: Vec<Deferred>,
}

/// A step ready to run: its statements built for one backend and direction.
#[derive(Debug)]
pub(crate) struct Ready<'a> {
    direction: Direction,
    /// The step's place in its list.
    pub(crate) index: usize,
    pub(crate) summary: &'a str,
    /// Whether its statements run outside a transaction.
    pub(crate) outside: bool,
    pub(crate) loses: Option<&'a str>,
    rebuilds: Option<&'a str>,
    pub(crate) statements: Vec<Statement>,
}

impl Steps {
    /// No steps yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a step behind the others.
    #[must_use]
    pub fn step(mut self, step: Step) -> Self {
        self.steps.push(step);
        self
    }

    /// Runs every step's `up`, first to last.
    ///
    /// # Errors
    /// Names the step, the statement and the engine's message; nothing of the migration stays where the engine has
    /// transactional DDL.
    pub async fn up(self, manager: &SchemaManager<'_>) -> Result<(), DbErr> {
        self.run(manager, Direction::Up).await
    }

    /// Runs every step's `down`, last to first.
    ///
    /// # Errors
    /// As [`Steps::up`].
    pub async fn down(self, manager: &SchemaManager<'_>) -> Result<(), DbErr> {
        self.run(manager, Direction::Down).await
    }

    async fn run(&self, manager: &SchemaManager<'_>, direction: Direction) -> Result<(), DbErr> {
        let backend = manager.get_database_backend();
        let ready = self.ready(backend, direction)?;
        let rebuilds = ready.iter().any(|step| step.rebuilds.is_some());
        let outside = backend == DbBackend::Postgres && ready.iter().any(|step| step.outside);
        let connection = manager.get_connection();
        if progress::recording() {
            return recorded(connection, &ready, outside).await;
        }
        if outside && !matches!(connection, DatabaseExecutor::Connection(_)) {
            return Err(refuse_transaction(&ready));
        }
        // A pool of several connections would give each statement another one.
        if let DatabaseExecutor::Connection(plain) = connection {
            match plain.inner {
                DatabaseConnectionType::SqlxSqlitePoolConnection(_) => {
                    let pool = plain.get_sqlite_connection_pool();
                    return match ledger::current() {
                        Some(ledger) => {
                            sqlite_session::run_journalled(pool, &ready, rebuilds, direction, &ledger).await
                        }
                        None => sqlite_session::run(pool, &ready, rebuilds).await,
                    };
                }
                DatabaseConnectionType::SqlxMySqlPoolConnection(_) => {
                    let pool = plain.get_mysql_connection_pool();
                    return match ledger::current() {
                        Some(ledger) => {
                            mysql_session::run_journalled(pool, &self.plan(backend, direction)?, direction, &ledger)
                                .await
                        }
                        None => mysql_session::run(pool, &ready).await,
                    };
                }
                DatabaseConnectionType::SqlxPostgresPoolConnection(_) if outside || ledger::current().is_some() => {
                    // Without the `migration` binary nothing is written down, as nothing is locked.
                    let ledger = ledger::current();
                    let pool = plain.get_postgres_connection_pool();
                    return postgres_session::run(
                        pool,
                        &self.plan(backend, direction)?,
                        direction,
                        ledger.as_ref(),
                        &ready,
                    )
                    .await;
                }
                _ => {}
            }
        }
        if backend != DbBackend::Sqlite || !rebuilds {
            return run_all(connection, &ready).await;
        }
        refuse_enforced_foreign_keys(connection, &ready).await?;
        let legacy = pragma(connection, "legacy_alter_table").await?;
        let outcome = run_all(connection, &ready).await;
        // A failed step does not get as far as switching it back, and undoing the transaction does not do it either.
        let restore = format!("PRAGMA legacy_alter_table = {legacy}");
        outcome.and(connection.execute_unprepared(&restore).await.map(|_| ()))
    }

    /// Builds every statement before the first one runs: a step that the backend cannot run changes nothing.
    fn ready(&self, backend: DbBackend, direction: Direction) -> Result<Vec<Ready<'_>>, DbErr> {
        let numbered = self.steps.iter().enumerate();
        let built = numbered.filter_map(|(index, step)| step.ready(backend, direction, index).transpose());
        match direction {
            Direction::Up => built.collect(),
            Direction::Down => built.rev().collect(),
        }
    }

    /// Both ways, in the order the steps are written. The other way is needed only to turn back; where it cannot be built it
    /// is empty.
    fn plan(&self, backend: DbBackend, direction: Direction) -> Result<Plan<'_>, DbErr> {
        let mut pairs = Vec::new();
        for (index, step) in self.steps.iter().enumerate() {
            let Some(this) = step.ready(backend, direction, index)? else { continue };
            let other = step.ready(backend, direction.reverse(), index).ok().flatten();
            let other = other.unwrap_or(Ready {
                direction: direction.reverse(),
                index,
                summary: &step.summary,
                outside: step.outside,
                loses: step.loses.as_deref(),
                rebuilds: None,
                statements: Vec::new(),
            });
            pairs.push(if direction == Direction::Up { (this, other) } else { (other, this) });
        }
        let engine = if backend == DbBackend::MySql { Engine::MySql } else { Engine::Postgres };
        Ok(Plan::new(engine, pairs))
    }
}

impl Step {
    /// A step with its one-line description, which is also its progress output.
    #[must_use]
    pub fn new(summary: impl Into<String>) -> Self {
        Self { summary: summary.into(), loses: None, outside: false, every: Branch::default(), branches: Vec::new() }
    }

    /// Says in words which data `down` does not bring back.
    #[must_use]
    pub fn loses(mut self, what: impl Into<String>) -> Self {
        self.loses = Some(what.into());
        self
    }

    /// Says that the step's statements run outside a transaction on PostgreSQL, one by one: `CREATE INDEX CONCURRENTLY`, a
    /// value of an enum that a later step uses, rows changed in portions. What ran is written down, and the next run goes on
    /// behind it. The other engines run it as any other step. An application that migrates by SeaORM's own migrator must let
    /// the migration run without a transaction (`use_transaction` is `Some(false)`).
    #[must_use]
    pub fn outside_transaction(mut self) -> Self {
        self.outside = true;
        self
    }

    /// Adds a statement to the way up, on every backend without a branch of its own.
    #[must_use]
    pub fn up(mut self, statement: impl IntoStatement) -> Self {
        self.every = self.every.up(statement);
        self
    }

    /// Adds a statement to the way down, in running order.
    #[must_use]
    pub fn down(mut self, statement: impl IntoStatement) -> Self {
        self.every = self.every.down(statement);
        self
    }

    /// What the step does on one backend. A step that has branches and nothing beside them runs on these backends only.
    #[must_use]
    pub fn on(mut self, backend: DbBackend, fill: impl FnOnce(Branch) -> Branch) -> Self {
        self.branches.push((backend, Some(fill(Branch::default()))));
        self
    }

    /// Says that the step does nothing on this backend: there it has no meaning, or another step does its work.
    #[must_use]
    pub fn nothing_on(mut self, backend: DbBackend) -> Self {
        self.branches.push((backend, None));
        self
    }

    /// `None` where the step does nothing.
    fn ready(&self, backend: DbBackend, direction: Direction, index: usize) -> Result<Option<Ready<'_>>, DbErr> {
        let Some(branch) = self.branch(backend)? else { return Ok(None) };
        let statements = match direction {
            Direction::Up => &branch.up,
            Direction::Down => &branch.down,
        };
        let statements =
            statements.iter().map(|statement| statement.build(backend)).collect::<Result<Vec<_>, _>>().map_err(
                |reason| {
                    let fix = format!("give the step its own branch with `.on({}, …)`", variant(backend));
                    DbErr::Migration(format!("step `{}`: {reason}; {fix}", self.summary))
                },
            )?;
        let loses = self.loses.as_deref();
        // A step may rebuild the table on one way only: a column that is added natively goes by a rebuild. Foreign keys are in
        // the way of dropping the old table, and of nothing else.
        let other_way = match direction {
            Direction::Up => &branch.down,
            Direction::Down => &branch.up,
        };
        let only_back = !statements.iter().any(|statement| drops_a_table(&statement.sql))
            && other_way.iter().any(|deferred| deferred.build(backend).is_ok_and(|built| drops_a_table(&built.sql)));
        let rebuilds = branch.rebuilds.as_deref().filter(|_| !only_back);
        let (summary, outside) = (self.summary.as_str(), self.outside);
        Ok(Some(Ready { direction, index, summary, outside, loses, rebuilds, statements }))
    }

    fn branch(&self, backend: DbBackend) -> Result<Option<&Branch>, DbErr> {
        if let Some((_, branch)) = self.branches.iter().find(|(known, _)| *known == backend) {
            return Ok(branch.as_ref());
        }
        if self.branches.is_empty() || !self.every.is_empty() {
            return Ok(Some(&self.every));
        }
        let known: Vec<_> = self.branches.iter().map(|(known, _)| title(*known)).collect();
        Err(DbErr::Migration(format!(
            "step `{}` has no branch for {} (it has {}); add `.on({}, |branch| branch.up(…).down(…))` to it, \
             or use a database of the kind it was written for",
            self.summary,
            title(backend),
            known.join(", "),
            variant(backend),
        )))
    }
}

impl Branch {
    /// Adds a statement to the way up.
    #[must_use]
    pub fn up(mut self, statement: impl IntoStatement) -> Self {
        self.up.push(statement.into_statement());
        self
    }

    /// Adds a statement to the way down, in running order.
    #[must_use]
    pub fn down(mut self, statement: impl IntoStatement) -> Self {
        self.down.push(statement.into_statement());
        self
    }

    /// Says that the step rebuilds this SQLite table, whichever way it runs. Foreign keys are switched off around the
    /// transaction: with them on, dropping the old table would delete the rows that refer to it.
    #[must_use]
    pub fn rebuilds(mut self, table: impl Into<String>) -> Self {
        self.rebuilds = Some(table.into());
        self
    }

    fn is_empty(&self) -> bool {
        self.up.is_empty() && self.down.is_empty()
    }
}

impl Ready<'_> {
    /// Tells the listener that this step begins.
    pub(crate) fn announce(&self) {
        progress::tell(|listener| {
            listener.step(self.summary, self.loses);
            if let Some(table) = self.rebuilds {
                listener.rebuilds(table);
            }
        });
    }

    /// What the step does, in the direction it runs.
    pub(crate) fn described(&self) -> String {
        described(self.direction, self.summary)
    }

    /// The error for a statement the engine refused.
    pub(crate) fn refused(&self, sql: &str, engine: &dyn Refusal) -> DbErr {
        let summary = self.summary;
        if sql.contains(ASSERT_TABLE) && engine.to_string().contains("CHECK constraint failed") {
            return DbErr::Migration(format!(
                "step `{summary}` would lose or break data: what it checks of its own work does not hold: {}\n  in: {sql}\n  \
                 nothing was changed; look at the rows that this statement counts, correct them or the migration, then \
                 run it again",
                asserted(sql)
            ));
        }
        let advice = engine.cause().map_or_else(String::new, |cause| format!("\n  {}", cause.advice()));
        DbErr::Migration(format!("step `{summary}` failed: {engine}\n  in: {sql}{advice}"))
    }
}

fn drops_a_table(sql: &str) -> bool {
    tokens(Engine::Sqlite, sql).windows(2).any(|pair| pair[0].is_word("drop") && pair[1].is_word("table"))
}

/// What a rendered assertion says it checks: the first text in it.
fn asserted(sql: &str) -> String {
    let tokens = tokens(Engine::Sqlite, sql);
    let label = tokens.iter().find(|token| token.kind == TokenKind::Text).and_then(Token::name);
    label.unwrap_or_else(|| "a condition".to_owned())
}

async fn recorded(connection: &DatabaseExecutor<'_>, steps: &[Ready<'_>], outside: bool) -> Result<(), DbErr> {
    progress::tell(|listener| {
        listener.enters_steps();
        if outside {
            listener.runs_outside();
        }
    });
    let outcome = run_all(connection, steps).await;
    progress::tell(|listener| listener.leaves_steps());
    outcome
}

/// Before anything ran: the runner then starts again outside a transaction.
fn refuse_transaction(steps: &[Ready<'_>]) -> DbErr {
    progress::tell(|listener| listener.needs_no_transaction());
    let outside: Vec<&str> = steps.iter().filter(|step| step.outside).map(|step| step.summary).collect();
    DbErr::Migration(format!(
        "step `{}` runs outside a transaction, and there is one; let the migration run without          (`fn use_transaction(&self) -> Option<bool> {{ Some(false) }}`), or use `cargo run -p migration -- up`",
        outside.join("`, `")
    ))
}

async fn run_all(connection: &DatabaseExecutor<'_>, steps: &[Ready<'_>]) -> Result<(), DbErr> {
    // Elsewhere the transaction takes everything back.
    let tells = connection.get_database_backend() == DbBackend::MySql;
    let mut stayed = Stayed::up_to_a_definition();
    for step in steps {
        step.announce();
        stayed.begin(step);
        for statement in &step.statements {
            point::reached("before a statement of a transaction");
            let ran = if statement.values.is_some() {
                connection.execute_raw(statement.clone()).await
            } else {
                connection.execute_unprepared(&statement.sql).await
            };
            let sql = statement.to_string();
            // What the engine gave up for a lock can be tried again as a whole; a step's own words would hide that.
            ran.map_err(|error| {
                if connection.get_database_backend() == DbBackend::Postgres && is_lock_of(Engine::Postgres, &error) {
                    progress::tell(|listener| listener.met_lock(&sql));
                }
                let refused = step.refused(&sql, &error);
                if tells { stayed.added_to(refused, &sql) } else { refused }
            })?;
            stayed.ran(&sql);
        }
    }
    Ok(())
}

/// Inside a transaction `PRAGMA foreign_keys` cannot be changed (SQLite "PRAGMA foreign_keys"), and with it on the
/// rebuild would silently delete rows of other tables.
async fn refuse_enforced_foreign_keys(connection: &DatabaseExecutor<'_>, steps: &[Ready<'_>]) -> Result<(), DbErr> {
    let enforced = pragma(connection, "foreign_keys").await? != 0;
    if !enforced {
        return Ok(());
    }
    progress::tell(|listener| listener.needs_foreign_keys_off());
    let tables: Vec<_> = steps.iter().filter_map(|step| step.rebuilds).collect();
    Err(DbErr::Migration(format!(
        "rebuilding {} needs foreign keys off, and they cannot be switched off inside a transaction; run \
         `PRAGMA foreign_keys = OFF` before the transaction begins, let the migration run outside one \
         (`use_transaction` is None), or use `cargo run -p migration -- up`",
        tables.join(", ")
    )))
}

async fn pragma(connection: &DatabaseExecutor<'_>, name: &str) -> Result<i64, DbErr> {
    let query = Statement::from_string(DbBackend::Sqlite, format!("PRAGMA {name}"));
    match connection.query_one_raw(query).await? {
        Some(row) => row.try_get_by_index(0),
        None => Ok(0),
    }
}
