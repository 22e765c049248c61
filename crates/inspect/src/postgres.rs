//! Placeholder.
use sea_orm::{ConnectionTrait, TransactionTrait};
use crate::{InspectError, Inspection, Scope};
/// Reads PostgreSQL.
pub async fn read<C: ConnectionTrait + TransactionTrait>(_connection: &C, _scope: &Scope) -> Result<Inspection, InspectError> {
    Err(InspectError::Engine("postgres".to_owned()))
}
