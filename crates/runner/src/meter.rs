//! Progress of work that takes longer than a second: how much is done, how fast, how long it will take. Leaves out what is
//! counted.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::screen::Screen;

/// Silence before the first line, and between two.
const FIRST: Duration = Duration::from_secs(1);
const NEXT: Duration = Duration::from_secs(2);

/// Counts and tells, beside the result (standard error).
#[derive(Clone)]
pub struct Meter {
    screen: Option<Screen>,
    what: String,
    unit: &'static str,
    started: Instant,
    told: Arc<Mutex<Option<Instant>>>,
}

impl Meter {
    /// A meter for one piece of work: `what` is what is done, `unit` what is counted (`rows`, `pages`).
    #[must_use]
    pub fn new(screen: &Screen, what: impl Into<String>, unit: &'static str) -> Meter {
        Meter { screen: Some(screen.clone()), what: what.into(), unit, started: Instant::now(), told: Arc::default() }
    }

    /// A meter nobody looks at.
    #[must_use]
    pub fn silent() -> Meter {
        Meter { screen: None, what: String::new(), unit: "", started: Instant::now(), told: Arc::default() }
    }

    /// So much of all is done. Says so after a second, then every two.
    pub fn at(&self, done: u64, all: u64) {
        let Some(screen) = &self.screen else { return };
        let now = Instant::now();
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        let due = told.map_or(now.duration_since(self.started) >= FIRST, |told| now.duration_since(told) >= NEXT);
        if due && done < all {
            *told = Some(now);
            let line = line(&self.what, self.unit, done, all, now.duration_since(self.started));
            // A reader that is gone does not stop the work.
            let _ = screen.note(line);
        }
    }

    /// Whether a line was written: the work was long enough to be worth its total.
    #[must_use]
    pub fn has_told(&self) -> bool {
        self.told.lock().unwrap_or_else(PoisonError::into_inner).is_some()
    }
}

fn line(what: &str, unit: &str, done: u64, all: u64, took: Duration) -> String {
    #[allow(clippy::cast_precision_loss)]
    let rate = done as f64 / took.as_secs_f64().max(0.001);
    #[allow(clippy::cast_precision_loss)]
    let left = all.saturating_sub(done) as f64 / rate.max(0.001);
    format!("  {what}: {done} of {all} {unit}, {rate:.0} a second, {} left", span(left))
}

fn span(seconds: f64) -> String {
    if seconds < 90.0 { format!("{seconds:.0} s") } else { format!("{:.0} min", seconds / 60.0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_rows_rate_and_time_left() {
        let said = line("copying", "rows", 50_000, 200_000, Duration::from_secs(2));
        assert_eq!(said, "  copying: 50000 of 200000 rows, 25000 a second, 6 s left");
        assert_eq!(span(600.0), "10 min");
    }
}
