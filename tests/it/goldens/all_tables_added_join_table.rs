//! Tables added join table.
//!
//! Parent: m20260101_000000_initial_schema
//!
//! Changes:
//! - `+ table contact_tags (contact_id, tag_id, created_at)`
//!
//! Hazards: none.
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
            Step::new("create table contact_tags")
                .on(DbBackend::Sqlite, |branch| {
                    branch
                        .up(Table::create()
                            .table("contact_tags")
                            .col(ColumnDef::new("contact_id").integer().not_null())
                            .col(ColumnDef::new("tag_id").integer().not_null())
                            .col(ColumnDef::new("created_at").custom("timestamp").not_null().default(Expr::current_timestamp()))
                            .primary_key(&mut Index::create().col("contact_id").col("tag_id").to_owned())
                            .foreign_key(&mut ForeignKey::create().name("fk-contact_tags-contact_id").from_tbl("contact_tags").from_col("contact_id").to_tbl("contacts").to_col("id").on_delete(ForeignKeyAction::Cascade).to_owned())
                            .foreign_key(&mut ForeignKey::create().name("fk-contact_tags-tag_id").from_tbl("contact_tags").from_col("tag_id").to_tbl("tags").to_col("id").on_delete(ForeignKeyAction::Cascade).on_update(ForeignKeyAction::Cascade).to_owned())
                            .to_owned())
                        .up(Index::create().name("idx-contact_tags-tag").table("contact_tags").col("tag_id").col("contact_id").to_owned())
                        .down(Table::drop().table("contact_tags").to_owned())
                })
                .on(DbBackend::Postgres, |branch| {
                    branch
                        .up(Table::create()
                            .table("contact_tags")
                            .col(ColumnDef::new("contact_id").integer().not_null())
                            .col(ColumnDef::new("tag_id").integer().not_null())
                            .col(ColumnDef::new("created_at").date_time().not_null().default(Expr::current_timestamp()))
                            .primary_key(&mut Index::create().name("contact_tags_pkey").col("contact_id").col("tag_id").to_owned())
                            .foreign_key(&mut ForeignKey::create().name("fk-contact_tags-contact_id").from_tbl("contact_tags").from_col("contact_id").to_tbl("contacts").to_col("id").on_delete(ForeignKeyAction::Cascade).to_owned())
                            .foreign_key(&mut ForeignKey::create().name("fk-contact_tags-tag_id").from_tbl("contact_tags").from_col("tag_id").to_tbl("tags").to_col("id").on_delete(ForeignKeyAction::Cascade).on_update(ForeignKeyAction::Cascade).to_owned())
                            .to_owned())
                        .up(Index::create().name("idx-contact_tags-tag").table("contact_tags").col("tag_id").col("contact_id").to_owned())
                        .down(Table::drop().table("contact_tags").to_owned())
                })
                .on(DbBackend::MySql, |branch| {
                    branch
                        .up(r"CREATE TABLE `contact_tags` (
    `contact_id` int NOT NULL,
    `tag_id` int NOT NULL,
    `created_at` timestamp NOT NULL DEFAULT current_timestamp(),
    PRIMARY KEY (`contact_id`, `tag_id`),
    KEY `idx-contact_tags-tag` (`tag_id`, `contact_id`),
    CONSTRAINT `fk-contact_tags-contact_id` FOREIGN KEY (`contact_id`) REFERENCES `contacts` (`id`) ON DELETE CASCADE,
    CONSTRAINT `fk-contact_tags-tag_id` FOREIGN KEY (`tag_id`) REFERENCES `tags` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
)")
                        .down(Table::drop().table("contact_tags").to_owned())
                }),
        )
}
