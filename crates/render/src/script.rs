//! The SQL script: one complete text that runs as it is in `sqlite3` or `psql`. Leaves out history rows, which are the
//! runner's.

use std::fmt::Write as _;

use driftline_plan::Plan;
use driftline_schema::Engine;

use crate::module::flat;

/// The plan's `up` as a script in one transaction that stops at the first error; empty when there is nothing to do.
#[must_use]
pub fn script(plan: &Plan) -> String {
    if plan.steps.is_empty() {
        return String::new();
    }
    let mut text = String::new();
    match plan.engine {
        Engine::Sqlite => {
            // Without .bail the shell would run the DROP TABLE behind a failed copy.
            text.push_str(".bail on\n");
            if plan.steps.iter().any(|step| step.rebuilds.is_some()) {
                // Inside the transaction it would have no effect (sqlite.org/pragma.html#pragma_foreign_keys).
                text.push_str("PRAGMA foreign_keys = OFF;\n");
            }
            text.push_str("BEGIN IMMEDIATE;\n");
        }
        Engine::Postgres => text.push_str("\\set ON_ERROR_STOP on\nBEGIN;\n"),
        Engine::MySql => {}
    }
    for step in &plan.steps {
        let _ = writeln!(text, "\n-- {}", flat(&step.summary));
        for hazard in &step.hazards {
            let _ = writeln!(text, "-- hazard: {}", flat(&hazard.to_string()));
        }
        for statement in &step.up {
            let _ = writeln!(text, "{};", statement.sql.trim_end().trim_end_matches(';'));
        }
    }
    if plan.engine != Engine::MySql {
        text.push_str("\nCOMMIT;\n");
    }
    text
}

#[cfg(test)]
mod tests {
    use driftline_plan::{Statement, Step};

    use super::*;

    #[test]
    fn nothing_to_do_is_an_empty_script() {
        assert_eq!(script(&Plan { engine: Engine::Postgres, steps: Vec::new() }), "");
    }

    #[test]
    fn a_rebuild_switches_foreign_keys_off_before_the_transaction() {
        let step = Step {
            summary: "rebuild a\nb".to_owned(),
            up: vec![Statement::raw("SELECT 1")],
            down: Vec::new(),
            rebuilds: Some("a".into()),
            hazards: Vec::new(),
            loses: None,
        };
        let text = script(&Plan { engine: Engine::Sqlite, steps: vec![step] });
        assert_eq!(
            text,
            ".bail on\nPRAGMA foreign_keys = OFF;\nBEGIN IMMEDIATE;\n\n-- rebuild a b\nSELECT 1;\n\nCOMMIT;\n"
        );
    }
}
