//! How a statement waits for a table that others use: shortly, then it steps back and tries again, so that nobody queues
//! behind it. Leaves out waiting for another runner (`waiter`).

use std::time::{Duration, Instant};

use driftline_schema::Engine;
use sea_orm::{DbErr, RuntimeErr, sqlx};

/// How long, and how often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// How long one try may queue for a lock. The application's own statements queue behind it for as long.
    pub each: Duration,
    /// How long to go on trying.
    pub total: Duration,
}

impl Default for Patience {
    /// Half a second each, for five minutes.
    fn default() -> Patience {
        Patience { each: Duration::from_millis(500), total: Duration::from_secs(300) }
    }
}

/// The tries of one statement or transaction.
#[derive(Debug)]
pub(crate) struct Tries {
    patience: Patience,
    began: Instant,
    made: u32,
    slow: bool,
}

impl Tries {
    /// None made yet.
    pub(crate) fn new(patience: Patience) -> Tries {
        Tries { patience, began: Instant::now(), made: 0, slow: false }
    }

    /// How often it was tried.
    pub(crate) fn made(&self) -> u32 {
        self.made
    }

    /// How long it has been tried.
    pub(crate) fn waited(&self) -> Duration {
        self.began.elapsed()
    }

    /// The pause before the next try, if there is one; longer each time, so that the application catches up, and never over
    /// two seconds. `took` is how long the try that failed ran.
    pub(crate) fn pause(&mut self, took: Duration) -> Option<Duration> {
        if self.began.elapsed() >= self.patience.total {
            return None;
        }
        self.made += 1;
        // A try that worked for long before it met the lock is not to be thrown away for a moment's wait.
        self.slow |= took > Duration::from_secs(2);
        let step = Duration::from_millis(50) * self.made.min(40);
        Some(step)
    }

    /// What `lock_wait_timeout` is set to for the next try on MariaDB and MySQL, which count whole seconds and queue in front
    /// of the application meanwhile. So a try takes the lock at once or not; every tenth, and each behind one that had
    /// worked for long, waits as long as a try may, one second at least.
    pub(crate) fn whole_seconds(&self) -> u64 {
        let each = self.patience.each.as_millis();
        if self.slow || self.made % 10 == 9 || each >= 1000 {
            u64::try_from(each / 1000).unwrap_or(1).max(1)
        } else {
            0
        }
    }
}

/// Whether the engine gave up waiting for a lock, or chose this side of a deadlock: trying again may work.
pub(crate) fn is_lock(engine: Engine, error: &sqlx::Error) -> bool {
    let sqlx::Error::Database(said) = error else { return false };
    match engine {
        // lock_not_available, deadlock_detected (manual, appendix A).
        Engine::Postgres => matches!(said.code().as_deref(), Some("55P03" | "40P01")),
        // ER_LOCK_WAIT_TIMEOUT, ER_LOCK_DEADLOCK.
        Engine::MySql => said
            .try_downcast_ref::<sqlx::mysql::MySqlDatabaseError>()
            .is_some_and(|said| matches!(said.number(), 1205 | 1213)),
        Engine::Sqlite => false,
    }
}

/// As [`is_lock`], for an error of SeaORM's or of a step.
pub(crate) fn is_lock_of(engine: Engine, error: &DbErr) -> bool {
    match error {
        DbErr::Conn(RuntimeErr::SqlxError(error))
        | DbErr::Exec(RuntimeErr::SqlxError(error))
        | DbErr::Query(RuntimeErr::SqlxError(error)) => is_lock(engine, error),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tries_become_rarer_and_end() {
        let mut tries = Tries::new(Patience::default());
        let pauses: Vec<u128> = (0..50).map(|_| tries.pause(Duration::ZERO).unwrap().as_millis()).collect();
        assert_eq!((pauses[0], pauses[1], pauses[49]), (50, 100, 2000));
        let mut none = Tries::new(Patience { each: Duration::ZERO, total: Duration::ZERO });
        assert_eq!(none.pause(Duration::ZERO), None);
    }

    #[test]
    fn mariadb_waits_rarely_and_then_a_second() {
        let mut tries = Tries::new(Patience::default());
        let mut waits = Vec::new();
        for _ in 0..20 {
            waits.push(tries.whole_seconds());
            tries.pause(Duration::ZERO);
        }
        assert_eq!(waits.iter().sum::<u64>(), 2);
        tries.pause(Duration::from_secs(3));
        assert_eq!(tries.whole_seconds(), 1);
    }
}
