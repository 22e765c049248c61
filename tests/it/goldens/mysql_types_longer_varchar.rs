//! Types longer varchar.
//!
//! Parent: m20260101_000000_initial_schema
//!
//! Changes:
//! - `contacts  ~ email varchar(255) -> varchar(320)`
//!
//! Hazards:
//! - rewrites-table: `contacts.email`: 4 rows are written anew while the table is locked
//!
//! Made for MariaDB/MySQL.

use driftline_runner::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        steps().up(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        steps().down(manager).await
    }
}

fn steps() -> Steps {
    Steps::new().step(Step::new("change column contacts.email: varchar(255) to varchar(320)").on(
        DbBackend::MySql,
        |branch| {
            branch
                .up("ALTER TABLE `contacts` MODIFY COLUMN `email` varchar(320)")
                .down("ALTER TABLE `contacts` MODIFY COLUMN `email` varchar(255)")
        },
    ))
}
