//! Enums value inserted.
//!
//! Parent: m20260101_000000_initial_schema
//!
//! Changes:
//! - `~ type mood ('sad', 'glad') -> ('awful', 'sad', 'fair', 'fine', 'glad')`
//!
//! Hazards:
//! - irreversible: `mood`: going down makes the type anew and fails while a row holds awful, fair, fine
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
    Steps::new().step(Step::new("add awful, fair, fine to type mood").on(DbBackend::Postgres, |branch| {
        branch
            .up(r#"ALTER TYPE "mood" ADD VALUE 'awful' BEFORE 'sad'"#)
            .up(r#"ALTER TYPE "mood" ADD VALUE 'fair' AFTER 'sad'"#)
            .up(r#"ALTER TYPE "mood" ADD VALUE 'fine' AFTER 'fair'"#)
            .down(r#"ALTER TABLE "t" ALTER COLUMN "v" DROP DEFAULT"#)
            .down(r#"ALTER TYPE "mood" RENAME TO "mood__driftline""#)
            .down(r#"CREATE TYPE "mood" AS ENUM ('sad', 'glad')"#)
            .down(r#"ALTER TABLE "t" ALTER COLUMN "v" TYPE "mood" USING "v"::text::"mood""#)
            .down(r#"DROP TYPE "mood__driftline""#)
            .down(r#"ALTER TABLE "t" ALTER COLUMN "v" SET DEFAULT 'glad'::mood"#)
    }))
}
