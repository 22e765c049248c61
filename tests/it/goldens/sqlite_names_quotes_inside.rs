//! Names quotes inside.
//!
//! Parent: m20260101_000000_initial_schema
//!
//! Changes:
//! - `"it's ""quoted"""  ~ "c'd" text -> varchar(9)`
//! - `"it's ""quoted"""  + "e""'f" text null default '"'''`
//! - `"it's ""quoted"""  - index "i""x'"`
//! - `"it's ""quoted"""  + index "i""x'" ("c'd" desc)`
//! - `"it's ""quoted"""  + check "k""" ("c'd" <> 'c''d')`
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
            Step::new(r#"rebuild table it's "quoted": - index "i""x'", + "e""'f" text null default '"''', ~ "c'd" text -> varchar(9), + index "i""x'" ("c'd" desc), + check "k""" ("c'd" <> 'c''d')"#)
                .on(DbBackend::Sqlite, |branch| {
                    branch
                        .rebuilds(r#"it's "quoted""#)
                        .up(r#"CREATE TEMP TABLE IF NOT EXISTS "driftline_assert" ("what" text NOT NULL, "holds" integer NOT NULL, CONSTRAINT "a rebuilt table keeps its rows and keys" CHECK ("holds"))"#)
                        .up(r#"INSERT INTO temp."driftline_assert" ("what", "holds") SELECT 'foreign keys are off', (SELECT "foreign_keys" FROM pragma_foreign_keys) = 0"#)
                        .up("PRAGMA legacy_alter_table = ON")
                        .up(r#"CREATE TABLE "__driftline_it's ""quoted""" (
    "a""b" integer NOT NULL PRIMARY KEY,
    "c'd" varchar(9),
    "e""'f" text DEFAULT '"''',
    CONSTRAINT "u""'" UNIQUE ("c'd"),
    CONSTRAINT "k""" CHECK ("c'd" <> 'c''d')
)"#)
                        .up(r#"INSERT INTO "__driftline_it's ""quoted""" ("a""b", "c'd") SELECT "a""b", "c'd" FROM "it's ""quoted""""#)
                        .up(r#"INSERT INTO temp."driftline_assert" ("what", "holds") SELECT 'it''s "quoted": every row copied', (SELECT count(*) FROM "__driftline_it's ""quoted""") = (SELECT count(*) FROM "it's ""quoted""")"#)
                        .up(r#"DROP TABLE "it's ""quoted""""#)
                        .up(r#"ALTER TABLE "__driftline_it's ""quoted""" RENAME TO "it's ""quoted""""#)
                        .up(r#"CREATE INDEX "i""x'" ON "it's ""quoted""" ("c'd" DESC)"#)
                        .up("PRAGMA legacy_alter_table = OFF")
                        .up(r#"DROP TABLE temp."driftline_assert""#)
                        .down(r#"CREATE TEMP TABLE IF NOT EXISTS "driftline_assert" ("what" text NOT NULL, "holds" integer NOT NULL, CONSTRAINT "a rebuilt table keeps its rows and keys" CHECK ("holds"))"#)
                        .down(r#"INSERT INTO temp."driftline_assert" ("what", "holds") SELECT 'foreign keys are off', (SELECT "foreign_keys" FROM pragma_foreign_keys) = 0"#)
                        .down("PRAGMA legacy_alter_table = ON")
                        .down(r#"CREATE TABLE "__driftline_it's ""quoted""" (
    "a""b" integer NOT NULL PRIMARY KEY,
    "c'd" text,
    CONSTRAINT "u""'" UNIQUE ("c'd")
)"#)
                        .down(r#"INSERT INTO "__driftline_it's ""quoted""" ("a""b", "c'd") SELECT "a""b", "c'd" FROM "it's ""quoted""""#)
                        .down(r#"INSERT INTO temp."driftline_assert" ("what", "holds") SELECT 'it''s "quoted": every row copied', (SELECT count(*) FROM "__driftline_it's ""quoted""") = (SELECT count(*) FROM "it's ""quoted""")"#)
                        .down(r#"DROP TABLE "it's ""quoted""""#)
                        .down(r#"ALTER TABLE "__driftline_it's ""quoted""" RENAME TO "it's ""quoted""""#)
                        .down(r#"CREATE INDEX "i""x'" ON "it's ""quoted""" ("c'd")"#)
                        .down("PRAGMA legacy_alter_table = OFF")
                        .down(r#"DROP TABLE temp."driftline_assert""#)
                }),
        )
}
