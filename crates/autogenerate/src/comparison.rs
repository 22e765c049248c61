//! The pipeline: entities against a live database, to a difference and a plan. Leaves out printing and writing.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use driftline_desired::Declared;
use driftline_diff::{
    Difference, LabelRename, Managed, Member, Ownership, Renames, Unmanaged, adopt, candidates, diff, unclaimed,
};
use driftline_inspect::{Database, Others, Scope, inspect};
use driftline_plan::{Facts, Plan, PlanOptions, Unfit, plan, probes};
use driftline_schema::{Absent, ObjectName, Schema, TableCase};

use crate::answers::Answers;
use crate::canonical::canonical;
use crate::preflight;
use crate::question::decide;
use crate::{Error, managed};

/// What a comparison is asked to do.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// Answers from the command line.
    pub answers: &'a Answers,
    /// Patterns of objects to leave alone.
    pub ignore: &'a [String],
    /// Whether possible renames are asked about; where they are not, each counts as a drop beside an addition.
    pub ask: bool,
    /// What happens to rows that do not fit.
    pub unfit: Unfit,
    /// How to find out what the history makes.
    pub history: &'a managed::History<'a>,
    /// The server for scratch places, where it is not the database's own.
    pub scratch: Option<&'a Database>,
}

/// Entities beside a live database.
#[derive(Debug)]
pub struct Comparison {
    /// The live schema.
    pub current: Schema,
    /// What the entities declare, in the engine's canonical words.
    pub declared: Schema,
    /// What the history makes, as far as it had to be known.
    pub managed: Managed,
    /// What it should become, unmanaged objects included.
    pub desired: Schema,
    /// What differs.
    pub difference: Difference,
    /// Live objects nobody manages.
    pub unmanaged: Vec<Unmanaged>,
    /// Renames that were decided.
    pub renames: Renames,
    /// Where the time went.
    pub timings: Timings,
}

/// Where the time of a comparison went.
#[derive(Clone, Copy, Debug, Default)]
pub struct Timings {
    /// Opening the database.
    pub connect: Duration,
    /// Reading its catalog.
    pub read: Duration,
    /// Running and reading declared definitions in the scratch place.
    pub scratch: Duration,
    /// Comparing.
    pub diff: Duration,
    /// Planning and writing the module's text.
    pub render: Duration,
    /// Statements sent while reading the live catalog.
    pub queries: u32,
    /// Statements sent while reading the scratch place.
    pub scratch_queries: u32,
}

/// Compares entities with the database.
///
/// # Errors
/// When a side cannot be read, or a possible rename needs a decision.
pub async fn compare(near: &Database, declared: &Declared, request: &Request<'_>) -> Result<Comparison, Error> {
    let mut timings = Timings::default();
    let start = Instant::now();
    let inspection = inspect(&near.connection, &Scope { default: None, others: Others::All }).await?;
    timings.read = start.elapsed();
    timings.queries = inspection.queries;
    let current = inspection.schema;
    let declared = &as_kept(declared, current.table_case);

    let start = Instant::now();
    let declared_renames =
        Renames::declared(&declared.renamed_tables, &declared.renamed_columns, &current, &declared.schema).with_labels(
            &declared_labels(declared),
            &current,
            &declared.schema,
        );
    let mut renames = request.answers.renames(&current, &declared.schema, declared_renames)?;
    let managed =
        if unclaimed(&current, &declared.schema) { request.history.managed(near).await? } else { Managed::default() };
    if request.ask {
        let adopted = adopt(&current, &declared.schema, &ownership(&managed, request, &declared.absent, &renames));
        decide(&candidates(&current, &adopted.desired, &renames), &mut renames)?;
        renames.spread_labels(&adopted.desired);
    }
    timings.diff += start.elapsed();

    let start = Instant::now();
    let (desired, queries) = canonical(request.scratch.unwrap_or(near), &current, &declared.schema, &renames).await?;
    timings.scratch = start.elapsed();
    timings.scratch_queries = queries;

    let start = Instant::now();
    let adopted = adopt(&current, &desired, &ownership(&managed, request, &declared.absent, &renames));
    let difference = diff(&current, &adopted.desired, &renames);
    timings.diff += start.elapsed();
    Ok(Comparison {
        current,
        declared: desired,
        managed,
        desired: adopted.desired,
        difference,
        unmanaged: adopted.unmanaged,
        renames,
        timings,
    })
}

/// The declared schema with the names of tables as the database keeps them: a server of MariaDB or MySQL may keep them in lower
/// case (`lower_case_table_names = 1`), whatever the entity says.
fn as_kept(declared: &Declared, case: TableCase) -> Declared {
    let mut kept = declared.clone();
    kept.schema.table_case = case;
    if case != TableCase::Lowered {
        return kept;
    }
    let lower = |name: &ObjectName| ObjectName { name: name.name.to_lowercase(), ..name.clone() };
    kept.schema.tables = (kept.schema.tables.into_values())
        .map(|mut table| {
            table.name = lower(&table.name);
            table.foreign_keys.iter_mut().for_each(|key| key.references = lower(&key.references));
            (table.name.clone(), table)
        })
        .collect();
    kept.renamed_tables.iter_mut().for_each(|(new, old)| (*new, *old) = (lower(new), lower(old)));
    kept.renamed_labels.iter_mut().for_each(|(table, ..)| *table = lower(table));
    kept.renamed_columns.iter_mut().for_each(|(table, ..)| *table = lower(table));
    kept
}

