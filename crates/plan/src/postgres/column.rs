//! Changes of one column on PostgreSQL: type, nullability, default, identity and serial, comment. Leaves out what leans
//! on the column (`dependents`) and what the change does to data (the planner's hazards).

use std::collections::BTreeMap;

use driftline_schema::{AutoIncrement, Column, ObjectName, Sql};

use super::print::{self, alter_column, name, quote};
use super::{ENGINE, types};
use crate::{Operation, Statement};

/// Answers for the rows that exist, one direction.
#[derive(Clone, Debug, Default)]
pub(super) struct Answers {
    /// A literal for rows that hold NULL in a column that becomes NOT NULL.
    pub(super) fill: Option<String>,
    /// How values are converted.
    pub(super) conversion: types::Conversion,
    /// Rows that hold NULL are deleted instead of filled.
    pub(super) delete_nulls: bool,
}

impl Answers {
    /// Nothing is answered while a change is taken back.
    pub(super) fn back() -> Self {
        Self { conversion: types::Conversion { back: true, ..types::Conversion::default() }, ..Self::default() }
    }
}

/// The statements that turn `from` into `to`; both carry the same name and neither is generated.
pub(super) fn alter(table: &ObjectName, from: &Column, to: &Column, answers: &Answers) -> Vec<Statement> {
    let mut statements = Vec::new();
    let column = &to.name;
    let retyped = types::is_type_change(from, to);
    let converted = types::is_conversion(from, to);
    let lost_default = from.default.is_some() && (converted || to.default.is_none() || to.auto_increment.is_some());
    if lost_default {
        statements.push(alter_column(table, column, "DROP DEFAULT"));
    }
    statements.extend(leave_numbers(table, from, to));
    let size = |column: &Column| types::Type::of(column).whole_number_size();
    let shrinks = matches!((size(from), size(to)), (Some(old), Some(new)) if new < old);
    if shrinks {
        // The bounds must fit the narrower type before it comes.
        statements.extend(change_identity(table, from, to));
    }
    if retyped {
        let collate = to.collation.as_ref().map(|text| format!(" COLLATE {}", print::collation(text)));
        let using = types::using(from, to, answers.conversion).map(|text| format!(" USING {text}"));
        statements.push(alter_column(
            table,
            column,
            &format!("TYPE {}{}{}", print::data_type(to), collate.unwrap_or_default(), using.unwrap_or_default()),
        ));
    }
    if from.nullable && !to.nullable {
        statements.extend(fill_nulls(table, column, answers));
        statements.push(alter_column(table, column, "SET NOT NULL"));
    }
    if !shrinks {
        statements.extend(change_identity(table, from, to));
    }
    statements.extend(enter_numbers(table, from, to));
    if !from.nullable && to.nullable {
        statements.push(alter_column(table, column, "DROP NOT NULL"));
    }
    if let Some(value) = &to.default
        && (lost_default || retyped || from.default.as_ref() != Some(value))
    {
        statements.push(alter_column(table, column, &set_default(value)));
    }
    if from.comment != to.comment {
        statements.push(print::comment(&print::column_object(table, column), to.comment.as_ref()));
    }
    statements.extend(attributes(table, Some((from, retyped)), to));
    statements
}

/// How a column is kept, where that differs. A new type brings its own storage and compression.
pub(super) fn attributes(table: &ObjectName, from: Option<(&Column, bool)>, to: &Column) -> Vec<Statement> {
    let split = |attribute: &String| {
        let (key, value) = attribute.split_once('=')?;
        Some((key.to_owned(), value.to_owned()))
    };
    let is_fresh = |key: &str| from.is_some_and(|(_, retyped)| retyped) && matches!(key, "storage" | "compression");
    let old: BTreeMap<String, String> = from
        .iter()
        .flat_map(|(column, _)| &column.attributes)
        .filter_map(split)
        .filter(|(key, _)| !is_fresh(key))
        .collect();
    let new: BTreeMap<String, String> = to.attributes.iter().filter_map(split).collect();
    let mut actions = Vec::new();
    for key in old.keys().filter(|key| !new.contains_key(*key)) {
        actions.push(match key.as_str() {
            "storage" => format!("SET STORAGE {}", types::usual_storage(to)),
            "compression" => "SET COMPRESSION default".to_owned(),
            "statistics" => "SET STATISTICS -1".to_owned(),
            other => format!("RESET ({other})"),
        });
    }
    for (key, value) in new.iter().filter(|(key, value)| old.get(*key) != Some(*value)) {
        actions.push(match key.as_str() {
            "storage" => format!("SET STORAGE {value}"),
            "compression" => format!("SET COMPRESSION {value}"),
            "statistics" => format!("SET STATISTICS {value}"),
            other => format!("SET ({other}={value})"),
        });
    }
    actions.iter().map(|action| alter_column(table, &to.name, action)).collect()
}

