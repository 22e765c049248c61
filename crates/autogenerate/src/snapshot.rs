//! Snapshots: for each engine that migrations are written for, the schema that the history makes there, kept beside the
//! migrations (`migration/snapshot/ENGINE.txt`). Leaves out how one is brought up to date (`carry`).
//!
//! A comparison has one live database; what the others look like is known from here. The first line names the revision the
//! snapshot stands behind, so that two branches that each add a migration conflict in that line.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use driftline_schema::notation::{print_schema_in_lines, schema_in_lines};
use driftline_schema::{Engine, Schema};

/// What the first line says before the revision.
const AFTER: &str = "# after ";

/// The schema of one engine at a revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// The revision it stands behind; `None` before the first one.
    pub after: Option<String>,
    /// What the history makes, in the words of the entities.
    pub schema: Schema,
}

/// Why a snapshot cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SnapshotError {
    /// The file cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The file is not what this program wrote.
    #[error(
        "{} is no snapshot: {reason}; take it from version control again, or delete it: the next `cargo xtask autogenerate` \
         makes it from the live database",
        path.display()
    )]
    Form {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
}

/// The file of an engine's snapshot.
#[must_use]
pub fn path(migration: &Path, engine: Engine) -> PathBuf {
    migration.join("snapshot").join(format!("{}.txt", engine.word()))
}

impl Snapshot {
    /// Reads the snapshot of an engine; without a file, an empty one before the first revision.
    ///
    /// # Errors
    /// [`SnapshotError`].
    pub fn read(migration: &Path, engine: Engine) -> Result<Self, SnapshotError> {
        let path = path(migration, engine);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Ok(Self { after: None, schema: Schema::empty(engine) });
            }
            Err(source) => return Err(SnapshotError::Read { path, source }),
        };
        Self::parse(engine, &text).map_err(|reason| SnapshotError::Form { path, reason })
    }

    /// Reads the text of a file.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(engine: Engine, text: &str) -> Result<Self, String> {
        let after = text.lines().next().and_then(|line| line.strip_prefix(AFTER));
        let after = after.ok_or_else(|| format!("its first line does not begin with `{AFTER}`"))?;
        let schema = schema_in_lines(engine, text).map_err(|error| error.to_string())?;
        Ok(Self { after: Some(after.trim().to_owned()), schema })
    }

    /// The text of the file.
    #[must_use]
    pub fn text(&self) -> String {
        let after = self.after.as_deref().unwrap_or_default();
        format!(
            "{AFTER}{after}\n# The schema of {} there, written by `cargo xtask autogenerate`: review it, do not edit it.\n\n{}",
            self.schema.engine,
            print_schema_in_lines(&self.schema)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_snapshot_comes_back_as_it_was_written() {
        let schema = schema_in_lines(Engine::MySql, "a:\n id int not null auto,\n n varchar(9)\n | pk (id)").unwrap();
        let snapshot = Snapshot { after: Some("m20260101_000000_a".to_owned()), schema };
        assert_eq!(Snapshot::parse(Engine::MySql, &snapshot.text()), Ok(snapshot));
    }

    #[test]
    fn what_is_no_snapshot_is_refused() {
        assert!(Snapshot::parse(Engine::Sqlite, "a: id integer").unwrap_err().contains("# after"));
        assert!(Snapshot::parse(Engine::Sqlite, "# after x\n<<<<<<< ours\n").is_err());
    }

    #[test]
    fn no_file_is_the_beginning() {
        let folder = tempfile::tempdir().unwrap();
        let snapshot = Snapshot::read(folder.path(), Engine::Postgres).unwrap();
        assert_eq!(snapshot, Snapshot { after: None, schema: Schema::empty(Engine::Postgres) });
    }
}
