//! SQLite's steps: what `ALTER TABLE` can do natively, everything else as one rebuild per table.
//!
//! Names are changed first and natively, because SQLite then mends views, triggers and foreign keys that say the old
//! name. What is native comes before the rebuilds: SQLite looks into every trigger and view during a native change, and
//! into none during a rebuild. Leaves out running anything; the runner turns foreign keys off around a rebuild.

mod ddl;
mod fit;
mod native;
mod rebuild;
mod virtual_table;

use std::collections::{BTreeMap, BTreeSet};

use driftline_diff::{Change, Difference, Member};
use driftline_schema::{Column, Engine, Index, Object, ObjectName, Source, Table, Trigger, View, sql};

use crate::order::{Phase, create_order, ordered, phase};
use crate::plan::{Context, Need};
use crate::{Hazard, HazardKind, LiveNames, Operation, PlanError, Statement, Step, hazard, object};

use crate::member::describe;

use self::fit::Fit;
use self::native::Companions;
use self::rebuild::Copy;

/// Steps on SQLite, in running order.
///
/// # Errors
/// [`PlanError::Needs`] where rows need a decision, [`PlanError::Unsupported`] where a table cannot be read whole and would
/// have to be rebuilt.
pub fn steps(context: &Context<'_>) -> Result<Vec<Step>, PlanError> {
    let difference = with_leaning_views(context);
    Planner::new(&Context { difference: &difference, ..*context }).plan()
}

/// The difference with the views that read a view which goes, where tables change natively in between: SQLite looks into every
/// view then, and refuses what no longer reads ("error in view …: no such table").
fn with_leaning_views(context: &Context<'_>) -> Difference {
    let mut difference = context.difference.clone();
    let is_named = |view: &View, name: &ObjectName| sql::mentions(Engine::Sqlite, view.definition.text(), &name.name);
    let mut gone: Vec<ObjectName> = (difference.changes.iter())
        .filter_map(|change| match change {
            Change::DropView(view) => Some(view.name.clone()),
            _ => None,
        })
        .collect();
    if gone.is_empty() || difference.changes.iter().all(|change| change.table().is_none()) {
        return difference;
    }
    let known: BTreeSet<ObjectName> = gone.iter().cloned().collect();
    let mut at = 0;
    while let Some(name) = gone.get(at).cloned() {
        let readers = context.current.views.values().filter(|view| is_named(view, &name) && !gone.contains(&view.name));
        let readers: Vec<ObjectName> = readers.map(|view| view.name.clone()).collect();
        gone.extend(readers);
        at += 1;
    }
    for name in gone.iter().filter(|name| !known.contains(name)) {
        let (before, after) = (context.current.views.get(name), context.desired.views.get(name));
        if let (Some(before), Some(after)) = (before, after) {
            difference.changes.retain(|change| !matches!(change, Change::AlterView { to, .. } if to.name == *name));
            difference.changes.extend([Change::DropView(before.clone()), Change::CreateView(after.clone())]);
        }
    }
    difference
}

/// Where a step stands: phase, then place inside the phase.
type Place = (Slot, usize);

/// The phases of SQLite's plan; they run in the order of the variants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Slot {
    /// Phases every engine has, up to the new columns and indexes.
    Shared(Phase),
    /// Rebuilds, referenced tables first.
    Rebuild,
    /// Views and triggers of the new schema.
    Late(Phase),
}

struct Planner<'a> {
    context: &'a Context<'a>,
    names: LiveNames,
    /// Texts of views and triggers that stay as they are (but for names).
    bystanders: Vec<&'a str>,
    /// Tables with changes that may be rebuilt, and then look after their own foreign keys.
    touched: BTreeSet<&'a ObjectName>,
    /// New tables, as far as they have a step.
    created: Vec<&'a Table>,
    steps: Vec<(Place, Step)>,
    needs: Vec<Need>,
    unsupported: Vec<String>,
}

