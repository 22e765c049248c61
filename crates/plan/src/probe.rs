//! Probes: what the planner wants counted in the live data before it plans. Leaves out running them.

use std::collections::BTreeMap;

use driftline_diff::Difference;
use driftline_schema::{Column, Engine, ObjectName, Schema, Sql};

/// One count over live rows. Names are those of the live database, before any rename.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Probe {
    /// Rows of a table.
    Rows(ObjectName),
    /// Rows whose column is not NULL.
    NotNull(ObjectName, String),
    /// Rows whose column is NULL.
    Null(ObjectName, String),
    /// Rows beyond the first of each group of equal, wholly non-NULL keys.
    Duplicates(ObjectName, Vec<String>),
    /// Rows whose key is not NULL and points at no row: table, columns, referenced table, referenced columns.
    Orphans(ObjectName, Vec<String>, ObjectName, Vec<String>),
    /// Rows whose text is longer than so many characters.
    LongerThan(ObjectName, String, u32),
    /// Rows for which a condition is false.
    Violations(ObjectName, Sql),
    /// Rows holding an enum label (the label is text).
    UsesLabel(ObjectName, String, String),
    /// Rows that would be left out of a rebuilt table: those for which the condition is not true.
    Unfit(ObjectName, String),
}

/// The counts found, by probe; a probe that was not run is absent.
pub type Facts = BTreeMap<Probe, u64>;

/// What to count before planning `difference`.
#[must_use]
pub fn probes(_current: &Schema, _desired: &Schema, _difference: &Difference) -> Vec<Probe> {
    let _unused: Option<(Column, Engine)> = None;
    Vec::new()
}
