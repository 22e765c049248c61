//! A database of its own for one test: a temporary file on SQLite, `CREATE DATABASE` elsewhere; gone afterwards.
//! Leaves out what is put into it.

use std::env;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};

use driftline_inspect::{Access, Database};
use driftline_schema::Engine;
use sea_orm::{ConnectionTrait, DbBackend, QueryResult, Statement};

use crate::engines::variable;

static NUMBER: AtomicU32 = AtomicU32::new(0);
static QUERIES: AtomicU32 = AtomicU32::new(0);
/// Databases on servers that a test has emptied, for the next one: making and dropping one waits for the disk.
static EMPTIED: Mutex<Vec<(Engine, String)>> = Mutex::new(Vec::new());
/// The engines whose server this process has swept.
static SWEPT: tokio::sync::Mutex<Vec<Engine>> = tokio::sync::Mutex::const_new(Vec::new());
/// The name of every database made here begins so; the process id follows.
const PREFIX: &str = "driftline_test_";

/// Drops everything a test may have made, and the settings of the session.
const EMPTY_POSTGRES: &str = r#"
DO $$ DECLARE one text; BEGIN
    FOR one IN SELECT quote_ident(pubname) FROM pg_publication
    LOOP EXECUTE 'DROP PUBLICATION ' || one; END LOOP;
    FOR one IN SELECT quote_ident(fdwname) FROM pg_foreign_data_wrapper
    LOOP EXECUTE 'DROP FOREIGN DATA WRAPPER ' || one || ' CASCADE'; END LOOP;
    FOR one IN SELECT quote_ident(evtname) FROM pg_event_trigger
    LOOP EXECUTE 'DROP EVENT TRIGGER ' || one || ' CASCADE'; END LOOP;
    FOR one IN SELECT quote_ident(nspname) FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
    LOOP EXECUTE 'DROP SCHEMA ' || one || ' CASCADE'; END LOOP;
    FOR one IN SELECT quote_ident(extname) FROM pg_extension WHERE extname <> 'plpgsql'
    LOOP EXECUTE 'DROP EXTENSION ' || one || ' CASCADE'; END LOOP;
END $$;
CREATE SCHEMA public;
COMMENT ON SCHEMA public IS 'standard public schema';
"#;

/// One statement a row that drops what a test may have made on MariaDB or MySQL. Triggers go with their tables.
const DROPS_MYSQL: &str = "\
SELECT CONCAT('DROP ', CASE TABLE_TYPE WHEN 'VIEW' THEN 'VIEW' WHEN 'SEQUENCE' THEN 'SEQUENCE' ELSE 'TABLE' END, ' `', \
    REPLACE(TABLE_NAME, '`', '``'), '`') FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() \
UNION ALL SELECT CONCAT('DROP ', ROUTINE_TYPE, ' `', REPLACE(ROUTINE_NAME, '`', '``'), '`') \
    FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = DATABASE() AND ROUTINE_TYPE <> 'PACKAGE BODY' \
UNION ALL SELECT CONCAT('DROP EVENT `', REPLACE(EVENT_NAME, '`', '``'), '`') \
    FROM information_schema.EVENTS WHERE EVENT_SCHEMA = DATABASE()";

/// A database of its own. Call [`TestDatabase::remove`] at the end; on SQLite dropping it is enough.
#[derive(Debug)]
pub struct TestDatabase {
    /// The open database.
    pub database: Database,
    /// Its URL.
    pub url: String,
    place: Place,
}

#[derive(Debug)]
enum Place {
    Folder { _kept: tempfile::TempDir },
    Server,
}

