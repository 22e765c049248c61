//! Placeholder.
use crate::plan::Context;
use crate::{PlanError, Step};
/// Steps on SQLite.
pub fn steps(_context: &Context<'_>) -> Result<Vec<Step>, PlanError> { Ok(Vec::new()) }
