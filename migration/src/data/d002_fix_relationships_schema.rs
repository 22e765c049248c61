//! Data migration 002: relationships (contact_id, tag, note) becomes relationships, tags, notes and their two join
//! tables. Source: PRT's script 002, which failed on the second row of any contact, shared one note between contacts, and lost the
//! old ids; `conversion` says what is done instead.

use driftline_runner::data::{Counts, DataMigration, Readiness, Sight, Work};
use driftline_runner::prelude::{DbErr, async_trait};

use super::{before_history, conversion};

pub(crate) struct Migration;

#[async_trait::async_trait]
impl DataMigration for Migration {
    fn name(&self) -> &str {
        "002_fix_relationships_schema"
    }

    fn summary(&self) -> &str {
        "relationships (contact_id, tag, note) becomes relationships, tags, notes and two join tables"
    }

    async fn precondition(&self, sight: &Sight<'_>) -> Result<Readiness, DbErr> {
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
