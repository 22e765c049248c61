//! Commands that look: they never write and never create a file, and other programs can read them.

use serde_json::{Value, json};

use crate::migrator;
use crate::support::{CREATE, Created, Family, Place, Stepped};

#[tokio::test]
async fn looking_at_a_missing_file_creates_nothing() {
    let place = Place::new();
    for line in
        ["status", "current", "history", "history -v", "show widen", "up --dry-run", "up --sql", "down --dry-run"]
    {
        place.run(Family, line).await.ok();
        assert!(!place.file().parent().unwrap().exists(), "{line}");
    }
    place.run(Family, "status").await.ok().prints("(not created yet)").prints("0 applied, 3 pending");
}

#[tokio::test]
async fn looking_leaves_every_byte_of_the_file() {
    let place = Place::new();
    let db = place.app(1).await;
    sea_orm::ConnectionTrait::execute_unprepared(&db, "CREATE TABLE other (x integer)").await.unwrap();
    db.close().await.unwrap();
    let before = std::fs::read(place.file()).unwrap();
    for line in ["status", "status --json", "current --json", "history", "show head", "up --dry-run", "up --sql"] {
        place.run(Family, line).await.ok();
        assert_eq!(std::fs::read(place.file()).unwrap(), before, "{line}");
    }
}

#[tokio::test]
async fn status_and_current_are_json_for_programs() {
    let place = Place::new();
    place.run(Family, "up widen").await.ok();
    let status: Value = serde_json::from_str(&place.run(Family, "status --json").await.ok().out).unwrap();
    assert_eq!(status["current"], "m20260102_000001_widen_email");
    assert_eq!(status["head"], "m20260103_000001_add_birthday");
    assert_eq!(status["pending"], json!(["m20260103_000001_add_birthday"]));
    assert_eq!(status["unknown"], json!([]));
    assert_eq!(status["applied"][0]["revision"], "m20260101_000001_create");
    assert!(status["applied"][0]["applied_at"].as_i64().unwrap() > 1_700_000_000);
    let current: Value = serde_json::from_str(&place.run(Family, "current --json").await.ok().out).unwrap();
    assert_eq!(current["current"], "m20260102_000001_widen_email");
    assert_eq!((&current["head"], &current["pending"]), (&json!(false), &json!(1)));
    place.run(Family, "current").await.ok().prints("m20260102_000001_widen_email (1 migration pending)");
}

#[tokio::test]
async fn history_and_show_say_what_a_migration_does() {
    let place = Place::new();
    place.run(Family, "up +2").await.ok();
    let history = place.run(Family, "history").await.ok();
    assert_eq!(
        history.out,
        "m20260103_000001_add_birthday (head)\nm20260102_000001_widen_email (current)\nm20260101_000001_create\n"
    );
    place.run(Family, "history -v").await.ok().prints("  pending\n  add column contacts.birthday\n");
    let shown = place.run(Family, "show birthday").await.ok();
    assert!(shown.out.contains("3 of 3\n  parent m20260102_000001_widen_email\n  pending\n"), "{}", shown.out);
    assert!(shown.out.contains(r#"ALTER TABLE "contacts" ADD COLUMN "birthday" date_text NULL"#), "{}", shown.out);
    assert!(shown.out.contains(r#"ALTER TABLE "contacts" DROP COLUMN "birthday""#), "{}", shown.out);
    place.run(Family, "show -1").await.ok().prints("m20260101_000001_create");
    place.run(Family, "show base").await.ok().prints("before the first migration");
}

#[tokio::test]
async fn a_recorded_revision_that_the_code_lacks_stops_runs_and_is_shown() {
    migrator!(Other: Stepped { name: "m20260109_000001_other_branch", steps: driftline_runner::Steps::new }, CREATE);
    let place = Place::new();
    place.run(Other, "up").await.ok();
    for line in ["up", "down", "up --sql", "stamp head", "reset --yes"] {
        place.run(Created, line).await.refused(1, "m20260109_000001_other_branch");
    }
    place.run(Created, "status").await.ok().prints("unknown  m20260109_000001_other_branch").prints("1 unknown");
    place.run(Created, "stamp head --force").await.ok().prints("1 migration forgotten");
    place.run(Created, "up").await.ok();
}

#[tokio::test]
async fn wrong_arguments_and_unusable_databases_are_told_apart() {
    let place = Place::new();
    place.run(Family, "sideways").await.refused(2, "unrecognized subcommand");
    place.run(Family, "--help").await.ok().prints("Take every migration back");
    std::fs::create_dir_all(place.file().parent().unwrap()).unwrap();
    std::fs::write(place.file(), "this is no database, but long enough to be taken for one by its length alone")
        .unwrap();
    place.run(Family, "status").await.refused(1, "not a SQLite database");
    crate::support::run_on(Family, "oracle://x", "status").await.refused(1, "oracle");
}
