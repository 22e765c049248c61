//! Opening a database by URL, for looking or for writing. Leaves out reading its catalog.

mod mysql;
mod postgres;
pub(crate) mod script;
mod sqlite;

use std::fmt;
use std::time::Duration;

use driftline_schema::Engine;
use sea_orm::{
    ConnectOptions, ConnectionTrait, DatabaseConnection, DbBackend, DbErr, QueryResult, SqlxMySqlError, Statement,
};
use tokio::net::TcpStream;

use crate::InspectError;
use crate::mysql::Flavour;
use crate::secret::Secrets;

pub use mysql::set_up as set_up_mysql;

/// How long opening waits for a server unless the URL says `connect_timeout=SECONDS`.
const PATIENCE: Duration = Duration::from_secs(5);

/// What a database is opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Looking: a SQLite file is opened read-only and must exist.
    Read,
    /// Writing to a database that exists.
    Write,
    /// Writing; a SQLite file and its folder are created if absent.
    Create,
}

/// An open database. Holds one connection, so that session settings stick.
pub struct Database {
    /// The connection (a pool of one).
    pub connection: DatabaseConnection,
    /// The engine behind it.
    pub engine: Engine,
    /// The URL with its password replaced by `***`.
    pub shown_url: String,
    /// The URL as given. Never print it.
    pub(crate) url: String,
    version: u32,
    flavour: Option<Flavour>,
}

impl fmt::Debug for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Database")
            .field("engine", &self.engine)
            .field("url", &self.shown_url)
            .field("version", &self.version)
            .finish_non_exhaustive()
    }
}

impl Database {
    /// Opens the database behind a URL: `sqlite:`, `postgres:` or `postgresql:`, `mysql:` or `mariadb:`.
    ///
    /// A relative SQLite path counts from the working directory; `sqlite::memory:` is a database that lives as long as
    /// the connection. With [`Access::Read`] the file is opened read-only whatever the URL's `mode` says.
    ///
    /// # Errors
    /// [`InspectError::Url`], [`InspectError::NoFile`], [`InspectError::Folder`] or [`InspectError::Open`]; none of them
    /// shows the password.
    pub async fn open(url: &str, access: Access) -> Result<Self, InspectError> {
        let secrets = Secrets::of(url);
        let engine = engine_of_url(url, &secrets)?;
        let (connection, version, flavour) = match engine {
            Engine::Sqlite => {
                let (connection, version) = sqlite::open(url, access, &secrets).await?;
                (connection, version, None)
            }
            Engine::Postgres => {
                let (connection, version) = postgres::open(url, &secrets).await?;
                (connection, version, None)
            }
            Engine::MySql => {
                let (connection, version, flavour) = mysql::open(url, &secrets).await?;
                (connection, version, Some(flavour))
            }
        };
        Ok(Self { connection, engine, shown_url: secrets.shown().to_owned(), url: url.to_owned(), version, flavour })
    }

    /// The engine's version as one number: PostgreSQL's `server_version_num` (150020 is 15.20), SQLite's
    /// `SQLITE_VERSION_NUMBER` (3051003 is 3.51.3), MariaDB's and MySQL's made alike (101119 is 10.11.19).
    #[must_use]
    pub fn version(&self) -> u32 {
        self.version
    }

    /// Which of the two a [`Engine::MySql`] is; `None` for another engine.
    #[must_use]
    pub fn flavour(&self) -> Option<Flavour> {
        self.flavour
    }

    /// The URL as given, with its password: for handing on to another program, never for printing.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The engine that a URL names; `None` where it names none.
    #[must_use]
    pub fn engine_of_url(url: &str) -> Option<Engine> {
        engine_of_url(url, &Secrets::of(url)).ok()
    }

    /// Runs any number of statements, sent as one text; to MariaDB and MySQL as several where the script itself says
    /// `DELIMITER`.
    ///
    /// # Errors
    /// What the engine says about the first statement it refuses; PostgreSQL has then undone all of them, the others have
    /// kept those before it.
    pub async fn execute_script(&self, sql: &str) -> Result<(), InspectError> {
        let texts = match self.engine {
            Engine::MySql => script::texts(sql),
            _ => vec![sql.to_owned()],
        };
        for text in texts.iter().filter(|text| !text.trim().is_empty()) {
            let ran = self.connection.execute_unprepared(text).await;
            ran.map_err(|source| InspectError::Script { url: self.shown_url.clone(), source })?;
        }
        Ok(())
    }

