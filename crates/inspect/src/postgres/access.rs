//! Owners and privileges of a PostgreSQL database's objects, read on request with one query. Leaves out types, languages, large
//! objects and default privileges.

use std::collections::BTreeSet;

use driftline_schema::access::{Access, Accesses};
use sea_orm::{ConnectionTrait, DbBackend, Statement};

use super::rights;
use super::row::Fields;
use crate::InspectError;
use crate::companion::is_companion;

/// Reads who owns what and who may use it. An object of the default namespace is called without it.
///
/// # Errors
/// [`InspectError::Catalog`] when the catalogs cannot be read.
pub async fn read_access<C: ConnectionTrait>(connection: &C) -> Result<Accesses, InspectError> {
    let what = "owners and privileges";
    let failed = |source| InspectError::Catalog { what, source };
    let rows = connection.query_all_raw(Statement::from_string(DbBackend::Postgres, query())).await.map_err(failed)?;
    let mut accesses = Accesses::new();
    for mut fields in rows.iter().filter_map(Fields::of) {
        let name = fields.own_text().map_err(failed)?;
        let object = fields.own_text().map_err(failed)?;
        let altered_as = fields.own_text_if_any().map_err(failed)?;
        let owner = fields.own_text().map_err(failed)?;
        let column = fields.own_text_if_any().map_err(failed)?;
        let grants = rights::grants(fields.text_if_any().map_err(failed)?, column.as_deref());
        if is_companion(&name) {
            continue;
        }
        let found = accesses.entry(object).or_insert_with(|| Access { altered_as, owner, grants: BTreeSet::new() });
        found.grants.extend(grants.unwrap_or_default());
    }
    Ok(accesses)
}

fn query() -> String {
    let not_of_extension = |class: &str, oid: &str| {
        format!(
            "NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = '{class}'::regclass AND e.objid = {oid} AND e.deptype = 'e')"
        )
    };
    let named = "(CASE WHEN n.nspname = current_schema() THEN '' ELSE quote_ident(n.nspname) || '.' END)";
    let inside = "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'";
    let kind = "CASE c.relkind WHEN 'S' THEN 'SEQUENCE ' WHEN 'v' THEN 'VIEW ' WHEN 'm' THEN 'MATERIALIZED VIEW ' \
        WHEN 'f' THEN 'FOREIGN TABLE ' ELSE 'TABLE ' END";
    format!(
        "SELECT c.relname::text, CASE c.relkind WHEN 'S' THEN 'SEQUENCE ' ELSE 'TABLE ' END || {named} || quote_ident(c.relname), \
            CASE WHEN NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid \
                AND d.deptype IN ('a', 'i') AND d.refclassid = 'pg_class'::regclass AND c.relkind = 'S') \
                THEN {kind} || {named} || quote_ident(c.relname) END, \
            pg_get_userbyid(c.relowner)::text, NULL::text, {of_relation} \
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace \
            WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm', 'S') AND c.relpersistence <> 't' AND {inside} AND {relation} \
        UNION ALL SELECT c.relname::text, 'TABLE ' || {named} || quote_ident(c.relname), \
            {kind} || {named} || quote_ident(c.relname), pg_get_userbyid(c.relowner)::text, a.attname::text, {of_column} \
            FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace \
            WHERE a.attacl IS NOT NULL AND NOT a.attisdropped AND {inside} AND {relation} \
        UNION ALL SELECT p.proname::text, r.routine, r.routine, pg_get_userbyid(p.proowner)::text, NULL, {of_routine} \
            FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace \
            CROSS JOIN LATERAL (SELECT CASE p.prokind WHEN 'p' THEN 'PROCEDURE ' ELSE 'FUNCTION ' END || {named} \
                || quote_ident(p.proname) || '(' || pg_get_function_identity_arguments(p.oid) || ')' AS routine) r \
            WHERE p.prokind <> 'a' AND {inside} AND {routine} \
        UNION ALL SELECT n.nspname::text, 'SCHEMA ' || quote_ident(n.nspname), 'SCHEMA ' || quote_ident(n.nspname), \
            pg_get_userbyid(n.nspowner)::text, NULL, {of_namespace} \
            FROM pg_namespace n WHERE {inside} AND n.nspname <> 'public' ORDER BY 2, 5",
        of_relation = rights::exploded(
            "coalesce(c.relacl, acldefault(CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::\"char\", c.relowner))",
            "c.relowner"
        ),
        of_column = rights::exploded("a.attacl", "c.relowner"),
        of_routine = rights::exploded("coalesce(p.proacl, acldefault('f', p.proowner))", "p.proowner"),
        of_namespace = rights::exploded("coalesce(n.nspacl, acldefault('n', n.nspowner))", "n.nspowner"),
        relation = not_of_extension("pg_class", "c.oid"),
        routine = not_of_extension("pg_proc", "p.oid"),
    )
}