impl TestDatabase {
    /// An empty database.
    ///
    /// # Errors
    /// When the server refuses, or there is none.
    pub async fn new(engine: Engine) -> Result<Self, String> {
        match engine {
            Engine::Sqlite => {
                let folder = tempfile::tempdir().map_err(|error| format!("no temporary folder: {error}"))?;
                let url = format!("sqlite://{}?mode=rwc", folder.path().join("test.db").display());
                let database = open(&url, Access::Create).await?;
                let made = Self { database, url, place: Place::Folder { _kept: folder } };
                // The file need not survive a power cut.
                made.run("PRAGMA synchronous = OFF").await?;
                Ok(made)
            }
            Engine::Postgres | Engine::MySql => {
                let url = match emptied(engine) {
                    Some(url) => url,
                    None => create(engine).await?,
                };
                let database = open(&url, Access::Write).await?;
                Ok(Self { database, url, place: Place::Server })
            }
        }
    }

    /// A database that is somebody else's, which is only opened.
    ///
    /// # Errors
    /// When it cannot be.
    pub async fn at(url: &str) -> Result<Self, String> {
        Ok(Self { database: open(url, Access::Write).await?, url: url.to_owned(), place: Place::Server })
    }

    /// Runs a script of any number of statements.
    ///
    /// # Errors
    /// What the engine said.
    pub async fn run(&self, script: &str) -> Result<(), String> {
        if script.trim().is_empty() {
            return Ok(());
        }
        let ran = self.database.connection.execute_unprepared(script).await;
        ran.map(|_| ()).map_err(|error| format!("{error}\n  in: {script}"))
    }

    /// Every row of a query.
    ///
    /// # Errors
    /// What the engine said.
    pub async fn query(&self, sql: &str) -> Result<Vec<QueryResult>, String> {
        let backend = match self.database.engine {
            Engine::Sqlite => DbBackend::Sqlite,
            Engine::Postgres => DbBackend::Postgres,
            Engine::MySql => DbBackend::MySql,
        };
        // A statement is prepared once and kept by its text; its result may have another type by now.
        let text = format!("{sql} /* {} */", QUERIES.fetch_add(1, Ordering::Relaxed));
        let statement = Statement::from_string(backend, text);
        self.database.connection.query_all_raw(statement).await.map_err(|error| format!("{error}\n  in: {sql}"))
    }

    /// The first column of each row as text.
    ///
    /// # Errors
    /// What the engine said, or a column that is no text.
    pub async fn texts(&self, sql: &str) -> Result<Vec<String>, String> {
        let rows = self.query(sql).await?;
        rows.iter()
            .map(|row| row.try_get_by_index::<String>(0).map_err(|error| format!("{error}\n  in: {sql}")))
            .collect()
    }

    /// The one number of a query.
    ///
    /// # Errors
    /// What the engine said, or no number.
    pub async fn number(&self, sql: &str) -> Result<i64, String> {
        let rows = self.query(sql).await?;
        let row = rows.first().ok_or_else(|| format!("no row\n  in: {sql}"))?;
        row.try_get_by_index::<i64>(0).map_err(|error| format!("{error}\n  in: {sql}"))
    }

    /// Empties a database on a server.
    ///
    /// # Errors
    /// What the engine said.
    pub async fn empty(&self) -> Result<(), String> {
        match self.database.engine {
            Engine::Sqlite => Err("a SQLite database is a file, which is removed".to_owned()),
            Engine::Postgres => self.run(EMPTY_POSTGRES).await,
            Engine::MySql => {
                // Packages are known in this mode alone.
                self.run("SET @mode = @@sql_mode, sql_mode = 'ORACLE', foreign_key_checks = 0").await?;
                // Each on its own: a broken view must not keep the rest.
                for drop in self.texts(DROPS_MYSQL).await? {
                    self.run(&drop).await?;
                }
                self.run("SET sql_mode = @mode, foreign_key_checks = 1; ALTER DATABASE CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci")
                    .await
            }
        }
    }

