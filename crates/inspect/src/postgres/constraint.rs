//! Primary keys, uniques, foreign keys and checks: `pg_constraint`.

use driftline_schema::{Action, Check, Deferrable, ForeignKey, PrimaryKey, Unique};
use sea_orm::DbErr;

use super::Fields;
use super::draft::Draft;

pub(super) fn query(within: &str, version: u32) -> String {
    // PostgreSQL 15 brought both, 18 the last two.
    let (nulls, columns) = if version >= 150_000 {
        ("i.indnullsnotdistinct", "con.confdelsetcols IS NOT NULL")
    } else {
        ("false", "false")
    };
    let period = if version >= 180_000 { "con.conperiod OR NOT con.conenforced" } else { "false" };
    format!(
        "SELECT con.conrelid::int8, con.conname::text, con.contype::text, con.condeferrable, con.condeferred, \
            con.convalidated, array_to_string(con.conkey, ' '), con.confrelid::int8, r.relname::text, rn.nspname::text, \
            array_to_string(con.confkey, ' '), con.confdeltype::text, con.confupdtype::text, con.confmatchtype::text, \
            CASE WHEN con.contype = 'c' THEN pg_get_expr(con.conbin, con.conrelid) END, con.connoinherit, \
            coalesce({nulls}, false), coalesce(i.indnatts > i.indnkeyatts, false), {columns}, {period}, \
            coalesce(i.indisvalid, true) \
        FROM pg_constraint con \
        LEFT JOIN pg_class r ON r.oid = con.confrelid \
        LEFT JOIN pg_namespace rn ON rn.oid = r.relnamespace \
        LEFT JOIN pg_index i ON i.indexrelid = con.conindid AND con.contype IN ('p', 'u') \
        WHERE con.contype IN ('p', 'u', 'f', 'c', 'x') AND con.connamespace IN ({within}) AND con.conrelid <> 0 \
        ORDER BY con.oid"
    )
}

pub(super) fn take(draft: &mut Draft, fields: &mut Fields<'_>) -> Result<(), DbErr> {
    let table = fields.oid()?;
    let name = fields.own_text()?;
    let kind = fields.letter()?;
    let deferrable = match (fields.flag()?, fields.flag()?) {
        (false, _) => Deferrable::No,
        (true, false) => Deferrable::InitiallyImmediate,
        (true, true) => Deferrable::InitiallyDeferred,
    };
    let validated = fields.flag()?;
    let numbers = fields.numbers()?;
    let referred = fields.oid()?;
    let referred_name = fields.own_text_if_any()?;
    let referred_namespace = fields.own_text_if_any()?;
    let referred_numbers = fields.numbers()?;
    let (on_delete, on_update) = (action(fields.letter()?), action(fields.letter()?));
    let match_full = fields.letter()? == 'f';
    let expression = fields.text_if_any()?;
    let no_inherit = fields.flag()?;
    let nulls_not_distinct = fields.flag()?;
    let has_include = fields.flag()?;
    let names_columns = fields.flag()?;
    let is_special = fields.flag()?;
    let index_valid = fields.flag()?;
    let Some(owner) = draft.tables.get(&table) else { return Ok(()) };
    let shown = format!("constraint {name} of table {}", owner.table.name);
    let Some(columns) = draft.column_names(table, &numbers) else {
        // A constraint on a system column or a whole row.
        if kind == 'c' {
            return add_check(draft, table, name, expression, validated);
        }
        draft.not_compared(shown, "its columns are not among the table's");
        return Ok(());
    };
    let remarks = [
        (kind == 'x', "exclusion constraints are not compared"),
        (kind == 'c' && no_inherit, "NO INHERIT is not compared"),
        (has_include, "its INCLUDE columns are not compared"),
        (names_columns, "the columns that its ON DELETE action sets are not compared"),
        (is_special, "WITHOUT OVERLAPS, PERIOD and NOT ENFORCED are not compared"),
        (kind == 'p' && deferrable != Deferrable::No, "that the primary key is deferrable is not compared"),
        (!index_valid, "its index is not valid: a concurrent build has failed; drop it and make it anew"),
    ];
    for (_, reason) in remarks.into_iter().filter(|(applies, _)| *applies) {
        draft.not_compared(shown.clone(), reason);
    }
    let referred_columns = draft.column_names(referred, &referred_numbers);
    let references =
        referred_namespace.zip(referred_name).map(|(namespace, name)| draft.names.referred(namespace, name));
    if kind == 'c' {
        return add_check(draft, table, name, expression, validated);
    }
    let Some(owner) = draft.tables.get_mut(&table) else { return Ok(()) };
    match kind {
        'p' => owner.table.primary_key = Some(PrimaryKey { name: Some(name), columns, ..Default::default() }),
        'u' => owner.table.uniques.push(Unique {
            name: Some(name),
            columns,
            nulls_not_distinct,
            deferrable,
            ..Default::default()
        }),
        'f' => match (references, referred_columns) {
            (Some(references), Some(referenced_columns)) => owner.table.foreign_keys.push(ForeignKey {
                name: Some(name),
                columns,
                references,
                referenced_columns,
                on_delete,
                on_update,
                match_full,
                deferrable,
                validated,
            }),
            _ => draft.not_compared(shown, "the table it refers to cannot be read"),
        },
        _ => {}
    }
    Ok(())
}

fn add_check(
    draft: &mut Draft,
    table: i64,
    name: String,
    expression: Option<&str>,
    validated: bool,
) -> Result<(), DbErr> {
    let expression = draft.names.sql(expression.unwrap_or_default());
    if let Some(owner) = draft.tables.get_mut(&table) {
        owner.table.checks.push(Check { validated, ..Check::new(Some(name), expression) });
    }
    Ok(())
}

/// `confdeltype` and `confupdtype` (manual, `pg_constraint`).
fn action(letter: char) -> Action {
    match letter {
        'r' => Action::Restrict,
        'c' => Action::Cascade,
        'n' => Action::SetNull,
        'd' => Action::SetDefault,
        _ => Action::NoAction,
    }
}
