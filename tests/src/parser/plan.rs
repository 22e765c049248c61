//! Planning: the planner reads texts of definitions too (partitions, domains, sequences, routines, virtual tables).
//! The text holds two schemas in the one-line notation with a line `---` between them.

use driftline_diff::{Renames, diff};
use driftline_plan::{Facts, PlanOptions, plan, probes};
use driftline_schema::notation::schema;
use driftline_schema::{Engine, Schema};

use crate::engines::ALL;

/// Any pair of schemas can be planned or is refused; nothing is planned between equals, and twice the same.
///
/// # Panics
/// Where that is not so.
pub fn check(text: &str) {
    let (before, after) = text.split_once("\n---\n").unwrap_or(("", text));
    for engine in ALL {
        if let (Ok(before), Ok(after)) = (schema(engine, before), schema(engine, after)) {
            let empty = Schema::empty(engine);
            for (from, to) in [(&before, &after), (&after, &before), (&empty, &after), (&after, &empty)] {
                between(engine, from, to);
            }
            let difference = diff(&after, &after, &Renames::default());
            assert_eq!(difference.changes, [], "{engine}: a schema differs from itself");
        }
    }
}

fn between(engine: Engine, from: &Schema, to: &Schema) {
    let difference = diff(from, to, &Renames::default());
    assert_eq!(diff(from, to, &Renames::default()).changes, difference.changes, "{engine}: found twice");
    for probe in probes(from, to, &difference) {
        assert!(!probe.sql(engine).is_empty());
    }
    let made = || plan(from, to, &difference, &Facts::new(), &PlanOptions::default());
    if let (Ok(one), Ok(other)) = (made(), made()) {
        assert_eq!(one, other, "{engine}: planned twice");
        for step in &one.steps {
            let statements = step.up.iter().chain(&step.down);
            assert!(statements.clone().all(|statement| !statement.sql.trim().is_empty()), "{engine}: {step:?}");
        }
    }
}
