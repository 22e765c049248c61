//! Foreign keys actions changed.
//!
//! Parent: m20260101_000000_initial_schema
//!
//! Changes:
//! - `calls  - foreign key f`
//! - `calls  + foreign key f (contact_id) -> contacts (id) on delete set null on update cascade`
//!
//! Hazards: none.
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
            Step::new("change table calls: - foreign key f and more")
                .on(DbBackend::Sqlite, |branch| {
                    branch
                        .rebuilds("calls")
                        .up(r#"CREATE TEMP TABLE IF NOT EXISTS "driftline_assert" ("what" text NOT NULL, "holds" integer NOT NULL, CONSTRAINT "a rebuilt table keeps its rows and keys" CHECK ("holds"))"#)
                        .up(r#"INSERT INTO temp."driftline_assert" ("what", "holds") SELECT 'foreign keys are off', (SELECT "foreign_keys" FROM pragma_foreign_keys) = 0"#)
                        .up("PRAGMA legacy_alter_table = ON")
                        .up(r#"CREATE TABLE "__driftline_calls" (
    "id" integer NOT NULL PRIMARY KEY,
    "contact_id" integer,
    "note" text,
    CONSTRAINT "f" FOREIGN KEY ("contact_id") REFERENCES "contacts" ("id") ON DELETE SET NULL ON UPDATE CASCADE
)"#)
                        .up(r#"INSERT INTO "__driftline_calls" ("id", "contact_id", "note") SELECT "id", "contact_id", "note" FROM "calls""#)
                        .up(r#"INSERT INTO temp."driftline_assert" ("what", "holds") SELECT 'calls: every row copied', (SELECT count(*) FROM "__driftline_calls") = (SELECT count(*) FROM "calls")"#)
                        .up(r#"DROP TABLE "calls""#)
                        .up(r#"ALTER TABLE "__driftline_calls" RENAME TO "calls""#)
                        .up("PRAGMA legacy_alter_table = OFF")
                        .up(r#"INSERT INTO temp."driftline_assert" ("what", "holds") SELECT 'calls: foreign keys hold', NOT EXISTS (SELECT 1 FROM pragma_foreign_key_check('calls'))"#)
                        .up(r#"DROP TABLE temp."driftline_assert""#)
                        .down(r#"CREATE TEMP TABLE IF NOT EXISTS "driftline_assert" ("what" text NOT NULL, "holds" integer NOT NULL, CONSTRAINT "a rebuilt table keeps its rows and keys" CHECK ("holds"))"#)
                        .down(r#"INSERT INTO temp."driftline_assert" ("what", "holds") SELECT 'foreign keys are off', (SELECT "foreign_keys" FROM pragma_foreign_keys) = 0"#)
                        .down("PRAGMA legacy_alter_table = ON")
                        .down(r#"CREATE TABLE "__driftline_calls" (
    "id" integer NOT NULL PRIMARY KEY,
    "contact_id" integer,
    "note" text,
    CONSTRAINT "f" FOREIGN KEY ("contact_id") REFERENCES "contacts" ("id")
)"#)
                        .down(r#"INSERT INTO "__driftline_calls" ("id", "contact_id", "note") SELECT "id", "contact_id", "note" FROM "calls""#)
                        .down(r#"INSERT INTO temp."driftline_assert" ("what", "holds") SELECT 'calls: every row copied', (SELECT count(*) FROM "__driftline_calls") = (SELECT count(*) FROM "calls")"#)
                        .down(r#"DROP TABLE "calls""#)
                        .down(r#"ALTER TABLE "__driftline_calls" RENAME TO "calls""#)
                        .down("PRAGMA legacy_alter_table = OFF")
                        .down(r#"INSERT INTO temp."driftline_assert" ("what", "holds") SELECT 'calls: foreign keys hold', NOT EXISTS (SELECT 1 FROM pragma_foreign_key_check('calls'))"#)
                        .down(r#"DROP TABLE temp."driftline_assert""#)
                })
                .on(DbBackend::Postgres, |branch| {
                    branch
                        .up(ForeignKey::drop().name("f").table("calls").to_owned())
                        .up(ForeignKey::create().name("f").from_tbl("calls").from_col("contact_id").to_tbl("contacts").to_col("id").on_delete(ForeignKeyAction::SetNull).on_update(ForeignKeyAction::Cascade).to_owned())
                        .down(ForeignKey::drop().name("f").table("calls").to_owned())
                        .down(ForeignKey::create().name("f").from_tbl("calls").from_col("contact_id").to_tbl("contacts").to_col("id").to_owned())
                })
                .on(DbBackend::MySql, |branch| {
                    branch
                        .up("ALTER TABLE `calls` DROP FOREIGN KEY `f`, DROP INDEX `f`")
                        .up(ForeignKey::create().name("f").from_tbl("calls").from_col("contact_id").to_tbl("contacts").to_col("id").on_delete(ForeignKeyAction::SetNull).on_update(ForeignKeyAction::Cascade).to_owned())
                        .down("ALTER TABLE `calls` DROP FOREIGN KEY `f`, DROP INDEX `f`")
                        .down(ForeignKey::create().name("f").from_tbl("calls").from_col("contact_id").to_tbl("contacts").to_col("id").to_owned())
                }),
        )
}
