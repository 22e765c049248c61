//! Throw-away places of the live database's own engine. What is made here is gone afterwards, after a crash too.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::DatabaseConnection;

use crate::{Database, InspectError, Inspection};

/// Physical names of the namespaces in which desired definitions are run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScratchNames {
    /// Stands for the default namespace. Definitions name it nowhere: it comes first in the search path.
    pub default: String,
    /// Other namespaces: the declared name, and the name used in the scratch place.
    pub others: BTreeMap<String, String>,
}

impl ScratchNames {
    /// Names nobody else uses, for the given declared namespaces.
    #[must_use]
    pub fn new(_namespaces: &BTreeSet<String>) -> Self {
        Self { default: String::new(), others: BTreeMap::new() }
    }
}

/// Runs each portion of statements in scratch namespaces and reads them back under their declared names.
///
/// SQLite: one `:memory:` database for all portions. PostgreSQL: each portion in a transaction that is rolled back.
///
/// # Errors
/// [`InspectError::Scratch`] where rights are missing, [`InspectError::Declared`] where the engine refuses a statement.
pub async fn read_back(
    _near: &Database,
    _names: &ScratchNames,
    _portions: &[Vec<String>],
) -> Result<Inspection, InspectError> {
    Err(InspectError::Scratch { reason: "not written yet".to_owned() })
}

/// A whole database of its own, for replaying a history or running a `.sql` file.
#[derive(Debug)]
pub struct ScratchDatabase {
    /// The open database.
    pub database: Database,
    /// Where it was created and what it is called, to drop it.
    pub(crate) made: Option<(DatabaseConnection, String)>,
}