/// `SET DEFAULT …`.
pub(super) fn set_default(value: &Sql) -> String {
    format!("SET DEFAULT {}", print::default(value))
}

fn fill_nulls(table: &ObjectName, column: &str, answers: &Answers) -> Option<Statement> {
    let (table, column) = (name(table), quote(column));
    if answers.delete_nulls {
        return Some(Statement::raw(format!("DELETE FROM {table} WHERE {column} IS NULL")));
    }
    let value = answers.fill.as_ref()?;
    Some(Statement::raw(format!("UPDATE {table} SET {column} = {value} WHERE {column} IS NULL")))
}

/// The function call that finds an identity's sequence.
fn identity_sequence(table: &ObjectName, column: &str) -> String {
    format!("pg_get_serial_sequence({}, {})", ENGINE.literal(&name(table)), ENGINE.literal(column))
}

/// Lets a sequence go on behind the greatest number in the column, if there is one.
fn count_on(table: &ObjectName, column: &str, sequence: &str) -> Statement {
    let quoted = quote(column);
    Statement::raw(format!("SELECT setval({sequence}, max({quoted})) FROM {} HAVING max({quoted}) > 0", name(table)))
}

/// A name for a sequence that waits while another takes its place; short enough for every server.
fn aside(sequence: &ObjectName) -> ObjectName {
    // FNV-1a, 32 bits: stable across versions, unlike the standard library's hashes.
    let hash =
        sequence.name.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    sequence.sibling(format!("driftline_aside_{hash:08x}"))
}

/// Renames a sequence inside its namespace.
pub(super) fn rename_sequence(from: &ObjectName, to: &ObjectName) -> Statement {
    Statement::raw(format!("ALTER SEQUENCE {} RENAME TO {}", name(from), quote(&to.name)))
}

/// What has to go before the type changes: numbering that the new definition has no place for.
fn leave_numbers(table: &ObjectName, from: &Column, to: &Column) -> Vec<Statement> {
    let column = &from.name;
    match (&from.auto_increment, &to.auto_increment) {
        (Some(AutoIncrement::Serial { sequence }), None) => vec![
            alter_column(table, column, "DROP DEFAULT"),
            Statement::raw(format!("DROP SEQUENCE {}", name(sequence))),
        ],
        (Some(AutoIncrement::Serial { sequence }), Some(AutoIncrement::Identity { .. })) => vec![
            alter_column(table, column, "DROP DEFAULT"),
            // While the column owns both sequences, `pg_get_serial_sequence` finds the old one.
            Statement::raw(format!("ALTER SEQUENCE {} OWNED BY NONE", name(sequence))),
            // The identity's own sequence gets the name the engine chooses, so the old one steps aside.
            rename_sequence(sequence, &aside(sequence)),
        ],
        (Some(AutoIncrement::Identity { .. }), None) => vec![alter_column(table, column, "DROP IDENTITY")],
        (Some(AutoIncrement::Identity { .. }), Some(AutoIncrement::Serial { sequence })) => vec![
            Statement::raw(print::create_sequence(to, &aside(sequence))),
            carry_identity(table, column, &print::regclass(&aside(sequence))),
            alter_column(table, column, "DROP IDENTITY"),
        ],
        _ => Vec::new(),
    }
}

/// A sequence counts on where a serial column's sequence stands.
fn carry_serial(from: &ObjectName, to: &str) -> Statement {
    Statement::raw(format!("SELECT setval({to}, last_value, is_called) FROM {}", name(from)))
}

/// A sequence counts on where an identity stands. Its sequence can be asked, not named, so one that handed out nothing
/// yet leaves the other at its start.
fn carry_identity(table: &ObjectName, column: &str, to: &str) -> Statement {
    let last = format!("pg_sequence_last_value({}::regclass)", identity_sequence(table, column));
    Statement::raw(format!("SELECT setval({to}, {last}) WHERE {last} IS NOT NULL"))
}

