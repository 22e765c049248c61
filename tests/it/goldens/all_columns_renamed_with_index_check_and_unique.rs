//! Columns renamed with index check and unique.
//!
//! Parent: m20260101_000000_initial_schema
//!
//! Changes:
//! - `contacts  > email -> mail`
//!
//! Hazards:
//! - breaks-old-code: `contacts.mail`: applications that still say email fail
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
    Steps::new().step(
        Step::new("rename column contacts.email to mail")
            .up(Table::alter().table("contacts").rename_column("email", "mail").to_owned())
            .down(Table::alter().table("contacts").rename_column("mail", "email").to_owned()),
    )
}
