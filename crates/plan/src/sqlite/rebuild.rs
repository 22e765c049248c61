//! SQLite's rebuild of a table, the twelve steps of "ALTER TABLE", 7, as statements that run in the sqlite3 shell as well
//! as through a driver. Leaves out when a rebuild is needed (`native`) and which rows fit (`fit`).
//!
//! Foreign keys must be off, outside the transaction: the first statement makes sure of it, for `DROP TABLE` would delete
//! the rows that refer to the table. `legacy_alter_table` keeps the last rename from looking into views and triggers.

use std::collections::BTreeMap;

use driftline_schema::{AutoIncrement, Column, Engine, Index, IndexKey, Table};

use super::ddl;
use crate::Statement;
use crate::family::{Family, family, neutral};

/// How rows come from the old table into the new one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Copy {
    /// Expressions for columns that cannot be copied as they are, by column.
    pub(super) values: BTreeMap<String, String>,
    /// Conditions that a row must meet to be copied, in terms of the old table.
    pub(super) conditions: Vec<String>,
    /// Tables whose foreign keys must hold afterwards too, because rows they refer to may have been left out.
    pub(super) children: Vec<String>,
}

impl Copy {
    /// Back to an earlier definition: every row is kept, and a column that was NOT NULL gets its neutral value, as its
    /// own values are gone.
    pub(super) fn back(from: &Table, to: &Table) -> Self {
        let gone = |name: &str| from.column(name).is_none();
        let values = (to.columns.iter())
            .filter(|column| gone(&column.name) && !column.nullable && column.generated.is_none())
            .filter(|column| column.default.as_ref().is_none_or(ddl::is_null))
            .filter(|column| ddl::rowid_alias(to) != Some(column.name.as_str()))
            .map(|column| (column.name.clone(), stand_in(to, column)))
            .collect();
        Self { values, ..Self::default() }
    }
}

/// What stands in for a value that is gone: it must satisfy the keys that come back with the column.
fn stand_in(table: &Table, column: &Column) -> String {
    let engine = Engine::Sqlite;
    let alone = [column.name.clone()];
    let parent = table.foreign_keys.iter().find(|key| key.columns == alone);
    if let Some((key, target)) = parent.and_then(|key| Some((key, key.referenced_columns.first()?))) {
        return format!("(SELECT {} FROM {} ORDER BY 1 LIMIT 1)", engine.quote(target), key.references.quoted(engine));
    }
    let of_index = |index: &Index| {
        index.unique && index.parts.iter().any(|part| part.key == IndexKey::Column(column.name.clone()))
    };
    let has = |columns: &[String]| columns.contains(&column.name);
    let is_unique = table.uniques.iter().any(|unique| has(&unique.columns))
        || table.primary_key.as_ref().is_some_and(|key| has(&key.columns))
        || table.indexes.iter().any(of_index);
    match family(engine, &column.data_type) {
        Family::Integer | Family::Number if is_unique => "row_number() OVER ()".to_owned(),
        Family::Text | Family::Other if is_unique => "CAST(row_number() OVER () AS TEXT)".to_owned(),
        Family::Bytes if is_unique => "CAST(row_number() OVER () AS BLOB)".to_owned(),
        _ => neutral(engine, column),
    }
}

/// The temporary table whose check stops the transaction when something does not hold.
const ASSERT: &str = "driftline_assert";

/// What the assertion about a table's foreign keys says behind the table's name.
const KEYS_HOLD: &str = ": foreign keys hold";

/// Moves what the rebuilds assert about foreign keys to the end of the last one: until then the table referred to may
/// not have the key yet ("foreign key mismatch"), which tables that refer to each other cannot avoid by their order.
///
/// `ways` are the statements of the steps in running order.
pub(super) fn check_keys_last<'a>(ways: impl Iterator<Item = &'a mut Vec<Statement>>) {
    let closing = format!("DROP TABLE temp.\"{ASSERT}\"");
    let mut rebuilds: Vec<&mut Vec<Statement>> =
        ways.filter(|statements| statements.last().is_some_and(|statement| statement.sql == closing)).collect();
    let Some((last, earlier)) = rebuilds.split_last_mut() else { return };
    let mut postponed: Vec<Statement> = Vec::new();
    for statements in earlier {
        let is_check = |statement: &Statement| {
            statement.sql.starts_with(&format!("INSERT INTO temp.\"{ASSERT}\"")) && statement.sql.contains(KEYS_HOLD)
        };
        postponed.extend(statements.iter().filter(|statement| is_check(statement)).cloned());
        statements.retain(|statement| !is_check(statement));
    }
    let end = last.len().saturating_sub(1);
    let new = postponed.into_iter().filter(|check| !last.contains(check)).collect::<Vec<_>>();
    last.splice(end..end, new);
}

/// The name under which the new table is filled.
pub(super) fn aside(name: &str) -> String {
    format!("__driftline_{name}")
}

