//! Members of a table in words and in order: how a summary calls one, and which goes before which. Leaves out statements.

use driftline_diff::Member;
use driftline_schema::{Index, IndexKey, IndexPart, KeyPart, Table};

/// The kind of a member as a summary says it.
pub(crate) fn title(member: &Member) -> &'static str {
    match member {
        Member::Unique(_) => "unique constraint",
        Member::Exclusion(_) => "exclusion constraint",
        other => other.kind(),
    }
}

/// The kind and name of a member: `foreign key fk-contacts-team_id`.
pub(crate) fn describe(member: &Member) -> String {
    match member {
        // Engines that keep no name for it have one all the same: there is only one.
        Member::PrimaryKey(key) if key.name.is_none() => "primary key".to_owned(),
        _ => format!("{} {}", title(member), member.name().unwrap_or("without a name")),
    }
}

/// Triggers first, then foreign keys, then what they may lean on; behind them PostgreSQL's own.
pub(crate) fn kind(member: &Member) -> u8 {
    match member {
        Member::Trigger(_) => 0,
        Member::ForeignKey(_) => FOREIGN_KEY,
        Member::Check(_) => 2,
        Member::Index(_) => 3,
        Member::Unique(_) => 4,
        Member::PrimaryKey(_) => 5,
        Member::Exclusion(_) => 6,
        Member::Policy(_) => POLICY,
        Member::Rule(_) => 8,
    }
}

/// The [`kind`] of a foreign key.
pub(crate) const FOREIGN_KEY: u8 = 1;

const POLICY: u8 = 7;

/// Whether members of a [`kind`] may speak of any table and view: triggers, policies, rules.
pub(crate) fn is_program(kind: u8) -> bool {
    kind == 0 || kind >= POLICY
}

/// A table's members.
pub(crate) fn members(table: &Table) -> Vec<Member> {
    let mut all: Vec<Member> = table.triggers.iter().cloned().map(Member::Trigger).collect();
    all.extend(table.policies.iter().cloned().map(Member::Policy));
    all.extend(table.rules.iter().cloned().map(Member::Rule));
    all.extend(table.exclusions.iter().cloned().map(Member::Exclusion));
    all.extend(table.foreign_keys.iter().cloned().map(Member::ForeignKey));
    all.extend(table.checks.iter().cloned().map(Member::Check));
    all.extend(table.indexes.iter().cloned().map(Member::Index));
    all.extend(table.uniques.iter().cloned().map(Member::Unique));
    all.extend(table.primary_key.iter().cloned().map(Member::PrimaryKey));
    all
}

/// A unique index that refuses the same rows as a key on these columns.
pub(crate) fn key_index<'a>(columns: impl Iterator<Item = (&'a String, KeyPart)>) -> Index {
    let part = |(name, part): (&String, KeyPart)| IndexPart {
        descending: part.descending,
        collation: part.collation,
        prefix: part.prefix,
        ..IndexPart::column(name)
    };
    Index { unique: true, parts: columns.map(part).collect(), ..Index::on_columns("", &[]) }
}

/// The plain columns of an index, in order; expressions are left out.
pub(crate) fn plain_columns(index: &Index) -> impl Iterator<Item = &String> {
    index.parts.iter().filter_map(|part| match &part.key {
        IndexKey::Column(column) => Some(column),
        IndexKey::Expression(_) => None,
    })
}

/// Whether no two rows may hold the same value of this one column.
pub(crate) fn in_unique(table: &Table, column: &str) -> bool {
    let alone = |columns: &[String]| columns.len() == 1 && columns.iter().all(|other| other == column);
    table.primary_key.as_ref().is_some_and(|key| alone(&key.columns))
        || table.uniques.iter().any(|unique| alone(&unique.columns))
        || table
            .indexes
            .iter()
            .any(|index| index.unique && index.parts.len() == 1 && plain_columns(index).any(|other| other == column))
}

/// Whether the column points at another row.
pub(crate) fn in_foreign_key(table: &Table, column: &str) -> bool {
    table.foreign_keys.iter().any(|key| key.columns.iter().any(|other| other == column))
}

/// Whether one value for many rows would be wrong.
pub(crate) fn in_key(table: &Table, column: &str) -> bool {
    let holds = |columns: &[String]| columns.iter().any(|other| other == column);
    table.primary_key.as_ref().is_some_and(|key| holds(&key.columns))
        || table.uniques.iter().any(|unique| holds(&unique.columns))
        || in_unique(table, column)
        || in_foreign_key(table, column)
}
