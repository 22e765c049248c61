//! Indexes that stand behind no constraint: `pg_index`.
//!
//! A plain index is read from its numbers; one with an expression, an operator class or collation of its own, or a type
//! that is not the system's, from the definition that the server prints.

use std::collections::BTreeMap;

use driftline_schema::statement::parse_create_index;
use driftline_schema::{Engine, Index, IndexKey, IndexPart};
use sea_orm::DbErr;

use super::draft::{ColumnFacts, Draft};
use super::{Fields, meaning};

/// The collation `default` (`pg_collation.dat`).
const DEFAULT_COLLATION: i64 = 100;
/// `indoption`: sorted from large to small, NULL first (`pg_index.h`).
const DESCENDING: i64 = 1;
const NULLS_FIRST: i64 = 2;
/// Stands between storage parameters, whose values may hold a comma.
const SEPARATOR: char = '\u{1f}';

pub(super) fn query(within: &str, version: u32) -> String {
    let nulls = if version >= 150_000 { "i.indnullsnotdistinct" } else { "false" };
    // Operator classes that may not be the column type's default: those marked so, and defaults of types to which others
    // are binary-coercible. Identifiers from 16384 on are not the system's (manual 24.4, FirstNormalObjectId).
    format!(
        "WITH odd AS (SELECT array_agg(oid) AS classes FROM pg_opclass \
            WHERE NOT opcdefault OR opcname IN ('bpchar_ops', 'oid_ops', 'varbit_ops')) \
        SELECT i.indrelid::int8, ic.relname::text, am.amname::text, i.indisunique, i.indisvalid AND i.indisready, \
            i.indnkeyatts::int4, i.indkey::text, i.indoption::text, i.indcollation::text, \
            array_to_string(ic.reloptions, chr(31)), \
            CASE WHEN i.indpred IS NOT NULL THEN pg_get_expr(i.indpred, i.indrelid) END, {nulls}, d.description, \
            CASE WHEN i.indexprs IS NOT NULL OR i.indrelid IN (SELECT oid FROM pg_class WHERE relkind = 'm') OR i.indclass::oid[] && odd.classes \
                OR i.indcollation::text !~ '^(0|100)( (0|100))*$' \
                OR i.indexrelid IN (SELECT attrelid FROM pg_attribute WHERE atttypid >= 16384 OR attoptions IS NOT NULL) \
                THEN pg_get_indexdef(i.indexrelid) END, \
            i.indexrelid IN (SELECT inhrelid FROM pg_inherits), its.spcname::text, \
            (SELECT string_agg(a.attname || ' ' || a.attstattarget, ', ') FROM pg_attribute a WHERE a.attrelid = i.indexrelid \
                AND a.attstattarget >= 0 AND i.indexprs IS NOT NULL) \
        FROM pg_index i CROSS JOIN odd \
        JOIN pg_class ic ON ic.oid = i.indexrelid \
        JOIN pg_am am ON am.oid = ic.relam \
        LEFT JOIN pg_tablespace its ON its.oid = ic.reltablespace \
        LEFT JOIN pg_description d ON d.objoid = ic.oid AND d.classoid = 'pg_class'::regclass AND d.objsubid = 0 \
        WHERE ic.relnamespace IN ({within}) AND NOT i.indisprimary AND NOT i.indisexclusion AND i.indexrelid NOT IN \
            (SELECT conindid FROM pg_constraint WHERE contype = 'u' AND conindid <> 0)"
    )
}

