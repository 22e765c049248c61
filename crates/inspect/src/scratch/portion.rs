//! Runs one portion of definitions in a throw-away place and reads what the engine made of it.

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, Statement, TransactionTrait};

use crate::database::sql_state;
use crate::error::engine_words;
use crate::scratch::ScratchNames;
use crate::{Access, Database, InspectError, Inspection, Others, Scope, postgres, sqlite};

/// A lock that somebody holds, or a definition that computes for ever, must not hang the comparison.
const LIMITS: &str = "SET LOCAL lock_timeout = '5s'; SET LOCAL statement_timeout = '120s'";

fn joined(statements: &[String]) -> String {
    // A statement may end in a comment.
    statements.join("\n;\n")
}

fn refused(statement: &str, error: &DbErr) -> InspectError {
    InspectError::Declared { reason: engine_words(error), statement: statement.to_owned() }
}

// SQLite

pub(super) async fn run_in_memory(statements: &[String]) -> Result<Inspection, InspectError> {
    let scratch = Database::open("sqlite::memory:", Access::Write).await?;
    let read = match scratch.connection.execute_unprepared(&joined(statements)).await {
        Ok(_) => sqlite::read(&scratch.connection).await,
        Err(error) => Err(find_in_memory(statements, &error).await?),
    };
    scratch.close().await?;
    read
}

async fn find_in_memory(statements: &[String], error: &DbErr) -> Result<InspectError, InspectError> {
    let scratch = Database::open("sqlite::memory:", Access::Write).await?;
    let mut found = refused(&joined(statements), error);
    for statement in statements {
        if let Err(error) = scratch.connection.execute_unprepared(statement).await {
            found = refused(statement, &error);
            break;
        }
    }
    scratch.close().await?;
    Ok(found)
}

// PostgreSQL

pub(super) async fn run_in_transaction(
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
    let quote = |name: &String| driftline_schema::Engine::Postgres.quote(name);
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
