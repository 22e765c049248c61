//! One migration tried on rows: up and down and up again, and down and up again from rows of its own schema. Leaves out where
//! the rows come from.

use std::time::Instant;

use driftline_inspect::Database;
use driftline_schema::Schema;

use super::content::{Content, Mismatch};
use super::loss::{Excuses, Losses};
use super::report::Tested;
use super::station::{differences, read, run};
use crate::apply::Direction;
use crate::error::RunError;
use crate::history::Project;

/// Lines that a failure shows of one kind.
const SHOWN: usize = 12;

/// A migration, and the schemas on both sides of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Trial<'a> {
    /// The migrations.
    pub(crate) project: &'a Project,
    /// Which one.
    pub(crate) index: usize,
    /// The schema before it.
    pub(crate) before: &'a Schema,
    /// The schema behind it.
    pub(crate) after: &'a Schema,
}

/// Where a run of the migration leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Before,
    After,
}

impl Trial<'_> {
    /// Up, down and up again, from rows that stand before the migration. Whether the database stands behind it at the end, as
    /// it should.
    pub(crate) async fn up_down_up(&self, database: &Database, tested: &mut Tested) -> Result<bool, RunError> {
        let mut losses = Losses::default();
        let start = Content::read(database, self.before).await?;
        if !self.go(database, Direction::Up, "up", &mut losses, tested).await? {
            return Ok(false);
        }
        let above = Content::read(database, self.after).await?;
        if !self.go(database, Direction::Down, "down", &mut losses, tested).await? {
            return Ok(false);
        }
        self.nameless(&losses, tested);
        let now = Content::read(database, self.before).await?;
        self.rows(&start, &now, Place::Before, &losses, "up and down again", tested);
        if !tested.failures.is_empty() || !self.go(database, Direction::Up, "again", &mut losses, tested).await? {
            return Ok(false);
        }
        let now = Content::read(database, self.after).await?;
        self.rows(&above, &now, Place::After, &losses, "down and up again", tested);
        Ok(tested.failures.is_empty())
    }

    /// Down and up again, from rows that stand behind the migration.
    pub(crate) async fn down_up(&self, database: &Database, tested: &mut Tested) -> Result<bool, RunError> {
        let mut losses = Losses::default();
        let start = Content::read(database, self.after).await?;
        if !self.go(database, Direction::Down, "down", &mut losses, tested).await?
            || !self.go(database, Direction::Up, "again", &mut losses, tested).await?
        {
            return Ok(false);
        }
        let now = Content::read(database, self.after).await?;
        self.rows(&start, &now, Place::After, &losses, "down and up again", tested);
        Ok(tested.failures.is_empty())
    }

    /// Runs the migration one way and compares the schema; `false` where there is no going on.
    async fn go(
        &self,
        database: &Database,
        direction: Direction,
        way: &'static str,
        losses: &mut Losses,
        tested: &mut Tested,
    ) -> Result<bool, RunError> {
        let started = Instant::now();
        match run(database, self.project, &[self.index], direction).await {
            Ok(said) => said.texts().iter().for_each(|text| losses.add(text)),
            Err(error @ RunError::Migration { .. }) => {
                tested.failures.push(format!("{error}\n{}", advice(direction)));
                return Ok(false);
            }
            Err(error) => return Err(error),
        }
        if !tested.times.iter().any(|(known, _)| *known == way) {
            tested.times.push((way, started.elapsed()));
        }
        let (wanted, title) = match direction {
            Direction::Up => (self.after, "up with rows in the tables does not make the schema it makes without"),
            Direction::Down => (self.before, "down does not bring back the schema that was there before"),
        };
        let lines = differences(&read(database, self.project).await?, wanted);
        if !lines.is_empty() {
            tested.failures.push(format!("{title}:\n{}", listed(&lines)));
        }
        Ok(lines.is_empty() || direction == Direction::Down)
    }

    /// Compares rows that should be as they were.
    fn rows(&self, then: &Content, now: &Content, place: Place, losses: &Losses, way: &str, tested: &mut Tested) {
        let (here, there) = match place {
            Place::Before => (self.before, self.after),
            Place::After => (self.after, self.before),
        };
        let excuses: Excuses = losses.excuses(here, there);
        // What only the schema behind the migration has, going down takes with it, and says nothing.
        for mismatch in now.compare(then, self.before, &excuses) {
            tested.failures.push(lost(&mismatch, way));
        }
    }

    fn nameless(&self, losses: &Losses, tested: &mut Tested) {
        for text in losses.nameless(self.before, self.after) {
            tested.failures.push(format!(
                "the migration says it loses `{text}`, which names no table: name the table or table.column in it"
            ));
        }
    }
}

/// What to do about a migration that fails on rows.
fn advice(direction: Direction) -> &'static str {
    match direction {
        Direction::Up => {
            "the rows of this run fit the schema before and, by their names, the one behind; a migration that was made on \
             empty tables may need an answer for rows: make it again with `--fill TABLE.COLUMN=VALUE`, or correct it by \
             hand; `--last N` leaves older migrations out"
        }
        Direction::Down => {
            "what cannot be taken back cannot be verified: write a `down` that works with rows in the tables; \
             `--last N` leaves older migrations out"
        }
    }
}

fn lost(mismatch: &Mismatch, way: &str) -> String {
    let table = &mismatch.table;
    let (what, say) = match mismatch.columns.as_slice() {
        [] => (format!("the rows of {table} are not what they were"), format!("the rows of {table}")),
        [column] => (
            format!("the values of {table}.{column} are not what they were"),
            format!("the values of {table}.{column}"),
        ),
        columns => {
            let named: Vec<String> = columns.iter().map(|column| format!("{table}.{column}")).collect();
            let named = named.join(", ");
            (format!("the values of {named} are not what they were"), format!("the values of {named}"))
        }
    };
    format!("{way}, {what}: {}\nif that is meant, its step must say so: .loses(\"{say}\")", mismatch.detail)
}

fn listed(lines: &[String]) -> String {
    let mut text = lines.iter().take(SHOWN).map(|line| format!("  {line}")).collect::<Vec<_>>().join("\n");
    if lines.len() > SHOWN {
        text.push_str(&format!("\n  … and {} more", lines.len() - SHOWN));
    }
    text
}
