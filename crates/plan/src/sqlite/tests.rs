//! What SQLite's plans print. Running them is for `tests/sqlite.rs`.

use driftline_diff::{Renames, diff};
use driftline_schema::{Engine, Schema, notation};

use crate::{Facts, PlanOptions, plan};

fn schema(lines: &str) -> Schema {
    notation::schema(Engine::Sqlite, lines).unwrap()
}

/// Plans from one schema to another and compares the statements, going up and then down, one a line.
fn check(before: &str, after: &str, up: &str, down: &str) {
    let (current, desired) = (schema(before), schema(after));
    let difference = diff(&current, &desired, &Renames::default());
    let plan = plan(&current, &desired, &difference, &Facts::new(), &PlanOptions::default()).unwrap();
    let statements = |lines: Vec<&crate::Statement>| {
        lines.into_iter().map(|statement| statement.sql.clone()).collect::<Vec<_>>().join("\n")
    };
    assert_eq!(statements(plan.steps.iter().flat_map(|step| &step.up).collect()), up, "up");
    assert_eq!(statements(plan.steps.iter().rev().flat_map(|step| &step.down).collect()), down, "down");
}

#[test]
fn a_table_is_written_as_sea_query_writes_it() {
    check(
        "",
        "t: id integer pk auto, a varchar(255) not null default 'x', b double default -1.5, c text default (lower('A')) | unique t_a_key (a) \
         | index \"i x\" (b desc, lower(a)) where b > 0 | check (b > -2) | fk f (a, b) -> u (x, y) on delete cascade",
        "CREATE TABLE \"t\" ( \"id\" integer NOT NULL PRIMARY KEY AUTOINCREMENT, \"a\" varchar(255) NOT NULL DEFAULT 'x', \
         \"b\" double DEFAULT -1.5, \"c\" text DEFAULT (lower('A')), CONSTRAINT \"t_a_key\" UNIQUE (\"a\"), \
         CONSTRAINT \"f\" FOREIGN KEY (\"a\", \"b\") REFERENCES \"u\" (\"x\", \"y\") ON DELETE CASCADE, CHECK (b > -2) )\n\
         CREATE INDEX \"i x\" ON \"t\" (\"b\" DESC, (lower(a))) WHERE b > 0",
        "DROP TABLE \"t\"",
    );
}

#[test]
fn a_rebuild_is_visible_statement_by_statement() {
    let rebuilt = |create: &str, insert: &str| {
        format!(
            "CREATE TEMP TABLE IF NOT EXISTS \"driftline_assert\" (\"what\" text NOT NULL, \"holds\" integer NOT NULL, \
             CONSTRAINT \"a rebuilt table keeps its rows and keys\" CHECK (\"holds\"))\n\
             INSERT INTO temp.\"driftline_assert\" (\"what\", \"holds\") SELECT 'foreign keys are off', \
             (SELECT \"foreign_keys\" FROM pragma_foreign_keys) = 0\n\
             PRAGMA legacy_alter_table = ON\n{create}\n{insert}\n\
             DELETE FROM sqlite_sequence WHERE name = '__driftline_t'\n\
             INSERT INTO sqlite_sequence (name, seq) SELECT '__driftline_t', seq FROM sqlite_sequence WHERE name = 't'\n\
             INSERT INTO temp.\"driftline_assert\" (\"what\", \"holds\") SELECT 't: every row copied', \
             (SELECT count(*) FROM \"__driftline_t\") = (SELECT count(*) FROM \"t\")\n\
             DROP TABLE \"t\"\n\
             ALTER TABLE \"__driftline_t\" RENAME TO \"t\"\n\
             CREATE INDEX \"ix\" ON \"t\" (\"a\")\n\
             PRAGMA legacy_alter_table = OFF\n\
             DROP TABLE temp.\"driftline_assert\""
        )
    };
    let insert = "INSERT INTO \"__driftline_t\" (\"id\", \"a\") SELECT \"id\", \"a\" FROM \"t\"";
    check(
        "t: id integer pk auto, a text | index ix (a)",
        "t: id integer pk auto, a text, b text not null default CURRENT_TIMESTAMP | index ix (a)",
        &rebuilt(
            "CREATE TABLE \"__driftline_t\" ( \"id\" integer NOT NULL PRIMARY KEY AUTOINCREMENT, \"a\" text, \
             \"b\" text NOT NULL DEFAULT CURRENT_TIMESTAMP )",
            insert,
        ),
        &rebuilt(
            "CREATE TABLE \"__driftline_t\" ( \"id\" integer NOT NULL PRIMARY KEY AUTOINCREMENT, \"a\" text )",
            insert,
        ),
    );
}

#[test]
fn constants_are_added_natively_and_expressions_are_not() {
    check(
        "t: a text",
        "t: a text, b integer not null default 0",
        "ALTER TABLE \"t\" ADD COLUMN \"b\" integer NOT NULL DEFAULT 0",
        "ALTER TABLE \"t\" DROP COLUMN \"b\"",
    );
    for default in ["CURRENT_TIMESTAMP", "(1 + 2)", "(datetime('now'))"] {
        let (current, desired) = (schema("t: a text"), schema(&format!("t: a text, b text default {default}")));
        let difference = diff(&current, &desired, &Renames::default());
        let plan = plan(&current, &desired, &difference, &Facts::new(), &PlanOptions::default()).unwrap();
        assert!(plan.steps[0].rebuilds.is_some(), "{default}");
    }
}
