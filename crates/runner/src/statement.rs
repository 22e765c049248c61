//! What a step may execute: sea-query statements or raw SQL, built for the backend at the moment it runs.

use std::panic::{AssertUnwindSafe, catch_unwind};

use driftline_schema::Engine;
use driftline_schema::sql::name_foreign_keys;
use sea_orm::sea_query::extension::postgres::{TypeAlterStatement, TypeCreateStatement, TypeDropStatement};
use sea_orm::sea_query::{
    DeleteStatement, ForeignKeyCreateStatement, ForeignKeyDropStatement, IndexCreateStatement, IndexDropStatement,
    InsertStatement, TableAlterStatement, TableCreateStatement, TableDropStatement, TableRenameStatement,
    UpdateStatement,
};
use sea_orm::{DbBackend, Statement, StatementBuilder};

/// Builds one statement for a backend; the error says what the backend has no words for.
type Build = Box<dyn Fn(DbBackend) -> Result<Statement, String> + Send + Sync>;

/// A statement waiting for the backend it is built for.
pub struct Deferred(Build);

impl std::fmt::Debug for Deferred {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Deferred")
    }
}

impl Deferred {
    /// The statement in the backend's dialect.
    ///
    /// # Errors
    /// Says what the backend has no words for, such as adding a foreign key on SQLite.
    pub(crate) fn build(&self, backend: DbBackend) -> Result<Statement, String> {
        (self.0)(backend)
    }
}

/// What `up` and `down` of a step accept.
pub trait IntoStatement {
    /// Takes the statement into the step.
    fn into_statement(self) -> Deferred;
}

impl IntoStatement for String {
    fn into_statement(self) -> Deferred {
        Deferred(Box::new(move |backend| Ok(Statement::from_string(backend, self.clone()))))
    }
}

impl IntoStatement for &str {
    fn into_statement(self) -> Deferred {
        self.to_owned().into_statement()
    }
}

macro_rules! accept {
    ($($statement:ty),+ $(,)?) => {$(
        impl IntoStatement for $statement {
            fn into_statement(self) -> Deferred {
                Deferred(Box::new(move |backend| build(&self, backend)))
            }
        }

        impl IntoStatement for &mut $statement {
            fn into_statement(self) -> Deferred {
                self.clone().into_statement()
            }
        }
    )+};
}

accept!(
    TableAlterStatement,
    TableDropStatement,
    TableRenameStatement,
    IndexCreateStatement,
    IndexDropStatement,
    ForeignKeyCreateStatement,
    ForeignKeyDropStatement,
    TypeCreateStatement,
    TypeAlterStatement,
    TypeDropStatement,
    InsertStatement,
    UpdateStatement,
    DeleteStatement,
);

impl IntoStatement for TableCreateStatement {
    fn into_statement(self) -> Deferred {
        Deferred(Box::new(move |backend| build_table(&self, backend)))
    }
}

impl IntoStatement for &mut TableCreateStatement {
    fn into_statement(self) -> Deferred {
        self.clone().into_statement()
    }
}

/// sea-query leaves the names of foreign keys out for SQLite; a later migration would have no name to speak of.
fn build_table(table: &TableCreateStatement, backend: DbBackend) -> Result<Statement, String> {
    let mut statement = build(table, backend)?;
    if backend == DbBackend::Sqlite {
        let keys = table.get_foreign_key_create_stmts();
        let names: Vec<Option<&str>> = keys.iter().map(|key| key.get_foreign_key().get_name()).collect();
        statement.sql = name_foreign_keys(Engine::Sqlite, &statement.sql, &names);
    }
    Ok(statement)
}

/// sea-query 1.0 panics where a dialect has no words for a statement (types outside PostgreSQL, `ADD CONSTRAINT` and
/// several alterations at once on SQLite). A migration reports that as an error like any other.
fn build<S: StatementBuilder>(statement: &S, backend: DbBackend) -> Result<Statement, String> {
    catch_unwind(AssertUnwindSafe(|| statement.build(&backend))).map_err(|cause| {
        let said = cause
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| cause.downcast_ref::<&str>().copied())
            .unwrap_or("no reason given");
        format!("sea-query cannot write this statement for {}: {said}", title(backend))
    })
}

/// The backend's name as people write it.
pub(crate) fn title(backend: DbBackend) -> &'static str {
    match backend {
        DbBackend::Sqlite => "SQLite",
        DbBackend::Postgres => "PostgreSQL",
        DbBackend::MySql => "MariaDB/MySQL",
        _ => "this database",
    }
}

/// The variant as a migration writes it.
pub(crate) fn variant(backend: DbBackend) -> String {
    format!("DbBackend::{backend:?}")
}
