//! What a migration destroys comes back on the way down: every case that loses something, run by the `migration` binary's own
//! code on every engine. Beside it the commands `backup`, `restore`, and what they refuse.

use std::collections::BTreeMap;
use std::sync::Arc;

use driftline_diff::diff;
use driftline_plan::{Plan, Statement, Step, plan};
use driftline_runner::prelude::*;
use driftline_runner::{Screen, cli};
use driftline_schema::{Engine, ObjectName};
use driftline_tests::rows::{ROWID, Rows};
use driftline_tests::{TestDatabase, case, engines, law, rows};

use crate::verify::{After, HISTORY, Kept, names};

/// A migrator of what a case plans alone.
struct Planned;

impl MigratorTrait for Planned {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![Box::new(After(HISTORY.with_borrow(Clone::clone).unwrap()))]
    }
}

/// Runs a command of the binary; gives its exit code and all it said.
async fn run(url: &str, arguments: &[&str]) -> (u8, String) {
    let out = Kept::default();
    let screen = Screen::captured(out.clone(), out.clone());
    let line: Vec<&str> = ["migration", "--database-url", url].into_iter().chain(arguments.iter().copied()).collect();
    let code = cli::run(Planned, line, "sqlite::memory:", screen).await;
    let said = String::from_utf8(out.0.lock().unwrap().clone()).unwrap();
    (code, said)
}

/// The rows of the application's tables, sorted, without SQLite's row numbers.
fn own(rows: Rows) -> BTreeMap<ObjectName, Vec<BTreeMap<String, Option<String>>>> {
    let is_own = |name: &ObjectName| {
        !name.name.starts_with("driftline_")
            && name.name != "seaql_migrations"
            && name.namespace.as_deref() != Some("driftline_archive")
    };
    rows.into_iter()
        .filter(|(name, _)| is_own(name))
        .map(|(name, table)| {
            let mut all: Vec<BTreeMap<String, Option<String>>> = (table.rows.into_iter())
                .map(|row| {
                    let pairs = table.columns.iter().cloned().zip(row.into_iter().map(|value| value.text));
                    pairs.filter(|(column, _)| column != ROWID).collect()
                })
                .collect();
            all.sort();
            (name, all)
        })
        .collect()
}

async fn planned(name: &str, engine: Engine, live: &TestDatabase) -> Result<Option<Plan>, String> {
    let case = case::read(name, engine)?;
    if !case.fails.is_empty() || !case.needs.is_empty() || (case.loses.is_empty() && case.may_lose.is_empty()) {
        return Ok(None);
    }
    plan_of(&case, engine, live).await.map(Some)
}

async fn plan_of(case: &case::Case, engine: Engine, live: &TestDatabase) -> Result<Plan, String> {
    let goal = TestDatabase::new(engine).await?;
    live.run(&case.before).await?;
    goal.run(&case.after).await?;
    let (start, desired) = (law::schema_of(live).await?, law::schema_of(&goal).await?);
    let difference = diff(&start, &desired, &case.renames);
    let facts = law::count(live, &start, &desired, &difference).await?;
    let plan = plan(&start, &desired, &difference, &facts, &case.options).map_err(|error| error.to_string())?;
    goal.remove().await?;
    Ok(plan)
}

async fn comes_back(name: &str, engine: Engine) -> Result<bool, String> {
    let live = TestDatabase::new(engine).await?;
    let Some(plan) = planned(name, engine, &live).await? else {
        live.remove().await?;
        return Ok(false);
    };
    let before = own(rows::read(&live).await?);
    HISTORY.set(Some(Arc::new((String::new(), plan))));
    let mut told = String::new();
    let mut outcome = Ok(());
    for command in ["up", "down", "up", "down"] {
        let (code, said) = run(&live.url, &[command]).await;
        told.push_str(&said);
        if code != 0 {
            outcome = Err(format!("{command} fails: {said}"));
            break;
        }
    }
    if outcome.is_ok() {
        let after = own(rows::read(&live).await?);
        if after != before {
            outcome = Err(format!("rows differ\n  before {before:?}\n  after  {after:?}\n{told}"));
        }
    }
    live.remove().await?;
    outcome.map(|()| true)
}

