//! A whole throw-away database, for replaying a history or running a `.sql` file.

use std::time::{SystemTime, UNIX_EPOCH};

use driftline_schema::Engine;
use sea_orm::{ConnectionTrait, DbBackend, DbErr, Statement};
use url::Url;

use crate::database::sql_state;
use crate::error::engine_words;
use crate::scratch::{PREFIX, random};
use crate::secret::Secrets;
use crate::{Access, Database, InspectError};

/// A leftover younger than this may belong to a run that has not connected to it yet, in seconds.
const YOUNG: u64 = 600;

/// A whole database of its own, for replaying a history or running a `.sql` file.
///
/// Call [`ScratchDatabase::drop`] at the end. What a killed run leaves on a server is dropped by the next one that makes
/// a scratch database there.
#[derive(Debug)]
pub struct ScratchDatabase {
    /// The open database.
    pub database: Database,
    /// From where it was created and what it is called, to drop it; `None` for `:memory:`.
    made: Option<(Database, String)>,
}

impl ScratchDatabase {
    /// An empty database of the same engine: `:memory:` for SQLite; for PostgreSQL `CREATE DATABASE` on the server of
    /// `scratch_url`, or of `near` without one.
    ///
    /// # Errors
    /// [`InspectError::Scratch`] where the role may not create databases, [`InspectError::Open`] where the server cannot
    /// be reached.
    pub async fn create(near: &Database, scratch_url: Option<&str>) -> Result<Self, InspectError> {
        match near.engine {
            Engine::Postgres => create_on_server(scratch_url.unwrap_or(&near.url)).await,
            engine => Self::create_for(engine, scratch_url).await,
        }
    }

    /// An empty database where no other is at hand. SQLite needs no URL.
    ///
    /// # Errors
    /// As [`ScratchDatabase::create`], and [`InspectError::Scratch`] where PostgreSQL is wanted without a URL.
    pub async fn create_for(engine: Engine, scratch_url: Option<&str>) -> Result<Self, InspectError> {
        match (engine, scratch_url) {
            (Engine::Sqlite, _) => {
                Ok(Self { database: Database::open("sqlite::memory:", Access::Write).await?, made: None })
            }
            (Engine::Postgres, Some(url)) => create_on_server(url).await,
            (Engine::Postgres, None) => {
                Err(InspectError::Scratch { reason: "a PostgreSQL server is needed and none was named".to_owned() })
            }
            (Engine::MySql, _) => Err(InspectError::Engine(engine.title().to_owned())),
        }
    }

    /// Closes the database and drops it.
    ///
    /// # Errors
    /// When the server refuses; the database is then left for the next run to drop.
    pub async fn drop(self) -> Result<(), InspectError> {
        let closed = self.database.close().await;
        let Some((server, name)) = self.made else { return closed };
        let dropped = drop_database(&server, &name).await;
        server.close().await?;
        dropped?;
        closed
    }
}

async fn create_on_server(url: &str) -> Result<ScratchDatabase, InspectError> {
    let server = Database::open(url, Access::Write).await?;
    if server.engine != Engine::Postgres {
        let reason = format!("{} is {}, not PostgreSQL", server.shown_url, server.engine);
        return Err(InspectError::Scratch { reason });
    }
    let name = format!("{PREFIX}{:010x}_{:016x}", now(), random());
    let made = make(&server, url, &name).await;
    match made {
        Ok(database) => Ok(ScratchDatabase { database, made: Some((server, name)) }),
        Err(error) => {
            let _ = server.close().await;
            Err(error)
        }
    }
}

async fn make(server: &Database, url: &str, name: &str) -> Result<Database, InspectError> {
    sweep(server).await?;
    let sql = create_statement(server, name).await.map_err(|error| refused(server, &error))?;
    server.connection.execute_unprepared(&sql).await.map_err(|error| refused(server, &error))?;
    let opened = match with_database(url, name) {
        Ok(url) => Database::open(&url, Access::Write).await,
        Err(error) => {
            let reason = error.to_string();
            Err(InspectError::Url { url: Secrets::of(url).shown().to_owned(), reason })
        }
    };
    if opened.is_err() {
        // The first error is the one to tell; a database left here is dropped by the next run.
        let _ = drop_database(server, name).await;
    }
    opened
}

