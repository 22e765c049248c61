//! Tables, views and sequences: `pg_class` and what stands beside it. Leaves out columns.

use driftline_schema::{Engine, ObjectName, ReplicaIdentity, Rights, SequenceOptions, Table, TableOptions, View};
use sea_orm::DbErr;

use super::draft::{Draft, Sequence, TableDraft};
use super::{Fields, rights};
use crate::companion::is_companion;

/// Relations that an extension made, as a condition on `c.oid`.
pub(super) const OF_EXTENSION: &str = "SELECT objid FROM pg_depend WHERE refclassid = 'pg_extension'::regclass \
    AND classid = 'pg_class'::regclass AND deptype = 'e'";

pub(super) fn query(within: &str) -> String {
    format!(
        "SELECT c.oid::int8, c.relname::text, c.relnamespace::int8, c.relkind::text, c.relpersistence::text, \
            d.description, c.reloftype <> 0, c.relrowsecurity, c.relforcerowsecurity, c.relreplident::text, \
            array_to_string(c.reloptions, chr(31)), array_to_string(tc.reloptions, chr(31)), \
            CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END, c.relispopulated, \
            CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) END, \
            CASE WHEN c.relispartition THEN pg_get_expr(c.relpartbound, c.oid) END, ts.spcname::text, \
            cl.relname::text, ri.relname::text, inh.parents, am.amname::text, \
            CASE WHEN c.relkind IN ('v', 'm') AND c.relowner <> (SELECT oid FROM pg_roles WHERE rolname = current_user) \
                THEN pg_get_userbyid(c.relowner)::text END, \
            CASE WHEN c.relkind IN ('v', 'm') THEN {grants} END, \
            own.refobjid::int8, own.refobjsubid, s.seqtypid::int8, s.seqstart, s.seqincrement, s.seqmin, s.seqmax, \
            s.seqcache, s.seqcycle \
        FROM pg_class c \
        LEFT JOIN pg_description d ON d.objoid = c.oid AND d.classoid = 'pg_class'::regclass AND d.objsubid = 0 \
        LEFT JOIN pg_class tc ON tc.oid = c.reltoastrelid AND tc.reloptions IS NOT NULL \
        LEFT JOIN pg_tablespace ts ON ts.oid = c.reltablespace \
        LEFT JOIN pg_am am ON am.oid = c.relam AND am.amname <> 'heap' \
        LEFT JOIN pg_index ci ON ci.indrelid = c.oid AND ci.indisclustered \
        LEFT JOIN pg_class cl ON cl.oid = ci.indexrelid \
        LEFT JOIN pg_index rx ON rx.indrelid = c.oid AND rx.indisreplident AND c.relreplident = 'i' \
        LEFT JOIN pg_class ri ON ri.oid = rx.indexrelid \
        LEFT JOIN (SELECT inhrelid, string_agg(inhparent::text, ' ' ORDER BY inhseqno) AS parents FROM pg_inherits \
            GROUP BY inhrelid) inh ON inh.inhrelid = c.oid AND c.relkind IN ('r', 'p', 'f') \
        LEFT JOIN pg_sequence s ON s.seqrelid = c.oid \
        LEFT JOIN pg_depend own ON own.classid = 'pg_class'::regclass AND own.objid = s.seqrelid AND own.objsubid = 0 \
            AND own.refclassid = 'pg_class'::regclass AND own.refobjsubid > 0 AND own.deptype IN ('a', 'i') \
        WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm', 'S') AND c.relnamespace IN ({within}) \
            AND c.relpersistence <> 't' AND c.oid NOT IN ({OF_EXTENSION})",
        grants = rights::exploded("c.relacl", "c.relowner"),
    )
}

