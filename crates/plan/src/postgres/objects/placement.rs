//! What becomes of each object, and when: a look over the difference before the first step. Leaves out the steps.
//!
//! An object goes early where something under it changes or goes in a way that PostgreSQL refuses, or where it has no `ALTER` and no
//! `CREATE OR REPLACE` for what differs; otherwise it goes last. It comes as soon as what it stands on is there: most of them before
//! any table changes, so that defaults, checks and columns find them.

use std::collections::{BTreeMap, BTreeSet};

use driftline_diff::Change;
use driftline_schema::sql::mentions;
use driftline_schema::{
    AutoIncrement, Column, Foundation, Object, ObjectId, ObjectKind, ObjectName, Schema, Sql, Table,
};

use super::super::ENGINE;
use super::super::dependents::{InTheWay, Seeds};
use super::super::print;
use super::domain::Domain;
use super::extension::Move;
use super::names::{names, outside_texts};
use super::{composite, sequence, statement};
use crate::LiveNames;
use crate::object::words;
use crate::plan::Context;

/// When an object comes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(in super::super) enum Slot {
    /// Before any column changes.
    #[default]
    First,
    /// After types are made anew and columns have theirs.
    AfterTypes,
    /// After columns are added.
    AfterColumns,
    /// Among the tables that are created.
    WithTables,
    /// Among the views.
    WithViews,
}

/// An object that changes where it stands.
#[derive(Clone, Debug)]
pub(in super::super) struct Altered {
    /// As it is when its turn comes.
    pub(in super::super) from: Object,
    pub(in super::super) to: Object,
    /// It steps aside in part and comes back: the difference does not speak of it.
    pub(in super::super) comes_back: bool,
}

/// The fate of every object that a plan touches.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Placement {
    /// Live objects that go before the tables change.
    pub(in super::super) early: BTreeMap<ObjectId, Object>,
    /// Live objects that go last.
    pub(in super::super) late: BTreeMap<ObjectId, Object>,
    /// Objects the difference drops.
    pub(in super::super) dropped: BTreeSet<ObjectId>,
    /// Objects that come, new or again.
    pub(in super::super) made: BTreeMap<ObjectId, (Object, Slot)>,
    /// Objects that come again although nothing differs.
    pub(in super::super) again: BTreeSet<ObjectId>,
    /// Objects that change where they stand.
    pub(in super::super) altered: BTreeMap<ObjectId, (Altered, Slot)>,
    /// Types that are made anew under their columns: before and after.
    pub(in super::super) remade: BTreeMap<ObjectId, (Object, Object)>,
    /// Objects of which a part goes early: as they are, and without it.
    pub(in super::super) reduced: BTreeMap<ObjectId, (Object, Object)>,
    /// Columns (live names) whose default steps aside.
    pub(in super::super) defaults: BTreeSet<(ObjectName, String)>,
    /// Sequences that are a serial column's numbering on one side and an object on the other.
    traded: BTreeSet<ObjectName>,
    /// Namespaces that extensions leave for others.
    moves: Vec<Move>,
    /// What cannot be done, in words.
    pub(in super::super) unsupported: Vec<String>,
}

/// Whether a column's values are of the type, in arrays too.
pub(in super::super) fn in_columns(schema: &Schema, id: &ObjectId) -> bool {
    !in_typed_columns(schema, id).is_empty()
}

/// Columns whose values are of the type, in arrays too.
pub(in super::super) fn in_typed_columns(schema: &Schema, id: &ObjectId) -> Vec<(ObjectName, String)> {
    let mut found = Vec::new();
    for table in schema.tables.values() {
        let of_type = table.columns.iter().filter(|column| mentions(ENGINE, &column.data_type, &id.name.name));
        found.extend(of_type.map(|column| (table.name.clone(), column.name.clone())));
    }
    found
}

/// Whether PostgreSQL refuses to check a domain's values where they stand: it does not look into arrays and composites
/// ("cannot alter type … because column … uses it", `get_rels_with_domain` in typecmds.c), on the way back neither.
fn is_refused_in_place(schema: &Schema, from: &Object, to: &Object) -> bool {
    let read = |object: &Object| Domain::read(object.definition.text());
    let (ObjectKind::Domain, Some(old), Some(new)) = (to.id.kind, read(from), read(to)) else { return false };
    is_within(schema, &to.id) && (old.checks_rows(&new) || new.checks_rows(&old))
}

