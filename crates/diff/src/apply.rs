//! Carries renames out on a schema value, with everything that hangs on a name. Leaves out deciding what is a rename.

use std::borrow::Cow;
use std::collections::BTreeSet;

use driftline_schema::sql::{TokenKind, mentions, rename_column as rename_column_of_text, rename_identifier, tokens};
use driftline_schema::{Engine, Foundation, IndexKey, Object, ObjectName, Schema, Sql, Table, View};

use crate::{Change, Renames};

/// The schema under its new names, and the renames in an order that can be run: no step takes a name still in use.
///
/// A rename whose old name does not exist, or whose new name is never free (a swap), is left out. SQLite and MySQL take
/// names that differ only in letter case for one column, so such a pair in `desired` is a rename without being asked.
pub(crate) fn renamed<'a>(current: &'a Schema, desired: &Schema, renames: &Renames) -> (Cow<'a, Schema>, Vec<Change>) {
    let mut schema = Cow::Borrowed(current);
    let mut changes = Vec::new();
    run_in_order(&renames.tables, |(from, to)| {
        let is_possible = schema.tables.contains_key(from) && !schema.tables.contains_key(to);
        if is_possible {
            rename_table(schema.to_mut(), from, to);
            changes.push(Change::RenameTable { from: from.clone(), to: to.clone() });
        }
        is_possible
    });
    let mut columns = renames.columns.clone();
    columns.extend(case_changes(&schema, desired, &columns));
    columns.sort();
    run_in_order(&columns, |(table, from, to)| {
        let is_possible = schema.tables.get(table).is_some_and(|table| {
            table.column(from).is_some() && (table.column(to).is_none() || same_name(current.engine, from, to))
        });
        if is_possible {
            rename_column(schema.to_mut(), table, from, to);
            changes.push(Change::RenameColumn { table: table.clone(), from: from.clone(), to: to.clone() });
            for child in descendants(&schema, table) {
                changes.push(Change::RenameColumn { table: child, from: from.clone(), to: to.clone() });
            }
        }
        is_possible
    });
    (schema, changes)
}

/// Runs each item once, again and again over those that were not possible yet, until none is.
fn run_in_order<T>(items: &[T], mut run: impl FnMut(&T) -> bool) {
    let mut waiting: Vec<&T> = items.iter().collect();
    loop {
        let before = waiting.len();
        waiting.retain(|item| !run(item));
        if waiting.is_empty() || waiting.len() == before {
            return;
        }
    }
}

/// Whether the engine takes the two for one name of a column.
pub(crate) fn same_name(engine: Engine, one: &str, other: &str) -> bool {
    match engine {
        Engine::Postgres => one == other,
        Engine::Sqlite | Engine::MySql => one.eq_ignore_ascii_case(other),
    }
}

/// The tables that inherit from this one or are its partitions, and theirs, in order of their names.
pub(crate) fn descendants(schema: &Schema, table: &ObjectName) -> Vec<ObjectName> {
    let mut found = BTreeSet::new();
    let mut open = vec![table.clone()];
    while let Some(parent) = open.pop() {
        for child in schema.tables.values().filter(|child| child.parents().any(|name| *name == parent)) {
            if found.insert(child.name.clone()) {
                open.push(child.name.clone());
            }
        }
    }
    found.into_iter().collect()
}

