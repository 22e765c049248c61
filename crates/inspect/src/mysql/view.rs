//! Views: `VIEWS`. Leaves out definers.
//!
//! The catalog prints a view without the introducers of its literals (`_latin1'x'`), and MySQL without its algorithm; both
//! stand only in SHOW CREATE VIEW, which would take one query for each view.

use driftline_schema::{Engine, ObjectName, View};
use sea_orm::DbErr;

use super::draft::Draft;
use super::flavour::Dialect;
use super::row::Fields;
use super::text::{UNSURE, hides_character};
use crate::companion::is_companion;

pub(super) fn query(database: &str, dialect: Dialect) -> String {
    format!(
        "SELECT TABLE_NAME, VIEW_DEFINITION, CHECK_OPTION, SECURITY_TYPE, {} \
        FROM information_schema.VIEWS WHERE TABLE_SCHEMA = {database}",
        dialect.view_algorithm()
    )
}

pub(super) fn take(draft: &mut Draft, fields: &mut Fields<'_>) -> Result<(), DbErr> {
    let name = fields.own_text()?;
    let query = fields.text()?;
    let check = fields.text()?;
    let security = fields.text()?;
    let algorithm = fields.text()?;
    if is_companion(&name) {
        return Ok(());
    }
    if query.is_empty() {
        return Err(DbErr::Custom(format!(
            "the definition of view {name} is hidden from this user; GRANT SHOW VIEW ON {}.* would show it",
            Engine::MySql.quote(&draft.texts.database)
        )));
    }
    let mut statement = "CREATE ".to_owned();
    if matches!(algorithm, "MERGE" | "TEMPTABLE") {
        statement.push_str(&format!("ALGORITHM={algorithm} "));
    }
    if security == "INVOKER" {
        statement.push_str("SQL SECURITY INVOKER ");
    }
    statement.push_str(&format!("VIEW {} AS {query}", Engine::MySql.quote(&name)));
    if matches!(check, "CASCADED" | "LOCAL") {
        statement.push_str(&format!(" WITH {check} CHECK OPTION"));
    }
    if hides_character(query) {
        draft.not_compared(format!("view {name}"), UNSURE);
    }
    let name = ObjectName::new(name);
    let view = View::new(name.clone(), draft.texts.sql(&statement));
    draft.schema.views.insert(name, view);
    Ok(())
}
