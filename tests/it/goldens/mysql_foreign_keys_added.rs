//! Foreign keys added.
//!
//! Parent: m20260101_000000_initial_schema
//!
//! Changes:
//! - `calls  + foreign key fk-calls-contact_id (contact_id) -> contacts (id) on delete cascade`
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
    Steps::new().step(Step::new("add foreign key fk-calls-contact_id of calls").on(DbBackend::MySql, |branch| {
        branch
            .up(ForeignKey::create()
                .name("fk-calls-contact_id")
                .from_tbl("calls")
                .from_col("contact_id")
                .to_tbl("contacts")
                .to_col("id")
                .on_delete(ForeignKeyAction::Cascade)
                .to_owned())
            .down("ALTER TABLE `calls` DROP FOREIGN KEY `fk-calls-contact_id`, DROP INDEX `fk-calls-contact_id`")
    }))
}