/// Cases in which something cannot come back, with the reason.
const EXCEPT: [(&str, &str); 23] = [
    ("auto_increment/dropped_with_its_column", "the key itself goes, and there is no other"),
    ("checks/validated_leaving_out_violations", "there is no key, and rows stay beside those that go"),
    ("columns_dropped/all_but_one", "there is no key"),
    ("columns_dropped/from_a_composite_key", "a part of the key goes, and there is no other"),
    ("composite_types/attribute_dropped", "a part of a value goes with its type, and the table is not named"),
    ("composite_types/dropped", "there is no key"),
    ("dependencies/column_and_its_function_dropped", "there is no key"),
    ("inheritance/column_dropped_from_the_parent", "there is no key"),
    ("other_objects/statistics_of_a_changed_column", "there is no key"),
    ("partitioned_tables/column_dropped", "there is no key"),
    ("partitioned_tables/column_not_null", "there is no key"),
    ("partitions/mysql_of_a_dropped_column", "there is no key"),
    ("primary_keys/counter_and_key_removed_with_the_column", "the key itself goes, and there is no other"),
    ("primary_keys/none_at_all", "there is no key"),
    ("sequences/serial_column_dropped_and_its_sequence_kept", "the key itself goes, and there is no other"),
    ("types/hstore", "there is no key"),
    ("types/interval_with_fields", "there is no key"),
    ("types/network", "there is no key"),
    ("types/xml_and_json", "there is no key"),
    ("uniques/include_of_a_dropped_column", "there is no key"),
    ("views_and_triggers/triggers_see_what_is_filled", "a trigger of the application's own writes too"),
    ("virtual_tables/dropped", "the archive holds no virtual tables; the copy of the file does"),
    ("virtual_tables/index_alone", "the archive holds no virtual tables; the copy of the file does"),
];

async fn all_come_back(engine: Engine) {
    let (mut wrong, mut tried) = (Vec::new(), 0);
    for name in names(engine) {
        if EXCEPT.iter().any(|(except, _)| *except == name) {
            continue;
        }
        match comes_back(&name, engine).await {
            Ok(true) => tried += 1,
            Ok(false) => {}
            Err(reason) => wrong.push(format!("{name}: {reason}")),
        }
    }
    assert!(wrong.is_empty(), "{} wrong, {tried} right\n{}", wrong.len(), wrong.join("\n\n"));
    assert!(tried > 20, "only {tried} cases lose anything");
}

#[tokio::test]
async fn what_is_lost_comes_back_on_sqlite() {
    all_come_back(Engine::Sqlite).await;
}

#[tokio::test]
async fn what_is_lost_comes_back_on_postgres() {
    if engines::runs(Engine::Postgres).unwrap() {
        all_come_back(Engine::Postgres).await;
    }
}

#[tokio::test]
async fn what_is_lost_comes_back_on_mysql() {
    if engines::runs(Engine::MySql).unwrap() {
        all_come_back(Engine::MySql).await;
    }
}

/// A database with rows and one pending migration that drops a column.
async fn about_to_drop(engine: Engine) -> (TestDatabase, BTreeMap<ObjectName, Vec<BTreeMap<String, Option<String>>>>) {
    let live = TestDatabase::new(engine).await.unwrap();
    let plan = planned("columns_dropped/one", engine, &live).await.unwrap().unwrap();
    let before = own(rows::read(&live).await.unwrap());
    HISTORY.set(Some(Arc::new((String::new(), plan))));
    (live, before)
}

fn folder(url: &str) -> std::path::PathBuf {
    let file = url.trim_start_matches("sqlite://").trim_end_matches("?mode=rwc");
    std::path::Path::new(file).parent().unwrap().join("backups")
}

fn files(folder: &std::path::Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .map(|entries| entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect())
        .unwrap_or_default();
    names.sort();
    names
}

