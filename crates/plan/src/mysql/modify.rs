//! Columns that change, all of a table in one statement, and what their rows need before it. Leaves out columns that go,
//! come or get another name (`columns`), and what a change of type means (`types`).

use std::collections::BTreeMap;

use driftline_diff::{Change, Member};
use driftline_schema::{Check, Column, ObjectName, Table, sql};

use super::alter::{self, update};
use super::members::{start_counting, stop_counting};
use super::moves::Planner;
use super::print::{self, name, quote};
use super::{ENGINE, key, layout, types};
use crate::column::what_changes;
use crate::family::labels;
use crate::fill::{Fill, fill};
use crate::hazard::{self, rows_word};
use crate::member::{describe, in_key, plain_columns};
use crate::probe::labels_without;
use crate::{Hazard, HazardKind, Statement, unfit};

impl Planner<'_> {
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
        // The layout has changed or changes by itself.
        next.options.partition_by.clone_from(&now.options.partition_by);
        if layout::is_versioned(wanted) && !layout::is_versioned(&now) {
            next.options.storage.retain(|option| option != layout::VERSIONED);
        }
        let absent: Vec<&Column> = wanted.columns.iter().filter(|column| now.column(&column.name).is_none()).collect();
        for column in &mut next.columns {
            if let Some(after) = wanted.column(&column.name) {
                let (counts, had) = (column.auto_increment.clone(), column.default.take());
                *column = Column { auto_increment: counts, ..after.clone() };
                // A default that speaks of a column which comes later waits for it.
                if absent.iter().any(|other| key::default_speaks_of(after, &other.name)) {
                    column.default = had;
                }
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
        let new_keys = self.keys_for_counting(&now, &mut next, wanted);
        start_counting(&mut next, wanted);
        next.sort();
        let come: Vec<Member> = come.into_iter().map(Member::Check).chain(new_keys).collect();
        self.change_columns(live, &now, next, &come);
    }

    /// Indexes that a column which counts needs in another storage engine; where none is wanted that can come already, it
    /// stops counting for a while.
    fn keys_for_counting(&self, now: &Table, next: &mut Table, wanted: &Table) -> Vec<Member> {
        let mut added = Vec::new();
        while let Some(index) = self.next_needed(now, next, wanted) {
            added.push(Member::Index(index.clone()));
            next.indexes.push(index);
        }
        let unkeyed: Vec<String> = (key::automatic(next))
            .filter(|column| !key::is_keyed(next, &column.name))
            .map(|column| column.name.clone())
            .collect();
        stop_counting(next, &unkeyed);
        added
    }

    /// Whether a check belongs to a column that is there, and speaks only of columns that are.
    pub(super) fn comes_with(&self, next: &Table, wanted: &Table, check: &Check) -> bool {
        let Some(column) = &check.column else { return false };
        let is_absent = |other: &&Column| next.column(&other.name).is_none();
        next.column(column).is_some()
            && !(wanted.columns.iter().filter(is_absent))
                .any(|other| sql::mentions(ENGINE, check.expression.text(), &other.name))
    }

    fn change_columns(&mut self, live: &ObjectName, now: &Table, next: Table, come: &[Member]) {
        let table = next.name.clone();
        let changed: Vec<(Column, Column)> = (next.columns.iter())
            .filter_map(|after| Some((now.column(&after.name)?.clone(), after.clone())))
            .filter(|(before, after)| alter::differs((now, before), (&next, after)))
            .collect();
        let mut summary = match changed.as_slice() {
            [] => format!("change options of table {table}"),
            [(from, to)] => {
                let mut what = what_changes(from, to, |column| column.data_type.clone());
                if !key::checks_of(&now.checks, &to.name).eq(key::checks_of(&next.checks, &to.name)) {
                    what.push_str(if what.is_empty() { ": check" } else { ", check" });
                }
                format!("change column {table}.{}{what}", to.name)
            }
            several => {
                let names: Vec<&str> = several.iter().map(|(_, to)| to.name.as_str()).collect();
                format!("change columns {} of {table}", names.join(", "))
            }
        };
        if now.options != next.options && !changed.is_empty() {
            summary.push_str(" and options of the table");
        }
        for member in come.iter().filter(|member| matches!(member, Member::Index(_))) {
            summary.push_str(&format!(", add {}", describe(member)));
        }
        let mut rows = Rows::default();
        for (from, to) in &changed {
            self.prepare(live, (now, from), (&next, to), &mut rows);
        }
        let is_copied = changed.iter().any(|(from, to)| types::copies((now, from), (&next, to)))
            || now.options.engine != next.options.engine
            || now.options.storage != next.options.storage;
        let halfway = rows.halfway(&next);
        let Some(mut made) = self.move_on(now, next.clone(), summary) else { return };
        if let Some(halfway) = halfway {
            if !rows.later.is_empty() || rows.by_text {
                made.up = alter::between(now, &halfway).into_iter().collect();
                made.up.append(&mut rows.later);
                made.up.extend(alter::between(&halfway, &next));
            }
            if !rows.back.is_empty() || rows.by_text {
                made.down = alter::between(&next, &halfway).into_iter().collect();
                made.down.append(&mut rows.back);
                made.down.extend(alter::between(&halfway, now));
            }
        }
        let mut up = rows.first;
        up.append(&mut made.up);
        made.up = guarded(&table, changed.iter().map(|(from, to)| (from, to)));
        made.up.append(&mut up);
        let mut down = guarded(&table, changed.iter().map(|(from, to)| (to, from)));
        down.append(&mut made.down);
        made.down = down;
        let object = changed.first().filter(|_| changed.len() == 1).map(|(_, to)| format!("{table}.{}", to.name));
        made.hazards = rows.hazards;
        if is_copied {
            made.hazards.extend(self.rewrites(&table, object.unwrap_or_else(|| table.to_string())));
        }
        made.loses = (!rows.loses.is_empty()).then(|| rows.loses.join("; "));
        for member in come {
            let is_there = matches!(member, Member::Check(check) if now.checks.contains(check));
            if !is_there {
                self.new_member(&table, now, member, &mut made);
            }
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
        if let Some(length) = types::goes_by_text(from, to) {
            rows.go_by_text(to, length);
        }
        if types::maps_addresses(from, to) {
            rows.map_addresses(before.0, to);
        }
        if let Some(lengths) = types::pads(from, to) {
            rows.take_padding_off(before.0, to, lengths);
        }
        if from.generated.is_none() && to.generated.is_some() {
            rows.loses.push(format!("the values of {object}"));
            let hazard = self.own_values_go(table, &object);
            rows.hazards.push(hazard);
            return;
        }
        let total = self.rows(table);
        let in_unique_key = after.0.primary_key.iter().flat_map(|key| &key.columns).any(|column| *column == to.name)
            || after
                .0
                .indexes
                .iter()
                .filter(|index| index.unique)
                .any(|index| plain_columns(index).any(|column| *column == to.name));
        if total > 0 && in_unique_key && merges_values(before, after) {
            let detail =
                "the new collation may take two texts for one; the statement fails where a unique key has both";
            rows.hazards.push(Hazard::new(HazardKind::NarrowsType, &object, detail));
        }
        if to.generated.is_some() || !types::is_type_change(before, after) {
            return;
        }
        // Labels that go are said one by one.
        let both_enums = [from, to].iter().all(|column| types::Type::of(column).base == "enum");
        let narrowed = types::narrows(from, to).filter(|_| !both_enums);
        if narrowed.is_some() {
            rows.loses.push(format!("what the new type of {object} has no room for"));
        } else if types::spells_anew(from, to) {
            rows.loses.push(format!("how the values of {object} were written"));
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
                let statement = update(before.0, &to.name, &expression, &condition);
                if types::is_conversion(from, to) {
                    // The value is one of the new type.
                    rows.later.push(statement);
                    rows.halfway.entry(to.name.clone()).or_default().nullable = true;
                    // A word that stands in for a number is none on the way back.
                    let is_number = expression.trim_matches('\'').parse::<f64>().is_ok();
                    if !types::Type::of(from).has_characters() && types::Type::of(to).has_characters() && !is_number {
                        let condition = format!(" WHERE {} = {expression}", quote(&to.name));
                        rows.back.push(update(before.0, &to.name, "NULL", &condition));
                    }
                } else {
                    rows.first.push(statement);
                }
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
        let new = match types::Type::of(from).base.as_str() {
            "set" if !has.is_empty() => has.iter().filter(|label| !had.contains(label)).cloned().collect(),
            _ => labels_without(Some(before), to, from),
        };
        let table = self.survey.new_table(live).clone();
        let context = self.context();
        let comes_back = |label: &String| {
            context
                .difference
                .labels
                .iter()
                .any(|rename| rename.table == table && rename.column == to.name && rename.to == *label)
        };
        let new: Vec<String> = new.into_iter().filter(|label| !comes_back(label)).collect();
        if !new.is_empty() {
            let detail = format!("going down fails while a row holds {}", new.join(", "));
            rows.hazards.push(Hazard::new(HazardKind::Irreversible, object, detail));
        }
        let gone = labels_without(Some(before), from, to);
        if gone.is_empty() {
            return;
        }
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
            let is_lost = |label: &&String| unfit::renamed_label(context, &table, &to.name, label).is_none();
            let gone: Vec<&str> = replaced.keys().filter(is_lost).map(String::as_str).collect();
            if !gone.is_empty() {
                rows.loses.push(format!("which rows of {object} held {}", gone.join(", ")));
            }
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
                rows.halfway.entry(to.name.clone()).or_default().data_type = Some(format!("enum({})", all.join(",")));
            }
        }
    }
}