impl<'a> Planner<'a> {
    fn new(context: &'a Context<'a>) -> Self {
        let names = LiveNames::of(context.difference);
        let mut new = BTreeSet::new();
        for change in &context.difference.changes {
            match change {
                Change::CreateView(view) => {
                    new.insert(view.definition.text());
                    new.extend(view.triggers.iter().map(|trigger| trigger.definition.text()));
                }
                Change::AlterView { from, to } => {
                    let is_new = |trigger: &&Trigger| !from.triggers.contains(*trigger);
                    new.extend(to.triggers.iter().filter(is_new).map(|trigger| trigger.definition.text()));
                }
                Change::AddMember { member: Member::Trigger(trigger), .. } => {
                    new.insert(trigger.definition.text());
                }
                Change::CreateTable(table) => {
                    new.extend(table.triggers.iter().map(|trigger| trigger.definition.text()));
                }
                _ => {}
            }
        }
        let triggers = context.desired.tables.values().flat_map(|table| &table.triggers);
        let of_views = context.desired.views.values().flat_map(|view| &view.triggers);
        let bystanders = (context.desired.views.values().map(|view| view.definition.text()))
            .chain(triggers.chain(of_views).map(|trigger| trigger.definition.text()))
            .filter(|text| !new.contains(text))
            .collect();
        Self {
            context,
            names,
            bystanders,
            touched: BTreeSet::new(),
            created: Vec::new(),
            steps: Vec::new(),
            needs: Vec::new(),
            unsupported: Vec::new(),
        }
    }

    fn plan(mut self) -> Result<Vec<Step>, PlanError> {
        let mut by_table: BTreeMap<&ObjectName, Vec<&Change>> = BTreeMap::new();
        let context = self.context;
        let ordered = ordered(&context.difference.changes);
        for (place, change) in ordered.iter().enumerate() {
            match change {
                Change::CreateTable(table) => self.create_table(place, table),
                Change::DropTable(table) => self.drop_table(place, table),
                Change::CreateView(view) => self.create_view(place, view),
                Change::DropView(view) => self.drop_view(place, view),
                // A view of SQLite is its statement and its triggers.
                Change::AlterView { from, to } => self.alter_view(place, from, to),
                Change::CreateObject(object) => self.create_object(place, object),
                Change::DropObject(object) => self.drop_object(place, object),
                Change::AlterObject { from, to } => {
                    let step = self.refilled(place, from, virtual_table::alter(from, to));
                    self.push(Slot::Late(Phase::CreateObjects), place, step);
                }
                Change::AddMember { table, member: Member::Trigger(trigger) } => {
                    self.add_trigger(place, table, trigger)
                }
                Change::DropMember { table, member: Member::Trigger(trigger) } => {
                    self.drop_trigger(place, table, trigger);
                }
                Change::TableOptions { table, .. }
                | Change::AddColumn { table, .. }
                | Change::DropColumn { table, .. }
                | Change::AlterColumn { table, .. }
                | Change::AddMember { table, .. }
                | Change::DropMember { table, .. }
                | Change::RenameMember { table, .. } => by_table.entry(table).or_default().push(change),
                Change::RenameTable { from, to } => self.rename_table(place, from, to, change),
                Change::RenameColumn { table, from, to } => self.rename_column(place, table, from, to, change),
                // SQLite has no namespaces of its own, no enumerated types and no comments.
                Change::TableComment { .. }
                | Change::NamespaceComment { .. }
                | Change::AlterMember { .. }
                | Change::CreateNamespace(_)
                | Change::DropNamespace(_)
                | Change::CreateEnum(_)
                | Change::DropEnum(_)
                | Change::RenameLabel { .. }
                | Change::AlterEnum { .. } => {}
            }
        }
        self.touched = by_table.keys().copied().collect();
        let touched = by_table.keys().filter_map(|name| self.context.desired.tables.get(*name));
        let parents_first: Vec<&ObjectName> =
            create_order(touched).tables.into_iter().map(|table| &table.name).collect();
        for (place, name) in parents_first.into_iter().enumerate() {
            if let Some(changes) = by_table.remove(name) {
                self.change_table(place, name, &changes);
            }
        }
        if !self.unsupported.is_empty() {
            return Err(PlanError::Unsupported(self.unsupported));
        }
        if !self.needs.is_empty() {
            return Err(PlanError::Needs(self.needs));
        }
        self.steps.sort_by_key(|(place, _)| *place);
        let mut steps: Vec<Step> = self.steps.into_iter().map(|(_, step)| step).collect();
        rebuild::check_keys_last(steps.iter_mut().map(|step| &mut step.up));
        rebuild::check_keys_last(steps.iter_mut().rev().map(|step| &mut step.down));
        Ok(steps)
    }

