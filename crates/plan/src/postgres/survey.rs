//! A look over the whole difference before the first step: which names changed, which columns, members and views must be
//! out of the way. Leaves out the steps.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use driftline_diff::inherit::with_inherited;
use driftline_diff::{Change, Member};
use driftline_schema::{AutoIncrement, Column, EnumType, ObjectName, Schema, Table};

use super::dependents::{self, InTheWay, MemberId, Seeds};
use super::objects::{Placement, in_typed_columns};
use super::types;
use crate::plan::Context;
use crate::{LiveNames, member};

/// What the steps are made from.
#[derive(Debug)]
pub(super) struct Survey<'a> {
    /// The planner's input.
    pub(super) context: &'a Context<'a>,
    /// New names to live names.
    pub(super) names: LiveNames,
    new_tables: BTreeMap<ObjectName, ObjectName>,
    new_columns: BTreeMap<(ObjectName, String), String>,
    renamed_members: BTreeMap<MemberId, String>,
    /// Types made anew.
    pub(super) retyped: BTreeMap<ObjectName, (EnumType, EnumType)>,
    /// Columns (live names) that the difference itself drops.
    pub(super) dropped: BTreeSet<(ObjectName, String)>,
    /// Members the difference itself drops.
    pub(super) explicit: BTreeSet<MemberId>,
    /// Views the difference itself drops.
    pub(super) explicit_views: BTreeSet<ObjectName>,
    /// Tables the difference drops.
    pub(super) dropped_tables: BTreeSet<ObjectName>,
    /// Everything that must be out of the way.
    pub(super) in_the_way: InTheWay,
    /// What becomes of objects beside tables.
    pub(super) objects: Placement,
    /// Columns of children that change with their parents'.
    pub(super) handed_down: BTreeSet<(ObjectName, String)>,
    /// The live schema; a table that leaves a parent has what was the parent's as its own.
    pub(super) live: Cow<'a, Schema>,
}

impl<'a> Survey<'a> {
    /// Looks over the difference; `retyped` names the enumerated types that are made anew.
    pub(super) fn new(context: &'a Context<'a>, retyped: &BTreeSet<ObjectName>) -> Self {
        let names = LiveNames::of(context.difference);
        let mut survey = Self {
            context,
            names,
            new_tables: BTreeMap::new(),
            new_columns: BTreeMap::new(),
            renamed_members: BTreeMap::new(),
            retyped: BTreeMap::new(),
            dropped: BTreeSet::new(),
            explicit: BTreeSet::new(),
            explicit_views: BTreeSet::new(),
            dropped_tables: BTreeSet::new(),
            in_the_way: InTheWay::default(),
            objects: Placement::new(context),
            handed_down: BTreeSet::new(),
            live: Cow::Borrowed(context.current),
        };
        survey.let_go();
        let mut seeds = Seeds { retyped: retyped.clone(), ..Seeds::default() };
        for change in &context.difference.changes {
            survey.change(change, retyped, &mut seeds);
        }
        for table in context.current.tables.values() {
            for column in &table.columns {
                if column.user_type.as_ref().is_some_and(|kind| retyped.contains(kind)) {
                    let id = (table.name.clone(), column.name.clone());
                    seeds.touched.insert(id.clone());
                    seeds.converted.insert(id);
                }
            }
        }
        survey.hand_down(&mut seeds);
        seeds.members = survey.explicit.clone();
        seeds.views = survey.explicit_views.clone();
        seeds.dropped_tables = survey.dropped_tables.clone();
        seeds.views.extend(survey.objects.views_in_the_way(context));
        loop {
            seeds.objects = survey.objects.moved();
            for id in survey.objects.remade.keys() {
                for column in in_typed_columns(context.current, id) {
                    seeds.touched.insert(column.clone());
                    seeds.converted.insert(column);
                }
            }
            survey.hand_down(&mut seeds);
            survey.in_the_way = dependents::find(&survey.live, &seeds);
            if !survey.objects.spread(context, &seeds, &survey.in_the_way) {
                break;
            }
        }
        survey.objects.settle(context, &seeds, &survey.in_the_way, &survey.names);
        survey
    }

    /// Gives tables that leave a parent, or join one, what is their parents' alone.
    fn let_go(&mut self) {
        let moved: Vec<ObjectName> = (self.context.difference.changes.iter())
            .filter_map(|change| match change {
                Change::TableOptions { table, from, to }
                    if (&from.partition_of, &from.inherits) != (&to.partition_of, &to.inherits) =>
                {
                    Some(self.names.table(table).clone())
                }
                _ => None,
            })
            .collect();
        for name in moved {
            if let Some(table) = self.live.to_mut().tables.get_mut(&name) {
                *table = with_inherited(table);
            }
        }
    }

