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

/// How long the first try queues.
const FIRST: Duration = Duration::from_millis(25);
/// What ran so long is not begun again lightly.
const LONG: Duration = Duration::from_secs(2);
/// So long only those tries are made that hold nobody up, where the engine has no short ones.
const IN_VAIN: Duration = Duration::from_secs(30);
/// No pause is longer.
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

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

    /// How long the next try may queue where the engine counts milliseconds: hardly at first, because the application queues
    /// behind it; longer each time, up to what one try may. One that worked for long before it met the lock is not to be
    /// thrown away for a moment's wait again.
    pub(crate) fn queue(&self) -> Duration {
        if self.slow { self.patience.each } else { self.patience.each.min(FIRST * (self.made + 1)) }
    }

    /// What `lock_wait_timeout` is set to for the next try on MariaDB and MySQL, which count whole seconds. A try takes the lock
    /// at once or not; only behind one that had worked for long, and now and then when that was of no use for half a minute,
    /// it waits for as long as a try may, a second at least.
    pub(crate) fn whole_seconds(&self) -> u64 {
        let each = u64::try_from(self.patience.each.as_millis() / 1000).unwrap_or(1).max(1);
        let in_vain = self.began.elapsed() > IN_VAIN && self.made % 10 == 9;
        if self.slow || in_vain { each } else { 0 }
    }

    /// The pause before the next try, if there is one: longer each time, and longer than the application was held up, so that it
    /// catches up. `took` is how long the try that failed ran.
    pub(crate) fn pause(&mut self, took: Duration) -> Option<Duration> {
        if self.began.elapsed() >= self.patience.total {
            return None;
        }
        let held_up = self.queue().min(took);
        self.made += 1;
        self.slow |= took > LONG;
        Some((FIRST * 2 * self.made.min(40)).max(held_up * 3).min(LONGEST_PAUSE))
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
    fn tries_become_longer_and_rarer_and_end() {
        let mut tries = Tries::new(Patience::default());
        assert_eq!(tries.queue(), FIRST);
        let pauses: Vec<u128> = (0..50).map(|_| tries.pause(Duration::from_secs(1)).unwrap().as_millis()).collect();
        assert_eq!((pauses[0], pauses[1], pauses[49]), (75, 150, 2000));
        assert_eq!(tries.queue(), Duration::from_millis(500));
        let mut none = Tries::new(Patience { each: Duration::ZERO, total: Duration::ZERO });
        assert_eq!(none.pause(Duration::ZERO), None);
    }

    #[test]
    fn mariadb_waits_only_for_what_took_long() {
        let mut tries = Tries::new(Patience::default());
        assert_eq!(tries.whole_seconds(), 0);
        tries.pause(Duration::from_secs(1));
        assert_eq!(tries.whole_seconds(), 0);
        tries.pause(Duration::from_secs(3));
        assert_eq!((tries.whole_seconds(), tries.queue()), (1, Duration::from_millis(500)));
    }
}
