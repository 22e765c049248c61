//! What SQLite's `ALTER TABLE` can do exactly, and what needs a rebuild instead. Leaves out the rebuild.

use driftline_diff::Member;
use driftline_schema::{Check, Column, Engine, ForeignKey, IndexKey, Table, sql};

use super::ddl;

/// Members that come with a new column, as constraints of that column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Companions<'a> {
    pub(super) foreign_keys: Vec<&'a ForeignKey>,
    pub(super) checks: Vec<&'a Check>,
}

impl<'a> Companions<'a> {
    /// Those of `members` that `ADD COLUMN` can say for this column: a foreign key of this column alone, a check that
    /// names it and no other column of `others` (the columns not there yet).
    pub(super) fn of(column: &Column, others: &[&Column], members: &[&'a Member]) -> Self {
        let mut found = Self::default();
        for member in members {
            match member {
                Member::ForeignKey(key) if key.columns.as_slice() == [column.name.clone()] => {
                    found.foreign_keys.push(key);
                }
                Member::Check(check) => {
                    let names = |name: &str| sql::mentions(Engine::Sqlite, check.expression.text(), name);
                    if names(&column.name)
                        && !others.iter().any(|other| other.name != column.name && names(&other.name))
                    {
                        found.checks.push(check);
                    }
                }
                _ => {}
            }
        }
        found
    }

    /// Whether the member is one of these.
    pub(super) fn holds(&self, member: &Member) -> bool {
        match member {
            Member::ForeignKey(key) => self.foreign_keys.contains(&key),
            Member::Check(check) => self.checks.contains(&check),
            _ => false,
        }
    }
}

/// The statement that appends a column, if SQLite takes it whatever rows there are ("ALTER TABLE", 4): no key, a
/// constant default, NOT NULL only with a default, REFERENCES only without one, nothing stored that is computed.
pub(super) fn add_column(table: &Table, column: &Column, companions: &Companions<'_>) -> Option<String> {
    let default = column.default.as_ref().filter(|default| !ddl::is_null(default));
    let in_key = (table.primary_key.iter().map(|key| &key.columns))
        .chain(table.uniques.iter().map(|unique| &unique.columns))
        .any(|columns| columns.contains(&column.name));
    let takes = !in_key
        && column.auto_increment.is_none()
        && column.generated.as_ref().is_none_or(|generated| !generated.stored && column.nullable)
        && (column.nullable || default.is_some())
        && default.is_none_or(ddl::is_constant)
        && (companions.foreign_keys.is_empty() || default.is_none());
    if !takes {
        return None;
    }
    let mut definition = ddl::column(table, column);
    for check in &companions.checks {
        definition += &ddl::column_check(check);
    }
    for key in &companions.foreign_keys {
        definition += &ddl::column_foreign_key(key);
    }
    let quoted = Engine::Sqlite.quote(&table.name.name);
    Some(format!("ALTER TABLE {quoted} ADD COLUMN {definition}"))
}

/// The statement that drops a column, if SQLite takes it ("ALTER TABLE", 5): nothing may lean on the column.
///
/// `bystanders` are the texts of views and triggers that stay. Constraints of the column itself go with it when
/// `companions` says that they were made with it.
pub(super) fn drop_column(
    table: &Table,
    column: &str,
    companions: &Companions<'_>,
    bystanders: &[&str],
) -> Option<String> {
    let mentions = |text: &str| sql::mentions(Engine::Sqlite, text, column);
    let is_it = |name: &String| name.eq_ignore_ascii_case(column);
    let leans = table.primary_key.iter().any(|key| key.columns.iter().any(is_it))
        || table.uniques.iter().any(|unique| unique.columns.iter().any(is_it))
        || table
            .foreign_keys
            .iter()
            .any(|key| key.columns.iter().any(is_it) && !companions.foreign_keys.contains(&key))
        || table.checks.iter().any(|check| mentions(check.expression.text()) && !companions.checks.contains(&check))
        || table.indexes.iter().any(|index| {
            let of_part = |key: &IndexKey| match key {
                IndexKey::Column(name) => is_it(name),
                IndexKey::Expression(expression) => mentions(expression.text()),
            };
            index.parts.iter().any(|part| of_part(&part.key))
                || index.predicate.as_ref().is_some_and(|predicate| mentions(predicate.text()))
        })
        || (table.columns.iter().filter_map(|other| other.generated.as_ref()))
            .any(|generated| mentions(generated.expression.text()))
        || bystanders.iter().any(|text| mentions(text))
        || table.columns.len() < 2;
    let engine = Engine::Sqlite;
    (!leans).then(|| format!("ALTER TABLE {} DROP COLUMN {}", engine.quote(&table.name.name), engine.quote(column)))
}
