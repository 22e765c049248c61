//! A step: one described, reversible unit of a plan. Leaves out how steps are found (`plan`) and printed (`render`).

use driftline_schema::{Column, ForeignKey, Index, ObjectName, Table};

use crate::Hazard;

/// One reversible unit of a plan.
///
/// `up` runs in order; `down` is in running order too and takes back exactly what `up` did, as far as data allows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// One line in plain words, also shown as progress: `add column contacts.birthday`.
    pub summary: String,
    /// What the step executes.
    pub up: Vec<Statement>,
    /// What takes it back.
    pub down: Vec<Statement>,
    /// SQLite: the table the step rebuilds, whichever way it runs. Foreign keys must be off around the transaction.
    pub rebuilds: Option<ObjectName>,
    /// What the step does to data and to running applications.
    pub hazards: Vec<Hazard>,
    /// Data that `down` cannot bring back, in words.
    pub loses: Option<String>,
}

/// One SQL statement, and what it does where the statement builder has words for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The statement without a closing semicolon.
    pub sql: String,
    /// The operation behind it; the renderer writes it as a typed statement if that builds the same SQL.
    pub operation: Option<Operation>,
}

/// An operation that sea-query may be able to say.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(
    clippy::large_enum_variant,
    reason = "a plan holds few operations, and plain values are easier to match on than boxes"
)]
pub enum Operation {
    /// `CREATE TABLE` with the foreign keys named in it.
    CreateTable(Table),
    /// `DROP TABLE`.
    DropTable(ObjectName),
    /// `ALTER TABLE … RENAME TO`.
    RenameTable(ObjectName, ObjectName),
    /// `ALTER TABLE … ADD COLUMN`.
    AddColumn(ObjectName, Column),
    /// `ALTER TABLE … DROP COLUMN`.
    DropColumn(ObjectName, String),
    /// `ALTER TABLE … RENAME COLUMN`.
    RenameColumn(ObjectName, String, String),
    /// `CREATE INDEX`.
    CreateIndex(ObjectName, Index),
    /// `DROP INDEX`.
    DropIndex(ObjectName, String),
    /// `ALTER TABLE … ADD CONSTRAINT … FOREIGN KEY`.
    AddForeignKey(ObjectName, ForeignKey),
    /// `ALTER TABLE … DROP CONSTRAINT` of a foreign key.
    DropForeignKey(ObjectName, String),
}

impl Step {
    /// A step without hazards.
    #[must_use]
    pub fn new(summary: impl Into<String>, up: Vec<Statement>, down: Vec<Statement>) -> Self {
        Self { summary: summary.into(), up, down, rebuilds: None, hazards: Vec::new(), loses: None }
    }
}

impl Statement {
    /// A statement only SQL has words for.
    #[must_use]
    pub fn raw(sql: impl Into<String>) -> Self {
        Self { sql: sql.into(), operation: None }
    }

    /// A statement with the operation behind it.
    #[must_use]
    pub fn typed(sql: impl Into<String>, operation: Operation) -> Self {
        Self { sql: sql.into(), operation: Some(operation) }
    }
}
