//! The real case: a legacy PRT file with 5,000 contacts and awkward values. `check` lists what differs, and the script of
//! `diff` takes it to the entities' schema with every contact and person kept.

use std::process::Command;

use driftline_tests::legacy::PEOPLE;
use driftline_tests::workspace::Bare;
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, Statement};

const REGISTRY: &str = "pub struct Migrator;\nimpl MigratorTrait for Migrator {\n    fn migrations() -> Vec<Box<dyn MigrationTrait>> {\n        vec![]\n    }\n}\n";

const CONTACTS: u32 = 5_000;

/// Names a contact book holds: quotes, other scripts, doubles, long ones.
fn name(id: u32) -> String {
    match id % 7 {
        0 => format!("O'Brien \"{id}\""),
        1 => format!("Zoë Łukasiewicz {id}"),
        2 => "Same Name".to_owned(),
        3 => format!("山田 太郎 {id}"),
        4 => format!("-- {id}; DROP TABLE contacts"),
        5 => format!("  spaces {id}  "),
        _ => format!("Контакт\n{id}"),
    }
}

async fn legacy(path: &str) -> DatabaseConnection {
    let connection = Database::connect(format!("sqlite://{path}?mode=rwc")).await.unwrap();
    let columns: Vec<String> = PEOPLE.iter().map(|name| format!("\"{name}\" TEXT")).collect();
    connection
        .execute_unprepared(&format!(
            "CREATE TABLE contacts (id INTEGER PRIMARY KEY, name TEXT, email TEXT);
             CREATE TABLE relationships (id INTEGER PRIMARY KEY, contact_id INTEGER, tag TEXT, note TEXT);
             CREATE TABLE people (id INTEGER PRIMARY KEY, {});",
            columns.join(", ")
        ))
        .await
        .unwrap();
    connection.execute_unprepared("BEGIN").await.unwrap();
    for id in 1..=CONTACTS {
        let email = (id % 3 != 0).then(|| format!("c{id}@example.org"));
        execute(&connection, "INSERT INTO contacts VALUES (?, ?, ?)", [id.into(), name(id).into(), email.into()]).await;
        for part in 0..(id % 4) {
            let contact = if id % 97 == 0 {
                None
            } else if id % 89 == 0 {
                Some(id + 1_000_000)
            } else {
                Some(id)
            };
            let note = if id % 1000 == 1 { "n".repeat(100_000) } else { format!("note {part} of it's {id}") };
            execute(
                &connection,
                "INSERT INTO relationships (contact_id, tag, note) VALUES (?, ?, ?)",
                [contact.into(), (part != 1).then(|| format!("tag{part}")).into(), note.into()],
            )
            .await;
        }
        if id % 5 == 0 {
            let json = format!("[{{\"value\":\"{id}\"}}]");
            execute(
                &connection,
                "INSERT INTO people (id, names, etag) VALUES (?, ?, ?)",
                [id.into(), json.into(), "é".into()],
            )
            .await;
        }
    }
    connection.execute_unprepared("COMMIT").await.unwrap();
    connection
}

async fn execute(connection: &DatabaseConnection, sql: &str, values: [sea_orm::Value; 3]) {
    let statement = Statement::from_sql_and_values(connection.get_database_backend(), sql, values);
    connection.execute_raw(statement).await.unwrap();
}

async fn rows(connection: &DatabaseConnection, sql: &str) -> Vec<(i64, Option<String>, Option<String>)> {
    let statement = Statement::from_string(connection.get_database_backend(), sql.to_owned());
    let rows = connection.query_all_raw(statement).await.unwrap();
    rows.iter()
        .map(|row| {
            (row.try_get_by_index(0).unwrap(), row.try_get_by_index(1).unwrap(), row.try_get_by_index(2).unwrap())
        })
        .collect()
}

fn shell(bare: &Bare, script: &str) -> Option<String> {
    use std::io::Write as _;
    let mut child = Command::new("sqlite3")
        .arg(bare.folder().join("data.db"))
        .stdin(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .ok()?;
    child.stdin.take().unwrap().write_all(script.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    Some(String::from_utf8_lossy(&output.stderr).into_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_legacy_contact_book_keeps_every_contact_and_person() {
    let bare = Bare::with_registry(REGISTRY).unwrap();
    let path = bare.folder().join("data.db").display().to_string();
    let connection = legacy(&path).await;
    let contacts = rows(&connection, "SELECT id, name, email FROM contacts ORDER BY id").await;
    let people = rows(&connection, "SELECT id, NULL, NULL FROM people ORDER BY id").await;
    connection.close().await.unwrap();

    let check = bare.run("driftline", &["check"]).unwrap();
    let said = String::from_utf8_lossy(&check.stdout).into_owned();
    assert_eq!(check.status.code(), Some(2), "{said}{}", String::from_utf8_lossy(&check.stderr));
    for piece in [
        "+ table tags",
        "+ table notes",
        "+ table relationship_tags",
        "+ table relationship_notes",
        "name text",
        "varchar(255)",
        "not null",
        "+ phone varchar(50)",
        "+ raw_data text",
        "- addresses",
        "foreign key",
        "relationships",
        "loses-rows",
    ] {
        assert!(said.contains(piece), "check does not say {piece:?}:\n{said}");
    }

    let sides = ["diff", "--from", "sqlite://data.db", "--to", "entities", "--sql"];
    let output = bare.run("driftline", &sides).unwrap();
    let script = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(script.contains("-- hazard: loses-rows relationships"), "{}", &script[..script.len().min(4000)]);
    let Some(complaints) = shell(&bare, &script) else {
        println!("skipped: the sqlite3 shell is not installed");
        return;
    };
    assert_eq!(complaints, "", "the script failed");

    let connection = Database::connect(format!("sqlite://{path}")).await.unwrap();
    assert_eq!(rows(&connection, "SELECT id, name, email FROM contacts ORDER BY id").await, contacts);
    assert_eq!(rows(&connection, "SELECT id, NULL, NULL FROM people ORDER BY id").await, people);
    let missing =
        rows(&connection, "SELECT count(*), NULL, NULL FROM contacts WHERE created_at IS NULL OR updated_at IS NULL")
            .await;
    assert_eq!(missing[0].0, 0);
    connection.close().await.unwrap();
    let again = bare.run("driftline", &sides).unwrap();
    assert_eq!(String::from_utf8_lossy(&again.stdout), "", "{}", String::from_utf8_lossy(&again.stderr));
    let check = bare.run("driftline", &["check"]).unwrap();
    assert_eq!(check.status.code(), Some(0), "{}", String::from_utf8_lossy(&check.stdout));
}
