//! How steps tell the program around them where they are. Leaves out printing; without a listener nothing happens.
//!
//! The listener belongs to the task that runs the migration, so an application that migrates at start is not disturbed
//! and two runs in one process do not mix.

use std::sync::Arc;

/// Listens to the steps of one run.
pub trait Progress: Send + Sync {
    /// A step begins. `loses` says in words which data going down does not bring back.
    fn step(&self, summary: &str, loses: Option<&str>);

    /// The step that begins rebuilds this SQLite table: foreign keys must be off around the transaction.
    fn rebuilds(&self, _table: &str) {}

    /// The run stopped because foreign keys were on inside a transaction that a rebuild cannot switch them off in.
    fn needs_foreign_keys_off(&self) {}

    /// The run stopped because a step runs outside a transaction, and there is one.
    fn needs_no_transaction(&self) {}

    /// A step that runs outside a transaction is among those that begin.
    fn runs_outside(&self) {}

    /// A list of steps begins; what is executed until [`Progress::leaves_steps`] is theirs.
    fn enters_steps(&self) {}

    /// A list of steps ended.
    fn leaves_steps(&self) {}

    /// The engine gave up waiting for a lock: the whole transaction may be tried again.
    fn met_lock(&self, _sql: &str) {}

    /// Others use what the statement needs: it was tried so often for so long, and is tried again.
    fn waits_for_lock(&self, _sql: &str, _tries: u32, _waited: std::time::Duration) {}

    /// Whether statements are only written down: then nothing may be asked of the database.
    fn records(&self) -> bool {
        false
    }
}

tokio::task_local! {
    static LISTENER: Arc<dyn Progress>;
}

/// Runs a future whose steps report to `listener`.
pub async fn listening<F: Future>(listener: Arc<dyn Progress>, run: F) -> F::Output {
    LISTENER.scope(listener, run).await
}

/// Tells the listener, if there is one.
pub(crate) fn tell(message: impl FnOnce(&dyn Progress)) {
    // Outside `listening` there is nobody to tell, which is no error.
    let _ = LISTENER.try_with(|listener| message(listener.as_ref()));
}

/// Whether statements are only written down.
pub(crate) fn recording() -> bool {
    LISTENER.try_with(|listener| listener.records()).unwrap_or(false)
}
