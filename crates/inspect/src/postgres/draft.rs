//! What has been read so far, by object identifier; becomes a `Schema` at the end.

use std::collections::{BTreeMap, BTreeSet};

use driftline_schema::{
    Engine, EnumType, Foundation, NotCompared, Object, ObjectId, ObjectKind, ObjectName, Partition, Schema,
    SequenceOptions, Sql, Table, View,
};
use sea_orm::DbErr;

use super::names::Names;
use super::{Fields, Rows};
use crate::InspectError;

/// Everything read so far.
pub(super) struct Draft {
    pub(super) names: Names,
    pub(super) tables: BTreeMap<i64, TableDraft>,
    /// Views by identifier.
    pub(super) views: BTreeMap<i64, View>,
    pub(super) enums: BTreeMap<i64, EnumType>,
    /// Objects beside tables, by catalog and identifier.
    pub(super) known: BTreeMap<(String, i64), ObjectId>,
    /// Sequences that a column owns, by table and column number.
    pub(super) sequences: BTreeMap<(i64, i64), Sequence>,
    /// Tables outside the scope that foreign keys refer to: their columns' names by number.
    pub(super) referred: BTreeMap<i64, BTreeMap<i64, String>>,
    schema: Schema,
}

/// A table and what the catalogs say in numbers.
pub(super) struct TableDraft {
    pub(super) table: Table,
    /// Column names by number; numbers of dropped columns are missing.
    pub(super) columns: BTreeMap<i64, ColumnFacts>,
    /// What it is a partition of or inherits from, in order.
    pub(super) parents: Vec<i64>,
    /// Its bound as a partition.
    pub(super) bound: Option<Sql>,
}

pub(super) struct ColumnFacts {
    pub(super) name: String,
    pub(super) collation: i64,
}

/// A sequence that belongs to a column.
pub(super) struct Sequence {
    pub(super) oid: i64,
    pub(super) name: ObjectName,
    pub(super) options: SequenceOptions,
    /// The statement that makes it, without whose it is.
    pub(super) definition: String,
    pub(super) comment: Option<String>,
}

impl Draft {
    pub(super) fn new(names: Names) -> Self {
        Self {
            names,
            tables: BTreeMap::new(),
            views: BTreeMap::new(),
            known: BTreeMap::new(),
            enums: BTreeMap::new(),
            sequences: BTreeMap::new(),
            referred: BTreeMap::new(),
            schema: Schema::empty(Engine::Postgres),
        }
    }

