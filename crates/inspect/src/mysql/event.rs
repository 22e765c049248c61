//! Events: `EVENTS`, put together into the statement that makes each. Leaves out definers and the time an event ran last.
//!
//! Times are printed in the session's zone, which is UTC. The server writes down when a schedule starts where nobody said so:
//! such a start is that of the statement itself, and is left out.

use driftline_schema::{Engine, Object, ObjectId, ObjectKind, ObjectName};
use sea_orm::DbErr;

use super::draft::Draft;
use super::mode::{foreign, under};
use super::row::Fields;
use crate::companion::is_companion;

pub(super) fn query(database: &str) -> String {
    // An event's times are kept in its own zone; of a named one the server may have no tables.
    let in_session = |time: &str| format!("CAST(IFNULL(CONVERT_TZ({time}, TIME_ZONE, @@time_zone), {time}) AS CHAR)");
    format!(
        "SELECT EVENT_NAME, EVENT_DEFINITION, EVENT_TYPE, {at}, INTERVAL_VALUE, INTERVAL_FIELD, \
            IF(STARTS = CREATED OR STARTS = LAST_ALTERED, NULL, {starts}), {ends}, STATUS, ON_COMPLETION, EVENT_COMMENT, \
            SQL_MODE, TIME_ZONE \
        FROM information_schema.EVENTS WHERE EVENT_SCHEMA = {database}",
        at = in_session("EXECUTE_AT"),
        starts = in_session("STARTS"),
        ends = in_session("ENDS"),
    )
}

pub(super) fn take(draft: &mut Draft, fields: &mut Fields<'_>) -> Result<(), DbErr> {
    let name = fields.own_text()?;
    if is_companion(&name) {
        return Ok(());
    }
    let body = fields.text()?;
    let is_once = fields.text()? == "ONE TIME";
    let at = fields.text()?;
    let interval = fields.text()?;
    let unit = fields.text()?;
    let starts = fields.text_if_any()?;
    let ends = fields.text_if_any()?;
    let status = fields.text()?;
    let stays = fields.text()? == "PRESERVE";
    let comment = fields.own_text_if_any()?;
    let modes = foreign(fields.text()?);
    let zone = fields.text()?;
    let time = |time: &str| Engine::MySql.literal(time);
    let schedule = if is_once {
        format!("AT {}", time(at))
    } else {
        let bound =
            |word: &str, bound: Option<&str>| bound.map_or(String::new(), |found| format!(" {word} {}", time(found)));
        format!("EVERY {interval} {unit}{}{}", bound("STARTS", starts), bound("ENDS", ends))
    };
    let kept = if stays { "PRESERVE" } else { "NOT PRESERVE" };
    let state = match status {
        "ENABLED" => "ENABLE",
        "DISABLED" => "DISABLE",
        // `SLAVESIDE_DISABLED`, on MySQL 8.4 `REPLICA_SIDE_DISABLED`; all versions take the old words.
        _ => "DISABLE ON SLAVE",
    };
    let shown = format!("event {name}");
    let body = draft.body(&shown, body, modes.as_deref());
    let statement = format!(
        "CREATE EVENT {} ON SCHEDULE {schedule} ON COMPLETION {kept} {state} DO {}",
        Engine::MySql.quote(&name),
        draft.texts.unqualified(&body)
    );
    if zone != "SYSTEM" && !zone.starts_with(['+', '-']) {
        draft.not_compared(shown, &format!("that its schedule follows the clock of {zone} is not compared"));
    }
    let id = ObjectId::new(ObjectKind::Event, ObjectName::new(name));
    let mut object = Object::new(id, under(modes.as_deref(), &statement));
    object.comment = comment;
    draft.schema.insert_object(object);
    Ok(())
}
