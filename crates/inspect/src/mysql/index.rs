//! Indexes and primary keys: `STATISTICS`, one row for each part. Unique constraints are unique indexes here.

use std::collections::BTreeMap;

use driftline_schema::{ForeignKey, Index, IndexKey, IndexPart, KeyPart, PrimaryKey, Table};
use sea_orm::DbErr;

use super::draft::Draft;
use super::flavour::Dialect;
use super::row::Fields;

/// What the primary key's index is always called.
const PRIMARY: &str = "PRIMARY";

/// An index whose parts are still being read.
#[derive(Debug)]
pub(super) struct IndexDraft {
    index: Index,
    parts: BTreeMap<i64, IndexPart>,
}

pub(super) fn query(database: &str, dialect: Dialect) -> String {
    format!(
        "SELECT TABLE_NAME, INDEX_NAME, NON_UNIQUE, SEQ_IN_INDEX, COLUMN_NAME, COLLATION, SUB_PART, INDEX_TYPE, COMMENT, \
            INDEX_COMMENT, {}, {} \
        FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = {database}",
        dialect.is_unused_index(),
        dialect.key_expression()
    )
}

pub(super) fn take(draft: &mut Draft, fields: &mut Fields<'_>) -> Result<(), DbErr> {
    let table = fields.text()?;
    let Some(owner) = draft.tables.get_mut(table) else { return Ok(()) };
    let name = fields.text()?;
    let unique = fields.number()? == 0;
    let place = fields.number()?;
    let column = fields.text_if_any()?;
    let descending = fields.text()? == "D";
    let prefix = fields.number_if_any()?;
    let kind = fields.text()?;
    let state = fields.text()?;
    let comment = fields.own_text_if_any()?;
    let is_unused = fields.flag()?;
    let expression = fields.text_if_any()?;
    let key = match (column, expression) {
        (_, Some(expression)) => IndexKey::Expression(draft.texts.expression(expression)),
        (column, None) => IndexKey::Column(column.unwrap_or_default().to_owned()),
    };
    // The catalog gives the bytes of a spatial key as its prefix.
    let prefix = prefix.filter(|_| kind != "SPATIAL").and_then(|length| u32::try_from(length).ok());
    let part = IndexPart { descending, prefix, ..IndexPart::column("") };
    let found = owner.indexes.entry(name.to_owned()).or_insert_with(|| {
        let mut index = Index { unique, comment, ..Index::on_columns(name, &[]) };
        index.method = method(kind, owner.table.options.engine.as_deref());
        if is_unused {
            index.storage.push(draft.texts.dialect.flavour.unused_index().to_owned());
        }
        IndexDraft { index, parts: BTreeMap::new() }
    });
    found.parts.insert(place, IndexPart { key, ..part });
    if state == "disabled" && place == 1 {
        let shown = format!("index {name} of table {table}");
        draft.not_compared(shown, "that it is disabled (ALTER TABLE … DISABLE KEYS) is not compared");
    }
    Ok(())
}

/// The access method where it is not the table's usual one: a tree, but in memory a hash.
fn method(kind: &str, engine: Option<&str>) -> Option<String> {
    let usual = if engine == Some("MEMORY") { "" } else { "BTREE" };
    (kind != usual).then(|| kind.to_ascii_lowercase())
}

/// Puts the indexes into the table: the primary key as such, the others without those that came along with a foreign key.
pub(super) fn settle(table: &mut Table, drafts: BTreeMap<String, IndexDraft>) {
    for mut found in drafts.into_values() {
        found.index.parts = found.parts.into_values().collect();
        if found.index.name != PRIMARY {
            table.indexes.push(found.index);
            continue;
        }
        let Index { parts, method, comment, .. } = found.index;
        let columns = parts.into_iter().filter_map(|part| match part.key {
            IndexKey::Column(name) => {
                Some((name, KeyPart { descending: part.descending, collation: None, prefix: part.prefix }))
            }
            IndexKey::Expression(_) => None,
        });
        let (columns, parts) = columns.unzip();
        let parts = KeyPart::kept(parts);
        table.primary_key = Some(PrimaryKey { columns, parts, method, comment, ..Default::default() });
    }
    let along: Vec<String> = table
        .foreign_keys
        .iter()
        .filter_map(|key| key.name.as_ref().filter(|name| came_along(table, key, name)))
        .cloned()
        .collect();
    table.indexes.retain(|index| !along.contains(&index.name));
}

