//! One raw SQLite connection for a whole migration, with foreign keys off around the transaction where a table is
//! rebuilt. Used when an application or sea-orm-cli runs a migration on a plain pool; leaves out history.
//!
//! Source: SQLite "Making Other Kinds Of Table Schema Changes" (the twelve steps); `PRAGMA foreign_keys` is a no-op inside
//! a transaction and belongs to the connection, so every statement must take the same one.

use driftline_schema::Engine;
use sea_orm::DbErr;
use sea_orm::sqlx::sqlite::SqlitePool;
use sea_orm::sqlx::{self, AssertSqlSafe, Connection, Row, SqliteConnection};

use crate::apply::Direction;
use crate::borrowed::{Borrowed, connection_error};
use crate::journal::ledger::Ledger;
use crate::journal::{JournalError, State, insert_sql, point};
use crate::steps::Ready;

/// Settings of a connection that a rebuild changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Settings {
    foreign_keys: i64,
    legacy_alter_table: i64,
}

/// Runs the steps in one transaction on one connection of the pool.
///
/// # Errors
/// The step's own error; the settings of the connection are restored first.
pub(crate) async fn run(pool: &SqlitePool, steps: &[Ready<'_>], rebuilds: bool) -> Result<(), DbErr> {
    run_with(pool, steps, rebuilds, None).await
}

/// As [`run`], where the runner keeps a journal: a list of steps leaves its line in the same transaction, and one that has
/// left it is not run again.
pub(crate) async fn run_journalled(
    pool: &SqlitePool,
    steps: &[Ready<'_>],
    rebuilds: bool,
    direction: Direction,
    ledger: &Ledger,
) -> Result<(), DbErr> {
    let part = ledger.next_part();
    let began = ledger.entries.first().map_or(direction, |entry| entry.direction);
    let mut names: Vec<(usize, &str)> = steps.iter().map(|step| (step.index, step.summary)).collect();
    names.sort_unstable();
    let names = names.into_iter().map(|(_, summary)| format!("-- {summary}")).collect::<Vec<_>>().join("\n");
    let sql = format!("-- one transaction:\n{names}");
    let last = ledger.entries.iter().rev().find(|entry| !entry.is_beginning() && entry.part == part);
    if let Some(other) = last.filter(|entry| entry.sql != sql) {
        return Err(ledger.stop(JournalError::Changed {
            revision: other.revision.clone(),
            step: other.summary.clone(),
            ran: other.sql.clone(),
            reads: sql,
        }));
    }
    // Where it went neither way yet it stands where the migration began.
    if last.map_or(began.reverse(), |entry| entry.direction) == direction {
        return Ok(());
    }
    let mut entry = ledger.entry(direction, part, 0, 0);
    entry.state = State::Done;
    entry.sql = sql;
    run_with(pool, steps, rebuilds, Some(&insert_sql(Engine::Sqlite, &entry))).await
}

/// `last` is a statement of the same transaction, behind the steps.
async fn run_with(pool: &SqlitePool, steps: &[Ready<'_>], rebuilds: bool, last: Option<&str>) -> Result<(), DbErr> {
    let mut borrowed = Borrowed::from(pool).await?;
    let before = settings(&mut borrowed.connection).await?;
    let outcome = if rebuilds {
        run_without_foreign_keys(&mut borrowed.connection, steps, last).await
    } else {
        run_in_transaction(&mut borrowed.connection, steps, None, last).await
    };
    restore(&mut borrowed.connection, before).await?;
    borrowed.give_back();
    outcome
}

async fn run_without_foreign_keys(
    connection: &mut SqliteConnection,
    steps: &[Ready<'_>],
    last: Option<&str>,
) -> Result<(), DbErr> {
    execute(connection, "PRAGMA foreign_keys = OFF").await.map_err(connection_error)?;
    if number(connection, "PRAGMA foreign_keys").await? != 0 {
        return Err(DbErr::Migration(
            "SQLite keeps foreign keys on although they were switched off; a table cannot be rebuilt that way"
                .to_owned(),
        ));
    }
    run_in_transaction(connection, steps, Some("SELECT count(*) FROM pragma_foreign_key_check"), last).await
}

/// `violations` counts what must not grow, asked after `BEGIN` and before `COMMIT`.
async fn run_in_transaction(
    connection: &mut SqliteConnection,
    steps: &[Ready<'_>],
    violations: Option<&str>,
    last: Option<&str>,
) -> Result<(), DbErr> {
    let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await.map_err(connection_error)?;
    // ALTER TABLE looks its names up in what the connection remembers of the schema, and takes no second look when
    // another connection has changed it since ("no such column"); any query does.
    number(&mut transaction, "SELECT count(*) FROM sqlite_schema").await?;
    let before = count(&mut transaction, violations).await?;
    for step in steps {
        step.announce();
        for statement in &step.statements {
            let sql = statement.to_string();
            point::reached("before a statement of a transaction");
            execute(&mut transaction, &sql).await.map_err(|error| step.refused(&sql, &error))?;
        }
    }
    let after = count(&mut transaction, violations).await?;
    if after > before {
        return Err(broken_references(before, after));
    }
    if let Some(last) = last {
        execute(&mut transaction, last).await.map_err(connection_error)?;
    }
    point::reached("before a transaction commits");
    transaction.commit().await.map_err(connection_error)?;
    point::reached("behind a transaction");
    Ok(())
}

/// The error for rows that refer to nothing after a migration ran with foreign keys off.
pub(crate) fn broken_references(before: i64, after: i64) -> DbErr {
    DbErr::Migration(format!(
        "the migration leaves {after} rows whose foreign key points at nothing ({before} before it ran); nothing was \
         changed; `PRAGMA foreign_key_check` lists them"
    ))
}

async fn count(connection: &mut SqliteConnection, query: Option<&str>) -> Result<i64, DbErr> {
    match query {
        Some(query) => number(connection, query).await,
        None => Ok(0),
    }
}

async fn settings(connection: &mut SqliteConnection) -> Result<Settings, DbErr> {
    Ok(Settings {
        foreign_keys: number(connection, "PRAGMA foreign_keys").await?,
        legacy_alter_table: number(connection, "PRAGMA legacy_alter_table").await?,
    })
}

async fn restore(connection: &mut SqliteConnection, before: Settings) -> Result<(), DbErr> {
    let sql = format!(
        "PRAGMA foreign_keys = {}; PRAGMA legacy_alter_table = {}",
        before.foreign_keys, before.legacy_alter_table
    );
    execute(connection, &sql).await.map_err(connection_error)?;
    if settings(connection).await? == before {
        return Ok(());
    }
    Err(DbErr::Migration("SQLite did not take the connection's settings back; the connection was closed".to_owned()))
}

async fn execute(connection: &mut SqliteConnection, sql: &str) -> Result<(), sqlx::Error> {
    sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(connection).await.map(|_| ())
}

async fn number(connection: &mut SqliteConnection, sql: &str) -> Result<i64, DbErr> {
    let row = sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).fetch_one(connection).await.map_err(connection_error)?;
    row.try_get::<i64, _>(0).map_err(connection_error)
}
