//! One `ALTER TABLE` that turns one state of a table into another. Leaves out which states a plan goes through, and new
//! names of tables and columns, for which the engine has statements of their own.
//!
//! Written the other way round, the same two states give the way back, which is what makes every step reversible. The
//! indexes that foreign keys bring along are counted in on both sides ([`key::implied`]).

use driftline_schema::{Column, ForeignKey, Index, Table};

use super::print::{self, name, quote};
use super::{ENGINE, key, layout};
use crate::{Operation, Statement};

/// One clause of `ALTER TABLE`.
enum Clause<'a> {
    DropForeignKey(&'a str),
    DropIndex(String),
    AddIndex(Index),
    AddForeignKey(&'a ForeignKey),
    DropColumn(&'a str),
    AddColumn(&'a Column),
    Other(String),
}

/// The statement that turns `before` into `after`, if they differ. Both carry the same name.
pub(super) fn between(before: &Table, after: &Table) -> Option<Statement> {
    let clauses = clauses(before, after);
    let target = &after.name;
    let layout = layout::repartitioned(before.options.partition_by.as_ref(), after.options.partition_by.as_ref());
    match clauses.as_slice() {
        [] => layout.map(|layout| Statement::raw(format!("ALTER TABLE {} {layout}", name(target)))),
        _ if layout.is_some() => {
            // Behind other clauses the whole layout is said, without a comma before it.
            let words: Vec<String> = clauses.iter().map(|clause| clause.words(after)).collect();
            let layout = layout::repartitioned(None, after.options.partition_by.as_ref());
            let layout = layout.unwrap_or_else(|| "REMOVE PARTITIONING".to_owned());
            Some(Statement::raw(format!("ALTER TABLE {} {} {layout}", name(target), words.join(", "))))
        }
        [Clause::DropIndex(index)] => Some(print::drop_index(target, index)),
        [Clause::AddIndex(index)] => Some(print::create_index(target, index)),
        _ => {
            let words: Vec<String> = clauses.iter().map(|clause| clause.words(after)).collect();
            let text = format!("ALTER TABLE {} {}", name(target), words.join(", "));
            let operation = match clauses.as_slice() {
                [one] => one.operation(after),
                _ => None,
            };
            Some(Statement { sql: text, operation })
        }
    }
}

impl Clause<'_> {
    fn words(&self, after: &Table) -> String {
        match self {
            Clause::DropForeignKey(given) => format!("DROP FOREIGN KEY {}", quote(given)),
            Clause::DropIndex(given) => format!("DROP INDEX {}", quote(given)),
            Clause::AddIndex(index) => format!("ADD {}", print::added_index(index)),
            Clause::AddForeignKey(key) => format!("ADD {}", print::foreign_key(key)),
            Clause::DropColumn(column) => format!("DROP COLUMN {}", quote(column)),
            Clause::AddColumn(column) => format!("ADD COLUMN {}", print::column(column, &after.checks, false)),
            Clause::Other(text) => text.clone(),
        }
    }

    fn operation(&self, after: &Table) -> Option<Operation> {
        let table = after.name.clone();
        match self {
            Clause::DropForeignKey(given) => Some(Operation::DropForeignKey(table, (*given).to_owned())),
            Clause::DropIndex(given) => Some(Operation::DropIndex(table, given.clone())),
            Clause::AddIndex(index) => Some(Operation::CreateIndex(table, index.clone())),
            Clause::AddForeignKey(key) => Some(Operation::AddForeignKey(table, (*key).clone())),
            Clause::DropColumn(column) => Some(Operation::DropColumn(table, (*column).to_owned())),
            // A check of the column has no place in the operation.
            Clause::AddColumn(column) if key::checks_of(&after.checks, &column.name).next().is_none() => {
                Some(Operation::AddColumn(table, (*column).clone()))
            }
            Clause::AddColumn(_) | Clause::Other(_) => None,
        }
    }
}

fn clauses<'a>(before: &'a Table, after: &'a Table) -> Vec<Clause<'a>> {
    let mut clauses = Vec::new();
    let gone_keys = before.foreign_keys.iter().filter(|key| !after.foreign_keys.contains(key));
    clauses.extend(gone_keys.filter_map(|key| key.name.as_deref()).map(Clause::DropForeignKey));
    let named = |check: &&driftline_schema::Check| check.column.is_none();
    for check in before.checks.iter().filter(named).filter(|check| !after.checks.contains(check)) {
        clauses.extend(check.name.as_ref().map(|given| Clause::Other(format!("DROP CONSTRAINT {}", quote(given)))));
    }
    let (old_period, new_period) = (layout::period(before), layout::period(after));
    if old_period.is_some() && new_period.is_none() {
        clauses.push(Clause::Other("DROP PERIOD FOR SYSTEM_TIME".to_owned()));
    }
    let new_key = before.primary_key != after.primary_key;
    if new_key && before.primary_key.is_some() {
        clauses.push(Clause::Other("DROP PRIMARY KEY".to_owned()));
    }
    let (dropped, added) = indexes(before, after, &mut clauses);
    clauses.extend(dropped.into_iter().map(Clause::DropIndex));
    clauses.extend(print::changed_options(&before.options, &after.options).into_iter().map(Clause::Other));
    let missing = |table: &Table, column: &&Column| table.column(&column.name).is_none();
    clauses.extend(
        (before.columns.iter()).filter(|column| missing(after, column)).map(|column| Clause::DropColumn(&column.name)),
    );
    for column in after.columns.iter().filter(|column| !missing(before, column)) {
        if before.column(&column.name).is_some_and(|old| differs((before, old), (after, column))) {
            let words = print::column(column, &after.checks, false);
            clauses.push(Clause::Other(format!("MODIFY COLUMN {words}")));
        }
    }
    clauses.extend(after.columns.iter().filter(|column| missing(before, column)).map(Clause::AddColumn));
    if let (true, Some(key)) = (new_key, &after.primary_key) {
        clauses.push(Clause::Other(format!("ADD {}", print::primary_key(key))));
    }
    clauses.extend(added.into_iter().map(Clause::AddIndex));
    for check in after.checks.iter().filter(named).filter(|check| !before.checks.contains(check)) {
        clauses.push(Clause::Other(format!("ADD {}", print::check(check))));
    }
    let new_keys = after.foreign_keys.iter().filter(|key| !before.foreign_keys.contains(key));
    clauses.extend(new_keys.map(Clause::AddForeignKey));
    if let (None, Some(period)) = (old_period, new_period) {
        clauses.push(Clause::Other(format!("ADD {}", print::period_of(period))));
    }
    if before.comment != after.comment {
        clauses.push(Clause::Other(print::comment(after.comment.as_deref().unwrap_or_default())));
    }
    clauses
}

/// Whether a column must be defined anew. Its collation counts as the one it really has: one that is spelt out now and
/// was the table's before is the same.
pub(super) fn differs(before: (&Table, &Column), after: (&Table, &Column)) -> bool {
    let plain = |column: &Column| Column { collation: None, ..column.clone() };
    plain(before.1) != plain(after.1)
        || key::collation(before.0, before.1) != key::collation(after.0, after.1)
        || !key::checks_of(&before.0.checks, &before.1.name).eq(key::checks_of(&after.0.checks, &after.1.name))
}

/// The indexes to drop and to add; those that only get another name are said at once.
///
/// An index that a foreign key needs and brings along is made by the engine where the key itself is new, and has to be
/// asked for where the key was there before. One that came along keeps its mark: MariaDB drops it in silence when another
/// serves the key, so it never becomes an index of its own by another name.
fn indexes<'a>(before: &Table, after: &'a Table, clauses: &mut Vec<Clause<'a>>) -> (Vec<String>, Vec<Index>) {
    let (old_implied, new_implied) = (key::implied(before), key::implied(after));
    let old: Vec<(&Index, bool)> = labelled(&before.indexes, &old_implied).collect();
    let new: Vec<(&Index, bool)> = labelled(&after.indexes, &new_implied).collect();
    let mut dropped: Vec<(&Index, bool)> =
        old.iter().copied().filter(|(index, _)| !new.iter().any(|(other, _)| *index == *other)).collect();
    let mut added: Vec<(&Index, bool)> =
        new.iter().copied().filter(|(index, _)| !old.iter().any(|(other, _)| *index == *other)).collect();
    added.retain(|(index, came_along)| {
        let place = dropped.iter().position(|(other, was_implied)| {
            let twin = Index { name: index.name.clone(), ..(*other).clone() };
            let taken = old.iter().any(|(taken, _)| taken.name == index.name);
            twin == **index && other.name != index.name && !taken && (*came_along || !was_implied)
        });
        if let Some(place) = place {
            let (from, _) = dropped.remove(place);
            clauses.push(Clause::Other(format!("RENAME INDEX {} TO {}", quote(&from.name), quote(&index.name))));
        }
        place.is_none()
    });
    for index in &after.indexes {
        let stays = before.indexes.contains(index) && !added.iter().any(|(other, _)| other.name == index.name);
        if stays && may_vanish(before, after, index) {
            dropped.push((index, false));
            added.push((index, false));
        }
    }
    let was_there = |index: &Index| before.foreign_keys.iter().any(|key| key.name.as_ref() == Some(&index.name));
    added.retain(|(index, came_along)| !came_along || was_there(index));
    (
        dropped.into_iter().map(|(index, _)| index.name.clone()).collect(),
        added.into_iter().map(|(index, _)| index.clone()).collect(),
    )
}

/// Whether MariaDB may drop an index by itself, because it was made for a foreign key once and another that comes now
/// serves the key too. Which indexes were made so, no catalog says; one that is added by name stays.
fn may_vanish(before: &Table, after: &Table, index: &Index) -> bool {
    let is_first = |columns: &[String]| key::is_first_part(index, columns);
    let has_key = |table: &Table| table.foreign_keys.iter().any(|key| key::is_whole(index, &key.columns));
    let mut new_keys = after.foreign_keys.iter().filter(|key| !before.foreign_keys.contains(key));
    let new_key = new_keys.any(|key| is_first(&key.columns) && key.name.as_ref() != Some(&index.name));
    let new_index = after.indexes.iter().filter(|other| !before.indexes.contains(other)).any(|other| {
        let columns: Vec<String> = crate::member::plain_columns(other).cloned().collect();
        columns.len() == other.parts.len() && is_first(&columns)
    });
    let new_primary_key =
        before.primary_key != after.primary_key && after.primary_key.as_ref().is_some_and(|key| is_first(&key.columns));
    new_key || (new_index || new_primary_key) && has_key(before)
}

/// Indexes, each with whether it came along with a foreign key.
fn labelled<'i>(own: &'i [Index], implied: &'i [Index]) -> impl Iterator<Item = (&'i Index, bool)> {
    own.iter().map(|index| (index, false)).chain(implied.iter().map(|index| (index, true)))
}

/// A statement that changes rows before or after the table's definition changes. Columns that are set to the current time
/// by any change of the row keep their value.
pub(super) fn update(table: &Table, column: &str, value: &str, condition: &str) -> Statement {
    let kept: String = (table.columns.iter())
        .filter(|other| other.on_update.is_some() && other.name != column)
        .map(|other| format!(", {0} = {0}", quote(&other.name)))
        .collect();
    Statement::raw(format!("UPDATE {} SET {} = {value}{kept}{condition}", table.name.quoted(ENGINE), quote(column)))
}
