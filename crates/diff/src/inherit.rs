//! What a child table gets of its parents' changes on PostgreSQL, so that a column added to a parent is one change. Leaves out
//! how the planner joins a table to a parent and parts it from one.

use std::borrow::Cow;

use driftline_schema::{Column, ObjectName, Schema, Sql, Table};

use crate::Member;

/// Parents that a table has on both sides, in the same place.
#[must_use]
pub fn steady_parents<'a>(from: &'a Table, to: &'a Table) -> Vec<&'a ObjectName> {
    if from.options.partition_of.is_some() || to.options.partition_of.is_some() {
        let is_same = from.options.partition_of == to.options.partition_of;
        return to.options.partition_of.iter().filter(|_| is_same).map(|partition| &partition.parent).collect();
    }
    to.options.inherits.iter().filter(|parent| from.options.inherits.contains(parent)).collect()
}

/// The tables below this one, in order of their names.
#[must_use]
pub fn descendants(schema: &Schema, table: &ObjectName) -> Vec<ObjectName> {
    crate::apply::descendants(schema, table)
}

/// Both sides of a table as they are compared: the live one with what its parents' changes make of it, and, where it joins or
/// leaves a parent, both with the members that are the parent's alone until then.
pub(crate) fn settled<'a>(
    current: &Schema,
    desired: &Schema,
    from: &'a Table,
    to: &'a Table,
) -> (Cow<'a, Table>, Cow<'a, Table>) {
    if from.parents().next().is_none() && to.parents().next().is_none() {
        return (Cow::Borrowed(from), Cow::Borrowed(to));
    }
    let (mut from, mut to) = (Cow::Borrowed(from), Cow::Borrowed(to));
    let steady: Vec<ObjectName> = steady_parents(&from, &to).into_iter().cloned().collect();
    if !from.parents().eq(steady.iter()) || !to.parents().eq(steady.iter()) {
        from = Cow::Owned(with_inherited(&from));
        to = Cow::Owned(with_inherited(&to));
    }
    for parent in &steady {
        if let (Some(before), Some(after)) = (current.tables.get(parent), desired.tables.get(parent))
            && before != after
        {
            from = Cow::Owned(after_parent(&from, &to, before, after));
        }
    }
    (from, to)
}

/// The table with what is its parents' alone as its own.
#[must_use]
pub fn with_inherited(table: &Table) -> Table {
    let mut whole = table.clone();
    let Some(members) = &table.inherited.members else { return whole };
    let known = Member::all(table);
    for member in Member::all(members) {
        let is_known = known.iter().any(|own| own.kind() == member.kind() && own.name() == member.name())
            || matches!(member, Member::PrimaryKey(_)) && whole.primary_key.is_some();
        if !is_known {
            member.add_to(&mut whole);
        }
    }
    whole.sort();
    whole
}

/// The child once its parent is as wanted: `ALTER TABLE` of a parent alters its children too.
fn after_parent(child: &Table, wanted: &Table, before: &Table, after: &Table) -> Table {
    let mut changed = child.clone();
    changed.columns.retain(|column| {
        let goes = before.column(&column.name).is_some() && after.column(&column.name).is_none();
        !goes || !child.inherited.columns.contains(&column.name)
    });
    for column in &mut changed.columns {
        if let (Some(before), Some(after)) = (before.column(&column.name), after.column(&column.name)) {
            take_change(column, before, after);
        }
    }
    for added in after.columns.iter().filter(|column| before.column(&column.name).is_none()) {
        if let (None, Some(own)) = (changed.column(&added.name), wanted.column(&added.name)) {
            // Numbers are not handed on: what the child draws from is a default there.
            let default = if added.auto_increment.is_some() { own.default.clone() } else { added.default.clone() };
            let column = Column {
                comment: None,
                attributes: Vec::new(),
                nullable: added.nullable,
                default,
                auto_increment: own.auto_increment.clone(),
                ..added.clone()
            };
            changed.columns.push(column);
        }
    }
    changed
}

fn take_change(column: &mut Column, before: &Column, after: &Column) {
    let kind = |column: &Column| (column.data_type.clone(), column.user_type.clone(), column.collation.clone());
    if kind(before) != kind(after) || before.generated != after.generated {
        column.data_type.clone_from(&after.data_type);
        column.user_type.clone_from(&after.user_type);
        column.collation.clone_from(&after.collation);
        column.generated.clone_from(&after.generated);
    }
    let given = |column: &Column| -> Option<Sql> { column.default.clone() };
    if given(before) != given(after) {
        column.default = given(after);
    }
    if before.nullable != after.nullable {
        column.nullable = after.nullable;
    }
}
