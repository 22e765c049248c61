//! MariaDB's and MySQL's throw-away places: databases of their own. Their definitions of tables know no transaction.

use driftline_schema::Engine;
use sea_orm::{ConnectionTrait, DbBackend, DbErr, Statement};

use super::database::{Made, Place, make, sweep};
use super::{joined, refused};
use crate::database::error_number;
use crate::error::engine_words;
use crate::{Database, InspectError, Inspection, mysql};

/// A lock that somebody holds on a table of another database must not hang the comparison.
const LIMITS: &str = "SET SESSION lock_wait_timeout = 5, innodb_lock_wait_timeout = 5";

/// What a user needs to make throw-away databases, and no others.
const GRANT: &str = "GRANT ALL ON `driftline\\_scratch\\_%`.* TO this user would let it";

/// Databases on a MariaDB or MySQL server.
pub(super) struct MySql;

impl Place for MySql {
    const ENGINE: Engine = Engine::MySql;

    // Without the right PROCESS the list holds the user's own connections: other users' databases it may not drop anyway.
    const LEFTOVERS: &str = "SELECT CAST(SCHEMA_NAME AS CHAR) FROM information_schema.SCHEMATA \
        WHERE SCHEMA_NAME LIKE 'driftline\\_scratch\\_%' AND SCHEMA_NAME NOT IN \
            (SELECT DB FROM information_schema.PROCESSLIST WHERE DB IS NOT NULL) \
        ORDER BY SCHEMA_NAME";

    /// Character set and collation are those of the database the URL names: definitions that say nothing mean the same.
    async fn create_statement(server: &Database, name: &str) -> Result<String, DbErr> {
        let sql = "SELECT CAST(@@character_set_database AS CHAR), CAST(@@collation_database AS CHAR)";
        let row = server.connection.query_one_raw(Statement::from_string(DbBackend::MySql, sql)).await?;
        let name = Engine::MySql.quote(name);
        let Some(row) = row else { return Ok(format!("CREATE DATABASE {name}")) };
        let (charset, collation): (String, String) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        Ok(format!("CREATE DATABASE {name} CHARACTER SET {charset} COLLATE {collation}"))
    }

    fn drop_statement(name: &str) -> String {
        format!("DROP DATABASE IF EXISTS {}", Engine::MySql.quote(name))
    }

    fn advice(error: &DbErr) -> Option<&'static str> {
        advice(error)
    }
}

/// What would let the server make the place, by the number of its error (MariaDB "Error Codes").
fn advice(error: &DbErr) -> Option<&'static str> {
    match error_number(error)? {
        1044 | 1142 | 1227 | 1370 => Some(GRANT),
        1290 | 1792 | 1836 => Some("a replica, or a server that may only be read"),
        1419 => Some("the server keeps a binary log: SET GLOBAL log_bin_trust_function_creators = 1 would let it"),
        1205 | 1213 => Some("somebody holds a lock on a table that a foreign key refers to: try again"),
        1021 | 1114 => Some("the server's disk is full"),
        _ => None,
    }
}

/// Runs each portion in a database of its own and reads it.
pub(super) async fn run(near: &Database, statements: &[String]) -> Result<Inspection, InspectError> {
    match in_database(near, statements, Run::AtOnce).await {
        // Which statement it was shows only when they run one by one.
        Err(InspectError::Declared { .. }) => in_database(near, statements, Run::OneByOne).await,
        other => other,
    }
}

/// Drops what killed runs have left beside a database.
pub(super) async fn clear(near: &Database) -> Result<u32, InspectError> {
    sweep::<MySql>(near).await.map(|()| 1)
}

#[derive(Clone, Copy)]
enum Run {
    AtOnce,
    OneByOne,
}

async fn in_database(near: &Database, statements: &[String], run: Run) -> Result<Inspection, InspectError> {
    let Made { database, name } = make::<MySql>(near, near.url()).await?;
    let read = run_and_read(&database, statements, run).await;
    let closed = database.close().await;
    let sql = MySql::drop_statement(&name);
    let dropped = near.connection.execute_unprepared(&sql).await;
    let mut read = read?;
    closed?;
    dropped.map_err(|source| InspectError::Script { url: near.shown_url.clone(), source })?;
    // The collation asked for, CREATE DATABASE and DROP DATABASE.
    read.queries += 3;
    Ok(read)
}

async fn run_and_read(scratch: &Database, statements: &[String], run: Run) -> Result<Inspection, InspectError> {
    let connection = &scratch.connection;
    connection.execute_unprepared(LIMITS).await.map_err(|error| no_place(&error))?;
    let mut queries = 1;
    match run {
        Run::AtOnce if statements.is_empty() => {}
        Run::AtOnce => {
            queries += 1;
            let text = joined(statements);
            connection.execute_unprepared(&text).await.map_err(|error| failed(&text, &error))?;
        }
        Run::OneByOne => {
            for statement in statements {
                queries += 1;
                connection.execute_unprepared(statement).await.map_err(|error| failed(statement, &error))?;
            }
        }
    }
    let mut read = mysql::read(connection).await?;
    read.queries += queries;
    Ok(read)
}

fn no_place(error: &DbErr) -> InspectError {
    let words = engine_words(error);
    let reason = advice(error).map_or(words.clone(), |advice| format!("{words} ({advice})"));
    InspectError::Scratch { reason }
}

/// A refusal of the definition itself, unless the place is at fault: a right, a lock, the disk.
fn failed(statement: &str, error: &DbErr) -> InspectError {
    if advice(error).is_some() { no_place(error) } else { refused(statement, error) }
}
