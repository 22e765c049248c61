//! Which index serves which key, and which indexes a foreign key brings along. Leaves out statements.
//!
//! InnoDB wants an index whose first columns are a foreign key's columns, in their order, at both ends (manual, "Foreign
//! Keys", requirements). Where the referring table has none, the engine makes one under the constraint's name; the model
//! leaves such an index out of [`Table::indexes`], so everything that prints statements counts it in here.

use driftline_schema::{
    AutoIncrement, Check, Column, ForeignKey, Index, IndexKey, IndexPart, PrimaryKey, Table, Trigger, sql,
};

use super::ENGINE;
use super::types::Type;
use crate::member::plain_columns;

/// Whether two names of columns or indexes are one to the engine.
pub(super) fn same_name(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}

/// Whether the first columns are these, in this order.
fn starts_with(columns: &[String], wanted: &[String]) -> bool {
    columns.len() >= wanted.len() && columns.iter().zip(wanted).all(|(one, other)| same_name(one, other))
}

/// Whether a foreign key on (or to) these columns can use the index.
pub(super) fn serves(index: &Index, columns: &[String]) -> bool {
    let is_tree = !matches!(index.method.as_deref(), Some("fulltext" | "spatial" | "rtree"));
    let is_column = |part: &IndexPart, column: &String| match &part.key {
        IndexKey::Column(name) => part.prefix.is_none() && same_name(name, column),
        IndexKey::Expression(_) => false,
    };
    is_tree
        && index.parts.len() >= columns.len()
        && index.parts.iter().zip(columns).all(|(part, column)| is_column(part, column))
}

/// Whether the index is one that the engine could have made for a foreign key: plain, and on nothing but columns.
fn is_plain(index: &Index) -> bool {
    let columns: Vec<&str> = plain_columns(index).map(String::as_str).collect();
    *index == Index::on_columns(&index.name, &columns)
}

/// Whether the engine could have made the index for a foreign key on these columns.
pub(super) fn is_whole(index: &Index, columns: &[String]) -> bool {
    is_plain(index) && index.parts.len() == columns.len() && serves(index, columns)
}

/// Whether the engine could have made the index for a foreign key that an index on these columns would serve too.
pub(super) fn is_first_part(index: &Index, columns: &[String]) -> bool {
    let first = columns.get(..index.parts.len());
    is_plain(index) && first.is_some_and(|first| serves(index, first))
}

/// Whether the primary key or an index that the model names serves a foreign key on (or to) these columns.
pub(super) fn is_served(table: &Table, columns: &[String]) -> bool {
    let is_whole =
        |key: &PrimaryKey| key.columns_with_parts().take(columns.len()).all(|(_, part)| part.prefix.is_none());
    table.primary_key.as_ref().is_some_and(|key| starts_with(&key.columns, columns) && is_whole(key))
        || table.indexes.iter().any(|index| serves(index, columns))
}

