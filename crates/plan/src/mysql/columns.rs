//! Columns: what goes, what gets another name, what comes, and what the rows that exist get. Leaves out what changes
//! (`modify`) and the words of a definition (`print`).

use std::collections::BTreeMap;

use driftline_diff::{Change, rename_column};
use driftline_schema::{Check, Column, Index, ObjectName, Sql, Table, sql};

use super::alter::{self, update};
use super::members::INDEX;
use super::moves::Planner;
use super::print::{self, name, quote};
use super::{ENGINE, key, layout, types};
use crate::family;
use crate::fill::{Fill, fill};
use crate::hazard::rows_word;
use crate::member::{in_foreign_key, in_key, in_unique, plain_columns};
use crate::order::{detour, rename_order};
use crate::{Hazard, HazardKind, Statement, Step, unfit};

/// How rows get a value while a NOT NULL column without a default is added.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Filling {
    /// No rows need one.
    Nothing,
    /// One literal for all rows.
    Value(String),
    /// Another value for each row, or one that the engine looks for.
    Found(String),
}

/// A number of its own for each row of an `UPDATE` that [`numbered`] prints.
const NUMBER: &str = "(@driftline := @driftline + 1)";

impl Planner<'_> {
    // ---- going

    /// Columns go under their table's new name and their own live name; computed ones before what they are computed from,
    /// one that hands out numbers together with its key.
    pub(super) fn drop_columns(&mut self) {
        for (live, wanted) in self.tables() {
            let Some(now) = self.state.tables.get(&wanted.name).cloned() else { continue };
            self.stop_computing(&live, &wanted, &now);
            let last = self.last_column(&live, &wanted, &now);
            let gone = now.columns.iter().filter(|column| self.goes(&live, &wanted, column));
            for column in computed_first(gone.cloned().collect()) {
                if last.as_ref() != Some(&column.name) {
                    self.drop_column(&live, &wanted, &column);
                }
            }
        }
    }

    /// The column that must wait until others have come: no table may be without any (error 1090).
    fn last_column(&self, live: &ObjectName, wanted: &Table, now: &Table) -> Option<String> {
        let is_seen = |column: &&Column| !column.attributes.iter().any(|attribute| attribute == "invisible");
        if now.columns.iter().filter(is_seen).any(|column| !self.goes(live, wanted, column)) {
            return None;
        }
        let comes_back =
            |column: &&Column| wanted.columns.iter().any(|other| key::same_name(&other.name, &column.name));
        let plain = (now.columns.iter().filter(is_seen))
            .filter(|column| column.generated.is_none() && self.survey.is_dropped(live, &column.name));
        let mut candidates: Vec<&Column> = plain.filter(|column| !comes_back(column)).collect();
        candidates.sort_by_key(|column| column.auto_increment.is_some());
        candidates.first().map(|column| column.name.clone())
    }

    /// Columns that had to wait go.
    fn drop_last_column(&mut self, live: &ObjectName, wanted: &Table) {
        let Some(now) = self.state.tables.get(&wanted.name).cloned() else { return };
        for column in now.columns.iter().filter(|column| self.survey.is_dropped(live, &column.name)) {
            if wanted.column(&column.name).is_none() {
                self.drop_column(live, wanted, column);
            }
        }
    }

    /// Whether the column is dropped, for good or to be added anew; a computed one that becomes plain stays.
    fn goes(&self, live: &ObjectName, wanted: &Table, column: &Column) -> bool {
        self.survey.is_gone(live, &column.name) && !self.freezes(live, wanted, column)
    }

    fn freezes(&self, live: &ObjectName, wanted: &Table, column: &Column) -> bool {
        let after = wanted.column(&self.survey.new_column(live, &column.name));
        let becomes_plain = column.generated.is_some()
            && after.is_some_and(|after| after.generated.is_none() && !types::is_impossible(column, after));
        becomes_plain && self.survey.is_gone(live, &column.name) && !self.survey.is_dropped(live, &column.name)
    }

    /// Columns that become plain keep their values, so they stop being computed while what they are computed from is still
    /// there. A virtual one, which `MODIFY` cannot change, is stored first.
    fn stop_computing(&mut self, live: &ObjectName, wanted: &Table, now: &Table) {
        let frozen: Vec<&Column> = now.columns.iter().filter(|column| self.freezes(live, wanted, column)).collect();
        for column in frozen {
            let Some(now) = self.state.tables.get(&wanted.name).cloned() else { return };
            let with = |change: &dyn Fn(&mut Column)| {
                let mut table = now.clone();
                table.columns.iter_mut().filter(|other| other.name == column.name).for_each(change);
                table
            };
            let object = format!("{}.{}", wanted.name, column.name);
            let next = with(&|column| column.generated = None);
            let is_virtual = column.generated.as_ref().is_some_and(|generated| !generated.stored);
            let Some(mut made) = self.move_on(&now, next.clone(), format!("stop computing {object}")) else { continue };
            if is_virtual {
                let mut without = now.clone();
                without.columns.retain(|other| other.name != column.name);
                let stored = with(&|column| column.generated.iter_mut().for_each(|found| found.stored = true));
                let states = [&now, &without, &stored, &next];
                made.up = states.windows(2).filter_map(|pair| alter::between(pair[0], pair[1])).collect();
                let back = [&next, &without, &now];
                made.down = back.windows(2).filter_map(|pair| alter::between(pair[0], pair[1])).collect();
            }
            made.hazards.extend(self.rewrites(&wanted.name, &object));
            self.steps.push(made);
        }
    }

    fn drop_column(&mut self, live: &ObjectName, wanted: &Table, column: &Column) {
        let table = &wanted.name;
        let Some(now) = self.state.tables.get(table).cloned() else { return };
        let mut next = now.clone();
        next.columns.retain(|other| other.name != column.name);
        next.checks.retain(|check| check.column.as_ref() != Some(&column.name));
        if column.auto_increment.is_some() {
            let is_late = |index: &Index| self.late.contains(&(live.clone(), INDEX, index.name.clone()));
            if next.primary_key.as_ref().is_some_and(|key| key.columns.contains(&column.name)) {
                next.primary_key = None;
            }
            next.indexes.retain(|index| !(is_late(index) && key::keys(&now, index, &column.name)));
        }
        let object = format!("{table}.{}", column.name);
        let filling = self.fill_again(live, &now, column);
        let is_dropped = self.survey.is_dropped(live, &column.name);
        let readers = self.readers_left(&object, &[&table.name, &column.name]);
        let summary =
            if is_dropped { format!("drop column {object}") } else { format!("drop column {object} to add it anew") };
        let down = add(&next, &now, &column.name, &filling);
        let Some(mut made) = self.move_on(&now, next, summary) else { return };
        made.down = down;
        if !is_dropped {
            if column.generated.is_none() {
                made.loses = Some(format!("the values of {object}"));
                let after = wanted.column(&self.survey.new_column(live, &column.name));
                made.hazards.push(match after.filter(|after| after.generated.is_none()) {
                    None => self.own_values_go(table, &object),
                    Some(after) => {
                        let lose = if self.rows(table) == 1 { "loses its value" } else { "lose their values" };
                        let (rows, old, new) = (rows_word(self.rows(table)), &column.data_type, &after.data_type);
                        let detail = format!("{rows} {lose}: nothing of the type {old} becomes {new}");
                        Hazard::new(HazardKind::DropsColumn, &object, detail)
                    }
                });
            }
            self.steps.push(made);
            return;
        }
        made.hazards.extend(readers);
        self.push_change(&Change::DropColumn { table: table.clone(), column: column.clone() }, made);
    }

    pub(super) fn own_values_go(&self, table: &ObjectName, object: &str) -> Hazard {
        let rows = rows_word(self.rows(table));
        Hazard::new(HazardKind::DropsColumn, object, format!("{rows} get a computed value instead of their own"))
    }

    /// What rows get when a dropped column comes back: its values are lost, its constraints still hold.
    fn fill_again(&self, live: &ObjectName, now: &Table, column: &Column) -> Filling {
        let by_engine = column.auto_increment.is_some() || column.generated.is_some();
        let Some(table) = self.context().current.tables.get(live).filter(|_| !by_engine) else {
            return Filling::Nothing;
        };
        // Together with others too, as nothing says that those differ without it.
        let in_primary_key = table.primary_key.as_ref().is_some_and(|key| key.columns.contains(&column.name));
        let is_part = |index: &Index| plain_columns(index).any(|name| *name == column.name);
        let in_unique = in_primary_key || table.indexes.iter().filter(|index| index.unique).any(is_part);
        if column.nullable {
            let is_free = column.default.is_none() || !in_unique && !in_foreign_key(table, &column.name);
            return if is_free { Filling::Nothing } else { Filling::Found("NULL".to_owned()) };
        }
        let alone = [column.name.clone()];
        let parent = table.foreign_keys.iter().find(|key| key.columns == alone);
        if let Some((key, target)) = parent.and_then(|key| Some((key, key.referenced_columns.first()?)))
            && !self.survey.dropped_tables.contains(&key.references)
            && !self.survey.is_gone(&key.references, target)
        {
            let references = if key.references == *live { &now.name } else { self.survey.new_table(&key.references) };
            let (target, references) = (quote(target), name(references));
            // The derived table lets a table be read that is being changed (MySQL error 1093).
            return Filling::Found(if in_unique {
                let (parents, place) = (quote("parents"), quote("i"));
                let rows =
                    format!("SELECT {target}, row_number() OVER (ORDER BY {target}) AS {place} FROM {references}");
                format!(
                    "IF({NUMBER} IS NULL, NULL, (SELECT {target} FROM ({rows}) AS {parents} WHERE {place} = @driftline))"
                )
            } else {
                format!("(SELECT * FROM (SELECT {target} FROM {references} ORDER BY 1 LIMIT 1) AS {})", quote("first"))
            });
        }
        let distinct = in_unique.then(|| types::distinct_again(column, NUMBER)).flatten();
        match distinct {
            Some(expression) => Filling::Found(expression),
            None if column.default.is_some() => Filling::Nothing,
            None => Filling::Value(family::neutral(ENGINE, column)),
        }
    }

    // ---- new names

    pub(super) fn rename_columns(&mut self) {
        let mut renames: BTreeMap<&ObjectName, Vec<(String, String)>> = BTreeMap::new();
        for change in self.changes() {
            if let Change::RenameColumn { table, from, to } = change {
                // A column that is made anew comes back under its new name.
                let is_there = self.state.tables.get(table).is_some_and(|now| now.column(from).is_some());
                if is_there {
                    renames.entry(table).or_default().push((from.clone(), to.clone()));
                }
            }
        }
        for (table, renames) in renames {
            for (from, to) in rename_order(&renames, |old: &String| detour(old)) {
                let before = self.state.tables.get(table).cloned();
                rename_column(&mut self.state, table, &from, &to);
                let after = self.state.tables.get(table);
                let Some((before, after)) = before.as_ref().zip(after) else { continue };
                let made = Step::new(
                    format!("rename column {table}.{from} to {to}"),
                    vec![renamed(after, &from, &to)],
                    vec![renamed(before, &to, &from)],
                );
                self.push_change(&Change::RenameColumn { table: table.clone(), from, to }, made);
            }
        }
    }

    // ---- coming

    /// New columns, and those made anew, in the wanted order as far as a column is not computed from one behind it; one
    /// that hands out numbers comes last, together with its key.
    pub(super) fn add_columns(&mut self) {
        for (live, wanted) in self.tables() {
            let Some(now) = self.state.tables.get(&wanted.name).cloned() else { continue };
            let mut waiting: Vec<&Column> =
                wanted.columns.iter().filter(|column| now.column(&column.name).is_none()).collect();
            // The bounds of a row's time come together with the history.
            waiting.retain(|column| layout::row_bound(column).is_none());
            waiting.sort_by_key(|column| column.auto_increment.is_some());
            while !waiting.is_empty() {
                let leans =
                    |one: &Column| waiting.iter().any(|other| other.name != one.name && leans_on(one, &other.name));
                let next = waiting.iter().position(|column| !leans(column)).unwrap_or_default();
                self.add_column(&wanted, waiting.remove(next));
            }
            self.drop_last_column(&live, &wanted);
        }
    }

    fn add_column(&mut self, wanted: &Table, column: &Column) {
        let table = &wanted.name;
        let object = format!("{table}.{}", column.name);
        let Some(now) = self.state.tables.get(table).cloned() else { return };
        let mut column = column.clone();
        let is_absent = |other: &&Column| now.column(&other.name).is_none() && other.name != column.name;
        if wanted.columns.iter().filter(is_absent).any(|other| key::default_speaks_of(&column, &other.name)) {
            // Two that speak of each other: the defaults come when both are there.
            column.default = None;
        }
        let column = &column;
        let is_new = self.changes().iter().any(|change| {
            matches!(change, Change::AddColumn { table: of, column: other } if of == table && other.name == column.name)
        });
        let mut next = now.clone();
        next.columns.push(column.clone());
        let come: Vec<Check> = (wanted.checks.iter())
            .filter(|check| check.column.as_ref() == Some(&column.name) && self.comes_with(&next, wanted, check))
            .cloned()
            .collect();
        next.checks.extend(come);
        if column.auto_increment.is_some() {
            self.add_key(&mut next, wanted, &column.name);
        }
        next.sort();
        let mut made = Step::new(String::new(), Vec::new(), Vec::new());
        let filling = self.filling(wanted, column, &object, &mut made);
        let stored = column.generated.as_ref().is_some_and(|generated| generated.stored);
        if stored || column.auto_increment.is_some() {
            made.hazards.extend(self.rewrites(table, &object));
        }
        made.up.extend(add(&now, &next, &column.name, &filling));
        let verb = if is_new { "add column" } else { "add column again:" };
        let Some(moved) = self.move_on(&now, next, format!("{verb} {object}")) else { return };
        made.summary = moved.summary;
        made.down = moved.down;
        self.push_change(&Change::AddColumn { table: table.clone(), column: column.clone() }, made);
    }

    /// Gives a new `AUTO_INCREMENT` column the key it needs in the same statement.
    fn add_key(&mut self, next: &mut Table, wanted: &Table, column: &str) {
        let is_there = |columns: &[String]| columns.iter().all(|other| next.column(other).is_some());
        let in_primary_key = wanted.primary_key.as_ref().filter(|key| is_there(&key.columns)).is_some_and(|key| {
            let alone = Table { indexes: Vec::new(), primary_key: Some(key.clone()), ..wanted.clone() };
            key::is_keyed(&alone, column)
        });
        if in_primary_key {
            next.primary_key.clone_from(&wanted.primary_key);
            return;
        }
        let index = wanted.indexes.iter().find(|index| {
            key::keys(wanted, index, column) && is_there(&plain_columns(index).cloned().collect::<Vec<_>>())
        });
        next.indexes.extend(index.cloned());
    }

    /// A default is the same in all rows, which a unique key over the column refuses as soon as there are two.
    fn filling_by_default(&self, wanted: &Table, column: &Column, object: &str, made: &mut Step) -> Filling {
        let rows = self.rows(&wanted.name);
        if rows < 2 || column.default.is_none() || !in_unique(wanted, &column.name) {
            return Filling::Nothing;
        }
        let may_make_up = unfit::may_leave_out(self.context(), &wanted.name);
        if let Some(expression) = own_value(wanted, column).filter(|_| may_make_up) {
            let detail = format!("{} get a value of their own", rows_word(rows));
            made.hazards.push(Hazard::new(HazardKind::FillsNulls, object, detail));
            return Filling::Found(expression);
        }
        if column.nullable && may_make_up {
            return Filling::Found("NULL".to_owned());
        }
        let detail = format!("{} get the same default, which the unique key refuses", rows_word(rows));
        made.hazards.push(Hazard::new(HazardKind::FailsOnData, object, detail));
        Filling::Nothing
    }

    fn filling(&mut self, wanted: &Table, column: &Column, object: &str, made: &mut Step) -> Filling {
        let table = &wanted.name;
        match fill(self.context(), &self.survey.names, table, None, column, in_key(wanted, &column.name)) {
            Err(need) => {
                self.needs.push(need);
                Filling::Nothing
            }
            Ok(Fill::NotNeeded) => {
                // Where there is no row here, there may be some elsewhere: the engine must not make values up for them.
                made.up.extend(refuse_rows(table, column));
                self.filling_by_default(wanted, column, object, made)
            }
            Ok(Fill::With { expression, hazard }) => {
                made.hazards.extend(hazard);
                Filling::Value(expression)
            }
            Ok(Fill::LeaveOut { rows }) => {
                if let Some(expression) = own_value(wanted, column) {
                    let detail = format!("{} get a value of their own", rows_word(rows));
                    made.hazards.push(Hazard::new(HazardKind::FillsNulls, object, detail));
                    return Filling::Found(expression);
                }
                let detail = format!("{} without a value go", rows_word(rows));
                made.hazards.push(Hazard::new(HazardKind::LosesRows, object, detail));
                made.loses = Some(format!("the rows of {table}"));
                made.up.push(Statement::raw(format!("DELETE FROM {}", name(table))));
                Filling::Nothing
            }
        }
    }
}

