//! Numbered data migrations: what one is, and the list of an application's. Leaves out running them (`data/run.rs`), what they
//! may ask (`data/sight.rs`) and what they work with (`data/work.rs`).
//!
//! A data migration moves rows; the schema's history knows nothing of it. It is run by hand (`data run 001`), once, with a backup
//! before it, and is recorded in the companion table `driftline_data`.

pub(crate) mod ledger;
pub(crate) mod run;
pub mod sight;
pub mod work;

use async_trait::async_trait;
use sea_orm::DbErr;

pub use driftline_schema::Engine;
pub use sight::Sight;
pub use work::Work;

/// One numbered data migration.
#[async_trait]
pub trait DataMigration: Send + Sync {
    /// The number, three digits, and what it does: `001_fix_contacts_schema`, `001_2024_01_15_fix_contacts_schema`.
    fn name(&self) -> &str;

    /// One line for people.
    fn summary(&self) -> &str;

    /// Whether it can run here, and why not.
    ///
    /// # Errors
    /// What the engine says.
    async fn precondition(&self, sight: &Sight<'_>) -> Result<Readiness, DbErr>;

    /// Whether it can be taken back here, and why not.
    ///
    /// # Errors
    /// What the engine says.
    async fn precondition_back(&self, _sight: &Sight<'_>) -> Result<Readiness, DbErr> {
        Ok(Readiness::Ready)
    }

    /// What there is, counted: shown by `--dry-run`, and before and after a run.
    ///
    /// # Errors
    /// What the engine says.
    async fn counts(&self, sight: &Sight<'_>) -> Result<Counts, DbErr>;

    /// The work, in named steps. A run that was killed begins again here; steps that were done are passed over.
    ///
    /// # Errors
    /// What the engine says.
    async fn up(&self, work: &mut Work<'_>) -> Result<(), DbErr>;

    /// The way back, in named steps of its own.
    ///
    /// # Errors
    /// What the engine says.
    async fn down(&self, work: &mut Work<'_>) -> Result<(), DbErr>;

    /// Whether the work holds: `before` and `after` are [`DataMigration::counts`] of those moments. Gives what does not.
    ///
    /// # Errors
    /// What the engine says.
    async fn verify(&self, sight: &Sight<'_>, before: &Counts, after: &Counts) -> Result<Vec<String>, DbErr>;
}

/// What a precondition says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Readiness {
    /// It can run.
    Ready,
    /// There is nothing to do, for this reason; it counts as done.
    Nothing(String),
    /// It cannot run, for this reason, with what to do.
    Refused(String),
}

/// Counts with their names, in the order they are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts(Vec<(String, i64)>);

impl Counts {
    /// Adds one.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, count: i64) -> Counts {
        self.0.push((name.into(), count));
        self
    }

    /// The count of that name; 0 where there is none.
    #[must_use]
    pub fn get(&self, name: &str) -> i64 {
        self.0.iter().find(|(known, _)| known == name).map_or(0, |(_, count)| *count)
    }

    /// All, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, i64)> {
        self.0.iter().map(|(name, count)| (name.as_str(), *count))
    }
}

/// The number at the beginning of a name.
#[must_use]
pub(crate) fn number(name: &str) -> Option<u32> {
    let digits: String = name.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_begins_with_its_number() {
        assert_eq!(number("001_2024_01_15_fix"), Some(1));
        assert_eq!(number("120_x"), Some(120));
        assert_eq!(number("fix"), None);
    }
}
