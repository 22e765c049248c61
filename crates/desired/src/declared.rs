//! Joins what entities print and what is declared beside them to one schema. Leaves out finding and reading either.

use std::collections::{BTreeMap, BTreeSet};

use driftline_schema::{
    AutoIncrement, Check, Column, Engine, EnumType, ForeignKey, Generated, Index, IndexKey, NotCompared, ObjectName,
    PrimaryKey, Schema, Table, Unique,
};
use sea_orm::sea_query::{ColumnType, SchemaName, TableCreateStatement, TableName, TableRef};

use crate::clause::{Definition, definition};
use crate::declaration::{Declaration, Registration};
use crate::printed::PrintedTable;
use crate::registry::{Entity, Notes, add_enum, default_namespace_left_out, entities, is_under, module_prefix};
use crate::{DesiredError, names, types};

/// What the entities declare for one engine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declared {
    /// The schema in the engine's words, not yet canonical where only the engine knows the canonical form.
    pub schema: Schema,
    /// Tables that say what they were called before: new name, old name.
    pub renamed_tables: Vec<(ObjectName, ObjectName)>,
    /// Columns that say what they were called before: table (new name), new name, old name.
    pub renamed_columns: Vec<(ObjectName, String, String)>,
    /// The Rust module of each table's entity, for messages.
    pub modules: BTreeMap<ObjectName, String>,
}

/// Turns every entity registered below the module `prefix` (`entity`), with the declarations beside it, into a schema.
/// Needs no database; equal entities give equal values in every process.
///
/// # Errors
/// See [`DesiredError`]: no entity, two entities on one table, names that the engine makes one, text in `extra` that has
/// no place in a schema, declarations that do not fit their entity.
pub fn declared(engine: Engine, prefix: &str) -> Result<Declared, DesiredError> {
    if engine == Engine::MySql {
        return Err(DesiredError::Engine { engine });
    }
    let prefix = module_prefix(prefix);
    let (entities, mut enums) = entities(engine, &prefix)?;
    let mut besides = declarations(engine, &prefix, &entities, &mut enums)?;
    let mut declared = Declared {
        schema: Schema::empty(engine),
        renamed_tables: Vec::new(),
        renamed_columns: Vec::new(),
        modules: BTreeMap::new(),
    };
    let mut taken = Taken { engine, names: BTreeMap::new() };
    for entity in entities.values() {
        let beside = besides.remove(&entity.name);
        add_entity(engine, entity, beside, &enums, &mut declared, &mut taken)?;
    }
    if engine == Engine::Postgres {
        let columns = declared.schema.tables.values().flat_map(|table| &table.columns);
        let used: BTreeSet<_> = columns.filter_map(|column| column.user_type.clone()).collect();
        for kind in enums.into_values() {
            let name = ObjectName::new(engine.stored_identifier(&kind.name.name));
            if !used.contains(&name) {
                continue;
            }
            taken.take(None, &name.name, format!("the type `{}`", kind.name))?;
            declared.schema.enums.insert(name.clone(), EnumType { name, ..kind });
        }
    }
    Ok(declared)
}

/// What stands beside one entity: the declaration, and the typed statement it gives access to.
struct Beside {
    declaration: Declaration,
    notes: Notes,
}

/// Runs the declarations under the prefix; several for one entity add up.
fn declarations(
    engine: Engine,
    prefix: &str,
    entities: &BTreeMap<ObjectName, Entity>,
    enums: &mut BTreeMap<String, EnumType>,
) -> Result<BTreeMap<ObjectName, Beside>, DesiredError> {
    let mut registrations: Vec<_> =
        inventory::iter::<Registration>().filter(|registration| is_under(registration.module, prefix)).collect();
    registrations.sort_by_key(|registration| (registration.module, registration.line));
    let mut besides = BTreeMap::new();
    for registration in registrations {
        let lowered = (registration.lowered)();
        let table = table_name(lowered.get_table_name());
        if !entities.contains_key(&table) {
            return Err(DesiredError::NoTable { module: registration.module.to_owned(), table });
        }
        for kind in enums_of(&lowered) {
            add_enum(enums, kind)?;
        }
        let beside = besides.entry(table.clone()).or_insert_with(|| Beside {
            declaration: Declaration::new(engine, table, registration.module),
            notes: Notes::of(&lowered),
        });
        registration.module.clone_into(&mut beside.declaration.module);
        (registration.fill)(&mut beside.declaration);
        if let Some((what, reason)) = beside.declaration.problems.first() {
            let (module, what, reason) = (registration.module.to_owned(), what.clone(), reason.clone());
            return Err(DesiredError::Declaration { module, what, engine, reason });
        }
    }
    Ok(besides)
}

