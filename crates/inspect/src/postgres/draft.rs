//! What has been read so far, by object identifier; becomes a `Schema` at the end.

use std::collections::{BTreeMap, BTreeSet};

use driftline_schema::{
    Engine, EnumType, Foundation, NotCompared, Object, ObjectId, ObjectKind, ObjectName, Schema, SequenceOptions, Sql,
    Table, View,
};
use sea_orm::DbErr;

use super::names::Names;
use super::{Fields, Rows};
use crate::InspectError;

/// Everything read so far.
pub(super) struct Draft {
    pub(super) names: Names,
    pub(super) tables: BTreeMap<i64, TableDraft>,
    /// Views by identifier: what they are called in messages.
    pub(super) views: BTreeMap<i64, String>,
    /// Views by identifier.
    pub(super) view_names: BTreeMap<i64, ObjectName>,
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
            view_names: BTreeMap::new(),
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

    pub(super) fn add_view(&mut self, oid: i64, kind: &str, view: View) {
        self.views.insert(oid, format!("{kind} {}", view.name));
        self.view_names.insert(oid, view.name.clone());
        self.schema.views.insert(view.name.clone(), view);
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
        table.or_else(|| self.views.get(&oid).cloned())
    }

    /// The names of a table's columns by number, for a foreign key.
    pub(super) fn column_names(&self, table: i64, numbers: &[i64]) -> Option<Vec<String>> {
        if let Some(draft) = self.tables.get(&table) {
            return numbers.iter().map(|number| draft.columns.get(number).map(|facts| facts.name.clone())).collect();
        }
        let columns = self.referred.get(&table)?;
        numbers.iter().map(|number| columns.get(number).cloned()).collect()
    }

    pub(super) fn finish(self) -> Schema {
        let mut schema = self.schema;
        for mut draft in self.tables.into_values() {
            draft.table.sort();
            schema.insert_table(draft.table);
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
        schema.not_compared.sort();
        schema.not_compared.dedup();
        schema
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
