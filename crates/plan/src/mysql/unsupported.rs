//! What neither MariaDB nor MySQL can carry out, each with what to do instead. Leaves out what only one of the two refuses
//! when it runs.

use driftline_diff::{Change, Member};
use driftline_schema::{Action, Deferrable, ForeignKey, Index, IndexKey, ObjectName, Schema, Unique};

/// Everything in the changes that the engine has no way for.
pub(super) fn find(changes: &[Change], current: &Schema) -> Vec<String> {
    let mut reasons = Vec::new();
    for change in changes {
        match change {
            Change::CreateTable(table) => {
                let name = &table.name;
                reasons.extend(table.foreign_keys.iter().flat_map(|key| foreign_key(name, key)));
                reasons.extend(table.indexes.iter().flat_map(|each| index(name, each, current)));
                reasons.extend(table.uniques.iter().flat_map(|each| unique(name, each)));
            }
            Change::AddMember { table, member: Member::ForeignKey(key) } => reasons.extend(foreign_key(table, key)),
            Change::AddMember { table, member: Member::Index(each) } => reasons.extend(index(table, each, current)),
            Change::AddMember { table, member: Member::Unique(each) } => reasons.extend(unique(table, each)),
            Change::CreateNamespace(name) => reasons.push(format!(
                "schema {name}: MariaDB and MySQL have databases instead, which Driftline does not make; put the tables \
                 into the database that the URL names"
            )),
            Change::CreateEnum(kind) => reasons.push(format!(
                "type {}: MariaDB and MySQL have no types of their own; give the columns the type enum(…)",
                kind.name
            )),
            _ => {}
        }
    }
    reasons
}

fn foreign_key(table: &ObjectName, key: &ForeignKey) -> Vec<String> {
    let of = format!("foreign key {} of {table}", key.name.as_deref().unwrap_or("without a name"));
    let mut reasons = Vec::new();
    for (event, action) in [("ON DELETE", key.on_delete), ("ON UPDATE", key.on_update)] {
        if action == Action::SetDefault {
            reasons
                .push(format!("{of}: InnoDB has no {event} SET DEFAULT; use SET NULL, or set the value in a trigger"));
        }
    }
    if key.deferrable != Deferrable::No {
        reasons.push(format!("{of}: InnoDB checks foreign keys at once, never at the end; take DEFERRABLE away"));
    }
    if key.match_full {
        reasons.push(format!("{of}: InnoDB has no MATCH FULL; add a check that all or none of its columns are NULL"));
    }
    reasons
}

fn index(table: &ObjectName, index: &Index, current: &Schema) -> Vec<String> {
    let of = format!("index {} of {table}", index.name);
    let mut reasons = Vec::new();
    if index.predicate.is_some() {
        reasons.push(format!(
            "{of}: MariaDB and MySQL have no partial indexes; index a computed column that is NULL where the condition is false"
        ));
    }
    let is_expression = |index: &Index| index.parts.iter().any(|part| matches!(part.key, IndexKey::Expression(_)));
    // Only MySQL has them, so a database that holds one can take another.
    let is_mysql = || current.tables.values().flat_map(|table| &table.indexes).any(is_expression);
    if is_expression(index) && !is_mysql() {
        reasons.push(format!("{of}: MariaDB has no expressions in indexes; index a computed column instead"));
    }
    if !index.include.is_empty() {
        reasons.push(format!("{of}: MariaDB and MySQL have no INCLUDE; put the columns at the end of the index"));
    }
    if index.nulls_not_distinct {
        reasons.push(format!("{of}: MariaDB and MySQL always take NULLs for distinct; make the columns NOT NULL"));
    }
    let own_words = |part: &driftline_schema::IndexPart| {
        part.collation.is_some() || part.operator_class.is_some() || part.nulls_first.is_some()
    };
    if index.parts.iter().any(own_words) {
        reasons.push(format!(
            "{of}: MariaDB and MySQL index a column by its own collation, NULLs first; change the column's collation"
        ));
    }
    reasons
}

fn unique(table: &ObjectName, unique: &Unique) -> Vec<String> {
    let of = format!("unique constraint {} of {table}", unique.name.as_deref().unwrap_or("without a name"));
    let mut reasons = Vec::new();
    if unique.deferrable != Deferrable::No {
        reasons.push(format!("{of}: MariaDB and MySQL check it at once, never at the end; take DEFERRABLE away"));
    }
    if unique.nulls_not_distinct {
        reasons.push(format!("{of}: MariaDB and MySQL always take NULLs for distinct; make the columns NOT NULL"));
    }
    reasons
}
