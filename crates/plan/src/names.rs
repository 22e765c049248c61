//! Names before a rename: which live table and column a changed one was. Leaves out deciding renames (`diff::rename`).

use std::collections::BTreeMap;

use driftline_diff::{Change, Difference};
use driftline_schema::ObjectName;

/// Maps the names a difference speaks of back to those of the live database.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LiveNames {
    tables: BTreeMap<ObjectName, ObjectName>,
    columns: BTreeMap<(ObjectName, String), String>,
}

impl LiveNames {
    /// Collects the renames of a difference.
    #[must_use]
    pub fn of(difference: &Difference) -> Self {
        let mut names = Self::default();
        for change in &difference.changes {
            match change {
                Change::RenameTable { from, to } => {
                    names.tables.insert(to.clone(), from.clone());
                }
                Change::RenameColumn { table, from, to } => {
                    names.columns.insert((table.clone(), to.clone()), from.clone());
                }
                _ => {}
            }
        }
        names
    }

    /// The live name of a table named as after the change.
    #[must_use]
    pub fn table<'a>(&'a self, table: &'a ObjectName) -> &'a ObjectName {
        self.tables.get(table).unwrap_or(table)
    }

    /// The live name of a column; table and column are named as after the change.
    #[must_use]
    pub fn column(&self, table: &ObjectName, column: &str) -> String {
        self.columns.get(&(table.clone(), column.to_owned())).cloned().unwrap_or_else(|| column.to_owned())
    }

    /// The live names of columns; table and columns are named as after the change.
    #[must_use]
    pub fn columns(&self, table: &ObjectName, columns: &[String]) -> Vec<String> {
        columns.iter().map(|column| self.column(table, column)).collect()
    }

    /// Renamed columns of a table (named as after the change): live name, new name.
    pub fn renamed_columns<'a>(&'a self, table: &'a ObjectName) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.columns.iter().filter(move |((of, _), _)| of == table).map(|((_, to), from)| (from.as_str(), to.as_str()))
    }
}
