//! Listens to the steps of one attempt for the runner: passes them on, and remembers what one of them needs. Leaves out acting on
//! it.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::apply::Listener;
use crate::progress::Progress;

/// Passes a migration's steps on, and remembers what one of them needs.
pub(crate) struct Watch {
    listener: Arc<dyn Listener>,
    seen: Arc<Seen>,
}

/// What the steps of an attempt said they need.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    pub(crate) needs_foreign_keys_off: AtomicBool,
    pub(crate) needs_no_transaction: AtomicBool,
    /// The statement that others were in the way of.
    pub(crate) lock: Mutex<Option<String>>,
}

impl Watch {
    /// A watch that passes on to the listener, and what it will have seen.
    pub(crate) fn over(listener: &Arc<dyn Listener>) -> (Arc<dyn Progress>, Arc<Seen>) {
        let seen = Arc::new(Seen::default());
        (Arc::new(Watch { listener: Arc::clone(listener), seen: Arc::clone(&seen) }), seen)
    }
}

impl Progress for Watch {
    fn step(&self, summary: &str, loses: Option<&str>) {
        self.listener.step(summary, loses);
    }

    fn rebuilds(&self, table: &str) {
        self.listener.rebuilds(table);
    }

    fn needs_foreign_keys_off(&self) {
        self.seen.needs_foreign_keys_off.store(true, Ordering::SeqCst);
    }

    fn needs_no_transaction(&self) {
        self.seen.needs_no_transaction.store(true, Ordering::SeqCst);
    }

    fn met_lock(&self, sql: &str) {
        *self.seen.lock.lock().unwrap_or_else(PoisonError::into_inner) = Some(sql.to_owned());
    }

    fn waits_for_lock(&self, sql: &str, tries: u32, waited: Duration) {
        self.listener.waits_for_lock(sql, tries, waited);
    }
}
