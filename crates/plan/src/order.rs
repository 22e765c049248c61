//! Order: which change comes before which, with stable ties. Leaves out statements; knows no engine.
//!
//! Two layers. [`ordered`] sorts changes into phases that hold for every engine: what stands in the way goes first, what
//! leans on something comes after it. [`create_order`] and [`drop_order`] follow the foreign keys inside a phase.

use std::collections::{BTreeMap, BTreeSet};

use driftline_diff::{Change, Member};
use driftline_schema::{Engine, ForeignKey, ObjectName, Table, View, sql};

/// Tables in an order in which each foreign key finds its table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CreateOrder<'a> {
    /// Referenced tables before those that refer to them; by name where there is a choice.
    pub tables: Vec<&'a Table>,
    /// Foreign keys that close a cycle: create the tables without them and add them when all tables are there. SQLite
    /// needs no such care, its foreign keys may point at a table that does not exist yet ("SQLite Foreign Key Support", 3).
    pub later: Vec<(&'a ObjectName, &'a ForeignKey)>,
}

/// Tables in an order in which each can be dropped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DropOrder<'a> {
    /// Foreign keys to drop before the first table, because they close a cycle.
    pub first: Vec<(&'a ObjectName, &'a ForeignKey)>,
    /// Referring tables before those they refer to.
    pub tables: Vec<&'a Table>,
}

/// Orders tables for creation. References to the table itself and to tables outside the set do not count.
#[must_use]
pub fn create_order<'a>(tables: impl IntoIterator<Item = &'a Table>) -> CreateOrder<'a> {
    let waiting: BTreeMap<&ObjectName, &Table> = tables.into_iter().map(|table| (&table.name, table)).collect();
    let mut needs: BTreeMap<&ObjectName, BTreeSet<&ObjectName>> = BTreeMap::new();
    let mut needed_by: BTreeMap<&ObjectName, Vec<&ObjectName>> = BTreeMap::new();
    for (name, table) in &waiting {
        let referenced: BTreeSet<&ObjectName> = (table.foreign_keys.iter())
            .map(|key| &key.references)
            .chain(table.parents())
            .filter(|other| *other != *name && waiting.contains_key(other))
            .collect();
        for other in &referenced {
            needed_by.entry(*other).or_default().push(name);
        }
        needs.insert(name, referenced);
    }
    let mut ready: BTreeSet<&ObjectName> =
        needs.iter().filter(|(_, others)| others.is_empty()).map(|(name, _)| *name).collect();
    let mut order = CreateOrder::default();
    while !needs.is_empty() {
        let name = match ready.pop_first() {
            Some(name) => name,
            None => {
                let Some(name) = cycle_breaker(&needs, &waiting) else { break };
                let open = needs.get(name).cloned().unwrap_or_default();
                if let Some(table) = waiting.get(name) {
                    let late = table.foreign_keys.iter().filter(|key| open.contains(&key.references));
                    order.later.extend(late.map(|key| (&table.name, key)));
                }
                name
            }
        };
        needs.remove(name);
        order.tables.extend(waiting.get(name));
        for other in needed_by.get(name).into_iter().flatten() {
            if let Some(open) = needs.get_mut(other)
                && open.remove(name)
                && open.is_empty()
            {
                ready.insert(other);
            }
        }
    }
    order
}

/// Orders tables for dropping: the reverse of their creation.
#[must_use]
pub fn drop_order<'a>(tables: impl IntoIterator<Item = &'a Table>) -> DropOrder<'a> {
    let CreateOrder { mut tables, later } = create_order(tables);
    tables.reverse();
    DropOrder { first: later, tables }
}