fn table_name(table: Option<&TableRef>) -> ObjectName {
    let Some(TableRef::Table(TableName(namespace, name), _)) = table else { return ObjectName::new("") };
    let namespace = namespace.as_ref().map(|SchemaName(_, namespace)| namespace.to_string());
    default_namespace_left_out(Some(ObjectName { namespace, name: name.to_string() }))
}

/// Enumerated types of a typed statement, those behind arrays too, for which SeaORM itself creates none.
fn enums_of(statement: &TableCreateStatement) -> Vec<EnumType> {
    let mut found = Vec::new();
    for column in statement.get_columns() {
        let mut kind = column.get_column_type();
        while let Some(ColumnType::Array(element)) = kind {
            kind = Some(element);
        }
        if let Some(ColumnType::Enum { name, variants }) = kind {
            let labels = variants.iter().map(ToString::to_string).collect();
            found.push(EnumType { name: ObjectName::new(name.to_string()), labels, comment: None });
        }
    }
    found
}

fn add_entity(
    engine: Engine,
    entity: &Entity,
    beside: Option<Beside>,
    enums: &BTreeMap<String, EnumType>,
    declared: &mut Declared,
    taken: &mut Taken,
) -> Result<(), DesiredError> {
    let module = &entity.module;
    if let (Engine::Sqlite, Some(namespace)) = (engine, &entity.name.namespace) {
        let (module, namespace) = (module.clone(), namespace.clone());
        return Err(DesiredError::Namespace { module, namespace, engine });
    }
    let name = stored(engine, &entity.name);
    taken.take(name.namespace.as_deref(), &name.name, format!("the table `{}` of {module}", entity.name))?;
    let mut builder =
        Builder { engine, module, entity, enums, typed: beside.is_some(), table: Table::new(name.clone()) };
    builder.columns()?;
    builder.keys();
    let (declaration, typed_notes) =
        beside.map_or((None, None), |beside| (Some(beside.declaration), Some(beside.notes)));
    let notes = typed_notes.or_else(|| entity.notes.clone());
    if notes.is_none() && engine == Engine::Postgres {
        declared.schema.not_compared.push(NotCompared {
            object: format!("comments and renamed_from of table {name}"),
            reason: format!(
                "SeaORM shows none for a table with a type only PostgreSQL has; add `driftline_desired::declare!(Entity);` to \
                 {module}"
            ),
        });
    }
    let mut notes = notes.unwrap_or_default();
    if let Some(declaration) = declaration {
        builder.declared_beside(&declaration, &mut notes)?;
        if let Some(old) = &declaration.renamed_from {
            declared.renamed_tables.push((name.clone(), name.sibling(engine.stored_identifier(old))));
        }
    }
    for (column, old) in &notes.renamed_from {
        declared.renamed_columns.push((name.clone(), engine.stored_identifier(column), engine.stored_identifier(old)));
    }
    if engine != Engine::Sqlite {
        builder.comments(notes);
    }
    let mut table = builder.table;
    table.sort();
    taken.members(module, &table)?;
    declared.schema.namespaces.extend(name.namespace.clone());
    declared.modules.insert(name, module.clone());
    declared.schema.insert_table(table);
    Ok(())
}

fn stored(engine: Engine, name: &ObjectName) -> ObjectName {
    ObjectName {
        namespace: name.namespace.as_deref().map(|namespace| engine.stored_identifier(namespace)),
        name: engine.stored_identifier(&name.name),
    }
}

/// Builds one table.
struct Builder<'a> {
    engine: Engine,
    module: &'a str,
    entity: &'a Entity,
    enums: &'a BTreeMap<String, EnumType>,
    /// Whether the entity's typed statement was seen, so that every enum of it is known.
    typed: bool,
    table: Table,
}

