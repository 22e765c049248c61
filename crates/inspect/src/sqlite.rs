//! Placeholder.
use sea_orm::{ConnectionTrait, TransactionTrait};
use crate::{InspectError, Inspection};
/// Reads SQLite.
pub async fn read<C: ConnectionTrait + TransactionTrait>(_connection: &C) -> Result<Inspection, InspectError> {
    Err(InspectError::Engine("sqlite".to_owned()))
}
