//! Namespaces created.
//!
//! Parent: m20260101_000000_initial_schema
//!
//! Changes:
//! - `+ schema notes`
//! - `+ table notes.entries (id, contact_id, body)`
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
        .step(
            Step::new("create schema notes")
                .on(DbBackend::Postgres, |branch| branch.up(r#"CREATE SCHEMA "notes""#).down(r#"DROP SCHEMA "notes""#)),
        )
        .step(
            Step::new("create table notes.entries")
                .up(Table::create()
                    .table(("notes", "entries"))
                    .col(ColumnDef::new("id").big_integer().not_null().auto_increment())
                    .col(ColumnDef::new("contact_id").integer().not_null())
                    .col(ColumnDef::new("body").text())
                    .primary_key(&mut Index::create().name("entries_pkey").col("id").to_owned())
                    .foreign_key(
                        &mut ForeignKey::create()
                            .name("f")
                            .from_tbl(("notes", "entries"))
                            .from_col("contact_id")
                            .to_tbl("contacts")
                            .to_col("id")
                            .on_delete(ForeignKeyAction::Cascade)
                            .to_owned(),
                    )
                    .to_owned())
                .up(Index::create().name("i").table(("notes", "entries")).col("body").to_owned())
                .down(Table::drop().table(("notes", "entries")).to_owned()),
        )
}
