//! The steps of objects beside tables. Leaves out what becomes of each (`placement`) and the words (`statement`).

use std::collections::BTreeSet;

use driftline_diff::Change;
use driftline_schema::sql::mentions;
use driftline_schema::{Column, ForeignKey, Object, ObjectKind, ObjectName, Sql, Table, View};

use super::super::ENGINE;
use super::super::moves::Planner;
use super::super::print::{self, alter_column, quote};
use super::super::{column, dependents::MemberId};
use super::domain::Domain;
use super::names::{body, names, outside_texts};
use super::placement::{Altered, Slot};
use super::remade::{Holder, remake};
use super::statement;
use crate::hazard;
use crate::object::{order, words};
use crate::{Hazard, HazardKind, Statement, Step};

/// A view or an object, where the two are taken away or made in one order.
#[derive(Clone, Copy, Debug)]
pub(in super::super) enum Node<'a> {
    View(&'a View),
    Object(&'a Object),
}

impl Node<'_> {
    /// Whether this one stands on the other.
    fn stands_on(self, other: Node<'_>) -> bool {
        use driftline_schema::Foundation;
        match (self, other) {
            (Node::View(view), Node::View(other)) => {
                view.name != other.name
                    && mentions(driftline_schema::Engine::Sqlite, view.definition.text(), &other.name.name)
            }
            (Node::View(view), Node::Object(object)) => names(view.definition.text(), &object.id),
            (Node::Object(object), Node::View(view)) if object.stands_on.0.is_empty() => {
                mentions(ENGINE, &outside_texts(object), &view.name.name)
            }
            (Node::Object(object), Node::View(view)) => object.stands_on.0.iter().any(|each| match each {
                Foundation::Relation(name) | Foundation::Column(name, _) => *name == view.name,
                _ => false,
            }),
            (Node::Object(object), Node::Object(other)) if object.id == other.id => false,
            (Node::Object(object), Node::Object(other)) if object.stands_on.0.is_empty() => {
                names(&outside_texts(object), &other.id)
            }
            (Node::Object(object), Node::Object(other)) => {
                object.stands_on.0.contains(&Foundation::Object(other.id.clone()))
            }
        }
    }
}

/// Puts nodes into an order in which each can be dropped: nothing that is left stands on it.
pub(in super::super) fn in_dropping_order<'a>(mut waiting: Vec<Node<'a>>) -> Vec<Node<'a>> {
    let mut order = Vec::with_capacity(waiting.len());
    while !waiting.is_empty() {
        let free = (0..waiting.len()).find(|at| {
            let others = waiting.iter().enumerate().filter(|(place, _)| place != at);
            others.into_iter().all(|(_, other)| !other.stands_on(waiting[*at]))
        });
        order.push(waiting.remove(free.unwrap_or_default()));
    }
    order
}

impl<'a> Planner<'a> {
    /// Everything that the engine would look into while the routine is made, and that this plan makes, changes or takes away.
    fn is_unsettled(&self, object: &Object) -> bool {
        let Some(body) = body(object) else { return false };
        let says = |name: &ObjectName| *name != object.id.name && mentions(ENGINE, &body, &name.name);
        let placement = &self.survey.objects;
        self.changes().iter().any(|change| match change {
            Change::RenameTable { from, to } => says(from) || says(to),
            Change::CreateEnum(kind) | Change::DropEnum(kind) | Change::AlterEnum { to: kind, .. } => says(&kind.name),
            Change::CreateView(view) | Change::DropView(view) => says(&view.name),
            other => other.table().is_some_and(says),
        }) || self.survey.in_the_way.views.iter().any(says)
            || placement.made.keys().chain(placement.early.keys()).chain(placement.late.keys()).any(|id| says(&id.name))
            || placement.altered.keys().chain(placement.remade.keys()).any(|id| says(&id.name))
    }

    fn unchecked(&self, object: &Object, statements: Vec<Statement>) -> Vec<Statement> {
        if statements.is_empty() || !self.is_unsettled(object) {
            return statements;
        }
        let mut all = vec![Statement::raw("SET LOCAL check_function_bodies = off")];
        all.extend(statements);
        all
    }

