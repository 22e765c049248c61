//! One raw PostgreSQL connection for a migration with steps that run outside a transaction. Leaves out history and locks.

use std::sync::Arc;

use sea_orm::DbErr;
use sea_orm::sqlx::postgres::PgPool;
use sea_orm::sqlx::{self, AssertSqlSafe, PgConnection};

use crate::apply::Direction;
use crate::borrowed::{Borrowed, connection_error};
use crate::journal::ledger::Ledger;
use crate::journal::walk::{self, Plan};
use crate::stayed::Stayed;
use crate::steps::Ready;

/// Runs the steps: between those outside a transaction, the others in one. With a ledger from where an earlier run stopped;
/// without, each statement commits, and nothing is written down.
///
/// # Errors
/// The step's own error, and what ran before it and stays.
pub(crate) async fn run(
    pool: &PgPool,
    plan: &Plan<'_>,
    direction: Direction,
    ledger: Option<&Arc<Ledger>>,
    steps: &[Ready<'_>],
) -> Result<(), DbErr> {
    let mut borrowed = Borrowed::from(pool).await?;
    let outcome = match ledger {
        Some(ledger) => walk::run(&mut *borrowed.connection, plan, direction, ledger).await,
        None => run_all(&mut borrowed.connection, steps).await,
    };
    // What a step has set for the session must not meet the pool's next user.
    let cleaned = execute(&mut borrowed.connection, "RESET ALL").await.map_err(connection_error);
    if cleaned.is_ok() {
        borrowed.give_back();
    }
    outcome.and(cleaned)
}

async fn run_all(connection: &mut PgConnection, steps: &[Ready<'_>]) -> Result<(), DbErr> {
    let mut stayed = Stayed::of_each_statement();
    for step in steps {
        step.announce();
        stayed.begin(step);
        for statement in &step.statements {
            let sql = statement.to_string();
            let ran = execute(connection, &sql).await;
            ran.map_err(|error| stayed.added_to(step.refused(&sql, &error), &sql))?;
            stayed.ran(&sql);
        }
    }
    Ok(())
}

async fn execute(connection: &mut PgConnection, sql: &str) -> Result<(), sqlx::Error> {
    sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(connection).await.map(|_| ())
}