/// Whether a column holds values of the type in an array or the like.
fn is_within(schema: &Schema, id: &ObjectId) -> bool {
    let columns = schema.tables.values().flat_map(|table| &table.columns);
    let mut of_type = columns.filter(|column| mentions(ENGINE, &column.data_type, &id.name.name));
    of_type.any(|column| column.data_type.ends_with(']'))
}

fn is_type(kind: ObjectKind) -> bool {
    matches!(kind, ObjectKind::Domain | ObjectKind::CompositeType | ObjectKind::RangeType)
}

/// Whether an object stands on something; by its text where the catalog was not asked (a snapshot).
fn stands_on(object: &Object, found: &Foundation) -> bool {
    if !object.stands_on.0.is_empty() {
        return object.stands_on.0.contains(found);
    }
    let text = outside_texts(object);
    match found {
        Foundation::Object(other) => *other != object.id && names(&text, other),
        Foundation::Enum(name) | Foundation::Relation(name) => {
            *name != object.id.name && mentions(ENGINE, &text, &name.name)
        }
        Foundation::Column(table, column) => mentions(ENGINE, &text, &table.name) && mentions(ENGINE, &text, column),
    }
}

impl Placement {
    /// What the difference itself says.
    pub(in super::super) fn new(context: &Context<'_>) -> Self {
        let (current, desired) = (context.current, context.desired);
        let mut placement = Self::default();
        for change in &context.difference.changes {
            match change {
                Change::CreateObject(object) if numbering(current, &object.id).is_some() => {
                    placement.release(context, object)
                }
                Change::DropObject(object) if numbering(desired, &object.id).is_some() => {
                    placement.traded.insert(object.id.name.clone());
                    if let Some((table, column)) = numbering(desired, &object.id) {
                        let to = as_object(&object.id, &table.name, column);
                        let altered = Altered { from: object.clone(), to, comes_back: false };
                        placement.altered.insert(object.id.clone(), (altered, Slot::First));
                    }
                }
                Change::CreateObject(object) => {
                    placement.unsupported.extend(clash(context, object));
                    placement.made.insert(object.id.clone(), (object.clone(), Slot::First));
                }
                Change::DropObject(object) => {
                    let live = live(current, object);
                    placement.dropped.insert(live.id.clone());
                    if is_taken(context, &live.id) {
                        placement.early.insert(live.id.clone(), live);
                    } else {
                        placement.late.insert(live.id.clone(), live);
                    }
                }
                Change::AlterObject { from, to } => {
                    if to.id.kind == ObjectKind::Extension {
                        placement.moves.extend(Move::of(from, to));
                    }
                    let used = in_columns(current, &from.id) && in_columns(desired, &to.id);
                    let in_place = !is_refused_in_place(current, from, to)
                        && statement::alter(from, to, used).is_some()
                        && statement::alter(to, from, used).is_some();
                    let live = live(current, from);
                    if in_place {
                        let altered = Altered { from: from.clone(), to: to.clone(), comes_back: false };
                        placement.altered.insert(to.id.clone(), (altered, Slot::First));
                    } else if is_type(from.id.kind) && used {
                        placement.remade.insert(live.id.clone(), (from.clone(), to.clone()));
                    } else {
                        placement.early.insert(live.id.clone(), live);
                        placement.made.insert(to.id.clone(), (to.clone(), Slot::First));
                    }
                }
                _ => {}
            }
        }
        placement
    }

    /// A serial column's sequence becomes an object of its own: it stays, whatever becomes of the column.
    fn release(&mut self, context: &Context<'_>, object: &Object) {
        let Some((table, column)) = numbering(context.current, &object.id) else { return };
        self.traded.insert(object.id.name.clone());
        let renames = LiveNames::of(context.difference);
        let now = context.desired.tables.values().find(|now| *renames.table(&now.name) == table.name);
        let stays = now.and_then(|now| {
            now.columns
                .iter()
                .map(|each| (now, each))
                .find(|(now, each)| renames.column(&now.name, &each.name) == column.name)
        });
        let from = match stays {
            Some((now, each)) => {
                let mut renamed = column.clone();
                renamed.name.clone_from(&each.name);
                as_object(&object.id, &now.name, &renamed)
            }
            None => {
                let live = as_object(&object.id, &table.name, column);
                let without = sequence::unowned(&live);
                self.reduced.insert(object.id.clone(), (live, without.clone()));
                without
            }
        };
        let altered = Altered { from, to: object.clone(), comes_back: false };
        self.altered.insert(object.id.clone(), (altered, Slot::First));
    }

