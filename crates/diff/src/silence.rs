//! What entities have no word for: a declared table takes these properties from the live one where it says nothing.
//!
//! Leaves out whole members and tables that nobody declares (`ownership`). The words entities lack are those of SeaORM 2:
//! no collation, conflict action, table option, deferrability, `MATCH FULL`, storage parameter, kind of identity, nor a name
//! for the constraints of a table of SQLite, or the check of a column of MariaDB, that has none.

use driftline_schema::{
    AutoIncrement, Check, Column, Deferrable, Engine, Firing, ForeignKey, Index, KeyPart, PrimaryKey, Sql, Table,
    Unique, sql::mentions, strict,
};

use crate::likeness::holds_text;

/// Completes a declared table from its live counterpart.
pub(crate) fn take_unsaid(engine: Engine, live: &Table, wanted: &mut Table) {
    options(engine, live, wanted);
    for column in &mut wanted.columns {
        if let Some(live) = live.column(&column.name) {
            take_column(live, column);
        }
    }
    if let (Some(live), Some(wanted)) = (&live.primary_key, &mut wanted.primary_key) {
        primary_key(engine, live, wanted);
    }
    for unique in &mut wanted.uniques {
        let is_same = |live: &&Unique| live.columns == unique.columns;
        if let Some(live) = named(&live.uniques, &unique.name, |live| &live.name).or(live.uniques.iter().find(is_same))
        {
            take_unique(engine, live, unique);
        }
    }
    for key in &mut wanted.foreign_keys {
        let is_same = |live: &&ForeignKey| same_reference(live, key);
        let found = named(&live.foreign_keys, &key.name, |live| &live.name);
        if let Some(live) = found.or(live.foreign_keys.iter().find(is_same)) {
            take_foreign_key(engine, live, key);
        }
    }
    for check in &mut wanted.checks {
        let is_same = |live: &&Check| live.expression == check.expression;
        if let Some(live) = named(&live.checks, &check.name, |live| &live.name).or(live.checks.iter().find(is_same)) {
            take_check(engine, live, check);
        }
    }
    for index in &mut wanted.indexes {
        if let Some(live) = live.indexes.iter().find(|live| live.name == index.name) {
            take_index(live, index);
        }
    }
    for trigger in &mut wanted.triggers {
        if let Some(live) = live.triggers.iter().find(|live| live.name == trigger.name) {
            take(&live.comment, &mut trigger.comment);
            if trigger.firing == Firing::Origin {
                trigger.firing = live.firing;
            }
        }
    }
    for exclusion in &mut wanted.exclusions {
        if let Some(live) = live.exclusions.iter().find(|live| live.name == exclusion.name) {
            take(&live.comment, &mut exclusion.comment);
        }
    }
    wanted.inherited.clone_from(&live.inherited);
    wanted.sort();
}

/// The live member of the declared name.
fn named<'a, T>(live: &'a [T], name: &Option<String>, name_of: impl Fn(&T) -> &Option<String>) -> Option<&'a T> {
    live.iter().find(|live| name.is_some() && name_of(live) == name)
}

