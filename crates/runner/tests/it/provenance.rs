//! What is written down of applied revisions, on every engine: edits and moves are seen, formatting is not.

use driftline_runner::prelude::*;
use serde_json::Value;

use crate::migrator;
use crate::support::{Place, Plain, Stepped, run_on};

const THINGS: Stepped = Stepped { name: "m20260101_000001_things", steps: things };
const LABEL: Stepped = Stepped { name: "m20260102_000001_label", steps: label };
const LABEL_REWORDED: Stepped = Stepped { name: "m20260102_000001_label", steps: label_reworded };
const LABEL_EDITED: Stepped = Stepped { name: "m20260102_000001_label", steps: label_edited };
const LABEL_DOWN_EDITED: Stepped = Stepped { name: "m20260102_000001_label", steps: label_down_edited };
const OTHER: Plain = Plain {
    name: "m20260103_000001_other",
    up: &["CREATE TABLE other (id integer)"],
    down: &["DROP TABLE other"],
    transaction: None,
};
const OTHER_EDITED: Plain = Plain {
    name: "m20260103_000001_other",
    up: &["CREATE TABLE other (id bigint)"],
    down: &["DROP TABLE other"],
    transaction: None,
};
const LATE: Plain = Plain {
    name: "m20260101_000002_late",
    up: &["CREATE TABLE late (id integer)"],
    down: &["DROP TABLE late"],
    transaction: None,
};

fn things() -> Steps {
    let create = "CREATE TABLE things (id integer NOT NULL PRIMARY KEY)";
    Steps::new().step(Step::new("create table things").up(create).down("DROP TABLE things"))
}

fn label() -> Steps {
    let add = "ALTER TABLE things ADD COLUMN label varchar(20)";
    Steps::new().step(Step::new("add label").up(add).down("ALTER TABLE things DROP COLUMN label"))
}

fn label_reworded() -> Steps {
    let add = "ALTER TABLE things\n    ADD COLUMN label varchar( 20 ) -- said better";
    Steps::new().step(Step::new("give things a label").up(add).down("ALTER  TABLE things DROP COLUMN label"))
}

fn label_edited() -> Steps {
    let add = "ALTER TABLE things ADD COLUMN label varchar(30)";
    Steps::new().step(Step::new("add label").up(add).down("ALTER TABLE things DROP COLUMN label"))
}

fn label_down_edited() -> Steps {
    let add = "ALTER TABLE things ADD COLUMN label varchar(20)";
    Steps::new().step(Step::new("add label").up(add).down("UPDATE things SET label = NULL"))
}

migrator!(Three: THINGS, LABEL, OTHER);
migrator!(Two: THINGS, LABEL);
migrator!(Reworded: THINGS, LABEL_REWORDED, OTHER);
migrator!(Edited: THINGS, LABEL_EDITED, OTHER);
migrator!(DownEdited: THINGS, LABEL_DOWN_EDITED, OTHER);
migrator!(HandEdited: THINGS, LABEL, OTHER_EDITED);
migrator!(Moved: THINGS, OTHER, LABEL);
migrator!(Late: THINGS, LATE, LABEL, OTHER);

/// The whole of it on an empty database.
pub(crate) async fn edits_are_seen(url: &str) {
    run_on(Two, url, "up").await.ok();
    let verbose = run_on(Three, url, "history -v").await.ok();
    assert_eq!(verbose.out.matches("with Driftline ").count(), 2, "{}", verbose.out);
    assert!(verbose.out.contains("  took ") && verbose.out.contains(", 1 statement\n"), "{}", verbose.out);

    // A pending one may be anything; comments, white space and descriptions of an applied one too.
    run_on(HandEdited, url, "status").await.ok();
    run_on(Reworded, url, "status").await.ok();
    run_on(Reworded, url, "up --dry-run").await.ok().prints("up m20260103_000001_other");

    run_on(Edited, url, "status").await.refused(2, "m20260102_000001_label: its up was edited").prints("1 pending");
    run_on(Edited, url, "up").await.refused(2, "accept REVISION");
    run_on(Three, url, "status").await.ok().prints("2 applied, 1 pending");
    run_on(DownEdited, url, "status").await.refused(2, "m20260102_000001_label: its down was edited");
    let said = run_on(Edited, url, "status --json").await.refused(2, "edited");
    let json: Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(json["altered"][0]["revision"], "m20260102_000001_label");
    assert_eq!((&json["altered"][0]["up_edited"], &json["altered"][0]["down_edited"]), (&true.into(), &false.into()));

    run_on(Edited, url, "up --allow-edited").await.ok().prints("1 migration up");
    run_on(HandEdited, url, "status").await.refused(2, "m20260103_000001_other: its up was edited");
    run_on(Moved, url, "status").await.refused(2, "m20260102_000001_label");
    run_on(Moved, url, "up").await.refused(2, "stands before m20260102_000001_label now");

    // One that was merged late moves nobody, before and after it is applied.
    run_on(Late, url, "status").await.ok();
    run_on(Late, url, "up").await.ok().prints("1 migration up");
    run_on(Late, url, "status").await.ok().prints("4 applied");
    run_on(Late, url, "down late").await.ok();
    run_on(Late, url, "down things").await.ok();

    run_on(Three, url, "up").await.ok();
    run_on(Edited, url, "accept label").await.ok().prints("accepted m20260102_000001_label");
    run_on(Edited, url, "up").await.ok().prints("nothing to do");
    run_on(Three, url, "up").await.refused(2, "its up was edited");
    run_on(Three, url, "accept --all").await.ok().prints("3 migrations accepted");
    run_on(Three, url, "status").await.ok();
    run_on(Late, url, "accept late").await.refused(2, "is not applied");

    run_on(Three, url, "down base").await.ok();
    run_on(Edited, url, "status").await.ok().prints("0 applied");
}

#[tokio::test]
async fn edits_are_seen_on_sqlite() {
    edits_are_seen(&Place::new().url()).await;
}

#[tokio::test]
async fn a_database_from_before_has_none_and_nothing_is_claimed() {
    let place = Place::new();
    place.run(Three, "up").await.ok();
    place.ask("DROP TABLE driftline_revisions");
    place.run(Edited, "status").await.ok();
    place.run(Edited, "up").await.ok().prints("nothing to do");
    assert_eq!(
        place.ask("SELECT count(*) FROM sqlite_schema WHERE name = 'driftline_revisions'"),
        "0",
        "looking writes"
    );
    place.run(Three, "accept label").await.ok();
    place.run(Edited, "status").await.refused(2, "its up was edited");
}

#[tokio::test]
async fn a_row_that_a_script_left_behind_counts_no_more() {
    let place = Place::new();
    place.run(Three, "up").await.ok();
    place.ask("UPDATE seaql_migrations SET applied_at = applied_at + 5 WHERE version LIKE '%label'");
    place.run(Edited, "status").await.ok();
}