/// The first table by name whose open references all lead back to it: taking it out breaks only cycles.
///
/// A table that waits for a parent is passed over: only foreign keys can come later.
fn cycle_breaker<'a>(
    needs: &BTreeMap<&'a ObjectName, BTreeSet<&'a ObjectName>>,
    tables: &BTreeMap<&'a ObjectName, &'a Table>,
) -> Option<&'a ObjectName> {
    let waits_for_a_parent = |name: &&'a ObjectName| {
        let open = needs.get(*name);
        tables
            .get(*name)
            .is_some_and(|table| table.parents().any(|parent| open.is_some_and(|open| open.contains(parent))))
    };
    let breaks_only_cycles = |name: &&&'a ObjectName| {
        !waits_for_a_parent(name)
            && needs.get(**name).is_some_and(|open| open.iter().all(|other| reaches(needs, other, name)))
    };
    needs.keys().find(breaks_only_cycles).copied().or_else(|| needs.keys().next().copied())
}

fn reaches(needs: &BTreeMap<&ObjectName, BTreeSet<&ObjectName>>, from: &ObjectName, to: &ObjectName) -> bool {
    let mut seen = BTreeSet::new();
    let mut open = vec![from];
    while let Some(name) = open.pop() {
        if name == to {
            return true;
        }
        if seen.insert(name) {
            open.extend(needs.get(name).into_iter().flatten());
        }
    }
    false
}

/// The phase a change belongs to; phases run in the order of the variants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Labels get their new names.
    RenameLabels,
    /// Namespaces appear.
    CreateNamespaces,
    /// Enumerated types appear.
    CreateEnums,
    /// Enumerated types change.
    AlterEnums,
    /// Objects beside tables appear or change.
    CreateObjects,
    /// Views go, those that lean on others first.
    DropViews,
    /// Triggers go. Tables still have their live names.
    DropTriggers,
    /// Foreign keys go. Tables still have their live names.
    DropForeignKeys,
    /// Tables go.
    DropTables,
    /// Tables get their new names.
    RenameTables,
    /// Indexes, checks, uniques and primary keys go.
    DropMembers,
    /// Columns go, before another column takes their name.
    DropColumns,
    /// Columns get their new names.
    RenameColumns,
    /// Constraints and indexes get their new names.
    RenameMembers,
    /// Tables appear.
    CreateTables,
    /// Columns appear.
    AddColumns,
    /// Columns and options of tables change.
    AlterColumns,
    /// Primary keys, uniques, checks and indexes appear.
    AddMembers,
    /// Foreign keys appear.
    AddForeignKeys,
    /// Comments change.
    Comments,
    /// Objects beside tables go.
    DropObjects,
    /// Enumerated types go.
    DropEnums,
    /// Namespaces go.
    DropNamespaces,
    /// Views appear, those that others lean on first.
    CreateViews,
    /// Triggers appear.
    AddTriggers,
}

/// The phase of a change.
#[must_use]
pub fn phase(change: &Change) -> Phase {
    match change {
        Change::RenameLabel { .. } => Phase::RenameLabels,
        Change::CreateNamespace(_) => Phase::CreateNamespaces,
        Change::DropNamespace(_) => Phase::DropNamespaces,
        Change::NamespaceComment { .. } => Phase::Comments,
        Change::AlterMember { .. } => Phase::AddMembers,
        Change::CreateEnum(_) => Phase::CreateEnums,
        Change::DropEnum(_) => Phase::DropEnums,
        Change::AlterEnum { .. } => Phase::AlterEnums,
        Change::CreateTable(_) => Phase::CreateTables,
        Change::DropTable(_) => Phase::DropTables,
        Change::RenameTable { .. } => Phase::RenameTables,
        Change::TableComment { .. } => Phase::Comments,
        Change::TableOptions { .. } | Change::AlterColumn { .. } => Phase::AlterColumns,
        Change::AddColumn { .. } => Phase::AddColumns,
        Change::DropColumn { .. } => Phase::DropColumns,
        Change::RenameColumn { .. } => Phase::RenameColumns,
        Change::RenameMember { .. } => Phase::RenameMembers,
        Change::AddMember { member: Member::ForeignKey(_), .. } => Phase::AddForeignKeys,
        Change::AddMember { member: Member::Trigger(_), .. } => Phase::AddTriggers,
        Change::AddMember { .. } => Phase::AddMembers,
        Change::DropMember { member: Member::ForeignKey(_), .. } => Phase::DropForeignKeys,
        Change::DropMember { member: Member::Trigger(_), .. } => Phase::DropTriggers,
        Change::DropMember { .. } => Phase::DropMembers,
        Change::CreateView(_) | Change::AlterView { .. } => Phase::CreateViews,
        Change::CreateObject(_) | Change::AlterObject { .. } => Phase::CreateObjects,
        Change::DropObject(_) => Phase::DropObjects,
        Change::DropView(_) => Phase::DropViews,
    }
}

