//! Opening a database by URL, for looking or for writing. Leaves out reading its catalog.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use driftline_schema::Engine;
use sea_orm::sqlx::ConnectOptions as _;
use sea_orm::sqlx::postgres::PgConnectOptions;
use sea_orm::sqlx::sqlite::SqliteConnectOptions;
use sea_orm::{ConnectOptions, ConnectionTrait, DatabaseConnection, DbBackend, DbErr, QueryResult, Statement};
use tokio::net::TcpStream;

use crate::InspectError;
use crate::secret::Secrets;

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
    /// Opens the database behind a URL: `sqlite:`, `postgres:` or `postgresql:`.
    ///
    /// A relative SQLite path counts from the working directory; `sqlite::memory:` is a database that lives as long as
    /// the connection. With [`Access::Read`] the file is opened read-only whatever the URL's `mode` says.
    ///
    /// # Errors
    /// [`InspectError::Url`], [`InspectError::Engine`], [`InspectError::NoFile`] or [`InspectError::Open`]; none of them
    /// shows the password.
    pub async fn open(url: &str, access: Access) -> Result<Self, InspectError> {
        let secrets = Secrets::of(url);
        let engine = engine_of_url(url, &secrets)?;
        let (connection, version) = match engine {
            Engine::Sqlite => open_sqlite(url, access, &secrets).await?,
            Engine::Postgres => open_postgres(url, &secrets).await?,
            Engine::MySql => return Err(InspectError::Engine(engine.title().to_owned())),
        };
        Ok(Self { connection, engine, shown_url: secrets.shown().to_owned(), url: url.to_owned(), version })
    }

    /// The engine's version as one number: PostgreSQL's `server_version_num` (150020 is 15.20), SQLite's
    /// `SQLITE_VERSION_NUMBER` (3051003 is 3.51.3).
    #[must_use]
    pub fn version(&self) -> u32 {
        self.version
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

    /// Runs any number of statements, sent as one text.
    ///
    /// # Errors
    /// What the engine says about the first statement it refuses; PostgreSQL has then undone all of them, SQLite has
    /// kept those before it.
    pub async fn execute_script(&self, sql: &str) -> Result<(), InspectError> {
        if sql.trim().is_empty() {
            return Ok(());
        }
        let ran = self.connection.execute_unprepared(sql).await;
        ran.map(|_| ()).map_err(|source| InspectError::Script { url: self.shown_url.clone(), source })
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
/// [`InspectError::Url`] where it names none, [`InspectError::Engine`] where Driftline does not speak to it.
fn engine_of_url(url: &str, secrets: &Secrets) -> Result<Engine, InspectError> {
    let scheme = url.split_once(':').map_or("", |(scheme, _)| scheme);
    match scheme.to_ascii_lowercase().as_str() {
        "sqlite" => Ok(Engine::Sqlite),
        "postgres" | "postgresql" => Ok(Engine::Postgres),
        "mysql" | "mariadb" => Err(InspectError::Engine(Engine::MySql.title().to_owned())),
        _ => {
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

// SQLite

async fn open_sqlite(url: &str, access: Access, secrets: &Secrets) -> Result<(DatabaseConnection, u32), InspectError> {
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
    options.map_sqlx_sqlite_opts(move |_| wanted.clone());
    let failed = |source: DbErr| {
        let not_a_database =
            "; it is not a SQLite database (or an encrypted one): name another file, or move this one away";
        let advice = if says(&source, "file is not a database") { not_a_database } else { "" };
        InspectError::Open { url: secrets.shown().to_owned(), advice, source: secrets.scrub(source) }
    };
    let connection = sea_orm::Database::connect(options).await.map_err(failed)?;
    // Opening reads nothing; the schema version stands in the file's header.
    let check = "SELECT sqlite_version(), (SELECT schema_version FROM pragma_schema_version)";
    let row = match first_row(&connection, DbBackend::Sqlite, check).await {
        Ok(row) => row,
        Err(source) => {
            let _ = connection.close_by_ref().await;
            return Err(failed(source));
        }
    };
    let version: String = row.try_get_by_index(0).map_err(failed)?;
    Ok((connection, sqlite_version_number(&version)))
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

fn configuration_reason(error: &sea_orm::sqlx::Error) -> String {
    match error {
        sea_orm::sqlx::Error::Configuration(source) => source.to_string(),
        other => other.to_string(),
    }
}

// PostgreSQL

async fn open_postgres(url: &str, secrets: &Secrets) -> Result<(DatabaseConnection, u32), InspectError> {
    let unusable =
        |reason: String| InspectError::Url { url: secrets.shown().to_owned(), reason: secrets.hide(&reason) };
    let (url, patience) = take_timeout(url).map_err(|error| unusable(error.to_string()))?;
    let parsed: PgConnectOptions =
        url.parse().map_err(|error: sea_orm::sqlx::Error| unusable(configuration_reason(&error)))?;
    let failed = |source: DbErr| InspectError::Open {
        url: secrets.shown().to_owned(),
        advice: postgres_advice(&source),
        source: secrets.scrub(source),
    };
    knock(&parsed, patience).await.map_err(|error| failed(DbErr::Custom(error)))?;
    let mut options = options(&url, patience);
    options.map_sqlx_postgres_opts(|postgres| {
        // Catalog texts are read and compared; NOTICEs of a replayed script are nobody's business.
        postgres.options([("client_min_messages", "warning")])
    });
    let connection = sea_orm::Database::connect(options).await.map_err(failed)?;
    let row = first_row(&connection, DbBackend::Postgres, "SELECT current_setting('server_version_num')::int4")
        .await
        .map_err(failed)?;
    let version: i32 = row.try_get_by_index(0).map_err(failed)?;
    Ok((connection, u32::try_from(version).unwrap_or(0)))
}

/// The URL without libpq's `connect_timeout`, which the driver does not know, and its value.
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
async fn knock(options: &PgConnectOptions, patience: Duration) -> Result<(), String> {
    if let Some(folder) = options.get_socket() {
        let socket = PathBuf::from(folder).join(format!(".s.PGSQL.{}", options.get_port()));
        return if socket.exists() { Ok(()) } else { Err(format!("there is no socket {}", socket.display())) };
    }
    let address = (options.get_host(), options.get_port());
    match tokio::time::timeout(patience, TcpStream::connect(address)).await {
        Ok(Ok(_)) => Ok(()),
        Ok(Err(error)) => Err(format!("{}:{}: {error}", address.0, address.1)),
        Err(_) => Err(format!("{}:{} gave no answer within {} s", address.0, address.1, patience.as_secs())),
    }
}

/// What to do about a refusal, by its SQLSTATE (manual, appendix A).
fn postgres_advice(error: &DbErr) -> &'static str {
    match sql_state(error).as_deref() {
        Some("28P01" | "28000") => {
            "; check user and password in the URL (DATABASE_URL, --database-url or .env) and the server's pg_hba.conf"
        }
        Some("3D000") => "; create it with `createdb`, or name another database in the URL",
        Some("53300") => "; close other connections, or raise max_connections",
        Some("57P03") => "; the server is starting or stopping: try again",
        Some("42501") => "; ask its owner for the CONNECT privilege",
        Some(_) => "",
        None => "; is the server running, and are host and port of the URL right?",
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
        let mysql = Database::open("mysql://root:hunter2@h/d", Access::Read).await.expect_err("MySQL");
        assert!(matches!(mysql, InspectError::Engine(_)), "{mysql}");
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
    }

    #[test]
    fn a_connect_timeout_is_taken_from_the_url() {
        let (url, patience) = take_timeout("postgres://h/d?connect_timeout=2&sslmode=disable").expect("a URL");
        assert_eq!((url.as_str(), patience), ("postgres://h/d?sslmode=disable", Duration::from_secs(2)));
        let (url, patience) = take_timeout("postgres://h/d").expect("a URL");
        assert_eq!((url.as_str(), patience), ("postgres://h/d", PATIENCE));
    }

    #[test]
    fn sqlite_versions_are_numbers() {
        assert_eq!(sqlite_version_number("3.51.3"), 3_051_003);
        assert_eq!(sqlite_version_number("3.9"), 3_009_000);
    }
}