/// Statements that turn `from` into `to`, two definitions of one table, rows and all.
pub(super) fn rebuild(from: &Table, to: &Table, copy: &Copy) -> Vec<Statement> {
    let engine = Engine::Sqlite;
    let name = &to.name.name;
    let aside = aside(name);
    let (old, new) = (engine.quote(name), engine.quote(&aside));
    let place =
        if copy.conditions.is_empty() { String::new() } else { format!(" WHERE {}", copy.conditions.join(" AND ")) };
    let mut statements = vec![
        format!(
            "CREATE TEMP TABLE IF NOT EXISTS \"{ASSERT}\" (\"what\" text NOT NULL, \"holds\" integer NOT NULL, \
             CONSTRAINT \"a rebuilt table keeps its rows and keys\" CHECK (\"holds\"))"
        ),
        assert("foreign keys are off", "(SELECT \"foreign_keys\" FROM pragma_foreign_keys) = 0"),
        "PRAGMA legacy_alter_table = ON".to_owned(),
        ddl::create_table(to, &aside),
        insert(from, to, copy, &place),
    ];
    if counts(from) && counts(to) {
        // The counter lives on even where the highest row is gone, so that no id is handed out twice.
        statements.push(format!("DELETE FROM sqlite_sequence WHERE name = {}", engine.literal(&aside)));
        statements.push(format!(
            "INSERT INTO sqlite_sequence (name, seq) SELECT {}, seq FROM sqlite_sequence WHERE name = {}",
            engine.literal(&aside),
            engine.literal(name)
        ));
    }
    statements.push(assert(
        &format!("{name}: every row copied"),
        &format!("(SELECT count(*) FROM {new}) = (SELECT count(*) FROM {old}{place})"),
    ));
    statements.push(format!("DROP TABLE {old}"));
    statements.push(format!("ALTER TABLE {new} RENAME TO {old}"));
    statements.extend(to.indexes.iter().map(|index| ddl::create_index(name, index)));
    statements.extend(to.triggers.iter().map(|trigger| trigger.definition.text().to_owned()));
    statements.push("PRAGMA legacy_alter_table = OFF".to_owned());
    let own = (!to.foreign_keys.is_empty()).then_some(name);
    statements.extend(own.into_iter().chain(&copy.children).map(|table| {
        let broken = format!("SELECT 1 FROM pragma_foreign_key_check({})", engine.literal(table));
        assert(&format!("{table}{KEYS_HOLD}"), &format!("NOT EXISTS ({broken})"))
    }));
    statements.push(format!("DROP TABLE temp.\"{ASSERT}\""));
    statements.into_iter().map(Statement::raw).collect()
}

fn assert(what: &str, holds: &str) -> String {
    format!("INSERT INTO temp.\"{ASSERT}\" (\"what\", \"holds\") SELECT {}, {holds}", Engine::Sqlite.literal(what))
}

/// Whether the table counts its ids in `sqlite_sequence`.
fn counts(table: &Table) -> bool {
    table.columns.iter().any(|column| column.auto_increment == Some(AutoIncrement::Keyword))
}

fn insert(from: &Table, to: &Table, copy: &Copy, place: &str) -> String {
    let engine = Engine::Sqlite;
    let mut columns = Vec::new();
    let mut values = Vec::new();
    let rowid = rowid_name(from, to);
    if let Some(rowid) = rowid.filter(|_| ddl::rowid_alias(to).is_none()) {
        columns.push(rowid.to_owned());
        values.push(rowid.to_owned());
    }
    for column in to.columns.iter().filter(|column| column.generated.is_none()) {
        let quoted = engine.quote(&column.name);
        let value = match (copy.values.get(&column.name), from.column(&column.name)) {
            (Some(value), _) => value.clone(),
            (None, Some(_)) => quoted.clone(),
            // A new key that stands for the rowid takes the rowid, which keeps the order of the rows.
            (None, None) if ddl::rowid_alias(to) == Some(column.name.as_str()) => match rowid {
                Some(rowid) => rowid.to_owned(),
                None => continue,
            },
            (None, None) => continue,
        };
        columns.push(quoted);
        values.push(value);
    }
    let (old, new) = (engine.quote(&to.name.name), engine.quote(&aside(&to.name.name)));
    if columns.is_empty() {
        // Nothing of the old rows is left but their number: one column gets its default in so many words.
        if let Some(first) = to.columns.iter().find(|column| column.generated.is_none()) {
            columns.push(engine.quote(&first.name));
            values.push(first.default.as_ref().map_or("NULL".to_owned(), ddl::default_text));
        }
    }
    format!("INSERT INTO {new} ({}) SELECT {} FROM {old}{place}", columns.join(", "), values.join(", "))
}

/// A name of the rowid that neither definition uses for a column; `None` where one of them has no rowid.
fn rowid_name(from: &Table, to: &Table) -> Option<&'static str> {
    if from.options.without_rowid || to.options.without_rowid {
        return None;
    }
    row_key_name(&[from, to])
}

/// A name of the rowid that none of the tables uses for a column.
pub(super) fn row_key_name(tables: &[&Table]) -> Option<&'static str> {
    let taken = |name: &str| {
        tables.iter().flat_map(|table| &table.columns).any(|column| column.name.eq_ignore_ascii_case(name))
    };
    ["rowid", "_rowid_", "oid"].into_iter().find(|name| !taken(name))
}
