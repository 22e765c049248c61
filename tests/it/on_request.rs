//! What PostgreSQL's comparison looks at only when asked (owners, privileges, the order of columns), and what a concurrent build
//! that failed has left. Leaves out what every comparison sees, which has cases.

use driftline_diff::{Renames, diff};
use driftline_plan::{Facts, PlanOptions, plan};
use driftline_schema::Engine;
use driftline_tests::workspace::Bare;
use driftline_tests::{TestDatabase, engines, law};

const EMPTY: &str = "pub use driftline_runner::prelude::*;\n\npub struct Migrator;\n\nimpl MigratorTrait for Migrator {\n    fn migrations() -> Vec<Box<dyn MigrationTrait>> {\n        vec![]\n    }\n}\n";

#[tokio::test]
async fn owners_and_grants_follow_when_asked_for() {
    if !engines::runs(Engine::Postgres).unwrap() {
        return;
    }
    let (live, goal) =
        (TestDatabase::new(Engine::Postgres).await.unwrap(), TestDatabase::new(Engine::Postgres).await.unwrap());
    let made = "CREATE TABLE t (a integer, b text); CREATE VIEW v AS SELECT a FROM t; CREATE SEQUENCE s; \
                CREATE FUNCTION f(integer) RETURNS integer LANGUAGE sql AS 'SELECT 1'";
    live.run(&format!("{made}; GRANT DELETE ON t TO pg_monitor")).await.unwrap();
    goal.run(&format!(
        "{made}; GRANT SELECT ON t TO PUBLIC; GRANT UPDATE (b) ON t TO pg_monitor WITH GRANT OPTION; \
         GRANT SELECT ON v TO pg_monitor; GRANT USAGE ON SEQUENCE s TO pg_monitor; REVOKE EXECUTE ON FUNCTION f(integer) \
         FROM PUBLIC; ALTER VIEW v OWNER TO pg_read_all_data"
    ))
    .await
    .unwrap();
    let bare = Bare::with_registry(EMPTY).unwrap();
    let ask = |more: &[&str]| {
        let sides = ["diff", "--from", &live.url, "--to", &goal.url, "--sql", "--exit-code"];
        let output = bare.run("driftline", &[&sides[..], more].concat()).unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (output.status.code(), text(&output.stdout), text(&output.stderr))
    };
    let (code, script, said) = ask(&[]);
    assert_eq!((code, script.as_str()), (Some(0), ""), "nobody asked: {said}");
    let (code, script, said) = ask(&["--with-grants"]);
    assert_eq!(code, Some(2), "{said}");
    for wanted in [
        "REVOKE DELETE ON TABLE t FROM \"pg_monitor\"",
        "GRANT UPDATE (\"b\") ON TABLE t TO \"pg_monitor\" WITH GRANT OPTION",
        "ALTER VIEW v OWNER TO \"pg_read_all_data\"",
        "REVOKE EXECUTE ON FUNCTION f(integer) FROM PUBLIC",
    ] {
        assert!(script.contains(wanted), "{wanted} is not in\n{script}");
    }
    // The first line is the client's own.
    let statements: Vec<&str> = script.lines().filter(|line| !line.starts_with('\\')).collect();
    live.run(&statements.join("\n")).await.unwrap();
    let (code, script, said) = ask(&["--with-grants"]);
    assert_eq!((code, script.as_str()), (Some(0), ""), "{said}");
    live.remove().await.unwrap();
    goal.remove().await.unwrap();
}

#[tokio::test]
async fn another_order_of_columns_is_named_when_asked_for() {
    if !engines::runs(Engine::Postgres).unwrap() {
        return;
    }
    let (live, goal) =
        (TestDatabase::new(Engine::Postgres).await.unwrap(), TestDatabase::new(Engine::Postgres).await.unwrap());
    live.run("CREATE TABLE t (a integer, b text)").await.unwrap();
    goal.run("CREATE TABLE t (b text, a integer)").await.unwrap();
    let bare = Bare::with_registry(EMPTY).unwrap();
    let sides = ["diff", "--from", &live.url, "--to", &goal.url, "--exit-code"];
    for (more, is_named) in [(&[][..], false), (&["--column-order"], true)] {
        let output = bare.run("driftline", &[&sides[..], more].concat()).unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert_eq!(output.status.code(), Some(0), "{said}");
        assert_eq!(said.contains("order of columns of table t"), is_named, "{said}");
    }
    live.remove().await.unwrap();
    goal.remove().await.unwrap();
}

#[tokio::test]
async fn what_a_concurrent_build_has_left_is_built_again() {
    if !engines::runs(Engine::Postgres).unwrap() {
        return;
    }
    let (live, goal) =
        (TestDatabase::new(Engine::Postgres).await.unwrap(), TestDatabase::new(Engine::Postgres).await.unwrap());
    let table = "CREATE TABLE t (a integer); INSERT INTO t VALUES (1), (1)";
    live.run(table).await.unwrap();
    live.run("CREATE UNIQUE INDEX CONCURRENTLY i ON t (a)").await.expect_err("two rows are alike");
    live.run("DELETE FROM t WHERE ctid = '(0,2)'").await.unwrap();
    goal.run("CREATE TABLE t (a integer); CREATE UNIQUE INDEX i ON t (a)").await.unwrap();
    let (start, desired) = (law::schema_of(&live).await.unwrap(), law::schema_of(&goal).await.unwrap());
    let named: Vec<&str> = start.not_compared.iter().map(|found| found.object.as_str()).collect();
    assert_eq!(named, ["index i on table t"]);
    let difference = diff(&start, &desired, &Renames::default());
    let described: Vec<String> = difference.changes.iter().map(driftline_diff::Change::describe).collect();
    assert_eq!(described, ["t  - unique index i", "t  + unique index i (a)"]);
    let facts: Facts = law::count(&live, &start, &desired, &difference).await.unwrap();
    let made = plan(&start, &desired, &difference, &facts, &PlanOptions::default()).unwrap();
    for statement in made.steps.iter().flat_map(|step| &step.up) {
        live.run(&statement.sql).await.unwrap();
    }
    law::same_schema(&law::schema_of(&live).await.unwrap(), &desired, "afterwards").unwrap();
    live.remove().await.unwrap();
    goal.remove().await.unwrap();
}
