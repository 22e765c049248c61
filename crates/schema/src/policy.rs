//! What only PostgreSQL hangs on a table: exclusion constraints, policies, rewrite rules, a partition's bound, and when a trigger
//! fires. Leaves out the table itself (`table`).

use crate::{ObjectName, Sql};

/// An exclusion constraint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exclusion {
    /// The constraint's name.
    pub name: String,
    /// The constraint as `pg_get_constraintdef` prints it: `EXCLUDE USING gist (during WITH &&) DEFERRABLE`.
    pub definition: Sql,
    /// The constraint's comment.
    pub comment: Option<String>,
}

/// A policy of row-level security.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// The policy's name.
    pub name: String,
    /// `AS RESTRICTIVE` instead of `AS PERMISSIVE`.
    pub restrictive: bool,
    /// The command it is for, in capitals: `ALL`, `SELECT`, `INSERT`, `UPDATE` or `DELETE`.
    pub command: String,
    /// The roles it is for, sorted; none is `PUBLIC`.
    pub roles: Vec<String>,
    /// Which rows are seen (`USING`), without outer parentheses.
    pub using: Option<Sql>,
    /// Which rows may be written (`WITH CHECK`), without outer parentheses.
    pub check: Option<Sql>,
    /// The policy's comment.
    pub comment: Option<String>,
}

/// A rewrite rule and the complete statement that creates it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The rule's name.
    pub name: String,
    /// The complete `CREATE RULE` statement.
    pub definition: Sql,
    /// When it fires.
    pub firing: Firing,
    /// The rule's comment.
    pub comment: Option<String>,
}

/// In which sessions a trigger or rule fires (`session_replication_role`; manual, ALTER TABLE).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Firing {
    /// In ordinary sessions.
    #[default]
    Origin,
    /// Never.
    Disabled,
    /// In those of a replica.
    Replica,
    /// In all.
    Always,
}

/// What a partition is one of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partition {
    /// The partitioned table.
    pub parent: ObjectName,
    /// The bound as the engine prints it: `FOR VALUES IN (1)`, `DEFAULT`.
    pub bound: Sql,
}

impl Firing {
    /// The letter of `tgenabled` and `ev_enabled` (manual, `pg_trigger`).
    #[must_use]
    pub fn of_letter(letter: char) -> Self {
        match letter {
            'D' => Firing::Disabled,
            'R' => Firing::Replica,
            'A' => Firing::Always,
            _ => Firing::Origin,
        }
    }

    /// The word in the notation; none for the usual.
    #[must_use]
    pub fn word(self) -> Option<&'static str> {
        match self {
            Firing::Origin => None,
            Firing::Disabled => Some("disabled"),
            Firing::Replica => Some("replica"),
            Firing::Always => Some("always"),
        }
    }
}
