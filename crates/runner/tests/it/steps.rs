//! Steps by themselves: on plain pools as applications and sea-orm-cli use them, and inside transactions.

use driftline_runner::prelude::*;
use sea_orm::TransactionTrait;

use crate::migrator;
use crate::support::{CREATE, Family, Place, Plain, Stepped, number, rebuild};

#[tokio::test]
async fn a_stock_migrator_rebuilds_a_parent_without_losing_children() {
    for connections in [1, 5] {
        let place = Place::new();
        let db = place.app(connections).await;
        Family::up(&db, Some(1)).await.unwrap();
        place.fill();
        Family::up(&db, None).await.unwrap();
        place.assert_filled();
        assert!(place.ask("SELECT sql FROM sqlite_schema WHERE name = 'contacts'").contains("varchar(320)"));
        for _ in 0..connections {
            assert_eq!(number(&db, "PRAGMA foreign_keys").await, 1, "settings are back, pool of {connections}");
        }
        Family::down(&db, Some(2)).await.unwrap();
        place.assert_filled();
        assert!(place.ask("SELECT sql FROM sqlite_schema WHERE name = 'contacts'").contains("varchar(255)"));
        assert_eq!(place.recorded(), "m20260101_000001_create");
    }
}

fn half_way() -> Steps {
    Steps::new()
        .step(
            Step::new("add column contacts.fax")
                .up(Table::alter().table("contacts").add_column(ColumnDef::new("fax").string()))
                .down(Table::alter().table("contacts").drop_column("fax")),
        )
        .step(Step::new("add column nowhere.x").up(r#"ALTER TABLE "nowhere" ADD COLUMN "x" text"#))
}

fn half_way_rebuild() -> Steps {
    Steps::new().step(Step::new("rebuild contacts").on(DbBackend::Sqlite, |branch| {
        let branch = rebuild("text").into_iter().fold(branch.rebuilds("contacts"), Branch::up);
        branch.up("SELECT * FROM nowhere")
    }))
}

migrator!(HalfWay: CREATE, Stepped { name: "m20260102_000001_half", steps: half_way });
migrator!(HalfWayRebuild: CREATE, Stepped { name: "m20260102_000001_half_rebuild", steps: half_way_rebuild });

#[tokio::test]
async fn a_failure_on_a_plain_pool_leaves_nothing_behind() {
    let place = Place::new();
    let db = place.app(3).await;
    let error = HalfWay::up(&db, None).await.unwrap_err().to_string();
    assert!(error.contains("step `add column nowhere.x`") && error.contains(r#"ALTER TABLE "nowhere""#), "{error}");
    assert!(error.contains("no such table: nowhere"), "{error}");
    assert!(!place.ask("SELECT sql FROM sqlite_schema WHERE name = 'contacts'").contains("fax"));
    assert_eq!(place.recorded(), "m20260101_000001_create");
}

#[tokio::test]
async fn a_failing_rebuild_on_a_plain_pool_restores_data_and_settings() {
    let place = Place::new();
    let db = place.app(2).await;
    HalfWayRebuild::up(&db, Some(1)).await.unwrap();
    place.fill();
    assert!(HalfWayRebuild::up(&db, None).await.is_err());
    place.assert_filled();
    for _ in 0..4 {
        assert_eq!(number(&db, "PRAGMA foreign_keys").await, 1);
    }
}

#[tokio::test]
async fn settings_that_were_off_stay_off() {
    let place = Place::new();
    let db = place.app(1).await;
    db.execute_unprepared("PRAGMA foreign_keys = OFF").await.unwrap();
    Family::up(&db, None).await.unwrap();
    assert_eq!(number(&db, "PRAGMA foreign_keys").await, 0);
}

#[tokio::test]
async fn a_rebuild_in_an_applications_transaction_says_what_to_do() {
    let place = Place::new();
    let db = place.app(1).await;
    Family::up(&db, Some(1)).await.unwrap();
    place.fill();
    let transaction = db.begin().await.unwrap();
    let error = Family::up(&transaction, None).await.unwrap_err().to_string();
    assert!(error.contains("rebuilding contacts") && error.contains("PRAGMA foreign_keys = OFF"), "{error}");
    transaction.rollback().await.unwrap();
    place.assert_filled();

    db.execute_unprepared("PRAGMA foreign_keys = OFF").await.unwrap();
    let transaction = db.begin().await.unwrap();
    Family::up(&transaction, None).await.unwrap();
    transaction.commit().await.unwrap();
    place.assert_filled();
}

#[tokio::test]
async fn a_cancelled_rebuild_leaves_no_connection_without_foreign_keys() {
    let place = Place::new();
    let db = place.app(1).await;
    Family::up(&db, Some(1)).await.unwrap();
    place.fill();
    // Each round polls a little longer and then drops the run in the middle, until one round is long enough.
    let mut dropped = 0;
    for polls in 1.. {
        let mut run = Box::pin(Family::up(&db, Some(1)));
        let mut ended = false;
        for _ in 0..polls {
            ended = ended || tokio::time::timeout(std::time::Duration::from_micros(100), &mut run).await.is_ok();
            if ended {
                break;
            }
        }
        drop(run);
        assert_eq!(number(&db, "PRAGMA foreign_keys").await, 1, "after {polls} polls");
        place.assert_filled();
        if ended {
            break;
        }
        dropped += 1;
    }
    assert!(dropped > 0, "no run was dropped in the middle");
}

fn orphans() -> Steps {
    Steps::new().step(Step::new("rebuild contacts, badly").on(DbBackend::Sqlite, |branch| {
        let mut statements = rebuild("text");
        statements[1].push_str(" WHERE \"id\" < 7");
        statements.into_iter().fold(branch.rebuilds("contacts"), Branch::up)
    }))
}

migrator!(Orphans: CREATE, Stepped { name: "m20260102_000001_orphans", steps: orphans });

#[tokio::test]
async fn rows_that_would_point_at_nothing_stop_the_migration() {
    let place = Place::new();
    let db = place.app(1).await;
    Orphans::up(&db, Some(1)).await.unwrap();
    place.fill();
    let error = Orphans::up(&db, None).await.unwrap_err().to_string();
    assert!(error.contains("1 rows whose foreign key points at nothing"), "{error}");
    place.assert_filled();
    place.run(Orphans, "up").await.refused(1, "1 rows whose foreign key points at nothing");
    place.assert_filled();

    // What was broken before is not this migration's fault.
    place.ask("INSERT INTO notes (contact_id) VALUES (99)");
    place.run(Family, "up +1").await.ok();
    assert_eq!(place.ask("SELECT count(*) FROM notes"), "5");
}

/// As the planner prints them.
fn asserting() -> Steps {
    Steps::new().step(Step::new("rebuild contacts").on(DbBackend::Sqlite, |branch| {
        branch
            .rebuilds("contacts")
            .up(r#"CREATE TEMP TABLE IF NOT EXISTS "driftline_assert" ("what" text NOT NULL, "holds" integer NOT NULL, CONSTRAINT "a rebuilt table keeps its rows and keys" CHECK ("holds"))"#)
            .up(r#"INSERT INTO temp."driftline_assert" ("what", "holds") SELECT 'foreign keys are off', (SELECT "foreign_keys" FROM pragma_foreign_keys) = 0"#)
            .up("PRAGMA legacy_alter_table = ON")
            .up(r#"INSERT INTO temp."driftline_assert" ("what", "holds") SELECT 'contacts: every row copied', (SELECT count(*) FROM "contacts") = 99"#)
    }))
}

migrator!(Asserting: CREATE, Stepped { name: "m20260102_000001_asserting", steps: asserting });

#[tokio::test]
async fn an_assertion_that_fails_is_told_in_words_and_settings_come_back() {
    let place = Place::new();
    place.run(Asserting, "up").await.refused(1, "would lose or break data").refused(1, "contacts: every row copied");
    let db = place.app(1).await;
    let error = Asserting::up(&db, None).await.unwrap_err().to_string();
    assert!(error.contains("does not hold: contacts: every row copied"), "{error}");
    assert_eq!(number(&db, "PRAGMA legacy_alter_table").await, 0);

    db.execute_unprepared("PRAGMA foreign_keys = OFF").await.unwrap();
    let transaction = db.begin().await.unwrap();
    assert!(Asserting::up(&transaction, None).await.is_err());
    transaction.rollback().await.unwrap();
    assert_eq!(number(&db, "PRAGMA legacy_alter_table").await, 0);
}

fn one_backend() -> Steps {
    Steps::new()
        .step(Step::new("create table a").up("CREATE TABLE a (x integer)"))
        .step(Step::new("create type mood").on(DbBackend::Postgres, |branch| branch.up("CREATE TYPE mood AS ENUM ()")))
}

fn no_words() -> Steps {
    use sea_orm::sea_query::extension::postgres::Type;
    Steps::new()
        .step(Step::new("create table a").up("CREATE TABLE a (x integer)"))
        .step(Step::new("create type mood").up(Type::create().as_enum("mood").values(["good"])))
}

fn no_foreign_key() -> Steps {
    let key = ForeignKey::create().name("fk").from("notes", "contact_id").to("contacts", "id").to_owned();
    Steps::new().step(Step::new("add foreign key").up(key))
}

migrator!(OneBackend: Stepped { name: "m1", steps: one_backend });
migrator!(NoWords: Stepped { name: "m1", steps: no_words });
migrator!(NoForeignKey: Stepped { name: "m1", steps: no_foreign_key });

#[tokio::test]
async fn what_a_backend_cannot_run_is_refused_before_anything_runs() {
    let place = Place::new();
    let said = place.run(OneBackend, "up").await.refused(1, "step `create type mood` has no branch for SQLite");
    assert!(said.err.contains("it has PostgreSQL") && said.err.contains(".on(DbBackend::Sqlite"), "{said:?}");
    place.run(NoWords, "up").await.refused(1, "step `create type mood`").refused(1, ".on(DbBackend::Sqlite, …)");
    place.run(NoForeignKey, "up").await.refused(1, "step `add foreign key`");
    assert_eq!(place.ask("SELECT count(*) FROM sqlite_schema"), "0");
}

migrator!(Outside: CREATE, Plain {
    name: "m20260102_000001_outside",
    up: &["CREATE TABLE kept (x integer)", "SELECT * FROM nowhere"],
    down: &[],
    transaction: Some(false),
});

#[tokio::test]
async fn a_migration_without_a_transaction_is_said_to_have_left_parts() {
    let place = Place::new();
    place.run(Outside, "up").await.refused(1, "asked to run without a transaction");
    assert_eq!(place.recorded(), "m20260101_000001_create");
}

fn three_engines() -> Steps {
    Steps::new()
        .step(
            Step::new("add column contacts.note")
                .up(Table::alter().table("contacts").add_column(ColumnDef::new("note").text()))
                .down(Table::alter().table("contacts").drop_column("note"))
                .on(DbBackend::MySql, |branch| {
                    branch
                        .up("ALTER TABLE `contacts` ADD COLUMN `note` mediumtext COMMENT 'long'")
                        .down("ALTER TABLE `contacts` DROP COLUMN `note`")
                }),
        )
        .step(
            Step::new("create type mood")
                .on(DbBackend::Postgres, |branch| branch.up("CREATE TYPE mood AS ENUM ('good')").down("DROP TYPE mood"))
                .nothing_on(DbBackend::Sqlite)
                .nothing_on(DbBackend::MySql),
        )
        .step(
            Step::new("index contacts.email")
                .up(Index::create().name("ix").table("contacts").col("email"))
                .down(Index::drop().name("ix").table("contacts"))
                .nothing_on(DbBackend::MySql),
        )
}

migrator!(ThreeEngines: CREATE, Stepped { name: "m20260102_000001_three", steps: three_engines });

/// The steps of the last migration in a script for an engine that is not there.
async fn script_of_three(scheme: &str) -> Vec<String> {
    let url = format!("{scheme}://nobody@127.0.0.1:1/none");
    let said = crate::support::run_on(ThreeEngines, &url, "up --sql").await.ok();
    let part = said.out.split("-- m20260102_000001_three\n").nth(1).unwrap();
    let lines = part.lines().filter(|line| !line.contains("seaql_migrations"));
    lines.filter(|line| !line.starts_with("BEGIN") && !line.starts_with("COMMIT")).map(str::to_owned).collect()
}

#[tokio::test]
async fn one_module_serves_three_engines() {
    let place = Place::new();
    let said = place.run(ThreeEngines, "up").await.ok();
    assert!(said.out.contains("add column contacts.note") && !said.out.contains("create type"), "{said:?}");
    assert!(place.ask("SELECT sql FROM sqlite_schema WHERE name = 'contacts'").contains("\"note\" text"));
    assert_eq!(place.ask("SELECT count(*) FROM sqlite_schema WHERE name = 'ix'"), "1");
    place.run(ThreeEngines, "down").await.ok();
    assert_eq!(place.ask("SELECT count(*) FROM sqlite_schema WHERE name = 'ix'"), "0");

    assert_eq!(
        script_of_three("postgres").await,
        [
            "-- step: add column contacts.note",
            "ALTER TABLE \"contacts\" ADD COLUMN \"note\" text;",
            "-- step: create type mood",
            "CREATE TYPE mood AS ENUM ('good');",
            "-- step: index contacts.email",
            "CREATE INDEX \"ix\" ON \"contacts\" (\"email\");",
        ]
    );
    assert_eq!(
        script_of_three("mysql").await,
        [
            "-- fails if this revision is recorded already",
            "-- step: add column contacts.note",
            "ALTER TABLE `contacts` ADD COLUMN `note` mediumtext COMMENT 'long';",
        ]
    );
}

fn nothing_only() -> Steps {
    Steps::new().step(Step::new("elsewhere").nothing_on(DbBackend::MySql))
}

migrator!(NothingOnly: Stepped { name: "m1", steps: nothing_only });

#[tokio::test]
async fn doing_nothing_on_one_engine_says_nothing_about_the_others() {
    Place::new().run(NothingOnly, "up").await.refused(1, "step `elsewhere` has no branch for SQLite");
}
