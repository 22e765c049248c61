//! The law bites: cases that say something untrue fail, and so does a database that is not what was wanted.

use driftline_schema::{Engine, ObjectName};
use driftline_tests::{TestDatabase, case, check_case, engines, oracle, rows};

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

#[tokio::test]
async fn the_second_opinion_compares_what_mariadb_shows() {
    if !engines::runs(Engine::MySql).unwrap() {
        return;
    }
    let pairs = [
        ("a varchar(9) CHARACTER SET latin1", "a varchar(9)"),
        ("a int CHECK (a > 0)", "a int"),
        ("a int DEFAULT 1", "a int DEFAULT 2"),
        ("a int, CONSTRAINT one CHECK (a > 0)", "a int, CONSTRAINT two CHECK (a > 0)"),
        ("a int, UNIQUE (a)", "a int, KEY (a)"),
        ("a int COMMENT 'x'", "a int"),
    ];
    let (first, second) =
        (TestDatabase::new(Engine::MySql).await.unwrap(), TestDatabase::new(Engine::MySql).await.unwrap());
    for (one, two) in pairs {
        first.run(&format!("CREATE OR REPLACE TABLE t ({one})")).await.unwrap();
        second.run(&format!("CREATE OR REPLACE TABLE t ({two})")).await.unwrap();
        assert!(oracle::compare(&first, &second, &second).await.is_err(), "{one} against {two}");
        assert!(oracle::compare(&first, &first, &first).await.is_ok());
    }
    first.run("CREATE OR REPLACE TABLE t (a int, b int, KEY k (a), KEY l (b))").await.unwrap();
    second.run("CREATE OR REPLACE TABLE t (b int, a int, KEY l (b), KEY k (a))").await.unwrap();
    oracle::compare(&first, &second, &second).await.unwrap();
    for (one, two) in [
        ("VIEW v AS SELECT a FROM t", "VIEW v AS SELECT b FROM t"),
        (
            "TRIGGER g BEFORE INSERT ON t FOR EACH ROW SET @x = 1",
            "TRIGGER g BEFORE INSERT ON t FOR EACH ROW SET @x = 2",
        ),
        ("TRIGGER g BEFORE INSERT ON t FOR EACH ROW SET @x = 1", "TRIGGER g AFTER INSERT ON t FOR EACH ROW SET @x = 1"),
    ] {
        first.run(&format!("CREATE OR REPLACE {one}")).await.unwrap();
        second.run(&format!("CREATE OR REPLACE {two}")).await.unwrap();
        assert!(oracle::compare(&first, &second, &second).await.is_err(), "{one} against {two}");
        second.run(&format!("CREATE OR REPLACE {one}")).await.unwrap();
        oracle::compare(&first, &second, &second).await.unwrap();
    }
    first.remove().await.unwrap();
    second.remove().await.unwrap();
}

#[tokio::test]
async fn a_mariadb_database_is_read_exactly_and_left_empty() {
    if !engines::runs(Engine::MySql).unwrap() {
        return;
    }
    let made = TestDatabase::new(Engine::MySql).await.unwrap();
    made.run(
        "CREATE TABLE `p``q` (id bigint unsigned AUTO_INCREMENT PRIMARY KEY, f float, d double, b varbinary(4), n bit(64), \
         g point, j json, e enum('x','é'), t datetime(6), m decimal(30,10), z char(3), h int INVISIBLE);\
         INSERT INTO `p``q` (id, f, d, b, n, g, j, e, t, m, z, h) VALUES (18446744073709551614, 0.1, 0.1 + 0.2e0, \
         x'00ff', b'1111', POINT(1, 2.5), '{\"a\": 1}', 'é', '2026-01-02 03:04:05.000006', 1.5, 'ab ', 7);\
         CREATE TABLE child (id int AUTO_INCREMENT PRIMARY KEY, up bigint unsigned, FOREIGN KEY (up) REFERENCES `p``q` (id));\
         INSERT INTO child (id) VALUES (41); CREATE VIEW v AS SELECT id FROM child; CREATE SEQUENCE s; \
         CREATE PROCEDURE r() SELECT 1; CREATE FUNCTION u() RETURNS int RETURN 1; \
         CREATE EVENT w ON SCHEDULE EVERY 1 YEAR DO SELECT 1; CREATE TABLE y (a int) WITH SYSTEM VERSIONING; \
         ALTER DATABASE COLLATE utf8mb4_bin",
    )
    .await
    .unwrap();
    let found = rows::read(&made).await.unwrap();
    assert_eq!(found.keys().map(ToString::to_string).collect::<Vec<_>>(), ["child", "p`q", "y"]);
    let texts: Vec<_> = found[&ObjectName::new("p`q")].rows[0].iter().map(|value| value.text.as_deref()).collect();
    let wanted = [
        "18446744073709551614",
        "0.10000000149011612",
        "0.30000000000000004",
        "00FF",
        "15",
        "0 POINT(1 2.5)",
        "{\"a\": 1}",
        "é",
        "2026-01-02 03:04:05.000006",
        "1.5000000000",
        "ab",
        "7",
    ];
    assert_eq!(texts, wanted.map(Some));
    let counters = rows::counters(&made).await.unwrap();
    assert_eq!(counters[&(ObjectName::new("child"), "id".to_owned())], 41);
    made.empty().await.unwrap();
    let left = "SELECT (SELECT count(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE()) \
                + (SELECT count(*) FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = DATABASE()) \
                + (SELECT count(*) FROM information_schema.EVENTS WHERE EVENT_SCHEMA = DATABASE())";
    assert_eq!(made.number(left).await.unwrap(), 0);
    assert_eq!(made.texts("SELECT @@collation_database").await.unwrap(), ["utf8mb4_general_ci"]);
    made.remove().await.unwrap();
}
