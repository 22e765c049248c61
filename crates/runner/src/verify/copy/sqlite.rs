//! Copies a SQLite file through SQLite itself, so that what stands in its write-ahead log is copied too.

use driftline_inspect::{Access, Database};
use driftline_schema::Engine;

use super::{Copy, Place};
use crate::error::RunError;

/// `VACUUM INTO` reads the original in one transaction and writes nothing to it (SQLite "VACUUM", with an INTO clause).
pub(super) async fn copy(from: &str) -> Result<Copy, RunError> {
    let folder = tempfile::Builder::new().prefix("driftline_scratch_").tempdir()?;
    let path = folder.path().join("copy.db");
    let original = Database::open(from, Access::Read).await?;
    let shown_url = original.shown_url.clone();
    let sql = format!("VACUUM INTO {}", Engine::Sqlite.literal(&path.display().to_string()));
    let copied = original.execute_script(&sql).await;
    original.close().await?;
    copied?;
    let database = Database::open(&format!("sqlite://{}", path.display()), Access::Write).await?;
    Ok(Copy { shown_url, place: Place::File { database, folder } })
}