/// A query that fails where rows exist that would get a value nobody chose: the engine fills a new NOT NULL column without
/// default with zeros and empty texts (MySQL manual 11.6), strict or not. Its own text is the explanation, because the engine
/// says only that a subquery returns more than one row.
fn refuse_rows(table: &ObjectName, column: &Column) -> Option<Statement> {
    let is_given =
        column.nullable || column.generated.is_some() || column.auto_increment.is_some() || column.default.is_some();
    let reason = ENGINE.literal(&format!("{table} has rows, and nobody said what they hold in {}", column.name));
    let rows = format!("SELECT 1 FROM {}", name(table));
    (!is_given).then(|| Statement::raw(format!("SELECT (SELECT {reason} UNION ALL {rows} LIMIT 2)")))
}

/// The statement that renames a column. MariaDB calls the check of a column like the column and leaves that name behind
/// when it renames the column, so such a column is defined anew under its new name, in which `after` has it.
fn renamed(after: &Table, from: &str, to: &str) -> Statement {
    let checked = after.column(to).filter(|_| key::checks_of(&after.checks, to).next().is_some());
    match checked {
        None => print::rename_column(&after.name, from, to),
        Some(column) => Statement::raw(format!(
            "ALTER TABLE {} CHANGE COLUMN {} {}",
            name(&after.name),
            quote(from),
            print::column(column, &after.checks, false)
        )),
    }
}

