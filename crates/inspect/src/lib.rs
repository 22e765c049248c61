//! Reads a live database into a `Schema`, with a number of queries that does not depend on the number of tables.
//!
//! The only crate that reads catalogs. It also opens databases ([`database`]) and gives the throw-away places in which
//! desired definitions are run so that the engine itself puts them into canonical form ([`scratch`]).

pub mod database;
pub mod error;
#[doc(hidden)]
pub mod fuzzing;
pub mod mysql;
pub mod postgres;
pub mod scratch;
pub mod sqlite;

mod companion;
mod secret;

use std::collections::BTreeMap;

use driftline_schema::{Engine, Schema};
use sea_orm::{ConnectionTrait, DbBackend, TransactionTrait};

pub use database::{Access, Database, set_up_mysql};
pub use error::InspectError;
pub use mysql::{FOREIGN_MODES, Flavour, STRICT_MODE};

/// What was read, and with how many statements.
#[derive(Clone, Debug)]
pub struct Inspection {
    /// The schema.
    pub schema: Schema,
    /// Statements sent to the server, the same for every number of tables (two more on MariaDB and MySQL where a default
    /// holds a question mark).
    pub queries: u32,
}

/// Which namespaces are read, and under which names they are reported.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// The namespace reported as the default one; `None` is the connection's current schema.
    pub default: Option<String>,
    /// Which others are read.
    pub others: Others,
}

/// Namespaces beside the default one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Others {
    /// Every namespace that is not the system's.
    #[default]
    All,
    /// Only these: the name in the database, and the name it is reported under.
    Only(BTreeMap<String, String>),
}

/// Reads the schema behind a connection. Never writes. The history table and its companions (`driftline_*`) are left
/// out. A scope means something to PostgreSQL only: of SQLite `main` is read, of MariaDB and MySQL the current database.
///
/// # Errors
/// When a catalog cannot be read, or holds something that has no place in a `Schema` and cannot be named as not compared.
pub async fn inspect<C>(connection: &C, scope: &Scope) -> Result<Inspection, InspectError>
where
    C: ConnectionTrait + TransactionTrait,
{
    match connection.get_database_backend() {
        DbBackend::Sqlite => sqlite::read(connection).await,
        DbBackend::Postgres => postgres::read(connection, scope).await,
        DbBackend::MySql => mysql::read(connection).await,
        other => Err(InspectError::Engine(format!("{other:?}"))),
    }
}

/// The engine behind a connection.
///
/// # Errors
/// When SeaORM knows a backend that this version of Driftline does not.
pub fn engine_of(backend: DbBackend) -> Result<Engine, InspectError> {
    match backend {
        DbBackend::Sqlite => Ok(Engine::Sqlite),
        DbBackend::Postgres => Ok(Engine::Postgres),
        DbBackend::MySql => Ok(Engine::MySql),
        other => Err(InspectError::Engine(format!("{other:?}"))),
    }
}
