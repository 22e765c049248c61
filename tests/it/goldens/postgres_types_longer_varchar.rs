//! Types longer varchar.
//!
//! Parent: m20260101_000000_initial_schema
//!
//! Changes:
//! - `contacts  ~ email character varying(255) -> character varying(320)`
//!
//! Hazards: none.
//!
//! Made for PostgreSQL.

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
    Steps::new().step(Step::new("change column contacts.email: character varying(255) to character varying(320)").on(
        DbBackend::Postgres,
        |branch| {
            branch
                .up(r#"ALTER TABLE "contacts" ALTER COLUMN "email" TYPE character varying(320)"#)
                .down(r#"ALTER TABLE "contacts" ALTER COLUMN "email" TYPE character varying(255)"#)
        },
    ))
}
