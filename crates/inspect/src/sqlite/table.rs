//! Puts a parsed `CREATE TABLE` together into a `Table`: which column is the rowid, which may be NULL, which names mean
//! which columns. Leaves out what other rows of the catalog say (indexes, triggers, the tables that keys refer to).

use driftline_schema::{
    AutoIncrement, Check, Column, Engine, ForeignKey, Generated, KeyPart, ObjectName, PrimaryKey, Source, Sql, Table,
    TableOptions, Unique,
};

use super::create_table::{Constraint, ConstraintKind, CreateTable, KeyPart as WrittenPart, Reference};
use super::default::default_of;

/// Builds the table. Foreign keys that name no columns of the other table are left without them.
pub(super) fn build(statement: &CreateTable<'_>, name: &str, sql: &str) -> Table {
    let mut table = Table::new(ObjectName::new(name));
    table.source = Source(Some(sql.to_owned()));
    table.options =
        TableOptions { strict: statement.strict, without_rowid: statement.without_rowid, ..TableOptions::default() };
    table.columns = statement.columns.iter().map(|column| Column::new(&column.name, &column.data_type)).collect();
    // Keys compare their collations with the columns', so columns come first.
    for constraint in &statement.constraints {
        describe_column(&mut table, constraint);
    }
    for constraint in &statement.constraints {
        add_constraint(&mut table, statement, constraint);
    }
    forbid_null_in_key(&mut table, statement);
    table.sort();
    table.uniques.dedup();
    table.checks.dedup();
    table
}

/// What `pragma table_xinfo` must say of a table that was understood: per column `notnull pk hidden 'name'`, joined by
/// commas. It is compared with what the engine says, so that a misread statement cannot go unnoticed.
pub(super) fn summary(statement: &CreateTable<'_>, table: &Table) -> String {
    let key = table.primary_key.as_ref().map(|key| key.columns.as_slice()).unwrap_or_default();
    let alias = rowid_alias(statement);
    let of_column = |column: &Column| {
        let position = key.iter().position(|name| *name == column.name).map_or(0, |position| position + 1);
        // The rowid itself counts as nullable there unless NOT NULL is written.
        let is_silent_alias = alias == Some(column.name.as_str()) && !says_not_null(statement, &column.name);
        let not_null = !column.nullable && !is_silent_alias;
        let hidden = match &column.generated {
            None => 0,
            Some(generated) if generated.stored => 3,
            Some(_) => 2,
        };
        format!("{} {position} {hidden} {}", u8::from(not_null), Engine::Sqlite.literal(&column.name))
    };
    table.columns.iter().map(of_column).collect::<Vec<_>>().join(",")
}

/// The table's own spelling of a column's name; SQLite ignores the case of ASCII letters only.
pub(super) fn stored_column<'a>(table: &'a Table, name: &str) -> Option<&'a str> {
    table.columns.iter().map(|column| column.name.as_str()).find(|column| column.eq_ignore_ascii_case(name))
}

/// A collation's name in one spelling; `None` for the default. Collations have no letter case (lang_expr, section 8).
pub(super) fn collation(name: &str) -> Option<String> {
    let name = name.to_ascii_uppercase();
    (name != "BINARY").then_some(name)
}

fn describe_column(table: &mut Table, constraint: &Constraint<'_>) {
    let strict = table.options.strict;
    let Some(column) = constraint.column.and_then(|index| table.columns.get_mut(index)) else { return };
    match &constraint.kind {
        ConstraintKind::NotNull(conflict) => {
            column.nullable = false;
            column.not_null_conflict.clone_from(conflict);
        }
        ConstraintKind::Default(text) => column.default = default_of(text, &column.data_type, strict),
        ConstraintKind::Collate(name) => column.collation = collation(name),
        ConstraintKind::Generated { expression, stored } => {
            column.generated = Some(Generated { expression: Sql::new(Engine::Sqlite, expression), stored: *stored });
        }
        ConstraintKind::PrimaryKey { .. }
        | ConstraintKind::Unique { .. }
        | ConstraintKind::Check(_)
        | ConstraintKind::ForeignKey(_) => {}
    }
}

