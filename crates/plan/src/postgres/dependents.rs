//! What stands in the way of a change: members, generated columns and views that PostgreSQL refuses to carry along.
//! They are taken away before it and put back after it. Leaves out the statements.
//!
//! Source: PostgreSQL's `ATPrepAlterColumnType` and `ATExecAlterColumnType` (tablecmds.c): indexes and constraints are
//! rebuilt by the engine from their text, which fails where the text holds a cast to the old type; views, triggers and
//! generated columns are refused outright. Names are looked for as tokens, so a dependency may be seen where there is
//! none, which costs a rebuild and never a failure.

use std::collections::{BTreeMap, BTreeSet};

use driftline_diff::Member;
use driftline_schema::{ForeignKey, Index, IndexKey, ObjectId, ObjectName, Schema, Sql, Table, sql};

use super::ENGINE;
use super::objects::names;
use crate::member::{kind, members};

/// A member by live table, kind and name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct MemberId {
    /// The live table.
    pub(super) table: ObjectName,
    /// The order in which kinds are dropped.
    pub(super) kind: u8,
    /// The member's name.
    pub(super) name: String,
}

/// What changes under the dependents; all names are live ones.
#[derive(Clone, Debug, Default)]
pub(super) struct Seeds {
    /// Columns that go, for good or to be added anew.
    pub(super) gone: BTreeSet<(ObjectName, String)>,
    /// Columns whose type or collation changes in any way.
    pub(super) touched: BTreeSet<(ObjectName, String)>,
    /// Those of them whose dependents' text does not fit the new type.
    pub(super) converted: BTreeSet<(ObjectName, String)>,
    /// Types that are made anew.
    pub(super) retyped: BTreeSet<ObjectName>,
    /// Objects beside tables that go or are made anew.
    pub(super) objects: BTreeSet<ObjectId>,
    /// Tables that go.
    pub(super) dropped_tables: BTreeSet<ObjectName>,
    /// Members that go anyway.
    pub(super) members: BTreeSet<MemberId>,
    /// Views that go anyway.
    pub(super) views: BTreeSet<ObjectName>,
}

/// Everything that must be out of the way, the seeds included.
#[derive(Clone, Debug, Default)]
pub(super) struct InTheWay {
    /// Members in dropping order.
    pub(super) members: BTreeMap<MemberId, Member>,
    /// Generated columns to drop and add anew, those asked for included.
    pub(super) gone: BTreeSet<(ObjectName, String)>,
    /// Views.
    pub(super) views: BTreeSet<ObjectName>,
}

/// Finds what stands in the way of the seeds in a schema.
pub(super) fn find(schema: &Schema, seeds: &Seeds) -> InTheWay {
    let mut gone = seeds.gone.clone();
    for table in schema.tables.values() {
        for column in table.columns.iter().filter(|column| column.generated.is_some()) {
            let expression = column.generated.iter().map(|generated| &generated.expression);
            let leans = expression.clone().any(|text| {
                columns_of(table, &seeds.touched).chain(columns_of(table, &seeds.gone)).any(|name| mentions(text, name))
                    || mentions_type(text, &seeds.retyped)
                    || seeds.objects.iter().any(|id| names(text.text(), id))
            });
            if leans {
                gone.insert((table.name.clone(), column.name.clone()));
            }
        }
    }
    let seeds = Seeds { gone, ..seeds.clone() };
    let mut found: BTreeMap<MemberId, Member> = BTreeMap::new();
    let mut foreign_keys = Vec::new();
    for table in schema.tables.values().filter(|table| !seeds.dropped_tables.contains(&table.name)) {
        for member in members(table) {
            let Some(name) = member.name() else { continue };
            let id = MemberId { table: table.name.clone(), kind: kind(&member), name: name.to_owned() };
            if seeds.members.contains(&id) || leans(table, &member, &seeds) || leans_on_objects(table, &member, &seeds)
            {
                found.insert(id, member);
            } else if let Member::ForeignKey(key) = member {
                foreign_keys.push((id, key));
            }
        }
    }
    let keys: Vec<(ObjectName, Vec<String>)> = (found.iter())
        .filter_map(|(id, member)| key_columns(member).map(|columns| (id.table.clone(), columns)))
        .collect();
    for (id, key) in foreign_keys {
        let is_key = |(table, columns): &(ObjectName, Vec<String>)| {
            *table == key.references && same_columns(columns, &key.referenced_columns)
        };
        if keys.iter().any(is_key) {
            found.insert(id, Member::ForeignKey(key));
        }
    }
    let views = views(schema, &seeds);
    InTheWay { members: found, gone: seeds.gone, views }
}

fn columns_of<'a>(table: &'a Table, set: &'a BTreeSet<(ObjectName, String)>) -> impl Iterator<Item = &'a str> {
    set.iter().filter(|(of, _)| *of == table.name).map(|(_, column)| column.as_str())
}

fn mentions(text: &Sql, name: &str) -> bool {
    sql::mentions(ENGINE, text.text(), name)
}

fn mentions_type(text: &Sql, types: &BTreeSet<ObjectName>) -> bool {
    types.iter().any(|kind| mentions(text, &kind.name))
}