/// The indexes that came along with foreign keys. Where two keys share columns, the engine keeps one index: that of the
/// longer key, of equally long ones the first by name.
pub(super) fn implied(table: &Table) -> Vec<Index> {
    let mut found: Vec<Index> = Vec::new();
    if table.options.engine.is_some() {
        return found;
    }
    let mut keys: Vec<(&String, &ForeignKey)> =
        table.foreign_keys.iter().filter_map(|key| Some((key.name.as_ref()?, key))).collect();
    keys.sort_by_key(|(name, key)| (std::cmp::Reverse(key.columns.len()), (*name).clone()));
    for (name, key) in keys {
        let served = is_served(table, &key.columns) || found.iter().any(|index| serves(index, &key.columns));
        if !served {
            let columns: Vec<&str> = key.columns.iter().map(String::as_str).collect();
            found.push(Index::on_columns(name, &columns));
        }
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
}

/// Whether the table has a key that lets the column be `AUTO_INCREMENT`: InnoDB wants it first in one, other engines
/// anywhere.
pub(super) fn is_keyed(table: &Table, column: &str) -> bool {
    table.primary_key.as_ref().is_some_and(|key| {
        let mut columns = key.columns.iter().take(places(table, key.columns.len()));
        columns.any(|other| same_name(other, column))
    }) || table.indexes.iter().any(|index| keys(table, index, column))
}

/// How many columns of a key of the table count for `AUTO_INCREMENT`.
fn places(table: &Table, all: usize) -> usize {
    if table.options.engine.is_none() { 1 } else { all }
}

/// Whether this index lets the column be `AUTO_INCREMENT`.
pub(super) fn keys(table: &Table, index: &Index, column: &str) -> bool {
    let one = [column.to_owned()];
    let first = |parts: &[IndexPart]| serves(&Index { parts: parts.to_vec(), ..index.clone() }, &one);
    (0..places(table, index.parts.len())).any(|place| index.parts.get(place..).is_some_and(first))
}

/// Columns that hand out numbers.
pub(super) fn automatic(table: &Table) -> impl Iterator<Item = &Column> {
    table.columns.iter().filter(|column| column.auto_increment == Some(AutoIncrement::Keyword))
}

/// The column whose definition can hold the primary key: alone in it and `AUTO_INCREMENT`, as sea-query prints it.
pub(super) fn lone_auto_key(table: &Table) -> Option<&str> {
    let key = table.primary_key.as_ref()?;
    let is_plain = key.parts.is_empty() && key.method.is_none() && key.comment.is_none();
    match key.columns.as_slice() {
        [lone] if is_plain => automatic(table).map(|column| column.name.as_str()).find(|name| name == lone),
        _ => None,
    }
}

/// Whether an index must stand inside `CREATE TABLE`, because a foreign key or `AUTO_INCREMENT` of the statement needs it.
pub(super) fn is_needed_inside(table: &Table, index: &Index) -> bool {
    let mut without = table.clone();
    without.indexes.retain(|other| other.unique);
    let is_missing = |columns: &[String]| !is_served(&without, columns) && serves(index, columns);
    table
        .foreign_keys
        .iter()
        .any(|key| is_missing(&key.columns) || key.references == table.name && is_missing(&key.referenced_columns))
        || automatic(table).any(|column| !is_keyed(&without, &column.name) && keys(table, index, &column.name))
}

/// What tells the table's rows apart: the primary key, or a unique index without NULL and without prefixes.
pub(super) fn row_key(table: &Table) -> Option<Vec<String>> {
    if let Some(key) = &table.primary_key {
        return Some(key.columns.clone());
    }
    let whole = |part: &IndexPart| match &part.key {
        IndexKey::Column(name) if part.prefix.is_none() => {
            table.column(name).filter(|column| !column.nullable).map(|column| column.name.clone())
        }
        _ => None,
    };
    table.indexes.iter().filter(|index| index.unique).find_map(|index| index.parts.iter().map(whole).collect())
}

/// The checks that belong to a column's definition.
pub(super) fn checks_of<'a>(checks: &'a [Check], column: &'a str) -> impl Iterator<Item = &'a Check> {
    checks.iter().filter(move |check| check.column.as_deref() == Some(column))
}

/// Whether a column's default speaks of a column. The catalogs print such a name in quotes; a bare word is a function.
pub(super) fn default_speaks_of(column: &Column, name: &str) -> bool {
    column.default.as_ref().is_some_and(|default| default.text().contains(&ENGINE.quote(name)))
}

/// The collation that a column of the table really has: its own, or the table's. `None` is the database's, and what a
/// type without characters has.
pub(super) fn collation<'a>(table: &'a Table, column: &'a Column) -> Option<&'a str> {
    if !Type::of(column).has_characters() {
        return None;
    }
    column.collation.as_deref().or(table.options.collation.as_deref())
}

/// Triggers in an order in which each finds the one it `FOLLOWS`.
pub(super) fn trigger_order<'a>(triggers: impl IntoIterator<Item = &'a Trigger>) -> Vec<&'a Trigger> {
    let mut waiting: Vec<&Trigger> = triggers.into_iter().collect();
    let mut order = Vec::with_capacity(waiting.len());
    while !waiting.is_empty() {
        let waits = |one: &&Trigger| waiting.iter().any(|other| other.name != one.name && names(one, &other.name));
        let next = waiting.iter().position(|one| !waits(one)).unwrap_or_default();
        order.push(waiting.remove(next));
    }
    order
}

/// Whether a trigger speaks of another by name.
pub(super) fn names(trigger: &Trigger, other: &str) -> bool {
    sql::mentions(ENGINE, trigger.definition.text(), other)
}
