//! Compares two schemas of one engine. Pure and total: the same two values always give the same changes in one order.

use driftline_schema::{Column, Engine, NotCompared, ObjectName, Schema, Table, View};

use crate::apply::renamed;
use crate::in_place;
use crate::inherit::settled;
use crate::{Change, LabelRename, Member, Renames, label};

/// What differs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// Changes that turn `current` into `desired`, ordered by object, not yet by dependency.
    pub changes: Vec<Change>,
    /// Labels of enumerated types that get another name, as far as both sides have the column. PostgreSQL's are changes too.
    pub labels: Vec<LabelRename>,
    /// What could not be compared, with the reason.
    pub not_compared: Vec<NotCompared>,
}

/// Lists the changes that turn `current` into `desired`, taking the renames as given.
///
/// Renames come first, in an order in which no name is taken while it is in use; every later change speaks of new names.
/// Then namespaces, types, tables, views and other objects, each by name; of a table first its comment and options, then columns, then
/// members. A table that appears or goes is one change with all it holds. The order of columns takes no part.
#[must_use]
pub fn diff(current: &Schema, desired: &Schema, renames: &Renames) -> Difference {
    let (current, mut changes) = renamed(current, desired, renames);
    let labels = renames.possible_labels(&current, desired);
    let (current, of_labels) = label::renamed_types(current, &labels);
    changes.extend(of_labels);
    let mut not_compared = [current.not_compared.as_slice(), desired.not_compared.as_slice()].concat();
    namespaces(&current, desired, &mut changes);
    enums(&current, desired, &mut changes);
    for name in merged(current.tables.keys(), desired.tables.keys()) {
        match (current.tables.get(name), desired.tables.get(name)) {
            (Some(from), Some(to)) if from.opaque.is_empty() && to.opaque.is_empty() => {
                // Most tables of most runs.
                if from != to || from.parents().next().is_some() {
                    let (from, to) = settled(&current, desired, from, to);
                    table(desired.engine, &from, &to, &mut changes);
                }
            }
            (Some(from), Some(to)) => not_compared.extend(opaque(from, to)),
            // PostgreSQL's are made and dropped by other statements: foreign tables, tables of a type.
            (Some(table), None) | (None, Some(table))
                if desired.engine == Engine::Postgres && !table.opaque.is_empty() =>
            {
                not_compared.extend(opaque(table, table));
            }
            (Some(from), None) => changes.push(Change::DropTable(from.clone())),
            (None, Some(to)) => changes.push(Change::CreateTable(to.clone())),
            (None, None) => {}
        }
    }
    views(&current, desired, &mut changes);
    objects(&current, desired, &mut changes);
    not_compared.sort();
    not_compared.dedup();
    Difference { changes, labels, not_compared }
}

/// Tables whose columns stand in another order on the two sides, which [`diff`] does not ask about: no engine's `ALTER TABLE`
/// but MariaDB's and MySQL's moves a column, and elsewhere it takes a new table.
#[must_use]
pub fn column_order(current: &Schema, desired: &Schema, renames: &Renames) -> Vec<NotCompared> {
    let (current, _) = renamed(current, desired, renames);
    let other_order = desired.tables.values().filter_map(|wanted| {
        let live = current.tables.get(&wanted.name)?;
        let shared = |one: &Table, other: &Table| -> Vec<String> {
            let there = one.columns.iter().filter(|column| other.column(&column.name).is_some());
            there.map(|column| column.name.clone()).collect()
        };
        let (before, after) = (shared(live, wanted), shared(wanted, live));
        (before != after).then(|| NotCompared {
            object: format!("order of columns of table {}", wanted.name),
            reason: format!(
                "{} here, {} wanted; another order takes a new table, which is not planned",
                before.join(", "),
                after.join(", ")
            ),
        })
    });
    other_order.collect()
}

