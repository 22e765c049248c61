//! PostgreSQL's throw-away places: namespaces of a transaction that is rolled back, and databases of their own.

use driftline_schema::Engine;
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, Statement, TransactionTrait};

use super::database::Place;
use super::{ScratchNames, joined, refused};
use crate::database::sql_state;
use crate::error::engine_words;
use crate::{Database, InspectError, Inspection, Others, Scope, postgres};

/// A lock that somebody holds, or a definition that computes for ever, must not hang the comparison.
/// Bodies of functions are kept as they are and not looked into: what they name may be elsewhere.
const LIMITS: &str =
    "SET LOCAL lock_timeout = '5s'; SET LOCAL statement_timeout = '120s'; SET LOCAL check_function_bodies = off";

pub(super) async fn run(
    near: &Database,
    names: &ScratchNames,
    statements: &[String],
) -> Result<Inspection, InspectError> {
    match in_transaction(near, names, statements, Run::AtOnce).await {
        // Which statement it was shows only when they run one by one.
        Err(InspectError::Declared { .. }) => in_transaction(near, names, statements, Run::OneByOne).await,
        other => other,
    }
}

#[derive(Clone, Copy)]
enum Run {
    AtOnce,
    OneByOne,
}

async fn in_transaction(
    near: &Database,
    names: &ScratchNames,
    statements: &[String],
    run: Run,
) -> Result<Inspection, InspectError> {
    let transaction = near.connection.begin().await.map_err(|error| no_place(&error))?;
    let read = make_and_read(&transaction, names, statements, run).await;
    let ended = transaction.rollback().await.map_err(|error| no_place(&error));
    let mut read = read?;
    ended?;
    // BEGIN and ROLLBACK.
    read.queries += 2;
    Ok(read)
}

async fn make_and_read(
    transaction: &DatabaseTransaction,
    names: &ScratchNames,
    statements: &[String],
    run: Run,
) -> Result<Inspection, InspectError> {
    let path = search_path(transaction).await.map_err(|error| no_place(&error))?;
    let quote = |name: &String| Engine::Postgres.quote(name);
    let mut setup = vec![LIMITS.to_owned()];
    setup.extend(names.others.values().chain([&names.default]).map(|name| format!("CREATE SCHEMA {}", quote(name))));
    let wanted: Vec<String> = [&names.default].into_iter().chain(&path).map(quote).collect();
    setup.push(format!("SET LOCAL search_path TO {}", wanted.join(", ")));
    transaction.execute_unprepared(&joined(&setup)).await.map_err(|error| no_place(&error))?;
    let mut queries = 2;
    match run {
        Run::AtOnce => {
            queries += 1;
            let text = joined(statements);
            transaction.execute_unprepared(&text).await.map_err(|error| failed(&text, &error))?;
        }
        Run::OneByOne => {
            for statement in statements {
                queries += 1;
                transaction.execute_unprepared(statement).await.map_err(|error| failed(statement, &error))?;
            }
        }
    }
    let scope = Scope {
        default: Some(names.default.clone()),
        others: Others::Only(names.others.iter().map(|(declared, used)| (used.clone(), declared.clone())).collect()),
    };
    // Names of the live default namespace (functions, operator classes) are printed as they are on the live side.
    let mut read = postgres::read_under(transaction, &scope, path.first().map(String::as_str)).await?;
    read.queries += queries;
    Ok(read)
}

/// The namespaces that the connection itself looks into, the default one first.
async fn search_path(transaction: &DatabaseTransaction) -> Result<Vec<String>, DbErr> {
    let sql =
        "SELECT name::text FROM unnest(current_schemas(false)) WITH ORDINALITY AS path (name, place) ORDER BY place";
    let rows = transaction.query_all_raw(Statement::from_string(DbBackend::Postgres, sql)).await?;
    rows.iter().map(|row| row.try_get_by_index(0)).collect()
}

fn no_place(error: &DbErr) -> InspectError {
    let words = engine_words(error);
    let reason = match sql_state(error).as_deref() {
        Some("42501") => format!("{words} (GRANT CREATE ON DATABASE would let this role)"),
        Some("25006") => format!("{words} (a standby, or a connection that may only read)"),
        _ => words,
    };
    InspectError::Scratch { reason }
}

/// A refusal of the definition itself, unless the place is at fault: no lock to be had (53200, 55P03), no right to
/// create (in a namespace that is not the scratch one).
fn failed(statement: &str, error: &DbErr) -> InspectError {
    match sql_state(error).as_deref() {
        Some("53200" | "55P03" | "57014" | "53100") => no_place(error),
        _ => refused(statement, error),
    }
}

/// Databases on a PostgreSQL server.
pub(super) struct Postgres;

impl Place for Postgres {
    const ENGINE: Engine = Engine::Postgres;

    const LEFTOVERS: &str = "SELECT d.datname::text FROM pg_database d WHERE d.datname LIKE 'driftline\\_scratch\\_%' \
        AND NOT EXISTS (SELECT FROM pg_stat_activity a WHERE a.datid = d.oid) ORDER BY d.datname";

    /// `template0` holds nothing of the site and nobody is connected to it; encoding and locale are those of the database
    /// the URL names, so that the same texts fit.
    async fn create_statement(server: &Database, name: &str) -> Result<String, DbErr> {
        let sql = "SELECT format(' ENCODING %L LC_COLLATE %L LC_CTYPE %L', pg_encoding_to_char(encoding), datcollate, \
            datctype) FROM pg_database WHERE datname = current_database()";
        let row = server.connection.query_one_raw(Statement::from_string(DbBackend::Postgres, sql)).await?;
        let options: Option<String> = row.map(|row| row.try_get_by_index(0)).transpose()?;
        let name = Engine::Postgres.quote(name);
        Ok(format!("CREATE DATABASE {name} TEMPLATE template0{}", options.unwrap_or_default()))
    }

    /// `FORCE` ends connections that a killed program has left (PostgreSQL 13).
    fn drop_statement(name: &str) -> String {
        format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", Engine::Postgres.quote(name))
    }

    fn advice(error: &DbErr) -> Option<&'static str> {
        (sql_state(error).as_deref() == Some("42501")).then_some("the role needs CREATEDB")
    }
}
