//! PRT's numbered data migrations on real legacy files of every size and variety, from the old rows to the schema of today and
//! back; killed and gone on; and what `data` does on every engine with a migration that fails.

use std::collections::BTreeSet;
use std::fs;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use driftline_runner::data::{Counts, DataMigration, Engine, Readiness, Sight, Work};
use driftline_runner::prelude::*;
use driftline_runner::{Screen, cli};
use driftline_tests::legacy::{PEOPLE, VARIETIES, Variety, build, rows};
use driftline_tests::workspace::{Bare, program};
use driftline_tests::{TestDatabase, engines};
use sea_orm::DatabaseConnection;

use crate::verify::Kept;

/// The list of migrations that the built programs have.
const REGISTRY: &str = "mod m20261122_212409_initial_schema;\npub struct Migrator;\nimpl MigratorTrait for Migrator {\n    \
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {\n        vec![\n            \
    Box::new(m20261122_212409_initial_schema::Migration),\n        ]\n    }\n}\n";

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// Runs a program that must end with this code, and gives what it said.
fn run(bare: &Bare, name: &str, arguments: &[&str], code: i32) -> String {
    let output = bare.run(name, arguments).unwrap();
    assert_eq!(output.status.code(), Some(code), "{name} {arguments:?}\n{}", said(&output));
    said(&output)
}

async fn open(bare: &Bare) -> DatabaseConnection {
    let path = bare.folder().join("data.db");
    sea_orm::Database::connect(format!("sqlite://{}", path.display())).await.unwrap()
}

async fn set(connection: &DatabaseConnection, sql: &str) -> BTreeSet<String> {
    rows(connection, sql).await.unwrap().into_iter().collect()
}

/// The pairings of contact and value, as the old rows have them. Written apart from the migration's own questions.
async fn old_pairings(connection: &DatabaseConnection, column: &str, variety: Variety) -> BTreeSet<String> {
    if variety == Variety::Converted {
        return BTreeSet::new();
    }
    let all = format!(
        "SELECT json_array(r.contact_id, r.{column}) FROM relationships r JOIN contacts c ON c.id = r.contact_id \
         WHERE r.{column} IS NOT NULL"
    );
    let mut found = set(connection, &all).await;
    if variety == Variety::Tags {
        let (join, key, table, value) = if column == "tag" {
            ("relationship_tags", "tag_id", "tags", "name")
        } else {
            ("relationship_notes", "note_id", "notes", "content")
        };
        let half = format!(
            "SELECT json_array(c.id, t.{value}) FROM {join} j, {table} t, relationships r, contacts c \
             WHERE t.id = CAST(j.{key} AS integer) AND r.id = CAST(j.relationship_id AS integer) AND c.id = r.contact_id"
        );
        found.extend(set(connection, &half).await);
    }
    found
}

async fn new_pairings(connection: &DatabaseConnection, column: &str) -> Vec<String> {
    let (join, key, table, value) = if column == "tag" {
        ("relationship_tags", "tag_id", "tags", "name")
    } else {
        ("relationship_notes", "note_id", "notes", "content")
    };
    let all = format!(
        "SELECT json_array(r.contact_id, t.{value}) FROM relationships r JOIN {join} j ON j.relationship_id = r.id \
         JOIN {table} t ON t.id = j.{key}"
    );
    rows(connection, &all).await.unwrap()
}

/// Every row of the legacy tables, with ids.
async fn everything(connection: &DatabaseConnection, variety: Variety) -> Vec<String> {
    let mut tables = vec![("contacts", "id, name, email".to_owned())];
    if variety == Variety::Contacts {
        tables.push(("contacts", "id, phone, created_at, updated_at".to_owned()));
    }
    let people: Vec<String> = PEOPLE.iter().map(|name| format!("\"{name}\"")).collect();
    tables.push(("people", format!("id, {}", people.join(", "))));
    tables.push((
        "relationships",
        if variety == Variety::Converted { "id, contact_id" } else { "id, contact_id, tag, note" }.to_owned(),
    ));
    if variety == Variety::Tags {
        tables.extend([
            ("tags", "id, name".to_owned()),
            ("notes", "id, title, content".to_owned()),
            ("relationship_tags", "relationship_id, tag_id".to_owned()),
            ("relationship_notes", "relationship_id, note_id".to_owned()),
        ]);
    }
    let mut all = Vec::new();
    for (table, columns) in tables {
        all.extend(
            rows(connection, &format!("SELECT '{table}' || json_array({columns}) FROM {table} ORDER BY rowid"))
                .await
                .unwrap(),
        );
    }
    let schema = "SELECT name || ': ' || group_concat(c, ', ') FROM (SELECT s.name, p.name AS c FROM sqlite_schema s, \
                  pragma_table_info(s.name) p WHERE s.type = 'table' AND s.name NOT LIKE 'driftline%' \
                  AND s.name NOT LIKE 'sqlite%' AND s.name <> 'seaql_migrations' ORDER BY s.name, p.cid) GROUP BY name";
    all.extend(rows(connection, schema).await.unwrap());
    all
}

