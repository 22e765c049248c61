//! Tables, views and sequences: `pg_class` and what stands beside it. Leaves out columns.

use driftline_schema::{Engine, ObjectName, SequenceOptions, Table, TableOptions, View};
use sea_orm::DbErr;

use super::Fields;
use super::draft::{Draft, Sequence, TableDraft};
use crate::companion::is_companion;

/// Relations that an extension made, as a condition on `c.oid`.
pub(super) const OF_EXTENSION: &str = "SELECT objid FROM pg_depend WHERE refclassid = 'pg_extension'::regclass \
    AND classid = 'pg_class'::regclass AND deptype = 'e'";

pub(super) fn query(within: &str) -> String {
    format!(
        "SELECT c.oid::int8, c.relname::text, c.relnamespace::int8, c.relkind::text, c.relpersistence::text, \
            d.description, c.relispartition, c.oid IN (SELECT inhrelid FROM pg_inherits), c.reloftype <> 0, \
            c.relrowsecurity, array_to_string(c.reloptions, ', '), \
            CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END, \
            own.refobjid::int8, own.refobjsubid, s.seqtypid::int8, s.seqstart, s.seqincrement, s.seqmin, s.seqmax, \
            s.seqcache, s.seqcycle \
        FROM pg_class c \
        LEFT JOIN pg_description d ON d.objoid = c.oid AND d.classoid = 'pg_class'::regclass AND d.objsubid = 0 \
        LEFT JOIN pg_sequence s ON s.seqrelid = c.oid \
        LEFT JOIN pg_depend own ON own.classid = 'pg_class'::regclass AND own.objid = s.seqrelid AND own.objsubid = 0 \
            AND own.refclassid = 'pg_class'::regclass AND own.refobjsubid > 0 AND own.deptype IN ('a', 'i') \
        WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm', 'S') AND c.relnamespace IN ({within}) \
            AND c.relpersistence <> 't' AND c.oid NOT IN ({OF_EXTENSION})"
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
    let is_partition = fields.flag()?;
    let is_child = fields.flag()?;
    let is_typed = fields.flag()?;
    let row_security = fields.flag()?;
    let storage = fields.text_if_any()?;
    let definition = fields.text_if_any()?;
    match kind {
        'S' => {
            let found = Found { oid, name, unlogged, comment };
            return take_sequence(draft, fields, found);
        }
        'v' | 'm' => {
            let word = if kind == 'm' { "materialized view" } else { "view" };
            if comment.is_some() {
                draft.not_compared(format!("comment on {word} {name}"), "comments on views are not compared");
            }
            if let Some(options) = storage {
                draft.not_compared(format!("options of {word} {name}"), &format!("{options}: not compared"));
            }
            let definition = definition.unwrap_or_default();
            let definition = draft.names.sql(definition.trim().trim_end_matches(';'));
            draft.add_view(oid, word, View { materialized: kind == 'm', ..View::new(name, definition) });
            return Ok(());
        }
        _ => {}
    }
    let mut table = Table::new(name);
    table.comment = comment;
    table.options = TableOptions { unlogged, ..TableOptions::default() };
    let reasons = [
        (kind == 'p', "partitioned table", "partitioning is not compared"),
        (is_partition, "partition", "partitions are not compared"),
        (kind == 'f', "foreign table", "foreign tables are not compared"),
        (is_child && !is_partition, "table", "it inherits from another table, which is not compared"),
        (is_typed, "table", "it is made of a composite type, which is not compared"),
    ];
    for (_, word, reason) in reasons.into_iter().filter(|(applies, ..)| *applies) {
        table.opaque.push(reason.to_owned());
        draft.not_compared(format!("{word} {}", table.name), reason);
    }
    if row_security {
        draft.not_compared(format!("row security of table {}", table.name), "row security is not compared");
    }
    if let Some(storage) = storage {
        draft.not_compared(format!("storage parameters of table {}", table.name), &format!("{storage}: not compared"));
    }
    draft.tables.insert(oid, TableDraft { table, columns: Default::default() });
    Ok(())
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
