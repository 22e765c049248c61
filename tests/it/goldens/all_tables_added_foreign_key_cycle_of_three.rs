//! Tables added foreign key cycle of three.
//!
//! Parent: m20260101_000000_initial_schema
//!
//! Changes:
//! - `+ table a (id, b_id)`
//! - `+ table b (id, c_id)`
//! - `+ table c (id, a_id)`
//! - `+ table leaf (id, c_id)`
//!
//! Hazards: none.
//!
//! Made for PostgreSQL, MariaDB/MySQL and SQLite.

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
            Step::new("create table a")
                .up(Table::create()
                    .table("a")
                    .col(ColumnDef::new("id").integer().not_null())
                    .col(ColumnDef::new("b_id").integer())
                    .primary_key(&mut Index::create().name("a_pkey").col("id").to_owned())
                    .to_owned())
                .down(Table::drop().table("a").to_owned())
                .on(DbBackend::Sqlite, |branch| {
                    branch
                        .up(Table::create()
                            .table("a")
                            .col(ColumnDef::new("id").integer().not_null().primary_key())
                            .col(ColumnDef::new("b_id").integer())
                            .foreign_key(
                                &mut ForeignKey::create()
                                    .name("fk-a")
                                    .from_tbl("a")
                                    .from_col("b_id")
                                    .to_tbl("b")
                                    .to_col("id")
                                    .to_owned(),
                            )
                            .to_owned())
                        .down(Table::drop().table("a").to_owned())
                }),
        )
        .step(
            Step::new("create table c")
                .up(Table::create()
                    .table("c")
                    .col(ColumnDef::new("id").integer().not_null().primary_key())
                    .col(ColumnDef::new("a_id").integer())
                    .foreign_key(
                        &mut ForeignKey::create()
                            .name("fk-c")
                            .from_tbl("c")
                            .from_col("a_id")
                            .to_tbl("a")
                            .to_col("id")
                            .to_owned(),
                    )
                    .to_owned())
                .down(Table::drop().table("c").to_owned()),
        )
        .step(
            Step::new("create table b")
                .up(Table::create()
                    .table("b")
                    .col(ColumnDef::new("id").integer().not_null())
                    .col(ColumnDef::new("c_id").integer())
                    .primary_key(&mut Index::create().name("b_pkey").col("id").to_owned())
                    .foreign_key(
                        &mut ForeignKey::create()
                            .name("fk-b")
                            .from_tbl("b")
                            .from_col("c_id")
                            .to_tbl("c")
                            .to_col("id")
                            .to_owned(),
                    )
                    .to_owned())
                .down(Table::drop().table("b").to_owned())
                .on(DbBackend::Sqlite, |branch| {
                    branch
                        .rebuilds("b")
                        .up(Table::create()
                            .table("b")
                            .col(ColumnDef::new("id").integer().not_null().primary_key())
                            .col(ColumnDef::new("c_id").integer())
                            .foreign_key(
                                &mut ForeignKey::create()
                                    .name("fk-b")
                                    .from_tbl("b")
                                    .from_col("c_id")
                                    .to_tbl("c")
                                    .to_col("id")
                                    .to_owned(),
                            )
                            .to_owned())
                        .down(Table::drop().table("b").to_owned())
                }),
        )
        .step(
            Step::new("create table leaf")
                .on(DbBackend::Postgres, |branch| {
                    branch
                        .up(Table::create()
                            .table("leaf")
                            .col(ColumnDef::new("id").integer().not_null())
                            .col(ColumnDef::new("c_id").integer())
                            .primary_key(&mut Index::create().name("leaf_pkey").col("id").to_owned())
                            .foreign_key(
                                &mut ForeignKey::create()
                                    .name("leaf_c_id_fkey")
                                    .from_tbl("leaf")
                                    .from_col("c_id")
                                    .to_tbl("c")
                                    .to_col("id")
                                    .to_owned(),
                            )
                            .to_owned())
                        .down(Table::drop().table("leaf").to_owned())
                })
                .on(DbBackend::MySql, |branch| {
                    branch
                        .up(r"CREATE TABLE `leaf` (
    `id` int NOT NULL,
    `c_id` int,
    PRIMARY KEY (`id`),
    KEY `c_id` (`c_id`),
    CONSTRAINT `leaf_ibfk_1` FOREIGN KEY (`c_id`) REFERENCES `c` (`id`)
)")
                        .down(Table::drop().table("leaf").to_owned())
                })
                .on(DbBackend::Sqlite, |branch| {
                    branch
                        .up(Table::create()
                            .table("leaf")
                            .col(ColumnDef::new("id").integer().not_null().primary_key())
                            .col(ColumnDef::new("c_id").integer())
                            .foreign_key(
                                &mut ForeignKey::create()
                                    .from_tbl("leaf")
                                    .from_col("c_id")
                                    .to_tbl("c")
                                    .to_col("id")
                                    .to_owned(),
                            )
                            .to_owned())
                        .down(Table::drop().table("leaf").to_owned())
                }),
        )
        .step(
            Step::new("add foreign key fk-a of a")
                .on(DbBackend::Postgres, |branch| {
                    branch
                        .up(ForeignKey::create()
                            .name("fk-a")
                            .from_tbl("a")
                            .from_col("b_id")
                            .to_tbl("b")
                            .to_col("id")
                            .to_owned())
                        .down(ForeignKey::drop().name("fk-a").table("a").to_owned())
                })
                .on(DbBackend::MySql, |branch| {
                    branch
                        .up(ForeignKey::create()
                            .name("fk-a")
                            .from_tbl("a")
                            .from_col("b_id")
                            .to_tbl("b")
                            .to_col("id")
                            .to_owned())
                        .down("ALTER TABLE `a` DROP FOREIGN KEY `fk-a`, DROP INDEX `fk-a`")
                })
                .nothing_on(DbBackend::Sqlite),
        )
}
