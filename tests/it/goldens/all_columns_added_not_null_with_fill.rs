//! Columns added not null with fill.
//!
//! Parent: m20260101_000000_initial_schema
//!
//! Changes:
//! - `contacts  + nick varchar(40) not null`
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
            Step::new("add column contacts.nick")
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
    "nick" varchar(40) NOT NULL
)"#)
                        .up(r#"INSERT INTO "__driftline_contacts" ("id", "name", "email", "nick") SELECT "id", "name", "email", 'it''s ?' FROM "contacts""#)
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
                        .up(Table::alter().table("contacts").add_column(ColumnDef::new("nick").string_len(40).not_null().default("it's ?")).to_owned())
                        .up(r#"ALTER TABLE "contacts" ALTER COLUMN "nick" DROP DEFAULT"#)
                        .down(Table::alter().table("contacts").drop_column("nick").to_owned())
                })
                .on(DbBackend::MySql, |branch| {
                    branch
                        .up(Table::alter().table("contacts").add_column(ColumnDef::new("nick").string_len(40).not_null().default("it's ?")).to_owned())
                        .up("ALTER TABLE `contacts` ALTER COLUMN `nick` DROP DEFAULT")
                        .down(Table::alter().table("contacts").drop_column("nick").to_owned())
                }),
        )
}
