//! One backup of a SQLite file: made by SQLite's online backup API, checked, and only then under its name. Leaves out where it
//! is kept.
//!
//! `VACUUM INTO` would do without another crate, but cannot run while a migration's transaction is open, tells nothing on the
//! way, and writes another file than the one there was (free pages, and rowids of tables without an integer key, change).
//! rusqlite's `backup` is the API itself without unsafe code here, and is linked with the same libsqlite3-sys as the driver.

use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use driftline_schema::Engine;
use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};

use crate::cause::Cause;
use crate::error::RunError;
use crate::meter::Meter;

/// Pages copied between two looks at the clock.
const PORTION: i32 = 4096;
/// How long another connection's lock is waited for.
const PATIENCE: Duration = Duration::from_secs(60);

/// What a copy holds, counted in the original and in the copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Made {
    /// The file.
    pub(crate) path: PathBuf,
    /// Rows by table.
    pub(crate) rows: BTreeMap<String, i64>,
}

impl Made {
    /// All rows.
    pub(crate) fn total(&self) -> i64 {
        self.rows.values().sum()
    }
}

/// Copies the database `from` to the new file `to`, compares, and gives the copy its name. A copy that does not hold is
/// removed.
///
/// # Errors
/// [`RunError::Backup`] with the reason.
pub(crate) async fn make(from: &Path, to: &Path, meter: Meter) -> Result<Made, RunError> {
    let (from, to) = (from.to_owned(), to.to_owned());
    blocking(move || made(&from, &to, &meter)).await
}

/// Copies `from` over the database `to`, in one transaction of SQLite's: readers see the old content or the new.
///
/// # Errors
/// [`RunError::Backup`] with the reason.
pub(crate) async fn put_over(from: &Path, to: &Path, meter: Meter) -> Result<Made, RunError> {
    let (from, to) = (from.to_owned(), to.to_owned());
    blocking(move || {
        let failed = |error: rusqlite::Error| refused(&to, &error);
        let source = open(&from, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(|error| refused(&from, &error))?;
        let mut target =
            open(&to, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE).map_err(failed)?;
        let rows = counts(&source).map_err(|error| refused(&from, &error))?;
        copy(&source, &mut target, &meter).map_err(failed)?;
        same(&to, &rows, &counts(&target).map_err(failed)?)?;
        Ok(Made { path: to.clone(), rows })
    })
    .await
}

/// Checks a file by itself: it is a database, and `PRAGMA integrity_check` finds nothing. Returns its rows by table.
///
/// # Errors
/// [`RunError::Backup`] with the reason.
pub(crate) async fn check(path: &Path) -> Result<Made, RunError> {
    let path = path.to_owned();
    blocking(move || {
        let connection = open(&path, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(|error| refused(&path, &error))?;
        integrity(&path, &connection)?;
        let rows = counts(&connection).map_err(|error| refused(&path, &error))?;
        Ok(Made { path: path.clone(), rows })
    })
    .await
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, RunError> + Send + 'static,
) -> Result<T, RunError> {
    match tokio::task::spawn_blocking(work).await {
        Ok(outcome) => outcome,
        Err(error) => Err(RunError::Output(io::Error::other(error))),
    }
}

fn made(from: &Path, to: &Path, meter: &Meter) -> Result<Made, RunError> {
    if let Some(folder) = to.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        private_folder(folder).map_err(|error| refused(folder, &error))?;
    }
    let unfinished = to.with_extension("part");
    let outcome = copied(from, &unfinished, meter).and_then(|rows| {
        fs::rename(&unfinished, to).map_err(|error| refused(to, &error))?;
        Ok(Made { path: to.to_owned(), rows })
    });
    if outcome.is_err() {
        // What is half made is of no use; that it cannot be removed changes nothing about the failure.
        let _ = fs::remove_file(&unfinished);
    }
    outcome
}

fn copied(from: &Path, to: &Path, meter: &Meter) -> Result<BTreeMap<String, i64>, RunError> {
    create_private(to).map_err(|error| refused(to, &error))?;
    let of_source = |error: rusqlite::Error| refused(from, &told(&error));
    let of_copy = |error: rusqlite::Error| refused(to, &told(&error));
    let source =
        open(from, OpenFlags::SQLITE_OPEN_READ_WRITE).or_else(|_| open(from, OpenFlags::SQLITE_OPEN_READ_ONLY));
    let source = source.map_err(of_source)?;
    // One transaction for counting and copying: nothing is written in between, or it is not seen.
    source.execute_batch("BEGIN").map_err(of_source)?;
    let rows = counts(&source).map_err(of_source)?;
    let mut target = open(to, OpenFlags::SQLITE_OPEN_READ_WRITE).map_err(of_copy)?;
    // A copy that a power cut breaks is not finished, and has no name yet; it is synced below.
    target.execute_batch("PRAGMA synchronous = OFF").map_err(of_copy)?;
    copy(&source, &mut target, meter).map_err(of_copy)?;
    source.execute_batch("COMMIT").map_err(of_source)?;
    integrity(to, &target)?;
    same(to, &rows, &counts(&target).map_err(of_copy)?)?;
    drop(target);
    fs::File::open(to).and_then(|file| file.sync_all()).map_err(|error| refused(to, &error))?;
    Ok(rows)
}

fn open(path: &Path, flags: OpenFlags) -> rusqlite::Result<Connection> {
    let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_timeout(PATIENCE)?;
    Ok(connection)
}

fn copy(source: &Connection, target: &mut Connection, meter: &Meter) -> rusqlite::Result<()> {
    let backup = Backup::new(source, target)?;
    let started = std::time::Instant::now();
    loop {
        match backup.step(PORTION)? {
            StepResult::Done => return Ok(()),
            StepResult::More => {}
            // Somebody writes; SQLite's own busy handler has no part in a backup's source.
            _ if started.elapsed() < PATIENCE => std::thread::sleep(Duration::from_millis(20)),
            _ => {
                return Err(rusqlite::Error::SqliteFailure(
                    rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_BUSY),
                    None,
                ));
            }
        }
        let progress = backup.progress();
        let number = |pages: i32| u64::try_from(pages).unwrap_or(0);
        meter.at(number(progress.pagecount - progress.remaining), number(progress.pagecount));
    }
}

