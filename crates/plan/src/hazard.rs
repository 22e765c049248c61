//! Hazards: what a step does to data and to running applications, by name. Leaves out the counting (`probe`).

use std::fmt;

/// What kind of danger a step carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HazardKind {
    /// A table and its rows go.
    DropsTable,
    /// A column and its values go.
    DropsColumn,
    /// Rows that do not fit the new definition are left out.
    LosesRows,
    /// Existing NULLs are replaced by a chosen value.
    FillsNulls,
    /// The statement fails on the rows that exist.
    FailsOnData,
    /// Values may be cut or refused by the new type.
    NarrowsType,
    /// Values are converted to another type.
    ConvertsType,
    /// Existing rows are checked or rewritten under a lock.
    RewritesTable,
    /// An enumerated type loses a label.
    RemovesEnumLabel,
    /// Applications that use the old name fail until they are changed.
    BreaksOldCode,
    /// Going down does not bring the data back.
    Irreversible,
}

impl HazardKind {
    /// The name used in reports and flags.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            HazardKind::DropsTable => "drops-table",
            HazardKind::DropsColumn => "drops-column",
            HazardKind::LosesRows => "loses-rows",
            HazardKind::FillsNulls => "fills-nulls",
            HazardKind::FailsOnData => "fails-on-data",
            HazardKind::NarrowsType => "narrows-type",
            HazardKind::ConvertsType => "converts-type",
            HazardKind::RewritesTable => "rewrites-table",
            HazardKind::RemovesEnumLabel => "removes-enum-label",
            HazardKind::BreaksOldCode => "breaks-old-code",
            HazardKind::Irreversible => "irreversible",
        }
    }
}

/// One danger of one step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hazard {
    /// The kind.
    pub kind: HazardKind,
    /// The object in danger: `contacts.email`.
    pub object: String,
    /// One sentence with the counts: `5000 rows, 4812 of them not NULL, lose this column`.
    pub detail: String,
}

impl fmt::Display for Hazard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}: {}", self.kind.name(), self.object, self.detail)
    }
}