    fn push(&mut self, slot: Slot, place: usize, step: Step) {
        self.steps.push(((slot, place), step));
    }

    fn create_table(&mut self, place: usize, table: &'a Table) {
        let mut step = Step::new(format!("create table {}", table.name), creation(table), vec![dropping(table)]);
        // Going down, a table that was made earlier and refers to this one is still there with its rows, and refuses.
        let closes_cycle =
            self.created.iter().any(|other| other.foreign_keys.iter().any(|key| key.references == table.name));
        step.rebuilds = closes_cycle.then(|| table.name.clone());
        self.created.push(table);
        self.push(Slot::Shared(Phase::CreateTables), place, step);
        for trigger in &table.triggers {
            self.add_trigger(place, &table.name, trigger);
        }
    }

    fn alter_view(&mut self, place: usize, from: &View, to: &View) {
        let kept = |trigger: &&Trigger, others: &[Trigger]| others.contains(*trigger);
        for trigger in from.triggers.iter().filter(|trigger| !kept(trigger, &to.triggers)) {
            self.drop_trigger(place, &from.name, trigger);
        }
        for trigger in to.triggers.iter().filter(|trigger| !kept(trigger, &from.triggers)) {
            self.add_trigger(place, &to.name, trigger);
        }
    }

    /// The only objects of SQLite's are virtual tables; they come when the tables whose content they index are there.
    fn create_object(&mut self, place: usize, made: &Object) {
        self.push(Slot::Late(Phase::CreateObjects), place, virtual_table::create(made));
    }

    fn drop_object(&mut self, place: usize, gone: &Object) {
        let step = self.refilled(place, gone, virtual_table::drop(gone));
        self.push(Slot::Shared(Phase::DropObjects), place, step);
    }

    /// A step whose way back fills an index; where the table indexed gets its name back later, that is done later too.
    fn refilled(&mut self, place: usize, from: &Object, step: Step) -> Step {
        let virtual_table::Content::Table(name) = virtual_table::content(from) else { return step };
        let stays = self.context.desired.tables.keys().any(|table| table.name.eq_ignore_ascii_case(&name));
        match virtual_table::refill(from).filter(|_| !stays) {
            Some(fill) => {
                self.push(Slot::Shared(Phase::DropViews), place, fill);
                virtual_table::without_filling(step, from)
            }
            None => step,
        }
    }

    /// A full-text table that goes on saying the name of a table whose text it indexes.
    fn index_left(&self, table: &ObjectName) -> Option<Hazard> {
        let says = |object: &&Object| matches!(virtual_table::content(object), virtual_table::Content::Table(name) if name.eq_ignore_ascii_case(&table.name));
        let object = self.context.desired.objects.values().find(says)?;
        let detail = format!("{} indexes the text of {table} by this name and will fail", object::words(&object.id));
        Some(Hazard::new(HazardKind::BreaksOldCode, table, detail))
    }