/// Columns that a foreign key could point at through this member.
fn key_columns(member: &Member) -> Option<Vec<String>> {
    match member {
        Member::PrimaryKey(key) => Some(key.columns.clone()),
        Member::Unique(unique) => Some(unique.columns.clone()),
        Member::Index(index) if index.unique && index.predicate.is_none() => (index.parts.iter())
            .map(|part| match &part.key {
                IndexKey::Column(column) => Some(column.clone()),
                IndexKey::Expression(_) => None,
            })
            .collect(),
        _ => None,
    }
}

/// Whether two lists name the same columns in any order.
pub(super) fn same_columns(a: &[String], b: &[String]) -> bool {
    let (a, b): (BTreeSet<&String>, BTreeSet<&String>) = (a.iter().collect(), b.iter().collect());
    a == b
}

fn leans(table: &Table, member: &Member, seeds: &Seeds) -> bool {
    let gone = |name: &String| seeds.gone.contains(&(table.name.clone(), name.clone()));
    let converted = |name: &String| seeds.converted.contains(&(table.name.clone(), name.clone()));
    let text_leans = |text: &Sql| {
        columns_of(table, &seeds.gone).chain(columns_of(table, &seeds.converted)).any(|name| mentions(text, name))
            || mentions_type(text, &seeds.retyped)
    };
    match member {
        Member::PrimaryKey(key) => key.columns.iter().chain(&key.include).any(gone),
        Member::Unique(unique) => unique.columns.iter().chain(&unique.include).any(gone),
        Member::Check(check) => text_leans(&check.expression),
        Member::Trigger(trigger) => {
            text_leans(&trigger.definition)
                || columns_of(table, &seeds.touched).any(|name| mentions(&trigger.definition, name))
        }
        Member::Exclusion(exclusion) => text_leans(&exclusion.definition),
        Member::Rule(rule) => program_leans(table, &rule.definition, seeds) || text_leans(&rule.definition),
        Member::Policy(policy) => {
            (policy.using.iter().chain(&policy.check)).any(|text| program_leans(table, text, seeds) || text_leans(text))
        }
        Member::Index(index) => index_leans(index, &gone, &converted, &text_leans),
        Member::ForeignKey(key) => foreign_key_leans(table, key, seeds),
    }
}

/// Whether the member's statement names an object that is not to stay.
fn leans_on_objects(table: &Table, member: &Member, seeds: &Seeds) -> bool {
    if seeds.objects.is_empty() || matches!(member, Member::ForeignKey(_)) {
        return false;
    }
    let text: String = super::member::add(&table.name, member).into_iter().map(|made| made.sql + ";").collect();
    seeds.objects.iter().any(|id| names(&text, id))
}

/// Whether a rule or policy speaks of a column that changes, of its own table or of one it names: the engine refuses to alter
/// the type of either.
fn program_leans(table: &Table, text: &Sql, seeds: &Seeds) -> bool {
    let changed = seeds.touched.iter().chain(&seeds.gone);
    changed.clone().any(|(of, column)| (*of == table.name || mentions(text, &of.name)) && mentions(text, column))
        || seeds.dropped_tables.iter().any(|other| *other != table.name && mentions(text, &other.name))
}

/// A plain part of a converted column is rebuilt by the engine; one with an operator class, a collation or a method of
/// its own may not fit the new type.
fn index_leans(
    index: &Index,
    gone: &impl Fn(&String) -> bool,
    converted: &impl Fn(&String) -> bool,
    text_leans: &impl Fn(&Sql) -> bool,
) -> bool {
    let part_leans = index.parts.iter().any(|part| match &part.key {
        IndexKey::Column(column) => {
            let own_words = part.operator_class.is_some() || part.collation.is_some() || index.method.is_some();
            gone(column) || own_words && converted(column)
        }
        IndexKey::Expression(expression) => text_leans(expression),
    });
    part_leans || index.include.iter().any(gone) || index.predicate.as_ref().is_some_and(text_leans)
}

fn foreign_key_leans(table: &Table, key: &ForeignKey, seeds: &Seeds) -> bool {
    let moved = |of: &ObjectName, name: &String| {
        let id = (of.clone(), name.clone());
        seeds.gone.contains(&id) || seeds.converted.contains(&id)
    };
    seeds.dropped_tables.contains(&key.references)
        || key.columns.iter().any(|name| moved(&table.name, name))
        || key.referenced_columns.iter().any(|name| moved(&key.references, name))
}

fn views(schema: &Schema, seeds: &Seeds) -> BTreeSet<ObjectName> {
    let mut found = seeds.views.clone();
    loop {
        let before = found.len();
        for view in schema.views.values().filter(|view| schema.views.contains_key(&view.name)) {
            let text = &view.definition;
            let columns = seeds.touched.iter().chain(&seeds.gone);
            let leans = columns.clone().any(|(table, column)| mentions(text, &table.name) && mentions(text, column))
                || seeds.dropped_tables.iter().any(|table| mentions(text, &table.name))
                || mentions_type(text, &seeds.retyped)
                || seeds.objects.iter().any(|id| names(text.text(), id))
                || found.iter().any(|other| *other != view.name && mentions(text, &other.name));
            if leans {
                found.insert(view.name.clone());
            }
        }
        if found.len() == before {
            return found;
        }
    }
}
