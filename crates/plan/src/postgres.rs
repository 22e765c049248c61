//! Steps on PostgreSQL 13 and later. Leaves out the order of foreign keys and views (`order`) and the counting (`probe`).
//!
//! The order is: namespaces and enumerated types appear, everything that goes or stands in the way goes (views, triggers,
//! foreign keys, tables, other members, columns), names change, columns change, and everything new or taken away comes
//! back. What is dropped is described by the live schema and what is added by the wanted one, so that each step's reverse
//! is exact: a step is a list of moves, and its `down` is their reverses from last to first. `CASCADE` is never used.

mod column;
mod dependents;
mod enums;
mod member;
mod moves;
mod objects;
mod options;
mod parents;
mod print;
mod survey;
#[cfg(test)]
mod tests;
mod types;
mod view;

use std::collections::BTreeSet;

use driftline_diff::Change;
use driftline_schema::{Deferrable, Engine, ObjectName};

use crate::plan::Context;
use crate::{PlanError, Statement, Step};

/// The engine of this file.
const ENGINE: Engine = Engine::Postgres;

/// Steps that turn the live PostgreSQL schema into the one wanted.
///
/// # Errors
/// [`PlanError::Needs`] where rows exist that need a decision, [`PlanError::Unsupported`] where PostgreSQL has no way.
pub fn steps(context: &Context<'_>) -> Result<Vec<Step>, PlanError> {
    let mut retyped: BTreeSet<ObjectName> = (context.difference.changes.iter())
        .filter_map(|change| match change {
            Change::AlterEnum { from, to } if !enums::only_adds(from, to) => Some(from.name.clone()),
            _ => None,
        })
        .collect();
    loop {
        let steps = moves::plan(context, &retyped)?;
        let used = used_too_early(context, &retyped, &steps);
        if used.is_empty() {
            return Ok(if defers(context) { settle(steps) } else { steps });
        }
        retyped.extend(used);
    }
}

/// Whether any constraint waits for the end of the transaction.
fn defers(context: &Context<'_>) -> bool {
    let waits = |when: Deferrable| when == Deferrable::InitiallyDeferred;
    (context.current.tables.values().chain(context.desired.tables.values())).any(|table| {
        table.foreign_keys.iter().any(|key| waits(key.deferrable))
            || table.uniques.iter().any(|key| waits(key.deferrable))
    })
}

/// Settles what waits after each statement that writes rows: PostgreSQL refuses to alter a table "because it has pending
/// trigger events".
fn settle(mut steps: Vec<Step>) -> Vec<Step> {
    let writes = |statement: &Statement| ["UPDATE ", "DELETE "].iter().any(|word| statement.sql.starts_with(word));
    for step in &mut steps {
        for statements in [&mut step.up, &mut step.down] {
            let settled = std::mem::take(statements).into_iter().flat_map(|statement| {
                let settle = writes(&statement).then(|| Statement::raw("SET CONSTRAINTS ALL IMMEDIATE"));
                std::iter::once(statement).chain(settle)
            });
            *statements = settled.collect();
        }
    }
    steps
}

/// Types extended in place whose new labels the same plan uses: PostgreSQL refuses that in one transaction ("unsafe use
/// of new value"), so such a type is made anew instead.
fn used_too_early(context: &Context<'_>, retyped: &BTreeSet<ObjectName>, steps: &[Step]) -> BTreeSet<ObjectName> {
    let statements: Vec<&str> = (steps.iter().flat_map(|step| &step.up))
        .map(|statement| statement.sql.as_str())
        .filter(|sql| !sql.starts_with("COMMENT ON") && !sql.starts_with("ALTER TYPE"))
        .collect();
    let uses = |kind: &str, label: &str| {
        statements.iter().any(|sql| {
            let may_be_of_type = sql.starts_with("UPDATE") || driftline_schema::sql::mentions(ENGINE, sql, kind);
            may_be_of_type && print::holds_literal(sql, label)
        })
    };
    (context.difference.changes.iter())
        .filter_map(|change| match change {
            Change::AlterEnum { from, to } if !retyped.contains(&from.name) => {
                let used = enums::added(from, to).iter().any(|label| uses(&from.name.name, label));
                used.then(|| from.name.clone())
            }
            _ => None,
        })
        .collect()
}
