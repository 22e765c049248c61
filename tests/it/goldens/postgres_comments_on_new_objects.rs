//! Comments on new objects.
//!
//! Parent: m20260101_000000_initial_schema
//!
//! Changes:
//! - `+ type mood ('glad')`
//! - `contacts  + phone text null comment 'with country code'`
//! - `contacts  + index i (phone) comment "for search"`
//! - `+ table notes (id, body)`
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
    Steps::new()
        .step(Step::new("create type mood").on(DbBackend::Postgres, |branch| {
            branch
                .up(r#"CREATE TYPE "mood" AS ENUM ('glad')"#)
                .up(r#"COMMENT ON TYPE "mood" IS 'how one feels'"#)
                .down(r#"DROP TYPE "mood""#)
        }))
        .step(Step::new("add column contacts.phone").on(DbBackend::Postgres, |branch| {
            branch
                .up(Table::alter().table("contacts").add_column(ColumnDef::new("phone").text()).to_owned())
                .up(r#"COMMENT ON COLUMN "contacts"."phone" IS 'with country code'"#)
                .down(Table::alter().table("contacts").drop_column("phone").to_owned())
        }))
        .step(Step::new("add index i of contacts").on(DbBackend::Postgres, |branch| {
            branch
                .up(r#"CREATE INDEX "i" ON "contacts" ("phone")"#)
                .up(r#"COMMENT ON INDEX "i" IS 'for search'"#)
                .down(Index::drop().name("i").table("contacts").to_owned())
        }))
        .step(Step::new("create table notes").on(DbBackend::Postgres, |branch| {
            branch
                .up(Table::create()
                    .table("notes")
                    .col(ColumnDef::new("id").integer().not_null())
                    .col(ColumnDef::new("body").text())
                    .primary_key(&mut Index::create().name("notes_pkey").col("id").to_owned())
                    .to_owned())
                .up(r#"COMMENT ON TABLE "notes" IS 'notes'"#)
                .up(r#"COMMENT ON COLUMN "notes"."body" IS 'markdown'"#)
                .down(Table::drop().table("notes").to_owned())
        }))
}