/// Statements that fail, and leave nothing, where a value that becomes a label, or the other way round, would not say the
/// same afterwards.
fn guarded<'c>(table: &ObjectName, changed: impl Iterator<Item = (&'c Column, &'c Column)>) -> Vec<Statement> {
    const GUARD: &str = "driftline_same_text";
    let conditions: Vec<String> = changed.filter_map(|(from, to)| types::keeps_its_text(from, to)).collect();
    if conditions.is_empty() {
        return Vec::new();
    }
    let alter = |words: String| Statement::raw(format!("ALTER TABLE {} {words}", name(table)));
    vec![
        alter(format!("ADD CONSTRAINT {} CHECK ({})", quote(GUARD), conditions.join(" AND "))),
        alter(format!("DROP CONSTRAINT {}", quote(GUARD))),
    ]
}

/// Whether another collation may find texts alike that were not: all do but those that compare bytes.
fn merges_values(before: (&Table, &Column), after: (&Table, &Column)) -> bool {
    let (old, new) = (key::collation(before.0, before.1), key::collation(after.0, after.1));
    let has_characters = types::Type::of(before.1).has_characters() && types::Type::of(after.1).has_characters();
    has_characters && old != new && !new.is_some_and(|name| name.ends_with("_bin"))
}

/// What changes rows around the one statement that changes a table's columns.
#[derive(Debug, Default)]
struct Rows {
    /// Before it.
    first: Vec<Statement>,
    /// While columns are halfway, which makes two statements of the one.
    later: Vec<Statement>,
    /// The same on the way back, where what stood in goes.
    back: Vec<Statement>,
    /// What columns are halfway.
    halfway: BTreeMap<String, Halfway>,
    /// Whether a column must be halfway in both directions, even if nothing is done to rows there.
    by_text: bool,
    hazards: Vec<Hazard>,
    loses: Vec<String>,
}

