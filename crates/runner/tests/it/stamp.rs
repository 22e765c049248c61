//! `stamp`: what it records must be what the database is.

use crate::migrator;
use crate::support::{CREATE, Created, Family, Place, Plain};

#[tokio::test]
async fn a_database_that_fits_is_stamped_and_nothing_runs() {
    let place = Place::new();
    place.run(Family, "up").await.ok();
    place.ask("DROP TABLE seaql_migrations; CREATE TABLE mine (x integer)");
    place.fill();
    place.run(Family, "stamp head").await.ok().prints("stamped m20260103_000001_add_birthday: 3 migrations recorded");
    place.assert_filled();
    place.run(Family, "status").await.ok().prints("3 applied, 0 pending");
    place.run(Family, "stamp head").await.ok().prints("nothing to do");
}

#[tokio::test]
async fn a_database_that_differs_is_refused_with_the_differences() {
    let place = Place::new();
    place.run(Created, "up").await.ok();
    let said = place.run(Family, "stamp head").await.refused(2, "not what m20260103_000001_add_birthday makes");
    assert!(said.err.contains("contacts") && said.err.contains("birthday") && said.err.contains("--force"), "{said:?}");
    assert_eq!(place.recorded(), "m20260101_000001_create");

    place.run(Family, "stamp create").await.ok();
    place.run(Family, "stamp head --force").await.ok();
    assert_eq!(place.recorded().lines().count(), 3);
    place.run(Family, "stamp base").await.refused(2, "contacts");
    place.run(Family, "stamp base --force").await.ok().prints("3 migrations forgotten");
}

#[tokio::test]
async fn what_a_later_revision_makes_must_not_be_there() {
    let place = Place::new();
    place.run(Family, "up").await.ok();
    place.run(Family, "stamp create").await.refused(2, "birthday");
}

#[tokio::test]
async fn a_missing_file_is_no_empty_database_to_stamp() {
    let place = Place::new();
    place.run(Family, "stamp head").await.refused(2, "not what m20260103_000001_add_birthday makes");
    assert!(!place.file().exists());
}

migrator!(Indexed: CREATE, Plain {
    name: "m20260102_000001_index",
    up: &[
        "CREATE INDEX \"ix \"\"email\"\"\" ON contacts (email)",
        "CREATE TABLE checked (x integer CONSTRAINT ck_x CHECK (x > 0))",
        "CREATE TABLE gone (x integer)",
        "DROP TABLE gone",
        "CREATE VIEW seen AS SELECT email FROM contacts",
    ],
    down: &[],
    transaction: None,
});

#[tokio::test]
async fn replay_names_what_the_history_makes() {
    let place = Place::new();
    let said = place.run(Indexed, "replay --objects").await.ok();
    let managed = driftline_runner::replay::parse_objects(&said.out).unwrap();
    let tables: Vec<_> = managed.tables.iter().map(ToString::to_string).collect();
    assert_eq!(tables, ["checked", "contacts", "notes"]);
    assert_eq!(managed.views.iter().map(ToString::to_string).collect::<Vec<_>>(), ["seen"]);
    let has = |table: &str, member: &str| managed.members.contains(&(table.into(), member.to_owned()));
    assert!(has("contacts", "ix \"email\"") && has("checked", "ck_x"), "{managed:?}");
    assert!(!place.file().exists());
}
