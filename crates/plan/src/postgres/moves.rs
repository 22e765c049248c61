//! The steps themselves, phase by phase. Leaves out the words of single statements (`print`, `column`, `enums`).

use std::collections::{BTreeMap, BTreeSet};

use driftline_diff::{Change, Member};
use driftline_schema::{AutoIncrement, Column, EnumType, ForeignKey, ObjectId, ObjectName, Sql, Table, View};

use super::column::{self, Answers, Filling};
use super::dependents::{self, MemberId, Seeds};
use super::enums::{self, TypedColumn};
use super::objects::{Node, Slot};
use super::options;
use super::print::{self, name, quote};
use super::survey::{Survey, at_home, is_made_anew};
use super::{ENGINE, member as members, types, view};
use crate::column::{is_late, waiting_names, what_changes};
use crate::fill::{Fill, fill};
use crate::hazard::{self, rows_word};
use crate::member::{self, FOREIGN_KEY, describe, is_program, title};
use crate::order::{create_order, detour, drop_order, rename_order, view_order};
use crate::plan::{Context, Need};
use crate::probe::{self, count};
use crate::{Hazard, HazardKind, Operation, PlanError, Probe, Statement, Step, unfit};

/// Plans all steps; `retyped` names the enumerated types that are made anew instead of extended.
pub(super) fn plan(context: &Context<'_>, retyped: &BTreeSet<ObjectName>) -> Result<Vec<Step>, PlanError> {
    let survey = Survey::new(context, retyped);
    let mut planner = Planner {
        survey: &survey,
        steps: Vec::new(),
        needs: Vec::new(),
        unsupported: Vec::new(),
        made_objects: BTreeSet::new(),
        late_defaults: Vec::new(),
        late_members: Vec::new(),
        adds_late: false,
    };
    planner.create_namespaces();
    planner.extend_enums();
    planner.create_enums();
    planner.release_parts();
    planner.drop_members_of_objects();
    planner.drop_views();
    planner.drop_programs();
    planner.leave_parents();
    planner.drop_members(|kind| is_program(kind) || kind == FOREIGN_KEY);
    planner.drop_tables();
    planner.drop_members(|kind| !is_program(kind) && kind != FOREIGN_KEY);
    planner.rename_tables();
    planner.drop_columns();
    planner.rename_columns();
    planner.rename_members();
    planner.rename_sequences();
    planner.create_objects(Slot::First);
    planner.alter_columns();
    planner.create_objects(Slot::AfterTypes);
    planner.add_columns();
    planner.create_objects(Slot::AfterColumns);
    planner.alter_late_columns();
    planner.add_members(|kind| !is_program(kind) && kind != FOREIGN_KEY);
    planner.create_tables();
    planner.create_objects(Slot::WithTables);
    planner.add_members(|kind| kind == FOREIGN_KEY);
    planner.own_sequences();
    planner.join_parents();
    planner.alter_members();
    planner.comments_and_options();
    planner.drop_objects();
    planner.drop_enums();
    planner.drop_namespaces();
    planner.create_views();
    planner.restore_defaults();
    planner.add_late_members();
    planner.adds_late = true;
    planner.add_members(|kind| !is_program(kind) && kind != FOREIGN_KEY);
    planner.add_programs();
    planner.add_members(is_program);
    planner.unsupported.extend(survey.objects.unsupported.iter().cloned());
    if !planner.needs.is_empty() {
        return Err(PlanError::Needs(planner.needs));
    }
    if !planner.unsupported.is_empty() {
        return Err(PlanError::Unsupported(planner.unsupported));
    }
    Ok(planner.steps)
}

pub(super) struct Planner<'a> {
    pub(super) survey: &'a Survey<'a>,
    pub(super) steps: Vec<Step>,
    needs: Vec<Need>,
    pub(super) unsupported: Vec<String>,
    /// Objects made or changed so far.
    pub(super) made_objects: BTreeSet<ObjectId>,
    /// Defaults that wait for an object.
    pub(super) late_defaults: Vec<(ObjectName, String, Sql)>,
    /// Members of created tables that wait for an object.
    pub(super) late_members: Vec<(ObjectName, Member)>,
    /// Whether members that wait for objects have their turn.
    pub(super) adds_late: bool,
}

/// The statements that move and rename a table.
fn rename_table(from: &ObjectName, to: &ObjectName) -> Vec<Statement> {
    let mut statements = Vec::new();
    let mut at = from.clone();
    if from.namespace != to.namespace {
        let text = match &to.namespace {
            Some(namespace) => format!("ALTER TABLE {} SET SCHEMA {}", name(from), quote(namespace)),
            // The default namespace has no fixed name: it is the first of the search path.
            None => {
                let moved = ENGINE.literal(&format!("ALTER TABLE {} SET SCHEMA %I", name(from)));
                format!("DO $driftline$ BEGIN EXECUTE format({moved}, current_schema()); END $driftline$")
            }
        };
        statements.push(Statement::raw(text));
        at.namespace.clone_from(&to.namespace);
    }
    if from.name != to.name {
        let text = format!("ALTER TABLE {} RENAME TO {}", name(&at), quote(&to.name));
        let statement = match to.namespace {
            None => Statement::typed(text, Operation::RenameTable(at, to.clone())),
            Some(_) => Statement::raw(text),
        };
        statements.push(statement);
    }
    statements
}

impl<'a> Planner<'a> {
    pub(super) fn context(&self) -> &'a Context<'a> {
        self.survey.context
    }

