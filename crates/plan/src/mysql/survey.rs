//! A look over the whole difference before the first step: which names changed, which columns, foreign keys, views and
//! triggers must be out of the way. Leaves out the steps.

use std::collections::{BTreeMap, BTreeSet};

use driftline_diff::{Change, Member};
use driftline_schema::{Column, Generated, ObjectName, Sql, Table, Trigger, View, sql};

use super::{ENGINE, key, types};
use crate::plan::Context;
use crate::{LiveNames, member};

/// A member by live table, kind and live name; a primary key has no name.
pub(super) type MemberId = (ObjectName, u8, String);

/// A foreign key by live table and name.
pub(super) type KeyId = (ObjectName, String);

/// A column by live table and name.
type ColumnId = (ObjectName, String);

/// What the steps are made from.
#[derive(Debug)]
pub(super) struct Survey<'a> {
    /// The planner's input.
    pub(super) context: &'a Context<'a>,
    /// New names to live names.
    pub(super) names: LiveNames,
    new_tables: BTreeMap<ObjectName, ObjectName>,
    new_columns: BTreeMap<ColumnId, String>,
    /// Tables the difference drops.
    pub(super) dropped_tables: BTreeSet<ObjectName>,
    /// Columns the difference drops.
    pub(super) dropped: BTreeSet<ColumnId>,
    /// Columns that go, for good or to be added anew.
    pub(super) gone: BTreeSet<ColumnId>,
    /// Members the difference drops.
    pub(super) explicit: BTreeSet<MemberId>,
    /// Foreign keys that go, for good or to be added again.
    pub(super) foreign_keys: BTreeSet<KeyId>,
    /// Views the difference drops.
    pub(super) explicit_views: BTreeSet<ObjectName>,
    /// Views that go, for good or to be created again.
    pub(super) views: BTreeSet<ObjectName>,
    /// Triggers that go, for good or to be created again, by live table.
    pub(super) triggers: BTreeSet<KeyId>,
}

impl<'a> Survey<'a> {
    /// Looks over the difference; `in_the_way` names the foreign keys that an earlier attempt stumbled over.
    pub(super) fn new(context: &'a Context<'a>, in_the_way: &BTreeSet<KeyId>) -> Self {
        let mut survey = Self {
            context,
            names: LiveNames::of(context.difference),
            new_tables: BTreeMap::new(),
            new_columns: BTreeMap::new(),
            dropped_tables: BTreeSet::new(),
            dropped: BTreeSet::new(),
            gone: BTreeSet::new(),
            explicit: BTreeSet::new(),
            foreign_keys: in_the_way.clone(),
            explicit_views: BTreeSet::new(),
            views: BTreeSet::new(),
            triggers: BTreeSet::new(),
        };
        for change in &context.difference.changes {
            survey.change(change);
        }
        survey.find_columns_made_anew();
        survey.find_keys_named_by_the_engine();
        survey.find_views();
        survey.find_triggers();
        survey
    }

    fn change(&mut self, change: &Change) {
        match change {
            Change::RenameTable { from, to } => {
                self.new_tables.insert(from.clone(), to.clone());
            }
            Change::RenameColumn { table, from, to } => {
                self.new_columns.insert((self.names.table(table).clone(), from.clone()), to.clone());
            }
            Change::DropTable(table) => {
                self.dropped_tables.insert(table.name.clone());
            }
            Change::DropColumn { table, column } => {
                let id = (self.names.table(table).clone(), column.name.clone());
                self.dropped.insert(id.clone());
                self.gone.insert(id);
            }
            Change::DropMember { table, member: Member::ForeignKey(key) }
            | Change::RenameMember { table, from: Member::ForeignKey(key), .. } => {
                let live = self.names.table(table).clone();
                self.foreign_keys.extend(key.name.clone().map(|name| (live, name)));
            }
            Change::DropMember { table, member: Member::Trigger(trigger) } => {
                self.triggers.insert((self.names.table(table).clone(), trigger.name.clone()));
            }
            Change::DropMember { table, member } => {
                self.explicit.insert(self.member_id(table, member));
            }
            Change::DropView(view) => {
                self.explicit_views.insert(view.name.clone());
                self.views.insert(view.name.clone());
            }
            _ => {}
        }
    }