fn case_changes(
    current: &Schema,
    desired: &Schema,
    decided: &[(ObjectName, String, String)],
) -> Vec<(ObjectName, String, String)> {
    if current.engine == Engine::Postgres {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (name, table) in &current.tables {
        let Some(wanted) = desired.tables.get(name) else { continue };
        for column in table.columns.iter().filter(|column| wanted.column(&column.name).is_none()) {
            let spelt = wanted.columns.iter().find(|other| same_name(current.engine, &column.name, &other.name));
            let is_decided = decided.iter().any(|(table, from, _)| table == name && *from == column.name);
            if let (Some(spelt), false) = (spelt, is_decided) {
                found.push((name.clone(), column.name.clone(), spelt.name.clone()));
            }
        }
    }
    found
}

/// Gives a table another name wherever the schema speaks of it. Sequences keep theirs, as in every engine.
pub fn rename_table(schema: &mut Schema, from: &ObjectName, to: &ObjectName) {
    let Some(mut table) = schema.tables.remove(from) else { return };
    table.name = to.clone();
    schema.tables.insert(to.clone(), table);
    let engine = schema.engine;
    for table in schema.tables.values_mut() {
        for key in table.foreign_keys.iter_mut().filter(|key| key.references == *from) {
            key.references = to.clone();
        }
        for text in own_texts(table) {
            rename_in(engine, text, &from.name, &to.name);
        }
        if let Some(partition) = table.options.partition_of.as_mut().filter(|partition| partition.parent == *from) {
            partition.parent = to.clone();
        }
        for parent in table.options.inherits.iter_mut().filter(|parent| **parent == *from) {
            *parent = to.clone();
        }
        table.sort();
    }
    for view in schema.views.values_mut() {
        for text in view_texts(view) {
            rename_in(engine, text, &from.name, &to.name);
        }
    }
    rename_under_objects(
        schema,
        |object| stands_on_table(engine, object, from),
        |object| {
            rename_in(engine, &mut object.definition, &from.name, &to.name);
            if mentions(engine, &object.id.arguments, &from.name) {
                object.id.arguments = rename_in_types(engine, &object.id.arguments, &from.name, &to.name);
            }
            let stands_on = std::mem::take(&mut object.stands_on.0).into_iter().map(|found| match found {
                Foundation::Relation(name) if name == *from => Foundation::Relation(to.clone()),
                Foundation::Column(name, column) if name == *from => Foundation::Column(to.clone(), column),
                other => other,
            });
            object.stands_on.0 = stands_on.collect();
        },
    );
}

/// Gives what objects stand on another name: in their statements, in the types of their arguments and in what the catalog said.
/// The text of a routine stays, as in the engine.
fn rename_under_objects(schema: &mut Schema, found: impl Fn(&Object) -> bool, renamed: impl Fn(&mut Object)) {
    // Only PostgreSQL mends what stands on the name.
    if schema.engine != Engine::Postgres || !schema.objects.values().any(&found) {
        return;
    }
    for mut object in std::mem::take(&mut schema.objects).into_values() {
        if found(&object) {
            renamed(&mut object);
        }
        schema.insert_object(object);
    }
}

/// The types of arguments with another name in them, quoted where the server would: arguments tell objects apart to the letter.
fn rename_in_types(engine: Engine, arguments: &str, from: &str, to: &str) -> String {
    let renamed = rename_identifier(engine, arguments, from, to);
    let is_plain =
        to.bytes().enumerate().all(|(i, b)| b == b'_' || b.is_ascii_lowercase() || (i > 0 && b.is_ascii_digit()));
    if is_plain { renamed.replace(&engine.quote(to), to) } else { renamed }
}

/// Whether an object stands on a table; by its words where the catalog was not asked.
fn stands_on_table(engine: Engine, object: &Object, table: &ObjectName) -> bool {
    if object.stands_on.0.is_empty() {
        return mentions(engine, object.definition.text(), &table.name);
    }
    object.stands_on.0.iter().any(|found| match found {
        Foundation::Relation(name) | Foundation::Column(name, _) => name == table,
        Foundation::Object(_) | Foundation::Enum(_) => false,
    })
}

/// Texts of a table that may speak of any table: those of triggers, rules and policies.
fn own_texts(table: &mut Table) -> impl Iterator<Item = &mut Sql> {
    let rules = table.rules.iter_mut().map(|rule| &mut rule.definition);
    let policies = table.policies.iter_mut().flat_map(|policy| policy.using.iter_mut().chain(&mut policy.check));
    table.triggers.iter_mut().map(|trigger| &mut trigger.definition).chain(rules).chain(policies)
}

/// Texts of a view.
fn view_texts(view: &mut View) -> impl Iterator<Item = &mut Sql> {
    let rules = view.rules.iter_mut().map(|rule| &mut rule.definition);
    let triggers = view.triggers.iter_mut().map(|trigger| &mut trigger.definition);
    triggers.chain(rules).chain([&mut view.definition])
}

/// Gives a column another name in its table, in foreign keys of other tables, and in triggers and views that speak of
/// the table.
pub fn rename_column(schema: &mut Schema, table: &ObjectName, from: &str, to: &str) {
    let engine = schema.engine;
    let own: Vec<ObjectName> = descendants(schema, table).into_iter().chain([table.clone()]).collect();
    for name in &own {
        if let Some(own) = schema.tables.get_mut(name) {
            rename_own_column(engine, own, from, to);
        }
    }
    for other in schema.tables.values_mut() {
        for key in other.foreign_keys.iter_mut().filter(|key| key.references == *table) {
            rename_names(&mut key.referenced_columns, from, to);
        }
        let is_own = own.contains(&other.name);
        for text in own_texts(other) {
            if is_own || mentions(engine, text.text(), &table.name) {
                rename_column_in(engine, text, from, to);
            }
        }
        other.sort();
    }
    for view in schema.views.values_mut() {
        for text in view_texts(view) {
            if mentions(engine, text.text(), &table.name) {
                rename_column_in(engine, text, from, to);
            }
        }
    }
    rename_under_objects(
        schema,
        |object| stands_on_table(engine, object, table),
        |object| {
            let before = object.definition.clone();
            rename_column_in(engine, &mut object.definition, from, to);
            if before != object.definition && mentions(engine, before.text(), "atomic") {
                // The engine keeps the old name as that of a query's output (`w AS v`): the body counts as another one.
                object.definition = Sql::compared_as(engine, object.definition.text(), before.text());
            }
            let stands_on = std::mem::take(&mut object.stands_on.0).into_iter().map(|found| match found {
                Foundation::Column(name, column) if name == *table && column == from => {
                    Foundation::Column(name, to.to_owned())
                }
                other => other,
            });
            object.stands_on.0 = stands_on.collect();
        },
    );
}

fn rename_own_column(engine: Engine, table: &mut Table, from: &str, to: &str) {
    for column in &mut table.columns {
        if column.name == from {
            to.clone_into(&mut column.name);
        }
        if let Some(generated) = &mut column.generated {
            rename_column_in(engine, &mut generated.expression, from, to);
        }
        // Only MariaDB's and MySQL's defaults speak of columns, and always in quotes: a bare word is a function.
        let speaks = |default: &&mut Sql| engine == Engine::MySql && default.text().contains(&engine.quote(from));
        if let Some(default) = column.default.as_mut().filter(speaks) {
            rename_quoted(engine, default, from, to);
        }
    }
    if let Some(clause) = table.options.partition_by.as_mut().filter(|_| engine == Engine::MySql) {
        rename_column_in(engine, clause, from, to);
    }
    if let Some(key) = &mut table.primary_key {
        rename_names(&mut key.columns, from, to);
        rename_names(&mut key.include, from, to);
    }
    for unique in &mut table.uniques {
        rename_names(&mut unique.columns, from, to);
        rename_names(&mut unique.include, from, to);
    }
    for exclusion in &mut table.exclusions {
        rename_column_in(engine, &mut exclusion.definition, from, to);
    }
    if let Some(clause) = &mut table.options.partition_by {
        rename_column_in(engine, clause, from, to);
    }
    if table.inherited.columns.remove(from) {
        table.inherited.columns.insert(to.to_owned());
    }
    if let Some(members) = &mut table.inherited.members {
        rename_own_column(engine, members, from, to);
    }
    for index in &mut table.indexes {
        for part in &mut index.parts {
            match &mut part.key {
                IndexKey::Column(name) if name == from => to.clone_into(name),
                IndexKey::Column(_) => {}
                IndexKey::Expression(expression) => rename_column_in(engine, expression, from, to),
            }
        }
        rename_names(&mut index.include, from, to);
        if let Some(predicate) = &mut index.predicate {
            rename_column_in(engine, predicate, from, to);
        }
    }
    for key in &mut table.foreign_keys {
        rename_names(&mut key.columns, from, to);
        rename_names(&mut key.on_delete_columns, from, to);
    }
    for check in &mut table.checks {
        rename_column_in(engine, &mut check.expression, from, to);
        if check.column.as_deref() == Some(from) {
            check.column = Some(to.to_owned());
        }
    }
}

fn rename_names(names: &mut [String], from: &str, to: &str) {
    for name in names.iter_mut().filter(|name| *name == from) {
        to.clone_into(name);
    }
}

/// Renames where the name stands in quotes.
fn rename_quoted(engine: Engine, sql: &mut Sql, from: &str, to: &str) {
    let mut renamed = String::with_capacity(sql.text().len());
    let mut copied = 0;
    for token in tokens(engine, sql.text()) {
        if token.kind == TokenKind::QuotedName && token.text == engine.quote(from) {
            renamed.push_str(&sql.text()[copied..token.start]);
            renamed.push_str(&engine.quote(to));
            copied = token.end;
        }
    }
    renamed.push_str(&sql.text()[copied..]);
    *sql = Sql::new(engine, renamed);
}

/// Renames in the text and in the form that is compared, which may say more than the text.
fn rename_in(engine: Engine, sql: &mut Sql, from: &str, to: &str) {
    rename_by(rename_identifier, engine, sql, from, to);
}

/// The same for a column.
fn rename_column_in(engine: Engine, sql: &mut Sql, from: &str, to: &str) {
    rename_by(rename_column_of_text, engine, sql, from, to);
}

fn rename_by(
    renamed: impl Fn(Engine, &str, &str, &str) -> String,
    engine: Engine,
    sql: &mut Sql,
    from: &str,
    to: &str,
) {
    if mentions(engine, sql.text(), from) {
        let text = renamed(engine, sql.text(), from, to);
        let meaning = renamed(engine, sql.key(), from, to);
        *sql = Sql::compared_as(engine, text, meaning);
    }
}
