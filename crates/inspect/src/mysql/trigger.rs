//! Triggers: `TRIGGERS`. Leaves out definers.

use driftline_schema::{Engine, Sql};
use sea_orm::DbErr;

use super::draft::Draft;
use super::mode::{foreign, under};
use super::row::Fields;
use super::text::Texts;

/// A trigger as the catalog describes it.
#[derive(Debug)]
pub(super) struct TriggerDraft {
    table: String,
    pub(super) name: String,
    /// `BEFORE` or `AFTER`.
    time: String,
    /// `INSERT`; several as `INSERT,UPDATE`.
    event: String,
    /// Its place among the triggers of that event and time.
    order: i64,
    /// The one before it.
    follows: Option<String>,
    body: String,
    /// The modes it was made under that change what its text says.
    modes: Option<String>,
}

pub(super) fn query(database: &str) -> String {
    format!(
        "SELECT EVENT_OBJECT_TABLE, TRIGGER_NAME, ACTION_TIMING, EVENT_MANIPULATION, ACTION_ORDER, ACTION_STATEMENT, \
            SQL_MODE \
        FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = {database}"
    )
}

pub(super) fn take(draft: &mut Draft, fields: &mut Fields<'_>) -> Result<(), DbErr> {
    let table = fields.own_text()?;
    if !draft.tables.contains_key(&table) {
        return Ok(());
    }
    let name = fields.own_text()?;
    let time = fields.own_text()?;
    let event = fields.own_text()?;
    let order = fields.number()?;
    let body = fields.text()?;
    // A body is kept as it was written, and read under the modes it was made in.
    let modes = foreign(fields.text()?);
    let body = draft.body(&format!("trigger {name} on table {table}"), body, modes.as_deref());
    draft.triggers.push(TriggerDraft { table, name, time, event, order, follows: None, body, modes });
    Ok(())
}

/// The triggers by table, each knowing the one it follows.
pub(super) fn triggers(mut drafts: Vec<TriggerDraft>) -> Vec<(String, TriggerDraft)> {
    drafts.sort_by(|a, b| (&a.table, &a.time, &a.event, a.order).cmp(&(&b.table, &b.time, &b.event, b.order)));
    let mut found: Vec<(String, TriggerDraft)> = Vec::with_capacity(drafts.len());
    for mut trigger in drafts {
        if let Some((_, before)) = found.last() {
            let is_same =
                (&before.table, &before.time, &before.event) == (&trigger.table, &trigger.time, &trigger.event);
            trigger.follows = is_same.then(|| before.name.clone());
        }
        found.push((trigger.table.clone(), trigger));
    }
    found
}

impl Texts {
    /// The complete statement that makes a trigger.
    pub(super) fn trigger(&self, trigger: &TriggerDraft) -> Sql {
        let TriggerDraft { table, name, time, event, follows, body, modes, .. } = trigger;
        let quote = |name: &String| Engine::MySql.quote(name);
        let event = event.replace(',', " OR ");
        let order = follows.as_ref().map(|other| format!("FOLLOWS {} ", quote(other))).unwrap_or_default();
        let head = format!("CREATE TRIGGER {} {time} {event} ON {} FOR EACH ROW {order}", quote(name), quote(table));
        under(modes.as_deref(), &format!("{head}{}", self.unqualified(body)))
    }
}
