//! A portion of declared definitions under scratch names, with whatever they need beside them: stubs of tables that foreign keys
//! refer to, tables and views that a view reads, functions and types that any of them uses. Leaves out which definitions are in
//! doubt, and running them.

use std::collections::{BTreeMap, BTreeSet};

use driftline_inspect::scratch::ScratchNames;
use driftline_schema::creation::with_namespaces;
use driftline_schema::sql::{TokenKind, tokens};
use driftline_schema::{
    Column, Engine, ForeignKey, Index, IndexKey, Object, ObjectId, ObjectKind, ObjectName, PrimaryKey, Schema, Sql,
    Table, Trigger, Unique, View,
};

/// Where definitions are taken from: the entities, and what is live beside them.
pub(crate) struct Sides<'a> {
    current: &'a Schema,
    declared: &'a Schema,
    names: &'a ScratchNames,
    /// What a bare name may mean, by the name in lower case.
    known: BTreeMap<String, Vec<Thing<'a>>>,
}

/// Something that a definition may speak of.
#[derive(Clone, Copy, Debug)]
enum Thing<'a> {
    Table(&'a Table),
    View(&'a View),
    Object(&'a Object),
}

/// What a portion holds so far.
#[derive(Default)]
struct Chosen<'a> {
    /// Whole tables.
    whole: BTreeMap<&'a ObjectName, &'a Table>,
    /// Tables of which columns and key are enough.
    bare: BTreeMap<&'a ObjectName, &'a Table>,
    views: BTreeMap<&'a ObjectName, &'a View>,
    objects: BTreeMap<&'a ObjectId, &'a Object>,
    /// Texts whose names are still to be looked at, and whether tables count.
    waiting: Vec<(&'a str, bool)>,
}

impl<'a> Sides<'a> {
    pub(crate) fn new(current: &'a Schema, declared: &'a Schema, names: &'a ScratchNames) -> Self {
        let mut known: BTreeMap<String, Vec<Thing<'a>>> = BTreeMap::new();
        let mut add =
            |name: &ObjectName, thing: Thing<'a>| known.entry(name.name.to_lowercase()).or_default().push(thing);
        // PostgreSQL's scratch namespace stands in front of the live ones, where what nobody declares is found.
        let live = (declared.engine != Engine::Postgres).then_some(current);
        let is_new = |schema: &Schema| !std::ptr::eq(schema, declared);
        for schema in [Some(declared), live].into_iter().flatten() {
            let fresh = is_new(schema);
            let tables = schema.tables.values().filter(|table| !fresh || !declared.tables.contains_key(&table.name));
            tables.for_each(|table| add(&table.name, Thing::Table(table)));
            let views = schema.views.values().filter(|view| !fresh || !declared.views.contains_key(&view.name));
            views.for_each(|view| add(&view.name, Thing::View(view)));
            let same = |one: &ObjectId, other: &ObjectId| (one.kind, &one.name) == (other.kind, &other.name);
            let is_declared = |id: &ObjectId| declared.objects.keys().any(|other| same(id, other));
            let objects = schema.objects.values().filter(|object| !fresh || !is_declared(&object.id));
            objects.for_each(|object| add(&object.id.name, Thing::Object(object)));
        }
        Self { current, declared, names, known }
    }

    /// These tables, with a stub for every table they refer to that is not among them: a foreign key to a live table would
    /// lock it.
    pub(crate) fn tables(&self, part: &[&ObjectName]) -> Schema {
        let mut chosen = Chosen::default();
        for table in part.iter().filter_map(|name| self.declared.tables.get(*name)) {
            chosen.whole.insert(&table.name, table);
            chosen.waiting.extend(texts(table).map(|text| (text, false)));
        }
        self.close(chosen)
    }

    /// These views and objects.
    pub(crate) fn beside_tables(&self, views: &BTreeSet<ObjectName>, objects: &BTreeSet<ObjectId>) -> Schema {
        let mut chosen = Chosen::default();
        for view in views.iter().filter_map(|name| self.declared.views.get(name)) {
            self.choose(&mut chosen, Thing::View(view));
        }
        for object in objects.iter().filter_map(|id| self.declared.objects.get(id)) {
            self.choose(&mut chosen, Thing::Object(object));
        }
        self.close(chosen)
    }

    fn choose(&self, chosen: &mut Chosen<'a>, thing: Thing<'a>) {
        match thing {
            Thing::Table(table) => {
                if !chosen.whole.contains_key(&table.name) && chosen.bare.insert(&table.name, table).is_none() {
                    chosen.waiting.extend(column_texts(table).map(|text| (text, false)));
                }
            }
            Thing::View(view) => {
                if chosen.views.insert(&view.name, view).is_none() {
                    let triggers = view.triggers.iter().map(|trigger| trigger.definition.text());
                    chosen.waiting.extend(triggers.chain([view.definition.text()]).map(|text| (text, true)));
                }
            }
            Thing::Object(object) => {
                // An extension is there once for the whole database.
                let is_there = object.id.kind == ObjectKind::Extension && self.current.objects.contains_key(&object.id);
                if !is_there && chosen.objects.insert(&object.id, object).is_none() {
                    chosen.waiting.push((object.definition.text(), true));
                }
            }
        }
    }

    /// Adds everything the chosen definitions speak of.
    fn close(&self, mut chosen: Chosen<'a>) -> Schema {
        while let Some((text, with_tables)) = chosen.waiting.pop() {
            for token in tokens(self.declared.engine, text) {
                let is_name = matches!(token.kind, TokenKind::Word | TokenKind::QuotedName);
                let Some(name) = token.name().filter(|_| is_name) else { continue };
                for thing in self.known.get(&name.to_lowercase()).into_iter().flatten() {
                    if with_tables || !matches!(thing, Thing::Table(_)) {
                        self.choose(&mut chosen, *thing);
                    }
                }
            }
        }
        self.schema(&chosen)
    }

    fn schema(&self, chosen: &Chosen<'_>) -> Schema {
        let declared = self.declared;
        let mut tables: BTreeMap<ObjectName, Table> =
            chosen.bare.iter().map(|(name, table)| ((*name).clone(), bare(table))).collect();
        tables.extend(chosen.whole.iter().map(|(name, table)| ((*name).clone(), (*table).clone())));
        for key in chosen.whole.values().flat_map(|table| &table.foreign_keys) {
            if chosen.whole.contains_key(&key.references) {
                continue;
            }
            if let Some(target) = declared.tables.get(&key.references) {
                let stub = tables.entry(target.name.clone()).or_insert_with(|| Table::new(target.name.clone()));
                extend_stub(declared.engine, stub, target, key);
            }
        }
        let mut schema = Schema::empty(declared.engine);
        for kind in declared.enums.values() {
            let name = self.name(&kind.name);
            schema.enums.insert(name.clone(), driftline_schema::EnumType { name, ..kind.clone() });
        }
        for table in tables.into_values() {
            schema.insert_table(self.scratch_table(table));
        }
        for view in chosen.views.values() {
            let view = self.scratch_view(view);
            schema.views.insert(view.name.clone(), view);
        }
        for object in chosen.objects.values() {
            schema.insert_object(self.scratch_object(object));
        }
        // Namespaces are made by the scratch place itself.
        schema
    }

    fn name(&self, name: &ObjectName) -> ObjectName {
        match &name.namespace {
            Some(namespace) => ObjectName::within(self.names.others.get(namespace).map(String::as_str), &name.name),
            None => name.clone(),
        }
    }

    fn sql(&self, text: &Sql) -> Sql {
        // Some write the default namespace's name where it may be left out; an extension's functions are really there.
        let other = |namespace: &str, object: &str| {
            let is_declared = namespace == "public" && self.known.contains_key(&object.to_lowercase());
            if is_declared { Some(self.names.default.clone()) } else { self.names.others.get(namespace).cloned() }
        };
        Sql::new(self.declared.engine, with_namespaces(self.declared.engine, text.text(), other))
    }

    fn trigger(&self, trigger: &Trigger) -> Trigger {
        Trigger { definition: self.sql(&trigger.definition), ..trigger.clone() }
    }

    fn scratch_table(&self, mut table: Table) -> Table {
        table.name = self.name(&table.name);
        for column in &mut table.columns {
            column.user_type = column.user_type.as_ref().map(|name| self.name(name));
        }
        for key in &mut table.foreign_keys {
            key.references = self.name(&key.references);
        }
        table.triggers = table.triggers.iter().map(|trigger| self.trigger(trigger)).collect();
        table
    }

    fn scratch_view(&self, view: &View) -> View {
        View {
            name: self.name(&view.name),
            definition: self.sql(&view.definition),
            triggers: view.triggers.iter().map(|trigger| self.trigger(trigger)).collect(),
            ..view.clone()
        }
    }

    fn scratch_object(&self, object: &Object) -> Object {
        let id = ObjectId { name: self.name(&object.id.name), ..object.id.clone() };
        Object { id, definition: self.sql(&object.definition), ..object.clone() }
    }
}

/// Columns and key, as far as something that reads the table needs them.
fn bare(table: &Table) -> Table {
    Table {
        columns: table.columns.clone(),
        primary_key: table.primary_key.clone(),
        options: table.options.clone(),
        ..Table::new(table.name.clone())
    }
}

fn column_texts(table: &Table) -> impl Iterator<Item = &str> {
    table.columns.iter().flat_map(|column| {
        let expressions = column.default.iter().chain(column.generated.iter().map(|generated| &generated.expression));
        expressions.map(Sql::text).chain([column.data_type.as_str()])
    })
}

/// Everything of a table that may speak of a function or type.
fn texts(table: &Table) -> impl Iterator<Item = &str> {
    let parts = table.indexes.iter().flat_map(|index| {
        let expressions = index.parts.iter().filter_map(|part| match &part.key {
            IndexKey::Expression(expression) => Some(expression),
            IndexKey::Column(_) => None,
        });
        expressions.chain(&index.predicate)
    });
    let checks = table.checks.iter().map(|check| &check.expression);
    let triggers = table.triggers.iter().map(|trigger| &trigger.definition);
    column_texts(table).chain(parts.chain(checks).chain(triggers).map(Sql::text))
}

/// Gives a stub the columns and the key that a foreign key needs; unique constraints are unique indexes on MariaDB and MySQL.
fn extend_stub(engine: Engine, stub: &mut Table, target: &Table, key: &ForeignKey) {
    for name in &key.referenced_columns {
        if let (None, Some(column)) = (stub.column(name), target.column(name)) {
            stub.columns.push(Column {
                nullable: column.nullable,
                user_type: column.user_type.clone(),
                // MariaDB and MySQL refuse a foreign key between texts of two collations.
                collation: column.collation.clone(),
                ..Column::new(name, &column.data_type)
            });
        }
    }
    stub.primary_key = None::<PrimaryKey>;
    if engine == Engine::MySql {
        let columns: Vec<&str> = key.referenced_columns.iter().map(String::as_str).collect();
        let name = format!("stub {}", stub.indexes.len());
        let index = Index { unique: true, ..Index::on_columns(name, &columns) };
        if !stub.indexes.iter().any(|known| known.parts == index.parts) {
            stub.indexes.push(index);
        }
        return;
    }
    let has_key = stub.uniques.iter().any(|unique| unique.columns == key.referenced_columns);
    if !has_key {
        stub.uniques.push(Unique {
            name: None,
            columns: key.referenced_columns.clone(),
            nulls_not_distinct: false,
            deferrable: Default::default(),
            ..Default::default()
        });
    }
}
