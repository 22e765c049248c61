//! MariaDB and MySQL: a named lock of the session that does the work, so that the lock lives exactly as long as the work, also
//! where the client died and the server is still at its last statement. Whose it is stands in `driftline_lock`, beside the
//! number of the session; a row of another session means nothing.

use std::time::Duration;

use driftline_inspect::Database;
use driftline_schema::Engine;
use sea_orm::{ConnectionTrait, DbBackend, DbErr, QueryResult, Statement};

use super::Wait;
use super::holder::Holder;
use crate::companions;
use crate::error::RunError;

/// The lock's name. Locks belong to the whole server, so the database is part of it, as a hash: a name may have 64
/// characters (MySQL manual 14.14), and so may a database's. Several servers of a cluster do not share it.
pub(crate) const NAME: &str = "CONCAT('driftline:', LEFT(SHA2(LOWER(DATABASE()), 256), 48))";
/// The table that says whose the lock is.
const TABLE: &str = "driftline_lock";

/// The lock of the database's own session.
pub(crate) struct Held;

/// Waits for the lock.
pub(crate) async fn take(database: &Database, wait: &mut Wait<'_>) -> Result<Held, RunError> {
    let failed = || RunError::database("asking for the runner's lock");
    let connection = &database.connection;
    let mut patience = 0;
    loop {
        match number(connection, &format!("SELECT GET_LOCK({NAME}, {patience})")).await.map_err(failed())? {
            Some(1) => break,
            Some(_) => {
                let holder = holder(database).await?.unwrap_or_else(|| "it has just ended".to_owned());
                wait.held(&holder)?;
            }
            None => {
                let words = "the server gives no lock to this session; does the URL name a database?";
                return Err(failed()(DbErr::Custom(words.to_owned())));
            }
        }
        // The server wakes whoever waits; a second at a time, to be able to say something.
        patience = 1;
        if wait.left().is_some_and(|left| left < Duration::from_secs(1)) {
            patience = 0;
            wait.pause(Duration::from_millis(100)).await;
        }
    }
    let written = write_owner(connection).await.map_err(failed());
    written.map(|()| Held)
}

async fn write_owner<C: ConnectionTrait>(connection: &C) -> Result<(), DbErr> {
    let create = format!(
        "CREATE TABLE IF NOT EXISTS {TABLE} (connection_id bigint NOT NULL PRIMARY KEY, owner varchar(255) NOT NULL) \
         ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"
    );
    connection.execute_unprepared(&create).await?;
    connection.execute_unprepared(&format!("DELETE FROM {TABLE}")).await?;
    let owner = Engine::MySql.literal(&Holder::this().line(200));
    let insert = format!("INSERT INTO {TABLE} (connection_id, owner) VALUES (CONNECTION_ID(), {owner})");
    connection.execute_unprepared(&insert).await.map(|_| ())
}

impl Held {
    /// Takes the owner's name away and lets go.
    pub(crate) async fn release(self, database: &Database) -> Result<(), RunError> {
        let failed = || RunError::database("letting the next runner in");
        let connection = &database.connection;
        // `fresh` drops the table.
        let there = companions::present(connection, &[TABLE]).await.map_err(failed())?;
        if !there.is_empty() {
            let sql = format!("DELETE FROM {TABLE} WHERE connection_id = CONNECTION_ID()");
            connection.execute_unprepared(&sql).await.map_err(failed())?;
        }
        number(connection, &format!("SELECT RELEASE_LOCK({NAME})")).await.map_err(failed())?;
        Ok(())
    }
}

/// Whoever holds it.
pub(crate) async fn holder(database: &Database) -> Result<Option<String>, RunError> {
    let failed = || RunError::database("looking for another runner");
    let connection = &database.connection;
    let sql = format!("SELECT CAST(IS_USED_LOCK({NAME}) AS SIGNED)");
    let Some(session) = number(connection, &sql).await.map_err(failed())? else { return Ok(None) };
    let there = companions::present(connection, &[TABLE]).await.map_err(failed())?;
    if !there.is_empty() {
        let sql = format!("SELECT owner FROM {TABLE} WHERE connection_id = {session}");
        let row = one(connection, &sql).await.map_err(failed())?;
        let named = row.and_then(|row| row.try_get_by_index::<String>(0).ok()).and_then(|line| Holder::parse(&line));
        if let Some(holder) = named {
            return Ok(Some(format!("{holder} (session {session})")));
        }
    }
    // It has the lock and has not said so yet, or is no runner.
    let sql = format!("SELECT CAST(HOST AS CHAR) FROM information_schema.PROCESSLIST WHERE ID = {session}");
    let row = one(connection, &sql).await.map_err(failed())?;
    let host = row.and_then(|row| row.try_get_by_index::<String>(0).ok());
    Ok(Some(host.map_or_else(|| format!("session {session}"), |host| format!("session {session} from {host}"))))
}

/// Ends the session that holds it.
pub(crate) async fn break_lock(database: &Database) -> Result<(), RunError> {
    let failed = || RunError::database("ending the other runner's session");
    let sql = format!("SELECT CAST(IS_USED_LOCK({NAME}) AS SIGNED)");
    let Some(session) = number(&database.connection, &sql).await.map_err(failed())? else { return Ok(()) };
    let ended = database.connection.execute_unprepared(&format!("KILL CONNECTION {session}")).await;
    ended.map(|_| ()).map_err(failed())
}

/// The one number of a query; `None` for NULL.
pub(crate) async fn number<C: ConnectionTrait>(connection: &C, sql: &str) -> Result<Option<i64>, DbErr> {
    match one(connection, sql).await? {
        Some(row) => row.try_get_by_index(0),
        None => Ok(None),
    }
}

async fn one<C: ConnectionTrait>(connection: &C, sql: &str) -> Result<Option<QueryResult>, DbErr> {
    connection.query_one_raw(Statement::from_string(DbBackend::MySql, sql)).await
}