fn options(engine: Engine, live: &Table, wanted: &mut Table) {
    wanted.options.unlogged |= live.options.unlogged;
    take(&live.options.engine, &mut wanted.options.engine);
    take(&live.options.collation, &mut wanted.options.collation);
    if wanted.options.storage.is_empty() {
        wanted.options.storage.clone_from(&live.options.storage);
    }
    // Partitions stay as long as the columns they rest on do.
    let is_kept = |clause: &&Sql| {
        let says = |column: &&Column| mentions(engine, clause.text(), &column.name);
        live.columns.iter().filter(says).all(|column| wanted.column(&column.name).is_some())
    };
    let clause = live.options.partition_by.as_ref().filter(is_kept).cloned();
    take(&clause, &mut wanted.options.partition_by);
    // MariaDB: the bounds of the time in which a row was there belong to the history that the table keeps.
    let keeps_history = wanted.options.storage.iter().any(|option| option == "system_versioning");
    let is_bound = |column: &&Column| {
        let text = column.generated.as_ref().map(|generated| generated.expression.key());
        matches!(text, Some("row start" | "row end"))
    };
    for bound in live.columns.iter().filter(is_bound).filter(|_| keeps_history) {
        if wanted.column(&bound.name).is_none() {
            wanted.columns.push(bound.clone());
        }
    }
    wanted.options.row_security |= live.options.row_security;
    wanted.options.force_row_security |= live.options.force_row_security;
    take(&live.options.replica_identity, &mut wanted.options.replica_identity);
    take(&live.options.clustered_on, &mut wanted.options.clustered_on);
    take(&live.options.tablespace, &mut wanted.options.tablespace);
    take(&live.options.partition_of, &mut wanted.options.partition_of);
    if wanted.options.inherits.is_empty() {
        wanted.options.inherits.clone_from(&live.options.inherits);
    }
    // SQLite: AUTOINCREMENT is not allowed on WITHOUT ROWID tables (https://sqlite.org/withoutrowid.html).
    let counts = wanted.columns.iter().any(|column| column.auto_increment == Some(AutoIncrement::Keyword));
    wanted.options.without_rowid |= live.options.without_rowid && !counts;
    if live.options.strict && !wanted.options.strict {
        wanted.options.strict = true;
        for column in &mut wanted.columns {
            column.data_type = strict_type(live.column(&column.name), column);
        }
    }
}

/// The type a STRICT table has for a declared one: entities know no STRICT tables, whose columns take six types only
/// (<https://sqlite.org/stricttables.html>). The live type stays where it stores the same kind of value.
fn strict_type(live: Option<&Column>, wanted: &Column) -> String {
    let kind = strict::strict_type(&wanted.data_type);
    if kind == wanted.data_type {
        return kind.to_owned();
    }
    match live.map(|live| live.data_type.as_str()) {
        Some(live) if live == "any" || live == kind || (live == "int" && kind == "integer") => live.to_owned(),
        _ => kind.to_owned(),
    }
}

fn take_column(live: &Column, wanted: &mut Column) {
    if wanted.collation.is_none() && holds_text(wanted) {
        wanted.collation.clone_from(&live.collation);
    }
    let said: Vec<String> = wanted.attributes.iter().map(|attribute| property(attribute).to_owned()).collect();
    let is_unsaid = |attribute: &&String| {
        let property = property(attribute);
        let lasts = match property {
            "srid" | "storage" | "compression" => live.data_type == wanted.data_type,
            "statistics" | "n_distinct" | "n_distinct_inherited" => true,
            _ => false,
        };
        lasts && !said.iter().any(|other| other == property)
    };
    wanted.attributes.extend(live.attributes.iter().filter(is_unsaid).cloned());
    wanted.attributes.sort();
    wanted.attributes.dedup();
    if wanted.not_null_conflict.is_none() && !wanted.nullable {
        wanted.not_null_conflict.clone_from(&live.not_null_conflict);
    }
    // An entity says that numbers are handed out, not by which of PostgreSQL's two means, nor from where on.
    let by_postgres = |auto: &Option<AutoIncrement>| {
        matches!(auto, Some(AutoIncrement::Identity { .. } | AutoIncrement::Serial { .. }))
    };
    if by_postgres(&live.auto_increment) && by_postgres(&wanted.auto_increment) {
        wanted.auto_increment.clone_from(&live.auto_increment);
    }
}

/// The name in `name=value`.
fn property(attribute: &str) -> &str {
    attribute.split_once('=').map_or(attribute, |(name, _)| name)
}

/// An unnamed declaration takes the live name; on SQLite a live constraint of the same content need not get a name.
fn take_name(engine: Engine, live: &Option<String>, wanted: &mut Option<String>) {
    if wanted.is_none() || (engine == Engine::Sqlite && live.is_none()) {
        wanted.clone_from(live);
    }
}