    /// The column with a default of its own where its sequence is an object on one side.
    pub(in super::super) fn plain(&self, column: &Column) -> Column {
        let mut column = column.clone();
        if let Some(AutoIncrement::Serial { sequence }) = &column.auto_increment
            && self.traded.contains(sequence)
        {
            column.default = Some(Sql::new(ENGINE, format!("nextval({})", print::regclass(sequence))));
            column.auto_increment = None;
        }
        column
    }

    /// The column before a change, as it is once extensions have their namespaces.
    pub(in super::super) fn followed(&self, from: &Column, to: &Column) -> Column {
        self.moves.iter().fold(from.clone(), |column, moved| moved.follow(&column, to))
    }

    /// The table with such columns.
    pub(in super::super) fn plain_table(&self, table: &Table) -> Table {
        let mut table = table.clone();
        for column in &mut table.columns {
            *column = self.plain(column);
        }
        table
    }

    /// Views that read an attribute which goes from a composite type in place, and views that change while an extension moves: their
    /// old text is right only where the extension was.
    pub(in super::super) fn views_in_the_way(&self, context: &Context<'_>) -> BTreeSet<ObjectName> {
        let current = context.current;
        let mut found = BTreeSet::new();
        for change in context.difference.changes.iter().filter(|_| !self.moves.is_empty()) {
            if let Change::AlterView { from, .. } = change {
                found.extend(current.views.contains_key(&from.name).then(|| from.name.clone()));
            }
        }
        for (altered, _) in self.altered.values().filter(|(each, _)| each.to.id.kind == ObjectKind::CompositeType) {
            let read = |object: &Object| composite::read(object.definition.text()).unwrap_or_default();
            let (old, new) = (read(&altered.from), read(&altered.to));
            for gone in old.iter().filter(|each| !new.contains(each)) {
                let reads = current.views.values().filter(|view| mentions(ENGINE, view.definition.text(), &gone.name));
                found.extend(reads.map(|view| view.name.clone()));
            }
        }
        found
    }

    /// Objects whose dependents must be out of the way.
    pub(in super::super) fn moved(&self) -> BTreeSet<ObjectId> {
        self.early.keys().chain(self.remade.keys()).cloned().collect()
    }

    /// Whether the text names an object that goes early.
    pub(in super::super) fn leans_early(&self, text: &str) -> bool {
        self.early.keys().any(|id| names(text, id))
    }

    /// Finds objects that lean on what is in the way; whether there were any.
    pub(in super::super) fn spread(&mut self, context: &Context<'_>, seeds: &Seeds, found: &InTheWay) -> bool {
        let current = context.current;
        let mut foundations: BTreeSet<Foundation> = seeds.retyped.iter().cloned().map(Foundation::Enum).collect();
        foundations.extend(self.moved().into_iter().map(Foundation::Object));
        foundations.extend(seeds.dropped_tables.iter().chain(&found.views).cloned().map(Foundation::Relation));
        let columns = found.gone.iter().chain(&seeds.touched);
        foundations.extend(columns.map(|(table, column)| Foundation::Column(table.clone(), column.clone())));
        // A column of a table or view that goes is gone with it.
        let in_relation = |object: &Object| {
            object.stands_on.0.iter().any(|each| match each {
                Foundation::Column(of, _) => seeds.dropped_tables.contains(of) || found.views.contains(of),
                _ => false,
            })
        };
        let mut changed = false;
        for object in current.objects.values() {
            let id = &object.id;
            if self.early.contains_key(id) || self.remade.contains_key(id) || self.reduced.contains_key(id) {
                continue;
            }
            let leans = foundations.iter().any(|each| stands_on(object, each)) || in_relation(object);
            if leans && self.step_aside(context, object, seeds, found, &foundations) {
                changed = true;
            }
        }
        changed
    }

