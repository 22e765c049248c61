//! Views and triggers trigger added.
//!
//! Parent: m20260101_000000_initial_schema
//!
//! Changes:
//! - `contacts  + trigger touched`
//!
//! Hazards: none.
//!
//! Made for SQLite.

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
    Steps::new()
        .step(
            Step::new("create trigger touched on contacts")
                .on(DbBackend::Sqlite, |branch| {
                    branch
                        .up("CREATE TRIGGER touched AFTER UPDATE OF name ON contacts BEGIN UPDATE contacts SET email = NULL WHERE id = new.id; END")
                        .down(r#"DROP TRIGGER "touched""#)
                }),
        )
}
