//! Data migration 004: the baseline. A database that is what the history makes is stamped; an empty one is created. Source:
//! PRT's script 004, which called Alembic for it.

use driftline_runner::data::{Counts, DataMigration, Readiness, Sight, Work};
use driftline_runner::prelude::{DbErr, async_trait};

/// Differences that are listed; the rest is counted.
const LISTED: usize = 6;

pub(crate) struct Migration;

#[async_trait::async_trait]
impl DataMigration for Migration {
    fn name(&self) -> &str {
        "004_create_initial_migration"
    }

    fn summary(&self) -> &str {
        "the baseline: stamp a database that has the schema, create an empty one"
    }

    async fn precondition(&self, sight: &Sight<'_>) -> Result<Readiness, DbErr> {
        if sight.pending().await? == 0 {
            return Ok(Readiness::Nothing("every migration is recorded already".to_owned()));
        }
        if sight.tables().await?.is_empty() {
            return Ok(Readiness::Ready);
        }
        let differences = sight.differences_from_head().await?;
        if differences.is_empty() {
            return Ok(Readiness::Ready);
        }
        let mut lines: Vec<String> = differences.iter().take(LISTED).map(|line| format!("\n    {line}")).collect();
        if differences.len() > LISTED {
            lines.push(format!("\n    and {} more", differences.len() - LISTED));
        }
        Ok(Readiness::Refused(format!(
            "the schema is not yet what the history makes; `cargo xtask push` brings it there:{}",
            lines.concat()
        )))
    }

    async fn counts(&self, sight: &Sight<'_>) -> Result<Counts, DbErr> {
        let tables = i64::try_from(sight.tables().await?.len()).unwrap_or(i64::MAX);
        let pending = i64::try_from(sight.pending().await?).unwrap_or(i64::MAX);
        Ok(Counts::default().with("tables", tables).with("migrations not recorded", pending))
    }

    async fn up(&self, work: &mut Work<'_>) -> Result<(), DbErr> {
        let is_empty = work.sight.tables().await?.is_empty();
        work.note("baseline", if is_empty { "created" } else { "stamped" }).await?;
        if work.noted("baseline").await?.as_deref() == Some("created") {
            return work.migrate_to_head().await;
        }
        work.say("record every migration as applied")?;
        work.stamp_head().await
    }

    async fn down(&self, work: &mut Work<'_>) -> Result<(), DbErr> {
        if work.noted("baseline").await?.as_deref() == Some("created") {
            return Err(DbErr::Migration("it created the database; `down base` takes its migrations back".to_owned()));
        }
        work.say("record no migration any more")?;
        work.stamp_base().await
    }

    async fn verify(&self, sight: &Sight<'_>, _before: &Counts, after: &Counts) -> Result<Vec<String>, DbErr> {
        let mut wrong = sight.differences_from_head().await?;
        if after.get("migrations not recorded") > 0 {
            wrong.push(format!("{} migrations are not recorded", after.get("migrations not recorded")));
        }
        Ok(wrong)
    }
}