#[tokio::test]
async fn a_file_is_backed_up_before_it_loses_anything_and_can_be_restored() {
    use std::os::unix::fs::PermissionsExt as _;
    let (live, before) = about_to_drop(Engine::Sqlite).await;
    let folder = folder(&live.url);
    let (code, said) = run(&live.url, &["up"]).await;
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("  backup ") && said.contains("checked"), "{said}");
    let [name] = &files(&folder)[..] else { panic!("{:?}", files(&folder)) };
    assert!(name.starts_with("test.2") && name.ends_with("Z.before-up-m20260102_000000_after.db"), "{name}");
    let mode = |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&folder.join(name)), mode(&folder)), (0o600, 0o700));
    for command in [&["status"][..], &["history", "-v"], &["status", "--json"], &["backup", "list"]] {
        let (code, said) = run(&live.url, command).await;
        assert!(code == 0 && said.contains(name.as_str()), "{command:?}: {said}");
    }
    let (code, said) = run(&live.url, &["restore", "before-up"]).await;
    assert!(code == 2 && said.contains("--yes"), "nobody agreed: {said}");

    // A backup that was damaged is refused before anything is overwritten.
    let now = rows::read(&live).await.unwrap();
    let sound = std::fs::read(folder.join(name)).unwrap();
    let mut broken = sound.clone();
    let end = broken.len();
    broken[4096..end].iter_mut().for_each(|byte| *byte = 0xa5);
    std::fs::write(folder.join(name), &broken).unwrap();
    let (code, said) = run(&live.url, &["restore", "before-up", "--yes"]).await;
    assert!(code == 1 && said.contains("the backup is no use"), "{said}");
    assert_eq!(rows::read(&live).await.unwrap(), now);
    std::fs::write(folder.join(name), &sound).unwrap();

    let (code, said) = run(&live.url, &["restore", "before-up", "--yes"]).await;
    assert!(code == 0 && said.contains("the database is at base"), "{said}");
    assert_eq!(own(rows::read(&live).await.unwrap()), before);
    assert_eq!(files(&folder).iter().filter(|name| name.contains("before-restore")).count(), 1, "{said}");
    // What it replaced can be brought back too.
    let (code, said) = run(&live.url, &["restore", "before-restore", "--yes"]).await;
    assert!(code == 0 && said.contains("at m20260102_000000_after"), "{said}");

    let (code, said) = run(&live.url, &["backup"]).await;
    assert!(code == 0 && said.contains("at-m20260102_000000_after"), "{said}");
    let (_, said) = run(&live.url, &["backup", "prune", "--keep", "1"]).await;
    assert_eq!(files(&folder).len(), 1, "{said}");
    assert!(files(&folder)[0].contains(".at-m2026"), "the newest stays: {:?}", files(&folder));
    live.remove().await.unwrap();
}

#[tokio::test]
async fn without_a_backup_only_when_asked_for() {
    let (live, before) = about_to_drop(Engine::Sqlite).await;
    let (code, said) = run(&live.url, &["up", "--no-backup"]).await;
    assert!(code == 0 && !said.contains("archived"), "{said}");
    assert!(files(&folder(&live.url)).is_empty());
    let (code, said) = run(&live.url, &["down", "--no-backup"]).await;
    assert!(code == 0 && said.contains("does not bring back"), "{said}");
    assert_ne!(own(rows::read(&live).await.unwrap()), before);
    live.remove().await.unwrap();
}

#[tokio::test]
async fn a_value_changed_since_is_not_put_back() {
    for engine in engines::ALL {
        if !engines::runs(engine).unwrap() {
            continue;
        }
        let case = case::Case {
            before: "CREATE TABLE t (id integer PRIMARY KEY, v varchar(10)); \
                     INSERT INTO t VALUES (1, '007'), (2, '008'), (3, NULL)"
                .to_owned(),
            after: "CREATE TABLE t (id integer PRIMARY KEY, v integer)".to_owned(),
            ..case::Case::default()
        };
        let live = TestDatabase::new(engine).await.unwrap();
        let plan = plan_of(&case, engine, &live).await.unwrap();
        HISTORY.set(Some(Arc::new((String::new(), plan))));
        let (code, said) = run(&live.url, &["up"]).await;
        assert_eq!(code, 0, "{said}");
        live.run("UPDATE t SET v = 9 WHERE id = 2; INSERT INTO t (id, v) VALUES (4, 4)").await.unwrap();
        let (code, said) = run(&live.url, &["down"]).await;
        assert!(code == 0 && said.contains("put back t.v"), "{said}");
        let values = live.texts("SELECT coalesce(v, 'NULL') FROM t ORDER BY id").await.unwrap();
        assert_eq!(values, ["007", "9", "NULL", "4"], "{engine}");
        live.remove().await.unwrap();
    }
}

