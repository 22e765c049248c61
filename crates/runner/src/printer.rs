//! Prints migrations and their steps as they run. Leaves out what a command says before and after.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crate::apply::{Direction, Listener, Outcome};
use crate::progress::Progress;
use crate::screen::{Paint, Screen};

/// Prints to a screen. A line that cannot be written (the reader of the pipe is gone) does not stop a migration.
pub(crate) struct Printer {
    screen: Screen,
    direction: Direction,
    brings_back: AtomicBool,
}

impl Printer {
    /// A printer for one run.
    pub(crate) fn new(screen: Screen, direction: Direction) -> Printer {
        Printer { screen, direction, brings_back: AtomicBool::new(false) }
    }
}

/// A step's description, for one direction: descriptions speak of the way up.
pub(crate) fn described(direction: Direction, summary: &str) -> String {
    match direction {
        Direction::Up => summary.to_owned(),
        Direction::Down => format!("undo: {summary}"),
    }
}

/// What a step says about data, for one direction.
pub(crate) fn loss(direction: Direction, loses: &str) -> String {
    match direction {
        Direction::Up => format!("loses {loses}"),
        Direction::Down => format!("does not bring back {loses}"),
    }
}

impl Progress for Printer {
    fn step(&self, summary: &str, loses: Option<&str>) {
        let _ = self.screen.line(format!("  {}", described(self.direction, summary)));
        let comes_back = self.brings_back.load(Ordering::Relaxed);
        if let Some(loses) = loses.filter(|_| !comes_back) {
            let _ = self.screen.line(self.screen.paint(Paint::Warn, &format!("    {}", loss(self.direction, loses))));
        }
    }

    fn waits_for_lock(&self, sql: &str, tries: u32, waited: Duration) {
        // Every try at first, then every tenth.
        if tries > 3 && !tries.is_multiple_of(10) {
            return;
        }
        let what = if sql.is_empty() { String::new() } else { format!(" for: {}", short(sql)) };
        let seconds = waited.as_millis() as f64 / 1000.0;
        let _ = self.screen.note(format!("  others use what it needs; tried {tries} times in {seconds:.1} s{what}"));
    }
}

/// The statement's first line, short enough for one line of a screen.
fn short(sql: &str) -> String {
    let line = sql.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= 80 { line } else { format!("{}…", line.chars().take(79).collect::<String>()) }
}

impl Listener for Printer {
    fn begins(&self, name: &str) {
        self.brings_back.store(false, Ordering::Relaxed);
        let mark = match self.direction {
            Direction::Up => "up  ",
            Direction::Down => "down",
        };
        let _ = self.screen.line(format!("{mark} {}", self.screen.paint(Paint::Bold, name)));
    }

    fn ended(&self, _name: &str, outcome: Outcome) {
        let text = match outcome {
            Outcome::Ran(took) => self.screen.paint(Paint::Dim, &format!("  done in {} ms", took.as_millis())),
            Outcome::WasDone => "  another runner had done it in the meantime".to_owned(),
        };
        let _ = self.screen.line(text);
    }

    fn kept(&self, line: &str) {
        let _ = self.screen.line(self.screen.paint(Paint::Good, &format!("  {line}")));
    }

    fn brings_back(&self) {
        self.brings_back.store(true, Ordering::Relaxed);
    }

    fn waits(&self, message: &str) {
        let _ = self.screen.note(message);
    }
}
