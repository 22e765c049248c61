//! Generated rows: fills tables with rows that respect keys, checks and enumerated types. What a value may be is guessed
//! (`form`); whether it is one, the engine decides.
//!
//! Both sides of a migration are filled at once, each in a database of its own, with rows that both accept: neither going up
//! nor going down may fail because of a row that does not fit the other side.

use std::collections::{BTreeMap, BTreeSet};

use driftline_inspect::Database;
use driftline_inspect::error::engine_words;
use driftline_schema::{Column, Engine, ObjectName, Table};
use sea_orm::{ConnectionTrait, DbErr};

use super::content::{Content, tuples};
use super::form::{Choice, Form, Known, Link, Look, links};
use super::order::{Batch, Reference, References, batches};
use super::value::Value;
use super::words;
use crate::error::RunError;

/// How often a table's first row is tried with other values, and how often the later ones are.
const TRIES: (usize, usize) = (400, 80);

/// Rows of another table that references point at.
const PARENTS: usize = 5;

/// One side of a migration.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Side<'a> {
    /// The database that is filled; without one the schema has a say in what the rows look like and no engine judges them.
    pub(crate) database: Option<&'a Database>,
    /// Its schema.
    pub(crate) look: Look<'a>,
}

/// What could not be filled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Missed {
    /// The table.
    pub(crate) table: ObjectName,
    /// Why, in the engine's last words.
    pub(crate) reason: String,
}

/// Fills the tables that are empty on every side that has them, and names those it could make no row for.
///
/// # Errors
/// When a database does not answer; a row that is refused is no error.
pub(crate) async fn fill(sides: &[Side<'_>]) -> Result<Vec<Missed>, RunError> {
    let mut filling =
        Filling { sides, rows: BTreeMap::new(), done: BTreeSet::new(), missed: Vec::new(), later: Vec::new() };
    let mut tables: BTreeSet<&ObjectName> = sides.iter().flat_map(|side| side.look.schema.tables.keys()).collect();
    // A partition gets its rows through the table that it is a part of, which alone knows where a row belongs.
    let is_partition = |side: &Side<'_>, table: &ObjectName| {
        side.look.schema.tables.get(table).is_some_and(|table| table.options.partition_of.is_some())
    };
    tables.retain(|table| !sides.iter().any(|side| is_partition(side, table)));
    for side in sides {
        let Some(database) = side.database else {
            // A table that nobody is to fill.
            tables.retain(|table| sides.iter().any(|side| side.database.is_some() && side.has(table)));
            continue;
        };
        let content = Content::read(database, side.look.schema).await?;
        tables.retain(|table| content.rows(table) == 0);
    }
    let looks = filling.looks();
    let mut references = References::new();
    for table in &tables {
        references.insert((*table).clone(), references_of(&looks, table));
    }
    for batch in batches(&references) {
        filling.batch(&batch, &references).await?;
    }
    filling.close_cycles().await?;
    Ok(filling.missed)
}

fn references_of(looks: &[Look<'_>], table: &ObjectName) -> Vec<Reference> {
    let each = links(looks, table).into_iter().flat_map(|link| {
        let nullable = link.nullable;
        link.targets.into_iter().flatten().map(move |(to, _)| Reference { to, nullable })
    });
    each.collect()
}

impl Side<'_> {
    fn has(&self, table: &ObjectName) -> bool {
        self.look.schema.tables.contains_key(table)
    }
}

/// The work in progress.
struct Filling<'a> {
    sides: &'a [Side<'a>],
    /// Rows that were made.
    rows: BTreeMap<ObjectName, Vec<Known>>,
    /// Tables that are done with, whether they got rows or not.
    done: BTreeSet<ObjectName>,
    missed: Vec<Missed>,
    /// References that were left NULL because the table they point at came later.
    later: Vec<(ObjectName, Link)>,
}

