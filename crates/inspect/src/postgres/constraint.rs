//! Primary keys, uniques, foreign keys, checks and exclusion constraints: `pg_constraint`.

use driftline_schema::{Action, Check, Deferrable, Exclusion, ForeignKey, PrimaryKey, Unique};
use sea_orm::DbErr;

use super::Fields;
use super::draft::Draft;

pub(super) fn query(within: &str, version: u32) -> String {
    // PostgreSQL 15 brought both, 18 the last two.
    let (nulls, columns) = if version >= 150_000 {
        ("i.indnullsnotdistinct", "array_to_string(con.confdelsetcols, ' ')")
    } else {
        ("false", "NULL::text")
    };
    let period = if version >= 180_000 { "con.conperiod OR NOT con.conenforced" } else { "false" };
    format!(
        "SELECT con.conrelid::int8, con.conname::text, con.contype::text, con.condeferrable, con.condeferred, \
            con.convalidated, array_to_string(con.conkey, ' '), con.confrelid::int8, r.relname::text, rn.nspname::text, \
            array_to_string(con.confkey, ' '), con.confdeltype::text, con.confupdtype::text, con.confmatchtype::text, \
            CASE con.contype WHEN 'c' THEN pg_get_expr(con.conbin, con.conrelid) \
                WHEN 'x' THEN pg_get_constraintdef(con.oid) END, con.connoinherit, \
            coalesce({nulls}, false), CASE WHEN i.indnatts > i.indnkeyatts THEN i.indkey::text END, \
            coalesce(i.indnkeyatts, 0)::int4, {columns}, {period}, coalesce(i.indisvalid, true), \
            con.conparentid <> 0 OR con.contype = 'c' AND con.coninhcount > 0, array_to_string(ic.reloptions, ' '), \
            CASE WHEN con.contype = 'x' THEN NULL ELSE its.spcname::text END, d.description \
        FROM pg_constraint con \
        LEFT JOIN pg_class r ON r.oid = con.confrelid \
        LEFT JOIN pg_namespace rn ON rn.oid = r.relnamespace \
        LEFT JOIN pg_index i ON i.indexrelid = con.conindid AND con.contype IN ('p', 'u') \
        LEFT JOIN pg_class ic ON ic.oid = i.indexrelid \
        LEFT JOIN pg_tablespace its ON its.oid = ic.reltablespace \
        LEFT JOIN pg_description d ON d.objoid = con.oid AND d.classoid = 'pg_constraint'::regclass \
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
    let covered = fields.numbers()?;
    let keys = usize::try_from(fields.number()?).unwrap_or(0);
    let set_numbers = fields.numbers()?;
    let is_special = fields.flag()?;
    let index_valid = fields.flag()?;
    let is_inherited = fields.flag()?;
    let storage = fields.text_if_any()?;
    let tablespace = fields.text_if_any()?;
    let comment = fields.own_text_if_any()?;
    let Some(owner) = draft.tables.get(&table) else { return Ok(()) };
    let shown = format!("constraint {name} of table {}", owner.table.name);
    let remarks = [
        (is_special, "WITHOUT OVERLAPS, PERIOD and NOT ENFORCED are not compared".to_owned()),
        (storage.is_some(), format!("{}: its index's parameters are not compared", storage.unwrap_or_default())),
        (tablespace.is_some(), format!("{}: its index's tablespace is not compared", tablespace.unwrap_or_default())),
        (!index_valid, "its index is not valid: a concurrent build has failed; drop it and make it anew".to_owned()),
    ];
    for (_, reason) in remarks.into_iter().filter(|(applies, _)| *applies && !is_inherited) {
        draft.not_compared(shown.clone(), &reason);
    }
    let text = expression.map(|text| draft.names.sql(text));
    let columns = draft.column_names(table, &numbers);
    let referenced_columns = draft.column_names(referred, &referred_numbers);
    let include = draft.column_names(table, covered.get(keys..).unwrap_or_default()).unwrap_or_default();
    let on_delete_columns = draft.column_names(table, &set_numbers).unwrap_or_default();
    let references =
        referred_namespace.zip(referred_name).map(|(namespace, name)| draft.names.referred(namespace, name));
    let owner = if is_inherited {
        draft.inherited_members(table)
    } else {
        draft.tables.get_mut(&table).map(|owner| &mut owner.table)
    };
    let Some(owner) = owner else { return Ok(()) };
    match (kind, columns, text) {
        // A check may be on a system column or a whole row.
        ('c', _, Some(expression)) => {
            owner.checks.push(Check { validated, no_inherit, comment, ..Check::new(Some(name), expression) });
        }
        ('x', _, Some(definition)) => owner.exclusions.push(Exclusion { name, definition, comment }),
        ('p', Some(columns), _) => {
            owner.primary_key =
                Some(PrimaryKey { name: Some(name), columns, include, deferrable, comment, ..Default::default() });
        }
        ('u', Some(columns), _) => owner.uniques.push(Unique {
            name: Some(name),
            columns,
            include,
            nulls_not_distinct,
            deferrable,
            conflict: None,
            parts: Vec::new(),
            comment,
        }),
        ('f', Some(columns), _) => match (references, referenced_columns) {
            (Some(references), Some(referenced_columns)) => owner.foreign_keys.push(ForeignKey {
                name: Some(name),
                columns,
                references,
                referenced_columns,
                on_delete,
                on_delete_columns,
                on_update,
                match_full,
                deferrable,
                validated,
                comment,
            }),
            _ => draft.not_compared(shown, "the table it refers to cannot be read"),
        },
        _ => draft.not_compared(shown, "its columns are not among the table's"),
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
