//! The law bites: cases that say something untrue fail, and so does a database that is not what was wanted.

use driftline_schema::Engine;
use driftline_tests::{TestDatabase, case, check_case, oracle};

/// Why a case fails on SQLite.
fn reason(text: &str) -> String {
    let case = case::parse("bites/case", text, Engine::Sqlite).unwrap();
    check_case(&case, Engine::Sqlite).expect_err("the case should fail")
}

const ROWS: &str =
    "--! before\nCREATE TABLE t (id integer PRIMARY KEY, a text, b text); INSERT INTO t VALUES (1, 'a', 'b');\n";

#[test]
fn a_loss_must_be_declared() {
    let said = reason(&format!("{ROWS}--! after\nCREATE TABLE t (id integer PRIMARY KEY, a text);"));
    assert!(said.contains("after down the rows of t differ"), "{said}");
    assert!(said.contains("ALTER TABLE") && said.contains("t: id integer pk"), "schema and SQL are shown: {said}");
}

#[test]
fn a_declared_loss_must_be_one() {
    let said = reason(&format!(
        "-- loses: t.a\n{ROWS}--! after\nCREATE TABLE t (id integer PRIMARY KEY, a text, b text, c text);"
    ));
    assert!(said.contains("t.a is declared lost and is all there"), "{said}");
}

#[test]
fn other_changes_hazards_and_answers_than_said_fail() {
    let after = "--! after\nCREATE TABLE t (id integer PRIMARY KEY, a text, b text, c text);\n";
    assert!(reason(&format!("{ROWS}{after}--! changes\n")).contains("other changes than expected"));
    assert!(reason(&format!("{ROWS}{after}--! hazards\ndrops-table t\n")).contains("no hazard says"));
    assert!(reason(&format!("{ROWS}{after}--! needs\n--fill t.c=VALUE\n")).contains("should have asked"));
    assert!(reason(&format!("{ROWS}{after}--! unknown\nt\n")).contains("nothing says that"));
    assert!(reason(&format!("{ROWS}{after}--! fails\nx\n")).contains("up should have failed"));
    assert!(
        reason(&format!("{ROWS}--! after\nCREATE TABLE t (id integer PRIMARY KEY, a text, b text);"))
            .contains("no change")
    );
}

#[test]
fn a_rename_that_is_not_told_loses_the_values() {
    let after = "--! after\nCREATE TABLE t (id integer PRIMARY KEY, a text, c text);\n";
    assert!(reason(&format!("{ROWS}{after}")).contains("after down the rows of t differ"));
    let told = case::parse("bites/case", &format!("-- rename: t.b=c\n{ROWS}{after}"), Engine::Sqlite).unwrap();
    check_case(&told, Engine::Sqlite).unwrap();
}

#[tokio::test]
async fn the_second_opinion_sees_what_pragmas_hide() {
    let pairs = [
        ("a text COLLATE nocase", "a text"),
        ("a text CHECK (a <> '')", "a text"),
        ("a text DEFAULT 'x'", "a text DEFAULT 'y'"),
        ("a text CONSTRAINT one CHECK (a <> '')", "a text CONSTRAINT two CHECK (a <> '')"),
        ("a text UNIQUE", "a text UNIQUE ON CONFLICT IGNORE"),
    ];
    for (one, two) in pairs {
        let (first, second) =
            (TestDatabase::new(Engine::Sqlite).await.unwrap(), TestDatabase::new(Engine::Sqlite).await.unwrap());
        first.run(&format!("CREATE TABLE t ({one})")).await.unwrap();
        second.run(&format!("CREATE TABLE t ({two})")).await.unwrap();
        assert!(oracle::compare(&first, &second, &second).await.is_err(), "{one} against {two}");
        assert!(oracle::compare(&first, &first, &first).await.is_ok());
    }
}
