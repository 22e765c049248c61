//! Foreign keys and checks: `KEY_COLUMN_USAGE` with `REFERENTIAL_CONSTRAINTS`, and `CHECK_CONSTRAINTS`.

use std::collections::BTreeMap;

use driftline_schema::{Action, Check, Deferrable, ForeignKey, ObjectName};
use sea_orm::DbErr;

use super::draft::Draft;
use super::row::Fields;
use super::text::{UNSURE, hides_character};

/// A foreign key whose columns are still being read.
#[derive(Debug)]
pub(super) struct KeyDraft {
    references: ObjectName,
    /// By place: a column and the one it refers to.
    columns: BTreeMap<i64, (String, String)>,
    on_delete: Action,
    on_update: Action,
}

/// One row for each column of a foreign key. The rules stand in a table of their own: joined, the server would search all
/// of it for each row.
pub(super) fn columns_query(database: &str) -> String {
    format!(
        "SELECT TABLE_NAME, CONSTRAINT_NAME, ORDINAL_POSITION, COLUMN_NAME, REFERENCED_TABLE_SCHEMA, \
            REFERENCED_TABLE_NAME, REFERENCED_COLUMN_NAME \
        FROM information_schema.KEY_COLUMN_USAGE \
        WHERE TABLE_SCHEMA = {database} AND REFERENCED_TABLE_NAME IS NOT NULL"
    )
}

pub(super) fn take_column(draft: &mut Draft, fields: &mut Fields<'_>) -> Result<(), DbErr> {
    let Some(owner) = draft.tables.get_mut(fields.text()?) else { return Ok(()) };
    let name = fields.own_text()?;
    let place = fields.number()?;
    let column = fields.own_text()?;
    let database = fields.text()?;
    let table = fields.own_text()?;
    let referenced = fields.own_text()?;
    let references = if draft.texts.is_own(database) {
        ObjectName::new(draft.texts.own_name(&table).cloned().unwrap_or(table))
    } else {
        ObjectName::within(Some(database), table)
    };
    let key = owner.foreign_keys.entry(name).or_insert_with(|| KeyDraft {
        references,
        columns: BTreeMap::new(),
        on_delete: Action::NoAction,
        on_update: Action::NoAction,
    });
    key.columns.insert(place, (column, referenced));
    Ok(())
}

pub(super) fn rules_query(database: &str) -> String {
    format!(
        "SELECT TABLE_NAME, CONSTRAINT_NAME, UPDATE_RULE, DELETE_RULE \
        FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = {database}"
    )
}

pub(super) fn take_rule(draft: &mut Draft, fields: &mut Fields<'_>) -> Result<(), DbErr> {
    let Some(owner) = draft.tables.get_mut(fields.text()?) else { return Ok(()) };
    let Some(key) = owner.foreign_keys.get_mut(fields.text()?) else { return Ok(()) };
    key.on_update = action(fields.text()?);
    key.on_delete = action(fields.text()?);
    Ok(())
}

/// RESTRICT and NO ACTION are one thing to InnoDB (MySQL manual 15.1.20.5, MariaDB "Foreign Keys").
fn action(rule: &str) -> Action {
    match rule {
        "CASCADE" => Action::Cascade,
        "SET NULL" => Action::SetNull,
        "SET DEFAULT" => Action::SetDefault,
        _ => Action::NoAction,
    }
}

/// The foreign keys of a table.
pub(super) fn foreign_keys(drafts: BTreeMap<String, KeyDraft>) -> Vec<ForeignKey> {
    let key = |(name, found): (String, KeyDraft)| {
        let (columns, referenced_columns) = found.columns.into_values().unzip();
        ForeignKey {
            name: Some(name),
            columns,
            references: found.references,
            referenced_columns,
            on_delete: found.on_delete,
            on_update: found.on_update,
            match_full: false,
            deferrable: Deferrable::No,
            validated: true,
            on_delete_columns: Vec::new(),
            comment: None,
        }
    };
    drafts.into_iter().map(key).collect()
}

pub(super) fn take_check(draft: &mut Draft, fields: &mut Fields<'_>) -> Result<(), DbErr> {
    let table = fields.text()?;
    let Some(owner) = draft.tables.get_mut(table) else { return Ok(()) };
    let name = fields.own_text()?;
    let level = fields.text()?;
    let clause = fields.text()?;
    let is_enforced = fields.flag()?;
    // MariaDB calls the check of a column like the column. Versions that do not say the level leave only that.
    let column = owner.columns.values_mut().find(|found| found.column.name == name);
    let column = column.filter(|_| level == "Column" || level.is_empty());
    let expression = draft.texts.expression(clause);
    let unsure = hides_character(clause).then(|| format!("check {name} of table {table}"));
    match column {
        Some(found) if found.is_json(&expression) => {
            found.column.data_type = "json".to_owned();
            found.column.collation = None;
        }
        Some(_) => owner.table.checks.push(Check { column: Some(name), ..Check::new(None, expression) }),
        None => {
            let shown = format!("check {name} of table {table}");
            owner.table.checks.push(Check::new(Some(name), expression));
            if !is_enforced {
                draft.not_compared(shown, "that it is not enforced is not compared");
            }
        }
    }
    if let Some(shown) = unsure {
        draft.not_compared(shown, UNSURE);
    }
    Ok(())
}
