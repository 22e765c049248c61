//! A change as a value: one variant per fact, with both sides. Leaves out how an engine carries it out.

use driftline_schema::{
    Check, Column, EnumType, ForeignKey, Index, ObjectName, PrimaryKey, Table, TableOptions, Trigger, Unique, View,
};

/// One difference between two schemas.
///
/// After a rename every later change speaks of the new name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// A namespace (PostgreSQL schema) appears.
    CreateNamespace(String),
    /// A namespace goes.
    DropNamespace(String),
    /// An enumerated type appears.
    CreateEnum(EnumType),
    /// An enumerated type goes.
    DropEnum(EnumType),
    /// Labels or comment of a type differ.
    AlterEnum {
        /// Before.
        from: EnumType,
        /// After.
        to: EnumType,
    },
    /// A table appears, with everything that belongs to it.
    CreateTable(Table),
    /// A table goes, with everything that belongs to it.
    DropTable(Table),
    /// A table gets another name.
    RenameTable {
        /// Before.
        from: ObjectName,
        /// After.
        to: ObjectName,
    },
    /// A table's comment differs.
    TableComment {
        /// The table.
        table: ObjectName,
        /// Before.
        from: Option<String>,
        /// After.
        to: Option<String>,
    },
    /// A table's options differ.
    TableOptions {
        /// The table.
        table: ObjectName,
        /// Before.
        from: TableOptions,
        /// After.
        to: TableOptions,
    },
    /// A column appears.
    AddColumn {
        /// The table.
        table: ObjectName,
        /// The new column.
        column: Column,
    },
    /// A column goes.
    DropColumn {
        /// The table.
        table: ObjectName,
        /// The column as it was.
        column: Column,
    },
    /// A column gets another name.
    RenameColumn {
        /// The table.
        table: ObjectName,
        /// Before.
        from: String,
        /// After.
        to: String,
    },
    /// Anything of a column but its name differs.
    AlterColumn {
        /// The table.
        table: ObjectName,
        /// Before, under its new name if it was renamed.
        from: Column,
        /// After.
        to: Column,
    },
    /// A key, constraint, index or trigger of a table appears.
    AddMember {
        /// The table.
        table: ObjectName,
        /// What appears.
        member: Member,
    },
    /// A key, constraint, index or trigger of a table goes.
    DropMember {
        /// The table.
        table: ObjectName,
        /// What goes.
        member: Member,
    },
    /// A constraint or index gets another name and is otherwise the same.
    RenameMember {
        /// The table.
        table: ObjectName,
        /// Before.
        from: Member,
        /// After.
        to: Member,
    },
    /// A view appears.
    CreateView(View),
    /// A view goes.
    DropView(View),
}

/// What belongs to a table beside its columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Member {
    /// The primary key.
    PrimaryKey(PrimaryKey),
    /// A unique constraint.
    Unique(Unique),
    /// A foreign key.
    ForeignKey(ForeignKey),
    /// A check constraint.
    Check(Check),
    /// An index.
    Index(Index),
    /// A trigger.
    Trigger(Trigger),
}

impl Change {
    /// The change that takes this one back. Total: whether the data comes back is the planner's to say.
    #[must_use]
    pub fn reverse(&self) -> Change {
        match self.clone() {
            Change::CreateNamespace(name) => Change::DropNamespace(name),
            Change::DropNamespace(name) => Change::CreateNamespace(name),
            Change::CreateEnum(kind) => Change::DropEnum(kind),
            Change::DropEnum(kind) => Change::CreateEnum(kind),
            Change::AlterEnum { from, to } => Change::AlterEnum { from: to, to: from },
            Change::CreateTable(table) => Change::DropTable(table),
            Change::DropTable(table) => Change::CreateTable(table),
            Change::RenameTable { from, to } => Change::RenameTable { from: to, to: from },
            Change::TableComment { table, from, to } => Change::TableComment { table, from: to, to: from },
            Change::TableOptions { table, from, to } => Change::TableOptions { table, from: to, to: from },
            Change::AddColumn { table, column } => Change::DropColumn { table, column },
            Change::DropColumn { table, column } => Change::AddColumn { table, column },
            Change::RenameColumn { table, from, to } => Change::RenameColumn { table, from: to, to: from },
            Change::AlterColumn { table, from, to } => Change::AlterColumn { table, from: to, to: from },
            Change::AddMember { table, member } => Change::DropMember { table, member },
            Change::DropMember { table, member } => Change::AddMember { table, member },
            Change::RenameMember { table, from, to } => Change::RenameMember { table, from: to, to: from },
            Change::CreateView(view) => Change::DropView(view),
            Change::DropView(view) => Change::CreateView(view),
        }
    }

    /// The table the change belongs to, if it belongs to one (its new name after a rename).
    #[must_use]
    pub fn table(&self) -> Option<&ObjectName> {
        match self {
            Change::CreateTable(table) | Change::DropTable(table) => Some(&table.name),
            Change::RenameTable { to, .. } => Some(to),
            Change::TableComment { table, .. }
            | Change::TableOptions { table, .. }
            | Change::AddColumn { table, .. }
            | Change::DropColumn { table, .. }
            | Change::RenameColumn { table, .. }
            | Change::AlterColumn { table, .. }
            | Change::AddMember { table, .. }
            | Change::DropMember { table, .. }
            | Change::RenameMember { table, .. } => Some(table),
            Change::CreateNamespace(_)
            | Change::DropNamespace(_)
            | Change::CreateEnum(_)
            | Change::DropEnum(_)
            | Change::AlterEnum { .. }
            | Change::CreateView(_)
            | Change::DropView(_) => None,
        }
    }
}
