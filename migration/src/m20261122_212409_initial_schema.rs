//! Initial schema.
//!
//! Parent: none, this is the first revision
//!
//! Changes:
//! - `+ table contacts (id, name, email, phone, created_at, updated_at)`
//! - `+ table notes (id, title, content, created_at, updated_at)`
//! - `+ table people (id, raw_data, created_at, updated_at)`
//! - `+ table relationship_notes (relationship_id, note_id, created_at)`
//! - `+ table relationship_tags (relationship_id, tag_id, created_at)`
//! - `+ table relationships (id, contact_id, created_at, updated_at)`
//! - `+ table tags (id, name, created_at, updated_at)`
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
            Step::new("create table contacts")
                .up(Table::create()
                    .table("contacts")
                    .col(ColumnDef::new("id").integer().not_null().primary_key().auto_increment())
                    .col(ColumnDef::new("name").string_len(255).not_null())
                    .col(ColumnDef::new("email").string_len(255))
                    .col(ColumnDef::new("phone").string_len(50))
                    .col(
                        ColumnDef::new("created_at")
                            .timestamp_with_time_zone()
                            .not_null()
                            .default(Expr::current_timestamp()),
                    )
                    .col(
                        ColumnDef::new("updated_at")
                            .timestamp_with_time_zone()
                            .not_null()
                            .default(Expr::current_timestamp()),
                    )
                    .to_owned())
                .down(Table::drop().table("contacts").to_owned()),
        )
        .step(
            Step::new("create table notes")
                .up(Table::create()
                    .table("notes")
                    .col(ColumnDef::new("id").integer().not_null().primary_key().auto_increment())
                    .col(ColumnDef::new("title").string_len(255).not_null())
                    .col(ColumnDef::new("content").text().not_null())
                    .col(
                        ColumnDef::new("created_at")
                            .timestamp_with_time_zone()
                            .not_null()
                            .default(Expr::current_timestamp()),
                    )
                    .col(
                        ColumnDef::new("updated_at")
                            .timestamp_with_time_zone()
                            .not_null()
                            .default(Expr::current_timestamp()),
                    )
                    .to_owned())
                .down(Table::drop().table("notes").to_owned()),
        )
        .step(
            Step::new("create table people")
                .up(Table::create()
                    .table("people")
                    .col(ColumnDef::new("id").integer().not_null().primary_key().auto_increment())
                    .col(ColumnDef::new("raw_data").text())
                    .col(
                        ColumnDef::new("created_at")
                            .timestamp_with_time_zone()
                            .not_null()
                            .default(Expr::current_timestamp()),
                    )
                    .col(
                        ColumnDef::new("updated_at")
                            .timestamp_with_time_zone()
                            .not_null()
                            .default(Expr::current_timestamp()),
                    )
                    .to_owned())
                .down(Table::drop().table("people").to_owned()),
        )
        .step(
            Step::new("create table relationships")
                .up(Table::create()
                    .table("relationships")
                    .col(ColumnDef::new("id").integer().not_null().primary_key().auto_increment())
                    .col(ColumnDef::new("contact_id").integer().not_null())
                    .col(
                        ColumnDef::new("created_at")
                            .timestamp_with_time_zone()
                            .not_null()
                            .default(Expr::current_timestamp()),
                    )
                    .col(
                        ColumnDef::new("updated_at")
                            .timestamp_with_time_zone()
                            .not_null()
                            .default(Expr::current_timestamp()),
                    )
                    .index(
                        &mut Index::create().name("relationships_contact_id_key").unique().col("contact_id").to_owned(),
                    )
                    .foreign_key(
                        &mut ForeignKey::create()
                            .name("relationships_contact_id_fkey")
                            .from_tbl("relationships")
                            .from_col("contact_id")
                            .to_tbl("contacts")
                            .to_col("id")
                            .on_delete(ForeignKeyAction::Cascade)
                            .to_owned(),
                    )
                    .to_owned())
                .down(Table::drop().table("relationships").to_owned()),
        )
        .step(
            Step::new("create table relationship_notes")
                .up(Table::create()
                    .table("relationship_notes")
                    .col(ColumnDef::new("relationship_id").integer().not_null())
                    .col(ColumnDef::new("note_id").integer().not_null())
                    .col(
                        ColumnDef::new("created_at")
                            .timestamp_with_time_zone()
                            .not_null()
                            .default(Expr::current_timestamp()),
                    )
                    .primary_key(
                        &mut Index::create()
                            .name("relationship_notes_pkey")
                            .col("relationship_id")
                            .col("note_id")
                            .to_owned(),
                    )
                    .foreign_key(
                        &mut ForeignKey::create()
                            .name("relationship_notes_note_id_fkey")
                            .from_tbl("relationship_notes")
                            .from_col("note_id")
                            .to_tbl("notes")
                            .to_col("id")
                            .on_delete(ForeignKeyAction::Cascade)
                            .to_owned(),
                    )
                    .foreign_key(
                        &mut ForeignKey::create()
                            .name("relationship_notes_relationship_id_fkey")
                            .from_tbl("relationship_notes")
                            .from_col("relationship_id")
                            .to_tbl("relationships")
                            .to_col("id")
                            .on_delete(ForeignKeyAction::Cascade)
                            .to_owned(),
                    )
                    .to_owned())
                .down(Table::drop().table("relationship_notes").to_owned()),
        )
        .step(
            Step::new("create table tags")
                .up(Table::create()
                    .table("tags")
                    .col(ColumnDef::new("id").integer().not_null().primary_key().auto_increment())
                    .col(ColumnDef::new("name").string_len(100).not_null())
                    .col(
                        ColumnDef::new("created_at")
                            .timestamp_with_time_zone()
                            .not_null()
                            .default(Expr::current_timestamp()),
                    )
                    .col(
                        ColumnDef::new("updated_at")
                            .timestamp_with_time_zone()
                            .not_null()
                            .default(Expr::current_timestamp()),
                    )
                    .index(&mut Index::create().name("tags_name_key").unique().col("name").to_owned())
                    .to_owned())
                .down(Table::drop().table("tags").to_owned()),
        )
        .step(
            Step::new("create table relationship_tags")
                .up(Table::create()
                    .table("relationship_tags")
                    .col(ColumnDef::new("relationship_id").integer().not_null())
                    .col(ColumnDef::new("tag_id").integer().not_null())
                    .col(
                        ColumnDef::new("created_at")
                            .timestamp_with_time_zone()
                            .not_null()
                            .default(Expr::current_timestamp()),
                    )
                    .primary_key(
                        &mut Index::create()
                            .name("relationship_tags_pkey")
                            .col("relationship_id")
                            .col("tag_id")
                            .to_owned(),
                    )
                    .foreign_key(
                        &mut ForeignKey::create()
                            .name("relationship_tags_relationship_id_fkey")
                            .from_tbl("relationship_tags")
                            .from_col("relationship_id")
                            .to_tbl("relationships")
                            .to_col("id")
                            .on_delete(ForeignKeyAction::Cascade)
                            .to_owned(),
                    )
                    .foreign_key(
                        &mut ForeignKey::create()
                            .name("relationship_tags_tag_id_fkey")
                            .from_tbl("relationship_tags")
                            .from_col("tag_id")
                            .to_tbl("tags")
                            .to_col("id")
                            .on_delete(ForeignKeyAction::Cascade)
                            .to_owned(),
                    )
                    .to_owned())
                .down(Table::drop().table("relationship_tags").to_owned()),
        )
}
