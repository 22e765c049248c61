//! PostgreSQL: an advisory lock per database and schema. It belongs to a transaction that stays open on a connection of its own:
//! a pooler may give each transaction another session, but not take one away inside a transaction. The session's
//! `application_name` says whose it is, which every role may read.
//!
//! The session that does the work takes a second lock with each transaction, or a third around statements outside one: where a
//! client died, the server may still be at its last statement.

use std::time::Duration;

use driftline_inspect::{Access, Database};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, Statement, TransactionTrait};

use super::holder::Holder;
use super::{Try, Wait};
use crate::error::RunError;

/// "DRFT": the runner's lock. Advisory locks belong to one database (manual 13.3.5).
const RUNNER: u32 = 1_146_242_644;
/// "DRFW": the lock of the session that works.
const WORKER: u32 = 1_146_242_647;
/// "DRFO": the lock of the session that works outside a transaction. A pooler may keep such a session when its client has gone, and
/// the lock with it, so an idle one means nothing, and nobody waits for this lock itself.
const OUTSIDE: u32 = 1_146_242_639;
/// What the schema adds to all of them.
const SCHEMA: &str = "hashtext(current_schema())";
/// How often the lock is asked for.
const PAUSE: Duration = Duration::from_millis(200);
/// What the name of a holder's session begins with; a name has 63 bytes.
const NAME: &str = "driftline ";

/// The open transaction, and the connection it is on.
pub(crate) struct Held {
    transaction: DatabaseTransaction,
    database: Database,
}

/// The worker's key, as arguments of an advisory lock's function.
pub(crate) fn worker_key() -> String {
    format!("{WORKER}, {SCHEMA}")
}

/// The key of the lock around statements outside a transaction, as arguments of its function.
pub(crate) fn outside_key() -> String {
    format!("{OUTSIDE}, {SCHEMA}")
}

/// Waits for the lock.
pub(crate) async fn take(database: &Database, wait: &mut Wait<'_>) -> Result<Held, RunError> {
    let failed = || RunError::database("asking for the runner's lock");
    let own = Database::open(database.url(), Access::Write).await?;
    let transaction = loop {
        match try_once(&own).await.map_err(failed())? {
            Try::Taken(transaction) => break transaction,
            Try::Held(holder) => {
                wait.held(&holder)?;
                wait.pause(PAUSE).await;
            }
        }
    };
    while let Some((_, holder)) = worker(&transaction).await.map_err(failed())? {
        wait.held(&format!("{holder}; the server is still at its last statement"))?;
        wait.pause(PAUSE).await;
    }
    Ok(Held { transaction, database: own })
}

impl Held {
    /// Whether the connection is still there, and the lock with it.
    pub(crate) async fn check(&self) -> Result<(), RunError> {
        let asked = self.transaction.execute_unprepared("SELECT 1").await;
        asked.map(|_| ()).map_err(RunError::database("making sure of the runner's lock"))
    }

    /// Ends the transaction and closes the connection.
    pub(crate) async fn release(self) -> Result<(), RunError> {
        let ended = self.transaction.rollback().await.map_err(RunError::database("letting the next runner in"));
        self.database.close().await?;
        ended
    }
}

async fn try_once(own: &Database) -> Result<Try<DatabaseTransaction>, DbErr> {
    let transaction = own.connection.begin().await?;
    let name = format!("{NAME}{}", Holder::this().line(28));
    // It is idle for as long as migrations take. Nothing else of the session is changed: a pooler hands it on.
    let prepare = format!(
        "SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL application_name = {}",
        driftline_schema::Engine::Postgres.literal(&name)
    );
    transaction.execute_unprepared(&prepare).await?;
    let ask = format!("SELECT pg_try_advisory_xact_lock({RUNNER}, {SCHEMA})");
    let row = transaction.query_one_raw(Statement::from_string(DbBackend::Postgres, ask)).await?;
    if row.is_some_and(|row| row.try_get_by_index(0).unwrap_or(false)) {
        return Ok(Try::Taken(transaction));
    }
    let found = session(&transaction, RUNNER).await?;
    transaction.rollback().await?;
    Ok(Try::Held(found.map_or_else(|| "it has just ended".to_owned(), |(_, holder)| holder)))
}

/// The session that holds a lock: its process on the server, and whose it is.
async fn session<C: ConnectionTrait>(connection: &C, key: u32) -> Result<Option<(i32, String)>, DbErr> {
    let sql = format!(
        "SELECT a.pid, a.application_name, COALESCE(host(a.client_addr), 'local'), \
         COALESCE(EXTRACT(EPOCH FROM a.xact_start)::bigint, 0) FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid \
         WHERE l.locktype = 'advisory' AND l.granted AND l.classid = {key} AND l.objsubid = 2 \
         AND l.objid::bigint = ({SCHEMA}::bigint & 4294967295) AND a.datname = current_database() \
         AND a.pid <> pg_backend_pid() AND COALESCE(a.state, 'active') <> 'idle' ORDER BY a.pid LIMIT 1"
    );
    let Some(row) = connection.query_one_raw(Statement::from_string(DbBackend::Postgres, sql)).await? else {
        return Ok(None);
    };
    let (pid, name, address): (i32, String, String) =
        (row.try_get_by_index(0)?, row.try_get_by_index(1)?, row.try_get_by_index(2)?);
    let named = name.strip_prefix(NAME).and_then(Holder::parse);
    let told = match named {
        Some(holder) => format!("{holder} (session {pid})"),
        None => format!("session {pid} from {address}"),
    };
    Ok(Some((pid, told)))
}

/// The session that is still at work, in a transaction or outside one.
async fn worker<C: ConnectionTrait>(connection: &C) -> Result<Option<(i32, String)>, DbErr> {
    match session(connection, WORKER).await? {
        Some(found) => Ok(Some(found)),
        None => session(connection, OUTSIDE).await,
    }
}

/// Whoever holds one of the locks.
pub(crate) async fn holder(database: &Database) -> Result<Option<String>, RunError> {
    let failed = || RunError::database("looking for another runner");
    for key in [RUNNER, WORKER, OUTSIDE] {
        if let Some((_, told)) = session(&database.connection, key).await.map_err(failed())? {
            return Ok(Some(told));
        }
    }
    Ok(None)
}

/// Ends the sessions that hold the locks.
pub(crate) async fn break_lock(database: &Database) -> Result<(), RunError> {
    let failed = || RunError::database("ending the other runner's session");
    for key in [WORKER, OUTSIDE, RUNNER] {
        if let Some((pid, _)) = session(&database.connection, key).await.map_err(failed())? {
            let sql = format!("SELECT pg_terminate_backend({pid})");
            database.connection.execute_unprepared(&sql).await.map_err(failed())?;
        }
    }
    Ok(())
}
