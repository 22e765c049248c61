//! One migration tried on rows: up and down and up again, and down and up again from rows of its own schema. Leaves out where
//! the rows come from.

use std::sync::OnceLock;
use std::time::Instant;

use driftline_inspect::Database;
use driftline_schema::Schema;

use super::content::{Content, Mismatch};
use super::loss::Losses;
use super::report::Tested;
use super::station::{differences, read, run};
use crate::apply::Direction;
use crate::error::RunError;
use crate::history::Project;
use crate::rules;

/// Lines that a failure shows of one kind.
const SHOWN: usize = 12;

/// A migration, and the schemas on both sides of it.
#[derive(Debug)]
pub(crate) struct Trial<'a> {
    project: &'a Project,
    index: usize,
    /// The schema before it, as soon as it is known.
    before: OnceLock<Schema>,
    /// The schema behind it.
    after: OnceLock<Schema>,
}

/// A migration on its way in one database.
struct Walk<'w> {
    trial: &'w Trial<'w>,
    database: &'w Database,
    /// What its steps have said they lose.
    losses: Losses,
    tested: &'w mut Tested,
}

impl<'a> Trial<'a> {
    /// The migration of this place in the history. A schema that is not given is taken from what the migration makes the first
    /// time; the one that the database has at the beginning must be given.
    pub(crate) fn new(project: &'a Project, index: usize, before: Option<Schema>, after: Option<Schema>) -> Trial<'a> {
        let known = |schema: Option<Schema>| schema.map_or_else(OnceLock::new, OnceLock::from);
        Trial { project, index, before: known(before), after: known(after) }
    }

    /// The schema before it.
    pub(crate) fn before(&self) -> Option<&Schema> {
        self.before.get()
    }

    /// The schema behind it.
    pub(crate) fn after(&self) -> Option<&Schema> {
        self.after.get()
    }

    /// Up, down and up again, from rows that stand before the migration. Whether the database stands behind it at the end, as
    /// it should.
    pub(crate) async fn up_down_up(&self, database: &Database, tested: &mut Tested) -> Result<bool, RunError> {
        let mut walk = Walk { trial: self, database, losses: Losses::default(), tested };
        let start = walk.read(&self.before).await?;
        if !walk.go(Direction::Up, "up").await? {
            return Ok(false);
        }
        let above = walk.read(&self.after).await?;
        if !walk.go(Direction::Down, "down").await? {
            return Ok(false);
        }
        walk.refuse_nameless()?;
        let now = walk.read(&self.before).await?;
        walk.compare(&start, &now, (&self.before, &self.after), "up and down again")?;
        if !walk.tested.failures.is_empty() || !walk.go(Direction::Up, "again").await? {
            return Ok(false);
        }
        let now = walk.read(&self.after).await?;
        walk.compare(&above, &now, (&self.after, &self.before), "down and up again")?;
        Ok(walk.tested.failures.is_empty())
    }

    /// Up and down again, from rows that need not fit the schema behind the migration. It may refuse them; what it takes, it must
    /// bring back or say that it loses it. Whether the database stands where it stood.
    pub(crate) async fn take_or_refuse(&self, database: &Database, tested: &mut Tested) -> Result<bool, RunError> {
        let mut own = Tested::default();
        let mut walk = Walk { trial: self, database, losses: Losses::default(), tested: &mut own };
        let start = walk.read(&self.before).await?;
        if !walk.go(Direction::Up, "up").await? {
            // Where definitions cannot be taken back, a refusal leaves the database between the two.
            let migration = self.project.migrations().get(self.index);
            let rules = rules::of(database.engine);
            return Ok(migration.is_some_and(|migration| rules::in_transaction(rules, migration.as_ref())));
        }
        if walk.go(Direction::Down, "down").await? {
            let now = walk.read(&self.before).await?;
            walk.compare(&start, &now, (&self.before, &self.after), "up and down again")?;
        }
        let holds = own.failures.is_empty();
        let told = own.failures.into_iter();
        tested.failures.extend(told.map(|failure| format!("on rows that only the schema before it allows: {failure}")));
        Ok(holds)
    }

    /// Down and up again, from rows that stand behind the migration.
    pub(crate) async fn down_up(&self, database: &Database, tested: &mut Tested) -> Result<bool, RunError> {
        let mut walk = Walk { trial: self, database, losses: Losses::default(), tested };
        let start = walk.read(&self.after).await?;
        let back = walk.go(Direction::Down, "down").await? && walk.tested.failures.is_empty();
        if !back || !walk.go(Direction::Up, "again").await? {
            return Ok(false);
        }
        walk.refuse_nameless()?;
        let now = walk.read(&self.after).await?;
        walk.compare(&start, &now, (&self.after, &self.before), "down and up again")?;
        Ok(walk.tested.failures.is_empty())
    }
}

/// The schema, which the walk has read by now.
fn known(schema: &OnceLock<Schema>) -> Result<&Schema, RunError> {
    schema.get().ok_or(RunError::Unread)
}

impl Walk<'_> {
    async fn read(&self, schema: &OnceLock<Schema>) -> Result<Content, RunError> {
        Content::read(self.database, known(schema)?).await
    }