    fn drop_table(&mut self, place: usize, table: &Table) {
        for trigger in &table.triggers {
            self.drop_trigger(place, &table.name, trigger);
        }
        let change = Change::DropTable(table.clone());
        let mut step = Step::new(format!("drop table {}", table.name), vec![dropping(table)], creation(table));
        step.hazards = hazard::of_change(self.context, &self.names, &change);
        step.hazards.extend(self.readers_left(&table.name.name, &[&table.name.name]));
        step.hazards.extend(self.index_left(&table.name));
        step.loses = hazard::lost_for_good(&change);
        // With foreign keys on, dropping a table deletes or refuses for the sake of rows that refer to it.
        let referred_to =
            self.context.current.tables.values().any(|other| {
                other.name != table.name && other.foreign_keys.iter().any(|key| key.references == table.name)
            });
        step.rebuilds = referred_to.then(|| table.name.clone());
        self.push(Slot::Shared(Phase::DropTables), place, step);
    }

    /// Views and triggers that stay and say all the names of something that goes.
    fn readers_left(&self, object: &str, names: &[&str]) -> Option<Hazard> {
        let says = |text: &&&str| names.iter().all(|name| sql::mentions(Engine::Sqlite, text, name));
        let left = self.bystanders.iter().filter(says).count();
        let what = match left {
            0 => return None,
            1 => "1 view or trigger still says".to_owned(),
            _ => format!("{left} views or triggers still say"),
        };
        Some(Hazard::new(HazardKind::BreaksOldCode, object, format!("{what} this name and will fail")))
    }

    fn create_view(&mut self, place: usize, view: &View) {
        let step = Step::new(format!("create view {}", view.name), made(view), vec![unmade(view)]);
        self.push(Slot::Late(Phase::CreateViews), place, step);
    }

    /// Views go before anything gets another name, and come back when everything has its old one again: by their live text.
    fn drop_view(&mut self, place: usize, view: &View) {
        let view = self.context.current.views.get(&view.name).unwrap_or(view);
        let step = Step::new(format!("drop view {}", view.name), vec![unmade(view)], made(view));
        self.push(Slot::Shared(Phase::DropViews), place, step);
    }

    fn add_trigger(&mut self, place: usize, table: &ObjectName, trigger: &Trigger) {
        let summary = format!("create trigger {} on {table}", trigger.name);
        let step = Step::new(summary, vec![trigger_made(trigger)], vec![trigger_gone(trigger)]);
        self.push(Slot::Late(Phase::AddTriggers), place, step);
    }

    /// As with views, the live text counts; SQLite knows each name of a trigger once.
    fn drop_trigger(&mut self, place: usize, table: &ObjectName, trigger: &Trigger) {
        let current = self.context.current;
        let of_tables = current.tables.values().flat_map(|table| &table.triggers);
        let mut all = of_tables.chain(current.views.values().flat_map(|view| &view.triggers));
        let trigger = all.find(|live| live.name == trigger.name).unwrap_or(trigger);
        let summary = format!("drop trigger {} on {table}", trigger.name);
        let step = Step::new(summary, vec![trigger_gone(trigger)], vec![trigger_made(trigger)]);
        self.push(Slot::Shared(Phase::DropTriggers), place, step);
    }

    fn rename_table(&mut self, place: usize, from: &ObjectName, to: &ObjectName, change: &Change) {
        let renamed = |from: &ObjectName, to: &ObjectName| {
            let rename = |from: &ObjectName, to: &ObjectName| {
                let sql = format!("ALTER TABLE {} RENAME TO {}", quote(&from.name), quote(&to.name));
                Statement::typed(sql, Operation::RenameTable(from.clone(), to.clone()))
            };
            if from.name.eq_ignore_ascii_case(&to.name) {
                // SQLite takes a name that differs only in letter case for the same name, and refuses.
                let between = from.sibling(rebuild::aside(&from.name));
                vec![rename(from, &between), rename(&between, to)]
            } else {
                vec![rename(from, to)]
            }
        };
        let mut step = Step::new(format!("rename table {from} to {to}"), renamed(from, to), renamed(to, from));
        step.hazards = hazard::of_change(self.context, &self.names, change);
        step.hazards.extend(self.index_left(from));
        self.push(Slot::Shared(Phase::RenameTables), place, step);
    }

