//! Tables added with everything.
//!
//! Parent: m20260101_000000_initial_schema
//!
//! Changes:
//! - `+ table ledger (account, line, amount, currency, reference)`
//!
//! Hazards: none.
//!
//! Made for SQLite.

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
            Step::new("create table ledger")
                .on(DbBackend::Sqlite, |branch| {
                    branch
                        .up(Table::create()
                            .table("ledger")
                            .col(ColumnDef::new("account").string_len(20).not_null())
                            .col(ColumnDef::new("line").integer().not_null())
                            .col(ColumnDef::new("amount").custom("numeric(12, 2)").not_null().default(0))
                            .col(ColumnDef::new("currency").string_len(3).not_null().default("EUR"))
                            .col(ColumnDef::new("reference").string_len(40))
                            .primary_key(&mut Index::create().name("ledger_key").col("account").col("line").to_owned())
                            .index(&mut Index::create().unique().col("reference").to_owned())
                            .index(&mut Index::create().name("one amount").unique().col("account").col("amount").col("currency").to_owned())
                            .check(Expr::cust("line > 0"))
                            .check(("some_amount", Expr::cust("amount <> 0")))
                            .to_owned())
                        .up(Index::create().name("ledger_amount").table("ledger").col("amount").col("currency").to_owned())
                        .up(r#"CREATE UNIQUE INDEX "ledger_reference" ON "ledger" ((lower(reference))) WHERE reference IS NOT NULL"#)
                        .down(Table::drop().table("ledger").to_owned())
                }),
        )
}