    pub(super) fn changes(&self) -> &'a [Change] {
        &self.context().difference.changes
    }

    /// Adds a step with the hazards that every engine shares, unless it does nothing.
    fn push_change(&mut self, change: &Change, mut made: Step) {
        if made.up.is_empty() && made.down.is_empty() {
            return;
        }
        let mut hazards = hazard::of_change(self.context(), &self.survey.names, change);
        hazards.append(&mut made.hazards);
        made.hazards = hazards;
        made.loses = made.loses.or_else(|| hazard::lost_for_good(change));
        self.steps.push(made);
    }

    fn rows(&self, table: &ObjectName) -> u64 {
        count(self.context().facts, &Probe::Rows(self.survey.names.table(table).clone()))
    }

    fn create_namespaces(&mut self) {
        for change in self.changes() {
            if let Change::CreateNamespace(namespace) = change {
                let (create, drop) = namespace_statements(namespace);
                self.steps.push(Step::new(format!("create schema {namespace}"), vec![create], vec![drop]));
            }
        }
    }

    fn drop_namespaces(&mut self) {
        for change in self.changes() {
            if let Change::DropNamespace(namespace) = change {
                let (create, drop) = namespace_statements(namespace);
                self.steps.push(Step::new(format!("drop schema {namespace}"), vec![drop], vec![create]));
            }
        }
    }

    fn create_enums(&mut self) {
        for change in self.changes() {
            if let Change::CreateEnum(kind) = change {
                let drop = Statement::raw(format!("DROP TYPE {}", name(&kind.name)));
                self.steps.push(Step::new(format!("create type {}", kind.name), print::create_enum(kind), vec![drop]));
            }
        }
    }

    fn drop_enums(&mut self) {
        for change in self.changes() {
            if let Change::DropEnum(kind) = change {
                let drop = Statement::raw(format!("DROP TYPE {}", name(&kind.name)));
                self.steps.push(Step::new(format!("drop type {}", kind.name), vec![drop], print::create_enum(kind)));
            }
        }
    }

    /// Labels added in place run before everything else, so that the way back finds the live schema as it is.
    fn extend_enums(&mut self) {
        for change in self.changes() {
            let Change::AlterEnum { from, to } = change else { continue };
            if self.survey.retyped.contains_key(&from.name) {
                continue;
            }
            let added = enums::added(from, to);
            if !added.is_empty() {
                let labels: Vec<&str> = added.iter().map(|label| label.as_str()).collect();
                let labels = labels.join(", ");
                let summary = format!("add {labels} to type {}", from.name);
                let mut extended = Step::new(summary, enums::add_values(from, to), self.shrink_enum(from, to));
                let detail = format!("going down makes the type anew and fails while a row holds {labels}");
                extended.hazards.push(Hazard::new(HazardKind::Irreversible, &from.name, detail));
                self.push_change(change, extended);
            }
            if from.comment != to.comment {
                let object = format!("TYPE {}", name(&to.name));
                self.steps.push(Step::new(
                    format!("comment on type {}", to.name),
                    vec![print::comment(&object, to.comment.as_ref())],
                    vec![print::comment(&object, from.comment.as_ref())],
                ));
            }
        }
    }

    /// Takes added labels back in the live schema: makes the type anew with everything that leans on it out of the way.
    fn shrink_enum(&self, from: &EnumType, to: &EnumType) -> Vec<Statement> {
        let schema = self.context().current;
        let mut seeds = Seeds { retyped: BTreeSet::from([from.name.clone()]), ..Seeds::default() };
        let mut columns = Vec::new();
        for table in schema.tables.values() {
            for column in table.columns.iter().filter(|column| column.user_type.as_ref() == Some(&from.name)) {
                let id = (table.name.clone(), column.name.clone());
                seeds.touched.insert(id.clone());
                seeds.converted.insert(id);
                columns.push(TypedColumn {
                    table: table.name.clone(),
                    column: column.clone(),
                    default_after: column.default.clone(),
                    replaced: BTreeMap::new(),
                });
            }
        }
        let found = dependents::find(schema, &seeds);
        let views = view_order(found.views.iter().filter_map(|view| schema.views.get(view)));
        let gone: Vec<(&ObjectName, &Column)> = (found.gone.iter())
            .filter_map(|(table, column)| Some((table, schema.tables.get(table)?.column(column)?)))
            .collect();
        let mut statements: Vec<Statement> = views.iter().rev().map(|view| view::drop(view)).collect();
        statements.extend(found.members.iter().filter_map(|(id, member)| members::drop(&id.table, member)));
        statements.extend(gone.iter().map(|(table, column)| print::drop_column(table, &column.name)));
        // The comment of the type is still the live one: the step that changes it comes after this one.
        let extended = EnumType { comment: from.comment.clone(), ..to.clone() };
        statements.extend(enums::retype(&extended, from, &columns));
        statements.extend(gone.iter().flat_map(|(table, column)| print::add_column(table, column)));
        statements.extend(found.members.iter().rev().flat_map(|(id, member)| members::add(&id.table, member)));
        statements.extend(views.iter().flat_map(|view| view::create_again(view, view)));
        statements
    }

    fn drop_views(&mut self) {
        for node in self.dropping_order() {
            let view = match node {
                Node::View(view) => view,
                Node::Object(object) => {
                    self.drop_early(object);
                    continue;
                }
            };
            let summary = if self.survey.explicit_views.contains(&view.name) {
                format!("drop view {}", view.name)
            } else {
                format!("drop view {} while what it reads changes", view.name)
            };
            self.steps.push(Step::new(summary, vec![view::drop(view)], view::create_again(view, view)));
        }
    }

    fn create_views(&mut self) {
        let mut wanted: BTreeMap<&ObjectName, &'a View> = BTreeMap::new();
        for change in self.changes() {
            if let Change::CreateView(view) = change {
                wanted.insert(&view.name, view);
            }
        }
        for aside in &self.survey.in_the_way.views {
            if let (false, Some(view)) =
                (self.survey.explicit_views.contains(aside), self.context().desired.views.get(aside))
            {
                wanted.insert(&view.name, view);
            }
        }
        let altered: BTreeMap<&ObjectName, &'a View> = (self.changes().iter())
            .filter_map(|change| match change {
                Change::AlterView { from, to } if !self.survey.in_the_way.views.contains(&to.name) => {
                    Some((&to.name, from))
                }
                _ => None,
            })
            .collect();
        let desired = &self.context().desired.views;
        wanted.extend(altered.keys().filter_map(|name| desired.get_key_value(*name)));
        let order = view_order(wanted.values().copied());
        for node in self.making_order(order.clone()) {
            let wanted = match node {
                Node::View(view) => view,
                Node::Object(object) => {
                    self.create_object(object);
                    continue;
                }
            };
            if let Some(from) = altered.get(&wanted.name) {
                self.alter_view(from, wanted, &order);
                continue;
            }
            let live = self.context().current.views.get(&wanted.name);
            let made = Step::new(
                format!("create view {}", wanted.name),
                live.map_or_else(|| view::create(wanted), |live| view::create_again(wanted, live)),
                vec![view::drop(wanted)],
            );
            self.steps.push(made);
        }
    }

    /// A view that becomes another where it stands. The way back makes it anew where it would lose a column, and the views that
    /// read it with it.
    fn alter_view(&mut self, from: &View, to: &View, order: &[&View]) {
        let down = if view::is_replaced(to, from) {
            view::alter(to, from)
        } else {
            let later: BTreeSet<&ObjectName> = order.iter().map(|view| &view.name).collect();
            let mut leaning: BTreeMap<&ObjectName, &View> = BTreeMap::new();
            loop {
                let next = self.context().desired.views.values().find(|view| {
                    let reads =
                        |name: &ObjectName| driftline_schema::sql::mentions(ENGINE, view.definition.text(), &name.name);
                    !leaning.contains_key(&view.name)
                        && !later.contains(&view.name)
                        && (reads(&to.name) || leaning.keys().any(|name| reads(name)))
                });
                let Some(next) = next else { break };
                leaning.insert(&next.name, next);
            }
            let leaning = view_order(leaning.into_values());
            let mut down: Vec<Statement> = leaning.iter().rev().map(|view| view::drop(view)).collect();
            down.push(view::drop(to));
            down.extend(view::create_again(from, from));
            down.extend(leaning.iter().flat_map(|view| view::create_again(view, view)));
            down
        };
        self.steps.push(Step::new(format!("change view {}", to.name), view::alter(from, to), down));
    }

    /// Members that become other where they stand. One that stepped aside comes back in its wanted form.
    fn alter_members(&mut self) {
        for change in self.changes() {
            let Change::AlterMember { table, from, to } = change else { continue };
            let is_aside =
                self.survey.member_id(table, from).is_some_and(|id| self.survey.in_the_way.members.contains_key(&id));
            if is_aside {
                continue;
            }
            let summary = format!("change {} of {table}", describe(to));
            let mut made = Step::new(summary, Vec::new(), members::alter(table, to, from));
            let validates = matches!((from, to), (Member::ForeignKey(old), Member::ForeignKey(new)) if !old.validated && new.validated)
                || matches!((from, to), (Member::Check(old), Member::Check(new)) if !old.validated && new.validated);
            if validates {
                self.unfit_rows(table, to, &mut made);
            }
            made.up.extend(members::alter(table, from, to));
            self.steps.push(made);
        }
    }

    /// Policies and rules of tables that go: they may speak of others that go too.
    fn drop_programs(&mut self) {
        for change in self.changes() {
            let Change::DropTable(table) = change else { continue };
            let table = self.context().current.tables.get(&table.name).unwrap_or(table);
            for member in Self::programs(table) {
                let drop = members::drop(&table.name, &member).into_iter().collect();
                let summary = format!("drop {} of {}", describe(&member), table.name);
                self.steps.push(Step::new(summary, drop, members::add(&table.name, &member)));
            }
        }
    }

    /// Policies and rules of new tables, when all they may speak of is there.
    fn add_programs(&mut self) {
        for change in self.changes() {
            let Change::CreateTable(table) = change else { continue };
            for member in Self::programs(table) {
                let drop = members::drop(&table.name, &member).into_iter().collect();
                let summary = format!("add {} of {}", describe(&member), table.name);
                self.steps.push(Step::new(summary, members::add(&table.name, &member), drop));
            }
        }
    }

    /// Members go under their table's live name and in their live form.
    fn drop_members(&mut self, is_now: impl Fn(u8) -> bool) {
        self.drop_those(|planner, id| is_now(id.kind) && !planner.leans_early(id));
    }

    /// Members, computed columns and tables that lean on an object which goes early: before it.
    fn drop_members_of_objects(&mut self) {
        if self.survey.objects.early.is_empty() {
            return;
        }
        self.drop_those(|planner, id| planner.leans_early(id));
        self.drop_columns_where(|planner, column| planner.is_computed_early(column), true);
        self.drop_tables_where(true);
    }

    fn drop_those(&mut self, is_now: impl Fn(&Self, &MemberId) -> bool) {
        for (id, member) in &self.survey.in_the_way.members {
            if !is_now(self, id) {
                continue;
            }
            let Some(drop) = members::drop(&id.table, member) else { continue };
            let what = describe(member);
            let summary = if self.survey.explicit.contains(id) {
                format!("drop {what} of {}", id.table)
            } else {
                format!("drop {what} of {} while what it rests on changes", id.table)
            };
            let mut made = Step::new(summary, vec![drop], members::add(&id.table, member));
            if let (Some(table), Some(given)) = (self.context().current.tables.get(&id.table), member.name()) {
                made.down.extend(options::of_index(&id.table, &table.options, given));
            }
            if self.may_not_hold_again(&id.table, member) {
                made.down = members::add_if_it_holds(&id.table, member);
                let table = &id.table;
                made.loses = Some(format!(
                    "{what} of {table} as valid, if rows no longer meet it once the data it rests on is gone"
                ));
            }
            self.steps.push(made);
        }
    }

    /// Whether the plan itself takes away values that a foreign key or check needs to hold again.
    fn may_not_hold_again(&self, live: &ObjectName, member: &Member) -> bool {
        let is_lost =
            |column: &Column| !column.nullable && self.survey.dropped.contains(&(live.clone(), column.name.clone()));
        let columns = self.context().current.tables.get(live).map_or(&[][..], |table| &table.columns);
        match member {
            Member::ForeignKey(key) => {
                self.survey.dropped_tables.contains(&key.references)
                    || columns.iter().any(|column| key.columns.contains(&column.name) && is_lost(column))
            }
            Member::Check(check) => columns.iter().any(|column| {
                is_lost(column) && driftline_schema::sql::mentions(ENGINE, check.expression.text(), &column.name)
            }),
            _ => false,
        }
    }

    fn drop_tables(&mut self) {
        self.drop_tables_where(false);
    }

    /// Tables that lean on an object which goes early go before it, the others after.
    fn drop_tables_where(&mut self, goes_first: bool) {
        // The live form: the change speaks of tables it refers to by their new names.
        let live = &self.context().current.tables;
        let tables: Vec<&Table> = (self.changes().iter())
            .filter_map(|change| match change {
                Change::DropTable(table) => Some(live.get(&table.name).unwrap_or(table)),
                _ => None,
            })
            .collect();
        let order = drop_order(tables.iter().copied());
        let breaks_cycles = goes_first == self.some_table_goes_first(&tables);
        for (table, key) in order.first.iter().filter(|_| breaks_cycles) {
            let member = Member::ForeignKey((*key).clone());
            if let Some(drop) = members::drop(table, &member) {
                let summary = format!("drop {} of {table}", describe(&member));
                self.steps.push(Step::new(summary, vec![drop], members::add(table, &member)));
            }
        }
        for table in order.tables {
            if self.table_goes_first(table) != goes_first {
                continue;
            }
            let first = |key: &ForeignKey| order.first.iter().any(|(of, other)| **of == table.name && *other == key);
            let made = Step::new(
                format!("drop table {}", table.name),
                vec![print::drop_table(&table.name)],
                [
                    print::create_table(&self.survey.objects.plain_table(table), first),
                    Self::beside_parents(self.context().current, table),
                ]
                .concat(),
            );
            self.push_change(&Change::DropTable(table.clone()), made);
        }
    }

    fn rename_tables(&mut self) {
        let renames: Vec<(ObjectName, ObjectName)> = (self.changes().iter())
            .filter_map(|change| match change {
                Change::RenameTable { from, to } => Some((from.clone(), to.clone())),
                _ => None,
            })
            .collect();
        for (from, to) in rename_order(&renames, |old: &ObjectName| old.sibling(detour(&old.name))) {
            let made =
                Step::new(format!("rename table {from} to {to}"), rename_table(&from, &to), rename_table(&to, &from));
            self.push_change(&Change::RenameTable { from, to }, made);
        }
    }

    /// Columns go under their table's new name and their own live name.
    fn drop_columns(&mut self) {
        self.drop_columns_where(|planner, column| !planner.is_computed_early(column), false);
    }

    /// `under_live_names` says that tables have not got their new names yet.
    fn drop_columns_where(&mut self, is_now: impl Fn(&Self, &Column) -> bool, under_live_names: bool) {
        let gone = &self.survey.in_the_way.gone;
        let mut columns: Vec<(&ObjectName, &Column)> = (gone.iter())
            .filter(|id| !self.survey.dropped_tables.contains(&id.0) && !self.survey.handed_down.contains(id))
            .filter_map(|(table, column)| Some((table, self.context().current.tables.get(table)?.column(column)?)))
            .collect();
        // What is computed goes before what it is computed from; those that come back in place come back in order.
        columns.sort_by_key(|(table, column)| (column.generated.is_none(), self.place(table, column)));
        for (live, column) in columns {
            if !is_now(self, column) {
                continue;
            }
            let table = if under_live_names { live.clone() } else { self.survey.new_table(live).clone() };
            let mut column = at_home(&table, column);
            if self.survey.objects.defaults.contains(&(live.clone(), column.name.clone())) {
                // It has gone before the column.
                column.default = None;
            }
            let column = &self.survey.objects.plain(&column);
            let is_dropped = self.survey.dropped.contains(&(live.clone(), column.name.clone()));
            let to = self
                .survey
                .wanted_table(live)
                .and_then(|wanted| wanted.column(&self.survey.new_column(live, &column.name)));
            let filling = self.fill_again(live, column);
            let down = column::add(&table, column, &filling);
            let object = format!("{table}.{}", column.name);
            if let (Some(to), false) = (to, is_dropped) {
                if to.generated.is_none() {
                    let action = print::alter_column(&table, &column.name, "DROP EXPRESSION");
                    let mut down = down;
                    down.insert(0, print::drop_column(&table, &column.name));
                    self.steps.push(Step::new(format!("stop computing {object}"), vec![action], down));
                    continue;
                }
                let mut made = Step::new(
                    format!("drop column {object} to add it anew"),
                    vec![print::drop_column(&table, &column.name)],
                    down,
                );
                if column.generated.is_none() {
                    made.loses = Some(format!("the values of {object}"));
                    let rows = rows_word(self.rows(&table));
                    let detail = format!("{rows} get a computed value instead of their own");
                    made.hazards.push(Hazard::new(HazardKind::DropsColumn, object, detail));
                }
                self.steps.push(made);
                continue;
            }
            let change = Change::DropColumn { table: table.clone(), column: column.clone() };
            let made = Step::new(format!("drop column {object}"), vec![print::drop_column(&table, &column.name)], down);
            self.push_change(&change, made);
        }
    }

    fn place(&self, table: &ObjectName, column: &Column) -> (ObjectName, usize) {
        let columns = self.context().current.tables.get(table).map_or(&[][..], |table| &table.columns);
        let place = columns.iter().position(|other| other.name == column.name).unwrap_or_default();
        (table.clone(), place)
    }

    /// What rows get when a dropped column comes back: its values are lost, its constraints still hold.
    fn fill_again(&self, live: &ObjectName, column: &Column) -> Filling {
        if column.nullable || column.default.is_some() || column.auto_increment.is_some() || column.generated.is_some()
        {
            return Filling::Nothing;
        }
        let Some(table) = self.context().current.tables.get(live) else { return Filling::Nothing };
        let alone = [column.name.clone()];
        let parent = table.foreign_keys.iter().find(|key| key.columns == alone);
        if let Some((key, target)) = parent.and_then(|key| Some((key, key.referenced_columns.first()?)))
            && !self.survey.dropped_tables.contains(&key.references)
        {
            let target = quote(target);
            let references = name(self.survey.new_table(&key.references));
            return Filling::Distinct(format!("(SELECT {target} FROM {references} ORDER BY 1 LIMIT 1)"));
        }
        let is_unique = member::in_unique(table, &column.name);
        let distinct = is_unique.then(|| types::distinct(column, "\"numbered\".\"i\"")).flatten();
        let labels = column.user_type.as_ref().and_then(|kind| self.context().current.enums.get(kind));
        let neutral = || types::neutral(column, labels.map(|kind| kind.labels.as_slice()));
        match distinct {
            Some(expression) => Filling::Distinct(expression),
            None => neutral().map_or(Filling::Nothing, Filling::Value),
        }
    }

    fn rename_columns(&mut self) {
        let mut renames: BTreeMap<&ObjectName, Vec<(String, String)>> = BTreeMap::new();
        for change in self.changes() {
            if let Change::RenameColumn { table, from, to } = change {
                let live = self.survey.names.table(table);
                let comes_back = self.survey.is_gone(live, from) && !self.stops_computing(live, from);
                if !comes_back && !self.is_handed_down(table, from, to) {
                    renames.entry(table).or_default().push((from.clone(), to.clone()));
                }
            }
        }
        for (table, renames) in renames {
            for (from, to) in rename_order(&renames, |old: &String| detour(old)) {
                let made = Step::new(
                    format!("rename column {table}.{from} to {to}"),
                    vec![column::rename(table, &from, &to)],
                    vec![column::rename(table, &to, &from)],
                );
                self.push_change(&Change::RenameColumn { table: table.clone(), from, to }, made);
            }
        }
    }

    /// Whether a generated column stays as a plain one.
    fn stops_computing(&self, live: &ObjectName, column: &str) -> bool {
        let before = self.context().current.tables.get(live).and_then(|table| table.column(column));
        let after =
            self.survey.wanted_table(live).and_then(|table| table.column(&self.survey.new_column(live, column)));
        matches!((before, after), (Some(before), Some(after)) if before.generated.is_some() && after.generated.is_none())
    }

    fn rename_members(&mut self) {
        let mut renames = Vec::new();
        for change in self.changes() {
            let Change::RenameMember { table, from, to } = change else { continue };
            let Some(id) = self.survey.member_id(table, from) else { continue };
            let Some(new) = to.name() else { continue };
            if !self.survey.in_the_way.members.contains_key(&id) {
                renames.push(MemberRename { table, member: from, from: id.name, to: new.to_owned() });
            }
        }
        for MemberRename { table, member, from, to } in MemberRename::in_order(renames) {
            self.steps.push(Step::new(
                format!("rename {} {from} of {table} to {to}", title(member)),
                vec![members::rename(table, member, &from, &to)],
                vec![members::rename(table, member, &to, &from)],
            ));
        }
    }

    /// Sequences of serial columns that stay serial; all of them together, for they may take each other's names.
    fn rename_sequences(&mut self) {
        let mut renames = Vec::new();
        for change in self.changes() {
            let Change::AlterColumn { table, from, to } = change else { continue };
            let (from, to) = (at_home(table, from), at_home(table, to));
            if let (Some(AutoIncrement::Serial { sequence: old }), Some(AutoIncrement::Serial { sequence: new })) =
                (from.auto_increment, to.auto_increment)
                && old != new
            {
                renames.push((old, new));
            }
        }
        for (from, to) in rename_order(&renames, |old: &ObjectName| old.sibling(detour(&old.name))) {
            self.steps.push(Step::new(
                format!("rename sequence {from} to {to}"),
                vec![column::rename_sequence(&from, &to)],
                vec![column::rename_sequence(&to, &from)],
            ));
        }
    }

    /// Columns that leave a type made anew change before it is, the others after.
    fn alter_columns(&mut self) {
        let retyped = &self.survey.retyped;
        let is_retyped = |column: &Column| column.user_type.as_ref().is_some_and(|kind| retyped.contains_key(kind));
        let desired = self.context().desired;
        let mut changes: Vec<&Change> = (self.changes().iter())
            .filter(|change| matches!(change, Change::AlterColumn { .. }) && !self.is_late(change))
            .collect();
        // A parent's column changes in its children too, which then have their own say.
        changes.sort_by_key(|change| change.table().map_or(0, |table| Self::depth(desired, table)));
        let (first, later): (Vec<&Change>, Vec<&Change>) = changes.into_iter().partition(
            |change| matches!(change, Change::AlterColumn { from, to, .. } if is_retyped(from) && !is_retyped(to) || self.leaves_remade(from, to)),
        );
        for change in first {
            self.alter_column(change);
        }
        self.retype_enums();
        self.remake_types();
        for change in later {
            self.alter_column(change);
        }
    }

    /// Whether a column is there only once its parent has got it.
    fn is_late(&self, change: &Change) -> bool {
        let Change::AlterColumn { table, to, .. } = change else { return false };
        let live = self.context().current.tables.get(self.survey.names.table(table));
        live.is_some_and(|live| live.column(&self.survey.names.column(table, &to.name)).is_none())
    }

    /// What children say of columns that came with their parents.
    fn alter_late_columns(&mut self) {
        for change in self.changes().iter().filter(|change| self.is_late(change)).collect::<Vec<_>>() {
            self.alter_column(change);
        }
    }

    fn alter_column(&mut self, change: &Change) {
        let Change::AlterColumn { table, from, to } = change else { return };
        let survey = self.survey;
        let live = survey.names.table(table).clone();
        let live_column = survey.names.column(table, &to.name);
        if is_made_anew(from, to) && !self.stops_computing(&live, &live_column)
            || survey.is_gone(&live, &live_column) && to.generated.is_some()
        {
            return;
        }
        let (from, to) = (at_home(table, from), at_home(table, to));
        let (from, mut to) = (survey.objects.plain(&from), survey.objects.plain(&to));
        let mut from = survey.objects.followed(&from, &to);
        from.name.clone_from(&to.name);
        if survey.objects.defaults.contains(&(live.clone(), live_column.clone())) {
            from.default = None;
        }
        if self.holds_remade(&from) && self.holds_remade(&to) {
            from.default.clone_from(&to.default);
        }
        self.keep_default_for_later(table, &mut to, Slot::First);
        if from.generated.is_some() && to.generated.is_none() {
            from.generated = None;
        }
        if let (Some(AutoIncrement::Serial { .. }), Some(AutoIncrement::Serial { .. })) =
            (&from.auto_increment, &to.auto_increment)
        {
            // The sequence has its new name by now.
            from.auto_increment.clone_from(&to.auto_increment);
        }
        let leaves_retyped =
            |column: &Column| column.user_type.as_ref().is_some_and(|kind| survey.retyped.contains_key(kind));
        if leaves_retyped(&from) && leaves_retyped(&to) {
            // Making the type anew has already dealt with the default.
            from.default = if types::is_type_change(&from, &to) { None } else { to.default.clone() };
        }
        let answers = self.answers(table, &from, &to);
        let mut made = Step::new(
            format!("change column {table}.{}{}", to.name, what_changes(&from, &to, print::data_type)),
            column::alter(table, &from, &to, &answers.0),
            column::alter(table, &to, &from, &Answers::back()),
        );
        made.down.extend(self.restore_children(table, &from, &to));
        made.hazards = answers.1;
        made.hazards.extend(self.type_hazards(table, &from, &to, answers.0.conversion.cut));
        let filled = answers.0.fill.is_some() || answers.0.delete_nulls;
        let narrowed = types::is_type_change(&from, &to).then(|| types::narrows(&from, &to)).flatten();
        let object = format!("{table}.{}", to.name);
        made.loses = match (filled, narrowed) {
            (true, _) if answers.0.delete_nulls => Some(format!("the rows of {table} whose {} was NULL", to.name)),
            (true, _) => Some(format!("which rows of {object} were NULL")),
            (false, Some(_)) => Some(format!("what the new type of {object} has no room for")),
            (false, None) if types::spells_anew(&from, &to) => Some(format!("how the values of {object} were written")),
            (false, None) => None,
        };
        self.push_change(change, made);
    }

    /// What happens to rows without a value and to texts that are too long.
    fn answers(&mut self, table: &ObjectName, from: &Column, to: &Column) -> (Answers, Vec<Hazard>) {
        let context = self.context();
        let in_key = context.desired.tables.get(table).is_some_and(|wanted| member::in_key(wanted, &to.name));
        let mut hazards = Vec::new();
        let mut answers = Answers::default();
        match fill(context, &self.survey.names, table, Some(from), to, in_key) {
            Err(need) => self.needs.push(need),
            Ok(Fill::NotNeeded) => {}
            Ok(Fill::With { expression, hazard }) => {
                answers.fill = Some(expression);
                hazards.extend(hazard);
            }
            Ok(Fill::LeaveOut { rows }) => {
                answers.delete_nulls = true;
                let detail = format!("{} without a value go", rows_word(rows));
                hazards.push(Hazard::new(HazardKind::LosesRows, format!("{table}.{}", to.name), detail));
            }
        }
        let long = probe::too_long(ENGINE, &self.survey.names, table, from, to)
            .map_or(0, |probe| count(context.facts, &probe));
        answers.conversion.cut = long > 0;
        (answers, hazards)
    }

    fn type_hazards(&self, table: &ObjectName, from: &Column, to: &Column, cut: bool) -> Vec<Hazard> {
        let rows = self.rows(table);
        if rows == 0 || !types::is_type_change(from, to) {
            return Vec::new();
        }
        let object = format!("{table}.{}", to.name);
        let (old, new) = (print::data_type(from), print::data_type(to));
        let mut hazards = Vec::new();
        let mut push = |kind, detail: String| hazards.push(Hazard::new(kind, &object, detail));
        // Values that are cut are already named with their count.
        if let Some(why) = types::narrows(from, to).filter(|_| !cut) {
            let fate = if types::rounds(from, to) {
                "digits without room are rounded away"
            } else {
                "the statement fails on values that do not fit"
            };
            push(HazardKind::NarrowsType, format!("{why}; {fate}"));
        }
        if types::is_conversion(from, to) {
            push(HazardKind::ConvertsType, format!("{} from {old} to {new}", hazard::converted(rows)));
        }
        if types::rewrites(from, to) {
            push(
                HazardKind::RewritesTable,
                format!("{} written anew while the table is locked", hazard::rows_are(rows)),
            );
        }
        hazards
    }

    fn retype_enums(&mut self) {
        let retyped: Vec<(EnumType, EnumType)> = self.survey.retyped.values().cloned().collect();
        for (from, to) in retyped {
            let columns = self.typed_columns(&from, &to);
            let back: Vec<TypedColumn> = (columns.iter())
                .map(|each| {
                    let mut column = each.column.clone();
                    column.default.clone_from(&each.default_after);
                    TypedColumn {
                        table: each.table.clone(),
                        column,
                        default_after: each.column.default.clone(),
                        replaced: BTreeMap::new(),
                    }
                })
                .collect();
            let labels = enums::added(&from, &to);
            let removed = enums::added(&to, &from);
            let mut made = Step::new(
                format!("make type {} anew", from.name),
                enums::retype(&from, &to, &columns),
                enums::retype(&to, &from, &back),
            );
            let rows: u64 = columns.iter().map(|each| self.rows(&each.table)).sum();
            if rows > 0 {
                let detail = format!("{} written anew while the tables are locked", hazard::rows_are(rows));
                made.hazards.push(Hazard::new(HazardKind::RewritesTable, &from.name, detail));
            }
            if !labels.is_empty() {
                let labels: Vec<&str> = labels.iter().map(|label| label.as_str()).collect();
                let detail = format!("going down fails while a row holds {}", labels.join(", "));
                made.hazards.push(Hazard::new(HazardKind::Irreversible, &from.name, detail));
            }
            if columns.iter().any(|each| !each.replaced.is_empty()) {
                let removed: Vec<&str> = removed.iter().map(|label| label.as_str()).collect();
                let held: Vec<String> = (columns.iter().filter(|each| !each.replaced.is_empty()))
                    .map(|each| format!("{}.{}", each.table, each.column.name))
                    .collect();
                made.loses = Some(format!("which rows of {} held {}", held.join(", "), removed.join(", ")));
            }
            self.push_change(&Change::AlterEnum { from, to }, made);
        }
    }

    /// Columns that hold values of a type at the moment it is made anew.
    fn typed_columns(&mut self, from: &EnumType, to: &EnumType) -> Vec<TypedColumn> {
        let survey = self.survey;
        let mut columns = Vec::new();
        for (live, table) in &self.context().current.tables {
            let Some(wanted) = survey.wanted_table(live).filter(|_| !survey.dropped_tables.contains(live)) else {
                continue;
            };
            for column in table.columns.iter().filter(|column| column.user_type.as_ref() == Some(&from.name)) {
                let Some(after) = wanted.column(&survey.new_column(live, &column.name)) else { continue };
                let stays = after.user_type.as_ref().is_some_and(|kind| survey.retyped.contains_key(kind));
                if survey.is_gone(live, &column.name) || !stays {
                    continue;
                }
                let mut now = column.clone();
                now.name.clone_from(&after.name);
                columns.push(TypedColumn {
                    replaced: self.replaced_labels(from, to, live, column, &wanted.name, after),
                    table: wanted.name.clone(),
                    column: now,
                    default_after: after.default.clone().filter(|_| !types::is_type_change(column, after)),
                });
            }
        }
        columns
    }

    /// What rows get that hold a label which goes.
    fn replaced_labels(
        &mut self,
        from: &EnumType,
        to: &EnumType,
        live: &ObjectName,
        column: &Column,
        table: &ObjectName,
        after: &Column,
    ) -> BTreeMap<String, Option<String>> {
        let gone: Vec<String> = enums::added(to, from).into_iter().cloned().collect();
        match unfit::stand_ins(self.context(), (live, &column.name), table, after, &gone, to.labels.first()) {
            Ok(replaced) => replaced,
            Err(needs) => {
                self.needs.extend(needs);
                BTreeMap::new()
            }
        }
    }

    fn add_columns(&mut self) {
        let mut waiting: Vec<(&ObjectName, &Column, Option<&Column>)> = Vec::new();
        for change in self.changes() {
            if let Change::AddColumn { table, column } = change {
                waiting.push((table, column, None));
            }
        }
        for (live, name) in &self.survey.in_the_way.gone {
            if self.survey.handed_down.contains(&(live.clone(), name.clone())) {
                continue;
            }
            let before = self.context().current.tables.get(live).and_then(|table| table.column(name));
            let wanted = self.survey.wanted_table(live).filter(|_| !self.survey.dropped_tables.contains(live));
            let Some(wanted) = wanted.filter(|_| !self.survey.dropped.contains(&(live.clone(), name.clone()))) else {
                continue;
            };
            let after = wanted.column(&self.survey.new_column(live, name));
            if let (Some(before), Some(after), false) = (before, after, self.stops_computing(live, name)) {
                waiting.push((&wanted.name, after, Some(before)));
            }
        }
        // In the wanted order, as far as a column is not computed from one that is added behind it.
        waiting.sort_by_key(|(table, column, _)| {
            let columns = self.context().desired.tables.get(*table).map_or(&[][..], |table| &table.columns);
            let place = columns.iter().position(|other| other.name == column.name);
            ((*table).clone(), is_late(ENGINE, column, columns, &waiting_names(self.changes(), table)), place)
        });
        for (table, column, before) in waiting {
            self.add_column(table, column, before);
        }
    }

    fn add_column(&mut self, table: &ObjectName, column: &Column, before: Option<&Column>) {
        let mut column = self.survey.objects.plain(&at_home(table, column));
        self.keep_default_for_later(table, &mut column, Slot::AfterTypes);
        let column = &column;
        let context = self.context();
        let object = format!("{table}.{}", column.name);
        let wanted = context.desired.tables.get(table);
        let in_key = wanted.is_some_and(|wanted| member::in_key(wanted, &column.name));
        let mut hazards = Vec::new();
        let mut delete = None;
        let filling = match fill(context, &self.survey.names, table, None, column, in_key) {
            Err(need) => {
                self.needs.push(need);
                Filling::Nothing
            }
            Ok(Fill::NotNeeded) => Filling::Nothing,
            Ok(Fill::With { expression, hazard }) => {
                hazards.extend(hazard);
                Filling::Value(expression)
            }
            Ok(Fill::LeaveOut { rows }) => {
                let distinct = wanted
                    .filter(|wanted| {
                        member::in_unique(wanted, &column.name) && !member::in_foreign_key(wanted, &column.name)
                    })
                    .and_then(|_| types::distinct(column, "\"numbered\".\"i\""));
                match distinct {
                    Some(expression) => {
                        let detail = format!("{} get a value of their own", rows_word(rows));
                        hazards.push(Hazard::new(HazardKind::FillsNulls, &object, detail));
                        Filling::Distinct(expression)
                    }
                    None => {
                        let detail = format!("{} without a value go", rows_word(rows));
                        hazards.push(Hazard::new(HazardKind::LosesRows, &object, detail));
                        delete = Some(Statement::raw(format!("DELETE FROM {}", name(table))));
                        Filling::Nothing
                    }
                }
            }
        };
        let rows = self.rows(table);
        let writes_rows = column.generated.is_some() || column.auto_increment.is_some();
        if rows > 0 && writes_rows {
            let detail = format!("{} written anew while the table is locked", hazard::rows_are(rows));
            hazards.push(Hazard::new(HazardKind::RewritesTable, &object, detail));
        }
        let loses = delete.is_some().then(|| format!("the rows of {table}"));
        let mut up: Vec<Statement> = delete.into_iter().collect();
        up.extend(column::add(table, column, &filling));
        let verb = if before.is_some() { "add column again:" } else { "add column" };
        let mut made = Step::new(format!("{verb} {object}"), up, vec![print::drop_column(table, &column.name)]);
        made.hazards = hazards;
        made.loses = loses;
        self.push_change(&Change::AddColumn { table: table.clone(), column: column.clone() }, made);
    }

    fn create_tables(&mut self) {
        let tables = self.changes().iter().filter_map(|change| match change {
            Change::CreateTable(table) => Some(table),
            _ => None,
        });
        let order = create_order(tables);
        let mut waiting = order.tables.clone();
        while let Some(table) = self.next_table(&mut waiting, &order.later) {
            let table = &self.without_what_waits(&self.survey.objects.plain_table(table));
            let later = |key: &ForeignKey| order.later.iter().any(|(of, other)| **of == table.name && *other == key);
            let made = Step::new(
                format!("create table {}", table.name),
                [print::create_table(table, later), Self::beside_parents(self.context().desired, table)].concat(),
                vec![print::drop_table(&table.name)],
            );
            self.steps.push(made);
            self.create_ready_objects(&waiting);
        }
        for (table, key) in order.later {
            let member = Member::ForeignKey(key.clone());
            // An unnamed key is found again by the name PostgreSQL chooses (manual, CREATE TABLE, "Notes").
            let given = key.name.clone().unwrap_or_else(|| format!("{}_{}_fkey", table.name, key.columns.join("_")));
            let named = Member::ForeignKey(ForeignKey { name: Some(given), ..key.clone() });
            let summary = format!("add {} of {table}", describe(&member));
            let down = members::drop(table, &named).into_iter().collect();
            self.steps.push(Step::new(summary, members::add(table, &member), down));
        }
    }

    /// New members, and those that stepped aside, in their wanted form.
    fn add_members(&mut self, is_now: impl Fn(u8) -> bool) {
        let mut wanted: Vec<(ObjectName, Member, bool)> = Vec::new();
        for change in self.changes() {
            if let Change::AddMember { table, member } = change {
                wanted.push((table.clone(), member.clone(), true));
            }
        }
        for id in self.survey.in_the_way.members.keys().filter(|id| !self.survey.explicit.contains(id)) {
            if let Some((table, member)) = self.survey.wanted_member(id) {
                let known = wanted.iter().any(|(of, other, _)| *of == table && *other == member);
                if !known {
                    wanted.push((table, member, false));
                }
            }
        }
        wanted.retain(|(table, member, _)| {
            let is_trigger = is_program(member::kind(member));
            is_now(member::kind(member)) && (is_trigger || self.waits_for_objects(table, member) == self.adds_late)
        });
        // Keys come before the checks and indexes that may take long, and in front of what refers to them.
        wanted.sort_by_key(|(_, member, _)| std::cmp::Reverse(member::kind(member)));
        for (table, member, is_new) in wanted {
            self.add_one_member(&table, &member, is_new);
        }
    }

    pub(super) fn add_one_member(&mut self, table: &ObjectName, member: &Member, is_new: bool) {
        let Some(drop) = members::drop(table, member) else {
            self.unsupported.push(format!("a {} of {table} has no name; give it one", title(member)));
            return;
        };
        let mut made = Step::new(format!("add {} of {table}", describe(member)), Vec::new(), vec![drop]);
        if is_new {
            self.unfit_rows(table, member, &mut made);
        }
        made.up.extend(members::add(table, member));
        if let (Some(wanted), Some(given)) = (self.context().desired.tables.get(table), member.name()) {
            made.up.extend(options::of_index(table, &wanted.options, given));
        }
        self.steps.push(made);
    }

    /// Rows that a new member refuses: deleted where that is allowed, otherwise asked for.
    fn unfit_rows(&mut self, table: &ObjectName, member: &Member, made: &mut Step) {
        match unfit::left_out(self.context(), &self.survey.names, table, member) {
            Ok(None) => {}
            Ok(Some(rows)) => {
                made.hazards.push(rows.hazard);
                made.loses = Some(rows.loses);
                made.up.extend(delete_unfit(table, member));
            }
            Err(need) => self.needs.push(need),
        }
    }

    fn comments_and_options(&mut self) {
        for change in self.changes() {
            match change {
                Change::TableComment { table, from, to } => {
                    let object = format!("TABLE {}", name(table));
                    self.steps.push(Step::new(
                        format!("comment on table {table}"),
                        vec![print::comment(&object, to.as_ref())],
                        vec![print::comment(&object, from.as_ref())],
                    ));
                }
                Change::NamespaceComment { namespace, from, to } => {
                    let object = format!("SCHEMA {}", quote(namespace));
                    self.steps.push(Step::new(
                        format!("comment on schema {namespace}"),
                        vec![print::comment(&object, to.as_ref())],
                        vec![print::comment(&object, from.as_ref())],
                    ));
                }
                Change::TableOptions { table, from, to } if from.partition_by != to.partition_by => {
                    self.unsupported.push(format!(
                        "PostgreSQL cannot change how table {table} is partitioned; make another table, copy the rows, and let it \
                         take the name"
                    ));
                }
                _ => {}
            }
        }
        for change in self.changes() {
            let Change::TableOptions { table, from, to } = change else { continue };
            let (up, down) = (options::change(table, from, to), options::change(table, to, from));
            if !up.is_empty() || !down.is_empty() {
                let mut made = Step::new(format!("change options of table {table}"), up, down);
                if from.tablespace != to.tablespace {
                    let detail = format!("{} moved while the table is locked", hazard::rows_are(self.rows(table)));
                    made.hazards.push(Hazard::new(HazardKind::RewritesTable, table, detail));
                }
                self.steps.push(made);
            }
        }
        for change in self.changes() {
            match change {
                Change::TableOptions { table, from, to } if from.unlogged != to.unlogged => {
                    let set = |unlogged: bool| {
                        let word = if unlogged { "UNLOGGED" } else { "LOGGED" };
                        vec![Statement::raw(format!("ALTER TABLE {} SET {word}", name(table)))]
                    };
                    let mut made =
                        Step::new(format!("change options of table {table}"), set(to.unlogged), set(from.unlogged));
                    let rows = self.rows(table);
                    if rows > 0 {
                        let detail = format!("{} written anew while the table is locked", hazard::rows_are(rows));
                        made.hazards.push(Hazard::new(HazardKind::RewritesTable, table, detail));
                    }
                    self.steps.push(made);
                }
                _ => {}
            }
        }
    }
}