/// From the old rows to the schema of today and back, and there again.
async fn adopted(contacts: u32, variety: Variety) {
    let bare = Bare::with_registry(REGISTRY).unwrap();
    let connection = build(&bare.folder().join("data.db"), contacts, variety).await.unwrap();
    let before = everything(&connection, variety).await;
    let (tags, notes) =
        (old_pairings(&connection, "tag", variety).await, old_pairings(&connection, "note", variety).await);
    let strays = match variety {
        Variety::Converted => Vec::new(),
        _ => {
            let sql = "SELECT json_array(id, contact_id, tag, note) FROM relationships \
                       WHERE contact_id IS NULL OR NOT EXISTS (SELECT 1 FROM contacts c WHERE c.id = contact_id) ORDER BY id";
            rows(&connection, sql).await.unwrap()
        }
    };
    connection.close().await.unwrap();

    let told = run(&bare, "migration", &["data", "run", "--all", "--dry-run"], 2);
    assert!(told.contains("nothing was run") && told.contains(&format!("{contacts} contacts")), "{told}");
    let told = run(&bare, "migration", &["data", "run", "--all"], 2);
    assert!(told.contains("not run, for the reasons above: 004_create_initial_migration"), "{told}");
    assert!(told.contains("`cargo xtask push` brings it there"), "{told}");
    if !strays.is_empty() {
        let kept = format!("{} rows of no known contact are kept in driftline_quarantine_relationships", strays.len());
        assert!(told.contains(&kept), "{told}");
    }

    let connection = open(&bare).await;
    if variety != Variety::Converted {
        for (column, wanted) in [("tag", &tags), ("note", &notes)] {
            let found = new_pairings(&connection, column).await;
            assert_eq!(found.len(), wanted.len(), "each pairing of contact and {column} is there once");
            assert!(found.into_iter().collect::<BTreeSet<_>>() == *wanted, "pairings of contact and {column} differ");
        }
        let kept = "SELECT json_array(id, contact_id, tag, note) FROM driftline_quarantine_relationships ORDER BY id";
        assert_eq!(rows(&connection, kept).await.unwrap(), strays);
        let doubled = "SELECT CAST(contact_id AS text) FROM relationships GROUP BY contact_id HAVING count(*) > 1";
        assert_eq!(rows(&connection, doubled).await.unwrap(), [""; 0]);
        let untitled = "SELECT title FROM notes WHERE trim(title) = '' OR length(title) > 255";
        assert_eq!(rows(&connection, untitled).await.unwrap(), [""; 0]);
    }
    connection.close().await.unwrap();
    assert!(run(&bare, "migration", &["data", "run", "002"], 0).contains("already"));
    let status = run(&bare, "migration", &["data", "status"], 0);
    assert!(status.contains("pending        004") && status.contains("before-data-005"), "{status}");

    // The way back, the last one first.
    for number in ["005", "003", "002", "001"] {
        run(&bare, "migration", &["data", "rollback", number], 0);
    }
    let connection = open(&bare).await;
    assert!(everything(&connection, variety).await == before, "the old rows are not what they were ({variety:?})");
    connection.close().await.unwrap();

    // There again, and on to the schema of today.
    run(&bare, "migration", &["data", "run", "--all"], 2);
    let told = run(&bare, "driftline", &["push"], 2);
    assert!(told.contains("--yes"), "{told}");
    let told = run(&bare, "driftline", &["push", "--yes"], 0);
    assert!(told.contains("before-push") && told.contains("is what the entities declare"), "{told}");
    assert!(run(&bare, "driftline", &["push", "--yes"], 0).contains("Nothing to push"));
    run(&bare, "migration", &["stamp", "head"], 0);
    run(&bare, "driftline", &["check"], 0);
    assert!(run(&bare, "migration", &["data", "run", "004"], 0).contains("recorded already"));
    run(&bare, "migration", &["--database-url", "sqlite://fresh.db?mode=rwc", "up"], 0);
    let told = run(&bare, "driftline", &["diff", "--from", "sqlite://data.db", "--to", "sqlite://fresh.db"], 0);
    // A unique constraint that somebody made without a name keeps lacking one: to SQLite it is the same.
    let unnamed =
        "relationships\n  - unique (contact_id)\n  + unique relationships_contact_id_key (contact_id)\n\nsteps:";
    let same = if variety == Variety::Converted { unnamed } else { "No differences" };
    assert!(told.starts_with(same), "{told}");
    if variety != Variety::Converted {
        let told = run(&bare, "migration", &["data", "rollback", "002"], 2);
        assert!(told.contains("stamped"), "{told}");
        let status = run(&bare, "migration", &["data", "status"], 0);
        assert!(status.contains("done           002"), "a refusal changes nothing: {status}");
    }
    // From here up and down work as anywhere, and what down takes up brings back.
    run(&bare, "migration", &["down"], 0);
    run(&bare, "migration", &["up"], 0);
    run(&bare, "driftline", &["check"], 0);
    let connection = open(&bare).await;
    if variety != Variety::Converted {
        assert!(new_pairings(&connection, "tag").await.into_iter().collect::<BTreeSet<_>>() == tags);
        assert!(new_pairings(&connection, "note").await.into_iter().collect::<BTreeSet<_>>() == notes);
    }
    let people = "SELECT raw_data FROM people WHERE id = 10";
    assert_eq!(
        rows(&connection, people).await.unwrap(),
        ["{\"ageRange\":12.50,\"etag\":\"é\\\"q\",\"names\":[{\"value\":\"10\",\"gone\":null}]}"]
    );
    let timeless = "SELECT name FROM contacts WHERE created_at IS NULL OR updated_at IS NULL";
    assert_eq!(rows(&connection, timeless).await.unwrap(), [""; 0]);
    connection.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_contacts_are_adopted_whatever_was_done_by_hand() {
    for variety in VARIETIES {
        adopted(10, variety).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn five_thousand_contacts_are_adopted_whatever_was_done_by_hand() {
    for variety in VARIETIES {
        adopted(5_000, variety).await;
    }
}

/// How many contacts the great run has; without it there is none.
const MANY: &str = "DRIFTLINE_MANY_CONTACTS";

/// Takes minutes with 200,000: docs/data-migrations.md says how to ask for it.
#[tokio::test(flavor = "multi_thread")]
async fn as_many_contacts_as_asked_for_are_adopted() {
    match std::env::var(MANY) {
        Ok(many) => adopted(many.parse().expect("a number of contacts"), Variety::Plain).await,
        Err(_) => eprintln!("{MANY} is not set: no great run"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_baseline_creates_an_empty_database_and_stamps_a_finished_one() {
    let bare = Bare::with_registry(REGISTRY).unwrap();
    let told = run(&bare, "migration", &["data", "run", "004"], 0);
    assert!(told.contains("create table contacts") && told.contains("verified"), "{told}");
    run(&bare, "driftline", &["check"], 0);
    assert!(run(&bare, "migration", &["data", "rollback", "004"], 1).contains("down base"));
    run(&bare, "migration", &["stamp", "base", "--force"], 0);
    let connection = open(&bare).await;
    connection.execute_unprepared("DELETE FROM driftline_data").await.unwrap();
    connection.execute_unprepared("DELETE FROM driftline_data_step").await.unwrap();
    connection.close().await.unwrap();
    let told = run(&bare, "migration", &["data", "run", "004"], 0);
    assert!(told.contains("record every migration as applied"), "{told}");
    assert!(run(&bare, "migration", &["current"], 0).contains("(head)"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_that_is_killed_goes_on_and_does_nothing_twice() {
    let bare = Bare::with_registry(REGISTRY).unwrap();
    let connection = build(&bare.folder().join("data.db"), 5_000, Variety::Plain).await.unwrap();
    let tags = old_pairings(&connection, "tag", Variety::Plain).await;
    let notes = old_pairings(&connection, "note", Variety::Plain).await;
    connection.close().await.unwrap();
    let mut kills = 0;
    for wait in (0..400_u64).map(|number| 4 + number * 3 % 71) {
        let mut child = Command::new(program("migration").unwrap())
            .args(["data", "run", "002", "--batch", "40"])
            .current_dir(bare.folder())
            .env_remove("DATABASE_URL")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(wait));
        match child.try_wait().unwrap() {
            Some(status) => {
                assert!(status.success());
                break;
            }
            None => {
                child.kill().unwrap();
                child.wait().unwrap();
                kills += 1;
            }
        }
    }
    assert!(kills >= 5, "only {kills} kills");
    let told = run(&bare, "migration", &["data", "run", "002"], 0);
    let status = run(&bare, "migration", &["data", "status"], 0);
    assert!(status.contains("done           002"), "{told}{status}");
    let connection = open(&bare).await;
    for (column, wanted) in [("tag", &tags), ("note", &notes)] {
        let found = new_pairings(&connection, column).await;
        assert_eq!(found.len(), wanted.len(), "after {kills} kills");
        assert!(found.into_iter().collect::<BTreeSet<_>>() == *wanted);
    }
    connection.close().await.unwrap();
    let backups = fs::read_dir(bare.folder().join("backups")).unwrap().count();
    assert!(backups >= 1);
}

#[test]
fn a_new_one_is_written_and_listed() {
    let bare = Bare::with_registry(REGISTRY).unwrap();
    let list = bare.folder().join("migration/src/data.rs");
    let told = run(&bare, "migration", &["data", "new", "tidy phones"], 1);
    assert!(told.contains("data.rs"), "{told}");
    fs::write(&list, "mod d001_x;\n\npub fn migrations() {}\n").unwrap();
    let told = run(&bare, "migration", &["data", "new", "tidy phones"], 2);
    assert!(told.contains("mod d006_tidy_phones;") && told.contains("nothing was written"), "{told}");
    let marked = "mod d001_x;\n// New data migrations go above this line.\n\nvec![\n    a,\n    // New data migrations go above this line.\n]\n";
    fs::write(&list, marked).unwrap();
    run(&bare, "migration", &["data", "new", "Tidy phones"], 0);
    let text = fs::read_to_string(&list).unwrap();
    assert!(
        text.contains("mod d006_tidy_phones;\n// New")
            && text.contains("    Box::new(d006_tidy_phones::Migration),\n    // New"),
        "{text}"
    );
    let file = fs::read_to_string(bare.folder().join("migration/src/data/d006_tidy_phones.rs")).unwrap();
    assert!(file.contains("\"006_tidy_phones\"") && file.contains("it is not written yet"), "{file}");
    assert!(run(&bare, "migration", &["data", "new", "-"], 2).contains("gives no name"));
}

/// Doubles each number, and fails in the middle as long as a table says so.
struct Doubles;

#[async_trait::async_trait]
impl DataMigration for Doubles {
    fn name(&self) -> &str {
        "001_double"
    }

    fn summary(&self) -> &str {
        "each number is doubled"
    }

    async fn precondition(&self, sight: &Sight<'_>) -> Result<Readiness, DbErr> {
        Ok(if sight.has_table("numbers").await? {
            Readiness::Ready
        } else {
            Readiness::Refused("no numbers".to_owned())
        })
    }

    async fn counts(&self, sight: &Sight<'_>) -> Result<Counts, DbErr> {
        Ok(Counts::default().with("numbers", sight.count("numbers").await?).with(
            "sum",
            match sight.engine() {
                // A sum of whole numbers is a decimal there.
                Engine::Postgres => sight.number("SELECT CAST(sum(n) AS bigint) FROM numbers").await?,
                Engine::MySql => sight.number("SELECT CAST(sum(n) AS signed) FROM numbers").await?,
                Engine::Sqlite => sight.number("SELECT sum(n) FROM numbers").await?,
            },
        ))
    }

    async fn up(&self, work: &mut Work<'_>) -> Result<(), DbErr> {
        work.by_key("double", "numbers", "id", |low, high| {
            vec![
                format!("UPDATE numbers SET n = n * 2 WHERE id > {low} AND id <= {high}"),
                // A portion that touches the bad row breaks the key of this table.
                format!("INSERT INTO refused (id) SELECT bad FROM bad WHERE bad > {low} AND bad <= {high}"),
            ]
        })
        .await
    }

    async fn down(&self, work: &mut Work<'_>) -> Result<(), DbErr> {
        work.by_key("halve", "numbers", "id", |low, high| {
            vec![format!("UPDATE numbers SET n = n / 2 WHERE id > {low} AND id <= {high}")]
        })
        .await
    }

    async fn verify(&self, _sight: &Sight<'_>, before: &Counts, after: &Counts) -> Result<Vec<String>, DbErr> {
        let holds = before.get("sum") * 2 == after.get("sum");
        Ok(if holds { Vec::new() } else { vec![format!("{} became {}", before.get("sum"), after.get("sum"))] })
    }
}

/// No schema history.
struct Nothing;

impl MigratorTrait for Nothing {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        Vec::new()
    }
}

async fn data(url: &str, arguments: &[&str]) -> (u8, String) {
    let out = Kept::default();
    let screen = Screen::captured(out.clone(), out.clone());
    let line: Vec<&str> = ["migration", "-u", url, "data"].into_iter().chain(arguments.iter().copied()).collect();
    let code = cli::run_with_data(Nothing, vec![Box::new(Doubles)], line, "sqlite::memory:", screen).await;
    let said = String::from_utf8(out.0.lock().unwrap().clone()).unwrap();
    (code, said)
}

#[tokio::test]
async fn a_failure_is_recorded_and_the_next_run_goes_on_from_there_on_every_engine() {
    for engine in engines::ALL {
        if !engines::runs(engine).unwrap() {
            continue;
        }
        let live = TestDatabase::new(engine).await.unwrap();
        let (code, told) = data(&live.url, &["run", "1"]).await;
        assert!(code == 2 && told.contains("no numbers"), "{told}");
        live.run(
            "CREATE TABLE numbers (id bigint PRIMARY KEY, n bigint NOT NULL); CREATE TABLE bad (bad bigint PRIMARY KEY); \
             CREATE TABLE refused (id bigint PRIMARY KEY); INSERT INTO bad VALUES (70); INSERT INTO refused VALUES (70);",
        )
        .await
        .unwrap();
        let all: Vec<String> = (1..=100).map(|id| format!("({id}, {id})")).collect();
        live.run(&format!("INSERT INTO numbers VALUES {}", all.join(", "))).await.unwrap();
        let sum = match engine {
            Engine::Sqlite => "SELECT sum(n) FROM numbers",
            _ => "SELECT CAST(sum(n) AS char(20)) FROM numbers",
        };
        let total = async || -> i64 {
            match engine {
                Engine::Sqlite => live.number(sum).await.unwrap(),
                _ => live.texts(sum).await.unwrap()[0].trim().parse().unwrap(),
            }
        };
        let (code, told) = data(&live.url, &["run", "001", "--batch", "10", "--no-backup"]).await;
        assert!(code == 1 && told.contains("step `double` failed"), "{engine}: {told}");
        let (_, told) = data(&live.url, &["status"]).await;
        assert!(told.contains("failed         001_double") && told.contains("step `double` failed"), "{told}");
        assert_eq!(total().await, (1..=100).sum::<i64>() + (1..=60).sum::<i64>(), "{engine}: six portions are done");
        let (code, told) = data(&live.url, &["rollback", "001"]).await;
        assert!(code == 1 && told.contains("half way"), "{told}");
        live.run("DELETE FROM refused").await.unwrap();
        let (code, told) = data(&live.url, &["run", "001", "--batch", "10"]).await;
        assert!(code == 0 && told.contains("going on behind 60 of 100 rows"), "{engine}: {told}");
        assert!(told.contains("backup ") && told.contains("100 numbers, 10100 sum"), "{told}");
        let (code, told) = data(&live.url, &["rollback", "001", "--batch", "33"]).await;
        assert!(code == 0 && told.contains("rolled back"), "{told}");
        assert_eq!(total().await, (1..=100).sum::<i64>());
        let (_, told) = data(&live.url, &["status"]).await;
        assert!(told.contains("pending"), "{told}");
        live.remove().await.unwrap();
    }
}
