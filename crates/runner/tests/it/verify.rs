//! `verify`: honest histories hold, dishonest ones are told with what they lost. On SQLite always; on PostgreSQL and MariaDB
//! where the environment names a server.

use driftline_runner::prelude::*;

use crate::migrator;
use crate::support::{BIRTHDAY, CREATE, Family, Place, Plain, Said, Stepped};

/// The engines that there are here, by the words of `--engine`.
fn engines() -> Vec<&'static str> {
    let mut engines = vec!["sqlite"];
    for (engine, variable) in [("postgres", "DRIFTLINE_TEST_POSTGRES"), ("mysql", "DRIFTLINE_TEST_MYSQL")] {
        match std::env::var(variable) {
            Ok(url) if !url.is_empty() => engines.push(engine),
            _ => println!("skipped: verify on {engine}: {variable} names no server"),
        }
    }
    engines
}

/// Verifies on every engine, one after the other.
async fn on_each<M: MigratorTrait + Copy>(migrator: M, arguments: &str) -> Vec<Said> {
    let mut said = Vec::new();
    for engine in engines() {
        let line = format!("verify --engine {engine} {arguments}");
        said.push(Place::new().run(migrator, &line).await);
    }
    said
}

/// Insists that every engine says that it does not hold, with all these words.
#[track_caller]
fn fails(said: Vec<Said>, words: &[&str]) {
    for said in said {
        assert_eq!(said.code, 2, "{said:#?}");
        for word in words {
            assert!(said.out.contains(word), "no `{word}` in\n{}\n{}", said.out, said.err);
        }
    }
}

const CONTACTS: Plain = Plain {
    name: "m20260101_000001_contacts",
    up: &[
        "CREATE TABLE contacts (id integer NOT NULL PRIMARY KEY, email varchar(255) NOT NULL, phone varchar(50))",
        "CREATE TABLE notes (id integer NOT NULL PRIMARY KEY, contact_id integer NOT NULL, \
         CONSTRAINT fk_notes_contact FOREIGN KEY (contact_id) REFERENCES contacts (id) ON DELETE CASCADE)",
    ],
    down: &["DROP TABLE notes", "DROP TABLE contacts"],
    transaction: None,
};

#[tokio::test]
async fn an_honest_history_holds() {
    let place = Place::new();
    let said = place.run(Family, "verify --engine sqlite").await.ok();
    for line in
        ["SQLite", "holds  m20260101_000001_create", "2 tables, 8 rows", "3 migrations verified on SQLite: all hold"]
    {
        assert!(said.out.contains(line), "no `{line}` in {}", said.out);
    }
    assert!(!place.file().exists(), "the project's own database is not touched");
}

migrator!(ForgetsIndex: CONTACTS, Plain {
    name: "m20260102_000001_nick",
    up: &["ALTER TABLE contacts ADD COLUMN nick varchar(20)", "CREATE INDEX ix_contacts_email ON contacts (email)"],
    down: &["ALTER TABLE contacts DROP COLUMN nick"],
    transaction: None,
});

#[tokio::test]
async fn a_down_that_forgets_an_index_is_told() {
    fails(
        on_each(ForgetsIndex, "").await,
        &["fails  m20260102_000001_nick", "down does not bring back the schema", "contacts", "ix_contacts_email"],
    );
}

const FORGETS_VALUES: [&str; 2] =
    ["ALTER TABLE contacts DROP COLUMN phone", "ALTER TABLE contacts ADD COLUMN phone varchar(50)"];

fn drops_phone() -> Step {
    Step::new("drop column contacts.phone").up(FORGETS_VALUES[0]).down(FORGETS_VALUES[1])
}

migrator!(LosesValues: CONTACTS, Stepped { name: "m20260102_000001_phone", steps: || Steps::new().step(drops_phone()) });
migrator!(SaysSo: CONTACTS, Stepped {
    name: "m20260102_000001_phone",
    steps: || Steps::new().step(drops_phone().loses("the values of contacts.phone")),
});
migrator!(SaysNothing: CONTACTS, Stepped {
    name: "m20260102_000001_phone",
    steps: || Steps::new().step(drops_phone().loses("old phones")),
});

#[tokio::test]
async fn a_silent_loss_is_told_and_a_declared_one_holds() {
    fails(
        on_each(LosesValues, "").await,
        &[
            "the values of contacts.phone are not what they were",
            ".loses(\"the values of contacts.phone\")",
            "before  id ",
            "1 of 2 runs fail",
        ],
    );
    for said in on_each(SaysSo, "").await {
        said.ok().prints("all hold");
    }
}

#[tokio::test]
async fn a_loss_that_names_no_table_excuses_nothing() {
    fails(
        on_each(SaysNothing, "").await,
        &["says it loses `old phones`, which names no table", "contacts.phone are not"],
    );
}

migrator!(CannotRunOnRows: CONTACTS, Plain {
    name: "m20260102_000001_fax",
    up: &["CREATE TABLE checked (n integer NOT NULL)", "INSERT INTO checked SELECT CASE WHEN id > 0 THEN NULL END FROM contacts"],
    down: &["DROP TABLE checked"],
    transaction: None,
}, BIRTHDAY);

#[tokio::test]
async fn a_migration_that_fails_on_rows_is_told_with_advice() {
    fails(
        on_each(CannotRunOnRows, "").await,
        &["m20260102_000001_fax failed going up", "--fill", "--last N", "checked"],
    );
    for said in on_each(CannotRunOnRows, "--last 1").await {
        said.ok().prints("1 migration verified");
    }
}

migrator!(Created: CREATE);

#[tokio::test]
async fn the_report_is_data_too() {
    let said = Place::new().run(Created, "verify --engine sqlite --json").await.ok();
    let report: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(report["holds"], true);
    assert_eq!(report["engines"][0]["engine"], "sqlite");
    let migration = &report["engines"][0]["migrations"][0];
    assert_eq!(migration["revision"], "m20260101_000001_create");
    assert_eq!((&migration["tables"], &migration["rows"]), (&2.into(), &8.into()));
    assert_eq!(migration["times"].as_array().unwrap().len(), 3);
}

#[tokio::test]
async fn an_engine_without_a_server_fails_and_says_how_to_get_one() {
    if std::env::var("DRIFTLINE_TEST_POSTGRES").is_ok() {
        return;
    }
    let said = Place::new().run(Created, "verify --engine postgres").await.refused(1, "--scratch-url postgres://");
    assert!(said.err.contains("DRIFTLINE_TEST_POSTGRES") && said.err.contains("[verify]"), "{said:?}");
}