fn integrity(path: &Path, connection: &Connection) -> Result<(), RunError> {
    let answer: String = connection
        .query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))
        .map_err(|error| refused(path, &error))?;
    if answer == "ok" {
        return Ok(());
    }
    Err(refused(path, &format!("its integrity check says: {answer}")))
}

/// Rows of every table, by one query. Virtual tables are left out: their module may not be there.
fn counts(connection: &Connection) -> rusqlite::Result<BTreeMap<String, i64>> {
    let mut names = connection.prepare(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL TABLE%' ORDER BY name",
    )?;
    let names: Vec<String> = names.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let mut all = BTreeMap::new();
    // A compound SELECT has a limit of 500 terms (SQLite "Limits", 7).
    for portion in names.chunks(400) {
        let counts: Vec<String> = portion
            .iter()
            .map(|name| {
                format!("SELECT {}, count(*) FROM {}", Engine::Sqlite.literal(name), Engine::Sqlite.quote(name))
            })
            .collect();
        let mut statement = connection.prepare(&counts.join(" UNION ALL "))?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        for row in rows {
            let (name, count) = row?;
            all.insert(name, count);
        }
    }
    Ok(all)
}

fn same(path: &Path, wanted: &BTreeMap<String, i64>, found: &BTreeMap<String, i64>) -> Result<(), RunError> {
    let differs = wanted.iter().find(|(name, count)| found.get(*name) != Some(*count));
    match differs {
        None if wanted.len() == found.len() => Ok(()),
        None => Err(refused(path, &"it holds tables that the original does not")),
        Some((name, count)) => {
            let there = found.get(name).map_or_else(|| "none".to_owned(), i64::to_string);
            Err(refused(path, &format!("{name} has {count} rows in the original and {there} in the copy")))
        }
    }
}

/// The error, and what helps.
fn told(error: &rusqlite::Error) -> String {
    let code = error.sqlite_error().and_then(|error| u32::try_from(error.extended_code).ok());
    match code.and_then(Cause::of_sqlite) {
        Some(cause) => format!("{error}; {}", cause.advice()),
        None => error.to_string(),
    }
}

fn refused(file: &Path, reason: &dyn std::fmt::Display) -> RunError {
    RunError::Backup { file: file.to_owned(), reason: reason.to_string() }
}

/// A folder that only its owner may look into, where it is made; one that is there stays as it is.
pub(crate) fn private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// An empty file that only its owner may read.
pub(crate) fn create_private(path: &Path) -> io::Result<fs::File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(path)?;
    // One that was there keeps its mode otherwise.
    #[cfg(unix)]
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    Ok(file)
}
