//! One raw MariaDB or MySQL connection for a whole migration, so that what a step sets for the session
//! (`foreign_key_checks`) holds for the next one, and a statement means the same, whatever pool the migration runs on.
//! Leaves out history and transactions: each definition commits.

use std::sync::Arc;

use driftline_inspect::set_up_mysql;
use sea_orm::DbErr;
use sea_orm::sqlx::mysql::{MySqlConnection, MySqlPool};
use sea_orm::sqlx::{self, AssertSqlSafe, Row};

use crate::apply::Direction;
use crate::borrowed::{Borrowed, connection_error};
use crate::journal;
use crate::journal::ledger::Ledger;
use crate::journal::walk::{self, Plan};
use crate::stayed::Stayed;
use crate::steps::Ready;
use crate::waiter::mysql::NAME;

/// Settings of a session that a migration may change.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Settings {
    foreign_key_checks: i64,
    unique_checks: i64,
    explicit_defaults_for_timestamp: i64,
    sql_mode: String,
}

/// Runs the steps one statement after the other on one connection of the pool.
///
/// # Errors
/// The step's own error, and what ran before it and stays; the settings of the connection are restored first.
pub(crate) async fn run(pool: &MySqlPool, steps: &[Ready<'_>]) -> Result<(), DbErr> {
    let mut borrowed = Borrowed::from(pool).await?;
    refuse_half(&mut borrowed.connection).await?;
    let before = settings(&mut borrowed.connection).await?;
    // An application's driver lets `||` join texts (PIPES_AS_CONCAT); the `migration` binary and the server do not.
    let outcome = match set_up_mysql(&mut borrowed.connection).await.map_err(connection_error) {
        Ok(()) => run_all(&mut borrowed.connection, steps).await,
        Err(error) => Err(error),
    };
    let restored = restore(&mut borrowed.connection, &before).await;
    if restored.is_ok() {
        borrowed.give_back();
    }
    // Where the connection is gone, its end is what the step has told already.
    outcome.and(restored)
}

/// As [`run`], with each statement written down before it starts and after it ends, from where an earlier run stopped.
///
/// # Errors
/// As [`run`], and why a half-applied migration cannot be gone on with.
pub(crate) async fn run_journalled(
    pool: &MySqlPool,
    plan: &Plan<'_>,
    direction: Direction,
    ledger: &Arc<Ledger>,
) -> Result<(), DbErr> {
    let mut borrowed = Borrowed::from(pool).await?;
    refuse_without_lock(&mut borrowed.connection).await?;
    let before = settings(&mut borrowed.connection).await?;
    let outcome = match set_up_mysql(&mut borrowed.connection).await.map_err(connection_error) {
        Ok(()) => walk::run(&mut *borrowed.connection, plan, direction, ledger).await,
        Err(error) => Err(error),
    };
    let restored = restore(&mut borrowed.connection, &before).await;
    if restored.is_ok() {
        borrowed.give_back();
    }
    outcome.and(restored)
}

/// The pool opens a new session where the old one was ended, and that one does not hold the runner's lock.
async fn refuse_without_lock(connection: &mut MySqlConnection) -> Result<(), DbErr> {
    let held = format!("SELECT CAST(IS_USED_LOCK({NAME}) = CONNECTION_ID() AS SIGNED)");
    let row = sqlx::raw_sql(AssertSqlSafe(held)).fetch_one(connection).await.map_err(connection_error)?;
    match row.try_get::<Option<i64>, _>(0).map_err(connection_error)? {
        Some(1) => Ok(()),
        _ => Err(DbErr::Migration("the session that held the runner's lock is gone: run this again".to_owned())),
    }
}

/// A migrator without a journal would begin a half-applied migration anew.
async fn refuse_half(connection: &mut MySqlConnection) -> Result<(), DbErr> {
    let there = format!(
        "SELECT count(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = '{}'",
        journal::TABLE
    );
    let row = sqlx::raw_sql(AssertSqlSafe(there)).fetch_one(&mut *connection).await.map_err(connection_error)?;
    if row.try_get::<i64, _>(0).map_err(connection_error)? == 0 {
        return Ok(());
    }
    let first = format!("SELECT revision FROM {} ORDER BY seq LIMIT 1", journal::TABLE);
    let row = sqlx::raw_sql(AssertSqlSafe(first)).fetch_optional(connection).await.map_err(connection_error)?;
    let Some(row) = row else { return Ok(()) };
    let revision: String = row.try_get(0).map_err(connection_error)?;
    Err(DbErr::Migration(format!(
        "{revision} is half applied, or another runner is at work on it: `cargo run -p migration -- up` waits for that runner, \
         or finishes it; `status` shows it"
    )))
}

async fn run_all(connection: &mut MySqlConnection, steps: &[Ready<'_>]) -> Result<(), DbErr> {
    let mut stayed = Stayed::of_each_statement();
    for step in steps {
        step.announce();
        stayed.begin(step);
        for statement in &step.statements {
            let sql = statement.to_string();
            let ran = execute(connection, &sql).await;
            ran.map_err(|error| stayed.added_to(step.refused(&sql, &error), &sql))?;
            stayed.ran(&sql);
        }
    }
    Ok(())
}

async fn settings(connection: &mut MySqlConnection) -> Result<Settings, DbErr> {
    let sql = "SELECT CAST(@@foreign_key_checks AS SIGNED), CAST(@@unique_checks AS SIGNED), \
               CAST(@@explicit_defaults_for_timestamp AS SIGNED), CAST(@@sql_mode AS CHAR)";
    let row = sqlx::raw_sql(sql).fetch_one(connection).await.map_err(connection_error)?;
    Ok(Settings {
        foreign_key_checks: row.try_get(0).map_err(connection_error)?,
        unique_checks: row.try_get(1).map_err(connection_error)?,
        explicit_defaults_for_timestamp: row.try_get(2).map_err(connection_error)?,
        sql_mode: row.try_get(3).map_err(connection_error)?,
    })
}

async fn restore(connection: &mut MySqlConnection, before: &Settings) -> Result<(), DbErr> {
    let now = settings(connection).await?;
    let Settings { foreign_key_checks, unique_checks, explicit_defaults_for_timestamp, sql_mode } = before;
    let mut sql = format!(
        "SET foreign_key_checks = {foreign_key_checks}, unique_checks = {unique_checks}, sql_mode = '{sql_mode}'"
    );
    // Many servers let nobody set this one.
    if now.explicit_defaults_for_timestamp != *explicit_defaults_for_timestamp {
        sql.push_str(&format!(", explicit_defaults_for_timestamp = {explicit_defaults_for_timestamp}"));
    }
    execute(connection, &sql).await.map_err(connection_error)
}

async fn execute(connection: &mut MySqlConnection, sql: &str) -> Result<(), sqlx::Error> {
    sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(connection).await.map(|_| ())
}
