//! A whole throw-away database, for replaying a history or running a `.sql` file.

use driftline_schema::Engine;
use sea_orm::{ConnectionTrait, DbErr, Statement};
use url::Url;

use super::mysql::MySql;
use super::postgres::Postgres;
use super::{name, sqlite};
use crate::error::engine_words;
use crate::secret::Secrets;
use crate::{Access, Database, InspectError};

/// A whole database of its own, for replaying a history or running a `.sql` file.
///
/// Call [`ScratchDatabase::drop`] at the end. What a killed run leaves on a server is dropped by the next one that makes
/// a scratch database there.
#[derive(Debug)]
pub struct ScratchDatabase {
    /// The open database.
    pub database: Database,
    /// From where it was created and the statement that drops it; `None` for `:memory:`.
    made: Option<(Database, String)>,
}

/// How databases are made and dropped on an engine's servers.
pub(super) trait Place {
    /// The engine.
    const ENGINE: Engine;

    /// Names of databases that are called like ours and that nobody is connected to.
    const LEFTOVERS: &str;

    /// The statement that makes an empty database of that name.
    async fn create_statement(server: &Database, name: &str) -> Result<String, DbErr>;

    /// The statement that drops it.
    fn drop_statement(name: &str) -> String;

    /// What would help against an error.
    fn advice(error: &DbErr) -> Option<&'static str>;
}

/// An open database that was made on a server, and what it is called there.
pub(super) struct Made {
    pub(super) database: Database,
    pub(super) name: String,
}

impl ScratchDatabase {
    /// An empty database of the same engine: `:memory:` for SQLite; for the others `CREATE DATABASE` on the server of
    /// `scratch_url`, or of `near` without one.
    ///
    /// # Errors
    /// [`InspectError::Scratch`] where the role may not create databases, [`InspectError::Open`] where the server cannot
    /// be reached.
    pub async fn create(near: &Database, scratch_url: Option<&str>) -> Result<Self, InspectError> {
        Self::create_for(near.engine, Some(scratch_url.unwrap_or(&near.url))).await
    }

    /// An empty database where no other is at hand. SQLite needs no URL.
    ///
    /// # Errors
    /// As [`ScratchDatabase::create`], and [`InspectError::Scratch`] where a server is wanted without a URL.
    pub async fn create_for(engine: Engine, scratch_url: Option<&str>) -> Result<Self, InspectError> {
        match engine {
            Engine::Sqlite => Ok(Self { database: sqlite::open().await?, made: None }),
            Engine::Postgres => create_on_server::<Postgres>(scratch_url).await,
            Engine::MySql => create_on_server::<MySql>(scratch_url).await,
        }
    }

    /// Closes the database and drops it.
    ///
    /// # Errors
    /// When the server refuses; the database is then left for the next run to drop.
    pub async fn drop(self) -> Result<(), InspectError> {
        let closed = self.database.close().await;
        let Some((server, sql)) = self.made else { return closed };
        let dropped = server.execute_script(&sql).await;
        server.close().await?;
        dropped?;
        closed
    }
}

async fn create_on_server<P: Place>(url: Option<&str>) -> Result<ScratchDatabase, InspectError> {
    let Some(url) = url else {
        let reason = format!("a {} server is needed and none was named", P::ENGINE);
        return Err(InspectError::Scratch { reason });
    };
    let server = Database::open(url, Access::Write).await?;
    if server.engine != P::ENGINE {
        let reason = format!("{} is {}, not {}", server.shown_url, server.engine, P::ENGINE);
        return Err(InspectError::Scratch { reason });
    }
    let made = match sweep::<P>(&server).await {
        Ok(()) => make::<P>(&server, url).await,
        Err(error) => Err(error),
    };
    match made {
        Ok(Made { database, name }) => Ok(ScratchDatabase { database, made: Some((server, P::drop_statement(&name))) }),
        Err(error) => {
            let _ = server.close().await;
            Err(error)
        }
    }
}