    fn step_aside(
        &mut self,
        context: &Context<'_>,
        object: &Object,
        seeds: &Seeds,
        found: &InTheWay,
        moved: &BTreeSet<Foundation>,
    ) -> bool {
        let id = &object.id;
        match id.kind {
            ObjectKind::Extension => return false,
            ObjectKind::Sequence => {
                // Another type of its column leaves a sequence alone.
                let goes = object.stands_on.0.iter().any(|each| match each {
                    Foundation::Column(table, column) => {
                        seeds.dropped_tables.contains(table) || found.gone.contains(&(table.clone(), column.clone()))
                    }
                    _ => false,
                });
                if !goes {
                    return false;
                }
                self.reduce(context, object, sequence::unowned(object));
                return true;
            }
            ObjectKind::Domain => {
                if let Some(domain) = Domain::read(object.definition.text()) {
                    let is_moved = |text: &str| {
                        moved.iter().any(|each| match each {
                            Foundation::Object(other) => names(text, other),
                            Foundation::Enum(name) => mentions(ENGINE, text, &name.name),
                            Foundation::Relation(_) | Foundation::Column(..) => false,
                        })
                    };
                    if !is_moved(&domain.base) {
                        let mut without = domain.clone();
                        without.checks.retain(|check| !is_moved(&check.text));
                        without.default = without.default.filter(|value| !is_moved(value));
                        if without == domain {
                            return false;
                        }
                        if is_within(context.current, id) && !self.dropped.contains(id) {
                            self.unsupported.push(format!(
                                "{} says what changes, and PostgreSQL cannot check it again while columns hold it in arrays; give \
                                 these columns another type first, in a migration of its own",
                                words(id)
                            ));
                        }
                        self.reduce(context, object, without.of(object));
                        return true;
                    }
                }
            }
            _ => {}
        }
        let stays = !self.dropped.contains(id);
        if is_type(id.kind) && stays && in_columns(context.current, id) {
            let under =
                moved.iter().filter(|each| stands_on(object, each)).map(words_of).collect::<Vec<_>>().join(", ");
            self.unsupported.push(format!(
                "{} stands on {under}, which cannot change under it while columns hold values of it; give these columns another \
                 type first, in a migration of its own",
                words(id)
            ));
        }
        self.early.insert(id.clone(), object.clone());
        self.late.remove(id);
        if stays {
            let altered = self.altered.iter().find(|(_, (each, _))| each.from.id == *id || each.to.id == *id);
            let (id, to) = match altered.map(|(id, (each, _))| (id.clone(), each.to.clone())) {
                Some((id, to)) => {
                    self.altered.remove(&id);
                    (id, Some(to))
                }
                None => {
                    let wanted = wanted(context.desired, object);
                    self.again.extend(wanted.map(|object| object.id.clone()));
                    (id.clone(), wanted.cloned())
                }
            };
            if let Some(to) = to {
                self.made.insert(to.id.clone(), (to, Slot::First));
            } else {
                self.unsupported
                    .push(format!("{} is in the way, and what it shall be afterwards is not known", words(&id)));
            }
        }
        true
    }

    /// A part of the object goes early and, unless the object goes, comes back in its turn.
    fn reduce(&mut self, context: &Context<'_>, object: &Object, without: Object) {
        self.reduced.insert(object.id.clone(), (object.clone(), without.clone()));
        if self.dropped.contains(&object.id) {
            self.late.insert(object.id.clone(), without);
            return;
        }
        if let Some((altered, _)) = self.altered.get_mut(&object.id) {
            altered.from = without;
        } else if let Some(to) = wanted(context.desired, object) {
            let altered = Altered { from: without, to: to.clone(), comes_back: true };
            self.altered.insert(to.id.clone(), (altered, Slot::First));
        }
    }