    /// Closes the connection and waits until the engine has let go of it.
    ///
    /// # Errors
    /// [`InspectError::Open`] with what the driver said.
    pub async fn close(self) -> Result<(), InspectError> {
        let url = self.shown_url;
        self.connection.close().await.map_err(|source| InspectError::Open { url, advice: "", source })
    }
}

/// The engine that a URL's scheme names.
///
/// # Errors
/// [`InspectError::Url`] where it names none.
fn engine_of_url(url: &str, secrets: &Secrets) -> Result<Engine, InspectError> {
    let scheme = url.split_once(':').map_or("", |(scheme, _)| scheme);
    match Engine::named(&scheme.to_ascii_lowercase()) {
        Some(engine) => Ok(engine),
        None => {
            let reason = if scheme.is_empty() || scheme.contains(['/', '\\']) {
                "it does not say which engine".to_owned()
            } else {
                format!("no engine is called `{scheme}`")
            };
            Err(InspectError::Url { url: secrets.shown().to_owned(), reason })
        }
    }
}

fn options(url: &str, patience: Duration) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(1)
        .min_connections(0)
        .connect_timeout(patience)
        .acquire_timeout(patience)
        // The one connection is never given up: session settings and a `:memory:` database live in it.
        .idle_timeout(None::<Duration>)
        .max_lifetime(None::<Duration>)
        // A ping before each statement would double the round trips.
        .test_before_acquire(false)
        .sqlx_logging(false);
    options
}

async fn first_row(connection: &DatabaseConnection, backend: DbBackend, sql: &str) -> Result<QueryResult, DbErr> {
    let row = connection.query_one_raw(Statement::from_string(backend, sql)).await?;
    row.ok_or_else(|| DbErr::RecordNotFound(sql.to_owned()))
}

fn configuration_reason(error: &sea_orm::sqlx::Error) -> String {
    match error {
        sea_orm::sqlx::Error::Configuration(source) => source.to_string(),
        other => other.to_string(),
    }
}

/// The URL without `connect_timeout` (libpq's and MySQL's word), which no driver knows, and its value.
fn take_timeout(url: &str) -> Result<(String, Duration), url::ParseError> {
    let mut parsed = url::Url::parse(url)?;
    let mut patience = PATIENCE;
    let mut kept = Vec::new();
    for (name, value) in parsed.query_pairs() {
        match value.parse::<u64>() {
            Ok(seconds) if name == "connect_timeout" && seconds > 0 => patience = Duration::from_secs(seconds),
            _ if name == "connect_timeout" => {}
            _ => kept.push((name.into_owned(), value.into_owned())),
        }
    }
    if parsed.query_pairs().any(|(name, _)| name == "connect_timeout") {
        parsed.set_query(None);
        if !kept.is_empty() {
            parsed.query_pairs_mut().extend_pairs(kept);
        }
        return Ok((parsed.into(), patience));
    }
    Ok((url.to_owned(), patience))
}

/// Whether anything listens: the pool takes a refused connection for a server that is starting, and would wait.
async fn knock_at(host: &str, port: u16, patience: Duration) -> Result<(), String> {
    match tokio::time::timeout(patience, TcpStream::connect((host, port))).await {
        Ok(Ok(_)) => Ok(()),
        Ok(Err(error)) => Err(format!("{host}:{port}: {error}")),
        Err(_) => Err(format!("{host}:{port} gave no answer within {} s", patience.as_secs())),
    }
}

/// The SQLSTATE (or SQLite's extended result code) of a database's own error.
#[must_use]
pub(crate) fn sql_state(error: &DbErr) -> Option<String> {
    use sea_orm::RuntimeErr::SqlxError;
    match error {
        DbErr::Conn(SqlxError(error)) | DbErr::Exec(SqlxError(error)) | DbErr::Query(SqlxError(error)) => {
            error.as_database_error().and_then(|error| error.code()).map(|code| code.into_owned())
        }
        _ => None,
    }
}

/// The number of MariaDB's or MySQL's own error, which says more than its SQLSTATE.
#[must_use]
pub(crate) fn error_number(error: &DbErr) -> Option<u16> {
    use sea_orm::RuntimeErr::SqlxError;
    match error {
        DbErr::Conn(SqlxError(error)) | DbErr::Exec(SqlxError(error)) | DbErr::Query(SqlxError(error)) => {
            let error = error.as_database_error()?;
            error.try_downcast_ref::<SqlxMySqlError>().map(SqlxMySqlError::number)
        }
        _ => None,
    }
}

