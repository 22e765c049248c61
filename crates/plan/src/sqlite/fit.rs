//! Which rows fit a table's new definition, what fills their gaps, and what has to be asked first.
//!
//! Counts come from the facts; without them there are no rows. Leaves out the statements that copy (`rebuild`).

use driftline_diff::{Change, Member};
use driftline_schema::{Column, Engine, ForeignKey, Index, IndexKey, Table};

use super::ddl;
use super::rebuild::{Copy, row_key_name};
use crate::family::spelt_anew;
use crate::fill::{Fill, fill, shell_word};
use crate::hazard::rows_are;
use crate::member::key_index;
use crate::plan::{Context, Need, Unfit};
use crate::probe::{self, count};
use crate::{Hazard, HazardKind, LiveNames, Probe};

/// How the rows of one table get into its new definition.
#[derive(Clone, Debug, Default)]
pub(super) struct Fit {
    /// What is copied, and how.
    pub(super) copy: Copy,
    /// What that does to the data.
    pub(super) hazards: Vec<Hazard>,
    /// What the way back cannot restore.
    pub(super) loses: Vec<String>,
    /// Answers that are missing.
    pub(super) needs: Vec<Need>,
}

impl Fit {
    /// Whether rows must be touched, which only a rebuild does.
    pub(super) fn needs_rebuild(&self) -> bool {
        self.copy != Copy::default()
    }
}

/// One reason for which rows are left out.
struct Misfit {
    rows: u64,
    why: String,
    condition: String,
}

/// Finds out how the rows of `before` get into `after`; both carry the names as after the change.
///
/// A rebuild ends with a check of every foreign key of the table, so with `rebuilding` those count that were there before.
pub(super) fn fit(
    context: &Context<'_>,
    names: &LiveNames,
    before: &Table,
    after: &Table,
    changes: &[&Change],
    rebuilding: bool,
) -> Fit {
    let finder = Finder { context, names, before, after };
    let mut found = Fit::default();
    let mut misfits = Vec::new();
    for column in after.columns.iter().filter(|column| ddl::rowid_alias(after) != Some(column.name.as_str())) {
        finder.column(column, &mut found, &mut misfits);
    }
    for change in changes {
        if let Change::AddMember { member, .. } = change {
            misfits.extend(finder.member(member));
        }
    }
    if rebuilding {
        let kept = after.foreign_keys.iter().filter(|key| before.foreign_keys.contains(key));
        misfits.extend(kept.filter_map(|key| finder.foreign_key(key)));
    }
    finder.leave_out(misfits, &mut found);
    found
}

struct Finder<'a> {
    context: &'a Context<'a>,
    names: &'a LiveNames,
    before: &'a Table,
    after: &'a Table,
}

