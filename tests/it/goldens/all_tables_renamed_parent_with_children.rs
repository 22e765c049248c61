//! Tables renamed parent with children.
//!
//! Parent: m20260101_000000_initial_schema
//!
//! Changes:
//! - `> table contacts -> people`
//! - `people  > primary key contacts_pkey -> people_pkey` (PostgreSQL)
//!
//! Hazards:
//! - breaks-old-code: `people`: applications that still say contacts fail
//!
//! Made for MariaDB/MySQL, SQLite and PostgreSQL.

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
            Step::new("rename table contacts to people")
                .up(Table::rename().table("contacts", "people").to_owned())
                .down(Table::rename().table("people", "contacts").to_owned()),
        )
        .step(
            Step::new("rename primary key contacts_pkey of people to people_pkey")
                .nothing_on(DbBackend::MySql)
                .nothing_on(DbBackend::Sqlite)
                .on(DbBackend::Postgres, |branch| {
                    branch
                        .up(r#"ALTER TABLE "people" RENAME CONSTRAINT "contacts_pkey" TO "people_pkey""#)
                        .down(r#"ALTER TABLE "people" RENAME CONSTRAINT "people_pkey" TO "contacts_pkey""#)
                }),
        )
}