/// `template0` holds nothing of the site and nobody is connected to it; encoding and locale are those of the database the
/// URL names, so that the same texts fit.
async fn create_statement(server: &Database, name: &str) -> Result<String, DbErr> {
    let sql = "SELECT format(' ENCODING %L LC_COLLATE %L LC_CTYPE %L', pg_encoding_to_char(encoding), datcollate, \
        datctype) FROM pg_database WHERE datname = current_database()";
    let row = server.connection.query_one_raw(Statement::from_string(DbBackend::Postgres, sql)).await?;
    let options: Option<String> = row.map(|row| row.try_get_by_index(0)).transpose()?;
    let name = Engine::Postgres.quote(name);
    Ok(format!("CREATE DATABASE {name} TEMPLATE template0{}", options.unwrap_or_default()))
}

fn refused(server: &Database, error: &DbErr) -> InspectError {
    let words = engine_words(error);
    let reason = match sql_state(error).as_deref() {
        Some("42501") => format!("{}: {words} (the role needs CREATEDB)", server.shown_url),
        _ => format!("{}: {words}", server.shown_url),
    };
    InspectError::Scratch { reason }
}

/// `FORCE` ends connections that a killed program has left (PostgreSQL 13).
async fn drop_database(server: &Database, name: &str) -> Result<(), InspectError> {
    let sql = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", Engine::Postgres.quote(name));
    let ran = server.connection.execute_unprepared(&sql).await;
    ran.map(|_| ()).map_err(|source| InspectError::Script { url: server.shown_url.clone(), source })
}

/// Drops what killed runs have left: databases of our naming, old enough, that nobody is connected to. One that cannot be
/// dropped (another role's, or somebody connects just now) is left.
async fn sweep(server: &Database) -> Result<(), InspectError> {
    let sql = "SELECT d.datname::text FROM pg_database d WHERE d.datname LIKE 'driftline\\_scratch\\_%' \
        AND NOT EXISTS (SELECT FROM pg_stat_activity a WHERE a.datid = d.oid) ORDER BY d.datname";
    let what = "the databases of the server";
    let rows = server
        .connection
        .query_all_raw(Statement::from_string(DbBackend::Postgres, sql))
        .await
        .map_err(|source| InspectError::Catalog { what, source })?;
    for row in rows {
        let name: String = row.try_get_by_index(0).map_err(|source| InspectError::Catalog { what, source })?;
        if made_at(&name).is_some_and(|made| made + YOUNG < now()) {
            let sql = format!("DROP DATABASE IF EXISTS {}", Engine::Postgres.quote(&name));
            let _ = server.connection.execute_unprepared(&sql).await;
        }
    }
    Ok(())
}

/// Seconds since 1970.
fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs())
}

/// When a database of our naming was made, in seconds since 1970.
fn made_at(name: &str) -> Option<u64> {
    let (made, random) = name.strip_prefix(PREFIX)?.split_once('_')?;
    let is_ours = made.len() == 10 && random.len() == 16 && u64::from_str_radix(random, 16).is_ok();
    if is_ours { u64::from_str_radix(made, 16).ok() } else { None }
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
    }

    #[test]
    fn only_our_own_names_tell_their_age() {
        assert_eq!(made_at("driftline_scratch_0065000000_0123456789abcdef"), Some(0x6500_0000));
        assert_eq!(made_at("driftline_scratch_of_mine"), None);
        assert_eq!(made_at("driftline_scratch_0065000000_mine"), None);
    }

    #[tokio::test]
    async fn sqlite_needs_no_server() {
        let scratch = ScratchDatabase::create_for(Engine::Sqlite, None).await.expect("created");
        scratch.database.execute_script("CREATE TABLE a (b)").await.expect("runs");
        scratch.drop().await.expect("dropped");
        let error = ScratchDatabase::create_for(Engine::Postgres, None).await.expect_err("no server");
        assert!(error.to_string().contains("--scratch-url"), "{error}");
    }
}