#[tokio::test]
async fn a_copy_inside_a_server_is_restored_and_keeps_what_it_replaces() {
    for engine in [Engine::Postgres, Engine::MySql] {
        if !engines::runs(engine).unwrap() {
            continue;
        }
        let live = TestDatabase::new(engine).await.unwrap();
        live.run(
            "CREATE TABLE parent (id integer PRIMARY KEY, name varchar(50)); \
             CREATE TABLE child (id integer PRIMARY KEY, parent_id integer NOT NULL, FOREIGN KEY (parent_id) REFERENCES parent (id)); \
             INSERT INTO parent VALUES (1, 'a'), (2, NULL); INSERT INTO child VALUES (7, 2), (8, 1);",
        )
        .await
        .unwrap();
        let (before, schema) = (own(rows::read(&live).await.unwrap()), law::schema_of(&live).await.unwrap());
        HISTORY.set(Some(Arc::new((String::new(), Plan { engine, steps: Vec::new() }))));
        let (code, said) = run(&live.url, &["backup"]).await;
        assert!(code == 0 && said.contains("2 tables, 4 rows"), "{said}");
        live.run("DELETE FROM child; UPDATE parent SET name = 'gone'; INSERT INTO parent VALUES (3, 'new')")
            .await
            .unwrap();
        assert_eq!(law::schema_of(&live).await.unwrap(), schema, "the archive is no part of the schema");
        let (code, said) = run(&live.url, &["restore", "at-base"]).await;
        assert!(code == 2 && said.contains("--yes"), "{said}");
        let (code, said) = run(&live.url, &["restore", "at-base", "--yes"]).await;
        assert!(code == 0, "{said}");
        assert_eq!(own(rows::read(&live).await.unwrap()), before, "{engine}");
        let (_, said) = run(&live.url, &["backup", "list"]).await;
        assert!(said.contains("before-restore") && said.contains("at-base"), "{said}");
        let (code, said) = run(&live.url, &["restore", "before-restore", "--yes"]).await;
        assert!(code == 0, "{said}");
        assert_ne!(own(rows::read(&live).await.unwrap()), before, "{engine}");
        live.run("ALTER TABLE parent DROP COLUMN name").await.unwrap();
        let (code, said) = run(&live.url, &["restore", "at-base", "--yes"]).await;
        assert!(code == 2 && said.contains("column parent.name"), "{said}");
        let (_, said) = run(&live.url, &["backup", "prune", "--keep", "0"]).await;
        assert!(said.contains("removed"), "{said}");
        let (_, said) = run(&live.url, &["backup", "list"]).await;
        assert!(said.contains("no backups yet"), "{said}");
        live.remove().await.unwrap();
    }
}

#[tokio::test]
async fn a_virtual_table_that_goes_is_in_the_copy_of_the_file() {
    let live = TestDatabase::new(Engine::Sqlite).await.unwrap();
    let plan = planned("virtual_tables/dropped", Engine::Sqlite, &live).await.unwrap().unwrap();
    let before = own(rows::read(&live).await.unwrap());
    HISTORY.set(Some(Arc::new((String::new(), plan))));
    let (code, said) = run(&live.url, &["up"]).await;
    assert!(code == 0 && said.contains("  backup "), "{said}");
    assert_ne!(own(rows::read(&live).await.unwrap()), before);
    let (code, said) = run(&live.url, &["restore", "before-up", "--yes"]).await;
    assert!(code == 0, "{said}");
    assert_eq!(own(rows::read(&live).await.unwrap()), before);
    live.remove().await.unwrap();
}

/// Where a way back finds rows that nothing tells from those that went, it says so and keeps what it has.
#[tokio::test]
async fn rows_without_a_key_go_back_into_an_empty_table_or_stay_archived() {
    for engine in engines::ALL {
        if !engines::runs(engine).unwrap() {
            continue;
        }
        let live = TestDatabase::new(engine).await.unwrap();
        live.run("CREATE TABLE t (v integer); INSERT INTO t VALUES (1), (2), (3)").await.unwrap();
        let leave_out = |sql: &str| step("leave rows out", sql, None, Some("rows of t"));
        for (sql, stays) in [("DELETE FROM t WHERE v = 1", true), ("DELETE FROM t", false)] {
            HISTORY.set(Some(Arc::new((String::new(), Plan { engine, steps: vec![leave_out(sql)] }))));
            let (code, said) = run(&live.url, &["up"]).await;
            assert!(code == 0 && said.contains("only if t is empty then"), "{engine}: {said}");
            let (code, said) = run(&live.url, &["down"]).await;
            assert!(code == 0 && said.contains("t is not empty") == stays, "{engine}: {said}");
            let values = live.texts("SELECT CAST(v AS char(1)) FROM t ORDER BY v").await.unwrap();
            assert_eq!(values, ["2", "3"], "{engine}: {said}");
            let (_, said) = run(&live.url, &["backup", "list"]).await;
            assert!(said.contains("the rows of t (3 rows)"), "what did not go back stays: {said}");
        }
        live.remove().await.unwrap();
    }
}

/// A step of one statement each way.
fn step(summary: &str, up: &str, down: Option<&str>, loses: Option<&str>) -> Step {
    let statement = |sql: &str| Statement { sql: sql.to_owned(), operation: None };
    Step {
        summary: summary.to_owned(),
        up: vec![statement(up)],
        down: down.map(statement).into_iter().collect(),
        rebuilds: None,
        hazards: Vec::new(),
        loses: loses.map(str::to_owned),
    }
}

