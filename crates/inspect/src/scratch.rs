//! Throw-away places of the live database's own engine. What is made here is gone afterwards, after a crash too.
//!
//! Two kinds: scratch namespaces for declared definitions (SQLite: `:memory:`; PostgreSQL: schemas in a transaction that
//! is rolled back), and a whole scratch database for replaying a history or running a script. The user's own tables are
//! never touched.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::time::{SystemTime, UNIX_EPOCH};

use driftline_schema::{Engine, Schema};
use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, Statement, TransactionTrait};
use url::Url;

use crate::{Access, Database, InspectError, Inspection, Others, Scope, inspect};

/// How every scratch place is called; the reader leaves such namespaces out.
const PREFIX: &str = "driftline_scratch_";

/// Age in seconds from which a scratch database that nobody is connected to counts as left over by a killed run.
const LEFT_OVER: u64 = 60;

/// Physical names of the namespaces in which desired definitions are run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScratchNames {
    /// Stands for the default namespace. Definitions name it nowhere: it comes first in the search path.
    pub default: String,
    /// Other namespaces: the declared name, and the name used in the scratch place.
    pub others: BTreeMap<String, String>,
}

impl ScratchNames {
    /// Names nobody else uses, for the given declared namespaces.
    #[must_use]
    pub fn new(namespaces: &BTreeSet<String>) -> Self {
        let default = format!("{PREFIX}{:016x}", random());
        let others = namespaces
            .iter()
            .enumerate()
            .map(|(index, name)| (name.clone(), format!("{default}_{index}")))
            .collect();
        Self { default, others }
    }
}

/// Sixty-four bits nobody can foresee: the seed the standard library takes from the system for its hash maps.
fn random() -> u64 {
    RandomState::new().build_hasher().finish()
}

/// Runs each portion of statements in scratch namespaces and reads them back under their declared names.
///
/// SQLite: one `:memory:` database for all portions. PostgreSQL: each portion in a transaction that is rolled back.
///
/// # Errors
/// [`InspectError::Scratch`] where rights are missing, [`InspectError::Declared`] where the engine refuses a statement.
pub async fn read_back(near: &Database, names: &ScratchNames, portions: &[Vec<String>]) -> Result<Inspection, InspectError> {
    match near.engine {
        Engine::Sqlite => read_back_sqlite(portions).await,
        Engine::Postgres => read_back_postgres(near, names, portions).await,
        Engine::MySql => Err(InspectError::Engine(near.engine.title().to_owned())),
    }
}

async fn read_back_sqlite(portions: &[Vec<String>]) -> Result<Inspection, InspectError> {
    let memory = Database::open("sqlite::memory:", Access::Create).await?;
    // Tables are declared in any order; enforcement is not wanted while they appear.
    for statement in portions.iter().flatten() {
        memory
            .connection
            .execute_unprepared(statement)
            .await
            .map_err(|error| InspectError::Declared { reason: error.to_string(), statement: statement.clone() })?;
    }
    let read = inspect(&memory.connection, &Scope::default()).await?;
    memory.close().await?;
    Ok(read)
}

async fn read_back_postgres(
    near: &Database,
    names: &ScratchNames,
    portions: &[Vec<String>],
) -> Result<Inspection, InspectError> {
    let mut whole = Inspection { schema: Schema::empty(Engine::Postgres), queries: 0 };
    for portion in portions {
        let transaction = near.connection.begin().await.map_err(refused)?;
        let read = read_portion(&transaction, names, portion).await;
        // Nothing of it may stay, whatever happened.
        transaction.rollback().await.map_err(refused)?;
        let read = read?;
        whole.queries += read.queries;
        whole.schema.tables.extend(read.schema.tables);
        whole.schema.enums.extend(read.schema.enums);
        whole.schema.views.extend(read.schema.views);
        whole.schema.namespaces.extend(read.schema.namespaces);
        whole.schema.not_compared.extend(read.schema.not_compared);
    }
    Ok(whole)
}

