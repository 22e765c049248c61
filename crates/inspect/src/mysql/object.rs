//! What is only named: procedures, functions and events.

use sea_orm::DbErr;

use super::draft::Draft;
use super::row::Fields;
use crate::companion::is_companion;

/// A cast puts both catalogs' names into the connection's collation: MySQL may refuse a union of two.
pub(super) fn query(database: &str) -> String {
    format!(
        "SELECT CAST(ROUTINE_TYPE AS CHAR), CAST(ROUTINE_NAME AS CHAR) \
        FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = {database} \
        UNION ALL \
        SELECT CAST('EVENT' AS CHAR), CAST(EVENT_NAME AS CHAR) FROM information_schema.EVENTS WHERE EVENT_SCHEMA = {database}"
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