    fn rename_column(&mut self, place: usize, table: &ObjectName, from: &str, to: &str, change: &Change) {
        let rename = |from: &str, to: &str| {
            let sql = format!("ALTER TABLE {} RENAME COLUMN {} TO {}", quote(&table.name), quote(from), quote(to));
            vec![Statement::typed(sql, Operation::RenameColumn(table.clone(), from.to_owned(), to.to_owned()))]
        };
        let mut step = Step::new(format!("rename column {table}.{from} to {to}"), rename(from, to), rename(to, from));
        step.hazards = hazard::of_change(self.context, &self.names, change);
        self.push(Slot::Shared(Phase::RenameColumns), place, step);
    }

    /// All changes of one table but names and triggers: natively if SQLite can do every one, otherwise in one rebuild.
    fn change_table(&mut self, place: usize, name: &ObjectName, changes: &[&Change]) {
        let changes: Vec<&Change> = changes.iter().copied().filter(|change| matters(change)).collect();
        let (Some(after), Some(live)) =
            (self.context.desired.tables.get(name), self.context.current.tables.get(self.names.table(name)))
        else {
            self.unsupported
                .push(format!("{name} is in the difference but in neither schema; run the comparison again"));
            return;
        };
        if changes.is_empty() {
            return;
        }
        // Triggers that go have gone and those that come are yet to come.
        let after = without_new_triggers(after, self.context.difference);
        let before = before(&after, live, &self.names, &changes);
        let fit = |rebuilding| fit::fit(self.context, &self.names, &before, &after, &changes, rebuilding);
        let first = fit(false);
        if !first.needs_rebuild()
            && first.needs.is_empty()
            && let Some(steps) = self.native_steps(&before, &after, &changes)
        {
            for (phase, step) in steps {
                self.push(Slot::Shared(phase), place, step);
            }
            return;
        }
        let mut fit = fit(true);
        self.needs.append(&mut fit.needs);
        if !fit.copy.conditions.is_empty() {
            fit.copy.children = self.untouched_children(name);
        }
        self.rebuild_table(place, &before, &after, &changes, fit);
    }

    fn untouched_children(&self, name: &ObjectName) -> Vec<String> {
        let refers = |table: &&Table| table.foreign_keys.iter().any(|key| key.references == *name);
        let tables = self.context.desired.tables.values();
        let children = tables.filter(refers).filter(|table| !self.touched.contains(&table.name));
        children.map(|table| table.name.name.clone()).collect()
    }

    fn rebuild_table(&mut self, place: usize, before: &Table, after: &Table, changes: &[&Change], fit: Fit) {
        if !before.opaque.is_empty() {
            self.unsupported.push(format!(
                "{} would have to be rebuilt and cannot be read whole: {}; change it by hand in a migration made with \
                 `cargo xtask revision`",
                after.name,
                before.opaque.join(", ")
            ));
            return;
        }
        let prefix = |change: &Change| {
            let text = change.describe();
            text.split_once("  ").map_or(text.clone(), |(_, what)| what.to_owned())
        };
        let what: Vec<String> = changes.iter().map(|change| prefix(change)).collect();
        let mut step = Step::new(
            format!("rebuild table {}: {}", after.name, what.join(", ")),
            rebuild::rebuild(before, after, &fit.copy),
            rebuild::rebuild(after, before, &Copy::back(after, before)),
        );
        step.rebuilds = Some(after.name.clone());
        for change in changes {
            step.hazards.extend(hazard::of_change(self.context, &self.names, change));
            if let Change::DropColumn { column, .. } = change {
                step.hazards.extend(
                    self.readers_left(&format!("{}.{}", after.name, column.name), &[&after.name.name, &column.name]),
                );
            }
        }
        step.hazards.extend(fit.hazards);
        let mut loses: Vec<String> = changes.iter().filter_map(|change| hazard::lost_for_good(change)).collect();
        loses.extend(fit.loses);
        step.loses = (!loses.is_empty()).then(|| loses.join("; "));
        self.push(Slot::Rebuild, place, step);
    }

