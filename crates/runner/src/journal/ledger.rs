//! What the program that runs a migration tells its steps about the journal: which migration it is, and what is written down of
//! it. Belongs to the task, as listeners do. Leaves out writing: the steps do that on their own session.

use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::{Entry, JournalError, now};
use crate::apply::Direction;
use crate::patience::Patience;

/// The journal's side of one run of one migration.
#[derive(Debug)]
pub(crate) struct Ledger {
    /// The migration.
    pub(crate) revision: String,
    /// What was written down before this run.
    pub(crate) entries: Vec<Entry>,
    /// How its statements wait for tables that others use.
    pub(crate) patience: Patience,
    /// Whether the server is MariaDB, which knows a wait of no time at all.
    pub(crate) is_mariadb: bool,
    next: AtomicI64,
    parts: AtomicUsize,
    stopped: Mutex<Option<JournalError>>,
}

tokio::task_local! {
    static LEDGER: Arc<Ledger>;
}

impl Ledger {
    /// For a migration of which this is written down.
    pub(crate) fn new(revision: &str, entries: Vec<Entry>, patience: Patience, is_mariadb: bool) -> Arc<Ledger> {
        let last = entries.iter().map(|entry| entry.seq).max().unwrap_or(0);
        Arc::new(Ledger {
            revision: revision.to_owned(),
            entries,
            patience,
            is_mariadb,
            next: AtomicI64::new(last + 1),
            parts: AtomicUsize::new(0),
            stopped: Mutex::new(None),
        })
    }

    /// Which list of steps of the migration begins now.
    pub(crate) fn next_part(&self) -> usize {
        self.parts.fetch_add(1, Ordering::SeqCst)
    }

    /// A new entry, not yet written.
    pub(crate) fn entry(&self, direction: Direction, part: usize, step: usize, statement: usize) -> Entry {
        Entry {
            seq: self.next.fetch_add(1, Ordering::SeqCst),
            revision: self.revision.clone(),
            direction,
            part,
            step,
            statement,
            summary: String::new(),
            sql: String::new(),
            state: super::State::Started,
            before: None,
            after: None,
            noted_at: now(),
        }
    }

    /// Keeps the reason for which nothing more is run, with its type, which SeaORM's errors have no place for.
    pub(crate) fn stop(&self, reason: JournalError) -> sea_orm::DbErr {
        let told = sea_orm::DbErr::Migration(reason.to_string());
        *self.stopped.lock().unwrap_or_else(PoisonError::into_inner) = Some(reason);
        told
    }

    /// The reason kept.
    pub(crate) fn stopped(&self) -> Option<JournalError> {
        self.stopped.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// Runs a migration whose steps are written down.
pub(crate) async fn within<F: Future>(ledger: Arc<Ledger>, run: F) -> F::Output {
    LEDGER.scope(ledger, run).await
}

/// The journal of the migration that runs; `None` where an application runs it with a migrator of its own.
pub(crate) fn current() -> Option<Arc<Ledger>> {
    LEDGER.try_with(Arc::clone).ok()
}