    /// Runs the migration one way and compares the schema; `false` where there is no going on.
    async fn go(&mut self, direction: Direction, way: &'static str) -> Result<bool, RunError> {
        let (project, started) = (self.trial.project, Instant::now());
        match run(self.database, project, &[self.trial.index], direction).await {
            Ok(said) => said.texts().iter().for_each(|text| self.losses.add(text)),
            Err(error @ RunError::Migration { .. }) => {
                self.tested.failures.push(format!("{error}\n{}", advice(direction)));
                return Ok(false);
            }
            Err(error) => return Err(error),
        }
        self.tested.took(way, started.elapsed());
        let (wanted, title) = match direction {
            Direction::Up => {
                (&self.trial.after, "up with rows in the tables does not make the schema that it makes without")
            }
            Direction::Down => (&self.trial.before, "down does not bring back the schema that was there before"),
        };
        let found = read(self.database, project).await?;
        let wanted = wanted.get_or_init(|| found.clone());
        let lines = differences(&self.losses.taken_for_valid(found, wanted), wanted);
        if !lines.is_empty() {
            self.tested.failures.push(format!("{title}:\n{}", listed(&lines)));
        }
        // Behind a down with another schema the rows are still worth a look.
        Ok(lines.is_empty() || (direction == Direction::Down && way == "down"))
    }

    /// Compares rows that should be as they were, read under the names of the first schema.
    fn compare(
        &mut self,
        then: &Content,
        now: &Content,
        (here, there): (&OnceLock<Schema>, &OnceLock<Schema>),
        way: &str,
    ) -> Result<(), RunError> {
        let excuses = self.losses.excuses(known(here)?, known(there)?);
        // What only the schema behind the migration has, going down takes with it, and says nothing.
        for mismatch in now.compare(then, known(&self.trial.before)?, &excuses) {
            self.tested.failures.push(lost(&mismatch, way));
        }
        Ok(())
    }

    /// A loss that names nothing could excuse anything.
    fn refuse_nameless(&mut self) -> Result<(), RunError> {
        let (before, after) = (known(&self.trial.before)?, known(&self.trial.after)?);
        for text in self.losses.nameless(before, after) {
            self.tested.failures.push(format!(
                "the migration says it loses `{text}`, which names no table: name the table or table.column in it"
            ));
        }
        Ok(())
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
    let what = if mismatch.columns.is_empty() {
        format!("the rows of {table}")
    } else {
        let named: Vec<String> = mismatch.columns.iter().map(|column| format!("{table}.{column}")).collect();
        format!("the values of {}", named.join(", "))
    };
    let detail = &mismatch.detail;
    format!(
        "{way}, {what} are not what they were: {detail}\nif that is meant, its step must say so: .loses(\"{what}\")"
    )
}

fn listed(lines: &[String]) -> String {
    let mut text = lines.iter().take(SHOWN).map(|line| format!("  {line}")).collect::<Vec<_>>().join("\n");
    if lines.len() > SHOWN {
        text.push_str(&format!("\n  … and {} more", lines.len() - SHOWN));
    }
    text
}