    /// One step per change where `ALTER TABLE`, `CREATE INDEX` and `DROP INDEX` can do them all.
    fn native_steps(&self, before: &Table, after: &Table, changes: &[&Change]) -> Option<Vec<(Phase, Step)>> {
        let new_columns: Vec<&Column> = (changes.iter())
            .filter_map(|change| match change {
                Change::AddColumn { column, .. } => Some(column),
                _ => None,
            })
            .collect();
        let new_members: Vec<&Member> = (changes.iter())
            .filter_map(|change| match change {
                Change::AddMember { member: member @ (Member::ForeignKey(_) | Member::Check(_)), .. } => Some(member),
                _ => None,
            })
            .collect();
        let companions: Vec<Companions<'_>> =
            new_columns.iter().map(|column| Companions::of(column, &new_columns, &new_members)).collect();
        if new_members.iter().any(|member| !companions.iter().any(|with| with.holds(member))) {
            return None;
        }
        let mut state = before.clone();
        let mut steps = Vec::new();
        for change in changes {
            let step = match change {
                Change::DropMember { member: Member::Index(index), .. } => {
                    state.indexes.retain(|other| other.name != index.name);
                    self.index_step(after, index, false)
                }
                Change::AddMember { member: Member::Index(index), .. } => {
                    state.indexes.push(index.clone());
                    self.index_step(after, index, true)
                }
                Change::RenameMember { from: Member::Index(from), to: Member::Index(to), .. } => {
                    state.indexes.retain(|other| other.name != from.name);
                    state.indexes.push(to.clone());
                    let summary = format!("rename index {} of {} to {}", from.name, after.name, to.name);
                    let swap = |gone: &Index, made: &Index| vec![index_gone(after, gone), index_made(after, made)];
                    Step::new(summary, swap(from, to), swap(to, from))
                }
                Change::DropColumn { column, .. } => self.native_drop(&mut state, column, change)?,
                Change::AddColumn { column, .. } => {
                    let with = new_columns.iter().position(|new| new.name == column.name)?;
                    self.native_add(&mut state, column, &companions[with])?
                }
                Change::AddMember { member: Member::ForeignKey(_) | Member::Check(_), .. } => continue,
                _ => return None,
            };
            steps.push((phase(change), step));
        }
        Some(steps)
    }

    fn index_step(&self, table: &Table, index: &Index, appears: bool) -> Step {
        let (made, gone) = (vec![index_made(table, index)], vec![index_gone(table, index)]);
        let what = format!("{} of {}", describe(&Member::Index(index.clone())), table.name);
        if appears {
            Step::new(format!("add {what}"), made, gone)
        } else {
            Step::new(format!("drop {what}"), gone, made)
        }
    }

    fn native_add(&self, state: &mut Table, column: &Column, with: &Companions<'_>) -> Option<Step> {
        let added = native::add_column(state, column, with)?;
        let before = state.clone();
        state.columns.push(column.clone());
        state.foreign_keys.extend(with.foreign_keys.iter().map(|key| (*key).clone()));
        state.checks.extend(with.checks.iter().map(|check| (*check).clone()));
        state.sort();
        let name = &state.name;
        let up = if with.foreign_keys.is_empty() && with.checks.is_empty() {
            Statement::typed(added, Operation::AddColumn(name.clone(), column.clone()))
        } else {
            Statement::raw(added)
        };
        let mut step = Step::new(format!("add column {name}.{}", column.name), vec![up], Vec::new());
        // What stands in the column now stands behind the columns once the table has been rebuilt, and SQLite then refuses to
        // drop the column: with a foreign key or check of its own, going down is a rebuild.
        let is_bare = with.foreign_keys.is_empty() && with.checks.is_empty();
        match native::drop_column(state, &column.name, with, &self.bystanders).filter(|_| is_bare) {
            Some(sql) => {
                let operation = Operation::DropColumn(name.clone(), column.name.clone());
                step.down = vec![Statement::typed(sql, operation)];
            }
            None if state.opaque.is_empty() => self.rebuild_back(&mut step, state, &before),
            None => return None,
        }
        Some(step)
    }