/// Makes a database on a server and opens it under the server's URL.
pub(super) async fn make<P: Place>(server: &Database, url: &str) -> Result<Made, InspectError> {
    let name = name::new();
    let sql = P::create_statement(server, &name).await.map_err(|error| refused::<P>(server, &error))?;
    server.connection.execute_unprepared(&sql).await.map_err(|error| refused::<P>(server, &error))?;
    let opened = match with_database(url, &name) {
        Ok(url) => Database::open(&url, Access::Write).await,
        Err(error) => {
            let reason = error.to_string();
            Err(InspectError::Url { url: Secrets::of(url).shown().to_owned(), reason })
        }
    };
    if opened.is_err() {
        // The first error is the one to tell; a database left here is dropped by the next run.
        let _ = server.connection.execute_unprepared(&P::drop_statement(&name)).await;
    }
    Ok(Made { database: opened?, name })
}

fn refused<P: Place>(server: &Database, error: &DbErr) -> InspectError {
    let words = engine_words(error);
    let reason = match P::advice(error) {
        Some(advice) => format!("{}: {words} ({advice})", server.shown_url),
        None => format!("{}: {words}", server.shown_url),
    };
    InspectError::Scratch { reason }
}

/// Drops what killed runs have left: databases of our naming, old enough, that nobody is connected to. One that cannot be
/// dropped (another role's, or somebody connects just now) is left.
pub(super) async fn sweep<P: Place>(server: &Database) -> Result<(), InspectError> {
    let what = "the databases of the server";
    let rows = server
        .connection
        .query_all_raw(Statement::from_string(server.connection.get_database_backend(), P::LEFTOVERS))
        .await
        .map_err(|source| InspectError::Catalog { what, source })?;
    for row in rows {
        let name: String = row.try_get_by_index(0).map_err(|source| InspectError::Catalog { what, source })?;
        if name::is_leftover(&name) {
            let sql = format!("DROP DATABASE IF EXISTS {}", P::ENGINE.quote(&name));
            let _ = server.connection.execute_unprepared(&sql).await;
        }
    }
    Ok(())
}

/// The URL of another database on the same server.
fn with_database(url: &str, name: &str) -> Result<String, url::ParseError> {
    let mut url = Url::parse(url)?;
    url.set_path(&format!("/{name}"));
    let kept: Vec<(String, String)> = url
        .query_pairs()
        .filter(|(key, _)| key != "dbname")
        .map(|(key, value)| (key.into_owned(), value.into_owned()))
        .collect();
    url.set_query(None);
    if !kept.is_empty() {
        url.query_pairs_mut().extend_pairs(kept);
    }
    Ok(url.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_database_of_a_url_is_replaced() {
        let url = with_database("postgres://me:p%40@h:1/old?dbname=x&sslmode=disable", "new").expect("a URL");
        assert_eq!(url, "postgres://me:p%40@h:1/new?sslmode=disable");
        assert_eq!(with_database("postgres:///old?host=/tmp", "new").expect("a URL"), "postgres:///new?host=%2Ftmp");
        assert_eq!(with_database("postgres://h", "new").expect("a URL"), "postgres://h/new");
        let url = with_database("mariadb://me@h/old?socket=/a.sock", "new").expect("a URL");
        assert_eq!(url, "mariadb://me@h/new?socket=%2Fa.sock");
    }

    #[tokio::test]
    async fn sqlite_needs_no_server() {
        let scratch = ScratchDatabase::create_for(Engine::Sqlite, None).await.expect("created");
        scratch.database.execute_script("CREATE TABLE a (b)").await.expect("runs");
        scratch.drop().await.expect("dropped");
        for engine in [Engine::Postgres, Engine::MySql] {
            let error = ScratchDatabase::create_for(engine, None).await.expect_err("no server").to_string();
            assert!(error.contains("--scratch-url") && error.contains(engine.title()), "{error}");
        }
    }
}
