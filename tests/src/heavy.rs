//! Work on many rows, beside the same done by hand with the sqlite3 shell: the conversion of 200,000 legacy contacts, and a
//! rebuild of 1,000,000 rows. Leaves out backups, which the shell's side does not make either.

use std::cell::RefCell;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use driftline_diff::{Renames, diff};
use driftline_inspect::{Access, Database, Scope, inspect};
use driftline_plan::{Facts, Plan, PlanOptions, plan};
use driftline_runner::prelude::*;
use driftline_runner::{Screen, cli};

use crate::legacy::{Variety, build};
use crate::workspace::program;

const CONTACTS: u32 = 200_000;
const ROWS: u32 = 1_000_000;

/// What was measured: ours, by hand, and the most memory ours took, in bytes.
#[derive(Clone, Copy, Debug)]
pub struct Measured {
    /// By Driftline.
    pub ours: Duration,
    /// By the shell.
    pub by_hand: Duration,
    /// The peak of resident memory of this process, where it did the work.
    pub peak: Option<u64>,
}

/// The conversion as one would write it by hand, a statement for each table.
const CONVERSION: &str = "\
.bail on
BEGIN IMMEDIATE;
ALTER TABLE relationships RENAME TO old;
CREATE TABLE relationships (id integer NOT NULL PRIMARY KEY AUTOINCREMENT, contact_id integer NOT NULL UNIQUE REFERENCES contacts (id), created_at text NOT NULL DEFAULT CURRENT_TIMESTAMP, updated_at text NOT NULL DEFAULT CURRENT_TIMESTAMP);
CREATE TABLE tags (id integer NOT NULL PRIMARY KEY AUTOINCREMENT, name varchar(100) NOT NULL UNIQUE, created_at text NOT NULL DEFAULT CURRENT_TIMESTAMP, updated_at text NOT NULL DEFAULT CURRENT_TIMESTAMP);
CREATE TABLE notes (id integer NOT NULL PRIMARY KEY AUTOINCREMENT, title varchar(255) NOT NULL, content text NOT NULL, created_at text NOT NULL DEFAULT CURRENT_TIMESTAMP, updated_at text NOT NULL DEFAULT CURRENT_TIMESTAMP);
CREATE TABLE relationship_tags (relationship_id integer NOT NULL REFERENCES relationships (id), tag_id integer NOT NULL REFERENCES tags (id), created_at text NOT NULL DEFAULT CURRENT_TIMESTAMP, PRIMARY KEY (relationship_id, tag_id));
CREATE TABLE relationship_notes (relationship_id integer NOT NULL REFERENCES relationships (id), note_id integer NOT NULL REFERENCES notes (id), created_at text NOT NULL DEFAULT CURRENT_TIMESTAMP, PRIMARY KEY (relationship_id, note_id));
CREATE TABLE quarantine AS SELECT * FROM old WHERE contact_id IS NULL OR contact_id NOT IN (SELECT id FROM contacts);
INSERT INTO relationships (id, contact_id) SELECT min(id), contact_id FROM old WHERE contact_id IN (SELECT id FROM contacts) GROUP BY contact_id;
INSERT INTO tags (name) SELECT DISTINCT tag FROM old WHERE tag IS NOT NULL AND contact_id IN (SELECT id FROM contacts);
INSERT INTO relationship_tags (relationship_id, tag_id) SELECT DISTINCT r.id, t.id FROM old o JOIN relationships r ON r.contact_id = o.contact_id JOIN tags t ON t.name = o.tag;
INSERT INTO notes (id, title, content) SELECT min(o.id), substr(o.note, 1, 80), o.note FROM old o JOIN relationships r ON r.contact_id = o.contact_id WHERE o.note IS NOT NULL GROUP BY o.contact_id, o.note;
INSERT INTO relationship_notes (relationship_id, note_id) SELECT r.id, n.id FROM notes n JOIN old o ON o.id = n.id JOIN relationships r ON r.contact_id = o.contact_id;
COMMIT;
";

/// Data migration 002 on 200,000 contacts, verification included, and the script.
///
/// # Errors
/// What a program said.
pub async fn conversion() -> Result<Measured, String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let (ours, hand) = (folder.path().join("ours.db"), folder.path().join("hand.db"));
    let connection = build(&ours, CONTACTS, Variety::Plain).await?;
    connection.close().await.map_err(|error| error.to_string())?;
    std::fs::copy(&ours, &hand).map_err(|error| error.to_string())?;
    let binary = program("migration").map_err(|error| error.to_string())?;
    let by_hand = shell(&hand, CONVERSION)?;
    let start = Instant::now();
    let output = Command::new(binary)
        .args(["--database-url", &format!("sqlite://{}", ours.display()), "data", "run", "002", "--no-backup"])
        .current_dir(folder.path())
        .output()
        .map_err(|error| error.to_string())?;
    let took = start.elapsed();
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    Ok(Measured { ours: took, by_hand, peak: None })
}

thread_local! {
    static PLAN: RefCell<Option<Plan>> = const { RefCell::new(None) };
}

