//! Turns the rows of `sqlite_master` into a schema. Pure; leaves out asking the database.

use std::collections::{BTreeMap, BTreeSet};

use driftline_schema::sql::tokens;
use driftline_schema::statement::parse_create_index;
use driftline_schema::{
    Engine, Index, IndexKey, NotCompared, Object, ObjectId, ObjectKind, ObjectName, Schema, Source, Sql, Table,
    Trigger, View,
};

use super::create_table;
use super::shadow::{is_known, is_shadow};
use super::table::{build, collation, stored_column, summary};
use crate::companion::is_companion;

/// A row of `sqlite_master`.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// `table`, `index`, `view` or `trigger`.
    pub(super) kind: String,
    /// The object's name.
    pub(super) name: String,
    /// The table it belongs to.
    pub(super) table: String,
    /// The page the data begins at; 0 for what stores nothing of its own.
    pub(super) root: i64,
    /// The statement that made it; `None` for the index behind a constraint.
    pub(super) sql: Option<String>,
    /// What the engine says of a table's columns, in the form of [`summary`].
    pub(super) summary: Option<String>,
}

/// A schema under way: tables by name in lower case, as SQLite tells them apart.
pub(super) struct Draft {
    tables: BTreeMap<String, Table>,
    /// Tables whose statement was not understood: the page they begin at, and why.
    pub(super) unread: BTreeMap<String, (i64, String)>,
    /// Triggers with the view each is on.
    view_triggers: Vec<(String, Trigger)>,
    schema: Schema,
}

/// Reads every statement of the catalog.
pub(super) fn draft(entries: &[Entry]) -> Draft {
    let mut draft = Draft {
        tables: BTreeMap::new(),
        unread: BTreeMap::new(),
        view_triggers: Vec::new(),
        schema: Schema::empty(Engine::Sqlite),
    };
    let virtual_tables: Vec<(&str, String)> =
        entries.iter().filter(|entry| is_virtual(entry)).map(|entry| (entry.name.as_str(), module(entry))).collect();
    for entry in entries.iter().filter(|entry| is_virtual(entry) && !is_left_out(&entry.name)) {
        let module = module(entry);
        match &entry.sql {
            Some(sql) if is_known(&module) => {
                let id = ObjectId::new(ObjectKind::VirtualTable, ObjectName::new(&entry.name));
                draft.schema.insert_object(Object::new(id, Sql::new(Engine::Sqlite, sql)));
            }
            _ => draft.schema.not_compared.push(NotCompared {
                object: format!("virtual table {}", entry.name),
                reason: format!(
                    "its module {module} decides what it holds; Driftline leaves it and its own tables alone"
                ),
            }),
        }
    }
    let tables = entries.iter().filter(|entry| entry.kind == "table" && !is_virtual(entry));
    for entry in tables.filter(|entry| !is_engines(&entry.name)) {
        if !virtual_tables.iter().any(|(name, module)| is_shadow(&entry.name, name, module)) {
            draft.add_table(entry);
        }
    }
    draft
}

impl Draft {
    fn add_table(&mut self, entry: &Entry) {
        let key = key(&entry.name);
        let sql = entry.sql.as_deref().unwrap_or_default();
        let unread = match create_table::parse(sql) {
            Err(error) => error.to_string(),
            Ok(statement) => {
                let table = build(&statement, &entry.name, sql);
                let read = summary(&statement, &table);
                if entry.summary.as_deref() == Some(read.as_str()) {
                    self.tables.insert(key, table);
                    return;
                }
                format!(
                    "the columns read from it ({read}) are not those SQLite reports ({})",
                    entry.summary.as_deref().unwrap_or("none")
                )
            }
        };
        let mut table = Table::new(ObjectName::new(&entry.name));
        table.source = Source(Some(sql.to_owned()));
        self.tables.insert(key.clone(), table);
        self.unread.insert(key, (entry.root, unread));
    }

    /// Takes what the pragmas say of a table whose statement was not understood.
    pub(super) fn describe(&mut self, name: &str, described: Table) {
        if let Some(table) = self.tables.get_mut(&key(name)) {
            let source = std::mem::take(&mut table.source);
            *table = Table { source, ..described };
        }
    }

    /// Adds what belongs to the tables, resolves what refers to another one, and leaves out the companions.
    pub(super) fn finish(mut self, entries: &[Entry]) -> Schema {
        for (key, (_, reason)) in std::mem::take(&mut self.unread) {
            if let Some(table) = self.tables.get_mut(&key) {
                table.opaque.push(format!("its statement was not understood: {reason}"));
            }
        }
        for entry in entries.iter().filter(|entry| !is_left_out(&entry.name)) {
            match entry.kind.as_str() {
                "index" => self.add_index(entry),
                "view" => self.add_view(entry),
                "trigger" => self.add_trigger(entry),
                _ => {}
            }
        }
        self.add_view_triggers();
        self.resolve_foreign_keys();
        for mut table in std::mem::take(&mut self.tables).into_values() {
            if !is_left_out(&table.name.name) {
                table.sort();
                self.schema.insert_table(table);
            }
        }
        self.schema.not_compared.sort();
        self.schema
    }

    fn add_index(&mut self, entry: &Entry) {
        // Without a statement it is the index behind a constraint.
        let (Some(sql), Some(table)) = (&entry.sql, self.tables.get_mut(&key(&entry.table))) else { return };
        let settled = parse_create_index(Engine::Sqlite, sql)
            .map_err(|error| error.to_string())
            .and_then(|(_, index)| settle_index(table, Index { name: entry.name.clone(), ..index }));
        match settled {
            Ok(index) => table.indexes.push(index),
            Err(reason) => table.opaque.push(format!("its index {} was not understood: {reason}", entry.name)),
        }
    }

