//! Expression indexes expression added.
//!
//! Parent: m20260101_000000_initial_schema
//!
//! Changes:
//! - `contacts  + index i ((lower((name)::text)), (id + 1) desc, email)`
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
    Steps::new().step(Step::new("add index i of contacts").on(DbBackend::Postgres, |branch| {
        branch
            .up(r#"CREATE INDEX "i" ON "contacts" ((lower((name)::text)), (id + 1) DESC, "email")"#)
            .down(Index::drop().name("i").table("contacts").to_owned())
    }))
}
