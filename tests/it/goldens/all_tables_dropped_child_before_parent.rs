//! Tables dropped child before parent.
//!
//! Parent: m20260101_000000_initial_schema
//!
//! Changes:
//! - `- table calls`
//! - `- table contacts`
//!
//! Hazards:
//! - drops-table: `calls`: 3 rows are lost
//! - drops-table: `contacts`: 4 rows are lost
//!
//! Going down does not bring back:
//! - the rows of calls
//! - the rows of contacts
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
    Steps::new()
        .step(
            Step::new("drop table calls")
                .loses("the rows of calls")
                .on(DbBackend::Sqlite, |branch| {
                    branch.up(Table::drop().table("calls").to_owned()).down(
                        Table::create()
                            .table("calls")
                            .col(ColumnDef::new("id").integer().not_null().primary_key())
                            .col(ColumnDef::new("contact_id").integer().not_null())
                            .col(ColumnDef::new("note").text())
                            .foreign_key(
                                &mut ForeignKey::create()
                                    .from_tbl("calls")
                                    .from_col("contact_id")
                                    .to_tbl("contacts")
                                    .to_col("id")
                                    .on_delete(ForeignKeyAction::Cascade)
                                    .to_owned(),
                            )
                            .to_owned(),
                    )
                })
                .on(DbBackend::Postgres, |branch| {
                    branch.up(Table::drop().table("calls").to_owned()).down(
                        Table::create()
                            .table("calls")
                            .col(ColumnDef::new("id").integer().not_null())
                            .col(ColumnDef::new("contact_id").integer().not_null())
                            .col(ColumnDef::new("note").text())
                            .primary_key(&mut Index::create().name("calls_pkey").col("id").to_owned())
                            .foreign_key(
                                &mut ForeignKey::create()
                                    .name("calls_contact_id_fkey")
                                    .from_tbl("calls")
                                    .from_col("contact_id")
                                    .to_tbl("contacts")
                                    .to_col("id")
                                    .on_delete(ForeignKeyAction::Cascade)
                                    .to_owned(),
                            )
                            .to_owned(),
                    )
                })
                .on(DbBackend::MySql, |branch| {
                    branch.up(Table::drop().table("calls").to_owned()).down(
                        r"CREATE TABLE `calls` (
    `id` int NOT NULL,
    `contact_id` int NOT NULL,
    `note` text,
    PRIMARY KEY (`id`),
    KEY `contact_id` (`contact_id`),
    CONSTRAINT `calls_ibfk_1` FOREIGN KEY (`contact_id`) REFERENCES `contacts` (`id`) ON DELETE CASCADE
)",
                    )
                }),
        )
        .step(
            Step::new("drop table contacts")
                .loses("the rows of contacts")
                .up(Table::drop().table("contacts").to_owned())
                .down(
                    Table::create()
                        .table("contacts")
                        .col(ColumnDef::new("id").integer().not_null())
                        .col(ColumnDef::new("name").string_len(255).not_null())
                        .col(ColumnDef::new("email").string_len(255))
                        .primary_key(&mut Index::create().name("contacts_pkey").col("id").to_owned())
                        .to_owned(),
                )
                .on(DbBackend::Sqlite, |branch| {
                    branch.rebuilds("contacts").up(Table::drop().table("contacts").to_owned()).down(
                        Table::create()
                            .table("contacts")
                            .col(ColumnDef::new("id").integer().not_null().primary_key())
                            .col(ColumnDef::new("name").string_len(255).not_null())
                            .col(ColumnDef::new("email").string_len(255))
                            .to_owned(),
                    )
                }),
        )
}