    fn add_view(&mut self, entry: &Entry) {
        let Some(sql) = &entry.sql else { return };
        let name = ObjectName::new(&entry.name);
        let definition = Sql::new(Engine::Sqlite, sql);
        self.schema.views.insert(name.clone(), View::new(name, definition));
    }

    fn add_trigger(&mut self, entry: &Entry) {
        let Some(sql) = &entry.sql else { return };
        let trigger = Trigger::new(entry.name.clone(), Sql::new(Engine::Sqlite, sql));
        match self.tables.get_mut(&key(&entry.table)) {
            Some(table) => table.triggers.push(trigger),
            None => self.view_triggers.push((entry.table.clone(), trigger)),
        }
    }

    /// Gives each view its triggers. What is on neither a table nor a view is on a virtual table or on one of its own.
    fn add_view_triggers(&mut self) {
        for (on, trigger) in std::mem::take(&mut self.view_triggers) {
            match self.schema.views.values_mut().find(|view| view.name.name.eq_ignore_ascii_case(&on)) {
                Some(view) => view.triggers.push(trigger),
                None => self.schema.not_compared.push(NotCompared {
                    object: format!("trigger {} on {on}", trigger.name),
                    reason: "triggers on the own tables of a virtual table are not compared".to_owned(),
                }),
            }
        }
        for view in self.schema.views.values_mut() {
            view.triggers.sort_by(|a, b| a.name.cmp(&b.name));
        }
    }

    /// Spells the tables and columns that keys refer to as they are stored, and spells out those left to a primary key.
    fn resolve_foreign_keys(&mut self) {
        let parents: BTreeSet<String> = self
            .tables
            .values()
            .flat_map(|table| &table.foreign_keys)
            .map(|foreign_key| key(&foreign_key.references.name))
            .collect();
        let parents: BTreeMap<String, Parent> = parents
            .into_iter()
            .filter_map(|name| self.tables.get(&name).map(Parent::of).map(|parent| (name, parent)))
            .collect();
        for table in self.tables.values_mut() {
            let mut unresolved = Vec::new();
            for foreign_key in &mut table.foreign_keys {
                let parent = parents.get(&key(&foreign_key.references.name));
                if let Some(parent) = parent {
                    foreign_key.references = parent.name.clone();
                    for name in &mut foreign_key.referenced_columns {
                        if let Some(stored) = parent.stored_column(name) {
                            name.clone_from(stored);
                        }
                    }
                }
                if foreign_key.referenced_columns.is_empty() {
                    match parent.filter(|parent| parent.key.len() == foreign_key.columns.len()) {
                        Some(parent) => foreign_key.referenced_columns.clone_from(&parent.key),
                        None => unresolved.push(format!(
                            "its foreign key on {} refers to the primary key of {}, which does not exist or has another \
                             number of columns",
                            foreign_key.columns.join(", "),
                            foreign_key.references
                        )),
                    }
                }
            }
            table.opaque.append(&mut unresolved);
        }
    }
}

/// What a foreign key needs to know of the table it refers to.
struct Parent {
    name: ObjectName,
    columns: Vec<String>,
    key: Vec<String>,
}

impl Parent {
    fn of(table: &Table) -> Self {
        Self {
            name: table.name.clone(),
            columns: table.columns.iter().map(|column| column.name.clone()).collect(),
            key: table.primary_key.as_ref().map(|key| key.columns.clone()).unwrap_or_default(),
        }
    }

    fn stored_column(&self, name: &str) -> Option<&String> {
        self.columns.iter().find(|column| column.eq_ignore_ascii_case(name))
    }
}

/// Spells columns as the table does and leaves out collations that are the column's own.
fn settle_index(table: &Table, mut index: Index) -> Result<Index, String> {
    for part in &mut index.parts {
        match &mut part.key {
            IndexKey::Column(name) => {
                // A quoted word that is no column is a text to SQLite (quirks.html, section 8).
                let stored = stored_column(table, name).ok_or_else(|| format!("{name} is no column"))?;
                let own = table.column(stored).and_then(|column| column.collation.clone());
                *name = stored.to_owned();
                if let Some(written) = part.collation.take()
                    && collation(&written) != own
                {
                    part.collation = Some(written.to_ascii_uppercase());
                }
            }
            IndexKey::Expression(_) => {
                part.collation = part.collation.take().map(|written| written.to_ascii_uppercase());
            }
        }
    }
    Ok(index)
}

fn key(name: &str) -> String {
    name.to_ascii_lowercase()
}

fn is_virtual(entry: &Entry) -> bool {
    entry.kind == "table" && entry.root == 0
}

/// The module behind a virtual table: the word behind `USING`.
fn module(entry: &Entry) -> String {
    let found = tokens(Engine::Sqlite, entry.sql.as_deref().unwrap_or_default());
    let using = found.iter().position(|token| token.is_word("using"));
    using.and_then(|using| found.get(using + 1)).and_then(|token| token.name()).unwrap_or_default()
}

/// SQLite keeps names that begin with `sqlite_` for itself (fileformat2.html, section 2.6.1).
fn is_engines(name: &str) -> bool {
    name.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("sqlite_"))
}

/// Whether an object is the engine's, SeaORM's history or a companion of it.
fn is_left_out(name: &str) -> bool {
    is_engines(name) || is_companion(name)
}
