//! Columns: what goes, what gets another name, what changes, what comes, and what the rows that exist get. Leaves out the
//! words of a definition (`print`) and what a change of type means (`types`).

use std::collections::{BTreeMap, BTreeSet};

use driftline_diff::{Change, rename_column};
use driftline_schema::{Check, Column, ObjectName, Sql, Table, sql};

use super::alter::{self, update};
use super::members::start_counting;
use super::moves::Planner;
use super::print::{self, name, quote};
use super::{ENGINE, key, types};
use crate::column::{is_late, waiting_names, what_changes};
use crate::family::{self, labels};
use crate::fill::{Fill, fill};
use crate::hazard::{self, rows_word};
use crate::member::{in_foreign_key, in_key, in_unique};
use crate::order::{detour, rename_order};
use crate::probe::removed_labels;
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
        let plain = now.columns.iter().filter(is_seen).filter(|column| column.generated.is_none());
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
        let becomes_plain = column.generated.is_some() && after.is_some_and(|after| after.generated.is_none());
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
            let holds =
                |of: &ObjectName, kind: u8, given: &str| self.late.contains(&(of.clone(), kind, given.to_owned()));
            if next.primary_key.as_ref().is_some_and(|key| key.columns.contains(&column.name)) {
                next.primary_key = None;
            }
            next.indexes.retain(|index| !(holds(live, 3, &index.name) && key::keys(&now, index, &column.name)));
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
                made.hazards.push(self.own_values_go(table, &object));
            }
            self.steps.push(made);
            return;
        }
        made.hazards.extend(readers);
        self.push_change(&Change::DropColumn { table: table.clone(), column: column.clone() }, made);
    }

    fn own_values_go(&self, table: &ObjectName, object: &str) -> Hazard {
        let rows = rows_word(self.rows(table));
        Hazard::new(HazardKind::DropsColumn, object, format!("{rows} get a computed value instead of their own"))
    }

    /// What rows get when a dropped column comes back: its values are lost, its constraints still hold.
    fn fill_again(&self, live: &ObjectName, now: &Table, column: &Column) -> Filling {
        let by_engine = column.auto_increment.is_some() || column.generated.is_some();
        if column.nullable || column.default.is_some() || by_engine {
            return Filling::Nothing;
        }
        let Some(table) = self.context().current.tables.get(live) else { return Filling::Nothing };
        let alone = [column.name.clone()];
        let parent = table.foreign_keys.iter().find(|key| key.columns == alone);
        if let Some((key, target)) = parent.and_then(|key| Some((key, key.referenced_columns.first()?)))
            && !self.survey.dropped_tables.contains(&key.references)
        {
            let references = if key.references == *live { &now.name } else { self.survey.new_table(&key.references) };
            // The derived table lets a table be read that is being changed (MySQL error 1093).
            return Filling::Found(format!(
                "(SELECT * FROM (SELECT {} FROM {} ORDER BY 1 LIMIT 1) AS {})",
                quote(target),
                name(references),
                quote("first")
            ));
        }
        let distinct = in_unique(table, &column.name).then(|| types::distinct(column, NUMBER)).flatten();
        distinct.map_or_else(|| Filling::Value(family::neutral(ENGINE, column)), Filling::Found)
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

    // ---- changing

    /// All columns of a table change in one statement, together with the table's options: a character set that the table
    /// has by default is that of its columns.
    pub(super) fn alter_columns(&mut self) {
        for (live, wanted) in self.tables() {
            self.alter_table(&live, &wanted);
        }
    }

    fn alter_table(&mut self, live: &ObjectName, wanted: &Table) {
        let table = &wanted.name;
        let Some(now) = self.state.tables.get(table).cloned() else { return };
        let mut next = now.clone();
        next.options.clone_from(&wanted.options);
        for column in &mut next.columns {
            if let Some(after) = wanted.column(&column.name) {
                let counts = column.auto_increment.clone();
                *column = Column { auto_increment: counts, ..after.clone() };
            }
        }
        next.checks.retain(|check| check.column.is_none());
        let come: Vec<Check> =
            wanted.checks.iter().filter(|check| self.comes_with(&next, wanted, check)).cloned().collect();
        next.checks.extend(come.iter().cloned());
        let stops: Vec<String> = (key::automatic(&next))
            .filter(|column| wanted.column(&column.name).is_some_and(|after| after.auto_increment.is_none()))
            .map(|column| column.name.clone())
            .collect();
        for column in next.columns.iter_mut().filter(|column| stops.contains(&column.name)) {
            column.auto_increment = None;
        }
        start_counting(&mut next, wanted);
        next.sort();
        self.change_columns(live, &now, next, &come);
    }

    /// Whether a check belongs to a column that is there, and speaks only of columns that are.
    fn comes_with(&self, next: &Table, wanted: &Table, check: &Check) -> bool {
        let Some(column) = &check.column else { return false };
        let is_absent = |other: &&Column| next.column(&other.name).is_none();
        next.column(column).is_some()
            && !(wanted.columns.iter().filter(is_absent))
                .any(|other| sql::mentions(ENGINE, check.expression.text(), &other.name))
    }

    fn change_columns(&mut self, live: &ObjectName, now: &Table, next: Table, checks: &[Check]) {
        let table = next.name.clone();
        let changed: Vec<(Column, Column)> = (next.columns.iter())
            .filter_map(|after| Some((now.column(&after.name)?.clone(), after.clone())))
            .filter(|(before, after)| alter::differs((now, before), (&next, after)))
            .collect();
        let mut summary = match changed.as_slice() {
            [] => format!("change options of table {table}"),
            [(from, to)] => {
                format!(
                    "change column {table}.{}{}",
                    to.name,
                    what_changes(from, to, |column| column.data_type.clone())
                )
            }
            several => {
                let names: Vec<&str> = several.iter().map(|(_, to)| to.name.as_str()).collect();
                format!("change columns {} of {table}", names.join(", "))
            }
        };
        if now.options != next.options && !changed.is_empty() {
            summary.push_str(" and options of the table");
        }
        let mut rows = Rows::default();
        for (from, to) in &changed {
            self.prepare(live, (now, from), (&next, to), &mut rows);
        }
        let is_copied = changed.iter().any(|(from, to)| types::copies((now, from), (&next, to)))
            || now.options.engine != next.options.engine
            || now.options.storage != next.options.storage;
        let halfway = rows.halfway(&next);
        let statements = halfway.as_ref().map(|halfway| alter::between(now, halfway));
        let Some(mut made) = self.move_on(now, next.clone(), summary) else { return };
        if let (Some(halfway), Some(first)) = (&halfway, statements) {
            // Labels that go and labels that stand in for them are both there for a while.
            let mut up: Vec<Statement> = first.into_iter().collect();
            up.append(&mut rows.later);
            up.extend(alter::between(halfway, &next));
            made.up = up;
            let mut down: Vec<Statement> = alter::between(&next, halfway).into_iter().collect();
            down.append(&mut rows.back);
            down.extend(alter::between(halfway, now));
            made.down = down;
        }
        let mut up = rows.first;
        up.append(&mut made.up);
        made.up = up;
        let object = changed.first().filter(|_| changed.len() == 1).map(|(_, to)| format!("{table}.{}", to.name));
        made.hazards = rows.hazards;
        if is_copied {
            made.hazards.extend(self.rewrites(&table, object.unwrap_or_else(|| table.to_string())));
        }
        made.loses = (!rows.loses.is_empty()).then(|| rows.loses.join("; "));
        for check in checks.iter().filter(|check| !now.checks.contains(check)) {
            self.new_member(&table, now, &driftline_diff::Member::Check(check.clone()), &mut made);
        }
        self.steps.push(made);
    }

    /// What the rows of one column need before it changes, and what the change does to them.
    fn prepare(&mut self, live: &ObjectName, before: (&Table, &Column), after: (&Table, &Column), rows: &mut Rows) {
        let (from, to) = (before.1, after.1);
        let table = &after.0.name;
        let object = format!("{table}.{}", to.name);
        let change = Change::AlterColumn { table: table.clone(), from: from.clone(), to: to.clone() };
        let found = hazard::of_change(self.context(), &self.survey.names, &change);
        let fails = found.iter().any(|hazard| hazard.kind == HazardKind::FailsOnData);
        rows.hazards.extend(found);
        self.fill_nulls(before, after, &object, rows);
        self.replace_labels(live, before.0, from, to, &object, rows);
        if from.generated.is_none() && to.generated.is_some() {
            rows.loses.push(format!("the values of {object}"));
            let hazard = self.own_values_go(table, &object);
            rows.hazards.push(hazard);
            return;
        }
        let total = self.rows(table);
        if to.generated.is_some() || !types::is_type_change(before, after) {
            return;
        }
        let narrowed = types::narrows(from, to).filter(|_| removed_labels(ENGINE, from, to).is_empty());
        if narrowed.is_some() {
            rows.loses.push(format!("what the new type of {object} has no room for"));
        }
        if total == 0 {
            return;
        }
        let mut push = |kind, detail: String| rows.hazards.push(Hazard::new(kind, &object, detail));
        if let Some(why) = narrowed.filter(|_| !fails) {
            let fate = if types::rounds(from, to) {
                "digits without room are rounded away"
            } else {
                "the statement fails on values that do not fit"
            };
            push(HazardKind::NarrowsType, format!("{why}; {fate}"));
        }
        let (old, new) = (key::collation(before.0, from), key::collation(after.0, to));
        let (old, new) = (old.map(print::character_set), new.map(print::character_set));
        // What the database has by default is unknown here; everything fits into utf8mb4.
        let recoded = types::Type::of(from).has_characters()
            && old != new
            && new.is_none_or(|new| old.is_some() || new != "utf8mb4");
        if types::is_conversion(from, to) {
            push(
                HazardKind::ConvertsType,
                format!("{} from {} to {}", hazard::converted(total), from.data_type, to.data_type),
            );
        } else if recoded {
            let set = |name: Option<&str>| name.unwrap_or("the database's character set").to_owned();
            let detail = format!(
                "{} from {} to {}; the statement fails on characters that are not in it",
                hazard::converted(total),
                set(old),
                set(new)
            );
            push(HazardKind::ConvertsType, detail);
        }
    }

    /// Rows without a value in a column that becomes NOT NULL: the engine would refuse them, or put in what nobody chose.
    fn fill_nulls(&mut self, before: (&Table, &Column), after: (&Table, &Column), object: &str, rows: &mut Rows) {
        let (from, to) = (before.1, after.1);
        let table = &after.0.name;
        let in_key = self.wanted.tables.get(table).is_some_and(|wanted| in_key(wanted, &to.name));
        let condition = format!(" WHERE {} IS NULL", quote(&to.name));
        match fill(self.context(), &self.survey.names, table, Some(from), to, in_key) {
            Err(need) => self.needs.push(need),
            Ok(Fill::NotNeeded) => {}
            Ok(Fill::With { expression, hazard }) => {
                rows.first.push(update(before.0, &to.name, &expression, &condition));
                rows.hazards.extend(hazard);
                rows.loses.push(format!("which rows of {object} were NULL"));
            }
            Ok(Fill::LeaveOut { rows: missing }) => {
                rows.first.push(Statement::raw(format!("DELETE FROM {}{condition}", name(table))));
                let detail = format!("{} without a value go", rows_word(missing));
                rows.hazards.push(Hazard::new(HazardKind::LosesRows, object, detail));
                rows.loses.push(format!("rows whose {object} was NULL"));
            }
        }
    }

    /// Rows that hold a label which goes get the one that stands in for it.
    fn replace_labels(
        &mut self,
        live: &ObjectName,
        before: &Table,
        from: &Column,
        to: &Column,
        object: &str,
        rows: &mut Rows,
    ) {
        let had = labels(&from.data_type).unwrap_or_default();
        let has = labels(&to.data_type).unwrap_or_default();
        let both_enums = had.is_empty() == has.is_empty() && !has.is_empty();
        if both_enums && has.iter().any(|label| !had.contains(label)) {
            let new: Vec<&str> = has.iter().filter(|label| !had.contains(label)).map(String::as_str).collect();
            let detail = format!("going down fails while a row holds {}", new.join(", "));
            rows.hazards.push(Hazard::new(HazardKind::Irreversible, object, detail));
        }
        let gone = removed_labels(ENGINE, from, to);
        if gone.is_empty() {
            return;
        }
        let table = self.survey.new_table(live).clone();
        let live_column = self.survey.names.column(&table, &from.name);
        let stand_ins = unfit::stand_ins(self.context(), (live, &live_column), &table, to, &gone, has.first());
        let replaced = match stand_ins {
            Ok(replaced) => replaced,
            Err(needs) => {
                self.needs.extend(needs);
                return;
            }
        };
        if !replaced.is_empty() {
            let gone: Vec<&str> = replaced.keys().map(String::as_str).collect();
            rows.loses.push(format!("which rows of {object} held {}", gone.join(", ")));
        }
        // Going down, a label that stood in becomes the first of those it stands for.
        let mut stood_in: BTreeMap<&String, &String> = BTreeMap::new();
        for (label, value) in &replaced {
            if let Some(value) = value.as_ref().filter(|value| !had.contains(value)) {
                stood_in.entry(value).or_insert(label);
            }
        }
        rows.back.extend(stood_in.into_iter().map(|(value, label)| {
            let condition = format!(" WHERE {} = {}", quote(&to.name), ENGINE.literal(value));
            update(before, &to.name, &ENGINE.literal(label), &condition)
        }));
        for (label, value) in replaced {
            let condition = format!(" WHERE {} = {}", quote(&to.name), ENGINE.literal(&label));
            let text = value.as_ref().map_or_else(|| "NULL".to_owned(), |value| ENGINE.literal(value));
            let statement = update(before, &to.name, &text, &condition);
            if value.as_ref().is_none_or(|value| had.contains(value)) {
                rows.first.push(statement);
            } else {
                rows.later.push(statement);
                let all: Vec<String> = had
                    .iter()
                    .chain(has.iter().filter(|label| !had.contains(label)))
                    .map(|label| ENGINE.literal(label))
                    .collect();
                rows.unions.insert(to.name.clone(), format!("enum({})", all.join(",")));
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
            let mut added: BTreeSet<&str> = waiting_names(self.changes(), &wanted.name);
            added.extend(waiting.iter().map(|column| column.name.as_str()));
            waiting.sort_by_key(|column| {
                (column.auto_increment.is_some(), is_late(ENGINE, column, &wanted.columns, &added))
            });
            for column in waiting {
                self.add_column(&wanted, column);
            }
            self.drop_last_column(&live, &wanted);
        }
    }

    fn add_column(&mut self, wanted: &Table, column: &Column) {
        let table = &wanted.name;
        let object = format!("{table}.{}", column.name);
        let Some(now) = self.state.tables.get(table).cloned() else { return };
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
            key::keys(wanted, index, column)
                && is_there(&crate::member::plain_columns(index).cloned().collect::<Vec<_>>())
        });
        next.indexes.extend(index.cloned());
    }

    fn filling(&mut self, wanted: &Table, column: &Column, object: &str, made: &mut Step) -> Filling {
        let table = &wanted.name;
        match fill(self.context(), &self.survey.names, table, None, column, in_key(wanted, &column.name)) {
            Err(need) => {
                self.needs.push(need);
                Filling::Nothing
            }
            Ok(Fill::NotNeeded) => Filling::Nothing,
            Ok(Fill::With { expression, hazard }) => {
                made.hazards.extend(hazard);
                Filling::Value(expression)
            }
            Ok(Fill::LeaveOut { rows }) => {
                let own = in_unique(wanted, &column.name) && !in_foreign_key(wanted, &column.name);
                if let Some(expression) = types::distinct(column, NUMBER).filter(|_| own) {
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

/// What changes rows around the one statement that changes a table's columns.
#[derive(Debug, Default)]
struct Rows {
    /// Before it.
    first: Vec<Statement>,
    /// While labels that go and labels that come are both there.
    later: Vec<Statement>,
    /// The same on the way back, where labels that stood in go.
    back: Vec<Statement>,
    /// Types that hold both, by column.
    unions: BTreeMap<String, String>,
    hazards: Vec<Hazard>,
    loses: Vec<String>,
}

impl Rows {
    /// The table with the types that hold old and new labels, if it needs them.
    fn halfway(&self, next: &Table) -> Option<Table> {
        let mut halfway = next.clone();
        for column in &mut halfway.columns {
            if let Some(union) = self.unions.get(&column.name) {
                column.data_type.clone_from(union);
            }
        }
        (!self.unions.is_empty()).then_some(halfway)
    }
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
