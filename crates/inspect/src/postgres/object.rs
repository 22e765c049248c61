//! Enumerated types.

use driftline_schema::EnumType;
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
