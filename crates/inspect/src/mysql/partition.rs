//! How a table is partitioned: `PARTITIONS`, put together into the clause that makes it. Asked only where the list of tables
//! says that one is: the server opens every table for this catalog.
//!
//! Left out silently, because no catalog says it: a partition's directories, MAX_ROWS and MIN_ROWS, and `ALGORITHM` of a KEY.
//! Named: partitioning by SYSTEM_TIME, whose limits no catalog says, and a list of the one value 0, as which MariaDB prints
//! DEFAULT too.

use driftline_schema::Engine;
use sea_orm::DbErr;

use super::draft::Draft;
use super::row::Fields;

/// A partition or, under one, a part of it.
#[derive(Debug)]
pub(super) struct PartitionDraft {
    name: String,
    part: Option<String>,
    /// `RANGE`, `LIST COLUMNS`, `LINEAR HASH`, …
    method: String,
    part_method: Option<String>,
    expression: String,
    part_expression: String,
    /// What stands in it.
    description: Option<String>,
    comment: String,
}

pub(super) fn query(database: &str) -> String {
    format!(
        "SELECT TABLE_NAME, PARTITION_NAME, SUBPARTITION_NAME, PARTITION_METHOD, SUBPARTITION_METHOD, PARTITION_EXPRESSION, \
            SUBPARTITION_EXPRESSION, PARTITION_DESCRIPTION, PARTITION_COMMENT \
        FROM information_schema.PARTITIONS WHERE TABLE_SCHEMA = {database} AND PARTITION_NAME IS NOT NULL \
        ORDER BY TABLE_NAME, PARTITION_ORDINAL_POSITION, SUBPARTITION_ORDINAL_POSITION"
    )
}

pub(super) fn take(draft: &mut Draft, fields: &mut Fields<'_>) -> Result<(), DbErr> {
    let table = fields.own_text()?;
    let found = PartitionDraft {
        name: fields.own_text()?,
        part: fields.own_text_if_any()?,
        method: fields.own_text()?,
        part_method: fields.own_text_if_any()?,
        expression: fields.own_text()?,
        part_expression: fields.own_text()?,
        description: fields.text_if_any()?.map(str::to_owned),
        comment: fields.own_text()?,
    };
    draft.partitions.entry(table).or_default().push(found);
    Ok(())
}

/// Gives the tables their clauses.
pub(super) fn settle(draft: &mut Draft) {
    for (table, parts) in std::mem::take(&mut draft.partitions) {
        let shown = format!("partitions of table {table}");
        let Some(first) = parts.first() else { continue };
        if first.method == "SYSTEM_TIME" {
            draft.not_compared(shown, "the limits of partitions by SYSTEM_TIME stand in no catalog");
            continue;
        }
        if parts.iter().any(|part| part.method == "LIST" && part.description.as_deref() == Some("0")) {
            draft.not_compared(
                shown,
                "MariaDB prints a list of the value 0 and DEFAULT alike: it is taken for the first",
            );
        }
        let text = clause(first, &parts);
        let clause = draft.texts.sql(&text);
        if let Some(owner) = draft.tables.get_mut(&table) {
            owner.table.options.partition_by = Some(clause);
        }
    }
}

fn clause(first: &PartitionDraft, parts: &[PartitionDraft]) -> String {
    let mut text = format!("PARTITION BY {}", by(&first.method, &first.expression));
    let names: Vec<&PartitionDraft> = parts
        .iter()
        .enumerate()
        .filter(|(at, part)| *at == 0 || parts[at - 1].name != part.name)
        .map(|(_, p)| p)
        .collect();
    let mut says_parts = false;
    if let Some(method) = &first.part_method {
        text.push_str(&format!(" SUBPARTITION BY {}", by(method, &first.part_expression)));
        let is_usual = |(at, part): (usize, &PartitionDraft)| {
            part.comment.is_empty() && part.part.as_ref().is_some_and(|name| *name == format!("{}sp{at}", part.name))
        };
        says_parts = !names.iter().all(|partition| own(parts, &partition.name).enumerate().all(is_usual));
        let count = own(parts, &first.name).count();
        if !says_parts && count > 1 {
            text.push_str(&format!(" SUBPARTITIONS {count}"));
        }
    }
    let is_spread = first.description.is_none();
    let has_usual_name =
        |(at, part): (usize, &&PartitionDraft)| part.comment.is_empty() && part.name == format!("p{at}");
    if is_spread && names.iter().enumerate().all(has_usual_name) {
        if names.len() > 1 {
            text.push_str(&format!(" PARTITIONS {}", names.len()));
        }
        return text;
    }
    let of_one = |partition: &&PartitionDraft| {
        let mut words = format!("PARTITION {}{}", Engine::MySql.quote(&partition.name), values(partition));
        let comment = |comment: &str| {
            if comment.is_empty() { String::new() } else { format!(" COMMENT = {}", Engine::MySql.literal(comment)) }
        };
        if says_parts {
            let parts: Vec<String> = own(parts, &partition.name)
                .map(|part| {
                    let name = Engine::MySql.quote(part.part.as_deref().unwrap_or_default());
                    format!("SUBPARTITION {name}{}", comment(&part.comment))
                })
                .collect();
            words.push_str(&format!(" ({})", parts.join(", ")));
        } else {
            words.push_str(&comment(&partition.comment));
        }
        words
    };
    format!("{text} ({})", names.iter().map(of_one).collect::<Vec<_>>().join(", "))
}

/// The parts of one partition.
fn own<'a>(parts: &'a [PartitionDraft], partition: &'a str) -> impl Iterator<Item = &'a PartitionDraft> {
    parts.iter().filter(move |part| part.name == partition)
}

/// ``RANGE (year(`at`))``.
fn by(method: &str, expression: &str) -> String {
    format!("{method} ({expression})")
}

/// What stands in a partition.
fn values(partition: &PartitionDraft) -> String {
    let Some(description) = &partition.description else { return String::new() };
    let is_list = partition.method.starts_with("LIST");
    let is_default = |text: &str| text.trim_matches(['(', ')']).split(',').all(|part| part == "MAXVALUE");
    match partition.method.as_str() {
        _ if is_list && (description == "DEFAULT" || is_default(description)) => " DEFAULT".to_owned(),
        _ if is_list => format!(" VALUES IN ({description})"),
        "RANGE" if description == "MAXVALUE" => " VALUES LESS THAN MAXVALUE".to_owned(),
        _ => format!(" VALUES LESS THAN ({description})"),
    }
}