impl Builder<'_> {
    fn columns(&mut self) -> Result<(), DesiredError> {
        let printed = match self.engine {
            Engine::Sqlite => self.entity.sqlite.as_ref().ok_or_else(|| self.no_such_type())?,
            _ => &self.entity.postgres,
        };
        let mut full_names: BTreeMap<String, String> = BTreeMap::new();
        for (name, text) in &printed.columns {
            let stored = self.engine.stored_identifier(name);
            if let Some(other) = full_names.insert(stored.clone(), name.clone()) {
                return Err(DesiredError::SameName {
                    engine: self.engine,
                    first: format!("column `{other}` of {}", self.module),
                    second: format!("column `{name}` of {}", self.module),
                    stored,
                });
            }
            let known = self.enums.keys().map(String::as_str).filter(|_| self.engine == Engine::Postgres);
            let read = definition(self.engine, text, known).map_err(|found| DesiredError::Extra {
                module: self.module.to_owned(),
                column: name.clone(),
                found,
                extra: text.clone(),
            })?;
            self.column(stored, read)?;
        }
        if !printed.primary_key.is_empty() {
            let columns = self.stored_columns(&printed.primary_key);
            self.primary_key(columns, false);
        }
        Ok(())
    }

    fn no_such_type(&self) -> DesiredError {
        let PrintedTable { columns, .. } = &self.entity.postgres;
        let words = |definition: &str| crate::clause::type_words(Engine::Postgres, definition).to_owned();
        let found = columns.iter().find(|(_, definition)| types::is_postgres_only(&words(definition)));
        let (column, data_type) = found.map(|(name, definition)| (name.clone(), words(definition))).unwrap_or_default();
        DesiredError::Type { module: self.module.to_owned(), column, data_type, engine: self.engine }
    }

    fn column(&mut self, name: String, read: Definition) -> Result<(), DesiredError> {
        let mut column = Column::new(name.clone(), "");
        (column.data_type, column.user_type) = self.data_type(&name, &read.data_type)?;
        column.nullable = !(read.not_null || read.primary_key);
        column.default = read.default;
        column.auto_increment = read.auto_increment;
        column.generated = read.generated;
        column.collation = read.collation;
        if let Some(plain) = self.serial(&column) {
            let sequence = format!("{}_{name}_seq", self.table.name.name);
            column.auto_increment =
                Some(AutoIncrement::Serial { sequence: self.table.name.sibling(names::fitting(sequence)) });
            column.data_type = plain.to_owned();
        }
        if read.primary_key {
            let is_rowid = column.auto_increment == Some(AutoIncrement::Keyword);
            self.primary_key(vec![name.clone()], is_rowid);
        }
        if read.unique {
            self.unique(None, vec![name]);
        }
        self.table.checks.extend(
            read.checks
                .into_iter()
                .map(|check| Check { name: check.name.map(|name| self.engine.stored_identifier(&name)), ..check }),
        );
        self.table.columns.push(column);
        Ok(())
    }

    /// PostgreSQL manual 8.1.4: `serial` is an integer with a sequence of its own.
    fn serial(&self, column: &Column) -> Option<&'static str> {
        match column.data_type.to_lowercase().as_str() {
            _ if self.engine != Engine::Postgres => None,
            "smallserial" => Some("smallint"),
            "serial" => Some("integer"),
            "bigserial" => Some("bigint"),
            _ => None,
        }
    }

    fn data_type(&self, column: &str, printed: &str) -> Result<(String, Option<ObjectName>), DesiredError> {
        if self.engine == Engine::Sqlite {
            return Ok((types::sqlite(printed), None));
        }
        let element = printed.trim_end_matches(['[', ']', ' ']);
        // PostgreSQL keeps no number of dimensions: `mood[][]` is `mood[]`.
        let marks = if element.len() < printed.len() { "[]" } else { "" };
        if let Some(kind) = self.enums.get(element) {
            let name = ObjectName::new(self.engine.stored_identifier(&kind.name.name));
            return Ok((format!("{}{marks}", format_type(&name.name)), Some(name)));
        }
        let canonical = types::postgres(element);
        if !marks.is_empty() && !self.typed && !types::is_postgres_builtin(&canonical) {
            return Err(DesiredError::UnknownElement {
                module: self.module.to_owned(),
                column: column.to_owned(),
                data_type: element.to_owned(),
            });
        }
        Ok((format!("{canonical}{marks}"), None))
    }

    /// SQLite takes AUTOINCREMENT only within the column, where the key has no name.
    fn primary_key(&mut self, columns: Vec<String>, within_column: bool) {
        let name = (!within_column).then(|| names::primary_key(&self.table.name.name));
        self.table.primary_key = Some(PrimaryKey { name, columns, conflict: None });
    }

    fn unique(&mut self, name: Option<&str>, columns: Vec<String>) {
        let name = match name {
            Some(name) => self.engine.stored_identifier(name),
            None => names::unique(&self.table.name.name, &columns),
        };
        self.table.uniques.push(Unique {
            name: Some(name),
            columns,
            nulls_not_distinct: false,
            deferrable: driftline_schema::Deferrable::No,
            conflict: None,
        });
    }

    fn stored_columns(&self, columns: &[String]) -> Vec<String> {
        columns.iter().map(|column| self.engine.stored_identifier(column)).collect()
    }

    /// Foreign keys and indexes have the names SeaORM gives them on PostgreSQL, on both engines.
    fn keys(&mut self) {
        for printed in &self.entity.postgres.foreign_keys {
            let generated = names::foreign_key(&self.entity.name.name, &printed.columns);
            let name = printed.name.as_ref().map(|name| {
                if *name == generated { names::fitting(generated) } else { self.engine.stored_identifier(name) }
            });
            let key = ForeignKey {
                name,
                columns: self.stored_columns(&printed.columns),
                references: stored(self.engine, &default_namespace_left_out(Some(printed.references.clone()))),
                referenced_columns: self.stored_columns(&printed.referenced_columns),
                ..printed.clone()
            };
            if !self.table.foreign_keys.contains(&key) {
                self.table.foreign_keys.push(key);
            }
        }
        for printed in &self.entity.indexes {
            let mut index = printed.clone();
            index.name = names::fitting(index.name);
            self.store_columns_of(&mut index);
            self.table.indexes.push(index);
        }
    }

    fn store_columns_of(&self, index: &mut Index) {
        for part in &mut index.parts {
            if let IndexKey::Column(name) = &mut part.key {
                *name = self.engine.stored_identifier(name);
            }
        }
        index.include = self.stored_columns(&index.include);
    }

    fn comments(&mut self, notes: Notes) {
        self.table.comment = notes.comment;
        for (name, comment) in notes.column_comments {
            let stored = self.engine.stored_identifier(&name);
            if let Some(column) = self.table.columns.iter_mut().find(|column| column.name == stored) {
                column.comment = Some(comment);
            }
        }
    }

    fn declared_beside(&mut self, declaration: &Declaration, notes: &mut Notes) -> Result<(), DesiredError> {
        for index in &declaration.indexes {
            let mut index = index.clone();
            self.store_columns_of(&mut index);
            let columns = index.parts.iter().filter_map(|part| match &part.key {
                IndexKey::Column(name) => Some(name),
                IndexKey::Expression(_) => None,
            });
            let what = format!("index `{}`", index.name);
            self.exist(declaration, &what, columns.chain(&index.include))?;
            index.name = if index.name.starts_with("idx-") {
                names::fitting(index.name)
            } else {
                self.engine.stored_identifier(&index.name)
            };
            self.table.indexes.push(index);
        }
        for (name, expression) in &declaration.checks {
            let name = Some(self.engine.stored_identifier(name));
            self.table.checks.push(Check::new(name, expression.clone()));
        }
        for (name, columns) in &declaration.uniques {
            let columns = self.stored_columns(columns);
            self.exist(declaration, &format!("unique `{name}`"), columns.iter())?;
            self.unique(Some(name), columns);
        }
        self.declared_foreign_keys(declaration)?;
        self.declared_columns(declaration, notes)?;
        notes.comment = declaration.comment.clone().or(notes.comment.take());
        Ok(())
    }

    fn declared_foreign_keys(&mut self, declaration: &Declaration) -> Result<(), DesiredError> {
        for wanted in &declaration.foreign_keys {
            let columns = self.stored_columns(&wanted.columns);
            let engine = self.engine;
            let Some(key) = self.table.foreign_keys.iter_mut().find(|key| key.columns == columns) else {
                return Err(DesiredError::NoForeignKey {
                    module: declaration.module.clone(),
                    table: self.table.name.clone(),
                    columns: columns.join(", "),
                });
            };
            if let Some(name) = &wanted.name {
                key.name = Some(engine.stored_identifier(name));
            }
            key.deferrable = wanted.deferrable;
            key.match_full = wanted.match_full;
        }
        Ok(())
    }

    fn declared_columns(&mut self, declaration: &Declaration, notes: &mut Notes) -> Result<(), DesiredError> {
        for (name, wanted) in &declaration.columns {
            let stored = self.engine.stored_identifier(name);
            self.exist(declaration, &format!("column(\"{name}\")"), std::iter::once(&stored))?;
            let Some(column) = self.table.columns.iter_mut().find(|column| column.name == stored) else { continue };
            if let Some(collation) = &wanted.collation {
                column.collation = Some(collation.clone());
            }
            if let Some((expression, stored)) = &wanted.generated {
                column.generated = Some(Generated { expression: expression.clone(), stored: *stored });
            }
            if let Some(comment) = &wanted.comment {
                notes.column_comments.insert(name.clone(), comment.clone());
            }
            if let Some(old) = &wanted.renamed_from {
                notes.renamed_from.insert(name.clone(), old.clone());
            }
        }
        Ok(())
    }

    fn exist<'n>(
        &self,
        declaration: &Declaration,
        what: &str,
        mut columns: impl Iterator<Item = &'n String>,
    ) -> Result<(), DesiredError> {
        let Some(missing) = columns.find(|column| self.table.column(column).is_none()) else { return Ok(()) };
        Err(DesiredError::NoColumn {
            module: declaration.module.clone(),
            table: self.table.name.to_string(),
            column: missing.clone(),
            what: what.to_owned(),
            columns: self.table.columns.iter().map(|column| column.name.as_str()).collect::<Vec<_>>().join(", "),
        })
    }
}