impl Filling<'_> {
    fn looks(&self) -> Vec<Look<'_>> {
        self.sides.iter().map(|side| side.look).collect()
    }

    /// Fills the tables of a batch in one transaction on each side.
    async fn batch(&mut self, batch: &Batch, references: &References) -> Result<(), RunError> {
        let words = words::of(self.engine());
        for database in self.databases() {
            // MariaDB's switch belongs to the session; the others' to the transaction.
            run(database, "BEGIN").await?;
            for sql in words.put_off_references().iter().filter(|_| batch.cyclic) {
                run(database, sql).await?;
            }
        }
        let missed = self.missed.len();
        for table in &batch.tables {
            self.table(table, batch, references).await?;
            self.done.insert(table.clone());
        }
        let mut refused = None;
        for database in self.databases() {
            if let Err(error) = database.connection.execute_unprepared("COMMIT").await {
                refused.get_or_insert(engine_words(&error));
                // PostgreSQL has rolled back already and only warns; SQLite has not.
                let _ = database.connection.execute_unprepared("ROLLBACK").await;
            }
            for sql in words.check_references_again().iter().filter(|_| batch.cyclic) {
                run(database, sql).await?;
            }
        }
        if let Some(reason) = refused {
            self.missed.truncate(missed);
            for table in &batch.tables {
                self.rows.remove(table);
                self.missed.push(Missed { table: table.clone(), reason: reason.clone() });
            }
        }
        Ok(())
    }

    fn databases(&self) -> impl Iterator<Item = &Database> {
        self.sides.iter().filter_map(|side| side.database)
    }

    fn engine(&self) -> Engine {
        self.sides.first().map_or(Engine::Sqlite, |side| side.look.schema.engine)
    }

    async fn table(&mut self, table: &ObjectName, batch: &Batch, references: &References) -> Result<(), RunError> {
        let mut last = None;
        let mut made = 0;
        let mut row = 0;
        loop {
            let form = self.form(table, batch, references).await?;
            if row >= form.rows {
                break;
            }
            match self.row(&form, row, made == 0 && row > 0).await? {
                Ok(values) => {
                    made += 1;
                    self.rows.entry(table.clone()).or_default().push(values);
                }
                Err(reason) => last = Some(reason),
            }
            if made == 0 && row > 0 {
                break;
            }
            row += 1;
        }
        if made == 0 {
            let reason = last.unwrap_or_else(|| "it has no columns".to_owned());
            self.missed.push(Missed { table: table.clone(), reason });
        }
        Ok(())
    }

    /// The form of the table's next row.
    async fn form(&mut self, table: &ObjectName, batch: &Batch, references: &References) -> Result<Form, RunError> {
        let looks = self.looks();
        let links = links(&looks, table);
        let comes_later = |link: &Link| {
            let others = link.targets.iter().flatten().filter(|(target, _)| target != table);
            others.into_iter().any(|(target, _)| references.contains_key(target) && !self.done.contains(target))
        };
        let mut known: BTreeMap<Vec<String>, Vec<Choice>> = BTreeMap::new();
        for link in &links {
            let choices =
                if comes_later(link) && batch.cyclic { self.promised(&looks, link) } else { self.known(link).await? };
            known.insert(link.columns.clone(), choices);
        }
        let waits = |link: &Link| link.nullable && comes_later(link);
        let form = Form::of(&looks, table, &|link| known.get(&link.columns).cloned().unwrap_or_default(), &waits);
        for link in links.into_iter().filter(waits) {
            if !self.later.iter().any(|(known, other)| known == table && *other == link) {
                self.later.push((table.clone(), link));
            }
        }
        Ok(form)
    }

    /// What a link may point at: rows made here, else rows that are there.
    async fn known(&self, link: &Link) -> Result<Vec<Choice>, RunError> {
        let mut by_side: Vec<Vec<Vec<Value>>> = Vec::new();
        for (at, (side, target)) in self.sides.iter().zip(&link.targets).enumerate() {
            let Some((target, columns)) = target else {
                by_side.push(Vec::new());
                continue;
            };
            let made = self.rows.get(target).into_iter().flatten().filter_map(|row| explicit(row.get(at)?, columns));
            let mut found: Vec<Vec<Value>> = made.take(PARENTS).collect();
            let parent = side.look.schema.tables.get(target);
            if let (true, Some(parent), Some(database)) = (found.is_empty(), parent, side.database) {
                let there = tuples(database, parent, columns, PARENTS).await?;
                found = there.into_iter().map(|tuple| tuple.into_iter().map(Value::Sql).collect()).collect();
            }
            by_side.push(found);
        }
        Ok(zipped(&by_side))
    }

    /// What the rows of a table that is filled later in the same transaction will be called.
    fn promised(&self, looks: &[Look<'_>], link: &Link) -> Vec<Choice> {
        let by_side: Vec<Vec<Vec<Value>>> = link
            .targets
            .iter()
            .enumerate()
            .map(|(at, target)| {
                let Some((target, columns)) = target else { return Vec::new() };
                let form = Form::of(looks, target, &|_| Vec::new(), &|_| false);
                let rows = (1..form.rows).map(|row| form.row(row, &[], looks.len()));
                rows.filter_map(|row| explicit(row.get(at)?, columns)).collect()
            })
            .collect();
        zipped(&by_side)
    }

    /// Tries values until every side takes the row; the engine's last words where none does.
    async fn row(&self, form: &Form, row: usize, is_first: bool) -> Result<Result<Known, String>, RunError> {
        let looks = self.looks();
        let tries = if is_first { TRIES.0 } else { TRIES.1 };
        let mut digits = vec![0; form.slots.len()];
        let mut rounds: BTreeMap<Vec<usize>, u64> = BTreeMap::new();
        let mut last = String::new();
        for _ in 0..tries {
            let values = form.row(row, &digits, self.sides.len());
            match self.insert(&form.table, &values).await? {
                Ok(()) => return Ok(Ok(values)),
                Err(reason) => last = reason,
            }
            let suspects = form.suspects(&looks, &last);
            if suspects.is_empty() {
                break;
            }
            let round = rounds.entry(suspects.clone()).or_default();
            *round += 1;
            if !turn(&mut digits, &suspects, *round, |slot| form.slots[slot].choices.len()) {
                break;
            }
        }
        Ok(Err(last))
    }

    /// Inserts a row on every side that has the table, or on none.
    async fn insert(&self, table: &ObjectName, values: &Known) -> Result<Result<(), String>, RunError> {
        let mut open: Vec<&Database> = Vec::new();
        let mut refused = None;
        for (side, values) in self.sides.iter().zip(values) {
            let (Some(table), Some(database)) = (side.look.schema.tables.get(table), side.database) else { continue };
            mark(database).await?;
            open.push(database);
            let sql = words::of(database.engine).insert(table, &given(table, values));
            if let Err(error) = database.connection.execute_unprepared(&sql).await {
                refused = Some(engine_words(&error));
                break;
            }
        }
        for database in open {
            settle(database, refused.is_none()).await?;
        }
        Ok(refused.map_or(Ok(()), Err))
    }

    /// Points the references that were left NULL at rows that are there by now, as far as the engine lets it.
    async fn close_cycles(&mut self) -> Result<(), RunError> {
        for (name, link) in std::mem::take(&mut self.later) {
            let choices = self.known(&link).await?;
            let rows = self.rows.get(&name).cloned().unwrap_or_default();
            for (at, side) in self.sides.iter().enumerate() {
                let (Some(table), Some(database)) = (side.look.schema.tables.get(&name), side.database) else {
                    continue;
                };
                // The first row keeps its NULL.
                for (row, values) in rows.iter().enumerate().skip(1) {
                    let choice = choices.get((row - 1) % choices.len().max(1)).and_then(|choice| choice.get(at));
                    let (Some(choice), Some(values)) = (choice, values.get(at)) else { continue };
                    if let Some(sql) = update(self.engine(), table, &link, choice, values) {
                        // A row that may not refer to anything stays as it is.
                        let _ = database.connection.execute_unprepared(&sql).await;
                    }
                }
            }
        }
        Ok(())
    }
}