/// What turns one identity into another.
fn change_identity(table: &ObjectName, from: &Column, to: &Column) -> Option<Statement> {
    let (
        Some(AutoIncrement::Identity { always: was_always, options: old }),
        Some(AutoIncrement::Identity { always, options: new }),
    ) = (&from.auto_increment, &to.auto_increment)
    else {
        return None;
    };
    let words = print::identity_changes((*was_always, old), (*always, new));
    (!words.is_empty()).then(|| alter_column(table, &to.name, &words.join(" ")))
}

/// What comes after the type: numbering by the new definition.
fn enter_numbers(table: &ObjectName, from: &Column, to: &Column) -> Vec<Statement> {
    let column = &to.name;
    let mut statements = Vec::new();
    match (&from.auto_increment, &to.auto_increment) {
        (Some(AutoIncrement::Identity { .. }), Some(AutoIncrement::Identity { .. })) => {}
        (before, Some(AutoIncrement::Identity { always, options })) => {
            statements.push(alter_column(table, column, &format!("ADD {}", print::identity(*always, options))));
            match before {
                Some(AutoIncrement::Serial { sequence }) => {
                    let old = aside(sequence);
                    statements.push(carry_serial(&old, &identity_sequence(table, column)));
                    statements.push(Statement::raw(format!("DROP SEQUENCE {}", name(&old))));
                }
                _ => statements.push(count_on(table, column, &identity_sequence(table, column))),
            }
        }
        (Some(AutoIncrement::Serial { .. }), Some(AutoIncrement::Serial { sequence })) => {
            let base = types::Type::of(to).base;
            if types::Type::of(from).base != base && matches!(base.as_str(), "smallint" | "integer" | "bigint") {
                statements.push(Statement::raw(format!("ALTER SEQUENCE {} AS {base}", name(sequence))));
            }
        }
        (before, Some(AutoIncrement::Serial { sequence })) => {
            if matches!(before, Some(AutoIncrement::Identity { .. })) {
                statements.push(rename_sequence(&aside(sequence), sequence));
            } else {
                statements.push(Statement::raw(print::create_sequence(to, sequence)));
                statements.push(count_on(table, column, &print::regclass(sequence)));
            }
            statements.push(alter_column(
                table,
                column,
                &format!("SET DEFAULT nextval({})", print::regclass(sequence)),
            ));
            statements.push(Statement::raw(print::own_sequence(table, column, sequence)));
        }
        _ => {}
    }
    statements
}

/// How rows get a value while a NOT NULL column without a default is added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Filling {
    /// No rows need one.
    Nothing,
    /// One literal for all rows.
    Value(String),
    /// Another value for each row, from its number `"numbered"."i"`.
    Distinct(String),
}

/// Adds a column, and gives the rows that exist their value.
pub(super) fn add(table: &ObjectName, column: &Column, filling: &Filling) -> Vec<Statement> {
    match filling {
        Filling::Nothing => print::add_column(table, column),
        Filling::Value(value) => {
            let mut with_default = column.clone();
            with_default.default = Some(Sql::new(ENGINE, value));
            let mut statements = print::add_column(table, &with_default);
            let end = column.default.as_ref().map_or_else(|| "DROP DEFAULT".to_owned(), set_default);
            statements.push(alter_column(table, &column.name, &end));
            statements
        }
        Filling::Distinct(expression) => {
            let mut nullable = column.clone();
            nullable.nullable = true;
            let mut statements = print::add_column(table, &nullable);
            let (target, quoted) = (name(table), quote(&column.name));
            statements.push(Statement::raw(format!(
                "UPDATE {target} AS \"filled\" SET {quoted} = {expression} FROM (SELECT ctid, row_number() OVER () AS \"i\" \
                 FROM {target}) AS \"numbered\" WHERE \"filled\".ctid = \"numbered\".ctid"
            )));
            statements.push(alter_column(table, &column.name, "SET NOT NULL"));
            statements
        }
    }
}

/// Renames a column.
pub(super) fn rename(table: &ObjectName, from: &str, to: &str) -> Statement {
    Statement::typed(
        format!("ALTER TABLE {} RENAME COLUMN {} TO {}", name(table), quote(from), quote(to)),
        Operation::RenameColumn(table.clone(), from.to_owned(), to.to_owned()),
    )
}
