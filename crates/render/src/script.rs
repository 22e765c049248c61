//! The SQL script: one complete text that runs as it is in `sqlite3`, `psql` or `mariadb`. Leaves out history rows, which are the
//! runner's.

use std::fmt::Write as _;

use driftline_plan::Plan;
use driftline_schema::Engine;
use driftline_schema::sql::tokens;

use crate::module::flat;

/// The plan's `up` as a script that stops at the first error, in one transaction where the engine can take definitions back;
/// empty when there is nothing to do.
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
        // The client stops at the first error by itself; a value that does not fit must be one.
        Engine::MySql => {
            text.push_str("SET NAMES utf8mb4;\nSET SESSION sql_mode = CONCAT(@@sql_mode, ',STRICT_ALL_TABLES');\n")
        }
    }
    for step in &plan.steps {
        let _ = writeln!(text, "\n-- {}", flat(&step.summary));
        for hazard in &step.hazards {
            let _ = writeln!(text, "-- hazard: {}", flat(&hazard.to_string()));
        }
        for statement in &step.up {
            text.push_str(&terminated(plan.engine, statement.sql.trim_end().trim_end_matches(';')));
        }
    }
    if plan.engine != Engine::MySql {
        text.push_str("\nCOMMIT;\n");
    }
    text
}

/// The statement with its end. The clients of MariaDB and MySQL cut at every semicolon, also within a trigger's body: such a
/// statement gets a delimiter that it does not hold.
fn terminated(engine: Engine, sql: &str) -> String {
    let is_compound = engine == Engine::MySql && tokens(engine, sql).iter().any(|token| token.is_mark(";"));
    if !is_compound {
        return format!("{sql};\n");
    }
    let mut delimiter = "//".to_owned();
    while sql.contains(&delimiter) {
        delimiter.push('/');
    }
    format!("DELIMITER {delimiter}\n{sql}\n{delimiter}\nDELIMITER ;\n")
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

    #[test]
    fn a_trigger_of_mariadb_keeps_its_semicolons() {
        let sql = "CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW BEGIN SET NEW.b = '//'; END";
        assert_eq!(terminated(Engine::MySql, sql), format!("DELIMITER ///\n{sql}\n///\nDELIMITER ;\n"));
        assert_eq!(terminated(Engine::MySql, "DROP TABLE a"), "DROP TABLE a;\n");
        assert_eq!(terminated(Engine::Sqlite, sql), format!("{sql};\n"));
    }
}
