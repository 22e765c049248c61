//! Uniques composite added.
//!
//! Parent: m20260101_000000_initial_schema
//!
//! Changes:
//! - `contacts  + unique contacts_name_email_key (name, email)`
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
            Step::new("add unique constraint contacts_name_email_key of contacts")
                .on(DbBackend::Sqlite, |branch| {
                    branch
                        .rebuilds("contacts")
                        .up(r#"CREATE TEMP TABLE IF NOT EXISTS "driftline_assert" ("what" text NOT NULL, "holds" integer NOT NULL, CONSTRAINT "a rebuilt table keeps its rows and keys" CHECK ("holds"))"#)
                        .up(r#"INSERT INTO temp."driftline_assert" ("what", "holds") SELECT 'foreign keys are off', (SELECT "foreign_keys" FROM pragma_foreign_keys) = 0"#)
                        .up("PRAGMA legacy_alter_table = ON")
                        .up(r#"CREATE TABLE "__driftline_contacts" (
    "id" integer NOT NULL PRIMARY KEY,
    "name" varchar(255) NOT NULL,
    "email" varchar(255),
    CONSTRAINT "contacts_name_email_key" UNIQUE ("name", "email")
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
                .on(DbBackend::Postgres, |branch| {
                    branch
                        .up(r#"ALTER TABLE "contacts" ADD CONSTRAINT "contacts_name_email_key" UNIQUE ("name", "email")"#)
                        .down(r#"ALTER TABLE "contacts" DROP CONSTRAINT "contacts_name_email_key""#)
                })
                .on(DbBackend::MySql, |branch| {
                    branch
                        .up(Index::create().name("contacts_name_email_key").table("contacts").unique().col("name").col("email").to_owned())
                        .down(Index::drop().name("contacts_name_email_key").table("contacts").to_owned())
                }),
        )
}
