//! `--sql`: one complete script on standard output that sqlite3 runs as it is.

use crate::migrator;
use crate::support::{CREATE, Family, Place, Plain, Stepped};

#[tokio::test]
async fn the_script_is_complete_and_says_what_it_does() {
    let place = Place::new();
    let said = place.run(Family, "up --sql").await.ok();
    assert_eq!(said.err, "");
    let expected = [
        "-- 3 migrations up, for SQLite. Run it with sqlite3.",
        ".bail on",
        "PRAGMA foreign_keys = ON;",
        "",
        r#"CREATE TABLE IF NOT EXISTS "seaql_migrations" ( "version" varchar NOT NULL PRIMARY KEY, "applied_at" integer NOT NULL );"#,
        "",
        "-- m20260101_000001_create",
        "BEGIN IMMEDIATE;",
        r#"INSERT INTO "seaql_migrations" ("version", "applied_at") VALUES ('m20260101_000001_create', CAST(strftime('%s', 'now') AS integer));"#,
        "-- step: create table contacts",
    ];
    assert_eq!(said.out.lines().take(expected.len()).collect::<Vec<_>>(), expected);
    let rebuilt = "-- m20260102_000001_widen_email\nPRAGMA foreign_keys = OFF;\nBEGIN IMMEDIATE;\n";
    assert!(said.out.contains(rebuilt), "{}", said.out);
    assert!(said.out.contains("COMMIT;\nPRAGMA foreign_keys = ON;\n"), "{}", said.out);
}

#[tokio::test]
async fn the_script_rebuilds_a_parent_without_losing_children() {
    let place = Place::new();
    place.run(Family, "up +1").await.ok();
    place.fill();
    let up = place.run(Family, "up --sql").await.ok().out;
    place.sqlite3(&format!("PRAGMA foreign_keys = ON;\n{up}")).ok();
    place.assert_filled();
    place.run(Family, "status").await.ok().prints("3 applied, 0 pending");
    assert!(place.ask("SELECT sql FROM sqlite_schema WHERE name = 'contacts'").contains("birthday"));

    let down = place.run(Family, "down create --sql").await.ok().out;
    place.sqlite3(&down).ok();
    place.assert_filled();
    place.run(Family, "current").await.ok().prints("m20260101_000001_create");
    assert!(place.ask("SELECT sql FROM sqlite_schema WHERE name = 'contacts'").contains("varchar(255)"));
}

#[tokio::test]
async fn a_script_that_no_longer_fits_changes_nothing() {
    let place = Place::new();
    let up = place.run(Family, "up --sql").await.ok().out;
    place.run(Family, "up").await.ok();
    place.fill();
    let down = place.run(Family, "down --sql").await.ok().out;
    let said = place.sqlite3(&up);
    assert!(said.code != 0 && said.err.contains("UNIQUE constraint failed"), "{said:?}");
    place.assert_filled();
    place.run(Family, "down").await.ok();
    let said = place.sqlite3(&down);
    assert!(said.code != 0 && said.err.contains("UNIQUE constraint failed"), "{said:?}");
    place.assert_filled();
}

#[tokio::test]
async fn nothing_to_do_is_an_empty_script() {
    let place = Place::new();
    place.run(Family, "up").await.ok();
    let said = place.run(Family, "up --sql").await.ok();
    assert_eq!(said.out, "");
}

fn awkward() -> driftline_runner::Steps {
    use driftline_runner::prelude::*;
    let quote = "it's; -- a \"quote\"\nand a line";
    Steps::new().step(
        Step::new("fill contacts;\nwith -- awkward text")
            .up(Query::insert().into_table("contacts").columns(["email"]).values_panic([quote.into()]).take())
            .up("UPDATE contacts SET email = email || '!' -- the end")
            .up("CREATE TRIGGER t AFTER INSERT ON contacts BEGIN SELECT 1; SELECT 2; END;")
            .on(DbBackend::Postgres, |branch| branch),
    )
}

migrator!(Awkward: CREATE, Stepped { name: "m20260102_000001_it's_awkward", steps: awkward });

#[tokio::test]
async fn values_comments_and_triggers_survive_the_script() {
    let (place, live) = (Place::new(), Place::new());
    place.run(Awkward, "up").await.ok();
    std::fs::create_dir_all(live.file().parent().unwrap()).unwrap();
    live.sqlite3(&live.run(Awkward, "up --sql").await.ok().out).ok();
    for query in [
        "SELECT email FROM contacts",
        "SELECT version FROM seaql_migrations",
        "SELECT sql FROM sqlite_schema WHERE name NOT LIKE 'driftline%' AND name NOT LIKE '%driftline_revisions%'",
    ] {
        assert_eq!(live.ask(query), place.ask(query));
    }
    assert_eq!(live.ask("SELECT email FROM contacts"), "it's; -- a \"quote\"\nand a line!");
}

migrator!(Own: CREATE, Plain {
    name: "m20260102_000001_vacuum",
    up: &["VACUUM"],
    down: &[],
    transaction: Some(false),
});

#[tokio::test]
async fn a_migration_without_a_transaction_stands_outside_one_in_the_script() {
    let place = Place::new();
    std::fs::create_dir_all(place.file().parent().unwrap()).unwrap();
    place.sqlite3(&place.run(Own, "up --sql").await.ok().out).ok();
    place.run(Own, "status").await.ok().prints("2 applied, 0 pending");
}

#[tokio::test]
async fn a_server_that_cannot_be_reached_gets_a_script_from_the_beginning() {
    let said = crate::support::run_on(Family, "postgres://nobody@127.0.0.1:1/none", "up --sql").await.ok();
    assert!(said.err.contains("from base"), "{said:?}");
    assert!(said.out.starts_with("-- 3 migrations up, for PostgreSQL. Run it with psql.\n\\set ON_ERROR_STOP on\n"));
    assert!(said.out.contains(r#"ALTER TABLE "contacts" ALTER COLUMN "email" TYPE varchar(320);"#), "{}", said.out);
    let down = crate::support::run_on(Family, "postgres://nobody@127.0.0.1:1/none", "down --sql").await;
    assert_eq!((down.code, down.out.as_str()), (1, ""), "what is applied there is not known");
}
