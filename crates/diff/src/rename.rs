//! Renames: those that are decided, and the candidates that need a decision. Leaves out asking for one.

use driftline_schema::{ObjectName, Schema};

/// Decided renames.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Renames {
    /// Tables: old name, new name.
    pub tables: Vec<(ObjectName, ObjectName)>,
    /// Columns: the table's new name, old column, new column.
    pub columns: Vec<(ObjectName, String, String)>,
    /// What was decided to be no rename: it goes, and what appeared beside it is new.
    pub kept_apart: Vec<KeptApart>,
}

/// Something that vanished and was decided to be no rename.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum KeptApart {
    /// A table, by its old name.
    Table(ObjectName),
    /// A column: the table's new name, old column.
    Column(ObjectName, String),
    /// Every column that vanished from the table of this new name.
    Columns(ObjectName),
}

/// Something that vanished next to things that appeared: perhaps a rename.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Candidate {
    /// A table vanished; the tables that appeared, likeliest first.
    Table {
        /// The table that vanished.
        vanished: ObjectName,
        /// What appeared, likeliest first.
        appeared: Vec<ObjectName>,
    },
    /// A column vanished; the columns that appeared in the same table, likeliest first.
    Column {
        /// The table's new name.
        table: ObjectName,
        /// The column that vanished.
        vanished: String,
        /// What appeared, likeliest first.
        appeared: Vec<String>,
    },
}

/// Possible renames that `renames` does not decide yet.
#[must_use]
pub fn candidates(_current: &Schema, _desired: &Schema, _renames: &Renames) -> Vec<Candidate> {
    Vec::new()
}
