//! SQLite: the system's own lock on a file beside the database, which ends with the process that has it. The file holds the name
//! of its owner, and is removed when the lock is released; what a killed process leaves is an empty claim.
//!
//! Each migration's transaction takes SQLite's write lock besides, so that the application, and a runner that came in by
//! `unlock`, are kept out of it too.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use driftline_inspect::Database;
use sea_orm::ConnectionTrait as _;
use sea_orm::sqlx::sqlite::SqliteConnectOptions;

use super::Wait;
use super::holder::Holder;
use crate::error::RunError;

/// What the file is called, behind the database's name.
const SUFFIX: &str = "-driftline-lock";
/// How long a migration waits for the application's writes where no limit was given.
const BUSY_TIMEOUT: Duration = Duration::from_secs(600);
/// How often the lock is looked at.
const PAUSE: Duration = Duration::from_millis(100);

/// The file, locked; `None` for a database in memory, which nobody else sees.
pub(crate) struct Held {
    file: Option<(File, PathBuf)>,
}

/// Waits for the lock.
pub(crate) async fn take(database: &Database, wait: &mut Wait<'_>) -> Result<Held, RunError> {
    let limit = wait.left().unwrap_or(BUSY_TIMEOUT).as_millis().min(u128::from(u32::MAX / 2));
    let pragma = format!("PRAGMA busy_timeout = {limit}");
    database.connection.execute_unprepared(&pragma).await.map_err(RunError::database("preparing the session"))?;
    let Some(path) = path(database) else { return Ok(Held { file: None }) };
    loop {
        match try_once(&path).map_err(|source| RunError::LockFile { file: path.clone(), source })? {
            Some(file) => return Ok(Held { file: Some((file, path)) }),
            None => {
                wait.held(&owner(&path))?;
                wait.pause(PAUSE).await;
            }
        }
    }
}

impl Held {
    /// Removes the file and lets go of it.
    pub(crate) fn release(self) -> Result<(), RunError> {
        if let Some((file, path)) = self.file {
            // Whoever opened it meanwhile sees that it is no longer the one of this name, and makes another.
            if is_named(&file, &path) {
                let _ = std::fs::remove_file(&path);
            }
            drop(file);
        }
        Ok(())
    }
}

/// Whoever holds it.
pub(crate) fn holder(database: &Database) -> Result<Option<String>, RunError> {
    let Some(path) = path(database) else { return Ok(None) };
    let Ok(file) = File::open(&path) else { return Ok(None) };
    match file.try_lock() {
        Ok(()) => Ok(None),
        Err(TryLockError::WouldBlock) => Ok(Some(owner(&path))),
        Err(TryLockError::Error(source)) => Err(RunError::LockFile { file: path, source }),
    }
}

/// Makes the file nobody's: the next runner makes a new one.
pub(crate) fn break_lock(database: &Database) -> Result<(), RunError> {
    let Some(path) = path(database) else { return Ok(()) };
    match std::fs::remove_file(&path) {
        Err(source) if source.kind() != std::io::ErrorKind::NotFound => Err(RunError::LockFile { file: path, source }),
        _ => Ok(()),
    }
}

/// The lock's file: beside the database's own file, wherever links lead to.
fn path(database: &Database) -> Option<PathBuf> {
    let options: SqliteConnectOptions = database.url().parse().ok()?;
    let file = options.get_filename().canonicalize().ok()?;
    let mut name = file.file_name()?.to_owned();
    name.push(SUFFIX);
    Some(file.with_file_name(name))
}

fn try_once(path: &Path) -> std::io::Result<Option<File>> {
    let (mut file, writes) = match OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path) {
        Ok(file) => (file, true),
        // Another user's, which is as good a lock.
        Err(error) if error.kind() == std::io::ErrorKind::PermissionDenied && path.exists() => {
            (File::open(path)?, false)
        }
        Err(error) => return Err(error),
    };
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Ok(None),
        Err(TryLockError::Error(error)) => return Err(error),
    }
    // Another runner may have removed it between opening and locking.
    if !is_named(&file, path) {
        return Ok(None);
    }
    if writes {
        file.set_len(0)?;
        file.rewind()?;
        writeln!(file, "{}", Holder::this().line(200))?;
        file.flush()?;
    }
    Ok(Some(file))
}

/// Whether the open file is the one of this name.
#[cfg(unix)]
fn is_named(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    match (file.metadata(), std::fs::metadata(path)) {
        (Ok(open), Ok(named)) => open.dev() == named.dev() && open.ino() == named.ino(),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_named(_file: &File, path: &Path) -> bool {
    path.exists()
}

fn owner(path: &Path) -> String {
    let mut text = String::new();
    let read = File::open(path).and_then(|mut file| file.read_to_string(&mut text));
    match read.ok().and_then(|_| Holder::parse(&text)) {
        Some(holder) => holder.to_string(),
        None => format!("the owner of {}", path.display()),
    }
}