/// What a column is halfway, where it is not what it will be.
#[derive(Debug, Default)]
struct Halfway {
    /// A type that holds labels which go and labels that stand in for them.
    data_type: Option<String>,
    /// NULL is still allowed.
    nullable: bool,
}

impl Rows {
    /// The values become texts of so many characters first.
    fn go_by_text(&mut self, column: &Column, length: u32) {
        self.by_text = true;
        self.halfway.entry(column.name.clone()).or_default().data_type = Some(format!("varchar({length})"));
    }

    /// The text of an address gets what makes it one of the newer kind, and loses it on the way back.
    fn map_addresses(&mut self, table: &Table, column: &Column) {
        const MAPPED: &str = "::ffff:";
        let (prefix, quoted) = (ENGINE.literal(MAPPED), quote(&column.name));
        self.later.push(update(table, &column.name, &format!("CONCAT({prefix}, {quoted})"), ""));
        self.back.push(update(table, &column.name, &format!("SUBSTRING({quoted}, {})", MAPPED.len() + 1), ""));
        self.halfway.entry(column.name.clone()).or_default().data_type = Some("varchar(45)".to_owned());
    }

    /// The zeros that the longer type puts behind values would not fit into the shorter one on the way back.
    fn take_padding_off(&mut self, table: &Table, column: &Column, (short, long): (u32, u32)) {
        let quoted = quote(&column.name);
        let is_padded = format!(" WHERE SUBSTRING({quoted}, {}) = REPEAT(x'00', {})", short + 1, long - short);
        self.back.push(update(table, &column.name, &format!("LEFT({quoted}, {short})"), &is_padded));
        self.halfway.entry(column.name.clone()).or_default().data_type = Some(format!("varbinary({long})"));
    }

    /// The table halfway, if it is to stop there.
    fn halfway(&self, next: &Table) -> Option<Table> {
        let mut halfway = next.clone();
        for column in &mut halfway.columns {
            if let Some(found) = self.halfway.get(&column.name) {
                column.nullable |= found.nullable;
                if let Some(data_type) = &found.data_type {
                    column.data_type.clone_from(data_type);
                    column.auto_increment = None;
                }
            }
        }
        (!self.halfway.is_empty()).then_some(halfway)
    }
}
