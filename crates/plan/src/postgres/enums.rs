//! Enumerated types on PostgreSQL: labels added in place, and types made anew where that is not enough. Leaves out what
//! leans on the columns (`dependents`).

use std::collections::BTreeMap;

use driftline_schema::{Column, EnumType, ObjectName, Sql};

use super::print::{self, alter_column, name, quote};
use super::{ENGINE, column};
use crate::Statement;
use crate::order::detour;

/// Whether every label stays, in its order, so that the type can be extended in place.
pub(super) fn only_adds(from: &EnumType, to: &EnumType) -> bool {
    let mut wanted = to.labels.iter();
    from.labels.iter().all(|label| wanted.any(|other| other == label))
}

/// Labels that `to` has and `from` has not.
pub(super) fn added<'a>(from: &EnumType, to: &'a EnumType) -> Vec<&'a String> {
    to.labels.iter().filter(|label| !from.labels.contains(label)).collect()
}

/// `ALTER TYPE … ADD VALUE` for each new label, at its place.
///
/// Allowed inside a transaction since PostgreSQL 12 as long as the label is not used in it (manual, ALTER TYPE, "Notes").
pub(super) fn add_values(from: &EnumType, to: &EnumType) -> Vec<Statement> {
    let mut statements = Vec::new();
    for (index, label) in to.labels.iter().enumerate() {
        if from.labels.contains(label) {
            continue;
        }
        let goes_last = to.labels[index..].iter().all(|later| !from.labels.contains(later));
        let place = match index.checked_sub(1).and_then(|before| to.labels.get(before)) {
            _ if goes_last => String::new(),
            Some(before) => format!(" AFTER {}", ENGINE.literal(before)),
            None => from.labels.first().map(|next| format!(" BEFORE {}", ENGINE.literal(next))).unwrap_or_default(),
        };
        statements.push(Statement::raw(format!(
            "ALTER TYPE {} ADD VALUE {}{place}",
            name(&to.name),
            ENGINE.literal(label)
        )));
    }
    statements
}

/// A column that holds values of a type that is made anew, with its default on both sides.
#[derive(Clone, Debug)]
pub(super) struct TypedColumn {
    /// The table, under the name it has while the type is made.
    pub(super) table: ObjectName,
    /// The column as it is then.
    pub(super) column: Column,
    /// The default it gets afterwards.
    pub(super) default_after: Option<Sql>,
    /// Labels that go: what rows holding them get, `None` for NULL.
    pub(super) replaced: BTreeMap<String, Option<String>>,
}

/// Statements that make the type anew and carry every column over.
pub(super) fn retype(from: &EnumType, to: &EnumType, columns: &[TypedColumn]) -> Vec<Statement> {
    let aside = from.name.sibling(detour(&from.name.name));
    let mut statements = Vec::new();
    for each in columns.iter().filter(|each| each.column.default.is_some()) {
        statements.push(alter_column(&each.table, &each.column.name, "DROP DEFAULT"));
    }
    statements.push(Statement::raw(format!("ALTER TYPE {} RENAME TO {}", name(&from.name), quote(&aside.name))));
    statements.extend(print::create_enum(to));
    for each in columns {
        let target = print::data_type(&each.column);
        let action = format!("TYPE {target} USING {}::{target}", as_text(each));
        statements.push(alter_column(&each.table, &each.column.name, &action));
    }
    statements.push(Statement::raw(format!("DROP TYPE {}", name(&aside))));
    for each in columns {
        if let Some(value) = &each.default_after {
            statements.push(alter_column(&each.table, &each.column.name, &column::set_default(value)));
        }
    }
    statements
}

fn as_text(each: &TypedColumn) -> String {
    let quoted = quote(&each.column.name);
    let literal = |label: &Option<String>| label.as_ref().map_or("NULL".to_owned(), |label| ENGINE.literal(label));
    if each.column.data_type.ends_with("[]") {
        return each.replaced.iter().fold(format!("{quoted}::text[]"), |text, (gone, new)| {
            format!("array_replace({text}, {}, {})", ENGINE.literal(gone), literal(new))
        });
    }
    if each.replaced.is_empty() {
        return format!("{quoted}::text");
    }
    let cases: Vec<String> = each
        .replaced
        .iter()
        .map(|(gone, new)| format!("WHEN {} THEN {}", ENGINE.literal(gone), literal(new)))
        .collect();
    format!("(CASE {quoted}::text {} ELSE {quoted}::text END)", cases.join(" "))
}