async fn read_portion(
    transaction: &DatabaseTransaction,
    names: &ScratchNames,
    portion: &[String],
) -> Result<Inspection, InspectError> {
    let quote = |name: &str| Engine::Postgres.quote(name);
    // The live default namespace stays behind the scratch one, so that functions, types and operator classes that
    // extensions put there are found.
    let row = transaction
        .query_one_raw(Statement::from_string(DbBackend::Postgres, "SELECT current_schema()"))
        .await
        .map_err(refused)?;
    let live: Option<String> = match row {
        Some(row) => row.try_get_by_index(0).map_err(refused)?,
        None => None,
    };
    let path = [Some(names.default.clone()), live.or_else(|| Some("public".to_owned()))];
    let path: Vec<String> = path.iter().flatten().map(|name| quote(name)).collect();
    let mut opening = String::from("SET LOCAL lock_timeout = '3s'; SET LOCAL statement_timeout = '120s';");
    for name in std::iter::once(&names.default).chain(names.others.values()) {
        opening.push_str(&format!(" CREATE SCHEMA {};", quote(name)));
    }
    opening.push_str(&format!(" SET LOCAL search_path TO {};", path.join(", ")));
    transaction.execute_unprepared(&opening).await.map_err(refused)?;
    run(transaction, portion).await?;
    let others = names.others.iter().map(|(declared, physical)| (physical.clone(), declared.clone())).collect();
    let scope = Scope { default: Some(names.default.clone()), others: Others::Only(others) };
    inspect(transaction, &scope).await
}

/// All statements in one message; where that fails, one after the other, to name the one that is refused.
async fn run(transaction: &DatabaseTransaction, portion: &[String]) -> Result<(), InspectError> {
    let together = portion.join(";\n");
    if together.trim().is_empty() {
        return Ok(());
    }
    let before = transaction.begin().await.map_err(refused)?;
    match before.execute_unprepared(&together).await {
        Ok(_) => return before.commit().await.map_err(refused),
        Err(_) => before.rollback().await.map_err(refused)?,
    }
    for statement in portion {
        transaction
            .execute_unprepared(statement)
            .await
            .map_err(|error| InspectError::Declared { reason: error.to_string(), statement: statement.clone() })?;
    }
    Ok(())
}

fn refused(error: DbErr) -> InspectError {
    InspectError::Scratch { reason: error.to_string() }
}

/// A whole database of its own, for replaying a history or running a `.sql` file.
#[derive(Debug)]
pub struct ScratchDatabase {
    /// The open database.
    pub database: Database,
    /// Where it was created and what it is called, to drop it.
    made: Option<(DatabaseConnection, String)>,
}

impl ScratchDatabase {
    /// A new, empty database of the same engine as `near`: on its server, or on that of `scratch_url`.
    ///
    /// # Errors
    /// [`InspectError::Scratch`] where no database may be created.
    pub async fn create(near: &Database, scratch_url: Option<&str>) -> Result<Self, InspectError> {
        Self::on(near.engine, scratch_url.unwrap_or(&near.url)).await
    }

    /// A new, empty database of that engine where there is none to be near to.
    ///
    /// # Errors
    /// [`InspectError::Scratch`] where no server is named or no database may be created.
    pub async fn create_for(engine: Engine, scratch_url: Option<&str>) -> Result<Self, InspectError> {
        match (engine, scratch_url) {
            (Engine::Sqlite, _) => Self::on(engine, "").await,
            (_, Some(url)) => Self::on(engine, url).await,
            (_, None) => Err(InspectError::Scratch { reason: format!("no {engine} server is named") }),
        }
    }

    async fn on(engine: Engine, url: &str) -> Result<Self, InspectError> {
        match engine {
            Engine::Sqlite => {
                Ok(Self { database: Database::open("sqlite::memory:", Access::Create).await?, made: None })
            }
            Engine::Postgres => Self::on_postgres(url).await,
            Engine::MySql => Err(InspectError::Engine(engine.title().to_owned())),
        }
    }

