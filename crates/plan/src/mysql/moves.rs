//! The steps themselves: views, triggers, foreign keys and whole tables, in their order. Leaves out indexes and checks
//! (`members`), columns (`columns`) and the words of statements (`print`, `alter`).

use std::collections::{BTreeMap, BTreeSet};

use driftline_diff::{Change, Member, rename_table};
use driftline_schema::{Action, ForeignKey, Index, ObjectKind, ObjectName, Schema, Table, Trigger, View, sql};

use super::members::delete_unfit;
use super::survey::{KeyId, MemberId, Survey};
use super::{ENGINE, alter, key, print, types, unsupported};
use crate::hazard;
use crate::member::describe;
use crate::order::{create_order, detour, drop_order, rename_order, view_order};
use crate::plan::{Context, Need};
use crate::probe::count;
use crate::{Hazard, HazardKind, PlanError, Probe, Statement, Step, unfit};

/// What one attempt at a plan found.
#[derive(Debug)]
pub(super) struct Attempt {
    /// The steps, or why there are none.
    pub(super) steps: Result<Vec<Step>, PlanError>,
    /// Foreign keys that the steps would break; worth another attempt with them out of the way.
    pub(super) in_the_way: BTreeSet<KeyId>,
    /// The schema behind the last step.
    #[cfg_attr(not(test), expect(dead_code, reason = "the tests compare it with the schema wanted"))]
    pub(super) reached: Schema,
}

/// Plans all steps with these foreign keys out of the way.
pub(super) fn plan(context: &Context<'_>, in_the_way: &BTreeSet<KeyId>) -> Attempt {
    let survey = Survey::new(context, in_the_way);
    let mut planner = Planner {
        survey: &survey,
        state: with_plain_uniques(context.current),
        wanted: with_plain_uniques(context.desired),
        touched: survey.touched(),
        late: BTreeSet::new(),
        renamed: false,
        steps: Vec::new(),
        needs: Vec::new(),
        unsupported: unsupported::find(&context.difference.changes, context.current),
        in_the_way: BTreeSet::new(),
    };
    planner.drop_views();
    planner.drop_triggers();
    planner.drop_foreign_keys();
    planner.drop_tables();
    planner.rename_tables();
    planner.clear_names();
    planner.make_objects(&[ObjectKind::Sequence]);
    planner.take_layouts_apart();
    planner.drop_members();
    planner.drop_columns();
    planner.rename_columns();
    planner.rename_members();
    planner.alter_columns();
    planner.add_columns();
    planner.add_members();
    planner.put_layouts_together();
    planner.create_tables();
    planner.add_foreign_keys();
    planner.comment_tables();
    planner.make_objects(&[ObjectKind::Function, ObjectKind::Procedure]);
    planner.create_views();
    planner.add_triggers();
    planner.make_objects(&[ObjectKind::Event]);
    planner.drop_objects(|_| true);
    let mut steps = std::mem::take(&mut planner.steps);
    planner.keep_histories(&mut steps);
    let steps = if !planner.needs.is_empty() {
        Err(PlanError::Needs(planner.needs))
    } else if !planner.unsupported.is_empty() {
        Err(PlanError::Unsupported(planner.unsupported))
    } else {
        Ok(steps)
    };
    Attempt { steps, in_the_way: planner.in_the_way, reached: planner.state }
}

/// The schema with its unique constraints as what they are here: unique indexes. Only a declared schema tells them apart.
fn with_plain_uniques(schema: &Schema) -> Schema {
    let mut schema = schema.clone();
    for table in schema.tables.values_mut().filter(|table| !table.uniques.is_empty()) {
        table.indexes.extend(std::mem::take(&mut table.uniques).into_iter().map(|unique| {
            let columns: Vec<&str> = unique.columns.iter().map(String::as_str).collect();
            // The engine takes the first column's name where none is given.
            let name = unique.name.as_deref().or(columns.first().copied()).unwrap_or_default();
            Index { unique: true, ..Index::on_columns(name, &columns) }
        }));
        table.sort();
    }
    schema
}