pub(super) fn take(draft: &mut Draft, fields: &mut Fields<'_>) -> Result<(), DbErr> {
    let oid = fields.oid()?;
    let name = fields.own_text()?;
    if is_companion(&name) {
        return Ok(());
    }
    let namespace = fields.oid()?;
    let name = draft.names.object(namespace, name);
    let kind = fields.letter()?;
    let unlogged = fields.letter()? == 'u';
    let comment = fields.own_text_if_any()?;
    let is_typed = fields.flag()?;
    let (row_security, force_row_security) = (fields.flag()?, fields.flag()?);
    let replica = fields.letter()?;
    let storage = parameters(fields.text_if_any()?, "");
    let toast = parameters(fields.text_if_any()?, "toast.");
    let definition = fields.text_if_any()?;
    let populated = fields.flag()?;
    let partition_by = fields.text_if_any()?;
    let bound = fields.text_if_any()?;
    let tablespace = fields.own_text_if_any()?;
    let clustered_on = fields.own_text_if_any()?;
    let replica_index = fields.own_text_if_any()?;
    let parents = fields.numbers()?;
    let method = fields.text_if_any()?;
    let owner = fields.own_text_if_any()?;
    let grants = rights::grants(fields.text_if_any()?, None);
    match kind {
        'S' => {
            let found = Found { oid, name, unlogged, comment };
            return take_sequence(draft, fields, found);
        }
        'v' | 'm' => {
            let word = if kind == 'm' { "materialized view" } else { "view" };
            if let Some(place) = tablespace {
                draft.not_compared(format!("tablespace of {word} {name}"), &format!("{place}: not compared"));
            }
            if let Some(method) = method {
                draft.not_compared(format!("access method of {word} {name}"), &format!("{method}: not compared"));
            }
            if let Some(index) = clustered_on {
                draft.not_compared(
                    format!("{word} {name}"),
                    &format!("that it is clustered on {index} is not compared"),
                );
            }
            let definition = definition.unwrap_or_default();
            let definition = draft.names.sql(definition.trim().trim_end_matches(';'));
            let mut view = View { materialized: kind == 'm', comment, ..View::new(name, definition) };
            view.options = [storage, toast].concat();
            view.unpopulated = kind == 'm' && !populated;
            view.rights = Rights { owner, is_granted: grants.is_some(), grants: grants.unwrap_or_default() };
            draft.views.insert(oid, view);
            return Ok(());
        }
        _ => {}
    }
    let mut table = Table::new(name);
    table.comment = comment;
    table.options = TableOptions {
        unlogged,
        storage: [storage, toast].concat(),
        row_security,
        force_row_security,
        replica_identity: match replica {
            'f' => Some(ReplicaIdentity::Full),
            'n' => Some(ReplicaIdentity::Nothing),
            // Its index may be gone; then it is as nothing (manual, `pg_class`).
            'i' => Some(replica_index.map_or(ReplicaIdentity::Nothing, ReplicaIdentity::Index)),
            _ => None,
        },
        clustered_on,
        tablespace,
        partition_by: partition_by.map(|clause| draft.names.sql(clause)),
        ..TableOptions::default()
    };
    if let Some(method) = method {
        draft.not_compared(format!("access method of table {}", table.name), &format!("{method}: not compared"));
    }
    let reasons = [
        (kind == 'f', "foreign table", "foreign tables are not compared"),
        (is_typed, "table", "it is made of a composite type, which is not compared"),
    ];
    for (_, word, reason) in reasons.into_iter().filter(|(applies, ..)| *applies) {
        table.opaque.push(reason.to_owned());
        draft.not_compared(format!("{word} {}", table.name), reason);
    }
    let bound = bound.map(|bound| draft.names.sql(bound));
    draft.tables.insert(oid, TableDraft { table, columns: Default::default(), parents, bound });
    Ok(())
}

/// Storage parameters, sorted.
fn parameters(text: Option<&str>, prefix: &str) -> Vec<String> {
    let mut found: Vec<String> = text
        .unwrap_or_default()
        .split('\u{1f}')
        .filter(|one| !one.is_empty())
        .map(|one| format!("{prefix}{one}"))
        .collect();
    found.sort();
    found
}

/// What a sequence has in common with every relation.
struct Found {
    oid: i64,
    name: ObjectName,
    unlogged: bool,
    comment: Option<String>,
}