    fn make(&self, object: &Object) -> Vec<Statement> {
        self.unchecked(object, statement::create(object))
    }

    /// Parts of domains and sequences, and defaults of columns, that stand in the way.
    pub(in super::super) fn release_parts(&mut self) {
        let survey = self.survey;
        for (table, name) in &survey.objects.defaults {
            let Some(default) =
                survey.context.current.tables.get(table).and_then(|table| table.column(name)?.default.as_ref())
            else {
                continue;
            };
            self.steps.push(Step::new(
                format!("drop default of {table}.{name} while what it calls changes"),
                vec![alter_column(table, name, "DROP DEFAULT")],
                vec![alter_column(table, name, &column::set_default(default))],
            ));
        }
        for (live, without) in survey.objects.reduced.values() {
            let up = statement::alter(live, without, true).unwrap_or_default();
            let down = statement::alter(without, live, true).unwrap_or_default();
            self.steps.push(Step::new(format!("let {} go from what changes", words(&live.id)), up, down));
        }
    }

    /// Whether a member of a live table leans on an object that goes early.
    pub(in super::super) fn leans_early(&self, id: &MemberId) -> bool {
        let placement = &self.survey.objects;
        if placement.early.is_empty() {
            return false;
        }
        let member = self.survey.in_the_way.members.get(id);
        let text = member.map(|member| {
            super::super::member::add(&id.table, member).into_iter().map(|made| made.sql).collect::<String>()
        });
        text.is_some_and(|text| placement.leans_early(&text))
    }

    /// Whether a live column is computed by an object that goes early.
    pub(in super::super) fn is_computed_early(&self, column: &Column) -> bool {
        let expression = column.generated.as_ref().map(|generated| generated.expression.text());
        expression.is_some_and(|text| self.survey.objects.leans_early(text))
    }

    /// Whether a table that goes leans on an object that goes early, so that it must go first.
    pub(in super::super) fn table_goes_first(&self, table: &Table) -> bool {
        let placement = &self.survey.objects;
        if placement.early.is_empty() {
            return false;
        }
        let text: String = print::create_table(table, |_| false).into_iter().map(|made| made.sql + ";").collect();
        placement.early.keys().any(|id| names(&text, id))
    }

    pub(in super::super) fn some_table_goes_first(&self, tables: &[&Table]) -> bool {
        tables.iter().any(|table| self.table_goes_first(table))
    }

