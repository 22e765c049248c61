//! Labels of enumerated types that get another name, before anything else. Leaves out MariaDB and MySQL, where a label is part of a
//! column's type and its rows are carried over while that changes.

use std::borrow::Cow;

use driftline_diff::{Change, Difference, rename_label};
use driftline_schema::{Engine, Schema};

use crate::{Hazard, HazardKind, Statement, Step};

/// The live schema with the new labels, and the steps that lead there.
pub(crate) fn renamed<'a>(current: &'a Schema, difference: &Difference) -> (Cow<'a, Schema>, Vec<Step>) {
    let mut live = Cow::Borrowed(current);
    let mut steps = Vec::new();
    for change in &difference.changes {
        let Change::RenameLabel { kind, from, to } = change else { continue };
        rename_label(live.to_mut(), kind, from, to);
        let engine = Engine::Postgres;
        let statement = |from: &str, to: &str| {
            let (from, to) = (engine.literal(from), engine.literal(to));
            vec![Statement::raw(format!("ALTER TYPE {} RENAME VALUE {from} TO {to}", kind.quoted(engine)))]
        };
        let mut step =
            Step::new(format!("rename label {from} of type {kind} to {to}"), statement(from, to), statement(to, from));
        let detail = format!("code that says {from} fails until it says {to}");
        step.hazards.push(Hazard::new(HazardKind::BreaksOldCode, kind, detail));
        steps.push(step);
    }
    (live, steps)
}
