//! Data migration 003: the conversion of 002 for a database that has no tags yet; otherwise there is nothing to do, and it says
//! why. Source: PRT's script 003, which left foreign keys pointing at a temporary table.

use driftline_runner::data::{Counts, DataMigration, Readiness, Sight, Work};
use driftline_runner::prelude::{DbErr, async_trait};

use super::{before_history, conversion};

pub(crate) struct Migration;

#[async_trait::async_trait]
impl DataMigration for Migration {
    fn name(&self) -> &str {
        "003_migrate_old_schema"
    }

    fn summary(&self) -> &str {
        "the conversion of 002, where there is no table tags yet"
    }

    async fn precondition(&self, sight: &Sight<'_>) -> Result<Readiness, DbErr> {
        if sight.has_table("tags").await? {
            return Ok(Readiness::Nothing(
                "there is a table tags already: converting such a database is what 002 does".to_owned(),
            ));
        }
        conversion::precondition(sight).await
    }

    async fn precondition_back(&self, sight: &Sight<'_>) -> Result<Readiness, DbErr> {
        before_history(sight).await
    }

    async fn counts(&self, sight: &Sight<'_>) -> Result<Counts, DbErr> {
        conversion::counts(sight).await
    }

    async fn up(&self, work: &mut Work<'_>) -> Result<(), DbErr> {
        conversion::up(work).await
    }

    async fn down(&self, work: &mut Work<'_>) -> Result<(), DbErr> {
        conversion::down(work).await
    }

    async fn verify(&self, sight: &Sight<'_>, before: &Counts, after: &Counts) -> Result<Vec<String>, DbErr> {
        conversion::verify(sight, before, after).await
    }
}
