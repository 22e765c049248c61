//! The engines that migrations are written for, beside the live database's own: what changes on each, from its snapshot to
//! what the entities declare for it. Leaves out writing the module.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use driftline_desired::{Declared, Unheld, declared};
use driftline_diff::{Change, Difference, Ownership, Renames, adopt, candidates, diff};
use driftline_inspect::Database;
use driftline_plan::{Facts, Hazard, HazardKind, Plan, PlanOptions, plan};
use driftline_runner::replay;
use driftline_schema::{Absent, Engine, Schema};

use crate::canonical::canonical;
use crate::carry::Carry;
use crate::comparison::{Comparison, declared_labels};
use crate::question::decide;
use crate::snapshot::Snapshot;
use crate::{Error, snapshot};

/// What changes on one engine.
#[derive(Clone, Debug)]
pub struct Share {
    /// The differences between its snapshot and the entities.
    pub difference: Difference,
    /// The schema before.
    pub current: Schema,
    /// The schema after, in the words of the entities.
    pub desired: Schema,
    /// What the engine cannot hold of the entities.
    pub unheld: Vec<Unheld>,
    /// What had to be assumed about the schema before, one line each.
    pub assumed: Vec<String>,
}

/// The other engines of a project whose live database has been compared.
#[derive(Clone, Copy, Debug)]
pub struct Others<'a> {
    /// The folder of the migration package.
    pub migration: &'a Path,
    /// The prefix of the entities' modules.
    pub entity: &'a str,
    /// The engines migrations are written for; empty for the live database's alone.
    pub targets: &'a [Engine],
    /// The newest revision of the code.
    pub head: Option<&'a str>,
    /// Patterns of objects to leave alone.
    pub ignore: &'a [String],
}

impl Others<'_> {
    /// Refuses a database of an engine that migrations are not written for.
    ///
    /// # Errors
    /// [`Error::NoTarget`].
    pub fn includes(&self, database: &Database) -> Result<(), Error> {
        if self.targets.is_empty() || self.targets.contains(&database.engine) {
            return Ok(());
        }
        Err(Error::NoTarget { database: database.shown_url.clone(), engine: database.engine })
    }

    /// What changes on every target but the live database's engine, in the order of the engines.
    ///
    /// # Errors
    /// When a snapshot cannot be read, or the entities cannot be turned into a schema of the engine.
    pub async fn shares(&self, live: &Database, own: &Declared, compared: &Comparison) -> Result<Vec<Share>, Error> {
        let mut shares = Vec::new();
        let missed = self.missed(live, compared).await?;
        for engine in self.targets.iter().filter(|engine| **engine != live.engine) {
            let declared = declared(*engine, self.entity)?;
            let snapshot = Snapshot::read(self.migration, *engine)?;
            shares.push(self.share(own, compared, &declared, snapshot, &missed)?);
        }
        Ok(shares)
    }

    /// What the live database has, and the snapshot of its engine has not seen: the work of revisions written by hand.
    async fn missed(&self, live: &Database, compared: &Comparison) -> Result<Vec<Change>, Error> {
        let snapshot = Snapshot::read(self.migration, live.engine)?;
        if self.targets.len() < 2 || snapshot.after.as_deref() == self.head {
            return Ok(Vec::new());
        }
        let none = Renames::default();
        let owned = compared.owned();
        let (known, _) = canonical(live, &owned, &snapshot.schema, &none).await?;
        let managed = replay::managed(&known);
        let adopted = adopt(
            &known,
            &owned,
            &Ownership { managed: &managed, ignore: &[], absent: &Absent::default(), renames: &none },
        );
        Ok(diff(&known, &adopted.desired, &none).changes)
    }

    fn share(
        &self,
        own: &Declared,
        compared: &Comparison,
        declared: &Declared,
        snapshot: Snapshot,
        missed: &[Change],
    ) -> Result<Share, Error> {
        let mut current = snapshot.schema;
        let declared_here = &compared.declared;
        let assumed = Carry { live: declared_here, declared: &declared.schema }.apply(missed, &mut current);
        let managed = replay::managed(&current);
        let mut renames = elsewhere(&compared.renames, own, &current, &declared.schema);
        let adopted = |renames: &Renames| {
            let absent = &declared.absent;
            adopt(&current, &declared.schema, &Ownership { managed: &managed, ignore: self.ignore, absent, renames })
                .desired
        };
        decide(&candidates(&current, &adopted(&renames), &renames), &mut renames)?;
        renames.spread_labels(&declared.schema);
        let desired = adopted(&renames);
        let difference = diff(&current, &desired, &renames);
        Ok(Share { difference, current, desired, unheld: declared.unheld.clone(), assumed })
    }

    /// The snapshots to write behind the revision, with the paths of their files; none for a project of one engine.
    ///
    /// # Errors
    /// When a snapshot cannot be read.
    pub fn snapshots(
        &self,
        live: Engine,
        own: &Declared,
        compared: &Comparison,
        shares: &[Share],
        revision: &str,
    ) -> Result<Vec<(std::path::PathBuf, String)>, Error> {
        if self.targets.len() < 2 {
            return Ok(Vec::new());
        }
        let mut schemas: BTreeMap<Engine, Schema> =
            shares.iter().map(|share| (share.desired.engine, share.desired.clone())).collect();
        // The live engine's own snapshot speaks the entities' words too, so that all of them are made in one way.
        let before = Snapshot::read(self.migration, live)?.schema;
        let managed = replay::managed(&before);
        let renames = elsewhere(&compared.renames, own, &before, &own.schema);
        let ownership = Ownership { managed: &managed, ignore: self.ignore, absent: &own.absent, renames: &renames };
        schemas.insert(live, adopt(&before, &own.schema, &ownership).desired);
        let file = |(engine, schema): (Engine, Schema)| {
            let text = Snapshot { after: Some(revision.to_owned()), schema }.text();
            (snapshot::path(self.migration, engine), text)
        };
        Ok(schemas.into_iter().map(file).collect())
    }
}

