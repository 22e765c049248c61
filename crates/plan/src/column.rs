//! What engines' files share about columns: a change in words, and the order of columns that are added. Leaves out the
//! words of types, which are the engine's.

use std::collections::BTreeSet;

use driftline_diff::Change;
use driftline_schema::{AutoIncrement, Column, Engine, ObjectName, sql};

/// What differs between two columns, for a summary, with a colon in front; empty where there are no words for it.
pub(crate) fn what_changes(from: &Column, to: &Column, data_type: impl Fn(&Column) -> String) -> String {
    let mut words = Vec::new();
    let (old, new) = (data_type(from), data_type(to));
    if old != new {
        words.push(format!("{old} to {new}"));
    }
    if from.collation != to.collation {
        words.push(format!("collation {}", to.collation.as_deref().unwrap_or("as by default")));
    }
    if from.generated != to.generated {
        words.push(if to.generated.is_some() { "computed anew" } else { "no longer computed" }.to_owned());
    }
    if from.nullable != to.nullable {
        words.push(if to.nullable { "nullable" } else { "not null" }.to_owned());
    }
    if from.auto_increment != to.auto_increment {
        words.push(match &to.auto_increment {
            Some(AutoIncrement::Identity { .. }) => "identity".to_owned(),
            Some(AutoIncrement::Serial { .. }) => "serial".to_owned(),
            Some(AutoIncrement::Keyword) => "auto increment".to_owned(),
            None => "no numbering".to_owned(),
        });
    }
    if from.default != to.default {
        words.push(match &to.default {
            Some(value) => format!("default {}", value.text()),
            None => "no default".to_owned(),
        });
    }
    if from.on_update != to.on_update {
        words.push(match &to.on_update {
            Some(value) => format!("on update {}", value.text()),
            None => "no value on update".to_owned(),
        });
    }
    if from.attributes != to.attributes {
        let (gone, new): (Vec<&str>, Vec<&str>) = (without(from, to), without(to, from));
        words.extend(new.into_iter().map(str::to_owned));
        words.extend(gone.into_iter().map(|attribute| format!("not {attribute}")));
    }
    if from.comment != to.comment {
        words.push("comment".to_owned());
    }
    if words.is_empty() { String::new() } else { format!(": {}", words.join(", ")) }
}

/// Attributes of one column that the other has not.
fn without<'a>(one: &'a Column, other: &Column) -> Vec<&'a str> {
    one.attributes.iter().filter(|attribute| !other.attributes.contains(attribute)).map(String::as_str).collect()
}

/// Columns that the plan adds to a table.
pub(crate) fn waiting_names<'c>(changes: &'c [Change], table: &ObjectName) -> BTreeSet<&'c str> {
    (changes.iter())
        .filter_map(|change| match change {
            Change::AddColumn { table: of, column } if of == table => Some(column.name.as_str()),
            _ => None,
        })
        .collect()
}

/// Whether a computed column must wait for a column that is added behind its own place.
pub(crate) fn is_late(engine: Engine, column: &Column, columns: &[Column], added: &BTreeSet<&str>) -> bool {
    let Some(generated) = &column.generated else { return false };
    let place = columns.iter().position(|other| other.name == column.name).unwrap_or_default();
    columns.iter().skip(place + 1).any(|other| {
        added.contains(other.name.as_str()) && sql::mentions(engine, generated.expression.text(), &other.name)
    })
}
