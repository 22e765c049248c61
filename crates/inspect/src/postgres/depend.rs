//! What objects beside tables stand on: `pg_depend`, in one query. Leaves out what columns, constraints, views and triggers stand
//! on, whose texts name it.
//!
//! The catalog speaks of row types, array types and multiranges; here these are the table, view or type behind them. It does not
//! look into the text of a routine (manual, "Dependency Tracking").

use driftline_schema::Foundation;
use sea_orm::DbErr;

use super::Fields;
use super::draft::Draft;

/// Rows of (catalog, identifier, catalog, identifier, column) of what leans and what it leans on.
pub(super) fn query(within: &str, version: u32) -> String {
    let (multirange, range) = if version >= 140_000 {
        ("LEFT JOIN pg_range m ON m.rngmultitypid = coalesce(el.oid, t.oid)", "m.rngtypid")
    } else {
        ("", "NULL::oid")
    };
    let own = |catalog: &str, namespace: &str| {
        format!(
            "d.classid = '{catalog}'::regclass AND d.objid IN (SELECT oid FROM {catalog} WHERE {namespace} IN ({within}))"
        )
    };
    // A domain's checks and a composite type's attributes lean on behalf of the type.
    let leaning = [
        own("pg_proc", "pronamespace"),
        own("pg_operator", "oprnamespace"),
        own("pg_ts_config", "cfgnamespace"),
        own("pg_ts_dict", "dictnamespace"),
        own("pg_statistic_ext", "stxnamespace"),
        format!(
            "d.classid = 'pg_type'::regclass AND d.objid IN (SELECT oid FROM pg_type WHERE typtype IN ('d', 'r', 'c') \
                AND typnamespace IN ({within}))"
        ),
        format!(
            "d.classid = 'pg_class'::regclass AND d.objid IN (SELECT oid FROM pg_class WHERE relkind IN ('S', 'c') \
                AND relnamespace IN ({within}))"
        ),
        format!(
            "d.classid = 'pg_constraint'::regclass AND d.objid IN (SELECT oid FROM pg_constraint WHERE contypid <> 0 \
                AND connamespace IN ({within}))"
        ),
        "d.classid IN ('pg_cast'::regclass, 'pg_event_trigger'::regclass)".to_owned(),
    ];
    format!(
        "SELECT (CASE WHEN k.oid IS NOT NULL OR own.oid IS NOT NULL THEN 'pg_type'::regclass ELSE d.classid::regclass END)::text, \
            coalesce(k.contypid, own.oid, d.objid)::int8, \
            (CASE WHEN e.refobjid IS NOT NULL THEN 'pg_extension'::regclass WHEN rel.oid IS NOT NULL THEN 'pg_class'::regclass \
                ELSE d.refclassid::regclass END)::text, \
            coalesce(e.refobjid, rel.oid, {range}, el.oid, d.refobjid)::int8, d.refobjsubid \
        FROM pg_depend d \
        LEFT JOIN pg_constraint k ON d.classid = 'pg_constraint'::regclass AND k.oid = d.objid \
        LEFT JOIN pg_class ocl ON d.classid = 'pg_class'::regclass AND ocl.oid = d.objid AND ocl.relkind = 'c' \
        LEFT JOIN pg_type own ON own.oid = ocl.reltype \
        LEFT JOIN pg_type t ON d.refclassid = 'pg_type'::regclass AND t.oid = d.refobjid \
        LEFT JOIN pg_type el ON el.oid = t.typelem AND t.typcategory = 'A' {multirange} \
        LEFT JOIN pg_class rel ON rel.oid = coalesce(el.typrelid, t.typrelid) AND rel.relkind <> 'c' \
        LEFT JOIN pg_depend e ON e.classid = d.refclassid AND e.objid = d.refobjid AND e.deptype = 'e' AND e.refclassid = 'pg_extension'::regclass \
        WHERE d.deptype IN ('n', 'a') AND d.refclassid <> 'pg_namespace'::regclass AND (({}))",
        leaning.join(") OR (")
    )
}

pub(super) fn take(draft: &mut Draft, fields: &mut Fields<'_>) -> Result<(), DbErr> {
    let (class, oid) = (fields.own_text()?, fields.oid()?);
    let (to_class, to, column) = (fields.own_text()?, fields.oid()?, i64::from(fields.number()?));
    let Some(id) = draft.known.get(&(class, oid)).cloned() else { return Ok(()) };
    let found = match to_class.as_str() {
        "pg_class" if draft.tables.contains_key(&to) => draft.tables.get(&to).map(|found| {
            let name = found.table.name.clone();
            match found.columns.get(&column) {
                Some(facts) => Foundation::Column(name, facts.name.clone()),
                None => Foundation::Relation(name),
            }
        }),
        "pg_class" if draft.views.contains_key(&to) => {
            draft.views.get(&to).map(|view| Foundation::Relation(view.name.clone()))
        }
        "pg_type" if draft.enums.contains_key(&to) => {
            draft.enums.get(&to).map(|kind| Foundation::Enum(kind.name.clone()))
        }
        _ => draft.known.get(&(to_class, to)).filter(|other| **other != id).cloned().map(Foundation::Object),
    };
    if let Some(found) = found {
        draft.stands_on(&id, found);
    }
    Ok(())
}