    fn native_drop(&self, state: &mut Table, column: &Column, change: &Change) -> Option<Step> {
        let none = Companions::default();
        let dropped = native::drop_column(state, &column.name, &none, &self.bystanders)?;
        let before = state.clone();
        let was_last = before.columns.last().is_some_and(|last| last.name == column.name);
        state.columns.retain(|other| other.name != column.name);
        let name = &state.name;
        let up = Statement::typed(dropped, Operation::DropColumn(name.clone(), column.name.clone()));
        let mut step = Step::new(format!("drop column {name}.{}", column.name), vec![up], Vec::new());
        // Going back restores the column's place too.
        match native::add_column(state, column, &none).filter(|_| was_last) {
            Some(sql) => {
                step.down = vec![Statement::typed(sql, Operation::AddColumn(name.clone(), column.clone()))];
            }
            // Columns go before others get their new names: going down, the table has its old names again, and `before`
            // has the new ones.
            None if state.opaque.is_empty() && !self.renames_columns(&before.name) => {
                self.rebuild_back(&mut step, state, &before);
            }
            None => return None,
        }
        step.hazards = hazard::of_change(self.context, &self.names, change);
        step.loses = hazard::lost_for_good(change);
        Some(step)
    }

    fn renames_columns(&self, name: &ObjectName) -> bool {
        let mut changes = self.context.difference.changes.iter();
        changes.any(|change| matches!(change, Change::RenameColumn { table, .. } if table == name))
    }

    fn rebuild_back(&self, step: &mut Step, from: &Table, to: &Table) {
        step.down = rebuild::rebuild(from, to, &Copy::back(from, to));
        step.rebuilds = Some(to.name.clone());
    }
}

/// Whether the change has a meaning on SQLite, which keeps no comments.
fn matters(change: &Change) -> bool {
    match change {
        Change::AlterColumn { from, to, .. } => Column { comment: to.comment.clone(), ..from.clone() } != *to,
        Change::TableComment { .. } => false,
        _ => true,
    }
}

fn without_new_triggers(table: &Table, difference: &Difference) -> Table {
    let mut table = table.clone();
    for change in &difference.changes {
        if let Change::AddMember { table: of, member: Member::Trigger(trigger) } = change
            && *of == table.name
        {
            table.triggers.retain(|other| other != trigger);
        }
    }
    table
}

/// The live table under its new names: the wanted one with the changes taken back. Texts of members that do not differ
/// come from the wanted side, where they already say the new names as SQLite has put them.
fn before(after: &Table, live: &Table, names: &LiveNames, changes: &[&Change]) -> Table {
    let mut table = after.clone();
    table.source = Source(None);
    table.opaque = live.opaque.clone();
    // Backwards: a primary key that was replaced must go before the old one comes back.
    for change in changes.iter().rev() {
        match change {
            Change::TableOptions { from, .. } => table.options = from.clone(),
            Change::AddColumn { column, .. } => table.columns.retain(|other| other.name != column.name),
            Change::DropColumn { column, .. } => table.columns.push(column.clone()),
            Change::AlterColumn { from, to, .. } => {
                for column in table.columns.iter_mut().filter(|column| column.name == to.name) {
                    *column = Column { name: to.name.clone(), ..from.clone() };
                }
            }
            Change::AddMember { member, .. } => remove(&mut table, member),
            Change::DropMember { member, .. } => insert(&mut table, member),
            Change::RenameMember { from, to, .. } => {
                remove(&mut table, to);
                insert(&mut table, from);
            }
            _ => {}
        }
    }
    let name = after.name.clone();
    let place = |column: &Column| {
        let live_name = names.column(&name, &column.name);
        live.columns.iter().position(|other| other.name == live_name).unwrap_or(usize::MAX)
    };
    table.columns.sort_by_key(place);
    table.sort();
    table
}

