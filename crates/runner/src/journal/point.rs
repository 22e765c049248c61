//! Points at which a test stops the program to kill it. For tests only: without `DRIFTLINE_TEST_STOP_AT` nothing happens.

use std::io::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};

/// The variable with the number of the point at which the process stands still, counted from 1.
const STOP_AT: &str = "DRIFTLINE_TEST_STOP_AT";

static PASSED: AtomicU64 = AtomicU64::new(0);

/// Passes a point: before and behind each statement and each word in the journal. Where the variable names this one, the
/// process says so and stands still until it is killed.
pub(crate) fn reached(name: &str) {
    let Some(wanted) = std::env::var(STOP_AT).ok().and_then(|text| text.parse::<u64>().ok()) else { return };
    let passed = PASSED.fetch_add(1, Ordering::SeqCst) + 1;
    if passed == wanted {
        let _ = writeln!(std::io::stderr(), "stopped at point {passed}: {name}");
        loop {
            std::thread::park();
        }
    }
}