/// Sets a link of the row that has this primary key.
fn update(
    engine: Engine,
    table: &Table,
    link: &Link,
    choice: &[Value],
    row: &BTreeMap<String, Value>,
) -> Option<String> {
    let words = words::of(engine);
    if choice.is_empty() {
        return None;
    }
    let key = table.primary_key.as_ref()?;
    let values = explicit(row, &key.columns)?;
    let equal = |columns: &[String], values: &[Value]| -> Vec<String> {
        let pairs = columns.iter().zip(values);
        pairs.map(|(column, value)| format!("{} = {}", engine.quote(column), words.value(value))).collect()
    };
    Some(format!(
        "UPDATE {} SET {} WHERE {}",
        table.name.quoted(engine),
        equal(&link.columns, choice).join(", "),
        equal(&key.columns, &values).join(" AND ")
    ))
}

/// What an INSERT names: the columns that are not left to the engine.
fn given<'a>(table: &'a Table, values: &'a BTreeMap<String, Value>) -> Vec<(&'a Column, &'a Value)> {
    let is_given = |(column, value): &(&Column, &Value)| column.generated.is_none() && **value != Value::Omitted;
    let of = |column: &'a Column| Some((column, values.get(&column.name)?));
    table.columns.iter().filter_map(of).filter(is_given).collect()
}

