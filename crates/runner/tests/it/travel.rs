//! `up` and `down`: targets, atomicity, several runners.

use driftline_runner::prelude::*;
use sea_orm::Statement;

use crate::migrator;
use crate::support::{BIRTHDAY, CREATE, Created, Family, Place, Plain, Stepped, WIDEN};

#[tokio::test]
async fn up_creates_file_and_folder_and_rebuilds_without_losing_children() {
    let place = Place::new();
    let said = place.run(Family, "up +1").await.ok();
    assert!(
        said.out.contains("up   m20260101_000001_create\n  create table contacts\n  create table notes\n"),
        "{said:?}"
    );
    assert!(said.out.ends_with("1 migration up; the database is at m20260101_000001_create\n"), "{said:?}");
    place.fill();
    place.run(Family, "up").await.ok().prints("2 migrations up");
    place.assert_filled();
    place.run(Family, "up").await.ok().prints("nothing to do: the database is at m20260103_000001_add_birthday");
    place.run(Family, "down 000001_create").await.ok().prints("does not bring back the values of contacts.birthday");
    place.assert_filled();
    place.run(Family, "down base").await.ok();
    assert_eq!(
        place.ask("SELECT name FROM sqlite_schema WHERE name NOT LIKE 'sqlite%' AND name NOT LIKE 'driftline%'"),
        "seaql_migrations"
    );
    place.run(Family, "down").await.ok().prints("nothing to do: the database is at base");
}

#[tokio::test]
async fn targets_are_names_parts_and_counts() {
    let place = Place::new();
    place.run(Family, "up widen").await.ok();
    assert_eq!(place.recorded(), "m20260101_000001_create\nm20260102_000001_widen_email");
    place.run(Family, "up -n 5").await.ok().prints("1 migration up");
    place.run(Family, "down -2").await.ok().prints("2 migrations down; the database is at m20260101_000001_create");
    place.run(Family, "up +3").await.refused(2, "2 migrations pending");
    place.run(Family, "up m2026").await.refused(2, "m20260103_000001_add_birthday");
    place.run(Family, "up phone").await.refused(2, "m20260102_000001_widen_email");
    place.run(Family, "up -1").await.refused(2, "down -1");
    place.run(Family, "down head").await.refused(2, "use `up`");
    place.run(Family, "up head -n 2").await.refused(2, "cannot be used with");
    place.run(Family, "up m20260102_000001_widen_email").await.ok();
    place.run(Family, "down -n 2").await.ok();
    assert_eq!(place.recorded(), "");
}

#[tokio::test]
async fn a_wrong_target_creates_no_file() {
    let place = Place::new();
    place.run(Family, "up phone").await.refused(2, "no revision is called `phone`");
    place.run(Family, "down").await.ok();
    assert!(!place.file().exists());
}

const BROKEN: Plain = Plain {
    name: "m20260104_000001_broken",
    up: &["CREATE TABLE half (x integer)", "INSERT INTO contacts (email) VALUES ('half')", "SELECT * FROM nowhere"],
    down: &["DROP TABLE notes", "SELECT * FROM nowhere"],
    transaction: None,
};

migrator!(Broken: CREATE, WIDEN, BROKEN);

#[tokio::test]
async fn a_failure_half_way_leaves_schema_data_and_history_as_before() {
    let place = Place::new();
    place.run(Created, "up").await.ok();
    place.fill();
    let said = place.run(Broken, "up").await.refused(1, "m20260104_000001_broken failed going up");
    assert!(said.err.contains("no such table: nowhere") && said.err.contains("nothing of it was applied"), "{said:?}");
    place.assert_filled();
    assert_eq!(place.recorded(), "m20260101_000001_create\nm20260102_000001_widen_email", "what ran before it stays");
    assert_eq!(place.ask("SELECT count(*) FROM sqlite_schema WHERE name = 'half'"), "0");

    place.run(Broken, "stamp head --force").await.ok();
    place.run(Broken, "down").await.refused(1, "failed going down");
    place.assert_filled();
    assert_eq!(place.recorded().lines().count(), 3);
}