    /// Views and objects in the way, those that stand on others first.
    pub(in super::super) fn dropping_order(&self) -> Vec<Node<'a>> {
        let survey = self.survey;
        let views = survey.in_the_way.views.iter().filter_map(|view| survey.context.current.views.get(view));
        let mut views = crate::order::view_order(views);
        views.reverse();
        let nodes = views.into_iter().map(Node::View).chain(survey.objects.early.values().map(Node::Object));
        in_dropping_order(nodes.collect())
    }

    pub(in super::super) fn drop_early(&mut self, object: &Object) {
        let placement = &self.survey.objects;
        let id = &object.id;
        if placement.dropped.contains(id) {
            self.drop_for_good(object);
            return;
        }
        let summary = if placement.again.contains(id) {
            format!("drop {} while what it stands on changes", words(id))
        } else {
            format!("drop {} to make it anew", words(id))
        };
        let mut down = self.make(object);
        down.extend(statement::own(object));
        let mut made = Step::new(summary, vec![statement::drop(id)], down);
        let detail = "it is made anew afterwards; privileges on it are not";
        made.hazards.push(Hazard::new(HazardKind::BreaksOldCode, &id.name, detail));
        self.steps.push(made);
    }

    fn drop_for_good(&mut self, object: &Object) {
        let id = &object.id;
        let mut down = self.make(object);
        let mut loses = None;
        if id.kind == ObjectKind::Sequence {
            loses = Some(format!("where sequence {} stands", id.name));
            for (table, column) in self.numbered_by(object) {
                loses = Some(format!("where sequence {} stands beyond the greatest number that rows hold", id.name));
                let quoted = quote(&column);
                down.push(Statement::raw(format!(
                    "SELECT setval({}, max({quoted})) FROM {} HAVING max({quoted}) > 0",
                    print::regclass(&id.name),
                    print::name(&table)
                )));
            }
        }
        down.extend(statement::own(object));
        let mut made = Step::new(format!("drop {}", words(id)), vec![statement::drop(id)], down);
        made.loses = loses;
        let detail = match id.kind {
            ObjectKind::Extension => {
                "all that it brought goes with it; the statement fails where something still stands on it"
            }
            _ => "applications that still use it fail",
        };
        made.hazards.push(Hazard::new(HazardKind::BreaksOldCode, &id.name, detail));
        self.steps.push(made);
    }

    /// Columns of whole numbers, by their new names, that took their numbers from a sequence and are still there.
    fn numbered_by(&self, sequence: &Object) -> Vec<(ObjectName, String)> {
        let survey = self.survey;
        let mut found = Vec::new();
        for (live, table) in &survey.context.current.tables {
            for column in &table.columns {
                let draws = column.default.as_ref().is_some_and(|value| names(value.text(), &sequence.id));
                let name = survey.new_column(live, &column.name);
                let stays = survey.wanted_table(live).and_then(|wanted| wanted.column(&name));
                let is_number = |column: &Column| super::super::types::Type::of(column).whole_number_size().is_some();
                if draws && !survey.dropped_tables.contains(live) && stays.is_some_and(is_number) {
                    found.push((survey.new_table(live).clone(), name));
                }
            }
        }
        found
    }

    /// Objects whose turn is the slot, those that others stand on first.
    pub(in super::super) fn create_objects(&mut self, slot: Slot) {
        let placement = &self.survey.objects;
        let made = placement.made.iter().filter(|(_, (_, at))| *at == slot).map(|(_, (object, _))| object);
        let altered = placement.altered.iter().filter(|(_, (_, at))| *at == slot).map(|(_, (each, _))| &each.to);
        let coming: Vec<&Object> =
            made.chain(altered).filter(|object| !self.made_objects.contains(&object.id)).collect();
        for object in order(ENGINE, coming) {
            self.create_object(object);
        }
    }

    pub(in super::super) fn create_object(&mut self, object: &Object) {
        let placement = &self.survey.objects;
        self.made_objects.insert(object.id.clone());
        if let Some((altered, _)) = placement.altered.get(&object.id) {
            self.alter_object(altered);
            return;
        }
        let what = words(&object.id);
        let again = if placement.again.contains(&object.id) { " again" } else { "" };
        let made = Step::new(format!("create {what}{again}"), self.make(object), vec![statement::drop(&object.id)]);
        self.steps.push(made);
    }

    fn alter_object(&mut self, altered: &Altered) {
        let Altered { from, to, comes_back } = altered;
        // Whose a sequence is comes last, when every column is there.
        let (from_now, to_now) = match to.id.kind {
            ObjectKind::Sequence => (super::sequence::unowned(from), super::sequence::unowned(to)),
            _ => (from.clone(), to.clone()),
        };
        let up = statement::alter(&from_now, &to_now, true).or_else(|| statement::alter(&from_now, &to_now, false));
        let down = statement::alter(&to_now, &from_now, true).or_else(|| statement::alter(&to_now, &from_now, false));
        let (Some(up), Some(down)) = (up, down) else {
            self.unsupported.push(format!("{} cannot become what is wanted in place", words(&to.id)));
            return;
        };
        if up.is_empty() && down.is_empty() {
            return;
        }
        // Few extensions have a way back to an older version: it stays, and its namespace goes back.
        let updated = to.id.kind == ObjectKind::Extension && up.iter().any(|made| made.sql.contains(" UPDATE TO "));
        let down: Vec<Statement> =
            down.into_iter().filter(|made| !updated || !made.sql.contains(" UPDATE TO ")).collect();
        let verb = if *comes_back { "complete" } else { "change" };
        let mut made =
            Step::new(format!("{verb} {}", words(&to.id)), self.unchecked(to, up), self.unchecked(from, down));
        made.hazards = self.object_hazards(from, to, *comes_back);
        if updated {
            let detail = "going down leaves the newer version: extensions are updated one way only";
            made.hazards.push(Hazard::new(HazardKind::Irreversible, &to.id.name, detail));
            made.loses = Some(format!("the older version of extension {}", to.id.name));
        }
        if to.id.kind == ObjectKind::CompositeType {
            made.loses = self.lost_values(from, to);
        }
        self.steps.push(made);
    }

    fn object_hazards(&self, from: &Object, to: &Object, comes_back: bool) -> Vec<Hazard> {
        let mut hazards = Vec::new();
        let tables = &self.survey.context.current.tables;
        match to.id.kind {
            ObjectKind::Domain => {
                let read = |object: &Object| Domain::read(object.definition.text());
                let checks = matches!((read(from), read(to)), (Some(from), Some(to)) if from.checks_rows(&to));
                let holds = |column: &&Column| mentions(ENGINE, &column.data_type, &to.id.name.name);
                let holding: Vec<&ObjectName> = tables
                    .values()
                    .filter(|table| table.columns.iter().any(|column| holds(&column)))
                    .map(|table| &table.name)
                    .collect();
                let rows: u64 = holding.iter().map(|table| self.rows_of_live(table)).sum();
                if checks && !comes_back && rows > 0 {
                    let detail =
                        format!("{} checked; the statement fails on values that do not fit", hazard::rows_are(rows));
                    hazards.push(Hazard::new(HazardKind::FailsOnData, &to.id.name, detail));
                }
            }
            ObjectKind::Function if from.definition != to.definition => {
                let stored = tables.values().any(|table| {
                    let computed = table.columns.iter().filter_map(|column| column.generated.as_ref());
                    computed.into_iter().any(|generated| names(generated.expression.text(), &to.id))
                        || table.indexes.iter().any(|index| names(&print::create_index(&table.name, index).sql, &to.id))
                        || table.checks.iter().any(|check| names(check.expression.text(), &to.id))
                });
                if stored {
                    let detail =
                        "what indexes and computed columns hold by it, and what checks let in by it, stays as it is";
                    hazards.push(Hazard::new(HazardKind::BreaksOldCode, &to.id.name, detail));
                }
            }
            ObjectKind::CompositeType => {
                if let Some(lost) = self.lost_attributes(from, to) {
                    hazards.push(Hazard::new(HazardKind::DropsColumn, &to.id.name, format!("{lost} go")));
                }
            }
            _ => {}
        }
        hazards
    }

    fn rows_of_live(&self, table: &ObjectName) -> u64 {
        crate::probe::count(self.survey.context.facts, &crate::Probe::Rows(table.clone()))
    }

    /// Attributes whose values go, where columns hold any.
    fn lost_attributes(&self, from: &Object, to: &Object) -> Option<String> {
        let read = |object: &Object| super::composite::read(object.definition.text()).unwrap_or_default();
        let (old, new) = (read(from), read(to));
        let gone: Vec<String> = (old.iter().filter(|each| new.iter().all(|other| other.name != each.name)))
            .map(|each| format!("{}.{}", to.id.name, each.name))
            .collect();
        let used = super::placement::in_columns(self.survey.context.current, &to.id);
        (used && !gone.is_empty()).then(|| format!("the values of {}", gone.join(", ")))
    }

    /// The columns that hold values with such attributes, by their live names.
    fn lost_values(&self, from: &Object, to: &Object) -> Option<String> {
        self.lost_attributes(from, to)?;
        let held = super::placement::in_typed_columns(self.survey.context.current, &to.id).into_iter();
        let held: Vec<String> = held.map(|(table, column)| format!("the values of {table}.{column}")).collect();
        Some(format!("what goes of {}", held.join(" and of ")))
    }

    /// Whether a column leaves a type that is made anew for another.
    pub(in super::super) fn leaves_remade(&self, from: &Column, to: &Column) -> bool {
        let of = |column: &Column| {
            self.survey.objects.remade.keys().any(|id| mentions(ENGINE, &column.data_type, &id.name.name))
        };
        of(from) && !of(to)
    }

    /// Whether a column holds values of a type that is made anew.
    pub(in super::super) fn holds_remade(&self, column: &Column) -> bool {
        self.survey.objects.remade.keys().any(|id| mentions(ENGINE, &column.data_type, &id.name.name))
    }

    /// Domains, composite types and range types that are made anew under their columns.
    pub(in super::super) fn remake_types(&mut self) {
        let survey = self.survey;
        for (id, (from, to)) in &survey.objects.remade {
            let (mut before, mut after) = (Vec::new(), Vec::new());
            let mut tables = BTreeSet::new();
            for (live, table) in &survey.context.current.tables {
                let Some(wanted) = survey.wanted_table(live).filter(|_| !survey.dropped_tables.contains(live)) else {
                    continue;
                };
                for held in table.columns.iter().filter(|held| mentions(ENGINE, &held.data_type, &id.name.name)) {
                    let Some(now) = wanted.column(&survey.new_column(live, &held.name)) else { continue };
                    if survey.is_gone(live, &held.name) || !mentions(ENGINE, &now.data_type, &id.name.name) {
                        continue;
                    }
                    let mut held = held.clone();
                    held.name.clone_from(&now.name);
                    let mut then = held.clone();
                    then.default.clone_from(&now.default);
                    tables.insert(live);
                    before.push(Holder {
                        table: wanted.name.clone(),
                        column: held,
                        default_after: now.default.clone(),
                    });
                    let back = before.last().map(|holder| holder.column.default.clone()).unwrap_or_default();
                    after.push(Holder { table: wanted.name.clone(), column: then, default_after: back });
                }
            }
            let rows: u64 = tables.into_iter().map(|table| self.rows_of_live(table)).sum();
            let up = remake(from, to, &before);
            let down = remake(to, from, &after);
            let (up, down) = match (up, down) {
                (Ok(up), Ok(down)) => (up, down),
                (Err(reason), _) | (_, Err(reason)) => {
                    self.unsupported.push(format!("{} cannot be made anew: {reason}", words(id)));
                    continue;
                }
            };
            let mut made = Step::new(format!("make {} anew", words(id)), up, down);
            if rows > 0 {
                let detail = format!("{} written anew while the tables are locked", hazard::rows_are(rows));
                made.hazards.push(Hazard::new(HazardKind::RewritesTable, &id.name, detail));
            }
            if id.kind == ObjectKind::Domain {
                made.hazards.extend(self.object_hazards(from, to, false));
            }
            if id.kind == ObjectKind::CompositeType {
                made.loses = self.lost_values(from, to);
                if let Some(lost) = &self.lost_attributes(from, to) {
                    made.hazards.push(Hazard::new(HazardKind::DropsColumn, &id.name, format!("{lost} go")));
                }
            } else if rows > 0 && !is_same_base(from, to) {
                let detail = format!(
                    "{} to another base type; the statement fails on values that do not fit",
                    hazard::converted(rows)
                );
                made.hazards.push(Hazard::new(HazardKind::ConvertsType, &id.name, detail));
            }
            self.steps.push(made);
        }
    }

    /// Keeps a default for later if it calls an object that comes after the slot.
    pub(in super::super) fn keep_default_for_later(&mut self, table: &ObjectName, column: &mut Column, slot: Slot) {
        let Some(default) = column.default.as_ref() else { return };
        let missing = self.survey.objects.needs(default.text()) > slot && !self.is_made(default.text());
        if missing {
            self.late_defaults.push((table.clone(), column.name.clone(), default.clone()));
            column.default = None;
        }
    }

    /// Whether every object of this plan that a text names is made by now.
    fn is_made(&self, text: &str) -> bool {
        let placement = &self.survey.objects;
        let mut named = placement.made.keys().chain(placement.altered.keys()).filter(|id| names(text, id));
        named.all(|id| self.made_objects.contains(id))
    }

    /// Defaults that stepped aside or waited.
    pub(in super::super) fn restore_defaults(&mut self) {
        let survey = self.survey;
        let mut waiting: Vec<(ObjectName, String, Sql)> = std::mem::take(&mut self.late_defaults);
        for (live, name) in &survey.objects.defaults {
            let Some(table) = survey.wanted_table(live).filter(|_| !survey.dropped_tables.contains(live)) else {
                continue;
            };
            let name = survey.new_column(live, name);
            let changes = self.changes().iter().any(|change| {
                matches!(change, Change::AlterColumn { table: of, to, .. } if *of == table.name && to.name == name)
            });
            let default = table.column(&name).and_then(|column| column.default.clone());
            if let (false, Some(default)) = (changes, default) {
                waiting.push((table.name.clone(), name, default));
            }
        }
        for (table, name, default) in waiting {
            self.steps.push(Step::new(
                format!("set default of {table}.{name}"),
                vec![alter_column(&table, &name, &column::set_default(&default))],
                vec![alter_column(&table, &name, "DROP DEFAULT")],
            ));
        }
    }

    /// Sequences that get a column, or another one.
    pub(in super::super) fn own_sequences(&mut self) {
        let placement = &self.survey.objects;
        let of_made = placement.made.values().map(|(object, _)| (super::sequence::unowned(object), object.clone()));
        let of_altered = placement.altered.values().map(|(each, _)| (each.from.clone(), each.to.clone()));
        let both: Vec<(Object, Object)> =
            of_made.chain(of_altered).filter(|(_, to)| to.id.kind == ObjectKind::Sequence).collect();
        for (from, to) in both {
            let owner = |object: &Object| statement::own(object).unwrap_or_else(|| statement::disown(object));
            let (up, down) = (owner(&to), owner(&from));
            if up != down {
                self.steps.push(Step::new(
                    format!("say which column {} belongs to", words(&to.id)),
                    vec![up],
                    vec![down],
                ));
            }
        }
    }

    /// Objects that nothing was in the way of, once the tables no longer need them.
    pub(in super::super) fn drop_objects(&mut self) {
        let late: Vec<Node<'a>> = self.survey.objects.late.values().map(Node::Object).collect();
        for node in in_dropping_order(late) {
            if let Node::Object(object) = node {
                self.drop_for_good(object);
            }
        }
    }

    /// The next table to create: one whose foreign keys find theirs and whose columns find their types.
    pub(in super::super) fn next_table<'t>(
        &self,
        waiting: &mut Vec<&'t Table>,
        later: &[(&ObjectName, &ForeignKey)],
    ) -> Option<&'t Table> {
        let open: BTreeSet<&ObjectName> = waiting.iter().map(|table| &table.name).collect();
        let finds_keys = |table: &Table| {
            table.foreign_keys.iter().all(|key| {
                key.references == table.name
                    || !open.contains(&key.references)
                    || later.iter().any(|(of, other)| **of == table.name && *other == key)
            })
        };
        let finds_objects = |table: &Table| table.columns.iter().all(|column| self.is_made(&column_words(column)));
        let next = waiting.iter().position(|table| finds_keys(table) && finds_objects(table));
        let next = next.or_else(|| waiting.iter().position(|table| finds_keys(table)));
        (!waiting.is_empty()).then(|| waiting.remove(next.unwrap_or_default()))
    }

    /// A table without checks and defaults that call what comes only after it; these are added later.
    pub(in super::super) fn without_what_waits(&mut self, table: &Table) -> Table {
        let mut table = table.clone();
        if self.survey.objects.made.is_empty() && self.survey.objects.altered.is_empty() {
            return table;
        }
        let name = table.name.clone();
        for column in &mut table.columns {
            self.keep_default_for_later(&name, column, Slot::AfterColumns);
            let words = column_words(column);
            if self.survey.objects.needs(&words) > Slot::AfterColumns && !self.is_made(&words) {
                let placement = &self.survey.objects;
                let missing = placement
                    .made
                    .keys()
                    .filter(|id| names(&words, id) && !self.made_objects.contains(id))
                    .map(crate::object::words);
                let missing: Vec<String> = missing.collect();
                self.unsupported.push(format!(
                    "column {name}.{} needs {}, which stands on table {name} or on one that comes after it; make one of them without \
                     the other first, in a migration of its own",
                    column.name,
                    missing.join(", ")
                ));
            }
        }
        let (now, later): (Vec<_>, Vec<_>) = std::mem::take(&mut table.checks).into_iter().partition(|check| {
            self.survey.objects.needs(check.expression.text()) <= Slot::AfterColumns
                || self.is_made(check.expression.text())
        });
        table.checks = now;
        self.late_members.extend(later.into_iter().map(|check| (name.clone(), driftline_diff::Member::Check(check))));
        let (now, later): (Vec<_>, Vec<_>) = std::mem::take(&mut table.indexes).into_iter().partition(|index| {
            let text = print::create_index(&name, index).sql;
            self.survey.objects.needs(&text) <= Slot::AfterColumns || self.is_made(&text)
        });
        table.indexes = now;
        self.late_members.extend(later.into_iter().map(|index| (name.clone(), driftline_diff::Member::Index(index))));
        let (now, later): (Vec<_>, Vec<_>) = std::mem::take(&mut table.triggers)
            .into_iter()
            .partition(|trigger| self.is_made(trigger.definition.text()));
        table.triggers = now;
        self.late_members
            .extend(later.into_iter().map(|trigger| (name.clone(), driftline_diff::Member::Trigger(trigger))));
        table
    }

    /// Objects of the tables' slot that find everything they stand on, while `waiting` tables are still to come.
    pub(in super::super) fn create_ready_objects(&mut self, waiting: &[&Table]) {
        use driftline_schema::Foundation;
        loop {
            let placement = &self.survey.objects;
            let made =
                placement.made.iter().filter(|(_, (_, at))| *at == Slot::WithTables).map(|(_, (object, _))| object);
            let altered =
                placement.altered.iter().filter(|(_, (_, at))| *at == Slot::WithTables).map(|(_, (each, _))| &each.to);
            let open = |name: &ObjectName| waiting.iter().any(|table| table.name == *name);
            let is_ready = |object: &&Object| {
                let text = outside_texts(object);
                !self.made_objects.contains(&object.id)
                    && object.stands_on.0.iter().all(|each| match each {
                        Foundation::Relation(name) | Foundation::Column(name, _) => !open(name),
                        Foundation::Object(other) => {
                            self.made_objects.contains(other)
                                || !placement.made.contains_key(other) && !placement.altered.contains_key(other)
                        }
                        Foundation::Enum(_) => true,
                    })
                    && (!object.stands_on.0.is_empty()
                        || !waiting.iter().any(|table| mentions(ENGINE, &text, &table.name.name)))
            };
            let Some(object) = made.chain(altered).find(is_ready) else { return };
            self.create_object(object);
        }
    }

    /// Whether a member calls an object that comes only with the tables or views.
    pub(in super::super) fn waits_for_objects(&self, table: &ObjectName, member: &driftline_diff::Member) -> bool {
        let placement = &self.survey.objects;
        if placement.made.is_empty() && placement.altered.is_empty() {
            return false;
        }
        let text: String = super::super::member::add(table, member).into_iter().map(|made| made.sql + ";").collect();
        placement.needs(&text) > Slot::AfterColumns
    }

    /// Members of created tables that waited for an object.
    pub(in super::super) fn add_late_members(&mut self) {
        for (table, member) in std::mem::take(&mut self.late_members) {
            self.add_one_member(&table, &member, false);
        }
    }

    /// Wanted views and the objects that come among them, those that others stand on first.
    pub(in super::super) fn making_order(&self, views: Vec<&'a View>) -> Vec<Node<'a>> {
        let placement = &self.survey.objects;
        let made = placement.made.values().filter(|(_, at)| *at == Slot::WithViews).map(|(object, _)| object);
        let altered = placement.altered.values().filter(|(_, at)| *at == Slot::WithViews).map(|(each, _)| &each.to);
        let objects = made.chain(altered).filter(|object| !self.made_objects.contains(&object.id));
        let nodes: Vec<Node<'a>> = views.into_iter().rev().map(Node::View).chain(objects.map(Node::Object)).collect();
        let mut order = in_dropping_order(nodes);
        order.reverse();
        order
    }
}

/// Whether two domains have one base type.
fn is_same_base(from: &Object, to: &Object) -> bool {
    let base = |object: &Object| Domain::read(object.definition.text()).map(|domain| domain.base);
    to.id.kind == ObjectKind::Domain && base(from) == base(to)
}

/// What of a column must be there when it is made: its type, its collation and what computes it.
fn column_words(column: &Column) -> String {
    let computed = column.generated.as_ref().map(|generated| generated.expression.text()).unwrap_or_default();
    format!("{} {} {computed}", column.data_type, column.collation.as_deref().unwrap_or_default())
}