/// Keys of both sides in order, each once.
fn merged<'a, K: Ord + 'a>(one: impl Iterator<Item = &'a K>, other: impl Iterator<Item = &'a K>) -> Vec<&'a K> {
    let mut keys: Vec<&K> = one.chain(other).collect();
    keys.sort();
    keys.dedup();
    keys
}

fn namespaces(current: &Schema, desired: &Schema, changes: &mut Vec<Change>) {
    for name in merged(current.namespaces.iter(), desired.namespaces.iter()) {
        match (current.namespaces.contains(name), desired.namespaces.contains(name)) {
            (true, false) => changes.push(Change::DropNamespace(name.clone())),
            (false, true) => changes.push(Change::CreateNamespace(name.clone())),
            (true, true) => {
                let comment = |schema: &Schema| schema.namespace_comments.get(name).cloned();
                let (from, to) = (comment(current), comment(desired));
                if from != to {
                    changes.push(Change::NamespaceComment { namespace: name.clone(), from, to });
                }
            }
            (false, false) => {}
        }
        if let (false, Some(comment)) = (current.namespaces.contains(name), desired.namespace_comments.get(name)) {
            let (from, to) = (None, Some(comment.clone()));
            changes.push(Change::NamespaceComment { namespace: name.clone(), from, to });
        }
    }
}

fn enums(current: &Schema, desired: &Schema, changes: &mut Vec<Change>) {
    for name in merged(current.enums.keys(), desired.enums.keys()) {
        match (current.enums.get(name), desired.enums.get(name)) {
            (Some(from), Some(to)) if from != to => {
                changes.push(Change::AlterEnum { from: from.clone(), to: to.clone() });
            }
            (Some(from), None) => changes.push(Change::DropEnum(from.clone())),
            (None, Some(to)) => changes.push(Change::CreateEnum(to.clone())),
            (Some(_), Some(_)) | (None, None) => {}
        }
    }
}

fn views(current: &Schema, desired: &Schema, changes: &mut Vec<Change>) {
    for name in merged(current.views.keys(), desired.views.keys()) {
        let (from, to) = (current.views.get(name), desired.views.get(name));
        if let (Some(from), Some(to)) = (from, to)
            && becomes_in_place(desired.engine, from, to)
        {
            if from != to {
                changes.push(Change::AlterView { from: from.clone(), to: to.clone() });
            }
        } else if from != to {
            changes.extend(from.map(|view| Change::DropView(view.clone())));
            changes.extend(to.map(|view| Change::CreateView(view.clone())));
        }
    }
}

/// Whether a view keeps its place: what it reads is the same, or PostgreSQL's `CREATE OR REPLACE VIEW` takes the new query.
fn becomes_in_place(engine: Engine, from: &View, to: &View) -> bool {
    from.materialized == to.materialized
        && (from.definition == to.definition || engine == Engine::Postgres && in_place::replaces_view(from, to))
}

fn objects(current: &Schema, desired: &Schema, changes: &mut Vec<Change>) {
    for id in merged(current.objects.keys(), desired.objects.keys()) {
        match (current.objects.get(id), desired.objects.get(id)) {
            (Some(from), Some(to)) if from != to => {
                changes.push(Change::AlterObject { from: from.clone(), to: to.clone() });
            }
            (Some(object), None) => changes.push(Change::DropObject(object.clone())),
            (None, Some(object)) => changes.push(Change::CreateObject(object.clone())),
            (Some(_), Some(_)) | (None, None) => {}
        }
    }
}

fn opaque<'a>(from: &'a Table, to: &'a Table) -> impl Iterator<Item = NotCompared> + 'a {
    let reasons = from.opaque.iter().chain(&to.opaque);
    reasons.map(|reason| NotCompared { object: format!("table {}", from.name), reason: reason.clone() })
}