fn take<T: Clone>(live: &Option<T>, wanted: &mut Option<T>) {
    if wanted.is_none() {
        wanted.clone_from(live);
    }
}

fn take_deferral(live: Deferrable, wanted: &mut Deferrable) {
    if *wanted == Deferrable::No {
        *wanted = live;
    }
}

fn primary_key(engine: Engine, live: &PrimaryKey, wanted: &mut PrimaryKey) {
    take(&live.conflict, &mut wanted.conflict);
    take(&live.comment, &mut wanted.comment);
    take_deferral(live.deferrable, &mut wanted.deferrable);
    if live.columns == wanted.columns {
        take_name(engine, &live.name, &mut wanted.name);
        take_include(&live.include, &mut wanted.include);
        take_parts(&live.parts, &mut wanted.parts);
        take(&live.method, &mut wanted.method);
    } else {
        take(&live.name, &mut wanted.name);
    }
}

fn take_unique(engine: Engine, live: &Unique, wanted: &mut Unique) {
    take(&live.conflict, &mut wanted.conflict);
    take(&live.comment, &mut wanted.comment);
    take_deferral(live.deferrable, &mut wanted.deferrable);
    wanted.nulls_not_distinct |= live.nulls_not_distinct;
    if live.columns == wanted.columns {
        take_include(&live.include, &mut wanted.include);
        take_name(engine, &live.name, &mut wanted.name);
        take_parts(&live.parts, &mut wanted.parts);
    }
}

/// An entity has no word for the order, the collation or the prefix of a column in a key.
fn take_parts(live: &[KeyPart], wanted: &mut Vec<KeyPart>) {
    if wanted.is_empty() {
        *wanted = live.to_vec();
    }
}

fn take_include(live: &[String], wanted: &mut Vec<String>) {
    if wanted.is_empty() {
        live.clone_into(wanted);
    }
}

fn same_reference(live: &ForeignKey, wanted: &ForeignKey) -> bool {
    (&live.columns, &live.references, &live.referenced_columns)
        == (&wanted.columns, &wanted.references, &wanted.referenced_columns)
}

fn take_foreign_key(engine: Engine, live: &ForeignKey, wanted: &mut ForeignKey) {
    take_deferral(live.deferrable, &mut wanted.deferrable);
    wanted.match_full |= live.match_full;
    take(&live.comment, &mut wanted.comment);
    if same_reference(live, wanted) {
        wanted.validated &= live.validated;
        if live.on_delete == wanted.on_delete && wanted.on_delete_columns.is_empty() {
            wanted.on_delete_columns.clone_from(&live.on_delete_columns);
        }
        let acts_the_same = (live.on_delete, live.on_update) == (wanted.on_delete, wanted.on_update);
        if acts_the_same {
            take_name(engine, &live.name, &mut wanted.name);
        }
    }
}

fn take_check(engine: Engine, live: &Check, wanted: &mut Check) {
    take(&live.comment, &mut wanted.comment);
    if live.expression == wanted.expression {
        wanted.validated &= live.validated;
        wanted.no_inherit |= live.no_inherit;
        take_name(engine, &live.name, &mut wanted.name);
        // MariaDB's check of a column has no name to take.
        if live.column.is_some() && wanted.column.is_none() {
            (wanted.name, wanted.column) = (None, live.column.clone());
        }
    }
}

/// The statement builder has no word for storage parameters, comments, collations or the place of NULLs in an index.
fn take_index(live: &Index, wanted: &mut Index) {
    take(&live.comment, &mut wanted.comment);
    if wanted.storage.is_empty() {
        wanted.storage.clone_from(&live.storage);
    }
    if live.parts.len() != wanted.parts.len() {
        return;
    }
    for (live, wanted) in live.parts.iter().zip(&mut wanted.parts) {
        if live.key == wanted.key {
            take(&live.collation, &mut wanted.collation);
            if live.descending == wanted.descending {
                take(&live.nulls_first, &mut wanted.nulls_first);
            }
        }
    }
}
