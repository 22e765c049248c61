//! Data migration 001: contacts gains phone, created_at and updated_at, each only where it is missing; rows without a time get
//! the current one.
//!
//! The way back drops the columns that were added, with what stands in them by then, and makes the times NULL again that were
//! NULL. Source: PRT's script 001, whose way back was never written.

use driftline_runner::data::work::{between, statements};
use driftline_runner::data::{Counts, DataMigration, Engine, Readiness, Sight, Work};
use driftline_runner::prelude::{DbErr, async_trait};

use super::before_history;

/// Which rows had no time, where the column was there before.
const UNSET: &str = "driftline_legacy_contacts_unset";
const TIMES: [&str; 2] = ["created_at", "updated_at"];

pub(crate) struct Migration;

#[async_trait::async_trait]
impl DataMigration for Migration {
    fn name(&self) -> &str {
        "001_fix_contacts_schema"
    }

    fn summary(&self) -> &str {
        "contacts gains phone, created_at and updated_at; rows without a time get the current one"
    }

    async fn precondition(&self, sight: &Sight<'_>) -> Result<Readiness, DbErr> {
        if sight.engine() != Engine::Sqlite {
            return Ok(Readiness::Nothing("legacy databases are SQLite files, and this is none".to_owned()));
        }
        let columns = sight.columns("contacts").await?;
        let has = |name: &str| columns.iter().any(|column| column == name);
        if columns.is_empty() {
            return Ok(match sight.tables().await?.is_empty() {
                true => Readiness::Nothing("the database is empty".to_owned()),
                false => Readiness::Refused("there is no table contacts: this is no database of PRT's".to_owned()),
            });
        }
        if !has("id") || !has("name") {
            return Ok(Readiness::Refused("contacts has no id and name: this is no database of PRT's".to_owned()));
        }
        if has("phone") && TIMES.iter().all(|name| has(name)) && without_time(sight).await? == 0 {
            return Ok(Readiness::Nothing(
                "contacts has phone, created_at and updated_at, and every row its times".to_owned(),
            ));
        }
        Ok(Readiness::Ready)
    }

    async fn precondition_back(&self, sight: &Sight<'_>) -> Result<Readiness, DbErr> {
        before_history(sight).await
    }

    async fn counts(&self, sight: &Sight<'_>) -> Result<Counts, DbErr> {
        Ok(Counts::default()
            .with("contacts", sight.count("contacts").await?)
            .with("without a time", without_time(sight).await?))
    }

    async fn up(&self, work: &mut Work<'_>) -> Result<(), DbErr> {
        let columns = work.sight.columns("contacts").await?;
        let missing: Vec<&str> =
            ["phone"].into_iter().chain(TIMES).filter(|name| !columns.iter().any(|column| column == name)).collect();
        // Written down first: on the way back only these go.
        work.note("added", &missing.join(" ")).await?;
        let added = work.noted("added").await?.unwrap_or_default();
        let added: Vec<&str> = added.split_whitespace().collect();
        // A default of the current time cannot be added to a table (SQLite "ALTER TABLE ADD COLUMN"); `push` gives it.
        let mut sql: Vec<String> = (added.iter())
            .map(|name| {
                format!("ALTER TABLE contacts ADD COLUMN {name} {}", if *name == "phone" { "TEXT" } else { "DATETIME" })
            })
            .collect();
        sql.push(format!(
            "CREATE TABLE {UNSET} (id INTEGER PRIMARY KEY, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL)"
        ));
        let was_there = |name: &str| i32::from(!added.contains(&name));
        sql.push(format!(
            "INSERT INTO {UNSET} SELECT id, created_at IS NULL AND {}, updated_at IS NULL AND {} FROM contacts \
             WHERE (created_at IS NULL AND {0}) OR (updated_at IS NULL AND {1})",
            was_there("created_at"),
            was_there("updated_at")
        ));
        work.step("add the columns that are missing", &sql).await?;
        work.by_key("give each contact its times", "contacts", "id", |low, high| {
            vec![format!(
                "UPDATE contacts SET created_at = coalesce(created_at, CURRENT_TIMESTAMP), \
                 updated_at = coalesce(updated_at, created_at, CURRENT_TIMESTAMP) \
                 WHERE {} AND (created_at IS NULL OR updated_at IS NULL)",
                between(Engine::Sqlite, "id", low, high)
            )]
        })
        .await
    }

    async fn down(&self, work: &mut Work<'_>) -> Result<(), DbErr> {
        let added = work.noted("added").await?.unwrap_or_default();
        let mut sql: Vec<String> = (TIMES.iter())
            .map(|name| {
                format!(
                    "UPDATE contacts SET {name} = NULL WHERE id IN (SELECT id FROM {UNSET} WHERE {UNSET}.{name} = 1)"
                )
            })
            .collect();
        sql.extend(added.split_whitespace().map(|name| format!("ALTER TABLE contacts DROP COLUMN {name}")));
        sql.extend(statements(&[&format!("DROP TABLE {UNSET}")]));
        work.step("take the columns away again", &sql).await
    }

    async fn verify(&self, sight: &Sight<'_>, before: &Counts, after: &Counts) -> Result<Vec<String>, DbErr> {
        let mut wrong = Vec::new();
        if before.get("contacts") > after.get("contacts") {
            wrong.push(format!("{} contacts before, {} after", before.get("contacts"), after.get("contacts")));
        }
        let columns = sight.columns("contacts").await?;
        wrong.extend(
            ["phone"]
                .iter()
                .chain(&TIMES)
                .filter(|name| !columns.iter().any(|column| column == *name))
                .map(|name| format!("contacts has no {name}")),
        );
        if after.get("without a time") > 0 {
            wrong.push(format!("{} contacts have no time", after.get("without a time")));
        }
        Ok(wrong)
    }
}

/// Contacts that lack a time, or all where there is no such column.
async fn without_time(sight: &Sight<'_>) -> Result<i64, DbErr> {
    let columns = sight.columns("contacts").await?;
    if columns.is_empty() {
        return Ok(0);
    }
    if !TIMES.iter().all(|name| columns.iter().any(|column| column == name)) {
        return sight.count("contacts").await;
    }
    sight.number("SELECT count(*) FROM contacts WHERE created_at IS NULL OR updated_at IS NULL").await
}
