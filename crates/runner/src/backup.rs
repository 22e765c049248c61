//! Backups of SQLite files: their names, their folder, and which there are. Making and checking one is in `backup/copy.rs`;
//! leaves out restoring.
//!
//! A name is `STEM.TIME.WHAT.db`: the database's file, the time in UTC, and what it was made for with the revision
//! (`prt.20261125T045501123Z.before-up-m2026…_drop_fax.db`). The folder is the list: there is no other record to go stale.

pub(crate) mod copy;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use driftline_schema::Engine;
use sea_orm::prelude::{ChronoUtc, DateTimeUtc};
use sea_orm::sqlx::sqlite::SqliteConnectOptions;

use crate::error::RunError;
use crate::settings::Settings;

/// The folder's name beside the database.
const FOLDER: &str = "backups";
/// How a time is written in a name.
const TIME: &str = "%Y%m%dT%H%M%S%3fZ";

/// One backup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Backup {
    /// The file.
    pub(crate) path: PathBuf,
    /// The file's name, which is the backup's.
    pub(crate) name: String,
    /// When it was made, in unix seconds.
    pub(crate) made_at: i64,
    /// What it was made for: `before-up-REVISION`, `at-REVISION`, `before-restore`.
    pub(crate) what: String,
    /// Bytes.
    pub(crate) size: u64,
}

/// Where a SQLite database's backups are.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    /// The database's file.
    pub(crate) file: PathBuf,
    folder: PathBuf,
    stem: String,
}

impl Place {
    /// The place for a database; `None` where it is no file (servers, `:memory:`).
    pub(crate) fn of(settings: &Settings) -> Option<Place> {
        let url = &settings.database_url;
        if driftline_inspect::Database::engine_of_url(url) != Some(Engine::Sqlite) {
            return None;
        }
        let options: SqliteConnectOptions = url.parse().ok()?;
        let file = options.get_filename().to_path_buf();
        // The driver gives a database in memory a name of its own.
        if url.contains(":memory:") || url.contains("mode=memory") || file.as_os_str().is_empty() {
            return None;
        }
        let beside = file.parent().unwrap_or(Path::new("")).join(FOLDER);
        let folder = settings.backups.clone().unwrap_or(beside);
        let stem = file.file_stem().map(|stem| stem.to_string_lossy().replace('.', "_")).unwrap_or_default();
        Some(Place { file, folder, stem })
    }

    /// The folder.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Backups of this database, oldest first.
    ///
    /// # Errors
    /// When the folder is there and cannot be read.
    pub(crate) fn list(&self) -> Result<Vec<Backup>, RunError> {
        let failed =
            |source| RunError::Backup { file: self.folder.clone(), reason: format!("it cannot be read: {source}") };
        let entries = match fs::read_dir(&self.folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(failed(error)),
        };
        let mut all = Vec::new();
        for entry in entries {
            let entry = entry.map_err(failed)?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if let Some((made_at, what)) = self.read(&name) {
                let size = entry.metadata().map_err(failed)?.len();
                all.push(Backup { path: entry.path(), name, made_at, what, size });
            }
        }
        all.sort_by(|one, other| (one.made_at, &one.name).cmp(&(other.made_at, &other.name)));
        Ok(all)
    }

    /// The backup with this name, or the only one whose name holds this part.
    ///
    /// # Errors
    /// [`RunError::NoSuchBackup`] with those there are.
    pub(crate) fn find(&self, part: &str) -> Result<Backup, RunError> {
        let all = self.list()?;
        if let Some(exact) = all.iter().find(|backup| backup.name == part) {
            return Ok(exact.clone());
        }
        let fitting: Vec<&Backup> =
            all.iter().filter(|backup| !part.is_empty() && backup.name.contains(part)).collect();
        if let [only] = fitting.as_slice() {
            return Ok((*only).clone());
        }
        let shown = if fitting.is_empty() { all.iter().collect() } else { fitting };
        let candidates = shown.into_iter().map(|backup| backup.name.clone()).collect();
        Err(RunError::NoSuchBackup { part: part.to_owned(), candidates })
    }

    /// A path for a new backup, free at this moment.
    pub(crate) fn next(&self, what: &str) -> PathBuf {
        let what: String =
            what.chars().map(|c| if c.is_ascii_alphanumeric() || "-_".contains(c) { c } else { '_' }).collect();
        let time = ChronoUtc::now().format(TIME);
        let path = |count: u32| {
            let again = if count == 0 { String::new() } else { format!("-{count}") };
            self.folder.join(format!("{}.{time}.{what}{again}.db", self.stem))
        };
        (0..).map(path).find(|path| !path.exists()).unwrap_or_else(|| path(0))
    }

    fn read(&self, name: &str) -> Option<(i64, String)> {
        let rest = name.strip_prefix(&self.stem)?.strip_prefix('.')?.strip_suffix(".db")?;
        let (time, what) = rest.split_once('.')?;
        let time = sea_orm::prelude::ChronoDateTime::parse_from_str(time, TIME).ok()?;
        let time: DateTimeUtc = time.and_utc();
        Some((time.timestamp(), what.to_owned()))
    }
}

/// Bytes for people.
pub(crate) fn size(bytes: u64) -> String {
    match bytes {
        0..10_000 => format!("{bytes} bytes"),
        10_000..10_000_000 => format!("{} kB", bytes / 1000),
        _ => format!("{} MB", bytes / 1_000_000),
    }
}
