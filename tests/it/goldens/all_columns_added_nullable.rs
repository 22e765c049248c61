//! Columns added nullable.
//!
//! Parent: m20260101_000000_initial_schema
//!
//! Changes:
//! - `contacts  + birthday date null`
//!
//! Hazards: none.
//!
//! Made for SQLite, PostgreSQL and MariaDB/MySQL.

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
    Steps::new().step(
        Step::new("add column contacts.birthday")
            .up(Table::alter().table("contacts").add_column(ColumnDef::new("birthday").custom("date")).to_owned())
            .down(Table::alter().table("contacts").drop_column("birthday").to_owned()),
    )
}
