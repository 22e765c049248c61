//! Rows for any schema, as INSERT statements that its engine took. Leaves out judging them: what the engine refuses is
//! left away, and how many tables hold rows is the caller's to assert.

use std::collections::BTreeSet;

use driftline_schema::{AutoIncrement, Column, Engine, ObjectName, Schema, Table};

use crate::{TestDatabase, law};

/// Rows tried in each table.
const ROWS: u32 = 3;

/// Rows for the schema that a script makes.
#[derive(Clone, Debug, Default)]
pub struct Sample {
    /// The statements, in an order that works.
    pub script: String,
    /// The tables that hold rows.
    pub filled: BTreeSet<ObjectName>,
    /// The tables for which no row was found.
    pub empty: BTreeSet<ObjectName>,
}

/// Makes the schema in an empty database and fills it. Tables are tried in rounds, so that rows find what they refer to.
///
/// # Errors
/// When the script fails.
pub async fn fill(database: &TestDatabase, script: &str) -> Result<Sample, String> {
    database.run(script).await?;
    let schema = law::schema_of(database).await?;
    let mut sample = Sample { empty: schema.tables.keys().cloned().collect(), ..Sample::default() };
    // Only a row that was taken is worth another round.
    loop {
        let before = sample.empty.len();
        for name in sample.empty.clone() {
            let Some(table) = schema.tables.get(&name) else { continue };
            for row in 1..=ROWS {
                for spare in [false, true] {
                    let insert = statement(&schema, table, row, spare);
                    if database.run(&insert).await.is_ok() {
                        sample.script.push_str(&insert);
                        sample.script.push('\n');
                        sample.filled.insert(name.clone());
                        break;
                    }
                }
            }
            if sample.filled.contains(&name) {
                sample.empty.remove(&name);
            }
        }
        if sample.empty.len() == before {
            return Ok(sample);
        }
    }
}

/// One row; with `spare`, columns that may be NULL and refer to something are.
fn statement(schema: &Schema, table: &Table, row: u32, spare: bool) -> String {
    let engine = schema.engine;
    let (mut names, mut values) = (Vec::new(), Vec::new());
    for column in &table.columns {
        if column.generated.is_some()
            || matches!(column.auto_increment, Some(AutoIncrement::Identity { always: true, .. }))
        {
            continue;
        }
        let refers = table.foreign_keys.iter().any(|key| key.columns.contains(&column.name));
        if spare && column.nullable && refers {
            continue;
        }
        names.push(engine.quote(&column.name));
        values.push(value(schema, table, column, row));
    }
    let own = match &table.name.namespace {
        Some(namespace) => format!("{}.{}", engine.quote(namespace), engine.quote(&table.name.name)),
        None => engine.quote(&table.name.name),
    };
    format!("INSERT INTO {own} ({}) VALUES ({});", names.join(", "), values.join(", "))
}

/// A literal for a column, another one in each row where the type allows it.
fn value(schema: &Schema, table: &Table, column: &Column, row: u32) -> String {
    if let Some(found) = column.user_type.as_ref().and_then(|name| schema.enums.get(name)) {
        let label = &found.labels[row as usize % found.labels.len()];
        return format!("'{}'", label.replace('\'', "''"));
    }
    let data_type = column.data_type.to_lowercase();
    if let Some(labels) = data_type.strip_prefix("enum(").or_else(|| data_type.strip_prefix("set(")) {
        return labels.trim_end_matches(')').split(',').next().unwrap_or("''").to_owned();
    }
    let has = |words: &[&str]| words.iter().any(|word| data_type.contains(word));
    if data_type.ends_with("[]") {
        return "'{}'".to_owned();
    }
    if has(&["bool"]) || data_type == "tinyint(1)" {
        return ["TRUE", "FALSE"][row as usize % 2].to_owned();
    }
    if has(&["timestamp", "datetime"]) {
        return format!("'2024-02-0{row} 12:00:00'");
    }
    if data_type == "date" {
        return format!("'2024-02-0{row}'");
    }
    if data_type.starts_with("time") {
        return format!("'1{row}:00:00'");
    }
    if has(&["uuid"]) {
        return format!("'00000000-0000-4000-8000-00000000000{row}'");
    }
    if has(&["json"]) {
        return "'{}'".to_owned();
    }
    if has(&["bytea", "blob", "binary"]) {
        return if schema.engine == Engine::Postgres { format!("'\\x0{row}'") } else { format!("x'0{row}'") };
    }
    if has(&["int", "numeric", "decimal", "double", "real", "float", "serial"]) {
        return row.to_string();
    }
    word(table, column).unwrap_or_else(|| format!("'{row}'"))
}

/// The first text that a check over the column names.
fn word(table: &Table, column: &Column) -> Option<String> {
    let check = table.checks.iter().map(|check| check.expression.text()).find(|text| text.contains(&column.name))?;
    let start = check.find('\'')?;
    let end = check[start + 1..].find('\'')? + start + 1;
    Some(check[start..=end].to_owned())
}
