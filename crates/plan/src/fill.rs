//! Fills: what stands in for a value that is missing when a column becomes NOT NULL. Leaves out the statements that do it.

use driftline_schema::{Column, Engine, ObjectName};

use crate::family::{literal, neutral};
use crate::hazard::rows_word;
use crate::plan::{Context, Need, Unfit};
use crate::probe::count;
use crate::{Hazard, HazardKind, LiveNames, Probe};

/// What happens to the rows that have no value for a column which may not be NULL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fill {
    /// Every row has a value, or there is no row.
    NotNeeded,
    /// The expression stands in for each NULL (for every row, where the column is new).
    With {
        /// SQL that may stand anywhere in an expression.
        expression: String,
        /// Said where values are made up: the count is not zero.
        hazard: Option<Hazard>,
    },
    /// The rows are left out: no made-up value can satisfy the key the column belongs to.
    LeaveOut {
        /// How many rows that are.
        rows: u64,
    },
}

/// Decides what stands in for missing values of `to`, which may not be NULL; `from` is the live column, if there is one.
///
/// `table` is the name after the change. `in_key` says that the column is part of a new primary key, unique or foreign
/// key, where one value for all rows would be wrong.
///
/// # Errors
/// A [`Need`] where rows exist without a value and nobody said what to put there.
pub fn fill(
    context: &Context<'_>,
    names: &LiveNames,
    table: &ObjectName,
    from: Option<&Column>,
    to: &Column,
    in_key: bool,
) -> Result<Fill, Need> {
    let engine = context.desired.engine;
    let given_by_engine = to.generated.is_some() || to.auto_increment.is_some();
    if to.nullable || given_by_engine || from.is_some_and(|from| !from.nullable) {
        return Ok(Fill::NotNeeded);
    }
    let live = names.table(table).clone();
    let missing = match from {
        Some(from) => Probe::Null(live, names.column(table, &from.name)),
        None => Probe::Rows(live),
    };
    let missing = count(context.facts, &missing);
    let object = format!("{table}.{}", to.name);
    let with = |value: &str, expression: String, said: bool| {
        let gets = if missing == 1 { "gets" } else { "get" };
        let detail = format!("{} without a value {gets} {value}", rows_word(missing));
        let hazard = (said && missing > 0).then(|| Hazard::new(HazardKind::FillsNulls, &object, detail));
        Fill::With { expression, hazard }
    };
    if let Some(value) = context.options.fills.get(&(table.clone(), to.name.clone())) {
        let value = literal(engine, to, value);
        return Ok(with(&value, value.clone(), from.is_some()));
    }
    if let Some(default) = default_value(to) {
        // A new column takes its default by itself.
        return Ok(if from.is_some() { with(default, format!("({default})"), true) } else { Fill::NotNeeded });
    }
    if missing == 0 {
        return Ok(Fill::NotNeeded);
    }
    match context.options.unfit {
        Unfit::LeaveOut if in_key => Ok(Fill::LeaveOut { rows: missing }),
        Unfit::LeaveOut => {
            let value = neutral_value(context, to);
            Ok(with(&value, value.clone(), true))
        }
        Unfit::Ask => Err(Need {
            reason: match from {
                Some(_) => format!("it becomes NOT NULL and {} no value", hold(missing)),
                None => format!("it is NOT NULL without a default and {} no value for it", hold(missing)),
            },
            flag: format!("--fill {}", shell_word(&format!("{object}=VALUE"))),
            object,
        }),
    }
}

/// The default, unless it is NULL.
fn default_value(column: &Column) -> Option<&str> {
    column.default.as_ref().map(|default| default.text()).filter(|text| !text.eq_ignore_ascii_case("null"))
}

/// The neutral value, which for an enumerated type is its first label.
fn neutral_value(context: &Context<'_>, column: &Column) -> String {
    let label = (column.user_type.as_ref())
        .filter(|_| !column.data_type.ends_with("[]"))
        .and_then(|kind| context.desired.enums.get(kind))
        .and_then(|kind| kind.labels.first());
    match label {
        Some(label) => Engine::Postgres.literal(label),
        None => neutral(context.desired.engine, column),
    }
}

fn hold(rows: u64) -> String {
    format!("{} {}", rows_word(rows), if rows == 1 { "has" } else { "have" })
}

/// A text as one word of a POSIX shell, bare where that is safe.
#[must_use]
pub fn shell_word(text: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "_-.=/:+,@%".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', "'\\''"))
    }
}