impl Finder<'_> {
    fn column(&self, column: &Column, found: &mut Fit, misfits: &mut Vec<Misfit>) {
        let from = self.before.column(&column.name);
        let object = format!("{}.{}", self.after.name, column.name);
        if from.is_some_and(|from| spelt_anew(&from.data_type, &column.data_type)) {
            found.loses.push(format!("how the values of {object} were written"));
        }
        match fill(self.context, self.names, &self.after.name, from, column, self.in_key(&column.name)) {
            Ok(Fill::NotNeeded) => {}
            Ok(Fill::With { expression, hazard }) => {
                let value = match from {
                    Some(_) => format!("COALESCE({}, {expression})", quote(&column.name)),
                    None => expression,
                };
                found.copy.values.insert(column.name.clone(), value);
                if from.is_some() {
                    found.loses.push(format!("which values of {object} were NULL"));
                }
                found.hazards.extend(hazard);
            }
            Ok(Fill::LeaveOut { rows }) => {
                let condition = match from {
                    Some(_) => format!("{} IS NOT NULL", quote(&column.name)),
                    None => "FALSE".to_owned(),
                };
                let why = format!("without {}", column.name);
                misfits.push(Misfit { rows, why, condition });
            }
            Err(need) => found.needs.push(need),
        }
    }

    /// Whether the column belongs to a key, where one value for many rows would be wrong.
    fn in_key(&self, column: &str) -> bool {
        let holds = |columns: &[String]| columns.iter().any(|name| name == column);
        self.after.primary_key.iter().any(|key| holds(&key.columns))
            || self.after.uniques.iter().any(|unique| holds(&unique.columns))
            || self.after.foreign_keys.iter().any(|key| holds(&key.columns))
            || self.after.indexes.iter().filter(|index| index.unique).any(|index| {
                index.parts.iter().any(|part| matches!(&part.key, IndexKey::Column(name) if name == column))
            })
    }

    fn member(&self, member: &Member) -> Option<Misfit> {
        match member {
            Member::PrimaryKey(key) if key.parts.is_empty() => self.unique(&key.columns),
            Member::Unique(unique) if unique.parts.is_empty() => self.unique(&unique.columns),
            Member::PrimaryKey(key) => self.index(&key_index(key.columns_with_parts())),
            Member::Unique(unique) => self.index(&key_index(unique.columns_with_parts())),
            Member::Index(index) => self.index(index),
            Member::Check(check) => {
                let probe = probe::check_violations(Engine::Sqlite, self.names, &self.after.name, &check.expression);
                let name = check.name.clone().unwrap_or_else(|| check.expression.text().to_owned());
                Some(Misfit {
                    rows: count(self.context.facts, &probe),
                    why: format!("breaking the check {name}"),
                    condition: format!("({}) IS NOT FALSE", check.expression.text()),
                })
            }
            Member::ForeignKey(key) => self.foreign_key(key),
            Member::Trigger(_) | Member::Exclusion(_) | Member::Policy(_) | Member::Rule(_) => None,
        }
    }

    fn unique(&self, columns: &[String]) -> Option<Misfit> {
        let live = self.names.table(&self.after.name).clone();
        let probe = Probe::Duplicates(live, self.names.columns(&self.after.name, columns));
        let keys: Vec<String> = columns.iter().map(|column| quote(column)).collect();
        self.repeated(&probe, &keys, None, &columns.join(", "))
    }

    fn index(&self, index: &Index) -> Option<Misfit> {
        let probe = probe::index_duplicates(Engine::Sqlite, self.names, &self.after.name, index)?;
        let key = |part: &driftline_schema::IndexPart| {
            let text = match &part.key {
                IndexKey::Column(column) => quote(column),
                IndexKey::Expression(expression) => format!("({})", expression.text()),
            };
            let collation = part.collation.as_ref().map(|name| format!(" COLLATE {}", quote(name)));
            text + &collation.unwrap_or_default()
        };
        let keys: Vec<String> = index.parts.iter().map(key).collect();
        let predicate = index.predicate.as_ref().map(|predicate| predicate.text());
        self.repeated(&probe, &keys, predicate, &keys.join(", ").replace('"', ""))
    }

    /// Rows beyond the first, by rowid or primary key, of those that share a key without NULL.
    fn repeated(&self, probe: &Probe, keys: &[String], predicate: Option<&str>, shown: &str) -> Option<Misfit> {
        let table = quote(&self.before.name.name);
        let mut partial: Vec<String> = keys.iter().map(|key| format!("{key} IS NOT NULL")).collect();
        partial.extend(predicate.map(|text| format!("({text})")));
        let counted = partial.join(" AND ");
        let row = self.row_key()?;
        let condition = format!(
            "(({counted}) IS NOT TRUE OR {row} IN (SELECT {row} FROM (SELECT {row}, row_number() OVER (PARTITION BY {} \
             ORDER BY {row}) AS \"driftline_nth\" FROM {table} WHERE {counted}) WHERE \"driftline_nth\" = 1))",
            keys.join(", ")
        );
        Some(Misfit {
            rows: count(self.context.facts, probe),
            why: format!("repeating another row's {shown}"),
            condition,
        })
    }

    /// What tells the old table's rows apart.
    fn row_key(&self) -> Option<String> {
        if !self.before.options.without_rowid {
            return row_key_name(&[self.before]).map(str::to_owned);
        }
        let key = self.before.primary_key.as_ref()?;
        let columns = ddl::list(&key.columns);
        // One column alone stands for itself; as a row value it would not compare with a plain subquery.
        (key.columns.len() == 1).then_some(columns)
    }

    fn foreign_key(&self, key: &ForeignKey) -> Option<Misfit> {
        if key.columns.iter().any(|column| self.before.column(column).is_none()) {
            return None;
        }
        let live_parent = self.names.table(&key.references);
        let rows = if self.context.current.tables.contains_key(live_parent) {
            count(self.context.facts, &probe::orphans(self.names, &self.after.name, key))
        } else {
            let live = self.names.table(&self.after.name);
            let columns = self.names.columns(&self.after.name, &key.columns);
            let present = columns.into_iter().map(|column| Probe::NotNull(live.clone(), column));
            present.map(|probe| count(self.context.facts, &probe)).min().unwrap_or_default()
        };
        let parent = quote(&key.references.name);
        let child = quote(&self.before.name.name);
        let absent: Vec<String> = key.columns.iter().map(|column| format!("{} IS NULL", quote(column))).collect();
        let same: Vec<String> = (key.columns.iter().zip(&key.referenced_columns))
            .map(|(column, referenced)| format!("\"parent\".{} = {child}.{}", quote(referenced), quote(column)))
            .collect();
        let condition = format!(
            "({} OR EXISTS (SELECT 1 FROM {parent} AS \"parent\" WHERE {}))",
            absent.join(" OR "),
            same.join(" AND ")
        );
        let why = format!("pointing at no row of {} by {}", key.references, key.columns.join(", "));
        Some(Misfit { rows, why, condition })
    }

    /// Leaves the misfits out where that is allowed, and asks where it is not.
    fn leave_out(&self, misfits: Vec<Misfit>, found: &mut Fit) {
        let table = &self.after.name;
        let misfits: Vec<Misfit> = misfits.into_iter().filter(|misfit| misfit.rows > 0).collect();
        let allowed = self.context.options.unfit == Unfit::LeaveOut || self.context.options.leave_out.contains(table);
        if misfits.is_empty() {
            return;
        }
        if !allowed {
            found.needs.extend(misfits.into_iter().map(|misfit| Need {
                object: table.to_string(),
                reason: match misfit.rows {
                    1 => format!("1 row {} does not fit; mend it, or leave it out for good", misfit.why),
                    rows => format!("{rows} rows {} do not fit; mend them, or leave them out for good", misfit.why),
                },
                flag: format!("--leave-out {}", shell_word(&table.to_string())),
            }));
            return;
        }
        let total = count(self.context.facts, &Probe::Rows(self.names.table(table).clone()));
        let sum = misfits.iter().map(|misfit| misfit.rows).sum::<u64>().min(total);
        // One row may misfit for two reasons.
        let bound = if misfits.len() > 1 { "up to " } else { "" };
        let reasons: Vec<String> = misfits.iter().map(|misfit| format!("{} {}", misfit.rows, misfit.why)).collect();
        let detail = format!("{bound}{sum} of {} left out: {}", rows_are(total), reasons.join(", "));
        found.hazards.push(Hazard::new(HazardKind::LosesRows, table, detail));
        found.loses.push(format!("the rows of {table} that are left out"));
        found.copy.conditions.extend(misfits.into_iter().map(|misfit| misfit.condition));
    }
}

fn quote(name: &str) -> String {
    Engine::Sqlite.quote(name)
}
