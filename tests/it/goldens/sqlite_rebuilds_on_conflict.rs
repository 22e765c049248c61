//! Rebuilds on conflict.
//!
//! Parent: m20260101_000000_initial_schema
//!
//! Changes:
//! - `t  ~ d text -> varchar(9)`
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
            Step::new("rebuild table t: ~ d text -> varchar(9)")
                .on(DbBackend::Sqlite, |branch| {
                    branch
                        .rebuilds("t")
                        .up(r#"CREATE TEMP TABLE IF NOT EXISTS "driftline_assert" ("what" text NOT NULL, "holds" integer NOT NULL, CONSTRAINT "a rebuilt table keeps its rows and keys" CHECK ("holds"))"#)
                        .up(r#"INSERT INTO temp."driftline_assert" ("what", "holds") SELECT 'foreign keys are off', (SELECT "foreign_keys" FROM pragma_foreign_keys) = 0"#)
                        .up("PRAGMA legacy_alter_table = ON")
                        .up(r#"CREATE TABLE "__driftline_t" (
    "id" integer NOT NULL PRIMARY KEY ON CONFLICT REPLACE,
    "a" text NOT NULL ON CONFLICT IGNORE,
    "b" text,
    "c" text,
    "d" varchar(9),
    UNIQUE ("b") ON CONFLICT REPLACE,
    CONSTRAINT "u" UNIQUE ("c", "b") ON CONFLICT ROLLBACK
)"#)
                        .up(r#"INSERT INTO "__driftline_t" ("id", "a", "b", "c", "d") SELECT "id", "a", "b", "c", "d" FROM "t""#)
                        .up(r#"INSERT INTO temp."driftline_assert" ("what", "holds") SELECT 't: every row copied', (SELECT count(*) FROM "__driftline_t") = (SELECT count(*) FROM "t")"#)
                        .up(r#"DROP TABLE "t""#)
                        .up(r#"ALTER TABLE "__driftline_t" RENAME TO "t""#)
                        .up("PRAGMA legacy_alter_table = OFF")
                        .up(r#"DROP TABLE temp."driftline_assert""#)
                        .down(r#"CREATE TEMP TABLE IF NOT EXISTS "driftline_assert" ("what" text NOT NULL, "holds" integer NOT NULL, CONSTRAINT "a rebuilt table keeps its rows and keys" CHECK ("holds"))"#)
                        .down(r#"INSERT INTO temp."driftline_assert" ("what", "holds") SELECT 'foreign keys are off', (SELECT "foreign_keys" FROM pragma_foreign_keys) = 0"#)
                        .down("PRAGMA legacy_alter_table = ON")
                        .down(r#"CREATE TABLE "__driftline_t" (
    "id" integer NOT NULL PRIMARY KEY ON CONFLICT REPLACE,
    "a" text NOT NULL ON CONFLICT IGNORE,
    "b" text,
    "c" text,
    "d" text,
    UNIQUE ("b") ON CONFLICT REPLACE,
    CONSTRAINT "u" UNIQUE ("c", "b") ON CONFLICT ROLLBACK
)"#)
                        .down(r#"INSERT INTO "__driftline_t" ("id", "a", "b", "c", "d") SELECT "id", "a", "b", "c", "d" FROM "t""#)
                        .down(r#"INSERT INTO temp."driftline_assert" ("what", "holds") SELECT 't: every row copied', (SELECT count(*) FROM "__driftline_t") = (SELECT count(*) FROM "t")"#)
                        .down(r#"DROP TABLE "t""#)
                        .down(r#"ALTER TABLE "__driftline_t" RENAME TO "t""#)
                        .down("PRAGMA legacy_alter_table = OFF")
                        .down(r#"DROP TABLE temp."driftline_assert""#)
                }),
        )
}