struct Rebuilds;

impl MigratorTrait for Rebuilds {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        PLAN.with_borrow(Clone::clone)
            .into_iter()
            .map(|plan| Box::new(Rebuild(plan)) as Box<dyn MigrationTrait>)
            .collect()
    }
}

struct Rebuild(Plan);

impl MigrationName for Rebuild {
    fn name(&self) -> &str {
        "m20260101_000000_rebuild"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Rebuild {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let steps = self.0.steps.iter().fold(Steps::new(), |steps, planned| {
            steps.step(Step::new(&planned.summary).on(DbBackend::Sqlite, |branch| {
                let branch = match &planned.rebuilds {
                    Some(table) => branch.rebuilds(table.to_string()),
                    None => branch,
                };
                planned.up.iter().fold(branch, |branch, statement| branch.up(statement.sql.as_str()))
            }))
        });
        steps.up(manager).await
    }
}

const BEFORE: &str = "CREATE TABLE t (id integer PRIMARY KEY, name text, n integer, body text); \
                      CREATE INDEX t_name ON t (name); CREATE INDEX t_n ON t (n);";

/// SQLite "Making Other Kinds Of Table Schema Changes", the twelve steps.
const TWELVE: &str = "\
.bail on
PRAGMA foreign_keys = OFF;
BEGIN IMMEDIATE;
CREATE TABLE t_new (id integer PRIMARY KEY, name varchar(40) NOT NULL, n integer, body text);
INSERT INTO t_new (id, name, n, body) SELECT id, name, n, body FROM t;
DROP TABLE t;
ALTER TABLE t_new RENAME TO t;
CREATE INDEX t_name ON t (name);
CREATE INDEX t_n ON t (n);
PRAGMA foreign_key_check;
COMMIT;
PRAGMA foreign_keys = ON;
";

/// A rebuild of 1,000,000 rows of 100 bytes with two indexes by `up`, and the twelve steps.
///
/// # Errors
/// What a program or the runner said.
pub async fn rebuild() -> Result<Measured, String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let (ours, hand) = (folder.path().join("ours.db"), folder.path().join("hand.db"));
    let failed = |error: &dyn std::fmt::Display| error.to_string();
    let url = format!("sqlite://{}?mode=rwc", ours.display());
    let live = Database::open(&url, Access::Create).await.map_err(|error| failed(&error))?;
    let goal = Database::open("sqlite::memory:", Access::Write).await.map_err(|error| failed(&error))?;
    let after = BEFORE.replace("name text", "name varchar(40) NOT NULL");
    live.connection.execute_unprepared(BEFORE).await.map_err(|error| failed(&error))?;
    goal.connection.execute_unprepared(&after).await.map_err(|error| failed(&error))?;
    let (start, desired) = (
        inspect(&live.connection, &Scope::default()).await.map_err(|error| failed(&error))?.schema,
        inspect(&goal.connection, &Scope::default()).await.map_err(|error| failed(&error))?.schema,
    );
    let difference = diff(&start, &desired, &Renames::default());
    let made =
        plan(&start, &desired, &difference, &Facts::new(), &PlanOptions::default()).map_err(|error| failed(&error))?;
    let fill = format!(
        "PRAGMA synchronous = OFF; WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {ROWS}) \
         INSERT INTO t SELECT i, 'name ' || (i * 7919 % {ROWS}), i * 31 % 1000, printf('%.70c', 'x') FROM n"
    );
    live.connection.execute_unprepared(&fill).await.map_err(|error| failed(&error))?;
    live.close().await.map_err(|error| failed(&error))?;
    std::fs::copy(&ours, &hand).map_err(|error| failed(&error))?;
    let by_hand = shell(&hand, TWELVE)?;
    PLAN.set(Some(made));
    // Starts the peak anew (proc(5), clear_refs); without it the figure is that of the whole process.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
    let began = Instant::now();
    let line = ["migration", "--database-url", &url, "up", "--no-backup"];
    let code = cli::run(Rebuilds, line, "sqlite::memory:", Screen::captured(std::io::sink(), std::io::stderr())).await;
    let took = began.elapsed();
    if code != 0 {
        return Err(format!("the rebuild ended with {code}"));
    }
    Ok(Measured { ours: took, by_hand, peak: peak() })
}

fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches(" kB").trim().parse::<u64>().ok().map(|kilobytes| kilobytes * 1024)
}

/// Runs a script and gives the time it took.
fn shell(file: &Path, script: &str) -> Result<Duration, String> {
    let start = Instant::now();
    let mut child = Command::new("sqlite3")
        .arg(file)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| format!("sqlite3: {error}"))?;
    child
        .stdin
        .take()
        .ok_or("sqlite3 takes no input")?
        .write_all(script.as_bytes())
        .map_err(|error| error.to_string())?;
    let output = child.wait_with_output().map_err(|error| error.to_string())?;
    if output.status.success() {
        Ok(start.elapsed())
    } else {
        Err(String::from_utf8_lossy(&output.stderr).into_owned())
    }
}
