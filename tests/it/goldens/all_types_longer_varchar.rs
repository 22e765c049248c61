//! Types longer varchar.
//!
//! Parent: m20260101_000000_initial_schema
//!
//! Changes:
//! - `contacts  ~ email character varying(255) -> character varying(320)`
//!
//! Hazards:
//! - rewrites-table: `contacts.email`: 4 rows are written anew while the table is locked (MariaDB/MySQL)
//!
//! Made for PostgreSQL, SQLite and MariaDB/MySQL.

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
            Step::new("change column contacts.email: character varying(255) to character varying(320)")
                .on(DbBackend::Postgres, |branch| {
                    branch
                        .up(r#"ALTER TABLE "contacts" ALTER COLUMN "email" TYPE character varying(320)"#)
                        .down(r#"ALTER TABLE "contacts" ALTER COLUMN "email" TYPE character varying(255)"#)
                })
                .on(DbBackend::Sqlite, |branch| {
                    branch
                        .rebuilds("contacts")
                        .up(r#"CREATE TEMP TABLE IF NOT EXISTS "driftline_assert" ("what" text NOT NULL, "holds" integer NOT NULL, CONSTRAINT "a rebuilt table keeps its rows and keys" CHECK ("holds"))"#)
                        .up(r#"INSERT INTO temp."driftline_assert" ("what", "holds") SELECT 'foreign keys are off', (SELECT "foreign_keys" FROM pragma_foreign_keys) = 0"#)
                        .up("PRAGMA legacy_alter_table = ON")
                        .up(r#"CREATE TABLE "__driftline_contacts" (
    "id" integer NOT NULL PRIMARY KEY,
    "name" varchar(255) NOT NULL,
    "email" varchar(320)
)"#)
                        .up(r#"INSERT INTO "__driftline_contacts" ("id", "name", "email") SELECT "id", "name", "email" FROM "contacts""#)
                        .up(r#"INSERT INTO temp."driftline_assert" ("what", "holds") SELECT 'contacts: every row copied', (SELECT count(*) FROM "__driftline_contacts") = (SELECT count(*) FROM "contacts")"#)
                        .up(r#"DROP TABLE "contacts""#)
                        .up(r#"ALTER TABLE "__driftline_contacts" RENAME TO "contacts""#)
                        .up("PRAGMA legacy_alter_table = OFF")
                        .up(r#"DROP TABLE temp."driftline_assert""#)
                        .down(r#"CREATE TEMP TABLE IF NOT EXISTS "driftline_assert" ("what" text NOT NULL, "holds" integer NOT NULL, CONSTRAINT "a rebuilt table keeps its rows and keys" CHECK ("holds"))"#)
                        .down(r#"INSERT INTO temp."driftline_assert" ("what", "holds") SELECT 'foreign keys are off', (SELECT "foreign_keys" FROM pragma_foreign_keys) = 0"#)
                        .down("PRAGMA legacy_alter_table = ON")
                        .down(r#"CREATE TABLE "__driftline_contacts" (
    "id" integer NOT NULL PRIMARY KEY,
    "name" varchar(255) NOT NULL,
    "email" varchar(255)
)"#)
                        .down(r#"INSERT INTO "__driftline_contacts" ("id", "name", "email") SELECT "id", "name", "email" FROM "contacts""#)
                        .down(r#"INSERT INTO temp."driftline_assert" ("what", "holds") SELECT 'contacts: every row copied', (SELECT count(*) FROM "__driftline_contacts") = (SELECT count(*) FROM "contacts")"#)
                        .down(r#"DROP TABLE "contacts""#)
                        .down(r#"ALTER TABLE "__driftline_contacts" RENAME TO "contacts""#)
                        .down("PRAGMA legacy_alter_table = OFF")
                        .down(r#"DROP TABLE temp."driftline_assert""#)
                })
                .on(DbBackend::MySql, |branch| {
                    branch
                        .up("ALTER TABLE `contacts` MODIFY COLUMN `email` varchar(320)")
                        .down("ALTER TABLE `contacts` MODIFY COLUMN `email` varchar(255)")
                }),
        )
}
