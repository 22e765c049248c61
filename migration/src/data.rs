//! PRT's numbered data migrations: the way of a legacy file to the schema of today. They move rows; `cargo xtask push` and the
//! history look after the schema. `docs/data-migrations.md` says how to write one.

mod conversion;
mod d001_fix_contacts_schema;
mod d002_fix_relationships_schema;
mod d003_migrate_old_schema;
mod d004_create_initial_migration;
mod d005_gather_people_raw_data;
// New data migrations go above this line (`data new NAME` puts them there).

use driftline_runner::data::{DataMigration, Readiness, Sight};
use driftline_runner::prelude::DbErr;

/// All, in order.
#[must_use]
pub fn migrations() -> Vec<Box<dyn DataMigration>> {
    vec![
        Box::new(d001_fix_contacts_schema::Migration),
        Box::new(d002_fix_relationships_schema::Migration),
        Box::new(d003_migrate_old_schema::Migration),
        Box::new(d004_create_initial_migration::Migration),
        Box::new(d005_gather_people_raw_data::Migration),
        // New data migrations go above this line.
    ]
}

/// The way back ends before the history begins: its migrations speak of the tables as they are now.
async fn before_history(sight: &Sight<'_>) -> Result<Readiness, DbErr> {
    if sight.pending().await? > 0 {
        return Ok(Readiness::Ready);
    }
    Ok(Readiness::Refused(
        "the database is stamped: the history says that its tables are those of today; `stamp base --force` first"
            .to_owned(),
    ))
}