    /// Computed columns that `MODIFY` cannot change: it makes no virtual column a stored or plain one, no plain column a
    /// virtual one (error 1907), and a column that an expression needs must be there while it is said.
    fn find_columns_made_anew(&mut self) {
        let changes = &self.context.difference.changes;
        loop {
            let before = self.gone.len();
            for (live, table) in &self.context.current.tables {
                let Some(wanted) = self.wanted_table(live) else { continue };
                for column in &table.columns {
                    let id = (live.clone(), column.name.clone());
                    let Some(after) = wanted.column(&self.new_column(live, &column.name)) else { continue };
                    let is_added = |name: &str| {
                        self.is_made_anew_as(live, table, wanted, name)
                            || changes.iter().any(|change| {
                                matches!(change, Change::AddColumn { table: of, column } if *of == wanted.name && column.name == name)
                            })
                    };
                    let loses = |expression: &Sql| columns_of(live, &self.gone).any(|name| mentions(expression, name));
                    let gains = |expression: &Sql| {
                        wanted.columns.iter().any(|other| is_added(&other.name) && mentions(expression, &other.name))
                    };
                    let expression = |generated: &Option<Generated>| generated.clone().map(|found| found.expression);
                    let old = expression(&column.generated);
                    let new = expression(&after.generated);
                    if is_made_anew(column, after) || old.as_ref().is_some_and(loses) || new.as_ref().is_some_and(gains)
                    {
                        self.gone.insert(id);
                    }
                }
            }
            if self.gone.len() == before {
                return;
            }
        }
    }

    /// Whether a column that is made anew gets this name.
    fn is_made_anew_as(&self, live: &ObjectName, table: &Table, wanted: &Table, name: &str) -> bool {
        wanted.column(name).is_some()
            && table.columns.iter().any(|column| {
                self.new_column(live, &column.name) == name
                    && self.gone.contains(&(live.clone(), column.name.clone()))
                    && !self.dropped.contains(&(live.clone(), column.name.clone()))
            })
    }

    /// InnoDB gives a key named `old_ibfk_1` the name `new_ibfk_1` when its table is renamed; such a key steps aside, so that
    /// its name is what the wanted schema says.
    fn find_keys_named_by_the_engine(&mut self) {
        for live in self.new_tables.keys() {
            let keys = self.context.current.tables.get(live).map_or(&[][..], |table| &table.foreign_keys);
            let names = keys.iter().filter_map(|key| key.name.as_ref());
            let prefix = format!("{}_ibfk_", live.name);
            let own = names.filter(|name| name.starts_with(&prefix)).map(|name| (live.clone(), name.clone()));
            self.foreign_keys.extend(own);
        }
    }

    /// Neither engine mends a view when a table or column it reads gets another name, so each whose live text is not the
    /// wanted one is made again.
    fn find_views(&mut self) {
        for (name, view) in &self.context.current.views {
            let is_stale = |wanted: &View| wanted != view || self.says_other_case(&view.definition);
            if self.context.desired.views.get(name).is_some_and(is_stale) {
                self.views.insert(name.clone());
            }
        }
    }

    /// The same for triggers, and for those that are said to follow another which goes.
    fn find_triggers(&mut self) {
        for (live, table) in &self.context.current.tables {
            let Some(wanted) = self.wanted_table(live) else { continue };
            for trigger in &table.triggers {
                let after = wanted.triggers.iter().find(|other| other.name == trigger.name);
                let is_stale = |after: &Trigger| after != trigger || self.says_other_case(&trigger.definition);
                if after.is_some_and(is_stale) {
                    self.triggers.insert((live.clone(), trigger.name.clone()));
                }
            }
            loop {
                let follows = |trigger: &&Trigger| {
                    let gone = |other: &&Trigger| self.triggers.contains(&(live.clone(), other.name.clone()));
                    !gone(trigger) && table.triggers.iter().filter(gone).any(|other| key::names(trigger, &other.name))
                };
                let Some(next) = table.triggers.iter().find(follows) else { break };
                self.triggers.insert((live.clone(), next.name.clone()));
            }
        }
    }

