//! Names quotes inside.
//!
//! Parent: m20260101_000000_initial_schema
//!
//! Changes:
//! - `"it's ""quoted"""  ~ "c'd" text -> character varying(9)`
//! - `"it's ""quoted"""  + "e""'f" text null default ('"'''::text)`
//! - `"it's ""quoted"""  - index "i""x'"`
//! - `"it's ""quoted"""  + index "i""x'" ("c'd" desc)`
//! - `"it's ""quoted"""  + check "k""" (("c'd")::text <> 'c''d'::text)`
//!
//! Hazards:
//! - narrows-type: `it's "quoted".c'd`: character varying(9) is narrower than text; the statement fails on values that do not fit
//! - rewrites-table: `it's "quoted".c'd`: 3 rows are written anew while the table is locked
//!
//! Going down does not bring back:
//! - what the new type of it's "quoted".c'd has no room for
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
        .step(Step::new(r#"drop index i"x' of it's "quoted""#).on(DbBackend::Postgres, |branch| {
            branch.up(r#"DROP INDEX "i""x'""#).down(r#"CREATE INDEX "i""x'" ON "it's ""quoted""" ("c'd")"#)
        }))
        .step(
            Step::new(r#"change column it's "quoted".c'd: text to character varying(9)"#)
                .loses(r#"what the new type of it's "quoted".c'd has no room for"#)
                .on(DbBackend::Postgres, |branch| {
                    branch
                        .up(r#"ALTER TABLE "it's ""quoted""" ALTER COLUMN "c'd" TYPE character varying(9)"#)
                        .down(r#"ALTER TABLE "it's ""quoted""" ALTER COLUMN "c'd" TYPE text"#)
                }),
        )
        .step(
            Step::new(r#"add column it's "quoted".e"'f"#)
                .up(Table::alter()
                    .table(r#"it's "quoted""#)
                    .add_column(ColumnDef::new(r#"e"'f"#).text().default(r#""'"#))
                    .to_owned())
                .down(Table::alter().table(r#"it's "quoted""#).drop_column(r#"e"'f"#).to_owned()),
        )
        .step(Step::new(r#"add index i"x' of it's "quoted""#).on(DbBackend::Postgres, |branch| {
            branch.up(r#"CREATE INDEX "i""x'" ON "it's ""quoted""" ("c'd" DESC)"#).down(r#"DROP INDEX "i""x'""#)
        }))
        .step(Step::new(r#"add check k" of it's "quoted""#).on(DbBackend::Postgres, |branch| {
            branch
                .up(r#"ALTER TABLE "it's ""quoted""" ADD CONSTRAINT "k""" CHECK (("c'd")::text <> 'c''d'::text)"#)
                .down(r#"ALTER TABLE "it's ""quoted""" DROP CONSTRAINT "k""""#)
        }))
}