fn remove(table: &mut Table, member: &Member) {
    fn first<T: PartialEq>(items: &mut Vec<T>, item: &T) {
        if let Some(place) = items.iter().position(|other| other == item) {
            items.remove(place);
        }
    }
    match member {
        Member::PrimaryKey(_) => table.primary_key = None,
        Member::Unique(unique) => first(&mut table.uniques, unique),
        Member::ForeignKey(key) => first(&mut table.foreign_keys, key),
        Member::Check(check) => first(&mut table.checks, check),
        Member::Index(index) => first(&mut table.indexes, index),
        Member::Trigger(trigger) => first(&mut table.triggers, trigger),
        // PostgreSQL's alone.
        Member::Exclusion(_) | Member::Policy(_) | Member::Rule(_) => {}
    }
}

fn insert(table: &mut Table, member: &Member) {
    match member.clone() {
        Member::PrimaryKey(key) => table.primary_key = Some(key),
        Member::Unique(unique) => table.uniques.push(unique),
        Member::ForeignKey(key) => table.foreign_keys.push(key),
        Member::Check(check) => table.checks.push(check),
        Member::Index(index) => table.indexes.push(index),
        Member::Trigger(trigger) => table.triggers.push(trigger),
        Member::Exclusion(_) | Member::Policy(_) | Member::Rule(_) => {}
    }
}

fn quote(name: &str) -> String {
    Engine::Sqlite.quote(name)
}

/// The table and its indexes. A table that cannot be read whole comes back by the statement the engine kept for it.
fn creation(table: &Table) -> Vec<Statement> {
    let create = match &table.source.0 {
        Some(source) if !table.opaque.is_empty() => Statement::raw(source.clone()),
        _ => {
            let sql = ddl::create_table(table, &table.name.name);
            Statement::typed(sql, Operation::CreateTable(table.clone()))
        }
    };
    std::iter::once(create).chain(table.indexes.iter().map(|index| index_made(table, index))).collect()
}

fn dropping(table: &Table) -> Statement {
    Statement::typed(format!("DROP TABLE {}", quote(&table.name.name)), Operation::DropTable(table.name.clone()))
}

fn index_made(table: &Table, index: &Index) -> Statement {
    let sql = ddl::create_index(&table.name.name, index);
    Statement::typed(sql, Operation::CreateIndex(table.name.clone(), index.clone()))
}

fn index_gone(table: &Table, index: &Index) -> Statement {
    let sql = format!("DROP INDEX {}", quote(&index.name));
    Statement::typed(sql, Operation::DropIndex(table.name.clone(), index.name.clone()))
}

/// The view and its triggers, which go along when it is dropped.
fn made(view: &View) -> Vec<Statement> {
    let triggers = view.triggers.iter().map(trigger_made);
    std::iter::once(Statement::raw(view.definition.text())).chain(triggers).collect()
}

fn unmade(view: &View) -> Statement {
    Statement::raw(format!("DROP VIEW {}", quote(&view.name.name)))
}

fn trigger_made(trigger: &Trigger) -> Statement {
    Statement::raw(trigger.definition.text())
}

fn trigger_gone(trigger: &Trigger) -> Statement {
    Statement::raw(format!("DROP TRIGGER {}", quote(&trigger.name)))
}

#[cfg(test)]
mod tests;
