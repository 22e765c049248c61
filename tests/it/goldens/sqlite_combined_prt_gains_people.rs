//! Combined prt gains people.
//!
//! Parent: m20260101_000000_initial_schema
//!
//! Changes:
//! - `contacts  > email -> primary_email`
//! - `contacts  + created_at timestamp not null default CURRENT_TIMESTAMP`
//! - `contacts  - fax`
//! - `contacts  + person_id integer null`
//! - `contacts  ~ primary_email varchar(255) -> varchar(320)`
//! - `contacts  + unique contacts_primary_email_key (primary_email)`
//! - `contacts  + index idx-contacts-name (name)`
//! - `contacts  + foreign key fk-contacts-person_id (person_id) -> people (id) on delete set null`
//! - `+ table people (id, raw_data)`
//!
//! Hazards:
//! - breaks-old-code: `contacts.primary_email`: applications that still say email fail
//! - drops-column: `contacts.fax`: 2 rows, 1 of them not NULL, lose this column
//!
//! Going down does not bring back:
//! - the values of contacts.fax
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
            Step::new("rename column contacts.email to primary_email")
                .up(Table::alter().table("contacts").rename_column("email", "primary_email").to_owned())
                .down(Table::alter().table("contacts").rename_column("primary_email", "email").to_owned()),
        )
        .step(
            Step::new("create table people")
                .up(Table::create()
                            .table("people")
                            .col(ColumnDef::new("id").integer().not_null().primary_key())
                            .col(ColumnDef::new("raw_data").text())
                            .to_owned())
                .down(Table::drop().table("people").to_owned()),
        )
        .step(
            Step::new("rebuild table contacts: - fax, + created_at timestamp not null default CURRENT_TIMESTAMP, + person_id integer null, ~ primary_email varchar(255) -> varchar(320), + unique contacts_primary_email_key (primary_email), + index idx-contacts-name (name), + foreign key fk-contacts-person_id (person_id) -> people (id) on delete set null")
                .loses("the values of contacts.fax")
                .on(DbBackend::Sqlite, |branch| {
                    branch
                        .rebuilds("contacts")
                        .up(r#"CREATE TEMP TABLE IF NOT EXISTS "driftline_assert" ("what" text NOT NULL, "holds" integer NOT NULL, CONSTRAINT "a rebuilt table keeps its rows and keys" CHECK ("holds"))"#)
                        .up(r#"INSERT INTO temp."driftline_assert" ("what", "holds") SELECT 'foreign keys are off', (SELECT "foreign_keys" FROM pragma_foreign_keys) = 0"#)
                        .up("PRAGMA legacy_alter_table = ON")
                        .up(r#"CREATE TABLE "__driftline_contacts" (
    "id" integer NOT NULL PRIMARY KEY,
    "name" varchar(255) NOT NULL,
    "primary_email" varchar(320),
    "person_id" integer,
    "created_at" timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "contacts_primary_email_key" UNIQUE ("primary_email"),
    CONSTRAINT "fk-contacts-person_id" FOREIGN KEY ("person_id") REFERENCES "people" ("id") ON DELETE SET NULL
)"#)
                        .up(r#"INSERT INTO "__driftline_contacts" ("id", "name", "primary_email") SELECT "id", "name", "primary_email" FROM "contacts""#)
                        .up(r#"INSERT INTO temp."driftline_assert" ("what", "holds") SELECT 'contacts: every row copied', (SELECT count(*) FROM "__driftline_contacts") = (SELECT count(*) FROM "contacts")"#)
                        .up(r#"DROP TABLE "contacts""#)
                        .up(r#"ALTER TABLE "__driftline_contacts" RENAME TO "contacts""#)
                        .up(r#"CREATE INDEX "idx-contacts-name" ON "contacts" ("name")"#)
                        .up("PRAGMA legacy_alter_table = OFF")
                        .up(r#"INSERT INTO temp."driftline_assert" ("what", "holds") SELECT 'contacts: foreign keys hold', NOT EXISTS (SELECT 1 FROM pragma_foreign_key_check('contacts'))"#)
                        .up(r#"DROP TABLE temp."driftline_assert""#)
                        .down(r#"CREATE TEMP TABLE IF NOT EXISTS "driftline_assert" ("what" text NOT NULL, "holds" integer NOT NULL, CONSTRAINT "a rebuilt table keeps its rows and keys" CHECK ("holds"))"#)
                        .down(r#"INSERT INTO temp."driftline_assert" ("what", "holds") SELECT 'foreign keys are off', (SELECT "foreign_keys" FROM pragma_foreign_keys) = 0"#)
                        .down("PRAGMA legacy_alter_table = ON")
                        .down(r#"CREATE TABLE "__driftline_contacts" (
    "id" integer NOT NULL PRIMARY KEY,
    "name" varchar(255) NOT NULL,
    "primary_email" varchar(255),
    "fax" varchar(30)
)"#)
                        .down(r#"INSERT INTO "__driftline_contacts" ("id", "name", "primary_email") SELECT "id", "name", "primary_email" FROM "contacts""#)
                        .down(r#"INSERT INTO temp."driftline_assert" ("what", "holds") SELECT 'contacts: every row copied', (SELECT count(*) FROM "__driftline_contacts") = (SELECT count(*) FROM "contacts")"#)
                        .down(r#"DROP TABLE "contacts""#)
                        .down(r#"ALTER TABLE "__driftline_contacts" RENAME TO "contacts""#)
                        .down("PRAGMA legacy_alter_table = OFF")
                        .down(r#"DROP TABLE temp."driftline_assert""#)
                }),
        )
}
