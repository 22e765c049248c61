//! Tables added foreign key cycle.
//!
//! Parent: m20260101_000000_initial_schema
//!
//! Changes:
//! - `+ table players (id, team_id)`
//! - `+ table teams (id, captain_id)`
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
            Step::new("create table players")
                .up(Table::create()
                    .table("players")
                    .col(ColumnDef::new("id").integer().not_null())
                    .col(ColumnDef::new("team_id").integer().not_null())
                    .primary_key(&mut Index::create().name("players_pkey").col("id").to_owned())
                    .to_owned())
                .down(Table::drop().table("players").to_owned()),
        )
        .step(
            Step::new("create table teams")
                .up(Table::create()
                    .table("teams")
                    .col(ColumnDef::new("id").integer().not_null())
                    .col(ColumnDef::new("captain_id").integer())
                    .primary_key(&mut Index::create().name("teams_pkey").col("id").to_owned())
                    .foreign_key(
                        &mut ForeignKey::create()
                            .name("fk-captain")
                            .from_tbl("teams")
                            .from_col("captain_id")
                            .to_tbl("players")
                            .to_col("id")
                            .to_owned(),
                    )
                    .to_owned())
                .down(Table::drop().table("teams").to_owned()),
        )
        .step(
            Step::new("add foreign key fk-team of players")
                .up(ForeignKey::create()
                    .name("fk-team")
                    .from_tbl("players")
                    .from_col("team_id")
                    .to_tbl("teams")
                    .to_col("id")
                    .on_delete(ForeignKeyAction::Cascade)
                    .to_owned())
                .down(ForeignKey::drop().name("fk-team").table("players").to_owned()),
        )
}
