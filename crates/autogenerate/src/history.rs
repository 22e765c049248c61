//! Whether a database stands where the code's history ends. Leaves out running anything.

use std::collections::BTreeSet;

use driftline_inspect::Database;

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
    let applied = driftline_runner::history::applied(&database.connection)
        .await
        .map_err(|source| Error::History { database: database.shown_url.clone(), source })?;
    Ok(between(revisions, &applied))
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