/// Changes in running order: by phase, inside a phase by dependency, then as they came.
#[must_use]
pub fn ordered(changes: &[Change]) -> Vec<&Change> {
    let mut sorted: Vec<&Change> = changes.iter().collect();
    let created = create_order(changes.iter().filter_map(|change| match change {
        Change::CreateTable(table) => Some(table),
        _ => None,
    }));
    let dropped = drop_order(changes.iter().filter_map(|change| match change {
        Change::DropTable(table) => Some(table),
        _ => None,
    }));
    let views = view_order(changes.iter().filter_map(|change| match change {
        Change::CreateView(view) => Some(view),
        _ => None,
    }));
    let mut gone_views = view_order(changes.iter().filter_map(|change| match change {
        Change::DropView(view) => Some(view),
        _ => None,
    }));
    gone_views.reverse();
    let table_names = |tables: &[&Table]| positions(tables.iter().map(|table| &table.name));
    let created = table_names(&created.tables);
    let dropped = table_names(&dropped.tables);
    let views = positions(views.iter().map(|view| &view.name));
    let gone_views = positions(gone_views.iter().map(|view| &view.name));
    sorted.sort_by_key(|change| {
        let place = match change {
            Change::CreateTable(table) => created.get(&table.name),
            Change::DropTable(table) => dropped.get(&table.name),
            Change::CreateView(view) => views.get(&view.name),
            Change::DropView(view) => gone_views.get(&view.name),
            _ => None,
        };
        (phase(change), place.copied().unwrap_or_default())
    });
    sorted
}

fn positions<'a>(names: impl Iterator<Item = &'a ObjectName>) -> BTreeMap<ObjectName, usize> {
    names.enumerate().map(|(place, name)| (name.clone(), place)).collect()
}

/// Views in an order in which each finds the views it reads; views that read each other in a circle keep their order.
#[must_use]
pub fn view_order<'a>(views: impl IntoIterator<Item = &'a View>) -> Vec<&'a View> {
    let mut waiting: Vec<&View> = views.into_iter().collect();
    let mut order = Vec::with_capacity(waiting.len());
    while !waiting.is_empty() {
        // Comparing without letter case and quotes may find a name too many, which only delays a view.
        let reads = |view: &View, other: &View| {
            other.name != view.name && sql::mentions(Engine::Sqlite, view.definition.text(), &other.name.name)
        };
        let reads_another = |view: &&View| waiting.iter().any(|other| reads(view, other));
        let next = waiting.iter().position(|view| !reads_another(view)).unwrap_or_default();
        order.push(waiting.remove(next));
    }
    order
}

/// Puts renames of tables or columns into an order in which the new name is always free.
///
/// A circle (`a` to `b` and `b` to `a`) goes through a name of its own, made by `detour` from the old name.
#[must_use]
pub fn rename_order<N: Clone + Ord>(renames: &[(N, N)], detour: impl Fn(&N) -> N) -> Vec<(N, N)> {
    let mut waiting = renames.to_vec();
    let mut order = Vec::with_capacity(waiting.len());
    while !waiting.is_empty() {
        let free = waiting.iter().position(|(_, to)| waiting.iter().all(|(from, _)| from != to));
        match free {
            Some(next) => order.push(waiting.remove(next)),
            None => {
                let (from, to) = waiting.remove(0);
                let aside = detour(&from);
                order.push((from, aside.clone()));
                waiting.push((aside, to));
            }
        }
    }
    order
}

