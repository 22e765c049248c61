//! `fresh`, `refresh`, `reset`: never without a yes.

use crate::support::{Family, Place};

#[tokio::test]
async fn nothing_is_destroyed_without_a_yes() {
    let place = Place::new();
    place.run(Family, "up").await.ok();
    place.fill();
    for line in ["fresh", "refresh", "reset"] {
        place.run(Family, line).await.refused(2, "--yes");
    }
    place.assert_filled();
}

#[tokio::test]
async fn reset_and_refresh_go_down_and_up_again() {
    let place = Place::new();
    place.run(Family, "up").await.ok();
    place.fill();
    place.run(Family, "refresh --yes").await.ok().prints("3 migrations down").prints("3 migrations up");
    assert_eq!(place.ask("SELECT count(*) FROM contacts"), "0");
    place.run(Family, "reset -y").await.ok().prints("the database is at base");
    place.run(Family, "reset -y").await.ok().prints("nothing to do");
}

#[tokio::test]
async fn fresh_drops_what_no_migration_made() {
    let place = Place::new();
    place.run(Family, "up").await.ok();
    place.fill();
    place.ask(
        "CREATE TABLE \"it's \"\"mine\"\"\" (x integer REFERENCES contacts (id));
         CREATE VIEW seen AS SELECT * FROM contacts; CREATE VIEW broken AS SELECT * FROM nowhere;
         CREATE VIRTUAL TABLE found USING fts5(x);
         INSERT INTO seaql_migrations VALUES ('m_unknown', 1);",
    );
    place.run(Family, "fresh --yes").await.ok().prints("3 migrations up");
    let names = place.ask("SELECT name FROM sqlite_schema WHERE name NOT LIKE 'sqlite%' ORDER BY name");
    assert_eq!(names, "contacts\ndriftline_revisions\nnotes\nseaql_migrations");
    assert_eq!(place.ask("SELECT count(*) FROM contacts"), "0");
}

#[tokio::test]
async fn fresh_on_a_missing_file_is_up() {
    let place = Place::new();
    place.run(Family, "fresh").await.ok().prints("3 migrations up");
}