    /// Whether a text says the old name of a table whose new name differs only in letter case. Texts are compared without
    /// letter case, while the server may tell such tables apart.
    fn says_other_case(&self, text: &Sql) -> bool {
        let renamed = self.new_tables.iter().filter(|(from, to)| key::same_name(&from.name, &to.name));
        renamed.into_iter().any(|(from, _)| mentions(text, &from.name))
    }

    /// The member by its live table; the name of a dropped or renamed member is the live one.
    pub(super) fn member_id(&self, table: &ObjectName, found: &Member) -> MemberId {
        let name = found.name().unwrap_or_default().to_owned();
        (self.names.table(table).clone(), member::kind(found), name)
    }

    /// The new name of a live table.
    pub(super) fn new_table<'t>(&'t self, live: &'t ObjectName) -> &'t ObjectName {
        self.new_tables.get(live).unwrap_or(live)
    }

    /// The new name of a live column.
    pub(super) fn new_column(&self, live_table: &ObjectName, column: &str) -> String {
        let id = (live_table.clone(), column.to_owned());
        self.new_columns.get(&id).cloned().unwrap_or_else(|| column.to_owned())
    }

    /// Whether the live column goes, for good or to be added anew.
    pub(super) fn is_gone(&self, live_table: &ObjectName, column: &str) -> bool {
        self.gone.contains(&(live_table.clone(), column.to_owned()))
    }

    /// Whether the live column goes for good.
    pub(super) fn is_dropped(&self, live_table: &ObjectName, column: &str) -> bool {
        self.dropped.contains(&(live_table.clone(), column.to_owned()))
    }

    /// The wanted table behind a live one, where both can be compared.
    pub(super) fn wanted_table(&self, live: &ObjectName) -> Option<&'a Table> {
        let is_known = self.context.current.tables.get(live).is_some_and(|table| table.opaque.is_empty());
        let stays = is_known && !self.dropped_tables.contains(live);
        self.context.desired.tables.get(self.new_table(live)).filter(|wanted| stays && wanted.opaque.is_empty())
    }

    /// Live tables that any step could be about.
    pub(super) fn touched(&self) -> BTreeSet<ObjectName> {
        let changed = self.context.difference.changes.iter().filter_map(Change::table);
        let mut touched: BTreeSet<ObjectName> = changed.map(|table| self.names.table(table).clone()).collect();
        touched.extend(self.foreign_keys.iter().chain(&self.triggers).map(|(table, _)| table.clone()));
        touched
    }

    /// Columns of a live table that go.
    pub(super) fn gone_columns<'s>(&'s self, live: &'s ObjectName) -> impl Iterator<Item = &'s str> {
        columns_of(live, &self.gone)
    }
}

fn columns_of<'s>(table: &'s ObjectName, set: &'s BTreeSet<ColumnId>) -> impl Iterator<Item = &'s str> {
    set.iter().filter(move |(of, _)| of == table).map(|(_, column)| column.as_str())
}

fn mentions(text: &Sql, name: &str) -> bool {
    sql::mentions(ENGINE, text.text(), name)
}

/// Whether `MODIFY` cannot turn one column into the other (error 1907, "not yet supported for generated columns", and 4078,
/// "cannot cast").
fn is_made_anew(from: &Column, to: &Column) -> bool {
    match (&from.generated, &to.generated) {
        (None, None) => types::is_impossible(from, to),
        (Some(old), Some(new)) => old.stored != new.stored || types::is_impossible(from, to),
        // Computed values of another kind would not go back into the old type.
        (None, Some(computed)) => !computed.stored || types::is_impossible(from, to) || types::is_conversion(from, to),
        (Some(computed), None) => !computed.stored || types::is_impossible(from, to),
    }
}