fn take_sequence(draft: &mut Draft, fields: &mut Fields<'_>, found: Found) -> Result<(), DbErr> {
    let table = fields.oid_if_any()?;
    let column = fields.number_if_any()?;
    let kind = fields.oid()?;
    let options = sequence_options(
        kind,
        &SequenceOptions {
            start: Some(fields.oid()?),
            increment: Some(fields.oid()?),
            min: Some(fields.oid()?),
            max: Some(fields.oid()?),
            cache: Some(fields.oid()?),
            cycle: fields.flag()?,
        },
    );
    let Found { oid, name, unlogged, comment } = found;
    let definition = definition(&name, unlogged, kind, &options);
    let sequence = Sequence { oid, name, options, definition, comment };
    match (table, column) {
        (Some(table), Some(column)) => {
            draft.sequences.insert((table, i64::from(column)), sequence);
        }
        _ => draft.add_sequence(sequence, None),
    }
    Ok(())
}

/// The statement that makes a sequence, with what differs from the defaults in a fixed order.
fn definition(name: &ObjectName, unlogged: bool, kind: i64, options: &SequenceOptions) -> String {
    let unlogged = if unlogged { "UNLOGGED " } else { "" };
    let mut text = format!("CREATE {unlogged}SEQUENCE {}", name.quoted(Engine::Postgres));
    text.push_str(match kind {
        INT2 => " AS smallint",
        INT4 => " AS integer",
        _ => "",
    });
    let words = [
        (" INCREMENT BY ", options.increment),
        (" MINVALUE ", options.min),
        (" MAXVALUE ", options.max),
        (" START WITH ", options.start),
        (" CACHE ", options.cache),
    ];
    for (word, value) in words {
        text.extend(value.map(|value| format!("{word}{value}")));
    }
    text.push_str(if options.cycle { " CYCLE" } else { "" });
    text
}

/// `smallint`, by its identifier.
const INT2: i64 = 21;
/// `integer`.
const INT4: i64 = 23;

/// What differs from the defaults of the sequence's type (manual, CREATE SEQUENCE).
fn sequence_options(kind: i64, found: &SequenceOptions) -> SequenceOptions {
    let (lowest, highest) = match kind {
        INT2 => (i64::from(i16::MIN), i64::from(i16::MAX)),
        INT4 => (i64::from(i32::MIN), i64::from(i32::MAX)),
        _ => (i64::MIN, i64::MAX),
    };
    let ascending = found.increment.is_none_or(|step| step > 0);
    let (min, max) = if ascending { (1, highest) } else { (lowest, -1) };
    let start = if ascending { found.min } else { found.max };
    let unless = |value: Option<i64>, default: Option<i64>| value.filter(|_| value != default);
    SequenceOptions {
        start: unless(found.start, start),
        increment: unless(found.increment, Some(1)),
        min: unless(found.min, Some(min)),
        max: unless(found.max, Some(max)),
        cache: unless(found.cache, Some(1)),
        cycle: found.cycle,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(kind: i64, start: i64, increment: i64, min: i64, max: i64) -> SequenceOptions {
        let [start, increment, min, max, cache] = [start, increment, min, max, 1].map(Some);
        sequence_options(kind, &SequenceOptions { start, increment, min, max, cache, cycle: false })
    }

    #[test]
    fn a_plain_sequence_of_any_type_has_no_options() {
        let plain = SequenceOptions::default();
        assert_eq!(read(21, 1, 1, 1, 32767), plain);
        assert_eq!(read(23, 1, 1, 1, 2_147_483_647), plain);
        assert_eq!(read(20, 1, 1, 1, i64::MAX), plain);
        assert_eq!(read(23, -1, -1, i64::from(i32::MIN), -1), SequenceOptions { increment: Some(-1), ..plain });
    }

    #[test]
    fn the_start_follows_the_minimum() {
        assert_eq!(read(20, 5, 1, 5, i64::MAX), SequenceOptions { min: Some(5), ..Default::default() });
        assert_eq!(read(20, 9, 1, 1, i64::MAX), SequenceOptions { start: Some(9), ..Default::default() });
    }
}