    /// Decides when each object comes.
    pub(in super::super) fn settle(
        &mut self,
        context: &Context<'_>,
        seeds: &Seeds,
        found: &InTheWay,
        live: &LiveNames,
    ) {
        for (name, table) in &context.current.tables {
            for column in table.columns.iter().filter(|column| column.generated.is_none()) {
                let typed = self.remade.keys().any(|id| mentions(ENGINE, &column.data_type, &id.name.name));
                let aside = column.default.as_ref().is_some_and(|value| {
                    self.moved().iter().any(|id| names(value.text(), id))
                        && !typed
                        && !seeds.dropped_tables.contains(name)
                });
                if aside {
                    self.defaults.insert((name.clone(), column.name.clone()));
                }
            }
        }
        let ground = Ground::new(context, seeds, found, live);
        let mut slots: BTreeMap<ObjectId, Slot> = BTreeMap::new();
        loop {
            let before = slots.clone();
            let coming =
                self.made.values().map(|(object, _)| object).chain(self.altered.values().map(|(each, _)| &each.to));
            for object in coming {
                let mut slot = ground.slot(object);
                for each in &object.stands_on.0 {
                    if let Foundation::Object(other) = each {
                        slot = slot.max(slots.get(other).copied().unwrap_or_default());
                        if self.remade.values().any(|(_, to)| to.id == *other) {
                            slot = slot.max(Slot::AfterTypes);
                        }
                    }
                }
                if object.stands_on.0.is_empty() {
                    let text = outside_texts(object);
                    for (other, at) in before.iter().filter(|(other, _)| **other != object.id && names(&text, other)) {
                        let _ = other;
                        slot = slot.max(*at);
                    }
                }
                slots.insert(object.id.clone(), slot);
            }
            if slots == before {
                break;
            }
        }
        for (id, slot) in slots {
            if let Some((_, at)) = self.made.get_mut(&id) {
                *at = slot;
            }
            if let Some((_, at)) = self.altered.get_mut(&id) {
                *at = slot;
            }
        }
    }

    /// The slot of the latest object that a text names.
    pub(in super::super) fn needs(&self, text: &str) -> Slot {
        let made = self.made.iter().map(|(id, (_, slot))| (id, *slot));
        let altered = self.altered.iter().map(|(id, (_, slot))| (id, *slot));
        made.chain(altered).filter(|(id, _)| names(text, id)).map(|(_, slot)| slot).max().unwrap_or_default()
    }
}

/// What an object may stand on that is there only later.
struct Ground {
    retyped: BTreeSet<ObjectName>,
    created_tables: BTreeSet<ObjectName>,
    views: BTreeSet<ObjectName>,
    /// Columns, by their new names, that change, and that are added.
    changed: BTreeSet<(ObjectName, String)>,
    added: BTreeSet<(ObjectName, String)>,
}

impl Ground {
    fn new(context: &Context<'_>, seeds: &Seeds, found: &InTheWay, live: &LiveNames) -> Self {
        let mut ground = Self {
            retyped: seeds.retyped.clone(),
            created_tables: BTreeSet::new(),
            views: found.views.clone(),
            changed: BTreeSet::new(),
            added: BTreeSet::new(),
        };
        for change in &context.difference.changes {
            match change {
                Change::CreateTable(table) => {
                    ground.created_tables.insert(table.name.clone());
                }
                Change::CreateView(view) => {
                    ground.views.insert(view.name.clone());
                }
                Change::AlterColumn { table, to, .. } => {
                    ground.changed.insert((table.clone(), to.name.clone()));
                }
                Change::AddColumn { table, column } => {
                    ground.added.insert((table.clone(), column.name.clone()));
                }
                _ => {}
            }
        }
        for table in context.desired.tables.values() {
            for column in &table.columns {
                let before = (live.table(&table.name).clone(), live.column(&table.name, &column.name));
                if found.gone.contains(&before) {
                    ground.added.insert((table.name.clone(), column.name.clone()));
                } else if seeds.touched.contains(&before) {
                    ground.changed.insert((table.name.clone(), column.name.clone()));
                }
            }
        }
        ground
    }

    fn slot(&self, object: &Object) -> Slot {
        if object.id.kind == ObjectKind::Sequence {
            // Its column is said by itself, when all columns are there.
            return Slot::First;
        }
        let of = |each: &Foundation| match each {
            Foundation::Enum(name) if self.retyped.contains(name) => Slot::AfterTypes,
            Foundation::Relation(name) | Foundation::Column(name, _) if self.views.contains(name) => Slot::WithViews,
            Foundation::Relation(name) | Foundation::Column(name, _) if self.created_tables.contains(name) => {
                Slot::WithTables
            }
            Foundation::Relation(name) if self.added.iter().any(|(table, _)| table == name) => Slot::AfterColumns,
            Foundation::Relation(name) if self.changed.iter().any(|(table, _)| table == name) => Slot::AfterTypes,
            Foundation::Column(table, column) if self.added.contains(&(table.clone(), column.clone())) => {
                Slot::AfterColumns
            }
            Foundation::Column(table, column) if self.changed.contains(&(table.clone(), column.clone())) => {
                Slot::AfterTypes
            }
            _ => Slot::First,
        };
        let known = object.stands_on.0.iter().map(of).max().unwrap_or_default();
        if !object.stands_on.0.is_empty() {
            return known;
        }
        let text = outside_texts(object);
        let says = |name: &ObjectName| *name != object.id.name && mentions(ENGINE, &text, &name.name);
        if self.views.iter().any(says) {
            Slot::WithViews
        } else if self.created_tables.iter().any(says) {
            Slot::WithTables
        } else if self.added.iter().any(|(table, column)| says(table) && mentions(ENGINE, &text, column)) {
            Slot::AfterColumns
        } else if self.retyped.iter().any(says)
            || self.changed.iter().any(|(table, column)| says(table) && mentions(ENGINE, &text, column))
        {
            Slot::AfterTypes
        } else {
            Slot::First
        }
    }
}

