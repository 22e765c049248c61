//! Placeholder.
use crate::plan::Context;
use crate::{PlanError, Step};
/// Steps on PostgreSQL.
pub fn steps(_context: &Context<'_>) -> Result<Vec<Step>, PlanError> { Ok(Vec::new()) }
