//! Columns added not null with fill.
//!
//! Parent: m20260101_000000_initial_schema
//!
//! Changes:
//! - `contacts  + nick varchar(40) not null`
//!
//! Hazards: none.
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
    Steps::new().step(Step::new("add column contacts.nick").on(DbBackend::MySql, |branch| {
        branch
            .up(Table::alter()
                .table("contacts")
                .add_column(ColumnDef::new("nick").string_len(40).not_null().default("it's ?"))
                .to_owned())
            .up("ALTER TABLE `contacts` ALTER COLUMN `nick` DROP DEFAULT")
            .down(Table::alter().table("contacts").drop_column("nick").to_owned())
    }))
}
