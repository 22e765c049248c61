//! Indexes, primary keys and checks: what goes, what gets another name, what comes. Leaves out foreign keys and triggers
//! (`moves`), and checks that belong to a column's definition (`columns`).

use std::collections::BTreeSet;

use driftline_diff::{Change, Member};
use driftline_schema::{Check, Column, Index, ObjectName, Table, sql};

use super::moves::{Planner, unchecked};
use super::print::{name, quote};
use super::survey::MemberId;
use super::types::Type;
use super::{ENGINE, key};
use crate::hazard;
use crate::member::{describe, plain_columns};
use crate::order::{detour, rename_order};
use crate::probe::prefix_of;
use crate::{Hazard, HazardKind, Statement, Step};

/// The kinds of [`crate::member::kind`] that live here.
const CHECK: u8 = 2;
pub(super) const INDEX: u8 = 3;
const PRIMARY_KEY: u8 = 5;

impl Planner<'_> {
    // ---- going

    /// Members go under their table's new name, over columns with their live names.
    pub(super) fn drop_members(&mut self) {
        for (live, wanted) in self.tables() {
            let Some(now) = self.state.tables.get(&wanted.name).cloned() else { continue };
            let going = self.going(&live, &now);
            let late = self.late_members(&live, &now, &wanted, &going);
            self.late.extend(late.iter().cloned());
            let mut waiting: Vec<&MemberId> = going.difference(&late).collect();
            while !waiting.is_empty() {
                let free = waiting.iter().position(|(_, kind, given)| {
                    *kind != INDEX || !self.takes_a_name(&wanted.name, |index| index.name == *given)
                });
                if let Some(place) = free {
                    let (live, kind, given) = waiting.remove(place);
                    self.drop_member(live, &wanted, *kind, given);
                } else {
                    self.drop_indexes(&wanted.name, &waiting);
                    waiting.clear();
                }
            }
            self.let_columns_go(&live, &wanted);
        }
    }

    /// Whether an index that comes along with a foreign key, once these are gone, bears a name that is in use.
    fn takes_a_name(&self, table: &ObjectName, goes: impl Fn(&Index) -> bool) -> bool {
        let Some(mut without) = self.state.tables.get(table).cloned() else { return false };
        without.indexes.retain(|index| !goes(index));
        let is_used = |name: &str| without.indexes.iter().any(|index| key::same_name(&index.name, name));
        key::implied(&without).iter().any(|index| is_used(&index.name))
    }

    /// Indexes of which each bears the name of one that comes along when another goes, all in one statement.
    fn drop_indexes(&mut self, table: &ObjectName, members: &[&MemberId]) {
        let names: Vec<&str> = members.iter().map(|(_, _, given)| given.as_str()).collect();
        let made = self.change_table(table, format!("drop indexes {} of {table}", names.join(", ")), |table| {
            table.indexes.retain(|index| !names.contains(&index.name.as_str()));
        });
        self.steps.extend(made);
    }

    /// Columns that stay lose a check or a default that speaks of one that goes (error 1054); what is wanted comes back.
    fn let_columns_go(&mut self, live: &ObjectName, wanted: &Table) {
        let gone: Vec<&str> = self.survey.gone_columns(live).collect();
        let is_led = |column: &Column| {
            !gone.contains(&column.name.as_str()) && gone.iter().any(|name| key::default_speaks_of(column, name))
        };
        let leans = |check: &Check| {
            check.column.as_deref().is_some_and(|column| !gone.contains(&column))
                && gone.iter().any(|column| sql::mentions(ENGINE, check.expression.text(), column))
        };
        let Some(now) = self.state.tables.get(&wanted.name) else { return };
        let checked = |column: &Column| {
            now.checks.iter().any(|check| check.column.as_ref() == Some(&column.name) && leans(check))
        };
        let columns: Vec<&str> = (now.columns.iter())
            .filter(|column| is_led(column) || checked(column))
            .map(|column| column.name.as_str())
            .collect();
        let summary = format!("drop checks and defaults of columns {} of {}", columns.join(", "), wanted.name);
        let made = self.change_table(&wanted.name, summary, |table| {
            table.checks.retain(|check| !leans(check));
            table.columns.iter_mut().filter(|column| is_led(column)).for_each(|column| column.default = None);
        });
        self.steps.extend(made);
    }

    /// Members that the difference drops, and those over columns that go.
    fn going(&self, live: &ObjectName, table: &Table) -> BTreeSet<MemberId> {
        let gone: BTreeSet<&str> = self.survey.gone_columns(live).collect();
        let mut going: BTreeSet<MemberId> =
            self.survey.explicit.iter().filter(|(of, _, _)| of == live).cloned().collect();
        // Checks of a column are part of its definition.
        going.retain(|(_, kind, given)| *kind != CHECK || !given.is_empty());
        let is_gone = |column: &String| gone.contains(column.as_str());
        if table.primary_key.as_ref().is_some_and(|key| key.columns.iter().any(is_gone)) {
            going.insert((live.clone(), PRIMARY_KEY, String::new()));
        }
        for index in table.indexes.iter().filter(|index| plain_columns(index).any(is_gone)) {
            going.insert((live.clone(), INDEX, index.name.clone()));
        }
        for check in &table.checks {
            let leans = gone.iter().any(|column| sql::mentions(ENGINE, check.expression.text(), column));
            if let (true, Some(given)) = (leans, &check.name) {
                going.insert((live.clone(), CHECK, given.clone()));
            }
        }
        going
    }

    /// Members that go and are needed until what replaces them is there: by an `AUTO_INCREMENT` column, by a foreign key of
    /// this table or by one that refers to it; and a primary key that another follows, so that the rows are written once.
    fn late_members(
        &self,
        live: &ObjectName,
        now: &Table,
        wanted: &Table,
        going: &BTreeSet<MemberId>,
    ) -> BTreeSet<MemberId> {
        let after = |column: &str| wanted.column(&self.survey.new_column(live, column));
        // Over a column that loses its length, or NOT NULL in a primary key, the engine would refuse to keep it.
        let fits = |column: &String, in_primary_key: bool| {
            let is_free =
                after(column).is_none_or(|column| Type::of(column).is_lob() || in_primary_key && column.nullable);
            !self.survey.is_gone(live, column) && !is_free
        };
        let taken_names: Vec<String> = (self.changes().iter())
            .filter_map(|change| match change {
                Change::RenameMember { table, to: Member::Index(index), .. } if *table == wanted.name => {
                    Some(index.name.clone())
                }
                _ => None,
            })
            .collect();
        let id = |kind: u8, given: &str| (live.clone(), kind, given.to_owned());
        let mut rest = now.clone();
        rest.indexes.retain(|index| !going.contains(&id(INDEX, &index.name)));
        let mut late = BTreeSet::new();
        if going.contains(&id(PRIMARY_KEY, "")) {
            let stays = now.primary_key.iter().flat_map(|key| &key.columns).all(|column| fits(column, true));
            if stays && (wanted.primary_key.is_some() || self.needs_key(&rest_without_key(&rest), now)) {
                late.insert(id(PRIMARY_KEY, ""));
            } else {
                rest.primary_key = None;
            }
        }
        for index in now.indexes.iter().filter(|index| going.contains(&id(INDEX, &index.name))) {
            let stays = plain_columns(index).all(|column| fits(column, false)) && !taken_names.contains(&index.name);
            let mut with = rest.clone();
            with.indexes.push(index.clone());
            if stays && self.is_missed(live, &rest, &with, wanted) {
                late.insert(id(INDEX, &index.name));
                rest = with;
            }
        }
        late
    }

    /// Whether a table without its primary key has an `AUTO_INCREMENT` column without a key.
    fn needs_key(&self, without: &Table, now: &Table) -> bool {
        key::automatic(now).any(|column| key::is_keyed(now, &column.name) && !key::is_keyed(without, &column.name))
    }

    /// Whether something that stays needs what `with` has and `without` has not.
    fn is_missed(&self, live: &ObjectName, without: &Table, with: &Table, wanted: &Table) -> bool {
        let serves_anew = |columns: &[String]| key::is_served(with, columns) && !key::is_served(without, columns);
        let automatic = key::automatic(without)
            .filter(|column| !self.survey.is_gone(live, &column.name))
            .any(|column| key::is_keyed(with, &column.name) && !key::is_keyed(without, &column.name));
        // Where the key will bring its own index along, it can do so at once.
        let is_served_later = |columns: &[String]| {
            let columns: Vec<String> = columns.iter().map(|column| self.survey.new_column(live, column)).collect();
            key::is_served(wanted, &columns)
        };
        let own = without.foreign_keys.iter().any(|key| serves_anew(&key.columns) && is_served_later(&key.columns));
        let others = self.state.tables.values().flat_map(|table| &table.foreign_keys);
        let referred =
            others.filter(|key| key.references == wanted.name).any(|key| serves_anew(&key.referenced_columns));
        automatic || own || referred
    }

    fn drop_member(&mut self, live: &ObjectName, wanted: &Table, kind: u8, given: &str) {
        let table = &wanted.name;
        let Some(now) = self.state.tables.get(table).cloned() else { return };
        // The key of an `AUTO_INCREMENT` column that is dropped goes together with it.
        let mut without = now.clone();
        match kind {
            PRIMARY_KEY => without.primary_key = None,
            INDEX => without.indexes.retain(|index| index.name != given),
            _ => without.checks.retain(|check| check.name.as_deref() != Some(given)),
        }
        let unkeyed: Vec<String> = (key::automatic(&without))
            .filter(|column| !key::is_keyed(&without, &column.name))
            .map(|column| column.name.clone())
            .collect();
        if unkeyed.iter().any(|column| self.survey.is_gone(live, column)) {
            self.late.insert((live.clone(), kind, given.to_owned()));
            return;
        }
        stop_counting(&mut without, &unkeyed);
        let is_explicit = self.survey.explicit.contains(&(live.clone(), kind, given.to_owned()));
        let what = match kind {
            PRIMARY_KEY => "primary key".to_owned(),
            INDEX => format!("index {given}"),
            _ => format!("check {given}"),
        };
        let why = if is_explicit { "" } else { " while what it rests on changes" };
        let made = self.move_on(&now, without, format!("drop {what} of {table}{why}"));
        if let Some(mut made) = made {
            if kind == PRIMARY_KEY {
                made.hazards.extend(self.rewrites(table, table));
            }
            let lost = |column: &&Column| !column.nullable && self.survey.is_dropped(live, &column.name);
            let leans_on = |check: &Check| {
                let text = check.expression.text();
                now.columns.iter().filter(lost).any(|column| sql::mentions(ENGINE, text, &column.name))
            };
            let check = now.checks.iter().find(|check| kind == CHECK && check.name.as_deref() == Some(given));
            if check.is_some_and(leans_on) {
                made.down = unchecked(made.down);
                made.loses = Some(format!(
                    "that the rows of {table} meet the check {given}: it comes back without a look at them"
                ));
            }
            self.steps.push(made);
        }
    }

    /// The danger of a statement that writes all rows of a table anew.
    pub(super) fn rewrites(&self, table: &ObjectName, object: impl ToString) -> Option<Hazard> {
        let rows = self.rows(table);
        let detail = format!("{} written anew while the table is locked", hazard::rows_are(rows));
        (rows > 0).then(|| Hazard::new(HazardKind::RewritesTable, object, detail))
    }

    // ---- new names

    /// Indexes have a statement for it; a check goes and comes in one.
    pub(super) fn rename_members(&mut self) {
        for (_, wanted) in self.tables() {
            let table = &wanted.name;
            let (mut indexes, mut checks) = (Vec::new(), Vec::new());
            for change in self.changes() {
                let Change::RenameMember { table: of, from, to } = change else { continue };
                let there = |state: &Table| match from {
                    Member::Index(index) => state.indexes.iter().any(|other| other.name == index.name),
                    Member::Check(check) => state.checks.iter().any(|other| other.name == check.name),
                    _ => false,
                };
                if of != table || !self.state.tables.get(table).is_some_and(there) {
                    continue;
                }
                match (from, to) {
                    (Member::Index(from), Member::Index(to)) => indexes.push((from.name.clone(), to.name.clone())),
                    (Member::Check(from), Member::Check(to)) => {
                        checks.extend(from.name.clone().zip(to.name.clone()));
                    }
                    _ => {}
                }
            }
            for (from, to) in rename_order(&indexes, |old: &String| detour(old)) {
                let made = self.change_table(table, format!("rename index {from} of {table} to {to}"), |table| {
                    for index in table.indexes.iter_mut().filter(|index| index.name == from) {
                        index.name.clone_from(&to);
                    }
                });
                self.steps.extend(made);
            }
            for (from, to) in rename_order(&checks, |old: &String| detour(old)) {
                let made = self.change_table(table, format!("rename check {from} of {table} to {to}"), |table| {
                    for check in table.checks.iter_mut().filter(|check| check.name.as_ref() == Some(&from)) {
                        check.name = Some(to.clone());
                    }
                });
                self.steps.extend(made);
            }
        }
    }

    // ---- coming

    /// First the primary key and what must change together with it, then indexes, then checks.
    pub(super) fn add_members(&mut self) {
        for (live, wanted) in self.tables() {
            self.change_keys(&live, &wanted);
            self.add_indexes(&wanted);
            self.add_defaults(&wanted);
            self.add_checks(&wanted);
        }
    }

    fn change_keys(&mut self, live: &ObjectName, wanted: &Table) {
        let table = &wanted.name;
        let Some(now) = self.state.tables.get(table).cloned() else { return };
        let late: Vec<MemberId> = self.late.iter().filter(|(of, _, _)| of == live).cloned().collect();
        let mut next = now.clone();
        next.primary_key.clone_from(&wanted.primary_key);
        next.indexes.retain(|index| !late.contains(&(live.clone(), INDEX, index.name.clone())));
        let mut added = Vec::new();
        while let Some(index) = self.next_needed(&now, &next, wanted) {
            added.push(index.clone());
            next.indexes.push(index);
        }
        start_counting(&mut next, wanted);
        let rewrites = now.primary_key != next.primary_key;
        let mut what: Vec<String> = Vec::new();
        if rewrites {
            what.push("primary key".to_owned());
        }
        what.extend(late.iter().filter(|(_, kind, _)| *kind == INDEX).map(|(_, _, given)| format!("index {given}")));
        what.extend(added.iter().map(|index| format!("index {}", index.name)));
        what.dedup();
        let what = if what.is_empty() { "numbering".to_owned() } else { what.join(", ") };
        let verb = match (&now.primary_key, &next.primary_key) {
            _ if !late.is_empty() || !added.is_empty() => "change",
            (None, Some(_)) => "add",
            (Some(_), None) => "drop",
            _ => "change",
        };
        let members: Vec<Member> = (next.primary_key.iter().cloned().map(Member::PrimaryKey).filter(|_| rewrites))
            .chain(added.iter().cloned().map(Member::Index))
            .collect();
        let Some(mut made) = self.move_on(&now, next, format!("{verb} {what} of {table}")) else { return };
        for member in members {
            self.new_member(table, &now, &member, &mut made);
        }
        if rewrites {
            made.hazards.extend(self.rewrites(table, table));
        }
        self.steps.push(made);
    }

    /// An index that is wanted and without which `next` would lack what `now` has: a key for an `AUTO_INCREMENT` column,
    /// or an index for a foreign key at either end.
    pub(super) fn next_needed(&self, now: &Table, next: &Table, wanted: &Table) -> Option<Index> {
        let is_missing = |index: &&Index| {
            let has_columns = plain_columns(index).all(|column| next.column(column).is_some());
            has_columns && !next.indexes.iter().any(|other| other.name == index.name)
        };
        let candidates = || wanted.indexes.iter().filter(is_missing);
        for column in key::automatic(next).filter(|column| !key::is_keyed(next, &column.name)) {
            if let Some(found) = candidates().find(|index| key::keys(next, index, &column.name)) {
                return Some(found.clone());
            }
        }
        let own = next.foreign_keys.iter().map(|key| &key.columns);
        let referred = (self.state.tables.values().flat_map(|table| &table.foreign_keys))
            .filter(|key| key.references == wanted.name)
            .map(|key| &key.referenced_columns);
        (own.chain(referred))
            .filter(|columns| key::is_served(now, columns) && !key::is_served(next, columns))
            .find_map(|columns| candidates().find(|index| key::serves(index, columns)).cloned())
    }

    fn add_indexes(&mut self, wanted: &Table) {
        let table = &wanted.name;
        for index in &wanted.indexes {
            let Some(now) = self.state.tables.get(table).cloned() else { return };
            if now.indexes.iter().any(|other| other.name == index.name) {
                continue;
            }
            // A name that one bears which came along is free as soon as another serves its key.
            let is_held = key::implied(&now).iter().any(|other| key::same_name(&other.name, &index.name));
            let is_missing = |other: &&Index| !now.indexes.iter().any(|there| there.name == other.name);
            let together: Vec<Index> =
                if is_held { wanted.indexes.iter().filter(is_missing).cloned().collect() } else { vec![index.clone()] };
            let mut next = now.clone();
            next.indexes.extend(together.iter().cloned());
            start_counting(&mut next, wanted);
            next.sort();
            let members: Vec<Member> = together.into_iter().map(Member::Index).collect();
            let words: Vec<String> = members.iter().map(describe).collect();
            let summary = format!("add {} of {table}", words.join(", "));
            let Some(mut made) = self.move_on(&now, next, summary) else { continue };
            for member in &members {
                self.new_member(table, &now, member, &mut made);
            }
            self.steps.push(made);
        }
    }

    /// Defaults that had to wait for the columns of which they speak.
    fn add_defaults(&mut self, wanted: &Table) {
        let table = &wanted.name;
        let Some(now) = self.state.tables.get(table) else { return };
        let is_due = |column: &Column| {
            let after = wanted.column(&column.name).filter(|after| after.default != column.default);
            after.is_some_and(|after| wanted.columns.iter().any(|other| key::default_speaks_of(after, &other.name)))
        };
        let due: Vec<String> =
            now.columns.iter().filter(|column| is_due(column)).map(|column| column.name.clone()).collect();
        let made = self.change_table(table, format!("set defaults of {} of {table}", due.join(", ")), |table| {
            for column in table.columns.iter_mut().filter(|column| due.contains(&column.name)) {
                column.default = wanted.column(&column.name).and_then(|after| after.default.clone());
            }
        });
        self.steps.extend(made);
    }

    /// Checks of one table come in one statement, which reads all rows once. Those of a column that could not come with
    /// its definition come here too.
    fn add_checks(&mut self, wanted: &Table) {
        let table = &wanted.name;
        let Some(now) = self.state.tables.get(table).cloned() else { return };
        let missing: Vec<Check> = wanted.checks.iter().filter(|check| !now.checks.contains(check)).cloned().collect();
        if missing.is_empty() {
            return;
        }
        let words: Vec<&str> = missing.iter().map(|check| check.name.as_deref().unwrap_or("of a column")).collect();
        let plural = if words.len() == 1 { "check" } else { "checks" };
        let mut next = now.clone();
        next.checks.extend(missing.iter().cloned());
        next.sort();
        let summary = format!("add {plural} {} of {table}", words.join(", "));
        let Some(mut made) = self.move_on(&now, next, summary) else { return };
        for check in missing {
            self.new_member(table, &now, &Member::Check(check), &mut made);
        }
        self.steps.push(made);
    }

    /// Makes room for a member that the difference adds.
    pub(super) fn new_member(&mut self, table: &ObjectName, before: &Table, member: &Member, made: &mut Step) {
        let is_new = self.changes().iter().any(|change| {
            matches!(change, Change::AddMember { table: of, member: other } if of == table && same(other, member))
        });
        if !is_new {
            return;
        }
        // What tells rows apart is what the table has before the step.
        let after = self.state.tables.insert(table.clone(), before.clone());
        self.unfit_rows(table, member, made);
        self.state.tables.extend(after.map(|after| (table.clone(), after)));
    }
}