/// An expression for a value of its own in each row, where the column must have one and may.
fn own_value(wanted: &Table, column: &Column) -> Option<String> {
    let own = in_unique(wanted, &column.name) && !in_foreign_key(wanted, &column.name);
    types::distinct(column, NUMBER).filter(|_| own)
}

/// Whether a column's value is made of another's.
fn leans_on(column: &Column, other: &str) -> bool {
    let expression = column.generated.as_ref().map(|generated| generated.expression.text());
    expression.is_some_and(|text| sql::mentions(ENGINE, text, other)) || key::default_speaks_of(column, other)
}

/// Computed columns before those they are computed from.
fn computed_first(mut waiting: Vec<Column>) -> Vec<Column> {
    let mut order = Vec::with_capacity(waiting.len());
    while !waiting.is_empty() {
        let is_read = |one: &Column| {
            waiting.iter().filter(|other| other.name != one.name).any(|other| {
                other.generated.as_ref().is_some_and(|found| sql::mentions(ENGINE, found.expression.text(), &one.name))
            })
        };
        let next = waiting.iter().position(|one| !is_read(one)).unwrap_or_default();
        order.push(waiting.remove(next));
    }
    order
}

/// Adds a column, and gives the rows that exist their value. `after` is the table with it.
///
/// Left alone, the engine would put zero or an empty text into the rows without a word.
fn add(before: &Table, after: &Table, column: &str, filling: &Filling) -> Vec<Statement> {
    let with = |change: &dyn Fn(&mut Column)| {
        let mut table = after.clone();
        table.columns.iter_mut().filter(|other| other.name == column).for_each(change);
        table
    };
    match filling {
        Filling::Nothing => alter::between(before, after).into_iter().collect(),
        Filling::Value(value) => {
            let filled = with(&|column| column.default = Some(Sql::new(ENGINE, value)));
            let end = match after.column(column).and_then(|found| Some((found, found.default.as_ref()?))) {
                Some((found, value)) => format!("SET DEFAULT {}", print::default(found, value)),
                None => "DROP DEFAULT".to_owned(),
            };
            let mut statements: Vec<Statement> = alter::between(before, &filled).into_iter().collect();
            statements.push(print::alter_column(&after.name, column, &end));
            statements
        }
        Filling::Found(expression) => {
            let empty = with(&|column| column.nullable = true);
            let mut statements: Vec<Statement> = alter::between(before, &empty).into_iter().collect();
            statements.push(if expression.contains(NUMBER) {
                numbered(after, column, expression)
            } else {
                update(after, column, expression, "")
            });
            statements.extend(alter::between(&empty, after));
            statements
        }
    }
}

/// An `UPDATE` that counts the rows. A variable counts, because a table without a key has nothing that a numbered
/// subquery could be joined by.
fn numbered(table: &Table, column: &str, expression: &str) -> Statement {
    let target = name(&table.name);
    let kept: String = (table.columns.iter())
        .filter(|other| other.on_update.is_some() && other.name != column)
        .map(|other| format!(", {target}.{0} = {target}.{0}", quote(&other.name)))
        .collect();
    Statement::raw(format!(
        "UPDATE {target}, (SELECT @driftline := 0) AS {} SET {target}.{} = {expression}{kept}",
        quote("start"),
        quote(column)
    ))
}
