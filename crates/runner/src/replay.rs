//! Replays the history in a throw-away database: what the migrations make, whatever the live database looks like.

use std::collections::BTreeSet;
use std::sync::Arc;

use driftline_diff::{Managed, Member};
use driftline_inspect::scratch::ScratchDatabase;
use driftline_inspect::{Database, Scope, inspect};
use driftline_schema::{Engine, ObjectId, ObjectKind, ObjectName, Schema, Table};
use serde::{Deserialize, Serialize};

use crate::apply::{self, Direction, Listener, Outcome, Waits};
use crate::error::RunError;
use crate::history::Project;
use crate::progress::Progress;

/// Names of what a history makes, in a form that other programs can read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Objects {
    /// Namespaces beside the default one.
    pub namespaces: Vec<String>,
    /// Tables.
    pub tables: Vec<Name>,
    /// Enumerated types.
    pub enums: Vec<Name>,
    /// Views.
    pub views: Vec<Name>,
    /// Routines, sequences, domains and the like.
    #[serde(default)]
    pub objects: Vec<OtherName>,
    /// Named members of tables: keys, constraints, indexes, triggers.
    pub members: Vec<MemberName>,
}

/// An object's name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Name {
    /// Null for the default namespace.
    pub namespace: Option<String>,
    /// The name as the engine stores it.
    pub name: String,
}

/// The name of an object that is neither table, type nor view.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OtherName {
    /// The kind's word: `function`.
    pub kind: String,
    /// The name.
    pub name: Name,
    /// The types of the arguments, empty where the name is enough.
    pub arguments: String,
}

/// A member's name and its table's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberName {
    /// The table.
    pub table: Name,
    /// The member.
    pub name: String,
}

/// Reads what `replay --objects` printed.
///
/// # Errors
/// When the text is not what this version prints.
pub fn parse_objects(text: &str) -> Result<Managed, serde_json::Error> {
    serde_json::from_str::<Objects>(text).map(Managed::from)
}

/// What the first so many migrations make, read back after each of the places asked for.
///
/// `near` is the database whose server (and settings) the throw-away one is made on.
///
/// # Errors
/// When there is no scratch place, or a migration fails on an empty database.
pub(crate) async fn schemas(
    project: &Project,
    engine: Engine,
    near: Option<&Database>,
    scratch_url: Option<&str>,
    places: &[usize],
) -> Result<Vec<Schema>, RunError> {
    let scratch = match near {
        Some(near) => ScratchDatabase::create(near, scratch_url).await?,
        None => ScratchDatabase::create_for(engine, scratch_url).await?,
    };
    let outcome = replay(project, &scratch.database, places).await;
    scratch.drop().await?;
    outcome
}

async fn replay(project: &Project, database: &Database, places: &[usize]) -> Result<Vec<Schema>, RunError> {
    let mut schemas = Vec::new();
    let mut done = 0;
    for place in places {
        let next: Vec<usize> = (done..*place).collect();
        apply::run(database, project, &next, Direction::Up, Waits::default(), Arc::new(Silent)).await?;
        done = done.max(*place);
        schemas.push(inspect(&database.connection, &Scope::default()).await?.schema);
    }
    Ok(schemas)
}

/// Nobody watches a replay.
struct Silent;

impl Progress for Silent {
    fn step(&self, _summary: &str, _loses: Option<&str>) {}
}

impl Listener for Silent {
    fn begins(&self, _name: &str) {}

    fn ended(&self, _name: &str, _outcome: Outcome) {}
}

/// Names of everything in a schema that a history made.
#[must_use]
pub fn managed(schema: &Schema) -> Managed {
    Managed {
        namespaces: schema.namespaces.clone(),
        tables: schema.tables.keys().cloned().collect(),
        enums: schema.enums.keys().cloned().collect(),
        views: schema.views.keys().cloned().collect(),
        objects: schema.objects.keys().cloned().collect(),
        members: schema.tables.values().flat_map(named_members).collect(),
    }
}

fn named_members(table: &Table) -> BTreeSet<(ObjectName, String)> {
    let members = Member::all(table);
    members.iter().filter_map(|member| Some((table.name.clone(), member.name()?.to_owned()))).collect()
}

impl From<Managed> for Objects {
    fn from(managed: Managed) -> Objects {
        let member = |(table, name): (ObjectName, String)| MemberName { table: table.into(), name };
        Objects {
            namespaces: managed.namespaces.into_iter().collect(),
            tables: managed.tables.into_iter().map(Name::from).collect(),
            enums: managed.enums.into_iter().map(Name::from).collect(),
            views: managed.views.into_iter().map(Name::from).collect(),
            objects: managed.objects.into_iter().map(OtherName::from).collect(),
            members: managed.members.into_iter().map(member).collect(),
        }
    }
}

impl From<Objects> for Managed {
    fn from(objects: Objects) -> Managed {
        let member = |member: MemberName| (ObjectName::from(member.table), member.name);
        Managed {
            namespaces: objects.namespaces.into_iter().collect(),
            tables: objects.tables.into_iter().map(ObjectName::from).collect(),
            enums: objects.enums.into_iter().map(ObjectName::from).collect(),
            views: objects.views.into_iter().map(ObjectName::from).collect(),
            // A kind that this version does not know is no object it could drop.
            objects: objects.objects.into_iter().filter_map(OtherName::id).collect(),
            members: objects.members.into_iter().map(member).collect(),
        }
    }
}

impl From<ObjectId> for OtherName {
    fn from(id: ObjectId) -> OtherName {
        OtherName { kind: id.kind.word().to_owned(), name: id.name.into(), arguments: id.arguments }
    }
}

impl OtherName {
    fn id(self) -> Option<ObjectId> {
        let kind = ObjectKind::named(&self.kind)?;
        Some(ObjectId { kind, name: self.name.into(), arguments: self.arguments })
    }
}

impl From<ObjectName> for Name {
    fn from(name: ObjectName) -> Name {
        Name { namespace: name.namespace, name: name.name }
    }
}

impl From<Name> for ObjectName {
    fn from(name: Name) -> ObjectName {
        ObjectName { namespace: name.namespace, name: name.name }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_come_back_as_they_were_printed() {
        let table = ObjectName::within(Some("other"), "a \"b\"");
        let managed = Managed {
            namespaces: BTreeSet::from(["other".to_owned()]),
            tables: BTreeSet::from([table.clone(), ObjectName::new("contacts")]),
            enums: BTreeSet::from([ObjectName::new("mood")]),
            views: BTreeSet::new(),
            objects: BTreeSet::from([
                ObjectId::new(ObjectKind::Domain, "positive".into()),
                ObjectId { arguments: "integer".to_owned(), ..ObjectId::new(ObjectKind::Function, "f".into()) },
            ]),
            members: BTreeSet::from([(table, "ix".to_owned())]),
        };
        let text = serde_json::to_string(&Objects::from(managed.clone())).unwrap();
        assert_eq!(parse_objects(&text).unwrap(), managed);
    }
}
