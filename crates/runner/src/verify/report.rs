//! What was found: a line for each engine and migration, the failures in full, and the same as data. Leaves out finding it.

use std::time::Duration;

use driftline_schema::Engine;
use serde::Serialize;

use super::content::{rows_word, tables_word};
use super::sample::Missed;
use crate::history::Project;
use crate::screen::{Paint, Screen};
use crate::target::migrations;

/// What became of one engine.
#[derive(Debug)]
pub(crate) struct Verified {
    /// The engine.
    pub(crate) engine: Engine,
    /// What was copied, without its password; `None` for generated rows.
    pub(crate) copied: Option<String>,
    /// What else there is to know.
    pub(crate) notes: Vec<String>,
    /// Its migrations.
    pub(crate) migrations: Vec<Tested>,
}

/// What became of one migration.
#[derive(Debug, Default)]
pub(crate) struct Tested {
    /// The revision.
    pub(crate) revision: String,
    /// How long each way took: up, down, up again.
    pub(crate) times: Vec<(&'static str, Duration)>,
    /// Tables that had rows.
    pub(crate) tables: usize,
    /// Rows in them.
    pub(crate) rows: usize,
    /// Tables that no row could be made for.
    pub(crate) missed: Vec<Missed>,
    /// What does not hold, each a title and lines of its own.
    pub(crate) failures: Vec<String>,
}

impl Verified {
    /// Takes what became of the next migration, and prints it at once where there is a screen.
    pub(crate) fn push(&mut self, tested: Tested, screen: Option<&Screen>) -> std::io::Result<()> {
        if let Some(screen) = screen {
            if self.migrations.is_empty() {
                for note in &self.notes {
                    screen.line(screen.paint(Paint::Warn, &format!("  note: {note}")))?;
                }
            }
            print_tested(screen, &tested)?;
        }
        self.migrations.push(tested);
        Ok(())
    }
}

impl Tested {
    /// Nothing has become of it yet.
    pub(crate) fn of(project: &Project, index: usize) -> Tested {
        let revision = project.migrations().get(index).map_or("", |migration| migration.name()).to_owned();
        Tested { revision, ..Tested::default() }
    }

    /// Keeps how long a way took the first time.
    pub(crate) fn took(&mut self, way: &'static str, time: Duration) {
        if !self.times.iter().any(|(known, _)| *known == way) {
            self.times.push((way, time));
        }
    }

    fn holds(&self) -> bool {
        self.failures.is_empty()
    }

    /// The line in the list.
    fn line(&self, screen: &Screen) -> String {
        let mark = if self.holds() { screen.paint(Paint::Good, "holds") } else { screen.paint(Paint::Bad, "fails") };
        let times: Vec<String> =
            self.times.iter().map(|(way, took)| format!("{way} {} ms", took.as_millis())).collect();
        let mut line = format!("  {mark}  {}", self.revision);
        if !times.is_empty() {
            line.push_str(&format!("  {}", screen.paint(Paint::Dim, &times.join(", "))));
        }
        if self.tables > 0 {
            line.push_str(&format!("  {}, {}", tables_word(self.tables), rows_word(self.rows)));
        }
        line
    }
}

/// Prints one migration.
fn print_tested(screen: &Screen, tested: &Tested) -> std::io::Result<()> {
    screen.line(tested.line(screen))?;
    for missed in &tested.missed {
        let text = format!("         not covered: {}: {}", missed.table, missed.reason.replace('\n', " "));
        screen.line(screen.paint(Paint::Warn, &text))?;
    }
    Ok(())
}

/// Prints the failures in full and the closing line.
pub(crate) fn print_end(screen: &Screen, all: &[Verified]) -> std::io::Result<()> {
    for verified in all {
        for tested in verified.migrations.iter().filter(|tested| !tested.holds()) {
            screen.line("")?;
            screen.line(screen.paint(Paint::Bold, &format!("{} on {}", tested.revision, verified.engine)))?;
            for failure in &tested.failures {
                screen.line(format!("  {}", failure.replace('\n', "\n  ")))?;
            }
        }
    }
    screen.line("")?;
    screen.line(closing(all))
}

/// `3 migrations verified on SQLite: all hold`.
fn closing(all: &[Verified]) -> String {
    let engines: Vec<&str> = all.iter().map(|verified| verified.engine.title()).collect();
    let tested: Vec<&Tested> = all.iter().flat_map(|verified| &verified.migrations).collect();
    let most = all.iter().map(|verified| verified.migrations.len()).max().unwrap_or(0);
    let fail = tested.iter().filter(|tested| !tested.holds()).count();
    let outcome = match (tested.len(), fail) {
        (0, _) => "there was nothing to verify".to_owned(),
        (1, 0) => "it holds".to_owned(),
        (_, 0) => "all hold".to_owned(),
        (1, _) => "it does not hold".to_owned(),
        (count, fail) => format!("{fail} of {count} runs fail"),
    };
    format!("{} verified on {}: {outcome}", migrations(most), listed(&engines))
}

fn listed(names: &[&str]) -> String {
    match names {
        [] => "no engine".to_owned(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// How many runs do not hold.
pub(crate) fn failures(all: &[Verified]) -> usize {
    all.iter().flat_map(|verified| &verified.migrations).filter(|tested| !tested.holds()).count()
}

/// The report as data.
#[derive(Debug, Serialize)]
pub(crate) struct Data<'a> {
    /// Whether everything holds.
    holds: bool,
    engines: Vec<EngineData<'a>>,
}

#[derive(Debug, Serialize)]
struct EngineData<'a> {
    engine: &'static str,
    copied: Option<&'a str>,
    notes: &'a [String],
    migrations: Vec<MigrationData<'a>>,
}

#[derive(Debug, Serialize)]
struct MigrationData<'a> {
    revision: &'a str,
    holds: bool,
    times: Vec<TimeData>,
    tables: usize,
    rows: usize,
    not_covered: Vec<MissedData<'a>>,
    failures: &'a [String],
}

#[derive(Debug, Serialize)]
struct TimeData {
    way: &'static str,
    milliseconds: f64,
}

#[derive(Debug, Serialize)]
struct MissedData<'a> {
    table: String,
    reason: &'a str,
}

/// The report as data.
pub(crate) fn data(all: &[Verified]) -> Data<'_> {
    Data { holds: failures(all) == 0, engines: all.iter().map(EngineData::of).collect() }
}

impl<'a> EngineData<'a> {
    fn of(verified: &'a Verified) -> EngineData<'a> {
        EngineData {
            engine: verified.engine.word(),
            copied: verified.copied.as_deref(),
            notes: &verified.notes,
            migrations: verified.migrations.iter().map(MigrationData::of).collect(),
        }
    }
}

impl<'a> MigrationData<'a> {
    fn of(tested: &'a Tested) -> MigrationData<'a> {
        let time = |(way, took): &(&'static str, Duration)| TimeData { way, milliseconds: took.as_secs_f64() * 1000.0 };
        let missed = tested.missed.iter();
        MigrationData {
            revision: &tested.revision,
            holds: tested.holds(),
            times: tested.times.iter().map(time).collect(),
            tables: tested.tables,
            rows: tested.rows,
            not_covered: missed.map(|m| MissedData { table: m.table.to_string(), reason: &m.reason }).collect(),
            failures: &tested.failures,
        }
    }
}
