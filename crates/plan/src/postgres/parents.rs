//! Partitions and children of inheritance: joining and leaving parents, and what a child has other than they. Leaves out the
//! words (`options`).

use std::collections::BTreeSet;

use driftline_diff::Change;
use driftline_schema::{Column, ObjectName, Schema, Table};

use super::moves::Planner;
use super::print::alter_column;
use super::{column, options};
use crate::{Statement, Step};

impl Planner<'_> {
    /// Tables leave the parents they have no more, under their live names.
    pub(super) fn leave_parents(&mut self) {
        for (table, made) in self.moved() {
            let live = self.survey.names.table(&table).clone();
            let Some(from) = self.context().current.tables.get(&live) else { continue };
            let back = options::moves(&live, &made.2, &from.options).join;
            let leave = options::moves(&live, &from.options, &made.2).leave;
            if !leave.is_empty() {
                self.steps.push(Step::new(format!("take table {live} from {}", parents(&made.0)), leave, back));
            }
        }
    }

    /// Tables join their new parents: what these ask for is there by now.
    pub(super) fn join_parents(&mut self) {
        for (table, made) in self.moved() {
            let join = options::moves(&table, &made.0, &made.1).join;
            if !join.is_empty() {
                let back = options::moves(&table, &made.1, &made.0).leave;
                self.steps.push(Step::new(format!("put table {table} below {}", parents(&made.1)), join, back));
            }
        }
    }

    /// Tables whose parents change: what the change says, and the options under live names.
    fn moved(&self) -> Vec<(ObjectName, (Place, Place, Place))> {
        (self.changes().iter())
            .filter_map(|change| match change {
                Change::TableOptions { table, from, to }
                    if (&from.partition_of, &from.inherits) != (&to.partition_of, &to.inherits) =>
                {
                    // Where a parent is renamed, the steady ones must be told by their live names.
                    let live = |name: &ObjectName| self.survey.names.table(name).clone();
                    let mut under_live_names = to.clone();
                    if let Some(partition) = &mut under_live_names.partition_of {
                        partition.parent = live(&partition.parent);
                    }
                    under_live_names.inherits.iter_mut().for_each(|parent| *parent = live(parent));
                    Some((table.clone(), (from.clone(), to.clone(), under_live_names)))
                }
                _ => None,
            })
            .collect()
    }

    /// What a created child has other than its parents, behind its definition.
    pub(super) fn beside_parents(schema: &Schema, table: &Table) -> Vec<Statement> {
        let mut statements = Vec::new();
        for own in table.columns.iter().filter(|column| table.inherited.columns.contains(&column.name)) {
            let Some(given) = table.parents().find_map(|parent| schema.tables.get(parent)?.column(&own.name)) else {
                continue;
            };
            if own.auto_increment.is_none() && own.generated.is_none() {
                // What the parent counts with is a default in its child.
                let default = given.auto_increment.is_none().then_some(given.default.as_ref()).flatten();
                match &own.default {
                    Some(value) if own.default.as_ref() != default => {
                        statements.push(alter_column(&table.name, &own.name, &column::set_default(value)));
                    }
                    None if default.is_some() => statements.push(alter_column(&table.name, &own.name, "DROP DEFAULT")),
                    _ => {}
                }
            }
            if !own.nullable && given.nullable {
                statements.push(alter_column(&table.name, &own.name, "SET NOT NULL"));
            }
        }
        statements
    }

    /// Whether a parent that stays hands this rename of a column down.
    pub(super) fn is_handed_down(&self, table: &ObjectName, from: &str, to: &str) -> bool {
        let Some(child) = self.context().desired.tables.get(table) else { return false };
        child.parents().any(|parent| {
            self.changes().iter().any(|change| {
                matches!(change, Change::RenameColumn { table: of, from: old, to: new } if of == parent && old == from && new == to)
            })
        })
    }

    /// Puts back, on the way down, what children had of their own where the parent's column changes for all of them.
    pub(super) fn restore_children(&self, table: &ObjectName, from: &Column, to: &Column) -> Vec<Statement> {
        let schema = self.context().current;
        let live = self.survey.names.table(table);
        let live_column = self.survey.names.column(table, &to.name);
        let mut statements = Vec::new();
        for child in driftline_diff::inherit::descendants(schema, live) {
            let Some(own) = schema.tables.get(&child).and_then(|child| child.column(&live_column)) else { continue };
            let child = self.survey.new_table(&child);
            if from.default != to.default && own.default != from.default {
                let action = own.default.as_ref().map_or_else(|| "DROP DEFAULT".to_owned(), column::set_default);
                statements.push(alter_column(child, &to.name, &action));
            }
            if from.nullable && !to.nullable && !own.nullable {
                statements.push(alter_column(child, &to.name, "SET NOT NULL"));
            }
        }
        statements
    }

    /// How many parents stand above a table, one above the other.
    pub(super) fn depth(schema: &Schema, table: &ObjectName) -> usize {
        let mut seen = BTreeSet::new();
        let mut open: Vec<&ObjectName> = vec![table];
        while let Some(name) = open.pop() {
            if let Some(found) = schema.tables.get(name) {
                open.extend(found.parents().filter(|parent| seen.insert((*parent).clone())));
            }
        }
        seen.len()
    }

    /// Policies and rules of a created or dropped table: they may speak of any other.
    pub(super) fn programs(table: &Table) -> Vec<driftline_diff::Member> {
        let policies = table.policies.iter().cloned().map(driftline_diff::Member::Policy);
        policies.chain(table.rules.iter().cloned().map(driftline_diff::Member::Rule)).collect()
    }
}

/// The options that say where a table stands.
type Place = driftline_schema::TableOptions;

fn parents(options: &Place) -> String {
    let partition = options.partition_of.iter().map(|partition| partition.parent.to_string());
    partition.chain(options.inherits.iter().map(ToString::to_string)).collect::<Vec<_>>().join(", ")
}
