//! Joins what entities print and what is declared beside them to one schema. Leaves out finding and reading either.

use std::collections::{BTreeMap, BTreeSet};

use driftline_schema::{Absent, Engine, EnumType, NotCompared, ObjectName, Schema, Table};
use sea_orm::sea_query::{ColumnType, SchemaName, TableCreateStatement, TableName, TableRef};

use crate::declaration::{Declaration, Registration, same_name};
use crate::registry::{Entity, Notes, add_enum, default_namespace_left_out, entities, is_under, module_prefix};
use crate::schema_declaration::{SchemaDeclaration, SchemaRegistration};
use crate::table::{Builder, stored};
use crate::taken::Taken;
use crate::unheld::{LeftOut, Unheld, leave_out};
use crate::{DesiredError, mysql};

/// What the entities declare for one engine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declared {
    /// The schema in the engine's words, not yet canonical where only the engine knows the canonical form.
    pub schema: Schema,
    /// Tables that say what they were called before: new name, old name.
    pub renamed_tables: Vec<(ObjectName, ObjectName)>,
    /// Columns that say what they were called before: table (new name), new name, old name.
    pub renamed_columns: Vec<(ObjectName, String, String)>,
    /// Labels of enumerated types that say what they were called before: table (new name), column, new label, old label.
    pub renamed_labels: Vec<(ObjectName, String, String, String)>,
    /// The Rust module of each table's entity, for messages.
    pub modules: BTreeMap<ObjectName, String>,
    /// What the entities declare and the engine cannot hold; `schema` is without it and names it as not compared.
    pub unheld: Vec<Unheld>,
    /// What is declared to be gone.
    pub absent: Absent,
}