    /// Takes every row of an answer.
    pub(super) fn take_all(
        &mut self,
        rows: &Rows,
        take: fn(&mut Draft, &mut Fields<'_>) -> Result<(), DbErr>,
    ) -> Result<(), InspectError> {
        for mut fields in rows.each() {
            take(self, &mut fields).map_err(|source| InspectError::Catalog { what: rows.what, source })?;
        }
        Ok(())
    }

    /// Names something that has no place in a schema.
    pub(super) fn not_compared(&mut self, object: String, reason: &str) {
        self.schema.not_compared.push(NotCompared { object, reason: reason.to_owned() });
    }

    pub(super) fn add_object(&mut self, object: Object) {
        self.schema.insert_object(object);
    }

    /// Notes what an object stands on.
    pub(super) fn stands_on(&mut self, id: &ObjectId, found: Foundation) {
        if let Some(object) = self.schema.objects.get_mut(id) {
            object.stands_on.0.insert(found);
        }
    }

    /// What a table or view is called in messages.
    pub(super) fn relation(&self, oid: i64) -> Option<String> {
        let table = self.tables.get(&oid).map(|draft| format!("table {}", draft.table.name));
        let view = |view: &View| {
            let word = if view.materialized { "materialized view" } else { "view" };
            format!("{word} {}", view.name)
        };
        table.or_else(|| self.views.get(&oid).map(view))
    }

    /// The names of a table's columns by number, for a foreign key.
    pub(super) fn column_names(&self, table: i64, numbers: &[i64]) -> Option<Vec<String>> {
        if let Some(draft) = self.tables.get(&table) {
            return numbers.iter().map(|number| draft.columns.get(number).map(|facts| facts.name.clone())).collect();
        }
        let columns = self.referred.get(&table)?;
        numbers.iter().map(|number| columns.get(number).cloned()).collect()
    }

    pub(super) fn finish(mut self) -> Schema {
        self.parents();
        let mut schema = self.schema;
        for mut draft in self.tables.into_values() {
            draft.table.sort();
            schema.insert_table(draft.table);
        }
        for mut view in self.views.into_values() {
            view.indexes.sort_by(|a, b| a.name.cmp(&b.name));
            view.triggers.sort_by(|a, b| a.name.cmp(&b.name));
            view.rules.sort_by(|a, b| a.name.cmp(&b.name));
            view.rights.grants.sort();
            schema.views.insert(view.name.clone(), view);
        }
        for kind in self.enums.into_values() {
            schema.enums.insert(kind.name.clone(), kind);
        }
        let tables = schema.tables.keys().filter_map(|name| name.namespace.as_ref());
        let types = schema.enums.keys().filter_map(|name| name.namespace.as_ref());
        let views = schema.views.keys().filter_map(|name| name.namespace.as_ref());
        let objects = schema.objects.keys().filter_map(|id| id.name.namespace.as_ref());
        let used: BTreeSet<&String> = tables.chain(types).chain(views).chain(objects).collect();
        // Every database has a `public`; empty and not the default one, it is nobody's.
        let others = self.names.others().filter(|name| *name != "public" || used.contains(name));
        let namespaces = others.cloned().collect();
        schema.namespaces = namespaces;
        schema.namespace_comments =
            self.names.comments().filter(|(name, _)| schema.namespaces.contains(name)).collect();
        schema.not_compared.sort();
        schema.not_compared.dedup();
        schema
    }

    /// Names of the tables that others are partitions of or inherit from.
    fn parents(&mut self) {
        let names: BTreeMap<i64, ObjectName> =
            self.tables.iter().map(|(oid, draft)| (*oid, draft.table.name.clone())).collect();
        let mut elsewhere = Vec::new();
        for draft in self.tables.values_mut() {
            let parents: Option<Vec<ObjectName>> = draft.parents.iter().map(|oid| names.get(oid).cloned()).collect();
            match (parents, draft.bound.take()) {
                (Some(mut parents), Some(bound)) if parents.len() == 1 => {
                    let partition = parents.pop().map(|parent| Partition { parent, bound });
                    draft.table.options.partition_of = partition;
                }
                (Some(parents), _) => draft.table.options.inherits = parents,
                (None, _) => {
                    let reason = "its parent is in a schema that is not read";
                    draft.table.opaque.push(reason.to_owned());
                    elsewhere.push((format!("table {}", draft.table.name), reason));
                }
            }
        }
        for (object, reason) in elsewhere {
            self.not_compared(object, reason);
        }
    }

    /// Where keys, indexes and checks go that are the parents' alone.
    pub(super) fn inherited_members(&mut self, table: i64) -> Option<&mut Table> {
        let table = &mut self.tables.get_mut(&table)?.table;
        let name = table.name.clone();
        Some(table.inherited.members.get_or_insert_with(|| Box::new(Table::new(name))))
    }

    /// Sequences that belong to a column, and are more than its numbering: objects of their own.
    pub(super) fn other_sequences(&mut self) {
        for ((table, number), sequence) in std::mem::take(&mut self.sequences) {
            // The sequence of a table that is not read (Driftline's own) is not read either.
            let Some(draft) = self.tables.get(&table) else { continue };
            let owner = draft.columns.get(&number).map(|facts| (draft.table.name.clone(), facts.name.clone()));
            self.add_sequence(sequence, owner);
        }
    }

    /// A sequence as an object, with the column it belongs to.
    pub(super) fn add_sequence(&mut self, sequence: Sequence, owner: Option<(ObjectName, String)>) {
        let engine = Engine::Postgres;
        let id = ObjectId::new(ObjectKind::Sequence, sequence.name);
        let owned = owner
            .as_ref()
            .map(|(table, column)| format!(" OWNED BY {}.{}", table.quoted(engine), engine.quote(column)));
        let text = format!("{}{}", sequence.definition, owned.unwrap_or_default());
        let mut object = Object::new(id.clone(), Sql::new(engine, text));
        object.comment = sequence.comment;
        object.stands_on.0.extend(owner.map(|(table, column)| Foundation::Column(table, column)));
        self.known.insert(("pg_class".to_owned(), sequence.oid), id);
        self.schema.insert_object(object);
    }
}