/// A type's name as `format_type` prints it: quoted unless it is lower-case letters, digits and underscores.
fn format_type(name: &str) -> String {
    let is_plain =
        name.bytes().enumerate().all(|(at, b)| b == b'_' || b.is_ascii_lowercase() || (at > 0 && b.is_ascii_digit()));
    if is_plain { name.to_owned() } else { Engine::Postgres.quote(name) }
}

/// Names that are given away: tables and indexes share one space in both engines, on PostgreSQL with types and the
/// indexes behind keys (manual 5.9, SQLite "CREATE INDEX").
struct Taken {
    engine: Engine,
    names: BTreeMap<(Option<String>, String), String>,
}

impl Taken {
    fn take(&mut self, namespace: Option<&str>, name: &str, what: String) -> Result<(), DesiredError> {
        let folded = if self.engine == Engine::Sqlite { name.to_lowercase() } else { name.to_owned() };
        match self.names.insert((namespace.map(str::to_owned), folded), what.clone()) {
            None => Ok(()),
            Some(first) => {
                Err(DesiredError::SameName { engine: self.engine, first, second: what, stored: name.to_owned() })
            }
        }
    }

    fn members(&mut self, module: &str, table: &Table) -> Result<(), DesiredError> {
        let mut within: BTreeMap<&str, &'static str> = BTreeMap::new();
        let key = |name: &'static str| move |member: &'_ Option<String>| member.clone().map(|found| (name, found));
        let mut constraints: Vec<(&'static str, String)> = Vec::new();
        constraints.extend(table.primary_key.as_ref().and_then(|member| key("primary key")(&member.name)));
        constraints.extend(table.uniques.iter().filter_map(|member| key("unique")(&member.name)));
        let relations = constraints.len();
        constraints.extend(table.foreign_keys.iter().filter_map(|member| key("foreign key")(&member.name)));
        constraints.extend(table.checks.iter().filter_map(|member| key("check")(&member.name)));
        for (kind, name) in &constraints {
            if let Some(first) = within.insert(name, kind) {
                let (module, name) = (module.to_owned(), name.clone());
                return Err(DesiredError::DuplicateMember { module, name, first, second: kind });
            }
        }
        let namespace = table.name.namespace.as_deref();
        if self.engine == Engine::Postgres {
            for (kind, name) in &constraints[..relations] {
                self.take(namespace, name, format!("the {kind} `{name}` of {module}"))?;
            }
        }
        for index in &table.indexes {
            self.take(namespace, &index.name, format!("the index `{}` of {module}", index.name))?;
        }
        Ok(())
    }
}