/// Whether a change adds this member; a unique constraint is an index by now.
fn same(added: &Member, member: &Member) -> bool {
    match (added, member) {
        (Member::Unique(unique), Member::Index(index)) => {
            index.unique
                && plain_columns(index).eq(&unique.columns)
                && unique.name.as_ref().is_none_or(|name| *name == index.name)
        }
        _ => added == member,
    }
}

fn rest_without_key(table: &Table) -> Table {
    Table { primary_key: None, ..table.clone() }
}

/// Takes `AUTO_INCREMENT` off columns that have no key for a while.
pub(super) fn stop_counting(table: &mut Table, columns: &[String]) {
    for column in table.columns.iter_mut().filter(|column| columns.contains(&column.name)) {
        column.auto_increment = None;
    }
}

/// Makes wanted `AUTO_INCREMENT` columns count as soon as they have a key.
pub(super) fn start_counting(table: &mut Table, wanted: &Table) {
    let counting: Vec<&Column> = key::automatic(wanted).filter(|column| key::is_keyed(table, &column.name)).collect();
    for column in &mut table.columns {
        if let Some(after) = counting.iter().find(|other| other.name == column.name) {
            column.auto_increment.clone_from(&after.auto_increment);
        }
    }
}

/// The statement that deletes the rows a new member refuses; `None` where nothing tells equal rows apart. There is no row
/// number to go by, so of equal rows the one with the least key stays.
pub(super) fn delete_unfit(table: &Table, member: &Member) -> Option<Statement> {
    let target = name(&table.name);
    let repeated = |keys: Vec<(String, Option<u32>)>| {
        let row = key::row_key(table)?;
        let side = |side: &str, (column, prefix): &(String, Option<u32>)| {
            prefix_of(&format!("{}.{}", quote(side), quote(column)), *prefix)
        };
        let same: Vec<String> =
            keys.iter().map(|part| format!("{} = {}", side("kept", part), side("unfit", part))).collect();
        let row_of = |side: &str| {
            let columns: Vec<String> = row.iter().map(|column| format!("{}.{}", quote(side), quote(column))).collect();
            if columns.len() == 1 { columns.join("") } else { format!("({})", columns.join(", ")) }
        };
        Some(format!(
            "DELETE {unfit} FROM {target} AS {unfit} JOIN {target} AS {kept} ON {} AND {} < {}",
            same.join(" AND "),
            row_of("kept"),
            row_of("unfit"),
            unfit = quote("unfit"),
            kept = quote("kept"),
        ))
    };
    let text = match member {
        Member::PrimaryKey(key) => {
            repeated(key.columns_with_parts().map(|(column, part)| (column.clone(), part.prefix)).collect())?
        }
        Member::Index(index) => {
            let plain = plain_columns(index).cloned().zip(index.parts.iter().map(|part| part.prefix));
            repeated(plain.collect())?
        }
        Member::ForeignKey(key) => {
            let (child, parent) = (quote("child"), quote("parent"));
            let present: Vec<String> =
                key.columns.iter().map(|column| format!("{child}.{} IS NOT NULL", quote(column))).collect();
            let same: Vec<String> = (key.columns.iter().zip(&key.referenced_columns))
                .map(|(column, other)| format!("{parent}.{} = {child}.{}", quote(other), quote(column)))
                .collect();
            let absent = key.referenced_columns.first().map(|column| format!("{parent}.{} IS NULL", quote(column)))?;
            format!(
                "DELETE {child} FROM {target} AS {child} LEFT JOIN {} AS {parent} ON {} WHERE {} AND {absent}",
                name(&key.references),
                same.join(" AND "),
                present.join(" AND ")
            )
        }
        Member::Check(check) => format!("DELETE FROM {target} WHERE NOT ({})", check.expression.text()),
        Member::Unique(_) | Member::Trigger(_) | Member::Exclusion(_) | Member::Policy(_) | Member::Rule(_) => {
            return None;
        }
    };
    Some(Statement::raw(text))
}
