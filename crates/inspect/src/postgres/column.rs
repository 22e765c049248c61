//! Columns: `pg_attribute` with defaults, identity, generation expressions, collations and comments.

use driftline_schema::sql::{TokenKind, tokens};
use driftline_schema::{AutoIncrement, Column, Engine, Generated, ObjectName, SequenceOptions};
use sea_orm::DbErr;

use super::draft::{ColumnFacts, Draft};
use super::{Fields, meaning, rights};

/// Stands for the type of a domain, whose own default a default of NULL overrides.
const DOMAIN: i64 = -1;

/// Also gives the columns of tables elsewhere that foreign keys refer to. A default names no column, so that printing it
/// needs no look at the table.
pub(super) fn query(within: &str, version: u32) -> String {
    let compression = if version >= 140_000 { "a.attcompression::text" } else { "''" };
    format!(
        "SELECT a.attrelid::int8, a.attnum::int4, a.attname::text, format_type(a.atttypid, a.atttypmod), a.attnotnull, \
            CASE WHEN a.atthasdef THEN pg_get_expr(ad.adbin, CASE WHEN a.attgenerated = '' THEN 0 ELSE ad.adrelid END) END, a.attidentity::text, \
            a.attgenerated::text, a.attcollation::int8, co.collname::text, con.nspname::text, d.description, \
            CASE t.typtype WHEN 'e' THEN t.oid::int8 WHEN 'd' THEN {DOMAIN} ELSE el.oid::int8 END, a.attislocal, \
            CASE WHEN a.attstorage <> t.typstorage THEN a.attstorage::text END, {compression}, \
            CASE WHEN a.attstattarget >= 0 THEN a.attstattarget::int4 END, array_to_string(a.attoptions, chr(31)), \
            CASE WHEN c.relkind IN ('v', 'm') THEN {grants} END \
        FROM pg_class c \
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped \
        JOIN pg_type t ON t.oid = a.atttypid \
        LEFT JOIN pg_type el ON el.oid = t.typelem AND el.typtype = 'e' \
        LEFT JOIN pg_attrdef ad ON ad.adrelid = a.attrelid AND ad.adnum = a.attnum \
        LEFT JOIN pg_collation co ON co.oid = a.attcollation AND a.attcollation <> t.typcollation \
        LEFT JOIN pg_namespace con ON con.oid = co.collnamespace \
        LEFT JOIN pg_description d ON d.objoid = a.attrelid AND d.classoid = 'pg_class'::regclass \
            AND d.objsubid = a.attnum \
        WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm') AND (c.relnamespace IN ({within}) OR c.oid IN \
            (SELECT confrelid FROM pg_constraint WHERE contype = 'f' AND connamespace IN ({within}))) \
        ORDER BY a.attrelid, a.attnum",
        grants = rights::exploded("a.attacl", "c.relowner"),
    )
}

pub(super) fn take(draft: &mut Draft, fields: &mut Fields<'_>) -> Result<(), DbErr> {
    let table = fields.oid()?;
    let number = i64::from(fields.number()?);
    let name = fields.own_text()?;
    if draft.views.contains_key(&table) {
        return take_of_view(draft, table, name, fields);
    }
    if !draft.tables.contains_key(&table) {
        draft.referred.entry(table).or_default().insert(number, name);
        return Ok(());
    }
    let data_type = draft.names.text(fields.text()?).into_owned();
    let nullable = !fields.flag()?;
    let expression = fields.text_if_any()?;
    let identity = fields.letter()?;
    let generated = fields.letter()?;
    let collation = fields.oid()?;
    let collation_name = fields.own_text_if_any()?;
    let collation_namespace = fields.own_text_if_any()?;
    let comment = fields.own_text_if_any()?;
    let user_type = fields.oid_if_any()?;
    let is_local = fields.flag()?;
    let attributes = attributes(fields)?;
    let is_domain = user_type == Some(DOMAIN);
    let user_type = user_type.and_then(|oid| draft.enums.get(&oid)).map(|kind| kind.name.clone());
    let mut column = Column { data_type, user_type, nullable, comment, attributes, ..Column::new(&name, "") };
    column.collation = collation_name.map(|name| match collation_namespace {
        // The system's own are found without their namespace.
        Some(namespace) if namespace != "pg_catalog" => draft.names.referred(namespace, name).to_string(),
        _ => name,
    });
    match (identity, generated) {
        ('a' | 'd', _) => {
            let options = draft.sequences.remove(&(table, number)).map(|sequence| sequence.options);
            column.auto_increment =
                Some(AutoIncrement::Identity { always: identity == 'a', options: options.unwrap_or_default() });
        }
        (_, 's' | 'v') => {
            let expression = draft.names.sql(expression.unwrap_or_default());
            column.generated = Some(Generated { expression, stored: generated == 's' });
        }
        _ => {
            column.auto_increment = serial(draft, table, number, expression);
            if column.auto_increment.is_none() {
                column.default = match expression {
                    Some(text) if is_domain => Some(draft.names.sql(text)),
                    Some(text) => meaning::default(&draft.names.text(text), &column.data_type),
                    None => None,
                };
            }
        }
    }
    if let Some(owner) = draft.tables.get_mut(&table) {
        if !is_local {
            owner.table.inherited.columns.insert(name.clone());
        }
        owner.columns.insert(number, ColumnFacts { name, collation });
        owner.table.columns.push(column);
    }
    Ok(())
}