fn namespace_statements(namespace: &str) -> (Statement, Statement) {
    let quoted = quote(namespace);
    (Statement::raw(format!("CREATE SCHEMA {quoted}")), Statement::raw(format!("DROP SCHEMA {quoted}")))
}

/// A member's new name.
struct MemberRename<'a> {
    table: &'a ObjectName,
    member: &'a Member,
    from: String,
    to: String,
}

impl MemberRename<'_> {
    /// Puts renames into an order in which the new name is always free; a circle goes through a name of its own.
    fn in_order(mut waiting: Vec<Self>) -> Vec<Self> {
        let mut order = Vec::with_capacity(waiting.len());
        while !waiting.is_empty() {
            let free = waiting.iter().position(|one| waiting.iter().all(|other| !one.takes_name_of(other)));
            match free {
                Some(next) => order.push(waiting.remove(next)),
                None => {
                    let MemberRename { table, member, from, to } = waiting.remove(0);
                    let aside = detour(&from);
                    order.push(MemberRename { table, member, from, to: aside.clone() });
                    waiting.push(MemberRename { table, member, from: aside, to });
                }
            }
        }
        order
    }

    /// Names of constraints are unique in their table, names of indexes and of the keys they serve in their namespace.
    fn takes_name_of(&self, other: &Self) -> bool {
        let is_index = |member: &Member| matches!(member, Member::Index(_) | Member::Unique(_) | Member::PrimaryKey(_));
        let one_place = self.table == other.table
            || is_index(self.member) && is_index(other.member) && self.table.namespace == other.table.namespace;
        one_place && self.to == other.from && self.from != other.from
    }
}