/// A migration whose third step finds no table: what its first two have destroyed is archived by then.
fn stopping(engine: Engine) -> Plan {
    Plan {
        engine,
        steps: vec![
            step(
                "change t.v",
                "ALTER TABLE t MODIFY v integer",
                Some("ALTER TABLE t MODIFY v varchar(10)"),
                Some("how t.v is spelt"),
            ),
            step(
                "drop t.w",
                "ALTER TABLE t DROP COLUMN w",
                Some("ALTER TABLE t ADD COLUMN w varchar(10)"),
                Some("the values of t.w"),
            ),
            step(
                "add later.x",
                "ALTER TABLE later ADD COLUMN x integer",
                Some("ALTER TABLE later DROP COLUMN x"),
                None,
            ),
        ],
    }
}

#[tokio::test]
async fn a_migration_that_stopped_half_way_goes_on_or_turns_back_with_what_it_archived_first() {
    let engine = Engine::MySql;
    if !engines::runs(engine).unwrap() {
        return;
    }
    for turns_back in [false, true] {
        let live = TestDatabase::new(engine).await.unwrap();
        live.run(
            "CREATE TABLE t (id integer PRIMARY KEY, v varchar(10), w varchar(10)); \
             INSERT INTO t VALUES (1, '007', 'a'), (2, '008', 'b'), (3, NULL, NULL)",
        )
        .await
        .unwrap();
        HISTORY.set(Some(Arc::new((String::new(), stopping(engine)))));
        for _ in 0..2 {
            let (code, said) = run(&live.url, &["up"]).await;
            assert!(code == 1 && said.contains("add later.x"), "{said}");
        }
        if !turns_back {
            live.run("CREATE TABLE later (id integer PRIMARY KEY)").await.unwrap();
            let (code, said) = run(&live.url, &["up"]).await;
            assert_eq!(code, 0, "{said}");
            live.run("UPDATE t SET v = 9 WHERE id = 2").await.unwrap();
        }
        let (code, said) = run(&live.url, &["down"]).await;
        assert!(code == 0 && said.contains("put back"), "{said}");
        let values = live.texts("SELECT concat_ws(' ', id, v, w) FROM t ORDER BY id").await.unwrap();
        let second = if turns_back { "2 008 b" } else { "2 9 b" };
        assert_eq!(values, ["1 007 a", second, "3"], "turned back: {turns_back}\n{said}");
        live.remove().await.unwrap();
    }
}

/// Counts in two steps, with a step between them that finds no table at first.
fn counting(engine: Engine) -> Plan {
    Plan {
        engine,
        steps: vec![
            step("count one", "UPDATE t SET n = n + 1", Some("UPDATE t SET n = n - 1"), None),
            step("count elsewhere", "UPDATE later SET n = n + 1", Some("UPDATE later SET n = n - 1"), None),
            step("count ten", "UPDATE t SET n = n + 10", Some("UPDATE t SET n = n - 10"), None),
        ],
    }
}

#[tokio::test]
async fn what_stood_half_way_is_no_value_to_put_back() {
    // Elsewhere a migration of these steps is one transaction and never half done.
    let engine = Engine::MySql;
    if !engines::runs(engine).unwrap() {
        return;
    }
    let live = TestDatabase::new(engine).await.unwrap();
    live.run("CREATE TABLE t (id integer PRIMARY KEY, n integer); INSERT INTO t VALUES (1, 100)").await.unwrap();
    HISTORY.set(Some(Arc::new((String::new(), counting(engine)))));
    let value = async || live.texts("SELECT CAST(n AS char(9)) FROM t").await.unwrap();
    let (code, said) = run(&live.url, &["up"]).await;
    assert!(code == 1 && said.contains("count elsewhere"), "{said}");
    assert_eq!(value().await, ["101"], "{said}");
    let (code, said) = run(&live.url, &["down"]).await;
    assert_eq!(code, 0, "{said}");
    assert_eq!(value().await, ["100"], "{said}");
    live.run("CREATE TABLE later (n integer); INSERT INTO later VALUES (0)").await.unwrap();
    for _ in 0..2 {
        let (code, said) = run(&live.url, &["up"]).await;
        assert_eq!(code, 0, "{said}");
        assert_eq!(value().await, ["111"], "{said}");
        let (code, said) = run(&live.url, &["down"]).await;
        assert_eq!(code, 0, "{said}");
        assert_eq!(value().await, ["100"], "{said}");
    }
    live.remove().await.unwrap();
}
