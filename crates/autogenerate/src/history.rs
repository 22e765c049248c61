//! Whether a database stands where the code's history ends. Leaves out running anything.

use std::collections::BTreeSet;

use driftline_inspect::Database;
use driftline_runner::history::Project;
use driftline_runner::prelude::{MigrationTrait, MigratorTrait};

use crate::Error;

/// Where a database stands in the history.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Revisions of the code that the database lacks, in order.
    pub pending: Vec<String>,
    /// Revisions of the database that the code lacks.
    pub unknown: Vec<String>,
}

/// Compares the listed revisions with the database's history. Reads only.
///
/// # Errors
/// When the history table cannot be read.
pub async fn standing(database: &Database, revisions: &[String]) -> Result<Standing, Error> {
    let failed = |reason: String| Error::History { database: database.shown_url.clone(), reason };
    let recorded = Project::of::<NoMigrations>().map_err(|error| failed(error.to_string()))?;
    let history = recorded.read(&database.connection).await.map_err(|error| failed(error.to_string()))?;
    let applied: Vec<String> = history.unknown.into_iter().map(|(name, _)| name).collect();
    Ok(between(revisions, &applied))
}

/// Stands for the project's migrator, which is not linked here: all that the database records is unknown to it.
struct NoMigrations;

impl MigratorTrait for NoMigrations {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        Vec::new()
    }
}

fn between(revisions: &[String], applied: &[String]) -> Standing {
    let listed: BTreeSet<&String> = revisions.iter().collect();
    let recorded: BTreeSet<&String> = applied.iter().collect();
    Standing {
        pending: revisions.iter().filter(|name| !recorded.contains(name)).cloned().collect(),
        unknown: applied.iter().filter(|name| !listed.contains(name)).cloned().collect(),
    }
}

impl Standing {
    /// Refuses where the database is not at the head of the code's history.
    ///
    /// # Errors
    /// [`Error::Unknown`], else [`Error::Pending`].
    pub fn at_head(self, database: &Database) -> Result<(), Error> {
        if !self.unknown.is_empty() {
            return Err(Error::Unknown { database: database.shown_url.clone(), names: self.unknown });
        }
        if !self.pending.is_empty() {
            return Err(Error::Pending { database: database.shown_url.clone(), names: self.pending });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_directions_are_told() {
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let found = between(&names(&["a", "b", "c"]), &names(&["a", "x"]));
        assert_eq!(found, Standing { pending: names(&["b", "c"]), unknown: names(&["x"]) });
    }
}
