//! Opening a SQLite file. Leaves out what is read from it.

use std::io;
use std::path::Path;

use sea_orm::sqlx::sqlite::SqliteConnectOptions;
use sea_orm::sqlx::{ConnectOptions as _, Connection as _};
use sea_orm::{DatabaseConnection, DbBackend, DbErr};

use super::{Access, PATIENCE, configuration_reason, first_row, options, says, sql_state};
use crate::InspectError;
use crate::secret::Secrets;

/// SQLITE_READONLY_ROLLBACK and SQLITE_READONLY_RECOVERY.
const LEFT_BY_A_DEAD_WRITER: [&str; 2] = ["776", "264"];

pub(super) async fn open(
    url: &str,
    access: Access,
    secrets: &Secrets,
) -> Result<(DatabaseConnection, u32), InspectError> {
    let parsed: SqliteConnectOptions = url.parse().map_err(|error: sea_orm::sqlx::Error| InspectError::Url {
        url: secrets.shown().to_owned(),
        reason: configuration_reason(&error),
    })?;
    // SeaORM takes only what parses as a URL, which a path need not: the driver gets the options as it parsed them.
    let mut options = options("sqlite::memory:", PATIENCE);
    let mut wanted = parsed.disable_statement_logging();
    if !is_in_memory(url) {
        let path = wanted.get_filename().to_path_buf();
        prepare_file(&path, access, secrets)?;
        wanted = wanted.read_only(access == Access::Read).create_if_missing(access == Access::Create);
    }
    let looking = (access == Access::Read && !is_in_memory(url)).then(|| wanted.clone());
    options.map_sqlx_sqlite_opts(move |_| wanted.clone());
    let failed = |source: DbErr| {
        let not_a_database =
            "; it is not a SQLite database (or an encrypted one): name another file, or move this one away";
        let advice = if says(&source, "file is not a database") { not_a_database } else { "" };
        InspectError::Open { url: secrets.shown().to_owned(), advice, source: secrets.scrub(source) }
    };
    let mut opened = connect(options.clone()).await;
    if let (Err(error), Some(looking)) = (&opened, &looking)
        && sql_state(error).is_some_and(|code| LEFT_BY_A_DEAD_WRITER.contains(&code.as_str()))
    {
        roll_back_what_a_dead_writer_left(looking).await;
        opened = connect(options).await;
    }
    let (connection, row) = opened.map_err(failed)?;
    let version: String = row.try_get_by_index(0).map_err(failed)?;
    Ok((connection, sqlite_version_number(&version)))
}

/// Connects and reads for the first time. Connecting may read too: SeaORM asks for the engine's version.
async fn connect(options: sea_orm::ConnectOptions) -> Result<(DatabaseConnection, sea_orm::QueryResult), DbErr> {
    let connection = sea_orm::Database::connect(options).await?;
    // The schema version stands in the file's header.
    let check = "SELECT sqlite_version(), (SELECT schema_version FROM pragma_schema_version)";
    match first_row(&connection, DbBackend::Sqlite, check).await {
        Ok(row) => Ok((connection, row)),
        Err(source) => {
            let _ = connection.close_by_ref().await;
            Err(source)
        }
    }
}

/// Lets SQLite itself undo the transaction of a process that was killed: who only looks may not, and would be refused
/// (SQLITE_READONLY_ROLLBACK, SQLITE_READONLY_RECOVERY). Nothing else is written; where it cannot be done, opening says so.
async fn roll_back_what_a_dead_writer_left(looking: &SqliteConnectOptions) {
    let _ = probe(&looking.clone().read_only(false)).await;
}

/// The first read of a connection, which finds a journal that is left.
async fn probe(options: &SqliteConnectOptions) -> Result<(), sea_orm::sqlx::Error> {
    let mut connection = options.connect().await?;
    let read = sea_orm::sqlx::raw_sql("SELECT count(*) FROM sqlite_schema").execute(&mut connection).await;
    connection.close().await?;
    read.map(|_| ())
}

fn is_in_memory(url: &str) -> bool {
    let rest = url.split_once(':').map_or("", |(_, rest)| rest).trim_start_matches("//");
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    path == ":memory:" || query.split('&').any(|pair| pair == "mode=memory")
}

fn prepare_file(path: &Path, access: Access, secrets: &Secrets) -> Result<(), InspectError> {
    let refused =
        |error: io::Error, path: &Path| InspectError::Folder { path: path.display().to_string(), source: error };
    if path.as_os_str().is_empty() {
        return Err(InspectError::Url { url: secrets.shown().to_owned(), reason: "it names no file".to_owned() });
    }
    if path.is_dir() {
        let error = io::Error::other("it is a folder, not a database file");
        return Err(refused(error, path));
    }
    if path.exists() {
        return Ok(());
    }
    if access != Access::Create {
        return Err(InspectError::NoFile { path: path.display().to_string() });
    }
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => {
            std::fs::create_dir_all(folder).map_err(|error| refused(error, folder))
        }
        _ => Ok(()),
    }
}

/// `3.51.3` as 3051003.
fn sqlite_version_number(text: &str) -> u32 {
    let mut parts = text.split('.').map(|part| part.parse().unwrap_or(0));
    let mut next = || parts.next().unwrap_or(0_u32);
    next() * 1_000_000 + next() * 1_000 + next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_numbers() {
        assert_eq!(sqlite_version_number("3.51.3"), 3_051_003);
        assert_eq!(sqlite_version_number("3.9"), 3_009_000);
    }
}