/// Turns every entity registered below the module `prefix` (`entity`), with the declarations beside it, into a schema.
/// Needs no database; equal entities give equal values in every process.
///
/// # Errors
/// See [`DesiredError`]: no entity, two entities on one table, names that the engine makes one, text in `extra` that has
/// no place in a schema, declarations that do not fit their entity, names and keys that the engine refuses. A type that the
/// engine does not have is no error: see [`Declared::unheld`].
pub fn declared(engine: Engine, prefix: &str) -> Result<Declared, DesiredError> {
    let prefix = module_prefix(prefix);
    let (entities, mut enums) = entities(engine, &prefix)?;
    let mut besides = declarations(engine, &prefix, &entities, &mut enums)?;
    let mut declared = Declared {
        schema: Schema::empty(engine),
        renamed_tables: Vec::new(),
        renamed_columns: Vec::new(),
        renamed_labels: Vec::new(),
        modules: BTreeMap::new(),
        unheld: Vec::new(),
        absent: Absent::default(),
    };
    let beside_tables = schema_declarations(engine, &prefix)?;
    let views: BTreeSet<ObjectName> =
        beside_tables.iter().flat_map(|(_, declared)| &declared.views).map(|view| view.view.name.clone()).collect();
    let mut taken = Taken::new(engine);
    let mut left_out = Vec::new();
    for entity in entities.values() {
        // The entity reads the view.
        if views.contains(&stored(engine, &entity.name)) {
            continue;
        }
        let beside = besides.remove(&entity.name);
        left_out.extend(add_entity(engine, entity, beside, &enums, &mut declared, &mut taken)?);
    }
    for mut left in left_out {
        declared.schema.tables.values_mut().for_each(|table| left.take_references(table));
        let unheld = left.said();
        declared.schema.not_compared.push(unheld.not_compared());
        declared.unheld.push(unheld);
    }
    for table in declared.schema.tables.values_mut() {
        if engine == Engine::MySql {
            mysql::leave_out_what_came_along(table);
        }
        taken.members(declared.modules.get(&table.name).map_or("", String::as_str), table)?;
    }
    for (module, beside) in beside_tables {
        add_beside_tables(engine, module, beside, &mut declared, &mut taken)?;
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

/// Runs the declarations of what stands beside tables, under the prefix.
fn schema_declarations(engine: Engine, prefix: &str) -> Result<Vec<(&'static str, SchemaDeclaration)>, DesiredError> {
    let mut registrations: Vec<_> =
        inventory::iter::<SchemaRegistration>().filter(|registration| is_under(registration.module, prefix)).collect();
    registrations.sort_by_key(|registration| (registration.module, registration.line));
    let mut found = Vec::new();
    for registration in registrations {
        let mut declaration = SchemaDeclaration::new(engine);
        (registration.fill)(&mut declaration);
        if let Some((what, reason)) = declaration.problem() {
            let (module, what, reason) = (registration.module.to_owned(), what.clone(), reason.clone());
            return Err(DesiredError::Declaration { module, what, engine, reason });
        }
        found.push((registration.module, declaration));
    }
    Ok(found)
}

fn add_beside_tables(
    engine: Engine,
    module: &str,
    beside: SchemaDeclaration,
    declared: &mut Declared,
    taken: &mut Taken,
) -> Result<(), DesiredError> {
    let schema = &mut declared.schema;
    for view in beside.views {
        let view = view.view;
        taken.take(view.name.namespace.as_deref(), &view.name.name, format!("the view `{}` of {module}", view.name))?;
        schema.namespaces.extend(view.name.namespace.clone());
        schema.views.insert(view.name.clone(), view);
    }
    for object in beside.objects {
        schema.namespaces.extend(object.id.name.namespace.clone());
        if let Some(first) = schema.objects.insert(object.id.clone(), object.clone()) {
            let what = format!("the {} `{}`", first.id.kind.word(), first.id.name);
            return Err(DesiredError::SameName {
                engine,
                first: what.clone(),
                second: format!("{what} of {module}"),
                stored: first.id.name.name,
            });
        }
    }
    for (on, trigger) in beside.triggers {
        let same = |name: &ObjectName| same_name(engine, name, &on);
        if let Some(view) = schema.views.values_mut().find(|view| same(&view.name)) {
            view.triggers.push(trigger);
            view.triggers.sort_by(|a, b| a.name.cmp(&b.name));
        } else if let Some(table) = schema.tables.values_mut().find(|table| same(&table.name)) {
            table.triggers.push(trigger);
            table.sort();
        } else {
            return Err(DesiredError::Declaration {
                module: module.to_owned(),
                what: format!("trigger {}", trigger.name),
                engine,
                reason: format!("{on} is neither a table of an entity nor a declared view"),
            });
        }
    }
    declared.absent.views.extend(beside.absent.views);
    declared.absent.triggers.extend(beside.absent.triggers);
    declared.absent.objects.extend(beside.absent.objects);
    Ok(())
}

/// What stands beside one entity: the declaration, and the typed statement it gives access to.
struct Beside {
    declaration: Declaration,
    lowered: TableCreateStatement,
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
        let beside = besides
            .entry(table.clone())
            .or_insert_with(|| Beside { declaration: Declaration::new(engine, table, registration.module), lowered });
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

/// Adds the entity's table, or nothing of it where its primary key cannot be held; what is left out is given back.
fn add_entity(
    engine: Engine,
    entity: &Entity,
    beside: Option<Beside>,
    enums: &BTreeMap<String, EnumType>,
    declared: &mut Declared,
    taken: &mut Taken,
) -> Result<Vec<LeftOut>, DesiredError> {
    let module = &entity.module;
    if let (Engine::Sqlite | Engine::MySql, Some(namespace)) = (engine, &entity.name.namespace) {
        let (module, namespace) = (module.clone(), namespace.clone());
        return Err(DesiredError::Namespace { module, namespace, engine });
    }
    let name = stored(engine, &entity.name);
    taken.take(name.namespace.as_deref(), &name.name, format!("the table `{}` of {module}", entity.name))?;
    let (declaration, typed) = beside.map(|beside| (beside.declaration, beside.lowered)).unzip();
    let mut builder = Builder {
        engine,
        module,
        entity,
        enums,
        typed: typed.as_ref(),
        missing: BTreeMap::new(),
        table: Table::new(name.clone()),
    };
    builder.columns()?;
    builder.keys();
    let notes = typed.as_ref().map(Notes::of).or_else(|| entity.notes.clone());
    let unseen = notes.is_none().then(|| unseen_notes(engine, &name, module));
    let mut notes = notes.unwrap_or_default();
    if let Some(declaration) = &declaration {
        builder.declared_beside(declaration, &mut notes)?;
    }
    builder.name_checks();
    let Builder { mut table, missing, .. } = builder;
    let mut left_out = leave_out(engine, &mut table, &missing);
    declared.modules.insert(name.clone(), module.clone());
    if left_out.iter().any(LeftOut::is_whole_table) {
        return Ok(left_out);
    }
    declared.schema.not_compared.extend(unseen);
    left_out.extend(
        declaration
            .iter()
            .flat_map(|declaration| &declaration.unheld)
            .map(|(what, reason)| LeftOut::index(engine, &name, what.strip_prefix("index ").unwrap_or(what), reason)),
    );
    let dropped = declaration.iter().flat_map(|declaration| &declaration.dropped_triggers);
    declared.absent.triggers.extend(dropped.map(|trigger| (name.clone(), engine.stored_identifier(trigger))));
    for (column, wanted) in declaration.iter().flat_map(|declaration| &declaration.columns) {
        let column = engine.stored_identifier(column);
        let labels = wanted.renamed_labels.iter().filter(|_| table.column(&column).is_some());
        declared
            .renamed_labels
            .extend(labels.map(|(new, old)| (name.clone(), column.clone(), new.clone(), old.clone())));
    }
    if let Some(old) = declaration.and_then(|declaration| declaration.renamed_from) {
        declared.renamed_tables.push((name.clone(), name.sibling(engine.stored_identifier(&old))));
    }
    for (column, old) in &notes.renamed_from {
        let column = engine.stored_identifier(column);
        if table.column(&column).is_some() {
            declared.renamed_columns.push((name.clone(), column, engine.stored_identifier(old)));
        }
    }
    if engine != Engine::Sqlite {
        comments(engine, &mut table, notes);
    }
    table.sort();
    declared.schema.namespaces.extend(name.namespace);
    declared.schema.insert_table(table);
    Ok(left_out)
}

fn unseen_notes(engine: Engine, table: &ObjectName, module: &str) -> NotCompared {
    let what = if engine == Engine::Sqlite { "renamed_from" } else { "comments and renamed_from" };
    NotCompared {
        object: format!("{what} of table {table}"),
        reason: format!(
            "SeaORM shows none for a table with a type only PostgreSQL has; add `driftline_desired::declare!(Entity);` to \
             {module}"
        ),
    }
}

fn comments(engine: Engine, table: &mut Table, notes: Notes) {
    table.comment = notes.comment;
    for (name, comment) in notes.column_comments {
        let stored = engine.stored_identifier(&name);
        if let Some(column) = table.columns.iter_mut().find(|column| column.name == stored) {
            column.comment = Some(comment);
        }
    }
}
