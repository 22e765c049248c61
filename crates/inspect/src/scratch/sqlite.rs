//! SQLite's throw-away place: a database in memory.

use sea_orm::{ConnectionTrait, DbErr};

use super::{joined, refused};
use crate::{Access, Database, InspectError, Inspection, sqlite};

/// The URL of a database that lives as long as its connection.
const MEMORY: &str = "sqlite::memory:";

/// An empty database of its own.
pub(super) async fn open() -> Result<Database, InspectError> {
    Database::open(MEMORY, Access::Write).await
}

pub(super) async fn run(statements: &[String]) -> Result<Inspection, InspectError> {
    let scratch = open().await?;
    let read = match scratch.connection.execute_unprepared(&joined(statements)).await {
        Ok(_) => sqlite::read(&scratch.connection).await,
        Err(error) => Err(find(statements, &error).await?),
    };
    scratch.close().await?;
    read
}

async fn find(statements: &[String], error: &DbErr) -> Result<InspectError, InspectError> {
    let scratch = open().await?;
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