    /// Closes the database and gives it back; on SQLite the file is removed.
    ///
    /// # Errors
    /// When the server refuses.
    pub async fn remove(self) -> Result<(), String> {
        if matches!(self.place, Place::Server) {
            // What a failed test left open would be in the way.
            let _ = self.run("ROLLBACK").await;
            self.empty().await?;
        }
        let Self { database, url, place } = self;
        let engine = database.engine;
        database.connection.close().await.map_err(|error| error.to_string())?;
        if matches!(place, Place::Server) {
            EMPTIED.lock().unwrap_or_else(PoisonError::into_inner).push((engine, url));
        }
        Ok(())
    }
}

/// A database of the engine that a test has left empty.
fn emptied(engine: Engine) -> Option<String> {
    let mut all = EMPTIED.lock().unwrap_or_else(PoisonError::into_inner);
    let at = all.iter().rposition(|(of, _)| *of == engine)?;
    Some(all.swap_remove(at).1)
}

/// Creates a database on the engine's server. The first call drops those of runs that ended.
async fn create(engine: Engine) -> Result<String, String> {
    let variable = variable(engine).ok_or_else(|| format!("{engine} has no server"))?;
    let server = env::var(variable).map_err(|_| format!("{variable} names no server"))?;
    // Every server of MariaDB or MySQL has this database.
    let admin = if engine == Engine::MySql { with_database(&server, "information_schema") } else { server };
    let mut swept = SWEPT.lock().await;
    if !swept.contains(&engine) {
        sweep(&admin, engine).await?;
        swept.push(engine);
    }
    drop(swept);
    let name = format!("{PREFIX}{}_{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
    let how = match engine {
        Engine::MySql => "CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci",
        _ => "TEMPLATE template0",
    };
    administer(&admin, &format!("CREATE DATABASE {name} {how}")).await?;
    Ok(with_database(&admin, &name))
}

/// Drops databases that runs left whose process is gone. They stay until the next run, because no test knows whether it
/// is the last one.
async fn sweep(admin: &str, engine: Engine) -> Result<(), String> {
    let server =
        TestDatabase { database: open(admin, Access::Write).await?, url: admin.to_owned(), place: Place::Server };
    let all = match engine {
        Engine::MySql => "SELECT SCHEMA_NAME FROM information_schema.SCHEMATA",
        _ => "SELECT datname::text FROM pg_database",
    };
    for name in server.texts(all).await?.iter().filter(|name| name.starts_with(PREFIX)) {
        let process = name.trim_start_matches(PREFIX).split('_').next().unwrap_or_default();
        if !std::path::Path::new("/proc").join(process).exists() {
            // Another run may be sweeping too.
            let _ = server.run(&format!("DROP DATABASE IF EXISTS {name}")).await;
        }
    }
    server.database.connection.close().await.map_err(|error| error.to_string())
}

async fn open(url: &str, access: Access) -> Result<Database, String> {
    Database::open(url, access).await.map_err(|error| error.to_string())
}

async fn administer(admin: &str, sql: &str) -> Result<(), String> {
    let database = open(admin, Access::Write).await?;
    let ran = database.connection.execute_unprepared(sql).await.map_err(|error| format!("{error}\n  in: {sql}"));
    let closed = database.connection.close().await.map_err(|error| error.to_string());
    ran.and(closed)
}

/// The URL with another database in its path.
fn with_database(url: &str, name: &str) -> String {
    let (head, query) = url.split_once('?').map_or((url, None), |(head, query)| (head, Some(query)));
    let start = head.find("://").map_or(0, |at| at + 3);
    let server = head[start..].find('/').map_or(head, |at| &head[..start + at]);
    match query {
        Some(query) => format!("{server}/{name}?{query}"),
        None => format!("{server}/{name}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_database_of_a_url_is_replaced() {
        assert_eq!(with_database("postgres://u:p@h:1/db?a=b", "x"), "postgres://u:p@h:1/x?a=b");
        assert_eq!(with_database("postgres://h", "x"), "postgres://h/x");
        assert_eq!(with_database("mysql://root@h:3306/", "x"), "mysql://root@h:3306/x");
    }
}
