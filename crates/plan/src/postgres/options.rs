//! Options of PostgreSQL's tables, and their place below a parent: partitions and inheritance. Leaves out members and columns.

use std::collections::BTreeSet;

use driftline_schema::{ObjectName, ReplicaIdentity, Table, TableOptions};

use super::ENGINE;
use super::print::{name, quote};
use crate::Statement;

/// What stands behind a created table's name: its parents, the body given, how it is partitioned and kept.
pub(super) fn around_body(options: &TableOptions, body: &str) -> String {
    let mut text = String::new();
    if let Some(partition) = &options.partition_of {
        text.push_str(&format!(" PARTITION OF {}", name(&partition.parent)));
    }
    if !body.is_empty() {
        text.push_str(&format!(" {body}"));
    }
    if let Some(partition) = &options.partition_of {
        text.push_str(&format!(" {}", partition.bound.text()));
    }
    if !options.inherits.is_empty() {
        let parents: Vec<String> = options.inherits.iter().map(name).collect();
        text.push_str(&format!(" INHERITS ({})", parents.join(", ")));
    }
    if let Some(clause) = &options.partition_by {
        text.push_str(&format!(" PARTITION BY {}", clause.text()));
    }
    if !options.storage.is_empty() {
        text.push_str(&format!(" WITH ({})", written(options.storage.iter().map(String::as_str))));
    }
    if let Some(place) = &options.tablespace {
        text.push_str(&format!(" TABLESPACE {}", quote(place)));
    }
    text
}

/// Parameters as SQL takes them: the catalog keeps a value without the quotes that some values need.
pub(super) fn written<'a>(parameters: impl Iterator<Item = &'a str>) -> String {
    let one = |parameter: &str| {
        let (name, value) = parameter.split_once('=')?;
        let stands = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.');
        let digits = value.strip_prefix(['-', '+']).unwrap_or(value);
        let is_plain = !digits.is_empty() && digits.bytes().all(stands);
        (!is_plain).then(|| format!("{name}={}", ENGINE.literal(value)))
    };
    let written: Vec<String> = parameters.map(|text| one(text).unwrap_or_else(|| text.to_owned())).collect();
    written.join(", ")
}

/// What a created table is told afterwards.
pub(super) fn settings(table: &Table) -> Vec<Statement> {
    let plain = TableOptions {
        unlogged: table.options.unlogged,
        storage: table.options.storage.clone(),
        tablespace: table.options.tablespace.clone(),
        ..TableOptions::default()
    };
    change(&table.name, &plain, &table.options)
}

/// The statements that turn one table's options into the other's. Leaves out `UNLOGGED`, which writes rows anew, and parents.
pub(super) fn change(table: &ObjectName, from: &TableOptions, to: &TableOptions) -> Vec<Statement> {
    let head = format!("ALTER TABLE {}", name(table));
    let mut statements = parameters(&head, &from.storage, &to.storage);
    let mut say = |words: String| statements.push(Statement::raw(format!("{head} {words}")));
    if from.row_security != to.row_security {
        say(format!("{} ROW LEVEL SECURITY", if to.row_security { "ENABLE" } else { "DISABLE" }));
    }
    if from.force_row_security != to.force_row_security {
        say(format!("{}FORCE ROW LEVEL SECURITY", if to.force_row_security { "" } else { "NO " }));
    }
    if from.tablespace != to.tablespace {
        say(format!("SET TABLESPACE {}", to.tablespace.as_ref().map_or("pg_default".to_owned(), |place| quote(place))));
    }
    if from.replica_identity != to.replica_identity {
        say(replica_identity(to.replica_identity.as_ref()));
    }
    if from.clustered_on != to.clustered_on {
        say(clustered_on(to.clustered_on.as_ref()));
    }
    statements
}

