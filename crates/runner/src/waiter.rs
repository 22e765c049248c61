//! One runner at a time for a database, whoever starts it and from where: takes the lock, says whom it waits for, and gives up
//! after the time it was given. A dead process cannot keep the lock. Leaves out what runs under it.
//!
//! PostgreSQL: an advisory lock that belongs to a transaction on a connection of its own, so that it holds behind a pooler
//! too. MariaDB and MySQL: a named lock of the session that does the work. SQLite: the system's lock on a file beside the
//! database.

pub(crate) mod holder;
pub(crate) mod mysql;
pub(crate) mod postgres;
pub(crate) mod sqlite;

use std::time::{Duration, Instant};

use driftline_inspect::Database;
use driftline_schema::Engine;

use crate::error::RunError;

/// How often a runner that waits says so again.
const REMINDER: Duration = Duration::from_secs(10);

/// The lock, held. What is not released goes with the process.
pub(crate) enum Lock {
    /// A file beside the database.
    Sqlite(sqlite::Held),
    /// A transaction on a connection of its own.
    Postgres(postgres::Held),
    /// A name in the session.
    MySql(mysql::Held),
}

/// What one try found.
pub(crate) enum Try<H> {
    /// The lock is taken.
    Taken(H),
    /// Somebody has it; what is known of them, in words.
    Held(String),
}

/// Waits for the lock, at most for `limit`; tells whom it waits for.
///
/// # Errors
/// [`RunError::Locked`] when the time is over, [`RunError::Database`] and [`RunError::LockFile`] where the lock cannot be
/// asked for.
pub(crate) async fn take(
    database: &Database,
    limit: Option<Duration>,
    told: &(dyn Fn(&str) + Sync),
) -> Result<Lock, RunError> {
    let mut wait = Wait { limit, began: Instant::now(), said: None, told };
    match database.engine {
        Engine::Sqlite => sqlite::take(database, &mut wait).await.map(Lock::Sqlite),
        Engine::Postgres => postgres::take(database, &mut wait).await.map(Lock::Postgres),
        Engine::MySql => mysql::take(database, &mut wait).await.map(Lock::MySql),
    }
}

impl Lock {
    /// Makes sure that it still holds: a connection of its own may be gone.
    pub(crate) async fn check(&self) -> Result<(), RunError> {
        match self {
            Lock::Postgres(held) => held.check().await,
            Lock::Sqlite(_) | Lock::MySql(_) => Ok(()),
        }
    }

    /// Lets the next runner in.
    pub(crate) async fn release(self, database: &Database) -> Result<(), RunError> {
        match self {
            Lock::Sqlite(held) => held.release(),
            Lock::Postgres(held) => held.release().await,
            Lock::MySql(held) => held.release(database).await,
        }
    }
}

/// A wait for the lock.
pub(crate) struct Wait<'w> {
    limit: Option<Duration>,
    began: Instant,
    said: Option<(Instant, String)>,
    told: &'w (dyn Fn(&str) + Sync),
}

impl Wait<'_> {
    /// The time that is left; `None` without a limit.
    pub(crate) fn left(&self) -> Option<Duration> {
        self.limit.map(|limit| limit.saturating_sub(self.began.elapsed()))
    }

    /// Somebody holds it: says so, unless it was said just now.
    pub(crate) fn held(&mut self, holder: &str) -> Result<(), RunError> {
        if self.left().is_some_and(|left| left.is_zero()) {
            return Err(RunError::Locked { holder: holder.to_owned(), waited: self.began.elapsed().as_secs() });
        }
        let is_new = self.said.as_ref().is_none_or(|(at, said)| said != holder || at.elapsed() >= REMINDER);
        if is_new {
            let since = self.began.elapsed().as_secs();
            let so_far = if since == 0 { String::new() } else { format!(" ({since} s so far)") };
            (self.told)(&format!("another runner is at work on this database: {holder}; waiting{so_far}"));
            self.said = Some((Instant::now(), holder.to_owned()));
        }
        Ok(())
    }

    /// A pause before the next look, no longer than is left.
    pub(crate) async fn pause(&self, pause: Duration) {
        let pause = self.left().map_or(pause, |left| pause.min(left.max(Duration::from_millis(1))));
        tokio::time::sleep(pause).await;
    }
}

/// Whoever holds the lock, in words; `None` where nobody does.
pub(crate) async fn holder(database: &Database) -> Result<Option<String>, RunError> {
    match database.engine {
        Engine::Sqlite => sqlite::holder(database),
        Engine::Postgres => postgres::holder(database).await,
        Engine::MySql => mysql::holder(database).await,
    }
}

/// Takes the lock away from whoever holds it: ends their session, or on SQLite makes their file nobody's.
pub(crate) async fn break_lock(database: &Database) -> Result<(), RunError> {
    match database.engine {
        Engine::Sqlite => sqlite::break_lock(database),
        Engine::Postgres => postgres::break_lock(database).await,
        Engine::MySql => mysql::break_lock(database).await,
    }
}