/// Whether the index of that name is the one that the engine makes for a foreign key where no other serves it (MariaDB
/// "Foreign Keys", MySQL manual 15.1.20.5): nobody has written it, and nobody can drop it while the key stands.
///
/// Two keys on the same columns share one index, under the name of the one that was made last. Which that is, nothing else
/// says, so it stays.
fn came_along(table: &Table, key: &ForeignKey, name: &str) -> bool {
    let Some(index) = table.indexes.iter().find(|index| index.name == name) else { return false };
    let plain = Index::on_columns(name, &key.columns.iter().map(String::as_str).collect::<Vec<_>>());
    let others = table.indexes.iter().filter(|other| other.name != name);
    let is_shared = table.foreign_keys.iter().any(|other| other.columns == key.columns && other.name != key.name);
    let primary_serves = table.primary_key.as_ref().is_some_and(|primary| primary.serves(&key.columns));
    *index == plain && !is_shared && !primary_serves && !others.into_iter().any(|other| serves(other, &key.columns))
}

/// Whether the first parts of an index are these columns, whole and in order.
fn serves(index: &Index, columns: &[String]) -> bool {
    let is_tree = index.method.is_none() || index.method.as_deref() == Some("btree");
    let is_part = |(part, column): (&IndexPart, &String)| {
        part.prefix.is_none() && matches!(&part.key, IndexKey::Column(name) if name == column)
    };
    is_tree && index.parts.len() >= columns.len() && index.parts.iter().zip(columns).all(is_part)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(indexes: &[(&str, &[&str])]) -> Table {
        let mut table = Table::new("t".into());
        table.indexes = indexes.iter().map(|(name, columns)| Index::on_columns(*name, columns)).collect();
        table.foreign_keys = vec![ForeignKey {
            name: Some("fk".into()),
            columns: vec!["a".into(), "b".into()],
            references: "p".into(),
            referenced_columns: vec!["x".into(), "y".into()],
            on_delete: Default::default(),
            on_update: Default::default(),
            match_full: false,
            deferrable: Default::default(),
            validated: true,
            on_delete_columns: Vec::new(),
            comment: None,
        }];
        table
    }

    #[track_caller]
    fn check(mut table: Table, wanted: &[&str]) {
        settle(&mut table, BTreeMap::new());
        let left: Vec<&str> = table.indexes.iter().map(|index| index.name.as_str()).collect();
        assert_eq!(left, wanted);
    }

    #[test]
    fn an_index_that_came_along_with_a_foreign_key_is_left_out() {
        check(table(&[("fk", &["a", "b"]), ("other", &["b", "a"])]), &["other"]);
        check(table(&[("fk", &["a", "b"]), ("other", &["a"])]), &["other"]);
    }

    #[test]
    fn an_index_that_somebody_made_stays() {
        check(table(&[("fk", &["a", "b"]), ("other", &["a", "b", "c"])]), &["fk", "other"]);
        check(table(&[("fk", &["a", "b", "c"])]), &["fk"]);
        check(table(&[("fk", &["b", "a"])]), &["fk"]);
        check(table(&[("mine", &["a", "b"])]), &["mine"]);
        let mut unique = table(&[("fk", &["a", "b"])]);
        unique.indexes[0].unique = true;
        check(unique, &["fk"]);
        let mut commented = table(&[("fk", &["a", "b"])]);
        commented.indexes[0].comment = Some("mine".into());
        check(commented, &["fk"]);
        let mut key = table(&[("fk", &["a", "b"])]);
        key.primary_key = Some(PrimaryKey { name: None, columns: vec!["a".into(), "b".into()], ..Default::default() });
        check(key, &["fk"]);
    }

    #[test]
    fn an_index_that_two_foreign_keys_share_stays() {
        let mut shared = table(&[("fk", &["a", "b"])]);
        let other = ForeignKey { name: Some("other".into()), ..shared.foreign_keys[0].clone() };
        shared.foreign_keys.push(other.clone());
        check(shared.clone(), &["fk"]);
        shared.foreign_keys[1] = ForeignKey { columns: vec!["a".into()], ..other };
        check(shared, &[]);
    }

    #[test]
    fn an_index_of_first_characters_serves_no_foreign_key() {
        let mut prefixed = table(&[("fk", &["a", "b"]), ("other", &["a", "b"])]);
        prefixed.indexes[1].parts[0].prefix = Some(10);
        check(prefixed, &["other"]);
        let mut fulltext = table(&[("fk", &["a", "b"]), ("other", &["a", "b"])]);
        fulltext.indexes[1].method = Some("fulltext".into());
        check(fulltext, &["other"]);
    }
}