/// Hazards for what an engine cannot hold of the objects that change, on whichever engine they do.
#[must_use]
pub fn not_held(unheld: &[Unheld], changed: &BTreeSet<String>) -> Vec<Hazard> {
    let is_new = |left: &&Unheld| {
        let object = left.object();
        [object.clone(), format!("unique {object}"), format!("table {}", left.table)]
            .iter()
            .any(|name| changed.contains(name))
    };
    let hazard = |left: &Unheld| {
        let object = left.object();
        let name = object.split_once(' ').map_or(object.as_str(), |(_, name)| name);
        Hazard::new(HazardKind::NotHeld, name, format!("left out there: {}", left.reason))
    };
    unheld.iter().filter(is_new).map(hazard).collect()
}

/// The decided renames that another engine's schemas have the names for.
fn elsewhere(decided: &Renames, own: &Declared, current: &Schema, desired: &Schema) -> Renames {
    let mut renames = Renames::declared(&own.renamed_tables, &own.renamed_columns, current, desired).with_labels(
        &declared_labels(own),
        current,
        desired,
    );
    for (old, new) in &decided.tables {
        let pair = (old.clone(), new.clone());
        let is_there = current.tables.contains_key(old) && desired.tables.contains_key(new);
        if is_there && !renames.tables.contains(&pair) {
            renames.tables.push(pair);
        }
    }
    for (table, old, new) in &decided.columns {
        let triple = (table.clone(), old.clone(), new.clone());
        let before = current.tables.get(renames.old_name(table)).is_some_and(|table| table.column(old).is_some());
        let after = desired.tables.get(table).is_some_and(|table| table.column(new).is_some());
        if before && after && !renames.columns.contains(&triple) {
            renames.columns.push(triple);
        }
    }
    renames = renames.with_labels(&decided.labels, current, desired);
    renames.kept_apart.clone_from(&decided.kept_apart);
    renames.spread_labels(desired);
    renames
}

impl Share {
    /// Plans the share. `facts` are the live database's: its rows are the best guess at those of the others.
    ///
    /// # Errors
    /// [`Error::Elsewhere`] where an answer is missing or the engine has no way.
    pub fn plan(&self, facts: &Facts, options: &PlanOptions) -> Result<Plan, Error> {
        plan(&self.current, &self.desired, &self.difference, facts, options)
            .map_err(|source| Error::Elsewhere { engine: self.desired.engine, source })
    }
}
