//! Triggers, policies and rules of tables and views. Leaves out what came along with a constraint or with a partitioned table.

use driftline_schema::{Firing, Policy, Rule, Trigger};
use sea_orm::DbErr;

use super::Fields;
use super::draft::Draft;

/// Stands between a policy's roles.
const SEPARATOR: char = '\u{1f}';

/// Rows of (kind, relation, name, comment, letter, definition, roles, condition of reading, condition of writing).
pub(super) fn query(within: &str) -> String {
    let relations = format!("(SELECT oid FROM pg_class WHERE relnamespace IN ({within}))");
    let comment = |class: &str, oid: &str| {
        format!("(SELECT description FROM pg_description WHERE objoid = {oid} AND classoid = '{class}'::regclass)")
    };
    format!(
        "SELECT 't', t.tgrelid::int8, t.tgname::text, {of_trigger}, t.tgenabled::text, pg_get_triggerdef(t.oid), NULL::text, \
            NULL::text, NULL::text, true \
            FROM pg_trigger t WHERE NOT t.tgisinternal AND t.tgparentid = 0 AND t.tgrelid IN {relations} \
        UNION ALL SELECT 'r', r.ev_class::int8, r.rulename::text, {of_rule}, r.ev_enabled::text, pg_get_ruledef(r.oid), \
            NULL, NULL, NULL, true \
            FROM pg_rewrite r WHERE r.rulename <> '_RETURN' AND r.ev_class IN {relations} \
        UNION ALL SELECT 'p', p.polrelid::int8, p.polname::text, {of_policy}, p.polcmd::text, NULL, \
            (SELECT string_agg(rolname::text, chr(31) ORDER BY rolname) FROM pg_roles WHERE oid = ANY (p.polroles)), \
            pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid), p.polpermissive \
            FROM pg_policy p WHERE p.polrelid IN {relations}",
        of_trigger = comment("pg_trigger", "t.oid"),
        of_rule = comment("pg_rewrite", "r.oid"),
        of_policy = comment("pg_policy", "p.oid"),
    )
}

pub(super) fn take(draft: &mut Draft, fields: &mut Fields<'_>) -> Result<(), DbErr> {
    let kind = fields.letter()?;
    let relation = fields.oid()?;
    let name = fields.own_text()?;
    let comment = fields.own_text_if_any()?;
    let letter = fields.letter()?;
    let definition = fields.text_if_any()?.map(|text| draft.names.sql(text.trim_end_matches(';')));
    let roles = fields.text_if_any()?;
    let using = fields.text_if_any()?.map(|text| draft.names.sql(text));
    let check = fields.text_if_any()?.map(|text| draft.names.sql(text));
    let restrictive = !fields.flag()?;
    let firing = Firing::of_letter(letter);
    let view = draft.views.get_mut(&relation);
    let table = draft.tables.get_mut(&relation).map(|owner| &mut owner.table);
    match (kind, definition) {
        ('t', Some(definition)) => {
            let trigger = Trigger { name, definition, firing, comment };
            match (table, view) {
                (Some(table), _) => table.triggers.push(trigger),
                (None, Some(view)) => view.triggers.push(trigger),
                (None, None) => {}
            }
        }
        ('r', Some(definition)) => {
            let rule = Rule { name, definition, firing, comment };
            match (table, view) {
                (Some(table), _) => table.rules.push(rule),
                (None, Some(view)) => view.rules.push(rule),
                (None, None) => {}
            }
        }
        ('p', _) => {
            let command = match letter {
                'r' => "SELECT",
                'a' => "INSERT",
                'w' => "UPDATE",
                'd' => "DELETE",
                _ => "ALL",
            };
            let roles = roles.map(|roles| roles.split(SEPARATOR).map(str::to_owned).collect()).unwrap_or_default();
            let policy = Policy { name, restrictive, command: command.to_owned(), roles, using, check, comment };
            if let Some(table) = table {
                table.policies.push(policy);
            }
        }
        _ => {}
    }
    Ok(())
}