/// The labels that entities say were called something else before.
pub(crate) fn declared_labels(declared: &Declared) -> Vec<LabelRename> {
    let rename = |(table, column, to, from): &(ObjectName, String, String, String)| LabelRename {
        table: table.clone(),
        column: column.clone(),
        from: from.clone(),
        to: to.clone(),
    };
    declared.renamed_labels.iter().map(rename).collect()
}

fn ownership<'a>(
    managed: &'a Managed,
    request: &Request<'a>,
    absent: &'a Absent,
    renames: &'a Renames,
) -> Ownership<'a> {
    Ownership { managed, ignore: request.ignore, absent, renames }
}

/// A plan, and what it was made with.
#[derive(Debug)]
pub struct Planned {
    /// The plan.
    pub plan: Plan,
    /// Counts over live rows.
    pub facts: Facts,
    /// Answers.
    pub options: PlanOptions,
}

impl Comparison {
    /// Plans the difference, counting live rows where the plan depends on them.
    ///
    /// # Errors
    /// When a count fails, an answer is missing or the engine has no way.
    pub async fn plan(&mut self, live: &Database, request: &Request<'_>) -> Result<Planned, Error> {
        let start = Instant::now();
        let probes = probes(&self.current, &self.desired, &self.difference);
        let facts = preflight::count(&live.connection, live.engine, &probes).await?;
        let options = plan_options(&self.desired, request.answers, request.unfit)?;
        let plan = plan(&self.current, &self.desired, &self.difference, &facts, &options)?;
        self.timings.render += start.elapsed();
        Ok(Planned { plan, facts, options })
    }

    /// The live schema without what nobody manages: what the project's own revisions have made of it.
    #[must_use]
    pub fn owned(&self) -> Schema {
        let mut owned = self.current.clone();
        owned.tables.retain(|name, _| {
            self.declared.tables.contains_key(self.renames.new_name(name)) || self.managed.tables.contains(name)
        });
        owned.views.retain(|name, _| self.declared.views.contains_key(name) || self.managed.views.contains(name));
        owned.objects.retain(|id, _| self.declared.objects.contains_key(id) || self.managed.objects.contains(id));
        owned.enums.retain(|name, _| self.declared.enums.contains_key(name) || self.managed.enums.contains(name));
        for (name, table) in &mut owned.tables {
            let declared = self.declared.tables.get(self.renames.new_name(name)).map(Member::all).unwrap_or_default();
            let (kept, mut bare) = (Member::all(table), table.clone());
            bare.primary_key = None;
            bare.uniques.clear();
            bare.indexes.clear();
            bare.foreign_keys.clear();
            bare.checks.clear();
            bare.triggers.clear();
            for member in kept {
                let is_declared = declared.iter().any(|other| {
                    (other.name().is_some() && other.name() == member.name()) || other.same_content(&member)
                });
                let is_made = match member.name() {
                    Some(member) => self.managed.members.contains(&(name.clone(), member.to_owned())),
                    None => true,
                };
                if is_declared || is_made {
                    member.add_to(&mut bare);
                }
            }
            bare.sort();
            *table = bare;
        }
        owned
    }
}

/// The planner's options from the answers given.
///
/// # Errors
/// [`Error::Flag`] for an answer that names nothing.
pub fn plan_options(desired: &Schema, answers: &Answers, unfit: Unfit) -> Result<PlanOptions, Error> {
    let fills: BTreeMap<_, _> = answers.fills(desired)?;
    let leave_out: BTreeSet<_> = answers.leave_out(desired)?.into_iter().collect();
    Ok(PlanOptions { fills, unfit, leave_out })
}

#[cfg(test)]
mod tests {
    use driftline_schema::{Engine, notation};

    use super::*;

    #[test]
    fn names_of_tables_are_those_the_server_keeps() {
        let schema =
            notation::schema(Engine::MySql, "Parts: id int pk\nTags: id int pk, Part int | fk f (Part) -> Parts (id)")
                .unwrap_or_else(|error| panic!("{error}"));
        let declared = Declared {
            schema,
            renamed_tables: vec![("Tags".into(), "Words".into())],
            renamed_columns: Vec::new(),
            renamed_labels: Vec::new(),
            modules: BTreeMap::new(),
            unheld: Vec::new(),
            absent: Absent::default(),
        };
        let kept = as_kept(&declared, TableCase::Lowered);
        assert_eq!(
            notation::print_schema(&kept.schema),
            "parts: id int pk\ntags: id int pk, Part int | fk f (Part) -> parts (id)"
        );
        assert_eq!(kept.renamed_tables, [("tags".into(), "words".into())]);
        assert_eq!(as_kept(&declared, TableCase::Distinct).schema.tables, declared.schema.tables);
    }
}