fn add_constraint(table: &mut Table, statement: &CreateTable<'_>, constraint: &Constraint<'_>) {
    let name = constraint.name.clone();
    match &constraint.kind {
        ConstraintKind::PrimaryKey { parts, conflict, autoincrement } => {
            let details = key_parts(table, statement, constraint, parts);
            refuse_quoted_type(table, statement, parts);
            let columns = stored_columns(table, parts.iter().map(|part| &part.column));
            if *autoincrement
                && let Some(column) = table.columns.iter_mut().find(|column| columns.contains(&column.name))
            {
                column.auto_increment = Some(AutoIncrement::Keyword);
            }
            let (conflict, parts) = (conflict.clone(), details);
            table.primary_key = Some(PrimaryKey { name, columns, conflict, parts, ..Default::default() });
        }
        ConstraintKind::Unique { parts, conflict } => {
            let details = key_parts(table, statement, constraint, parts);
            let columns = stored_columns(table, parts.iter().map(|part| &part.column));
            let (conflict, parts) = (conflict.clone(), details);
            table.uniques.push(Unique { name, columns, conflict, parts, ..Default::default() });
        }
        ConstraintKind::Check(condition) => {
            let expression = Sql::new(Engine::Sqlite, condition);
            table.checks.push(Check::new(name, expression));
        }
        ConstraintKind::ForeignKey(reference) => {
            let foreign_key = foreign_key(table, name, reference);
            table.foreign_keys.push(foreign_key);
        }
        ConstraintKind::NotNull(_)
        | ConstraintKind::Default(_)
        | ConstraintKind::Collate(_)
        | ConstraintKind::Generated { .. } => {}
    }
}

fn foreign_key(table: &Table, name: Option<String>, reference: &Reference) -> ForeignKey {
    ForeignKey {
        name,
        columns: stored_columns(table, reference.columns.iter()),
        references: ObjectName::new(&reference.table),
        referenced_columns: reference.referenced.clone(),
        on_delete: reference.on_delete,
        on_update: reference.on_update,
        match_full: reference.match_full,
        deferrable: reference.deferrable,
        validated: true,
        on_delete_columns: Vec::new(),
        comment: None,
    }
}

fn stored_columns<'a>(table: &Table, names: impl Iterator<Item = &'a String>) -> Vec<String> {
    names.map(|name| stored_column(table, name).unwrap_or(name).to_owned()).collect()
}

/// What a key says of its columns. The rowid has neither order nor collation of its own, whatever is written.
fn key_parts(
    table: &Table,
    statement: &CreateTable<'_>,
    constraint: &Constraint<'_>,
    parts: &[WrittenPart],
) -> Vec<KeyPart> {
    let is_primary = matches!(constraint.kind, ConstraintKind::PrimaryKey { .. });
    if is_primary && rowid_alias(statement).is_some() {
        return Vec::new();
    }
    let part = |part: &WrittenPart| {
        let own = stored_column(table, &part.column).and_then(|name| table.column(name));
        let own = own.and_then(|column| column.collation.clone());
        // What is no collation of the column's may be the default one, which then must be said.
        let written = part.collation.as_ref().filter(|written| collation(written) != own);
        KeyPart {
            descending: part.descending,
            collation: written.map(|written| written.to_ascii_uppercase()),
            prefix: None,
        }
    };
    KeyPart::kept(parts.iter().map(part).collect())
}

/// A key on one column whose type reads like the rowid's and is in quotes.
fn refuse_quoted_type(table: &mut Table, statement: &CreateTable<'_>, parts: &[WrittenPart]) {
    if rowid_alias(statement).is_none()
        && !statement.without_rowid
        && let [part] = parts
        && let Some(column) = stored_column(table, &part.column).and_then(|name| table.column(name))
        && column.data_type == "integer"
        && !part.descending
    {
        let reason = format!("the type of {} is in quotes, so that SQLite may not take it for the rowid", column.name);
        table.opaque.push(reason);
    }
}

/// The column that is the rowid itself: a sole key column of the bare type `INTEGER`, except that the column constraint
/// `INTEGER PRIMARY KEY DESC` is none (<https://sqlite.org/lang_createtable.html#rowid>).
fn rowid_alias<'a>(statement: &'a CreateTable<'_>) -> Option<&'a str> {
    if statement.without_rowid {
        return None;
    }
    statement.constraints.iter().find_map(|constraint| match &constraint.kind {
        ConstraintKind::PrimaryKey { parts, .. } => {
            let [part] = parts.as_slice() else { return None };
            let column = statement.columns.iter().find(|column| column.name.eq_ignore_ascii_case(&part.column))?;
            let is_exception = constraint.column.is_some() && part.descending;
            (column.is_bare_integer && !is_exception).then_some(column.name.as_str())
        }
        _ => None,
    })
}

fn says_not_null(statement: &CreateTable<'_>, column: &str) -> bool {
    statement.constraints.iter().any(|constraint| {
        let name = constraint.column.and_then(|index| statement.columns.get(index)).map(|column| column.name.as_str());
        name == Some(column) && matches!(constraint.kind, ConstraintKind::NotNull(_))
    })
}

/// Key columns hold no NULL where the column is the rowid or the table is STRICT or WITHOUT ROWID; in every other table
/// they do unless NOT NULL is written (<https://sqlite.org/lang_createtable.html#the_primary_key>).
fn forbid_null_in_key(table: &mut Table, statement: &CreateTable<'_>) {
    let Some(key) = &table.primary_key else { return };
    let alias = rowid_alias(statement);
    let all = statement.strict || statement.without_rowid;
    for column in &mut table.columns {
        if key.columns.contains(&column.name) && (all || alias == Some(column.name.as_str())) {
            column.nullable = false;
        }
    }
}
