//! Combined table split.
//!
//! Parent: m20260101_000000_initial_schema
//!
//! Changes:
//! - `contacts  - email`
//! - `+ table emails (id, contact_id, address)`
//!
//! Hazards:
//! - drops-column: `contacts.email`: 4 rows, 3 of them not NULL, lose this column
//!
//! Going down does not bring back:
//! - the values of contacts.email
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
            Step::new("drop column contacts.email")
                .loses("the values of contacts.email")
                .up(Table::alter().table("contacts").drop_column("email").to_owned())
                .down(Table::alter().table("contacts").add_column(ColumnDef::new("email").string_len(255)).to_owned()),
        )
        .step(
            Step::new("create table emails")
                .up(Table::create()
                    .table("emails")
                    .col(ColumnDef::new("id").integer().not_null().primary_key())
                    .col(ColumnDef::new("contact_id").integer().not_null())
                    .col(ColumnDef::new("address").string_len(320).not_null())
                    .index(&mut Index::create().name("one").unique().col("contact_id").col("address").to_owned())
                    .foreign_key(
                        &mut ForeignKey::create()
                            .name("f")
                            .from_tbl("emails")
                            .from_col("contact_id")
                            .to_tbl("contacts")
                            .to_col("id")
                            .on_delete(ForeignKeyAction::Cascade)
                            .to_owned(),
                    )
                    .to_owned())
                .down(Table::drop().table("emails").to_owned()),
        )
}
