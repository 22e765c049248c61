//! Rows that a new key, check or index refuses: how many there are, and whether they may be left out. Leaves out the
//! statement that deletes them, which is the engine's.

use std::collections::BTreeMap;

use driftline_diff::{LabelRename, Member};
use driftline_schema::{Column, ObjectName};

use crate::fill::shell_word;
use crate::hazard::{self, holding, rows_word};
use crate::member::{describe, key_index};
use crate::plan::{Context, Need, Unfit};
use crate::probe::{self, count};
use crate::{Hazard, HazardKind, LiveNames, Probe};

/// Rows that go because a new member refuses them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LeftOut {
    /// The danger with its count.
    pub(crate) hazard: Hazard,
    /// What does not come back.
    pub(crate) loses: String,
}

/// Whether rows of the table (its new name) may be left out without asking.
pub(crate) fn may_leave_out(context: &Context<'_>, table: &ObjectName) -> bool {
    context.options.unfit == Unfit::LeaveOut || context.options.leave_out.contains(table)
}

/// What becomes of the rows that a new member refuses; `None` where it refuses none.
pub(crate) fn left_out(
    context: &Context<'_>,
    names: &LiveNames,
    table: &ObjectName,
    member: &Member,
) -> Result<Option<LeftOut>, Need> {
    let Some(rows) = refused(context, names, table, member).filter(|rows| *rows > 0) else { return Ok(None) };
    let why = match member {
        Member::ForeignKey(key) => {
            format!("point at no row of {} with their {}", key.references, key.columns.join(", "))
        }
        Member::Check(_) => format!("break the {}", describe(member)),
        Member::PrimaryKey(key) => format!("repeat another row's {}", key.columns.join(", ")),
        Member::Unique(unique) => format!("repeat another row's {}", unique.columns.join(", ")),
        _ => format!("repeat another row's key in the {}", describe(member)),
    };
    if !may_leave_out(context, table) {
        return Err(Need {
            object: table.to_string(),
            reason: format!("{} {why}; mend them, or leave them out for good", rows_word(rows)),
            flag: format!("--leave-out {}", shell_word(&table.to_string())),
        });
    }
    let total = count(context.facts, &Probe::Rows(names.table(table).clone()));
    let detail = format!("{} of {total} left out: they {why}", hazard::rows_are(rows));
    Ok(Some(LeftOut {
        hazard: Hazard::new(HazardKind::LosesRows, table, detail),
        loses: format!("the rows of {table} that are left out"),
    }))
}

/// How many live rows a new member refuses; `None` where it can refuse none.
fn refused(context: &Context<'_>, names: &LiveNames, table: &ObjectName, member: &Member) -> Option<u64> {
    let engine = context.desired.engine;
    let live = names.table(table);
    let probe = match member {
        Member::PrimaryKey(key) => probe::index_duplicates(engine, names, table, &key_index(key.columns_with_parts()))?,
        Member::Unique(unique) => {
            probe::index_duplicates(engine, names, table, &key_index(unique.columns_with_parts()))?
        }
        Member::Index(index) => probe::index_duplicates(engine, names, table, index)?,
        Member::ForeignKey(key) if !key.validated => return None,
        Member::ForeignKey(key) if !context.current.tables.contains_key(names.table(&key.references)) => {
            // The table referred to is new and empty: a key without NULL points at nothing.
            let columns = names.columns(table, &key.columns).into_iter();
            let present = columns.map(|column| Probe::NotNull(live.clone(), column));
            return present.map(|probe| count(context.facts, &probe)).min();
        }
        Member::ForeignKey(key) => probe::orphans(names, table, key),
        Member::Check(check) if check.validated => probe::check_violations(engine, names, table, &check.expression),
        Member::Check(_) | Member::Trigger(_) | Member::Exclusion(_) | Member::Policy(_) | Member::Rule(_) => {
            return None;
        }
    };
    Some(count(context.facts, &probe))
}

/// The decided new name of a label of the column (its table and it by their new names).
pub(crate) fn renamed_label<'a>(
    context: &Context<'a>,
    table: &ObjectName,
    column: &str,
    label: &str,
) -> Option<&'a LabelRename> {
    let labels = context.difference.labels.iter();
    labels.into_iter().find(|rename| rename.table == *table && rename.column == column && rename.from == label)
}

/// What stands in for labels of an enumerated type that go, by label; `None` is NULL. `to` is the column as wanted,
/// `first` the label that stands in where nobody chose one.
///
/// # Errors
/// A [`Need`] for each label that rows hold and nobody decided about.
pub(crate) fn stand_ins(
    context: &Context<'_>,
    live: (&ObjectName, &str),
    table: &ObjectName,
    to: &Column,
    gone: &[String],
    first: Option<&String>,
) -> Result<BTreeMap<String, Option<String>>, Vec<Need>> {
    let mut found = BTreeMap::new();
    let mut needs = Vec::new();
    let given = context.options.fills.get(&(table.clone(), to.name.clone()));
    for label in gone {
        let used = count(context.facts, &Probe::UsesLabel(live.0.clone(), live.1.to_owned(), label.clone()));
        if let Some(renamed) = renamed_label(context, table, &to.name, label) {
            found.insert(label.clone(), Some(renamed.to.clone()));
            continue;
        }
        match given {
            Some(value) => {
                found.insert(label.clone(), Some(value.clone()));
            }
            None if used == 0 => {}
            None if may_leave_out(context, table) => {
                found.insert(label.clone(), if to.nullable { None } else { first.cloned() });
            }
            None => {
                let object = format!("{table}.{}", to.name);
                needs.push(Need {
                    reason: format!("{} the label {label}, which goes", holding(used)),
                    flag: format!("--fill {}", shell_word(&format!("{object}=LABEL"))),
                    object,
                });
            }
        }
    }
    if needs.is_empty() { Ok(found) } else { Err(needs) }
}
