//! Data migration 005: the columns of a person, one for each field of a Google People record, are gathered in raw_data as one
//! JSON object. A field that holds JSON stays JSON, any other text becomes a JSON string; NULL fields are left out.
//!
//! The original scripts had nothing for people: the schema of today would have dropped the columns with what is in them. The
//! columns stay until `cargo xtask push` takes them away; before that, the way back only drops raw_data.

use driftline_runner::data::work::between;
use driftline_runner::data::{Counts, DataMigration, Engine, Readiness, Sight, Work};
use driftline_runner::prelude::{DbErr, async_trait};

use super::before_history;

/// Columns that are no fields of a record.
const OWN: [&str; 4] = ["id", "raw_data", "created_at", "updated_at"];

pub(crate) struct Migration;

#[async_trait::async_trait]
impl DataMigration for Migration {
    fn name(&self) -> &str {
        "005_gather_people_raw_data"
    }

    fn summary(&self) -> &str {
        "the columns of people become one JSON object in raw_data"
    }

    async fn precondition(&self, sight: &Sight<'_>) -> Result<Readiness, DbErr> {
        if sight.engine() != Engine::Sqlite {
            return Ok(Readiness::Nothing("legacy databases are SQLite files, and this is none".to_owned()));
        }
        if fields(sight).await?.is_empty() {
            return Ok(Readiness::Nothing("people has no columns to gather".to_owned()));
        }
        if sight.has_column("people", "raw_data").await? {
            let filled = sight.number("SELECT count(*) FROM people WHERE raw_data IS NOT NULL").await?;
            if filled > 0 {
                let reason =
                    format!("raw_data of {filled} people is filled already, and would be written over; empty it first");
                return Ok(Readiness::Refused(reason));
            }
        }
        Ok(Readiness::Ready)
    }

    async fn precondition_back(&self, sight: &Sight<'_>) -> Result<Readiness, DbErr> {
        if fields(sight).await?.is_empty() {
            let reason = "the columns are gone, and raw_data is all there is; `restore` brings a backup back";
            return Ok(Readiness::Refused(reason.to_owned()));
        }
        before_history(sight).await
    }

    async fn counts(&self, sight: &Sight<'_>) -> Result<Counts, DbErr> {
        let mut counts = Counts::default().with("people", sight.count("people").await?);
        let fields = fields(sight).await?;
        if !fields.is_empty() {
            let filled: Vec<String> = fields.iter().map(|name| format!("count({})", quote(name))).collect();
            counts = counts.with("fields", sight.number(&format!("SELECT {} FROM people", filled.join(" + "))).await?);
        }
        Ok(counts)
    }

    async fn up(&self, work: &mut Work<'_>) -> Result<(), DbErr> {
        let fields = fields(&work.sight).await?;
        let had = work.sight.has_column("people", "raw_data").await?;
        work.note("raw_data", if had { "was there" } else { "added" }).await?;
        let add = if work.noted("raw_data").await?.as_deref() == Some("added") {
            vec!["ALTER TABLE people ADD COLUMN raw_data TEXT".to_owned()]
        } else {
            Vec::new()
        };
        work.step("add the column raw_data", &add).await?;
        let each: Vec<String> = fields
            .iter()
            .map(|name| {
                let (key, column) = (Engine::Sqlite.literal(name), format!("people.{}", quote(name)));
                format!(
                    "SELECT {key} AS k, CASE WHEN json_valid({column}) THEN {column} ELSE json_quote({column}) END AS v \
                     WHERE {column} IS NOT NULL"
                )
            })
            .collect();
        let gathered = format!("(SELECT json_group_object(k, json(v)) FROM ({}))", each.join(" UNION ALL "));
        work.by_key("gather the fields of each person", "people", "id", move |low, high| {
            vec![format!("UPDATE people SET raw_data = {gathered} WHERE {}", between(Engine::Sqlite, "id", low, high))]
        })
        .await
    }

    async fn down(&self, work: &mut Work<'_>) -> Result<(), DbErr> {
        let sql = if work.noted("raw_data").await?.as_deref() == Some("added") {
            "ALTER TABLE people DROP COLUMN raw_data"
        } else {
            "UPDATE people SET raw_data = NULL"
        };
        work.step("take raw_data away again", &[sql.to_owned()]).await
    }

    async fn verify(&self, sight: &Sight<'_>, before: &Counts, after: &Counts) -> Result<Vec<String>, DbErr> {
        let mut wrong: Vec<String> = (before.iter().filter(|(name, count)| after.get(name) != *count))
            .map(|(name, count)| format!("{count} {name} before, {} after", after.get(name)))
            .collect();
        let gathered = sight.number("SELECT count(*) FROM people, json_each(people.raw_data)").await?;
        if gathered != before.get("fields") {
            wrong.push(format!("{} fields were filled, and raw_data has {gathered}", before.get("fields")));
        }
        // Each value once more, by another way than it was written.
        for name in fields(sight).await? {
            let (column, path) = (quote(&name), Engine::Sqlite.literal(&format!("$.\"{name}\"")));
            let differs = format!(
                "SELECT count(*) FROM people WHERE {column} IS NOT NULL AND CASE WHEN json_valid({column}) \
                 THEN json(raw_data -> {path}) IS NOT json({column}) ELSE raw_data ->> {path} IS NOT {column} END"
            );
            let count = sight.number(&differs).await?;
            if count > 0 {
                wrong.push(format!("{count} values of people.{name} are not in raw_data"));
            }
        }
        Ok(wrong)
    }
}

async fn fields(sight: &Sight<'_>) -> Result<Vec<String>, DbErr> {
    Ok(sight.columns("people").await?.into_iter().filter(|name| !OWN.contains(&name.as_str())).collect())
}

fn quote(name: &str) -> String {
    Engine::Sqlite.quote(name)
}