migrator!(Deferred: Plain {
    name: "m1",
    up: &[
        "CREATE TABLE p (id integer PRIMARY KEY)",
        "CREATE TABLE c (p integer REFERENCES p (id) DEFERRABLE INITIALLY DEFERRED)",
        "INSERT INTO c VALUES (5)",
    ],
    down: &[],
    transaction: None,
});

#[tokio::test]
async fn a_commit_that_fails_undoes_the_migration() {
    let place = Place::new();
    place.run(Deferred, "up").await.refused(1, "FOREIGN KEY constraint failed");
    assert_eq!(place.ask("SELECT count(*) FROM sqlite_schema"), "0");
    place.run(Deferred, "up").await.refused(1, "FOREIGN KEY constraint failed");
}

migrator!(Slow: CREATE, Plain {
    name: "m20260102_000001_data",
    up: &[
        "INSERT INTO contacts (email) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200000) \
         SELECT 'x' FROM n LIMIT 1 OFFSET 199999",
    ],
    down: &["DELETE FROM contacts"],
    transaction: None,
});

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn several_runners_apply_each_migration_once() {
    for _ in 0..3 {
        let place = Place::new();
        let runs = (0..4).map(|_| {
            let url = place.url();
            tokio::spawn(async move { crate::support::run_on(Slow, &url, "up").await })
        });
        for run in runs.collect::<Vec<_>>() {
            run.await.unwrap().ok();
        }
        assert_eq!(place.ask("SELECT count(*) FROM contacts"), "1");
        assert_eq!(place.recorded().lines().count(), 2);
    }
}

#[tokio::test]
async fn a_migration_merged_late_runs_in_its_place() {
    migrator!(Early: CREATE, BIRTHDAY);
    let place = Place::new();
    place.run(Early, "up").await.ok();
    place.run(Family, "status").await.ok().prints("pending  m20260102_000001_widen_email");
    place.run(Family, "up --dry-run").await.ok().prints("rebuild contacts: email varchar(255) -> varchar(320)");
    // Written against the table without the new column, it drops that column's table: the schema differs and the
    // failure leaves everything as it was, or it runs; here the copy simply does not know the column.
    place.run(Family, "up").await.ok();
    assert_eq!(place.recorded().lines().count(), 3);
}

struct Asking;

impl MigrationName for Asking {
    fn name(&self) -> &str {
        "m20260105_000001_asking"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Asking {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        db.execute_unprepared("CREATE TABLE counted (n integer)").await?;
        let query = Statement::from_string(manager.get_database_backend(), "SELECT count(*) FROM contacts");
        let row = db.query_one_raw(query).await?;
        let count: i64 = row.map_or(Ok(0), |row| row.try_get_by_index(0))?;
        let insert = Query::insert().into_table("counted").columns(["n"]).values_panic([count.into()]).take();
        manager.execute(insert).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("counted").take()).await
    }
}

migrator!(Questions: CREATE, Asking);

#[tokio::test]
async fn a_migration_that_asks_the_database_runs_but_makes_no_script() {
    let place = Place::new();
    let said =
        place.run(Questions, "up --sql").await.refused(1, "m20260105_000001_asking cannot be written as a script");
    assert!(said.err.contains("SELECT count(*) FROM contacts") && said.out.is_empty(), "{said:?}");
    place.run(Questions, "up --dry-run").await.ok().prints("what follows depends on what the database answers");
    place.run(Questions, "up").await.ok();
    assert_eq!(place.ask("SELECT n FROM counted"), "0");
}

migrator!(Doubled: CREATE, Stepped { name: CREATE.name, steps: Steps::new });

#[tokio::test]
async fn two_migrations_of_one_name_are_refused() {
    Place::new().run(Doubled, "status").await.refused(1, "two migrations are called m20260101_000001_create");
}
