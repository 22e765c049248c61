//! What is only named: procedures, functions and events.

use sea_orm::DbErr;

use super::draft::Draft;
use super::row::Fields;
use crate::companion::is_companion;

pub(super) fn query(database: &str) -> String {
    format!(
        "SELECT ROUTINE_TYPE, ROUTINE_NAME FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = {database} \
        UNION ALL \
        SELECT 'EVENT', EVENT_NAME FROM information_schema.EVENTS WHERE EVENT_SCHEMA = {database}"
    )
}

pub(super) fn take(draft: &mut Draft, fields: &mut Fields<'_>) -> Result<(), DbErr> {
    let kind = fields.text()?.to_lowercase();
    let name = fields.text()?;
    if !is_companion(name) {
        draft.not_compared(format!("{kind} {name}"), &format!("{kind}s are not compared"));
    }
    Ok(())
}
