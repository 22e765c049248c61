//! A copy of every table inside a server's own database, and the way back: what `backup` and `restore` do where the database is
//! no file. Leaves out definitions; it saves from mistakes with rows, not from the loss of the server (`pg_dump` and
//! `mariadb-dump` do that).

use driftline_inspect::{Database, Others, Scope, inspect};
use driftline_schema::Engine;
use sea_orm::{ConnectionTrait, DbErr, IsolationLevel, TransactionTrait};

use super::columns::columns;
use super::part::{self, Part};
use super::store::{Entry, Store};
use crate::error::RunError;
use crate::meter::Meter;

/// The word for such a copy in the archive's table.
pub(crate) const FULL: &str = "full";

/// Copies every table under one name; returns tables and rows.
///
/// # Errors
/// What the engine says.
pub(crate) async fn make(database: &Database, name: &str, meter: &Meter) -> Result<(usize, u64), RunError> {
    let engine = database.engine;
    let failed = || RunError::database("copying every table");
    let schema = inspect(&database.connection, &Scope { default: None, others: Others::All }).await?.schema;
    // A partition's rows are read from the table it is a partition of, and go back through it.
    let whole = schema.tables.values().filter(|table| {
        let of = table.options.partition_of.as_ref();
        of.is_none_or(|of| !schema.tables.contains_key(&of.parent))
    });
    let parts: Vec<Part> = whole.map(|table| Part::whole(engine, table)).collect();
    let store = Store::of(database).await.map_err(failed())?;
    let mut parts = store.placed(parts);
    // One moment for all tables; MariaDB and MySQL commit with each copy and have no such moment.
    let level = (engine == Engine::Postgres).then_some(IsolationLevel::RepeatableRead);
    let transaction = database.connection.begin_with_config(level, None).await.map_err(failed())?;
    part::count(&transaction, engine, &mut parts).await.map_err(failed())?;
    let all: u64 = parts.iter().map(|part| part.count).sum();
    copy(&transaction, engine, name, &parts, meter).await.map_err(failed())?;
    transaction.commit().await.map_err(failed())?;
    Ok((parts.len(), all))
}

async fn copy<C: ConnectionTrait>(
    connection: &C,
    engine: Engine,
    name: &str,
    parts: &[Part],
    meter: &Meter,
) -> Result<(), DbErr> {
    Store::install(connection, engine, parts).await?;
    let all: u64 = parts.iter().map(|part| part.count).sum();
    let mut done = 0;
    for part in parts {
        for sql in part.copied(engine) {
            connection.execute_unprepared(&sql).await?;
        }
        done += part.count;
        meter.at(done, all);
    }
    let mut copied = parts.to_vec();
    part::count_places(connection, engine, &mut copied).await?;
    for (part, copy) in parts.iter().zip(&copied) {
        // Only MariaDB and MySQL can differ: there somebody may write while the tables are copied one by one.
        if part.count != copy.count && engine == Engine::Postgres {
            let (there, here) = (part.count, copy.count);
            return Err(DbErr::Custom(format!("{} has {there} rows and its copy {here}", part.source)));
        }
    }
    Store::note(connection, engine, name, FULL, &copied).await
}

/// Puts the rows of a copy back over what is there. The caller has agreed and saved what is replaced.
///
/// # Errors
/// When a table is gone or has lost a column since, before anything is changed; what the engine says.
pub(crate) async fn restore(database: &Database, entries: &[Entry]) -> Result<u64, RunError> {
    let engine = database.engine;
    let failed = || RunError::database("restoring");
    let transaction = database.connection.begin().await.map_err(failed())?;
    let found = columns(&transaction, engine).await.map_err(failed())?;
    let missing: Vec<String> = entries.iter().filter_map(|entry| entry.part.missing(&found)).collect();
    if !missing.is_empty() {
        return Err(RunError::NotRestorable { missing });
    }
    let parts: Vec<&Part> = entries.iter().map(|entry| &entry.part).collect();
    let outcome = refill(&transaction, engine, &parts, &found).await;
    outcome.map_err(failed())?;
    transaction.commit().await.map_err(failed())?;
    Ok(parts.iter().map(|part| part.count).sum())
}

async fn refill<C: ConnectionTrait>(
    connection: &C,
    engine: Engine,
    parts: &[&Part],
    found: &super::columns::Columns,
) -> Result<(), DbErr> {
    let tables: Vec<String> = parts.iter().map(|part| part.source.object().quoted(engine)).collect();
    let mut statements = part::foreign_keys_off(engine);
    match engine {
        // All at once, so that they may refer to each other; a table outside the copy that refers to one of them is an error.
        Engine::Postgres if !tables.is_empty() => statements.push(format!("TRUNCATE {}", tables.join(", "))),
        _ => statements.extend(tables.iter().map(|table| format!("DELETE FROM {table}"))),
    }
    statements.extend(part::insert(engine, parts, found));
    let mut outcome = Ok(());
    for sql in &statements {
        outcome = connection.execute_unprepared(sql).await.map(|_| ());
        if outcome.is_err() {
            break;
        }
    }
    // A session that fails is rolled back; what it was told about keys would stay.
    for sql in part::foreign_keys_on(engine) {
        connection.execute_unprepared(&sql).await?;
    }
    outcome?;
    let mut now: Vec<Part> = parts.iter().map(|part| (*part).clone()).collect();
    part::count(connection, engine, &mut now).await?;
    match parts.iter().zip(&now).find(|(wanted, found)| wanted.count != found.count) {
        None => Ok(()),
        Some((wanted, found)) => Err(DbErr::Custom(format!(
            "{} has {} rows after restoring {}; nothing was changed",
            wanted.source, found.count, wanted.count
        ))),
    }
}
