//! What a data migration works with: named steps, each a transaction, or many in portions of a table's key. What was done is
//! written down in the same transaction, so that a run that was killed goes on where it stopped, and does nothing twice.
//!
//! MariaDB and MySQL commit a definition by itself (`CREATE TABLE`): there a step that makes definitions may begin again, and
//! says `IF NOT EXISTS`.

use driftline_schema::Engine;
use sea_orm::{ConnectionTrait, DbErr, Statement};

use super::Sight;
use super::ledger::{self, Step};
use super::sight::Boxed;
use crate::context::Context;
use crate::meter::Meter;
use crate::rules::{self, Rules};
use crate::waiter::Lock;

/// Rows of one portion unless the migration says otherwise.
pub const PORTION: u32 = 50_000;

/// The hands of a data migration.
pub struct Work<'a> {
    /// Questions.
    pub sight: Sight<'a>,
    pub(crate) context: &'a Context,
    pub(crate) name: String,
    /// Before the names of steps: the way back has its own.
    pub(crate) way: &'static str,
    /// Rows gone through.
    pub(crate) rows: u64,
    pub(crate) portion: u32,
    /// The runner's lock, held.
    pub(crate) lock: Option<&'a Lock>,
}

impl std::fmt::Debug for Work<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Work").field("name", &self.name).field("rows", &self.rows).finish_non_exhaustive()
    }
}

