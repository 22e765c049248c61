//! Foreign keys added.
//!
//! Parent: m20260101_000000_initial_schema
//!
//! Changes:
//! - `calls  + foreign key fk-calls-contact_id (contact_id) -> contacts (id) on delete cascade`
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
            Step::new("rebuild table calls: + foreign key fk-calls-contact_id (contact_id) -> contacts (id) on delete cascade")
                .on(DbBackend::Sqlite, |branch| {
                    branch
                        .rebuilds("calls")
                        .up(r#"CREATE TEMP TABLE IF NOT EXISTS "driftline_assert" ("what" text NOT NULL, "holds" integer NOT NULL, CONSTRAINT "a rebuilt table keeps its rows and keys" CHECK ("holds"))"#)
                        .up(r#"INSERT INTO temp."driftline_assert" ("what", "holds") SELECT 'foreign keys are off', (SELECT "foreign_keys" FROM pragma_foreign_keys) = 0"#)
                        .up("PRAGMA legacy_alter_table = ON")
                        .up(r#"CREATE TABLE "__driftline_calls" (
    "id" integer NOT NULL PRIMARY KEY,
    "contact_id" integer NOT NULL,
    "note" text,
    CONSTRAINT "fk-calls-contact_id" FOREIGN KEY ("contact_id") REFERENCES "contacts" ("id") ON DELETE CASCADE
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
    "contact_id" integer NOT NULL,
    "note" text
)"#)
                        .down(r#"INSERT INTO "__driftline_calls" ("id", "contact_id", "note") SELECT "id", "contact_id", "note" FROM "calls""#)
                        .down(r#"INSERT INTO temp."driftline_assert" ("what", "holds") SELECT 'calls: every row copied', (SELECT count(*) FROM "__driftline_calls") = (SELECT count(*) FROM "calls")"#)
                        .down(r#"DROP TABLE "calls""#)
                        .down(r#"ALTER TABLE "__driftline_calls" RENAME TO "calls""#)
                        .down("PRAGMA legacy_alter_table = OFF")
                        .down(r#"DROP TABLE temp."driftline_assert""#)
                }),
        )
}
