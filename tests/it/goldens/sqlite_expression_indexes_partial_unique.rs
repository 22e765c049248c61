//! Expression indexes partial unique.
//!
//! Parent: m20260101_000000_initial_schema
//!
//! Changes:
//! - `contacts  + unique index i (email) where email <> '' AND id > 0`
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
    Steps::new().step(
        Step::new("add unique index i of contacts")
            .up(Index::create()
                .name("i")
                .table("contacts")
                .unique()
                .col("email")
                .and_where(Expr::cust("email <> '' AND id > 0"))
                .to_owned())
            .down(Index::drop().name("i").table("contacts").to_owned()),
    )
}