fn table(engine: Engine, from: &Table, to: &Table, changes: &mut Vec<Change>) {
    if from == to {
        return;
    }
    let name = &to.name;
    if from.comment != to.comment {
        changes.push(Change::TableComment { table: name.clone(), from: from.comment.clone(), to: to.comment.clone() });
    }
    if from.options != to.options {
        changes.push(Change::TableOptions { table: name.clone(), from: from.options.clone(), to: to.options.clone() });
    }
    columns(name, &from.columns, &to.columns, changes);
    for (from, to) in members_of(from).into_iter().zip(members_of(to)) {
        members(engine, name, from, to, changes);
    }
}

fn columns(table: &ObjectName, from: &[Column], to: &[Column], changes: &mut Vec<Change>) {
    let find = |columns: &[Column], name: &str| columns.iter().find(|column| column.name == name).cloned();
    for name in merged(from.iter().map(|column| &column.name), to.iter().map(|column| &column.name)) {
        let table = table.clone();
        match (find(from, name), find(to, name)) {
            (Some(from), Some(to)) if from != to => changes.push(Change::AlterColumn { table, from, to }),
            (Some(column), None) => changes.push(Change::DropColumn { table, column }),
            (None, Some(column)) => changes.push(Change::AddColumn { table, column }),
            (Some(_), Some(_)) | (None, None) => {}
        }
    }
}

/// The members of a table, one list for each kind.
pub(crate) fn members_of(table: &Table) -> [Vec<Member>; 9] {
    [
        table.primary_key.iter().cloned().map(Member::PrimaryKey).collect(),
        table.uniques.iter().cloned().map(Member::Unique).collect(),
        table.indexes.iter().cloned().map(Member::Index).collect(),
        table.foreign_keys.iter().cloned().map(Member::ForeignKey).collect(),
        table.checks.iter().cloned().map(Member::Check).collect(),
        table.exclusions.iter().cloned().map(Member::Exclusion).collect(),
        table.triggers.iter().cloned().map(Member::Trigger).collect(),
        table.policies.iter().cloned().map(Member::Policy).collect(),
        table.rules.iter().cloned().map(Member::Rule).collect(),
    ]
}

/// Compares members of one kind: by name first, then those without a name by content, then by content alone.
fn members(engine: Engine, table: &ObjectName, mut from: Vec<Member>, mut to: Vec<Member>, changes: &mut Vec<Change>) {
    take_pairs(&mut from, &mut to, |from, to| from == to);
    take_pairs(&mut from, &mut to, |from, to| {
        let alters = engine == Engine::Postgres && in_place::alters(from, to);
        if alters {
            changes.push(Change::AlterMember { table: table.clone(), from: from.clone(), to: to.clone() });
        }
        alters
    });
    let mut renamed = Vec::new();
    // A name that stays with another content is no rename, even if the old content goes on under a third name.
    let stays =
        |name: Option<&str>, others: &[Member]| others.iter().any(|other| name.is_some() && other.name() == name);
    let (from_all, to_all) = (from.clone(), to.clone());
    take_pairs(&mut from, &mut to, |from, to| {
        let is_rename = from.same_content(to)
            && from.name().is_some()
            && to.name().is_some()
            && !stays(from.name(), &to_all)
            && !stays(to.name(), &from_all);
        if is_rename {
            renamed.push(Change::RenameMember { table: table.clone(), from: from.clone(), to: to.clone() });
        }
        is_rename
    });
    changes.extend(from.into_iter().map(|member| Change::DropMember { table: table.clone(), member }));
    changes.extend(renamed);
    changes.extend(to.into_iter().map(|member| Change::AddMember { table: table.clone(), member }));
}

/// Takes away one of each side as often as the two belong together.
fn take_pairs<T>(from: &mut Vec<T>, to: &mut Vec<T>, mut belong: impl FnMut(&T, &T) -> bool) {
    from.retain(|one| match to.iter().position(|other| belong(one, other)) {
        Some(place) => {
            to.remove(place);
            false
        }
        None => true,
    });
}