impl Work<'_> {
    /// Statements that run together, once.
    ///
    /// # Errors
    /// Names the step and the statement; nothing of the step stays where the engine can take it back.
    pub async fn step(&mut self, step: &str, statements: &[String]) -> Result<(), DbErr> {
        let (rules, engine) = (self.rules(), self.sight.engine());
        let connection = self.sight.connection();
        let key = self.key(step);
        if ledger::step(connection, engine, &self.name, &key).await?.is_some_and(|line| line.done) {
            return Ok(());
        }
        self.say(step)?;
        let transaction = rules.begin(connection).await?;
        if ledger::step(&transaction, engine, &self.name, &key).await?.is_some_and(|line| line.done) {
            return transaction.rollback().await;
        }
        for sql in statements {
            transaction.execute_unprepared(sql).await.map_err(|error| refused(step, sql, &error))?;
        }
        let done = Step { done: true, ..Step::default() };
        ledger::write_step(&transaction, engine, &self.name, &key, &done).await?;
        transaction.commit().await
    }

    /// Goes through a table by its whole-number key, a portion of rows at a time: `make` gives the statements for keys above
    /// the first number, up to and with the second. Each portion is a transaction with its place written down.
    ///
    /// # Errors
    /// As [`Work::step`]; and when another runner has moved on meanwhile.
    pub async fn by_key(
        &mut self,
        step: &str,
        table: &str,
        key: &str,
        make: impl Fn(i64, i64) -> Vec<String> + Send + Sync,
    ) -> Result<(), DbErr> {
        let engine = self.sight.engine();
        let (rules, connection) = (self.rules(), self.sight.connection());
        let name = self.key(step);
        let mut line = ledger::step(connection, engine, &self.name, &name).await?.unwrap_or_default();
        if line.done {
            return Ok(());
        }
        let (quoted, column) = (engine.quote(table), engine.quote(key));
        let behind = |at: Option<i64>| at.map_or_else(String::new, |at| format!(" WHERE {column} > {at}"));
        let count = |which: String| format!("SELECT count(*) FROM {quoted}{which}");
        let all = ledger::number(connection, engine, &count(String::new())).await?.unwrap_or(0);
        let left = ledger::number(connection, engine, &count(behind(line.at))).await?.unwrap_or(0);
        if line.at.is_some() {
            self.say(&format!("{step}: going on behind {} of {all} rows", all - left))?;
        } else {
            self.say(step)?;
        }
        let positive = |number: i64| u64::try_from(number).unwrap_or(0);
        let meter = Meter::new(&self.context.screen, step, "rows");
        let mut done = 0;
        loop {
            let next = format!(
                "SELECT max(k), count(*) FROM (SELECT {column} AS k FROM {quoted}{} ORDER BY {column} LIMIT {}) x",
                behind(line.at),
                self.portion
            );
            let transaction = rules.begin(connection).await?;
            let now = ledger::step(&transaction, engine, &self.name, &name).await?.unwrap_or_default();
            if now != line {
                transaction.rollback().await?;
                return Err(DbErr::Migration(format!(
                    "another runner is at work on {}: it has got behind {:?} of {step}; wait for it to end",
                    self.name, now.at
                )));
            }
            let row = transaction.query_one_raw(Statement::from_string(rules.backend(), next)).await?;
            let Some(row) = row else { break };
            let (high, rows): (Option<i64>, i64) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
            let Some(high) = high else {
                line = Step { done: true, ..line };
                ledger::write_step(&transaction, engine, &self.name, &name, &line).await?;
                transaction.commit().await?;
                break;
            };
            // Below the least key there is nothing.
            for sql in make(line.at.unwrap_or(i64::MIN), high) {
                transaction.execute_unprepared(&sql).await.map_err(|error| refused(step, &sql, &error))?;
            }
            line = Step { at: Some(high), ..line };
            ledger::write_step(&transaction, engine, &self.name, &name, &line).await?;
            transaction.commit().await?;
            done += positive(rows);
            self.rows += positive(rows);
            meter.at(done, positive(left));
        }
        Ok(())
    }

    /// Writes a word down for the way back, in a transaction of its own, once: the first one stays.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn note(&self, about: &str, word: &str) -> Result<(), DbErr> {
        if self.noted(about).await?.is_some() {
            return Ok(());
        }
        let transaction = self.rules().begin(self.sight.connection()).await?;
        let line = Step { done: true, note: Some(word.to_owned()), at: None };
        ledger::write_step(&transaction, self.sight.engine(), &self.name, &format!("note {about}"), &line).await?;
        transaction.commit().await
    }

    /// The word written down on the way there.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn noted(&self, about: &str) -> Result<Option<String>, DbErr> {
        let key = format!("note {about}");
        let line = ledger::step(self.sight.connection(), self.sight.engine(), &self.name, &key).await?;
        Ok(line.and_then(|line| line.note))
    }

    /// Says something about the work.
    ///
    /// # Errors
    /// When the screen is gone.
    pub fn say(&self, line: &str) -> Result<(), DbErr> {
        self.context.screen.line(format!("  {line}")).map_err(|error| DbErr::Custom(error.to_string()))
    }

    /// Records every migration of the schema's history as applied; the caller has made sure that the database is there.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn stamp_head(&self) -> Result<(), DbErr> {
        let head = self.context.project.migrations().len();
        let stamped: Boxed<'_, _> = Box::pin(crate::commands::stamp::write(self.context, self.sight.database, head));
        stamped.await.map(|_| ()).map_err(|error| DbErr::Migration(error.to_string()))
    }

    /// Records no migration of the schema's history any more; nothing is run.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn stamp_base(&self) -> Result<(), DbErr> {
        let stamped: Boxed<'_, _> = Box::pin(crate::commands::stamp::write(self.context, self.sight.database, 0));
        stamped.await.map(|_| ()).map_err(|error| DbErr::Migration(error.to_string()))
    }

    /// Applies every pending migration of the schema's history.
    ///
    /// # Errors
    /// What the migration says.
    pub async fn migrate_to_head(&self) -> Result<(), DbErr> {
        let pending = self.context.project.read(self.sight.connection()).await?.pending();
        let up = crate::apply::Direction::Up;
        let keep = crate::keeping::Extent::Nothing;
        let ran: Boxed<'_, _> =
            Box::pin(self.context.migrate_under(self.lock, self.sight.database, &pending, up, keep));
        ran.await.map_err(|error| DbErr::Migration(error.to_string()))
    }

    fn rules(&self) -> &'static dyn Rules {
        rules::of(self.sight.engine())
    }

    fn key(&self, step: &str) -> String {
        format!("{}{step}", self.way)
    }
}

impl std::fmt::Display for Work<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.name)
    }
}

fn refused(step: &str, sql: &str, error: &DbErr) -> DbErr {
    DbErr::Migration(format!("step `{step}` failed: {error}\n  in: {sql}"))
}

/// Statements in one list, for [`Work::step`].
#[must_use]
pub fn statements(sql: &[&str]) -> Vec<String> {
    sql.iter().map(|sql| (*sql).to_owned()).collect()
}

/// `key > low AND key <= high`, for the statements of [`Work::by_key`].
#[must_use]
pub fn between(engine: Engine, key: &str, low: i64, high: i64) -> String {
    let key = engine.quote(key);
    format!("{key} > {low} AND {key} <= {high}")
}
