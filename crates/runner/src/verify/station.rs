//! Stations: the schema that a history has made after each of its migrations, learnt on an empty database. Leaves out rows.

use std::sync::{Arc, Mutex, PoisonError};

use driftline_diff::{Renames, diff};
use driftline_inspect::{Database, Scope, inspect};
use driftline_schema::{NotCompared, ObjectName, Schema};

use super::content::Content;
use super::loss::Losses;
use crate::apply::{self, Direction, Listener, Outcome, Waits};
use crate::error::RunError;
use crate::history::Project;
use crate::progress::Progress;

/// What stands after so many migrations.
#[derive(Clone, Debug)]
pub(crate) struct Station {
    /// The schema.
    pub(crate) schema: Schema,
    /// Whether the migrations themselves have put rows into a table.
    pub(crate) has_rows: bool,
}

/// The stations of a history from its beginning, one more than migrations that run on an empty database.
#[derive(Debug)]
pub(crate) struct Stations {
    /// The stations.
    pub(crate) all: Vec<Station>,
    /// Why the next migration does not run on an empty database.
    pub(crate) ends: Option<RunError>,
}

impl Stations {
    /// Runs the history on an empty database.
    pub(crate) async fn learn(project: &Project, database: &Database) -> Result<Stations, RunError> {
        let mut all = vec![Station { schema: read(database, project).await?, has_rows: false }];
        for index in 0..project.migrations().len() {
            match run(database, project, &[index], Direction::Up).await {
                Ok(_) => {}
                Err(error @ RunError::Migration { .. }) => return Ok(Stations { all, ends: Some(error) }),
                Err(error) => return Err(error),
            }
            let schema = read(database, project).await?;
            let has_rows = Content::read(database, &schema).await?.len() > 0;
            all.push(Station { schema, has_rows });
        }
        Ok(Stations { all, ends: None })
    }
}

/// The schema of a database, without the history table whatever it is called.
pub(crate) async fn read(database: &Database, project: &Project) -> Result<Schema, RunError> {
    let mut schema = inspect(&database.connection, &Scope::default()).await?.schema;
    schema.tables.remove(&ObjectName::new(project.table().to_string()));
    Ok(schema)
}

/// Runs migrations one way and gives what they say they lose.
pub(crate) async fn run(
    database: &Database,
    project: &Project,
    chosen: &[usize],
    direction: Direction,
) -> Result<Losses, RunError> {
    let watcher = Arc::new(Watcher::default());
    let listener: Arc<dyn Listener> = Arc::clone(&watcher) as Arc<dyn Listener>;
    apply::run(database, project, chosen, direction, Waits::default(), listener).await?;
    let losses = watcher.losses.lock().unwrap_or_else(PoisonError::into_inner).clone();
    Ok(losses)
}

/// In what a schema differs from the one wanted, one line each.
pub(crate) fn differences(found: &Schema, wanted: &Schema) -> Vec<String> {
    let changes = diff(wanted, found, &Renames::default()).changes;
    let mut lines: Vec<String> = changes.iter().map(driftline_diff::Change::describe).collect();
    // Objects that cannot be compared can still be left over or be gone.
    let only_in = |one: &Schema, other: &Schema| -> Vec<String> {
        let is_missing = |object: &&NotCompared| !other.not_compared.iter().any(|known| known.object == object.object);
        one.not_compared.iter().filter(is_missing).map(|object| object.object.clone()).collect()
    };
    lines.extend(only_in(found, wanted).into_iter().map(|object| format!("+ {object}")));
    lines.extend(only_in(wanted, found).into_iter().map(|object| format!("- {object}")));
    lines
}

/// Keeps what steps say they lose.
#[derive(Default)]
struct Watcher {
    losses: Mutex<Losses>,
}

impl Progress for Watcher {
    fn step(&self, _summary: &str, loses: Option<&str>) {
        if let Some(text) = loses {
            self.losses.lock().unwrap_or_else(PoisonError::into_inner).add(text);
        }
    }
}

impl Listener for Watcher {
    fn begins(&self, _name: &str) {}

    fn ended(&self, _name: &str, _outcome: Outcome) {}
}