/// How a column is kept, where it is not as its type says.
fn attributes(fields: &mut Fields<'_>) -> Result<Vec<String>, DbErr> {
    let mut found = Vec::new();
    let storage = match fields.text_if_any()? {
        Some("p") => Some("plain"),
        Some("e") => Some("external"),
        Some("m") => Some("main"),
        Some("x") => Some("extended"),
        _ => None,
    };
    found.extend(storage.map(|storage| format!("storage={storage}")));
    let compression = match fields.text()? {
        "p" => Some("pglz"),
        "l" => Some("lz4"),
        _ => None,
    };
    found.extend(compression.map(|method| format!("compression={method}")));
    found.extend(fields.number_if_any()?.map(|target| format!("statistics={target}")));
    let options = fields.text_if_any()?.unwrap_or_default();
    found.extend(options.split('\u{1f}').filter(|one| !one.is_empty()).map(str::to_owned));
    found.sort();
    Ok(found)
}

/// Name, type, comment and privileges of a view's column.
fn take_of_view(draft: &mut Draft, view: i64, name: String, fields: &mut Fields<'_>) -> Result<(), DbErr> {
    let data_type = draft.names.text(fields.text()?).into_owned();
    let _is_not_null = fields.flag()?;
    let default = fields.text_if_any()?;
    let (_identity, _generated, _collation) = (fields.letter()?, fields.letter()?, fields.oid()?);
    let (collation, _namespace) = (fields.text_if_any()?, fields.text_if_any()?);
    let comment = fields.own_text_if_any()?;
    let _user_type = fields.oid_if_any()?;
    let _is_local = fields.flag()?;
    let attributes = attributes(fields)?;
    let grants = rights::grants(fields.text_if_any()?, Some(&name));
    let Some(found) = draft.views.get_mut(&view) else { return Ok(()) };
    found.columns.0.push((name.clone(), format!("{data_type} {}", collation.unwrap_or_default())));
    if let Some(comment) = comment {
        found.column_comments.insert(name.clone(), comment);
    }
    if let Some(grants) = grants {
        found.rights.is_granted = true;
        found.rights.grants.extend(grants);
    }
    let word = if found.materialized { "materialized view" } else { "view" };
    let shown = format!("column {name} of {word} {}", found.name);
    if default.is_some() {
        draft.not_compared(shown.clone(), "a default of a view's column is not compared");
    }
    if !attributes.is_empty() {
        draft.not_compared(shown, &format!("{}: not compared", attributes.join(" ")));
    }
    Ok(())
}

/// A default that takes the next number of the sequence which the column owns.
fn serial(draft: &mut Draft, table: i64, number: i64, default: Option<&str>) -> Option<AutoIncrement> {
    let key = (table, number);
    let owned = draft.sequences.get(&key)?;
    let namespace_and_name = sequence_of(default?)?;
    let named = match namespace_and_name {
        (Some(namespace), name) => draft.names.referred(namespace, name),
        (None, name) => ObjectName::new(name),
    };
    if named != owned.name {
        return None;
    }
    // A serial column's sequence is what `serial` makes; one with options or a comment is an object beside the table.
    if owned.options != SequenceOptions::default() || owned.comment.is_some() {
        return None;
    }
    let sequence = draft.sequences.remove(&key)?;
    Some(AutoIncrement::Serial { sequence: sequence.name })
}

/// The sequence in `nextval('…'::regclass)`.
fn sequence_of(default: &str) -> Option<(Option<String>, String)> {
    let found = tokens(Engine::Postgres, default);
    let [call, open, text, cast, kind, close] = found.as_slice() else { return None };
    let is_call = call.is_word("nextval") && open.is_mark("(") && close.is_mark(")");
    if !is_call || text.kind != TokenKind::Text || !cast.is_mark("::") || !kind.is_word("regclass") {
        return None;
    }
    let name = text.name()?;
    match tokens(Engine::Postgres, &name).as_slice() {
        [namespace, dot, name] if dot.is_mark(".") => Some((Some(namespace.name()?), name.name()?)),
        [name] => Some((None, name.name()?)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sequence_of_a_default_is_found_whatever_its_name() {
        let found = sequence_of("nextval('public.\"It''s a\"\"b\"'::regclass)");
        assert_eq!(found, Some((Some("public".into()), "It's a\"b".into())));
        assert_eq!(sequence_of("nextval('a_seq'::regclass)"), Some((None, "a_seq".into())));
        assert_eq!(sequence_of("(nextval('a_seq'::regclass) + 1)"), None);
        assert_eq!(sequence_of("now()"), None);
    }
}