    /// What changes in a parent changes in its children.
    fn hand_down(&mut self, seeds: &mut Seeds) {
        let schema = self.context.current;
        for set in [&mut seeds.gone, &mut seeds.touched, &mut seeds.converted] {
            let mut open: Vec<(ObjectName, String)> = set.iter().cloned().collect();
            while let Some((parent, column)) = open.pop() {
                for child in schema.tables.values().filter(|child| child.parents().any(|name| *name == parent)) {
                    let id = (child.name.clone(), column.clone());
                    if child.column(&column).is_some() && set.insert(id.clone()) {
                        self.handed_down.insert(id.clone());
                        open.push(id);
                    }
                }
            }
        }
    }

    fn change(&mut self, change: &Change, retyped: &BTreeSet<ObjectName>, seeds: &mut Seeds) {
        match change {
            Change::RenameTable { from, to } => {
                self.new_tables.insert(from.clone(), to.clone());
            }
            Change::RenameColumn { table, from, to } => {
                self.new_columns.insert((self.names.table(table).clone(), from.clone()), to.clone());
            }
            Change::RenameMember { table, from, to } => {
                if let (Some(id), Some(to)) = (self.member_id(table, from), to.name()) {
                    self.renamed_members.insert(id, to.to_owned());
                }
            }
            Change::DropMember { table, member } => self.explicit.extend(self.member_id(table, member)),
            Change::DropTable(table) => {
                self.dropped_tables.insert(table.name.clone());
            }
            Change::DropView(view) => {
                self.explicit_views.insert(view.name.clone());
            }
            Change::DropColumn { table, column } => {
                let id = (self.names.table(table).clone(), column.name.clone());
                self.dropped.insert(id.clone());
                seeds.gone.insert(id);
            }
            Change::AlterColumn { table, from, to } => {
                let id = (self.names.table(table).clone(), self.names.column(table, &to.name));
                let from = &self.objects.followed(from, to);
                if is_made_anew(from, to) {
                    seeds.gone.insert(id);
                } else if types::is_type_change(from, to) {
                    if types::is_conversion(from, to) {
                        seeds.converted.insert(id.clone());
                    }
                    seeds.touched.insert(id);
                }
            }
            Change::AlterEnum { from, to } if retyped.contains(&from.name) => {
                self.retyped.insert(from.name.clone(), (from.clone(), to.clone()));
            }
            _ => {}
        }
    }

    /// The member by its live table; the name of a dropped or renamed member is the live one.
    pub(super) fn member_id(&self, table: &ObjectName, member: &Member) -> Option<MemberId> {
        let name = member.name()?.to_owned();
        Some(MemberId { table: self.names.table(table).clone(), kind: member::kind(member), name })
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

    /// Whether the live column is dropped, for good or to be added anew.
    pub(super) fn is_gone(&self, live_table: &ObjectName, column: &str) -> bool {
        self.in_the_way.gone.contains(&(live_table.clone(), column.to_owned()))
    }

    /// The wanted form of a live member that only steps aside, with its table's new name.
    pub(super) fn wanted_member(&self, id: &MemberId) -> Option<(ObjectName, Member)> {
        let table = self.context.desired.tables.get(self.new_table(&id.table))?;
        let name = self.renamed_members.get(id).unwrap_or(&id.name);
        let found = member::members(table)
            .into_iter()
            .find(|found| member::kind(found) == id.kind && found.name() == Some(name))?;
        Some((table.name.clone(), found))
    }

    /// The wanted table behind a live one.
    pub(super) fn wanted_table(&self, live: &ObjectName) -> Option<&'a Table> {
        self.context.desired.tables.get(self.new_table(live))
    }
}

/// Whether a column cannot become the other in place: PostgreSQL has no way to make a column generated, to change its
/// expression (before 17) or to convert it.
pub(super) fn is_made_anew(from: &Column, to: &Column) -> bool {
    match (&from.generated, &to.generated) {
        (None, None) => false,
        (Some(old), Some(new)) => old != new || types::is_type_change(from, to),
        _ => true,
    }
}

/// The column as it is inside this table: a serial column's sequence moves along with its table.
pub(super) fn at_home(table: &ObjectName, column: &Column) -> Column {
    let mut column = column.clone();
    if let Some(AutoIncrement::Serial { sequence }) = &mut column.auto_increment {
        sequence.namespace.clone_from(&table.namespace);
    }
    column
}