pub(super) struct Planner<'a> {
    /// The look over the difference.
    pub(super) survey: &'a Survey<'a>,
    /// The schema as it is behind the last step.
    pub(super) state: Schema,
    /// The schema wanted.
    pub(super) wanted: Schema,
    /// Live tables that any step could be about.
    touched: BTreeSet<ObjectName>,
    /// Indexes and primary keys that stay until what replaces them comes.
    pub(super) late: BTreeSet<MemberId>,
    /// Whether tables have their new names by now.
    renamed: bool,
    /// The steps so far.
    pub(super) steps: Vec<Step>,
    /// Answers that are missing.
    pub(super) needs: Vec<Need>,
    /// What the engine has no way for.
    pub(super) unsupported: Vec<String>,
    in_the_way: BTreeSet<KeyId>,
}

impl<'a> Planner<'a> {
    pub(super) fn context(&self) -> &'a Context<'a> {
        self.survey.context
    }

    pub(super) fn changes(&self) -> &'a [Change] {
        &self.context().difference.changes
    }

    /// Rows of a table (its new name).
    pub(super) fn rows(&self, table: &ObjectName) -> u64 {
        count(self.context().facts, &Probe::Rows(self.survey.names.table(table).clone()))
    }

    /// Tables that change and are in both schemas: live name and wanted form.
    pub(super) fn tables(&self) -> Vec<(ObjectName, Table)> {
        (self.touched.iter())
            .filter_map(|live| {
                let name = &self.survey.wanted_table(live)?.name;
                Some((live.clone(), self.wanted.tables.get(name)?.clone()))
            })
            .collect()
    }

    /// Adds a step with the hazards that every engine shares.
    pub(super) fn push_change(&mut self, change: &Change, mut made: Step) {
        let mut hazards = hazard::of_change(self.context(), &self.survey.names, change);
        hazards.append(&mut made.hazards);
        made.hazards = hazards;
        made.loses = made.loses.or_else(|| hazard::lost_for_good(change));
        self.steps.push(made);
    }

    /// Leads a table (its present name) into its next state; `None` where that takes no statement.
    pub(super) fn change_table(
        &mut self,
        table: &ObjectName,
        summary: impl Into<String>,
        change: impl FnOnce(&mut Table),
    ) -> Option<Step> {
        let before = self.state.tables.get(table)?.clone();
        let mut after = before.clone();
        change(&mut after);
        after.sort();
        self.move_on(&before, after, summary)
    }

    /// Leads a table from one state into the next; `None` where that takes no statement.
    pub(super) fn move_on(&mut self, before: &Table, after: Table, summary: impl Into<String>) -> Option<Step> {
        self.find_broken_keys(before, &after);
        let (up, down) = (alter::between(before, &after), alter::between(&after, before));
        self.state.insert_table(after);
        (up.is_some() || down.is_some())
            .then(|| Step::new(summary, up.into_iter().collect(), down.into_iter().collect()))
    }

    /// Foreign keys that the engine would not let a table come into its next state: a column at either end changes its
    /// type (errors 1832 and 1833), or the key referred to goes (error 1553).
    fn find_broken_keys(&mut self, before: &Table, after: &Table) {
        let retyped = |key: &ForeignKey, columns: &[String]| {
            // An action that writes NULL, or passes on what may be NULL, looks at NOT NULL too (error 1830).
            let acts = key.on_update != Action::NoAction || key.on_delete == Action::SetNull;
            columns.iter().any(|column| match (before.column(column), after.column(column)) {
                (Some(old), Some(new)) => {
                    types::is_type_change((before, old), (after, new))
                        || old.generated != new.generated
                        || acts && old.nullable != new.nullable
                }
                _ => true,
            })
        };
        let name = &after.name;
        let others = self.state.tables.values().filter(|table| table.name != *name);
        let own = after.foreign_keys.iter().filter(|key| before.foreign_keys.contains(key)).map(|key| (name, key));
        let keys = own.chain(others.flat_map(|table| table.foreign_keys.iter().map(|key| (&table.name, key))));
        let broken = keys.filter(|(table, key)| {
            let here = *table == name && retyped(key, &key.columns);
            let there = key.references == *name
                && (retyped(key, &key.referenced_columns) || !key::is_served(after, &key.referenced_columns));
            here || there
        });
        let live = |table: &ObjectName| {
            if self.renamed { self.survey.names.table(table).clone() } else { table.clone() }
        };
        let broken: Vec<KeyId> = broken.filter_map(|(table, key)| Some((live(table), key.name.clone()?))).collect();
        self.in_the_way.extend(broken);
    }

    // ---- views and triggers

    fn drop_views(&mut self) {
        let current = &self.context().current.views;
        let views = view_order(self.survey.views.iter().filter_map(|view| current.get(view)));
        for view in views.into_iter().rev() {
            let is_explicit = self.survey.explicit_views.contains(&view.name);
            let why = if is_explicit { "" } else { " while what it reads changes" };
            let mut made = Step::new(
                format!("drop view {}{why}", view.name),
                vec![print::drop_view(view)],
                vec![print::create_view(view)],
            );
            if !is_explicit {
                let detail = "it is made anew afterwards, and who makes it becomes its definer";
                made.hazards.push(Hazard::new(HazardKind::BreaksOldCode, &view.name, detail));
            }
            self.state.views.remove(&view.name);
            self.steps.push(made);
        }
    }

    fn create_views(&mut self) {
        let mut wanted: BTreeMap<&ObjectName, &View> = BTreeMap::new();
        for change in self.changes() {
            if let Change::CreateView(view) = change {
                wanted.insert(&view.name, view);
            }
        }
        for aside in self.survey.views.iter().filter(|view| !self.survey.explicit_views.contains(*view)) {
            if let Some(view) = self.context().desired.views.get(aside) {
                wanted.insert(&view.name, view);
            }
        }
        for view in view_order(wanted.into_values()) {
            let (up, down) = (print::create_view(view), print::drop_view(view));
            self.steps.push(Step::new(format!("create view {}", view.name), vec![up], vec![down]));
            self.state.views.insert(view.name.clone(), view.clone());
        }
    }

    fn drop_triggers(&mut self) {
        for (live, table) in &self.context().current.tables {
            let gone = table
                .triggers
                .iter()
                .filter(|trigger| self.survey.triggers.contains(&(live.clone(), trigger.name.clone())));
            for trigger in key::trigger_order(gone).into_iter().rev() {
                let is_explicit = self.changes().iter().any(|change| {
                    matches!(change, Change::DropMember { table, member: Member::Trigger(other) }
                        if self.survey.names.table(table) == live && other.name == trigger.name)
                });
                let why = if is_explicit { "" } else { " while what it speaks of changes" };
                self.steps.push(Step::new(
                    format!("drop trigger {} of {live}{why}", trigger.name),
                    vec![print::drop_trigger(trigger)],
                    print::create_trigger(trigger),
                ));
                if let Some(table) = self.state.tables.get_mut(live) {
                    table.triggers.retain(|other| other.name != trigger.name);
                }
            }
        }
    }

    fn add_triggers(&mut self) {
        for (_, wanted) in self.tables() {
            let there = self.state.tables.get(&wanted.name).map_or(Vec::new(), |table| table.triggers.clone());
            let is_missing = |trigger: &&Trigger| !there.iter().any(|other| other.name == trigger.name);
            for trigger in key::trigger_order(wanted.triggers.iter().filter(is_missing)) {
                self.steps.push(Step::new(
                    format!("add trigger {} of {}", trigger.name, wanted.name),
                    print::create_trigger(trigger),
                    vec![print::drop_trigger(trigger)],
                ));
            }
            if let Some(table) = self.state.tables.get_mut(&wanted.name) {
                table.triggers.clone_from(&wanted.triggers);
            }
        }
    }

    /// Views and triggers that stay and say all the names of something that goes.
    pub(super) fn readers_left(&self, object: &str, names: &[&str]) -> Option<Hazard> {
        let says = |text: &&str| names.iter().all(|name| sql::mentions(ENGINE, text, name));
        let views = self.state.views.values().map(|view| view.definition.text());
        let triggers = self
            .state
            .tables
            .values()
            .filter(|table| names.first() != Some(&table.name.name.as_str()) || names.len() > 1);
        let triggers = triggers.flat_map(|table| &table.triggers).map(|trigger| trigger.definition.text());
        let (left, routines) = (views.chain(triggers).filter(says).count(), self.objects_that_say(names));
        let what = match (left, routines) {
            (0, 0) => return None,
            (1, 0) => "1 view or trigger still says".to_owned(),
            (left, 0) => format!("{left} views or triggers still say"),
            (0, 1) => "1 routine or event still says".to_owned(),
            (0, routines) => format!("{routines} routines or events still say"),
            (left, routines) => format!("{} views, triggers, routines or events still say", left + routines),
        };
        Some(Hazard::new(HazardKind::BreaksOldCode, object, format!("{what} this name and will fail")))
    }

    // ---- foreign keys

    fn drop_foreign_keys(&mut self) {
        let keys = self.survey.foreign_keys.iter().filter(|(table, _)| !self.survey.dropped_tables.contains(table));
        for (live, name) in keys.cloned().collect::<Vec<KeyId>>() {
            let Some(table) = self.state.tables.get(&live) else { continue };
            let Some(found) = table.foreign_keys.iter().find(|key| key.name.as_ref() == Some(&name)).cloned() else {
                continue;
            };
            let stays = self
                .survey
                .wanted_table(&live)
                .is_some_and(|wanted| wanted.foreign_keys.iter().any(|key| key.name.as_ref() == Some(&name)));
            let why = if stays { " while what it rests on changes" } else { "" };
            let summary = format!("drop foreign key {name} of {live}{why}");
            let Some(mut made) = self.change_table(&live, summary, |table| {
                table.foreign_keys.retain(|key| key.name.as_ref() != Some(&name));
            }) else {
                continue;
            };
            let parent_is_lost = self.survey.dropped_tables.contains(&found.references)
                || found.referenced_columns.iter().any(|column| self.survey.is_dropped(&found.references, column));
            if parent_is_lost {
                made.down = unchecked(made.down);
                made.loses = Some(format!(
                    "that the rows of {live} meet the foreign key {name}: it comes back without a look at them"
                ));
            }
            self.steps.push(made);
        }
    }

    fn add_foreign_keys(&mut self) {
        for (_, wanted) in self.tables() {
            for key in &wanted.foreign_keys {
                let there = self.state.tables.get(&wanted.name).is_some_and(|table| table.foreign_keys.contains(key));
                if !there {
                    self.add_foreign_key(&wanted.name, key);
                }
            }
        }
    }

    fn add_foreign_key(&mut self, table: &ObjectName, key: &ForeignKey) {
        let member = Member::ForeignKey(key.clone());
        if key.name.is_none() {
            self.unsupported.push(format!("a foreign key of {table} has no name; give it one"));
            return;
        }
        let is_new = self.changes().iter().any(|change| {
            matches!(change, Change::AddMember { table: of, member: other } if of == table && *other == member)
        });
        let summary = format!("add {} of {table}", describe(&member));
        let Some(mut made) = self.change_table(table, summary, |table| table.foreign_keys.push(key.clone())) else {
            return;
        };
        if is_new && self.keeps_its_index(table, key) {
            made.up = vec![print::add_foreign_key(table, key)];
        } else if made.up.iter().any(|statement| statement.sql.contains(", ADD INDEX ")) {
            made.summary.push_str(" and keep its index");
        }
        if is_new {
            self.unfit_rows(table, &member, &mut made);
        }
        self.steps.push(made);
    }

    /// Whether the indexes that a new foreign key might replace all come from this plan, which has made them by name.
    fn keeps_its_index(&self, table: &ObjectName, key: &ForeignKey) -> bool {
        let live = self.context().current.tables.get(self.survey.names.table(table));
        let was_there =
            |index: &&Index| live.is_some_and(|live| live.indexes.iter().any(|other| other.name == index.name));
        let Some(after) = self.state.tables.get(table) else { return false };
        let mut before = after.clone();
        before.foreign_keys.retain(|other| other != key);
        let replaced = |index: &&Index| key::is_first_part(index, &key.columns);
        let mut replaced = after.indexes.iter().filter(replaced).peekable();
        let brings_nothing = key::implied(&before) == key::implied(after);
        brings_nothing && replaced.peek().is_some() && !replaced.any(|index| was_there(&index))
    }

    /// Rows that a new member refuses: deleted before it comes where that is allowed, otherwise asked for.
    pub(super) fn unfit_rows(&mut self, table: &ObjectName, member: &Member, made: &mut Step) {
        match unfit::left_out(self.context(), &self.survey.names, table, member) {
            Ok(None) => {}
            Ok(Some(rows)) => {
                let delete = self.state.tables.get(table).and_then(|table| delete_unfit(table, member));
                let Some(delete) = delete else {
                    self.unsupported.push(format!(
                        "{table}: rows that repeat another's key cannot be deleted, as the table has no primary key to tell \
                         them apart; delete them by hand before the {} is added",
                        describe(member)
                    ));
                    return;
                };
                made.hazards.push(rows.hazard);
                made.loses = Some(rows.loses);
                made.up.insert(0, delete);
            }
            Err(need) => self.needs.push(need),
        }
    }

    // ---- tables

    fn drop_tables(&mut self) {
        let tables: Vec<Table> =
            self.survey.dropped_tables.iter().filter_map(|name| self.state.tables.get(name)).cloned().collect();
        let order = drop_order(&tables);
        for (table, key) in &order.first {
            let summary = format!("drop {} of {table}", describe(&Member::ForeignKey((*key).clone())));
            let made = self.change_table(table, summary, |table| table.foreign_keys.retain(|other| other != *key));
            self.steps.extend(made);
        }
        for table in &order.tables {
            let Some(now) = self.state.tables.remove(&table.name) else { continue };
            let mut made = Step::new(
                format!("drop table {}", now.name),
                vec![print::drop_table(&now.name)],
                print::create_table(&now, |_| false),
            );
            made.hazards.extend(self.readers_left(&now.name.to_string(), &[&now.name.name]));
            self.push_change(&Change::DropTable(now), made);
        }
    }

    fn rename_tables(&mut self) {
        let renames: Vec<(ObjectName, ObjectName)> = (self.changes().iter())
            .filter_map(|change| match change {
                Change::RenameTable { from, to } => Some((from.clone(), to.clone())),
                _ => None,
            })
            .collect();
        let aside = |old: &ObjectName| old.sibling(detour(&old.name));
        for (from, to) in rename_order(&renames, aside) {
            // A server that ignores letter case takes such a name for the one in use.
            let is_same = from != to && self.state.table_case.same(&from.name, &to.name);
            let rename = |from: &ObjectName, to: &ObjectName| {
                let between = aside(from);
                if is_same {
                    vec![print::rename_table(from, &between), print::rename_table(&between, to)]
                } else {
                    vec![print::rename_table(from, to)]
                }
            };
            let made = Step::new(format!("rename table {from} to {to}"), rename(&from, &to), rename(&to, &from));
            rename_table(&mut self.state, &from, &to);
            self.push_change(&Change::RenameTable { from, to }, made);
        }
        self.renamed = true;
    }

    fn create_tables(&mut self) {
        let created = self.changes().iter().filter_map(|change| match change {
            Change::CreateTable(table) => self.wanted.tables.get(&table.name).cloned(),
            _ => None,
        });
        let created: Vec<Table> = created.collect();
        let order = create_order(&created);
        for table in &order.tables {
            let later = |key: &ForeignKey| order.later.iter().any(|(of, other)| **of == table.name && *other == key);
            self.steps.push(Step::new(
                format!("create table {}", table.name),
                print::create_table(table, later),
                vec![print::drop_table(&table.name)],
            ));
            let mut now = (*table).clone();
            now.foreign_keys.retain(|key| !later(key));
            self.state.insert_table(now);
        }
        for (table, key) in order.later {
            let mut key = key.clone();
            if key.name.is_none() {
                // The name that the engine would give it.
                let there = self.state.tables.get(table).map_or(0, |table| table.foreign_keys.len());
                key.name = Some(format!("{}_ibfk_{}", table.name, there + 1));
            }
            self.add_foreign_key(table, &key);
        }
    }

    fn comment_tables(&mut self) {
        for change in self.changes() {
            if let Change::TableComment { table, to, .. } = change {
                let summary = format!("comment on table {table}");
                let made = self.change_table(table, summary, |table| table.comment.clone_from(to));
                self.steps.extend(made);
            }
        }
    }
}

/// Statements that add a foreign key or check without a look at the rows: both engines look at the session's setting for
/// keys while the statement runs (MySQL manual 15.1.20.5), and MariaDB at one for checks.
pub(super) fn unchecked(statements: Vec<Statement>) -> Vec<Statement> {
    let mut around = vec![Statement::raw("SET /*M! check_constraint_checks = 0, */ foreign_key_checks = 0")];
    around.extend(statements);
    around.push(Statement::raw("SET /*M! check_constraint_checks = 1, */ foreign_key_checks = 1"));
    around
}
