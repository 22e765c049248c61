//! Enums value removed.
//!
//! Parent: m20260101_000000_initial_schema
//!
//! Changes:
//! - `~ type mood ('sad', 'glad', 'odd') -> ('sad', 'glad')`
//!
//! Hazards:
//! - removes-enum-label: `mood`: the label odd goes; 0 rows hold it
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
    Steps::new().step(Step::new("make type mood anew").on(DbBackend::Postgres, |branch| {
        branch
            .up(r#"ALTER TABLE "t" ALTER COLUMN "v" DROP DEFAULT"#)
            .up(r#"ALTER TYPE "mood" RENAME TO "mood__driftline""#)
            .up(r#"CREATE TYPE "mood" AS ENUM ('sad', 'glad')"#)
            .up(r#"ALTER TABLE "t" ALTER COLUMN "v" TYPE "mood" USING "v"::text::"mood""#)
            .up(r#"ALTER TABLE "t" ALTER COLUMN "w" TYPE "mood"[] USING "w"::text[]::"mood"[]"#)
            .up(r#"DROP TYPE "mood__driftline""#)
            .up(r#"ALTER TABLE "t" ALTER COLUMN "v" SET DEFAULT 'glad'::mood"#)
            .down(r#"ALTER TABLE "t" ALTER COLUMN "v" DROP DEFAULT"#)
            .down(r#"ALTER TYPE "mood" RENAME TO "mood__driftline""#)
            .down(r#"CREATE TYPE "mood" AS ENUM ('sad', 'glad', 'odd')"#)
            .down(r#"ALTER TABLE "t" ALTER COLUMN "v" TYPE "mood" USING "v"::text::"mood""#)
            .down(r#"ALTER TABLE "t" ALTER COLUMN "w" TYPE "mood"[] USING "w"::text[]::"mood"[]"#)
            .down(r#"DROP TYPE "mood__driftline""#)
            .down(r#"ALTER TABLE "t" ALTER COLUMN "v" SET DEFAULT 'glad'::mood"#)
    }))
}