/// The statement that deletes the rows a new member refuses.
fn delete_unfit(table: &ObjectName, member: &Member) -> Option<Statement> {
    let target = name(table);
    let repeated = |keys: Vec<String>, predicate: Option<String>| {
        let mut conditions: Vec<String> = keys.iter().map(|key| format!("{key} IS NOT NULL")).collect();
        conditions.extend(predicate.map(|text| format!("({text})")));
        format!(
            "DELETE FROM {target} AS \"unfit\" USING (SELECT ctid, row_number() OVER (PARTITION BY {} ORDER BY ctid) AS \
             \"i\" FROM {target} WHERE {}) AS \"numbered\" WHERE \"unfit\".ctid = \"numbered\".ctid AND \"numbered\".\"i\" > 1",
            keys.join(", "),
            conditions.join(" AND ")
        )
    };
    let quoted = |columns: &[String]| columns.iter().map(|column| quote(column)).collect::<Vec<String>>();
    let text = match member {
        Member::PrimaryKey(key) => repeated(quoted(&key.columns), None),
        Member::Unique(unique) => repeated(quoted(&unique.columns), None),
        Member::Index(index) => {
            let keys = index.parts.iter().map(|part| match &part.key {
                driftline_schema::IndexKey::Column(column) => quote(column),
                driftline_schema::IndexKey::Expression(expression) => format!("({})", expression.text()),
            });
            repeated(keys.collect(), index.predicate.as_ref().map(|text| text.text().to_owned()))
        }
        Member::ForeignKey(key) => {
            let present: Vec<String> =
                key.columns.iter().map(|column| format!("\"child\".{} IS NOT NULL", quote(column))).collect();
            let same: Vec<String> = (key.columns.iter().zip(&key.referenced_columns))
                .map(|(column, other)| format!("\"parent\".{} = \"child\".{}", quote(other), quote(column)))
                .collect();
            format!(
                "DELETE FROM {target} AS \"child\" WHERE {} AND NOT EXISTS (SELECT 1 FROM {} AS \"parent\" WHERE {})",
                present.join(" AND "),
                name(&key.references),
                same.join(" AND ")
            )
        }
        Member::Check(check) => format!("DELETE FROM {target} WHERE NOT ({})", check.expression.text()),
        Member::Trigger(_) | Member::Exclusion(_) | Member::Policy(_) | Member::Rule(_) => return None,
    };
    Some(Statement::raw(text))
}
