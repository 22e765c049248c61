//! Enumerated types, triggers, and what of tables is only named: policies, rules, comments on constraints.

use driftline_schema::{EnumType, Trigger};
use sea_orm::DbErr;

use super::Fields;
use super::draft::Draft;
use crate::companion::is_companion;

/// Enumerated types with a row for each label in order.
pub(super) fn types_query(within: &str) -> String {
    format!(
        "SELECT t.oid::int8, t.typname::text, t.typnamespace::int8, d.description, e.enumlabel::text \
        FROM pg_type t \
        LEFT JOIN pg_enum e ON e.enumtypid = t.oid \
        LEFT JOIN pg_description d ON d.objoid = t.oid AND d.classoid = 'pg_type'::regclass AND d.objsubid = 0 \
        WHERE t.typnamespace IN ({within}) AND t.typtype = 'e' AND t.oid NOT IN \
            (SELECT objid FROM pg_depend WHERE refclassid = 'pg_extension'::regclass AND classid = 'pg_type'::regclass \
                AND deptype = 'e') \
        ORDER BY t.oid, e.enumsortorder"
    )
}

pub(super) fn take_type(draft: &mut Draft, fields: &mut Fields<'_>) -> Result<(), DbErr> {
    let oid = fields.oid()?;
    let name = fields.own_text()?;
    if is_companion(&name) {
        return Ok(());
    }
    let namespace = fields.oid()?;
    let name = draft.names.object(namespace, name);
    let comment = fields.own_text_if_any()?;
    let label = fields.own_text_if_any()?;
    let found = draft.enums.entry(oid).or_insert_with(|| EnumType { name, labels: Vec::new(), comment });
    found.labels.extend(label);
    Ok(())
}

/// Rows of (kind, relation, namespace, name, definition).
pub(super) fn others_query(within: &str) -> String {
    let relations = format!("(SELECT oid FROM pg_class WHERE relnamespace IN ({within}))");
    format!(
        "SELECT CASE WHEN t.tgenabled = 'O' THEN 'trigger' ELSE 'special trigger' END AS kind, t.tgrelid::int8 AS relation, \
            0::int8 AS namespace, t.tgname::text AS name, pg_get_triggerdef(t.oid) AS definition \
            FROM pg_trigger t WHERE NOT t.tgisinternal AND t.tgrelid IN {relations} \
        UNION ALL SELECT 'policy', p.polrelid::int8, 0, p.polname::text, NULL \
            FROM pg_policy p WHERE p.polrelid IN {relations} \
        UNION ALL SELECT 'rule', r.ev_class::int8, 0, r.rulename::text, NULL \
            FROM pg_rewrite r WHERE r.rulename <> '_RETURN' AND r.ev_class IN {relations} \
        UNION ALL SELECT 'comment on constraint', con.conrelid::int8, 0, con.conname::text, NULL \
            FROM pg_description d JOIN pg_constraint con ON con.oid = d.objoid \
            WHERE d.classoid = 'pg_constraint'::regclass AND con.connamespace IN ({within})",
    )
}

pub(super) fn take_other(draft: &mut Draft, fields: &mut Fields<'_>) -> Result<(), DbErr> {
    let kind = fields.text()?;
    let relation = fields.oid()?;
    let namespace = fields.oid()?;
    let name = fields.own_text()?;
    let definition = fields.text_if_any()?;
    if relation == 0 {
        if !is_companion(&name) {
            let name = draft.names.object(namespace, name);
            let arguments = definition.map(|text| format!("({})", draft.names.text(text))).unwrap_or_default();
            draft.not_compared(format!("{kind} {name}{arguments}"), &format!("{kind}s are not compared"));
        }
        return Ok(());
    }
    let Some(on) = draft.relation(relation) else { return Ok(()) };
    match (kind, draft.tables.contains_key(&relation)) {
        ("trigger" | "special trigger", true) => {
            if kind == "special trigger" {
                let reason = "that it is disabled, or fires on replicas, is not compared";
                draft.not_compared(format!("trigger {name} on {on}"), reason);
            }
            let definition = draft.names.sql(definition.unwrap_or_default());
            if let Some(owner) = draft.tables.get_mut(&relation) {
                owner.table.triggers.push(Trigger { name, definition });
            }
        }
        ("trigger" | "special trigger", false) => {
            draft.not_compared(format!("trigger {name} on {on}"), "triggers of views are not compared");
        }
        ("policy", _) => draft.not_compared(format!("policy {name} on {on}"), "policies are not compared"),
        ("comment on constraint", _) => {
            draft.not_compared(format!("comment on constraint {name} of {on}"), "such comments are not compared");
        }
        _ => draft.not_compared(format!("{kind} {name} on {on}"), &format!("{kind}s are not compared")),
    }
    Ok(())
}