    async fn on_postgres(url: &str) -> Result<Self, InspectError> {
        let server = Database::open(url, Access::Write).await?;
        if server.engine != Engine::Postgres {
            let reason = format!("{} is no PostgreSQL server", server.shown_url);
            return Err(InspectError::Scratch { reason });
        }
        sweep(&server.connection).await?;
        let name = format!("{PREFIX}{}_{:016x}", now(), random());
        let create = format!("CREATE DATABASE {} TEMPLATE template0", Engine::Postgres.quote(&name));
        server.connection.execute_unprepared(&create).await.map_err(refused)?;
        match Database::open(&renamed(url, &name)?, Access::Write).await {
            Ok(database) => Ok(Self { database, made: Some((server.connection, name)) }),
            Err(error) => {
                drop_database(&server.connection, &name).await?;
                Err(error)
            }
        }
    }

    /// Drops it.
    ///
    /// # Errors
    /// When the server refuses.
    pub async fn drop(self) -> Result<(), InspectError> {
        self.database.close().await?;
        match self.made {
            Some((server, name)) => {
                drop_database(&server, &name).await?;
                server.close().await.map_err(refused)
            }
            None => Ok(()),
        }
    }
}

/// FORCE ends what a migration may have left connected (PostgreSQL 13, "DROP DATABASE").
async fn drop_database(server: &DatabaseConnection, name: &str) -> Result<(), InspectError> {
    let drop = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", Engine::Postgres.quote(name));
    server.execute_unprepared(&drop).await.map(|_| ()).map_err(refused)
}

/// Drops scratch databases that a killed run left behind: old enough, and nobody connected. The time is in the name.
async fn sweep(server: &DatabaseConnection) -> Result<(), InspectError> {
    let query = format!(
        "SELECT d.datname FROM pg_database d WHERE d.datname ~ '^{PREFIX}[0-9]+_[0-9a-f]{{16}}$' \
         AND pg_has_role(d.datdba, 'USAGE') AND NOT EXISTS (SELECT 1 FROM pg_stat_activity a WHERE a.datname = d.datname) \
         ORDER BY d.datname"
    );
    let rows = server.query_all_raw(Statement::from_string(DbBackend::Postgres, query)).await.map_err(refused)?;
    for row in rows {
        let name: String = row.try_get_by_index(0).map_err(refused)?;
        let made: Option<u64> = name[PREFIX.len()..].split('_').next().and_then(|time| time.parse().ok());
        if made.is_some_and(|made| made + LEFT_OVER < now()) {
            // Another run may be sweeping too.
            let _ = drop_database(server, &name).await;
        }
    }
    Ok(())
}

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs())
}

/// The URL with another database's name.
fn renamed(url: &str, database: &str) -> Result<String, InspectError> {
    let mut parsed = Url::parse(url).map_err(|error| InspectError::Scratch { reason: error.to_string() })?;
    parsed.set_path(database);
    // `dbname` as a parameter would win over the path.
    let kept: Vec<(String, String)> =
        parsed.query_pairs().filter(|(name, _)| name != "dbname").map(|(name, value)| (name.into_owned(), value.into_owned())).collect();
    if kept.is_empty() {
        parsed.set_query(None);
    } else {
        parsed.query_pairs_mut().clear().extend_pairs(kept);
    }
    Ok(parsed.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_new_each_time_and_short_enough() {
        let namespaces: BTreeSet<String> = (0..20).map(|index| format!("namespace {index}")).collect();
        let (one, two) = (ScratchNames::new(&namespaces), ScratchNames::new(&namespaces));
        assert_ne!(one.default, two.default);
        assert_eq!(one.others.len(), 20);
        assert!(one.others.values().all(|name| name.len() <= 63 && name.starts_with(PREFIX)));
    }

    #[test]
    fn the_url_of_another_database_keeps_everything_else() {
        let url = renamed("postgres://u:p%40@h:5433/a?sslmode=disable&dbname=b", "c").unwrap();
        assert_eq!(url, "postgres://u:p%40@h:5433/c?sslmode=disable");
        assert_eq!(renamed("postgres://h", "c").unwrap(), "postgres://h/c");
    }
}
