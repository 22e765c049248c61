//! Counts over live rows: runs the planner's probes, many to a statement. Leaves out what they mean.

use driftline_plan::probe::combined_sql;
use driftline_plan::{Facts, Probe};
use driftline_schema::Engine;
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};

use crate::Error;

/// Probes in one statement; PostgreSQL allows 1,664 result columns.
const TOGETHER: usize = 100;

/// Runs the probes.
///
/// # Errors
/// [`Error::Count`] when a count fails.
pub async fn count(connection: &DatabaseConnection, engine: Engine, probes: &[Probe]) -> Result<Facts, Error> {
    let mut facts = Facts::new();
    for part in probes.chunks(TOGETHER) {
        let statement = Statement::from_string(connection.get_database_backend(), combined_sql(engine, part));
        let Some(row) = connection.query_one_raw(statement).await.map_err(Error::Count)? else { continue };
        for (index, probe) in part.iter().enumerate() {
            let found: Option<i64> = row.try_get_by_index(index).map_err(Error::Count)?;
            facts.insert(probe.clone(), u64::try_from(found.unwrap_or_default()).unwrap_or_default());
        }
    }
    Ok(facts)
}