/// The values of these columns, where each of them is known.
fn explicit(row: &BTreeMap<String, Value>, columns: &[String]) -> Option<Vec<Value>> {
    let known = |column: &String| {
        row.get(column).filter(|value| matches!(value, Value::Text(_) | Value::Bytes(_) | Value::Sql(_))).cloned()
    };
    columns.iter().map(known).collect()
}

/// One choice for each of the longest side's tuples; a side that has fewer begins again, one that has none gives nothing.
fn zipped(by_side: &[Vec<Vec<Value>>]) -> Vec<Choice> {
    let count = by_side.iter().map(Vec::len).max().unwrap_or(0);
    let tuple = |tuples: &Vec<Vec<Value>>, at: usize| tuples.get(at % tuples.len().max(1)).cloned().unwrap_or_default();
    (0..count).map(|at| by_side.iter().map(|tuples| tuple(tuples, at)).collect()).collect()
}

/// Turns the suspects' digits to their next combination: one after the other where they are few, in leaps where they are
/// many. `false` when all have been tried.
fn turn(digits: &mut [usize], suspects: &[usize], round: u64, sizes: impl Fn(usize) -> usize) -> bool {
    let combinations = suspects.iter().fold(1_u64, |product, slot| product.saturating_mul(sizes(*slot) as u64));
    if round >= combinations {
        return false;
    }
    let mut rest = if combinations <= TRIES.0 as u64 { round } else { scattered(round) };
    for slot in suspects {
        let size = sizes(*slot).max(1) as u64;
        digits[*slot] = usize::try_from(rest % size).unwrap_or(0);
        rest /= size;
    }
    true
}

/// A number that looks like any other; the same one for the same round (splitmix64).
fn scattered(round: u64) -> u64 {
    let mut z = round.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Sets a savepoint. Some of MariaDB's storage engines have none; then what was written so far is written for good.
async fn mark(database: &Database) -> Result<(), RunError> {
    let sql = "SAVEPOINT driftline_row";
    if database.connection.execute_unprepared(sql).await.is_err() {
        begin_anew(database).await?;
        run(database, sql).await?;
    }
    Ok(())
}

/// Keeps a row, or takes it back as far as its storage engine can.
async fn settle(database: &Database, keep: bool) -> Result<(), RunError> {
    let release = "RELEASE SAVEPOINT driftline_row";
    let statements: &[&str] = if keep { &[release] } else { &["ROLLBACK TO SAVEPOINT driftline_row", release] };
    for sql in statements {
        if database.connection.execute_unprepared(sql).await.is_err() {
            return begin_anew(database).await;
        }
    }
    Ok(())
}

async fn begin_anew(database: &Database) -> Result<(), RunError> {
    run(database, "COMMIT").await?;
    run(database, "BEGIN").await
}

async fn run(database: &Database, sql: &str) -> Result<(), RunError> {
    let ran: Result<_, DbErr> = database.connection.execute_unprepared(sql).await;
    ran.map(|_| ()).map_err(RunError::database("filling tables with rows"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_combination_of_a_few_is_tried() {
        let mut seen = BTreeSet::new();
        let mut digits = [0, 0, 0];
        seen.insert(digits);
        let mut round = 1;
        while turn(&mut digits, &[0, 2], round, |_| 3) {
            seen.insert(digits);
            round += 1;
        }
        assert_eq!(seen.len(), 9);
        assert!(seen.iter().all(|digits| digits[1] == 0));
    }

    #[test]
    fn many_combinations_are_leapt_through() {
        let mut seen = BTreeSet::new();
        let mut digits = [0; 4];
        for round in 1..200 {
            assert!(turn(&mut digits, &[0, 1, 2, 3], round, |_| 20));
            seen.insert(digits);
        }
        assert!(seen.len() > 150, "{}", seen.len());
    }
}
