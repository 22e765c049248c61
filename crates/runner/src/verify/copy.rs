//! A copy of a real database, schema and rows, in a throw-away one. The original is only read. Leaves out what is done with
//! the copy.

mod mysql;
mod postgres;
mod sqlite;

use std::fs::File;
use std::io::{Read as _, Seek as _};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use async_trait::async_trait;
use driftline_inspect::scratch::ScratchDatabase;
use driftline_inspect::{Access, Database};
use driftline_schema::Engine;

use crate::error::RunError;

/// A copy. Call [`Copy::remove`] at the end.
#[derive(Debug)]
pub(crate) struct Copy {
    /// The original, without its password.
    pub(crate) shown_url: String,
    place: Place,
}

#[derive(Debug)]
enum Place {
    File { database: Database, folder: tempfile::TempDir },
    Server(ScratchDatabase),
}

impl Copy {
    /// Copies the database behind `from` to a throw-away database, on the server of `url` where the engine has servers.
    ///
    /// # Errors
    /// When the original cannot be read, or the programs that copy are not there.
    pub(crate) async fn of(from: &str, engine: Engine, url: Option<&str>) -> Result<Copy, RunError> {
        match engine {
            Engine::Sqlite => sqlite::copy(from).await,
            Engine::Postgres => on_server(from, url, &postgres::Postgres).await,
            Engine::MySql => on_server(from, url, &mysql::MySql).await,
        }
    }

    /// The copy.
    pub(crate) fn database(&self) -> &Database {
        match &self.place {
            Place::File { database, .. } => database,
            Place::Server(scratch) => &scratch.database,
        }
    }

    /// Removes the copy.
    ///
    /// # Errors
    /// When the server refuses, or the file cannot be removed.
    pub(crate) async fn remove(self) -> Result<(), RunError> {
        match self.place {
            Place::File { database, folder } => {
                database.close().await?;
                Ok(folder.close()?)
            }
            Place::Server(scratch) => Ok(scratch.drop().await?),
        }
    }
}

/// How an engine with servers copies.
#[async_trait]
trait Programs: Send + Sync {
    /// The engine.
    fn engine(&self) -> Engine;

    /// Gives the empty copy what the original's database has beside its objects, as far as that decides what they become.
    async fn settle(&self, _original: &Database, _copy: &Database) -> Result<(), RunError> {
        Ok(())
    }

    /// Fills the copy.
    fn fill(&self, from: &str, to: &str) -> Result<(), RunError>;
}

/// Makes a database on a server and has programs of the engine's fill it.
async fn on_server(from: &str, url: Option<&str>, programs: &dyn Programs) -> Result<Copy, RunError> {
    // Says what is wrong with the URL before a program does in its own words.
    let original = Database::open(from, Access::Read).await?;
    let shown_url = original.shown_url.clone();
    let scratch = ScratchDatabase::create_for(programs.engine(), url).await?;
    let settled = programs.settle(&original, &scratch.database).await;
    original.close().await?;
    match settled.and_then(|()| programs.fill(from, scratch.database.url())) {
        Ok(()) => Ok(Copy { shown_url, place: Place::Server(scratch) }),
        Err(error) => {
            // The first error is the one to tell; a database left here is dropped by the next run.
            let _ = scratch.drop().await;
            Err(error)
        }
    }
}

/// Runs one program and gives another one what it prints. Neither has a password among its arguments.
fn pipe(mut from: Command, mut to: Command) -> Result<(), RunError> {
    let failed = |program: &Command, reason: &dyn std::fmt::Display| RunError::Copy {
        reason: format!("{} {reason}", program.get_program().to_string_lossy()),
    };
    let (mut from_said, mut to_said) = (tempfile::tempfile()?, tempfile::tempfile()?);
    from.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(from_said.try_clone()?);
    let mut reading = from.spawn().map_err(|error| failed(&from, &format!("does not start: {error}")))?;
    if let Some(output) = reading.stdout.take() {
        to.stdin(output);
    }
    to.stdout(Stdio::null()).stderr(to_said.try_clone()?);
    let writing = to.status();
    // Its pipe is closed by now, so that it ends whatever became of the other.
    to.stdin(Stdio::null());
    let read = reading.wait()?;
    let wrote = writing.map_err(|error| failed(&to, &format!("does not start: {error}")))?;
    // Whoever stops first is the cause; the reader of a closed pipe only follows.
    let to_text = said(&mut to_said)?;
    if !wrote.success() {
        let from_text = said(&mut from_said)?;
        let reason = if to_text.is_empty() { from_text } else { to_text };
        return Err(failed(&to, &format!("failed: {reason}")));
    }
    if !read.success() {
        return Err(failed(&from, &format!("failed: {}", said(&mut from_said)?)));
    }
    Ok(())
}

/// What a program has written into the file.
fn said(file: &mut File) -> Result<String, RunError> {
    let mut bytes = Vec::new();
    file.rewind()?;
    file.read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).trim().to_owned())
}

/// The first of these programs that is there: in the folder that the variable names, else on the path.
fn find(names: &[&str], variable: &str, how_to_get: &str) -> Result<PathBuf, RunError> {
    let named = std::env::var_os(variable).filter(|folder| !folder.is_empty()).map(PathBuf::from);
    let path = std::env::var_os("PATH").map(|path| std::env::split_paths(&path).collect()).unwrap_or_default();
    let folders: Vec<PathBuf> = named.into_iter().chain::<Vec<PathBuf>>(path).collect();
    let found =
        folders.iter().find_map(|folder| names.iter().map(|name| folder.join(name)).find(|program| program.is_file()));
    found.ok_or_else(|| RunError::Copy {
        reason: format!(
            "there is no {} on the path: {how_to_get}, or name its folder with {variable}",
            names.join(" or ")
        ),
    })
}