/// The serial column whose numbering a sequence is.
fn numbering<'a>(schema: &'a Schema, id: &ObjectId) -> Option<(&'a Table, &'a Column)> {
    if id.kind != ObjectKind::Sequence {
        return None;
    }
    let mut columns = schema.tables.values().flat_map(|table| table.columns.iter().map(move |column| (table, column)));
    columns.find(|(_, column)| matches!(&column.auto_increment, Some(AutoIncrement::Serial { sequence }) if *sequence == id.name))
}

/// A serial column's sequence as the object that it is beside its table.
fn as_object(id: &ObjectId, table: &ObjectName, column: &Column) -> Object {
    let owner = format!("{}.{}", print::name(table), print::quote(&column.name));
    let text = format!("{} OWNED BY {owner}", print::create_sequence(column, &id.name));
    Object::new(id.clone(), Sql::new(ENGINE, text))
}

/// The live object behind one of a change, which speaks of tables by their new names.
fn live(current: &Schema, object: &Object) -> Object {
    let same = |other: &&Object| other.id.kind == object.id.kind && other.id.name == object.id.name;
    let mut named = current.objects.values().filter(same);
    let found = current.objects.get(&object.id).or_else(|| named.next().filter(|_| named.next().is_none()));
    found.unwrap_or(object).clone()
}

/// The wanted form of a live object.
fn wanted<'a>(desired: &'a Schema, object: &Object) -> Option<&'a Object> {
    let same = |other: &&Object| other.id.kind == object.id.kind && other.id.name == object.id.name;
    let mut named = desired.objects.values().filter(same);
    desired.objects.get(&object.id).or_else(|| named.next().filter(|_| named.next().is_none()))
}

/// Why a new type cannot take the name of one that columns still hold values of while it is made.
fn clash(context: &Context<'_>, object: &Object) -> Option<String> {
    if !is_type(object.id.kind) {
        return None;
    }
    let name = &object.id.name;
    let old = context.difference.changes.iter().find_map(|change| match change {
        Change::DropEnum(kind) if kind.name == *name => Some(format!("type {name}")),
        Change::DropObject(old)
            if old.id.name == *name && is_type(old.id.kind) && in_columns(context.current, &old.id) =>
        {
            Some(words(&old.id))
        }
        _ => None,
    })?;
    Some(format!(
        "{} takes the name of {old}, which columns may hold values of until it goes; drop the old one first, in a migration of \
         its own",
        words(&object.id)
    ))
}

/// Whether something new takes the name of an object that goes: types and relations share theirs, so do routines.
fn is_taken(context: &Context<'_>, id: &ObjectId) -> bool {
    let routine = |kind| matches!(kind, ObjectKind::Function | ObjectKind::Procedure | ObjectKind::Aggregate);
    context.difference.changes.iter().any(|change| match change {
        Change::CreateTable(table) => table.name == id.name,
        Change::RenameTable { to, .. } => *to == id.name,
        Change::CreateView(view) => view.name == id.name,
        Change::CreateEnum(kind) => kind.name == id.name,
        Change::CreateObject(object) if routine(id.kind) => routine(object.id.kind) && object.id.name == id.name,
        Change::CreateObject(object) => !routine(object.id.kind) && object.id.name == id.name,
        _ => false,
    })
}

fn words_of(found: &Foundation) -> String {
    match found {
        Foundation::Object(id) => words(id),
        Foundation::Enum(name) => format!("type {name}"),
        Foundation::Relation(name) => name.to_string(),
        Foundation::Column(table, column) => format!("column {table}.{column}"),
    }
}
