//! What generated and compared rows are written in, differently from engine to engine. Each engine's answers are in its own
//! file; leaves out everything that is the same.

use std::collections::BTreeMap;

use async_trait::async_trait;
use driftline_inspect::Database;
use driftline_schema::{Column, Engine, ObjectName, Schema, Table};
use sea_orm::DbErr;

use super::value::{Family, Value};
use super::{mysql, postgres, sqlite};

/// Types that a database has beside the engine's own and the schema's enumerated ones.
pub(crate) type Types = BTreeMap<String, Domain>;

/// A type made of another one with conditions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Domain {
    /// The type it is made of.
    pub(crate) base: String,
    /// Its conditions, as SQL.
    pub(crate) checks: Vec<String>,
}

/// One engine's answers.
#[async_trait]
pub(crate) trait Words: Send + Sync {
    /// The engine.
    fn engine(&self) -> Engine;

    /// What a type takes.
    fn family(&self, data_type: &str) -> Family;

    /// Types made of others, by the name that columns call them.
    async fn types(&self, _database: &Database) -> Result<Types, DbErr> {
        Ok(Types::new())
    }

    /// An expression that gives a column's value as a text in which no two different values are the same.
    fn exact(&self, column: &Column) -> String;

    /// An expression that gives a column's value as SQL that can be put into an INSERT; NULL as `NULL`.
    fn literal(&self, column: &Column) -> String;

    /// A value as SQL.
    fn value(&self, value: &Value) -> String {
        match value {
            Value::Text(text) => self.engine().literal(text),
            Value::Bytes(bytes) => format!("x'{}'", hex(bytes)),
            Value::Sql(sql) => sql.clone(),
            Value::Null | Value::Omitted | Value::Own(_) => "NULL".to_owned(),
        }
    }

    /// An INSERT of one row.
    fn insert(&self, table: &Table, given: &[(&Column, &Value)]) -> String {
        let name = table.name.quoted(self.engine());
        if given.is_empty() {
            return format!("INSERT INTO {name} DEFAULT VALUES");
        }
        let columns: Vec<String> = given.iter().map(|(column, _)| self.engine().quote(&column.name)).collect();
        let values: Vec<String> = given.iter().map(|(_, value)| self.value(value)).collect();
        format!("INSERT INTO {name} ({}) VALUES ({})", columns.join(", "), values.join(", "))
    }

    /// Statements at the beginning of a transaction whose rows may refer to rows that come later.
    fn put_off_references(&self) -> &'static [&'static str];

    /// Statements behind such a transaction.
    fn check_references_again(&self) -> &'static [&'static str] {
        &[]
    }

    /// Statements that empty these tables.
    fn clear(&self, tables: &[&ObjectName]) -> Vec<String>;
}

/// The answers of the engine.
pub(crate) fn of(engine: Engine) -> &'static dyn Words {
    match engine {
        Engine::Sqlite => &sqlite::Sqlite,
        Engine::Postgres => &postgres::Postgres,
        Engine::MySql => &mysql::MySql,
    }
}

/// A type's name without its numbers, in lower case with single spaces, and the numbers.
pub(crate) fn parts(data_type: &str) -> (String, Vec<usize>) {
    let mut name = String::new();
    let mut numbers = Vec::new();
    for (at, piece) in data_type.split(['(', ')']).enumerate() {
        if at % 2 == 0 {
            name.push(' ');
            name.push_str(piece);
        } else {
            numbers.extend(piece.split(',').filter_map(|number| number.trim().parse::<usize>().ok()));
        }
    }
    let name = name.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    (name, numbers)
}

/// What a column of the schema takes: its enumerated type's labels, its domain's type, or what the engine's words say.
pub(crate) fn family(words: &dyn Words, column: &Column, schema: &Schema, types: &Types) -> Family {
    let element = column.data_type.strip_suffix("[]");
    if let Some(kind) = column.user_type.as_ref().and_then(|name| schema.enums.get(name)) {
        let labels = Family::Labels(kind.labels.clone());
        return if element.is_some() { Family::List(Box::new(labels)) } else { labels };
    }
    let named = |name: &str| words.family(types.get(name).map_or(name, |domain| domain.base.as_str()));
    match element {
        Some(element) => Family::List(Box::new(named(element))),
        None => named(&column.data_type),
    }
}

/// Whole numbers of so many bits.
pub(crate) fn integer(bits: u32, signed: bool) -> Family {
    let half = 1_i128 << (bits - 1);
    if signed {
        Family::Integer { least: -half, most: half - 1 }
    } else {
        Family::Integer { least: 0, most: 2 * half - 1 }
    }
}

/// Bytes in hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_taken_out_of_a_type() {
        assert_eq!(parts("NUMERIC(10, 2)"), ("numeric".to_owned(), vec![10, 2]));
        assert_eq!(parts("timestamp(3) with time zone"), ("timestamp with time zone".to_owned(), vec![3]));
        assert_eq!(parts("text"), ("text".to_owned(), vec![]));
    }
}