/// A name that stands in while two names change places, within every engine's limit.
#[must_use]
pub fn detour(old: &str) -> String {
    let mut end = old.len().min(50);
    while !old.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}__driftline", &old[..end])
}

#[cfg(test)]
mod tests {
    use super::*;
    use driftline_schema::{Action, Deferrable};

    fn table(name: &str, references: &[&str]) -> Table {
        let mut table = Table::new(name.into());
        for other in references {
            table.foreign_keys.push(ForeignKey {
                name: Some(format!("fk-{name}-{other}")),
                columns: vec![format!("{other}_id")],
                references: (*other).into(),
                referenced_columns: vec!["id".to_owned()],
                on_delete: Action::NoAction,
                on_update: Action::NoAction,
                match_full: false,
                deferrable: Deferrable::No,
                validated: true,
                on_delete_columns: Vec::new(),
                comment: None,
            });
        }
        table
    }

    fn check(tables: &[(&str, &[&str])], expected: &str) {
        let tables: Vec<Table> = tables.iter().map(|(name, references)| table(name, references)).collect();
        let order = create_order(&tables);
        let names: Vec<&str> = order.tables.iter().map(|table| table.name.name.as_str()).collect();
        let later: Vec<String> = order.later.iter().map(|(table, key)| format!("{table}>{}", key.references)).collect();
        assert_eq!(format!("{} later {}", names.join(" "), later.join(" ")).trim_end(), expected);
        let dropping = drop_order(&tables);
        let backwards: Vec<&str> = dropping.tables.iter().rev().map(|table| table.name.name.as_str()).collect();
        assert_eq!(backwards, names);
        assert_eq!(dropping.first, order.later);
    }

    #[test]
    fn names_decide_where_foreign_keys_do_not() {
        check(&[("b", &[]), ("a", &[]), ("c", &[])], "a b c later");
        check(&[("a", &["z"]), ("z", &[]), ("m", &[])], "m z a later");
    }

    #[test]
    fn a_table_may_refer_to_itself_and_to_strangers() {
        check(&[("a", &["a", "elsewhere"])], "a later");
    }

    #[test]
    fn a_cycle_is_broken_once_and_only_inside_the_cycle() {
        check(&[("a", &["b"]), ("b", &["a"])], "a b later a>b");
        // `a` leans on the cycle but is no part of it: it must not be the one that breaks.
        check(&[("a", &["x"]), ("x", &["y"]), ("y", &["x"])], "x a y later x>y");
        check(&[("a", &["b", "c"]), ("b", &["a"]), ("c", &[])], "c a b later a>b");
    }

    #[test]
    fn phases_take_away_before_they_add() {
        let changes = [
            Change::AddMember {
                table: "a".into(),
                member: Member::ForeignKey(table("a", &["b"]).foreign_keys.remove(0)),
            },
            Change::CreateTable(table("b", &["c"])),
            Change::CreateTable(table("c", &[])),
            Change::RenameTable { from: "old".into(), to: "a".into() },
            Change::DropTable(table("y", &[])),
            Change::DropTable(table("x", &["y"])),
        ];
        let order: Vec<String> = (ordered(&changes).iter())
            .map(|change| {
                format!("{:?} {}", phase(change), change.table().map(ToString::to_string).unwrap_or_default())
            })
            .collect();
        assert_eq!(
            order,
            ["DropTables x", "DropTables y", "RenameTables a", "CreateTables c", "CreateTables b", "AddForeignKeys a",]
        );
    }

    #[test]
    fn renames_wait_for_their_name_and_circles_go_around() {
        let renames = [("a", "b"), ("b", "c")];
        assert_eq!(rename_order(&renames, |_| "aside"), [("b", "c"), ("a", "b")]);
        let swapped = [("a", "b"), ("b", "a")];
        assert_eq!(rename_order(&swapped, |_| "aside"), [("a", "aside"), ("b", "a"), ("aside", "b")]);
    }
}