fn says(error: &DbErr, text: &str) -> bool {
    error.to_string().contains(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn refused(url: &str, access: Access) -> String {
        match Database::open(url, access).await {
            Ok(_) => panic!("{url} was opened"),
            Err(error) => error.to_string(),
        }
    }

    #[tokio::test]
    async fn a_url_names_an_engine() {
        assert!(refused("prt.db", Access::Read).await.contains("does not say which engine"));
        assert!(refused("oracle://x", Access::Read).await.contains("no engine is called `oracle`"));
        assert_eq!(Database::engine_of_url("mysql://h/d"), Some(Engine::MySql));
        assert_eq!(Database::engine_of_url("MariaDB://h/d"), Some(Engine::MySql));
    }

    #[tokio::test]
    async fn looking_creates_no_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a/prt.db");
        let url = format!("sqlite://{}?mode=rwc", path.display());
        for access in [Access::Read, Access::Write] {
            let error = Database::open(&url, access).await.expect_err("no file");
            assert!(matches!(error, InspectError::NoFile { .. }), "{error}");
        }
        assert!(!path.exists() && !folder.path().join("a").exists());
        let made = Database::open(&url, Access::Create).await.expect("created");
        made.execute_script("CREATE TABLE a (b); INSERT INTO a VALUES (1); CREATE TABLE c (d)").await.expect("runs");
        assert!(made.version() > 3_035_000);
        made.close().await.expect("closed");
        let looking = Database::open(&url, Access::Read).await.expect("opened");
        let error = looking.execute_script("CREATE TABLE e (f)").await.expect_err("read-only");
        assert!(error.to_string().contains("readonly"), "{error}");
    }

    #[tokio::test]
    async fn other_files_and_folders_are_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("letter.txt");
        std::fs::write(&path, "Dear all, ".repeat(100)).expect("written");
        let error = refused(&format!("sqlite:{}", path.display()), Access::Create).await;
        assert!(error.contains("not a SQLite database"), "{error}");
        assert_eq!(std::fs::read(&path).expect("read").len(), 1000);
        let error = refused(&format!("sqlite:{}", folder.path().display()), Access::Read).await;
        assert!(error.contains("it is a folder"), "{error}");
        let error = refused(&format!("sqlite:{}/x.db", path.display()), Access::Create).await;
        assert!(error.contains("letter.txt"), "{error}");
        assert!(refused("sqlite://x.db?mode=quick", Access::Read).await.contains("mode"));
        assert!(refused("sqlite://", Access::Create).await.contains("names no file"));
    }

    #[tokio::test]
    async fn memory_lives_as_long_as_its_connection() {
        for url in ["sqlite::memory:", "sqlite://:memory:"] {
            let one = Database::open(url, Access::Write).await.expect("opened");
            one.execute_script("CREATE TABLE a (b)").await.expect("runs");
            one.execute_script("INSERT INTO a VALUES (1)").await.expect("is still there");
            let other = Database::open(url, Access::Write).await.expect("opened");
            other.execute_script("CREATE TABLE a (b)").await.expect("is another one");
        }
    }

    #[tokio::test]
    async fn a_dead_server_is_named_at_once_and_without_the_password() {
        let started = std::time::Instant::now();
        let error = refused("postgres://me:hunter2@127.0.0.1:9/prt", Access::Read).await;
        assert!(error.contains("127.0.0.1:9") && error.contains("is the server running"), "{error}");
        assert!(!error.contains("hunter2"), "{error}");
        assert!(started.elapsed() < PATIENCE);
        let error = refused("postgresql://me:hunter2@/prt?host=/nowhere/at/all", Access::Read).await;
        assert!(error.contains("/nowhere/at/all") && !error.contains("hunter2"), "{error}");
        for scheme in ["mysql", "mariadb"] {
            let error = refused(&format!("{scheme}://me:hunter2@127.0.0.1:9/prt"), Access::Read).await;
            assert!(error.contains("127.0.0.1:9") && error.contains("is the server running"), "{error}");
            assert!(error.contains(scheme) && !error.contains("hunter2"), "{error}");
        }
        let error = refused("mysql://me:hunter2@h/prt?socket=/nowhere/at/all.sock", Access::Read).await;
        assert!(error.contains("/nowhere/at/all.sock: No such file") && !error.contains("hunter2"), "{error}");
        assert!(started.elapsed() < PATIENCE);
    }

    #[test]
    fn a_connect_timeout_is_taken_from_the_url() {
        let (url, patience) = take_timeout("postgres://h/d?connect_timeout=2&sslmode=disable").expect("a URL");
        assert_eq!((url.as_str(), patience), ("postgres://h/d?sslmode=disable", Duration::from_secs(2)));
        let (url, patience) = take_timeout("postgres://h/d").expect("a URL");
        assert_eq!((url.as_str(), patience), ("postgres://h/d", PATIENCE));
    }
}