fn replica_identity(identity: Option<&ReplicaIdentity>) -> String {
    match identity {
        None => "REPLICA IDENTITY DEFAULT".to_owned(),
        Some(ReplicaIdentity::Full) => "REPLICA IDENTITY FULL".to_owned(),
        Some(ReplicaIdentity::Nothing) => "REPLICA IDENTITY NOTHING".to_owned(),
        Some(ReplicaIdentity::Index(index)) => format!("REPLICA IDENTITY USING INDEX {}", quote(index)),
    }
}

fn clustered_on(index: Option<&String>) -> String {
    index.map_or("SET WITHOUT CLUSTER".to_owned(), |index| format!("CLUSTER ON {}", quote(index)))
}

/// What a table says about an index of that name: that it is ordered by it, that replicas find rows by it. It is forgotten when
/// the index goes.
pub(super) fn of_index(table: &ObjectName, options: &TableOptions, index: &str) -> Vec<Statement> {
    let mut statements = Vec::new();
    let head = format!("ALTER TABLE {}", name(table));
    if options.replica_identity.as_ref().is_some_and(|identity| *identity == ReplicaIdentity::Index(index.to_owned())) {
        statements.push(Statement::raw(format!("{head} {}", replica_identity(options.replica_identity.as_ref()))));
    }
    if options.clustered_on.as_deref() == Some(index) {
        statements.push(Statement::raw(format!("{head} {}", clustered_on(options.clustered_on.as_ref()))));
    }
    statements
}

/// `SET` and `RESET` of parameters `name=value`, behind `ALTER TABLE …`, `ALTER INDEX …` or `ALTER VIEW …`.
pub(super) fn parameters(head: &str, from: &[String], to: &[String]) -> Vec<Statement> {
    let key = |one: &str| one.split_once('=').map_or(one, |(key, _)| key).to_owned();
    let kept: BTreeSet<String> = to.iter().map(|one| key(one)).collect();
    let gone: Vec<String> = from.iter().map(|one| key(one)).filter(|one| !kept.contains(one)).collect();
    let new: Vec<&str> = to.iter().filter(|one| !from.contains(one)).map(String::as_str).collect();
    let mut statements = Vec::new();
    if !gone.is_empty() {
        statements.push(Statement::raw(format!("{head} RESET ({})", gone.join(", "))));
    }
    if !new.is_empty() {
        statements.push(Statement::raw(format!("{head} SET ({})", written(new.into_iter()))));
    }
    statements
}

/// The statements that part a table from the parents it has no more, and those that join it to the new ones.
pub(super) struct Moves {
    /// Run first.
    pub(super) leave: Vec<Statement>,
    /// Run when the table has what its new parents ask for.
    pub(super) join: Vec<Statement>,
}

/// How a table, under the name given, goes from one place to another.
pub(super) fn moves(table: &ObjectName, from: &TableOptions, to: &TableOptions) -> Moves {
    let (mut leave, mut join) = (Vec::new(), Vec::new());
    if from.partition_of != to.partition_of {
        leave.extend(from.partition_of.as_ref().map(|partition| {
            Statement::raw(format!("ALTER TABLE {} DETACH PARTITION {}", name(&partition.parent), name(table)))
        }));
        join.extend(to.partition_of.as_ref().map(|partition| {
            let (parent, bound) = (name(&partition.parent), partition.bound.text());
            Statement::raw(format!("ALTER TABLE {parent} ATTACH PARTITION {} {bound}", name(table)))
        }));
    }
    // The order of parents decides what a column without its own definition takes: all behind the first difference move.
    let steady = from.inherits.iter().zip(&to.inherits).take_while(|(old, new)| old == new).count();
    let inherit = |word: &str, parent: &ObjectName| {
        Statement::raw(format!("ALTER TABLE {} {word} {}", name(table), name(parent)))
    };
    leave.extend(from.inherits.iter().skip(steady).map(|parent| inherit("NO INHERIT", parent)));
    join.extend(to.inherits.iter().skip(steady).map(|parent| inherit("INHERIT", parent)));
    Moves { leave, join }
}