pub(super) fn take(draft: &mut Draft, fields: &mut Fields<'_>) -> Result<(), DbErr> {
    let relation = fields.oid()?;
    let mut index = Index::on_columns(fields.text()?, &[]);
    let Some(on) = draft.relation(relation) else { return Ok(()) };
    let method = fields.own_text()?;
    index.method = (method != "btree").then_some(method);
    index.unique = fields.flag()?;
    let usable = fields.flag()?;
    let keys = fields.number()?;
    let columns = fields.numbers()?;
    let options = fields.numbers()?;
    let collations = fields.numbers()?;
    index.storage = storage(fields.text_if_any()?);
    index.predicate = fields.text_if_any()?.map(|text| draft.names.sql(text));
    index.nulls_not_distinct = fields.flag()?;
    index.comment = fields.own_text_if_any()?;
    let definition = fields.text_if_any()?;
    let is_inherited = fields.flag()?;
    let tablespace = fields.text_if_any()?;
    let statistics = fields.text_if_any()?;
    let shown = format!("index {} on {on}", index.name);
    if !usable {
        draft.not_compared(shown.clone(), "it is not valid: a concurrent build has failed; drop it or make it anew");
        index.storage.push(Index::INVALID.to_owned());
    }
    if let Some(place) = tablespace {
        draft.not_compared(shown.clone(), &format!("its tablespace {place} is not compared"));
    }
    if let Some(targets) = statistics {
        draft.not_compared(
            shown.clone(),
            &format!("the statistics targets of its expressions ({targets}) are not compared"),
        );
    }
    let keys = usize::try_from(keys).unwrap_or(0).min(columns.len());
    let facts = draft.tables.get(&relation).map(|owner| &owner.columns);
    let empty = BTreeMap::new();
    // A materialized view's columns are told by the definition alone.
    let (parts, include) = match (definition, facts) {
        (Some(definition), Some(facts)) => (parsed(&draft.names.text(definition)), names(facts, &columns[keys..])),
        (None, facts) => {
            let facts = facts.unwrap_or(&empty);
            (plain(facts, &columns[..keys], &options, &collations), names(facts, &columns[keys..]))
        }
        (Some(definition), None) => match parse_create_index(Engine::Postgres, &draft.names.text(definition)) {
            Ok((_, found)) => (parsed(&draft.names.text(definition)), Some(found.include)),
            Err(error) => (Err(format!("its definition was not understood: {error}")), None),
        },
    };
    match (parts, include) {
        (Ok(parts), Some(include)) => {
            index.parts = parts;
            index.include = include;
            if is_inherited {
                if let Some(members) = draft.inherited_members(relation) {
                    members.indexes.push(index);
                }
            } else if let Some(owner) = draft.tables.get_mut(&relation) {
                owner.table.indexes.push(index);
            } else if let Some(view) = draft.views.get_mut(&relation) {
                view.indexes.push(index);
            }
        }
        (Ok(_), None) => draft.not_compared(shown, "it covers a column that is not among the table's"),
        (Err(reason), _) => draft.not_compared(shown, &reason),
    }
    Ok(())
}

fn storage(text: Option<&str>) -> Vec<String> {
    let mut storage: Vec<String> =
        text.iter().flat_map(|text| text.split(SEPARATOR)).filter(|one| !one.is_empty()).map(str::to_owned).collect();
    storage.sort();
    storage
}

fn names(columns: &BTreeMap<i64, ColumnFacts>, numbers: &[i64]) -> Option<Vec<String>> {
    numbers.iter().map(|number| columns.get(number).map(|facts| facts.name.clone())).collect()
}

fn parsed(definition: &str) -> Result<Vec<IndexPart>, String> {
    let (_, index) = parse_create_index(Engine::Postgres, definition)
        .map_err(|error| format!("its definition was not understood: {error}"))?;
    let mut parts = index.parts;
    for part in &mut parts {
        if let IndexKey::Expression(expression) = &mut part.key {
            *expression = meaning::expression(expression.text());
        }
    }
    Ok(parts)
}

fn plain(
    owner: &BTreeMap<i64, ColumnFacts>,
    columns: &[i64],
    options: &[i64],
    collations: &[i64],
) -> Result<Vec<IndexPart>, String> {
    let part = |(place, number): (usize, &i64)| {
        let facts = owner.get(number).ok_or("it is on a column that is not among the table's")?;
        let option = options.get(place).copied().unwrap_or(0);
        let collation = collations.get(place).copied().unwrap_or(0);
        Ok(plain_part(facts, option, collation))
    };
    columns.iter().enumerate().map(part).collect::<Result<_, &str>>().map_err(str::to_owned)
}

fn plain_part(facts: &ColumnFacts, option: i64, collation: i64) -> IndexPart {
    let descending = option & DESCENDING != 0;
    let nulls_first = option & NULLS_FIRST != 0;
    let is_overridden = collation == DEFAULT_COLLATION && facts.collation != DEFAULT_COLLATION;
    IndexPart {
        key: IndexKey::Column(facts.name.clone()),
        descending,
        // The default is last for rising and first for falling order (manual 11.4).
        nulls_first: (nulls_first != descending).then_some(nulls_first),
        operator_class: None,
        collation: is_overridden.then(|| "default".to_owned()),
        prefix: None,
    }
}
